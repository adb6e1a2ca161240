"""Clusters of near copies from fingerprints alone: no passages, kinds, direction; several times as fast as the search.

Takes documents, gives clusters of ids. Two documents are near copies where one holds most of the grams of the other that are no
furniture of their outlets, so a cut copy is found with its whole; a page of two stories chains their clusters, which only the
families of the search keep apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from operator import length_hint
from typing import Final

import numpy as np

from onrecord.reuse.candidates import Postings, by_text, field, joined, judge, seeds
from onrecord.reuse.documents import Document
from onrecord.reuse.fingerprints import grams
from onrecord.reuse.loops import load_for
from onrecord.reuse.shelf import AT_ONCE
from onrecord.reuse.sketches import sketches
from onrecord.reuse.slabs import Slab, everything, slab
from onrecord.reuse.tokens import I64, U64, tokens

#: Share of the grams of the shorter text that the other has. Light edits change one gram in eight, a merged page half of its
#: longer story; texts that share a quotation or a paragraph of background stay well under it.
LEAST_SHARE: Final = 0.5
#: Grams that must be shared: two in nine words.
LEAST_GRAMS: Final = 4


def near_copies(documents: Iterable[Document]) -> tuple[tuple[str, ...], ...]:
    """Clusters of two documents and more, sorted, the ids in each sorted. Linear but for sorting; the texts are not kept."""
    load_for(length_hint(documents))
    slabs: list[Slab] = []
    ids: list[str] = []
    names: dict[str, int] = {}
    where: dict[str, int] = {}
    outlets: list[int] = []
    addresses: list[int] = []
    sizes: list[I64] = []
    drawn: list[U64] = []
    for part in _parts(documents):
        words = tokens([document.text for document in part])
        sample = grams(words, np.zeros(words.hashes.size, dtype=np.bool_))
        own = np.arange(len(ids), len(ids) + len(part), dtype=np.uint64)
        drawn.append(sketches(sample, len(part), own))
        sizes.append(np.bincount(sample.texts, minlength=len(part)))
        slabs.append(slab(sample.hashes, sample.texts + np.int32(len(ids)), sample.places))
        for document in part:
            ids.append(document.id)
            outlets.append(-1 if document.outlet is None else names.setdefault(document.outlet, len(names)))
            addresses.append(where.setdefault(document.url or document.id, len(where)))
    if not slabs:
        return ()
    # numbered by their ids, so that nothing depends on the order in which they came
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int32)
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size, dtype=np.int32)
    left = np.concatenate(sizes)[order]
    of_outlets, of_addresses = np.array(outlets)[order], np.array(addresses, dtype=np.uint64)[order]
    of_sketches = np.concatenate(drawn)[order]
    stories: list[Postings] = []
    for found in everything(slabs):
        judged = judge(by_text(found, rank), of_outlets, of_addresses, of_sketches)
        left -= np.bincount(judged.marked, minlength=left.size)
        stories.append(judged.stories)
    slabs.clear()
    if not stories:
        return ()
    return _components(*_alike(stories, left), [ids[number] for number in order.tolist()])


def _parts(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents, so many at a time as are read in one go."""
    rest = iter(documents)
    while part := list(islice(rest, AT_ONCE)):
        yield part


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
