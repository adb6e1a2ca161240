"""Judgements made on pages: the same rows as anywhere else, and taken back by another one."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from onrecord.desk import Desk
from onrecord.store.desk_review import doubtful_events
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


@pytest.mark.parametrize("kind", ["event-accept", "event-reject"])
def test_a_judged_event_leaves_the_queue_of_events(own: Own, token: Token, kind: str) -> None:
    client, desk, ids = own
    before = client.get("/review.json?queue=events").json()
    assert before["statements"] == []
    assert ids["met"] in [e["id"] for e in before["events"]]
    assert judge(own, token, kind=kind, subject=ids["met"]) == 303
    assert ids["met"] not in [e["id"] for e in client.get("/review.json?queue=events").json()["events"]]
    assert counting(desk) == [(kind, ids["met"], None, None, "Ada")]


def test_events_come_a_page_at_a_time(own: Own) -> None:
    with own[1].open_for_reading() as store:
        first, place = doubtful_events(store.connection, least=0.0, after=(-1.0, ""), limit=1)
        assert place is not None
        second, end = doubtful_events(store.connection, least=0.0, after=place, limit=1)
    assert (len({first[0].id, second[0].id}), end) == (2, None)


@pytest.mark.parametrize(("kind", "turned"), [("reuse-first", False), ("reuse-first", True), ("reuse-not", False)])
def test_a_judged_pair_leaves_the_queue_whichever_article_was_named_first(
    own: Own, token: Token, kind: str, turned: bool
) -> None:
    client, desk, _ = own
    [pair] = client.get("/review.json?queue=copies").json()["pairs"]
    one, other = pair["one"]["id"], pair["other"]["id"]
    assert pair["one"]["day"] < pair["other"]["day"]
    one, other = (other, one) if turned else (one, other)
    assert judge(own, token, kind=kind, subject=one, object=other) == 303
    assert client.get("/review.json?queue=copies").json()["pairs"] == []
    named = sorted((one, other)) if kind == "reuse-not" else [one, other]
    assert counting(desk) == [(kind, *named, None, "Ada")]


def test_stories_follow_a_judgement_on_copies_and_its_undoing(own: Own, token: Token) -> None:
    client, _, ids = own
    judge(own, token, kind="reuse-not", subject=ids["first"], object=ids["copy"])
    assert client.get("/origins.json").json()["origins"] == []
    made = client.get("/judgements.json").json()["judgements"][0]["judgement"]["id"]
    judge(own, token, kind="undo", subject=made)
    assert len(client.get("/origins.json").json()["origins"]) == 1


def test_articles_that_share_no_text_cannot_be_judged_as_copies(own: Own, token: Token) -> None:
    _, desk, ids = own
    assert judge(own, token, kind="reuse-not", subject=ids["first"], object=ids["evil"]) == 400
    assert counting(desk) == []


@pytest.mark.parametrize("queue", ["events", "copies"])
def test_every_queue_has_its_keys_and_says_when_it_is_empty(own: Own, queue: str) -> None:
    client = own[0]
    page = client.get(f"/review?queue={queue}").text
    assert {"a", "x"} <= set(re.findall(r'data-press="(.)"', page))
    last = "9.0_" if queue == "events" else "reuse-z"
    assert "Nothing is left" in client.get(f"/review?queue={queue}&after={last}").text


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


def test_many_short_questions_are_stopped_too(own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(db: sqlite3.Connection, *_: object, **__: object) -> list[object]:
        while True:
            db.execute("SELECT 1").fetchall()

    monkeypatch.setattr("onrecord.store.desk_lists.find_statements", endless)
    with client_of(own[1], seconds=0.05) as client:
        found = client.get("/search")
        assert found.status_code == 503
        assert "narrower" in found.text
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
