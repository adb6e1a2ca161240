"""Seeds to passages: which words of one text stand in the other, and where.

Takes batches of `Seeds` and the words of the texts; gives `Run`s for each pair of texts: stretches of words with their ends in
both texts, without overlaps, sorted. First on each diagonal (the same distance between the two places), for all pairs at once in
numpy; then for each pair that shares enough words the stretches are put together over small differences.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.reuse.candidates import Seeds
from onrecord.reuse.fingerprints import GRAM, SURE_WORDS
from onrecord.reuse.loops import compiled
from onrecord.reuse.shelf import Opened
from onrecord.reuse.tokens import I64, Bools

#: Words without a seed on one diagonal after which a stretch ends: within equal words there is a seed in every `WINDOW`,
#: and a changed word hides those of `GRAM` grams; two changes close to each other still hold together.
_DIAGONAL_GAP: Final = 24
#: Words looked at on either side of the outermost seeds: the next seed inside equal words is nearer than that.
_REACH: Final = SURE_WORDS + GRAM
#: Words that may differ between two stretches of one passage: a rewritten phrase, not a caption put in between (those
#: have ten words and more on one side).
BRIDGE: Final = 8
#: Words that a pair must share to be told of. Chance meetings of news articles (stock phrases, names with their titles)
#: reach 12 words; quotations that travel begin at about 15.
LEAST_WORDS: Final = 14
#: Words of a quotation, quoted in both texts, that are enough alone: shorter ones are titles and catchwords.
LEAST_QUOTE: Final = 8
#: Words of each passage: shorter stretches that stand alone are stock phrases, also between copies.
LEAST_PASSAGE: Final = 10
#: Stretches of one pair that are looked at, the longest first: repetition makes as many as it likes.
_MOST_RUNS: Final = 256
#: Stretches grown at once: 20 words of 8 bytes each, three times over.
_AT_ONCE: Final = 1 << 16
#: Bits of a packed sort key for the diagonal and for the place (texts have at most 2^20 words, see `tokens.MAX_WORDS`).
_PLACE_BITS: Final = 21


class Run(NamedTuple):
    """Words `a0` to `a1` of the one text stand at `b0` to `b1` of the other (word numbers, ends exclusive)."""

    a0: int
    a1: int
    b0: int
    b1: int


Runs = I64  # one row a run, four columns as in `Run`


@dataclass(frozen=True, slots=True)
class Aligned:
    """What pairs of texts share, sorted by pair.

    a, b    numbers of the texts of each pair, `a` < `b`
    words   words that the pair shares; a character of a script without spaces counts half a word
    runs    the runs of all pairs, those of one pair sorted by place in `a`
    first   where each pair's runs begin; one more entry than pairs
    """

    a: I64
    b: I64
    words: npt.NDArray[np.float64]
    runs: Runs
    first: I64


def aligned(seeds: Seeds, words: Opened, *, least: int = LEAST_WORDS) -> Aligned:
    """What each pair of the seeds shares, where it is `least` words. The seeds are sorted by pair.

    Fewer words in quotation marks are enough, unless `least` is larger.
    """
    if seeds.a.size == 0:
        return _NOTHING
    span = int(max(seeds.a.max(), seeds.b.max())) + 1
    number = seeds.a * span + seeds.b
    new = np.concatenate(([True], number[1:] != number[:-1]))
    pairs, pair = number[new], np.cumsum(new) - 1
    found = _stretches(_diagonals(pair, seeds), pairs // span, pairs % span, words, least)
    pair, shift, begin, end = found
    # words of the stretches of each pair; where many are wanted, also those that may be put together with them
    bridges = BRIDGE if least > LEAST_WORDS else 0
    enough = np.bincount(pair, weights=end - begin + bridges, minlength=pairs.size) >= least
    if least <= LEAST_WORDS:
        speech = _both_quoted(words, pairs // span, pairs % span, found)
        enough |= np.bincount(pair, weights=speech, minlength=pairs.size) > 0
    else:
        speech = np.zeros(pair.size, dtype=np.bool_)
    kept = enough[pair]
    pair, speech = pair[kept], speech[kept]
    if pair.size == 0:
        return _NOTHING
    runs = np.stack([begin[kept], end[kept], (begin + shift)[kept], (end + shift)[kept]], axis=1)
    texts = pairs[pair] // span, pairs[pair] % span
    runs, pair, speech = _chained(runs, pair, speech, texts, words)
    weight = _weights(runs, pairs[pair] // span, words)
    kept = (weight >= LEAST_PASSAGE) | speech
    shared = np.bincount(pair, weights=weight * kept, minlength=pairs.size).astype(np.float64)
    enough = (shared >= least) | (np.bincount(pair, weights=speech, minlength=pairs.size) > 0)
    kept &= enough[pair]
    runs, pair = runs[kept], pair[kept]
    chosen = np.flatnonzero(enough)
    first = np.append(np.searchsorted(pair, chosen), pair.size)
    return Aligned(pairs[chosen] // span, pairs[chosen] % span, shared[chosen], runs, first)


_NOTHING: Final = Aligned(
    np.zeros(0, dtype=np.int64),
    np.zeros(0, dtype=np.int64),
    np.zeros(0, dtype=np.float64),
    np.zeros((0, 4), dtype=np.int64),
    np.zeros(1, dtype=np.int64),
)


def _chained(runs: Runs, pair: I64, speech: Bools, texts: tuple[I64, I64], words: Opened) -> tuple[Runs, I64, Bools]:
    """The runs of each pair without overlaps and put together, their pairs, and which of them begin with a quotation."""
    quoted = pair[speech] << _PLACE_BITS | runs[speech, 0]
    ordered = runs[np.lexsort((*runs.T[::-1], pair))]
    head = np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1])))
    first = np.append(head, pair.size)
    base_a, base_b = (words.low[side[head]] for side in texts)
    loops = compiled()
    if loops is None:
        chain, owner = _chains(ordered, first, words.opens, base_a, base_b)
    else:
        chain, owner = loops.chains(ordered, first, words.opens, base_a, base_b, _MOST_RUNS, BRIDGE)
    number = pair[head][owner]
    return chain, number, np.isin(number << _PLACE_BITS | chain[:, 0], quoted)


def _chains(runs: Runs, first: I64, opens: Bools, base_a: I64, base_b: I64) -> tuple[Runs, I64]:
    """The chains of all pairs, and the number of each run's pair."""
    lines = opens.view(np.uint8).data
    out = runs[first[:-1]]
    sizes = np.ones(first.size - 1, dtype=np.int64)
    parts: list[Run] = []
    several = np.flatnonzero(np.diff(first) > 1).tolist()
    for number in several:
        rows = [Run(*row) for row in runs[first[number] : first[number + 1]].tolist()]
        chain = _chain(rows, lines, int(base_a[number]), int(base_b[number]))
        sizes[number] = len(chain)
        parts += chain
    owner = np.repeat(np.arange(sizes.size), sizes)
    chains = out[owner]
    if several:
        chains[np.isin(owner, several)] = parts
    return chains, owner


