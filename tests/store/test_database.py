from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from onrecord.errors import DamagedStore, OlderRecord, UsageError
from onrecord.store.database import APPLICATION_ID, create, open_for_reading
from onrecord.store.schema import SCRIPTS, VERSION, statements


def test_a_new_record_has_the_schema_version(tmp_path: Path) -> None:
    with create(tmp_path / "record.db") as store:
        assert store.connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
        assert store.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert store.connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_opening_again_keeps_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with create(path) as store, store.transaction() as db:
        db.execute("INSERT INTO run (id, started_at, command, version) VALUES ('r', 't', 'c', 'v')")
    with create(path) as store:
        assert store.connection.execute("SELECT count(*) FROM run").fetchone()[0] == 1


def test_every_table_is_strict() -> None:
    tables = [s for s in statements("\n".join(SCRIPTS)) if "CREATE TABLE" in s]
    assert len(tables) > 10
    assert all(s.rstrip().rstrip(";").endswith(("STRICT", "STRICT, WITHOUT ROWID")) for s in tables)


def test_a_transaction_that_raises_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with create(tmp_path / "record.db") as store, store.transaction() as db:
            db.execute("INSERT INTO run (id, started_at, command, version) VALUES ('r', 't', 'c', 'v')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    with create(tmp_path / "record.db") as store:
        assert store.connection.execute("SELECT count(*) FROM run").fetchone()[0] == 0


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    create(tmp_path / "record.db").close()
    with open_for_reading(tmp_path / "record.db") as store, pytest.raises(sqlite3.OperationalError):
        store.connection.execute("INSERT INTO run (id, started_at, command, version) VALUES ('r', 't', 'c', 'v')")


def test_a_reader_sees_the_record_while_a_writer_writes(tmp_path: Path) -> None:
    with create(tmp_path / "record.db") as writer, writer.transaction() as db:
        db.execute("INSERT INTO run (id, started_at, command, version) VALUES ('r', 't', 'c', 'v')")
        with open_for_reading(tmp_path / "record.db") as reader:
            assert reader.connection.execute("SELECT count(*) FROM run").fetchone()[0] == 0


def test_no_record_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no record"):
        open_for_reading(tmp_path / "record.db")


@pytest.mark.parametrize(
    "content", [b"this is no database, but long enough to look at" * 50, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "record.db").write_bytes(content)
    with pytest.raises(DamagedStore):
        create(tmp_path / "record.db")
    with pytest.raises(DamagedStore):
        open_for_reading(tmp_path / "record.db")


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    other.close()
    with pytest.raises(DamagedStore, match="another program"):
        create(path)


def test_a_record_of_an_earlier_version_is_migrated_only_by_who_brings_it_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    earlier = sqlite3.connect(path)
    for script in SCRIPTS[:-1]:
        earlier.executescript(script)
    earlier.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION - 1}")
    earlier.close()
    with pytest.raises(OlderRecord, match="onrecord add"):
        open_for_reading(path)
    with pytest.raises(OlderRecord, match="onrecord add"):
        create(path, migrate=False)
    with create(path) as store:
        assert store.connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
    create(path, migrate=False).close()


def test_a_newer_schema_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with create(path) as store:
        store.connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(DamagedStore, match="schema version"):
        create(path)
    with pytest.raises(DamagedStore, match="schema version"):
        open_for_reading(path)
