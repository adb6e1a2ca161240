"""The commands. Each parses its options, calls one function, and prints what it gives."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from onrecord.cli import codes
from onrecord.cli.origins import origins
from onrecord.cli.output import plain_value, print_json, progress, say, talk
from onrecord.errors import DamagedStore, NotOnRecord, UsageError

if TYPE_CHECKING:
    from onrecord.desk import Desk
    from onrecord.ingest import Added

app = typer.Typer(
    name="onrecord",
    help="Reads news coverage and keeps a record that anyone can check.",
    epilog="Exit codes: 0 done, 1 findings, 2 wrong use, 3 partly done, 4 nothing on record, 5 damaged, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
quality_app = typer.Typer(
    help="Measure onrecord on gold sets of your own.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(quality_app, name="quality")

DeskOption = Annotated[Path, typer.Option("--desk", help="Folder of the desk.", envvar="ONRECORD_DESK")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _clock() -> str:
    """The time now, or that of SOURCE_DATE_EPOCH, so that a run can be repeated to the letter."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@app.callback(invoke_without_command=True)
def _top(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        from onrecord import __version__

        say(f"onrecord {__version__}")
        raise typer.Exit


# ---------------------------------------------------------------- writing


@app.command()
def brief(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders: plain text, HTML, JSON lines.", metavar="PATH...")
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


@app.command()
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


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="PATH...")],
    desk: DeskOption = Path(),
    json_: JsonOption = False,
) -> None:
    """Capture and read pages into a desk; what is there already is left as it is.

    Examples:

      onrecord add pages/ --desk eurasia

      onrecord add pages/monday.html feed.jsonl --json
    """
    _need(paths)
    from onrecord.desk import open_desk

    added = _add(open_desk(desk), paths)
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


# ---------------------------------------------------------------- reading


