"""Live blogs: pages whose entries are told one after the other, each with its time. Every entry is an article of its own.

An entry is known by a line that shows a time (`10.42am GMT`, `Updated at 10:42`, `12 March 2023, 14:05`) and by the prose below
it. A page is a live blog where such entries follow each other in the order of their times and something says so: the page itself,
or a heading at each of them. A thread of comments, a list of teasers and a programme are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Final, Literal

from onrecord.readers import shape
from onrecord.readers.datelines import date_lines
from onrecord.readers.lines import PROSE_KINDS, Kind, label_article
from onrecord.readers.page import Labelled, Piece
from onrecord.readers.phrases import COMMENTER, line_key
from onrecord.record import Dated
from onrecord.text.timestamps import parse_timestamp

#: What a page calls itself.
LIVE: Final = re.compile(
    r"^live\b ?[:|–—-]|[:|–—-] ?live$|\blive (?:blog|updates?|coverage|reporting|report|ticker)\b|\bas it happened\b"
    r"|\blatest updates\b|\bminute[- ]by[- ]minute\b|\brolling (?:coverage|updates)\b|\bliveblog\b",
    re.IGNORECASE,
)
#: Entries that make a live blog where the page says that it is one, and where only their form does.
_LEAST_ENTRIES: Final = 3
_LEAST_UNSAID: Final = 4
#: Share of entries that have a heading, and the words that half of them have, where only their form tells. A programme of a day
#: has a heading at each time too, and a sentence on it.
_HEADED: Final = 0.75
_TYPICAL_WORDS: Final = 25
#: Entries without a word between them and the next, over which times stand in a list of something else.
_MOST_EMPTY: Final = 0.34
#: Steps against the order of times: a day that ends, an entry held at the top.
_BREAKS: Final = 8
#: Entries read as articles of their own; those after them go with the last.
MOST_ENTRIES: Final = 500
_REPLIES: Final = frozenset({"reply", "reply to this", "report", "report comment", "like", "upvote"})
_TIME: Final = re.compile(
    r"(?P<hour>\d{1,2})[.:](?P<minute>\d\d)(?: ?(?P<half>[ap])\.?m\.?)?,? ?(?P<zone>[A-Z]{2,4}\b)?", re.IGNORECASE
)
_HEADING_WORDS: Final = 3
_DAY: Final = 24 * 60
#: Kinds of lines that an entry may be made of: prose, or a word or two.
_TOLD: Final = PROSE_KINDS | {"short", "caption"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the index of its first piece and of the line that shows its time."""

    start: int
    head: int


def entries(pieces: Sequence[Piece], kinds: Sequence[Kind], *, said: bool = False) -> tuple[Entry, ...]:
    """The entries of a live blog in page order; none where the page is not surely one. `said`: the page declares it."""
    heads = _heads(pieces, kinds)
    if len(heads) < _LEAST_ENTRIES:
        return ()
    ends = [*heads[1:], len(pieces)]
    told = [_told_words(pieces[a:b], kinds[a:b]) for a, b in zip(heads, ends, strict=True)]
    full = [head for head, words in zip(heads, told, strict=True) if words]
    if len(full) < _LEAST_ENTRIES or len(heads) - len(full) > _MOST_EMPTY * len(heads) or not in_order(
        [minutes_of(pieces[head].text) for head in full]
    ):  # fmt: skip
        return ()
    after = sum(_heading_beside(pieces, kinds, head, 1) is not None for head in full)
    before = sum(_heading_beside(pieces, kinds, head, -1) is not None for head in full)
    if not said:
        said = any(LIVE.search(piece.text) for piece in pieces[: full[0]] if shape.words(piece.text) <= 30)
    sure = said or (
        len(full) >= _LEAST_UNSAID
        and max(after, before) >= _HEADED * len(full)
        and median(words for words in told if words) >= _TYPICAL_WORDS
    )
    if not sure:
        return ()
    out = []
    for head, end in zip(heads, ends, strict=True):
        if head <= full[-1] and any(kind in _TOLD for kind in kinds[head + 1 : end]):
            heading = _heading_beside(pieces, kinds, head, -1) if before > after else None
            out.append(Entry(head if heading is None else heading, head))
    return tuple(out[:MOST_ENTRIES])


def _heads(pieces: Sequence[Piece], kinds: Sequence[Kind]) -> list[int]:
    """Lines that show a time of day; of two in a row the first, and none of a thread of comments."""
    found = [
        index
        for index, kind in enumerate(kinds)
        if kind == "clock" or (kind == "date" and minutes_of(pieces[index].text) is not None)
    ]
    shown = set(found)
    found = [index for index in found if index - 1 not in shown]
    if found and sum(kinds[index] == "clock" for index in found) > len(found) / 2 and kinds[found[0]] == "date":
        del found[0]  # that of the page
    ends = [*found[1:], len(pieces)][: len(found)]
    return [
        index
        for index, end in zip(found, ends, strict=True)
        if not (index and COMMENTER.search(pieces[index - 1].text))
        and not any(line_key(piece.text) in _REPLIES for piece in pieces[index + 1 : min(end, index + 12)])
    ]


def _told_words(pieces: Sequence[Piece], kinds: Sequence[Kind]) -> int:
    """Words of prose of an entry."""
    return sum(shape.words(piece.text) for piece, kind in zip(pieces, kinds, strict=True) if kind in PROSE_KINDS)


