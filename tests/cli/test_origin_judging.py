"""`onrecord origin`: what a person decides about copies is followed at once, kept, and shown beside what was found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.test_commands import exits
from made_articles import RUN, put
from onrecord.cli import app
from onrecord.comparison import compare
from onrecord.desk import Desk
from origins.made import article
from reuse.made_prose import story

TEXT = story(1)
A = article(TEXT, outlet="Wire", published="2026-03-02")
B = article(TEXT + "\n\nFirst in the Herald.", outlet="Herald", published="2026-03-05")
C = article(TEXT + "\n\nRead in Vell.", outlet="Post", published="2026-03-09")
OTHER = article(story(2), outlet="Post", published="2026-03-09")
BY = ("--by", "Ann", "--why", "read by me")


@pytest.fixture
def copies(desk: Desk) -> Path:
    """A desk with three prints of one story and another story."""
    with desk.open_for_writing() as store:
        put(store, [A, B, C, OTHER])
        compare(store, RUN, progress=lambda *_: None)
    return desk.folder


def run_(*args: object) -> Result:
    result = CliRunner().invoke(app, [str(a) for a in args])
    assert result.exit_code == 0, result.output
    return result


def families(desk: Path) -> list[dict[str, object]]:
    return json.loads(run_("origins", "--json", "--desk", desk).stdout)["origins"]


def test_the_first_as_judged_heads_the_family(copies: Path) -> None:
    assert families(copies)[0]["first"] == A.id
    for other in (A, C):
        run_("origin", "first", B.id, other.id, *BY, "--desk", copies)
    (found,) = families(copies)
    assert (found["first"], found["articles"]) == (B.id, 3)
    tree = run_("origins", str(found["id"]), "--desk", copies).stdout
    assert "for: a person's judgement: Ann judged so “read by me”" in tree
    assert "against: time: Wire is of 2026-03-02" in tree
    assert "Judged by Ann" in tree


def test_what_is_no_copy_counts_apart_and_stays_visible(copies: Path) -> None:
    for other in (A, B):
        run_("origin", "not-copies", C.id, other.id, *BY, "--desk", copies)
    (found,) = families(copies)
    assert found["articles"] == 2
    assert run_("origins", "--desk", copies).stdout.startswith("3 origins, 4 articles")
    about = run_("origins", C.id, "--desk", copies).stdout
    assert "no copies: " in about
    assert "found was:" in about
    assert "reprint: " in about
    pair = next(j for j in json.loads(run_("origins", C.id, "--json", "--desk", copies).stdout)["judged"])["found"][
        "id"
    ]
    assert "no copies: " in run_("origins", pair, "--desk", copies).stdout


@pytest.mark.parametrize("command", ["origin", "actor"])
def test_undoing_brings_back_what_was_found(copies: Path, command: str) -> None:
    before = families(copies)
    run_("origin", "not-copies", C.id, A.id, *BY, "--desk", copies)
    run_("origin", "not-copies", C.id, B.id, *BY, "--desk", copies)
    assert families(copies) != before
    made = json.loads(run_("origin", "list", "--json", "--desk", copies).stdout)
    for row in made:
        run_(command, "undo", row["judgement"]["id"], *BY, "--desk", copies)
    assert families(copies) == before
    assert exits("origin", "list", "--desk", copies) == 4
    assert "(counts no more)" in run_("origin", "list", "--all", "--desk", copies).stdout


def test_a_search_counts_copies_as_one_origin(copies: Path) -> None:
    word = max(TEXT.split(), key=len).strip(".")
    found = CliRunner().invoke(app, ["search", word, "--articles", "--desk", str(copies)])
    assert "1 origin, 3 articles" in found.stderr
    assert found.stdout.count("(same origin as article-") == 2
    run_("origin", "not-copies", C.id, A.id, *BY, "--desk", copies)
    run_("origin", "not-copies", C.id, B.id, *BY, "--desk", copies)
    rows = json.loads(run_("search", word, "--articles", "--json", "--desk", copies).stdout)
    assert len({row["origin"] for row in rows}) == 2


def test_judgements_outlive_comparing_again(copies: Path) -> None:
    for other in (A, B):
        run_("origin", "not-copies", C.id, other.id, *BY, "--desk", copies)
    before = families(copies)
    desk = Desk(copies, None)  # type: ignore[arg-type]
    with desk.open_for_writing() as store:
        put(store, [article(story(9), outlet="Post", published="2026-03-09")])
        for path in (copies / "reuse-index").iterdir():
            path.unlink()
        compare(store, RUN, progress=lambda *_: None)
    assert families(copies) == before


def test_a_page_shows_the_judgement_beside_what_was_found(copies: Path, tmp_path: Path) -> None:
    run_("origin", "not-copies", C.id, A.id, *BY, "--desk", copies)
    page = tmp_path / "page.html"
    run_("origins", C.id, "--html", page, "--desk", copies)
    text = page.read_text("utf-8")
    assert "Judged by persons" in text
    assert "are no copies. read by me" in text
    assert "Found was: reprint" in text


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("not-copies", A.id, OTHER.id, *BY), 2),
        (("not-copies", A.id, A.id, *BY), 2),
        (("first", "article-", B.id, *BY), 2),
        (("first", "article-zz", B.id, *BY), 4),
        (("first", A.id, B.id, "--by", "Ann", "--why", " "), 2),
        (("undo", "judgement-none", *BY), 4),
        (("list",), 4),
    ],
)
def test_wrong_use_is_refused(copies: Path, args: tuple[str, ...], code: int) -> None:
    assert exits("origin", *args, "--desk", copies) == code
