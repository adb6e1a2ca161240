"""Commands that write: `brief`, `init`, `add`."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import codes
from onrecord.cli.options import DeskOption, JsonOption
from onrecord.cli.output import print_json, progress, say, talk
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.desk import Desk
    from onrecord.ingest import Added


def brief(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders: pages, feeds, archives, mail, tables.", metavar="PATH...")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the briefing and its desk.")] = Path("briefing"),
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", help="A configuration; by default the onrecord.toml in or beside a PATH."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Title of the briefing.")] = None,
) -> None:
    """Read pages and write a checked briefing: the main job.

    Examples:

      onrecord brief pages/

      onrecord brief pages/ feed.jsonl --out friday --title "The week in the region"

      onrecord brief pages/ --config desk.toml --out friday

    Writes OUT/briefing.html, OUT/briefing.md, the pages their receipts lead to (OUT/receipts), and a desk (OUT/desk) with the
    record and the captured pages. Run again with more paths, it adds to the same desk.
    """
    _need(paths)
    from dataclasses import replace

    from onrecord.brief.compose import briefing_id, compose, write
    from onrecord.brief.view import view_of
    from onrecord.desk import adopt, make_desk
    from onrecord.resolve.knowledge import load
    from onrecord.store.write import add_briefing
    from onrecord.verify import verify_briefing

    desk = make_desk(out / "desk", title=title or "Briefing")
    config = config or _configuration_of(paths)
    if config is not None:
        desk = adopt(desk, config)
    added = _add(desk, paths)
    with desk.open_for_writing() as store:
        view = view_of(store.connection, load(desk.settings.actors))
        settings = desk.settings if title is None else replace(desk.settings, briefing_title=title)
        briefing = compose(view, settings, made_at=_clock())
        html, markdown = write(briefing, view, out, captures="desk/captures")
        with store.transaction() as db:
            add_briefing(db, briefing_id(briefing), briefing.title, briefing.made_at, html.name, added.run)
        report = verify_briefing(html, captures=desk.captures, store=store)
    _tell_added(added)
    kinds = {
        s.kind: sum(len(g.sentences) for g in s.groups if g.sentences[0].template != "nothing")
        for s in briefing.sections
    }
    talk("sentences: " + ", ".join(f"{kind} {number}" for kind, number in kinds.items()))
    if not report.findings:
        talk(f"receipts: {len(briefing.receipts):,}, each checked against the captured bytes")
    for finding in report.findings:
        talk(f"NOT VERIFIED {finding.where}: {finding.detail}")
    say(str(html))
    say(str(markdown))
    if report.findings:
        raise typer.Exit(codes.FINDINGS)
    if added.counts.refused:
        raise typer.Exit(codes.PARTLY)


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


def add(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="PATH...")],
    desk: DeskOption = Path(),
    field: Annotated[
        list[str] | None,
        typer.Option("--field", help="A field of JSON lines or Parquet, by what it holds.", metavar="ROLE=NAME"),
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Capture and read into a desk: pages, plain text, feeds, archives, mail, PDF, tables; what is there already stays.

    Examples:

      onrecord add pages/ crawl.warc.gz --desk eurasia

      onrecord add newsletters.mbox feed.xml --json

      onrecord add stories.parquet --field text=story --field published=day
    """
    _need(paths)
    from onrecord.desk import open_desk

    added = _add(_with_fields(open_desk(desk), field or []), paths)
    if json_:
        print_json(added)
    else:
        _tell_added(added)
    if added.counts.refused:
        raise typer.Exit(codes.PARTLY)


def _configuration_of(paths: list[Path]) -> Path | None:
    """The configuration that lies in one of the folders given or beside it; it is said on stderr that it is used."""
    from onrecord.config import FILE_NAME

    for path in paths:
        for folder in (path, path.parent):
            if (folder / FILE_NAME).is_file():
                talk(f"settings: {folder / FILE_NAME}")
                return folder / FILE_NAME
    return None


def _with_fields(desk: Desk, fields: list[str]) -> Desk:
    """The desk with names of fields given by flags before those of its settings."""
    from dataclasses import replace

    from onrecord.config import FIELD_ROLES

    mapped = dict(desk.settings.fields)
    for words in fields:
        role, _, name = words.partition("=")
        if role not in FIELD_ROLES or not name:
            raise UsageError(f"--field {words}: give ROLE=NAME; roles are {', '.join(FIELD_ROLES)}")
        mapped[role] = name
    return replace(desk, settings=replace(desk.settings, fields=tuple(mapped.items())))


def _need(paths: list[Path]) -> None:
    """Say at once what is not there, before anything is made."""
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no file or folder {path}")


def _add(desk: Desk, paths: list[Path]) -> Added:
    from onrecord import ingest

    with progress() as tell:
        return ingest.add(desk, paths, clock=_clock, progress=tell)


def _tell_added(added: Added) -> None:
    counts = added.counts
    talk(
        f"{counts.read:,} inputs read: {counts.stored:,} stored, {counts.present:,} already there, {counts.refused:,} refused;"
        f" {added.articles:,} articles extracted"
    )
    for problem in added.problems:
        place = "" if problem.place is None else f", {problem.place}"
        talk(f"  {problem.address}{place}: {problem.reason}: {problem.detail}")


def _clock() -> str:
    """The time now, or that of SOURCE_DATE_EPOCH, so that a run can be repeated to the letter."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
