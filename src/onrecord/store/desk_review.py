"""What a person should look at: rows that are least sure first, and whether the record has the rows that are judged."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from onrecord.store.desk_lists import ArticleItem, Asked, StatementItem, articles_of, find_statements, statements_at
from onrecord.store.desk_stories import event_words

#: Rows that are looked at to fill one page, where most of them were judged before.
_MOST_LOOKED_AT: Final = 5000
#: Kinds of reuse that make one text a copy of another; a shared quotation or boilerplate does not.
_COPIES: Final = frozenset({"reprint", "excerpt", "partial"})


@dataclass(frozen=True, slots=True)
class EventItem:
    """An event as the queue shows it; words as the article has them ("" = not told). `statement`: on whose word it is told."""

    id: str
    type: str
    mode: str | None
    date: str | None
    until: str | None
    status: str
    statement: str | None
    score: float
    actors: str
    anchor: str
    recipients: str
    date_words: str
    article: ArticleItem


@dataclass(frozen=True, slots=True)
class PairItem:
    """Two articles that share text, the one published earlier first. `first`: the article that had it first, None = unknown.

    shares   of the characters of each that stand in a shared passage
    """

    id: str
    kind: str
    first: str | None
    one: ArticleItem
    other: ArticleItem
    shares: tuple[float, float]


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


def doubtful_events(
    db: sqlite3.Connection, *, least: float, after: tuple[float, str], limit: int
) -> tuple[list[EventItem], tuple[float, str] | None]:
    """Events that nobody judged, with at least a score, the least sure first, past a place; and the place to go on from."""
    out: list[EventItem] = []
    for looked_at, row in enumerate(
        db.execute(
            "SELECT score, id, article, type, mode, date, until, status, statement FROM event"
            " WHERE score >= ? AND (score, id) > (?, ?) ORDER BY score, id LIMIT ?",
            (least, *after, _MOST_LOOKED_AT + 1),
        )
    ):
        if len(out) == limit or looked_at == _MOST_LOOKED_AT:
            return out, after
        score, ident, article = row[:3]
        after = (score, ident)
        named = articles_of(db, [article])
        if article in named and not is_judged(db, ident):
            whole = (ident, *row[3:], score, *event_words(db, ident, article), named[article])
            out.append(EventItem(*whole))
    return out, None


def unjudged_pairs(db: sqlite3.Connection, *, after: str, limit: int) -> tuple[list[PairItem], str | None]:
    """Copies (whole or in part) on which nobody decided, by id, past an id; and the id to go on from."""
    out: list[PairItem] = []
    for looked_at, row in enumerate(
        db.execute(
            "SELECT id, kind, first, a, b, share_a, share_b FROM reuse WHERE id > ? ORDER BY id LIMIT ?",
            (after, _MOST_LOOKED_AT + 1),
        )
    ):
        if len(out) == limit or looked_at == _MOST_LOOKED_AT:
            return out, after
        after, kind, first, a, b, share_a, share_b = row
        if kind not in _COPIES or _is_judged_pair(db, a, b):
            continue
        named = articles_of(db, [a, b])
        if len(named) == 2:
            sides = sorted([(named[a].key, a, share_a), (named[b].key, b, share_b)])
            if first == sides[1][1]:
                sides.reverse()
            (_, one, share), (_, other, rest) = sides
            out.append(PairItem(after, kind, first, named[one], named[other], (share, rest)))
    return out, None


def _is_judged_pair(db: sqlite3.Connection, a: str, b: str) -> bool:
    """True when somebody decided something on the two articles, even if it was taken back."""
    sql = (
        "SELECT 1 FROM judgement WHERE kind IN ('reuse-not', 'reuse-first')"
        " AND ((subject = ? AND object = ?) OR (subject = ? AND object = ?)) LIMIT 1"
    )
    return db.execute(sql, (a, b, b, a)).fetchone() is not None


def on_record(db: sqlite3.Connection, ident: str) -> bool:
    """True for the id of a statement, event, article, mention or judgement, and for the key of an actor that is named."""
    table = ident.partition("-")[0]
    if table in {"statement", "event", "article", "mention", "judgement"}:
        return db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (ident,)).fetchone() is not None  # noqa: S608
    return db.execute("SELECT 1 FROM desk_actor WHERE voice = ?", (ident,)).fetchone() is not None
