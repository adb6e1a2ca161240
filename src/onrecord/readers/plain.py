"""Plain text that was already taken from a page: one paragraph a line, or lines wrapped at a column.

Takes the bytes, gives articles whose blocks are whole lines, untouched. The place of a block is `bytes:START-END`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from onrecord.errors import Unreadable
from onrecord.readers.assemble import Draft, assemble
from onrecord.readers.decode import REPLACEMENT, Encoding, choose_encoding
from onrecord.readers.lines import Kind, kinds_of, label_article
from onrecord.readers.live import clock_dates, entries, label_entry, shown_day, title_of
from onrecord.readers.outlets import outlet_of
from onrecord.readers.page import Facts, Page, Piece
from onrecord.readers.shape import is_bullet, is_numbered
from onrecord.readers.split import seams
from onrecord.record import Problem, Reading

READER: Final = "plain/1"

#: Widths at which text is wrapped. Under 50 it is a list or a poem; over 110 nobody wraps.
_LEAST_WIDTH: Final = 50
_MOST_WIDTH: Final = 110
#: Share of line ends inside paragraphs that fit wrapping, for a text to count as wrapped.
_WRAPPED_SHARE: Final = 0.8
_PLACE: Final = re.compile(r"bytes:(\d{1,15})-(\d{1,15})")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the white space around it: its bytes and words; `tight`: no blank line before it."""

    start: int
    end: int
    text: str
    tight: bool


def read_plain(page: Page) -> Reading:
    """The articles of a plain text. Raises Unreadable (`empty`, `binary`)."""
    encoding = choose_encoding(page.data)
    pieces = _pieces(page.data, encoding)
    if not pieces:
        raise Unreadable("empty", "there is nothing in it but white space")
    kinds = kinds_of(pieces)
    facts = Facts(outlet=outlet_of(page.url, page.outlets), url=page.url)
    drafts = _drafts(pieces, kinds, facts)
    articles, stray, problems = assemble(page, READER, drafts)
    found = list(problems)
    replaced = sum(piece.text.count(REPLACEMENT) for piece in pieces)
    if replaced and replaced != page.data.count(REPLACEMENT.encode()):
        detail = f"{replaced} characters that are no text in {encoding.name} were replaced"
        found.append(Problem(page.name, "repaired", detail, None, page.capture))
    if not articles:
        found.append(Problem(page.name, "no text", "no line of it is running prose", None, page.capture))
    return Reading(READER, encoding.name, articles, stray, tuple(found))


def _drafts(pieces: Sequence[Piece], kinds: Sequence[Kind], facts: Facts) -> list[Draft]:
    """The articles of a page: the entries of a live blog, or what stands between the seams."""
    found = entries(pieces, kinds)
    if not found:
        bounds = (0, *seams(pieces, kinds), len(pieces))
        return [Draft(tuple(label_article(pieces[a:b], kinds[a:b])), facts) for a, b in pairwise(bounds)]
    begin = found[0].start
    lead = label_article(pieces[:begin], kinds[:begin])
    ends = [*(entry.start for entry in found[1:]), len(pieces)]
    dates = clock_dates(
        [(pieces[e.head].text, pieces[e.head].place) if kinds[e.head] == "clock" else None for e in found],
        shown_day(pieces[:begin], kinds[:begin]),
    )
    title = title_of(lead)
    return [
        Draft(tuple(lead), facts),
        *(
            Draft(
                tuple(label_entry(pieces[entry.start : end], kinds[entry.start : end])),
                replace(facts, title=title, published=() if dated is None else (dated,)),
            )
            for entry, end, dated in zip(found, ends, dates, strict=True)
        ),
    ]


def texts_at(data: bytes, places: Sequence[str]) -> list[str]:
    """The words at places of the form `bytes:START-END`. Raises ValueError for any other place."""
    encoding = choose_encoding(data)
    out = []
    for place in places:
        match = _PLACE.fullmatch(place)
        if match is None or not int(match[1]) <= int(match[2]) <= len(data):
            raise ValueError(f"{place!r} is no place in this text")
        out.append(encoding.text(data[int(match[1]) : int(match[2])]))
    return out


def _pieces(data: bytes, encoding: Encoding) -> list[Piece]:
    """The lines that hold words, wrapped ones joined to paragraphs, as pieces."""
    lines = list(_lines(data, encoding))
    width = _wrap_width(lines)
    out: list[Piece] = []
    index = 0
    while index < len(lines):
        last = index
        while width is not None and last + 1 < len(lines) and _goes_on(lines[last], lines[last + 1], width):
            last += 1
        start, end = lines[index].start, lines[last].end
        text = lines[index].text if last == index else encoding.text(data[start:end])
        out.append(Piece(text, f"bytes:{start}-{end}", tight=lines[index].tight))
        index = last + 1
    return out


def _lines(data: bytes, encoding: Encoding) -> list[_Line]:
    """Lines that hold words, in order."""
    ends = _line_ends(data, encoding)
    out: list[_Line] = []
    start, blank = encoding.begin, True
    for end, following in ends:
        text = encoding.text(data[start:end])
        bare = text.strip()
        if bare:
            left = encoding.size(text[: len(text) - len(text.lstrip())])
            right = encoding.size(text[len(text.rstrip()) :])
            out.append(_Line(start + left, end - right, bare, tight=not blank))
        blank = not bare
        start = following
    return out


def _line_ends(data: bytes, encoding: Encoding) -> list[tuple[int, int]]:
    """Where each line ends and where the next begins. Line feed ends a line; where there is none, carriage return."""
    for mark in (encoding.newline("\n"), encoding.newline("\r")):
        out = []
        position = start = encoding.begin
        while (position := data.find(mark, position)) >= 0:
            if (position - encoding.begin) % encoding.unit:
                position += 1
                continue
            out.append((position, position + len(mark)))
            position = start = position + len(mark)
        if out:
            break
    return [*out, (len(data), len(data))] if start < len(data) or not out else out


def _wrap_width(lines: Sequence[_Line]) -> int | None:
    """The column at which the text is wrapped; None where its lines are paragraphs."""
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < 3:
        return None
    width = lengths[int(0.98 * (len(lengths) - 1))]
    if not _LEAST_WIDTH <= width <= _MOST_WIDTH:
        return None
    joints = [(a, b) for a, b in pairwise(lines) if b.tight]
    if len(joints) < 2:
        return None
    fitting = sum(_goes_on(a, b, width) for a, b in joints)
    # the last line of a paragraph does not fill its column, and a text may put no blank lines between paragraphs
    return width if fitting >= _WRAPPED_SHARE * len(joints) or (fitting >= 3 and fitting >= 0.6 * len(joints)) else None


def _goes_on(line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line is the same wrapped paragraph: its first word would not have fitted on this one."""
    if not following.tight or is_bullet(following.text) or is_numbered(following.text):
        return False
    first = following.text.split(maxsplit=1)[0]
    # wrapping programs differ by a character or two in where they break
    return len(line.text) + 1 + len(first) > width - 2 and len(line.text) >= width // 2
