"""Which texts to compare, and where: what a shared gram means, and the places it gives to align.

Takes `Entries` (grams of texts that stand in two texts or more), the outlet and the address of each text; gives `Postings` and
batches of `Seeds`, places where two texts hold the same gram. Each outlet's boilerplate and templates are found here, from the
collection itself: a gram that stands in several texts of one outlet is the outlet's furniture (footer, tag line, the fixed
sentences of a daily count) and makes no seed for stories, but one for the boilerplate of that outlet.

Texts are numbered by time. A gram in more than `MANY` texts links each of them only to the first, the earliest known, and what
was not compared is counted. Cost: linear in the entries but for sorting, then one seed for each two texts that share a gram.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.reuse.fingerprints import I32
from onrecord.reuse.tokens import I64, U64, Bools

U8 = npt.NDArray[np.uint8]

#: Texts of one outlet (different addresses, different words, no tellings of one story) in which a gram is furniture. Two is a
#: story that the outlet took up again.
FURNITURE: Final = 3
#: Texts of one outlet up to which they may be tellings of one story: more than this share a footer, or a story that is told
#: of as furniture.
TELLINGS: Final = 12
#: Outlets whose furniture a gram must be to be nobody's story (consent banners, licence terms).
FURNITURE_OF: Final = 3
#: Texts that share a gram and are compared each with each: the reprints of one agency report in a week stay under it; a
#: hundred times as many would be half a million pairs from one line.
MANY: Final = 160
#: Texts of one outlet with the same furniture that are compared with each other: templates, not the footer of every page.
TEMPLATE_MANY: Final = 24
#: Seeds held at a time: 32 bytes each, several copies while they are sorted.
_BATCH: Final = 1_000_000

#: Bits of an entry's state: furniture of its outlet; in a group over the limit; the first of such a group.
IS_FURNITURE, IS_WIDE, IS_HUB = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Entries:
    """Grams of several texts, sorted by hash, then by text."""

    hashes: U64
    texts: I32
    places: I32


@dataclass(frozen=True, slots=True)
class Postings:
    """Entries in groups of two and more: texts that share a gram and that it joins, sorted by text within a group.

    texts, places   as in `Entries`
    begins, ends    for each entry, where its group begins and ends
    wide            whether the entry's group is over the limit
    """

    texts: I32
    places: I32
    begins: I32
    ends: I32
    wide: Bools


@dataclass(frozen=True, slots=True)
class Judged:
    """What entries mean: a state for each (see `IS_FURNITURE`), the postings, and how many pairs the widest group left out.

    marked   the texts of the entries that are furniture
    """

    states: U8
    marked: I32
    stories: Postings
    furniture: Postings
    left_out: int


@dataclass(frozen=True, slots=True)
class Seeds:
    """Shared grams of pairs of texts: numbers of the two texts (`a` < `b`) and the word numbers where the gram begins."""

    a: I64
    b: I64
    place_a: I64
    place_b: I64


def by_text(entries: Entries, rank: I32) -> Entries:
    """The entries with other numbers for their texts, sorted by these within equal hashes."""
    texts = rank[entries.texts]
    hashes, places = entries.hashes, entries.places
    if ((texts[1:] < texts[:-1]) & (hashes[1:] == hashes[:-1])).any():
        order = np.lexsort((texts, hashes))
        hashes, texts, places = hashes[order], texts[order], places[order]
    return Entries(hashes, texts, places)


def judge(entries: Entries, outlets: I64, addresses: U64, sketches: U64) -> Judged:
    """What the entries mean. They must be all entries of their grams.

    `outlets` gives a number for each text's outlet, -1 where unknown; `addresses` one for each text's address (two captures
    of one page count once towards furniture); `sketches` its `sketches` (tellings of one story count once, too).
    """
    states = np.zeros(entries.hashes.size, dtype=np.uint8)
    group = np.zeros(entries.hashes.size, dtype=np.int64)
    np.cumsum(entries.hashes[1:] != entries.hashes[:-1], out=group[1:])
    fixed = _furniture(group, outlets[entries.texts], addresses, sketches, entries.texts)
    states[fixed] = IS_FURNITURE
    story = np.flatnonzero(~fixed)
    stories, left_out = _postings(group[story], story, entries, states, MANY)
    known = np.flatnonzero(fixed & (outlets[entries.texts] >= 0))
    inner = group[known] * (outlets.size + 1) + outlets[entries.texts[known]]
    arrange = np.argsort(inner, kind="stable")
    furniture, _ = _postings(inner[arrange], known[arrange], entries, states, TEMPLATE_MANY)
    return Judged(states, entries.texts[fixed], stories, furniture, left_out)


def _furniture(group: I64, outlets: I64, addresses: U64, sketches: U64, texts: I32) -> Bools:
    """Which entries are furniture of their outlet, or of `FURNITURE_OF` outlets and so of all."""
    out = np.zeros(group.size, dtype=np.bool_)
    if group.size == 0:
        return out
    sizes = np.bincount(group)
    large = np.flatnonzero((sizes[group] >= FURNITURE) & (outlets >= 0))
    if large.size == 0:
        return out
    wide = int(outlets.max()) + 1
    pair = group[large] * wide + outlets[large]
    arrange = np.argsort(pair, kind="stable")
    large, pair = large[arrange], pair[arrange]
    head = np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1])))
    size = np.diff(np.append(head, pair.size))
    often = size >= FURNITURE
    # count addresses, not texts, where there are enough texts at all; and stories, where these may be one
    owner = np.repeat(np.arange(size.size), size)
    often = _different(addresses[texts[large]], owner, often)
    few = often & (size <= TELLINGS)
    for band in range(sketches.shape[1]):
        often &= ~few | _different(sketches[texts[large], band], owner, few)
    out[large[np.repeat(often, size)]] = True
    holders = np.bincount(pair[head[often]] // wide, minlength=sizes.size)
    return out | (holders >= FURNITURE_OF)[group]


def _different(values: U64, owner: I64, asked: Bools) -> Bools:
    """Which of the groups asked for have `FURNITURE` different values; `owner` is the group of each value."""
    at = np.flatnonzero(asked[owner])
    values, owner = values[at], owner[at]
    order = np.lexsort((values, owner))
    values, owner = values[order], owner[order]
    fresh = np.ones(at.size, dtype=np.bool_)
    fresh[1:] = (owner[1:] != owner[:-1]) | (values[1:] != values[:-1])
    return asked & (np.bincount(owner, weights=fresh, minlength=asked.size) >= FURNITURE)


def _postings(group: I64, which: I64, entries: Entries, states: U8, many: int) -> tuple[Postings, int]:
    """Postings of the entries `which`, grouped by `group`, and how many pairs the limit leaves out; marks `states`."""
    begins = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1]))) if group.size else group
    sizes = np.diff(np.append(begins, group.size))
    over = sizes > many
    states[which[np.repeat(over, sizes)]] |= IS_WIDE
    states[which[begins[over]]] |= IS_HUB
    shared = sizes > 1
    kept = which[np.repeat(shared, sizes)]
    sizes, over = sizes[shared], over[shared]
    stops = np.cumsum(sizes)
    postings = Postings(
        entries.texts[kept],
        entries.places[kept],
        np.repeat(stops - sizes, sizes).astype(np.int32),
        np.repeat(stops, sizes).astype(np.int32),
        np.repeat(over, sizes),
    )
    largest = int(sizes[over].max()) if over.any() else 2
    return postings, (largest - 1) * (largest - 2) // 2


def joined(parts: list[Postings]) -> Postings:
    """Postings of different grams as one; the list is emptied."""
    shift = np.cumsum([0, *(part.texts.size for part in parts)])
    texts = np.concatenate([part.texts for part in parts])
    places = np.concatenate([part.places for part in parts])
    begins = np.concatenate([part.begins + np.int32(low) for part, low in zip(parts, shift, strict=False)])
    ends = np.concatenate([part.ends + np.int32(low) for part, low in zip(parts, shift, strict=False)])
    wide = np.concatenate([part.wide for part in parts])
    parts.clear()
    return Postings(texts, places, begins, ends, wide)


@dataclass(frozen=True, slots=True)
class Field:
    """Postings made ready for seeds: where the entries of each text stand that is asked for. Four bytes an entry.

    own     place of each such entry in the postings, sorted by text
    first   where the entries of each text begin in it; one more entry than texts
    """

    postings: Postings
    asked: Bools
    own: I32
    first: I64


def field(postings: Postings, asked: Bools) -> Field:
    """The postings made ready. Linear but for sorting."""
    keys = postings.texts.astype(np.int64)
    keys <<= 32
    keys |= np.arange(keys.size)
    if not asked.all():
        keys = keys[asked[postings.texts]]
    keys.sort()
    first = np.searchsorted(keys, np.arange(asked.size + 1, dtype=np.int64) << 32)
    return Field(postings, asked, keys.astype(np.uint32).view(np.int32), first)


def _partners(ground: Field, own: I32) -> tuple[I32, I32]:
    """How many earlier entries of its group each entry is joined to, and how many later ones that may not be asked for."""
    postings = ground.postings
    earlier = own - postings.begins[own]
    others = postings.wide[own] & (earlier > 0)  # they are joined to the first of their group alone
    earlier[others] = 1
    if ground.asked.all():
        return earlier, np.zeros_like(earlier)
    later = postings.ends[own] - own - np.int32(1)
    later[others] = 0
    return earlier, later


def seeds(ground: Field, low: int, high: int) -> Iterator[Seeds]:
    """Batches of seeds of the pairs of which one text or both are asked for; all seeds of one pair are in one batch.

    Those pairs come whose text that is asked for (the later one, where both are) has a number from `low` to `high`.
    """
    postings = ground.postings
    begin, end = int(ground.first[low]), int(ground.first[high])
    all_own = ground.own[begin:end]
    all_earlier, all_later = _partners(ground, all_own)
    total = np.cumsum(all_later + all_earlier, dtype=np.int64)
    at = 0
    while at < all_own.size:
        reached = int(total[at - 1]) if at else 0
        stop = int(np.searchsorted(total, reached + _BATCH, side="right"))
        if stop < all_own.size:  # whole texts only
            text = int(postings.texts[all_own[max(stop, at + 1) - 1]])
            stop = int(ground.first[text]) - begin
            if stop <= at:
                stop = int(ground.first[text + 1]) - begin
        part = slice(at, stop)
        own, earlier, later = all_own[part].astype(np.int64), all_earlier[part], all_later[part]
        left, right = _counted(postings.begins[own].astype(np.int64), earlier), np.repeat(own, earlier)
        if later.any():
            mine, other = np.repeat(own, later), _counted(own + 1, later)
            new = ~ground.asked[postings.texts[other]]
            left, right = np.concatenate([left, mine[new]]), np.concatenate([right, other[new]])
        yield Seeds(
            postings.texts[left].astype(np.int64),
            postings.texts[right].astype(np.int64),
            postings.places[left].astype(np.int64),
            postings.places[right].astype(np.int64),
        )
        at = stop


def _counted(starts: I64, counts: I32) -> I64:
    """For each start as many numbers in a row as its count says."""
    return np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))
