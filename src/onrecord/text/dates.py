"""Which day a date expression of a text means, counted from the day of the article.

`find_dates` gives each expression with its span and what it says ("March 20" says month 3, day 20, no year); `resolve`
turns one into ISO dates. Neither goes past what the words allow: "on Monday" without a known tense, "a few weeks before
the war" and "February 30" resolve to None.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from onrecord.text.date_expressions import DateExpression, Part, Unit, find_dates
from onrecord.text.timestamps import parse_timestamp

__all__ = ["DateExpression", "Resolved", "Tense", "find_dates", "parse_timestamp", "resolve"]

Tense = Literal["past", "future"]
_SEASON_START: Final = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Resolved:
    """ISO dates. `value` is the first day of what is meant; `until` the last for `range`, else None."""

    value: str
    until: str | None
    precision: Literal["day", "month", "year", "range"]


def resolve(expression: DateExpression, anchor: date | None, *, tense: Tense | None = None) -> Resolved | None:
    """The dates that the expression means in an article of the day `anchor`; None where that cannot be known.

    A month and day without a year take the year that puts them nearest to the anchor; with `tense` the nearest one not
    after it (past) or not before it (future), a day of grace for time zones. A plain weekday needs the tense, since
    "on Monday" looks both ways. Seasons are those of the northern hemisphere, winter begins in December. Never raises:
    years and counts outside the calendar give None.
    """
    try:
        return _resolve(expression, anchor, tense)
    except (ValueError, OverflowError):  # a day that does not exist, or outside the years 1 to 9999
        return None


def _resolve(expression: DateExpression, anchor: date | None, tense: Tense | None) -> Resolved | None:
    kind = expression.kind
    if kind == "day":
        found = _nearest(expression.year, _must(expression.month), _must(expression.day), anchor, tense)
        return None if found is None else Resolved(found.isoformat(), None, "day")
    if kind == "days":
        return _resolve_days(expression, anchor, tense)
    if kind == "month":
        return _resolve_month(expression, anchor, tense)
    if kind == "year":
        year = _must(expression.year)
        if expression.end_year is not None:
            return _range(date(year, 1, 1), date(expression.end_year, 12, 31))
        return _part_of(date(year, 1, 1), date(year, 12, 31), expression.part, anchor, "year")
    if kind == "quarter":
        if expression.year is None:
            return None
        first = 3 * _must(expression.count) - 2
        return _range(date(expression.year, first, 1), _month_end(expression.year, first + 2))
    if kind == "season":
        return _resolve_season(expression, anchor, tense)
    if anchor is None:
        return None
    if kind == "weekday":
        return _resolve_weekday(expression, anchor, tense)
    if kind == "unit":
        return _resolve_unit(expression, anchor)
    if kind == "period" and expression.count is not None:
        other = _moved(anchor, _must_unit(expression.unit), expression.count)
        return _range(min(other, anchor), max(other, anchor))
    return None


def _must(value: int | None) -> int:
    """The number; ValueError where an expression made by hand lacks it."""
    if value is None:
        raise ValueError("the expression lacks a number that its kind needs")
    return value


def _must_unit(value: Unit | None) -> Unit:
    if value is None:
        raise ValueError("the expression lacks a unit")
    return value


def _range(first: date, last: date) -> Resolved:
    return Resolved(first.isoformat(), last.isoformat(), "range")


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _nearest(year: int | None, month: int, day: int, anchor: date | None, tense: Tense | None) -> date | None:
    """The day; without a year the one nearest to the anchor that the tense allows."""
    if year is not None:
        return date(year, month, day)
    if anchor is None:
        return None
    candidates = []
    for candidate in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        away = (found - anchor).days
        if not (tense == "past" and away > 1) and not (tense == "future" and away < -1):
            candidates.append((abs(away), found))
    return min(candidates)[1] if candidates else None


def _resolve_days(expression: DateExpression, anchor: date | None, tense: Tense | None) -> Resolved | None:
    first = _nearest(expression.year, _must(expression.month), _must(expression.day), anchor, tense)
    if first is None:
        return None
    last = date(first.year, _must(expression.end_month), _must(expression.end_day))
    if last < first and expression.end_month == expression.month:
        return None
    if last < first:  # December 30 - January 2: a stated year is that of the end
        if expression.year is not None:
            first = first.replace(year=first.year - 1)
        else:
            last = last.replace(year=last.year + 1)
    return _range(first, last)


def _resolve_month(expression: DateExpression, anchor: date | None, tense: Tense | None) -> Resolved | None:
    month, year = _must(expression.month), expression.year
    if year is None:
        if anchor is None:
            return None
        shift = expression.count
        way: Tense | None = tense if shift is None else "past" if shift < 0 else "future"
        year = _month_year(month, anchor, way, skip_current=bool(shift))
    return _part_of(date(year, month, 1), _month_end(year, month), expression.part, anchor, "month")


def _month_year(month: int, anchor: date, tense: Tense | None, *, skip_current: bool) -> int:
    """The year of a month named without one: nearest to the anchor, or nearest in the direction of the tense."""
    here = anchor.year * 12 + anchor.month - 1
    best: tuple[int, int] | None = None
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        away = year * 12 + month - 1 - here
        if (tense == "past" and away > 0) or (tense == "future" and away < 0) or (skip_current and away == 0):
            continue
        if best is None or abs(away) < best[0]:
            best = (abs(away), year)
    return anchor.year if best is None else best[1]


def _part_of(
    first: date, last: date, part: Part | None, anchor: date | None, whole: Literal["month", "year", "range"]
) -> Resolved:
    """A month, year or range, or the part of it that the words name (a third of it; `end` and `start` the same)."""
    days = (last - first).days + 1
    if part in {"early", "start"}:
        return _range(first, first + timedelta(days=days // 3 - 1))
    if part == "mid":
        return _range(first + timedelta(days=days // 3), last - timedelta(days=days // 3))
    if part in {"late", "end"}:
        return _range(last - timedelta(days=days // 3), last)
    if part == "later" and anchor is not None and first <= anchor <= last:
        return _range(anchor, last)
    if part == "earlier" and anchor is not None and first <= anchor <= last:
        return _range(first, anchor)
    return _range(first, last) if whole == "range" else Resolved(first.isoformat(), None, whole)


def _resolve_season(expression: DateExpression, anchor: date | None, tense: Tense | None) -> Resolved | None:
    start = _SEASON_START[expression.season or "spring"]
    year = expression.year
    if year is None:
        if anchor is None:
            return None
        starts = [anchor.year - 1, anchor.year, anchor.year + 1]
        if expression.count == 0:
            year = anchor.year - 1 if start == 12 and anchor.month < 3 else anchor.year
        else:
            past = expression.count == -1 or tense == "past"
            if past:
                year = max(y for y in [anchor.year - 2, *starts] if _season_end(y, start) < anchor)
            else:
                year = min(y for y in starts if date(y, start, 1) > anchor)
    return _part_of(date(year, start, 1), _season_end(year, start), expression.part, anchor, "range")


def _season_end(year: int, start: int) -> date:
    return _month_end(year + 1, 2) if start == 12 else _month_end(year, start + 2)


def _resolve_weekday(expression: DateExpression, anchor: date, tense: Tense | None) -> Resolved | None:
    ahead = (_must(expression.weekday) - anchor.weekday()) % 7
    behind = (anchor.weekday() - _must(expression.weekday)) % 7
    if expression.count == -1:
        away = -(behind or 7)
    elif expression.count == 1:
        away = ahead or 7
    elif tense == "past":
        away = -behind
    elif tense == "future" or expression.count == 0:  # "this Friday": the coming one
        away = ahead
    else:
        return None
    return Resolved((anchor + timedelta(days=away)).isoformat(), None, "day")


def _moved(anchor: date, unit: Unit, count: int) -> date:
    """The day `count` units from the anchor; a day that the month lacks becomes the month's last."""
    if unit == "day":
        return anchor + timedelta(days=count)
    if unit in {"week", "weekend"}:
        return anchor + timedelta(weeks=count)
    months = anchor.year * 12 + anchor.month - 1 + (count if unit == "month" else 12 * count)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def _resolve_unit(expression: DateExpression, anchor: date) -> Resolved:
    unit = _must_unit(expression.unit)
    day = _moved(anchor, unit, _must(expression.count))
    if unit == "day":
        return Resolved(day.isoformat(), None, "day")
    if unit in {"week", "weekend"}:
        monday = day - timedelta(days=day.weekday())
        first = monday + timedelta(days=5 if unit == "weekend" else 0)
        return _part_of(first, monday + timedelta(days=6), expression.part, anchor, "range")
    if unit == "month":
        return _part_of(day.replace(day=1), _month_end(day.year, day.month), expression.part, anchor, "month")
    return _part_of(date(day.year, 1, 1), date(day.year, 12, 31), expression.part, anchor, "year")
