"""Shared fixtures: desks made from small folders, with a clock that stands still."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from onrecord.desk import Desk, make_desk
from samples import OTHER, PAGE

# a busy machine fails no test: how long one takes is measured elsewhere
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with two pages."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "tarn.txt").write_text(PAGE, encoding="utf-8")
    (folder / "river.txt").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return make_desk(tmp_path / "desk", title="Test desk")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a briefing of the two pages, its desk beside it. Copy it before changing it."""
    from typer.testing import CliRunner

    from onrecord.cli import app

    top = tmp_path_factory.mktemp("written")
    folder = top / "pages"
    folder.mkdir()
    (folder / "tarn.txt").write_text(PAGE, encoding="utf-8")
    (folder / "river.txt").write_text(OTHER, encoding="utf-8")
    (folder / "copy.txt").write_text(
        PAGE.replace("Ministers Meet In Tarn", "Two Ministers Talk").replace(
            "Copyright (c) 2026 The Tarn Herald. All rights reserved.",
            "Reprinted with the permission of The Tarn Herald.",
        ),
        encoding="utf-8",
    )
    result = CliRunner().invoke(app, ["brief", str(folder), "--out", str(top / "out"), "--title", "Test week"])
    assert result.exit_code == 0, result.output
    return top / "out"


@pytest.fixture
def copied(written: Path, tmp_path: Path) -> Path:
    """A copy of `written` that a test may damage."""
    target = tmp_path / "out"
    shutil.copytree(written, target)
    return target


@pytest.fixture
def dump() -> Callable[[Desk], dict[str, list[tuple[object, ...]]]]:
    """All rows of a record, sorted, without runs and the times and runs that rows carry."""

    def rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
        skipped = {"run", "number", "key", "retrieved_at", "captured", "rowid"}
        out: dict[str, list[tuple[object, ...]]] = {}
        with desk.open_for_reading() as store:
            db = store.connection
            tables = [
                name
                for (name,) in db.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%index%'"
                )
                if name not in {"run", "run_model", "briefing"} and not name.startswith("sqlite_")
            ]
            for table in tables:
                columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] not in skipped]
                if not columns:
                    continue
                found = db.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
                out[table] = sorted(found, key=repr)
        return out

    return rows
