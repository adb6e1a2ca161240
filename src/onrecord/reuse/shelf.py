"""Documents that are being compared, opened: their words, layout and credit lines, so many at a time as fit.

A `Shelf` reads a document when it is first asked for and puts it away again when the shelf is full, so that comparing a million
documents needs the texts of a few thousand at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.reuse.credits import Claim, Lookout, claims, lookouts
from onrecord.reuse.documents import Document
from onrecord.reuse.fingerprints import Grams, grams
from onrecord.reuse.layout import Layout, layout
from onrecord.reuse.quotations import quoted
from onrecord.reuse.spool import Scratch, Spool
from onrecord.reuse.tokens import I64, U32, Bools, Tokens, tokens

#: Words on the shelf, of fourteen bytes each: some ten thousand articles.
MOST_WORDS: Final = 8_000_000
#: Texts read in one go.
AT_ONCE: Final = 256


@dataclass(slots=True)
class Leaf:
    """One opened document: its words stand from `low` to `high` on the shelf; `layout` is made when it is first asked for."""

    document: Document
    low: int
    high: int
    unspaced: bool
    lookouts: list[Lookout]
    layout: Layout | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The words of some leaves, which stand anywhere in arrays that hold more.

    hashes, starts, ends, opens, quoted   as in `Tokens` and `quotations.quoted`, one a word
    low, high   where each leaf's words begin and end
    unspaced    which leaves have words of one character in scripts without spaces
    """

    hashes: U32
    starts: U32
    ends: U32
    opens: Bools
    quoted: Bools
    low: I64
    high: I64
    unspaced: Bools


