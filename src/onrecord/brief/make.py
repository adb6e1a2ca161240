"""From a desk to a briefing: which days, which issues went before, what must be corrected."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from onrecord.brief.compose import compose
from onrecord.brief.corrections import due
from onrecord.brief.memory import Issue, Memory
from onrecord.brief.model import Briefing, from_json
from onrecord.brief.view import View, days_before, view_of
from onrecord.config import Settings
from onrecord.resolve.knowledge import load
from onrecord.store import window
from onrecord.store.issues import issues
from onrecord.store.judgements import all_judgements


@dataclass(frozen=True, slots=True)
class Made:
    """A briefing and the view that it was made from."""

    briefing: Briefing
    view: View
    memory: Memory


def make(
    db: sqlite3.Connection, settings: Settings, *, made_at: str, since: str | None = None, until: str | None = None
) -> Made:
    """The briefing of a record for the days from `since` to `until`, both inside.

    Without them: the last `settings.days` days on record; else what was published since the last issue; else everything.
    Raises BriefingError when an issue on record is damaged.
    """
    memory = remembered(db)
    since, until = _days(db, settings, memory, since, until)
    knowledge = load(settings.actors)
    if since is None and until is None:
        view = view_of(db, knowledge)
    else:
        view = view_of(db, knowledge, window=window.articles_between(db, since, until), beside=_beside(db, memory))
    memory = replace(memory, due=due(memory, view, all_judgements(db)))
    last = max((day for ident in view.window if (day := view.articles[ident].day) is not None), default=None)
    made = compose(view, settings, made_at=made_at, memory=memory, since=since, until=until or last)
    return Made(made, view, memory)


def remembered(db: sqlite3.Connection) -> Memory:
    """The published issues of a record. Raises BriefingError when one is damaged."""
    return Memory(tuple(Issue(row.id, row.published_at, from_json(row.data)) for row in issues(db)))


def corrections_due(db: sqlite3.Connection, settings: Settings) -> Memory:
    """The published issues with what of them must be corrected."""
    memory = remembered(db)
    if not memory.issues:
        return memory
    day = min((i.briefing.since or "" for i in memory.issues), default="")
    inside = window.articles_between(db, day or None, None)
    view = view_of(db, load(settings.actors), window=inside, beside=_beside(db, memory))
    return replace(memory, due=due(memory, view, all_judgements(db)))


def _days(
    db: sqlite3.Connection, settings: Settings, memory: Memory, since: str | None, until: str | None
) -> tuple[str | None, str | None]:
    if since is not None or until is not None:
        return since, until
    last = window.last_day(db)
    if settings.days is not None and last is not None:
        return days_before(last, settings.days - 1), None
    if memory.last is not None:
        return memory.last.briefing.until, None
    return None, None


def _beside(db: sqlite3.Connection, memory: Memory) -> list[str]:
    """The articles behind the issues, as far as they are on record still: what they said is compared with what is new."""
    known = {source.article for issue in memory.issues for source in issue.briefing.sources}
    return sorted(window.present(db, known))
