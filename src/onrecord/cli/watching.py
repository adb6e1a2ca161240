"""`onrecord watch`: what is planned or due, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.actors import day_option
from onrecord.cli.options import DeskOption, JsonOption
from onrecord.cli.output import print_json, say, talk
from onrecord.errors import NotOnRecord, UsageError

if TYPE_CHECKING:
    from onrecord.happenings.watch import Watch, Watched

STATES = ("due", "undated", "came true", "moved", "cancelled", "lapsed")


def watch(
    desk: DeskOption = Path(),
    on: Annotated[
        str | None, typer.Option("--on", help="As it stands on this day (2026-03-05); without it today.")
    ] = None,
    state: Annotated[str | None, typer.Option("--state", help=f"Only one of: {', '.join(STATES)}.")] = None,
    watched: Annotated[
        bool, typer.Option("--watched", help="Only what a [[watch]] rule of the desk asks for.")
    ] = False,
    ical: Annotated[
        Path | None, typer.Option("--ical", help="Write what has a day as a calendar file.", metavar="FILE")
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Show what is planned or due, and what became of it: due, came true, moved, cancelled, lapsed.

    Examples:

      onrecord watch --desk briefing/desk

      onrecord watch --state lapsed --on 2026-04-01

      onrecord watch --watched --ical due.ics

    Lapsed means that the day is over and no page on record tells of it: it may have taken place all the same.
    """
    from dataclasses import replace
    from datetime import UTC, datetime

    from onrecord.desk import open_desk
    from onrecord.happenings.watch import calendar_entries
    from onrecord.happenings.watch import watch as ask

    if state is not None and state not in STATES:
        raise UsageError(f"unknown state {state!r}; known are {', '.join(STATES)}")
    now = datetime.now(UTC)
    day = day_option("--on", on) or now.date().isoformat()
    found = open_desk(desk)
    with found.open_for_reading() as store:
        answer = ask(store.connection, found.settings.watch, today=day)
    # what moved is due on its new day
    wanted = {state, "moved"} if state == "due" else {state}
    kept = tuple(e for e in answer.entries if (state is None or e.plan.state in wanted) and (not watched or e.rules))
    answer = replace(answer, entries=kept)
    if ical is not None:
        _write_calendar(ical, answer, found.settings.title, calendar_entries(answer, stamp=f"{now:%Y-%m-%dT%H:%M:%SZ}"))
    if json_:
        print_json(answer)
        return
    if not kept:
        raise NotOnRecord("nothing planned is on record for that")
    for line in lines(answer):
        say(line)


def _write_calendar(path: Path, answer: Watch, name: str, entries: object) -> None:
    from onrecord.happenings.calendar import calendar

    try:
        path.write_text(calendar(entries, name=name), encoding="utf-8", newline="")  # type: ignore[arg-type]
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    left = sum(1 for e in answer.entries if e.plan.day is None)
    talk(f"written: {path}" + (f"; {left} without a day are not in it" if left else ""))


def lines(answer: Watch) -> list[str]:
    """The list for a person, and what it rests on."""
    out = [line for entry in answer.entries for line in _entry(entry)]
    cover = answer.coverage
    days = f", {cover.first} to {cover.last}" if cover.first else ""
    out += ["", f"As of {answer.today}, by {cover.articles} articles on record{days}; {cover.undated} of them undated."]
    return out


def _entry(entry: Watched) -> list[str]:
    plan, page = entry.plan, entry.shown.page
    when = entry.shown.day or plan.day or "no day"
    state = plan.state + (f" to {plan.moved_to}" if plan.moved_to else "")
    kind = " ".join(part for part in (plan.type, plan.mode) if part)
    count = f"{plan.origins} origin{'s' * (plan.origins != 1)}, {plan.articles} article{'s' * (plan.articles != 1)}"
    rules = f"  [{', '.join(entry.rules)}]" if entry.rules else ""
    out = [
        f"{when:<22}{state:<11} {kind}{rules}",
        f"    {entry.shown.words}",
        f"    {page.outlet or 'unnamed outlet'}, {page.published or 'no date'}; {count}  {entry.shown.event}",
    ]
    return out + [
        f"    {t.status}: {t.words} ({t.page.outlet or 'unnamed outlet'}, {t.page.published or 'no date'})"
        for t in entry.decided_by[:3]
    ]
