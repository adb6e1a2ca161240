"""Coverage in the doctor and in the briefing: what was expected and did not come is named; forged counts are found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import fetch_server
from fetch_server import Site
from made_formats import PAGE, made_rss
from onrecord.brief.asked import source_lines
from onrecord.brief.compose import compose
from onrecord.brief.model import from_json, to_json
from onrecord.brief.templates import plain
from onrecord.brief.view import view_of
from onrecord.config import Settings, Source
from onrecord.desk import Desk, make_desk
from onrecord.doctor import Check, examine
from onrecord.store.sources import DayCount
from onrecord.verify.briefing import _lists
from test_collecting import NOON, desk_with, herald, run

pytestmark = pytest.mark.model


@pytest.fixture
def site() -> Iterator[Site]:
    with fetch_server.running() as found:
        yield found


@pytest.fixture
def followed(site: Site, tmp_path: Path) -> Desk:
    """A desk with a source that gave a page and lost one, one that gave nothing, and one that was never asked."""
    site.serve("/1", PAGE)
    site.serve("/quiet", made_rss())
    desk = desk_with(tmp_path, herald(site, "/1", "/gone"), f'name = "Quiet"\nurl = "{site.url("/quiet")}"')
    run(desk)
    text = (desk.folder / "onrecord.toml").read_text()
    (desk.folder / "onrecord.toml").write_text(text + '[[source]]\nname = "Never"\nurl = "https://never.example/rss"\n')
    return make_desk(desk.folder, title="t")


def told(desk: Desk, now: str) -> dict[str, Check]:
    return {check.name: check for check in examine(desk.folder, now=now)}


def test_the_doctor_names_what_was_never_asked_and_what_was_lost(followed: Desk) -> None:
    checks = told(followed, NOON)
    assert checks["source Herald"].ok
    assert "refused or failed on 2026-03-02: 1, as http" in checks["source Herald"].detail
    assert not checks["source Never"].ok
    assert "never asked" in checks["source Never"].detail


def test_the_doctor_names_what_is_due_and_days_without_a_visit(followed: Desk) -> None:
    assert "due now" in told(followed, "2026-03-02T18:00:00Z")["source Herald"].detail
    late = told(followed, "2026-03-06T12:00:00Z")["source Herald"]
    assert not late.ok
    assert "not asked on 3 days, as 2026-03-05" in late.detail


def test_the_briefing_names_sources_that_were_silent(followed: Desk) -> None:
    with followed.open_for_reading() as store:
        briefing = compose(view_of(store.connection), followed.settings, made_at=NOON)
    words = [plain(s, briefing) for s in briefing.sentences() if s.template.startswith("source")]
    assert words == [
        "Herald: 3 expected, 2 got, 1 failed on 2026-03-02",
        "Never: not asked; no article came from it, which is no evidence that nothing happened",
        "Quiet: 1 expected, 1 got on 2026-03-02; no article came from it, which is no evidence that nothing happened",
    ]
    assert from_json(to_json(briefing)) == briefing


@pytest.mark.parametrize(("old", "new"), [("1 failed", "0 failed"), ('"source silent"', '"source"')])
def test_forged_counts_are_found(followed: Desk, old: str, new: str) -> None:
    with followed.open_for_reading() as store:
        briefing = compose(view_of(store.connection), followed.settings, made_at=NOON)
    assert _lists(briefing) == []
    text = to_json(briefing)
    forged = text.replace(old, new, 1)
    assert forged != text
    findings = _lists(from_json(forged))
    assert [finding.what for finding in findings] == ["forged"]


def day(source: str, on: str, **counts: int) -> DayCount:
    zero = dict.fromkeys(("expected", "got", "unchanged", "refused", "failed", "robots", "waiting", "told"), 0)
    return DayCount(source, on, **{**zero, **counts})


def test_only_the_days_of_the_briefing_are_counted() -> None:
    days = [day("A", f"2026-03-0{n}", expected=2, got=1, unchanged=1, told=1) for n in range(1, 6)]
    lines = source_lines(days, Settings(), since="2026-03-02", until="2026-03-04")
    assert lines == (("A", "6 expected, 3 got, 3 unchanged on 3 days from 2026-03-02 to 2026-03-04", "source"),)


def test_a_source_that_was_asked_before_the_days_only_is_silent() -> None:
    source = Source("A", "https://a.example", None, 3600, None, 1, None)
    lines = source_lines(
        [day("A", "2026-03-01", got=1, told=1)], Settings(sources=(source,)), since="2026-03-02", until=None
    )
    assert lines == (("A", "not asked", "source silent"),)


def test_without_sources_nothing_is_said() -> None:
    assert source_lines((), Settings(), since=None, until=None) == ()
