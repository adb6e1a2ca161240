"""Coverage of the desk's sources: what was expected of each on each day, what came of it, and who was silent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.desk import Desk, open_desk
from onrecord.store.sources import Visit, expect, record_visit
from onrecord.store.write import add_run, new_run
from web.conftest import client_of
from web.made_desk import NOW, made_desk

FED = '[[source]]\nname = "{name}"\nurl = "https://{name}.example/feed"\n'


def asked(desk: Desk) -> None:
    """Two sources over two days; a third one stands in the settings and was never asked."""
    with desk.open_for_writing() as store, store.transaction() as db:
        run = new_run(NOW, "fetch", "0", model=None, knowledge=None)
        add_run(db, run)
        capture = db.execute("SELECT capture FROM article ORDER BY id LIMIT 1").fetchone()[0]
        got = Visit("herald", "2026-03-03", "https://herald.example/1", "page", "got", capture=capture)
        refused = Visit("herald", "2026-03-04", "https://herald.example/2", "page", "refused", "too large")
        robots = Visit("courier", "2026-03-04", "https://courier.example/1", "page", "robots")
        expect(
            db,
            [got, refused, robots, Visit("herald", "2026-03-04", "https://herald.example/3", "page", "expected")],
            run,
        )
        for visit in (got, refused, robots):
            record_visit(db, visit, run)


@pytest.fixture
def fed(tmp_path: Path) -> Iterator[TestClient]:
    """A client of a desk that follows sources."""
    desk, _ = made_desk(tmp_path / "desk")
    settings = desk.folder / "onrecord.toml"
    named = "".join(FED.format(name=name) for name in ("herald", "courier", "gazette"))
    settings.write_text(settings.read_text(encoding="utf-8") + "\n" + named, encoding="utf-8")
    desk = open_desk(desk.folder)
    asked(desk)
    with client_of(desk) as client:
        yield client


def test_a_day_of_a_source_counts_every_outcome(fed: TestClient) -> None:
    days = fed.get("/sources.json").json()["visits"]
    assert [(d["day"], d["source"], d["expected"]) for d in days] == [
        ("2026-03-04", "herald", 2), ("2026-03-04", "courier", 1), ("2026-03-03", "herald", 1),
    ]  # fmt: skip
    assert (days[0]["refused"], days[0]["waiting"], days[1]["robots"], days[2]["told"]) == (1, 1, 1, 1)


def test_silent_sources_are_named_also_those_never_asked(fed: TestClient) -> None:
    answer = fed.get("/sources.json").json()
    assert answer["silent"] == ["courier", "gazette"]
    assert {row["source"]: row["last"] for row in answer["sources"]}["gazette"] is None
    page = fed.get("/sources").text
    assert "not asked" in page
    assert "no evidence that nothing happened" in page


def test_only_the_days_asked_for_make_a_source_speak(fed: TestClient) -> None:
    assert "herald" in fed.get("/sources.json", params={"since": "2026-03-04"}).json()["silent"]


def test_one_source_and_one_page_at_a_time(fed: TestClient) -> None:
    only = fed.get("/sources.json", params={"source": "herald"}).json()["visits"]
    assert [d["day"] for d in only] == ["2026-03-04", "2026-03-03"]
    later = fed.get("/sources.json", params={"before": "2026-03-04.herald"}).json()["visits"]
    assert [(d["day"], d["source"]) for d in later] == [("2026-03-04", "courier"), ("2026-03-03", "herald")]
    assert fed.get("/sources", params={"before": "x"}).status_code == 400


def test_the_days_are_csv(fed: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(fed.get("/sources.csv").text.lstrip("\ufeff"))))
    assert next((r["day"], r["source"], r["expected"]) for r in rows) == ("2026-03-04", "herald", "2")
