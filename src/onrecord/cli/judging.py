"""`onrecord actor`: what people decide about actors. Decisions are added, never changed; the last one counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.actors import directory_of
from onrecord.cli.options import DeskOption, JsonOption
from onrecord.cli.output import print_json, say, talk
from onrecord.errors import NotOnRecord, UsageError

if TYPE_CHECKING:
    import sqlite3

    from onrecord.actors.judging import Made
    from onrecord.actors.lookup import Directory
    from onrecord.desk import Desk
    from onrecord.record import Judgement

actor_app = typer.Typer(
    help="Decide who is who: merge, split, rename, reject; undo and list what was decided.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
WhyOption = Annotated[str, typer.Option("--why", help="The reason, in your words.")]
ByOption = Annotated[
    str | None,
    typer.Option("--by", help="Who decides; by default the name of this system's user.", envvar="ONRECORD_JUDGE"),
]


@actor_app.command()
def merge(
    one: Annotated[str, typer.Argument(help="An actor: name or id.", metavar="A")],
    other: Annotated[str, typer.Argument(help="The same one under another name or id.", metavar="B")],
    why: WhyOption,
    by: ByOption = None,
    desk: DeskOption = Path(),
) -> None:
    """Two names are one actor.

    Examples:

      onrecord actor merge "Lena Marsh" "L. Marsh-Orr" --why "she married; The Herald of March 3 says so"
    """
    from onrecord.actors import judging

    _decide(desk, why, by, lambda db, directory, made: judging.merge(db, directory, one, other, made))


@actor_app.command()
def split(
    where: Annotated[
        str, typer.Argument(help="A mention, or an article for all mentions in it: its id.", metavar="ID")
    ],
    actor: Annotated[str, typer.Argument(help="The actor it was found to be: name or id.", metavar="ACTOR")],
    name: Annotated[str, typer.Argument(help="The name that tells the other one apart.", metavar="NAME")],
    why: WhyOption,
    by: ByOption = None,
    desk: DeskOption = Path(),
) -> None:
    """Two persons of one name: the one named here is another.

    Examples:

      onrecord actor split article-81c2 "Jane Roe" "Jane Roe (judge)" --why "the article is about the court"
    """
    from onrecord.actors import judging

    _decide(desk, why, by, lambda db, directory, made: judging.split(db, directory, where, actor, name, made))


@actor_app.command()
def rename(
    actor: Annotated[str, typer.Argument(help="An actor: name or id.", metavar="ACTOR")],
    name: Annotated[str, typer.Argument(help="The name to show.", metavar="NAME")],
    why: WhyOption,
    by: ByOption = None,
    desk: DeskOption = Path(),
) -> None:
    """The name to show for an actor.

    Examples:

      onrecord actor rename person:lenamarsh "Lena Marsh (minister)" --why "there is a novelist too"
    """
    from onrecord.actors import judging

    _decide(desk, why, by, lambda db, directory, made: judging.rename(db, directory, actor, name, made))


@actor_app.command()
def reject(
    mention: Annotated[str, typer.Argument(help="A mention: its id.", metavar="ID")],
    why: WhyOption,
    by: ByOption = None,
    desk: DeskOption = Path(),
) -> None:
    """A mention is not the actor that it was found to be.

    Examples:

      onrecord actor reject mention-3f9a --why "the river is meant"
    """
    from onrecord.actors import judging

    _decide(desk, why, by, lambda db, _, made: judging.reject(db, mention, made))


@actor_app.command()
def undo(
    judgement: Annotated[str, typer.Argument(help="A judgement: its id, or the beginning of it.", metavar="ID")],
    why: WhyOption,
    by: ByOption = None,
    desk: DeskOption = Path(),
) -> None:
    """Take a judgement back. The judgement stays on record; so does its undoing, which can itself be undone.

    Examples:

      onrecord actor undo judgement-5b1e --why "the other minister was meant"
    """
    take_back(desk, judgement, why, by)


@actor_app.command(name="list")
def list_(
    desk: DeskOption = Path(),
    all_: Annotated[bool, typer.Option("--all", help="Also those that count no more.")] = False,
    json_: JsonOption = False,
) -> None:
    """List what was decided about actors, in the order of making.

    Examples:

      onrecord actor list --desk briefing/desk

      onrecord actor list --all --json
    """
    from onrecord.desk import open_desk
    from onrecord.store.judgements import all_judgements, standing_judgements

    with open_desk(desk).open_for_reading() as store:
        made = all_judgements(store.connection)
        counting = {j.id for j in standing_judgements(store.connection)}
    about = {j.id for j in made if j.kind.startswith("actor-")}
    for judgement in made:
        # undoing of undoing: in the order of making each one's subject is known before it
        if judgement.kind == "undo" and judgement.subject in about:
            about.add(judgement.id)
    tell_judgements([j for j in made if j.id in about], counting, "actors", all_=all_, json_=json_)


def tell_judgements(
    about: Sequence[Judgement],
    counting: Collection[str],
    what: str,
    *,
    all_: bool,
    json_: bool,
) -> None:
    """Print the judgements about something, those that count or all. Raises NotOnRecord where there are none."""
    shown = [j for j in about if all_ or j.id in counting]
    if not shown:
        raise NotOnRecord(f"nothing was decided about {what}")
    if json_:
        print_json([{"judgement": j, "counts": j.id in counting} for j in shown])
        return
    for judgement in shown:
        say(line_of(judgement) + ("" if judgement.id in counting or judgement.kind == "undo" else "  (counts no more)"))
        say(f"    {judgement.made_at}  {judgement.judge}: {judgement.reason}")


def _decide(
    desk: Path, why: str, by: str | None, make: Callable[[sqlite3.Connection, Directory, Made], Judgement]
) -> None:
    """Make a judgement about actors and store it."""
    from onrecord.desk import open_desk

    found = open_desk(desk)
    decide(found, why, by, lambda db, made: make(db, directory_of(found, db), made), about="actor")


def take_back(desk: Path, judgement: str, why: str, by: str | None) -> None:
    """Take back the judgement whose id begins so, whatever it is about."""
    from onrecord.actors import judging
    from onrecord.desk import open_desk

    decide(open_desk(desk), why, by, lambda db, made: judging.undo(db, judgement, made), about="actor")


def decide(
    desk: Desk, why: str, by: str | None, make: Callable[[sqlite3.Connection, Made], Judgement], *, about: str
) -> None:
    """Make a judgement, store it, and make the families near it again where it is about copies, in one transaction."""
    from onrecord.comparison import refresh_families
    from onrecord.origins.judging import articles_of
    from onrecord.store.judgements import add_judgements, all_judgements

    made = judged_by(by, why)
    with desk.open_for_writing() as store, store.transaction() as db:
        judgement = make(db, made)
        add_judgements(db, [judgement])
        copies = articles_of(judgement, all_judgements(db))
        if copies:
            refresh_families(store, copies)
    about = "origin" if copies else about
    talk(f"decided by {made.judge}; take it back with: onrecord {about} undo {judgement.id} --why ...")
    say(line_of(judgement))


def judged_by(by: str | None, why: str) -> Made:
    """Who decides, why, and when: now. Raises UsageError without a reason, or where nobody is known to decide."""
    import getpass

    from onrecord.actors.judging import Made

    if not why.strip():
        raise UsageError("--why needs a reason: who reads it later was not there")
    try:
        judge = by or getpass.getuser()
    except (KeyError, OSError) as error:
        raise UsageError("nobody is known to decide: name them with --by or ONRECORD_JUDGE") from error
    return Made(judge, " ".join(why.split()), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


_WORDS = {"reuse-not": "not copies", "reuse-first": "first"}


def line_of(judgement: Judgement) -> str:
    """A judgement in one line."""
    kind = _WORDS.get(judgement.kind, judgement.kind.removeprefix("actor-"))
    parts = [kind, judgement.subject, judgement.object, judgement.value]
    return f"{judgement.id}  " + "  ".join(part for part in parts if part)
