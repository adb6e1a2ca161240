"""Grams of many documents, sorted by hash, in arrays: what an index keeps.

Takes the `Grams` of a batch with its documents' numbers; gives `Slab`s and, for hashes that are asked for, all `Entries` with
them. Twelve bytes a gram: the high bits of the hash are the place in a table of offsets, so the arrays are also the shards
(one a value of the high bits) that an engine may work on apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.reuse.candidates import Entries
from onrecord.reuse.fingerprints import HASH_BITS, I32, by_hash
from onrecord.reuse.tokens import I64, U32, U64, Bools

_LOW_BITS: Final = 32
SHARDS: Final = 1 << (HASH_BITS - _LOW_BITS)
_EDGES: Final = np.arange(SHARDS + 1, dtype=np.uint64) << np.uint64(_LOW_BITS)
#: Grams sorted at a time: small enough for the cache, large enough to hide the cost of the calls.
_AT_ONCE: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Slab:
    """Grams sorted by hash.

    first    where the grams of each shard begin; one more entry than shards
    lows     low bits of the hashes
    numbers, places   number of the document, word number in it
    name     what the slab is kept under; None where it is new
    """

    first: I64
    lows: U32
    numbers: I32
    places: I32
    name: str | None = None


def slab(hashes: U64, numbers: I32, places: I32) -> Slab:
    """The slab of grams in any order; equal hashes stay in theirs."""
    order = by_hash(hashes)
    hashes = hashes[order]
    return Slab(np.searchsorted(hashes, _EDGES), hashes.astype(np.uint32), numbers[order], places[order])


def merged(slabs: list[Slab], alive: Bools | None = None) -> Slab:
    """One slab of the grams of the slabs whose documents are `alive` (by number; None: all); the list is emptied.

    Equal hashes stand in the order of the slabs. Linear.
    """
    if len(slabs) == 1:
        return slabs.pop()
    size = sum(part.lows.size for part in slabs)
    lows = np.empty(size, dtype=np.uint32)
    numbers, places = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    first = np.zeros(SHARDS + 1, dtype=np.int64)
    at = 0
    for low, high in _ranges(slabs):
        hashes, held, where = _slice(slabs, low, high)
        order = by_hash(hashes)
        if alive is not None:
            order = order[alive[held[order]]]
        hashes = hashes[order]
        end = at + hashes.size
        first[low + 1 : high + 1] = at + np.searchsorted(hashes, _EDGES[low + 1 : high + 1])
        lows[at:end], numbers[at:end], places[at:end] = hashes.astype(np.uint32), held[order], where[order]
        at = end
    slabs.clear()
    return Slab(first, lows[:at], numbers[:at], places[:at])


def everything(slabs: Sequence[Slab]) -> Iterator[Entries]:
    """All grams that stand in two documents or more, in parts, equal hashes in the order of the slabs; `texts` are numbers."""
    if not slabs:
        return
    for low, high in _ranges(slabs):
        hashes, numbers, places = _slice(slabs, low, high)
        if len(slabs) > 1:
            order = by_hash(hashes)
            hashes = hashes[order]
        same = hashes[1:] == hashes[:-1]
        several = np.flatnonzero(np.concatenate(([False], same)) | np.concatenate((same, [False])))
        chosen = several if len(slabs) == 1 else order[several]
        if hashes.size:
            yield Entries(hashes[several], numbers[chosen], places[chosen])


def entries(slabs: Sequence[Slab], asked: U64) -> Iterator[Entries]:
    """All grams with one of the hashes `asked` for (sorted, none twice), in parts; `texts` are documents' numbers.

    Sorted by hash; equal hashes in the order of the slabs. Cost: a search for each hash in each slab, and what is found.
    """
    for low in range(0, asked.size, _AT_ONCE // 4):
        part = asked[low : low + _AT_ONCE // 4]
        bounds = np.searchsorted(part, _EDGES).tolist()
        shards = [shard for shard in range(SHARDS) if bounds[shard] < bounds[shard + 1]]
        found: list[tuple[U64, I32, I32]] = []
        for held in slabs:
            begins, ends = np.zeros(part.size, dtype=np.int64), np.zeros(part.size, dtype=np.int64)
            for shard in shards:
                mine = slice(bounds[shard], bounds[shard + 1])
                base, stop = int(held.first[shard]), int(held.first[shard + 1])
                wanted = part[mine].astype(np.uint32)
                begins[mine] = base + np.searchsorted(held.lows[base:stop], wanted, side="left")
                ends[mine] = base + np.searchsorted(held.lows[base:stop], wanted, side="right")
            counts = ends - begins
            at = np.repeat(begins - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))
            found.append((np.repeat(part, counts), held.numbers[at], held.places[at]))
        if len(found) == 1:
            yield Entries(*found[0])
            continue
        hashes, numbers, places = (np.concatenate([one[column] for one in found]) for column in range(3))
        order = by_hash(hashes)
        yield Entries(hashes[order], numbers[order], places[order])


def _ranges(slabs: Sequence[Slab]) -> Iterator[tuple[int, int]]:
    """Ranges of shards that have about `_AT_ONCE` grams in all slabs together."""
    total = np.sum([part.first for part in slabs], axis=0)
    low = 0
    while low < SHARDS:
        high = int(np.searchsorted(total, total[low] + _AT_ONCE, side="right")) - 1
        high = min(max(high, low + 1), SHARDS)
        yield low, high
        low = high


def _slice(slabs: Sequence[Slab], low: int, high: int) -> tuple[U64, I32, I32]:
    """Hashes, numbers and places of the shards `low` to `high` of all slabs, slab by slab."""
    hashes, numbers, places = [], [], []
    for held in slabs:
        part = slice(int(held.first[low]), int(held.first[high]))
        shard = np.repeat(_EDGES[low:high], np.diff(held.first[low : high + 1]))
        hashes.append(shard | held.lows[part])
        numbers.append(held.numbers[part])
        places.append(held.places[part])
    return np.concatenate(hashes), np.concatenate(numbers), np.concatenate(places)
