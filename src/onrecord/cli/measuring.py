"""Commands that measure: `quality predict`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from onrecord.cli.output import progress, talk
from onrecord.errors import UsageError


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
