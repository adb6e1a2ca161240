"""The answers of `onrecord who` and `onrecord pair` as lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from onrecord.actors.entries import Entry
from onrecord.actors.who import Sided, Who

_WIDTH = 110
#: Characters of a quotation that a line of the list shows; `show` gives the rest.
_MOST_WORDS = 420
_SIDES = {"said": "said", "told": "was told", "did": "did", "undergone": "had done to it", "about": "said of it"}


def who_lines(answer: Who) -> Iterator[str]:
    """What is on record of one actor."""
    yield f"{answer.asked.name}  ({answer.asked.actor})"
    if answer.also:
        yield from _wrapped("also written " + ", ".join(answer.also[:12]), "  ")
    for role in answer.offices:
        of = answer.names.get(role.of or "", role.of)
        until = "in office" if role.until is None else f"until {role.until}"
        yield f"  {role.title}{f', {of}' if of else ''}: {f'from {role.since}, ' if role.since else ''}{until} (actors file)"
    c = answer.coverage
    days = "" if c.first is None else f", published {c.first}" + (f" to {c.last}" if c.last != c.first else "")
    yield f"  named {c.mentions:,} times in {counted(c.articles, 'article')} of {counted(c.outlets, 'outlet')}{days}"
    for ident, name in answer.near:
        yield f"  perhaps the same, perhaps not: {name}  ({ident})"
    if answer.left_out > 0:
        yield f"  {answer.left_out:,} earlier rows are left out: --limit, --until"
    for sided in answer.entries:
        yield ""
        yield from sided_lines(sided, answer.names)


def sided_lines(sided: Sided, names: Mapping[str, str]) -> Iterator[str]:
    """One entry, told from the side of the actor."""
    yield from entry_lines(sided.entry, names, _SIDES[sided.side])


def entry_lines(entry: Entry, names: Mapping[str, str], side: str) -> Iterator[str]:
    """One entry: what it is, its words, its receipt."""
    head = [entry.day or "no date   ", side, entry.what]
    if entry.kind == "event":
        head.append(entry.state)
        parties = " and ".join(names.get(a, a) for a in entry.actors)
        others = " and ".join(names.get(a, a) for a in entry.recipients)
        head.append(f"{parties} -> {others}" if others else parties)
        if entry.voice is not None:
            head.append(f"on the word of {entry.voice}")
    else:
        head.append(entry.voice or "speaker not known")
        if entry.state != "made":
            head.append(entry.state)
    yield "  ".join(part for part in head if part)
    words = " ".join(entry.words.split())
    shown = words if len(words) <= _MOST_WORDS else words[:_MOST_WORDS].rsplit(" ", 1)[0] + " ..."
    yield from _wrapped(shown, "    ")
    page = f"{entry.page.outlet or 'unnamed outlet'}, {entry.page.published or 'no date'}"
    yield f"    {page}  {entry.row}  {counts(entry)}"


def counts(entry: Entry) -> str:
    """How many origins and articles carry an entry."""
    return f"{counted(entry.origins, 'origin')}, {counted(entry.articles, 'article')}"


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}" + ("s" if number != 1 else "")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)
