"""Rows for pages beside the plain lists: families, counts of a day, telling statements, outlets, problems, runs, actors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.store.desk_lists import ArticleItem, StatementItem, articles_of, statements_at
from onrecord.store.desk_rows import day_key


@dataclass(frozen=True, slots=True)
class DayCount:
    """A day in numbers."""

    articles: int
    outlets: int
    statements: int


@dataclass(frozen=True, slots=True)
class FamilyItem:
    """A family as lists name it. `head`: the article that gives the title. Days are ISO; "" and None = unknown.

    articles: captures of one address counted once
    """

    family: str
    head: ArticleItem
    first_day: str | None
    last_day: str
    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class ProblemItem:
    """A problem as lists show it."""

    key: int
    id: str
    address: str
    reason: str
    detail: str
    place: str | None
    capture: str | None


@dataclass(frozen=True, slots=True)
class OutletSum:
    """What is on record of an outlet ("" = unknown): articles, statements, first and last month (None = no date)."""

    outlet: str
    articles: int
    statements: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class ScheduleItem:
    """An event that is to come: its day (`until` of a range), status, and words as the article has them ("" = not told)."""

    id: str
    type: str
    mode: str | None
    date: str
    until: str | None
    precision: str | None
    status: str
    actors: str
    anchor: str
    recipients: str
    date_words: str
    article: ArticleItem


@dataclass(frozen=True, slots=True)
class RunItem:
    """A call of a command that wrote: what it read and refused. `finished_at` None: cut short."""

    id: str
    started_at: str
    finished_at: str | None
    command: str
    read: int
    stored: int
    present: int
    refused: int


@dataclass(frozen=True, slots=True)
class ActorItem:
    """Someone who is named: key (`actor:ID` or `name:NAME`), a name, kind, statements made, articles that name it."""

    voice: str
    name: str
    kind: str
    statements: int
    articles: int


@dataclass(frozen=True, slots=True)
class TimeItem:
    """A day (`2026-03-04`) or a month (`2026-03`), "" = no date: articles and statements of then."""

    when: str
    articles: int
    statements: int


#: Up to so many days are told day by day, more month by month: that many bars can still be told apart.
_MOST_DAYS: Final = 100


def _times(days: Mapping[int, tuple[int, int]]) -> list[TimeItem]:
    """Counts by ordinal of the day (0 = no date) as days or months, sorted, none left out between the first and the last."""
    dated = sorted(day for day in days if day)
    by_day = bool(dated) and dated[-1] - dated[0] <= _MOST_DAYS
    summed: dict[str, list[int]] = {}
    for day in range(dated[0], dated[-1] + 1) if dated else ():
        when = date.fromordinal(day).isoformat()[: 10 if by_day else 7]
        found, there = summed.setdefault(when, [0, 0]), days.get(day, (0, 0))
        found[0], found[1] = found[0] + there[0], found[1] + there[1]
    if 0 in days:
        summed[""] = list(days[0])
    return [TimeItem(when, *found) for when, found in summed.items()]


def count_day(db: sqlite3.Connection, day: str) -> DayCount:
    """An ISO day in numbers."""
    row = db.execute(
        "SELECT count(*), count(DISTINCT outlet), coalesce(sum(statements), 0) FROM desk_article WHERE key >= ? AND key < ?",
        (day_key(day), day_key(day) + (1 << 32)),
    ).fetchone()
    return DayCount(*row)


def telling(db: sqlite3.Connection, articles: Iterable[str], *, limit: int) -> dict[str, list[StatementItem]]:
    """The statements of each article to show first: made ones, quotations before the rest, the surest first."""
    keys = [
        row[0]
        for article in articles
        for row in db.execute(
            "SELECT l.key FROM desk_statement l JOIN statement s ON s.id = l.statement WHERE l.article = ?"
            " AND s.standing = 'made' AND s.naming = 'named' ORDER BY s.kind = 'direct' DESC, l.score DESC, l.key LIMIT ?",
            (article, limit),
        )
    ]
    out: dict[str, list[StatementItem]] = {}
    for item in statements_at(db, keys):
        if item.judged != "rejected":
            out.setdefault(item.article.id, []).append(item)
    return out


def heads(db: sqlite3.Connection, families: Iterable[str]) -> dict[str, str]:
    """The article that stands for each family."""
    out = {}
    for family in dict.fromkeys(families):
        row = db.execute("SELECT head FROM desk_story WHERE family = ?", (family,)).fetchone()
        if row is not None:
            out[family] = str(row[0])
    return out


def families(db: sqlite3.Connection, *, before: tuple[int, str] | None, limit: int) -> list[FamilyItem]:
    """Families of two articles or more, those of most articles first."""
    found = db.execute(
        "SELECT family, head, first_day, last_day, articles, outlets FROM desk_story"
        " WHERE (articles, family) < (?, ?) AND articles > 1 ORDER BY articles DESC, family DESC LIMIT ?",
        (*((1 << 62, "") if before is None else before), limit),
    ).fetchall()
    named = articles_of(db, (row[1] for row in found))
    return [FamilyItem(row[0], named[row[1]], *row[2:]) for row in found if row[1] in named]


def problems(db: sqlite3.Connection, *, reason: str | None, before: int | None, limit: int) -> list[ProblemItem]:
    """Problems, the last noted first."""
    where, args = ("", ()) if reason is None else (" AND reason = ?", (reason,))
    found = db.execute(
        "SELECT rowid, id, address, reason, detail, place, capture FROM problem WHERE rowid < ?"  # noqa: S608
        f"{where} ORDER BY rowid DESC LIMIT ?",
        (1 << 62 if before is None else before, *args, limit),
    )
    return [ProblemItem(*row) for row in found]


def problem_reasons(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """How many problems there are of each reason, the most first."""
    return db.execute("SELECT reason, count(*) FROM problem GROUP BY reason ORDER BY 2 DESC, 1").fetchall()


def outlet_sums(db: sqlite3.Connection) -> list[OutletSum]:
    """What is on record by outlet, the most articles first."""
    found = db.execute(
        "SELECT outlet, sum(articles), sum(statements), min(nullif(month, '')), max(nullif(month, '')) FROM desk_month"
        " WHERE articles > 0 GROUP BY outlet ORDER BY 2 DESC, 1"
    )
    return [OutletSum(*row) for row in found]


def times(db: sqlite3.Connection) -> list[TimeItem]:
    """What is on record by month; by day where it is of few months. Sorted, without gaps."""
    months = db.execute(
        "SELECT month, sum(articles), sum(statements) FROM desk_month WHERE articles > 0 GROUP BY month ORDER BY 1"
    ).fetchall()
    if sum(1 for row in months if row[0]) > _MOST_DAYS // 31:
        return _times({(date.fromisoformat(f"{m}-01").toordinal() if m else 0): (a, s) for m, a, s in months})
    found = db.execute("SELECT key >> 32, count(*), sum(statements) FROM desk_article GROUP BY 1")
    return _times({day: (articles, statements) for day, articles, statements in found})


#: An event that is to come has one of these; what a page tells as done on a later day than its own is an error of reading.
_TO_COME: Final = ("planned", "conditional", "cancelled", "hypothetical")


def schedule(db: sqlite3.Connection, *, since: str, after: tuple[str, str] | None, limit: int) -> list[ScheduleItem]:
    """Events that are planned for an ISO day or later, or were called off, the next first."""
    marks = ",".join("?" * len(_TO_COME))
    found = db.execute(
        "SELECT id, article, type, mode, date, until, date_precision, status FROM event WHERE date >= ? AND (date, id) > (?, ?)"  # noqa: S608
        f" AND date IS NOT NULL AND status IN ({marks}) ORDER BY date, id LIMIT ?",
        (since, *(("", "") if after is None else after), *_TO_COME, limit),
    ).fetchall()
    named = articles_of(db, (row[1] for row in found))
    whole = ((row[0], *row[2:], *event_words(db, row[0], row[1]), named[row[1]]) for row in found if row[1] in named)
    return [ScheduleItem(*row) for row in whole]


def event_words(db: sqlite3.Connection, event: str, article: str) -> tuple[str, str, str, str]:
    """The words of an event's actors, anchor, recipients and date."""
    words: dict[str, list[str]] = {}
    for part, text in db.execute(
        "SELECT x.part, substr(a.text, x.start + 1, x.end - x.start) FROM event_span x JOIN article a ON a.id = ?"
        " WHERE x.event = ? ORDER BY x.part, x.n",
        (article, event),
    ):
        words.setdefault(part, []).append(" ".join(text.split()))
    return (
        ", ".join(words.get("actor", ())), " ".join(words.get("anchor", ())), ", ".join(words.get("recipient", ())),
        " ".join(words.get("date", ())),
    )  # fmt: skip


