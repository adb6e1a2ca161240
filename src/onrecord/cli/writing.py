"""Commands that write: `init`. `brief` and `add` have modules of their own."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.output import progress, say, talk
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.desk import Desk
    from onrecord.ingest import Added


def init(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.", metavar="DIR")],
    title: Annotated[str, typer.Option("--title", help="Title of the desk.")] = "The desk",
) -> None:
    """Make a desk: one folder with settings, record and captures.

    Examples:

      onrecord init eurasia --title "China in Eurasia"

      onrecord add pages/ --desk eurasia
    """
    from onrecord.desk import make_desk

    desk = make_desk(folder, title=title)
    say(str(desk.folder))


def need(paths: list[Path]) -> None:
    """Say at once what is not there, before anything is made."""
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no file or folder {path}")


def add_paths(desk: Desk, paths: list[Path]) -> Added:
    """Add the paths to the desk, with progress on stderr."""
    from onrecord import ingest

    with progress() as tell:
        return ingest.add(desk, paths, clock=now, progress=tell)


def tell_added(added: Added) -> None:
    """Say on stderr what was read and what was refused."""
    counts = added.counts
    talk(
        f"{counts.read:,} inputs read: {counts.stored:,} stored, {counts.present:,} already there, {counts.refused:,} refused;"
        f" {added.articles:,} articles extracted"
    )
    for problem in added.problems:
        place = "" if problem.place is None else f", {problem.place}"
        talk(f"  {problem.address}{place}: {problem.reason}: {problem.detail}")


def now() -> str:
    """The time now, or that of SOURCE_DATE_EPOCH, so that a run can be repeated to the letter."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
