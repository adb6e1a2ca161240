"""Commands about issues and claims: `publish`, `corrections`, `claims`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli import codes
from onrecord.cli.options import DeskOption, JsonOption
from onrecord.cli.output import print_json, say, talk
from onrecord.cli.writing import now
from onrecord.errors import NotOnRecord, UsageError


def publish(
    path: Annotated[Path, typer.Argument(help="The Markdown file that you edited.", metavar="FILE")],
    desk: DeskOption = Path(),
    json_: JsonOption = False,
) -> None:
    """Publish an issue: check it, and keep it in the record and below briefings/.

    Examples:

      onrecord publish briefings/draft/briefing.md

      onrecord publish friday.md --desk eurasia --json

    A sentence that lost its receipts is refused: mend it, or take its footnotes away, and it is marked as your own words.
    """
    if not path.is_file():
        raise UsageError(f"there is no file {path}")
    from onrecord.desk import open_desk
    from onrecord.publish import NotPublished
    from onrecord.publish import publish as keep

    try:
        issue = keep(open_desk(desk), path, published_at=now())
    except NotPublished as error:
        for finding in error.findings:
            say(f"{finding.where}: {finding.what}: {finding.detail}")
            if finding.sentence is not None:
                say(f"    {finding.sentence}")
        talk(str(error))
        raise typer.Exit(codes.FINDINGS) from error
    if json_:
        print_json({"id": issue.id, "folder": str(issue.folder), "title": issue.briefing.title})
    else:
        say(str(issue.folder))
        talk(f"{issue.id}: {len(issue.briefing.sentences()):,} sentences on {len(issue.briefing.receipts):,} receipts")


def corrections(desk: DeskOption = Path(), json_: JsonOption = False) -> None:
    """What published issues said and that proved changed since: corrections due. Exits 1 when there are any.

    Examples:

      onrecord corrections --desk eurasia

      onrecord corrections --json
    """
    from onrecord.brief.make import corrections_due
    from onrecord.desk import open_desk

    home = open_desk(desk)
    with home.open_for_reading() as store:
        memory = corrections_due(store.connection, home.settings)
    if not memory.issues:
        raise NotOnRecord("no issue was published from this desk; publish one with: onrecord publish FILE")
    if json_:
        print_json([{"day": c.issued_at[:10], **_plain(c)} for c in memory.due])
    else:
        for c in memory.due:
            say(f"{c.issued_at[:10]}  {c.kind:<7} {c.said}")
            say(f"    {c.detail or _SHOWN[c.kind]}{'' if c.article is None else f': {c.article}'}")
        counts = ((len(memory.issues), "issue"), (len(memory.due), "correction"))
        talk(", ".join(f"{n:,} {what}{'' if n == 1 else 's'}" for n, what in counts) + " due")
    if memory.due:
        raise typer.Exit(codes.FINDINGS)


_SHOWN = {
    "gone": "a later version of the page lacks the words",
    "notice": "a later version of the page carries a notice",
    "amended": "a later version of the page lacks the words, and carries a notice",
    "denied": "denied since",
    "judged": "judged otherwise",
}


def claims(
    ident: Annotated[
        str | None,
        typer.Argument(help="A claim or a statement in it; the beginning of an id is enough.", metavar="[ID]"),
    ] = None,
    desk: DeskOption = Path(),
    since: Annotated[str | None, typer.Option("--since", help="Articles of this day or later.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Articles of this day or earlier.")] = None,
    json_: JsonOption = False,
) -> None:
    """Claims that several voices take a position on: who asserts, who denies, who doubts, and when. No verdict.

    Examples:

      onrecord claims --desk eurasia

      onrecord claims claim-70f2 --json
    """
    from onrecord.brief.view import view_of
    from onrecord.claims import claims as found_in
    from onrecord.desk import open_desk
    from onrecord.store.window import articles_between

    with open_desk(desk).open_for_reading() as store:
        window = None if since is None and until is None else articles_between(store.connection, since, until)
        view = view_of(store.connection, window=window)
    found = found_in(view.ground.rows, view.events)
    if ident is not None:
        found = tuple(c for c in found if c.id.startswith(ident) or any(p.row.startswith(ident) for p in c.positions))
    if not found:
        raise NotOnRecord("no such claim is on record" if ident else "no claim with several voices is on record")
    entries: list[dict[str, Any]] = []
    for claim in found:
        positions = []
        for position in claim.positions:
            article = view.articles[position.article]
            row = view.by_id[position.row]
            spans = row.content if hasattr(row, "content") else ()
            words = " … ".join(article.text[s.start : s.end] for s in spans)
            positions.append({**_plain(position), "outlet": article.outlet, "words": " ".join(words.split())})
        entries.append({"id": claim.id, "changed": claim.changed, "events": claim.events, "positions": positions})
    if json_:
        print_json(entries)
        return
    for entry in entries:
        say(entry["id"] + (f"  (changed: {', '.join(entry['changed'])})" if entry["changed"] else ""))
        for p in entry["positions"]:
            say(f"    {p['day'] or 'no day':<10}  {p['stance']:<7}  {p['name'] or 'not known'}: {p['words']}")


def _plain(row: object) -> dict[str, Any]:
    from onrecord.cli.output import plain_value

    value = plain_value(row)
    assert isinstance(value, dict)
    return value
