"""What people decided about actors, folded into one look-up: who is whom after merges, splits, rejections and new names.

Takes the standing judgements (`onrecord.resolve.judgements`), gives `Decided`. Pure. A split or a rejection speaks of a
mention (or all of an article) and is asked first; merges join whole actors after that, so that a person who was parted off can be
merged with a third one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.record import Judgement
from onrecord.resolve.identity import OPEN_PREFIXES
from onrecord.resolve.spelling import spelling_key


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions on actors.

    merged    actor -> the one that stands for all it was merged with; only where it is another
    parted    (mention or article, actor) -> the actor that is meant there instead
    rejected  (mention, actor): the mention is not that actor
    names     actor -> the name to show; parted_names: the same for those who were parted off
    rows      statements and events that a person found wrong
    speakers  statement -> the actor that a person found to speak
    """

    merged: Mapping[str, str] = field(default_factory=dict)
    parted: Mapping[tuple[str, str], str] = field(default_factory=dict)
    rejected: frozenset[tuple[str, str]] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    parted_names: Mapping[str, str] = field(default_factory=dict)
    rows: frozenset[str] = frozenset()
    speakers: Mapping[str, str] = field(default_factory=dict)

    @property
    def touches_mentions(self) -> bool:
        """Whether any decision changes whom a mention stands for."""
        return bool(self.merged or self.parted or self.rejected)

    def one(self, actor: str) -> str:
        """The actor that stands for this one."""
        return self.merged.get(actor, actor)

    def actor_at(self, mention: str, article: str, actor: str) -> str | None:
        """Whom a mention stands for that was found to be `actor`; None where a person rejected it."""
        if (mention, actor) in self.rejected:
            return None
        return self.one(self.parted.get((mention, actor)) or self.parted.get((article, actor)) or actor)

    def members(self, actor: str) -> tuple[str, ...]:
        """All actors that this one stands for, itself among them, sorted."""
        return tuple(sorted({self.one(actor), *(a for a, to in self.merged.items() if to == self.one(actor))}))

    def parted_into(self, actor: str) -> tuple[tuple[str, str], ...]:
        """(mention or article, actor found there) of every part that was given to this actor or one merged with it."""
        own = set(self.members(actor))
        return tuple(sorted(key for key, to in self.parted.items() if to in own))


def decided(judgements: Iterable[Judgement]) -> Decided:
    """The decisions among the standing judgements, in the order of making."""
    joined: dict[str, str] = {}
    parted: dict[tuple[str, str], str] = {}
    rejected: set[tuple[str, str]] = set()
    names: dict[str, str] = {}
    parted_names: dict[str, str] = {}
    rows: set[str] = set()
    speakers: dict[str, str] = {}

    def root(actor: str) -> str:
        while joined.get(actor, actor) != actor:
            actor = joined[actor]
        return actor

    for judgement in judgements:
        subject, target, value = judgement.subject, judgement.object, judgement.value
        if judgement.kind == "actor-merge" and target is not None:
            # whoever is in the actors files stands for the others; else the first in the alphabet
            keep, give = sorted((root(subject), root(target)), key=lambda a: (is_open(a), a))
            joined[give] = keep
        elif judgement.kind == "actor-split" and target is not None and value is not None:
            parted[subject, target] = parted_id(target, value)
            parted_names[parted[subject, target]] = value
            rejected.discard((subject, target))
        elif judgement.kind == "actor-reject" and target is not None:
            rejected.add((subject, target))
            parted.pop((subject, target), None)
        elif judgement.kind == "actor-rename" and value is not None:
            names[subject] = value
        elif judgement.kind in {"statement-reject", "event-reject"}:
            rows.add(subject)
        elif judgement.kind == "statement-speaker" and target is not None:
            speakers[subject] = target
    merged = {actor: root(actor) for actor in joined if root(actor) != actor}
    return Decided(merged, parted, frozenset(rejected), names, parted_names, frozenset(rows), speakers)


def is_open(actor: str) -> bool:
    """Whether the actor is in no actors file, so that its id is made of its name."""
    return actor.startswith(OPEN_PREFIXES)


def parted_id(actor: str, name: str) -> str:
    """The id of somebody who was parted off under a name: an id that is given as such, else one made of the name."""
    if is_open(name):
        return name
    prefix = actor.partition(":")[0] if is_open(actor) else "person"
    return f"{prefix}:{spelling_key(name)}"
