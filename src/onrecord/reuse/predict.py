"""Reuse of a collection given as plain rows, in the form that scorers of text reuse take.

Takes rows with `id`, `outlet`, `title`, `text`, `published`, `fetched` (an ISO time, a date, or null); gives rows of pairs
(`predict`) and of families (`clusters`). This is the entry for quality figures; the pipeline uses `find_reuse`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.record import Dated, Reuse
from onrecord.reuse.documents import Document
from onrecord.reuse.family import families
from onrecord.reuse.find import search
from onrecord.reuse.loops import no_collection


def document_of(row: Mapping[str, Any]) -> Document:
    """The document of one row. Missing fields are unknown."""
    published = row.get("published")
    return Document(
        id=str(row["id"]),
        text=str(row["text"]),
        outlet=row.get("outlet") or None,
        title=row.get("title") or None,
        published=None if not published else _dated(str(published)),
        fetched=row.get("fetched") or None,
        url=row.get("url") or None,
    )


def _dated(value: str) -> Dated:
    """A date as precise as its text: a year, a month, a day or a time."""
    if "T" in value:
        return Dated(value, "minute", "field", value)
    if len(value) == 4:
        return Dated(f"{value}-01-01", "year", "field", value)
    if len(value) == 7:
        return Dated(f"{value}-01", "month", "field", value)
    return Dated(value, "day", "field", value)


def predict(documents: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row a pair: `a`, `b`, `relation`, `source` (left out where unknown) and `spans`, sorted by `a` and `b`."""
    for row in search([document_of(row) for row in documents]).rows:
        yield _pair(row)


def predict_with_clusters(
    documents: Iterable[Mapping[str, Any]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of `predict` and of `clusters` from one search."""
    held = {str(row["id"]): document_of(row) for row in documents}
    with no_collection():
        found = search(list(held.values()))
        joined = families(found.rows, held.__getitem__, found.said)
        return [_pair(row) for row in found.rows], [
            {"cluster": family.id, "docs": list(family.members)} for family in joined
        ]


def clusters(documents: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row a family: `cluster` and `docs`; a document with two stories stands in two."""
    yield from predict_with_clusters(documents)[1]


def _pair(row: Reuse) -> dict[str, Any]:
    out: dict[str, Any] = {"a": row.a, "b": row.b, "relation": row.kind}
    if row.first is not None:
        out["source"] = row.first
    out["spans"] = [[in_a.start, in_a.end, in_b.start, in_b.end] for in_a, in_b in row.passages]
    return out
