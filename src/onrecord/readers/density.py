"""Main text by where the prose of a page stands: the second opinion beside trafilatura's.

Three steps over the runs of a page. Teasers are found by their form: elements beside each other of the same kind, each with a
link and a sentence or two. Then, from the root down, the element is followed that still holds nearly all prose. What is prose
below it, and no teaser and nothing that its class calls an aside, is main text. Linear in the runs times their depth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from onrecord.readers.markup import Mark, Run

#: Share of characters in links over which a run is a list of links.
MOST_LINKED: Final = 0.5
#: Share of the prose above that an element must hold to be followed downward. Higher and a sidebar's prose keeps the search at
#: the page's root; lower and an article whose parts stand in several elements loses the smaller ones.
_HELD: Final = 0.75
#: Share of the main text and number of paragraphs from which an element is a part of its own.
_PART: Final = 0.15
_PART_RUNS: Final = 3
#: A teaser has at most this many words beside its link, and at least this many others of its kind stand beside it.
_TEASER_WORDS: Final = 90
_TEASER_RUNS: Final = 7
_LEAST_TEASERS: Final = 3
#: Share of a run in links from which a run of this few words is a teaser of its own ("Headline. What it says.").
_TEASER_LINKED: Final = 0.2
#: Elements above a run that are looked at as the bounds of a teaser.
_REACH: Final = 4
#: Share of a page's prose from which an element is no aside, whatever its class says.
_MOST_ASIDE: Final = 0.5
_ASIDE: Final = re.compile(
    r"\b(?:related|sidebar|side-bar|promo|newsletter|subscri\w*|share|sharing|social|comments?|commentlist|respond|comentarios?|kommentare?"
    r"|commentaires?|recommend\w*|most-?read|popular"
    r"|breadcrumbs?|cookie\w*|consent|gdpr\w*|advert\w*|ad-\w+|banner|menu|nav\w*|footer|tags?|toolbar|tools|paywall|popup|modal|read-?more|see-?also"
    r"|teasers?|widget|outbrain|taboola|recirc\w*|bio|author-?(?:info|box|bio)|contributor-\w+|feedback|survey|poll|pull-?quote|preheader"
    r"|(?:sign-?up|newsletter|related|sidebar|comments?|recommend\w*|promo|teaser)[-_]\w+|\w+[-_](?:sign-?up|newsletter|related|sidebar|comments|bio))\b"
)
_ASIDE_TAGS: Final = frozenset({"aside", "footer", "nav", "form"})
#: Elements whose class says what an article is sold as ("paywall"), not what stands beside it.
_NO_ASIDE: Final = frozenset({"article", "main", "p"})
_DIGITS: Final = re.compile(r"\d+")
_INDEX: Final = re.compile(r"\[\d+\]$")


@dataclass(slots=True)
class _Inside:
    """What an element holds: its runs, those that are links, words of its prose."""

    mark: Mark
    parent: str
    runs: int = 0
    linked: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Dense:
    """What was found.

    main     indices of the runs of main text; teasers: of those that lead to other articles
    asides   paths of elements whose names say that they stand beside the article
    holder   path of the element that holds the main text; empty where there is none
    parts    elements right below the holder that each hold several paragraphs and a good share of it: with two or more, one of
             them may be something else (a second story, what readers wrote)
    """

    main: frozenset[int]
    teasers: frozenset[int]
    asides: frozenset[str]
    holder: str
    parts: int = 0


def dense_runs(runs: Sequence[Run]) -> Dense:
    """The main text by where the prose stands; nothing where the page has no prose."""
    teasers = _teasers(runs)
    spoken = {
        index: run.words
        for index, run in enumerate(runs)
        if index not in teasers and run.is_sentence and not is_linked(run)
    }
    asides = _asides(runs, spoken)
    prose = {
        index: words for index, words in spoken.items() if not any(mark.path in asides for mark in runs[index].marks)
    }
    held: dict[str, int] = {}
    for index, words in prose.items():
        for mark in runs[index].marks:
            held[mark.path] = held.get(mark.path, 0) + words
    if not held:
        return Dense(frozenset(), frozenset(teasers), frozenset(asides), "")
    best = runs[next(iter(prose))].marks[0].path
    children: dict[str, set[str]] = {}
    for index in prose:
        marks = runs[index].marks
        for outer, inner in pairwise(marks):
            children.setdefault(outer.path, set()).add(inner.path)
    while True:
        below = max(children.get(best, ()), key=lambda path: (held[path], path), default=None)
        if below is None or held[below] < _HELD * held[best]:
            break
        best = below
    main = frozenset(index for index in prose if stands_in(runs[index], best))
    return Dense(main, frozenset(teasers), frozenset(asides), best, _parts(runs, main, best, held[best]))


def _parts(runs: Sequence[Run], main: frozenset[int], holder: str, words: int) -> int:
    """Elements right below the holder that hold at least `_PART` of its prose and `_PART_RUNS` paragraphs."""
    below: dict[str, tuple[int, int]] = {}
    for index in main:
        marks = runs[index].marks
        depth = next(depth for depth, mark in enumerate(marks) if mark.path == holder) + 1
        if depth < len(marks):
            held, count = below.get(marks[depth].path, (0, 0))
            below[marks[depth].path] = (held + runs[index].words, count + 1)
    return sum(held >= _PART * words and count >= _PART_RUNS for held, count in below.values())


def stands_in(run: Run, path: str) -> bool:
    """Whether the block element of that path is around the run; none is where the path is empty."""
    return bool(path) and f"{run.path}/".startswith(f"{path}/")


def is_linked(run: Run) -> bool:
    """Whether the run is mostly links."""
    return run.linked > MOST_LINKED * len(run.text)


def is_aside(run: Run, *, below: str | None = None) -> bool:
    """Whether the elements around a run (those within the one of the path `below`) say that it stands beside the article."""
    start = next((index + 1 for index, mark in enumerate(run.marks) if mark.path == below), 0)
    return any(_says_aside(mark, index) for index, mark in enumerate(run.marks[start:], start))


def _says_aside(mark: Mark, depth: int) -> bool:
    if mark.tag in _ASIDE_TAGS and not (mark.tag == "form" and depth < 4):  # old servers put the whole page into a form
        return True
    return bool(mark.names) and depth >= 3 and mark.tag not in _NO_ASIDE and _ASIDE.search(mark.names) is not None


def _asides(runs: Sequence[Run], spoken: dict[int, int]) -> set[str]:
    """Paths of elements around prose that are asides. One that holds most of the page's prose is none, whatever its name."""
    held: dict[str, int] = {}
    said: dict[str, bool] = {}
    for index, words in spoken.items():
        for depth, mark in enumerate(runs[index].marks):
            held[mark.path] = held.get(mark.path, 0) + words
            if mark.path not in said:
                said[mark.path] = _says_aside(mark, depth)
    limit = _MOST_ASIDE * sum(spoken.values())
    return {path for path, aside in said.items() if aside and held[path] < limit}


