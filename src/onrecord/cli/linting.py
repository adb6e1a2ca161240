"""The command that reads a briefing for overreach: `lint`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import codes
from onrecord.cli.options import JsonOption
from onrecord.cli.output import print_json, say, talk
from onrecord.errors import UsageError


def lint(
    path: Annotated[Path, typer.Argument(help="A Markdown or HTML file: a briefing, or any text.", metavar="FILE")],
    pages: Annotated[bool, typer.Option("--pages", help="Look at the sentences of pages in a briefing too.")] = False,
    json_: JsonOption = False,
) -> None:
    """Find overreach: a claim told as a fact, a source that is not named, a weasel, an undated "recently". Exits 1 with findings.

    Examples:

      onrecord lint briefings/draft/briefing.md

      onrecord lint column.html --json

    Of a briefing, it reads what the writer changed or added: the other sentences are the pages' own.
    """
    from onrecord.verify.own_words import overreach

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    found = overreach(path.name, text, pages=pages)
    if json_:
        print_json(found)
    else:
        for item in found:
            say(f"{path}:{item.line}:{item.column}: {item.rule}: “{item.words}”: {item.why}")
        talk(f"{len(found):,} findings" if found else "no findings")
    if found:
        raise typer.Exit(codes.FINDINGS)
