"""Who may ask, and that text of a hostile page stays text."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.desk import Desk
from onrecord.errors import UsageError
from onrecord.web.pages import PAGES
from onrecord.web.render import web_address
from onrecord.web.safety import Access, Visits, hash_password, loopback
from onrecord.web.server import Address, access_for, keep_password, kept_password
from web.conftest import client_of
from web.test_web_pages import address

OURS = {"script", "link"}


class Tags(HTMLParser):
    """All tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(text)
    return parser.found


HOSTILE = [*PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_text_of_a_hostile_page_stays_text(client: TestClient, ids: dict[str, str], page: object) -> None:
    where = address(page, ids)  # type: ignore[arg-type]
    where = where.replace(ids["first"], ids["evil"]).replace(ids["said"], ids["evil said"])
    found = client.get(where)
    assert found.status_code == 200
    for tag, attributes in tags(found.text):
        assert not {name for name in attributes if name.startswith("on") or name == "style"}, (tag, attributes)
        assert tag != "img" or (attributes["src"] or "").startswith("/pair.svg?")
        assert tag not in {"style", "iframe", "object", "embed", "base"}
        for name in ("src", "href", "action", "hx-get", "hx-post"):
            value = attributes.get(name)
            assert value is None or value.startswith(("/", "#", "https://tarn.example", "https://vell.example")), (
                tag,
                value,
            )
        if tag == "script":
            assert (attributes.get("src") or "").startswith("/static/")


def test_hostile_text_in_the_address_stays_text(client: TestClient) -> None:
    found = client.get("/search", params={"q": '"><script>alert(1)</script>', "speaker": "'\"<b>"})
    assert "<script>alert" not in found.text
    assert "<b>" not in found.text.partition("<main")[2]


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://",
        "http://[",
        "vbscript:x",
    ],
)
def test_an_address_that_a_browser_would_run_is_no_link(value: str) -> None:
    assert web_address(value) is None


def test_every_answer_has_its_headers(client: TestClient) -> None:
    for path in ("/", "/search.json", "/search.csv", "/nothing", "/static/desk.css"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8321", 200), ("localhost", 200), ("LOCALHOST:80", 200), ("evil.example", 421), ("evil.example:8321", 421),
        ("127.0.0.1.evil.example", 421), ("user@127.0.0.1", 421), ("", 421), ("192.168.0.1", 421), ("[::1", 421),
    ],
)  # fmt: skip
def test_only_known_host_names_are_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/", headers={"host": host}).status_code == status


def test_a_desk_that_listens_everywhere_answers_addresses_and_no_strange_names() -> None:
    access = access_for(Address("0.0.0.0", 80, ("desk.example",)), "hash")
    assert access.any_address
    assert access.names == {"0.0.0.0", "localhost", "desk.example"}


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("example.org", False),
    ],
)
def test_which_addresses_only_this_machine_reaches(host: str, own: bool) -> None:
    assert loopback(host) is own


def test_an_open_address_needs_a_password() -> None:
    with pytest.raises(UsageError, match="set-password"):
        access_for(Address("0.0.0.0", 80), None)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/").status_code == 405


def judging(token: str, **more: str) -> dict[str, str]:
    return {"token": token, "kind": "statement-accept", **more}


def test_a_form_without_its_token_does_nothing(own: tuple[TestClient, Desk, dict[str, str]]) -> None:
    client, _, ids = own
    client.get("/review")
    for token in ("", "0" * 64, "ä"):
        assert client.post("/judge", data=judging(token, subject=ids["said"])).status_code == 403
    assert client.get("/judgements.json").json()["judgements"] == []


def test_a_token_of_another_visit_does_nothing(
    own: tuple[TestClient, Desk, dict[str, str]], token: Callable[[TestClient], str]
) -> None:
    client, _, ids = own
    stolen = token(client)
    client.cookies.clear()
    assert client.post("/judge", data=judging(stolen, subject=ids["said"])).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused(
    own: tuple[TestClient, Desk, dict[str, str]], token: Callable[[TestClient], str], headers: dict[str, str]
) -> None:
    client, _, ids = own
    assert client.post("/judge", data=judging(token(client), subject=ids["said"]), headers=headers).status_code == 403


def test_the_cookie_is_not_for_scripts_nor_other_sites(client: TestClient) -> None:
    client.cookies.clear()
    cookie = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_a_form_that_is_too_long_is_refused(client: TestClient) -> None:
    assert client.post("/judge", content=b"x" * (5 * 1024 * 1024)).status_code == 413


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/a\r\nb: c"]
)
def test_a_judgement_leads_back_into_the_desk_only(
    own: tuple[TestClient, Desk, dict[str, str]], token: Callable[[TestClient], str], back: str
) -> None:
    client, _, ids = own
    found = client.post("/judge", data=judging(token(client), subject=ids["said"], back=back))
    assert found.status_code == 303
    assert found.headers["location"] == "/"


@pytest.fixture
def guarded(stocked: tuple[Desk, dict[str, str]]) -> TestClient:
    """A client of a desk with a password."""
    return client_of(stocked[0], Access(frozenset({"127.0.0.1"}), password=hash_password("correct horse")))


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 303), ("/search.json", 401), ("/search.csv", 401), ("/static/desk.css", 200), ("/login", 200)],
)
def test_a_guarded_desk_asks_for_its_password(guarded: TestClient, path: str, status: int) -> None:
    found = guarded.get(path)
    assert found.status_code == status
    assert "Lena Marsh" not in found.text


def enter(client: TestClient, password: str) -> int:
    got = re.search(r'name="token" value="([0-9a-f]{64})"', client.get("/login").text)
    assert got is not None
    return client.post("/login", data={"token": got[1], "password": password}).status_code


def test_the_right_password_opens_and_a_wrong_one_does_not(guarded: TestClient) -> None:
    assert enter(guarded, "wrong") == 403
    assert guarded.get("/search.json").status_code == 401
    before = guarded.cookies.get("onrecord")
    assert enter(guarded, "correct horse") == 303
    assert guarded.cookies.get("onrecord") != before
    assert guarded.get("/search.json").status_code == 200


def test_a_session_ends() -> None:
    now = [0.0]
    visits = Visits("c", clock=lambda: now[0])
    visit = visits.enter(hash_password("correct horse"), "correct horse")
    assert visits.entered(visit)
    now[0] = 13 * 3600.0
    assert not visits.entered(visit)


def test_leaving_ends_a_session(guarded: TestClient) -> None:
    enter(guarded, "correct horse")
    got = re.search(r'name="token" value="([0-9a-f]{64})"', guarded.get("/").text)
    assert got is not None
    guarded.post("/leave", data={"token": got[1]})
    assert guarded.get("/search.json").status_code == 401


def test_the_password_is_kept_as_a_hash_for_its_owner_alone(
    tmp_path: Path, stocked: tuple[Desk, dict[str, str]]
) -> None:
    desk = Desk(tmp_path, stocked[0].settings)
    path = keep_password(desk, "correct horse")
    assert path.stat().st_mode & 0o777 == 0o600
    assert (kept_password(desk) or "").startswith("$argon2id$")
    with pytest.raises(UsageError, match="10 characters"):
        keep_password(desk, "short")


@pytest.mark.parametrize(
    "name", ["../desk.py", "..%2fapp.py", "fonts", "fonts/../../app.py", "%2e%2e/app.py", "nothing.css"]
)
def test_only_our_own_files_are_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404
