"""Which week a page of stories or claims is of, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.store import desk_lists as lists
from onrecord.store import desk_weeks as weeks
from onrecord.web.asked import Ask
from onrecord.weeks import Found, made_of


@dataclass(frozen=True, slots=True)
class Fortnight:
    """The week of a day: its Monday (`since`) and Sunday, the Monday before, and days of the weeks with articles around it.

    day    the one asked for, else the last on record, else (articles without a day alone) the first of the calendar; None
           where nothing is on record. since, before, until are None for articles without a day (week 0).
    """

    day: str | None
    week: int
    before: str | None
    since: str | None
    until: str | None
    earlier: str | None
    later: str | None


def fortnight(ask: Ask) -> Fortnight:
    """The fortnight that is asked for."""
    day = ask.text("day") or lists.last_day(ask.db)
    if day is None:
        if not lists.newest_articles(ask.db, before=None, limit=1):
            return Fortnight(None, 0, None, None, None, None, None)
        day = "0001-01-01"
    week = weeks.week_of(day)
    earlier, later = (
        None if number is None else weeks.days_of_week(number)[0] for number in weeks.weeks_around(ask.db, week)
    )
    if week == 0:
        return Fortnight(day, 0, None, None, None, earlier, later)
    since, until = weeks.days_of_week(week)
    return Fortnight(day, week, weeks.days_of_week(week - 1)[0], since, until, earlier, later)


def found_in(ask: Ask, week: int) -> Found:
    """A week that was not made yet, or changed a moment ago: made for this answer, and remembered."""
    made: Found = ask.memo.get(("week", week, lists.state(ask.db)), lambda: made_of(ask.db, week))
    return made
