"""`onrecord origin`: what people decide about copies. Decisions are added, never changed; the last one counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.judging import ByOption, WhyOption, decide, take_back, tell_judgements
from onrecord.cli.options import DeskOption, JsonOption

if TYPE_CHECKING:
    import sqlite3

    from onrecord.record import Judgement

origin_app = typer.Typer(
    help="Decide about copies: these are none, this one was first; undo and list what was decided.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@origin_app.command(name="not-copies")
def not_copies(
    one: Annotated[str, typer.Argument(help="An article: its id, or the beginning of it.", metavar="A")],
    other: Annotated[str, typer.Argument(help="An article that shares text with it.", metavar="B")],
    why: WhyOption,
    by: ByOption = None,
    desk: DeskOption = Path(),
) -> None:
    """Neither of two articles is a copy of the other: both count.

    Examples:

      onrecord origin not-copies article-81c2 article-3f9a --why "both print the court's ruling in full"
    """
    from onrecord.origins import judging

    _decide(
        desk,
        why,
        by,
        lambda db, judge, why, at: judging.not_copies(db, one, other, judge=judge, reason=why, made_at=at),
    )


@origin_app.command()
def first(
    one: Annotated[
        str, typer.Argument(help="The article that was first: its id, or the beginning of it.", metavar="A")
    ],
    other: Annotated[str, typer.Argument(help="An article that shares text with it.", metavar="B")],
    why: WhyOption,
    by: ByOption = None,
    desk: DeskOption = Path(),
) -> None:
    """Of two articles that share text, the one that had it first.

    Examples:

      onrecord origin first article-81c2 article-3f9a --why "the editor of B told us; B shows the date of its last update"
    """
    from onrecord.origins import judging

    _decide(
        desk, why, by, lambda db, judge, why, at: judging.first(db, one, other, judge=judge, reason=why, made_at=at)
    )


@origin_app.command()
def undo(
    judgement: Annotated[str, typer.Argument(help="A judgement: its id, or the beginning of it.", metavar="ID")],
    why: WhyOption,
    by: ByOption = None,
    desk: DeskOption = Path(),
) -> None:
    """Take a judgement back. The judgement stays on record; so does its undoing, which can itself be undone.

    Examples:

      onrecord origin undo judgement-5b1e --why "it was the other page of that day"
    """
    take_back(desk, judgement, why, by)


@origin_app.command(name="list")
def list_(
    desk: DeskOption = Path(),
    all_: Annotated[bool, typer.Option("--all", help="Also those that count no more.")] = False,
    json_: JsonOption = False,
) -> None:
    """List what was decided about copies, in the order of making.

    Examples:

      onrecord origin list --desk briefing/desk

      onrecord origin list --all --json
    """
    from onrecord.desk import open_desk
    from onrecord.origins.judging import articles_of
    from onrecord.store.judgements import all_judgements, standing_judgements

    with open_desk(desk).open_for_reading() as store:
        made = all_judgements(store.connection)
        counting = {j.id for j in standing_judgements(store.connection)}
    tell_judgements([j for j in made if articles_of(j, made)], counting, "copies", all_=all_, json_=json_)


def _decide(
    desk: Path, why: str, by: str | None, make: Callable[[sqlite3.Connection, str, str, str], Judgement]
) -> None:
    """Make a judgement about copies and store it."""
    from onrecord.desk import open_desk

    decide(open_desk(desk), why, by, lambda db, made: make(db, made.judge, made.reason, made.at), about="origin")
