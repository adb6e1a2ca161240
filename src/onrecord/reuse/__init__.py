"""Which articles share text, how, and who was first. Pure: documents in, rows out.

    tokens        texts to arrays of word hashes with their places
    fingerprints  a sample of each text's word n-grams (winnowing)
    sketches      which texts of an outlet may be tellings of one story
    slabs         grams of many texts, sorted by hash
    candidates    what a shared gram means: a story, or furniture of an outlet, found from the collection
    alignment     shared grams to passages
    shelf         documents opened for comparing, so many at a time as fit
    layout        which words are prose
    quotations    which words are quoted
    kinds         reprint, excerpt, partial, quote, boilerplate
    credits       credit lines and wire tags
    direction     who was first, with evidence
    rows          aligned pairs to rows
    pairs         what is to be compared, in parts of bounded size
    arrivals      what an index notes of new documents
    index         documents that are added bit by bit, and what each addition changes
    find          all of a collection at once
    nearby        clusters of near copies alone, from fingerprints
    family        articles that are one story
    judged        what a person decided, applied to rows
    loops         whether the compiled loops are used
    compiled      the innermost loops, for numba
    predict       the same over plain rows, in the scorer's form

Each stage is a function over arrays, so that an engine can run the stages over shards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.reuse.documents import Document, from_article

if TYPE_CHECKING:
    from onrecord.record import Reuse
    from onrecord.reuse.family import Family

__all__ = ["Document", "families", "find_reuse", "from_article"]


def find_reuse(documents: Sequence[Document]) -> tuple[Reuse, ...]:
    """All pairs of documents that share text, sorted by `a` and `b`; `find.search` also tells what was cut."""
    from onrecord.reuse.find import search  # numpy stays out of `import onrecord.reuse`

    return search(documents).rows


def families(rows: Iterable[Reuse], documents: Sequence[Document]) -> tuple[Family, ...]:
    """The families of the rows, sorted by their members."""
    from onrecord.reuse.family import families as join

    return join(rows, {document.id: document for document in documents}.__getitem__)
