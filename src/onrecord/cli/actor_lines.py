"""The answers of `onrecord who` and `onrecord pair` as lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from onrecord.actors.entries import Entry
from onrecord.actors.pair import Between, Pair, Side
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
    if answer.left_out + answer.unread > 0:
        yield f"  {answer.left_out + answer.unread:,} earlier rows are left out: --limit, --until"
    for sided in answer.entries:
        yield ""
        yield from sided_lines(sided, answer.names)


def sided_lines(sided: Sided, names: Mapping[str, str]) -> Iterator[str]:
    """One entry, told from the side of the actor."""
    yield from entry_lines(sided.entry, names, _SIDES[sided.side])


def pair_lines(answer: Pair) -> Iterator[str]:
    """What is on record between two actors."""
    first, second = answer.first.asked, answer.second.asked
    yield f"{first.name}  ({first.actor})  and  {second.name}  ({second.actor})"
    for side in (answer.first, answer.second):
        yield from _acting(side, answer)
    c = answer.coverage
    if c.first is not None:
        yield (
            f"  rests on {counted(c.articles, 'article')} of {counted(c.outlets, 'outlet')} that name both, on"
            f" {len(c.named):,} of {c.days:,} days, {c.first} to {c.last}"
        )
    if c.empty:
        yield f"  on {counted(c.empty, 'day')} of these the record has no article at all: nothing seen is not nothing done"
    if c.undated:
        yield f"  {counted(c.undated, 'entry')} without a day: listed first, in no point of the series"
    if answer.left_out:
        yield f"  {answer.left_out:,} earlier rows are left out: --limit, --until"
    yield ""
    if answer.series:
        yield "day          sum   cooperation  conflict  events (weights: onrecord pair --weights)"
        for point in answer.series:
            yield f"{point.day}  {point.sum:+6.1f}  {point.cooperation:+10.1f}  {point.conflict:+9.1f}  {' '.join(point.rows)}"
    else:
        yield "nothing on record between the two happened on a known day: no series"
    for between in answer.entries:
        yield ""
        yield from entry_lines(between.entry, answer.names, _direction(between, answer))


def _direction(between: Between, answer: Pair) -> str:
    one, other = answer.first.asked.name, answer.second.asked.name
    who = {"both": f"{one}, {other}", "first to second": f"{one} > {other}", "second to first": f"{other} > {one}"}
    return who[between.direction] + ("" if between.weight is None else f"  {between.weight:+g}")


def _acting(side: Side, answer: Pair) -> Iterator[str]:
    """Who was counted as a state, of those who have a part in the answer."""
    parties = {a for b in answer.entries for a in (*b.entry.actors, *b.entry.recipients)}
    shown = sorted(answer.names[a] for a in parties if a in side.acting and a != side.asked.actor)
    if shown:
        yield from _wrapped(f"counted as {side.asked.name} (--alone leaves them out): {', '.join(shown)}", "  ")


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
    for difference in entry.differences:
        told = "; ".join(f"{value} ({counted(len(ids), 'telling')})" for value, ids in difference.values)
        yield from _wrapped(f"tellings differ in {difference.what}: {told}", "    ")


def counts(entry: Entry) -> str:
    """How many origins and articles carry an entry."""
    return f"{counted(entry.origins, 'origin')}, {counted(entry.articles, 'article')}"


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun if number == 1 else 'entries' if noun == 'entry' else noun + 's'}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)
