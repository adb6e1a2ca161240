"""Publishing, what it keeps, and the corrections that come due."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.brief.html import from_html
from onrecord.cli import app
from onrecord.desk import make_desk, open_desk
from onrecord.record import Judgement, row_id
from onrecord.store.issues import issue_sentences, issues
from onrecord.store.judgements import add_judgements
from onrecord.verify import verify_briefing
from samples import OTHER, PAGE

pytestmark = pytest.mark.model

FIRST = """<html><head><link rel="canonical" href="https://tarn.example/ford.html"><title>Guns At The Ford</title>
<meta property="article:published_time" content="2026-03-02T08:00:00Z"></head><body><article><h1>Guns At The Ford</h1>
<p>TARN -- Ostia accused Vell on March 2 of moving 12 heavy guns to the river ford at Tarn, the ministry of defence said.</p>
<p>“We counted twelve guns at the ford before dawn,” Minister Lena Marsh told reporters in Tarn on Monday.</p>
<p>The villagers of Tarn closed their market and went home, and the school stayed shut for the whole of the day.</p>
</article></body></html>
"""
LATER = (
    FIRST.replace("12 heavy guns", "eight heavy guns")
    .replace("We counted twelve guns at the ford before dawn", "We counted eight guns at the ford")
    .replace(
        "</article>",
        "<p>Correction: an earlier version of this article was wrong about the number of guns.</p></article>",
    )
)
DENIAL = """<html><head><title>Vell Answers</title>
<meta property="article:published_time" content="2026-03-04T08:00:00Z"></head><body><article><h1>Vell Answers</h1>
<p>VELL CITY -- Vell has denied moving any heavy guns to the river ford at Tarn.</p>
<p>Vell’s foreign ministry denied that heavy guns had been moved to the river ford at Tarn.</p>
<p>“There is not one gun at the ford,” Minister Pavel Orr told reporters in Vell City on Wednesday afternoon.</p>
</article></body></html>
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one issue; copy it before changing it."""
    top = tmp_path_factory.mktemp("published")
    desk = top / "desk"
    make_desk(desk, title="The Ford Weekly")
    (top / "ford.html").write_text(FIRST, encoding="utf-8")
    for args in (("add", top / "ford.html", "--desk", desk), ("brief", "--desk", desk)):
        assert run(*args).exit_code == 0
    draft = desk / "briefings" / "draft" / "briefing.md"
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("## The main story", "Good morning.\n\n## The main story", 1), encoding="utf-8")
    result = run("publish", draft, "--desk", desk)
    assert result.exit_code == 0, result.output
    return desk


@pytest.fixture
def desk(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "desk"))


def read(desk: Path, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert run("add", tmp_path / name, "--desk", desk).exit_code == 0


def due(desk: Path) -> list[dict[str, str]]:
    return json.loads(run("corrections", "--desk", desk, "--json").output)  # type: ignore[no-any-return]


def test_an_issue_is_kept_in_the_record_and_in_a_folder(desk: Path) -> None:
    home = open_desk(desk)
    with home.open_for_reading() as store:
        (row,) = issues(store.connection)
        sentences = issue_sentences(store.connection, row.id)
    assert "Good morning." in row.text
    assert [s.words for s in sentences if s.state == "own"] == ["Good morning. (the writer’s own words)"]
    folder = desk / "briefings" / row.folder
    for name in ("briefing.html", "briefing.md", "briefing.json"):
        with home.open_for_reading() as store:
            assert verify_briefing(folder / name, captures=home.captures, store=store).findings == ()


def test_the_feed_names_the_issue(desk: Path) -> None:
    from lxml import etree

    feed = etree.parse(str(desk / "briefings" / "feed.xml")).getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = feed.findall(f"{atom}entry")
    href = entry.find(f"{atom}link").get("href")
    assert (desk / "briefings" / href).is_file()
    for name in ("id", "title", "updated"):
        assert feed.find(f"{atom}{name}").text
        assert entry.find(f"{atom}{name}").text


def test_publishing_the_same_text_again_is_one_issue(desk: Path) -> None:
    assert run("publish", desk / "briefings" / "draft" / "briefing.md", "--desk", desk).exit_code == 0
    with open_desk(desk).open_for_reading() as store:
        assert len(issues(store.connection)) == 1


def test_a_sentence_that_lost_its_receipts_is_not_published(desk: Path) -> None:
    draft = desk / "briefings" / "draft" / "briefing.md"
    text = draft.read_text(encoding="utf-8")
    assert "- Ostia accused" in text
    draft.write_text(text.replace("moving 12 heavy guns", "moving 90 heavy guns", 1), encoding="utf-8")
    result = run("publish", draft, "--desk", desk)
    assert result.exit_code == 1
    assert "the number 90 stands in no receipt" in result.output
    with open_desk(desk).open_for_reading() as store:
        assert len(issues(store.connection)) == 1


@pytest.mark.parametrize("name", ["briefing.html", "nothing.md"])
def test_what_cannot_be_published_is_wrong_use(desk: Path, name: str) -> None:
    result = run("publish", desk / "briefings" / "draft" / name, "--desk", desk)
    assert result.exit_code != 0
    assert result.exception is not None


def test_nothing_is_due_at_first(desk: Path) -> None:
    result = run("corrections", "--desk", desk)
    assert result.exit_code == 0
    assert "1 issue, 0 corrections due" in result.output


def test_a_desk_without_issues_has_nothing_on_record(tmp_path: Path) -> None:
    make_desk(tmp_path / "empty", title="Empty")
    result = run("corrections", "--desk", tmp_path / "empty")
    assert result.exit_code != 0
    assert "no issue was published" in str(result.exception)


def test_a_page_that_changed_makes_a_correction_due(desk: Path, tmp_path: Path) -> None:
    read(desk, tmp_path, "ford-again.html", LATER)
    found = due(desk)
    assert any("12 heavy guns" in c["said"] for c in found if c["kind"] == "amended")
    assert {c["kind"] for c in found} == {"amended"}
    assert len({(c["sentence"], c["article"]) for c in found}) == len(found)
    assert run("corrections", "--desk", desk).exit_code == 1


def test_words_that_went_without_a_notice_are_told_so(desk: Path, tmp_path: Path) -> None:
    read(desk, tmp_path, "ford-again.html", LATER.partition("<p>Correction")[0] + "</article></body></html>")
    assert {c["kind"] for c in due(desk)} == {"gone"}


def test_a_denial_that_came_later_makes_a_correction_due(desk: Path, tmp_path: Path) -> None:
    read(desk, tmp_path, "answer.html", DENIAL)
    found = due(desk)
    assert [c["kind"] for c in found] == ["denied"] * len(found)
    assert any("accused Vell" in c["said"] for c in found)


def test_a_judgement_makes_a_correction_due(desk: Path) -> None:
    home = open_desk(desk)
    with home.open_for_writing() as store:
        (row,) = issues(store.connection)
        sentence = next(
            s for s in issue_sentences(store.connection, row.id) if (s.row or "").startswith(("statement", "event"))
        )
        kind = "statement-reject" if (sentence.row or "").startswith("statement") else "event-reject"
        made_at = "2126-03-09T08:00:00Z"
        ident = row_id("judgement", kind, sentence.row, made_at)
        with store.transaction() as db:
            add_judgements(db, [Judgement(ident, kind, sentence.row or "", None, None, "editor", "misread", made_at)])
    assert {c["kind"] for c in due(desk)} == {"judged"}


def test_the_next_issue_prints_the_correction_and_what_is_new(desk: Path, tmp_path: Path) -> None:
    read(desk, tmp_path, "ford-again.html", LATER)
    read(desk, tmp_path, "answer.html", DENIAL)
    result = run("brief", "--desk", desk)
    assert result.exit_code == 0, result.output
    home = open_desk(desk)
    path = desk / "briefings" / "draft" / "briefing.html"
    made = from_html(path.read_text(encoding="utf-8"))
    (section,) = [s for s in made.sections if s.kind == "corrections"]
    assert {s.template for g in section.groups for s in g.sentences} >= {"corrected amended", "corrected denied"}
    assert made.last is not None
    assert any(r.name == "new" for s in made.sections for g in s.groups for r in g.why)
    with home.open_for_reading() as store:
        assert verify_briefing(path, captures=home.captures, store=store).findings == ()


def test_what_the_last_issue_told_is_not_told_again(desk: Path, tmp_path: Path) -> None:
    read(desk, tmp_path, "answer.html", DENIAL)
    (tmp_path / "tarn.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "river.txt").write_text(OTHER, encoding="utf-8")
    assert run("add", tmp_path / "tarn.txt", tmp_path / "river.txt", "--desk", desk).exit_code == 0
    before = {s.row for s in from_html(next(desk.glob("briefings/2*/briefing.html")).read_text("utf-8")).sentences()}
    assert run("brief", "--desk", desk).exit_code == 0
    made = from_html((desk / "briefings" / "draft" / "briefing.html").read_text(encoding="utf-8"))
    told = {
        s.row
        for section in made.sections
        if section.kind in {"lead", "more", "stories", "countries", "experts"}
        for g in section.groups
        for s in g.sentences
    }
    assert told
    assert not {row for row in told & before if row and row.startswith(("event", "statement"))}


def test_brief_can_publish_at_once(tmp_path: Path) -> None:
    (tmp_path / "ford.html").write_text(FIRST, encoding="utf-8")
    make_desk(tmp_path / "desk", title="Ford")
    result = run("brief", tmp_path / "ford.html", "--desk", tmp_path / "desk", "--publish")
    assert result.exit_code == 0, result.output
    assert len(list((tmp_path / "desk" / "briefings").glob("2026-*/briefing.html"))) == 1


def test_claims_are_listed_and_found_by_id(desk: Path, tmp_path: Path) -> None:
    read(desk, tmp_path, "answer.html", DENIAL)
    found = json.loads(run("claims", "--desk", desk, "--json").output)
    stances = {p["stance"] for claim in found for p in claim["positions"]}
    assert {"asserts", "denies"} <= stances
    result = run("claims", found[0]["id"][:14], "--desk", desk)
    assert found[0]["id"] in result.output
    assert run("claims", "claim-none", "--desk", desk).exit_code != 0
