"""Printing: JSON and plain lines to stdout, talk and progress to stderr, and no control characters from pages to either."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from onrecord.plain import plain_value

__all__ = ["clean", "plain_value", "print_json", "progress", "say", "talk"]


def print_json(value: Any) -> None:
    """One JSON document to stdout."""
    sys.stdout.write(json.dumps(plain_value(value), ensure_ascii=False, indent=2) + "\n")


def say(line: str = "") -> None:
    """One line of data to stdout."""
    sys.stdout.write(clean(line) + "\n")


def talk(line: str = "") -> None:
    """One line of talk to stderr."""
    sys.stderr.write(clean(line) + "\n")


def clean(line: str) -> str:
    """The line without control characters: text of a page must not command the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in line)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """Progress on stderr where it is a terminal, else silence."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<11}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield tell
