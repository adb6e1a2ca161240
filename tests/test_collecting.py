"""Sources of a desk over a real server: what is due, versions, coverage, lists that lead in circles, kill and go on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest

import fetch_server
from fetch_server import Site, failing, moved, tagged
from made_formats import PAGE, THIRD, made_item, made_rss
from onrecord.collecting import Fetched, add_addresses, due_sources, fetch
from onrecord.config import load_settings
from onrecord.desk import Desk, make_desk
from onrecord.errors import UsageError
from onrecord.fetch.client import Client, Manner
from onrecord.fetch.transport import Limits, Transport
from onrecord.store import read as rows
from onrecord.store.sources import coverage, visits
from onrecord.verify import verify_record
from samples import silent

pytestmark = pytest.mark.model
Dump = Callable[[Desk], dict[str, list[tuple[object, ...]]]]
NOON = "2026-03-02T12:00:00Z"


@pytest.fixture
def site() -> Iterator[Site]:
    with fetch_server.running() as found:
        yield found


def desk_with(tmp_path: Path, *sources: str, name: str = "desk", more: str = "") -> Desk:
    make_desk(tmp_path / name, title="t")
    text = "\n".join(f"[[source]]\n{source}\n" for source in sources) + more
    (tmp_path / name / "onrecord.toml").write_text(text, encoding="utf-8")
    return make_desk(tmp_path / name, title="t")


def asker() -> Client:
    transport = Transport("onrecord/0", Limits(2.0, 1.0, 2_000_000), (ip_network("127.0.0.0/8"),))
    return Client(transport, Manner(pace_seconds=0, tries=2), lambda: 0.0, lambda: 0.0, lambda _: None)


def run(desk: Desk, at: str = NOON, **options: object) -> Fetched:
    return fetch(desk, client=asker(), clock=lambda: at, progress=silent, **options)  # type: ignore[arg-type]


def outcomes(fetched: Fetched) -> dict[str, str]:
    return {visit.address.rpartition("/")[2]: visit.outcome for visit in fetched.visits}


def herald(site: Site, *paths: str, **entries: str) -> str:
    """A feed of teasers that lead to pages of the site."""
    items = "".join(
        f"<item><title>A</title><link>{site.url(path)}</link>{entries.get('more', '')}</item>" for path in paths
    )
    site.serve("/rss", made_rss(items), Content_Type="application/rss+xml")
    return f'name = "Herald"\nurl = "{site.url("/rss")}"\nevery = "6h"\n'


def page(n: int) -> bytes:
    return PAGE.replace(b"northern", b"northern or %d. " % n)


def test_the_pages_that_a_feed_names_are_got_and_counted(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, herald(site, "/1", "/2", "/gone") + 'outlet = "The Herald"')
    site.serve("/1", page(1))
    site.serve("/2", page(2))
    fetched = run(desk)
    assert outcomes(fetched) == {"rss": "got", "1": "got", "2": "got", "gone": "failed"}
    with desk.open_for_reading() as store:
        (day,) = coverage(store.connection)
        assert (day.source, day.day) == ("Herald", "2026-03-02")
        assert (day.expected, day.got, day.unchanged, day.refused, day.failed) == (4, 3, 0, 0, 1)
        assert {r.address for r in rows.retrievals(store.connection)} == {site.url(p) for p in ("/rss", "/1", "/2")}
        articles = list(rows.articles(store.connection))
        assert {article.url for article in articles} == {site.url("/1"), site.url("/2")}
        assert {article.outlet for article in articles} == {"The Herald"}
        assert verify_record(store, desk.captures).findings == ()


def test_nothing_is_asked_before_it_is_due(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, herald(site, "/1"))
    site.serve("/1", page(1))
    run(desk)
    assert run(desk, "2026-03-02T17:59:00Z").visits == ()
    assert outcomes(run(desk, "2026-03-02T18:00:00Z")) == {"rss": "unchanged"}
    assert outcomes(run(desk, "2026-03-02T18:01:00Z", force=True)) == {"rss": "unchanged"}


def test_a_page_that_changed_is_a_new_version_and_one_that_did_not_is_noted(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, herald(site, "/1", "/2"))
    site.serve("/1", page(1))
    site.routes["/2"] = tagged(page(2), '"2"')
    run(desk)
    site.serve("/1", page(1).replace(THIRD.encode(), b"The mayor resigned on Tuesday, his office said in the evening."))
    fetched = run(desk, "2026-03-03T12:00:00Z")
    assert outcomes(fetched) == {"rss": "unchanged", "1": "got", "2": "unchanged"}
    with desk.open_for_reading() as store:
        assert [r.address for r in rows.retrievals(store.connection)].count(site.url("/1")) == 2
        assert [(d.day, d.got, d.unchanged) for d in coverage(store.connection)] == [
            ("2026-03-02", 3, 0),
            ("2026-03-03", 1, 2),
        ]


def test_a_page_whose_entry_says_that_it_changed_is_asked_at_once(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, herald(site, "/1").replace("6h", "1h") + 'again = "never"')
    site.serve("/1", page(1))
    run(desk)
    herald(site, "/1", more='<updated xmlns="http://www.w3.org/2005/Atom">2026-03-02T12:30:00Z</updated>')
    assert outcomes(run(desk, "2026-03-02T13:00:00Z")) == {"rss": "got", "1": "unchanged"}
    assert outcomes(run(desk, "2026-03-02T14:00:00Z")) == {"rss": "unchanged"}


def test_an_entry_with_its_full_text_is_not_fetched(site: Site, tmp_path: Path) -> None:
    site.serve("/rss", made_rss(made_item()))
    desk = desk_with(tmp_path, f'name = "H"\nurl = "{site.url("/rss")}"')
    assert outcomes(run(desk)) == {"rss": "got"}
    with desk.open_for_reading() as store:
        assert rows.totals(store.connection)["article"] == 1


def test_at_most_so_many_pages_are_asked_and_the_others_wait(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, herald(site, "/1", "/2", "/3") + "most = 2")
    for n in range(1, 4):
        site.serve(f"/{n}", page(n))
    assert len(run(desk).visits) == 3
    with desk.open_for_reading() as store:
        assert [d.waiting for d in coverage(store.connection)] == [1]
        assert [(d.due, d.waiting) for d in due_sources(visits(store.connection), desk.settings, NOON)] == [(False, 1)]
    assert outcomes(run(desk, "2026-03-02T12:10:00Z")) == {"3": "got"}


def test_what_failed_is_asked_again_with_the_next_feed(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, herald(site, "/1"))
    site.routes["/1"] = failing(2, page(1), status=503)
    assert outcomes(run(desk))["1"] == "failed"
    assert outcomes(run(desk, "2026-03-02T18:00:00Z"))["1"] == "got"


def test_an_index_an_opml_file_and_a_list_lead_to_their_pages(site: Site, tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path,
        f'name = "Maps"\nurl = "{site.url("/maps.xml")}"',
        'name = "Mine"\nfile = "mine.opml"',
        'name = "List"\nfile = "list.txt"',
    )
    herald(site, "/1")
    site.serve(
        "/maps.xml", f"<sitemapindex><sitemap><loc>{site.url('/map.xml')}</loc></sitemap></sitemapindex>".encode()
    )
    site.serve("/map.xml", f"<urlset><url><loc>{site.url('/2')}</loc></url></urlset>".encode())
    for n in range(1, 4):
        site.serve(f"/{n}", page(n))
    (desk.folder / "mine.opml").write_text(f'<opml><body><outline xmlUrl="{site.url("/rss")}"/></body></opml>')
    (desk.folder / "list.txt").write_text(site.url("/3") + "\n")
    fetched = run(desk)
    assert outcomes(fetched) == dict.fromkeys(
        ["maps.xml", "map.xml", "mine.opml", "rss", "list.txt", "1", "2", "3"], "got"
    )


def test_lists_that_lead_in_a_circle_are_told(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, f'name = "Maps"\nurl = "{site.url("/a.xml")}"')
    for one, other in (("a", "b"), ("b", "a")):
        site.serve(
            f"/{one}.xml",
            f"<sitemapindex><sitemap><loc>{site.url(f'/{other}.xml')}</loc></sitemap></sitemapindex>".encode(),
        )
    fetched = run(desk)
    assert [problem.reason for problem in fetched.added.problems] == ["loop"]
    assert site.count("/a.xml") == 1


def test_lists_that_lead_ever_deeper_are_cut(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, f'name = "Maps"\nurl = "{site.url("/0.xml")}"')
    for n in range(9):
        inner = f"<sitemapindex><sitemap><loc>{site.url(f'/{n + 1}.xml')}</loc></sitemap></sitemapindex>"
        site.serve(f"/{n}.xml", inner.encode())
    fetched = run(desk)
    assert [problem.reason for problem in fetched.added.problems] == ["cut"]
    assert len(fetched.visits) == 4


def test_a_feed_cannot_lead_inside(site: Site, tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>A</title><link>http://{host}/x</link></item>"
        for host in ("10.0.0.1", "[::1]", "169.254.169.254")
    )
    site.serve("/rss", made_rss(items + "<item><title>f</title><link>file:///etc/passwd</link></item>"))
    desk = desk_with(tmp_path, f'name = "H"\nurl = "{site.url("/rss")}"')
    fetched = run(desk)
    assert sorted(v.outcome for v in fetched.visits) == ["got", "refused", "refused", "refused"]
    with desk.open_for_reading() as store:
        assert rows.totals(store.connection)["capture"] == 1


def test_robots_and_what_cannot_be_read_are_counted_apart(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, herald(site, "/private", "/picture"))
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /private\n")
    site.serve("/picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    run(desk)
    with desk.open_for_reading() as store:
        (day,) = coverage(store.connection)
    assert (day.expected, day.got, day.refused, day.robots) == (3, 1, 1, 1)


def test_the_address_after_a_redirect_is_that_of_the_page(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, herald(site, "/short"))
    site.routes["/short"] = moved("/long")
    site.serve("/long", page(1))
    fetched = run(desk)
    assert fetched.visits[-1].arrived == site.url("/long")
    with desk.open_for_reading() as store:
        assert {r.address for r in rows.retrievals(store.connection)} == {site.url("/rss"), site.url("/long")}


def test_addresses_by_hand_are_fetched_and_followed_when_asked(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    herald(site, "/1")
    site.serve("/1", page(1))
    for follow, expected in ((False, {"rss": "got"}), (True, {"rss": "unchanged", "1": "got"})):
        fetched = add_addresses(
            desk, [], [site.url("/rss")], follow=follow, client=asker(), clock=lambda: NOON, progress=silent
        )
        assert outcomes(fetched) == expected


def test_an_unknown_source_is_wrong_use(site: Site, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no source 'X'; there are Herald"):
        run(desk_with(tmp_path, herald(site)), names=["X"])


def test_a_feed_of_ten_thousand_entries_is_registered_whole(site: Site, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, herald(site, *(f"/p/{n}" for n in range(10_000))) + "most = 0")
    run(desk)
    with desk.open_for_reading() as store:
        (day,) = coverage(store.connection)
    assert (day.expected, day.got, day.waiting) == (10_001, 1, 10_000)


COMMAND = [sys.executable, "-c", "from onrecord.cli import main; main()", "fetch", "--desk"]


def test_the_command_fetches_and_says_what_it_lost(site: Site, tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path, herald(site, "/1", "/gone"), more='[fetch]\nallow = ["127.0.0.0/8"]\npace_seconds = 0\ntries = 1\n'
    )
    site.serve("/1", page(1))
    done = subprocess.run([*COMMAND, str(desk.folder), "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert [v["outcome"] for v in json.loads(done.stdout)["visits"]] == ["got", "got", "failed"]
    assert site.headers[0]["user-agent"].startswith("onrecord/")


@pytest.mark.slow
def test_kill_in_the_middle_then_go_on_gives_the_same_record(site: Site, tmp_path: Path, dump: Dump) -> None:
    paths = [f"/{n}" for n in range(12)]
    source = herald(site, *paths)
    for n, path in enumerate(paths):
        body = page(n)

        def slow(handler: fetch_server.Handler, body: bytes = body) -> None:
            time.sleep(0.15)
            handler.answer(200, body, ETag=f'"{len(body)}"')

        site.routes[path] = slow
    more = '[fetch]\nallow = ["127.0.0.0/8"]\npace_seconds = 0\n'
    whole, broken = (desk_with(tmp_path, source, name=name, more=more) for name in ("whole", "broken"))
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1772452800"}
    subprocess.run([*COMMAND, str(whole.folder)], env=environment, check=True, capture_output=True)
    kills = 0
    for seen in (2, 5, 9, 11):
        asked = len(site.asked)
        process = subprocess.Popen(
            [*COMMAND, str(broken.folder)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < end:
            if len(site.asked) - asked >= min(seen, 4):
                process.send_signal(signal.SIGKILL)
                kills += 1
                break
            time.sleep(0.02)
        process.wait()
    assert kills >= 2
    subprocess.run([*COMMAND, str(broken.folder)], env=environment, check=True, capture_output=True)
    assert dump(broken) == dump(whole)
    with broken.open_for_reading() as store:
        assert verify_record(store, broken.captures).findings == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[source]]\nurl = 'https://a.example'", "needs a name"),
        ("[[source]]\nname = 'x'", "needs a url or a file"),
        ("[[source]]\nname = 'x'\nurl = 'ftp://a.example'", "no address of the web"),
        ("[[source]]\nname = 'x'\nurl = 'https://a.example'\nevery = 'often'", "no span of time"),
        ("[[source]]\nname = 'x'\nurl = 'https://a.example'\nkind = 'rss'", "unknown key 'kind'"),
        ("[[source]]\nname = 'x'\nfile = 'a'\n[[source]]\nname = 'x'\nfile = 'b'", "two .*have the name"),
        ("[fetch]\nallow = ['10.0.0.1/8']", "write a network"),
        ("[fetch]\nrobots = 'no'", "true or false"),
        ("[fields]\nbody = 'x'", "unknown key 'body'"),
    ],
)
def test_wrong_sources_say_what_and_where(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "onrecord.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        load_settings(tmp_path / "onrecord.toml")
