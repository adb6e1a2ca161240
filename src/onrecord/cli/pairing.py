"""`onrecord pair`: two actors in time, as lines, JSON, CSV or a picture."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.actors import day_option, directory_of
from onrecord.cli.options import DeskOption, JsonOption
from onrecord.cli.output import print_json, say, talk
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.actors.pair import Pair
    from onrecord.actors.weights import Weights


def pair(
    one: Annotated[str | None, typer.Argument(help="An actor: name or id.", metavar="[A]")] = None,
    other: Annotated[str | None, typer.Argument(help="Another actor: name or id.", metavar="[B]")] = None,
    desk: DeskOption = Path(),
    since: Annotated[
        str | None, typer.Option("--since", help="Said or done on this day or later (2026-03-02).")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Said or done on this day or earlier.")] = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="Only the two themselves: of a state, not its bodies and office holders.")
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=10_000, help="At most so many rows, the latest.")
    ] = 500,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Write the series as a picture (SVG).", metavar="FILE")
    ] = None,
    table: Annotated[
        Path | None, typer.Option("--csv", help="Write every entry as a line of CSV.", metavar="FILE")
    ] = None,
    weights: Annotated[bool, typer.Option("--weights", help="Print what each kind of event counts, and stop.")] = False,
    json_: JsonOption = False,
) -> None:
    """Show two actors in time: what they did with each other, what each said of the other, cooperation and conflict.

    Examples:

      onrecord pair Halmora Karvia --desk briefing/desk

      onrecord pair Halmora Karvia --plot halmora-karvia.svg --csv halmora-karvia.csv

      onrecord pair --weights

    Counted is what happened or goes on, each event once, however many pages tell it; what is planned, alleged or denied is
    listed with its status. A state is also who holds office in it on the day.
    """
    from onrecord.actors.weights import weights as shipped

    used = shipped()
    if weights:
        _print_weights(used, json_=json_)
        return
    if one is None or other is None:
        raise UsageError("a pair needs two actors: onrecord pair A B")
    from onrecord.actors.lookup import find
    from onrecord.actors.pair import pair as ask
    from onrecord.actors.pair import side_of
    from onrecord.cli.actor_lines import pair_lines
    from onrecord.desk import open_desk

    found = open_desk(desk)
    with found.open_for_reading() as store:
        db = store.connection
        directory = directory_of(found, db)
        first, second = (side_of(directory, find(db, directory, name), alone=alone) for name in (one, other))
        answer = ask(
            db,
            directory,
            first,
            second,
            weights=used,
            since=day_option("--since", since),
            until=day_option("--until", until),
            limit=limit,
        )
    if plot is not None:
        from onrecord.actors.plot import svg

        _write(plot, svg(answer))
    if table is not None:
        _write(table, _csv(answer))
    if json_:
        print_json(answer)
    else:
        for line in pair_lines(answer):
            say(line)


def _print_weights(used: Weights, *, json_: bool) -> None:
    if json_:
        print_json([{"type": kind, "mode": mode, "weight": value} for (kind, mode), value in used.table.items()])
        return
    say("type        mode            weight   (PLOVER manual 2.0 draft; onrecord/actors/data/weights.toml)")
    for (kind, mode), value in used.table.items():
        say(f"{kind:<11} {mode or '':<15} {value:+6.1f}")


def _csv(answer: Pair) -> str:
    """Every entry as a line; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    fields = "day kind what status direction weight origins articles voice actors recipients words outlet published id"
    writer.writerow([*fields.split(), "tellings"])
    for between in answer.entries:
        e = between.entry
        cells: list[Any] = [
            e.day, e.kind, e.what, e.state, between.direction, between.weight, e.origins, e.articles, e.voice,
            "; ".join(answer.names.get(a, a) for a in e.actors), "; ".join(answer.names.get(a, a) for a in e.recipients),
            " ".join(e.words.split()), e.page.outlet, e.page.published, e.row, " ".join(e.tellings),
        ]  # fmt: skip
        writer.writerow(["'" + c if isinstance(c, str) and c[:1] in {"=", "+", "-", "@", "\t"} else c for c in cells])
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    talk(f"written: {path}")
