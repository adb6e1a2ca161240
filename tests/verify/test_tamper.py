"""Every way to falsify a briefing or a record ends in a finding that names the sentence or the row."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.brief.html import from_html, to_html
from onrecord.brief.markdown import from_markdown
from onrecord.brief.model import BriefingError, from_json, to_json
from onrecord.desk import open_desk
from onrecord.errors import UsageError
from onrecord.verify import Report, verify_briefing, verify_record

pytestmark = pytest.mark.model


def check(folder: Path, name: str = "briefing.html", *, record: bool = True) -> Report:
    desk = open_desk(folder / "desk")
    if not record:
        return verify_briefing(folder / name, captures=desk.captures, store=None)
    with desk.open_for_reading() as store:
        return verify_briefing(folder / name, captures=desk.captures, store=store)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def forge(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the data inside, and print the file anew from it: nothing visible gives the forgery away."""
    path = folder / "briefing.html"
    raw = json.loads(to_json(from_html(path.read_text(encoding="utf-8"))))
    change(raw)
    path.write_text(to_html(from_json(json.dumps(raw))), encoding="utf-8")


def sentence_with(raw: dict[str, Any], template: str, words: str = "") -> dict[str, Any]:
    for section in raw["sections"]:
        for group in section["groups"]:
            for sentence in [group["heading"], *group["sentences"]]:
                if sentence is not None and sentence["template"] == template and words in json.dumps(sentence):
                    return sentence  # type: ignore[no-any-return]
    raise AssertionError(f"no sentence of the template {template!r}")


@pytest.mark.parametrize("name", ["briefing.html", "briefing.md"])
@pytest.mark.parametrize("record", [True, False])
def test_what_was_written_holds(written: Path, name: str, record: bool) -> None:
    report = check(written, name, record=record)
    assert report.findings == ()
    assert dict(report.checked)["receipts"] > 5


@pytest.mark.parametrize("name", ["briefing.html", "briefing.md"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("not send a single soldier", "not send a single Soldier", id="a letter of a quotation"),
        pytest.param("border agreement on March 12", "border agreement on March 13", id="a number"),
        pytest.param("Lena Marsh", "Lena Harsh", id="a letter of a speaker"),
        pytest.param("told reporters", "shouted at reporters", id="the cue"),
    ],
)
def test_an_altered_word_is_found_and_its_sentence_named(copied: Path, name: str, old: str, new: str) -> None:
    edit(copied / name, old, new)
    findings = check(copied, name, record=False).findings
    assert findings
    assert all(f.where.startswith(("sentence-", "briefing", "receipt")) for f in findings)


def test_an_altered_quotation_names_its_sentence(copied: Path) -> None:
    path = copied / "briefing.html"
    text = path.read_text(encoding="utf-8")
    ident, _ = next(
        m.groups()
        for m in re.finditer(r'<li class="s" id="(sentence-\w+)">(.*?)</li>', text)
        if "single soldier" in m[2]
    )
    start = text.index(f'id="{ident}"')
    path.write_text(text[:start] + text[start:].replace("single soldier", "single sailor", 1), encoding="utf-8")
    (finding,) = check(copied, record=False).findings
    assert finding.where == ident
    assert finding.sentence is not None
    assert "single soldier" in finding.sentence
    assert "single sailor" in finding.detail


def test_an_added_sentence_is_found(copied: Path) -> None:
    path = copied / "briefing.html"
    text = path.read_text(encoding="utf-8")
    added = '<li class="s" id="sentence-0000">Lena Marsh resigned.</li>\n</ul>'
    path.write_text(text.replace("</ul>", added, 1), encoding="utf-8")
    assert [(f.where, f.what) for f in check(copied).findings] == [("sentence-0000", "added")]


def test_a_sentence_taken_away_is_found(copied: Path) -> None:
    path = copied / "briefing.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'<li class="s".*?</li>\n', "", text, count=1), encoding="utf-8")
    assert check(copied).findings


def test_a_changed_byte_of_a_capture_names_every_sentence_on_it(copied: Path) -> None:
    path = next(
        p for p in (copied / "desk" / "captures").rglob("*") if p.is_file() and b"single soldier" in p.read_bytes()
    )
    path.write_bytes(path.read_bytes().replace(b"single soldier", b"single sold1er"))
    findings = check(copied).findings
    assert findings
    assert {f.what for f in findings} == {"capture"}
    assert all(f.sentence for f in findings)


def test_a_missing_capture_is_found(copied: Path) -> None:
    next(p for p in (copied / "desk" / "captures").rglob("*") if p.is_file()).unlink()
    assert any("cannot be read" in f.detail for f in check(copied).findings)


