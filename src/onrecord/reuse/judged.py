"""What a person decided about pairs of articles, applied to the rows of the machine. Pure: rows and judgements in, rows out.

The rows themselves stay as they were found; whoever counts, joins or tells goes by what comes out of here. A judgement on a
pair that shares no text changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from onrecord.record import Evidence, Judgement, Reuse

#: Standing judgements on pairs: the two articles, sorted.
Verdicts = Mapping[tuple[str, str], tuple[Judgement, ...]]


def verdicts(standing: Iterable[Judgement]) -> Verdicts:
    """The judgements on pairs of articles among those that stand, by pair, in the order of making."""
    out: dict[tuple[str, str], tuple[Judgement, ...]] = {}
    for judgement in standing:
        if judgement.kind in {"reuse-not", "reuse-first"} and judgement.object is not None:
            a, b = sorted((judgement.subject, judgement.object))
            out[a, b] = (*out.get((a, b), ()), judgement)
    return out


def decided(rows: Iterable[Reuse], found: Verdicts) -> Iterator[Reuse]:
    """The rows as a person decided: without those that are no copies; the first as judged, with that as the first evidence.

    A row that a person called no copy is left out whoever was first.
    """
    for row in rows:
        about = found.get((row.a, row.b), ())
        if any(judgement.kind == "reuse-not" for judgement in about):
            continue
        for judgement in about:
            said = Evidence("judgement", judgement.subject, f"{judgement.judge} judged so", judgement.reason or None)
            row = replace(row, first=judgement.subject, evidence=(said, *row.evidence))  # noqa: PLW2901
        yield row
