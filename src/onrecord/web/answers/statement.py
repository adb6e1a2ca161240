"""One statement: where it stands, which copies carry it, what was decided on it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import NotOnRecord
from onrecord.record import Judgement
from onrecord.store import desk_lists as lists
from onrecord.store.desk_lists import StatementItem
from onrecord.store.desk_stories import ActorItem
from onrecord.store.judgements import judgements_on
from onrecord.web.answers.people import same_names
from onrecord.web.asked import Ask


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with the judgements on it that count, and actors who may be the same one as its speaker."""

    statement: StatementItem
    judgements: tuple[Judgement, ...]
    alike: tuple[ActorItem, ...]


def statement(ask: Ask) -> Statement:
    """One statement by its id. Raises NotOnRecord."""
    ident = ask.text("id") or ""
    key = lists.key_of(ask.db, ident)
    found = [] if key is None else lists.statements_at(ask.db, [key])
    if not found:
        raise NotOnRecord(f"there is no statement {ident} on record, or its article is being read just now")
    alike = () if found[0].voice is None else same_names(ask.db, found[0].voice, limit=8)
    return Statement(found[0], judgements_on(ask.db, [ident]), alike)
