"""What each line of a page is: headline, body, caption, boilerplate...

Two steps. `kinds_of` looks at each piece with its neighbours and says what it is made of; `label_article` reads the
pieces of one article (see `onrecord.readers.split`) in order: site labels and headline before the prose, subheadings
between, what follows the last prose. `label_row` and `label_marked` are for text that a file or markup already cleaned: there
`Piece.hint` and `Piece.kept` hold. Nothing is deleted, every piece keeps its place and gets a label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from onrecord.readers import shape
from onrecord.readers.datelines import is_date_line
from onrecord.readers.page import Labelled, Piece
from onrecord.readers.phrases import (
    BYLINE,
    CLOCK,
    CLOSING,
    NOTE,
    OPENERS,
    PLAYER,
    RULE,
    TAIL,
    TIMES,
    is_buttons,
    is_caption,
    is_legal,
    is_promo,
    is_scene,
    line_key,
)
from onrecord.readers.sources import is_credit_line
from onrecord.record import PROSE, BlockLabel

Kind = Literal[
    "prose", "item", "short", "caption", "repeat", "byline", "date", "note", "credit", "button", "player", "legal",
    "promo", "tail", "rule", "quoted", "closing", "clock",
]  # fmt: skip
#: Kinds that carry an article's prose.
PROSE_KINDS: Final = frozenset({"prose", "item", "note", "quoted"})
_FURNITURE: Final = frozenset({"button", "player", "legal", "promo", "rule", "tail"})

#: A tail heading ends the article when fewer words of prose than this come after it: the description of a newsletter or an
#: outlet has up to about 250; a second article has more. Lower and such descriptions stay in; higher and long texts with a
#: "Related" box in the middle lose their end.
_TAIL_WORDS: Final = 300
#: The same after a mere share button or notice, which also stand in the middle of articles.
_WEAK_TAIL_WORDS: Final = 30
#: Consecutive short lines that are a list of links rather than subheadings.
_LINK_RUN: Final = 4
#: Words of a headline that nothing but its place marks as one; site labels are shorter.
_HEADLINE_WORDS: Final = 5
#: Words over which a line is no button, notice or credit, whatever it says.
_LONGEST_FURNITURE: Final = 80
#: Lines of prose from the end among which the author is told of.
_AUTHOR_REACH: Final = 3
#: One or more names, at most with a place: "Ann Lesk and Tom Brand in Ostrel".
_NAMES: Final = re.compile(
    r"[^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]+){1,3}(?:(?:,| and) [^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]+){1,3}){0,3}"
    r"(?: in [^\W\d_a-z][\w.'’ -]+)?"
)
#: Bare times that stand alone on a page from which they are times of day.
_LEAST_CLOCKS: Final = 3
#: A caption printed twice is one up to this many words; longer and it is a doubled paragraph.
_CAPTION_WORDS: Final = 80


def kinds_of(pieces: Sequence[Piece]) -> list[Kind]:
    """What each piece is made of, seen alone and beside its neighbours; same length and order as `pieces`."""
    kinds = _with_clocks(pieces, [_kind(piece) for piece in pieces])
    for index in range(1, len(pieces)):
        before, here = pieces[index - 1], pieces[index]
        if here.text == before.text and kinds[index - 1] not in {"button", "player", "repeat"}:
            if kinds[index - 1] in {"prose", "short", "caption"} and 5 <= shape.words(here.text) <= _CAPTION_WORDS:
                kinds[index - 1] = "caption"
            kinds[index] = "repeat"
    for index in range(len(pieces) - 1):
        # the title or apology of a player stands right before it
        if (
            kinds[index + 1] == "player"
            and kinds[index] in {"short", "prose"}
            and shape.words(pieces[index].text) <= 14
        ):
            gone = (
                pieces[index + 1].tight or shape.words(pieces[index].text) <= 3 or TIMES.match(pieces[index + 1].text)
            )
            if gone and not (index and kinds[index - 1] == "prose" and not pieces[index + 1].tight):
                kinds[index] = "player"
    return kinds


def _with_clocks(pieces: Sequence[Piece], kinds: list[Kind]) -> list[Kind]:
    """The kinds, bare times ("22:10") taken for times of day where several stand alone; one of a player has others beside it."""
    alone = [
        index
        for index, kind in enumerate(kinds)
        if kind == "player"
        and CLOCK.match(pieces[index].text)
        and "player" not in (*kinds[max(0, index - 1) : index], *kinds[index + 1 : index + 2])
    ]
    if len(alone) >= _LEAST_CLOCKS:
        for index in alone:
            kinds[index] = "clock"
    return kinds


def _kind(piece: Piece) -> Kind:
    """What one piece is made of, seen alone."""
    text = piece.text
    count = shape.words(text)
    if piece.hint == "caption":
        return "caption"
    furniture = _furniture(text, count)
    if furniture is not None:
        return furniture
    if count <= 60 and is_caption(text):
        return "caption"
    if count <= 12 and BYLINE.match(text) and not shape.ends_sentence(text):
        return "byline"
    if CLOSING.match(text):
        return "closing"
    if text.startswith(">"):
        return "quoted"
    if shape.is_bullet(text) and (count >= 6 or shape.ends_sentence(text)):
        return "item"
    if shape.is_numbered(text) and shape.is_sentence(text):
        return "item"
    if "|" in text and count <= 14 and not shape.ends_sentence(text):
        return "button"
    return "prose" if shape.is_sentence(text) else "short"


def _furniture(text: str, count: int) -> Kind | None:
    """What the line is where its wording alone tells: buttons, notices, date lines, notes, credits."""
    if count > _LONGEST_FURNITURE:
        return "note" if NOTE.match(text) else None
    if RULE.match(text):
        return "rule"
    if is_date_line(text):
        return "date"
    if count <= 14:
        if PLAYER.match(text) or TIMES.match(text):
            return "player"
        if CLOCK.match(text):
            return "clock"
        if TAIL.match(line_key(text)) and not shape.ends_sentence(text):
            return "tail"
        if is_buttons(text):
            return "button"
    if NOTE.match(text):
        return "note"
    if is_credit_line(text):
        return "credit"
    if is_legal(text):
        return "legal"
    return "promo" if count <= 45 and is_promo(text) else None


def label_article(pieces: Sequence[Piece], kinds: Sequence[Kind]) -> list[Labelled]:
    """The label of each piece of one article, in order. `kinds` are those of `kinds_of` for the same pieces."""
    first = next((i for i, kind in enumerate(kinds) if kind in {"prose", "item"}), None)
    if first is None:
        return [_alone(piece, kind, i) for i, (piece, kind) in enumerate(zip(pieces, kinds, strict=True))]
    headline, first = _head(pieces, kinds, first)
    tail = _tail_start(pieces, kinds, first)
    out: list[Labelled] = []
    for index, (piece, kind) in enumerate(zip(pieces, kinds, strict=True)):
        label: BlockLabel
        if kind == "repeat":
            label = "boilerplate"
        elif index >= tail and kind not in {"note", "credit", "caption"}:
            label = "footer"
        elif index < first:
            label = _head_label(piece.text, index, kind, headline)
        else:
            label = _body_label(pieces, kinds, index)
            if label == "body" and kind == "prose" and is_scene(piece.text):
                label = "caption"
        out.append(Labelled(piece, label, _repeated(kinds, index) if kind == "repeat" else None))
    return _without_author(out, headline)


def _without_author(items: list[Labelled], headline: int | None) -> list[Labelled]:
    """The pieces with what is told of the author at the end ("Ann Lesk is a reporter in Ostrel.") taken for footer."""
    names = [match["name"] for item in items if item.label == "byline" and (match := BYLINE.match(item.piece.text))]
    if headline is not None:
        names += [item.piece.text for item in items[headline + 1 : headline + 4] if item.label == "byline"]
    names = [" ".join(name.split()[:2]).strip(" ,|") for name in names]
    left = _AUTHOR_REACH
    for index in range(len(items) - 1, -1, -1):
        if items[index].label not in PROSE:
            continue
        text = items[index].piece.text
        if any(
            len(name) > 4 and re.match(rf"{re.escape(name)}(?:,| is | has | was | covers| writes| reports)", text)
            for name in names
        ):
            items[index] = replace(items[index], label="footer")
        left -= 1
        if not left:
            break
    return items


def _alone(piece: Piece, kind: Kind, index: int) -> Labelled:
    """Label of a piece on a page without prose."""
    label: BlockLabel = "caption" if kind == "caption" else "boilerplate"
    return Labelled(piece, label, index - 1 if kind == "repeat" else None)


def _repeated(kinds: Sequence[Kind], index: int) -> int:
    """Index of the piece that the repeated one at `index` repeats."""
    while index > 0 and kinds[index] == "repeat":
        index -= 1
    return index


def _head(pieces: Sequence[Piece], kinds: Sequence[Kind], first: int) -> tuple[int | None, int]:
    """Index of the headline, and where the body begins.

    The headline is the last short line before a byline or date; without one the last before the prose that is longer than
    a site label, or the only one. A sentence between headline and byline is the standfirst: the body begins after it.
    """
    marks = [i for i in range(first) if kinds[i] in {"byline", "date"}]
    begin = first
    if not marks and first + 1 < len(kinds) and kinds[first + 1] in {"byline", "date"} and kinds[first] == "prose":
        begin = first + 1
    shorts = [i for i in range(first) if kinds[i] == "short"]
    if not shorts:
        return None, begin
    before_marks = [i for i in shorts if marks and i < marks[0]]
    if before_marks:
        return _longest_near_end(pieces, before_marks), begin
    if marks:
        after = [i for i in shorts if i > marks[-1]]
        return (after[-1] if after else None), begin
    last = shorts[-1]
    if shape.words(pieces[last].text) >= _HEADLINE_WORDS or begin > first:
        return last, begin
    alone = len(shorts) == 1 and not any(kinds[i] in _FURNITURE for i in range(first))
    return (last if alone and shape.words(pieces[last].text) >= 2 and kinds[last + 1] != "caption" else None), begin


def _longest_near_end(pieces: Sequence[Piece], shorts: Sequence[int]) -> int:
    """The headline among short lines before a byline: the last, or the one before it where that is a longer line."""
    last = shorts[-1]
    if len(shorts) > 1 and last - shorts[-2] == 1:
        here, before = shape.words(pieces[last].text), shape.words(pieces[shorts[-2]].text)
        if here < 3 <= before - 2 and before >= _HEADLINE_WORDS:
            return shorts[-2]
    return last


def _head_label(text: str, index: int, kind: Kind, headline: int | None) -> BlockLabel:
    """Label of a piece before the body."""
    if index == headline:
        return "headline"
    if kind == "short" and headline is not None and index > headline and _NAMES.fullmatch(text):
        return "byline"
    if kind in {"prose", "item"} or (kind == "short" and headline is not None and index > headline):
        return "standfirst"
    labels: dict[Kind, BlockLabel] = {
        "byline": "byline",
        "date": "dateline",
        "clock": "dateline",
        "caption": "caption",
        "note": "note",
        "credit": "credit",
        "quoted": "quote",
    }
    return labels.get(kind, "boilerplate")


def _body_label(pieces: Sequence[Piece], kinds: Sequence[Kind], index: int) -> BlockLabel:
    """Label of a piece between the first prose and the tail."""
    kind = kinds[index]
    text = pieces[index].text
    if kind in {"button", "tail"}:
        opens = line_key(text) in OPENERS and shape.is_title_case(text) and _next_is_item(pieces, kinds, index)
        return "subheading" if opens else "boilerplate"
    if kind == "short":
        if index and kinds[index - 1] == "closing" and shape.is_name(text):
            return "byline"
        if shape.is_bullet(text):
            return "list"
        if _in_link_run(kinds, index):
            return "boilerplate"
        return "list" if _in_list(pieces, kinds, index) else "subheading"
    labels: dict[Kind, BlockLabel] = {
        "prose": "body", "closing": "body", "item": "list", "quoted": "quote", "caption": "caption", "note": "note",
        "credit": "credit", "byline": "byline", "date": "dateline",
        "clock": "dateline",
    }  # fmt: skip
    return labels.get(kind, "boilerplate")


def _next_is_item(pieces: Sequence[Piece], kinds: Sequence[Kind], index: int) -> bool:
    """Whether a list item of a sentence follows."""
    return index + 1 < len(kinds) and kinds[index + 1] == "item" and shape.words(pieces[index + 1].text) >= 8


def _in_list(pieces: Sequence[Piece], kinds: Sequence[Kind], index: int) -> bool:
    """Whether the short line is one of two or three in a row between prose: items of a list; subheadings stand alone."""
    low = high = index
    while low > 0 and kinds[low - 1] == "short":
        low -= 1
    while high + 1 < len(kinds) and kinds[high + 1] == "short":
        high += 1
    inside = low > 0 and kinds[low - 1] == "prose" and high + 1 < len(kinds) and kinds[high + 1] == "prose"
    run = [piece.text for piece in pieces[low : high + 1]]
    return inside and len(run) > 1 and all(shape.words(text) >= 4 and not shape.is_title_case(text) for text in run)


def _in_link_run(kinds: Sequence[Kind], index: int) -> bool:
    """Whether the short line stands among so many that they are a list of links."""
    low = high = index
    while low > 0 and kinds[low - 1] == "short" and index - low < _LINK_RUN:
        low -= 1
    while high + 1 < len(kinds) and kinds[high + 1] == "short" and high - index < _LINK_RUN:
        high += 1
    return high - low + 1 >= _LINK_RUN


def _tail_start(pieces: Sequence[Piece], kinds: Sequence[Kind], first: int) -> int:
    """Index where the article is over: what follows is footer."""
    behind = [0] * (len(pieces) + 1)
    for index in range(len(pieces) - 1, -1, -1):
        counts = kinds[index] in PROSE_KINDS
        behind[index] = behind[index + 1] + (shape.words(pieces[index].text) if counts else 0)
    total = behind[first]
    last = first
    later: dict[str, int] = {}  # where a tail line stands for the last time
    for index in range(first, len(pieces)):
        if kinds[index] == "tail":
            later[line_key(pieces[index].text)] = index
    for index in range(first, len(pieces)):
        kind = kinds[index]
        if kind == "tail" and not _next_is_item(pieces, kinds, index):
            if behind[later[line_key(pieces[index].text)]] < behind[index]:
                continue  # a button below each entry ends none but the last
            if behind[index] < min(_TAIL_WORDS, total - behind[index] + 1):
                return last + 1
        elif kind in {"button", "legal", "promo"} and index > first:
            if line_key(pieces[index].text) in {"advertisement", "read more", "continue reading", "newsletter"}:
                continue
            if behind[index] < _WEAK_TAIL_WORDS:
                return last + 1
        elif (
            kind in PROSE_KINDS
            or kind in {"closing", "credit"}
            or (kind == "short" and index and kinds[index - 1] == "closing")
        ):
            last = index
    return last + 1


def label_row(pieces: Sequence[Piece], kinds: Sequence[Kind]) -> list[Labelled]:
    """The label of each piece of a text that is known to be an article's: only plain furniture is left out."""
    out: list[Labelled] = []
    prose = any(kind in PROSE_KINDS for kind in kinds)
    for index, (piece, kind) in enumerate(zip(pieces, kinds, strict=True)):
        if kind == "repeat":
            out.append(Labelled(piece, "boilerplate", _repeated(kinds, index)))
        elif kind == "short" and not prose:
            out.append(Labelled(piece, "body"))
        elif kind == "short":
            out.append(
                Labelled(
                    piece,
                    "byline" if index and kinds[index - 1] == "closing" and shape.is_name(piece.text) else "subheading",
                )
            )
        else:
            out.append(Labelled(piece, _body_label(pieces, kinds, index)))
    return out


