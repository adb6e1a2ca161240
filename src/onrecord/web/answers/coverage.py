"""What is on record and what is not: outlets by month, problems by reason, the last runs, and what came of asking sources."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import UsageError
from onrecord.store import desk_stories as more
from onrecord.store import sources as visited
from onrecord.store.desk_lists import day_before
from onrecord.store.desk_stories import OutletSum, RunItem, TimeItem
from onrecord.store.sources import DayCount
from onrecord.web.asked import Ask

_RUNS = 20
#: Days up to the last visit that are shown where no day is asked for.
_DAYS = 31


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet with the group that the settings give it."""

    group: str | None
    of: OutletSum


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was captured and what was refused. `missing`: outlets of the settings of which nothing is on record."""

    articles: int
    statements: int
    outlets: tuple[OutletRow, ...]
    times: tuple[TimeItem, ...]
    missing: tuple[str, ...]
    problems: tuple[tuple[str, int], ...]
    runs: tuple[RunItem, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What came of asking a source in the days shown. `days`: those on which anything was expected of it.

    last    the last of these days, None: it was not asked;  silent: no article came from it, whatever the reason
    """

    source: str
    days: int
    last: str | None
    expected: int
    got: int
    unchanged: int
    refused: int
    failed: int
    robots: int
    waiting: int
    told: int
    silent: bool


@dataclass(frozen=True, slots=True)
class Sources:
    """The desk's sources from a day on: each in sum, the silent ones first, then day by day, the last day first."""

    since: str | None
    until: str | None
    only: str | None
    silent: tuple[str, ...]
    sources: tuple[SourceRow, ...]
    visits: tuple[DayCount, ...]
    next: str | None


def sources(ask: Ask) -> Sources:
    """What was expected of the sources and what came of it. A source of the settings is named even if it was never asked."""
    last = visited.last_visited(ask.db)
    since = ask.text("since") or (None if last is None else day_before(last, _DAYS - 1))
    days = visited.coverage(ask.db, since=since or "")
    by_source: dict[str, list[DayCount]] = {source.name: [] for source in ask.desk.settings.sources}
    for day in days:
        by_source.setdefault(day.source, []).append(day)
    summed = [_sum(name, found) for name, found in sorted(by_source.items())]
    summed.sort(key=lambda row: (not row.silent, row.source))
    only = ask.text("source")
    listed = sorted((day for day in days if only in (None, day.source)), key=lambda d: (d.day, d.source), reverse=True)
    before = ask.text("before")
    if before is not None:
        last_day, dot, name = before.partition(".")
        if not dot:
            raise UsageError("before must be what the page before gave as next")
        listed = [row for row in listed if (row.day, row.source) < (last_day, name)]
    shown = listed[: ask.limit]
    return Sources(
        since, last, only, tuple(row.source for row in summed if row.silent), tuple(summed), tuple(shown),
        f"{shown[-1].day}.{shown[-1].source}" if len(listed) > len(shown) else None,
    )  # fmt: skip


def _sum(name: str, days: list[DayCount]) -> SourceRow:
    told = sum(day.told for day in days)
    return SourceRow(
        name, len(days), days[-1].day if days else None, sum(day.expected for day in days), sum(day.got for day in days),
        sum(day.unchanged for day in days), sum(day.refused for day in days), sum(day.failed for day in days),
        sum(day.robots for day in days), sum(day.waiting for day in days), told, not told,
    )  # fmt: skip


def coverage(ask: Ask) -> Coverage:
    """The record in numbers."""
    groups = {o.name: o.group for o in ask.desk.settings.outlets}
    outlets, times = more.outlet_sums(ask.db), more.times(ask.db)
    return Coverage(
        articles=sum(time.articles for time in times),
        statements=sum(time.statements for time in times),
        outlets=tuple(OutletRow(groups.get(o.outlet), o) for o in outlets),
        times=tuple(times),
        missing=tuple(sorted(set(groups) - {o.outlet for o in outlets})),
        problems=tuple(more.problem_reasons(ask.db)),
        runs=tuple(more.runs(ask.db, limit=_RUNS)),
    )
