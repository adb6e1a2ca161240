"""Statements and events as entries of a list: the words, where they stand, who else tells the same, counted by origins.

One entry stands for all tellings of the same thing: copies of one text, the same quotation of the same speaker elsewhere,
the same event (`onrecord.happenings`). Copies are no confirmation: `origins` counts texts that were written apart,
`articles` all pages that carry it. What the tellings of an event disagree in is kept.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from onrecord.happenings.groups import Difference, happenings
from onrecord.origins.alike import alike
from onrecord.origins.carried import Ground, carried, ground, printed_in
from onrecord.origins.rows import Named, Rows, named
from onrecord.origins.same_text import Place, distinct_articles, origins_of
from onrecord.origins.voices import shown_voice, voice_of, voices_of
from onrecord.record import Article, Event, Mention, Spans, Statement
from onrecord.resolve.decided import Decided
from onrecord.store import actors as lookups
from onrecord.store import origins as origin_rows
from onrecord.store import read as rows
from onrecord.store.actors import Part
from onrecord.text.sentences import sentence_around
from onrecord.text.spans import overlaps, words_of

#: Whoever has a part in more rows than this says the like of most things: looking for it takes seconds on a record of a
#: million statements, and a list of his latest rows has the other tellings of a quotation beside it.
FREQUENT: Final = 500
#: Like statements that are read for one, the likeliest.
_ALIKE: Final = 12
#: How far a telling goes, by status: what it says was done before what it says is meant to be.
_FURTHEST: Final = {"happened": 0, "ongoing": 0, "cancelled": 1}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said or done, with its receipt.

    row       the telling that is shown; tellings: ids of all, this one first
    day       ISO day (or month, or year, as the text tells) said or done; else the day published; None where unknown
    kind      `statement` or `event`; what: speech act, or PLOVER type and mode
    state     an event's status, a statement's standing
    voice     who speaks (of an event: on whose word it is told), as the page names them; None: the page itself
    actors, recipients   ids of an event's parties after judgements; a statement's speakers are its actors
    differences   what the tellings of an event disagree in: day, number, place, status
    words     the exact words, joined by an ellipsis where the content is in pieces; spans: where they stand in the article
    """

    row: str
    kind: str
    day: str | None
    what: str
    state: str
    voice: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    words: str
    spans: Spans
    page: Named
    origins: int
    articles: int
    tellings: tuple[str, ...]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """Rows of a list, loaded with what is needed to count their origins."""

    statements: Mapping[str, Statement]
    events: Mapping[str, Event]
    parts: Mapping[str, tuple[Part, ...]]
    on: Ground


def load(db: sqlite3.Connection, idents: Collection[str], decided: Decided, *, voices: Collection[str] = ()) -> Loaded:
    """The statements and events with these ids, with the articles that may carry the same.

    `voices` are the actors whose other statements may be the same quotation; of those who have a part in over `FREQUENT` rows it
    is looked for among these articles alone. Cost: the articles of the rows, of their copies, and of a dozen like statements
    for each.
    """
    statements = {s.id: s for s in rows.statements_with_ids(db, [i for i in idents if i.startswith("statement-")])}
    events = {e.id: e for e in rows.events_with_ids(db, [i for i in idents if i.startswith("event-")])}
    near = {s.article for s in statements.values()} | {e.article for e in events.values()}
    articles = {article.id: article for article in rows.articles(db, sorted(near))}
    if voices and lookups.involved(db, voices, most=FREQUENT + 1) <= FREQUENT:
        said = [(article, words) for article, words in lookups.said_by(db, voices) if article not in near]
        asked = [words_of(articles[s.article].text, s.content) for s in statements.values()]
        found = alike(asked, [words for _, words in said], most=_ALIKE)
        near.update(said[number][0] for numbers in found for number in numbers)
    joined = origin_rows.copies(db, near)
    everyone = {end for reuse in joined for end in (reuse.a, reuse.b)} | near
    families = origin_rows.families_of(db, everyone)
    everyone |= origin_rows.versions_of(db, everyone)
    articles |= {article.id: article for article in rows.articles(db, sorted(everyone - articles.keys()))}
    mentions = {m.id: m for m in rows.mentions(db, among=everyone, known=decided)}
    near_rows = Rows(
        {ident: articles[ident] for ident in sorted(articles)},
        mentions,
        tuple(_compared(db, statements, events, mentions, articles)),
        joined,
        families,
        origin_rows.retrievals_of(db, everyone),
    )
    parts: dict[str, list[Part]] = defaultdict(list)
    for part in lookups.parts_of_rows(db, idents):
        parts[part.row].append(part)
    return Loaded(statements, events, {row: tuple(found) for row, found in parts.items()}, ground(near_rows))


