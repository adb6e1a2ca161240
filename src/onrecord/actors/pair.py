"""Two actors in time: what they did with and to each other, what each said of the other, and a series of its weights.

A state is also who acts for it: its bodies, and persons on the days on which they held office in it (actors files).
The series counts events that happened or go on, each once however many pages tell it, weighted as `weights` say; what is
planned, alleged, denied or only possible is listed and not counted. It says nothing of days that nobody wrote about.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from onrecord.actors.entries import Entry, Loaded, entries, load
from onrecord.actors.lookup import Asked, Directory
from onrecord.actors.weights import Weights
from onrecord.errors import NotOnRecord, UsageError
from onrecord.resolve.knowledge import Knowledge, Role
from onrecord.store import actors as rows
from onrecord.store.actors import Part

Direction = Literal["both", "first to second", "second to first"]

#: Statuses that are counted.
COUNTED: Final = frozenset({"happened", "ongoing"})
_ACTING: Final = frozenset({"actor", "recipient"})


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `acting` are the ids that count as it, with the offices that they count by (none: always)."""

    asked: Asked
    acting: Mapping[str, tuple[Role, ...]] = field(default_factory=dict)

    def counts(self, actor: str, day: str | None) -> bool:
        """Whether the actor counts as this side on that day; by an office only where the day is known."""
        if actor not in self.acting:
            return False
        terms = self.acting[actor]
        return not terms or (day is not None and any(_in_term(term, day) for term in terms))


