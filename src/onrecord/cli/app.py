"""All commands, in the order of their help. Each parses its options, calls one function, and prints what it gives."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.actors import who
from onrecord.cli.briefing import brief
from onrecord.cli.checking import doctor, verify
from onrecord.cli.inputs import add, fetch, sources
from onrecord.cli.issues import claims, corrections, publish
from onrecord.cli.judging import actor_app
from onrecord.cli.linting import lint
from onrecord.cli.measuring import predict
from onrecord.cli.origin_judging import origin_app
from onrecord.cli.origins import origins
from onrecord.cli.output import say
from onrecord.cli.pairing import pair
from onrecord.cli.reading import search, show
from onrecord.cli.serving import serve
from onrecord.cli.watching import watch
from onrecord.cli.writing import init

app = typer.Typer(
    name="onrecord",
    help="Reads news coverage and keeps a record that anyone can check.",
    epilog="Exit codes: 0 done, 1 findings, 2 wrong use, 3 partly done, 4 nothing on record, 5 damaged, 130 interrupted,"
    " 141 the output was cut short.",
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
app.add_typer(actor_app, name="actor")
app.add_typer(origin_app, name="origin")

for command in (
    brief, init, add, fetch, sources, search, show, who, pair, watch, origins, claims, serve, verify, lint, publish,
    corrections, doctor,
):  # fmt: skip
    app.command()(command)
quality_app.command()(predict)


@app.callback(invoke_without_command=True)
def _top(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        from onrecord import __version__

        say(f"onrecord {__version__}")
        raise typer.Exit
