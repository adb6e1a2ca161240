"""The editor: what it saves, what it refuses, what it keeps; and claims, which are remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.brief.markdown import from_markdown
from onrecord.desk import Desk
from onrecord.web.memo import Memo

Own = tuple[TestClient, Desk, dict[str, str]]
Token = Callable[[TestClient], str]


def opened(own: Own) -> dict[str, str]:
    found = own[0].get("/briefing.json", params={"name": "draft"}).json()
    return {"name": "draft", "text": found["text"], "digest": found["digest"]}


def path_of(own: Own) -> Path:
    return own[1].folder / "briefings" / "draft" / "briefing.md"


def test_a_briefing_is_listed_and_opened_with_its_receipts(own: Own) -> None:
    listed = own[0].get("/briefings.json").json()["briefings"]
    assert [b["name"] for b in listed] == ["draft"]
    found = own[0].get("/briefing.json", params={"name": "draft"}).json()
    assert len(found["receipts"]) == listed[0]["receipts"] > 0
    assert "onrecord-data" not in found["text"]


def test_saving_keeps_the_data_and_the_version_before(own: Own, token: Token) -> None:
    before = path_of(own).read_text(encoding="utf-8")
    form = opened(own)
    form["text"] = form["text"].replace("# ", "# Friday: ", 1).replace("\n", "\r\n")
    answer = own[0].post("/save", data={**form, "token": token(own[0])})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/briefing?name=draft&check=yes"
    after = path_of(own).read_text(encoding="utf-8")
    assert "# Friday: " in after
    assert "\r" not in after
    assert from_markdown(after) == from_markdown(before)
    versions = list((path_of(own).parent / "versions").glob("*.md"))
    assert [v.read_text(encoding="utf-8") for v in versions] == [before]


def test_saving_what_was_not_changed_keeps_no_version(own: Own, token: Token) -> None:
    for _ in range(2):
        own[0].post("/save", data={**opened(own), "token": token(own[0])})
    assert len(opened(own)["text"]) > 100
    assert len(list((path_of(own).parent / "versions").glob("*.md"))) <= 1


def test_an_edit_of_an_old_text_is_refused_and_given_back(own: Own, token: Token) -> None:
    form = opened(own)
    path_of(own).write_text(path_of(own).read_text(encoding="utf-8").replace("# ", "# Theirs ", 1), encoding="utf-8")
    answer = own[0].post("/save", data={**form, "text": "Mine, all mine", "token": token(own[0])})
    assert answer.status_code == 409
    assert "Mine, all mine" in answer.text
    assert "# Theirs " in path_of(own).read_text(encoding="utf-8")


def test_a_save_without_the_token_writes_nothing_and_gives_the_text_back(own: Own) -> None:
    before = path_of(own).read_bytes()
    answer = own[0].post("/save", data={**opened(own), "text": "Mine", "token": "0" * 64})
    assert answer.status_code == 403
    assert ">Mine</textarea>" in answer.text
    assert path_of(own).read_bytes() == before


@pytest.mark.parametrize("name", ["../draft", "..", "draft/../draft", "/etc", "draft\0", "", "draft/versions"])
def test_a_name_that_is_not_listed_leads_nowhere(own: Own, token: Token, name: str) -> None:
    assert own[0].get("/briefing", params={"name": name}).status_code in {400, 404}
    assert (
        own[0].post("/save", data={"name": name, "text": "x", "digest": "y", "token": token(own[0])}).status_code == 404
    )


def test_a_link_that_leads_out_of_the_desk_is_not_listed(own: Own, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "briefing.md").write_text(path_of(own).read_text(encoding="utf-8"), encoding="utf-8")
    (own[1].folder / "briefings" / "linked").symlink_to(elsewhere)
    assert [b["name"] for b in own[0].get("/briefings.json").json()["briefings"]] == ["draft"]


def test_checking_finds_a_receipt_that_does_not_hold(own: Own) -> None:
    """The captures of the made desk are not there: every source is a finding, in words."""
    found = own[0].get("/briefing.json", params={"name": "draft", "check": "yes"}).json()
    assert dict(found["checked"])["receipts"] == len(found["receipts"])
    assert any("capture" in finding["detail"] for finding in found["findings"])


def test_what_became_of_an_edited_sentence_is_said(own: Own, token: Token) -> None:
    form = opened(own)
    line = next(line for line in form["text"].splitlines() if line.startswith("- ") and "[^" in line)
    form["text"] = form["text"].replace(line, line.replace("- ", "- It is certain that 7,000 ", 1))
    own[0].post("/save", data={**form, "token": token(own[0])})
    found = own[0].get("/briefing.json", params={"name": "draft", "check": "yes"}).json()["edits"]
    assert [edit["state"] for edit in found if "7,000" in edit["words"]] == ["lost"]


def test_claims_come_with_each_voice_and_go_with_a_rejection(own: Own, token: Token) -> None:
    client, _, ids = own
    first = client.get("/claims.json").json()
    assert (first["since"], first["until"]) == ("2026-02-23", "2026-03-08")
    assert first["compared"] == 3
    rows = {p["statement"]["id"] for c in first["claims"] for p in c["positions"]}
    assert ids["denied"] in rows
    for row in rows:
        client.post("/judge", data={"token": token(client), "kind": "statement-reject", "subject": row})
    after = client.get("/claims.json").json()
    assert not rows & {p["statement"]["id"] for c in after["claims"] for p in c["positions"]}
    assert client.get("/claims.json", params={"day": "2020-01-01"}).json()["claims"] == []


def test_an_answer_is_made_once_while_nothing_changes() -> None:
    memo, made = Memo(), []
    for key in ("a", "a", "b", "a"):
        memo.get(key, lambda key=key: made.append(key))
    assert made == ["a", "b"]
    for n in range(40):
        memo.get(n, lambda: None)
    memo.get("a", lambda: made.append("again"))
    assert made[-1] == "again"


def test_an_earlier_version_can_be_read_as_it_was(own: Own, token: Token) -> None:
    form = opened(own)
    before = form["text"]
    own[0].post("/save", data={**form, "text": before.replace("# ", "# Friday: ", 1), "token": token(own[0])})
    [kept] = own[0].get("/briefing/versions.json", params={"name": "draft"}).json()["versions"]
    assert kept["until"] == "2026-03-09T08:00:00Z"
    asked = {"name": "draft", "version": kept["version"]}
    assert own[0].get("/briefing/versions.json", params=asked).json()["text"] == before
    page = own[0].get("/briefing/versions", params=asked).text
    assert "onrecord-data" not in page
    assert "<textarea" not in page
    assert "1 earlier version" in own[0].get("/briefing", params={"name": "draft"}).text


@pytest.mark.parametrize("version", ["../briefing", "nothing", "/etc/passwd", "..", "linked"])
def test_a_version_that_is_not_listed_is_not_opened(own: Own, token: Token, version: str) -> None:
    own[0].post("/save", data={**opened(own), "text": "# Other\n", "token": token(own[0])})
    (path_of(own).parent / "versions" / "linked.md").symlink_to(path_of(own))
    assert own[0].get("/briefing/versions", params={"name": "draft", "version": version}).status_code == 404
