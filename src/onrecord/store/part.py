"""A part of a record as a record of its own: the rows of some articles, for a bundle that a stranger can check."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from onrecord.errors import DamagedStore
from onrecord.store.database import create
from onrecord.store.schema import SCRIPTS, statements

#: What is copied, parents before children: table and the condition for its rows. `given` holds the articles.
_COPIED: Final = (
    ("run", "id IN (SELECT run FROM src.capture) OR id IN (SELECT run FROM src.briefing)"),
    ("capture", "digest IN (SELECT capture FROM src.article WHERE id IN given)"),
    ("retrieval", "capture IN (SELECT digest FROM main.capture)"),
    ("article", "id IN given"),
    ("article_date", "article IN given"),
    ("block", "article IN given"),
    ("credit", "article IN given"),
    ("extraction", "article IN given"),
    ("mention", "article IN given"),
    ("statement", "article IN given"),
    ("statement_span", "statement IN (SELECT id FROM main.statement)"),
    ("statement_speaker", "statement IN (SELECT id FROM main.statement)"),
    ("event", "article IN given"),
    ("event_span", "event IN (SELECT id FROM main.event)"),
    ("event_context", "event IN (SELECT id FROM main.event)"),
    ("reuse", "a IN given AND b IN given"),
    ("reuse_passage", "reuse IN (SELECT id FROM main.reuse)"),
    ("reuse_evidence", "reuse IN (SELECT id FROM main.reuse)"),
    ("family", "id NOT IN (SELECT family FROM src.family_member WHERE article NOT IN given)"),
    ("family_member", "family IN (SELECT id FROM main.family)"),
    ("briefing", "id = :briefing"),
    ("run_model", "run IN (SELECT id FROM main.run)"),
)


def copy_part(source: Path, target: Path, articles: Iterable[str], *, briefing: str) -> None:
    """Write the rows of the articles, and the note of the briefing, into a new record at `target`."""
    with create(target) as store:
        db = store.connection
        db.execute("ATTACH ? AS src", (f"{source.absolute().as_uri()}?mode=ro",))
        with store.transaction():
            db.execute("CREATE TEMP TABLE given (id TEXT PRIMARY KEY) WITHOUT ROWID")
            db.executemany("INSERT INTO given VALUES (?)", [(ident,) for ident in sorted(set(articles))])
            for table, where in _COPIED:
                columns = [row[1] for row in db.execute(f"PRAGMA main.table_info({table})") if row[1] != "number"]
                listed = ", ".join(columns)
                db.execute(
                    f"INSERT INTO main.{table} ({listed}) SELECT {listed} FROM src.{table} WHERE {where}",  # noqa: S608
                    {"briefing": briefing} if ":briefing" in where else {},
                )
            # runs that only rows left behind name
            named = (
                "(SELECT run FROM capture UNION SELECT run FROM briefing UNION"
                " SELECT run FROM article UNION SELECT run FROM retrieval UNION SELECT run FROM extraction)"
            )
            db.execute(f"DELETE FROM run_model WHERE run NOT IN {named}")  # noqa: S608
            db.execute(f"DELETE FROM run WHERE id NOT IN {named}")  # noqa: S608
        db.execute("DETACH src")
        db.execute("PRAGMA journal_mode = DELETE")


def check_form(db: sqlite3.Connection) -> None:
    """Raise DamagedStore unless the record has exactly our tables: a stranger's views and triggers are not run."""
    ours = sqlite3.connect(":memory:")
    for script in SCRIPTS:
        for statement in statements(script):
            ours.execute(statement)
    wanted = set(_form(ours))
    ours.close()
    for entry in _form(db):
        if entry not in wanted:
            raise DamagedStore(f"the record in the bundle has a {entry[0]} {entry[1]!r} that is not ours")


def _form(db: sqlite3.Connection) -> list[tuple[str, str, str | None]]:
    return [tuple(row) for row in db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")]
