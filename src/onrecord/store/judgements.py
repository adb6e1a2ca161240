"""Judgements in the record: add one, read all, read those that count."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from onrecord.errors import UsageError
from onrecord.record import JUDGEMENT_KINDS, Judgement, judgement_id
from onrecord.resolve.judgements import standing


def new_judgement(
    kind: str,
    subject: str,
    *,
    target: str | None = None,
    value: str | None = None,
    judge: str,
    reason: str,
    made_at: str,
) -> Judgement:
    """A judgement with its id. Raises UsageError for an unknown kind or an empty judge or subject."""
    if kind not in JUDGEMENT_KINDS:
        raise UsageError(f"unknown kind of judgement {kind!r}; known are {', '.join(JUDGEMENT_KINDS)}")
    if not subject.strip() or not judge.strip():
        raise UsageError("a judgement needs a subject, and somebody who makes it")
    ident = judgement_id(kind, subject, target, value, judge, made_at)
    return Judgement(ident, kind, subject, target, value, judge, reason, made_at)


def add_judgements(db: sqlite3.Connection, judgements: Iterable[Judgement]) -> None:
    """Add judgements in their order, within an open transaction. One that is there already is left as it is."""
    db.executemany(
        "INSERT OR IGNORE INTO judgement (id, kind, subject, object, value, judge, reason, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((j.id, j.kind, j.subject, j.object, j.value, j.judge, j.reason, j.made_at) for j in judgements),
    )


def all_judgements(db: sqlite3.Connection) -> tuple[Judgement, ...]:
    """Every judgement ever made, in the order of making, also those taken back."""
    found = db.execute("SELECT id, kind, subject, object, value, judge, reason, made_at FROM judgement ORDER BY number")
    return tuple(Judgement(*row) for row in found)


def standing_judgements(db: sqlite3.Connection) -> tuple[Judgement, ...]:
    """The judgements that count: see `onrecord.resolve.judgements.standing`."""
    return standing(all_judgements(db))


def judgements_on(db: sqlite3.Connection, subjects: Iterable[str]) -> tuple[Judgement, ...]:
    """The judgements that count whose subject is one of these, in the order of making. Looks up no others."""
    found: dict[str, tuple[int, Judgement]] = {}
    asked = set(subjects)
    looked: set[str] = set()
    while asked:
        looked |= asked
        rows = db.execute(
            "SELECT number, id, kind, subject, object, value, judge, reason, made_at FROM judgement"
            " WHERE subject IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(asked)),),
        )
        for number, *row in rows:
            found[row[0]] = (number, Judgement(*row))
        # what was found may itself have been taken back
        asked = set(found) - looked
    return standing(judgement for _, judgement in sorted(found.values(), key=lambda item: item[0]))


def number_made(db: sqlite3.Connection) -> int:
    """Number of the last judgement, 0 where there is none: as long as it is the same, the same judgements count."""
    return int(db.execute("SELECT coalesce(max(number), 0) FROM judgement").fetchone()[0])


def last_judgements(db: sqlite3.Connection, *, before: int | None, limit: int) -> list[tuple[int, Judgement, bool]]:
    """Judgements, the last made first: number, judgement, and whether it counts. `before`: only with a lower number."""
    found = db.execute(
        "SELECT number, id, kind, subject, object, value, judge, reason, made_at FROM judgement WHERE number < ?"
        " ORDER BY number DESC LIMIT ?",
        (1 << 62 if before is None else before, limit),
    )
    listed = [(row[0], Judgement(*row[1:])) for row in found]
    counting = {j.id for j in judgements_on(db, {j.subject for _, j in listed})}
    undone = {j.subject for j in judgements_on(db, {j.id for _, j in listed}) if j.kind == "undo"}
    return [(number, j, j.id not in undone if j.kind == "undo" else j.id in counting) for number, j in listed]
