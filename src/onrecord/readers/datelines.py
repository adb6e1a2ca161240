"""Date lines that a reader sees: "March 20, 2023 08:15 GMT", "Published 7 March 2026. Updated 8 March 2026."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.readers.shape import words
from onrecord.text.timestamps import TimestampPrecision, is_date_shaped, parse_timestamp

_PREFIX: Final = re.compile(
    r"^(?P<what>(?:first |originally |last )?(?:published|posted|updated|modified|edited|created|broadcast"
    r"|released|issued|revised|aired)"
    r"(?: (?:on|at))?|date|upd)?[ :]{0,2}",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"\s*[|·•;]\s*|\s[-–—]\s(?=\D)|(?<=[a-z0-9)])\.\s+(?=[A-Z])|,\s+(?=\d{1,2}\s)"
    r"|(?<![Ll]ast)(?<![Ff]irst)\s+(?=\(?(?:[Ll]ast |[Ff]irst )?(?:[Uu]pdated|[Mm]odified|[Pp]ublished)\b)"
)
#: A name, or the description of an author, right before a date; no sentence ("He died 6 March 2026").
_NAME_THEN_DATE: Final = re.compile(
    r"(?P<name>(?:[Bb]y )?[^\W\d_a-z][\w.'’-]{0,30}(?: (?:[^\W\d_a-z][\w.'’-]{0,30}|correspondent|reporter|editor"
    r"|staff|writer|desk|in|for|and|of"
    r"|the|by|de|van|von|der|al|bin|ibn)){0,6}?),? (?P<date>(?:\d|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr"
    r"|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z]{0,7}[., ]).*)$"
)
_DIGIT: Final = re.compile(r"\d")
#: A date line is short; a sentence with a date in it is no date line.
_MOST_WORDS: Final = 24


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date of a visible line. `value` is None where it has the shape of a date but cannot be one."""

    kind: Literal["published", "updated"]
    words: str
    value: str | None
    precision: TimestampPrecision


def date_lines(text: str) -> tuple[DateLine, ...]:
    """The dates of a line that is made to show dates, in order; empty when it is anything else."""
    return _parts(text)[0]


def name_beside_date(text: str) -> str | None:
    """The other words of a line that shows a date ("Maud Tressel · 6 March 2026"); None without a date or other words."""
    dates, rest = _parts(text)
    return rest[0] if dates and len(rest) == 1 else None


def is_date_line(text: str) -> bool:
    """Whether a line shows nothing but dates, at most with one name beside them."""
    dates, rest = _parts(text)
    return bool(dates) and len(rest) <= 1 and all(words(part) <= 8 for part in rest)


def _parts(text: str) -> tuple[tuple[DateLine, ...], tuple[str, ...]]:
    """Dates of a short line, and its other parts."""
    if len(text) > 240 or _DIGIT.search(text) is None or words(text) > _MOST_WORDS:
        return (), ()
    dates: list[DateLine] = []
    rest: list[str] = []
    pieces = [text.strip(), *(piece.strip() for piece in _CUT.split(text) if piece)]
    whole = _one(pieces[0])
    if whole is not None:
        return (whole,), ()
    for piece in pieces[1:] if len(pieces) > 2 else pieces[:1]:
        found = _one(piece)
        beside = _NAME_THEN_DATE.match(piece) if found is None else None
        after = None if beside is None else _one(beside["date"])
        if found is not None:
            dates.append(found)
        elif after is not None and beside is not None:
            dates.append(after)
            rest.append(beside["name"])
        elif any(char.isalnum() for char in piece):
            rest.append(piece)
    return tuple(dates), tuple(rest)


def _one(piece: str) -> DateLine | None:
    """The date that these words are, a word such as "Updated" before it allowed."""
    bare = piece.strip(" ().,")
    prefix = _PREFIX.match(bare)
    found_words = bare[prefix.end() :] if prefix else bare
    if not is_date_shaped(found_words) or len(found_words) < 8:
        return None
    what = ((prefix and prefix["what"]) or "").lower()
    kind: Literal["published", "updated"] = (
        "updated" if what.startswith(("last", "upd", "modif", "edit", "revis")) else "published"
    )
    parsed = parse_timestamp(found_words)
    if parsed is None:
        return DateLine(kind, found_words, None, "day")
    return DateLine(kind, found_words, *parsed)
