"""What a person should look at: rows that are least sure first, and whether the record has the rows that are judged."""

from __future__ import annotations

import sqlite3
from typing import Final

from onrecord.store.desk_lists import Asked, StatementItem, find_statements, statements_at

#: Rows that are looked at to fill one page, where most of them were judged before.
_MOST_LOOKED_AT: Final = 5000


def doubtful_statements(
    db: sqlite3.Connection, *, least: float, after: tuple[float, int], limit: int
) -> list[StatementItem]:
    """Statements that nobody judged, with at least a score, the least sure first, past a place (score, key)."""
    keys: list[int] = []
    looked_at = 0
    while len(keys) < limit and looked_at < _MOST_LOOKED_AT:
        found = db.execute(
            "SELECT score, key, statement FROM desk_statement WHERE score >= ? AND (score, key) > (?, ?)"
            " ORDER BY score, key LIMIT ?",
            (least, *after, 2 * limit),
        ).fetchall()
        if not found:
            break
        looked_at += len(found)
        after = found[-1][:2]
        keys += [key for _, key, statement in found if not is_judged(db, statement)]
    return statements_at(db, keys[:limit])


def is_judged(db: sqlite3.Connection, ident: str) -> bool:
    """True when somebody decided something on the row, even if it was taken back."""
    return db.execute("SELECT 1 FROM judgement WHERE subject = ? LIMIT 1", (ident,)).fetchone() is not None


def unnamed_statements(db: sqlite3.Connection, *, before: int | None, limit: int) -> list[StatementItem]:
    """Statements whose speaker is not known and that nobody judged, newest first."""
    found = find_statements(db, Asked(naming="unknown"), before=before, limit=4 * limit)
    return [s for s in found if not is_judged(db, s.id)][:limit]


def on_record(db: sqlite3.Connection, ident: str) -> bool:
    """True for the id of a statement, event, article, mention or judgement, and for the key of an actor that is named."""
    table = ident.partition("-")[0]
    if table in {"statement", "event", "article", "mention", "judgement"}:
        return db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (ident,)).fetchone() is not None  # noqa: S608
    return db.execute("SELECT 1 FROM desk_actor WHERE voice = ?", (ident,)).fetchone() is not None
