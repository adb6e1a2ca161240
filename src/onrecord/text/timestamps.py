"""Dates written for machines and date lines, read strictly: what is not certain is refused, not guessed.

Taken: ISO 8601 (RFC 3339, with or without the dashes of a basic date), RFC 2822, "March 20, 2023 08:15 GMT",
"20 March 2023", "Monday, 20 March 2023, 8:15 PM UTC", "20.03.2023", and slashes only where one number cannot be a month.
Refused: counts of seconds or milliseconds, two-digit years, days that do not exist.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, Literal

TimestampPrecision = Literal["minute", "day", "month", "year"]

_DASHES: Final = str.maketrans("–—‐‑", "----")
_LONGEST: Final = 80  # characters; a date line with weekday, time and zone has under 60
_NAMES: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CLOCK: Final = r"(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d|60)(?:[.,]\d{1,9})?)?"
_ZONE: Final = r"(?P<zone>z|gmt|utc|(?:gmt|utc)?[+-]\d\d:?\d\d)"
_TIME: Final = (
    rf"(?:(?:,? ?(?:at|[-|·])? ?)(?:{_CLOCK}(?: ?(?P<half>[ap])\.?m\.?)?|[01]?\d ?[ap]\.?m\.?)(?: ?\(?{_ZONE}\)?"
    rf"| [a-z]{{2,5}})?)?"
)
_WEEKDAY: Final = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,? )?"
_ISO: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)(?:[t ](?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>[0-5]\d"
    r"|60)(?:[.,]\d{1,9})?)?"
    r" ?(?:(?P<zone>z|gmt|utc|[+-]\d\d(?::?\d\d)?)|[a-z]{2,5})?)?)?)?"
)
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"{_WEEKDAY}{_MONTH} (?P<d>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_TIME}",
        rf"{_WEEKDAY}(?:the )?(?P<d>[0-3]?\d)(?:st|nd|rd|th)? (?:of )?{_MONTH},? (?P<year>\d{{4}}){_TIME}",
        rf"{_WEEKDAY}(?P<d>[0-3]?\d)-{_MONTH}-(?P<year>\d{{4}}){_TIME}",
        rf"(?P<d>[0-3]?\d)\.(?P<m>[01]?\d)\.(?P<year>\d{{4}}){_TIME}",
        rf"(?P<year>\d{{4}})[/.](?P<m>[01]?\d)[/.](?P<d>[0-3]?\d){_TIME}",
        rf"(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/(?P<year>\d{{4}}){_TIME}",
        r"(?P<year>\d{4})(?P<m>[01]\d)(?P<d>[0-3]\d)(?:t(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>z|[+-]\d\d:?\d\d)?)?",
        rf"{_MONTH},? (?P<year>\d{{4}})",
        rf"{_CLOCK}(?: ?(?P<half>[ap])\.?m\.?)?(?: ?{_ZONE})?,? {_WEEKDAY}{_MONTH} (?P<d>[0-3]?\d),? (?P<year>\d{{4}})",
        rf"{_CLOCK}(?: ?(?P<half>[ap])\.?m\.?)?(?: ?{_ZONE})?,? {_WEEKDAY}(?P<d>[0-3]?\d) {_MONTH},? (?P<year>\d{{4}})",
    )
)


def parse_timestamp(words: str) -> tuple[str, TimestampPrecision] | None:
    """The date as ISO text with its precision, or None where it cannot be read for certain or does not exist.

    With a time and a zone: UTC to the second, precision `minute`. A time without a zone, or with a zone known by letters
    other than GMT and UTC (several share the same letters), gives the day as written.
    """
    match = _match(words)
    if match is None:
        return None
    try:
        return _value(match.groupdict())
    except (ValueError, OverflowError):  # a day, hour or offset that does not exist
        return None


def is_date_shaped(words: str) -> bool:
    """Whether the words have the shape of a date, also of one that does not exist or cannot be told for certain."""
    return _match(words) is not None


def _match(words: str) -> re.Match[str] | None:
    if len(words) > _LONGEST:
        return None
    text = " ".join(words.translate(_DASHES).split()).lower()
    found = _ISO.fullmatch(text)
    return found if found is not None else next((match for form in _FORMS if (match := form.fullmatch(text))), None)


def _value(parts: dict[str, str | None]) -> tuple[str, TimestampPrecision] | None:
    """ISO text and precision of matched parts; ValueError where they name no day."""
    year = int(parts["year"] or 0)
    if not 1000 <= year <= 2999:
        return None
    month, day = _month_day(parts)
    if month is None:
        return date(year, 1, 1).isoformat(), "year"
    if day is None:
        return date(year, month, 1).isoformat(), "month"
    written = date(year, month, day).isoformat()
    if parts.get("hour") is None or parts.get("zone") is None:
        return written, "day"
    moment = datetime(
        year,
        month,
        day,
        _hour(parts),
        int(parts["minute"] or 0),
        min(int(parts.get("second") or 0), 59),
        tzinfo=_zone(parts["zone"] or "z"),
    )
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "minute"


def _month_day(parts: dict[str, str | None]) -> tuple[int | None, int | None]:
    """Month and day; ValueError where two numbers could each be the month."""
    name, number, day = parts.get("month"), parts.get("m"), parts.get("d")
    if name is not None:
        return _NAMES.index(name[:3]) + 1, None if day is None else int(day)
    if parts.get("a") is not None:
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        if first <= 12 and second <= 12 and first != second:
            raise ValueError("either number may be the month")
        return (second, first) if second <= 12 else (first, second)
    return None if number is None else int(number), None if day is None else int(day)


def _hour(parts: dict[str, str | None]) -> int:
    hour, half = int(parts["hour"] or 0), parts.get("half")
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("no such hour")
    return hour % 12 + (12 if half == "p" else 0)


def _zone(words: str) -> timezone:
    digits = words.removeprefix("gmt").removeprefix("utc")
    if digits in {"", "z"}:
        return UTC
    sign = -1 if digits[0] == "-" else 1
    hours, minutes = int(digits[1:3]), int(digits[3:].lstrip(":") or 0)
    if hours > 14 or minutes > 59:
        raise ValueError("no such offset")
    return timezone(sign * timedelta(hours=hours, minutes=minutes))
