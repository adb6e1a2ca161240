"""Which texts to compare, and where: the inverted index of grams.

Takes `Grams` and the outlet of each text; gives batches of `Seeds`, places where two texts hold the same gram. Each outlet's
boilerplate and templates are found here, from the collection itself: a gram that stands in several texts of one outlet is
the outlet's furniture (footer, tag line, the fixed sentences of a daily count) and makes no seed for stories, but one for
the boilerplate of that outlet.

Cost: a sort of the grams, then one seed for each two texts that share a gram. A gram in more than `MANY` texts links each of
them only to the first (the texts are numbered by time, so that is the earliest known), and what was not compared is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.reuse.fingerprints import Grams
from onrecord.reuse.tokens import I64, U64, Bools

#: Texts of one outlet (different addresses, different words) in which a gram is furniture. Two is a story that the outlet
#: took up again; at three a story told three times by one outlet is lost between its own pages and kept everywhere else.
FURNITURE: Final = 3
#: Outlets whose furniture a gram must be to be nobody's story (consent banners, licence terms).
FURNITURE_OF: Final = 3
#: Texts that share a gram and are compared each with each: the reprints of one agency report in a week stay under it; a
#: hundred times as many would be half a million pairs from one line.
MANY: Final = 160
#: Texts of one outlet with the same furniture that are compared with each other: templates, not the footer of every page.
TEMPLATE_MANY: Final = 24
#: Seeds held at a time: 24 bytes each, several copies while they are sorted.
_BATCH: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Postings:
    """Grams that stand in two texts or more, grouped by gram; within a group sorted by text.

    texts, places   as in `Grams`
    ends            for each entry, where its group ends
    wide            whether the entry's group is over the limit, and the entry not its first
    """

    texts: I64
    places: I64
    ends: I64
    wide: Bools


@dataclass(frozen=True, slots=True)
class Index:
    """Postings of stories and of furniture, and for each text its furniture's places.

    marked_texts, marked_places   each entry that is furniture of its text's outlet, sorted by text
    left_out   how many pairs of texts the widest gram would have compared and did not
    """

    stories: Postings
    furniture: Postings
    marked_texts: I64
    marked_places: I64
    left_out: int


@dataclass(frozen=True, slots=True)
class Seeds:
    """Shared grams of pairs of texts: numbers of the two texts (`a` < `b`) and the word numbers where the gram begins."""

    a: I64
    b: I64
    place_a: I64
    place_b: I64


def index(grams: Grams, outlets: I64, addresses: I64) -> Index:
    """The inverted index of the grams.

    `outlets` gives a number for each text's outlet, -1 where unknown; `addresses` a number for each text's address (two
    captures of one page count once towards furniture).
    """
    order = np.argsort(grams.hashes, kind="stable")
    hashes = grams.hashes[order]
    group_start = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if hashes.size else order
    sizes = np.diff(np.append(group_start, hashes.size))
    shared = np.repeat(sizes > 1, sizes)
    order = order[shared]
    sizes = sizes[sizes > 1]
    group = np.repeat(np.arange(sizes.size), sizes)
    texts, places = grams.texts[order].astype(np.int64), grams.places[order].astype(np.int64)
    furniture = _furniture(group, outlets[texts], addresses[texts], outlets.size)
    stories, left_out = _postings(group[~furniture], texts[~furniture], places[~furniture], MANY)
    known = furniture & (outlets[texts] >= 0)
    inner = group[known] * (outlets.size + 1) + outlets[texts[known]]
    arrange = np.argsort(inner, kind="stable")
    template, _ = _postings(inner[arrange], texts[known][arrange], places[known][arrange], TEMPLATE_MANY)
    marked = np.flatnonzero(furniture)
    marked = marked[np.argsort(texts[marked], kind="stable")]
    return Index(stories, template, texts[marked], places[marked], left_out)


def _furniture(group: I64, outlets: I64, addresses: I64, outlet_count: int) -> Bools:
    """Which entries are furniture of their outlet, or of `FURNITURE_OF` outlets and so of all."""
    out = np.zeros(group.size, dtype=np.bool_)
    if group.size == 0:
        return out
    known = np.flatnonzero(outlets >= 0)
    pair = group[known] * (outlet_count + 1) + outlets[known]
    seen = np.lexsort((addresses[known], pair))
    fresh = np.ones(known.size, dtype=np.bool_)
    fresh[1:] = (pair[seen][1:] != pair[seen][:-1]) | (addresses[known][seen][1:] != addresses[known][seen][:-1])
    uniq, inverse = np.unique(pair[seen], return_inverse=True)
    counts = np.bincount(inverse, weights=fresh, minlength=uniq.size)
    often = counts >= FURNITURE
    out[known[seen]] = often[inverse]
    holders = np.bincount(uniq[often] // (outlet_count + 1), minlength=int(group[-1]) + 1)
    return out | (holders >= FURNITURE_OF)[group]


def _postings(group: U64 | I64, texts: I64, places: I64, many: int) -> tuple[Postings, int]:
    """Postings of the groups with two entries or more, and how many pairs the limit leaves out."""
    if group.size == 0:
        nothing = np.zeros(0, dtype=np.int64)
        return Postings(nothing, nothing, nothing, nothing.astype(np.bool_)), 0
    begins = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
    sizes = np.diff(np.append(begins, group.size))
    keep = np.repeat(sizes > 1, sizes)
    sizes = sizes[sizes > 1]
    stops = np.cumsum(sizes)
    position = np.arange(int(sizes.sum()))
    wide = np.repeat(sizes > many, sizes) & (position != np.repeat(stops - sizes, sizes))
    over = sizes[sizes > many].astype(object)  # Python integers: ten thousand texts on ten thousand grams pass 64 bits
    left_out = int(((over - 1) * (over - 2) // 2).max()) if over.size else 0
    return Postings(texts[keep], places[keep], np.repeat(stops, sizes), wide), left_out


def seeds(postings: Postings) -> Iterator[Seeds]:
    """Batches of seeds; all seeds of one pair of texts are in one batch."""
    # entries by their text, and how many later entries of its group each is joined to
    order = np.argsort(postings.texts, kind="stable")
    partners = postings.ends[order] - order - 1
    partners[postings.wide[order]] = 0
    order, partners = order[partners > 0], partners[partners > 0]
    text = postings.texts[order]
    total = np.cumsum(partners)
    low = 0
    while low < order.size:
        high = int(np.searchsorted(total, (total[low - 1] if low else 0) + _BATCH, side="right"))
        # whole texts only
        high = int(np.searchsorted(text, text[max(high, low + 1) - 1], side="left" if high < order.size else "right"))
        if high <= low:
            high = int(np.searchsorted(text, text[low], side="right"))
        entry, count = order[low:high], partners[low:high]
        left = np.repeat(entry, count)
        right = left + 1 + (np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count))
        yield Seeds(postings.texts[left], postings.texts[right], postings.places[left], postings.places[right])
        low = high
