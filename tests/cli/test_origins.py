"""`onrecord origins` and the counts in `onrecord show`, over a small record made by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.test_commands import exits
from onrecord.cli import app
from onrecord.desk import Desk
from onrecord.record import Article, Block, Evidence, Reading
from onrecord.store import captures
from onrecord.store.write import (
    add_extraction,
    add_reading,
    add_retrieval,
    add_run,
    new_run,
    replace_families,
    replace_reuse,
)
from origins.made import article, family, said, shared

TEXT = (
    "Bridge to close\n\nThe mayor, Lena Marsh, said 12 lorries were stuck.\n\n"
    "“We will close the bridge before anybody falls,” Marsh said."
)
QUOTE = "“We will close the bridge before anybody falls,”"
URL = "https://tarn.example/bridge"
WIRE = article(TEXT, outlet="Wire", published="2026-03-02T08:00:00Z", title="Bridge to close")
COPY = article(TEXT + "\n\nFrom Wire.", outlet="Tarn Herald", published="2026-03-03", title="Bridge <closes>", url=URL)
NEW = article(
    TEXT.replace("12 lorries", "eight lorries") + "\n\nFrom Wire.",
    outlet="Tarn Herald", published="2026-03-03", updated="2026-03-05", title="Bridge <closes>", url=URL,
)  # fmt: skip
OWN = article(
    "A noisy hall\n\nLena Marsh promised: “We will close the bridge before anybody falls.” Few clapped.",
    outlet="Vell Post", published="2026-03-02T20:00:00Z", title="A noisy hall",
)  # fmt: skip


def blocks(found: Article) -> tuple[Block, ...]:
    from onrecord.record import Span

    return tuple(
        Block("body", m[0], f"bytes:{m.start()}-{m.end()}", 0, Span(m.start(), m.end()))
        for m in re.finditer(r"[^\n]+", found.text)
    )


@pytest.fixture
def told(desk: Desk) -> Path:
    """A desk with an agency text, its copy in two versions, and a report of its own."""
    from dataclasses import replace

    run = new_run("2026-03-09T08:00:00Z", "test", "0", model=None, knowledge=None)
    with desk.open_for_writing() as store, store.transaction() as db:
        add_run(db, run)
        for found in (WIRE, COPY, NEW, OWN):
            times = [None if d is None else d.value for d in (found.published, found.updated)]
            data = f"{found.text}{found.outlet}{times[0]}{times[1]}".encode()
            assert captures.keep(desk.captures, data) == found.capture
            kept = replace(found, blocks=blocks(found))
            add_reading(db, kept.capture, len(data), Reading("text/1", "utf-8", (kept,)), run)
            add_retrieval(db, kept.capture, f"pages/{kept.id}.txt", "2026-03-09T08:00:00Z", run)
            words = QUOTE if found is not OWN else "“We will close the bridge before anybody falls.”"
            statement, mention = said(found, "Lena Marsh", words, actor="marsh")
            add_extraction(db, kept, [mention], [statement], [], extractors=["made/1"], run=run)
        parts = [TEXT.split("12", maxsplit=1)[0], TEXT.split("12 lorries")[1]]
        pair = replace(
            shared(WIRE, COPY, TEXT, first=WIRE),
            evidence=(Evidence("credit", WIRE.id, f"{COPY.id} credits Wire", "From Wire."),),
        )
        rows = [pair, shared(WIRE, NEW, *parts), shared(COPY, NEW, *parts)]
        replace_reuse(db, rows, stale=None)
        replace_families(db, [family(WIRE, COPY, NEW, first=WIRE)], near=None)
    return desk.folder


def run_(*args: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


def test_the_list_counts_origins_and_articles(told: Path) -> None:
    result = run_("origins", "--desk", told)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("2 origins, 3 articles: 2 of them in 1 family of copies")
    assert "first: Wire, 2026-03-02 08:00 UTC" in result.stdout
    assert "1 page captured more than once" in result.stdout


def test_the_tree_of_a_family_by_the_beginning_of_its_id(told: Path) -> None:
    ident = json.loads(run_("origins", "--desk", told, "--json").stdout)["origins"][0]["id"]
    result = run_("origins", ident[:12], "--desk", told)
    assert "a reprint of Wire" in result.stdout
    assert "for: credit line: Tarn Herald credits Wire “From Wire.”" in result.stdout
    assert "another capture of this page" in result.stdout


def test_two_texts_side_by_side(told: Path) -> None:
    result = run_("origins", shared(WIRE, COPY, TEXT).id, "--desk", told)
    assert "[1>" in result.stdout
    assert "<1]" in result.stdout
    assert " | " in result.stdout


def test_versions_show_the_difference(told: Path) -> None:
    result = run_("origins", "--versions", "--desk", told)
    assert "[-12-] {+eight+} lorries were stuck" in result.stdout
    assert "number: 12 lorries became eight lorries" in result.stdout
    assert "later by the page's time of update" in result.stdout


def test_quotations_that_travel(told: Path) -> None:
    found = json.loads(run_("origins", "--quotes", "--json", "--desk", told).stdout)
    (quotation,) = found["quotations"]
    assert (len(quotation["origins"]), quotation["articles"]) == (2, 3)
    assert "Lena Marsh: “We will close the bridge" in run_("origins", "--quotes", "--desk", told).stdout


def test_show_says_how_many_origins_carry_a_statement(told: Path) -> None:
    ident = said(WIRE, "Lena Marsh", QUOTE)[0].id
    row = json.loads(run_("show", ident, "--json", "--desk", told).stdout)
    assert (len(row["carried"]["origins"]), row["carried"]["articles"]) == (2, 3)
    assert "carried by       2 origins, 3 articles" in run_("show", ident, "--desk", told).stdout


@pytest.mark.parametrize("args", [(), ("family-",), ("article-",), ("reuse-",), ("--quotes",), ("--versions",)])
def test_pages_lead_only_to_pages_that_are_there(told: Path, tmp_path: Path, args: tuple[str, ...]) -> None:
    ids = {"family-": family(WIRE, COPY, NEW).id, "article-": COPY.id, "reuse-": shared(WIRE, COPY, TEXT).id}
    result = run_("origins", *(ids.get(a, a) for a in args), "--desk", told, "--html", tmp_path / "out" / "page.html")
    assert result.exit_code == 0, result.output
    for page in (tmp_path / "out").glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "Bridge <closes>" not in text
        for link in re.findall(r'href="([^"#]+)', text):
            if not link.startswith("http"):
                assert (page.parent / link).exists(), (page.name, link)


def test_what_is_not_on_record_is_exit_4(told: Path) -> None:
    assert exits("origins", "family-0000", "--desk", told) == 4
    assert exits("origins", "statement-0000", "--desk", told) == 4


def test_an_empty_record_is_exit_4(desk: Desk) -> None:
    for args in ((), ("--quotes",), ("--versions",)):
        assert exits("origins", *args, "--desk", desk.folder) == 4


@pytest.mark.parametrize("args", [("family-", "--quotes"), ("--quotes", "--versions"), ("--html", "x.html", "--json")])
def test_questions_are_asked_one_by_one(told: Path, args: tuple[str, ...]) -> None:
    assert exits("origins", *args, "--desk", told) == 2


def test_an_id_that_begins_several_is_exit_2(told: Path) -> None:
    assert exits("origins", "article-", "--desk", told) == 2