@app.command()
def search(
    words: Annotated[
        list[str] | None, typer.Argument(help="Words, or phrases in quotation marks.", metavar="WORDS")
    ] = None,
    desk: DeskOption = Path(),
    speaker: Annotated[str | None, typer.Option("--speaker", "-s", help="Only statements of this speaker.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only pages of this outlet.")] = None,
    act: Annotated[str | None, typer.Option("--act", help="Only this speech act (claim, deny, accuse ...).")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="direct, indirect or mixed.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="Published on this day or later (2026-03-02).")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Published on this day or earlier.")] = None,
    articles: Annotated[bool, typer.Option("--articles", help="Find articles instead of statements.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="At most so many.")] = 20,
    json_: JsonOption = False,
) -> None:
    """Find statements (or articles) by their words.

    Examples:

      onrecord search artillery --desk briefing/desk

      onrecord search --speaker Kordell --act deny

      onrecord search '"water rights"' --articles --json
    """
    from onrecord.desk import open_desk
    from onrecord.store import read as rows
    from onrecord.store.search import Filters, search_articles, search_statements

    text = " ".join(words or [])
    filters = Filters(speaker, outlet, act, kind, since, until)
    with open_desk(desk).open_for_reading() as store:
        if articles:
            idents = search_articles(store.connection, text, filters=filters, limit=limit)
            found: list[dict[str, Any]] = [
                {
                    "id": a.id,
                    "title": a.title,
                    "outlet": a.outlet,
                    "published": None if a.published is None else a.published.value,
                }
                for a in rows.articles(store.connection, idents)
            ]
        else:
            idents = search_statements(store.connection, text, filters=filters, limit=limit)
            found = [_statement_entry(store.connection, ident) for ident in idents]
    if not found:
        raise NotOnRecord("nothing on record for that")
    if json_:
        print_json(found)
        return
    for entry in found:
        if articles:
            say(
                f"{entry['id']}  {entry['published'] or 'no date':<20}  {entry['outlet'] or ''}  {entry['title'] or ''}"
            )
        else:
            say(f"{entry['id']}  {entry['published'] or 'no date'}  {entry['outlet'] or ''}")
            say(f"    {entry['speaker'] or 'speaker not known'} | {entry['cue']} | {entry['content']}")


def _statement_entry(db: Any, ident: str) -> dict[str, Any]:
    from onrecord.store import read as rows
    from onrecord.text.spans import words_of

    article_id = db.execute("SELECT article FROM statement WHERE id = ?", (ident,)).fetchone()[0]
    article = rows.article(db, article_id)
    statement = next(s for s in rows.statements(db, article_id) if s.id == ident)
    if article is None:
        raise DamagedStore(f"{ident} stands in an article that is not there")
    names = {m.id: article.text[m.head.start : m.head.end] for m in rows.mentions(db, article_id)}
    speakers = [names[m] for m in statement.speakers if m in names]
    return {
        "speaker": " and ".join(speakers) or words_of(article.text, statement.source) or None,
        "cue": words_of(article.text, statement.cue),
        "content": words_of(article.text, statement.content),
        "outlet": article.outlet,
        "title": article.title,
        "published": None if article.published is None else article.published.value,
        "capture": article.capture,
        "id": ident,
        "row": plain_value(statement),
    }


@app.command()
def show(
    ident: Annotated[str, typer.Argument(help="An id, or the beginning of one.", metavar="ID")],
    desk: DeskOption = Path(),
    json_: JsonOption = False,
) -> None:
    """Show a row with the words it rests on.

    Examples:

      onrecord show statement-3f9a --desk briefing/desk

      onrecord show article-81c2 --json
    """
    from onrecord.cli.show import describe, shown_lines
    from onrecord.desk import open_desk
    from onrecord.store.read import find_ids

    with open_desk(desk).open_for_reading() as store:
        idents = find_ids(store.connection, ident)
        if not idents:
            raise NotOnRecord(f"no row of the record begins with {ident!r}")
        if len(idents) > 1 and ident not in idents:
            raise UsageError(f"{ident!r} begins {len(idents)} or more ids: {', '.join(idents[:5])}")
        row = describe(store.connection, ident if ident in idents else idents[0])
    if json_:
        print_json(row)
    else:
        for line in shown_lines(row):
            say(line)


# ---------------------------------------------------------------- checking


@app.command()
def verify(
    path: Annotated[
        Path | None, typer.Argument(help="A briefing, or a desk; the desk of --desk when left out.", metavar="[PATH]")
    ] = None,
    desk: Annotated[Path | None, typer.Option("--desk", help="Folder of the desk.", envvar="ONRECORD_DESK")] = None,
    json_: JsonOption = False,
) -> None:
    """Check a briefing or a whole record against the captured bytes. Exits 1 and names what does not hold.

    Examples:

      onrecord verify briefing/briefing.html

      onrecord verify briefing/desk

      onrecord verify issue.md --desk eurasia --json
    """
    if path is not None and not path.exists():
        raise UsageError(f"there is no briefing or desk at {path}")
    from onrecord.desk import RECORD, open_desk
    from onrecord.verify import verify_briefing, verify_record

    if path is None or path.is_dir():
        found = open_desk(path or desk or Path())
        with found.open_for_reading() as store:
            report = verify_record(store, found.captures)
    else:
        folder = desk or _desk_of(path)
        if (folder / RECORD).is_file():
            found = open_desk(folder)
            with found.open_for_reading() as store:
                report = verify_briefing(path, captures=found.captures, store=store)
        elif (folder / "captures").is_dir():
            report = verify_briefing(path, captures=folder / "captures", store=None)
            talk("the record is not at hand: speakers and statuses were checked as far as the captures tell them")
        else:
            raise UsageError(f"there are no captures beside {path}; name their desk with --desk")
    if json_:
        print_json({"ok": not report.findings, "checked": dict(report.checked), "findings": report.findings})
    else:
        for finding in report.findings:
            say(f"{finding.where}: {finding.what}: {finding.detail}")
            if finding.sentence is not None:
                say(f"    {finding.sentence}")
        counts = ", ".join(f"{number:,} {name}" for name, number in report.checked)
        talk(f"checked {counts}: " + (f"{len(report.findings)} findings" if report.findings else "all hold"))
    if report.findings:
        raise typer.Exit(codes.FINDINGS)


def _desk_of(briefing: Path) -> Path:
    """The desk that a briefing was written from: the folder `desk` beside it, or a folder above it that is one."""
    beside = briefing.resolve().parent / "desk"
    if beside.is_dir():
        return beside
    for folder in briefing.resolve().parents:
        if (folder / "record.db").is_file() or (folder / "captures").is_dir():
            return folder
    return beside


@app.command()
def doctor(
    desk: Annotated[Path | None, typer.Option("--desk", help="Folder of the desk.", envvar="ONRECORD_DESK")] = None,
    json_: JsonOption = False,
) -> None:
    """Say what is installed, configured, unfinished or damaged.

    Examples:

      onrecord doctor

      onrecord doctor --desk eurasia --json
    """
    from onrecord.doctor import examine

    folder = desk if desk is not None else Path() if Path("record.db").is_file() else None
    checks = examine(folder)
    if json_:
        print_json(checks)
    else:
        for check in checks:
            say(f"{'ok  ' if check.ok else 'FAIL'}  {check.name:<20}  {check.detail}")
    if any(not check.ok for check in checks):
        raise typer.Exit(codes.DAMAGED if any(not c.ok and c.damage for c in checks) else codes.FINDINGS)


# ---------------------------------------------------------------- measuring


@quality_app.command()
def predict(
    what: Annotated[str, typer.Argument(help="statements, reuse or events.", metavar="WHAT")],
    source: Annotated[Path, typer.Argument(help="JSON lines, also .gz.", metavar="IN")],
    target: Annotated[Path, typer.Argument(help="Where the predictions go, JSON lines.", metavar="OUT")],
    clusters: Annotated[Path | None, typer.Option("--clusters", help="For reuse: where the families go.")] = None,
) -> None:
    """Read a gold set's inputs and write predictions that its scorer takes.

    Examples:

      onrecord quality predict statements dev.jsonl.gz predicted.jsonl     lines of {id, text}

      onrecord quality predict reuse docs.jsonl.gz pairs.jsonl --clusters clusters.jsonl

      onrecord quality predict events sentences.jsonl predicted.jsonl      lines of {id, sentence}
    """
    from onrecord.quality import predict_file

    if what not in {"statements", "reuse", "events"}:
        raise UsageError(f"{what!r} cannot be predicted; known are statements, reuse, events")
    kind: Literal["statements", "reuse", "events"] = what  # type: ignore[assignment]
    with progress() as tell:
        number = predict_file(kind, source, target, clusters=clusters, progress=tell)
    talk(f"{number:,} rows written to {target}")


app.command()(origins)
