"""What one party of a made sentence does to another: the question that the finder is asked with both of them marked."""

from __future__ import annotations

import random

from training.events.made import Pair, Sample, Spans, Told


def pair_of(sample: Sample, chance: random.Random) -> Pair | None:
    """One pair of the sentence, chosen at random: mostly the parties of an act, sometimes turned round or of two acts.

    Of a sentence in which not every event is marked, only the parties of a marked one.
    """
    if sample.pair is not None:
        return sample.pair
    events = [event for event in sample.events if event.sources and (event.targets or len(event.sources) > 1)]
    if not events:
        return None
    event = chance.choice(events)
    roll = chance.random()
    sources, targets = _sides(event)
    if roll < 0.78 or not sample.whole:
        return None if event.root is None else Pair(sources, targets, event.root)
    if roll < 0.9 or len(events) == 1:
        if event.turned or len(event.sources) > 1:
            return None if event.root is None else Pair(targets, sources, event.root)
        return Pair(targets, sources, _told(sample, targets, sources))
    other = chance.choice([one for one in events if one is not event])
    targets = _sides(other)[1]
    if set(sources) & set(targets):
        return None
    return Pair(sources, targets, _told(sample, sources, targets))


def _sides(event: Told) -> tuple[Spans, Spans]:
    return (event.sources, event.targets) if event.targets else (event.sources[:1], event.sources[1:])


def _told(sample: Sample, sources: Spans, targets: Spans) -> str:
    """The label of an act that has these for its parties; "" where the sentence tells none."""
    for event in sample.events:
        if set(event.sources) & set(sources) and set(event.targets) & set(targets):
            return event.root or ""
    return ""
