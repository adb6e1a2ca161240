"""Adding every kind of input to a desk: captures, addresses, problems; the order of adding makes no difference."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from made_formats import (
    FORMATS,
    MARKUP,
    PAGE,
    PARAGRAPHS,
    made_item,
    made_mail,
    made_record,
    made_rss,
    made_wacz,
    made_warc,
)
from onrecord.desk import Desk, make_desk
from onrecord.store import read as rows
from onrecord.store.sources import links_of
from onrecord.verify import verify_record
from samples import add

pytestmark = pytest.mark.model
Dump = Callable[[Desk], dict[str, list[tuple[object, ...]]]]
A, B = "https://alpha.example/2026/03/02/a", "https://beta.example/b"


@pytest.fixture
def week(tmp_path: Path) -> Path:
    folder = tmp_path / "week"
    folder.mkdir()
    for kind, (name, data, _) in FORMATS.items():
        (folder / f"{kind.replace(' ', '-')}{Path(name).suffix}").write_bytes(data)
    (folder / "crawl.warc.gz").write_bytes(made_warc(made_record(A, PAGE + b"<!-- a -->"), packed=True))
    (folder / "crawl.wacz").write_bytes(made_wacz({"archive/x.warc": made_record(B, PAGE + b"<!-- b -->")}))
    (folder / "post.mbox").write_bytes(b"From a@b Mon Mar  2 10:00:00 2026\n" + made_mail(cte="base64"))
    return folder


def test_every_format_is_stored_read_and_verifies(desk: Desk, week: Path) -> None:
    added = add(desk, week)
    counts = added.counts
    assert (counts.read, counts.stored, counts.refused) == (len(FORMATS) + 3, len(FORMATS) + 3, 0)
    with desk.open_for_reading() as store:
        assert rows.totals(store.connection)["article"] == len(FORMATS) + 3
        report = verify_record(store, desk.captures)
    assert report.findings == ()
    assert dict(report.checked)["articles"] == len(FORMATS) + 3


def test_a_member_of_a_web_archive_has_its_web_address_and_time(desk: Desk, week: Path) -> None:
    add(desk, week / "crawl.warc.gz")
    with desk.open_for_reading() as store:
        (retrieval,) = rows.retrievals(store.connection)
        (article,) = rows.articles(store.connection)
    assert (retrieval.address, retrieval.retrieved_at) == (A, "2026-03-02T10:00:00Z")
    assert (article.url, article.outlet) == (A, "alpha.example")
    assert article.published is not None
    assert article.published.evidence == "url"


def test_the_archive_itself_is_not_stored(desk: Desk, week: Path) -> None:
    add(desk, week / "crawl.warc.gz", week / "post.mbox")
    held = {path.read_bytes() for path in desk.captures.rglob("*") if path.is_file()}
    assert held == {PAGE + b"<!-- a -->", made_mail(cte="base64")}


def test_addresses_that_a_feed_names_are_kept(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(made_rss(made_item(1), made_item(2, content=None)))
    add(desk, tmp_path / "feed.xml")
    with desk.open_for_reading() as store:
        ((digest, _, _),) = rows.captures(store.connection)
        assert [(link.url[-3:], link.held) for link in links_of(store.connection, digest)] == [
            ("a/1", True),
            ("a/2", False),
        ]


@pytest.mark.parametrize("turned", [False, True])
def test_the_same_page_at_two_addresses_tells_the_same_in_any_order(
    tmp_path: Path, desk: Desk, dump: Dump, turned: bool
) -> None:
    records = [made_record(A, PAGE), made_record(B, PAGE, day="2026-03-05")]
    for n, record in enumerate(reversed(records) if turned else records):
        (tmp_path / f"{n}.warc").write_bytes(record)
        add(desk, tmp_path / f"{n}.warc")
    whole = make_desk(tmp_path / "whole", title="t")
    (tmp_path / "all.warc").write_bytes(b"".join(records))
    add(whole, tmp_path / "all.warc")
    assert dump(desk) == dump(whole)
    with desk.open_for_reading() as store:
        (article,) = rows.articles(store.connection)
        assert (article.outlet, article.url) == ("alpha.example", A)
        assert len(rows.retrievals(store.connection)) == 2


def test_the_earliest_time_of_an_address_counts(desk: Desk, tmp_path: Path) -> None:
    for n, day in enumerate(("2026-03-05", "2026-03-02", "2026-03-07")):
        (tmp_path / f"{n}.warc").write_bytes(made_record(A, PAGE, day=day))
        add(desk, tmp_path / f"{n}.warc")
    with desk.open_for_reading() as store:
        assert [r.retrieved_at for r in rows.retrievals(store.connection)] == ["2026-03-02T10:00:00Z"]


def test_a_bomb_beside_pages_is_a_problem(desk: Desk, pages: Path) -> None:
    import gzip

    (pages / "bomb.html.gz").write_bytes(gzip.compress(b"<p>" * 60_000_000))
    added = add(desk, pages)
    assert (added.counts.stored, added.counts.refused) == (2, 1)
    assert [p.reason for p in added.problems] == ["too large"]


def test_mapped_fields_of_the_settings_are_used(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    desk = make_desk(folder, title="t")
    (folder / "onrecord.toml").write_text('[fields]\nhtml = "raw.page"\n', encoding="utf-8")
    desk = make_desk(folder, title="t")
    (tmp_path / "a.jsonl").write_text(json.dumps({"raw": {"page": f"<html><body>{MARKUP}</body></html>"}}))
    add(desk, tmp_path / "a.jsonl")
    with desk.open_for_reading() as store:
        (article,) = rows.articles(store.connection)
    assert article.blocks[0].place.startswith("line:1/raw.page:path:")


def test_a_briefing_of_mapped_rows_and_of_web_archives_verifies(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from onrecord.cli import app

    folder = tmp_path / "week"
    folder.mkdir()
    (folder / "onrecord.toml").write_text('[fields]\ntext = "story"\ntitle = "hed"\n', encoding="utf-8")
    text = "\n\n".join(PARAGRAPHS).replace("northern", "eastern")
    (folder / "a.jsonl").write_text(json.dumps({"story": text, "hed": "Eastern Pier", "url": "https://c.example/1"}))
    (folder / "crawl.warc").write_bytes(made_record(A, PAGE))
    done = CliRunner().invoke(app, ["brief", str(folder), "--out", str(tmp_path / "out")])
    assert "NOT VERIFIED" not in done.output
    assert done.exit_code == 0, done.output
