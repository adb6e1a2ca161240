"""The rows that answers about origins rest on, and an article as it is named in lists.

`load` reads the whole record; `load_around` what one statement needs, so that asking for one row stays cheap on a large one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.record import Article, Mention, Reuse, Statement
from onrecord.store import origins as lookups
from onrecord.store import read as rows
from onrecord.store.read import Retrieval
from onrecord.store.write import FamilyRow


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a record, by id where they are looked up by it; lists sorted as `store.read` gives them."""

    articles: Mapping[str, Article]
    mentions: Mapping[str, Mention] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    reuses: tuple[Reuse, ...] = ()
    families: tuple[FamilyRow, ...] = ()
    retrievals: tuple[Retrieval, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """An article as lists name it; `published` is its date or time as given, with its precision and what it rests on."""

    article: str
    outlet: str | None
    title: str | None
    published: str | None
    until: str | None
    precision: str | None
    evidence: str | None


def load(db: sqlite3.Connection) -> Rows:
    """All rows of the record. Linear in it."""
    return Rows(
        {article.id: article for article in rows.articles(db)},
        {mention.id: mention for mention in rows.mentions(db)},
        tuple(rows.statements(db)),
        tuple(rows.reuses(db)),
        tuple(rows.families(db)),
        tuple(rows.retrievals(db)),
    )


def load_around(db: sqlite3.Connection, article: str, words: str) -> Rows:
    """The rows that tell who carries words of one article: its copies, and articles with statements in such words."""
    near = {article, *lookups.articles_with_words(db, words)}
    joined = lookups.copies(db, near)
    everyone = sorted({end for reuse in joined for end in (reuse.a, reuse.b)} | near)
    families = lookups.families_of(db, everyone)
    everyone = sorted({*everyone, *lookups.versions_of(db, everyone)})
    return Rows(
        {a.id: a for a in rows.articles(db, everyone)},
        {m.id: m for ident in everyone for m in rows.mentions(db, ident)},
        tuple(s for ident in everyone for s in rows.statements(db, ident)),
        joined,
        families,
        lookups.retrievals_of(db, everyone),
    )


def named(article: Article) -> Named:
    """The article as lists name it."""
    published = article.published
    if published is None:
        return Named(article.id, article.outlet, article.title, None, None, None, None)
    return Named(
        article.id, article.outlet, article.title,
        published.value, published.until, published.precision, published.evidence,
    )  # fmt: skip


def order_key(article: Article) -> tuple[str, str]:
    """A fixed order of articles for lists: by date as given (undated last), then id. It says nothing of who was first."""
    return ("9999" if article.published is None else article.published.value, article.id)
