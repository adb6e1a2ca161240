"""The commands as a person calls them: outputs, exit codes, one JSON shape."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.cli import app, main
from samples import PAGE

COMMANDS = (
    "brief init add fetch sources search show who pair watch origins claims serve verify lint publish corrections doctor"
).split()


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


def exits(*args: object) -> int:
    """Exit code as a shell sees it, with errors mapped."""
    code = subprocess.run(
        [sys.executable, "-c", "from onrecord.cli import main; main()", *(str(a) for a in args)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in code.stderr, code.stderr
    return code.returncode


@pytest.mark.parametrize("command", COMMANDS)
def test_help_opens_with_what_it_does_and_has_examples(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert f"onrecord {command}" in result.output


def test_version() -> None:
    assert run("--version").output.startswith("onrecord 0.")


def test_start_up_loads_nothing_heavy() -> None:
    """The slow libraries are loaded by the commands that need them."""
    heavy = {"numpy", "onnxruntime", "lxml", "trafilatura", "jinja2"}
    code = f"import sys; from onrecord.cli import app; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_init_makes_a_desk_and_says_where(tmp_path: Path) -> None:
    result = run("init", tmp_path / "desk", "--title", 'The "best" desk')
    assert result.exit_code == 0
    assert (tmp_path / "desk" / "record.db").is_file()
    assert run("init", tmp_path / "desk").exit_code == 0


def test_init_leaves_other_folders_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert exits("init", tmp_path) == 2
    assert not (tmp_path / "record.db").exists()


@pytest.mark.parametrize(
    "args",
    [
        ("brief", "nothing-here"),
        ("add", "nothing-here"),
        ("verify", "nothing-here.html"),
        ("search", "x", "--desk", "nothing-here"),
        ("quality", "predict", "poems", "in", "out"),
        ("quality", "predict", "statements", "nothing-here.jsonl", "out"),
        ("unknown",),
        ("brief",),
    ],
)
def test_wrong_use_is_exit_2(args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert exits(*args) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.model
def test_brief_writes_what_it_says(written: Path) -> None:
    for name in ("briefing.html", "briefing.md", "desk/record.db", "desk/onrecord.toml"):
        assert (written / name).is_file()
    assert list((written / "receipts").glob("article-*.html"))
    assert list((written / "receipts").glob("reuse-*.html"))


@pytest.mark.model
def test_every_link_of_a_briefing_leads_somewhere(written: Path) -> None:
    import re

    text = (written / "briefing.html").read_text(encoding="utf-8")
    links = set(re.findall(r'href="([^"]+)"', text))
    assert links
    for link in links:
        file, _, anchor = link.partition("#")
        page = text if not file else (written / file).read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in page, link


@pytest.mark.model
def test_brief_with_bad_input_is_partly_done(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "pages" / "b.txt").write_bytes(b"")
    result = run("brief", tmp_path / "pages", "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert "2 inputs read: 1 stored, 0 already there, 1 refused" in result.output
    assert "pages/b.txt: empty" in result.output
    assert "pages/b.txt" in (tmp_path / "out" / "briefing.md").read_text(encoding="utf-8").replace("\\", "")


@pytest.mark.model
def test_brief_again_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773043200")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(PAGE, encoding="utf-8")
    outputs = []
    for name in ("one", "two"):
        assert run("brief", tmp_path / "pages", "--out", tmp_path / name).exit_code == 0
        outputs.append((tmp_path / name / "briefing.html").read_bytes())
    assert outputs[0] == outputs[1]


@pytest.mark.model
def test_search_gives_json_with_the_words(written: Path) -> None:
    result = run("search", "soldier", "--desk", written / "desk", "--json")
    found = json.loads(result.output)
    assert found[0]["speaker"] == "Lena Marsh"
    assert "single soldier" in found[0]["content"]


@pytest.mark.model
def test_nothing_found_is_exit_4(written: Path) -> None:
    assert exits("search", "submarine", "--desk", written / "desk") == 4
    assert exits("show", "statement-zzz", "--desk", written / "desk") == 4


@pytest.mark.model
@pytest.mark.parametrize("kind", ["article", "statement", "mention", "reuse", "family"])
def test_show_takes_any_row_by_the_beginning_of_its_id(written: Path, kind: str) -> None:
    import sqlite3

    ident = sqlite3.connect(written / "desk" / "record.db").execute(f"SELECT id FROM {kind} ORDER BY id").fetchone()[0]
    assert run("show", ident, "--desk", written / "desk").exit_code == 0
    assert json.loads(run("show", ident[:-2], "--desk", written / "desk", "--json").output)["id"] == ident


@pytest.mark.model
def test_verify_says_what_it_checked_and_exits_1_on_findings(copied: Path) -> None:
    assert run("verify", copied / "briefing.html").exit_code == 0
    assert run("verify", copied / "desk").exit_code == 0
    path = copied / "briefing.html"
    path.write_text(path.read_text(encoding="utf-8").replace("single soldier", "single sailor", 1), encoding="utf-8")
    result = run("verify", path, "--json")
    assert result.exit_code == 1
    report = json.loads(result.output)
    assert report["ok"] is False
    assert report["findings"]


@pytest.mark.model
def test_a_stranger_verifies_with_the_captures_alone(copied: Path) -> None:
    (copied / "desk" / "record.db").unlink()
    result = run("verify", copied / "briefing.html")
    assert result.exit_code == 0
    assert "the record is not at hand" in result.output


@pytest.mark.model
def test_doctor_tells_the_state_of_a_desk(copied: Path) -> None:
    checks = json.loads(run("doctor", "--desk", copied / "desk", "--json").output)
    assert all(check["ok"] for check in checks)
    next(p for p in (copied / "desk" / "captures").rglob("*") if p.is_file()).unlink()
    result = run("doctor", "--desk", copied / "desk")
    assert result.exit_code == 5
    assert "1 missing or cut" in result.output


def test_a_damaged_store_is_exit_5(tmp_path: Path) -> None:
    (tmp_path / "record.db").write_bytes(b"nonsense" * 1000)
    assert exits("search", "x", "--desk", tmp_path) == 5


def test_terminal_commands_in_a_page_are_not_passed_on() -> None:
    from onrecord.cli.output import clean

    assert clean("a\x1b[31mred\x07\u202e") == "a�[31mred��"


def test_interruption_is_exit_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.cli.app", interrupt)
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 130
    assert "interrupted" in capsys.readouterr().err
