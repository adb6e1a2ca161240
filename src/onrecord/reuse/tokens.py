"""Texts to arrays of word hashes with their places: the position-preserving normalisation of the reuse stages.

Takes texts, gives `Tokens`: one hash a word and where the word stands. Two words get one hash where they differ only in
what reprints change without changing the words: case, accents, kind of apostrophe, s for z (-ise, -ize), our for or,
a doubled letter (travelled, traveled). Quotation marks, dashes and all other punctuation separate words and leave no trace.
The map is lossy on purpose (hour and hor are one): over a run of six words that costs nothing.

Scripts that are written without spaces give one token a character.

All work is done in numpy over pieces of `_PIECE_CHARS` characters: linear in the text, a few hundred bytes a character of
one piece in memory, 13 bytes a word kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.reuse.loops import compiled

U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Characters worked on at once: small enough for the second-level cache, large enough to hide the cost of a numpy call.
_PIECE_CHARS: Final = 1 << 16
#: The same for the compiled loop, which goes through its characters once.
_COMPILED_CHARS: Final = 1 << 18
#: Words of one text that are read; the rest is left out and said (`Tokens.cut`). Longer than the longest novels.
MAX_WORDS: Final = 800_000

#: What a character is: 0 separates words, so do the next two; from `LETTER` on it is a letter's folded code.
NEWLINE, MARK, APOSTROPHE, SINGLE, _DROPPED, LETTER = 1, 2, 3, 4, 5, 8
_MARKS: Final = '“”«»„「」"'
#: Scripts written without spaces between words: Thai to Myanmar, Khmer, kana, Han (with extensions and compatibility).
_UNSPACED: Final = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
)  # fmt: skip
#: Han extensions outside the first plane. Everything else up there (emoji, rare scripts) separates words.
_HAN_ABOVE: Final = (0x20000, 0x33480)
_APOSTROPHES: Final = "'’ʼ‘`´＇"
FIRST_LETTER: Final = 58  # doubled digits stay
FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_HIGH: Final = np.uint64(32)
_WORD_BITS: Final = np.uint32(0xFFFFFFFE)
#: Letters of a word that are read, eight at a time; of a longer one its length counts too.
MOST_LETTERS: Final = 64
LEFT: Final = np.array([(1 << (8 * count)) - 1 for count in range(9)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of many texts, one after the other.

    hashes   one a word; the lowest bit is set for a token of one character in a script without spaces
    starts, ends   code points in the word's own text
    opens    whether the word is the first of its line
    marks    code points where quotation marks stand that are no apostrophes within words, and ends of lines after them
    marks_first   where each text's marks begin; one more entry than texts
    first    where each text's words begin in the arrays; one more entry than texts
    cut      words left out of each text, 0 nearly always (estimated from its unread characters)
    """

    hashes: U32
    starts: U32
    ends: U32
    opens: Bools
    first: I64
    cut: tuple[int, ...]
    marks: U32
    marks_first: I64


@lru_cache(maxsize=1)
def _table() -> npt.NDArray[np.uint8]:
    """What each character of the first plane is; letters of other alphabets are told apart by their low seven bits."""
    code = np.zeros(0x10000, dtype=np.uint8)
    for point in range(0x10000):
        char = chr(point)
        if char.isalnum() or unicodedata.category(char)[0] == "M":
            base = ord(unicodedata.normalize("NFKD", char)[0].lower()[0])
            code[point] = ord("s") if base == ord("z") else base if base < 0x80 else 0x80 | (base & 0x7F)
            if 0xAC00 <= point < 0xD7A4:  # syllables of Korean, whose first letter alone would say too little
                code[point] = 0x80 | (point & 0x7F)
    for low, high in _UNSPACED:
        code[low : high + 1][code[low : high + 1] >= LETTER] = SINGLE
    for chars, kind in ((_APOSTROPHES, APOSTROPHE), (_MARKS, MARK), ("\n", NEWLINE)):
        for char in chars:
            code[ord(char)] = kind
    return code