def _diagonals(pair: I64, seeds: Seeds) -> I64:
    """Sorted keys of the seeds: pair, then diagonal, then place in `a`, packed in one integer."""
    shift = seeds.place_b - seeds.place_a + (1 << (_PLACE_BITS - 1))
    return np.sort((pair << (2 * _PLACE_BITS)) | (shift << _PLACE_BITS) | seeds.place_a)


def _stretches(keys: I64, texts_a: I64, texts_b: I64, words: Opened, least: int) -> tuple[I64, I64, I64, I64]:
    """Stretches of equal words round the seeds of one diagonal: pair, shift of `b` against `a`, begin, end in `a`.

    Those of pairs that cannot share `least` words are left out.
    """
    mask = (1 << _PLACE_BITS) - 1
    place = keys & mask
    diagonal = keys >> _PLACE_BITS
    new = np.ones(keys.size, dtype=np.bool_)
    new[1:] = (diagonal[1:] != diagonal[:-1]) | (place[1:] - place[:-1] > _DIAGONAL_GAP)
    head = np.flatnonzero(new)
    tail = np.append(head[1:], keys.size) - 1
    first, last = place[head], place[tail] + GRAM
    pair = diagonal[head] >> _PLACE_BITS
    if least > LEAST_WORDS:
        most = np.bincount(pair, weights=last - first + 2 * _REACH + BRIDGE)
        able = most[pair] >= least
        head, pair, first, last = head[able], pair[able], first[able], last[able]
    shift = (diagonal[head] & mask) - (1 << (_PLACE_BITS - 1))
    a, b = texts_a[pair], texts_b[pair]
    base_a, base_b = words.low[a], words.low[b]
    low = np.maximum(0, -shift)
    high = np.minimum(words.high[a] - base_a, words.high[b] - base_b - shift)
    begin = first - _equal(words, base_a, base_b + shift, first - 1, np.minimum(first - low, _REACH), -1)
    end = last + _equal(words, base_a, base_b + shift, last, np.minimum(high - last, _REACH), 1)
    return pair, shift, begin, end


