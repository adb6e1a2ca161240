"""Judgements made on pages: the same rows as anywhere else, and taken back by another one."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from onrecord.desk import Desk
from onrecord.store.judgements import standing_judgements
from web.conftest import client_of

Own = tuple[TestClient, Desk, dict[str, str]]
Token = Callable[[TestClient], str]


def judge(own: Own, token: Token, **form: str) -> int:
    return own[0].post("/judge", data={"token": token(own[0]), **form}).status_code


def counting(desk: Desk) -> list[tuple[str, str, str | None, str | None, str]]:
    with desk.open_for_reading() as store:
        return [(j.kind, j.subject, j.object, j.value, j.judge) for j in standing_judgements(store.connection)]


def test_accepting_takes_a_statement_out_of_the_queue(own: Own, token: Token) -> None:
    client, desk, ids = own
    before = [s["id"] for s in client.get("/review.json").json()["statements"]]
    assert before[:2] == [ids["denied"], before[1]]
    assert judge(own, token, kind="statement-accept", subject=ids["denied"]) == 303
    assert ids["denied"] not in [s["id"] for s in client.get("/review.json").json()["statements"]]
    assert counting(desk) == [("statement-accept", ids["denied"], None, None, "Ada")]


def test_a_rejected_statement_says_so_wherever_it_stands(own: Own, token: Token) -> None:
    client, _, ids = own
    judge(own, token, kind="statement-reject", subject=ids["said"])
    for path in ("/search.json?speaker=marsh", f"/article/{ids['first']}.json"):
        found = {s["id"]: s["judged"] for s in client.get(path).json()["statements"]}
        assert found[ids["said"]] == "rejected"


def test_taking_back_is_a_judgement_too(own: Own, token: Token) -> None:
    client, desk, ids = own
    judge(own, token, kind="statement-reject", subject=ids["said"])
    made = client.get("/judgements.json").json()["judgements"][0]["judgement"]["id"]
    assert judge(own, token, kind="undo", subject=made) == 303
    assert counting(desk) == []
    listed = client.get("/judgements.json").json()["judgements"]
    assert [(d["judgement"]["kind"], d["counts"]) for d in listed] == [("undo", True), ("statement-reject", False)]
    assert client.get(f"/statement/{ids['said']}.json").json()["statement"]["judged"] is None


def test_mending_a_speaker_keeps_the_name_given(own: Own, token: Token) -> None:
    judge(own, token, kind="statement-speaker", subject=own[2]["denied"], value="The other Orr")
    assert counting(own[1]) == [("statement-speaker", own[2]["denied"], None, "The other Orr", "Ada")]


def test_two_actors_are_said_to_be_one(own: Own, token: Token) -> None:
    assert (
        judge(own, token, kind="actor-merge", subject="actor:person:pavelorr", object="actor:person:lenamarsh") == 303
    )
    assert counting(own[1]) == [("actor-merge", "actor:person:pavelorr", "actor:person:lenamarsh", None, "Ada")]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"kind": "statement-accept", "subject": "statement-00"}, 404),
        ({"kind": "statement-accept", "subject": "'; DROP TABLE judgement; --"}, 404),
        ({"kind": "drop-all", "subject": "x"}, 400),
        ({"kind": "statement-accept", "subject": ""}, 400),
        ({"kind": "statement-speaker", "subject": "SAID"}, 400),
        ({"kind": "actor-merge", "subject": "actor:person:lenamarsh"}, 400),
        ({"kind": "actor-merge", "subject": "actor:person:lenamarsh", "object": "actor:nobody"}, 404),
        ({"kind": "statement-speaker", "subject": "SAID", "value": "x" * 600}, 400),
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_is_written(
    own: Own, token: Token, form: dict[str, str], status: int
) -> None:
    form = {name: own[2]["said"] if value == "SAID" else value for name, value in form.items()}
    assert judge(own, token, **form) == status
    assert counting(own[1]) == []


def test_a_page_that_asked_by_script_gets_the_row_with_its_way_back(own: Own, token: Token) -> None:
    client, _, ids = own
    form = {"token": token(client), "kind": "statement-accept", "subject": ids["said"]}
    found = client.post("/judge", data=form, headers={"hx-request": "true"})
    assert found.status_code == 200
    assert "<html" not in found.text
    assert re.search(r'name="kind" value="undo"', found.text)


def test_a_question_that_takes_too_long_is_stopped(own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(db: sqlite3.Connection, *_: object, **__: object) -> list[object]:
        return db.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        ).fetchall()

    monkeypatch.setattr("onrecord.store.desk_lists.find_statements", endless)
    with client_of(own[1], seconds=0.05) as client:
        found = client.get("/search.json")
        assert found.status_code == 503
        assert "narrower" in found.json()["error"]
        assert client.get("/stories.json").status_code == 200


def test_pages_are_read_while_another_writes(own: Own, token: Token) -> None:
    client, desk, ids = own
    statuses: list[int] = []

    def ask() -> None:
        statuses.extend(client.get("/search.json").status_code for _ in range(20))

    with desk.open_for_writing() as store, store.transaction() as db:
        reader = threading.Thread(target=ask)
        db.execute("UPDATE run SET command = 'busy'")
        reader.start()
        reader.join(30)
    assert statuses == [200] * 20
    assert judge(own, token, kind="statement-accept", subject=ids["said"]) == 303
