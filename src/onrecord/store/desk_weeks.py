"""Stories and claims by week, as `onrecord.weeks` found them: writing them, and reading a week, a story, a claim.

A week is the number of its Monday (`week_of`); its window is itself and the week before, so that what is told on a Sunday and
answered on a Monday stands together. Articles without a day have the week 0 to themselves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

_SHIFT: Final = 32


@dataclass(frozen=True, slots=True)
class Week:
    """What a week's stories and claims rest on: articles looked at, compared for claims, and all there are of the fortnight."""

    week: int
    articles: int
    compared: int
    all: int


@dataclass(frozen=True, slots=True)
class Tale:
    """A story of a week. `groups`: its articles by text, the one that stands for each first; empty where only listed."""

    week: int
    n: int
    leading: str
    first_day: str | None
    last_day: str
    origins: int
    articles: int
    outlets: int
    groups: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PositionRow:
    """What one voice says to a claim."""

    statement: str
    article: str
    stance: str
    day: str | None
    answers: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of a week, its positions by day."""

    n: int
    claim: str
    disputed: bool
    positions: tuple[PositionRow, ...]


def week_of(day: str | None) -> int:
    """The number of the week of an ISO day; 0 where there is none."""
    return 0 if day is None else (date.fromisoformat(day).toordinal() - 1) // 7


def days_of_week(week: int) -> tuple[str, str]:
    """Monday and Sunday of a week."""
    monday = 7 * week + 1
    return tuple(date.fromordinal(min(day, date.max.toordinal())).isoformat() for day in (monday, monday + 6))  # type: ignore[return-value]


def weeks_to_make(db: sqlite3.Connection) -> list[int]:
    """Weeks with an article whose stories and claims are not there, the newest first."""
    found = db.execute(
        "SELECT DISTINCT ((key >> 32) - 1) / 7 AS week FROM desk_article EXCEPT SELECT week FROM desk_week ORDER BY 1 DESC"
    )
    return [row[0] for row in found]


def articles_of_window(db: sqlite3.Connection, week: int, *, limit: int) -> tuple[dict[str, int], int]:
    """The newest articles of a week and the week before, the newest first, each with its week; and the number of all."""
    low = max(0, 7 * (week - 1) + 1) if week else 0
    span = (low << _SHIFT, (7 * week + 8 if week else 1) << _SHIFT)
    found = db.execute(
        "SELECT article, ((key >> 32) - 1) / 7 FROM desk_article WHERE key >= ? AND key < ? ORDER BY key DESC LIMIT ?",
        (*span, limit),
    )
    number = db.execute("SELECT count(*) FROM desk_article WHERE key >= ? AND key < ?", span).fetchone()[0]
    return dict(found), int(number)


def replace_week(db: sqlite3.Connection, week: Week, tales: Sequence[Tale], claims: Sequence[ClaimRow]) -> None:
    """Put a week's stories and claims in the place of those it had."""
    for table in ("desk_week", "desk_tale", "desk_tale_article", "desk_claim", "desk_position"):
        db.execute(f"DELETE FROM {table} WHERE week = ?", (week.week,))  # noqa: S608 - our own names
    db.execute("INSERT INTO desk_week VALUES (?, ?, ?, ?)", (week.week, week.articles, week.compared, week.all))
    for t in tales:
        db.execute(
            "INSERT INTO desk_tale VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (week.week, t.n, t.leading, t.first_day, t.last_day, t.origins, t.articles, t.outlets),
        )
        db.executemany(
            "INSERT INTO desk_tale_article VALUES (?, ?, ?, ?, ?)",
            [(week.week, t.n, o, p, ident) for o, group in enumerate(t.groups) for p, ident in enumerate(group)],
        )
    for c in claims:
        db.execute("INSERT INTO desk_claim VALUES (?, ?, ?, ?)", (week.week, c.n, c.claim, int(c.disputed)))
        db.executemany(
            "INSERT INTO desk_position VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (week.week, c.n, place, p.statement, p.article, p.stance, p.day, p.answers, int(p.changed))
                for place, p in enumerate(c.positions)
            ],
        )


