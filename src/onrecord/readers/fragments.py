"""A piece of HTML that is an article as a whole: the content of a feed's entry, the body of a newsletter.

No region is chosen, since all of it was sent as the article; its furniture (buttons, notices, lists of links) is still
told apart. Places are `PREFIX` and the path of the element, as on a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal

from onrecord.readers.assemble import Draft
from onrecord.readers.density import is_linked
from onrecord.readers.elements import hint_of
from onrecord.readers.lines import Kind, kinds_of, label_article, label_marked
from onrecord.readers.markup import Run, parse, runs_of
from onrecord.readers.page import Facts, Labelled, Page, Piece
from onrecord.readers.split import seams
from onrecord.record import Problem

#: Runs read of one piece. A long article has under a thousand.
_MOST_RUNS: Final = 50_000


def drafts_of_fragment(
    markup: str, page: Page, *, prefix: str, facts: Facts, form: Literal["entry", "letter"]
) -> tuple[list[Draft], list[Problem]]:
    """The articles of a piece of markup before they are put together, and problems.

    An `entry` is one article throughout; a `letter` has a head and a tail of furniture, and may hold several articles.
    """
    root, limit = parse(markup)
    problems: list[Problem] = []
    if limit is not None:
        deep = limit == "deep"
        detail = (
            "elements nested over 256 deep were not read" if deep else "nothing after a text of over 10 MB was read"
        )
        problems.append(Problem(page.name, "too deep" if deep else "cut", detail, prefix.rstrip("/:"), page.capture))
    runs = [] if root is None else runs_of(root)
    if len(runs) > _MOST_RUNS:
        detail = f"{len(runs) - _MOST_RUNS} more paragraphs were not read"
        problems.append(Problem(page.name, "cut", detail, prefix.rstrip("/:"), page.capture))
        runs = runs[:_MOST_RUNS]
    pieces = [Piece(run.text, prefix + run.place, hint_of(run), kept=not _is_furniture(run)) for run in runs]
    kinds = kinds_of(pieces)
    if form == "entry":
        return ([Draft(tuple(label_marked(pieces, kinds)), facts)] if pieces else []), problems
    bounds = (0, *seams(pieces, kinds), len(pieces))
    later = replace(facts, title=None, title_place=None)  # all parts of a letter were sent on its day
    return [
        Draft(_letter(pieces[a:b], kinds[a:b]), facts if a == 0 else later) for a, b in pairwise(bounds) if a < b
    ], problems


def _is_furniture(run: Run) -> bool:
    return is_linked(run) and not run.is_sentence


def _letter(pieces: Sequence[Piece], kinds: Sequence[Kind]) -> tuple[Labelled, ...]:
    """The labels that lines of a letter get by what they say, with what the markup adds for running prose."""
    out = []
    for item in label_article(pieces, kinds):
        hint = item.piece.hint
        if item.label == "body" and hint in {"quote", "list"}:
            out.append(replace(item, label=hint))
        elif item.piece.kept is False and item.label in {"subheading", "list"}:
            out.append(replace(item, label="boilerplate"))
        else:
            out.append(item)
    return tuple(out)