def _compared(
    db: sqlite3.Connection,
    statements: Mapping[str, Statement],
    events: Mapping[str, Event],
    mentions: Mapping[str, Mention],
    articles: Mapping[str, Article],
) -> list[Statement]:
    """The statements that are looked at: these, all of their voices in the loaded articles, those that the events stand in."""
    wanted = {voice for s in statements.values() for voice in voices_of(s, mentions, articles[s.article].text)}
    speaking = [m.id for m in mentions.values() if voice_of(m, articles[m.article].text) in wanted]
    told = {event.statement for event in events.values() if event.statement is not None}
    return rows.statements_with_ids(db, {*statements, *told, *lookups.spoken_by(db, speaking)})


def entries(loaded: Loaded, decided: Decided) -> list[Entry]:
    """One entry for each thing said or done among the loaded rows, by day (undated first), then by place."""
    out = [*_statement_entries(loaded, decided), *_event_entries(loaded, decided)]
    return sorted(out, key=lambda e: (e.day or "", e.page.published or "", e.page.article, e.spans, e.row))


def parties(parts: Iterable[Part], part: str, decided: Decided) -> tuple[str, ...]:
    """The actors who have a part in a row, after judgements, sorted."""
    found = (decided.actor_at(p.mention, p.article, p.actor) for p in parts if p.part == part)
    return tuple(sorted({actor for actor in found if actor is not None}))


def speakers(statement: str, parts: Iterable[Part], decided: Decided) -> tuple[str, ...]:
    """The actors who speak in a statement; a person's word on it outranks what was read."""
    told = decided.speakers.get(statement)
    return parties(parts, "speaker", decided) if told is None else (decided.one(told),)


def _order(row: Statement | Event, on: Ground) -> tuple[str, str, str]:
    article = on.rows.articles[row.article]
    return (article.day or "9999", article.id, row.id)


def _statement_entries(loaded: Loaded, decided: Decided) -> Iterable[Entry]:
    left = dict(sorted(loaded.statements.items(), key=lambda item: _order(item[1], loaded.on)))
    while left:
        ident, statement = next(iter(left.items()))
        del left[ident]
        found = carried(statement, loaded.on)
        places = {c.page.article: c.spans for origin in found.origins for c in origin}
        same = [
            other.id
            for other in left.values()
            if other.article != statement.article
            and other.article in places
            and any(overlaps(a, b) for a in places[other.article] for b in other.content)
        ]
        for other_id in same:
            del left[other_id]
        article = loaded.on.rows.articles[statement.article]
        yield Entry(
            ident,
            "statement",
            statement.made_on or article.day,
            statement.act,
            statement.standing,
            shown_voice(statement, loaded.on.rows.mentions, article.text),
            speakers(ident, loaded.parts.get(ident, ()), decided),
            parties(loaded.parts.get(ident, ()), "addressee", decided),
            words_of(article.text, statement.content or statement.cue),
            statement.content or statement.cue,
            named(article),
            len(found.origins),
            found.articles,
            (ident, *same),
        )


def _event_entries(loaded: Loaded, decided: Decided) -> Iterable[Entry]:
    on = loaded.on
    sides = {ident: _who(loaded, decided, ident) for ident in loaded.events}
    parties_ = {ident: {"actor": who[0], "recipient": who[1]} for ident, who in sides.items()}
    for happening in happenings(on.rows, loaded.events.values(), parties_):
        tellings = [loaded.events[ident] for ident in happening.events]
        # what one page plans another tells as done: the telling that goes furthest is shown, the earliest of these
        event = min(tellings, key=lambda e: (_FURTHEST.get(e.status, 2), _order(e, on)))
        article = on.rows.articles[event.article]
        sentence = sentence_around(article.text, event.anchor)
        places: dict[str, Place] = {}
        for telling in tellings:
            if telling.article not in places:
                there = on.rows.articles[telling.article]
                places |= printed_in([Place(there.id, (sentence_around(there.text, telling.anchor),))], on)
        counted = [places[key] for key in sorted(places)]
        yield Entry(
            event.id,
            "event",
            _day(event) or article.day,
            " ".join(part for part in (event.type, event.mode) if part),
            event.status,
            _on_whose_word(event, on),
            sides[event.id][0],
            sides[event.id][1],
            article.text[sentence.start : sentence.end],
            (sentence,),
            named(article),
            len(origins_of(counted, on.joined)),
            distinct_articles(places, on.joined),
            (event.id, *(e.id for e in tellings if e is not event)),
            happening.differences,
        )


def _who(loaded: Loaded, decided: Decided, ident: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    parts = loaded.parts.get(ident, ())
    return parties(parts, "actor", decided), parties(parts, "recipient", decided)


def _day(event: Event) -> str | None:
    """The event's date, no finer than the text gives it: 2016-03 for a month, 2016 for a year."""
    kept = {"year": 4, "month": 7}.get(event.date_precision or "", 10)
    return None if event.date is None else event.date[:kept]


def _on_whose_word(event: Event, on: Ground) -> str | None:
    if event.statement is None:
        return None
    statement = next((s for s in on.rows.statements if s.id == event.statement), None)
    return None if statement is None else shown_voice(statement, on.rows.mentions, on.rows.articles[event.article].text)
