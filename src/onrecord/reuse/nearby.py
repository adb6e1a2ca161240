"""Clusters of near copies from fingerprints alone: no passages, kinds, direction; several times as fast as the search.

Takes documents, gives clusters of ids. Two documents are near copies where one holds most of the grams of the other that are no
furniture of their outlets, so a cut copy is found with its whole; a page of two stories chains their clusters, which only the
families of the search keep apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from onrecord.reuse.candidates import IS_FURNITURE, Postings, field, joined, judge, seeds
from onrecord.reuse.documents import Document
from onrecord.reuse.fingerprints import grams
from onrecord.reuse.loops import load_for
from onrecord.reuse.shelf import AT_ONCE
from onrecord.reuse.slabs import Slab, everything, slab
from onrecord.reuse.tokens import I64, tokens

#: Share of the grams of the shorter text that the other has. Light edits change one gram in eight, a merged page half of its
#: longer story; texts that share a quotation or a paragraph of background stay well under it.
LEAST_SHARE: Final = 0.5
#: Grams that must be shared: two in nine words.
LEAST_GRAMS: Final = 4


def near_copies(documents: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
    """Clusters of two documents and more, sorted, the ids in each sorted. Linear but for sorting."""
    load_for(len(documents))
    ordered = sorted(documents, key=lambda document: document.id)
    count = len(ordered)
    slabs: list[Slab] = []
    sizes = np.zeros(count, dtype=np.int64)
    for low in range(0, count, AT_ONCE):
        words = tokens([document.text for document in ordered[low : low + AT_ONCE]])
        sample = grams(words, np.zeros(words.hashes.size, dtype=np.bool_))
        sizes[low : low + AT_ONCE] = np.bincount(sample.texts, minlength=len(words.first) - 1)
        slabs.append(slab(sample.hashes, sample.texts + np.int32(low), sample.places))
    if not slabs:
        return ()
    names: dict[str, int] = {}
    outlets = np.array(
        [-1 if one.outlet is None else names.setdefault(one.outlet, len(names)) for one in ordered], dtype=np.int64
    )
    where: dict[str, int] = {}
    addresses = np.array([where.setdefault(one.url or one.id, len(where)) for one in ordered], dtype=np.uint64)
    stories: list[Postings] = []
    for part in everything(slabs):
        judged = judge(part, outlets, addresses)
        fixed = part.texts[(judged.states & IS_FURNITURE) > 0]
        sizes -= np.bincount(fixed, minlength=count)
        stories.append(judged.stories)
    if not stories:
        return ()
    left, right = _alike(stories, sizes)
    return _components(left, right, [document.id for document in ordered])


def _alike(stories: list[Postings], sizes: I64) -> tuple[I64, I64]:
    """Pairs of texts of which one holds `LEAST_SHARE` of the other's grams."""
    left, right = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for batch in seeds(field(joined(stories), np.ones(sizes.size, dtype=np.bool_)), 0, sizes.size):
        keys = np.sort(batch.a * sizes.size + batch.b)
        head = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        shared = np.diff(np.append(head, keys.size))
        a, b = np.divmod(keys[head], sizes.size)
        enough = (shared >= LEAST_GRAMS) & (shared >= LEAST_SHARE * np.minimum(sizes[a], sizes[b]))
        left.append(a[enough])
        right.append(b[enough])
    return np.concatenate(left), np.concatenate(right)


def _components(left: I64, right: I64, ids: list[str]) -> tuple[tuple[str, ...], ...]:
    """The connected components of two and more."""
    above = list(range(len(ids)))

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        one, other = root(a), root(b)
        above[max(one, other)] = min(one, other)
    groups: dict[int, list[str]] = {}
    for number in np.unique(np.concatenate([left, right])).tolist():
        groups.setdefault(root(number), []).append(ids[number])
    return tuple(sorted(tuple(group) for group in groups.values()))
