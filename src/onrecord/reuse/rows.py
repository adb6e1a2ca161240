"""Aligned pairs to rows: spans in the texts, kinds, direction.

Takes pairs of opened documents with their runs of words, as arrays; gives `Reuse` rows. What can be told of all pairs at once is
told in numpy (torn ends of lines, prose shares); quotations and credit lines are read pair by pair, where they matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.record import Evidence, Reuse, Span, reuse_id
from onrecord.reuse.alignment import LEAST_QUOTE, Runs
from onrecord.reuse.direction import captions_between, first_of, times
from onrecord.reuse.fingerprints import GRAM
from onrecord.reuse.kinds import Kind, kind
from onrecord.reuse.shelf import Leaf, Opened, Shelf
from onrecord.reuse.tokens import I64

_Passages = tuple[tuple[Span, Span], ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of documents by number, and what they share.

    x, y    numbers of the documents
    runs    as in `Aligned`, `a` for `x` and `b` for `y`; sorted by pair
    owner   the pair of each run
    """

    x: I64
    y: I64
    runs: Runs
    owner: I64


def furniture_rows(pairs: Pairs, shelf: Shelf) -> Iterator[Reuse]:
    """Rows of pairs that share furniture of their outlet: nobody was first with it."""
    opened, sides, words = _opened(pairs, shelf)
    pairs, sides = _by_id(pairs, sides, opened)
    found = _passages(pairs, sides, opened, words)
    for left, right, shared, shares in zip(sides[0].tolist(), sides[1].tolist(), *found, strict=True):
        yield _row(opened[left], opened[right], "boilerplate", shared, shares, None, ())


def story_rows(pairs: Pairs, shelf: Shelf) -> Iterator[Reuse]:
    """Rows of pairs that share prose, in the order of the pairs; those that share too little are left out."""
    if pairs.x.size == 0:
        return
    opened, sides, words = _opened(pairs, shelf)
    pairs, sides = _by_id(pairs, sides, opened)
    runs = _trimmed(pairs, sides, words)
    numbers = np.unique(np.concatenate([pairs.x, pairs.y])).tolist()
    layouts = [shelf.layout(number, leaf) for number, leaf in zip(numbers, opened, strict=True)]
    before = np.concatenate([found.before for found in layouts])
    lows = np.cumsum([0, *(found.before.size for found in layouts)])
    total = np.array([max(1, found.total) for found in layouts])
    prose = []
    for side, (low, high) in zip(sides, ((0, 1), (2, 3)), strict=True):
        text = side[pairs.owner]
        base = lows[text]
        prose.append(before[base + runs[:, high]] - before[base + runs[:, low]])
    kept = 2 * np.minimum(*prose) >= runs[:, 1] - runs[:, 0]
    count = pairs.x.size
    enough = np.bincount(pairs.owner, weights=np.minimum(*prose) * kept, minlength=count) >= LEAST_QUOTE
    kept &= enough[pairs.owner]
    counts = [np.bincount(pairs.owner, weights=found * kept, minlength=count) for found in prose]
    shares = [found / total[side] for found, side in zip(counts, sides, strict=True)]
    # pairs that share nothing now have no runs and drop out
    new_number = np.cumsum(enough) - 1
    left = Pairs(pairs.x[enough], pairs.y[enough], runs[kept], new_number[pairs.owner[kept]])
    sides = sides[0][enough], sides[1][enough]
    passages, of_texts = _passages(left, sides, opened, words)
    bounds = np.searchsorted(left.owner, np.arange(left.x.size + 1)).tolist()
    lists = [part.tolist() for part in (*sides, shares[0][enough], shares[1][enough], counts[0][enough])]
    all_runs = left.runs.tolist()
    for number, (in_x, in_y, of_a, of_b, much) in enumerate(zip(*lists, strict=True)):
        a, b = opened[in_x], opened[in_y]
        mine = all_runs[bounds[number] : bounds[number + 1]]
        found = kind(a.document.text, b.document.text, mine, passages[number], (of_a, of_b), much)
        if found is not None:
            yield _row(a, b, found, passages[number], of_texts[number], *_first(a, b, mine, found, shelf))


def _opened(pairs: Pairs, shelf: Shelf) -> tuple[list[Leaf], tuple[I64, I64], Opened]:
    """The leaves of the pairs sorted by number, the place of each pair's two leaves among them, and their words."""
    numbers, place = np.unique(np.concatenate([pairs.x, pairs.y]), return_inverse=True)
    opened = shelf.open(numbers.tolist())
    return opened, (place[: pairs.x.size], place[pairs.x.size :]), shelf.words(opened)


def _by_id(pairs: Pairs, sides: tuple[I64, I64], opened: Sequence[Leaf]) -> tuple[Pairs, tuple[I64, I64]]:
    """The pairs with the smaller id on the left, and their runs sorted."""
    rank = np.empty(len(opened), dtype=np.int64)
    rank[sorted(range(len(opened)), key=lambda i: opened[i].document.id)] = np.arange(len(opened))
    swap = rank[sides[0]] > rank[sides[1]]
    x, y = np.where(swap, pairs.y, pairs.x), np.where(swap, pairs.x, pairs.y)
    sides = np.where(swap, sides[1], sides[0]), np.where(swap, sides[0], sides[1])
    runs = np.where(swap[pairs.owner, None], pairs.runs[:, [2, 3, 0, 1]], pairs.runs)
    order = np.lexsort((runs[:, 2], runs[:, 0], pairs.owner))
    return Pairs(x, y, runs[order], pairs.owner), sides


