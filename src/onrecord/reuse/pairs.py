"""From judged grams to rows: what an update has to compare, and the comparing of it, in parts of bounded size.

Takes `Judged` entries part by part (`Plan.take`); gives rows (`Plan.rows`). Texts are numbered by time in here, so that the
first of two is the elder; `Plan` knows the document of each number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Final

import numpy as np

from onrecord.record import Reuse
from onrecord.reuse.alignment import LEAST_WORDS, Aligned, aligned
from onrecord.reuse.candidates import IS_FURNITURE, Entries, Field, Judged, Postings, Seeds, field, joined, seeds
from onrecord.reuse.fingerprints import I32
from onrecord.reuse.rows import Pairs, furniture_rows, story_rows
from onrecord.reuse.shelf import Shelf
from onrecord.reuse.tokens import I64, Bools

#: Texts with the same words that are each compared with each; of more, each is compared with the first alone.
TWINS: Final = 64
#: Words of furniture that two pages of one outlet must share to be told of as templates: more than two tag lines in a row.
LEAST_FURNITURE: Final = 60
#: Pairs aligned at a time: their texts are open together.
_PAIRS: Final = 4096
#: Texts whose pairs are made at a time: with those they are paired with well within what the shelf holds.
_TEXTS: Final = 2048


@dataclass(frozen=True, slots=True)
class Class:
    """Documents with the same words: numbers by time, the first leads."""

    leader: int
    members: tuple[int, ...]


class Classes(Mapping[int, Class]):
    """The classes by their leaders, made as they are asked for."""

    def __init__(self, followers: Mapping[int, list[int]], rank: I32) -> None:
        self._followers = followers
        self._rank = rank

    def __getitem__(self, leader: int) -> Class:
        followers = sorted(self._followers[leader], key=lambda number: int(self._rank[number]))
        return Class(leader, (leader, *followers))

    def __iter__(self) -> Iterator[int]:
        return iter(self._followers)

    def __len__(self) -> int:
        return len(self._followers)

    def __contains__(self, leader: object) -> bool:
        return leader in self._followers


@dataclass(slots=True)
class Plan:
    """What an update compares.

    order     the document's number of each text (texts are numbered by time)
    asked     the texts whose pairs are to be made
    classes   of texts with the same words, by the number of the document that leads
    """

    order: I32
    asked: Bools
    classes: Mapping[int, Class]
    left_out: int = 0
    _stories: list[Postings] = made(default_factory=list)
    _furniture: list[Postings] = made(default_factory=list)
    _marks: list[I64] = made(default_factory=list)
    _marked: tuple[I64, I32] | None = None

    def take(self, judged: Judged, entries: Entries) -> None:
        """Take the judged entries of some grams."""
        self.left_out = max(self.left_out, judged.left_out)
        if judged.stories.texts.size:
            self._stories.append(judged.stories)
        if judged.furniture.texts.size:
            self._furniture.append(judged.furniture)
        marked = np.flatnonzero(((judged.states & IS_FURNITURE) > 0) & self.asked[entries.texts])
        if marked.size:
            self._marks.append(entries.texts[marked].astype(np.int64) << 32 | entries.places[marked])

    def furniture(self, text: int) -> I64:
        """The words where furniture begins in a text that is asked for, sorted."""
        if self._marked is None:
            nothing = np.zeros(0, dtype=np.int64)
            keys = np.concatenate(self._marks or [nothing])
            self._marks.clear()
            keys.sort()
            first = np.searchsorted(keys, np.arange(self.asked.size + 1, dtype=np.int64) << 32)
            self._marked = first, keys.astype(np.uint32).view(np.int32)
        first, places = self._marked
        return places[int(first[text]) : int(first[text + 1])].astype(np.int64)

    def rows(self, shelf: Shelf) -> Iterator[Reuse]:
        """The rows; leaves the plan empty."""
        grounds = [field(joined(parts), self.asked) if parts else None for parts in (self._furniture, self._stories)]
        asked = np.flatnonzero(self.asked)
        # some texts at a time, so that each is opened for all that it shares while it is on the shelf
        for low in range(0, asked.size, _TEXTS):
            part = asked[low : low + _TEXTS]
            yield from self._rows_of(grounds, int(part[0]), int(part[-1]) + 1, shelf)
        yield from self._twins(shelf)

    def _rows_of(self, grounds: Sequence[Field | None], low: int, high: int, shelf: Shelf) -> Iterator[Reuse]:
        """The rows of the pairs that are asked for by the texts `low` to `high`, but for twins."""
        furniture, stories = grounds
        texts = self.asked.size
        fixed = None if furniture is None else _together(self._aligned(furniture, low, high, shelf, LEAST_FURNITURE))
        keys = np.zeros(0, dtype=np.int64) if fixed is None else fixed.a * texts + fixed.b
        if fixed is not None:
            order = np.argsort(keys)
            fixed, keys = _chosen(fixed, order), keys[order]
        told = np.zeros(keys.size, dtype=np.bool_)
        for part in () if stories is None else self._aligned(stories, low, high, shelf, LEAST_WORDS):
            is_story = np.ones(part.a.size, dtype=np.bool_)
            if fixed is not None and keys.size:
                mine = part.a * texts + part.b
                place = np.minimum(np.searchsorted(keys, mine), keys.size - 1)
                both = keys[place] == mine
                is_story = ~(both & (fixed.words[place] >= part.words))
                told[place[both & is_story]] = True  # more story than furniture: it is told of as that
            yield from story_rows(self._spread(_chosen(part, np.flatnonzero(is_story))), shelf)
        if fixed is not None:
            left = np.flatnonzero(~told)
            for at in range(0, left.size, _PAIRS):
                yield from furniture_rows(self._spread(_chosen(fixed, left[at : at + _PAIRS])), shelf)

    def _aligned(self, ground: Field, low: int, high: int, shelf: Shelf, least: int) -> Iterator[Aligned]:
        """What the pairs share that are asked for by the texts `low` to `high`, in parts."""
        for found in seeds(ground, low, high):
            order = np.argsort(found.a * self.asked.size + found.b, kind="stable")
            batch = Seeds(found.a[order], found.b[order], found.place_a[order], found.place_b[order])
            new = np.flatnonzero(np.concatenate(([True], (np.diff(batch.a) != 0) | (np.diff(batch.b) != 0))))
            for at in range(0, new.size, _PAIRS):
                end = int(new[at + _PAIRS]) if at + _PAIRS < new.size else batch.a.size
                part = slice(int(new[at]), end)
                a, b = batch.a[part], batch.b[part]
                texts, place = np.unique(np.concatenate([a, b]), return_inverse=True)
                words = shelf.words(shelf.open(self.order[texts].tolist()))
                near = Seeds(place[: a.size], place[a.size :], batch.place_a[part], batch.place_b[part])
                shared = aligned(near, words, least=least)
                if shared.a.size:
                    yield Aligned(texts[shared.a], texts[shared.b], shared.words, shared.runs, shared.first)

    def _spread(self, found: Aligned) -> Pairs:
        """The pairs as documents' numbers; those of texts that lead others stand for these too."""
        sizes = np.diff(found.first)
        owner = np.repeat(np.arange(sizes.size), sizes)
        x, y = self.order[found.a].astype(np.int64), self.order[found.b].astype(np.int64)
        if not self.classes:
            return Pairs(x, y, found.runs, owner)
        left, right, source = [], [], []
        for number, (a, b) in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
            for one, other in _crossed(self._members(a), self._members(b)):
                left.append(one)
                right.append(other)
                source.append(number)
        if len(source) == sizes.size:
            return Pairs(x, y, found.runs, owner)
        of = np.array(source, dtype=np.int64)
        counts = sizes[of]
        runs = np.repeat(found.first[of] - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))
        return Pairs(
            np.array(left, dtype=np.int64),
            np.array(right, dtype=np.int64),
            found.runs[runs],
            np.repeat(np.arange(of.size), counts),
        )

    def _members(self, number: int) -> tuple[int, ...]:
        group = self.classes.get(number)
        return (number,) if group is None else group.members

    def _asked_classes(self) -> list[Class]:
        numbers = self.order[self.asked].tolist()
        return [self.classes[number] for number in numbers if number in self.classes]

    def _twins(self, shelf: Shelf) -> Iterator[Reuse]:
        """Rows of documents with the same words."""
        for group in self._asked_classes():
            (leaf,) = shelf.open([group.leader])
            whole = leaf.high - leaf.low
            pairs = list(_each(group.members))
            for low in range(0, len(pairs), _PAIRS):
                both = np.array(pairs[low : low + _PAIRS], dtype=np.int64)
                runs = np.tile(np.array([0, whole, 0, whole], dtype=np.int64), (len(both), 1))
                yield from story_rows(Pairs(both[:, 0], both[:, 1], runs, np.arange(len(both))), shelf)

    def crowded(self) -> list[int]:
        """Who leads so many documents with the same words that these were not compared each with each."""
        return [group.leader for group in self._asked_classes() if len(group.members) > TWINS]


