"""What became of the desk's sources in the days of a briefing: a line for each, also for those that gave nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from onrecord.config import Settings
from onrecord.store.sources import DayCount

#: A source's name, what was counted, and the template that tells it.
Line = tuple[str, str, Literal["source", "source silent"]]


def source_lines(
    days: Sequence[DayCount], settings: Settings, *, since: str | None, until: str | None
) -> tuple[Line, ...]:
    """A line for each source that was asked in the days or stands in the settings, sorted by name.

    A source without an article is silent, whatever the reason; that it was silent is said, never read as "nothing happened".
    """
    among = [d for d in days if (since is None or d.day >= since) and (until is None or d.day <= until)]
    names = sorted({day.source for day in among} | {source.name for source in settings.sources})
    return tuple(_line(name, [day for day in among if day.source == name]) for name in names)


def _line(name: str, days: Sequence[DayCount]) -> Line:
    if not days:
        return name, "not asked", "source silent"
    first, last = days[0].day, days[-1].day
    span = f"on {first}" if first == last else f"on {len(days)} days from {first} to {last}"
    counts = {
        "expected": sum(day.expected for day in days),
        "got": sum(day.got for day in days),
        "unchanged": sum(day.unchanged for day in days),
        "refused": sum(day.refused for day in days),
        "failed": sum(day.failed for day in days),
        "kept out by robots.txt": sum(day.robots for day in days),
        "not asked yet": sum(day.waiting for day in days),
    }
    told = ", ".join(f"{number} {word}" for word, number in counts.items() if number or word in {"expected", "got"})
    return name, f"{told} {span}", "source" if any(day.told for day in days) else "source silent"
