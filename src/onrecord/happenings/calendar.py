"""What is scheduled as an iCalendar file (RFC 5545): lines folded at 75 octets, text escaped, no invented times.

A day is an all-day entry; a range of days lasts to its end; a month, a year and a longer range are all-day entries over the
whole of it, and the summary says so. What has no day has no place in a calendar: it is left out, and the caller counts it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

_LINE_OCTETS: Final = 75
_STATUS: Final = {"due": "CONFIRMED", "moved": "TENTATIVE", "cancelled": "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `day`, `until`: ISO dates, `until` the last day; `stamp`: UTC time as in ISO 8601; `state` as in `schedule`."""

    uid: str
    day: str
    until: str | None
    precision: Literal["day", "range", "month", "year"]
    summary: str
    description: str
    state: str
    stamp: str


def calendar(entries: Iterable[Entry], *, name: str) -> str:
    """The file's text, with CRLF at the ends of its lines; entries in the order of day and id."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//onrecord//onrecord//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for entry in sorted(entries, key=lambda e: (e.day, e.uid)):
        first, after = _days(entry)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}@onrecord",
            f"DTSTAMP:{entry.stamp.replace('-', '').replace(':', '')}",
            f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{after:%Y%m%d}",
            f"SUMMARY:{escaped(_about(entry) + entry.summary)}",
            f"DESCRIPTION:{escaped(entry.description)}",
            f"STATUS:{_STATUS.get(entry.state, 'CONFIRMED')}",
            # nobody is busy because something is in the news
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + "\r\n" for line in lines)


def _days(entry: Entry) -> tuple[date, date]:
    """The first day, and the day after the last: DTEND of an all-day entry is exclusive."""
    first = date.fromisoformat(entry.day)
    if entry.until is not None:
        last = date.fromisoformat(entry.until)
    elif entry.precision == "month":
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    elif entry.precision == "year":
        last = first.replace(month=12, day=31)
    else:
        last = first
    return first, last + timedelta(days=1)


def _about(entry: Entry) -> str:
    """What the summary says of the precision, where it is no single day."""
    if entry.precision == "month":
        return f"[{entry.day[:7]}, day not given] "
    if entry.precision == "year":
        return f"[{entry.day[:4]}, day not given] "
    return ""


def escaped(text: str) -> str:
    """Text as a value of iCalendar: backslash, semicolon, comma and line breaks escaped, other control characters left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(c for c in text if c >= " " and c != "\x7f" and not "\x80" <= c <= "\x9f")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, each further one behind a space; no character is cut in two."""
    out: list[str] = []
    piece, size = "", 0
    for char in line:
        width = len(char.encode("utf-8"))
        if size + width > _LINE_OCTETS:
            out.append(piece)
            piece, size = " ", 1
        piece += char
        size += width
    return "\r\n".join([*out, piece])
