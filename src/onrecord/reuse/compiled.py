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
from onrecord.reuse.quotations import BEFORE, SPACE, WORD
from onrecord.reuse.tokens import (
    APOSTROPHE,
    FACTOR,
    FIRST_LETTER,
    I64,
    LEFT,
    LETTER,
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
_0, _1, _8, _29, _32 = (np.uint64(number) for number in (0, 1, 8, 29, 32))
_WORD_BITS = np.uint32(0xFFFFFFFE)
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)
#: Two single marks that stand for a double one; no character has this number.
TWO_SINGLE = 0x10000


def read_words(units: U16, table: U8, bounds: I64, offsets: I64) -> tuple[U32, U32, U32, Bools, U32, I64, I64]:
    """The words of pieces of text: as `tokens._read`, of characters of the first plane.

    units    UTF-16 of the pieces, a line end before, between and after them
    bounds   where each piece begins in it; one more entry than pieces
    offsets  where each piece begins in its text
    """
    letters = np.zeros(units.size + 8 + MOST_LETTERS, dtype=np.uint8)
    hashes, edges, kept, opens, marks, first, marks_first = _edges(units, table, bounds, offsets, letters)
    # eight letters as one number, wherever they stand
    eights: U64 = np.ndarray((letters.size - 7,), dtype="<u8", buffer=letters, strides=(1,))
    starts, ends = _hashed(hashes, edges, kept, eights, LEFT, first, bounds, offsets)
    return hashes, starts, ends, opens, marks, first, marks_first


@njit(cache=True, nogil=True)
def _edges(units: U16, table: U8, bounds: I64, offsets: I64, letters: U8) -> tuple[U32, U32, U32, Bools, U32, I64, I64]:
    """Where words begin and end, in `units` and in `letters`, which gets the letters that count.

    Letters and spaces come in no order that a processor could guess, so nothing branches on them: each character is written
    as if it were an edge and a letter, and the next one overwrites it where it was none.
    """
    count = units.size
    # as many words as characters, in scripts without spaces
    edges = np.empty(2 * count + 2, dtype=np.uint32)
    kept = np.empty(2 * count + 2, dtype=np.uint32)
    opens = np.zeros(count + 2, dtype=np.bool_)
    single = np.zeros(count + 1, dtype=np.uint32)  # hashes of words of one character in such scripts
    marks = np.empty(count, dtype=np.uint32)
    pieces = offsets.size
    first = np.zeros(pieces + 1, dtype=np.int64)
    marks_first = np.zeros(pieces + 1, dtype=np.int64)
    edge = _0
    letter = _0
    found = 0
    after_line = True  # whether the last mark was the end of a line
    for piece in range(pieces):
        first[piece] = edge >> _1
        marks_first[piece] = found
        low, high = np.uint64(bounds[piece]), np.uint64(bounds[piece + 1] - 1)
        shift = np.uint64(bounds[piece] - offsets[piece])  # or less than nothing: it wraps, and wraps back
        if piece > 0 or offsets[piece] == 0:
            opens[edge >> _1] = True
        before = np.uint8(0)
        code = table[units[low]]
        inside = False
        at = low
        while at < high:
            after = table[units[at + _1]]
            here = code >= LETTER
            if (code != 0) & (code <= SINGLE):
                if code == APOSTROPHE and inside and after >= LETTER:
                    before = code
                    code = after
                    at += _1
                    continue
                edges[edge] = at
                kept[edge] = letter
                edge += np.uint64(inside)
                inside = False
                if code == NEWLINE:
                    opens[edge >> _1] = True
                    if not after_line:
                        marks[found] = at - shift
                        found += 1
                    after_line = True
                elif code != SINGLE:
                    marks[found] = at - shift
                    found += 1
                    after_line = False
                else:
                    single[edge >> _1] = np.uint32((np.uint64(units[at]) * FACTOR) >> _32) | np.uint32(1)
                    edges[edge] = at
                    edges[edge + _1] = at + _1
                    kept[edge] = letter
                    kept[edge + _1] = letter
                    edge += np.uint64(2)
            else:
                edges[edge] = at
                kept[edge] = letter
                edge += np.uint64(here != inside)
                # the second of doubled letters and the u of -our leave no trace
                doubled = (code >= FIRST_LETTER) & (code == before)
                of_our = (code == _U) & (before == _O) & (after == _R)
                letters[letter] = code
                letter += np.uint64(here & ~(doubled | of_our))
                inside = here
            before = code
            code = after
            at += _1
        edges[edge] = high
        kept[edge] = letter
        edge += np.uint64(inside)
    words = edge >> _1
    first[pieces] = words
    marks_first[pieces] = found
    return (
        single[:words].copy(), edges[:edge].copy(), kept[:edge].copy(), opens[:words].copy(), marks[:found].copy(),
        first, marks_first,
    )  # fmt: skip