def runs(db: sqlite3.Connection, *, limit: int) -> list[RunItem]:
    """The last calls of commands that wrote, the last first."""
    found = db.execute(
        "SELECT id, started_at, finished_at, command, files_read, files_stored, files_present, files_refused FROM run"
        " ORDER BY started_at DESC, id LIMIT ?",
        (limit,),
    )
    return [RunItem(*row) for row in found]


def actors(
    db: sqlite3.Connection, *, begins: str | None, before: tuple[int, str] | None, limit: int
) -> list[ActorItem]:
    """Who is named, those with the most statements first; with `begins` those whose name begins so, by name."""
    columns = "voice, name, kind, statements, articles"
    if begins is not None:
        sql = (
            f"SELECT {columns} FROM desk_actor WHERE name >= ? COLLATE NOCASE AND name < ? COLLATE NOCASE"  # noqa: S608
            " AND articles > 0 ORDER BY name COLLATE NOCASE, voice LIMIT ?"
        )
        return [ActorItem(*row) for row in db.execute(sql, (begins, begins + "\U0010ffff", limit))]
    sql = (
        f"SELECT {columns} FROM desk_actor WHERE (statements, voice) < (?, ?) AND articles > 0"  # noqa: S608
        " ORDER BY statements DESC, voice DESC LIMIT ?"
    )
    last = (1 << 62, "") if before is None else before
    return [ActorItem(*row) for row in db.execute(sql, (*last, limit))]


def actor(db: sqlite3.Connection, voice: str) -> ActorItem | None:
    """One who is named, by key."""
    row = db.execute(
        "SELECT voice, name, kind, statements, articles FROM desk_actor WHERE voice = ?", (voice,)
    ).fetchone()
    return None if row is None else ActorItem(*row)


def actor_times(db: sqlite3.Connection, voice: str) -> list[TimeItem]:
    """An actor by day or month of publication, sorted, without gaps; linear in the articles that name it."""
    found = db.execute(
        "SELECT key >> 32, count(*), sum(statements) FROM desk_voice WHERE voice = ? GROUP BY 1", (voice,)
    )
    return _times({day: (articles, statements) for day, articles, statements in found})


def actor_articles(db: sqlite3.Connection, voice: str, *, before: int | None, limit: int) -> list[ArticleItem]:
    """Articles that name an actor, newest first."""
    found = db.execute(
        "SELECT d.article FROM desk_voice v JOIN desk_article d ON d.key = v.key WHERE v.voice = ? AND v.key < ?"
        " ORDER BY v.key DESC LIMIT ?",
        (voice, 1 << 62 if before is None else before, limit),
    )
    named = articles_of(db, [row[0] for row in found])
    return list(named.values())
