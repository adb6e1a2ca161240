"""All reuse of a collection: the stages put together.

Takes documents, gives `Reuse` rows sorted by pair, the same whatever order the documents come in. `search` gives the rows with
what was cut; `onrecord.reuse.find_reuse` gives the rows alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

import numpy as np

from onrecord.record import Evidence, Reuse, Span, reuse_id
from onrecord.reuse.alignment import LEAST_WORDS, Aligned, Run, aligned
from onrecord.reuse.candidates import Index, index, seeds
from onrecord.reuse.credits import Claim, claims
from onrecord.reuse.direction import Times, captions_between, first_of, times
from onrecord.reuse.documents import Document
from onrecord.reuse.fingerprints import GRAM, Grams, grams
from onrecord.reuse.kinds import Kind, kind, prose_runs
from onrecord.reuse.layout import Layout, layout
from onrecord.reuse.quotations import quoted
from onrecord.reuse.tokens import I64, Bools, Tokens, tokens

#: Texts with the same words that are each compared with each; of more, each is compared with the first alone.
TWINS: Final = 64
#: Words of furniture that two pages of one outlet must share to be told of as templates: more than two tag lines in a row.
LEAST_FURNITURE: Final = 60

_LAST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cut:
    """Something that was not compared: the document (None: the collection) and a sentence for a person."""

    document: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Search:
    """Reuse rows, sorted by `a` and `b`, and what was not compared."""

    rows: tuple[Reuse, ...]
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class _Collection:
    """Documents sorted by time with their words, times, furniture places; layouts and credit lines as they are asked for."""

    documents: list[Document]
    words: Tokens
    first: list[int]
    opens: bytes
    times: list[Times]
    furniture: dict[int, I64]
    layouts: dict[int, Layout]
    claims: dict[int, tuple[Claim, ...]]


def search(documents: Sequence[Document]) -> Search:
    """All reuse among the documents, whose ids differ, and what was cut.

    Cost: linear in the text and in the pairs found, but for a sort; a line in very many texts costs no more than its texts.
    """
    known = sorted(((times(document), document) for document in documents), key=lambda item: _when(*item))
    ordered = [document for _, document in known]
    words = tokens([document.text for document in ordered])
    cuts = [
        Cut(document.id, f"about {count} words at its end were not compared")
        for document, count in zip(ordered, words.cut, strict=True)
        if count
    ]
    # of texts with the same words one goes through the index, the others follow it
    twins, leader = _twins(words)
    outlets = _numbers([document.outlet for document in ordered])
    addresses = _numbers([document.url or document.id for document in ordered])
    marked = quoted([document.text for document in ordered], words)
    table = index(_only(grams(words, marked), leader), outlets, addresses)
    if table.left_out:
        note = (
            f"a line stands in so many texts that up to {table.left_out} pairs were compared only by way of the first"
        )
        cuts.append(Cut(None, note))
    collection = _Collection(
        ordered,
        words,
        words.first.tolist(),
        words.opens.tobytes(),
        [when for when, _ in known],
        _by_text(table),
        {},
        {},
    )
    rows: list[Reuse | None] = []
    for same, pair in _pairs(table, words, marked, outlets):
        lefts, rights = twins.get(pair.a, [pair.a]), twins.get(pair.b, [pair.b])
        for a, b in _crossed(lefts, rights):
            rows.append(_row(collection, a, b, pair.runs, furniture=same))
        if len(lefts) * len(rights) > TWINS * TWINS:
            cuts.append(
                Cut(
                    ordered[pair.a].id,
                    f"{len(lefts)} and {len(rights)} equal texts were compared by way of one of each",
                )
            )
    for first, members in twins.items():
        whole = int(words.first[first + 1] - words.first[first])
        for a, b in _joined(members):
            rows.append(_row(collection, a, b, (Run(0, whole, 0, whole),), furniture=False))
        if len(members) > TWINS:
            cuts.append(
                Cut(
                    ordered[first].id,
                    f"{len(members)} texts have the same words; each was compared with the first only",
                )
            )
    return Search(tuple(sorted((row for row in rows if row is not None), key=lambda row: (row.a, row.b))), tuple(cuts))


def _when(when: Times, document: Document) -> tuple[datetime, datetime, str]:
    """Sort key: the earliest known first."""
    return when.low or when.fetched or _LAST, when.fetched or _LAST, document.id


def _twins(words: Tokens) -> tuple[dict[int, list[int]], Bools]:
    """Numbers of the texts with the same words under the first of them, where there are two; which texts are first."""
    groups: dict[bytes, list[int]] = defaultdict(list)
    leader = np.ones(len(words.first) - 1, dtype=np.bool_)
    for number, (low, high) in enumerate(zip(words.first[:-1].tolist(), words.first[1:].tolist(), strict=True)):
        if high - low >= LEAST_WORDS:
            groups[words.hashes[low:high].tobytes()].append(number)
    found = {members[0]: members for members in groups.values() if len(members) > 1}
    for members in found.values():
        leader[members[1:]] = False
    return found, leader


def _only(found: Grams, leader: Bools) -> Grams:
    """The grams of the texts that lead."""
    keep = leader[found.texts]
    return Grams(found.hashes[keep], found.texts[keep], found.places[keep])


def _numbers(names: list[str | None]) -> I64:
    """A number for each different name, -1 for None."""
    numbers: dict[str, int] = {}
    return np.array([-1 if name is None else numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def _by_text(table: Index) -> dict[int, I64]:
    """The furniture places of each text that has any, sorted."""
    if table.marked_texts.size == 0:
        return {}
    edges = np.flatnonzero(np.diff(table.marked_texts)) + 1
    heads = table.marked_texts[np.concatenate(([0], edges))].tolist()
    return {text: np.sort(places) for text, places in zip(heads, np.split(table.marked_places, edges), strict=True)}


def _pairs(table: Index, words: Tokens, marked: Bools, outlets: I64) -> Iterator[tuple[bool, Aligned]]:
    """What pairs share, and whether it is furniture of their one outlet rather than a story."""
    furniture = {(pair.a, pair.b): pair for batch in seeds(table.furniture) for pair in aligned(batch, words, marked)}
    for batch in seeds(table.stories):
        for pair in aligned(batch, words, marked):
            fixed = furniture.pop((pair.a, pair.b), None) if outlets[pair.a] == outlets[pair.b] else None
            if fixed is not None and fixed.words >= max(pair.words, LEAST_FURNITURE):
                yield True, fixed
            else:
                yield False, pair
    for pair in furniture.values():
        if pair.words >= LEAST_FURNITURE:
            yield True, pair


def _crossed(lefts: list[int], rights: list[int]) -> Iterator[tuple[int, int]]:
    """Each of the one with each of the other; where that is too many, the first of each with all of the other."""
    if len(lefts) * len(rights) <= TWINS * TWINS:
        yield from ((a, b) for a in lefts for b in rights)
    else:
        yield from ((lefts[0], b) for b in rights)
        yield from ((a, rights[0]) for a in lefts[1:])


def _joined(members: list[int]) -> Iterator[tuple[int, int]]:
    """Each with each; of too many, the first with all others."""
    if len(members) <= TWINS:
        yield from ((a, b) for i, a in enumerate(members) for b in members[i + 1 :])
    else:
        yield from ((members[0], b) for b in members[1:])


def _row(collection: _Collection, x: int, y: int, runs: tuple[Run, ...], *, furniture: bool) -> Reuse | None:
    """The row of texts number `x` and `y`, which share the runs (in `x`, in `y`); None where they share no prose."""
    if collection.documents[y].id < collection.documents[x].id:
        x, y = y, x
        runs = tuple(sorted(Run(run.b0, run.b1, run.a0, run.a1) for run in runs))
    a, b = collection.documents[x], collection.documents[y]
    first: str | None = None
    evidence: tuple[Evidence, ...] = ()
    if furniture:
        found: Kind = "boilerplate"
        passages = _passages(collection, x, y, runs)
    else:
        layouts = _layout(collection, x), _layout(collection, y)
        runs = prose_runs(tuple(_trimmed(collection, x, y, run) for run in runs), layouts)
        passages = _passages(collection, x, y, runs)
        told = kind(a, b, runs, passages, layouts)
        if told is None:
            return None
        found = told
        first, evidence = _first(collection, x, y, runs, found)
    return Reuse(
        id=reuse_id(a.id, b.id),
        a=a.id,
        b=b.id,
        kind=found,
        passages=passages,
        share_a=_share([passage[0] for passage in passages], a.text),
        share_b=_share([passage[1] for passage in passages], b.text),
        first=first,
        evidence=evidence,
    )


def _passages(collection: _Collection, x: int, y: int, runs: tuple[Run, ...]) -> tuple[tuple[Span, Span], ...]:
    """The spans of the runs."""
    return tuple((_span(collection, x, run.a0, run.a1), _span(collection, y, run.b0, run.b1)) for run in runs)


def _first(
    collection: _Collection, x: int, y: int, runs: tuple[Run, ...], found: Kind
) -> tuple[str | None, tuple[Evidence, ...]]:
    """Which of the two was first, with evidence. A shared quotation is no copy, so neither was: only the times are told."""
    a, b = collection.documents[x], collection.documents[y]
    when = collection.times[x], collection.times[y]
    if found == "quote":
        return None, first_of(a, b, when, ((), ()))[1]
    said = _claims(collection, x), _claims(collection, y)
    gaps = [(after.a0 - before.a1, after.b0 - before.b1) for before, after in pairwise(runs)]
    captions = captions_between(gaps) if found in {"reprint", "excerpt"} else (0, 0)
    return first_of(a, b, when, said, captions=captions)


def _trimmed(collection: _Collection, x: int, y: int, run: Run) -> Run:
    """The run without a few words that it reaches over a line's end: what follows a story is often alike by chance."""
    head = max(_beyond(collection, x, run.a0, run.a1, 1), _beyond(collection, y, run.b0, run.b1, 1))
    tail = max(_beyond(collection, x, run.a0, run.a1, -1), _beyond(collection, y, run.b0, run.b1, -1))
    if head + tail >= run.a1 - run.a0:
        return run
    return Run(run.a0 + head, run.a1 - tail, run.b0 + head, run.b1 - tail)


