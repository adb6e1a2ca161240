"""An article with its statements and events marked in its text.

Every edge of every statement and event cuts the text, so that marks may nest and overlap in any way: a piece between two
edges carries all rows that hold it, the outermost first.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.errors import NotOnRecord
from onrecord.record import Article, Dated, Event, Mention, Span, Spans, Statement
from onrecord.store import desk_lists as lists
from onrecord.store import desk_weeks as weeks
from onrecord.store import origins as around
from onrecord.store import read as rows
from onrecord.store.desk_lists import ArticleItem
from onrecord.store.desk_rows import identities_of, voice_of
from onrecord.text.fragments import live_link
from onrecord.text.spans import hull, words_of
from onrecord.web.asked import Ask
from onrecord.web.render import web_address

#: More pieces than this would be a page that no browser shows; the rest of the text is then given unmarked.
_MOST_EDGES = 40_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A row that holds a piece of text, and as what: source, cue, content, anchor. `first`: here it begins."""

    row: str
    part: str
    first: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Text between two edges, with its marks, the outermost first. `depth`: in how many contents it stands."""

    text: str
    marks: tuple[Mark, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A labelled piece of the page; `span` in the article's text."""

    label: str
    span: Span
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class StatementNote:
    """A statement beside the text. Spans are (start, end) in the article's text; `live`: the words on the live page."""

    id: str
    speaker: str
    source: str
    voice: str | None
    cue: str
    content: str
    spans: Spans
    kind: str
    act: str
    naming: str
    standing: str
    negated: bool
    role: str | None
    addressee: str | None
    hedge: str | None
    likelihood: str | None
    condition: str | None
    made_on: str | None
    outer: str | None
    depth: int
    score: float
    judged: str | None
    live: str | None


@dataclass(frozen=True, slots=True)
class EventNote:
    """An event beside the text."""

    id: str
    type: str
    mode: str | None
    anchor: str
    span: Span
    actors: str
    recipients: str
    location: str | None
    date: str | None
    until: str | None
    status: str
    status_words: str | None
    ordinal: str | None
    contexts: tuple[str, ...]
    statement: str | None
    score: float
    judged: str | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of the page that is left out of the article's text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article with all that was read in it. `versions`: other captures of the same page, or of its address.

    live   address of the live page, None where a browser cannot follow what is on record; story_texts: texts of their own
           that tell of the same, this one among them
    """

    article: ArticleItem
    byline: str | None
    language: str | None
    url: str | None
    capture: str
    reader: str
    addresses: tuple[str, ...]
    blocks: tuple[ShownBlock, ...]
    statements: tuple[StatementNote, ...]
    events: tuple[EventNote, ...]
    dates: tuple[Dated, ...]
    left_out: tuple[LeftOut, ...]
    versions: tuple[ArticleItem, ...]
    live: str | None
    story_texts: int


def article(ask: Ask) -> ArticlePage:
    """The article, by its id. Raises NotOnRecord."""
    ident = ask.text("id") or ""
    db = ask.db
    found = rows.article(db, ident)
    listed = lists.articles_of(db, [ident]).get(ident)
    if found is None or listed is None:
        raise NotOnRecord(f"there is no article {ident} on record, or it is being read just now")
    mentions = {m.id: m for m in rows.mentions(db, ident)}
    statements = rows.statements(db, ident)
    events = rows.events(db, ident)
    judged = lists.verdicts(db, [*(s.id for s in statements), *(e.id for e in events)])
    depths, known = _depths(statements), identities_of(db, ident)
    addresses = tuple(dict.fromkeys(r.address for r in around.retrievals_of(db, [ident])))
    live = live_address(found.url, *addresses)
    tale = weeks.tale_with(db, ident)
    others = sorted(around.versions_of(db, [ident]) - {ident})[:50]
    return ArticlePage(
        article=listed,
        byline=found.byline,
        language=found.language,
        url=found.url,
        capture=found.capture,
        reader=found.reader,
        addresses=addresses,
        blocks=tuple(_blocks(found, statements, events, depths)),
        statements=tuple(_statement(found.text, s, mentions, known, depths, judged, live) for s in statements),
        events=tuple(_event(found.text, e, judged) for e in events),
        dates=found.dates,
        left_out=tuple(LeftOut(b.label, b.text) for b in found.blocks if b.span is None and b.text.strip()),
        versions=tuple(lists.articles_of(db, others).values()),
        live=live,
        story_texts=1 if tale is None else tale.origins,
    )


def live_address(*addresses: str | None) -> str | None:
    """The first of the addresses that a browser may follow."""
    return next((found for address in addresses if (found := web_address(address)) is not None), None)


def _depths(statements: Sequence[Statement]) -> dict[str, int]:
    """In how many others each statement stands."""
    outer = {s.id: s.outer for s in statements}
    out: dict[str, int] = {}
    for ident, directly in outer.items():
        above, depth, seen = directly, 0, {ident}
        while above in outer and above is not None and above not in seen:
            seen.add(above)
            above, depth = outer[above], depth + 1
        out[ident] = depth
    return out


def _blocks(
    article: Article, statements: Sequence[Statement], events: Sequence[Event], depths: dict[str, int]
) -> Iterator[ShownBlock]:
    marked = [
        (span, (depths[s.id], s.id, part), n == 0)
        for s in statements
        for part, spans in (("content", s.content), ("source", s.source), ("cue", s.cue))
        for n, span in enumerate(spans)
    ]
    marked += [(e.anchor, (99, e.id, "anchor"), True) for e in events]
    marked.sort(key=lambda m: (m[0].start, -m[0].end))
    for block in article.blocks:
        if block.span is not None:
            inside = [m for m in marked if m[0].start < block.span.end and block.span.start < m[0].end]
            yield ShownBlock(block.label, block.span, tuple(_pieces(article.text, block.span, inside[:_MOST_EDGES])))


def _pieces(text: str, block: Span, marked: Sequence[tuple[Span, tuple[int, str, str], bool]]) -> Iterator[Piece]:
    """The block's text cut at every edge. Sorted sweep: cost is edges times the marks open at one place."""
    opens: dict[int, list[tuple[tuple[int, str, str], int, bool]]] = defaultdict(list)
    edges = {block.start, block.end}
    for span, key, first in marked:
        start, end = max(span.start, block.start), min(span.end, block.end)
        opens[start].append((key, end, first and span.start >= block.start))
        edges |= {start, end}
    live: list[tuple[tuple[int, str, str], int, bool]] = []
    for start, end in pairwise(sorted(edges)):
        live = [(key, stop, False) for key, stop, _ in live if stop > start] + opens[start]
        live.sort()
        marks = tuple(Mark(key[1], key[2], first) for key, _, first in live)
        yield Piece(text[start:end], marks, sum(m.part == "content" for m in marks))


