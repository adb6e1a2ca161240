"""Predictions in the schema of attribution scorers: `{id, text}` rows in, `{id, attributions}` rows out.

Gold corpora of attribution are flat: one role a word, the outermost relation. So are these predictions: statements that stand
inside another one are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.extract.extents import Tag
from onrecord.extract.statements import find_statements
from onrecord.record import Spans


def predict(rows: Iterable[Mapping[str, Any]], *, tagger: Tag | None = None) -> Iterator[dict[str, Any]]:
    """One row for each row given, in order; the whole text is read as prose. Without `tagger` the packaged one is loaded."""
    tag = _packaged() if tagger is None else tagger
    for row in rows:
        found = find_statements(row["text"], article=str(row["id"]), day=None, tagger=tag, mentions=())
        yield {
            "id": row["id"],
            "attributions": [
                {"source": _pairs(one.source), "cue": _pairs(one.cue), "content": _pairs(one.content)}
                for one in found
                if one.outer is None
            ],
        }


def _pairs(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _packaged() -> Tag:
    from onrecord.extract.tagger import load_tagger  # the model is loaded only where it is used

    return load_tagger()
