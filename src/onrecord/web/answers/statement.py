"""One statement: where it stands, which copies carry it, what was decided on it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import NotOnRecord
from onrecord.record import Judgement
from onrecord.store import desk_lists as lists
from onrecord.store import origins as around
from onrecord.store import read as rows
from onrecord.store.desk_lists import StatementItem
from onrecord.store.desk_stories import ActorItem
from onrecord.store.judgements import judgements_on
from onrecord.text.fragments import live_link
from onrecord.text.spans import hull
from onrecord.web.answers.article import live_address
from onrecord.web.answers.people import same_names
from onrecord.web.asked import Ask


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with the judgements on it that count, and actors who may be the same one as its speaker.

    live   address of the live page with the words, None where a browser cannot follow what is on record
    """

    statement: StatementItem
    judgements: tuple[Judgement, ...]
    alike: tuple[ActorItem, ...]
    live: str | None


def statement(ask: Ask) -> Statement:
    """One statement by its id. Raises NotOnRecord."""
    ident = ask.text("id") or ""
    key = lists.key_of(ask.db, ident)
    found = [] if key is None else lists.statements_at(ask.db, [key])
    if not found:
        raise NotOnRecord(f"there is no statement {ident} on record, or its article is being read just now")
    alike = () if found[0].voice is None else same_names(ask.db, found[0].voice, limit=8)
    return Statement(found[0], judgements_on(ask.db, [ident]), alike, _live(ask, found[0]))


def _live(ask: Ask, statement: StatementItem) -> str | None:
    article = rows.article(ask.db, statement.article.id)
    if article is None:
        return None
    live = live_address(article.url, *(r.address for r in around.retrievals_of(ask.db, [article.id])))
    row = next((s for s in rows.statements(ask.db, article.id) if s.id == statement.id), None)
    return None if live is None or row is None else live_link(live, article.text, hull(row.content or row.cue))
