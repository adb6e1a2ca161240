"""Judgements in the record: add one, read all, read those that count."""

from __future__ import annotations

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