def _statement(
    text: str,
    s: Statement,
    mentions: dict[str, Mention],
    known: dict[str, str],
    depths: dict[str, int],
    judged: dict[str, str],
    live: str | None,
) -> StatementNote:
    named = [mentions[m] for m in s.speakers if m in mentions]
    names = dict.fromkeys(" ".join(text[m.head.start : m.head.end].split()) for m in named)
    source = words_of(text, s.source)
    return StatementNote(
        s.id, " and ".join(names) or source, source,
        voice_of(named[0], text, known) if named and s.naming == "named" else None,
        words_of(text, s.cue), words_of(text, s.content), (hull((*s.source, *s.cue, *s.content)),), s.kind, s.act, s.naming,
        s.standing, s.negated, _words(text, s.role), _words(text, s.addressee), words_of(text, s.hedge) or None, s.likelihood,
        _words(text, s.condition), s.made_on, s.outer, depths[s.id], s.score, judged.get(s.id),
        None if live is None else live_link(live, text, hull(s.content or s.cue)),
    )  # fmt: skip


def event_notes(db: sqlite3.Connection, ident: str) -> tuple[EventNote, ...]:
    """The events of an article."""
    found = rows.article(db, ident)
    events = rows.events(db, ident)
    judged = lists.verdicts(db, [e.id for e in events])
    return () if found is None else tuple(_event(found.text, e, judged) for e in events)


def _event(text: str, e: Event, judged: dict[str, str]) -> EventNote:
    return EventNote(
        e.id, e.type, e.mode, text[e.anchor.start : e.anchor.end], e.anchor, ", ".join(text[a.start : a.end] for a in e.actors),
        ", ".join(text[a.start : a.end] for a in e.recipients), _words(text, e.location), e.date, e.until, e.status,
        words_of(text, e.status_words) or None, _words(text, e.ordinal), e.contexts, e.statement, e.score, judged.get(e.id),
    )  # fmt: skip


def _words(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]
