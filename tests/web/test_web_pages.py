"""Every page as HTML, JSON and CSV, from one answer."""

from __future__ import annotations

import csv
import io
import json

import pytest
from starlette.testclient import TestClient

from onrecord.web.openapi import document
from onrecord.web.pages import PAGES, Page


def address(page: Page, ids: dict[str, str], ending: str = "") -> str:
    """Where a page with rows of the made desk is."""
    rows = {"family": "family", "article": "first", "statement": "said", "reuse": "pair"}
    path = page.address(ending).replace("{id}", ids[rows[page.ids]] if page.ids else "")
    asked = {
        "actor": "?who=actor:person:lenamarsh",
        "pair": "?a=Lena+Marsh&b=Pavel+Orr",
        "briefing": "?name=draft",
        "versions": "?name=draft",
    }
    return path + asked.get(page.name, "")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_page_is_there(client: TestClient, ids: dict[str, str], page: Page) -> None:
    found = client.get(address(page, ids))
    assert found.status_code == 200
    assert "<h1" in found.text


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_page_is_json_of_the_documented_shape(client: TestClient, ids: dict[str, str], page: Page) -> None:
    answer = client.get(address(page, ids, ".json")).json()
    shapes = document()
    operation = shapes["paths"][page.address(".json")]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    fits(answer, schema, shapes["components"]["schemas"])


def fits(value: object, schema: dict[str, object], shapes: dict[str, dict[str, object]]) -> None:
    """Assert that a value has the shape of a schema."""
    if "$ref" in schema:
        schema = shapes[str(schema["$ref"]).rpartition("/")[2]]
    if "anyOf" in schema:
        for one in schema["anyOf"]:  # type: ignore[attr-defined]
            try:
                return fits(value, one, shapes)
            except AssertionError:
                continue
        raise AssertionError(f"{value!r} is none of {schema}")
    kinds = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "null": type(None),
        "array": list,
        "object": dict,
    }
    assert isinstance(value, kinds[str(schema["type"])]), (value, schema)  # type: ignore[arg-type]
    if isinstance(value, dict) and "additionalProperties" in schema:
        for inner in value.values():
            fits(inner, schema["additionalProperties"], shapes)  # type: ignore[arg-type]
    elif isinstance(value, dict):
        assert set(value) == set(schema["properties"]), schema  # type: ignore[arg-type]
        for name, inner in value.items():
            fits(inner, schema["properties"][name], shapes)  # type: ignore[index]
    if isinstance(value, list):
        inner_of = schema.get("prefixItems") or [schema["items"]] * len(value)
        for item, inner in zip(value, inner_of, strict=True):  # type: ignore[call-overload]
            fits(item, inner, shapes)
    return None


@pytest.mark.parametrize("page", [p for p in PAGES if p.rows], ids=lambda p: p.name)
def test_every_list_is_csv(client: TestClient, ids: dict[str, str], page: Page) -> None:
    found = client.get(address(page, ids, ".csv"))
    rows = list(csv.DictReader(io.StringIO(found.text.lstrip("\ufeff"))))
    answer = client.get(address(page, ids, ".json")).json()
    assert len(rows) == len(next((answer[name] for name in page.rows if answer[name]), ()))


def test_a_cell_that_a_spreadsheet_would_run_is_defused(client: TestClient) -> None:
    found = client.get("/search.csv", params={"q": "done", "what": "articles"})
    assert found.headers["content-type"].startswith("text/csv")
    from onrecord.store.desk_stories import ActorItem
    from onrecord.web.answers.people import Actors
    from onrecord.web.render import as_csv

    cells = as_csv(Actors(None, (ActorItem("name:x", "=1+1", "person", 1, 1),), None), ("actors",)).decode()
    assert "'=1+1" in cells


