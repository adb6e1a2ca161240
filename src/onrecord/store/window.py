"""Articles of a span of days, and those at hand beside them: how a briefing of a large desk loads only what it needs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from onrecord.store.origins import copies, families_of, versions_of


def last_day(db: sqlite3.Connection) -> str | None:
    """The latest day of publication on record, as an ISO day; None where no article has one."""
    found = db.execute("SELECT max(substr(published, 1, 10)) FROM article").fetchone()
    return None if found[0] is None else str(found[0])


def articles_between(db: sqlite3.Connection, since: str | None, until: str | None) -> list[str]:
    """Ids of the articles published from `since` to `until` (ISO days, both inside; None: no limit), sorted.

    An article without a date, or of which only a range is known, counts where it may belong; one without any date where
    it was retrieved in these days.
    """
    found = db.execute(
        "SELECT id FROM article a WHERE CASE WHEN published IS NULL THEN EXISTS ("
        "  SELECT 1 FROM retrieval r WHERE r.capture = a.capture AND substr(r.retrieved_at, 1, 10) >= ?)"
        " ELSE coalesce(published_until, substr(published, 1, 10)) >= ? AND substr(published, 1, 10) <= ? END ORDER BY id",
        (since or "", since or "", until or "9999"),
    )
    return [row[0] for row in found]


def beside(db: sqlite3.Connection, articles: Iterable[str]) -> list[str]:
    """The articles with all that share text with one of them, stand in its family, or are captures of its page; sorted."""
    given = set(articles)
    near = given | {end for reuse in copies(db, given) for end in (reuse.a, reuse.b)}
    near |= {member for family in families_of(db, sorted(near)) for member in family.members}
    near |= versions_of(db, sorted(near))
    return sorted(near)


def present(db: sqlite3.Connection, articles: Iterable[str]) -> set[str]:
    """Which of the articles are on record."""
    given = json.dumps(sorted(set(articles)))
    found = db.execute("SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))", (given,))
    return {row[0] for row in found}