def _together(parts: Iterator[Aligned]) -> Aligned | None:
    """The parts as one."""
    found = list(parts)
    if not found:
        return None
    base = np.cumsum([0, *(part.runs.shape[0] for part in found)])
    first = [part.first[:-1] + low for part, low in zip(found, base, strict=False)]
    return Aligned(
        np.concatenate([part.a for part in found]),
        np.concatenate([part.b for part in found]),
        np.concatenate([part.words for part in found]),
        np.concatenate([part.runs for part in found]),
        np.append(np.concatenate(first), base[-1]),
    )


def _chosen(found: Aligned, pairs: I64) -> Aligned:
    """Those pairs, in that order."""
    sizes = np.diff(found.first)[pairs]
    runs = np.repeat(found.first[pairs] - np.cumsum(sizes) + sizes, sizes) + np.arange(int(sizes.sum()))
    return Aligned(found.a[pairs], found.b[pairs], found.words[pairs], found.runs[runs], np.append(0, np.cumsum(sizes)))


def _crossed(lefts: tuple[int, ...], rights: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Each of the one with each of the other; where that is too many, the first of each with all of the other."""
    if len(lefts) * len(rights) <= TWINS * TWINS:
        yield from ((a, b) for a in lefts for b in rights)
    else:
        yield from ((lefts[0], b) for b in rights)
        yield from ((a, rights[0]) for a in lefts[1:])


def _each(members: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Each with each; of too many, the first with all others."""
    if len(members) <= TWINS:
        yield from ((a, b) for i, a in enumerate(members) for b in members[i + 1 :])
    else:
        yield from ((members[0], b) for b in members[1:])