def test_today_puts_copies_of_a_day_together(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get("/today.json", params={"day": "2026-03-04"}).json()
    assert {o["article"]["id"]: o["copies"] for o in answer["origins"]} == {ids["copy"]: 2, ids["evil"]: 1}
    assert answer["earlier"] == "2026-03-03"


def test_a_story_gathers_texts_claims_voices_and_events(client: TestClient, ids: dict[str, str]) -> None:
    """The same story from any of its articles; a copy stands with the text that it copies, and its words once."""
    answer = client.get(f"/story/{ids['copy']}.json").json()
    assert answer == client.get(f"/story/{ids['first']}.json").json()
    [told] = answer["told"]
    assert [told["article"]["id"], *(c["id"] for c in told["copies"])] == [ids["first"], ids["copy"]]
    assert told["family"] == ids["family"]
    assert {s["id"] for v in answer["voices"] for s in v["statements"]} == {
        ids[n] for n in ("said", "promised", "denied")
    }
    assert [(e["event"], e["origins"], e["statuses"]) for e in answer["events"]] == [(ids["met"], 1, [["happened", 1]])]
    assert {p["stance"] for c in answer["claims"] for p in c["positions"]} == {"asserts", "denies"}


def test_an_article_that_nothing_else_tells_of_is_a_story_alone(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/story/{ids['undated']}.json").json()
    assert (answer["origins"], answer["articles"], answer["last_day"]) == (1, 1, "")


def test_stories_are_of_a_week(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get("/stories.json").json()
    assert [s["head"]["id"] for s in answer["stories"]] == [ids["first"]]
    assert (answer["since"], answer["earlier"]) == ("2026-03-02", "0001-01-01")
    assert client.get("/stories.json", params={"day": "0001-01-01"}).json()["stories"] == []


def test_words_lead_to_the_live_page_only_where_a_browser_may_go(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/statement/{ids['promised']}.json").json()
    assert answer["live"].startswith("https://tarn.example/1#:~:text=")
    assert 'rel="noreferrer noopener external"' in client.get(f"/statement/{ids['promised']}").text
    assert client.get(f"/statement/{ids['evil said']}.json").json()["live"] is None


def test_an_actor_is_what_who_tells(client: TestClient, ids: dict[str, str]) -> None:
    asked = {"who": "actor:person:pavelorr"}
    answer = client.get("/actor.json", params=asked).json()
    assert {(s["side"], s["entry"]["row"]) for s in answer["entries"]} == {
        ("said", ids["promised"]), ("said", ids["denied"]), ("about", ids["said"]),
    }  # fmt: skip
    assert all((s["entry"]["origins"], s["entry"]["articles"]) == (1, 2) for s in answer["entries"])
    said = client.get("/actor.json", params={**asked, "show": "said"}).json()
    assert {s["side"] for s in said["entries"]} == {"said"}
    assert client.get("/actor.json", params={**asked, "until": "2026-03-01"}).json()["entries"] == []


def test_a_story_names_who_was_first(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/origin/{ids['family']}.json").json()
    assert [p["article"]["outlet"] for p in answer["printed"]] == ["Tarn Herald", "Vell Courier"]
    assert answer["first"] == ids["first"]
    assert [s["act"] for s in answer["disputed"]] == ["deny"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "soldier"}, {"said", "promised"}),
        ({"q": '"no soldier"', "act": "promise"}, {"promised"}),
        ({"speaker": "marsh"}, {"said"}),
        ({"speaker": "actor:person:lenamarsh"}, {"said"}),
        ({"speaker": "actor:person:pavelorr"}, {"promised", "denied"}),
        ({"about": "actor:person:pavelorr"}, {"said"}),
        ({"about": "river"}, {"said", "promised"}),
        ({"act": "deny"}, {"denied"}),
        ({"kind": "direct"}, set()),
        ({"outlet": "tarn herald"}, {"said", "promised", "denied"}),
        ({"until": "2026-03-03"}, {"said", "promised", "denied"}),
        ({"since": "2026-03-05"}, set()),
        ({"q": "***"}, set()),
    ],
)
def test_search_filters(client: TestClient, ids: dict[str, str], asked: dict[str, str], found: set[str]) -> None:
    answer = client.get("/search.json", params=asked).json()
    here = {s["id"] for s in answer["statements"] if s["article"]["id"] == ids["first"]}
    assert here == {ids[name] for name in found}


@pytest.mark.parametrize(
    ("asked", "outlets"),
    [
        ({"q": "soldier"}, {"Tarn Herald", "Vell Courier"}),
        ({"q": "soldier", "outlet": "tarn  herald"}, {"Tarn Herald"}),
        ({"q": "soldier", "since": "FIRST", "until": "FIRST"}, {"Tarn Herald"}),
        ({"q": "soldier", "until": "2026-03-01"}, set()),
        ({"outlet": "Tarn Herald"}, {"Tarn Herald"}),
        ({"since": "FIRST", "until": "FIRST"}, {"Tarn Herald"}),
        ({"q": "***", "outlet": "Tarn Herald"}, set()),
        ({"speaker": "marsh"}, set()),
        ({}, set()),
    ],
)
def test_articles_are_found_by_words_outlet_and_days(
    client: TestClient, ids: dict[str, str], asked: dict[str, str], outlets: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(f"/article/{ids['first']}.json").json()["article"]["day"]
    params = {"what": "articles"} | {name: first if value == "FIRST" else value for name, value in asked.items()}
    answer = client.get("/search.json", params=params).json()
    assert {a["outlet"] for a in answer["articles"]} == outlets
    monkeypatch.setattr("onrecord.store.desk_lists._FEW", 0)  # the way for many articles finds the same
    assert client.get("/search.json", params=params).json() == answer
    rows = csv.DictReader(io.StringIO(client.get("/search.csv", params=params).text))
    assert {row["outlet"] for row in rows} == outlets


@pytest.mark.parametrize("path", ["/search.json", "/origins.json", "/problems.json", "/judgements.json"])
def test_what_is_past_the_last_row_is_empty(client: TestClient, path: str) -> None:
    before = "0.family-0" if path == "/origins.json" else "0"
    answer = client.get(path, params={"before": before}).json()
    assert not next(
        iter(value for value in answer.values() if isinstance(value, list) and value != answer.get("reasons")), []
    )


@pytest.mark.parametrize(
    "path",
    [
        "/search?since=yesterday",
        "/search?act=shout",
        "/search?before=-1",
        "/origins?before=x",
        "/review?after=x_y",
        "/?day=2026-02-30",
    ],
)
def test_a_parameter_that_cannot_be_is_refused_in_words(client: TestClient, path: str) -> None:
    found = client.get(path)
    assert found.status_code == 400
    assert "must be" in found.text


@pytest.mark.parametrize(
    "path",
    [
        "/article/article-00",
        "/article/..%2f..%2fetc%2fpasswd",
        "/nothing",
        "/actor?who=name:nobody",
        "/article/statement-0a",
    ],
)
def test_what_is_not_on_record_is_said(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_error_of_a_data_page_is_json(client: TestClient) -> None:
    found = client.get("/article/article-00.json")
    assert found.status_code == 404
    assert set(found.json()) == {"error", "status"}


def test_marks_nest_and_the_text_stays_whole(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/article/{ids['first']}.json").json()
    body = answer["blocks"][1]["pieces"]
    from web.made_desk import BODY

    assert "".join(p["text"] for p in body) == BODY
    inner = next(p for p in body if p["text"].endswith("that no soldier would cross the river"))
    assert inner["depth"] == 2
    assert [m["row"] for m in inner["marks"]] == [ids["said"], ids["promised"]]
    met = next(p for p in body if p["text"] == "met")
    assert [m["part"] for m in met["marks"]] == ["anchor"]


def test_the_document_names_every_page() -> None:
    paths = document()["paths"]
    assert {page.address(".json") for page in PAGES} <= set(paths)
    json.dumps(document())


def test_keys_of_the_navigation_are_different() -> None:
    keys = [page.key[0] for page in PAGES if page.key]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("path", ["/api", "/help", "/openapi.json"])
def test_pages_about_the_desk_are_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_plot_of_two_has_dark_colours_too(client: TestClient) -> None:
    params = {"a": "Lena Marsh", "b": "Pavel Orr"}
    light = client.get("/pair.svg", params=params).text
    dark = client.get("/pair.svg", params={**params, "colours": "dark"}).text
    assert "#ffffff" in light
    assert "#ffffff" not in dark
    assert "#22272e" not in dark
    assert 'media="(prefers-color-scheme: dark)"' in client.get("/pair", params=params).text