def tokens(texts: Sequence[str]) -> Tokens:
    """The words of the texts. Linear; a text of more than `MAX_WORDS` words is read up to there."""
    hashes: list[U32] = []
    starts: list[U32] = []
    ends: list[U32] = []
    opens: list[Bools] = []
    marks: list[U32] = []
    counts = np.zeros(len(texts), dtype=np.int64)
    mark_counts = np.zeros(len(texts), dtype=np.int64)
    cut = [0] * len(texts)
    batch: list[tuple[int, int, str]] = []
    size = 0
    enough = _PIECE_CHARS // 2 if compiled() is None else _COMPILED_CHARS

    def flush() -> None:
        nonlocal size
        if batch:
            found = _read(batch)
            hashes.append(found.hashes)
            starts.append(found.starts)
            ends.append(found.ends)
            opens.append(found.opens)
            marks.append(found.marks)
            for part, (number, _, _) in enumerate(batch):
                counts[number] += found.first[part + 1] - found.first[part]
                mark_counts[number] += found.marks_first[part + 1] - found.marks_first[part]
            batch.clear()
            size = 0

    for number, text in enumerate(texts):
        if len(text) <= _PIECE_CHARS:
            batch.append((number, 0, text))
            size += len(text)
            if size > enough:
                flush()
            continue
        flush()
        for offset, piece in _pieces(text):
            if counts[number] >= MAX_WORDS:
                read = offset or 1
                cut[number] = max(1, round((len(text) - offset) * int(counts[number]) / read))
                break
            batch.append((number, offset, piece))
            flush()
    flush()
    first = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(counts, out=first[1:])
    marks_first = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(mark_counts, out=marks_first[1:])
    opening = np.concatenate(opens) if opens else np.zeros(0, dtype=np.bool_)
    return Tokens(_join(hashes), _join(starts), _join(ends), opening, first, tuple(cut), _join(marks), marks_first)


def _join(parts: list[U32]) -> U32:
    """The parts as one array; the list is emptied, so that they are not held twice for long."""
    joined = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32)
    parts.clear()
    return joined


def _pieces(text: str) -> list[tuple[int, str]]:
    """Cuts of a long text at a space near the size wanted, or at that size where there is none."""
    out = []
    begin = 0
    while begin < len(text):
        end = min(len(text), begin + _PIECE_CHARS)
        if end < len(text):
            space = text.rfind(" ", end - 200, end)
            end = space if space > begin else end
        out.append((begin, text[begin:end]))
        begin = end
    return out


def _read(batch: list[tuple[int, int, str]]) -> Tokens:
    """The words of the pieces `(text number, offset in it, words)`; places count from the texts' beginnings."""
    joined = "\n".join(["", *(piece for _, _, piece in batch), ""])
    bounds = np.cumsum([1] + [len(piece) + 1 for _, _, piece in batch])
    offsets = np.array([offset for _, offset, _ in batch], dtype=np.int64)
    data = joined.encode("utf-16-le", "surrogatepass")
    narrow = len(data) == 2 * len(joined)  # all of the first plane
    loops = compiled()
    if loops is not None and narrow:
        found = loops.read_words(np.frombuffer(data, dtype=np.uint16), _table(), bounds, offsets)
        hashes, starts, ends, begins_line, marks, first, marks_first = found
        return Tokens(hashes, starts, ends, begins_line, first, (), marks, marks_first)
    code, points = _codes(data if narrow else joined)
    inside = code >= LETTER
    special = np.flatnonzero((code - np.uint8(1)) < np.uint8(SINGLE))
    what = code[special]
    apostrophe = what == APOSTROPHE
    apostrophe[apostrophe] = _between(inside, special[apostrophe])
    within = special[apostrophe]
    inside[within] = True
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    begin, stop = edges[::2], edges[1::2]
    alone = special[what == SINGLE]
    if alone.size:
        order = np.argsort(np.concatenate([begin, alone]), kind="stable")
        begin, stop = np.concatenate([begin, alone])[order], np.concatenate([stop, alone + 1])[order]
    hashes = _hashes(code, begin, stop, within)
    if alone.size:
        at = np.flatnonzero(code[begin] == SINGLE)
        hashes[at] = ((points[begin[at]] * FACTOR) >> _HIGH).astype(np.uint32) | np.uint32(1)
    lines = special[what == NEWLINE]
    opens = np.zeros(begin.size + 1, dtype=np.bool_)
    opens[np.searchsorted(begin, lines[0 if batch[0][1] == 0 else 1 :])] = True
    # quotation marks, and of the ends of lines those that follow one
    speech = (what != SINGLE) & ~apostrophe
    speech[np.searchsorted(special, bounds - 1)] = False  # the ends of lines between the texts
    marks, ends_line = special[speech], what[speech] == NEWLINE
    ends_line[1:] &= ends_line[:-1]
    marks = marks[~ends_line]
    shift = bounds[:-1] - offsets
    first, marks_first = np.searchsorted(begin, bounds), np.searchsorted(marks, bounds)
    moved = np.repeat(shift, np.diff(first))
    last = int(marks_first[-1])
    return Tokens(
        hashes,
        (begin - moved).astype(np.uint32),
        (stop - moved).astype(np.uint32),
        opens[:-1],
        first,
        (),
        (marks[:last] - np.repeat(shift, np.diff(marks_first))).astype(np.uint32),
        marks_first,
    )


