"""The main job: `brief`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import codes
from onrecord.cli.output import say, talk
from onrecord.cli.writing import add_paths, need, now, tell_added
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.brief.make import Made
    from onrecord.brief.model import Briefing
    from onrecord.config import Settings
    from onrecord.desk import Desk
    from onrecord.ingest import Added
    from onrecord.verify import Report


def brief(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files and folders: pages, feeds, archives, mail, tables.", metavar="[PATH...]"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help='Folder for the briefing; "briefing", or briefings/draft of the --desk.'),
    ] = None,
    desk: Annotated[
        Path | None,
        typer.Option("--desk", help="A desk that is kept; its pages are briefed too.", envvar="ONRECORD_DESK"),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", help="A configuration; by default the onrecord.toml in or beside a PATH."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Title of the briefing.")] = None,
    form: Annotated[
        str | None, typer.Option("--form", help="weekly, daily (one page), or full (all that is on record).")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="Published on this day or later (2026-03-02).")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Published on this day or earlier.")] = None,
    also: Annotated[
        list[str] | None, typer.Option("--also", help="A further form: email (.eml), epub. May be given twice.")
    ] = None,
    bundle: Annotated[
        bool, typer.Option("--bundle", help="Write one ZIP file with all that a stranger needs to verify it.")
    ] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Let the language model of [drafting] draft an opening from the receipts.")
    ] = False,
    send: Annotated[bool, typer.Option("--send", help="Mail it by the server of [mail].")] = False,
    publish_: Annotated[
        bool, typer.Option("--publish", help="Publish it as it is: keep it as an issue of the desk.")
    ] = False,
) -> None:
    """Read pages and write a checked briefing: the main job.

    Examples:

      onrecord brief pages/

      onrecord brief pages/ feed.jsonl --out friday --title "The week in the region" --form daily

      onrecord brief --desk eurasia --since 2026-03-02 --also epub --bundle

    Writes OUT/briefing.html, OUT/briefing.md, and the pages their receipts lead to (OUT/receipts). Without --desk, a desk with
    the record and the captured pages is made beside them (OUT/desk); run again with more paths, it grows.
    """
    if not paths and desk is None:
        raise UsageError("name pages to read, or a desk to brief with --desk")
    need(paths or [])
    from dataclasses import replace

    _is_day(since, "--since")
    _is_day(until, "--until")
    _are_forms(also or [])
    from onrecord.brief.compose import briefing_id, write
    from onrecord.brief.make import make
    from onrecord.store.write import add_briefing
    from onrecord.verify import verify_briefing

    home, folder, captures = _places(desk, out, title, config, paths or [])
    settings = _overlaid(home.settings, title, form)
    added = add_paths(home, paths) if paths else None
    with home.open_for_writing() as store:
        made = make(store.connection, settings, made_at=now(), since=since, until=until)
        if draft:
            made = replace(made, briefing=_drafted(made.briefing, settings))
        html, markdown = write(made.briefing, made.view, folder, captures=captures)
        with store.transaction() as db:
            add_briefing(
                db, briefing_id(made.briefing), made.briefing.title, made.briefing.made_at, html.name, _run(db, added)
            )
        report = verify_briefing(html, captures=home.captures, store=store)
        more = _further(made, home, settings, folder, also or [], bundle=bundle, send=send and not report.findings)
    if added is not None:
        tell_added(added)
    _tell_briefing(made.briefing, report)
    say(str(html))
    say(str(markdown))
    for path in more:
        say(str(path))
    if publish_ and not report.findings:
        from onrecord.publish import publish

        say(str(publish(home, markdown, published_at=now()).folder))
    if report.findings:
        raise typer.Exit(codes.FINDINGS)
    if added is not None and added.counts.refused:
        raise typer.Exit(codes.PARTLY)


def _places(
    desk: Path | None, out: Path | None, title: str | None, config: Path | None, paths: list[Path]
) -> tuple[Desk, Path, str]:
    """The desk, the folder of the briefing, and the address of the captures from there."""
    import os

    from onrecord.desk import adopt, make_desk, open_desk

    if desk is not None:
        home = open_desk(desk)
        folder = out or desk / "briefings" / "draft"
        folder.mkdir(parents=True, exist_ok=True)
        home = home if config is None else adopt(home, config)
        return home, folder, Path(os.path.relpath(home.captures, folder)).as_posix()
    folder = out or Path("briefing")
    home = make_desk(folder / "desk", title=title or "Briefing")
    config = config or _configuration_of(paths)
    return (home if config is None else adopt(home, config)), folder, "desk/captures"


def _overlaid(settings: Settings, title: str | None, form: str | None) -> Settings:
    """The settings with what the command line says otherwise."""
    from dataclasses import replace

    from onrecord.config import FORMS

    if title is not None:
        settings = replace(settings, briefing_title=title)
    if form is None:
        return settings
    if form not in FORMS:
        raise UsageError(f"there is no form {form!r}; known are {', '.join(FORMS)}")
    return replace(settings, form=form, sections=())


def _run(db: object, added: Added | None) -> str:
    """The run that a briefing is noted under: the adding before it, else one of its own."""
    import sqlite3

    from onrecord import __version__
    from onrecord.store.write import Counts, add_run, finish_run, new_run

    if added is not None:
        return added.run
    assert isinstance(db, sqlite3.Connection)
    run = new_run(now(), "brief", __version__, model=None, knowledge=None)
    add_run(db, run)
    finish_run(db, run, Counts(0, 0, 0, 0), now())
    return run.id


def _tell_briefing(briefing: Briefing, report: Report) -> None:
    kinds = {
        s.kind: sum(len(g.sentences) for g in s.groups if g.sentences[0].template not in {"nothing", "nothing due"})
        for s in briefing.sections
    }
    talk("sentences: " + ", ".join(f"{kind} {number}" for kind, number in kinds.items()))
    if not report.findings:
        talk(f"receipts: {len(briefing.receipts):,}, each checked against the captured bytes")
    for finding in report.findings:
        talk(f"NOT VERIFIED {finding.where}: {finding.detail}")


def _configuration_of(paths: list[Path]) -> Path | None:
    """The configuration that lies in one of the folders given or beside it; it is said on stderr that it is used."""
    from onrecord.config import FILE_NAME

    for path in paths:
        for folder in (path, path.parent):
            if (folder / FILE_NAME).is_file():
                talk(f"settings: {folder / FILE_NAME}")
                return folder / FILE_NAME
    return None


def _are_forms(names: list[str]) -> None:
    for name in names:
        if name not in {"email", "epub"}:
            raise UsageError(f"--also takes email or epub, not {name!r}; HTML, Markdown and JSON are always written")


def _further(
    made: Made, home: Desk, settings: Settings, folder: Path, also: list[str], *, bundle: bool, send: bool
) -> list[Path]:
    """The further files that were asked for; a mail is handed to the server."""
    import os

    out = []
    if "epub" in also:
        from onrecord.brief.book import to_book

        out.append(folder / "briefing.epub")
        out[-1].write_bytes(to_book(made.briefing))
    if "email" in also or send:
        from onrecord.brief import mail

        message = mail.to_mail(made.briefing, settings.mail)
        out.append(folder / "briefing.eml")
        out[-1].write_bytes(message.as_bytes())
        if send:
            mail.send(message, settings.mail, os.environ.get("ONRECORD_SMTP_PASSWORD"))
            talk(f"sent to {', '.join(settings.mail.to)}")
    if bundle:
        from onrecord.brief.bundle import write_bundle

        out.append(folder / "briefing.zip")
        write_bundle(made.briefing, made.view, record=home.record, captures=home.captures, target=out[-1])
    return out


def _drafted(briefing: Briefing, settings: Settings) -> Briefing:
    """The briefing with what the language model drafted and the gate let through; what it did not is listed on stderr."""
    import os

    from onrecord.brief.drafting import request_of, sentences_of, with_draft
    from onrecord.brief.endpoint import ask

    if not settings.drafting.address or not settings.drafting.model:
        raise UsageError("--draft needs [drafting] address and model in onrecord.toml")
    answer = ask(
        request_of(briefing, settings.drafting.model), settings.drafting, os.environ.get(settings.drafting.key_variable)
    )
    sentences = sentences_of(answer)
    briefing, dropped = with_draft(briefing, sentences)
    talk(
        f"drafted by {settings.drafting.model}: {len(sentences) - len(dropped)} sentences kept, {len(dropped)} dropped"
    )
    for item in dropped:
        talk(f"  dropped: {item.text}")
        talk(f"    {'; '.join(item.reasons)}")
    return briefing


def _is_day(value: str | None, option: str) -> None:
    try:
        if value is not None:
            date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{option} takes a day such as 2026-03-02, not {value!r}") from error
