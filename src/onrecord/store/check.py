"""What the database itself tells of its state: damage, unfinished runs, features of the SQLite library."""

from __future__ import annotations

import sqlite3


def damage(db: sqlite3.Connection) -> list[str]:
    """SQLite's own findings on the file's structure; empty when it is whole. Reads all of it."""
    return [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]


def dangling(db: sqlite3.Connection) -> list[tuple[str, int, str]]:
    """Rows that point to a row which is not there: their table, their row number, the table they point to."""
    return [(row[0], row[1], row[2]) for row in db.execute("PRAGMA foreign_key_check")]


def unfinished_runs(db: sqlite3.Connection) -> int:
    """Number of runs that were cut short."""
    return int(db.execute("SELECT count(*) FROM run WHERE finished_at IS NULL").fetchone()[0])


def problem_reasons(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """Reasons of problems with their numbers, the most frequent first."""
    return list(db.execute("SELECT reason, count(*) FROM problem GROUP BY reason ORDER BY 2 DESC, 1"))


def library_options() -> frozenset[str]:
    """What the SQLite library was built with."""
    connection = sqlite3.connect(":memory:")
    try:
        return frozenset(row[0] for row in connection.execute("PRAGMA compile_options"))
    finally:
        connection.close()
