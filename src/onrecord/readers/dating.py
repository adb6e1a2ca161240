"""The day of an article: from what the page says, else worked out from the dates its text names.

`choose_date` picks among candidates by the strength of their evidence. `infer_date` is for articles without any: a day that
the text tells in the past is not after publication, a day it tells in the future is not before it. News text leaves
out the year of its own days, so the year comes from "Ten years later" beside a full date, or from other articles of the
page; where neither is there nothing is inferred.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.record import Dated, Span
from onrecord.text.dates import DateExpression, Tense, find_dates, resolve
from onrecord.text.sentences import sentences

#: Strongest first: a field of a row is there for the row alone; structured data is made for machines; the visible line is
#: made for people; an address may show the day of the first draft.
_STRENGTH: Final[tuple[str, ...]] = ("field", "jsonld", "meta", "time", "text", "url", "inferred")
_FINENESS: Final[tuple[str, ...]] = ("minute", "day", "month", "year", "range")

_PAST: Final = re.compile(
    r"\b(?:said|told|was|were|had|did|met|made|held|took|gave|came|went|wrote|began|left|sent|spoke|won|lost|saw|got|cut|hit|became|found"
    r"|brought|thought|stood|rose|fell|grew|drew|knew|paid|ran|shot|sold|bought|led|kept|broke|chose|flew|fought|struck|since|ago|[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
_FUTURE: Final = re.compile(
    r"\b(?:will|shall|won't|is to|are to|set to|due|plans?|planned|planning|scheduled|slated|expected|upcoming"
    r"|next|heads|travels|visits|arrives"
    r"|hosts|meets|begins|opens|starts|ahead of|before|until|deadline|by|would)\b",
    re.IGNORECASE,
)
_PRESENT: Final = re.compile(r"\b(?:will|is|are|has|have|now|today)\b", re.IGNORECASE)
_LATER_REACH: Final = 1500  # characters between a full date and the "ten years later" that counts from it
_CUE_REACH: Final = (
    300  # characters on either side of a date in which its tense is looked for; sentences have about 150
)
_MOST_CHARS: Final = 100_000  # of an article are searched; long ones repeat their days
_MOST_DAYS: Final = 500  # dates looked at; an article names about ten
_AGO_REACH: Final = 12  # the same for "in 2013, ten years ago"
_NEAR_DAYS: Final = 45  # full dates this close together are the days of the news, not its background


@dataclass(frozen=True, slots=True)
class Prose:
    """A stretch of an article's text to search for dates; in captions the present tense tells of the past."""

    span: Span
    caption: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """A day that the text names, and whether it tells it as past or future."""

    expression: DateExpression
    tense: Tense
    reported: bool


def choose_date(candidates: Sequence[Dated]) -> Dated | None:
    """The candidate with the strongest evidence, or a finer one of the same day; None without candidates."""
    if not candidates:
        return None
    best = min(candidates, key=lambda dated: (_STRENGTH.index(dated.evidence), _FINENESS.index(dated.precision)))
    same = [d for d in candidates if d.value[:10] == best.value[:10]]
    return min(same, key=lambda dated: (_FINENESS.index(dated.precision), _STRENGTH.index(dated.evidence)))


def infer_date(text: str, prose: Sequence[Prose], *, mates: Sequence[Dated]) -> Dated | None:
    """A guess at the day, `range` from the last day told as past to the first told as future (None: open); None without grounds.

    `mates` are the dates of other articles on the same page. Linear in the text.
    """
    searched = [
        Prose(Span(p.span.start, min(p.span.end, _MOST_CHARS)), p.caption) for p in prose if p.span.start < _MOST_CHARS
    ]
    found = [(stretch, find_dates(text, start=stretch.span.start, end=stretch.span.end)) for stretch in searched]
    told = [day for stretch, expressions in found for day in _told(text, stretch, expressions[:_MOST_DAYS])][
        :_MOST_DAYS
    ]
    bare = [day for day in told if day.expression.year is None]
    anchor = _elapsed_year(text, [expression for _, expressions in found for expression in expressions])
    near = None if anchor is None else _anchor_in(anchor, bare)
    if near is None and mates:
        near = date.fromisoformat(mates[0].value[:10])
    if bare and near is not None:
        return _between(text, [(day, _day_of(day.expression, near)) for day in bare])
    return None if bare else _from_full_dates(text, told)