def _beyond(collection: _Collection, number: int, low: int, high: int, way: int) -> int:
    """How many of the words at the head (`way` 1) or tail (-1) of the stretch are the torn end of another line."""
    base, last = collection.first[number], collection.first[number + 1]
    low, high = base + low, base + high
    reach = min(GRAM, high - low - 1)
    if way > 0:
        cut = -1 if collection.opens[low] else collection.opens.find(1, low + 1, low + reach + 1)
        return 0 if cut < 0 else cut - low
    cut = -1 if high == last or collection.opens[high] else collection.opens.rfind(1, high - reach, high)
    return 0 if cut < 0 else high - cut


def _span(collection: _Collection, number: int, low: int, high: int) -> Span:
    """The span of words `low` to `high`, with the punctuation that clings to them."""
    text = collection.documents[number].text
    base = collection.first[number]
    start, end = int(collection.words.starts[base + low]), int(collection.words.ends[base + high - 1])
    floor = int(collection.words.ends[base + low - 1]) if low else 0
    last = collection.first[number + 1]
    roof = int(collection.words.starts[base + high]) if base + high < last else len(text)
    while start > floor and not text[start - 1].isspace():
        start -= 1
    while end < roof and not text[end].isspace():
        end += 1
    return Span(start, end)


def _layout(collection: _Collection, number: int) -> Layout:
    """The layout of a text, made when it is first asked for."""
    known = collection.layouts.get(number)
    if known is None:
        low, high = collection.words.first[number : number + 2].tolist()
        places = collection.furniture.get(number, np.zeros(0, dtype=np.int64))
        known = layout(collection.documents[number], collection.words.starts[low:high], places)
        collection.layouts[number] = known
    return known


def _claims(collection: _Collection, number: int) -> tuple[Claim, ...]:
    """The credit lines of a text, looked for when they are first asked for."""
    known = collection.claims.get(number)
    if known is None:
        known = collection.claims[number] = claims(collection.documents[number])
    return known


def _share(spans: list[Span], text: str) -> float:
    """Share of the text's characters in the spans, which do not overlap."""
    return round(min(1.0, sum(span.end - span.start for span in spans) / max(1, len(text))), 4)
