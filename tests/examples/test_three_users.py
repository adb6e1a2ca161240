"""The three for whom this is made, from beginning to end, on the example week."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from examples.week import WEEK
from onrecord.cli import app

pytestmark = [pytest.mark.model, pytest.mark.slow]


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The writer's desk on Sunday evening: made, set up, all pages added."""
    folder = tmp_path_factory.mktemp("users") / "lodra"
    assert run("init", folder, "--title", "The Week on the Lodra").exit_code == 0
    for name in ("onrecord.toml", "actors.toml"):
        shutil.copyfile(WEEK / name, folder / name)
    assert run("add", WEEK / "pages", "--desk", folder).exit_code == 3  # three inputs are broken on purpose
    return folder


def test_the_writer_makes_edits_checks_and_publishes_an_issue(desk: Path, tmp_path: Path) -> None:
    assert run("brief", "--desk", desk).exit_code == 0
    draft = desk / "briefings" / "draft" / "briefing.md"
    text = draft.read_text(encoding="utf-8")
    body = [line for line in text.partition("## Receipts")[0].splitlines() if line.startswith("- ")]
    shortened = next(line for line in body if ", days after its foreign minister warned that it would do so." in line)
    taken_out = next(line for line in body if line != shortened and "crossing" not in line)
    # an opening of her own, one sentence taken out, one made shorter; and that one mended too far
    text = text.replace("## The main story", "Welcome back. It was a week of two telephones.\n\n## The main story", 1)
    text = text.replace(taken_out + "\n", "", 1)
    short = shortened.replace("Sorrel Ford border crossing", "crossing")
    wrong = text.replace(shortened, short.replace("closed the", "will close the"), 1)
    text = text.replace(shortened, short, 1)
    draft.write_text(wrong, encoding="utf-8")
    result = run("verify", draft, "--desk", desk)
    assert result.exit_code == 1
    assert "“will” (planned) stands in no receipt" in result.output
    draft.write_text(text, encoding="utf-8")
    result = run("verify", draft, "--desk", desk)
    assert result.exit_code == 0, result.output
    assert "own: Welcome back. It was a week of two telephones." in result.output
    assert "1 edited, 0 lost, 1 own, 1 removed" in result.output
    assert run("lint", draft).exit_code == 0
    result = run("publish", draft, "--desk", desk)
    assert result.exit_code == 0, result.output
    folder = Path(result.output.splitlines()[0])
    assert folder.parent == desk / "briefings"
    for name in ("briefing.html", "briefing.md", "briefing.json"):
        assert run("verify", folder / name).exit_code == 0
    assert run("corrections", "--desk", desk).exit_code == 0


def test_the_analyst_asks_the_record(desk: Path) -> None:
    found = json.loads(run("search", "howitzers", "--desk", desk, "--json").output)
    assert found
    shown = json.loads(run("show", found[0]["id"], "--desk", desk, "--json").output)
    assert shown
    claims = json.loads(run("claims", "--desk", desk, "--json").output)
    blast = next(c for c in claims if {p["stance"] for p in c["positions"]} == {"asserts", "denies", "doubts"})
    assert {p["name"] for p in blast["positions"]} >= {"Karvia", "Halmora"}
    assert all(p["day"] for p in blast["positions"])
    origins = run("origins", "--desk", desk, "--json")
    assert origins.exit_code == 0
    assert json.loads(origins.output)


def test_the_reader_verifies_a_bundle_and_nothing_else(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "writer"
    assert run("brief", "--desk", desk, "--out", out, "--bundle").exit_code == 0
    alone = tmp_path / "reader"
    alone.mkdir()
    bundle = Path(shutil.move(out / "briefing.zip", alone / "lodra.zip"))
    shutil.rmtree(out)
    monkeypatch.chdir(alone)
    monkeypatch.delenv("ONRECORD_DESK", raising=False)
    result = run("verify", bundle.name)
    assert result.exit_code == 0, result.output
    assert "all hold" in result.output
    data = bundle.read_bytes()
    bundle.write_bytes(data[: len(data) // 2])
    assert run("verify", bundle.name).exit_code != 0
