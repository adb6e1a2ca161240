"""`onrecord origins`: stories and who copied whom, quotations that travel, pages that changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.output import print_json, say, talk
from onrecord.errors import NotOnRecord, UsageError

if TYPE_CHECKING:
    from onrecord.desk import Desk
    from onrecord.origins.rows import Rows


def origins(
    ident: Annotated[
        str | None,
        typer.Argument(help="A family, an article or a pair (reuse), or the beginning of its id.", metavar="[ID]"),
    ] = None,
    desk: Annotated[Path, typer.Option("--desk", help="Folder of the desk.", envvar="ONRECORD_DESK")] = Path(),
    quotes: Annotated[bool, typer.Option("--quotes", help="Quotations, paraphrases and wording that travel.")] = False,
    versions: Annotated[
        bool, typer.Option("--versions", help="Pages that were captured more than once, and what changed.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", help="Write it as a page; the pages it leads to lie beside it.", metavar="FILE"),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show who printed what first and who copied whom; what travelled between outlets; which pages changed.

    Examples:

      onrecord origins --desk briefing/desk

      onrecord origins family-a29f --html story.html

      onrecord origins reuse-e038      two texts side by side

      onrecord origins --quotes --json

      onrecord origins --versions
    """
    if sum((ident is not None, quotes, versions)) > 1:
        raise UsageError("an ID, --quotes and --versions are three questions: ask them one by one")
    if html is not None and json_:
        raise UsageError("--html writes a page and --json prints data: choose one")
    from onrecord.cli.origin_lines import around_lines, overview_lines, quotation_lines, version_lines
    from onrecord.desk import open_desk
    from onrecord.origins import reading
    from onrecord.origins.rows import load, load_near

    found = open_desk(desk)
    with found.open_for_reading() as store:
        ident = None if ident is None else _one_id(store.connection, ident)
        rows = load(store.connection) if ident is None else load_near(store.connection, ident)
    answer: Any
    if quotes:
        answer = reading.quotations(rows, groups={o.name: o.group for o in found.settings.outlets if o.group})
        lines = quotation_lines(answer, rows)
        if not (answer.quotations or answer.paraphrases or answer.wording):
            raise NotOnRecord("no quotation on record stands in two articles that are no copies of each other")
    elif versions:
        answer = reading.all_versions(rows)
        lines = version_lines(answer, rows)
        if not answer:
            raise NotOnRecord("no page on record was captured more than once with different contents")
    elif ident is None:
        answer = reading.overview(rows)
        lines = overview_lines(answer, rows)
        if not answer.origins:
            raise NotOnRecord(f"no two of the {answer.tally.articles:,} articles on record are of one origin")
    else:
        answer = reading.around(rows, ident)
        lines = around_lines(answer, rows)
    if html is not None:
        _write(found, html, ident, answer, rows)
    elif json_:
        print_json(answer)
    else:
        for line in lines:
            say(line)


def _one_id(db: Any, prefix: str) -> str:
    """The id that begins so. Raises NotOnRecord where there is none, UsageError where there are several or of other rows."""
    from onrecord.store.read import find_ids

    kinds = ("family-", "article-", "reuse-")
    idents = [i for i in find_ids(db, prefix) if i.startswith(kinds)]
    if prefix in idents:
        return prefix
    if not idents:
        raise NotOnRecord(f"no family, article or reuse on record begins with {prefix!r}")
    if len(idents) > 1:
        raise UsageError(f"{prefix!r} begins {len(idents)} or more ids: {', '.join(idents[:5])}")
    return idents[0]


def _write(desk: Desk, file: Path, ident: str | None, answer: Any, rows: Rows) -> None:
    import os

    from onrecord.brief import origin_pages
    from onrecord.brief.view import view_of
    from onrecord.resolve.knowledge import load

    with desk.open_for_reading() as store:
        view = view_of(store.connection, load(desk.settings.actors), window=None if ident is None else rows.articles)
    captures = Path(os.path.relpath(desk.captures.resolve(), file.resolve().parent)).as_posix()
    try:
        written = origin_pages.write(file, ident, answer, rows, view, captures=captures)
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror}") from error
    talk(f"{written:,} pages written beside it" if written else "no other pages were needed")
    say(str(file))
