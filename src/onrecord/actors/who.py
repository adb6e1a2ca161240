"""What one actor said and did, what was said to it and of it, in time, each entry with its receipt and its origins."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from onrecord.actors.entries import Entry, entries, load
from onrecord.actors.lookup import Asked, Directory, near
from onrecord.errors import NotOnRecord
from onrecord.resolve.decided import Decided
from onrecord.resolve.knowledge import Role
from onrecord.store import actors as rows
from onrecord.store.actors import Part

Side = Literal["said", "told", "did", "undergone", "about"]
SIDES: Final[tuple[Side, ...]] = get_args(Side)

#: What a part in a row makes of it, strongest first: who speaks of himself is not told of by others.
_SIDES: Final[tuple[tuple[str, Side], ...]] = (
    ("speaker", "said"),
    ("addressee", "told"),
    ("actor", "did"),
    ("recipient", "undergone"),
    ("content", "about"),
)
#: Parts that are looked at, the latest: who has more is asked for by days (`since`, `until`).
MOST_PARTS: Final = 2000
#: Rows that are read for one entry to be shown at the most: what is left out has as many copies.
_ROWS_AN_ENTRY: Final = 4


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits on the entries; None = no limit. ISO days, `until` inclusive; an outlet's name is compared without case."""

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Sided:
    """An entry and what it is to the actor: it `said` or `did` it, was `told`, has `undergone` it, or it is `about` it."""

    side: Side
    entry: Entry


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an answer rests on: mentions, articles and outlets that name the actor, first and last day published."""

    mentions: int
    articles: int
    outlets: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Who:
    """The answer. `left_out` counts rows of earlier days past the limit, `names` the ids and names of all parties shown.

    unread parts of earlier days that were not looked at, since there are so many
    near   actors of the same family name, perhaps the same one under another spelling
    """

    asked: Asked
    also: tuple[str, ...]
    offices: tuple[Role, ...]
    near: tuple[tuple[str, str], ...]
    coverage: Coverage
    entries: tuple[Sided, ...]
    left_out: int
    unread: int
    names: Mapping[str, str]


def who(db: sqlite3.Connection, directory: Directory, asked: Asked, *, filters: Filters, limit: int) -> Who:
    """What is on record of an actor: the latest `limit` entries that pass the filters, in the order of time.

    Raises NotOnRecord where nothing passes them. Cost: the latest `MOST_PARTS` of the actor's rows, and the articles of those
    shown.
    """
    decided = directory.decided
    sides: dict[str, Side] = {}
    most = max(MOST_PARTS, 2 * limit * _ROWS_AN_ENTRY)
    for part in parts_of(db, asked, decided, since=filters.since, until=filters.until, limit=most):
        side = dict(_SIDES).get(part.part)
        if side is None or part.row in decided.rows:
            continue
        held = sides.get(part.row)
        if held is None or _rank(side) < _rank(held):
            sides[part.row] = side
    for statement, speaker in decided.speakers.items():
        # a person's word on who speaks outranks what was read
        if statement in sides and sides[statement] == "said" and decided.one(speaker) != asked.actor:
            sides[statement] = "about"
    if filters.outlet is not None:
        kept = rows.rows_of_outlet(db, sides, filters.outlet)
        sides = {row: side for row, side in sides.items() if row in kept}
    wanted = [row for row, side in sides.items() if filters.side in (None, side)]
    shown: list[Entry] = []
    for number in (limit + limit // 4, limit * _ROWS_AN_ENTRY):
        taken = wanted[:number]
        shown = entries(load(db, taken, decided, voices=asked.members), decided)[-limit:]
        if len(shown) == limit or len(taken) == len(wanted):
            break  # where few of the rows are copies of one another, no more of them need be read
    if not shown:
        raise NotOnRecord(f"nothing on record of {asked.name} passes these filters")
    told = sum(len(entry.tellings) for entry in shown)
    idents = {ident for entry in shown for ident in (*entry.actors, *entry.recipients)}
    known = directory.knowledge.actors.get(asked.actor)
    idents |= {role.of for role in (known.roles if known is not None else ()) if role.of is not None}
    names = {name for ident in asked.members for name in rows.names_of(db, ident)}
    return Who(
        asked,
        tuple(sorted(names - {asked.name})),
        known.roles if known is not None else (),
        near(db, directory, asked),
        coverage(db, asked, decided),
        tuple(Sided(sides[entry.row], entry) for entry in shown),
        len(wanted) - told,
        max(0, rows.involved(db, asked.members, since=filters.since, until=filters.until) - most),
        {ident: directory.shown(db, ident) for ident in sorted(idents)},
    )


def parts_of(
    db: sqlite3.Connection,
    asked: Asked,
    decided: Decided,
    *,
    since: str | None = None,
    until: str | None = None,
    limit: int = -1,
) -> Iterator[Part]:
    """The parts that the actor has after judgements, latest first; of the latest `limit` that were read."""
    members = {*asked.members, *(a for _, a in decided.parted_into(asked.actor))}
    found = rows.parts(db, members, since=since, until=until, limit=limit)
    return (part for part in found if decided.actor_at(part.mention, part.article, part.actor) == asked.actor)


def coverage(db: sqlite3.Connection, asked: Asked, decided: Decided) -> Coverage:
    """What is known of the actor rests on these articles. Those that judgements took out or gave are counted so."""
    if not decided.parted and not decided.rejected:
        return Coverage(rows.tally(db, asked.members)[0], *rows.naming_sums(db, asked.members))
    named = [
        (mention, article)
        for mention, article, actor in rows.naming(
            db, {*asked.members, *(a for _, a in decided.parted_into(asked.actor))}
        )
        if decided.actor_at(mention, article, actor) == asked.actor
    ]
    pages = rows.days_of(db, {article for _, article in named})
    days = sorted(day for _, day, _ in pages if day is not None)
    return Coverage(
        len(named),
        len(pages),
        len({outlet for _, _, outlet in pages if outlet is not None}),
        days[0] if days else None,
        days[-1] if days else None,
    )


def _rank(side: Side) -> int:
    return [s for _, s in _SIDES].index(side)