def _heading_beside(pieces: Sequence[Piece], kinds: Sequence[Kind], head: int, step: Literal[1, -1]) -> int | None:
    """Index of the heading right after the time, or right before it, where a name may stand between them."""
    for index in (head + step, head + 2 * step):
        if not 0 <= index < len(pieces):
            return None
        named = kinds[index] == "byline" or shape.is_name(pieces[index].text)
        if not named and (kinds[index] == "short" or pieces[index].hint in {"headline", "subheading"}):
            return index if shape.words(pieces[index].text) >= _HEADING_WORDS else None
        if not named:
            return None
    return None


def minutes_of(text: str) -> int | None:
    """The time of day that a short line shows, in minutes from midnight; None where it shows none."""
    match = _TIME.search(text)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"] is not None and 1 <= hour <= 12:
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    return 60 * hour + minute if hour < 24 and minute < 60 else None


def in_order(times: Sequence[int | None]) -> bool:
    """Whether times of day rise, or fall, but for a few steps: the end of a day, an entry held at the top."""
    steps = [b - a for a, b in pairwise(t for t in times if t is not None) if a != b]
    rising = sum(step > 0 for step in steps)
    return min(rising, len(steps) - rising) <= 1 + len(times) // _BREAKS


def clock_dates(heads: Sequence[tuple[str, str] | None], day: Dated | None) -> list[Dated | None]:
    """The date of each entry whose line (words, place) shows a time alone, by the day that the page was published.

    None without such a line or day. With a zone to the minute, else the day. Where the times pass midnight, or begin before the
    page was published, the day is worked out: those are marked as inferred.
    """
    if day is None or day.guessed or day.precision not in {"minute", "day"}:
        return [None] * len(heads)
    times = [None if head is None else minutes_of(head[0]) for head in heads]
    known = [index for index, time in enumerate(times) if time is not None]
    shown = [times[index] or 0 for index in known]
    if sum(b > a for a, b in pairwise(shown)) < sum(b < a for a, b in pairwise(shown)):
        known.reverse()  # the newest stands first
    out: list[Dated | None] = [None] * len(heads)
    begun = minutes_of(day.value[11:16]) if day.precision == "minute" else None
    past, last = 0, begun if begun is not None else -1
    for index in known:
        head, time = heads[index], times[index]
        if head is None or time is None:
            continue
        if time < last - (_DAY // 2):
            past += 1
        last = time
        out[index] = _on_day(head, date.fromisoformat(day.value[:10]) + timedelta(days=past), day, sure=past == 0)
    return out


def _on_day(head: tuple[str, str], on: date, day: Dated, *, sure: bool) -> Dated:
    words, place = head
    match = _TIME.search(words)
    minutes = minutes_of(words)
    moment = None
    if match is not None and minutes is not None and match["zone"] is not None:
        moment = parse_timestamp(f"{on.isoformat()} {minutes // 60:02}:{minutes % 60:02} {match['zone']}")
    told = f"{day.words} … {words}"
    if moment is None:
        return Dated(on.isoformat(), "day", "text" if sure else "inferred", told, place)
    return Dated(moment[0], moment[1], "text" if sure else "inferred", told, place)


def label_entry(pieces: Sequence[Piece], kinds: Sequence[Kind]) -> list[Labelled]:
    """The label of each piece of an entry: its time, heading and byline, then its text. An entry always has a text."""
    first = next((i for i, kind in enumerate(kinds) if kind in PROSE_KINDS), len(pieces))
    if first == len(pieces):  # "Goal!"
        said = [i for i, kind in enumerate(kinds) if kind in {"short", "caption"}]
        first = max(said, key=lambda i: shape.words(pieces[i].text), default=first)
    out: list[Labelled] = []
    headed = False
    titled = any(
        kind == "short" and shape.words(piece.text) >= _HEADING_WORDS and not shape.is_name(piece.text)
        for piece, kind in zip(pieces[:first], kinds[:first], strict=True)
    )
    for piece, kind in zip(pieces[:first], kinds[:first], strict=True):
        if kind in {"clock", "date"}:
            out.append(Labelled(piece, "dateline"))
        elif kind == "byline" or (kind == "short" and titled and shape.is_name(piece.text)):
            out.append(Labelled(piece, "byline"))
        elif kind == "short" and not headed:
            out.append(Labelled(piece, "headline"))
            headed = True
        elif kind in {"short", "caption"}:
            out.append(Labelled(piece, "caption" if kind == "caption" else "subheading"))
        else:
            out.append(Labelled(piece, "boilerplate"))
    for item in label_article(pieces[first:], kinds[first:]):
        label = item.label
        if not any(kind in PROSE_KINDS for kind in kinds) and item.piece is pieces[first]:
            label = "body"
        repeats = None if item.repeats is None else item.repeats + first
        out.append(replace(item, label=label, repeats=repeats))
    return out


def shown_day(pieces: Sequence[Piece], kinds: Sequence[Kind]) -> Dated | None:
    """The day that a date line among the pieces shows, as a candidate."""
    for piece, kind in zip(pieces, kinds, strict=True):
        for line in date_lines(piece.text) if kind == "date" else ():
            if line.value is not None and line.kind == "published":
                return Dated(line.value, line.precision, "text", line.words, piece.place)
    return None


def title_of(lead: Sequence[Labelled]) -> str | None:
    """The title of the whole, for entries without one: the headline above them, else the last longer line."""
    titles = [item.piece.text for item in lead if item.label == "headline"]
    titles += [item.piece.text for item in reversed(lead) if shape.words(item.piece.text) >= _HEADING_WORDS]
    return titles[0] if titles else None
