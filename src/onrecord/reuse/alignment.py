"""Seeds to passages: which words of one text stand in the other, and where.

Takes batches of `Seeds` and the `Tokens`; gives `Run`s for each pair of texts: stretches of words with their ends in both
texts, without overlaps, sorted. First on each diagonal (the same distance between the two places), for all pairs at once in
numpy; then for each pair that shares enough words the stretches are put together over small differences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from onrecord.reuse.candidates import Seeds
from onrecord.reuse.fingerprints import GRAM, SURE_WORDS
from onrecord.reuse.tokens import I64, Bools, Tokens

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


@dataclass(frozen=True, slots=True)
class Aligned:
    """What two texts share: their numbers (`a` < `b`), their runs sorted by place in `a`, and the words in them."""

    a: int
    b: int
    runs: tuple[Run, ...]
    words: float


def aligned(seeds: Seeds, tokens: Tokens, quoted: Bools) -> Iterator[Aligned]:
    """What each pair of the batch shares, where it is enough to tell of; sorted by pair.

    `quoted` tells for each word whether it stands in quotation marks: fewer of those are enough.
    """
    if seeds.a.size == 0:
        return
    span = int(max(seeds.a.max(), seeds.b.max())) + 1
    pairs, pair = np.unique(seeds.a * span + seeds.b, return_inverse=True)
    keys = _diagonals(pair, seeds)
    pair, shift, begin, end = _stretches(keys, pairs // span, pairs % span, tokens)
    # words of the stretches of each pair, an upper bound of what it shares
    shared = np.bincount(pair, weights=end - begin, minlength=pairs.size)
    speech = _both_quoted(tokens, quoted, pairs // span, pairs % span, (pair, shift, begin, end))
    enough = (shared >= LEAST_WORDS) | (np.bincount(pair, weights=speech, minlength=pairs.size) > 0)
    enough = enough[pair]
    pair, shift, begin, end, speech = pair[enough], shift[enough], begin[enough], end[enough], speech[enough]
    if pair.size == 0:
        return
    bounds = np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1])))
    opens = tokens.opens.tobytes()
    unspaced = bool((tokens.hashes & 1).any())
    spoken = set(zip(pair[speech].tolist(), begin[speech].tolist(), strict=True))
    rows = list(zip(begin.tolist(), end.tolist(), (begin + shift).tolist(), (end + shift).tolist(), strict=True))
    stops = [*bounds[1:].tolist(), len(rows)]
    for low, high in zip(bounds.tolist(), stops, strict=True):
        number = int(pairs[pair[low]])
        a, b = divmod(number, span)
        runs = _chain([Run(*row) for row in rows[low:high]], opens, int(tokens.first[a]), int(tokens.first[b]))
        weights = [_weight(run, a, tokens) if unspaced else run.a1 - run.a0 for run in runs]
        spoke = [(int(pair[low]), run.a0) in spoken for run in runs]
        kept = [weight >= LEAST_PASSAGE or speaks for weight, speaks in zip(weights, spoke, strict=True)]
        words = sum(weight for weight, keep in zip(weights, kept, strict=True) if keep)
        if words >= LEAST_WORDS or any(spoke):
            yield Aligned(a, b, tuple(run for run, keep in zip(runs, kept, strict=True) if keep), words)


def _diagonals(pair: I64, seeds: Seeds) -> I64:
    """Sorted keys of the seeds: pair, then diagonal, then place in `a`, packed in one integer."""
    shift = seeds.place_b - seeds.place_a + (1 << (_PLACE_BITS - 1))
    return np.sort((pair << (2 * _PLACE_BITS)) | (shift << _PLACE_BITS) | seeds.place_a)


def _stretches(keys: I64, texts_a: I64, texts_b: I64, tokens: Tokens) -> tuple[I64, I64, I64, I64]:
    """Stretches of equal words round the seeds of one diagonal: pair, shift of `b` against `a`, begin, end in `a`."""
    mask = (1 << _PLACE_BITS) - 1
    place = keys & mask
    diagonal = keys >> _PLACE_BITS
    new = np.ones(keys.size, dtype=np.bool_)
    new[1:] = (diagonal[1:] != diagonal[:-1]) | (place[1:] - place[:-1] > _DIAGONAL_GAP)
    head = np.flatnonzero(new)
    tail = np.append(head[1:], keys.size) - 1
    first, last = place[head], place[tail] + GRAM
    pair = diagonal[head] >> _PLACE_BITS
    shift = (diagonal[head] & mask) - (1 << (_PLACE_BITS - 1))
    a, b = texts_a[pair], texts_b[pair]
    base_a, base_b = tokens.first[a], tokens.first[b]
    low = np.maximum(0, -shift)
    high = np.minimum(tokens.first[a + 1] - base_a, tokens.first[b + 1] - base_b - shift)
    begin = first - _equal(tokens, base_a, base_b + shift, first - 1, np.minimum(first - low, _REACH), -1)
    end = last + _equal(tokens, base_a, base_b + shift, last, np.minimum(high - last, _REACH), 1)
    return pair, shift, begin, end


def _both_quoted(tokens: Tokens, quoted: Bools, texts_a: I64, texts_b: I64, found: tuple[I64, I64, I64, I64]) -> Bools:
    """Which stretches too short to count otherwise are a quotation in both texts, but for a word or two at their ends."""
    pair, shift, begin, end = found
    out = np.zeros(pair.size, dtype=np.bool_)
    size = end - begin
    short = np.flatnonzero((size >= LEAST_QUOTE) & (size < LEAST_WORDS))
    if short.size == 0:
        return out
    words = begin[short, None] + np.arange(LEAST_WORDS)
    inside = words < end[short, None]
    in_a = np.where(inside, words + tokens.first[texts_a[pair[short]], None], 0)
    in_b = np.where(inside, words + (shift[short] + tokens.first[texts_b[pair[short]]])[:, None], 0)
    out[short] = (inside & quoted[in_a] & quoted[in_b]).sum(axis=1) >= LEAST_QUOTE
    return out


def _equal(tokens: Tokens, base_a: I64, base_b: I64, place: I64, most: I64, way: int) -> I64:
    """How many words are equal from `place` on, going up (`way` 1) or down (-1), at most `most` and `_REACH`."""
    out = np.zeros(place.size, dtype=np.int64)
    steps = way * np.arange(_REACH)
    for low in range(0, place.size, _AT_ONCE):
        part = slice(low, low + _AT_ONCE)
        inside = np.abs(steps) < most[part, None]
        word = np.where(inside, place[part, None] + steps, 0)
        there = tokens.hashes[np.where(inside, word + base_b[part, None], 0)]
        equal = inside & (tokens.hashes[word + base_a[part, None]] == there)
        out[part] = np.where(equal.all(axis=1), _REACH, np.argmin(equal, axis=1))
    return out


def _chain(runs: list[Run], opens: bytes, base_a: int, base_b: int) -> tuple[Run, ...]:
    """The runs without overlaps, the longest first choice, put together over small differences, sorted."""
    if len(runs) > 1:
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


def _weight(run: Run, text: int, tokens: Tokens) -> float:
    """Words in the run; a character of a script without spaces counts half a word."""
    base = int(tokens.first[text])
    return (run.a1 - run.a0) - 0.5 * int((tokens.hashes[base + run.a0 : base + run.a1] & 1).sum())
