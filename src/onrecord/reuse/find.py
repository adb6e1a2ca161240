"""All reuse of a collection at once.

Takes documents, gives `Reuse` rows sorted by pair, the same whatever order the documents come in. `search` gives the rows with
what was cut; `onrecord.reuse.find_reuse` gives the rows alone; `onrecord.reuse.index` does it bit by bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from onrecord.record import Reuse
from onrecord.reuse.credits import Claim
from onrecord.reuse.documents import Document
from onrecord.reuse.index import Cut, Index
from onrecord.reuse.loops import no_collection


@dataclass(frozen=True, slots=True)
class Search:
    """Reuse rows, sorted by `a` and `b`, what was not compared, and credit lines of documents in the rows, by id."""

    rows: tuple[Reuse, ...]
    cuts: tuple[Cut, ...]
    said: Mapping[str, tuple[Claim, ...]]


def search(documents: Sequence[Document]) -> Search:
    """All reuse among the documents, whose ids differ, and what was cut.

    Cost: linear in the text and in the pairs found; a line in very many texts costs no more than its texts. The words of a
    few thousand documents are in memory at a time.
    """
    by_id = {document.id: document for document in documents}
    with no_collection():
        update = Index().add(documents, document_of=by_id.__getitem__)
        rows = tuple(sorted(update.rows, key=attrgetter("a", "b")))
    return Search(rows, update.cuts, update.said)
