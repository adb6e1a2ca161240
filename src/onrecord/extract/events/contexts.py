"""What an act is about, in PLOVER's terms: the contexts whose words stand nearest to it in its sentence (`contexts.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Final

from onrecord.extract.events.clauses import View
from onrecord.record import Span, Spans
from onrecord.resolve.words import keys_of

#: Contexts of one act, at most.
MOST: Final = 3
#: Words farther from the act than this many tell another part of the sentence.
_REACH_WORDS: Final = 20

Told = tuple[tuple[str, int, int], ...]
"""Contexts of a sentence: name, first word, word after the last."""

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""First word to (all words, what they tell), most words first."""


def contexts_in(view: View) -> Told:
    """Every context that the sentence tells, in the order of the text."""
    found = []
    for at in range(len(view.lows)):
        told = _phrase_at(_table(), view.lows, at)
        if told is not None:
            found.append((told[1], at, at + len(told[0])))
    return tuple(found)


def phrase_at(table: Phrases, lows: Sequence[str], at: int) -> str | None:
    """What the words at word `at` tell; None where the table has none of them."""
    told = _phrase_at(table, lows, at)
    return None if told is None else told[1]


def _phrase_at(table: Phrases, lows: Sequence[str], at: int) -> tuple[tuple[str, ...], str] | None:
    for parts, name in table.get(lows[at], ()):
        if tuple(lows[at : at + len(parts)]) == parts:
            return parts, name
    return None


def contexts_of(view: View, told: Told, first: int, last: int) -> tuple[tuple[str, ...], Spans]:
    """The contexts of the act at words `first` to `last`: nearest first, each once, with the words that tell them."""
    ranked = sorted((max(start - last, first - end, 0), start, end, name) for name, start, end in told)
    out: dict[str, Span] = {}
    for away, start, end, name in ranked:
        if away <= _REACH_WORDS and len(out) < MOST:
            out.setdefault(name, view.hull(start, end))
    return tuple(out), tuple(out.values())


@lru_cache(maxsize=1)
def _table() -> Phrases:
    text = resources.files("onrecord.extract.events").joinpath("contexts.toml").read_text("utf-8")
    return phrases_of(tomllib.loads(text))


def phrases_of(listed: Mapping[str, str]) -> Phrases:
    """The look-up table of a list by name: words, then after "|" phrases; "(s)" stands for both forms."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, words in listed.items():
        singles, *phrases = words.split("|")
        for entry in (*singles.split(), *phrases):
            for form in {entry.replace("(s)", ""), entry.replace("(s)", "s")}:
                parts = tuple(key.lower() for key in keys_of(form))
                out.setdefault(parts[0], []).append((parts, name))
    return {first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row))) for first, rows in out.items()}
