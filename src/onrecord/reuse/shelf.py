"""Documents that are being compared, opened: their words, layout and credit lines, so many at a time as fit.

A `Shelf` reads a document when it is first asked for and puts it away again when the shelf is full, so that comparing a million
documents needs the texts of a few thousand at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.reuse.credits import Claim, Lookout, claims, lookouts
from onrecord.reuse.direction import Times, times
from onrecord.reuse.documents import Document
from onrecord.reuse.layout import Layout, layout
from onrecord.reuse.quotations import quoted
from onrecord.reuse.tokens import I64, U32, Bools, Tokens, tokens

#: Words on the shelf, of about 30 bytes each with all that is kept of a text: some ten thousand articles.
MOST_WORDS: Final = 8_000_000
#: Texts read in one go.
AT_ONCE: Final = 256


@dataclass(slots=True)
class Leaf:
    """One opened document; `layout` is made when it is first asked for."""

    document: Document
    when: Times
    hashes: U32
    starts: U32
    ends: U32
    opens: Bools
    quoted: Bools
    lookouts: list[Lookout]
    layout: Layout | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """As in `Tokens`, of the words of several leaves."""

    starts: U32
    ends: U32
    opens: Bools
    first: I64


def leaves(documents: Sequence[Document], words: Tokens, marked: Bools) -> list[Leaf]:
    """The leaves of documents whose words are read."""
    first = words.first.tolist()
    return [
        Leaf(
            document,
            times(document),
            words.hashes[low:high],
            words.starts[low:high],
            words.ends[low:high],
            words.opens[low:high],
            marked[low:high],
            places,
        )
        for document, low, high, places in zip(documents, first[:-1], first[1:], lookouts(words), strict=True)
    ]


class Shelf:
    """Leaves by number. `fetch` gives the document of a number, `furniture` the words where its furniture grams begin."""

    def __init__(self, fetch: Callable[[int], Document], furniture: Callable[[int], I64]) -> None:
        self._fetch = fetch
        self._furniture = furniture
        self._leaves: dict[int, Leaf] = {}
        self._words = 0
        #: Credit lines of the documents for which they were asked, by id; nearly always none, so they are kept.
        self.said: dict[str, tuple[Claim, ...]] = {}

    def fits(self, words: int) -> bool:
        """Whether so many more words can be put on it."""
        return self._words + words <= MOST_WORDS

    def put(self, numbers: Iterable[int], opened: Iterable[Leaf]) -> None:
        """Put leaves on the shelf."""
        for number, leaf in zip(numbers, opened, strict=True):
            self._leaves[number] = leaf
            self._words += leaf.hashes.size

    def open(self, numbers: Sequence[int]) -> list[Leaf]:
        """The leaves of the numbers, which differ; those that were not asked for lately are put away."""
        missing = [number for number in numbers if number not in self._leaves]
        for number in numbers:  # to the end of the row: asked for last
            leaf = self._leaves.pop(number, None)
            if leaf is not None:
                self._leaves[number] = leaf
        for low in range(0, len(missing), AT_ONCE):
            part = missing[low : low + AT_ONCE]
            documents = [self._fetch(number) for number in part]
            texts = [document.text for document in documents]
            words = tokens(texts)
            self.put(part, leaves(documents, words, quoted(texts, words)))
        out = [self._leaves[number] for number in numbers]
        while self._words > MOST_WORDS and len(self._leaves) > len(numbers):
            oldest = next(iter(self._leaves))
            self._words -= self._leaves.pop(oldest).hashes.size
        return out

    def claims(self, leaf: Leaf) -> tuple[Claim, ...]:
        """The credit lines of a leaf."""
        found = self.said.get(leaf.document.id)
        if found is None:
            found = self.said[leaf.document.id] = claims(leaf.document, leaf.lookouts)
        return found

    def layout(self, number: int, leaf: Leaf) -> Layout:
        """The layout of a leaf of that number."""
        if leaf.layout is None:
            leaf.layout = layout(leaf.document, leaf.starts, self._furniture(number))
        return leaf.layout


def bound(opened: Sequence[Leaf]) -> tuple[Tokens, Bools]:
    """The words of the leaves one after the other without their places, and which of them are quoted."""
    first = np.zeros(len(opened) + 1, dtype=np.int64)
    np.cumsum([leaf.hashes.size for leaf in opened], out=first[1:])
    nowhere = np.zeros(0, dtype=np.uint32)
    words = Tokens(
        np.concatenate([leaf.hashes for leaf in opened]),
        nowhere,
        nowhere,
        np.concatenate([leaf.opens for leaf in opened]),
        first,
        (),
        nowhere,
        np.zeros(len(opened) + 1, dtype=np.int64),
    )
    return words, np.concatenate([leaf.quoted for leaf in opened])


def places(opened: Sequence[Leaf]) -> Places:
    """Where the words of the leaves stand, one after the other."""
    first = np.zeros(len(opened) + 1, dtype=np.int64)
    np.cumsum([leaf.hashes.size for leaf in opened], out=first[1:])
    return Places(
        np.concatenate([leaf.starts for leaf in opened]),
        np.concatenate([leaf.ends for leaf in opened]),
        np.concatenate([leaf.opens for leaf in opened]),
        first,
    )
