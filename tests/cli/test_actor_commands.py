"""`onrecord who` and `onrecord actor`, over a small record made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from actors.made_desk import JUDGE, fill
from cli.test_commands import exits, run
from onrecord.desk import Desk


@pytest.fixture
def told(desk: Desk) -> Path:
    fill(desk)
    return desk.folder


def test_who_prints_receipts_and_counts(told: Path) -> None:
    output = run("who", "Jane", "Roe", "--desk", told).output
    assert "named 7 times in 4 articles of 4 outlets, published 2026-03-03 to 2026-03-06" in output
    assert "the old dam above the town is entirely safe\n    Tarn Herald, 2026-03-03  statement-" in output
    assert "1 origin, 2 articles" in output


def test_who_as_json_names_every_telling(told: Path) -> None:
    answer = json.loads(run("who", "Jane Roe", "--desk", told, "--json").output)
    assert answer["asked"]["actor"] == "person:janeroe"
    entry = next(e["entry"] for e in answer["entries"] if e["entry"]["what"] == "CONSULT meet")
    assert len(entry["tellings"]) == 2
    assert answer["names"]["person:carldorn"] == "Carl Dorn"


def test_who_with_nothing_on_record_exits_4(told: Path) -> None:
    assert exits("who", "Nora Vex", "--desk", told) == 4


@pytest.mark.parametrize("option", [("--since", "soon"), ("--until", "2026-02-30"), ("--kind", "thought")])
def test_who_with_a_wrong_option_exits_2(told: Path, option: tuple[str, str]) -> None:
    assert exits("who", "Jane Roe", "--desk", told, *option) == 2


def test_split_list_and_undo(told: Path) -> None:
    words = ["actor", "split", JUDGE.id, "Jane Roe", "Jane Roe (judge)", "--why", "of the court", "--by", "ana"]
    assert run(*words, "--desk", told).exit_code == 0
    listed = run("actor", "list", "--desk", told).output
    assert "split" in listed
    assert "ana: of the court" in listed
    assert "(person:janeroejudge)" in run("who", "Jane Roe (judge)", "--desk", told).output
    ident = listed.split()[0]
    assert run("actor", "undo", ident, "--why", "no", "--by", "ben", "--desk", told).exit_code == 0
    assert "counts no more" in run("actor", "list", "--all", "--desk", told).output
    assert exits("who", "Jane Roe (judge)", "--desk", told) == 4


def test_merge_and_rename_are_told_by_who(told: Path) -> None:
    run("actor", "merge", "Jane Roe", "Carl Dorn", "--why", "a test", "--by", "ana", "--desk", told)
    run("actor", "rename", "Carl Dorn", "The Two", "--why", "a test", "--by", "ana", "--desk", told)
    assert run("who", "Dorn", "--desk", told).output.startswith("The Two  (person:carldorn)")


def test_a_decision_needs_a_reason(told: Path) -> None:
    assert exits("actor", "rename", "Jane Roe", "J. R.", "--why", " ", "--by", "ana", "--desk", told) == 2


def test_reject_of_a_mention(told: Path) -> None:
    entry = json.loads(run("who", "Jane Roe", "--kind", "said", "--desk", told, "--json").output)["entries"][-1][
        "entry"
    ]
    shown = json.loads(run("show", entry["row"], "--desk", told, "--json").output)
    mention = shown["speakers"][0]
    assert run("actor", "reject", mention, "--why", "another", "--by", "ana", "--desk", told).exit_code == 0
    assert json.loads(run("show", mention, "--desk", told, "--json").output)["actor"] is None


def test_nothing_decided_exits_4(told: Path) -> None:
    assert exits("actor", "list", "--desk", told) == 4


def test_pair_writes_lines_csv_and_a_picture(told: Path, tmp_path: Path) -> None:
    picture, table = tmp_path / "p.svg", tmp_path / "p.csv"
    output = run("pair", "Jane Roe", "Carl Dorn", "--desk", told, "--plot", picture, "--csv", table).output
    assert "2026-03-02    +2.5        +2.5       +0.0  event-" in output
    assert "on 3 of 3 days, 2026-03-03 to 2026-03-05" in output
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    lines = table.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("day,kind,what,status,direction,weight,origins,articles")
    assert lines[1].startswith("2026-03-02,event,CONSULT meet,happened,both,2.5,1,2,")
    assert len(lines) == 4


def test_pair_as_json(told: Path) -> None:
    answer = json.loads(run("pair", "Jane Roe", "Carl Dorn", "--desk", told, "--json").output)
    assert [p["sum"] for p in answer["series"]] == [2.5, -3.0]


def test_pair_prints_its_weights() -> None:
    assert "CONSULT     visit             +4.0" in run("pair", "--weights").output
    assert {"type": "AID", "mode": None, "weight": 10.0} in json.loads(run("pair", "--weights", "--json").output)


def test_pair_needs_two(told: Path) -> None:
    assert exits("pair", "Jane Roe", "--desk", told) == 2
    assert exits("pair", "Jane Roe", "Nora Vex", "--desk", told) == 4


def test_search_follows_what_was_decided(told: Path) -> None:
    run("actor", "rename", "Carl Dorn", "The Critic", "--why", "a test", "--by", "ana", "--desk", told)
    output = run("search", "--speaker", "The Critic", "--desk", told).output
    assert "hiding a report" in output
