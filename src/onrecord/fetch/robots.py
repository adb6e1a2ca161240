"""robots.txt (RFC 9309): which paths our agent may ask for, and how long it waits between two requests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

#: Bytes read of a robots.txt; the standard asks for at least 500 KiB.
MOST_BYTES: Final = 512 * 1024
_MOST_RULES: Final = 5000
_LONGEST_DELAY: Final = 300.0  # seconds; a site that asks for more than five minutes between pages is asked that seldom


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us: (allow, path pattern) in order, and the seconds to wait (None: not told)."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float | None = None

    def allows(self, path: str) -> bool:
        """Whether a path (with its query) may be asked for: the longest rule that fits decides, allowing where two are equal."""
        asked = _normal(path)
        best, verdict = -1, True
        for allow, pattern in self.rules:
            if _fits(pattern, asked) and (len(pattern) > best or (len(pattern) == best and allow)):
                best, verdict = len(pattern), allow
        return verdict


EVERYTHING: Final = Robots()


def parse_robots(data: bytes, agent: str) -> Robots:
    """The rules of a robots.txt for an agent (its product name in lower case): its own groups, else those for all."""
    text = data[:MOST_BYTES].decode("utf-8", "replace").lstrip("\ufeff")
    groups: list[tuple[set[str], list[tuple[bool, str]], list[float]]] = []
    heading = False
    for line in re.split(r"\r\n|\r|\n", text):
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name in {"user-agent", "useragent"}:
            if not heading:
                groups.append((set(), [], []))
            groups[-1][0].add(value.lower())
            heading = True
        elif name in {"allow", "disallow", "crawl-delay"} and groups:
            heading = False
            if name == "crawl-delay":
                if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value):
                    groups[-1][2].append(min(float(value), _LONGEST_DELAY))
            elif value and len(groups[-1][1]) < _MOST_RULES:
                groups[-1][1].append((name == "allow", _normal(value)))
    ours = [group for group in groups if any(_names(name, agent) for name in group[0])]
    chosen = ours or [group for group in groups if "*" in group[0]]
    delays = [delay for group in chosen for delay in group[2]]
    return Robots(tuple(rule for group in chosen for rule in group[1]), max(delays, default=None))


def _names(name: str, agent: str) -> bool:
    """Whether the name of a group is our product's, with or without a version behind it."""
    return re.split(r"[/\s]", name, maxsplit=1)[0] == agent


def _normal(path: str) -> str:
    """A path with each sign written in one way."""
    return quote(unquote(path, errors="surrogateescape"), safe="/*$?=&:@!'()+,;~-._", errors="surrogateescape")


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern fits the beginning of a path: `*` is any signs, `$` at the end is the end."""
    closed = pattern.endswith("$")
    parts: Sequence[str] = (pattern[:-1] if closed else pattern).split("*")
    if not path.startswith(parts[0]):
        return False
    position = len(parts[0])
    for index, part in enumerate(parts[1:], start=1):
        if closed and index == len(parts) - 1:
            return path.endswith(part) and len(path) - len(part) >= position
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return not closed or position == len(path)
