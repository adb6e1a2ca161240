"""Commands that check: `verify`, `doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import codes
from onrecord.cli.options import JsonOption
from onrecord.cli.output import print_json, say, talk
from onrecord.cli.writing import now
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.verify import Report


def verify(
    path: Annotated[
        Path | None,
        typer.Argument(
            help="A briefing in any form, a bundle, or a desk; the desk of --desk when left out.", metavar="[PATH]"
        ),
    ] = None,
    desk: Annotated[Path | None, typer.Option("--desk", help="Folder of the desk.", envvar="ONRECORD_DESK")] = None,
    json_: JsonOption = False,
) -> None:
    """Check a briefing or a whole record against the captured bytes. Exits 1 and names what does not hold.

    Examples:

      onrecord verify briefing/briefing.html

      onrecord verify briefing/desk

      onrecord verify issue.md --desk eurasia --json

      onrecord verify briefing.zip

    Of a Markdown file that was edited, it says of each sentence whether it is unchanged, edited and still resting on its
    receipts, or has lost them (a finding), and which are without receipt.
    """
    if path is not None and not path.exists():
        raise UsageError(f"there is no briefing or desk at {path}")
    from onrecord.desk import RECORD, open_desk
    from onrecord.verify import verify_briefing, verify_bundle, verify_record

    if path is None or path.is_dir():
        found = open_desk(path or desk or Path())
        with found.open_for_reading() as store:
            report = verify_record(store, found.captures)
    elif path.suffix.lower() == ".zip":
        report = verify_bundle(path)
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
        print_json(
            {
                "ok": not report.findings,
                "checked": dict(report.checked),
                "findings": report.findings,
                "edits": report.edits,
            }
        )
    else:
        _tell_edits(report)
        for finding in report.findings:
            say(f"{finding.where}: {finding.what}: {finding.detail}")
            if finding.sentence is not None:
                say(f"    {finding.sentence}")
        counts = ", ".join(f"{number:,} {name}" for name, number in report.checked)
        talk(f"checked {counts}: " + (f"{len(report.findings)} findings" if report.findings else "all hold"))
    if report.findings:
        raise typer.Exit(codes.FINDINGS)


def _tell_edits(report: Report) -> None:
    """What became of the sentences of an edited file, those that changed one by one."""
    from onrecord.verify.edits import counted

    if not report.edits:
        return
    for edit in report.edits:
        if edit.state != "unchanged":
            say(f"{edit.state}: {edit.words}")
    talk("edited by hand: " + ", ".join(f"{number:,} {state}" for state, number in counted(report.edits).items()))


def _desk_of(briefing: Path) -> Path:
    """The desk that a briefing was written from: the folder `desk` beside it, or a folder above it that is one."""
    beside = briefing.resolve().parent / "desk"
    if beside.is_dir():
        return beside
    for folder in briefing.resolve().parents:
        if (folder / "record.db").is_file() or (folder / "captures").is_dir():
            return folder
    return beside


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
    checks = examine(folder, now=now())
    if json_:
        print_json(checks)
    else:
        for check in checks:
            say(f"{'ok  ' if check.ok else 'FAIL'}  {check.name:<20}  {check.detail}")
    if any(not check.ok for check in checks):
        raise typer.Exit(codes.DAMAGED if any(not c.ok and c.damage for c in checks) else codes.FINDINGS)
