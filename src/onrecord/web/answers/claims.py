"""Claims of a fortnight: what several voices take a position on. They were found by `onrecord.weeks`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.store import desk_lists as lists
from onrecord.store import desk_weeks as weeks
from onrecord.store.desk_lists import StatementItem
from onrecord.store.desk_weeks import ClaimRow
from onrecord.web.answers.fortnight import Fortnight, fortnight, found_in
from onrecord.web.asked import Ask


@dataclass(frozen=True, slots=True)
class PositionItem:
    """What one voice says to a claim: asserts, denies, doubts. `answers`: id of the statement that it answers.

    changed  the voice took one stance and later another
    """

    stance: str
    day: str | None
    answers: str | None
    changed: bool
    statement: StatementItem


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """Positions on one proposition, by day. `disputed`: not all of them are of one stance."""

    id: str
    disputed: bool
    positions: tuple[PositionItem, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims in articles of the days `since` to `until`, disputed ones first, those last spoken of before others.

    day        the day that was asked for, else the last on record; None: nothing is on record
    earlier, later   a day of the week with articles before and after
    compared, every  articles compared, the newest, and all of those days
    """

    day: str | None
    since: str | None
    until: str | None
    earlier: str | None
    later: str | None
    compared: int
    every: int
    claims: tuple[ClaimItem, ...]
    next: int | None


def claims(ask: Ask) -> Claims:
    """Claims of the week of a day and the week before; without a day, of the last on record."""
    at: Fortnight = fortnight(ask)
    if at.day is None:
        return Claims(None, None, None, None, None, 0, 0, (), None)
    after = ask.number("before")
    start = -1 if after is None else after
    made = weeks.week(ask.db, at.week)
    if made is not None:
        found = weeks.claims(ask.db, at.week, after=start, limit=ask.limit + 1)
    else:
        fresh = found_in(ask, at.week)
        made, found = fresh.week, [c for c in fresh.claims if c.n > start][: ask.limit + 1]
    shown = found[: ask.limit]
    return Claims(
        at.day, at.before, at.until, at.earlier, at.later, made.compared, made.all, claim_items(ask.db, shown),
        shown[-1].n if len(found) > ask.limit else None,
    )  # fmt: skip


def claim_items(db: sqlite3.Connection, found: Iterable[ClaimRow]) -> tuple[ClaimItem, ...]:
    """The claims with their statements. What a person rejected is no position; what has only one left is no claim."""
    out = []
    for claim in found:
        keys = [key for p in claim.positions if (key := lists.key_of(db, p.statement)) is not None]
        items = {item.id: item for item in lists.statements_at(db, keys) if item.judged != "rejected"}
        positions = tuple(
            PositionItem(p.stance, p.day, p.answers, p.changed, items[p.statement])
            for p in claim.positions
            if p.statement in items
        )
        stances = {p.stance for p in positions}
        voices = {p.statement.voice or p.statement.id for p in positions}
        if len(positions) > 1 and (len(stances) > 1 or len(voices) > 1):
            out.append(ClaimItem(claim.claim, len(stances) > 1, positions))
    return tuple(out)
