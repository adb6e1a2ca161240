"""What is on record and what is not: outlets by month, problems by reason, the last runs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from onrecord.store import desk_stories as more
from onrecord.store.desk_stories import RunItem
from onrecord.web.asked import Ask

_RUNS = 20


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet ("" = not known) with its group: articles, statements, first and last month with any."""

    outlet: str
    group: str | None
    articles: int
    statements: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month (`2026-03`, "" = no date): articles, statements, outlets."""

    month: str
    articles: int
    statements: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was captured and what was refused. `missing`: outlets of the settings of which nothing is on record."""

    articles: int
    statements: int
    outlets: tuple[OutletRow, ...]
    months: tuple[MonthRow, ...]
    missing: tuple[str, ...]
    problems: tuple[tuple[str, int], ...]
    runs: tuple[RunItem, ...]


def coverage(ask: Ask) -> Coverage:
    """The record in numbers."""
    rows = more.outlet_months(ask.db)
    groups = {o.name: o.group for o in ask.desk.settings.outlets}
    by_outlet: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    by_month: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    spans: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_outlet[row.outlet][0] += row.articles
        by_outlet[row.outlet][1] += row.statements
        month = by_month[row.month]
        month[0], month[1], month[2] = month[0] + row.articles, month[1] + row.statements, month[2] + 1
        if row.month:
            spans[row.outlet].append(row.month)
    outlets = [
        OutletRow(
            name, groups.get(name), counted[0], counted[1], min(spans[name], default=""), max(spans[name], default="")
        )
        for name, counted in by_outlet.items()
    ]
    return Coverage(
        articles=sum(row.articles for row in rows),
        statements=sum(row.statements for row in rows),
        outlets=tuple(sorted(outlets, key=lambda o: (-o.articles, o.outlet))),
        months=tuple(MonthRow(month, *counted) for month, counted in sorted(by_month.items())),
        missing=tuple(sorted(set(groups) - set(by_outlet))),
        problems=tuple(more.problem_reasons(ask.db)),
        runs=tuple(more.runs(ask.db, limit=_RUNS)),
    )
