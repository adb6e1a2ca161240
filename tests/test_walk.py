from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.record import Problem
from onrecord.walk import Input, inputs


def addresses(*paths: Path) -> list[str]:
    return [item.address for item in inputs(paths)]


def test_files_come_in_a_fixed_order_with_their_folder(tmp_path: Path) -> None:
    top = tmp_path / "week"
    (top / "b").mkdir(parents=True)
    for name in ("z.txt", "b/a.txt", "a.txt"):
        (top / name).write_text("x")
    assert addresses(top) == ["week/a.txt", "week/b/a.txt", "week/z.txt"]


def test_a_file_has_one_address_alone_or_with_its_folder(tmp_path: Path) -> None:
    top = tmp_path / "week"
    top.mkdir()
    (top / "a.txt").write_text("x")
    assert addresses(top / "a.txt") == addresses(top)


def test_a_file_given_twice_comes_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert len(addresses(tmp_path / "a.txt", tmp_path, tmp_path / "a.txt")) == 1


def test_hidden_files_and_desks_are_passed_over(tmp_path: Path) -> None:
    top = tmp_path / "week"
    (top / "desk").mkdir(parents=True)
    (top / "desk" / "record.db").write_text("x")
    (top / "desk" / "other.txt").write_text("x")
    (top / ".hidden").write_text("x")
    (top / "a.txt").write_text("x")
    assert addresses(top) == ["week/a.txt"]


def test_what_brief_wrote_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "briefing" / "desk").mkdir(parents=True)
    (tmp_path / "briefing" / "desk" / "record.db").write_text("x")
    (tmp_path / "briefing" / "briefing.html").write_text("x")
    (tmp_path / "a.txt").write_text("x")
    assert addresses(tmp_path) == [f"{tmp_path.name}/a.txt"]


def test_a_loop_is_a_problem_and_the_rest_is_found(tmp_path: Path) -> None:
    top = tmp_path / "week"
    (top / "inner").mkdir(parents=True)
    (top / "inner" / "a.txt").write_text("x")
    (top / "inner" / "up").symlink_to(top)
    (top / "self").symlink_to(top / "self")
    found = list(inputs([top]))
    assert [i.address for i in found if isinstance(i, Input)] == ["week/inner/a.txt"]
    assert {(p.address, p.reason) for p in found if isinstance(p, Problem)} == {
        ("week/inner/up", "loop"),
        ("week/self", "loop"),
    }


def test_a_link_that_leads_nowhere_vanished(tmp_path: Path) -> None:
    top = tmp_path / "week"
    top.mkdir()
    (top / "gone.txt").symlink_to(tmp_path / "nothing")
    (problem,) = inputs([top])
    assert isinstance(problem, Problem)
    assert problem.reason == "vanished"


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    top = tmp_path / "week"
    top.mkdir()
    os.mkfifo(top / "pipe.txt")
    (problem,) = inputs([top])
    assert isinstance(problem, Problem)
    assert problem.reason == "not readable"


@pytest.mark.parametrize("name", [b"bad\xff.txt", b"line\nbreak.txt", b"\x1b[31mred.txt"])
def test_hostile_names_are_written_as_escapes(tmp_path: Path, name: bytes) -> None:
    top = tmp_path / "week"
    top.mkdir()
    (Path(os.fsdecode(os.fsencode(top) + b"/" + name))).write_text("x")
    (item,) = inputs([top])
    assert item.address.isprintable()
    item.address.encode("utf-8")


def test_a_path_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        list(inputs([tmp_path / "nothing"]))
