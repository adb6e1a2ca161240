"""The innermost loops of the reuse stages, compiled by numba where it is installed (the extra `fast`).

Each function does what a numpy function beside its caller does, with the same result to the last bit (a test holds them
equal); so what is found never depends on whether numba is there, only the time does. Arrays in, arrays out; no text, no
objects. The machine code is kept beside this file or in the user's cache, so only the first run ever compiles (some seconds).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from onrecord.reuse.fingerprints import GRAM, I32, KEPT, MIX, QUOTED_WINDOW, STEP, WINDOW
from onrecord.reuse.tokens import (
    APOSTROPHE,
    FACTOR,
    FIRST_LETTER,
    I64,
    LETTER,
    MARK,
    MOST_LETTERS,
    NEWLINE,
    SINGLE,
    U32,
    U64,
    Bools,
)  # fmt: skip

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]

_O, _U, _R = np.uint8(ord("o")), np.uint8(ord("u")), np.uint8(ord("r"))
_0, _1, _3, _29, _32, _64 = (np.uint64(number) for number in (0, 1, 3, 29, 32, 64))
_WORD_BITS = np.uint32(0xFFFFFFFE)
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)
_CHUNKS = MOST_LETTERS // 8


@njit(cache=True, nogil=True)
def read_words(units: U16, table: U8, bounds: I64, offsets: I64) -> tuple[U32, U32, U32, Bools, U32, I64, I64]:
    """The words of pieces of text: as `tokens._read`, of characters of the first plane.

    units    UTF-16 of the pieces, a line end before, between and after them
    bounds   where each piece begins in it; one more entry than pieces
    offsets  where each piece begins in its text
    """
    count = units.size
    hashes = np.empty(count, dtype=np.uint32)
    starts = np.empty(count, dtype=np.uint32)
    ends = np.empty(count, dtype=np.uint32)
    opens = np.empty(count, dtype=np.bool_)
    marks = np.empty(count, dtype=np.uint32)
    pieces = offsets.size
    first = np.zeros(pieces + 1, dtype=np.int64)
    marks_first = np.zeros(pieces + 1, dtype=np.int64)
    words = 0
    found = 0
    after_line = True  # whether the last mark was the end of a line
    opening = False
    for piece in range(pieces):
        first[piece] = words
        marks_first[piece] = found
        low, high = np.uint64(bounds[piece]), np.uint64(bounds[piece + 1] - 1)
        shift = np.uint64(bounds[piece] - offsets[piece])  # or less than nothing: it wraps, and wraps back
        opening = opening or piece > 0 or offsets[piece] == 0
        at = low
        while at < high:
            code = table[units[at]]
            if code >= LETTER:
                begin = at
                before = np.uint8(0)
                chunk = _0
                word = _0
                shifted = _0  # bits of the chunk that are filled
                chunks = 0
                while True:
                    while code >= LETTER:
                        after = table[units[at + _1]]
                        # no branches: the second of doubled letters and the u of -our leave no trace
                        doubled = (code >= FIRST_LETTER) & (code == before)
                        of_our = (code == _U) & (before == _O) & (after == _R)
                        told = np.uint64(not (doubled | of_our))
                        chunk |= (np.uint64(code) * told) << shifted
                        shifted += told << _3
                        if shifted == _64:
                            if chunks == 0:
                                word = chunk * FACTOR
                            elif chunks < _CHUNKS:
                                word = (word ^ (word >> _32) ^ chunk) * FACTOR
                            chunks += 1
                            chunk = _0
                            shifted = _0
                        before = code
                        code = after
                        at += _1
                    after = table[units[at + _1]]
                    if code != APOSTROPHE or before < LETTER or after < LETTER:
                        break
                    before = code
                    code = after
                    at += _1
                if shifted:
                    if chunks == 0:
                        word = chunk * FACTOR
                    elif chunks < _CHUNKS:
                        word = (word ^ (word >> _32) ^ chunk) * FACTOR
                if chunks >= _CHUNKS and (chunks > _CHUNKS or shifted):  # longer than what is read of it
                    word += (np.uint64(8 * chunks) + (shifted >> _3)) * FACTOR
                word ^= word >> _32
                word *= FACTOR
                hashes[words] = np.uint32(word >> _32) & _WORD_BITS
                starts[words] = begin - shift
                ends[words] = at - shift
                opens[words] = opening
                opening = False
                words += 1
                continue
            if code == NEWLINE:
                opening = True
                if not after_line:
                    marks[found] = at - shift
                    found += 1
                after_line = True
            elif code == MARK or code == APOSTROPHE:
                marks[found] = at - shift
                found += 1
                after_line = False
            elif code == SINGLE:
                hashes[words] = np.uint32((np.uint64(units[at]) * FACTOR) >> _32) | np.uint32(1)
                starts[words] = at - shift
                ends[words] = at + _1 - shift
                opens[words] = opening
                opening = False
                words += 1
            at += _1
    first[pieces] = words
    marks_first[pieces] = found
    return (
        hashes[:words].copy(), starts[:words].copy(), ends[:words].copy(), opens[:words].copy(),
        marks[:found].copy(), first, marks_first,
    )  # fmt: skip


@njit(cache=True, nogil=True)
def sample(hashes: U32, quoted: Bools, first: I64) -> tuple[U64, I32, I32]:
    """The sampled grams of texts: as `fingerprints._sample`, of all texts."""
    texts = first.size - 1
    longest = 0
    for text in range(texts):
        longest = max(longest, first[text + 1] - first[text])
    reach = WINDOW - 1
    room = longest + 2 * WINDOW
    mixed = np.full(room, _NONE, dtype=np.uint64)
    least = np.empty(room, dtype=np.uint64)
    most = np.empty(room, dtype=np.uint64)
    size = 64
    while size < 2 * longest:
        size *= 2
    table = np.zeros(size, dtype=np.uint64)
    owner = np.full(size, -1, dtype=np.int64)
    mask = np.uint64(size - 1)
    capacity = hashes.size
    out_hashes = np.empty(capacity, dtype=np.uint64)
    out_texts = np.empty(capacity, dtype=np.int32)
    out_places = np.empty(capacity, dtype=np.int32)
    found = 0
    for text in range(texts):
        low, high = first[text], first[text + 1]
        count = high - low - GRAM + 1
        if count <= 0:
            continue
        speech = False
        for at in range(count):
            value = np.uint64(0)
            for k in range(GRAM):
                value = value * STEP + np.uint64(hashes[low + at + k])
            value ^= value >> _29
            value *= MIX
            value ^= value >> _32
            mixed[reach + at] = value
            speech = speech or (quoted[low + at] and quoted[low + at + GRAM - 1])
        for at in range(reach + count, count + 2 * reach):
            mixed[at] = _NONE
        # least of each window, then the greatest of those of the windows that a gram stands in
        width = 1
        total = count + 2 * reach
        for at in range(total):
            least[at] = mixed[at]
        while width < WINDOW:
            total -= width
            for at in range(total):
                least[at] = min(least[at], least[at + width])
            width *= 2
        for at in range(total):
            most[at] = least[at]
        width = 1
        while width < WINDOW:
            total -= width
            for at in range(total):
                most[at] = max(most[at], most[at + width])
            width *= 2
        for at in range(count):
            value = mixed[reach + at]
            chosen = most[at] == value
            if not chosen and speech and quoted[low + at] and quoted[low + at + GRAM - 1]:
                left = 0
                while left < QUOTED_WINDOW - 1 and mixed[reach + at - left - 1] >= value:
                    left += 1
                right = 0
                while right < QUOTED_WINDOW - 1 and mixed[reach + at + right + 1] >= value:
                    right += 1
                chosen = left + right + 1 >= QUOTED_WINDOW
            if not chosen:
                continue
            value = (value * STEP) >> KEPT
            slot = value & mask
            while owner[slot] == text and table[slot] != value:
                slot = (slot + np.uint64(1)) & mask
            if owner[slot] == text:
                continue  # stood in this text before
            owner[slot] = text
            table[slot] = value
            out_hashes[found] = value
            out_texts[found] = text
            out_places[found] = at
            found += 1
    return out_hashes[:found].copy(), out_texts[:found].copy(), out_places[:found].copy()


@njit(cache=True, nogil=True)
def order_by_hash(hashes: U64) -> I64:
    """The order that sorts hashes of forty bits, equal ones as they stood; fewer than 2^24 of them: as `fingerprints.by_hash`."""
    count = hashes.size
    keys = np.empty(count, dtype=np.uint64)
    other = np.empty(count, dtype=np.uint64)
    counts = np.zeros((4, 1024), dtype=np.int64)
    for at in range(count):
        value = hashes[at]
        keys[at] = (value << np.uint64(24)) | np.uint64(at)
        counts[0, value & np.uint64(1023)] += 1
        counts[1, (value >> np.uint64(10)) & np.uint64(1023)] += 1
        counts[2, (value >> np.uint64(20)) & np.uint64(1023)] += 1
        counts[3, (value >> np.uint64(30)) & np.uint64(1023)] += 1
    for digit in range(4):
        total = 0
        for value in range(1024):
            here = counts[digit, value]
            counts[digit, value] = total
            total += here
        shift = np.uint64(24 + 10 * digit)
        for at in range(count):
            value = np.int64((keys[at] >> shift) & np.uint64(1023))
            other[counts[digit, value]] = keys[at]
            counts[digit, value] += 1
        keys, other = other, keys
    order = np.empty(count, dtype=np.int64)
    for at in range(count):
        order[at] = np.int64(keys[at] & np.uint64(0xFFFFFF))
    return order


@njit(cache=True, nogil=True)
def chains(runs: I64, first: I64, opens: Bools, base_a: I64, base_b: I64, most: int, bridge: int) -> tuple[I64, I64]:
    """The runs of pairs without overlaps, put together: as `alignment._chain`, of all pairs.

    runs    four columns; sorted by pair, then by all columns
    first   where each pair's runs begin; one more entry than pairs
    Gives the runs and for each the number of its pair.
    """
    out = np.empty_like(runs)
    owner = np.empty(runs.shape[0], dtype=np.int64)
    found = 0
    kept = np.empty((most, 4), dtype=np.int64)
    for pair in range(first.size - 1):
        low, high = first[pair], first[pair + 1]
        ordered = high - low <= most
        at = low
        while ordered and at + 1 < high:
            ordered = runs[at, 1] <= runs[at + 1, 0] and runs[at, 3] <= runs[at + 1, 2]
            at += 1
        if ordered:
            count = high - low
            for n in range(count):
                for column in range(4):
                    kept[n, column] = runs[low + n, column]
        else:
            # the longest first; places have twenty bits and one more
            keys = np.empty(high - low, dtype=np.int64)
            for n in range(high - low):
                length = runs[low + n, 1] - runs[low + n, 0]
                keys[n] = ((1 << 21) - length) << 42 | runs[low + n, 0] << 21 | runs[low + n, 2]
            order = np.argsort(keys)
            count = 0
            for n in range(min(most, high - low)):
                a0, a1, b0, b1 = runs[low + order[n]]
                fits = True
                for m in range(count):
                    c0, c1, d0, d1 = kept[m]
                    if not (a0 >= c1 or c0 >= a1):
                        if a0 + a1 >= c0 + c1:
                            b0 += c1 - a0
                            a0 = c1
                        else:
                            b1 -= a1 - c0
                            a1 = c0
                    if not (b0 >= d1 or d0 >= b1):
                        if b0 + b1 >= d0 + d1:
                            a0 += d1 - b0
                            b0 = d1
                        else:
                            a1 -= b1 - d0
                            b1 = d0
                    if a1 - a0 < GRAM:
                        fits = False
                        break
                if fits:
                    kept[count, 0], kept[count, 1], kept[count, 2], kept[count, 3] = a0, a1, b0, b1
                    count += 1
            for n in range(1, count):
                a0, a1, b0, b1 = kept[n]
                m = n
                while m > 0 and kept[m - 1, 0] > a0:
                    for column in range(4):
                        kept[m, column] = kept[m - 1, column]
                    m -= 1
                kept[m, 0], kept[m, 1], kept[m, 2], kept[m, 3] = a0, a1, b0, b1
        begun = found
        for n in range(count):
            if found > begun:
                gap_a = kept[n, 0] - out[found - 1, 1]
                gap_b = kept[n, 2] - out[found - 1, 3]
                if 0 <= gap_a <= bridge and 0 <= gap_b <= bridge:
                    apart = False
                    if gap_a == 0 and gap_b > 0:
                        apart = opens[base_b[pair] + out[found - 1, 3]] and opens[base_b[pair] + kept[n, 2]]
                    if gap_b == 0 and gap_a > 0:
                        apart = opens[base_a[pair] + out[found - 1, 1]] and opens[base_a[pair] + kept[n, 0]]
                    if not apart:
                        out[found - 1, 1] = kept[n, 1]
                        out[found - 1, 3] = kept[n, 3]
                        continue
            for column in range(4):
                out[found, column] = kept[n, column]
            owner[found] = pair
            found += 1
    return out[:found].copy(), owner[:found].copy()
