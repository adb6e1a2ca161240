"""`onrecord watch` and the tellings in `onrecord show`, over a small record made by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from actors.made_desk import NOBODY, at, event
from onrecord.cli import app
from onrecord.desk import Desk
from onrecord.errors import NotOnRecord, UsageError
from onrecord.extract.mentions import find_mentions, resolve_source
from onrecord.record import Block, Event, Reading, Span
from onrecord.resolve.identity import identities, involvements
from onrecord.store.write import add_extraction, add_reading, add_retrieval, add_run, new_run
from origins.made import article

PLAN = article(
    "Jane Roe will meet Carl Dorn on March 10, her office said.", outlet="Tarn Herald", published="2026-03-04"
)
MOVED = article("Jane Roe will meet Carl Dorn on March 12 instead.", outlet="Free Lake", published="2026-03-06")
STRIKE = article("Carl Dorn will visit Anna Weiss on March 9.", outlet="Free Lake", published="2026-03-06")


def planned(where: Any, anchor: str, who: tuple[str, ...], day: str, words: str, mode: str = "meet") -> Event:
    return event(
        where, "CONSULT", anchor, who, mode=mode, status="planned", date=day, date_precision="day",
        date_words=at(where, words), status_words=(at(where, "will"),),
    )  # fmt: skip


EVENTS = {
    PLAN.id: planned(PLAN, "meet", ("Jane Roe", "Carl Dorn"), "2026-03-10", "March 10"),
    MOVED.id: planned(MOVED, "meet", ("Jane Roe", "Carl Dorn"), "2026-03-12", "March 12"),
    STRIKE.id: planned(STRIKE, "visit", ("Carl Dorn", "Anna Weiss"), "2026-03-09", "March 9", "visit"),
}


@pytest.fixture
def told(desk: Desk) -> Path:
    """A desk with three plans, one of them moved."""
    run = new_run("2026-03-09T08:00:00Z", "test", "0", model=None, knowledge=None)
    with desk.open_for_writing() as store, store.transaction() as db:
        add_run(db, run)
        for where in (PLAN, MOVED, STRIKE):
            block = Block("body", where.text, f"bytes:0-{len(where.text)}", 0, Span(0, len(where.text)))
            kept = replace(where, blocks=(block,))
            add_reading(db, kept.capture, len(where.text), Reading("text/1", "utf-8", (kept,)), run)
            add_retrieval(db, kept.capture, f"pages/{kept.id}.txt", "2026-03-09T08:00:00Z", run)
            mentions = find_mentions(where.text, article=where.id, day=where.day, knowledge=NOBODY)
            named = identities(where.text, mentions, NOBODY)
            parts = involvements(
                mentions, [], [EVENTS[where.id]], named,
                heads=lambda spans, where=where, mentions=mentions: resolve_source(where.text, spans, mentions).speakers,  # type: ignore[misc]
            )  # fmt: skip
            add_extraction(
                db, kept, mentions, [], [EVENTS[where.id]], extractors=["made/1"], run=run, identities=named, involvements=parts
            )  # fmt: skip
    return desk.folder


def run(*args: object) -> str:
    result = CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_each_plan_has_its_state_and_the_list_says_what_it_rests_on(told: Path) -> None:
    answer = json.loads(run("watch", "--desk", told, "--on", "2026-03-11", "--json"))
    states = {entry["plan"]["day"]: (entry["plan"]["state"], entry["plan"]["moved_to"]) for entry in answer["entries"]}
    assert states == {
        "2026-03-09": ("lapsed", None),
        "2026-03-10": ("moved", "2026-03-12"),
    }
    assert answer["coverage"] == {"articles": 3, "undated": 0, "first": "2026-03-04", "last": "2026-03-06"}


def test_lines_name_the_page_and_the_coverage(told: Path) -> None:
    out = run("watch", "--desk", told, "--on", "2026-03-08")
    assert "Tarn Herald, 2026-03-04; 1 origin, 1 article" in out
    assert "As of 2026-03-08, by 3 articles on record, 2026-03-04 to 2026-03-06; 0 of them undated." in out


def test_watch_rules_choose(told: Path) -> None:
    with (told / "onrecord.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[watch]]\nname = "Weiss"\nwords = ["Weiss"]\ntypes = ["CONSULT"]\n')
    answer = json.loads(run("watch", "--desk", told, "--on", "2026-03-08", "--watched", "--json"))
    assert [(e["plan"]["day"], e["rules"]) for e in answer["entries"]] == [("2026-03-09", ["Weiss"])]


def test_calendar_has_what_is_still_to_come_or_open(told: Path, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    target = tmp_path / "due.ics"
    run("watch", "--desk", told, "--on", "2026-03-08", "--state", "due", "--ical", target)
    found = icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert [str(e["DTSTART"].dt) for e in found] == ["2026-03-09", "2026-03-12"]
    assert {str(e["UID"]) for e in found} == {f"{EVENTS[a.id].id}@onrecord" for a in (PLAN, STRIKE)}


def test_nothing_planned_is_said(told: Path) -> None:
    with pytest.raises(NotOnRecord):
        run("watch", "--desk", told, "--state", "cancelled")


@pytest.mark.parametrize("wrong", [("--state", "over"), ("--on", "March")])
def test_wrong_use_is_told(told: Path, wrong: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        run("watch", "--desk", told, *wrong)


def test_show_names_all_tellings_of_an_event(told: Path) -> None:
    out = run("show", EVENTS[PLAN.id].id, "--desk", told)
    assert "told by          1 origin, 1 article" in out
    assert json.loads(run("show", EVENTS[PLAN.id].id, "--desk", told, "--json"))["happening"]["day"] == "2026-03-10"
