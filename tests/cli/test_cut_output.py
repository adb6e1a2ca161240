"""Output into a pipe whose reader has gone: no traceback, and an exit code of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from onrecord.cli import main

LISTING = (
    ("search", "soldier"), ("search", "soldier", "--json"), ("who", "Marsh"), ("origins",),
    ("claims", "--json"), ("watch",), ("show", "family-"), ("verify", "--json"), ("doctor",), ("search", "--help"),
)  # fmt: skip


@pytest.mark.parametrize("command", LISTING, ids=" ".join)
def test_a_reader_that_goes_away_is_exit_141_and_no_traceback(
    command: tuple[str, ...], written: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    monkeypatch.chdir(written / "desk")
    monkeypatch.setattr(sys, "argv", ["onrecord", *command])
    with os.fdopen(writes, "w") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        with pytest.raises(SystemExit) as caught:
            main()
    assert caught.value.code == 141
    assert "Traceback" not in capfd.readouterr().err


def test_output_that_was_read_to_its_end_keeps_its_exit_code(
    written: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(written / "desk")
    monkeypatch.setattr(sys, "argv", ["onrecord", "search", "nobodysaidthis"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert (caught.value.code, capsys.readouterr().out) == (4, "")
