"""A writer edits the Markdown: each sentence keeps its receipts, visibly loses them, or is the writer's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.brief.html import to_html
from onrecord.brief.markdown import from_markdown
from onrecord.brief.model import Briefing
from onrecord.verify import Report
from onrecord.verify.edits import Edit, counted, edits
from onrecord.verify.settle import settled
from verify.test_tamper import check

pytestmark = pytest.mark.model

ORR = "Orr said that his government was ready to sign the border agreement on March 12."


def edited(folder: Path, old: str, new: str) -> Report:
    """The report on the Markdown with the first place of `old` changed."""
    path = folder / "briefing.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return check(folder, "briefing.md")


def changed(report: Report) -> list[Edit]:
    return [e for e in report.edits if e.state != "unchanged"]


def test_a_file_as_written_has_no_edits(written: Path) -> None:
    report = check(written, "briefing.md")
    assert report.edits == ()


def test_a_shortened_sentence_still_rests(copied: Path) -> None:
    report = edited(copied, ORR, "Orr said his government was ready to sign the agreement on March 12.")
    (edit,) = changed(report)
    assert (edit.state, edit.reasons) == ("edited", ())
    assert edit.receipts
    assert report.findings == ()


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("Orr said that his government was ready to sign the border agreement on March 13.", "number 13"),
        ("Orr said that his government had signed the border agreement on March 12.", "“signed”|lost"),
        ("Lena Marsh said that her government was ready to sign the border agreement on March 12.", "name"),
    ],
)
def test_a_changed_meaning_loses_the_receipts(copied: Path, new: str, reason: str) -> None:
    report = edited(copied, ORR, new)
    lost = [e for e in changed(report) if e.state == "lost"]
    assert len(lost) == 1
    assert any(re.search(reason, r) for r in lost[0].reasons) or reason == "“signed”|lost"
    assert [f.what for f in report.findings] == ["lost"]
    assert new[:20] in (report.findings[0].sentence or "")


def test_words_without_footnotes_are_the_writers_own(copied: Path) -> None:
    report = edited(copied, "## The main story", "Good morning. It rained all week.\n\n## The main story")
    (edit,) = changed(report)
    assert (edit.state, edit.words, edit.receipts) == ("own", "Good morning. It rained all week.", ())
    assert report.findings == ()


def test_a_sentence_put_behind_another_is_told_from_it(copied: Path) -> None:
    path = copied / "briefing.md"
    line = next(x for x in path.read_text(encoding="utf-8").splitlines() if "Orr said" in x and x.startswith("- "))
    report = edited(copied, line, line + " I was there.")
    assert [(e.state, e.words) for e in changed(report)] == [
        ("edited", changed(report)[0].words),
        ("own", "I was there."),
    ]


def test_a_sentence_taken_out_is_reported_and_no_finding(copied: Path) -> None:
    path = copied / "briefing.md"
    line = next(
        x for x in path.read_text(encoding="utf-8").splitlines() if "single soldier" in x and x.startswith("- ")
    )
    report = edited(copied, line + "\n", "")
    assert [e.state for e in changed(report)] == ["removed"]
    assert report.findings == ()


def test_a_footnote_that_there_is_not_is_a_finding(copied: Path) -> None:
    report = edited(copied, "## The main story", "Orr resigned.[^999]\n\n## The main story")
    assert [(f.what, f.detail) for f in report.findings] == [("lost", "there is no receipt 999")]


def test_an_altered_footnote_is_a_finding(copied: Path) -> None:
    path = copied / "briefing.md"
    text = path.read_text(encoding="utf-8")
    at = text.index("[^1]: ")
    path.write_text(text[:at] + text[at:].replace("characters", "letters", 1), encoding="utf-8")
    assert [(f.where, f.what) for f in check(copied, "briefing.md").findings] == [("receipt 1", "altered")]


def test_sections_may_change_places(copied: Path) -> None:
    path = copied / "briefing.md"
    text = path.read_text(encoding="utf-8")
    parts = re.split(r"(?m)^(?=## )", text)
    parts[1], parts[2] = parts[2], parts[1]
    path.write_text("".join(parts), encoding="utf-8")
    report = check(copied, "briefing.md")
    assert report.findings == ()
    assert set(counted(report.edits).items()) >= {("edited", 0), ("lost", 0), ("own", 0), ("removed", 0)}


# ---------------------------------------------------------------- as data again


def settle(folder: Path, old: str, new: str) -> tuple[Briefing, Briefing]:
    text = (folder / "briefing.md").read_text(encoding="utf-8")
    briefing = from_markdown(text)
    return briefing, settled(text.replace(old, new, 1), briefing)


def test_an_unedited_file_gives_the_same_sentences(written: Path) -> None:
    briefing, again = settle(written, "x-not-there", "")
    assert [s.id for s in again.sentences()] == [s.id for s in briefing.sentences()]
    assert [(s.kind, s.title) for s in again.sections] == [(s.kind, s.title) for s in briefing.sections]
    assert [g.why for s in again.sections for g in s.groups] == [g.why for s in briefing.sections for g in s.groups]


def test_an_edit_becomes_a_sentence_that_says_it_is_one(written: Path) -> None:
    shorter = "Orr said his government was ready to sign the agreement on March 12."
    _, again = settle(written, ORR, shorter)
    (sentence,) = [s for s in again.sentences() if s.template == "edited"]
    assert sentence.row is not None
    assert sentence.receipts
    assert shorter in to_html(again)
    assert "edited by the writer" in to_html(again)


def test_own_words_and_own_sections_are_kept(written: Path) -> None:
    _, again = settle(
        written, "## The main story", "Good morning.\n\n## A word first\n\nIt rained.\n\n## The main story"
    )
    assert [s.title for s in again.sections][:3] == ["", "A word first", "The main story"]
    assert [dict(s.slots)["text"].value for s in again.sentences() if s.template == "own"] == [
        "Good morning.",
        "It rained.",
    ]


def test_edits_of_strange_text_do_not_fail(written: Path) -> None:
    text = (written / "briefing.md").read_text(encoding="utf-8")
    briefing = from_markdown(text)
    for strange in ("[^1][^2]", "### [^1]", "- ", "> quoted[^1]", "|a|b|\n|-|-|", "\u202e", "[^" + "9" * 400 + "]"):
        assert edits(strange, briefing)