@njit(cache=True, nogil=True)
def _hashed(
    hashes: U32, edges: U32, kept: U32, eights: U64, left: U64, first: I64, bounds: I64, offsets: I64
) -> tuple[U32, U32]:
    """Where the words begin and end in their texts; puts the hashes of those that have none yet."""
    words = hashes.size
    starts = np.empty(words, dtype=np.uint32)
    ends = np.empty(words, dtype=np.uint32)
    most = np.uint64(MOST_LETTERS)
    for piece in range(offsets.size):
        shift = np.uint32(bounds[piece] - offsets[piece])
        for word in range(first[piece], first[piece + 1]):
            starts[word] = edges[2 * word] - shift
            ends[word] = edges[2 * word + 1] - shift
            at = np.uint64(kept[2 * word])
            length = np.uint64(kept[2 * word + 1]) - at
            if length == _0:
                continue
            value = (eights[at] & left[min(length, _8)]) * FACTOR
            done = _8
            while done < length and done < most:
                value = (value ^ (value >> _32) ^ (eights[at + done] & left[min(length - done, _8)])) * FACTOR
                done += _8
            if length > most:  # longer than what is read of it
                value += length * FACTOR
            value ^= value >> _32
            value *= FACTOR
            hashes[word] = np.uint32(value >> _32) & _WORD_BITS
    return starts, ends


@njit(cache=True, nogil=True)
def quoted(
    units: U16, classes: U8, bounds: I64, marks: U32, marks_first: I64, starts: U32, first: I64, least: int
) -> Bools:
    """Which words stand in quotations: as `quotations.quoted`, of characters of the first plane.

    units    UTF-16 of the texts, three line ends before, between and after them
    classes  of each character the bits of `quotations.classes`
    bounds   where each text begins
    """
    out = np.zeros(starts.size, dtype=np.bool_)
    for text in range(bounds.size):
        base = int(bounds[text])
        word, last_word = first[text], first[text + 1]
        opened, start, end = 0, 0, 0
        for number in range(marks_first[text], marks_first[text + 1]):
            at = base + int(marks[number])
            if at < end:
                continue
            end = at + 1
            mark = int(units[at])
            apostrophe = mark == 0x27 or mark == 0x2019
            if apostrophe:
                if (classes[units[end]] & WORD) and (classes[units[at - 1]] & WORD):
                    continue
                if mark == 0x27 and units[end] == 0x27:
                    mark = TWO_SINGLE
                    end += 1
            stop = -1
            if mark == 0x0A:
                if opened == 0x201C or opened == 0x22:
                    ahead = end
                    while ahead < end + 2 and classes[units[ahead]] & SPACE:
                        ahead += 1
                    if units[ahead] == opened:
                        stop = at
                opened = 0
            elif opened != 0 and _closed(opened, mark) and _closes(units, classes, mark, at, end):
                single = opened == 0x2018 or opened == 0x27
                if not single or at - start >= least:
                    stop = end
                opened = 0
            elif _strength(mark) > _strength(opened) and _opens(units, classes, mark, at, end):
                opened, start = mark, at
            if stop >= 0:
                while word < last_word and starts[word] < start - base:
                    word += 1
                while word < last_word and starts[word] < stop - base:
                    out[word] = True
                    word += 1
    return out


