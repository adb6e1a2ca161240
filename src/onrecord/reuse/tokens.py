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

U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Characters worked on at once: small enough for the second-level cache, large enough to hide the cost of a numpy call.
_PIECE_CHARS: Final = 1 << 16
#: Words of one text that are read; the rest is left out and said (`Tokens.cut`). Longer than the longest novels.
MAX_WORDS: Final = 800_000

_SEPARATOR, _LETTER, _SINGLE, _APOSTROPHE = 0, 1, 2, 3
#: Scripts written without spaces between words: Thai to Myanmar, Khmer, kana, Han (with extensions and compatibility).
_UNSPACED: Final = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
)  # fmt: skip
#: Han extensions outside the first plane. Everything else up there (emoji, rare scripts) separates words.
_HAN_ABOVE: Final = (0x20000, 0x33480)
_APOSTROPHES: Final = "'’ʼ‘`´＇"
_BASE: Final = 0x9E3779B1
_MIX: Final = np.uint32(0x85EBCA6B)
_WORD_BITS: Final = np.uint32(0xFFFFFFFE)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of many texts, one after the other.

    hashes   one a word; the lowest bit is set for a token of one character in a script without spaces
    starts, ends   code points in the word's own text
    opens    whether the word is the first of its line
    first    where each text's words begin in the arrays; one more entry than texts
    cut      words left out of each text, 0 nearly always (estimated from its unread characters)
    """

    hashes: U32
    starts: U32
    ends: U32
    opens: Bools
    first: I64
    cut: tuple[int, ...]


@lru_cache(maxsize=1)
def _tables() -> tuple[npt.NDArray[np.uint8], U32, U32, U32]:
    """Class and folded code of each character of the first plane, powers of the hash base and their inverses."""
    kind = np.zeros(0x10000, dtype=np.uint8)
    code = np.zeros(0x10000, dtype=np.uint32)
    for point in range(0x10000):
        char = chr(point)
        if char.isalnum() or unicodedata.category(char)[0] == "M":
            kind[point] = _LETTER
            base = unicodedata.normalize("NFKD", char)[0].lower()[0]
            code[point] = ord("s" if base == "z" else base)
    for low, high in _UNSPACED:
        kind[low : high + 1][kind[low : high + 1] == _LETTER] = _SINGLE
    for char in _APOSTROPHES:
        kind[ord(char)] = _APOSTROPHE
    modulus = 1 << 32
    inverse = pow(_BASE, -1, modulus)
    powers = np.full(_PIECE_CHARS * 2 + 2, _BASE, dtype=np.uint32)
    inverses = np.full(_PIECE_CHARS * 2 + 2, inverse, dtype=np.uint32)
    powers[0] = inverses[0] = 1
    return (
        kind,
        code,
        np.multiply.accumulate(powers, dtype=np.uint32),
        np.multiply.accumulate(inverses, dtype=np.uint32),
    )


def tokens(texts: Sequence[str]) -> Tokens:
    """The words of the texts. Linear; a text of more than `MAX_WORDS` words is read up to there."""
    hashes: list[U32] = []
    starts: list[U32] = []
    ends: list[U32] = []
    opens: list[Bools] = []
    counts = np.zeros(len(texts), dtype=np.int64)
    cut = [0] * len(texts)
    batch: list[tuple[int, int, str]] = []
    size = 0

    def flush() -> None:
        nonlocal size
        if batch:
            _read(batch, hashes, starts, ends, opens, counts)
            batch.clear()
            size = 0

    for number, text in enumerate(texts):
        if len(text) <= _PIECE_CHARS:
            batch.append((number, 0, text))
            size += len(text)
            if size > _PIECE_CHARS // 2:
                flush()
            continue
        flush()
        for offset, piece in _pieces(text):
            if counts[number] >= MAX_WORDS:
                read = offset or 1
                cut[number] = max(1, round((len(text) - offset) * int(counts[number]) / read))
                break
            _read([(number, offset, piece)], hashes, starts, ends, opens, counts)
    flush()
    first = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(counts, out=first[1:])
    opening = np.concatenate(opens) if opens else np.zeros(0, dtype=np.bool_)
    return Tokens(_join(hashes), _join(starts), _join(ends), opening, first, tuple(cut))


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


def _read(
    batch: list[tuple[int, int, str]],
    hashes: list[U32],
    starts: list[U32],
    ends: list[U32],
    opens: list[Bools],
    counts: I64,
) -> None:
    """Append the words of the pieces `(text number, offset in it, words)` to the arrays."""
    kinds, codes, powers, inverses = _tables()
    joined = "\n".join(piece for _, _, piece in batch)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if points.size == 0:
        return
    if int(points.max()) < 0x10000:
        kind, code = kinds[points], codes[points]
    else:
        low = np.where(points < 0x10000, points, 0)
        kind, code = kinds[low], codes[low]
        han = (points >= _HAN_ABOVE[0]) & (points < _HAN_ABOVE[1])
        kind[han] = _SINGLE
        code[han] = points[han]
    letter = kind == _LETTER
    inside = letter.copy()
    inside[1:-1] |= (kind[1:-1] == _APOSTROPHE) & letter[:-2] & letter[2:]
    single = kind == _SINGLE
    edge_in = inside.copy()
    edge_in[1:] &= ~inside[:-1]
    edge_out = inside.copy()
    edge_out[:-1] &= ~inside[1:]
    begin = np.flatnonzero(edge_in | single)
    if begin.size == 0:
        return
    stop = np.flatnonzero(edge_out | single) + 1
    kept = letter | single
    kept[1:] &= (code[1:] != code[:-1]) | (code[1:] < 58)  # doubled letters once, doubled digits twice
    if points.size > 2:  # the u of -our
        kept[1:-1] &= ~((code[1:-1] == ord("u")) & (code[:-2] == ord("o")) & (code[2:] == ord("r")))
    order = np.cumsum(kept, dtype=np.int32)
    code *= powers[order]
    code *= kept
    word = np.add.reduceat(code, begin, dtype=np.uint32) * inverses[order[begin]]
    word ^= word >> np.uint32(16)
    word *= _MIX
    word ^= word >> np.uint32(15)
    folded = (word & _WORD_BITS) | single[begin]
    bounds = np.cumsum([0] + [len(piece) + 1 for _, _, piece in batch])
    splits = np.searchsorted(begin, bounds)
    shift = np.repeat(bounds[:-1] - np.array([offset for _, offset, _ in batch]), np.diff(splits))
    line = np.searchsorted(np.flatnonzero(points == ord("\n")), begin)
    opening = np.ones(begin.size, dtype=np.bool_)
    opening[1:] = line[1:] != line[:-1]
    opening[0] = line[0] > 0 or batch[0][1] == 0
    opens.append(opening)
    hashes.append(folded)
    starts.append((begin - shift).astype(np.uint32))
    ends.append((stop - shift).astype(np.uint32))
    for (number, _, _), count in zip(batch, np.diff(splits).tolist(), strict=True):
        counts[number] += count
