"""Looking up what stands around a few articles: their copies, families, versions, and statements in like words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from onrecord.record import Evidence, Reuse, Span
from onrecord.store.read import Retrieval
from onrecord.store.write import FamilyRow

#: Ids in one query; SQLite takes 32,766 parameters.
_BATCH: Final = 5000
#: Words that a look-up asks for: the longest, since short ones are in every article.
_ASKED: Final = 24
#: Articles that a look-up gives at the most, the best first. More outlets than this do not print one quotation on their own.
_MOST: Final = 400
_WORD: Final = re.compile(r"\w+")


def copies(db: sqlite3.Connection, articles: Collection[str]) -> tuple[Reuse, ...]:
    """Reuse that joins one of the articles with any other, sorted by id."""
    found: set[str] = set()
    for batch in _batches(articles):
        marks = ",".join("?" * len(batch))
        for side in ("a", "b"):
            found.update(row[0] for row in db.execute(f"SELECT id FROM reuse WHERE {side} IN ({marks})", batch))  # noqa: S608
    return tuple(_reuse(db, ident) for ident in sorted(found))


def reuse(db: sqlite3.Connection, ident: str) -> Reuse | None:
    """One pair by its id."""
    known = db.execute("SELECT 1 FROM reuse WHERE id = ?", (ident,)).fetchone()
    return None if known is None else _reuse(db, ident)


def family(db: sqlite3.Connection, ident: str) -> FamilyRow | None:
    """One family by its id."""
    row = db.execute("SELECT first, credited FROM family WHERE id = ?", (ident,)).fetchone()
    if row is None:
        return None
    members = db.execute("SELECT article FROM family_member WHERE family = ? ORDER BY article", (ident,))
    return FamilyRow(ident, tuple(member[0] for member in members), *row)


def _reuse(db: sqlite3.Connection, ident: str) -> Reuse:
    _, a, b, kind, share_a, share_b, first = db.execute("SELECT * FROM reuse WHERE id = ?", (ident,)).fetchone()
    passages = db.execute(
        "SELECT a_start, a_end, b_start, b_end FROM reuse_passage WHERE reuse = ? ORDER BY n", (ident,)
    )
    evidence = db.execute("SELECT kind, first, note, words FROM reuse_evidence WHERE reuse = ? ORDER BY n", (ident,))
    pairs = tuple((Span(p[0], p[1]), Span(p[2], p[3])) for p in passages)
    return Reuse(ident, a, b, kind, pairs, share_a, share_b, first, tuple(Evidence(*row) for row in evidence))


def families_of(db: sqlite3.Connection, articles: Collection[str]) -> tuple[FamilyRow, ...]:
    """Families that one of the articles stands in, with all their members, sorted by id."""
    found: set[str] = set()
    for batch in _batches(articles):
        marks = ",".join("?" * len(batch))
        sql = f"SELECT DISTINCT family FROM family_member WHERE article IN ({marks})"  # noqa: S608
        found.update(row[0] for row in db.execute(sql, batch))
    return tuple(row for ident in sorted(found) if (row := family(db, ident)) is not None)


def versions_of(db: sqlite3.Connection, articles: Collection[str]) -> set[str]:
    """Ids of articles whose page, or whose capture's address, is that of one of the articles; these among them."""
    found: set[str] = set()
    for batch in _batches(articles):
        marks = ",".join("?" * len(batch))
        found.update(
            row[0]
            for row in db.execute(
                "SELECT id FROM article WHERE url IN"  # noqa: S608
                f" (SELECT url FROM article WHERE id IN ({marks}) AND url IS NOT NULL)",
                batch,
            )
        )
        found.update(
            row[0]
            for row in db.execute(
                "SELECT o.id FROM article a JOIN retrieval r ON r.capture = a.capture"  # noqa: S608
                " JOIN retrieval s ON s.address = r.address AND s.capture <> r.capture"
                f" JOIN article o ON o.capture = s.capture WHERE a.id IN ({marks})",
                batch,
            )
        )
    return found


def retrievals_of(db: sqlite3.Connection, articles: Collection[str]) -> tuple[Retrieval, ...]:
    """Where and when the captures of the articles were got, sorted by address and capture."""
    found: set[tuple[str, str, str]] = set()
    for batch in _batches(articles):
        marks = ",".join("?" * len(batch))
        sql = (
            "SELECT r.capture, r.address, r.retrieved_at FROM retrieval r"  # noqa: S608
            f" JOIN article a ON a.capture = r.capture WHERE a.id IN ({marks})"
        )
        found.update(db.execute(sql, batch))
    return tuple(Retrieval(*row) for row in sorted(found, key=lambda row: (row[1], row[0])))


def articles_with_words(db: sqlite3.Connection, words: str) -> list[str]:
    """Ids of articles with a statement in some of these words, the likeliest first, up to a few hundred."""
    asked = sorted(set(_WORD.findall(words)), key=lambda word: (-len(word), word))[:_ASKED]
    if not asked:
        return []
    query = "content : (" + " OR ".join(f'"{word}"' for word in asked) + ")"
    sql = (
        "SELECT s.article FROM statement_index i JOIN statement s ON s.number = i.rowid"
        " WHERE statement_index MATCH ? ORDER BY i.rank, s.id LIMIT ?"
    )
    return list(dict.fromkeys(row[0] for row in db.execute(sql, (query, _MOST))))


def _batches(idents: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(idents)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]
