"""What was read of documents, packed to be put away and opened again: several times as fast as reading them anew.

Takes documents with their words, gives bytes to a `Scratch`, and takes them back. Where they lie meanwhile is for others
(`onrecord.store.scratch` has a file that is gone when the process ends); about ten kilobytes for a news article.
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np

from onrecord.record import Credit, Dated, Span
from onrecord.reuse.documents import Document
from onrecord.reuse.tokens import I64, U32, Bools, Tokens

#: Bytes of a word: four of its hash, one each of the characters before it, its own, and the bits `_OPENS`, `_QUOTED`.
_WORD: Final = 7
_OPENS, _QUOTED = 1, 2
#: More characters than this (a line of dashes, a word without end), and the document is read again instead.
_MOST: Final = 255
#: Bytes that tell how many bytes the document but its words has.
_HEAD: Final = 4

#: Hashes, starts, ends, opens, quoted: as in `shelf.Opened`.
Columns = tuple[U32, U32, U32, Bools, Bools]


class Scratch(Protocol):
    """Where bytes are put for a while."""

    def put(self, data: bytes) -> int | None:
        """Keep the bytes; the place where they are, None where there is no room for them."""

    def get(self, place: int, size: int) -> bytes:
        """So many bytes from a place."""


class Spool:
    """Packed documents by number."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._full = False
        self._places = np.zeros((0, 2), dtype=np.int64)  # where they begin and how many bytes they are

    def __contains__(self, number: int) -> bool:
        return number < len(self._places) and bool(self._places[number, 1])

    def keep(self, numbers: Sequence[int], documents: Sequence[Document], edges: I64, columns: Columns) -> None:
        """Keep documents, as far as they can be packed and there is room.

        `edges` are the words where each begins, and the end of the last; they stand one after the other in the columns.
        """
        if self._full:
            return
        hashes, starts, ends, opens, quoted = (column[edges[0] : edges[-1]] for column in columns)
        first = edges - edges[0]
        gaps, sizes = starts.copy(), ends - starts
        gaps[1:] -= ends[:-1]
        heads = first[:-1][np.diff(first) > 0]
        gaps[heads] = starts[heads]
        wide = np.flatnonzero((gaps > _MOST) | (sizes > _MOST))
        left_out = set((np.searchsorted(first, wide, side="right") - 1).tolist())
        bits = opens.view(np.uint8) * np.uint8(_OPENS) + quoted.view(np.uint8) * np.uint8(_QUOTED)
        packed = [
            memoryview(column.tobytes()) for column in (hashes, gaps.astype(np.uint8), sizes.astype(np.uint8), bits)
        ]
        bounds = first.tolist()
        parts: list[bytes | memoryview] = []
        at: list[tuple[int, int, int]] = []
        size = 0
        for place, (number, document) in enumerate(zip(numbers, documents, strict=True)):
            if place in left_out:
                continue
            low, high = bounds[place], bounds[place + 1]
            text = document.text.encode("utf-8", "surrogatepass")
            told = marshal.dumps((len(text), high - low, *_fields(document)))
            columns_ = packed[0][4 * low : 4 * high], *(column[low:high] for column in packed[1:])
            parts += (len(told).to_bytes(_HEAD, "little"), told, text, *columns_)
            length = _HEAD + len(told) + len(text) + _WORD * (high - low)
            at.append((number, size, length))
            size += length
        base = self._scratch.put(b"".join(parts)) if at else 0
        if base is None:
            self._full = True
        elif at:
            most = max(number for number, _, _ in at)
            if most >= len(self._places):
                more = np.zeros((max(most + 1, 2 * len(self._places)), 2), dtype=np.int64)
                more[: len(self._places)] = self._places
                self._places = more
            for number, begin, length in at:
                self._places[number] = base + begin, length

    def opened(self, numbers: Sequence[int]) -> tuple[list[Document], Tokens, Bools]:
        """Documents that are kept, with their words (but without marks), and which of these are quoted."""
        documents, counts = [], []
        packed: tuple[list[bytes], ...] = ([], [], [], [])
        for place, size in self._places[list(numbers)].tolist():
            data = self._scratch.get(place, size)
            end = _HEAD + int.from_bytes(data[:_HEAD], "little")
            length, count, *fields = marshal.loads(data[_HEAD:end])  # noqa: S302 - bytes that this process wrote
            documents.append(_document(data[end : end + length].decode("utf-8", "surrogatepass"), *fields))
            counts.append(count)
            end += length
            for column, width in zip(packed, (4, 1, 1, 1), strict=True):
                column.append(data[end : end + width * count])
                end += width * count
        hashes = np.frombuffer(b"".join(packed[0]), dtype=np.uint32)
        gaps, sizes, bits = (np.frombuffer(b"".join(column), dtype=np.uint8) for column in packed[1:])
        first = np.cumsum([0, *counts])
        reached = np.zeros(hashes.size + 1, dtype=np.int64)
        np.cumsum(gaps.astype(np.uint16) + sizes, out=reached[1:])
        ends = (reached[1:] - np.repeat(reached[first[:-1]], counts)).astype(np.uint32)
        nothing = np.zeros(0, dtype=np.uint32)
        places = np.zeros(first.size, dtype=np.int64)
        read = Tokens(hashes, ends - sizes, ends, (bits & _OPENS) > 0, first, (), nothing, places)
        return documents, read, (bits & _QUOTED) > 0


def _fields(document: Document) -> tuple[Any, ...]:
    """The document but its text as plain values."""
    date = document.published
    dated = None if date is None else (date.value, date.precision, date.evidence, date.words, date.place, date.until)
    credited = tuple((credit.holder, credit.words, credit.place) for credit in document.credits)
    asides = tuple((span.start, span.end) for span in document.asides)
    return document.id, document.outlet, document.title, dated, document.fetched, credited, document.url, asides


def _document(
    text: str,
    ident: str,
    outlet: str | None,
    title: str | None,
    dated: tuple[Any, ...] | None,
    fetched: str | None,
    credited: tuple[tuple[str, str, str], ...],
    url: str | None,
    asides: tuple[tuple[int, int], ...],
) -> Document:
    published = None if dated is None else Dated(*dated)
    credits_ = tuple(Credit(*credit) for credit in credited)
    spans = tuple(Span(*span) for span in asides)
    return Document(ident, text, outlet, title, published, fetched, credits_, url, spans)
