"""Which runs of a marked-up page are its main text.

trafilatura says which words are; its paragraphs are found again among our runs, so that what is stored comes from the
page's own elements. Where it finds too little, the part of the tree with the densest prose is taken (as readability does).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lxml import html
from trafilatura import bare_extraction

from onrecord.readers import shape
from onrecord.readers.markup import Run

_WORD: Final = re.compile(r"\w+")
#: Over these the extractor is not asked (its time is not bounded by the page's size); density decides alone.
_MOST_CHARS: Final = 3_000_000
_MOST_RUNS: Final = 20_000
#: Words that must be found again for the extractor's answer to count.
_LEAST_WORDS: Final = 20
#: Share of characters in links over which a run is a list of links.
MOST_LINKED: Final = 0.5
#: Words under which a run must be one whole paragraph of the extractor's, not only part of one.
_PART_WORDS: Final = 6
_ASIDE: Final = re.compile(
    r"\b(?:related|sidebar|side-bar|promo|newsletter|subscri\w*|share|sharing|social|comments?|recommend\w*|most-?read|popular|breadcrumbs?|cookie\w*"
    r"|consent|advert\w*|ad-\w+|banner|menu|nav\w*|footer|tags?|toolbar|tools|paywall|popup|modal|read-?more|see-?also|teasers?|widget|outbrain|taboola)\b"
)
_FOOT: Final = re.compile(r"\b(?:foot\w*|bottom|copyright|legal|disclaimer|colophon)\b")
_ASIDE_TAGS: Final = frozenset({"aside", "footer", "nav", "form"})


def main_runs(root: html.HtmlElement, runs: Sequence[Run]) -> set[int]:
    """Indices of the runs whose words are the page's main text; empty where it has none. Changes the tree."""
    if not runs:
        return set()
    found: set[int] = set()
    if len(runs) <= _MOST_RUNS and sum(len(run.text) for run in runs) <= _MOST_CHARS:
        document = bare_extraction(root, fast=True, include_comments=False, include_tables=True, with_metadata=False)
        text = getattr(document, "text", None)
        if isinstance(text, str):
            found = _found_again(text, runs)
    if sum(shape.words(runs[i].text) for i in found) < _LEAST_WORDS:
        found |= _densest(runs)
    return found


def is_aside(run: Run, *, within: str | None = None) -> bool:
    """Whether the elements around a run (below the first of tag `within`) say that it stands beside the article."""
    start = next((index + 1 for index, mark in enumerate(run.marks) if mark.tag == within), 0)
    for index, mark in enumerate(run.marks[start:], start):
        if mark.tag in _ASIDE_TAGS and not (
            mark.tag == "form" and index < 4
        ):  # old servers put the whole page into a form
            return True
        if (
            index >= 3
            and mark.tag not in {"article", "main"}
            and mark.names.strip()
            and _ASIDE.search(mark.names) is not None
        ):
            return True
    return False


def is_outside(run: Run) -> bool:
    """Whether the elements around a run say that it is the page's foot."""
    return any(mark.tag == "footer" or _FOOT.search(mark.names) is not None for mark in run.marks)


def is_linked(run: Run) -> bool:
    """Whether the run is mostly links."""
    return run.linked > MOST_LINKED * len(run.text)


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _found_again(text: str, runs: Sequence[Run]) -> set[int]:
    """Runs that are a paragraph of the extractor's text, a part of one, or hold one."""
    lines = [key for line in text.split("\n") if (key := _key(line))]
    whole = set(lines)
    joined = "\n".join(lines)
    out: set[int] = set()
    unmatched = set(whole)
    for index, run in enumerate(runs):
        key = _key(run.text)
        if key in whole:
            out.add(index)
            unmatched.discard(key)
        elif len(run.text) < 5000 and key.count(" ") + 1 >= _PART_WORDS and key in joined:
            out.add(index)
    longer = [line for line in unmatched if line.count(" ") + 1 >= _PART_WORDS][:50]
    if longer:
        for index, run in enumerate(runs):
            if index not in out and len(run.text) > 40 and not is_linked(run):
                key = _key(run.text)
                if any(line in key for line in longer):
                    out.add(index)
    return out


def _densest(runs: Sequence[Run]) -> set[int]:
    """Runs of prose below the element that gathers most of it: a run counts for its parent, half for the element above."""
    weights: dict[str, float] = {}
    prose = [
        i for i, run in enumerate(runs) if shape.is_sentence(run.text) and not is_linked(run) and not is_aside(run)
    ]
    for index in prose:
        marks = runs[index].marks
        size = float(shape.words(runs[index].text))
        for up, share in ((1, 0.5), (2, 1.0), (3, 0.75)):
            if len(marks) >= up:
                weights[marks[-up].path] = weights.get(marks[-up].path, 0.0) + share * size
    if not weights:
        return set()
    best = max(weights, key=lambda path: (weights[path], path))
    return {i for i in prose if any(mark.path == best for mark in runs[i].marks)}
