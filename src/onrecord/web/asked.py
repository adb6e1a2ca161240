"""What a page can be asked for: its parameters, read and checked once, at the edge."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from onrecord.actors.lookup import Directory
from onrecord.errors import UsageError
from onrecord.store.identities import decisions
from onrecord.store.judgements import number_made
from onrecord.web.memo import Memo

if TYPE_CHECKING:
    import sqlite3

    from onrecord.desk import Desk
    from onrecord.resolve.knowledge import Knowledge

#: No person types more into a field.
_MOST_CHARS: Final = 500


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter in the address: its name, its kind, and what it is for.

    kind   `text`, `day` (ISO), `number` (from 0), or `choice` (one of `choices`)
    """

    name: str
    about: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    default: str | int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the record, the desk, the parameters (None where not given), and how many rows a list may have."""

    db: sqlite3.Connection
    desk: Desk
    knowledge: Knowledge
    values: Mapping[str, Any]
    limit: int
    today: str
    memo: Memo

    @property
    def directory(self) -> Directory:
        """Who is who: the actors files, and what people decided."""
        made = number_made(self.db)
        return Directory(self.knowledge, self.memo.get(("decided", made), lambda: decisions(self.db)))

    def text(self, name: str) -> str | None:
        """A parameter that is text."""
        value = self.values.get(name)
        return None if value is None else str(value)

    def number(self, name: str) -> int | None:
        """A parameter that is a number."""
        value = self.values.get(name)
        return None if value is None else int(value)


def read(params: tuple[Param, ...], given: Mapping[str, str]) -> dict[str, str | int | None]:
    """The parameters, checked. Those that are empty or unknown count as not given. Raises UsageError."""
    out: dict[str, str | int | None] = {}
    for param in params:
        raw = given.get(param.name, "").strip()
        if "\0" in raw or len(raw) > _MOST_CHARS:
            raise UsageError(f"{param.name} is over {_MOST_CHARS} characters, or holds one that cannot be typed")
        out[param.name] = param.default if not raw else _KINDS[param.kind](param, raw)
    return out


def _number(param: Param, raw: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", raw):
        raise UsageError(f"{param.name} must be a whole number")
    return int(raw)


def _day(param: Param, raw: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw, re.ASCII):
            raise ValueError(raw)
        return date.fromisoformat(raw).isoformat()
    except ValueError as error:
        raise UsageError(f"{param.name} must be a day, written 2026-03-09") from error


def _choice(param: Param, raw: str) -> str:
    if raw not in param.choices:
        raise UsageError(f"{param.name} must be one of: {', '.join(param.choices)}")
    return raw


_KINDS: Final[Mapping[str, Callable[[Param, str], str | int]]] = {
    "text": lambda _, raw: raw,
    "day": _day,
    "number": _number,
    "choice": _choice,
}
