"""The rows that answers about origins rest on, and an article as it is named in lists.

`load` reads the whole record; `load_near` what one family, article or pair needs and `load_around` what one statement needs, so
that asking for one row stays cheap on a large one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from onrecord.record import Article, Mention, Reuse, Statement, reuse_id
from onrecord.reuse.judged import Verdicts, verdicts
from onrecord.store import origins as lookups
from onrecord.store import read as rows
from onrecord.store.judgements import standing_judgements
from onrecord.store.read import Retrieval
from onrecord.store.write import FamilyRow


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a record, by id where they are looked up by it; lists sorted as `store.read` gives them.

    reuses   as persons have judged them; `found` has the judged pairs as they were found, by their articles, and `verdicts`
             the judgements on them
    """

    articles: Mapping[str, Article]
    mentions: Mapping[str, Mention] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    reuses: tuple[Reuse, ...] = ()
    families: tuple[FamilyRow, ...] = ()
    retrievals: tuple[Retrieval, ...] = ()
    found: Mapping[tuple[str, str], Reuse] = field(default_factory=dict)
    verdicts: Verdicts = field(default_factory=dict)


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
        *_judged(db),
    )


def load_near(db: sqlite3.Connection, ident: str) -> Rows:
    """The rows that tell of one family, article or pair, by its id. Linear in what is joined with it, not in the record.

    Empty for an id that is not on record.
    """
    pair = lookups.pair(db, ident)
    family = lookups.family_with_id(db, ident)
    if pair is not None:
        members = {pair.a, pair.b}
    elif family is not None:
        members = set(family.members)
    else:
        members = {ident, *lookups.versions_of(db, [ident])}
        members |= {member for family in lookups.families_of(db, members) for member in family.members}
    members |= lookups.versions_of(db, members)
    joined = lookups.copies(db, members)
    everyone = sorted(members | lookups.partners(db, members))
    return Rows(
        {a.id: a for a in rows.articles(db, everyone)},
        {m.id: m for m in rows.mentions(db, among=everyone)},
        tuple(rows.statements(db, among=everyone)),
        joined,
        lookups.families_of(db, members),
        lookups.retrievals_of(db, everyone),
        *_judged(db, among=members),
    )


def _judged(
    db: sqlite3.Connection, *, among: Collection[str] | None = None
) -> tuple[dict[tuple[str, str], Reuse], Verdicts]:
    """The pairs that persons have judged, as they were found, and the judgements; `among`: with one of these articles."""
    verdict = {
        pair: made
        for pair, made in verdicts(standing_judgements(db)).items()
        if among is None or not set(pair).isdisjoint(among)
    }
    found = {pair: lookups.pair(db, reuse_id(*pair)) for pair in verdict}
    return {pair: reuse for pair, reuse in found.items() if reuse is not None}, verdict


def load_around(db: sqlite3.Connection, article: str, words: str) -> Rows:
    """The rows that tell who carries words of one article: its copies, and articles with statements in such words."""
    near = {article, *lookups.articles_with_words(db, words)}
    joined = lookups.copies(db, near)
    everyone = sorted({end for reuse in joined for end in (reuse.a, reuse.b)} | near)
    families = lookups.families_of(db, everyone)
    everyone = sorted({*everyone, *lookups.versions_of(db, everyone)})
    return Rows(
        {a.id: a for a in rows.articles(db, everyone)},
        {m.id: m for m in rows.mentions(db, among=everyone)},
        tuple(rows.statements(db, among=everyone)),
        joined,
        families,
        lookups.retrievals_of(db, everyone),
    )


def load_joining(db: sqlite3.Connection, articles: Collection[str]) -> Rows:
    """The rows that tell which of these articles are one origin; no statements, no mentions."""
    everyone = sorted({*articles, *lookups.versions_of(db, articles)})
    return Rows(
        {a.id: a for a in rows.articles(db, everyone)},
        reuses=lookups.copies(db, everyone),
        families=lookups.families_of(db, everyone),
        retrievals=lookups.retrievals_of(db, everyone),
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
