"""An origin with who printed its text when, and two texts side by side. What a family is, is told by `onrecord.origins` alone."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from onrecord.errors import NotOnRecord
from onrecord.origins.families import EVIDENCE_WORDS, KIND_WORDS, Tree, relation, tree
from onrecord.origins.rows import Rows
from onrecord.origins.same_text import joins
from onrecord.record import Evidence, Span
from onrecord.store import desk_lists as lists
from onrecord.store import origins as around
from onrecord.store import read as rows
from onrecord.store.desk_lists import ArticleItem, StatementItem
from onrecord.web.answers.article import EventNote, event_notes
from onrecord.web.asked import Ask

#: Members of a family that one page shows; the rest is said.
MOST_MEMBERS = 120


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of evidence in words: its kind, and what it says."""

    kind: str
    note: str
    words: str | None
    speaks: str


@dataclass(frozen=True, slots=True)
class Printed:
    """An article of an origin: how it is joined to the one above it in the tree (`depth`), and on what evidence.

    relation  in words, None for the head; reuse: the pair that joins the two; versions: other captures of the page
    """

    article: ArticleItem
    depth: int
    relation: str | None
    direction: str
    reuse: str | None
    share: float | None
    versions: int
    evidence: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """An article outside the origin that prints a part of it."""

    article: ArticleItem
    reuse: str
    kind: str
    share: float


@dataclass(frozen=True, slots=True)
class Family:
    """A family: who printed what when, what is said and done in it, what in it is denied.

    first, credited   the article that had it first; whom all credit where that text is not on record; None = unknown
    left              members that are not shown
    """

    family: str
    head: ArticleItem
    first: str | None
    credited: str | None
    articles: int
    captures: int
    outlets: tuple[str, ...]
    days: tuple[str, ...]
    printed: tuple[Printed, ...]
    parts: tuple[Shares, ...]
    left: int
    statements: tuple[StatementItem, ...]
    disputed: tuple[StatementItem, ...]
    events: tuple[EventNote, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """Text of one side: shared with the other under a number, or its own (None)."""

    text: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts."""

    article: ArticleItem
    share: float
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two texts with their shared passages, the earlier one first where that is known.

    kind in words; first: the article that had it first, None = unknown
    """

    reuse: str
    kind: str
    first: str | None
    passages: int
    evidence: tuple[Told, ...]
    sides: tuple[Side, Side]


def family(ask: Ask) -> Family:
    """A family by its id. Raises NotOnRecord."""
    db, ident = ask.db, ask.text("id") or ""
    there = around.family_with_id(db, ident)
    if there is None:
        raise NotOnRecord(f"there is no origin {ident} on record")
    members = sorted(there.members, key=lambda m: (m != there.first, m))[:MOST_MEMBERS]
    loaded = _rows_of(db, members)
    shown = next((f for f in loaded.families if f.id == ident), there)
    shown = type(shown)(shown.id, tuple(sorted(members)), shown.first, shown.credited)
    found: Tree = tree(shown, loaded, joins(loaded))
    items = lists.articles_of(db, [m.page.article for m in found.members] + [p.page.article for p in found.parts])
    outlets = {m.page.article: m.page.outlet or "a page without an outlet" for m in found.members}
    head = items[found.origin.head.article]
    printed = tuple(
        Printed(
            items[m.page.article], m.depth, relation(m, outlets.get(m.parent or "", "")), m.direction, m.reuse, m.share,
            len(m.versions),
            (*_told(m.supports, "for", items), *_told(m.opposes, "against", items), *_told(m.silent, "", items)),
        )
        for m in found.members if m.page.article in items
    )  # fmt: skip
    keys = lists.keys_of_article(db, head.id, limit=80)
    statements = tuple(lists.statements_at(db, keys))
    return Family(
        family=ident,
        head=head,
        first=found.origin.first,
        credited=found.origin.credited,
        articles=found.origin.articles,
        captures=len(there.members),
        outlets=found.origin.outlets,
        days=found.origin.days,
        printed=printed,
        parts=tuple(
            Shares(items[p.page.article], p.reuse, KIND_WORDS.get(p.kind, p.kind), p.share)
            for p in found.parts
            if p.page.article in items
        ),
        left=len(there.members) - len(members),
        statements=statements,
        disputed=tuple(s for s in statements if s.act in {"deny", "accuse"} or s.negated),
        events=event_notes(db, head.id),
    )


def _rows_of(db: sqlite3.Connection, members: list[str]) -> Rows:
    """The rows that a family's tree is made of."""
    reuses = around.copies(db, members)
    near = sorted({end for reuse in reuses for end in (reuse.a, reuse.b)} | set(members))
    kept = sorted(near, key=lambda ident: (ident not in set(members), ident))[: 2 * MOST_MEMBERS]
    inside = set(kept)
    return Rows(
        articles={a.id: a for a in rows.articles(db, kept)},
        reuses=tuple(r for r in reuses if {r.a, r.b} <= inside),
        families=around.families_of(db, members),
        retrievals=around.retrievals_of(db, kept),
    )


def side_by_side(ask: Ask) -> SideBySide:
    """A pair by its id. Raises NotOnRecord."""
    db, ident = ask.db, ask.text("id") or ""
    reuse = around.pair(db, ident)
    if reuse is None:
        raise NotOnRecord(f"there is no pair {ident} on record")
    items = lists.articles_of(db, [reuse.a, reuse.b])
    texts = {a.id: a.text for a in rows.articles(db, [reuse.a, reuse.b])}
    if len(items) < 2:
        raise NotOnRecord(f"the articles of {ident} are being read just now; ask again")
    sides = [
        Side(items[reuse.a], reuse.share_a, _strips(texts[reuse.a], [p for p, _ in reuse.passages])),
        Side(items[reuse.b], reuse.share_b, _strips(texts[reuse.b], [q for _, q in reuse.passages])),
    ]
    order = [s.article.id for s in sides]
    if reuse.first == reuse.b or (reuse.first is None and sides[1].article.key < sides[0].article.key):
        sides.reverse()
    kind = {**KIND_WORDS, "quote": "a shared quotation", "boilerplate": "shared boilerplate"}.get(
        reuse.kind, reuse.kind
    )
    first = reuse.first if reuse.first in order else None
    evidence = _told(reuse.evidence, None, items)
    return SideBySide(ident, kind, first, len(reuse.passages), evidence, (sides[0], sides[1]))


def _strips(text: str, spans: list[Span]) -> tuple[Strip, ...]:
    out, reached = [], 0
    for span, n in sorted((span, n) for n, span in enumerate(spans, start=1)):
        if span.start < reached:
            continue
        if span.start > reached:
            out.append(Strip(text[reached : span.start], None))
        out.append(Strip(text[span.start : span.end], n))
        reached = span.end
    return (*out, Strip(text[reached:], None)) if reached < len(text) else tuple(out)


def _told(evidence: tuple[Evidence, ...], side: str | None, items: dict[str, ArticleItem]) -> tuple[Told, ...]:
    out = []
    for e in evidence:
        note = e.note
        for ident, item in items.items():
            name = item.outlet or f"“{item.title}”"
            note = note.replace(ident, name).replace(f"{name}, the outlet of {name}", name)
        favours = items.get(e.first or "")
        speaks = side if side is not None else "" if favours is None else f"for {favours.outlet or favours.title}"
        out.append(Told(EVIDENCE_WORDS[e.kind], note, e.words, speaks))
    return tuple(out)