def _both_quoted(words: Opened, texts_a: I64, texts_b: I64, found: tuple[I64, I64, I64, I64]) -> Bools:
    """Which stretches too short to count otherwise are a quotation in both texts, but for a word or two at their ends."""
    pair, shift, begin, end = found
    out = np.zeros(pair.size, dtype=np.bool_)
    size = end - begin
    short = np.flatnonzero((size >= LEAST_QUOTE) & (size < LEAST_WORDS))
    if short.size == 0:
        return out
    place = begin[short, None] + np.arange(LEAST_WORDS)
    inside = place < end[short, None]
    in_a = np.where(inside, place + words.low[texts_a[pair[short]], None], 0)
    in_b = np.where(inside, place + (shift[short] + words.low[texts_b[pair[short]]])[:, None], 0)
    out[short] = (inside & words.quoted[in_a] & words.quoted[in_b]).sum(axis=1) >= LEAST_QUOTE
    return out


def _equal(words: Opened, base_a: I64, base_b: I64, place: I64, most: I64, way: int) -> I64:
    """How many words are equal from `place` on, going up (`way` 1) or down (-1), at most `most` and `_REACH`."""
    out = np.zeros(place.size, dtype=np.int64)
    steps = way * np.arange(_REACH)
    for low in range(0, place.size, _AT_ONCE):
        part = slice(low, low + _AT_ONCE)
        inside = np.abs(steps) < most[part, None]
        word = np.where(inside, place[part, None] + steps, 0)
        there = words.hashes[np.where(inside, word + base_b[part, None], 0)]
        equal = inside & (words.hashes[word + base_a[part, None]] == there)
        out[part] = np.where(equal.all(axis=1), _REACH, np.argmin(equal, axis=1))
    return out


def _chain(runs: list[Run], opens: memoryview, base_a: int, base_b: int) -> tuple[Run, ...]:
    """The sorted runs without overlaps, the longest first choice, put together over small differences, sorted."""
    if not _in_order(runs):
        runs = sorted(runs, key=lambda run: (run.a0 - run.a1, run.a0, run.b0))[:_MOST_RUNS]
        kept: list[Run] = []
        for run in runs:
            left = _outside(run, kept)
            if left is not None:
                kept.append(left)
        runs = sorted(kept)
    out: list[Run] = []
    for run in runs:
        if out:
            before = out[-1]
            gap_a, gap_b = run.a0 - before.a1, run.b0 - before.b1
            apart = (gap_a == 0 and gap_b > 0 and opens[base_b + before.b1] and opens[base_b + run.b0]) or (
                gap_b == 0 and gap_a > 0 and opens[base_a + before.a1] and opens[base_a + run.a0]
            )  # a line put in: a short caption, a subheading
            if 0 <= gap_a <= BRIDGE and 0 <= gap_b <= BRIDGE and not apart:
                out[-1] = Run(before.a0, run.a1, before.b0, run.b1)
                continue
        out.append(run)
    return tuple(out)


def _in_order(runs: list[Run]) -> bool:
    """Whether each run ends in both texts before the next begins, and there are not too many."""
    return len(runs) <= _MOST_RUNS and all(one.a1 <= two.a0 and one.b1 <= two.b0 for one, two in pairwise(runs))


def _outside(run: Run, kept: list[Run]) -> Run | None:
    """The part of the run that no kept one covers in either text; None where fewer than `GRAM` words are left."""
    a0, a1, b0, b1 = run
    for other in kept:
        # move the nearer end out of the overlap, in both texts alike
        head = max(_past(a0, a1, other.a0, other.a1), 0)
        tail = max(-_past(a0, a1, other.a0, other.a1), 0)
        a0, a1, b0, b1 = a0 + head, a1 - tail, b0 + head, b1 - tail
        head = max(_past(b0, b1, other.b0, other.b1), 0)
        tail = max(-_past(b0, b1, other.b0, other.b1), 0)
        a0, a1, b0, b1 = a0 + head, a1 - tail, b0 + head, b1 - tail
        if a1 - a0 < GRAM:
            return None
    return Run(a0, a1, b0, b1)


def _past(low: int, high: int, start: int, stop: int) -> int:
    """How far `low` must move up (positive) or `high` down (negative) to leave `start` to `stop`; 0 where it is outside."""
    if low >= stop or start >= high:
        return 0
    return stop - low if low + high >= start + stop else start - high


def _weights(runs: Runs, texts: I64, words: Opened) -> npt.NDArray[np.float64]:
    """Words in each run; a character of a script without spaces counts half a word."""
    out = (runs[:, 1] - runs[:, 0]).astype(np.float64)
    for at in np.flatnonzero(words.unspaced[texts]).tolist():
        low, high = (runs[at, :2] + words.low[texts[at]]).tolist()
        out[at] -= 0.5 * int((words.hashes[low:high] & 1).sum())
    return out
