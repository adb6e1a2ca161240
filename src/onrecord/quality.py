"""Predictions for scoring: JSON lines in, JSON lines out, in the forms that scorers of gold sets take.

statements   {id, text}                       -> {id, attributions: [{source, cue, content}]}
reuse        {id, outlet, title, text, ...}   -> {a, b, relation, source, spans}, and clusters {cluster, docs}
events       {id, sentence}                   -> {id, events: [{actor, recipient, root, ...}]}
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from onrecord.errors import UsageError


def predict_file(
    what: Literal["statements", "reuse", "events"],
    source: Path,
    target: Path,
    *,
    clusters: Path | None,
    progress: Callable[[str, int, int | None], None],
) -> int:
    """Read rows from `source`, write predictions to `target`. Gives the number of rows written.

    Raises UsageError, with the line, for a file that cannot be read or a row that is not of the form.
    """
    if clusters is not None and what != "reuse":
        raise UsageError("--clusters goes with reuse only")
    if not source.is_file():
        raise UsageError(f"there is no file {source}")
    if what == "reuse":
        return _reuse(source, target, clusters)
    if what == "statements":
        from onrecord.extract.predict import predict

        found = predict(_rows(source, ("id", "text")))
    else:
        from onrecord.extract.events.predict import predict as predict_events

        found = predict_events(_rows(source, ("id", "sentence")))
    return _write(target, found, progress)


def _reuse(source: Path, target: Path, clusters: Path | None) -> int:
    from onrecord.reuse.predict import predict_with_clusters

    pairs, families = predict_with_clusters(_rows(source, ("id", "text")))
    number = _write(target, iter(pairs), lambda _what, _done, _total: None)
    if clusters is not None:
        _write(clusters, iter(families), lambda _what, _done, _total: None)
    return number


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON lines file, gzipped or not."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for n, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise UsageError(f"{path}, line {n}: not JSON: {error}") from error
                if not isinstance(row, dict) or any(not isinstance(row.get(key), str) for key in needed):
                    raise UsageError(f"{path}, line {n}: needs the texts {', '.join(needed)}")
                yield row
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error


def _write(path: Path, found: Iterator[Mapping[str, Any]], progress: Callable[[str, int, int | None], None]) -> int:
    """Write the rows beside the file and rename, so that it is either whole or not there."""
    number = 0
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as file:
            for row in found:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                number += 1
                progress("predicting", number, None)
        partial.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return number
