"""The queue of rows to look at, and what was decided so far."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import UsageError
from onrecord.record import JUDGEMENT_KINDS, Judgement
from onrecord.store import desk_review
from onrecord.store.desk_lists import StatementItem
from onrecord.store.desk_review import EventItem, PairItem
from onrecord.store.judgements import last_judgements
from onrecord.web.asked import Ask


@dataclass(frozen=True, slots=True)
class Review:
    """Rows that nobody judged yet; only the list of the queue has rows.

    queue   `doubtful` statements the least sure first, `speakers` those without a known speaker, `events` the least sure
            first, `copies` pairs of articles that share text
    """

    queue: str
    statements: tuple[StatementItem, ...]
    events: tuple[EventItem, ...]
    pairs: tuple[PairItem, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A judgement with what its kind means, and whether it counts."""

    judgement: Judgement
    meaning: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Judgements:
    """What was decided, the last first."""

    judgements: tuple[Decided, ...]
    next: int | None


def review(ask: Ask) -> Review:
    """One page of a queue."""
    queue, place = ask.text("queue") or "doubtful", ask.text("after")
    least = ask.desk.settings.score
    if queue == "events":
        score, _, ident = (place or "-1.0_").partition("_")
        events, there = desk_review.doubtful_events(ask.db, least=least, after=(_score(score), ident), limit=ask.limit)
        return Review(queue, (), tuple(events), (), None if there is None else f"{there[0]}_{there[1]}")
    if queue == "copies":
        pairs, last = desk_review.unjudged_pairs(ask.db, after=place or "", limit=ask.limit)
        return Review(queue, (), (), tuple(pairs), last)
    if queue == "speakers":
        before = None if place is None else _number(place)
        found = desk_review.unnamed_statements(ask.db, before=before, limit=ask.limit + 1)
        key = str(found[ask.limit - 1].key) if len(found) > ask.limit else None
        return Review(queue, tuple(found[: ask.limit]), (), (), key)
    after = (-1.0, 0)
    if place is not None:
        score, _, number = place.partition("_")
        after = (_score(score), _number(number))
    found = desk_review.doubtful_statements(ask.db, least=least, after=after, limit=ask.limit + 1)
    shown = found[: ask.limit]
    there_on = f"{shown[-1].score}_{shown[-1].key}" if len(found) > ask.limit else None
    return Review(queue, tuple(shown), (), (), there_on)


def judgements(ask: Ask) -> Judgements:
    """What was decided."""
    found = last_judgements(ask.db, before=ask.number("before"), limit=ask.limit + 1)
    shown = found[: ask.limit]
    return Judgements(
        tuple(Decided(j, JUDGEMENT_KINDS.get(j.kind, j.kind), counts) for _, j, counts in shown),
        shown[-1][0] if len(found) > ask.limit else None,
    )


def _score(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise UsageError("after must be what the page before gave as next") from error


def _number(text: str) -> int:
    if not text.isdigit() or len(text) > 18:
        raise UsageError("after must be what the page before gave as next")
    return int(text)