def label_marked(pieces: Sequence[Piece], kinds: Sequence[Kind]) -> list[Labelled]:
    """The label of each piece of an article of a marked-up page, where `kept` tells what belongs to it."""
    last = max((i for i, piece in enumerate(pieces) if piece.kept), default=-1)
    out: list[Labelled] = []
    for index, (piece, kind) in enumerate(zip(pieces, kinds, strict=True)):
        label: BlockLabel
        if kind == "repeat" and (piece.kept or piece.hint is None):
            out.append(Labelled(piece, "boilerplate", _repeated(kinds, index)))
            continue
        if piece.kept is not True:
            label = "boilerplate" if index < last else "footer"
        elif kind in {"player", "button", "legal", "promo", "rule"} and piece.hint not in {"headline", "subheading"}:
            label = "boilerplate" if piece.hint != "quote" or kind != "legal" else "quote"
        elif kind in {"note", "credit", "date", "byline", "caption"} and piece.hint in {
            None,
            "body",
            "subheading",
            "list",
            "byline",
            "dateline",
        }:
            label = _body_label(pieces, kinds, index)
        elif piece.hint is not None:
            label = piece.hint
        elif kind == "short" and index and kinds[index - 1] == "closing" and shape.is_name(piece.text):
            label = "byline"
        else:
            label = "body" if kind in {"tail", "short"} else _body_label(pieces, kinds, index)
        out.append(Labelled(piece, label))
    return out
