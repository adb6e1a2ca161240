"""Fingerprints: a sample of each text's word n-grams, the same grams wherever the same words stand.

Takes `Tokens`, gives `Grams`. Winnowing (Schleimer, Wilkerson, Aiken: SIGMOD 2003): of each `WINDOW` grams in a row the
smallest is kept, so two texts that share `GRAM + WINDOW - 1` words in a row share a gram for certain. A text's fingerprint
depends on that text only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.reuse.loops import compiled
from onrecord.reuse.tokens import I64, U64, Bools, Tokens

#: Words in a gram. Six: over 290 news articles 1.2 % of the 5-grams stand in another article, 0.04 % of the 8-grams. Fewer
#: words give more chance meetings to align and throw away; more lose text with a changed word in every line.
GRAM: Final = 6
#: Grams of which one is kept: the smallest run found for certain is 13 words, the sample 2 in 9 grams. Wider: less memory,
#: short passages missed.
WINDOW: Final = 8
#: The same within quotation marks: a sentence of 9 words that two outlets quote is worth finding, the same words of two
#: writers are chance.
QUOTED_WINDOW: Final = 4
#: The length of run that is found for certain, whatever stands around it; and within quotation marks in both texts.
SURE_WORDS: Final = GRAM + WINDOW - 1
SURE_QUOTED_WORDS: Final = GRAM + QUOTED_WINDOW - 1

I32 = npt.NDArray[np.int32]

_NONE: Final = np.uint64(0xFFFFFFFFFFFFFFFF)
STEP: Final = np.uint64(0x9E3779B97F4A7C15)
MIX: Final = np.uint64(0xBF58476D1CE4E5B9)
#: A gram's hash as it is kept: of a million articles' 200 million grams, some ten thousand meet another by chance, and
#: looking at the words tells them apart. Mixed again, since winnowing prefers small hashes.
HASH_BITS: Final = 40
KEPT: Final = np.uint64(64 - HASH_BITS)
#: Hashes that the compiled loop sorts at once: their places take the bits that a hash leaves.
_PACKED: Final = 1 << (64 - HASH_BITS)
#: Words worked on at once.
_CHUNK: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Grams:
    """Sampled grams, sorted by text, then by place; a gram that comes again in one text is kept once, the first time.

    hashes, texts, places   hash (`HASH_BITS` bits), number of the text, word number in the text where the gram begins
    """

    hashes: U64
    texts: I32
    places: I32


def grams(tokens: Tokens, quoted: Bools) -> Grams:
    """The sampled grams of each text, more of them where the words are `quoted`. Linear."""
    loops = compiled()
    if loops is not None:
        return Grams(*loops.sample(tokens.hashes, quoted, tokens.first))
    first = tokens.first
    total = len(first) - 1
    parts: list[tuple[U64, I32, I32]] = []
    low = 0
    while low < total:
        high = int(np.searchsorted(first, first[low] + _CHUNK, side="right")) - 1
        high = min(max(high, low + 1), total)
        parts.append(_sample(tokens, quoted, low, high))
        low = high
    if not parts:
        nothing = np.zeros(0, dtype=np.int32)
        return Grams(nothing.astype(np.uint64), nothing, nothing)
    return Grams(*(np.concatenate([part[column] for part in parts]) for column in range(3)))


def _sample(tokens: Tokens, quoted: Bools, low: int, high: int) -> tuple[U64, I32, I32]:
    """Sampled grams of the texts `low` to `high`."""
    begin, end = int(tokens.first[low]), int(tokens.first[high])
    words = tokens.hashes[begin:end].astype(np.uint64)
    lengths = np.diff(tokens.first[low : high + 1])
    text = np.repeat(np.arange(low, high), lengths)
    # a gap of WINDOW between texts, so that no window sees two of them
    place = np.arange(end - begin) + (text - low) * WINDOW
    size = end - begin + (high - low + 1) * WINDOW
    mixed = np.zeros(end - begin, dtype=np.uint64)
    count = max(0, end - begin - GRAM + 1)
    for step in range(GRAM):
        mixed[:count] *= STEP
        mixed[:count] += words[step : step + count]
    mixed ^= mixed >> np.uint64(29)
    mixed *= MIX
    mixed ^= mixed >> np.uint64(32)
    whole = np.arange(begin, end) + GRAM <= np.repeat(tokens.first[low + 1 : high + 1], lengths)
    mixed[~whole] = _NONE
    padded = np.full(size + WINDOW, _NONE, dtype=np.uint64)
    padded[place + WINDOW] = mixed
    sampled = whole & (_winnowed(padded, WINDOW)[place + 1] == mixed)
    if quoted[begin:end].any():
        speech = quoted[begin:end].copy()
        speech[:count] &= quoted[begin + GRAM - 1 : end]
        sampled |= whole & speech & (_winnowed(padded, QUOTED_WINDOW)[place + WINDOW - QUOTED_WINDOW + 1] == mixed)
    chosen = np.flatnonzero(sampled)
    hashes, texts = (mixed[chosen] * STEP) >> KEPT, text[chosen].astype(np.int32)
    places = (chosen + begin - tokens.first[texts]).astype(np.int32)
    once = ~_again(hashes, texts)
    return hashes[once], texts[once], places[once]


def by_hash(hashes: U64) -> I64:
    """The order that sorts the hashes, equal ones as they stood. Linear: numpy sorts 16 bits at a time by counting."""
    loops = compiled()
    if loops is not None and hashes.size < _PACKED:
        compiled_order: I64 = loops.order_by_hash(hashes)
        return compiled_order
    order: I64 = np.argsort(hashes.astype(np.uint16), kind="stable")
    for shift in range(16, HASH_BITS, 16):
        order = order[np.argsort((hashes >> np.uint64(shift)).astype(np.uint16)[order], kind="stable")]
    return order


def _winnowed(hashes: U64, window: int) -> U64:
    """For each place the greatest of the least hashes of the `window` windows that begin there and next to it.

    A gram is sampled where it equals that of the place `window` - 1 before: some window sees none smaller.
    """
    least, width = hashes, 1
    while width < window:
        least = np.minimum(least[:-width], least[width:])
        width *= 2
    most, width = least, 1
    while width < window:
        most = np.maximum(most[:-width], most[width:])
        width *= 2
    return most


def _again(hashes: U64, texts: I32) -> Bools:
    """Which grams stood earlier in the same text already."""
    order = by_hash(hashes)
    out = np.zeros(len(hashes), dtype=np.bool_)
    out[order[1:]] = (hashes[order[1:]] == hashes[order[:-1]]) & (texts[order[1:]] == texts[order[:-1]])
    return out
