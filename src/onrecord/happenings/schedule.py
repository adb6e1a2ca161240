"""What is planned or due, and what became of it: due, came true, moved, cancelled, lapsed. Pure; the day asked on is handed in.

A plan is a happening that some telling calls planned. Later tellings tell what became of it: one that it took place makes it
come true, one that gives another day moves it, one that calls it off cancels it. A plan whose last day is over without such a
telling has lapsed on this record: which says what was not captured, not what was not done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from onrecord.happenings.groups import Happening
from onrecord.record import Article, Event

State = Literal["due", "undated", "came true", "moved", "cancelled", "lapsed"]
#: What took place may be told to be so much earlier or later than planned, and still be what was planned.
_SLACK_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned happening.

    day, until, precision   when, as first told with its finest precision; None where no telling gives a day
    state      what became of it by the day asked for
    moved_to   the day that a later telling gives instead; None else
    planned    ids of the events that call it planned, the latest told first; others: the tellings that decide its state
    told       first and last day of the articles that call it planned (empty: none is dated)
    """

    id: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    day: str | None
    until: str | None
    precision: str | None
    state: State
    moved_to: str | None
    planned: tuple[str, ...]
    others: tuple[str, ...]
    told: tuple[str, ...]
    origins: int
    articles: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the list rests on: articles on record, those without a day, and their first and last day (None: no dated one)."""

    articles: int
    undated: int
    first: str | None
    last: str | None


def plans(
    found: Sequence[Happening], events: Mapping[str, Event], articles: Mapping[str, Article], *, today: str
) -> tuple[Plan, ...]:
    """Plans with their state on the ISO day `today`, sorted by day (undated last) and id."""
    out = [
        _plan(happening, found, events, articles, today)
        for happening in found
        if any(events[e].status == "planned" for e in happening.events)
    ]
    return tuple(sorted(_once(out), key=lambda p: (p.day or "9999", p.id)))


def _once(found: Sequence[Plan]) -> list[Plan]:
    """The plans, one that moved only once: as moved while its new day is due, after that as what became of the new day."""
    by_day = {(_parties(plan), plan.day): plan for plan in found if plan.moved_to is None}
    new_days = {(_parties(plan), plan.moved_to) for plan in found if plan.moved_to is not None}
    out = []
    for plan in found:
        again = by_day.get((_parties(plan), plan.moved_to)) if plan.moved_to is not None else None
        if again is not None and again.state != "due":
            continue
        if plan.state == "due" and (_parties(plan), plan.day) in new_days:
            continue
        out.append(plan)
    return out


def _parties(plan: Plan) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return plan.type, plan.actors, plan.recipients


def coverage(articles: Iterable[Article]) -> Coverage:
    """What was captured."""
    days = [article.day for article in articles]
    dated = sorted(day for day in days if day is not None)
    return Coverage(len(days), len(days) - len(dated), dated[0] if dated else None, dated[-1] if dated else None)


def _plan(
    happening: Happening,
    found: Sequence[Happening],
    events: Mapping[str, Event],
    articles: Mapping[str, Article],
    today: str,
) -> Plan:
    def told(event: Event) -> str:
        return articles[event.article].day or ""

    own = [events[e] for e in happening.events]
    planned = sorted((e for e in own if e.status == "planned"), key=lambda e: (told(e), e.id), reverse=True)
    days = sorted({told(e) for e in planned if told(e)})
    first = days[0] if days else ""
    dated = [e for e in planned if e.date is not None]
    best = min(dated, key=lambda e: (e.date_precision != "day", e.until is not None, told(e), e.id), default=None)
    state: State = "undated"
    others: list[Event] = []
    moved_to: str | None = None
    last = None if best is None else last_day(best)
    related = [*own, *(events[e] for other in found if _follows(happening, other) for e in other.events)]
    later = [e for e in related if told(e) >= first]
    done = [e for e in later if e.status in {"happened", "ongoing"} and _on_time(e, best, told(e))]
    off = [e for e in later if e.status == "cancelled" and _on_time(e, best, told(e)) and _may_be_one_day(e, best)]
    moved = [
        e for e in later
        if e.status == "planned" and best is not None and e.date_precision == "day" and best.date_precision == "day"
        and e.date != best.date and told(e) > told(best) and _on_time(e, best, told(e))
    ]  # fmt: skip
    if done:
        state, others = "came true", done
    elif off and not any(told(e) >= told(last_off) for e in moved for last_off in off):
        state, others = "cancelled", off
    elif moved:
        # put off to another day, or only told for another day
        state, others = "moved", [*off, *moved]
        moved_to = max(moved, key=lambda e: (told(e), e.id)).date
    elif last is not None:
        state = "lapsed" if last < today else "due"
    return Plan(
        happening.id, happening.type, happening.mode, happening.actors, happening.recipients,
        None if best is None else best.date, None if best is None else best.until, None if best is None else best.date_precision,
        state, moved_to, tuple(e.id for e in planned), tuple(sorted(e.id for e in others)),
        tuple(dict.fromkeys((days[0], days[-1]))) if days else (), happening.origins, happening.articles,
    )  # fmt: skip


def _follows(one: Happening, other: Happening) -> bool:
    """Whether another happening may be what became of a plan: the same type and the same parties."""
    return (
        one.id != other.id
        and one.type == other.type
        and one.actors == other.actors
        and one.recipients == other.recipients
    )


def _on_time(event: Event, plan: Event | None, told: str) -> bool:
    """Whether what is told is near the planned day; where the telling has no day, its article's day stands for it."""
    if plan is None or plan.date is None:
        return True
    day = event.date or told[:10]
    if not day:
        return False
    slack = timedelta(days=_SLACK_DAYS)
    first, last = date.fromisoformat(plan.date), date.fromisoformat(last_day(plan) or plan.date)
    return first - slack <= date.fromisoformat(day) <= last + slack


def _may_be_one_day(event: Event, plan: Event | None) -> bool:
    """Whether what is told of one day can be of a plan for that day: nothing says that their days differ."""
    if plan is None or plan.date is None or event.date is None:
        return True
    return event.date <= (last_day(plan) or plan.date) and plan.date <= (last_day(event) or event.date)


def last_day(event: Event) -> str | None:
    """The last day that the event's date can mean; None where it has none."""
    if event.date is None:
        return None
    if event.until is not None:
        return event.until
    first = date.fromisoformat(event.date)
    if event.date_precision == "month":
        return ((first + timedelta(days=31)).replace(day=1) - timedelta(days=1)).isoformat()
    return first.replace(month=12, day=31).isoformat() if event.date_precision == "year" else event.date
