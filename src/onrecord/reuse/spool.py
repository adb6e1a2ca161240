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

#: A word: its hash, the characters between the word before it and it, its own, and `_OPENS`, `_QUOTED`.
_WORD: Final = np.dtype([("hash", "<u4"), ("gap", "u1"), ("size", "u1"), ("bits", "u1")])
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
        words = np.empty(hashes.size, dtype=_WORD)
        gaps, sizes = starts.copy(), ends - starts
        gaps[1:] -= ends[:-1]
        gaps[first[:-1][np.diff(first) > 0]] = starts[first[:-1][np.diff(first) > 0]]
        wide = np.flatnonzero((gaps > _MOST) | (sizes > _MOST))
        left_out = set((np.searchsorted(first, wide, side="right") - 1).tolist())
        words["hash"], words["gap"], words["size"] = hashes, gaps, sizes
        words["bits"] = opens * np.uint8(_OPENS) + quoted * np.uint8(_QUOTED)
        packed = memoryview(words.view(np.uint8).data)
        bounds = (first * _WORD.itemsize).tolist()
        parts: list[bytes | memoryview] = []
        at: list[tuple[int, int, int]] = []
        size = 0
        for place, (number, document) in enumerate(zip(numbers, documents, strict=True)):
            if place in left_out:
                continue
            told = marshal.dumps(_fields(document))
            mine = packed[bounds[place] : bounds[place + 1]]
            parts += (len(told).to_bytes(_HEAD, "little"), told, mine)
            length = _HEAD + len(told) + len(mine)
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
        documents, packed, counts = [], [], []
        for place, size in self._places[list(numbers)].tolist():
            data = self._scratch.get(place, size)
            end = _HEAD + int.from_bytes(data[:_HEAD], "little")
            documents.append(_document(*marshal.loads(data[_HEAD:end])))  # noqa: S302 - bytes that this process wrote
            packed.append(data[end:])
            counts.append((size - end) // _WORD.itemsize)
        words = np.frombuffer(b"".join(packed), dtype=_WORD)
        first = np.cumsum([0, *counts])
        reached = np.zeros(words.size + 1, dtype=np.int64)
        np.cumsum(words["gap"].astype(np.int64) + words["size"], out=reached[1:])
        ends = (reached[1:] - np.repeat(reached[first[:-1]], counts)).astype(np.uint32)
        nothing, bits = np.zeros(0, dtype=np.uint32), words["bits"]
        columns = np.ascontiguousarray(words["hash"]), ends - words["size"], ends, (bits & _OPENS) > 0
        read = Tokens(*columns, first, (), nothing, np.zeros(first.size, dtype=np.int64))
        return documents, read, (bits & _QUOTED) > 0


def _fields(document: Document) -> tuple[Any, ...]:
    """The document as plain values."""
    date = document.published
    dated = None if date is None else (date.value, date.precision, date.evidence, date.words, date.place, date.until)
    credited = tuple((credit.holder, credit.words, credit.place) for credit in document.credits)
    asides = tuple((span.start, span.end) for span in document.asides)
    text = document.text.encode("utf-8", "surrogatepass")
    return (
        document.id, text, document.outlet, document.title, dated, document.fetched, credited, document.url, asides,
    )  # fmt: skip


def _document(
    ident: str,
    text: bytes,
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
    return Document(
        ident, text.decode("utf-8", "surrogatepass"), outlet, title, published, fetched, credits_, url, spans
    )
