"""Asking a real server on the loopback: what it may do to us ends as an outcome, in bounded time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_network

import pytest

import fetch_server
from fetch_server import (
    Site,
    bomb,
    dripping,
    dripping_headers,
    endless,
    failing,
    moved,
    silent,
    tagged,
    truncated,
    truncated_chunks,
)
from made_formats import PAGE
from onrecord.fetch.client import Client, Manner
from onrecord.fetch.transport import Limits, Transport

LOOPBACK = (ip_network("127.0.0.0/8"),)


@dataclass
class Time:
    """A clock that only sleeping moves."""

    now: float = 1_772_445_600.0  # 2 March 2026, 10:00 UTC
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    with fetch_server.running() as found:
        yield found


@pytest.fixture
def clock() -> Time:
    return Time()


def client(clock: Time, **options: object) -> Client:
    limits = Limits(seconds=1.0, silence_seconds=0.5, most_bytes=1_000_000)
    transport = Transport("onrecord/0 (+test)", limits, options.pop("allowed", LOOPBACK))  # type: ignore[arg-type]
    if "resolve" in options:
        transport = Transport("onrecord/0 (+test)", limits, LOOPBACK, options.pop("resolve"))  # type: ignore[arg-type]
    return Client(transport, Manner(**options), lambda: clock.now, lambda: clock.now, clock.sleep)  # type: ignore[arg-type]


def test_a_page_is_got_as_its_bytes(site: Site, clock: Time) -> None:
    page = client(clock).page(site.serve("/a", ETag='"1"', Last_Modified="Mon, 02 Mar 2026 10:00:00 GMT"))
    assert (page.outcome, page.body, page.status, page.tries) == ("got", PAGE, 200, 1)
    assert (page.etag, page.last_modified) == ('"1"', "Mon, 02 Mar 2026 10:00:00 GMT")
    assert site.headers[-1]["user-agent"] == "onrecord/0 (+test)"


@pytest.mark.parametrize("kind", ["text/plain; charset=utf-16", "image/png", "application/octet-stream", "x" * 3000])
def test_a_lying_content_type_changes_nothing(site: Site, clock: Time, kind: str) -> None:
    assert client(clock).page(site.serve("/a", Content_Type=kind)).body == PAGE


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_codings_are_asked_for_and_undone(site: Site, clock: Time, coding: str) -> None:
    import gzip
    import zlib

    import brotli
    import zstandard

    packed = {
        "gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.ZstdCompressor().compress, "deflate": zlib.compress,
    }[coding](PAGE)  # fmt: skip
    assert client(clock).page(site.serve("/a", packed, Content_Encoding=coding)).body == PAGE
    assert coding in site.headers[-1]["accept-encoding"]


def test_what_has_not_changed_is_not_sent_again(site: Site, clock: Time) -> None:
    site.routes["/a"] = tagged(PAGE, '"v1"')
    asker = client(clock)
    first = asker.page(site.url("/a"))
    again = asker.page(site.url("/a"), etag=first.etag, last_modified=first.last_modified)
    assert (first.outcome, again.outcome, again.body) == ("got", "unchanged", b"")


@pytest.mark.parametrize("route", [truncated, truncated_chunks, silent, dripping, dripping_headers])
def test_an_answer_that_is_not_whole_fails_in_time(site: Site, clock: Time, route: fetch_server.Route) -> None:
    site.routes["/a"] = route
    start = time.monotonic()
    page = client(clock, tries=1).page(site.url("/a"))
    assert (page.outcome, page.body) == ("failed", b"")
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("route", [endless, bomb])
def test_an_answer_without_end_is_refused(site: Site, clock: Time, route: fetch_server.Route) -> None:
    site.routes["/a"] = route
    page = client(clock).page(site.url("/a"))
    assert page.outcome == "refused"
    assert "limit" in (page.detail or "")
    assert page.tries == 1


def test_an_announced_length_over_the_limit_is_not_read(site: Site, clock: Time) -> None:
    site.routes["/a"] = lambda handler: handler.answer(200, b"", Content_Length="5000000000")
    assert client(clock).page(site.url("/a")).outcome == "refused"


def test_redirects_are_followed_and_told(site: Site, clock: Time) -> None:
    site.serve("/c")
    site.routes["/a"], site.routes["/b"] = moved("/b", 301), moved(site.url("/c"), 307)
    page = client(clock).page(site.url("/a"))
    assert (page.outcome, page.arrived, page.tries) == ("got", site.url("/c"), 1)


@pytest.mark.parametrize("to", ["/a", "/b"])
def test_a_circle_of_redirects_is_refused(site: Site, clock: Time, to: str) -> None:
    site.routes["/a"], site.routes["/b"] = moved(to), moved("/a")
    assert client(clock).page(site.url("/a")).outcome == "refused"


def test_redirects_without_end_are_refused(site: Site, clock: Time) -> None:
    site.routes["/a"] = lambda handler: handler.answer(302, Location=f"/a?{len(site.asked)}")
    page = client(clock).page(site.url("/a"))
    assert page.outcome == "refused"
    assert site.count("/robots.txt") == 1
    assert len(site.asked) == 7


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://[::1]/", "http://2852039166/", "http://0x0a.1/",
        "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::a00:1]/", "file:///etc/passwd", "ftp://127.0.0.1/", "http://u@127.0.0.1/",
        "http://[",
    ],
)  # fmt: skip
def test_a_redirect_inside_is_refused(site: Site, clock: Time, to: str) -> None:
    site.routes["/a"] = moved(to)
    page = client(clock).page(site.url("/a"))
    assert page.outcome == "refused"
    assert page.body == b""


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f000001", "127.1", "[::1]"])
def test_the_machine_itself_is_refused_unless_allowed(site: Site, clock: Time, host: str) -> None:
    site.serve("/a")
    page = client(clock, allowed=()).page(f"http://{host}:{site.port}/a")
    assert page.outcome == "refused"
    assert site.asked == []


def test_a_name_is_looked_up_once_for_each_request(site: Site, clock: Time) -> None:
    """A name that leads elsewhere at the second look-up gains nothing: the address that was checked is connected to."""
    site.serve("/a")
    looked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"]

    page = client(clock, resolve=resolve, robots=False).page(f"http://rebind.example:{site.port}/a")
    assert page.outcome == "got"
    assert looked == ["rebind.example"]
    assert site.headers[-1]["host"] == f"rebind.example:{site.port}"


def test_a_name_that_becomes_private_is_refused_then(site: Site, clock: Time) -> None:
    site.serve("/a")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    asker = client(clock, resolve=lambda *_: next(answers), robots=False)
    address = f"http://rebind.example:{site.port}/a"
    assert [asker.page(address).outcome for _ in range(2)] == ["got", "refused"]


def test_errors_that_pass_are_asked_again_with_longer_pauses(site: Site, clock: Time) -> None:
    site.routes["/a"] = failing(2, PAGE)
    page = client(clock, robots=False).page(site.url("/a"))
    assert (page.outcome, page.tries) == ("got", 3)
    assert clock.slept == [2, 8]


def test_errors_that_stay_fail(site: Site, clock: Time) -> None:
    site.routes["/a"] = failing(99, PAGE)
    page = client(clock).page(site.url("/a"))
    assert (page.outcome, page.status, page.tries) == ("failed", 500, 3)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
def test_errors_that_mean_it_are_asked_once(site: Site, clock: Time, status: int) -> None:
    site.routes["/a"] = failing(99, PAGE, status=status)
    page = client(clock).page(site.url("/a"))
    assert (page.outcome, page.tries) == ("failed", 1)


@pytest.mark.parametrize("words", ["17", "Mon, 02 Mar 2026 10:00:17 GMT"])
def test_a_site_that_asks_to_wait_is_waited_for(site: Site, clock: Time, words: str) -> None:
    site.routes["/a"] = failing(1, PAGE, status=429, Retry_After=words)
    page = client(clock, robots=False).page(site.url("/a"))
    assert page.outcome == "got"
    assert clock.slept == [17]


def test_a_site_that_asks_to_wait_for_long_is_left_for_another_day(site: Site, clock: Time) -> None:
    site.routes["/a"] = failing(1, PAGE, status=503, Retry_After="86400")
    page = client(clock, robots=False).page(site.url("/a"))
    assert (page.outcome, clock.slept) == ("failed", [])


def test_no_connection_fails_after_all_tries(clock: Time) -> None:
    page = client(clock, robots=False).page("http://127.0.0.1:9/a")
    assert (page.outcome, page.tries) == ("failed", 3)


def test_a_name_that_is_not_known_fails(clock: Time) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    assert client(clock, resolve=resolve, tries=1).page("http://nowhere.example/").outcome == "failed"


def test_robots_are_asked_first_and_kept_to(site: Site, clock: Time) -> None:
    site.serve("/robots.txt", b"User-agent: onrecord\nDisallow: /private\nCrawl-delay: 5\n", Content_Type="text/plain")
    site.serve("/private/a")
    site.serve("/a")
    asker = client(clock)
    assert [asker.page(site.url(path)).outcome for path in ("/private/a", "/a", "/a?2")] == ["robots", "got", "got"]
    assert site.asked == ["/robots.txt", "/a", "/a?2"]
    assert clock.slept == [2, 5]


def test_a_redirect_to_a_forbidden_path_is_not_followed(site: Site, clock: Time) -> None:
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /private\n")
    site.routes["/a"] = moved("/private/a")
    assert client(clock).page(site.url("/a")).outcome == "robots"


@pytest.mark.parametrize(("status", "outcome"), [(404, "got"), (403, "got"), (500, "failed"), (429, "failed")])
def test_without_robots_all_is_allowed_but_not_where_the_site_is_in_trouble(
    site: Site, clock: Time, status: int, outcome: str
) -> None:
    site.routes["/robots.txt"] = failing(99, b"", status=status)
    assert client(clock).page(site.serve("/a")).outcome == outcome


def test_a_pause_is_kept_between_two_requests_to_a_host(site: Site, clock: Time) -> None:
    asker = client(clock, robots=False, pace_seconds=4)
    for _ in range(3):
        asker.page(site.serve("/a"))
    assert clock.slept == [4, 4]


def test_a_site_that_is_down_is_left_alone_for_the_rest_of_the_run(site: Site, clock: Time) -> None:
    site.routes["/robots.txt"] = failing(99, b"", status=503)
    asker = client(clock, tries=2)
    assert [asker.page(site.url(f"/{n}")).outcome for n in range(5)] == ["failed"] * 5
    assert site.asked == ["/robots.txt"] * 2


def test_an_answer_that_nothing_changed_is_no_page_where_nothing_was_asked(site: Site, clock: Time) -> None:
    site.routes["/a"] = lambda handler: handler.answer(304)
    assert client(clock).page(site.url("/a")).outcome == "failed"
