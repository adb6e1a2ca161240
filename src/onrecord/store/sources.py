"""The desk's sources in the record: addresses that captures name, visits by source and day, validators."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.record import Link
from onrecord.store.write import RunRow

Outcome = Literal["expected", "got", "unchanged", "refused", "failed", "robots"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("expected", "got", "unchanged", "refused", "failed", "robots")


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking for an address on a day for a source; the fields are the columns of `visit`."""

    source: str
    day: str
    address: str
    kind: Literal["page", "feed", "sitemap"]
    outcome: Outcome
    detail: str | None = None
    status: int | None = None
    tries: int = 0
    arrived: str | None = None
    capture: str | None = None
    retrieved_at: str | None = None


@dataclass(frozen=True, slots=True)
class Validator:
    """What an address gave last, and what to ask with whether that still holds."""

    address: str
    capture: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class DayCount:
    """Coverage of a source on a day: addresses expected, and how many of them had which outcome.

    waiting   not asked yet;  told: answers with other bytes than before that held an article
    """

    source: str
    day: str
    expected: int
    got: int
    unchanged: int
    refused: int
    failed: int
    robots: int
    waiting: int
    told: int


def links_of(db: sqlite3.Connection, capture: str) -> tuple[Link, ...]:
    """The addresses that a capture names, in its order."""
    return tuple(
        Link(url, kind, place, title, published, updated, bool(held))
        for url, kind, place, title, published, updated, held in db.execute(
            "SELECT url, kind, place, title, published, updated, held FROM link WHERE capture = ? ORDER BY n",
            (capture,),
        )
    )


def addresses_of(db: sqlite3.Connection, capture: str) -> list[str]:
    """All addresses that a capture was got from, sorted."""
    return [row[0] for row in db.execute("SELECT address FROM retrieval WHERE capture = ? ORDER BY 1", (capture,))]


def add_field_map(db: sqlite3.Connection, capture: str, fields: Mapping[str, str]) -> None:
    """Note the names that fields of a capture's rows were read under."""
    db.executemany("INSERT OR IGNORE INTO field_map VALUES (?, ?, ?)", [(capture, *pair) for pair in fields.items()])


def field_maps(db: sqlite3.Connection) -> dict[str, tuple[tuple[str, str], ...]]:
    """(role, name of a field) of each capture whose fields were mapped, sorted."""
    out: dict[str, tuple[tuple[str, str], ...]] = {}
    for capture, role, name in db.execute("SELECT capture, role, field FROM field_map ORDER BY capture, role"):
        out[capture] = (*out.get(capture, ()), (role, name))
    return out


def expect(db: sqlite3.Connection, visits: Iterable[Visit], run: RunRow) -> None:
    """Note addresses that are expected on a day; of those that have a row for it only what failed is expected again."""
    db.executemany(
        "INSERT INTO visit (source, day, address, kind, outcome, tries, run) VALUES (?, ?, ?, ?, 'expected', 0, ?)"
        " ON CONFLICT DO UPDATE SET outcome = 'expected', detail = NULL, status = NULL WHERE outcome = 'failed'",
        [(v.source, v.day, v.address, v.kind, run.id) for v in visits],
    )


def record_visit(db: sqlite3.Connection, visit: Visit, run: RunRow) -> None:
    """Note what came of a visit; a later one of the same day takes its place, but what was got that day stays got."""
    db.execute(
        "INSERT INTO visit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " outcome = CASE WHEN outcome = 'got' AND excluded.outcome = 'unchanged' THEN 'got' ELSE excluded.outcome END,"
        " detail = excluded.detail, status = excluded.status, tries = excluded.tries, arrived = excluded.arrived,"
        " capture = coalesce(excluded.capture, capture), retrieved_at = excluded.retrieved_at, run = excluded.run",
        (
            visit.source, visit.day, visit.address, visit.kind, visit.outcome, visit.detail, visit.status, visit.tries,
            visit.arrived, visit.capture, visit.retrieved_at, run.id,
        ),
    )  # fmt: skip


def set_validator(db: sqlite3.Connection, validator: Validator, run: RunRow) -> None:
    """Note what to ask an address with next time."""
    db.execute(
        "INSERT OR REPLACE INTO validator VALUES (?, ?, ?, ?, ?)",
        (validator.address, validator.capture, validator.etag, validator.last_modified, run.id),
    )


def validator_of(db: sqlite3.Connection, address: str) -> Validator | None:
    """What an address gave last; None for one that gave nothing yet."""
    row = db.execute(
        "SELECT address, capture, etag, last_modified FROM validator WHERE address = ?", (address,)
    ).fetchone()
    return None if row is None else Validator(*row)


def last_visit(db: sqlite3.Connection, source: str, address: str) -> Visit | None:
    """The last visit of an address for a source that was made, not only expected."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM visit WHERE source = ? AND address = ? AND outcome != 'expected' ORDER BY day DESC LIMIT 1",  # noqa: S608
        (source, address),
    ).fetchone()
    return None if row is None else Visit(*row)


def visits(db: sqlite3.Connection, *, source: str | None = None, day: str | None = None) -> list[Visit]:
    """Visits of a source and day (all where None), sorted by day, source and address."""
    return [
        Visit(*row)
        for row in db.execute(
            f"SELECT {_COLUMNS} FROM visit WHERE source = coalesce(?, source) AND day = coalesce(?, day)"  # noqa: S608
            " ORDER BY day, source, address",
            (source, day),
        )
    ]


def coverage(db: sqlite3.Connection, *, since: str = "") -> list[DayCount]:
    """What was expected of each source on each day and what came of it, sorted by source and day. `since`: an ISO day."""
    counts = ", ".join(f"sum(outcome = '{name}')" for name in (*OUTCOMES[1:], OUTCOMES[0]))
    counts += ", sum(outcome = 'got' AND EXISTS (SELECT 1 FROM article a WHERE a.capture = visit.capture))"
    sql = f"SELECT source, day, count(*), {counts} FROM visit WHERE day >= ? GROUP BY source, day ORDER BY source, day"  # noqa: S608
    return [DayCount(*row) for row in db.execute(sql, (since,))]


def last_visited(db: sqlite3.Connection) -> str | None:
    """The last day on which anything was expected of a source."""
    row = db.execute("SELECT max(day) FROM visit").fetchone()
    return None if row[0] is None else str(row[0])


_COLUMNS: Final = "source, day, address, kind, outcome, detail, status, tries, arrived, capture, retrieved_at"