def _teasers(runs: Sequence[Run]) -> set[int]:
    """Runs of teasers: by their elements, or alone where link and words stand in one run."""
    inside: dict[str, _Inside] = {}
    for run in runs:
        linked = run.linked > 0 and run.text.count(" ") >= 1
        words = 0 if is_linked(run) else run.text.count(" ") + 1
        marks = run.marks
        for up in range(2, min(_REACH, len(marks) - 1) + 1):
            mark = marks[-up]
            here = inside.get(mark.path)
            if here is None:
                inside[mark.path] = here = _Inside(mark, marks[-up - 1].path)
            here.runs += 1
            here.linked += linked
            here.words += words
        mark = marks[-1]
        if run.linked >= _TEASER_LINKED * len(run.text) and len(marks) > 1:
            here = inside.get(mark.path)
            if here is None:
                inside[mark.path] = here = _Inside(mark, marks[-2].path)
            here.runs += 1
            here.linked += linked
            here.words += words
    kinds: dict[tuple[str, str, str], list[str]] = {}
    for path, here in inside.items():
        if (
            here.linked
            and 0 < here.words <= _TEASER_WORDS
            and here.runs <= _TEASER_RUNS
            and here.mark.tag not in {"p", "ul", "ol"}
        ):
            names = _DIGITS.sub("", here.mark.names)
            kinds.setdefault((_INDEX.sub("", here.parent), here.mark.tag, names), []).append(path)
    cards = {path for paths in kinds.values() if len(paths) >= _LEAST_TEASERS for path in paths}
    if not cards:
        return set()
    return {index for index, run in enumerate(runs) if any(mark.path in cards for mark in run.marks[-_REACH:])}
