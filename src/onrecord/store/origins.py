"""Looking up what stands around a few articles: their copies, families, versions, and statements in like words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from onrecord.record import Reuse
from onrecord.reuse.judged import decided, verdicts
from onrecord.store.judgements import judgements_on
from onrecord.store.read import Retrieval, families, found_reuses
from onrecord.store.write import FamilyRow

#: Ids in one query; SQLite takes 32,766 parameters.
_BATCH: Final = 5000
#: Words that a look-up asks for: the longest, since short ones are in every article.
_ASKED: Final = 24
#: Articles that a look-up gives at the most, the best first. More outlets than this do not print one quotation on their own.
_MOST: Final = 400
_WORD: Final = re.compile(r"\w+")


def copies(db: sqlite3.Connection, articles: Collection[str], *, as_judged: bool = True) -> tuple[Reuse, ...]:
    """Reuse that joins one of the articles with any other, sorted by id; as persons have judged it, or as it was found."""
    found: set[str] = set()
    for batch in _batches(articles):
        marks = ",".join("?" * len(batch))
        for side in ("a", "b"):
            found.update(row[0] for row in db.execute(f"SELECT id FROM reuse WHERE {side} IN ({marks})", batch))  # noqa: S608
    rows = found_reuses(db, found)
    if as_judged and rows:
        return tuple(decided(rows, verdicts(judgements_on(db, {end for row in rows for end in (row.a, row.b)}))))
    return tuple(rows)


def pair(db: sqlite3.Connection, ident: str) -> Reuse | None:
    """A reuse as it was found, whatever persons have judged; None for an unknown id."""
    return next(iter(found_reuses(db, [ident])), None)


def partners(db: sqlite3.Connection, articles: Collection[str]) -> set[str]:
    """Ids of the articles that share text with one of these."""
    found: set[str] = set()
    for batch in _batches(articles):
        marks = ",".join("?" * len(batch))
        found.update(row[0] for row in db.execute(f"SELECT b FROM reuse WHERE a IN ({marks})", batch))  # noqa: S608
        found.update(row[0] for row in db.execute(f"SELECT a FROM reuse WHERE b IN ({marks})", batch))  # noqa: S608
    return found


def joined_with(db: sqlite3.Connection, articles: Collection[str]) -> set[str]:
    """Ids of the articles that families may join with one of these, by way of others too; these among them."""
    reached = set(articles)
    for family in families_of(db, articles):
        reached.update(family.members)
    todo: Collection[str] = reached
    while todo:
        more: set[str] = set()
        for batch in _batches(todo):
            marks = ",".join("?" * len(batch))
            for here, there in (("a", "b"), ("b", "a")):
                sql = f"SELECT {there} FROM reuse WHERE {here} IN ({marks}) AND kind IN ('reprint', 'excerpt')"  # noqa: S608
                more.update(row[0] for row in db.execute(sql, batch))
        todo = more - reached
        reached |= todo
    return reached


def families_of(db: sqlite3.Connection, articles: Collection[str]) -> tuple[FamilyRow, ...]:
    """Families that one of the articles stands in, with all their members, sorted by id."""
    found: set[str] = set()
    for batch in _batches(articles):
        marks = ",".join("?" * len(batch))
        sql = f"SELECT DISTINCT family FROM family_member WHERE article IN ({marks})"  # noqa: S608
        found.update(row[0] for row in db.execute(sql, batch))
    return tuple(families(db, found))


def family_with_id(db: sqlite3.Connection, ident: str) -> FamilyRow | None:
    """A family; None for an unknown id."""
    return next(iter(families(db, [ident])), None)


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
