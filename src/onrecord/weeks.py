"""The stories and claims of each week, found once and kept for the desk's pages.

`bring_up` makes whatever the desk's lists lack, these last: a week's stories (`onrecord.stories`) and claims
(`onrecord.claims`) from its articles and those of the week before. `made_of` does the same for one week without keeping
it. The number of articles is bounded, the newest count: finding claims costs about the square of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final

from onrecord.claims import claims as claims_in
from onrecord.origins.rows import Rows, order_key
from onrecord.origins.same_text import Joins, distinct_articles, joins
from onrecord.store import desk_weeks as kept
from onrecord.store import origins as around
from onrecord.store import read as rows
from onrecord.store.database import Store
from onrecord.store.desk_rows import refresh
from onrecord.store.desk_weeks import ClaimRow, PositionRow, Tale, Week
from onrecord.stories import Story
from onrecord.stories import stories as stories_in

#: Articles of a fortnight that are joined to stories: on a made record 0.6 s of CPU for 480, and little over linear.
MOST_ARTICLES: Final = 1000
#: Articles that are compared for claims: 1.4 s of CPU for 240 of fifteen statements, and about the square of it.
MOST_COMPARED: Final = 240


@dataclass(frozen=True, slots=True)
class Found:
    """A week with its stories and claims."""

    week: Week
    tales: tuple[Tale, ...]
    claims: tuple[ClaimRow, ...]


def bring_up(store: Store, *, progress: Callable[[str, int, int | None], None] | None = None) -> int:
    """Make what the lists lack. Gives the number of articles listed anew. Linear in what changed, but for one look at all."""
    number = refresh(store, progress=progress)
    missing = kept.weeks_to_make(store.connection)
    for done, week in enumerate(missing, start=1):
        found = made_of(store.connection, week)
        with store.transaction() as db:
            kept.replace_week(db, found.week, found.tales, found.claims)
        if progress is not None:
            progress("gathering", done, len(missing))
    return number


def made_of(db: sqlite3.Connection, week: int) -> Found:
    """A week's stories and claims, from its articles and those of the week before."""
    weeks, every = kept.articles_of_window(db, week, limit=MOST_ARTICLES)
    idents = list(weeks)
    loaded = load_among(db, idents)
    joined = joins(loaded)
    told = [s for s in stories_in(loaded, joined) if any(weeks[ident] == week for ident in s.articles)]
    tales = [_tale(week, story, loaded, joined) for story in told]
    tales.sort(key=lambda t: (-t.origins, -t.articles, t.leading))
    compared = idents[:MOST_COMPARED]
    claims = _claims(db, loaded if len(compared) == len(idents) else load_among(db, compared))
    return Found(
        Week(week, len(idents), len(compared), every),
        tuple(replace(t, n=n) for n, t in enumerate(t for t in tales if t.articles > 1)),
        claims,
    )


def load_among(db: sqlite3.Connection, idents: Collection[str]) -> Rows:
    """The rows of these articles, with the reuse that joins them with one another. Linear in them."""
    inside = set(idents)
    return Rows(
        {a.id: a for a in rows.articles(db, idents)},
        {m.id: m for m in rows.mentions(db, among=idents)},
        tuple(rows.statements(db, among=idents)),
        tuple(r for r in around.copies(db, idents) if {r.a, r.b} <= inside),
        around.families_of(db, idents),
        around.retrievals_of(db, idents),
    )


def _tale(week: int, story: Story, loaded: Rows, joined: Joins) -> Tale:
    firsts = {family.first for family in loaded.families}
    groups = tuple(
        tuple(sorted(origin, key=lambda ident: (ident not in firsts, *order_key(loaded.articles[ident]))))
        for origin in story.origins
    )
    outlets = {outlet for ident in story.articles if (outlet := loaded.articles[ident].outlet) is not None}
    number = distinct_articles(story.articles, joined)
    last = story.last_day or ""
    return Tale(week, 0, story.leading, story.first_day, last, len(groups), number, len(outlets), groups)


def _claims(db: sqlite3.Connection, loaded: Rows) -> tuple[ClaimRow, ...]:
    events = rows.events(db, among=loaded.articles)
    found = []
    for claim in claims_in(loaded, events):
        positions = tuple(
            PositionRow(p.row, p.article, p.stance, p.day, p.answers, p.voice in claim.changed) for p in claim.positions
        )
        disputed = len({p.stance for p in positions}) > 1
        found.append((disputed, max(p.day or "" for p in positions), claim.id, positions))
    found.sort(reverse=True)
    return tuple(ClaimRow(n, claim, disputed, p) for n, (disputed, _, claim, p) in enumerate(found))
