"""Opening a record: WAL, foreign keys, schema version, migrations, transactions.

A record may be open in several processes: readers never wait, writers wait for each other up to `BUSY_SECONDS`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from onrecord.errors import DamagedStore, OlderRecord, UsageError
from onrecord.store.schema import SCRIPTS, VERSION, statements

#: How long a writer waits for another one. A transaction here takes well under a second.
BUSY_SECONDS: Final = 60.0
#: Marks the file as ours ("onrc" in ASCII), so that another program's database is not migrated by mistake.
APPLICATION_ID: Final = 0x6F6E7263


class Store:
    """An open record. Use as a context manager, or call `close`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the record. A second call does nothing."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: commit at the end of the block, roll back when it raises."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")


def create(path: Path, *, migrate: bool = True) -> Store:
    """Open the record at `path` for writing; make it when there is none; migrate one of an earlier version.

    Whoever migrates makes anew what an earlier version did not derive (`onrecord.ingest.working`). Without `migrate` raises
    OlderRecord for such a record. Raises DamagedStore for a file that is no record or is of a newer schema, UsageError when it
    cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = _connect(f"{path.absolute().as_uri()}?mode=rwc")
    except (OSError, sqlite3.OperationalError) as error:
        raise UsageError(f"cannot make a record at {path}: {error}") from error
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # With WAL a commit survives a killed process in any case; NORMAL risks the last commits only when power fails.
        connection.execute("PRAGMA synchronous = NORMAL")
        _migrate(connection, path, allowed=migrate)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise DamagedStore(f"{path} is not an onrecord record: {error}") from error
    except (DamagedStore, OlderRecord):
        connection.close()
        raise
    return Store(connection, path)


def open_for_reading(
    path: Path, *, any_thread: bool = False, factory: type[sqlite3.Connection] = sqlite3.Connection
) -> Store:
    """Open an existing record; writing through it fails. With `any_thread` one thread after another may use it.

    Raises UsageError when there is none, OlderRecord for one of an earlier version, DamagedStore when it is no record or of a
    newer schema.
    """
    if not path.is_file():
        raise UsageError(f"there is no record at {path}; make one with: onrecord init {path.parent}")
    connection = _connect(f"{path.absolute().as_uri()}?mode=ro", any_thread=any_thread, factory=factory)
    try:
        connection.execute("PRAGMA query_only = ON")
        version = _version(connection, path)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise DamagedStore(f"{path} is not an onrecord record: {error}") from error
    except DamagedStore:
        connection.close()
        raise
    if version != VERSION:
        connection.close()
        if 0 < version < VERSION:
            raise _older(path, version)
        raise DamagedStore(f"{path} has schema version {version}; this program knows up to {VERSION}: update onrecord")
    return Store(connection, path)


def _connect(
    uri: str, *, any_thread: bool = False, factory: type[sqlite3.Connection] = sqlite3.Connection
) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=not any_thread, factory=factory
    )
    connection.execute("PRAGMA foreign_keys = ON")
    # Rows are ours, but the file may come from a stranger: no functions from its schema, checks on malformed pages.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _version(connection: sqlite3.Connection, path: Path) -> int:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version and application != APPLICATION_ID:
        raise DamagedStore(f"{path} is a database of another program")
    return version


def _older(path: Path, version: int) -> OlderRecord:
    return OlderRecord(
        f"{path} was written by an earlier version of onrecord (schema version {version}, now {VERSION});"
        f" bring it up to date first, with: onrecord add --desk {path.parent}"
    )


def _migrate(connection: sqlite3.Connection, path: Path, *, allowed: bool) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection, path)
        if version > VERSION:
            raise DamagedStore(
                f"{path} has schema version {version}; this program knows up to {VERSION}: update onrecord"
            )
        if 0 < version < VERSION and not allowed:
            raise _older(path, version)
        if version == 0 and connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise DamagedStore(f"{path} is a database of another program")
        for n in range(version, VERSION):
            for statement in statements(SCRIPTS[n]):
                connection.execute(statement)
        if version < VERSION:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