@njit(cache=True, nogil=True, inline="always")
def _closed(opened: int, mark: int) -> bool:
    """Whether a quotation that such a mark opened may be closed by the other."""
    if opened == 0x201C or opened == 0x201E:
        return mark == 0x201D or (opened == 0x201E and mark == 0x201C)
    if opened == 0xAB:
        return mark == 0xBB
    if opened == 0x300C:
        return mark == 0x300D
    if opened == 0x2018:
        return mark == 0x2019
    return opened == mark


@njit(cache=True, nogil=True, inline="always")
def _strength(mark: int) -> int:
    if mark == 0x201C or mark == 0xAB or mark == 0x201E or mark == 0x300C:
        return 4
    if mark == 0x22 or mark == TWO_SINGLE:
        return 3
    if mark == 0x2018:
        return 2
    return 1 if mark == 0x27 else 0


@njit(cache=True, nogil=True, inline="always")
def _opens(units: U16, classes: U8, mark: int, at: int, end: int) -> bool:
    if mark == 0x22 or mark == TWO_SINGLE or mark == 0x27:
        following = classes[units[end]]
        if mark == 0x27 and not following & WORD:
            return False
        return bool(classes[units[at - 1]] & BEFORE) and not following & SPACE
    return True


@njit(cache=True, nogil=True, inline="always")
def _closes(units: U16, classes: U8, mark: int, at: int, end: int) -> bool:
    spaced = classes[units[at - 1]] & SPACE
    if mark == 0x2019 or mark == 0x27:
        return not (classes[units[end]] & WORD) and not spaced
    return not (mark == 0x22 or mark == TWO_SINGLE) or not spaced


@njit(cache=True, nogil=True)
def paragraphs(hashes: U32, opens: Bools, furniture: I64, least: int, long: int, density: float) -> tuple[Bools, I64]:
    """Which words are prose for their line's sake, and the lines whose form must tell: as `layout._paragraphs`."""
    count = hashes.size
    prose = np.zeros(count, dtype=np.bool_)
    lines = 0
    for at in range(count):
        lines += opens[at]
    size = 16
    while size < 2 * lines:
        size *= 2
    table = np.full(size, -1, dtype=np.int64)  # first words of the lines seen, by their words
    lengths = np.zeros(size, dtype=np.int64)
    mask = np.uint64(size - 1)
    short = np.empty((lines, 2), dtype=np.int64)
    found = 0
    mark = 0
    low = 0
    while low < count and not opens[low]:
        low += 1
    while low < count:
        value = np.uint64(hashes[low])
        high = low + 1
        while high < count and not opens[high]:
            value = value * STEP + np.uint64(hashes[high])
            high += 1
        words = high - low
        while mark < furniture.size and furniture[mark] < low:
            mark += 1
        before = mark
        while mark < furniture.size and furniture[mark] < high:
            mark += 1
        if words >= least:
            slot = (value ^ (value >> _32)) & mask
            known = False
            while table[slot] >= 0 and not known:
                known = lengths[slot] == words
                step = 0
                while known and step < words:
                    known = hashes[table[slot] + step] == hashes[low + step]
                    step += 1
                if not known:
                    slot = (slot + np.uint64(1)) & mask
            if not known:
                table[slot] = low
                lengths[slot] = words
                if mark - before <= density * words:
                    if words >= long:
                        prose[low:high] = True
                    else:
                        short[found, 0] = low
                        short[found, 1] = high
                        found += 1
        low = high
    return prose, short[:found].copy()


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
def least_of(hashes: U64, texts: I32, least: U64, buckets: int) -> None:
    """Puts the least hash of each text and bucket: as in `sketches.sketches`."""
    for at in range(hashes.size):
        key = np.uint64(texts[at]) * np.uint64(buckets) + hashes[at] % np.uint64(buckets)
        least[key] = min(least[key], hashes[at])


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
