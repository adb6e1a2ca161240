"""Commands on actors: `who`, and `actor` for what people decide about them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import DeskOption, JsonOption
from onrecord.cli.output import print_json, say
from onrecord.errors import UsageError

if TYPE_CHECKING:
    import sqlite3

    from onrecord.actors.lookup import Directory
    from onrecord.desk import Desk


def who(
    name: Annotated[list[str], typer.Argument(help="A name, in any spelling, or an actor's id.", metavar="NAME")],
    desk: DeskOption = Path(),
    since: Annotated[
        str | None, typer.Option("--since", help="Said or done on this day or later (2026-03-02).")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Said or done on this day or earlier.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only pages of this outlet.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="said, told, did, undergone or about.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="At most so many, the latest.")] = 20,
    json_: JsonOption = False,
) -> None:
    """Show what an actor said and did, and what others said of it, in the order of time.

    Examples:

      onrecord who Kordell --desk briefing/desk

      onrecord who "Lena Marsh" --since 2026-03-01 --kind said

      onrecord who "U.S. officials" --json

    A name that fits several actors is answered with their list. Copies of one text count as one origin.
    """
    from onrecord.actors.lookup import find
    from onrecord.actors.who import SIDES, Filters
    from onrecord.actors.who import who as ask
    from onrecord.cli.actor_lines import who_lines
    from onrecord.desk import open_desk

    if kind is not None and kind not in SIDES:
        raise UsageError(f"--kind is one of {', '.join(SIDES)}, not {kind!r}")
    side = next((known for known in SIDES if known == kind), None)
    filters = Filters(day_option("--since", since), day_option("--until", until), outlet, side)
    found = open_desk(desk)
    with found.open_for_reading() as store:
        directory = directory_of(found, store.connection)
        asked = find(store.connection, directory, " ".join(name))
        answer = ask(store.connection, directory, asked, filters=filters, limit=limit)
    if json_:
        print_json(answer)
        return
    for line in who_lines(answer):
        say(line)


def directory_of(desk: Desk, db: sqlite3.Connection) -> Directory:
    """What names are looked up in: the desk's actors files and its judgements."""
    from onrecord.actors.lookup import Directory
    from onrecord.resolve.knowledge import load
    from onrecord.store.identities import decisions

    return Directory(load(desk.settings.actors), decisions(db))


def day_option(option: str, value: str | None) -> str | None:
    """The day as typed. Raises UsageError where it is none."""
    from datetime import date

    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise UsageError(f"{option} is a day like 2026-03-02, not {value!r}") from error
    return value
