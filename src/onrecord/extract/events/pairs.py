"""Whom "the two", "both" and "the pair" mean: the two persons, or the two states, that were named last."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from onrecord.extract.events.clauses import Party, View
from onrecord.record import Mention, Span

_PAIR: Final = re.compile(
    r"(?:both|the two|the pair|the duo|the two men|the two women|both men|both women)(?P<rest> [a-z]+)?$", re.IGNORECASE
)
_PERSONS: Final = frozenset("leaders presidents ministers men women officials diplomats premiers envoys".split())
_STATES: Final = frozenset("sides countries states nations governments neighbours neighbors capitals".split())
#: How far back the two may stand, in characters.
_REACH_CHARS: Final = 700
#: Mentions looked at, at most.
_REACH: Final = 60


def is_pair(words: str) -> bool:
    """Whether the words stand for two who were named before."""
    match = _PAIR.match(words)
    return match is not None and (match["rest"] or " men").strip() in _PERSONS | _STATES


def the_pair(view: View, actors: Sequence[Party], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The two whom the one actor means, in their order; empty where it means no pair or they are not found."""
    if len(actors) != 1:
        return ()
    mention = actors[0].mention
    span = mention.head if mention.form == "pronoun" else mention.span
    words = " ".join(view.text[span.start : span.end].split())
    if not is_pair(words):
        return ()
    last = words.split()[-1].lower()
    at = bisect_left(mentions, span.start, key=lambda m: m.span.start)
    named = [
        m
        for m in reversed(mentions[max(0, at - _REACH) : at])
        if span.start - m.span.end <= _REACH_CHARS and m.form in {"name", "metonym"} and m.score >= 0.5
    ]
    persons = _two(named, frozenset(("person",)))
    states = _two(named, frozenset(("state", "body")))
    if last in _STATES:
        return states
    if last == "both" and states and states[0].span.start >= view.span.start:
        # "Exland and Omoria signed a pact under which both withdrew"
        return states if not persons or persons[0].span < states[0].span else persons
    return persons


def _two(named: Sequence[Mention], kinds: frozenset[str]) -> tuple[Mention, ...]:
    """The first two different ones of these kinds, in the order of the text; `named` is latest first."""
    out: dict[Span, Mention] = {}
    for mention in named:
        if mention.kind in kinds:
            out.setdefault(mention.head, mention)
        if len(out) == 2:
            return tuple(sorted(out.values(), key=lambda m: m.span))
    return ()
