"""Where one article of a page ends and the next begins.

A seam stands before a greeting ("Welcome back to the ... briefing"), or before a headline with a byline or date, when an
article's worth of prose comes before it and after it. What belongs to the head of the second article goes with it: the
headline, and the captions right before the seam.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.readers import shape
from onrecord.readers.lines import PROSE_KINDS, Kind
from onrecord.readers.page import Piece
from onrecord.readers.phrases import COMMENTER, GREETING

#: Words of prose on both sides of a seam. Shorter and it is a teaser or a note, not an article.
_ARTICLE_WORDS: Final = 80
#: With markup that says so (an article element of its own) or headline, byline and date together, fewer are enough.
_MARKED_WORDS: Final = 30


def seams(pieces: Sequence[Piece], kinds: Sequence[Kind]) -> tuple[int, ...]:
    """Indices where a further article begins, sorted; empty where the page holds one article (or none)."""
    before = [0] * (len(pieces) + 1)
    for index, piece in enumerate(pieces):
        counts = kinds[index] in PROSE_KINDS and piece.kept is not False
        before[index + 1] = before[index] + (shape.words(piece.text) if counts else 0)
    found: list[int] = []
    for index in range(1, len(pieces)):
        least = _least_words(pieces, kinds, index)
        if least is None:
            continue
        begin = _head_start(pieces, kinds, index)
        if begin <= (found[-1] if found else 0):
            continue
        if before[begin] - before[found[-1] if found else 0] >= least and before[-1] - before[begin] >= least:
            found.append(begin)
    return tuple(found)


def _least_words(pieces: Sequence[Piece], kinds: Sequence[Kind], index: int) -> int | None:
    """Words of prose that both sides must have if a seam stands at `index`; None where nothing marks one."""
    here, last = pieces[index], pieces[index - 1]
    if here.group is not None or last.group is not None:
        return _MARKED_WORDS if here.group != last.group and here.group is not None else None
    if kinds[index] in {"prose", "short"} and shape.words(here.text) <= 60 and GREETING.match(here.text):
        return _ARTICLE_WORDS
    if kinds[index] != "short" and here.hint != "headline":
        return None
    if any(COMMENTER.search(piece.text) for piece in pieces[index : index + 3]):
        return None
    following = kinds[index + 1 : index + 4]
    has_byline, has_date = "byline" in following, "date" in following
    if not (has_byline or has_date) or "prose" in following[: following.index("byline" if has_byline else "date")]:
        return None
    return _MARKED_WORDS if has_byline and has_date else _ARTICLE_WORDS


def _head_start(pieces: Sequence[Piece], kinds: Sequence[Kind], index: int) -> int:
    """The seam moved back over captions, their repeats and one headline that belong to what follows."""
    if pieces[index].group is not None:
        return index
    begin = index
    while begin > 0 and kinds[begin - 1] in {"repeat", "caption", "rule"}:
        begin -= 1
    if (
        kinds[index] != "short"
        and begin > 0
        and kinds[begin - 1] == "short"
        and shape.is_title_case(pieces[begin - 1].text)
    ):
        begin -= 1
    return begin