def week(db: sqlite3.Connection, number: int) -> Week | None:
    """A week that is made; None where it is not, or has no article."""
    row = db.execute("SELECT week, articles, compared, fortnight FROM desk_week WHERE week = ?", (number,)).fetchone()
    return None if row is None else Week(*row)


def weeks_around(db: sqlite3.Connection, number: int) -> tuple[int | None, int | None]:
    """The weeks with articles before and after one; that of articles without a day is before all."""
    low, high = (7 * number + 1) << _SHIFT, (7 * number + 8) << _SHIFT
    before = db.execute("SELECT max(key) FROM desk_article WHERE key < ?", (low if number else 0,)).fetchone()[0]
    after = db.execute(
        "SELECT min(key) FROM desk_article WHERE key >= ?", (high if number else 1 << _SHIFT,)
    ).fetchone()[0]
    return tuple(None if key is None else max(0, (key >> _SHIFT) - 1) // 7 for key in (before, after))  # type: ignore[return-value]


_TALE: Final = "SELECT week, n, leading, first_day, last_day, origins, articles, outlets FROM desk_tale"
_ORDERS: Final = {"size": "n", "new": "last_day DESC, n"}


def tales(db: sqlite3.Connection, number: int, *, by: str, after: int, limit: int) -> list[Tale]:
    """Stories of a week, the most told (`size`) or last told (`new`) first, past the first `after`."""
    sql = f"{_TALE} WHERE week = ? ORDER BY {_ORDERS[by]} LIMIT ? OFFSET ?"
    return [Tale(*row) for row in db.execute(sql, (number, limit, after))]


def tale_with(db: sqlite3.Connection, article: str) -> Tale | None:
    """The story that an article is in; where it is in those of two weeks, the one with more articles, then the later."""
    row = db.execute(
        f"{_TALE} WHERE (week, n) IN (SELECT week, n FROM desk_tale_article WHERE article = ?)"  # noqa: S608
        " AND week IN (SELECT week FROM desk_week) ORDER BY articles DESC, week DESC LIMIT 1",
        (article,),
    ).fetchone()
    if row is None:
        return None
    groups: dict[int, list[str]] = {}
    for origin, ident in db.execute(
        "SELECT origin, article FROM desk_tale_article WHERE week = ? AND n = ? ORDER BY origin, place", row[:2]
    ):
        groups.setdefault(origin, []).append(ident)
    return replace(Tale(*row), groups=tuple(tuple(group) for group in groups.values()))


def claims(db: sqlite3.Connection, number: int, *, after: int, limit: int) -> list[ClaimRow]:
    """Claims of a week, disputed ones first, past the number `after`."""
    found = db.execute(
        "SELECT n, claim, disputed FROM desk_claim WHERE week = ? AND n > ? ORDER BY n LIMIT ?", (number, after, limit)
    ).fetchall()
    return [_claim(db, number, *row) for row in found]


def claims_in(db: sqlite3.Connection, number: int, articles: Collection[str], *, limit: int) -> list[ClaimRow]:
    """Claims of a week on which one of the articles has a position, disputed ones first."""
    numbers = sorted(
        {
            n
            for ident in articles
            for (n,) in db.execute("SELECT n FROM desk_position WHERE article = ? AND week = ?", (ident, number))
        }
    )[:limit]
    sql = "SELECT n, claim, disputed FROM desk_claim WHERE week = ? AND n = ?"
    return [_claim(db, number, *db.execute(sql, (number, n)).fetchone()) for n in numbers]


def _claim(db: sqlite3.Connection, number: int, n: int, claim: str, disputed: int) -> ClaimRow:
    found = db.execute(
        "SELECT statement, article, stance, day, answers, changed FROM desk_position WHERE week = ? AND n = ? ORDER BY place",
        (number, n),
    )
    positions = tuple(replace(PositionRow(*row), changed=bool(row[-1])) for row in found)
    return ClaimRow(n, claim, bool(disputed), positions)