@dataclass(frozen=True, slots=True)
class Between:
    """An entry between the two: who acts on whom, or speaks of whom; `weight` None where it is not counted."""

    direction: Direction
    entry: Entry
    weight: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One day of the series: the sum of its weights, of the cooperative and of the conflictive ones, and its entries."""

    day: str
    sum: float
    cooperation: float
    conflict: float
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairCoverage:
    """What an answer rests on.

    articles, outlets   that name both; first, last: the days they were published
    days                number of days from first to last; named: those with an article that names both; empty: number of those
                        on which the record has no article at all
    undated             entries without a day: listed, in no point
    """

    articles: int
    outlets: int
    first: str | None
    last: str | None
    days: int
    named: tuple[str, ...]
    empty: int
    undated: int


@dataclass(frozen=True, slots=True)
class Pair:
    """The answer; `entries` in the order of time, `names` of all parties."""

    first: Side
    second: Side
    entries: tuple[Between, ...]
    series: tuple[Point, ...]
    coverage: PairCoverage
    left_out: int
    names: Mapping[str, str]


def side_of(directory: Directory, asked: Asked, *, alone: bool) -> Side:
    """The actor with those who act for it; with `alone` only itself. Those who act are ids after judgements."""
    acting: dict[str, tuple[Role, ...]] = {asked.actor: ()}
    known = directory.knowledge
    if not alone and asked.actor in known.actors and known.actors[asked.actor].kind == "state":
        for actor in known.actors.values():
            ident = directory.decided.one(actor.id)
            if actor.kind == "body" and known.belongs(actor.id, asked.actor):
                acting.setdefault(ident, ())
            terms = tuple(
                role for role in actor.roles if role.of is not None and _of_state(known, role.of, asked.actor)
            )
            if actor.kind == "person" and terms:
                acting.setdefault(ident, terms)
    return Side(asked, acting)


def pair(
    db: sqlite3.Connection,
    directory: Directory,
    first: Side,
    second: Side,
    *,
    weights: Weights,
    since: str | None = None,
    until: str | None = None,
    limit: int = 500,
) -> Pair:
    """What is on record between the two, the latest `limit` rows that name both.

    Raises UsageError where the two are one, NotOnRecord where nothing joins them. Cost: the rows of the rarer one in an index.
    """
    if first.asked.actor == second.asked.actor:
        raise UsageError(f"{first.asked.name} and {second.asked.name} are one actor: {first.asked.actor}")
    decided = directory.decided
    ones, others = (_raw(directory, side) for side in (first, second))
    articles = rows.articles_naming_both(db, ones, others)
    idents = rows.common_rows(db, ones, others, articles, since=since, until=until)
    idents = [ident for ident in idents if ident not in decided.rows]
    loaded = load(db, idents[:limit], decided, voices=[*first.asked.members, *second.asked.members])
    found = [
        b for e in entries(loaded, decided) if (b := _between(e, loaded, directory, first, second, weights)) is not None
    ]
    if not found:
        raise NotOnRecord(f"nothing on record joins {first.asked.name} and {second.asked.name}")
    idents_shown = {a for b in found for a in (*b.entry.actors, *b.entry.recipients)}
    undated = sum(1 for b in found if b.entry.day is None)
    return Pair(
        first,
        second,
        tuple(found),
        series(found),
        _coverage(db, articles, since=since, until=until, undated=undated),
        max(0, len(idents) - limit),
        {ident: directory.shown(db, ident) for ident in sorted(idents_shown)},
    )


def series(found: Iterable[Between]) -> tuple[Point, ...]:
    """The points of the series, by day: each counted entry once, on its day."""
    days: dict[str, list[Between]] = defaultdict(list)
    for between in found:
        if between.weight is not None and between.entry.day is not None:
            days[between.entry.day].append(between)
    out = []
    for day, counted in sorted(days.items()):
        scores = [b.weight for b in counted if b.weight is not None]
        out.append(
            Point(
                day,
                sum(scores),
                sum(s for s in scores if s > 0),
                sum(s for s in scores if s < 0),
                tuple(b.entry.row for b in counted),
            )
        )
    return tuple(out)


def _between(
    entry: Entry, loaded: Loaded, directory: Directory, first: Side, second: Side, weights: Weights
) -> Between | None:
    """The entry as something between the two; None where they only stand in it together."""
    sides: dict[str, set[str]] = {"first": set(), "second": set()}
    for part in _all_parts(entry, loaded):
        actor = directory.decided.actor_at(part.mention, part.article, part.actor)
        for name, side in (("first", first), ("second", second)):
            if actor is not None and side.counts(actor, entry.day):
                sides[name].add(part.part)
    spoken = directory.decided.speakers.get(entry.row)
    if spoken is not None:
        for name, side in (("first", first), ("second", second)):
            sides[name].discard("speaker")
            if side.counts(directory.decided.one(spoken), entry.day):
                sides[name].add("speaker")
    one, other = sides["first"], sides["second"]
    if entry.kind == "event":
        if not (one & _ACTING and other & _ACTING) or (one & _ACTING == other & _ACTING == {"recipient"}):
            return None
        direction: Direction = (
            "both"
            if "actor" in one and "actor" in other
            else ("first to second" if "actor" in one else "second to first")
        )
        kind, _, mode = entry.what.partition(" ")
        # what the two do together to a third is listed, and is nothing between them
        third = direction == "both" and bool(entry.recipients) and "recipient" not in one | other
        # "a few weeks before the war": on no day of the series
        vague = loaded.events[entry.row].date_precision == "vague"
        counted = entry.state in COUNTED and not third and not vague
        weight = weights.of(kind, mode or None) if counted else None
        return Between(direction, entry, weight)
    if "speaker" in one and other - {"speaker"}:
        return Between("first to second", entry, None)
    if "speaker" in other and one - {"speaker"}:
        return Between("second to first", entry, None)
    return Between("both", entry, None) if "speaker" in one and "speaker" in other else None


def _all_parts(entry: Entry, loaded: Loaded) -> tuple[Part, ...]:
    return loaded.parts.get(entry.row, ())


def _raw(directory: Directory, side: Side) -> set[str]:
    """All ids in the record that may stand for the side, before what people decided about single mentions."""
    found = {member for actor in side.acting for member in directory.decided.members(actor)}
    return found | {actor for ident in side.acting for _, actor in directory.decided.parted_into(ident)}


def _coverage(
    db: sqlite3.Connection,
    articles: Collection[str],
    *,
    since: str | None,
    until: str | None,
    undated: int,
) -> PairCoverage:
    pages = rows.days_of(db, articles)
    pages = [
        (article, day, outlet)
        for article, day, outlet in pages
        if (since is None or (day is not None and day >= since))
        and (until is None or (day is not None and day <= until))
    ]
    days = sorted({day for _, day, _ in pages if day is not None and len(day) == 10})
    outlets = {outlet for _, _, outlet in pages if outlet is not None}
    if not days:
        return PairCoverage(len(pages), len(outlets), None, None, 0, (), 0, undated)
    span = (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days + 1
    written = rows.days_with_articles(db, days[0], days[-1])
    return PairCoverage(len(pages), len(outlets), days[0], days[-1], span, tuple(days), span - written, undated)


def _of_state(knowledge: Knowledge, of: str, state: str) -> bool:
    return of == state or knowledge.belongs(of, state)


def _in_term(role: Role, day: str) -> bool:
    return (role.since is None or role.since <= day) and (role.until is None or day < role.until)