def test_forged_receipt_words_do_not_stand_in_the_capture(copied: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        receipt = next(r for r in raw["receipts"] if any("single soldier" in w for w in r["words"]))
        receipt["words"] = [
            w.replace("not send a single soldier", "send every soldier we have") for w in receipt["words"]
        ]

    forge(copied, change)
    assert any(
        f.what == "receipt" and "every soldier" in (f.sentence or "") for f in check(copied, record=False).findings
    )


def test_another_speaker_of_the_same_page_is_found_by_the_record(copied: Path) -> None:
    """The forger points the speaker's receipt at another name that does stand on the page."""

    def change(raw: dict[str, Any]) -> None:
        sentence = sentence_with(raw, "quoted")
        receipts = {slot["receipt"] for name, slot in sentence["slots"] if name == "speaker"}
        receipt = next(r for r in raw["receipts"] if r["n"] in receipts)
        desk = open_desk(copied / "desk")
        with desk.open_for_reading() as store:
            (text,) = store.connection.execute(
                "SELECT text FROM article WHERE id = ?", (receipt["article"],)
            ).fetchone()
        start = text.index("Pavel Orr")
        receipt["spans"], receipt["words"] = [[start, start + 9]], ["Pavel Orr"]

    forge(copied, change)
    findings = check(copied).findings
    assert any(f.what == "record" and "speaker" in f.detail for f in findings)


def test_a_forged_day_is_not_what_the_words_say(copied: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        for section in raw["sections"]:
            for group in section["groups"]:
                for sentence in group["sentences"]:
                    for _, slot in sentence["slots"]:
                        if slot["kind"] == "day":
                            slot["value"] = "2026-03-19"
                            return
        raise AssertionError("no sentence of this briefing gives a day")

    forge(copied, change)
    assert any(f.what == "day" for f in check(copied, record=False).findings)


def test_a_forged_date_or_outlet_of_a_source_is_found(copied: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        for source in raw["sources"]:
            source["outlet"] = "The Capital Post"

    forge(copied, change)
    assert any(f.what == "source" and "outlet" in f.detail for f in check(copied, record=False).findings)


@pytest.mark.parametrize(
    ("name", "value"), [("opening", "The army marched"), ("address", "pages/minutes-of-the-cabinet.txt")]
)
def test_a_forged_name_for_a_page_without_a_headline_is_found(copied: Path, name: str, value: str) -> None:
    def change(raw: dict[str, Any]) -> None:
        for source in raw["sources"]:
            source[name] = value

    forge(copied, change)
    assert {f.what for f in check(copied).findings} & {"capture", "record"}


def test_a_reprint_turned_round_is_found_by_the_record(copied: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        slots = dict(sentence_with(raw, "copied")["slots"])
        slots["title"]["article"], slots["copy"]["article"] = slots["copy"]["article"], slots["title"]["article"]

    forge(copied, change)
    assert any("first" in f.detail for f in check(copied).findings)


def test_a_forged_count_is_found(copied: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        slots = dict(sentence_with(raw, "coverage read")["slots"])
        slots["captures"]["ids"] += ["sha256:" + "0" * 64]

    forge(copied, change)
    assert any(f.what == "forged" for f in check(copied, record=False).findings)


def test_words_of_the_program_cannot_be_forged(copied: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        sentence_with(raw, "quoted")["template"] = "admitted"

    with pytest.raises(BriefingError, match="no template"):
        forge(copied, change)


@pytest.mark.parametrize(
    "content", ["", "<html></html>", '<script type="application/json" id="onrecord-data">{}</script>', "[]"]
)
def test_a_file_without_data_is_no_briefing(copied: Path, content: str) -> None:
    (copied / "briefing.html").write_text(content, encoding="utf-8")
    with pytest.raises(BriefingError):
        check(copied)


@pytest.mark.parametrize(
    "content", ["{", "null", '{"form": "onrecord-briefing/2"}', '{"form": "onrecord-briefing/99"}', "[" * 100_000]
)
def test_damaged_data_is_said_to_be_damaged(content: str) -> None:
    with pytest.raises(BriefingError):
        from_json(content)


def test_bytes_that_are_no_text_are_no_briefing(copied: Path) -> None:
    (copied / "briefing.html").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError):
        check(copied)


def test_the_data_survives_both_forms(written: Path) -> None:
    html = from_html((written / "briefing.html").read_text(encoding="utf-8"))
    markdown = from_markdown((written / "briefing.md").read_text(encoding="utf-8"))
    assert html == markdown == from_json(to_json(html))


# ---------------------------------------------------------------- the record


def damaged_record(folder: Path, sql: str) -> Report:
    desk = open_desk(folder / "desk")
    db = sqlite3.connect(desk.record)
    db.execute(sql)
    db.commit()
    db.close()
    with desk.open_for_reading() as store:
        return verify_record(store, desk.captures)


def test_a_whole_record_holds(written: Path) -> None:
    desk = open_desk(written / "desk")
    with desk.open_for_reading() as store:
        report = verify_record(store, desk.captures)
    assert report.findings == ()
    assert dict(report.checked)["captures"] == 3


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE article SET text = replace(text, 'single soldier', 'single sailor!')", "article"),
        ("UPDATE statement_span SET end = end + 100000 WHERE part = 'content'", "span"),
        ("UPDATE statement_span SET start = start + 1 WHERE part = 'cue'", "id"),
        ("UPDATE mention SET head_end = 9999999", "span"),
        ("UPDATE capture SET size_bytes = size_bytes + 1", "capture"),
        ("DELETE FROM mention WHERE id IN (SELECT mention FROM statement_speaker)", "damaged"),
        ("UPDATE block SET place = 'bytes:0-1' WHERE label = 'body'", "article"),
    ],
)
def test_a_damaged_row_is_found(copied: Path, sql: str, what: str) -> None:
    assert what in {f.what for f in damaged_record(copied, sql).findings}


def test_a_changed_byte_is_found_in_the_record(copied: Path) -> None:
    path = next(p for p in (copied / "desk" / "captures").rglob("*") if p.is_file())
    path.write_bytes(path.read_bytes() + b" ")
    assert {f.what for f in damaged_record(copied, "SELECT 1").findings} == {"capture"}
