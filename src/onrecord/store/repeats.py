"""Blocks that repeat over the pages of an outlet: a derived table, made anew for the outlets that have new articles."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from onrecord.readers.repeats import Repeated
from onrecord.record import Span


def beside(db: sqlite3.Connection, articles: Collection[str]) -> list[str]:
    """Ids of all articles of the outlets that these articles are from."""
    new = set(articles)
    outlets = {o for ident, o in db.execute("SELECT id, outlet FROM article WHERE outlet IS NOT NULL") if ident in new}
    return [ident for ident, o in db.execute("SELECT id, outlet FROM article ORDER BY id") if o in outlets]


def replace_repeats(db: sqlite3.Connection, found: Sequence[Repeated], *, articles: Collection[str]) -> None:
    """Make the rows of these articles anew."""
    db.executemany("DELETE FROM repeated_block WHERE article = ?", ((ident,) for ident in articles))
    db.executemany(
        "INSERT INTO repeated_block VALUES (?, ?, ?, ?)",
        [(row.article, row.start, row.end, row.pages) for row in found],
    )


def repeats(db: sqlite3.Connection) -> Mapping[str, tuple[Span, ...]]:
    """By article the spans of its repeated blocks, sorted."""
    out: dict[str, list[Span]] = defaultdict(list)
    for article, start, end in db.execute('SELECT article, start, "end" FROM repeated_block ORDER BY article, start'):
        out[article].append(Span(start, end))
    return {article: tuple(spans) for article, spans in out.items()}


def stands_in_repeat(spans: Sequence[Span], where: Sequence[Span]) -> bool:
    """Whether the first of `where` lies in one of the repeated blocks."""
    return bool(where) and any(span.start <= where[0].start < span.end for span in spans)
