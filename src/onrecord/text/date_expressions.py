"""Words of English text that name a date: their spans and what they say. What day is meant: `onrecord.text.dates`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from onrecord.record import Span
from onrecord.text.date_patterns import MONTHS, PATTERNS, SHORT_MONTHS, WEEKDAYS, DateExpression, DateKind, Part, Unit

__all__ = ["DateExpression", "DateKind", "Part", "Unit", "find_dates"]

#: A word or number without which no pattern matches, and the characters kept on either side of it: the longest
#: expression ("over the course of the last twenty months") has under 60.
_TRIGGER: Final = re.compile(
    rf"{'|'.join(MONTHS)}|\b(?:{SHORT_MONTHS})\b|{'|'.join(WEEKDAYS)}|\d{{4}}|spring|summer|autumn|fall|winter|quarter|day|week"
    r"|month|year|decade|century|centuries|[Tt]onight|night|morning|afternoon|evening|tomorrow"
)
_ROOM: Final = 60


def find_dates(text: str, *, start: int = 0, end: int | None = None) -> tuple[DateExpression, ...]:
    """Date expressions of `text[start:end]`, sorted, none overlapping; offsets are those of `text`. Linear in the text.

    Where two patterns match overlapping words the one that begins first wins, then the longer one. Dates whose month or
    day can never exist ("March 45") are not expressions; one that may exist in another year ("February 30" never does,
    but reads like a date) is given and resolves to None.
    """
    stop = len(text) if end is None else min(end, len(text))
    found: list[tuple[int, int, int, DateExpression]] = []
    for first, last in _windows(text, start, stop):
        for rank, (pattern, build) in enumerate(PATTERNS):
            for match in pattern.finditer(text, first, last):
                expression = _checked(build(match), text)
                if expression is not None:
                    found.append((expression.span.start, -expression.span.end, rank, expression))
    found.sort(key=lambda row: row[:3])
    out: list[DateExpression] = []
    for _, _, _, expression in found:
        if not out or expression.span.start >= out[-1].span.end:
            out.append(expression)
    return tuple(out)


def _windows(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Stretches that hold a word every expression needs, with room around it: most of a text has no date in it."""
    out: list[tuple[int, int]] = []
    for match in _TRIGGER.finditer(text, start, stop):
        first, last = max(start, match.start() - _ROOM), min(stop, match.end() + _ROOM)
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], last)
        else:
            out.append((first, last))
    return out


def _checked(expression: DateExpression, text: str) -> DateExpression | None:
    """The expression without white space at its end; None when its numbers cannot be a month and a day."""
    for day in (expression.day, expression.end_day):
        if day is not None and not 1 <= day <= 31:
            return None
    if expression.month is not None and not 1 <= expression.month <= 12:
        return None
    start, end = expression.span
    while end > start and text[end - 1].isspace():
        end -= 1
    return replace(expression, span=Span(start, end)) if end != expression.span.end else expression
