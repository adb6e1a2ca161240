"""Claims of the days up to one: what several voices take a position on. What a claim is, is told by `onrecord.claims`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from onrecord.claims import Stance
from onrecord.claims import claims as claims_in
from onrecord.origins.rows import Rows
from onrecord.record import Event
from onrecord.store import desk_lists as lists
from onrecord.store import origins as around
from onrecord.store import read as rows
from onrecord.store.desk_lists import StatementItem
from onrecord.web.asked import Ask

#: Articles that one answer compares, the newest: finding them takes the longest of all that pages do, so it is remembered.
#: Measured on a made record: half a second of CPU for so many, and it grows with their number.
_MOST_ARTICLES: Final = 60
_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class PositionItem:
    """What one voice says to a claim: asserts, denies, doubts. `answers`: id of the statement that it answers."""

    stance: Stance
    day: str | None
    answers: str | None
    statement: StatementItem


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """Positions on one proposition, by day.

    disputed  not all of them are the same stance; changed: keys of the voices that took one stance and later another
    """

    id: str
    disputed: bool
    positions: tuple[PositionItem, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims in articles of the days `since` to `until`, disputed ones first, those last spoken of before others.

    articles  number of articles compared; left: True where those days have more, and the oldest were left out
    """

    since: str | None
    until: str | None
    articles: int
    left: bool
    claims: tuple[ClaimItem, ...]


def claims(ask: Ask) -> Claims:
    """Claims of the fortnight up to a day; without it, up to the last day on record."""
    db = ask.db
    until = ask.text("until") or lists.last_day(db)
    if until is None:
        return Claims(None, None, 0, False, ())
    since = lists.day_before(until, _DAYS - 1)
    idents = lists.articles_between(db, since, until, limit=_MOST_ARTICLES + 1)
    state = lists.state(db)
    found = ask.memo.get(("claims", since, until, state), lambda: _found(db, idents[:_MOST_ARTICLES]))
    return Claims(since, until, min(len(idents), _MOST_ARTICLES), len(idents) > _MOST_ARTICLES, found)


def _found(db: sqlite3.Connection, idents: list[str]) -> tuple[ClaimItem, ...]:
    inside = set(idents)
    statements = [s for ident in idents for s in rows.statements(db, ident)]
    judged = lists.verdicts(db, [s.id for s in statements])
    events: list[Event] = [e for ident in idents for e in rows.events(db, ident)]
    loaded = Rows(
        {a.id: a for a in rows.articles(db, idents)},
        {m.id: m for ident in idents for m in rows.mentions(db, ident)},
        tuple(s for s in statements if judged.get(s.id) != "rejected"),
        tuple(r for r in around.copies(db, idents) if {r.a, r.b} <= inside),
        around.families_of(db, idents),
        around.retrievals_of(db, idents),
    )
    out = []
    for claim in claims_in(loaded, events):
        keys = [key for p in claim.positions if (key := lists.key_of(db, p.row)) is not None]
        items = {item.id: item for item in lists.statements_at(db, keys)}
        positions = tuple(
            PositionItem(p.stance, p.day, p.answers, items[p.row]) for p in claim.positions if p.row in items
        )
        if positions:
            stances = {p.stance for p in positions}
            out.append(ClaimItem(claim.id, len(stances) > 1, positions, claim.changed))
    return tuple(sorted(out, key=lambda c: (c.disputed, max(p.day or "" for p in c.positions), c.id), reverse=True))