class Shelf:
    """Leaves by number. `fetch` gives the document of a number, `furniture` the words where its furniture grams begin.

    The words stand in arrays of fixed size that are filled again and again from their beginning: the leaves that were opened
    first are put away first: into the scratch, where there is one. What `open` gave holds until `open` is called again.
    """

    def __init__(
        self, fetch: Callable[[int], Document], furniture: Callable[[int], I64], scratch: Scratch | None = None
    ) -> None:
        self._fetch = fetch
        self._spool = None if scratch is None else Spool(scratch)
        self._furniture = furniture
        self._leaves: dict[int, Leaf] = {}
        self._row: deque[tuple[int, int]] = deque()  # numbers as they were put, with where they begin
        self._filled = 0  # words that were put, also on earlier rounds, and what was passed over at the ends of these
        self._room = 0
        self._arrays: tuple[U32, U32, U32, Bools, Bools] | None = None
        #: Credit lines of the documents for which they were asked, by id; nearly always none, so they are kept.
        self.said: dict[str, tuple[Claim, ...]] = {}

    def put(self, numbers: Sequence[int], documents: Sequence[Document], words: Tokens, marked: Bools) -> None:
        """Put documents on the shelf whose words are read."""
        columns = words.hashes, words.starts, words.ends, words.opens, marked
        size = words.hashes.size
        if self._arrays is None or size > self._room:
            self._make_room(max(MOST_WORDS, 2 * size))
        assert self._arrays is not None
        at = self._filled % self._room
        if at + size > self._room:  # the rest of this round is left empty
            self._filled += self._room - at
            at = 0
        self._filled += size
        self._put_away(self._filled - self._room)
        for array, column in zip(self._arrays, columns, strict=True):
            array[at : at + size] = column
        single = (words.hashes & 1).astype(np.bool_)
        some = single.any()
        first = words.first.tolist()
        begin = self._filled - size
        for number, document, low, high, places in zip(
            numbers, documents, first[:-1], first[1:], lookouts(words), strict=True
        ):
            unspaced = bool(some and single[low:high].any())
            self._leaves[number] = Leaf(document, at + low, at + high, unspaced, places)
            self._row.append((number, begin + low))

    def _put_away(self, begin: int) -> None:
        """Put away the leaves that were put before `begin`: their words are about to be written over."""
        gone: list[tuple[int, Leaf]] = []
        while self._row and self._row[0][1] < begin:
            number = self._row.popleft()[0]
            leaf = self._leaves.pop(number, None)
            if leaf is not None and self._spool is not None and number not in self._spool:
                if gone and gone[-1][1].high != leaf.low:
                    self._keep(gone)
                    gone = []
                gone.append((number, leaf))
        if gone:
            self._keep(gone)

    def _keep(self, leaves: Sequence[tuple[int, Leaf]]) -> None:
        """Keep leaves whose words follow each other."""
        assert self._spool is not None
        assert self._arrays is not None
        edges = np.array([leaf.low for _, leaf in leaves] + [leaves[-1][1].high], dtype=np.int64)
        numbers, documents = [number for number, _ in leaves], [leaf.document for _, leaf in leaves]
        self._spool.keep(numbers, documents, edges, self._arrays)

    def _make_room(self, words: int) -> None:
        """Empty shelf for so many words."""
        self._room, self._filled = words, 0
        self._leaves.clear()
        self._row.clear()
        self._arrays = (
            np.empty(words, dtype=np.uint32),
            np.empty(words, dtype=np.uint32),
            np.empty(words, dtype=np.uint32),
            np.empty(words, dtype=np.bool_),
            np.empty(words, dtype=np.bool_),
        )

    def open(self, numbers: Sequence[int]) -> list[Leaf]:
        """The leaves of the numbers, which differ. Puts others away, so leaves from earlier calls may hold no more."""
        began, room = self._filled, self._room
        while missing := [number for number in numbers if number not in self._leaves]:
            kept = [] if self._spool is None else [number for number in missing if number in self._spool]
            for low in range(0, len(kept), AT_ONCE):
                part = kept[low : low + AT_ONCE]
                assert self._spool is not None
                self.put(part, *self._spool.opened(part))
            unread = sorted(set(missing).difference(kept))
            for low in range(0, len(unread), AT_ONCE):
                part = unread[low : low + AT_ONCE]
                self.put(part, *read_documents([self._fetch(number) for number in part]))
            if room and self._filled - began > room:  # they put each other away
                self._make_room(4 * room)
                began, room = 0, self._room
        return [self._leaves[number] for number in numbers]

    def words(self, opened: Sequence[Leaf]) -> Opened:
        """The words of leaves that were just opened."""
        if self._arrays is None:
            self._make_room(MOST_WORDS)
        assert self._arrays is not None
        return Opened(
            *self._arrays,
            np.array([leaf.low for leaf in opened], dtype=np.int64),
            np.array([leaf.high for leaf in opened], dtype=np.int64),
            np.array([leaf.unspaced for leaf in opened], dtype=np.bool_),
        )

    def sample(self, number: int) -> Grams:
        """The grams of a document, from its text; the shelf stays as it is."""
        _, words, marked = read_documents([self._fetch(number)])
        return grams(words, marked)

    def claims(self, leaf: Leaf) -> tuple[Claim, ...]:
        """The credit lines of a leaf."""
        found = self.said.get(leaf.document.id)
        if found is None:
            found = self.said[leaf.document.id] = claims(leaf.document, leaf.lookouts)
        return found

    def layout(self, number: int, leaf: Leaf) -> Layout:
        """The layout of a leaf of that number, which was just opened."""
        if leaf.layout is None:
            assert self._arrays is not None
            hashes, starts, _, opens, _ = self._arrays
            mine = slice(leaf.low, leaf.high)
            leaf.layout = layout(leaf.document, hashes[mine], starts[mine], opens[mine], self._furniture(number))
        return leaf.layout


def read_documents(documents: Sequence[Document]) -> tuple[Sequence[Document], Tokens, Bools]:
    """Documents with their words, and which of these are quoted."""
    texts = [document.text for document in documents]
    words = tokens(texts)
    return documents, words, quoted(texts, words)
