"""The happenings of a record, and what is due in it, as it stands on disk after judgements."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping

from onrecord.happenings.groups import Happening, happenings
from onrecord.origins.rows import Rows
from onrecord.origins.rows import load as load_rows
from onrecord.record import Event
from onrecord.store import read
from onrecord.store.actors import parts_of_rows
from onrecord.store.identities import decisions


def load(db: sqlite3.Connection) -> tuple[Rows, Mapping[str, Event], tuple[Happening, ...]]:
    """All rows, the events by id, and the happenings, sorted by day. Linear in the record, but for what shares parties."""
    rows = load_rows(db)
    decided = decisions(db)
    events = {event.id: event for event in read.events(db) if event.id not in decided.rows}
    return rows, events, happenings(rows, events.values(), parties_of(db, events))


def parties_of(db: sqlite3.Connection, events: Collection[str]) -> dict[str, dict[str, set[str]]]:
    """Event id to part to the ids of the actors, as people decided."""
    decided = decisions(db)
    out: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for part in parts_of_rows(db, events):
        actor = decided.actor_at(part.mention, part.article, part.actor)
        if actor is not None:
            out[part.row][part.part].add(actor)
    return out
