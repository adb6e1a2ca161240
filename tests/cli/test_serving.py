"""`onrecord serve`, run as a person runs it: it says where it is, answers, and ends at Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.errors import UsageError
from web.made_desk import made_desk

COMMAND = [sys.executable, "-c", "from onrecord.cli import main; main()", "serve"]


def test_it_answers_and_ends_cleanly_at_ctrl_c(tmp_path: Path) -> None:
    made_desk(tmp_path / "desk")
    command = [*COMMAND, "--desk", str(tmp_path / "desk"), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    with urllib.request.urlopen(f"{address}search.json?q=soldier", timeout=30) as found:
        assert b"Lena Marsh" in found.read()
    process.send_signal(signal.SIGINT)
    _, talk = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in talk
    assert talk.rstrip().endswith("stopped")


def test_an_open_address_without_a_password_is_refused(tmp_path: Path) -> None:
    made_desk(tmp_path / "desk")
    done = subprocess.run(
        [*COMMAND, "--desk", str(tmp_path / "desk"), "--host", "0.0.0.0"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "--set-password" in done.stderr


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    from onrecord.web.server import Address, listen

    with listen(Address("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="cannot listen"):
        listen(Address("127.0.0.1", taken.getsockname()[1]))


def test_what_is_missing_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.cli.serving._NEEDED", ("starlette", "no_such_module_here"))
    result = CliRunner().invoke(app, ["serve", "--desk", str(tmp_path)])
    assert isinstance(result.exception, UsageError)
    assert "onrecord[web]" in str(result.exception)


def test_a_password_is_read_from_stdin_and_kept_as_a_hash(tmp_path: Path) -> None:
    made_desk(tmp_path / "desk")
    command = ["serve", "--desk", str(tmp_path / "desk"), "--set-password"]
    result = CliRunner().invoke(app, command, input="correct horse battery\n")
    assert result.exit_code == 0
    assert "correct horse" not in (tmp_path / "desk" / "password.argon2").read_text(encoding="ascii")
