"""Sketches: a few numbers a text, by which the tellings of one story by one outlet are known from pages with one footer.

Takes the sampled grams of texts; gives `BANDS` numbers for each. Texts that have most of their grams in common have one of
the numbers in common (MinHash with one permutation: Li, Owen, Zhang, NIPS 2012; banding: Leskovec, Rajaraman, Ullman, Mining
of Massive Datasets, 3.4). A sketch depends on its text only, so nothing changes when others are added.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from onrecord.reuse.fingerprints import Grams
from onrecord.reuse.loops import compiled
from onrecord.reuse.tokens import FACTOR, I64, U64

#: Numbers of a text, and least hashes of which each is made. Of three texts that share 0.9 of their grams pair by pair, two
#: have a number in common in 99 of 100 cases; at 0.8 in 75; at 0.5, where templates are, in 3.
BANDS: Final = 4
_EACH: Final = 8
#: Grams under which a text has numbers of its own: too many of its least hashes would be those of nothing.
LEAST_GRAMS: Final = 32

_NOTHING: Final = np.uint64(0xFFFFFFFFFFFFFFFF)


def sketches(sample: Grams, texts: int, own: U64) -> U64:
    """The numbers of each text, `BANDS` columns; `own` are numbers for texts too short to be sketched. Linear."""
    buckets = BANDS * _EACH
    least = np.full(texts * buckets, _NOTHING, dtype=np.uint64)
    loops = compiled()
    if loops is None:
        key: I64 = sample.texts.astype(np.int64) * buckets + (sample.hashes % np.uint64(buckets)).astype(np.int64)
        np.minimum.at(least, key, sample.hashes)
    else:
        loops.least_of(sample.hashes, sample.texts, least, buckets)
    mins = least.reshape(texts, BANDS, _EACH)
    out = np.zeros((texts, BANDS), dtype=np.uint64)
    for place in range(_EACH):
        out = (out ^ (out >> np.uint64(29)) ^ mins[:, :, place]) * FACTOR
    short = np.bincount(sample.texts, minlength=texts) < LEAST_GRAMS
    out[short] = own[short, None]
    return out
