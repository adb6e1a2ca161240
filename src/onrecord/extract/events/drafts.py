"""An event before its date, its statement and its id: what the readers of verbs, of nouns and the finder give."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.extract.events.clauses import Party, doubtful
from onrecord.extract.events.lexicon import Act, Tense
from onrecord.extract.events.status import Judged


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before its date, its statement and its id."""

    act: Act
    first: int
    last: int
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Party | None
    judged: Judged
    tense: Tense
    score: float
    noun: bool = False


def draft_of(
    act: Act,
    first: int,
    last: int,
    actors: list[Party],
    others: list[Party],
    place: Party | None,
    judged: Judged,
    tense: Tense,
) -> Draft:
    """A draft; in a reciprocal act all parties are actors."""
    if act.reciprocal:
        known = {a.mention.head for a in actors}
        actors = [*actors, *(p for p in others if p.mention.head not in known)]
        others = []
    base = 0.8 if others or act.reciprocal else 0.65
    if any(doubtful(party.mention) for party in actors):
        # below what a briefing tells as done
        base = 0.45
    return Draft(act, first, last, tuple(actors), tuple(others), place, judged, tense, base)
