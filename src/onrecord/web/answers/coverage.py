"""What is on record and what is not: outlets by month, problems by reason, the last runs."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.store import desk_stories as more
from onrecord.store.desk_stories import OutletSum, RunItem, TimeItem
from onrecord.web.asked import Ask

_RUNS = 20


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