def _told(text: str, stretch: Prose, expressions: Sequence[DateExpression]) -> list[_Told]:
    """The days named in a stretch whose tense can be told."""
    days = [expression for expression in expressions if expression.kind in {"day", "days"}]
    if not days:
        return []
    bounds = sentences(text, *stretch.span)
    starts = [span.start for span in bounds]
    out = []
    for expression in days:
        sentence = bounds[max(0, bisect_right(starts, expression.span.start) - 1)]
        tense: Tense | None = "past" if stretch.caption else _tense(text, sentence, expression.span)
        if tense is not None:
            before = text[max(sentence.start, expression.span.start - 40) : expression.span.start]
            out.append(_Told(expression, tense, reported=re.search(r"\b(?:said|told|announced)\b", before) is not None))
    return out


def _tense(text: str, sentence: Span, at: Span) -> Tense | None:
    """The tense by the cue nearest before the date in its sentence; without one by the first after it."""
    begin, end = max(sentence.start, at.start - _CUE_REACH), min(sentence.end, at.end + _CUE_REACH)
    past_ends = [match.end() for match in _PAST.finditer(text, begin, at.start) if not _FUTURE.fullmatch(match[0])]
    future_ends = [match.end() for match in _FUTURE.finditer(text, begin, at.start)]
    if past_ends or future_ends:
        return "past" if max(past_ends, default=-1) > max(future_ends, default=-1) else "future"
    past, future = _PAST.search(text, at.end, end), _FUTURE.search(text, at.end, end)
    if past is None:
        return None if future is None else "future"
    return "past" if future is None or past.start() < future.start() else "future"


def _elapsed_year(text: str, expressions: Sequence[DateExpression]) -> int | None:
    """The year of writing, where the text counts up to its own present: "Ten years later, ... will" after a full date."""
    for index, expression in enumerate(expressions):
        if expression.unit != "year" or not expression.count:
            continue
        dated = [e for e in expressions[:index] if e.year is not None and e.kind in {"day", "month", "year"}]
        if not dated:
            continue
        gap = expression.span.start - dated[-1].span.end
        words = text[expression.span.start : expression.span.end]
        if expression.kind == "elsewhere" and words.endswith("later") and gap <= _LATER_REACH:
            stop = text.find("\n", expression.span.end)
            rest = sentences(text, expression.span.start, len(text) if stop < 0 else stop)
            if rest and _PRESENT.search(text, *rest[0]):
                return _plausible((dated[-1].year or 0) + expression.count)
        elif expression.kind == "unit" and words.endswith("ago") and gap <= _AGO_REACH:
            return _plausible((dated[-1].year or 0) - expression.count)
    return None


def _plausible(year: int) -> int | None:
    return year if 1800 <= year <= 2199 else None


def _anchor_in(year: int, bare: Sequence[_Told]) -> date:
    """A day of the year near the days that the text tells as past: their last, or the middle of the year."""
    past = []
    for day in bare:
        resolved = resolve(day.expression, date(year, 7, 1))
        if day.tense == "past" and resolved is not None:
            past.append(
                date.fromisoformat(resolved.value).replace(year=year)
                if resolved.value[5:] != "02-29"
                else date(year, 2, 28)
            )
    return max(past) if past else date(year, 7, 1)


def _day_of(expression: DateExpression, near: date) -> date | None:
    resolved = resolve(expression, near)
    return None if resolved is None else date.fromisoformat(resolved.value)


def _between(text: str, days: Sequence[tuple[_Told, date | None]]) -> Dated | None:
    """The range between the last past day and the first future day after it."""
    past = [(day, told.expression.span) for told, day in days if day is not None and told.tense == "past"]
    if not past:
        return None
    last, last_span = max(past)
    future = [
        (day, told.expression.span) for told, day in days if day is not None and told.tense == "future" and day >= last
    ]
    words = text[slice(*last_span)]
    if not future:
        return Dated(last.isoformat(), "range", "inferred", words)
    first, first_span = min(future)
    words = f"{words} … {text[slice(*first_span)]}"
    if first == last:
        return Dated(last.isoformat(), "day", "inferred", words)
    return Dated(last.isoformat(), "range", "inferred", words, until=first.isoformat())


def _from_full_dates(text: str, told: Sequence[_Told]) -> Dated | None:
    """From dates that carry their year: only where somebody spoke on the last of them, or several stand close together."""
    days = [(told_day, _day_of(told_day.expression, date(2000, 1, 1))) for told_day in told]
    past = [(day, t) for t, day in days if day is not None and t.tense == "past"]
    if not past:
        return None
    last, latest = max(past, key=lambda pair: pair[0])
    others = {day for day, _ in past if 0 < (last - day).days <= _NEAR_DAYS}
    return _between(text, days) if latest.reported or others else None
