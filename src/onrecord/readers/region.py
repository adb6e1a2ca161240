"""Which runs of a marked-up page are its main text.

trafilatura says which words are; its paragraphs are found again among our runs, so that what is stored comes from the
page's own elements. Where it finds too little of what `onrecord.readers.density` finds, that is taken. The two work in different
ways: how far they agree says how sure the region is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from lxml import html
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from onrecord.readers.density import Dense, dense_runs, is_linked, stands_in
from onrecord.readers.markup import HEADINGS, Run, trim

_OPTIONS: Final = Extractor(output_format="python", fast=True, comments=False, tables=True)
_WORD: Final = re.compile(r"\w+")
#: Over these the extractor is not asked (its time is not bounded by the page's size); density decides alone.
_MOST_CHARS: Final = 1_000_000
_MOST_RUNS: Final = 10_000
_MOST_ELEMENTS: Final = 25_000
#: Share of the prose that stands together which the extractor must have found for its answer to count.
_LEAST_SHARE: Final = 0.6
#: Share of its words in links over which the extractor's answer is no article.
_MOST_LINKS: Final = 0.1
#: Words under which a run must be one whole paragraph of the extractor's, not only part of one.
_PART_WORDS: Final = 6
#: Words of prose that stand together from which the extractor is shown only what stands near prose. Below (a short page, or one
#: in a script without spaces) it sees all.
_SURE_WORDS: Final = 50
_FOOT: Final = re.compile(r"\b(?:foot\w*|bottom|copyright|legal|disclaimer|colophon)\b")


@dataclass(frozen=True, slots=True)
class Region:
    """The main text of a page.

    main       indices of its runs
    agreement  share (0 to 1) of its prose that both extractors found
    holder     path of the element that holds most of it; empty where there is none
    parts      parts of the page that it stands in; over one, where the page does not mark several articles, one may be wrong
    """

    main: frozenset[int]
    agreement: float
    holder: str
    parts: int


def find_region(root: html.HtmlElement, runs: Sequence[Run]) -> Region:
    """The runs whose words are the page's main text; none where it has none. Changes the tree."""
    dense = dense_runs(runs)
    found: set[int] = set()
    if runs and _is_usual(root, runs):
        shown = _worth_reading(runs, dense) if _words(dense.main, runs) >= _SURE_WORDS else None
        if shown is not None:
            trim(root, shown)
        text = getattr(bare_extraction(root, options=_OPTIONS), "text", None)
        if isinstance(text, str):
            found = _found_again(text, runs, shown)
    agreement = _agreement(found, set(dense.main), runs)
    if _words(found & dense.main, runs) < _LEAST_SHARE * _words(dense.main, runs):
        found = set(dense.main)
    inside = {i for i in found if stands_in(runs[i], dense.holder)}
    links = {i for i in found if is_linked(runs[i])}
    if _words(links, runs) > _MOST_LINKS * _words(
        found, runs
    ):  # the extractor found no article and gave the whole page
        found = inside - links
    elif dense.main:
        beside = {i for i in found - inside if any(mark.path in dense.asides for mark in runs[i].marks)}
        found -= (links - inside) | beside
    found = found - dense.teasers or found
    first = min(found, default=0)
    while first - 1 in dense.main:  # an opening paragraph in an element of its own, which the extractor passes over
        first -= 1
        found.add(first)
    while found and runs[max(found)].marks[-1].tag in HEADINGS:  # of something that was left out
        found.discard(max(found))
    return Region(frozenset(found), agreement, dense.holder, dense.parts)


def _worth_reading(runs: Sequence[Run], dense: Dense) -> set[str]:
    """Paths of the elements around the runs that the extractor should see.

    All in the element that holds the prose, and longer lines elsewhere; no teasers. Menus, lists of links and of dates are most
    of many pages and of the extractor's time.
    """
    return {
        mark.path
        for index, run in enumerate(runs)
        if index not in dense.teasers
        and ((run.words >= _PART_WORDS and not is_linked(run)) or stands_in(run, dense.holder))
        for mark in run.marks
    }


def _is_usual(root: html.HtmlElement, runs: Sequence[Run]) -> bool:
    """Whether the page is of a size that the extractor reads in a second or so."""
    small = len(runs) <= _MOST_RUNS and sum(len(run.text) for run in runs) <= _MOST_CHARS
    return small and cast(float, root.xpath("count(//*)")) <= _MOST_ELEMENTS


def _agreement(one: set[int], other: set[int], runs: Sequence[Run]) -> float:
    """Words of prose in both, as a share of those in either."""
    prose = {i for i in one if i in other or (runs[i].is_sentence and not is_linked(runs[i]))}
    either = _words(prose | other, runs)
    return _words(prose & other, runs) / either if either else 1.0


def _words(indices: Iterable[int], runs: Sequence[Run]) -> int:
    return sum(runs[i].words for i in indices)


def is_outside(run: Run) -> bool:
    """Whether the elements around a run say that it is the page's foot."""
    return any(mark.tag == "footer" or _FOOT.search(mark.names) is not None for mark in run.marks)


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _found_again(text: str, runs: Sequence[Run], shown: Collection[str] | None) -> set[int]:
    """Runs that are a paragraph of the extractor's text, a part of one, or hold one.

    `shown` are the paths of the elements that the extractor saw; None: all.
    """
    raw = {line.strip() for line in text.split("\n")}
    lines = [key for line in text.split("\n") if (key := _key(line))]
    whole = set(lines)
    joined = "\n".join(lines)
    out: set[int] = set()
    unmatched = set(whole)
    seen = [(index, run, _key(run.text)) for index, run in enumerate(runs) if shown is None or run.path in shown]
    for index, run, key in seen:
        if run.text in raw or key in whole:
            out.add(index)
            unmatched.discard(key)
        elif len(run.text) < 5000 and key.count(" ") + 1 >= _PART_WORDS and key in joined:
            out.add(index)
    longer = [line for line in unmatched if line.count(" ") + 1 >= _PART_WORDS][:50]
    if longer:
        for index, run, key in seen:
            if index not in out and len(run.text) > 40 and not is_linked(run) and any(line in key for line in longer):
                out.add(index)
    return out