def _trimmed(pairs: Pairs, sides: tuple[I64, I64], words: Opened) -> Runs:
    """The runs without a few words that reach over a line's end: what follows a story is often alike by chance."""
    runs = pairs.runs
    steps = np.arange(1, GRAM + 1)
    last_word = words.opens.size - 1
    head, tail = np.zeros(len(runs), dtype=np.int64), np.zeros(len(runs), dtype=np.int64)
    for side, column in zip(sides, (0, 2), strict=True):
        text = side[pairs.owner]
        low = words.low[text] + runs[:, column]
        high = words.low[text] + runs[:, column + 1]
        reach = np.minimum(GRAM, high - low - 1)[:, None]
        hits = words.opens[np.minimum(low[:, None] + steps, last_word)] & (steps <= reach)
        cut = np.where(hits.any(axis=1) & ~words.opens[low], hits.argmax(axis=1) + 1, 0)
        head = np.maximum(head, cut)
        hits = words.opens[high[:, None] - steps] & (steps <= reach)
        whole = (high == words.high[text]) | words.opens[np.minimum(high, last_word)]
        tail = np.maximum(tail, np.where(hits.any(axis=1) & ~whole, hits.argmax(axis=1) + 1, 0))
    able = head + tail < np.minimum(runs[:, 1] - runs[:, 0], runs[:, 3] - runs[:, 2])
    head, tail = head * able, tail * able
    trimmed: Runs = runs + np.stack([head, -tail, head, -tail], axis=1)
    return trimmed


def _passages(
    pairs: Pairs, sides: tuple[I64, I64], opened: Sequence[Leaf], words: Opened
) -> tuple[list[_Passages], list[tuple[float, float]]]:
    """The spans of the runs of each pair, and what share of each text's characters they are."""
    spans, shares = [], []
    lengths = np.array([len(leaf.document.text) for leaf in opened])
    texts = [leaf.document.text for leaf in opened]
    for side, column in zip(sides, (0, 2), strict=True):
        text = side[pairs.owner]
        low = words.low[text] + pairs.runs[:, column]
        high = words.low[text] + pairs.runs[:, column + 1]
        last = words.high[text]
        floor = np.where(pairs.runs[:, column] > 0, words.ends[np.maximum(low - 1, 0)], 0)
        roof = np.where(high < last, words.starts[np.minimum(high, words.starts.size - 1)], lengths[text])
        columns = text, words.starts[low], words.ends[high - 1], floor, roof
        here = list(map(_span, map(texts.__getitem__, columns[0].tolist()), *(part.tolist() for part in columns[1:])))
        sizes = np.array([end - start for start, end in here], dtype=np.int64)
        shared = np.bincount(pairs.owner, weights=sizes, minlength=pairs.x.size)
        shares.append(np.minimum(1.0, shared / np.maximum(1, lengths[side])).tolist())
        spans.append(here)
    both = list(zip(*spans, strict=True))
    bounds = np.searchsorted(pairs.owner, np.arange(pairs.x.size + 1)).tolist()
    rounded = [(round(in_x, 4), round(in_y, 4)) for in_x, in_y in zip(*shares, strict=True)]
    return [tuple(both[low:high]) for low, high in pairwise(bounds)], rounded


def _span(text: str, start: int, end: int, floor: int, roof: int) -> Span:
    """The span with the punctuation that clings to it, but none of what is before `floor` or after `roof`."""
    while start > floor and not text[start - 1].isspace():
        start -= 1
    while end < roof and not text[end].isspace():
        end += 1
    return Span(start, end)


def _first(
    a: Leaf, b: Leaf, runs: list[list[int]], found: Kind, shelf: Shelf
) -> tuple[str | None, tuple[Evidence, ...]]:
    """Which of the two was first, with evidence. A shared quotation is no copy, so neither was: only the times are told."""
    when = times(a.document), times(b.document)
    if found == "quote":
        return None, first_of(a.document, b.document, when, ((), ()))[1]
    captions = (0, 0)
    if len(runs) > 1 and found in {"reprint", "excerpt"}:
        captions = captions_between([(after[0] - before[1], after[2] - before[3]) for before, after in pairwise(runs)])
    return first_of(a.document, b.document, when, (shelf.claims(a), shelf.claims(b)), captions=captions)


def _row(
    a: Leaf,
    b: Leaf,
    found: Kind,
    passages: _Passages,
    shares: tuple[float, float],
    first: str | None,
    evidence: tuple[Evidence, ...],
) -> Reuse:
    one, other = a.document.id, b.document.id
    return Reuse(reuse_id(one, other), one, other, found, passages, *shares, first, evidence)
