"""Adding: counts that add up, bad input as problem rows, the same record whatever the order or the interruption."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import ingest
from onrecord.desk import Desk, make_desk
from onrecord.extract.events.finder import load_finder
from onrecord.extract.tagger import load_tagger
from onrecord.record import PROBLEM_REASONS
from onrecord.store import read as rows
from onrecord.verify import verify_record
from samples import OTHER, PAGE, add, silent, still_clock

pytestmark = pytest.mark.model
Dump = Callable[[Desk], dict[str, list[tuple[object, ...]]]]


def test_pages_become_articles_statements_and_a_finished_run(desk: Desk, pages: Path) -> None:
    added = add(desk, pages)
    assert (added.counts.read, added.counts.stored, added.counts.present, added.counts.refused) == (2, 2, 0, 0)
    with desk.open_for_reading() as store:
        totals = rows.totals(store.connection)
        assert totals["article"] == 2
        assert totals["statement"] >= 3
        assert rows.run_counts(store.connection, added.run) == added.counts
        assert not rows.unextracted(store.connection, ingest.EXTRACTORS.values())


def test_a_run_names_every_model_that_it_loaded(desk: Desk, pages: Path) -> None:
    added = add(desk, pages)
    with desk.open_for_reading() as store:
        query = "SELECT name, digest FROM run_model WHERE run = ? ORDER BY name"
        named = dict(store.connection.execute(query, (added.run,)))
    assert named == {"events": load_finder().digest, "statements": load_tagger().digest}


def test_captures_are_kept_unchanged_under_their_digest(desk: Desk, pages: Path) -> None:
    add(desk, pages)
    held = {path.read_bytes() for path in desk.captures.rglob("*") if path.is_file()}
    assert held == {path.read_bytes() for path in pages.iterdir()}


def test_adding_twice_changes_nothing(desk: Desk, pages: Path, dump: Dump) -> None:
    add(desk, pages)
    before = dump(desk)
    again = add(desk, pages)
    assert (again.counts.stored, again.counts.present, again.articles) == (0, 2, 0)
    assert dump(desk) == before


def test_the_order_of_adding_makes_no_difference(tmp_path: Path, pages: Path, dump: Dump) -> None:
    files = sorted(pages.iterdir())
    desks = [make_desk(tmp_path / name, title="t") for name in ("one", "two")]
    add(desks[0], *files)
    for file in reversed(files):
        add(desks[1], file)
    assert dump(desks[0]) == dump(desks[1])


def test_the_same_bytes_at_two_addresses_are_one_capture(desk: Desk, pages: Path) -> None:
    (pages / "copy.txt").write_bytes((pages / "tarn.txt").read_bytes())
    added = add(desk, pages)
    assert (added.counts.stored, added.counts.present) == (2, 1)
    with desk.open_for_reading() as store:
        assert len(rows.captures(store.connection)) == 2
        assert len(rows.retrievals(store.connection)) == 3


BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.html": (b" \n\t \n", "empty"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary"),
    "program.txt": (b"\x7fELF\x02\x01\x01" + b"\x00\x01\x02\x03" * 500, "binary"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_its_reason(desk: Desk, pages: Path, name: str) -> None:
    (pages / name).write_bytes(BAD[name][0])
    added = add(desk, pages)
    assert (added.counts.read, added.counts.stored, added.counts.refused) == (3, 2, 1)
    with desk.open_for_reading() as store:
        (problem,) = rows.problems(store.connection)
        assert problem.reason == BAD[name][1]
        assert problem.address == f"pages/{name}"
        assert problem.detail


TROUBLED: dict[str, bytes] = {
    "utf16.txt": PAGE.encode("utf-16"),
    "utf16-unmarked.txt": PAGE.encode("utf-16-le"),
    "declared.html": ("<html><head><meta charset='utf-8'><title>Новости</title></head><body><h1>Новости дня</h1><p>"
                      + "Министр сказал, что переговоры продолжатся на следующей неделе в столице. " * 8
                      + "</p></body></html>").encode("windows-1251"),
    "mixed.txt": PAGE.encode() + "Ärger im Rat, sagte er.\n".encode("latin-1") + "Ende — fertig.\n".encode(),
    "nul.txt": PAGE.replace("single", "sin\x00gle").encode(),
    "deep.html": b"<html><body>" + b"<div>" * 20_000 + b"<p>Minister Orr said that the talks would go on.</p>",
    "brackets.html": b"<html><body><p>Orr said yes.</p>" + b"<" * 200_000,
    "broken.jsonl": b'{"id": "1", "text": "Minister Orr said that the talks would go on in Tarn."}\nnot json\n[1, 2]\n'
                    b'{"id": "2", "text": "The army said on Monday that \\ud800 it had left the river."}\n',
}  # fmt: skip


@pytest.mark.parametrize("name", TROUBLED)
def test_troubled_input_never_stops_the_run_and_verifies(desk: Desk, pages: Path, name: str) -> None:
    (pages / name).write_bytes(TROUBLED[name])
    added = add(desk, pages)
    counts = added.counts
    assert counts.read == counts.stored + counts.present + counts.refused == 3
    assert counts.stored >= 2
    with desk.open_for_reading() as store:
        assert {p.reason for p in rows.problems(store.connection)} <= set(PROBLEM_REASONS)
        assert verify_record(store, desk.captures).findings == ()


def test_a_broken_line_is_a_problem_and_its_neighbours_are_read(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_bytes(TROUBLED["broken.jsonl"])
    add(desk, tmp_path / "feed.jsonl")
    with desk.open_for_reading() as store:
        places = {p.place for p in rows.problems(store.connection) if p.reason == "not json"}
        assert {"line:2", "line:3"} <= places
        assert rows.totals(store.connection)["article"] == 2


def test_a_file_over_the_limit_is_refused_without_reading_it(tmp_path: Path, pages: Path) -> None:
    (tmp_path / "onrecord.toml").write_text("[limits]\nfile_mb = 1\n")
    desk = make_desk(tmp_path / "desk", title="t")
    (tmp_path / "desk" / "onrecord.toml").write_text("[limits]\nfile_mb = 1\n")
    desk = make_desk(tmp_path / "desk", title="t")
    with (pages / "huge.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    added = add(desk, pages)
    (problem,) = added.problems
    assert (problem.address, problem.reason) == ("pages/huge.txt", "too large")
    assert "209,715,200 bytes" in problem.detail


def test_a_file_that_vanishes_is_a_problem(desk: Desk, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = pages / "tarn.txt"
    real = ingest.inputs

    def listed_then_gone(paths: object) -> object:
        items = list(real(paths))  # type: ignore[arg-type]
        gone.unlink()
        return items

    monkeypatch.setattr(ingest, "inputs", listed_then_gone)
    added = add(desk, pages)
    assert (added.counts.read, added.counts.stored, added.counts.refused) == (2, 1, 1)
    assert [(p.address, p.reason) for p in added.problems] == [("pages/tarn.txt", "vanished")]


def test_a_run_that_is_interrupted_goes_on_where_it_stopped(
    desk: Desk, pages: Path, tmp_path: Path, dump: Dump
) -> None:
    def interrupt(what: str, done: int, _total: int | None) -> None:
        if what == "extracting" and done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest.add(desk, [pages], clock=still_clock, progress=interrupt)
    again = add(desk, pages)
    assert (again.counts.present, again.articles) == (2, 1)
    whole = make_desk(tmp_path / "whole", title="t")
    add(whole, pages)
    assert dump(desk) == dump(whole)


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2])
def test_kill_at_any_moment_then_run_again_gives_the_same_record(tmp_path: Path, dump: Dump, processes: int) -> None:
    """SIGKILL at random moments, then a run that is left alone: no loss, no double, and what one process would have made."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(12):
        text = (PAGE if n % 2 else OTHER).replace("March", f"March {n + 1},", 1)
        (folder / f"page-{n:02}.txt").write_text(f"{text}\nPage {n} of the series was read by Orr.\n", encoding="utf-8")
    whole = make_desk(tmp_path / "whole", title="t")
    ingest.add(whole, [folder], clock=still_clock, progress=silent)
    broken = make_desk(tmp_path / "broken", title="t")
    settings = broken.folder / "onrecord.toml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(told.replace("[limits]\n", f"[limits]\nprocesses = {processes}\n"), encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from onrecord.cli import main; main()",
        "add",
        str(folder),
        "--desk",
        str(broken.folder),
    ]
    chance = random.Random(7)
    kills = 0
    for attempt in range(12):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ})
        time.sleep(chance.uniform(0.2, 0.6 + attempt * 0.15))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
    assert kills >= 3
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    assert dump(broken) == dump(whole)
    with broken.open_for_reading() as store:
        assert verify_record(store, broken.captures).findings == ()
