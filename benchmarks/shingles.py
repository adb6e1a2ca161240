# ruff: noqa: INP001 - beside scripts, not in a package
"""How much of an article's text a reader gives, and how much else: the score of runs of four words.

Both texts are taken as bags of all runs of four words in a row (a shorter text is one run). A page's precision is the share of
the given runs that are in the gold text, its recall the share of the gold runs that are given; both are averaged over pages, F1
is their harmonic mean. This is the measure of scrapinghub's article-extraction-benchmark, written anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import mean, stdev
from typing import Final

_WORD: Final = re.compile(r"\w+")
_RUN: Final = 4


@dataclass(frozen=True, slots=True)
class PageScore:
    """Precision and recall of one page, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return f1(self.precision, self.recall)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def runs(text: str) -> Counter[tuple[str, ...]]:
    """All runs of four words of a text, with how often each stands there."""
    words = _WORD.findall(text)
    if len(words) < _RUN:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[n:] for n in range(_RUN)), strict=False))


def score_page(gold: str, given: str, *, beside: Iterable[str] = ()) -> PageScore:
    """The score of one page. `beside`: text that counts neither way, as headlines and captions, where the gold has none of it."""
    true, found = runs(gold), runs(_without(given, beside))
    for line in beside:
        for run in runs(line):
            if run not in true:
                found.pop(run, None)
    both = sum((true & found).values())
    given_runs, gold_runs = sum(found.values()), sum(true.values())
    if not given_runs and not gold_runs:
        return PageScore(1.0, 1.0)
    return PageScore(both / given_runs if given_runs else 1.0, both / gold_runs if gold_runs else 1.0)


def overall(pages: Sequence[PageScore]) -> tuple[float, float, float]:
    """F1, precision and recall over pages."""
    precision, recall = mean(page.precision for page in pages), mean(page.recall for page in pages)
    return f1(precision, recall), precision, recall


def spread(pages: Sequence[PageScore], *, times: int = 1000, seed: int = 0) -> float:
    """The standard deviation of F1 when the pages are drawn anew, with replacement, `times` times."""
    rng = Random(seed)
    return stdev(overall([rng.choice(pages) for _ in pages])[0] for _ in range(times)) if len(pages) > 1 else 0.0


def overlap(one: str, other: str) -> float:
    """Share of runs that two texts have in common, of all that either has."""
    a, b = runs(one), runs(other)
    union = sum((a | b).values())
    return sum((a & b).values()) / union if union else 1.0


def _without(given: str, beside: Iterable[str]) -> str:
    """The given text without the lines that are one of those beside."""
    keys = {" ".join(_WORD.findall(line)).lower() for line in beside}
    return "\n".join(line for line in given.split("\n") if " ".join(_WORD.findall(line)).lower() not in keys)