def _between(inside: Bools, places: I64) -> Bools:
    """Whether letters stand on both sides of the places, none of which is the first or the last."""
    return inside[places - 1] & inside[places + 1]


def _codes(text: str | bytes) -> tuple[npt.NDArray[np.uint8], U64 | npt.NDArray[np.uint16]]:
    """What each character is, and its code point; of a text, or of one of the first plane in UTF-16."""
    table = _table()
    if isinstance(text, bytes):
        narrow = np.frombuffer(text, dtype=np.uint16)
        return table.take(narrow), narrow
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    code = table.take(np.where(points < 0x10000, points, 0).astype(np.uint16))
    code[(points >= _HAN_ABOVE[0]) & (points < _HAN_ABOVE[1])] = SINGLE
    return code, points


def _hashes(code: npt.NDArray[np.uint8], begin: I64, stop: I64, within: I64) -> U32:
    """Hashes of the words, without apostrophes, the second of doubled letters and the u of -our."""
    doubled = np.flatnonzero((code[1:] == code[:-1]) & (code[1:] >= FIRST_LETTER)) + 1
    of_our = np.flatnonzero(code == ord("u"))
    of_our = of_our[(code[of_our - 1] == ord("o")) & (code[of_our + 1] == ord("r"))]
    dropped = np.concatenate([doubled, of_our, within])
    shortened = code.copy()
    shortened[dropped] = _DROPPED
    data = shortened.tobytes().translate(None, bytes([_DROPPED])) + bytes(8 + MOST_LETTERS)
    less = np.bincount(np.searchsorted(begin, dropped, side="right") - 1, minlength=begin.size)
    start = begin - (np.cumsum(less) - less)
    length = stop - begin - less
    # eight letters as one number, wherever they stand
    eights: U64 = np.ndarray((len(data) - 7,), dtype="<u8", buffer=data, strides=(1,))
    word = (eights[start] & LEFT[np.minimum(length, 8)]) * FACTOR
    done = 8
    longer = np.flatnonzero(length > done)
    while longer.size and done < MOST_LETTERS:
        more = eights[start[longer] + done] & LEFT[np.minimum(length[longer] - done, 8)]
        word[longer] = (word[longer] ^ (word[longer] >> _HIGH) ^ more) * FACTOR
        done += 8
        longer = longer[length[longer] > done]
    word[longer] += length[longer].astype(np.uint64) * FACTOR
    word ^= word >> _HIGH
    word *= FACTOR
    hashes: U32 = (word >> _HIGH).astype(np.uint32) & _WORD_BITS
    return hashes
