"""A desk with four articles made by hand: mentions are found as in use, statements and events are given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.desk import Desk
from onrecord.extract.mentions import find_mentions, resolve_source
from onrecord.record import (
    Article,
    Block,
    Event,
    Mention,
    Reading,
    Span,
    Spans,
    Statement,
    event_id,
    statement_id,
)
from onrecord.resolve.identity import identities, involvements
from onrecord.resolve.knowledge import Knowledge, build
from onrecord.store.desk_rows import refresh
from onrecord.store.write import (
    add_extraction,
    add_reading,
    add_retrieval,
    add_run,
    new_run,
    replace_families,
    replace_reuse,
)
from origins.made import article, family, shared

NOBODY: Knowledge = build({})
TEXT = "Jane Roe, the mayor of Tarn, said the old dam above the town is entirely safe. On Monday she met Carl Dorn at the lake."
MAYOR = article(TEXT, outlet="Tarn Herald", published="2026-03-03")
COPY = article(TEXT + "\n\nFrom the Tarn Herald.", outlet="Lake Post", published="2026-03-04")
CRITIC = article(
    "Carl Dorn accused Jane Roe of hiding a report on the dam.", outlet="Free Lake", published="2026-03-05"
)
JUDGE = article(
    "Jane Roe, a judge, told reporters the court stays closed. Lawyers praised Jane Roe for it.",
    outlet="Court News", published="2026-03-06",
)  # fmt: skip
FOUR = (MAYOR, COPY, CRITIC, JUDGE)


def at(where: Article, words: str) -> Span:
    start = where.text.index(words)
    return Span(start, start + len(words))


def statement(
    where: Article, source: str, cue: str, content: str, mentions: Iterable[Mention], **fields: object
) -> Statement:
    """A statement whose speaker is found from its source words."""
    parts = [(at(where, words),) for words in (source, cue, content)]
    found = resolve_source(where.text, parts[0], tuple(mentions))
    made = Statement(
        statement_id(where.id, *parts), where.id, "indirect", *parts, found.speakers, found.naming,
        None, None, "claim", (), None, False, None, "made", None, None, None, 0.9,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def event(
    where: Article, kind: str, anchor: str, actors: tuple[str, ...], recipients: tuple[str, ...] = (), **fields: object
) -> Event:
    """An event that happened."""
    who: Spans = tuple(at(where, words) for words in actors)
    whom: Spans = tuple(at(where, words) for words in recipients)
    place = at(where, anchor)
    made = Event(
        event_id(where.id, kind, place, who, whom), where.id, kind, None, place, who, whom,
        None, None, None, None, None, "happened", (), None, None, 0.9,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def found_in(where: Article) -> tuple[tuple[Mention, ...], list[Statement], list[Event]]:
    """Mentions, statements and events of one of the four articles."""
    mentions = find_mentions(where.text, article=where.id, day=where.day, knowledge=NOBODY)
    if where in {MAYOR, COPY}:
        safe = statement(
            where, "Jane Roe, the mayor of Tarn,", "said", "the old dam above the town is entirely safe", mentions
        )
        met = event(
            where, "CONSULT", "met", ("she", "Carl Dorn"), mode="meet",
            date="2026-03-02", date_precision="day", date_words=at(where, "Monday"),
        )  # fmt: skip
        return mentions, [safe], [met]
    if where is CRITIC:
        blamed = statement(
            where, "Carl Dorn", "accused", "Jane Roe of hiding a report on the dam", mentions, act="accuse"
        )
        accused = event(where, "ACCUSE", "accused", ("Carl Dorn",), ("Jane Roe",))
        return mentions, [blamed], [accused]
    closed = statement(where, "Jane Roe, a judge,", "told", "the court stays closed", mentions)
    return mentions, [closed], []


Rows = tuple[tuple[Mention, ...], list[Statement], list[Event]]


def extract_again(desk: Desk, *, extractor: str) -> None:
    """Write what is found in the four articles under this extractor, as a newer version of the program does."""
    keep(desk, {}, extractor=extractor)


def keep(desk: Desk, instead: dict[str, Rows], *, extractor: str, articles: Iterable[Article] = FOUR) -> None:
    """Write what is found in the articles; `instead` has other rows for some of them, by the article's id."""
    run = new_run("2026-03-09T08:00:00Z", extractor, "0", model=None, knowledge=None)
    with desk.open_for_writing() as store, store.transaction() as db:
        add_run(db, run)
        for where in articles:
            mentions, statements, events = instead.get(where.id) or found_in(where)
            named = identities(where.text, mentions, NOBODY)
            parts = involvements(
                mentions, statements, events, named,
                heads=lambda spans, where=where, mentions=mentions: resolve_source(where.text, spans, mentions).speakers,  # type: ignore[misc]
            )  # fmt: skip
            add_extraction(
                db,
                where,
                mentions,
                statements,
                events,
                extractors=[extractor],
                run=run,
                identities=named,
                involvements=parts,
            )
    with desk.open_for_writing() as store:
        refresh(store)


def put(desk: Desk, articles: Iterable[Article]) -> None:
    """Put articles into a desk, without anything that is found in them."""
    run = new_run("2026-03-09T08:00:00Z", "test", "0", model=None, knowledge=None)
    with desk.open_for_writing() as store, store.transaction() as db:
        add_run(db, run)
        for where in articles:
            block = Block("body", where.text, f"bytes:0-{len(where.text)}", 0, Span(0, len(where.text)))
            kept = replace(where, blocks=(block,))
            add_reading(db, kept.capture, len(where.text), Reading("text/1", "utf-8", (kept,)), run)
            add_retrieval(db, kept.capture, f"pages/{kept.id}.txt", "2026-03-09T08:00:00Z", run)


def fill(desk: Desk) -> None:
    """Put the four articles, and that one is a copy of another, into an empty desk."""
    put(desk, FOUR)
    extract_again(desk, extractor="made/1")
    with desk.open_for_writing() as store, store.transaction() as db:
        rows = [shared(MAYOR, COPY, TEXT, first=MAYOR)]
        replace_reuse(db, rows, stale=None)
        replace_families(db, [family(MAYOR, COPY, first=MAYOR)], near=None)
    with desk.open_for_writing() as store:
        refresh(store)
