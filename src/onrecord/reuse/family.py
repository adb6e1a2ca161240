"""Families: articles that are one story by reprint or excerpt, with their earliest known member.

Takes reuse rows and what their documents say of their own origin; gives `Family` rows. What is joined are stretches of
articles, not articles: a page that prints two stories has two stretches, each joined to its own copies, and stands in two
families without chaining them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from onrecord.record import Evidence, Reuse, Span, row_id
from onrecord.reuse.credits import Claim, claims, letters, same_name
from onrecord.reuse.documents import Document

#: Share of the shorter of two stretches from which they overlap rather than touch, and share of what two articles have in
#: common from which a stretch of it counts: a stock sentence from another story must not chain the two.
_ENOUGH: Final = 0.2

_Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Family:
    """One story and the articles that print it.

    members    ids, sorted; two or more; an article may stand in several families
    first      id of the one member that none is known to precede; None where that may be several
    credited   name that members credit and that no member answers to: the story's origin is not captured
    evidence   what speaks for or against `first`, pair by pair
    """

    id: str
    members: tuple[str, ...]
    first: str | None
    credited: str | None
    evidence: tuple[Evidence, ...]


def families(
    rows: Iterable[Reuse],
    document_of: Callable[[str], Document],
    said: Mapping[str, tuple[Claim, ...]] = MappingProxyType({}),
) -> tuple[Family, ...]:
    """The families, sorted by their members. Cost: linear in rows and passages but for sorting.

    `said` has the credit lines of documents, by id; those of others are read from their texts.
    """

    def claims_of(ident: str) -> list[Claim]:
        found = said[ident] if ident in said else claims(document_of(ident))
        return [claim for claim in found if claim.kind != "byline"]  # a byline may name an office

    joined = sorted((row for row in rows if row.kind in {"reprint", "excerpt"}), key=lambda row: (row.a, row.b))
    stretches = _stretches(joined)
    parent: dict[_Node, _Node] = {}

    def root(node: _Node) -> _Node:
        while (above := parent.setdefault(node, node)) != node:
            parent[node] = node = parent[above]
        return node

    links = [(row, left, right) for row in joined for left, right in _links(row, stretches)]
    for _, left, right in links:
        one, other = root(left), root(right)
        parent[max(one, other)] = min(one, other)
    within: dict[_Node, dict[str, Reuse]] = defaultdict(dict)
    for row, left, _ in links:
        within[root(left)][row.id] = row
    found = {
        tuple(sorted({end for row in group.values() for end in (row.a, row.b)})): group for group in within.values()
    }
    return tuple(_family(ids, list(found[ids].values()), document_of, claims_of) for ids in sorted(found))


def _stretches(rows: list[Reuse]) -> dict[str, list[Span]]:
    """For each article the stretches of its text that are one story each, as far as its copies tell."""
    shared: dict[str, list[Span]] = defaultdict(list)
    for row in rows:
        for article, side in ((row.a, 0), (row.b, 1)):
            spans = [passage[side] for passage in row.passages]
            shared[article].append(Span(min(span.start for span in spans), max(span.end for span in spans)))
    return {article: _stories(hulls) for article, hulls in shared.items()}


def _stories(hulls: list[Span]) -> list[Span]:
    """Stretches put together where they overlap, the short ones first.

    One that lies over two that are apart (an article of which two others took different parts; or two pages that share two
    stories) joins them only where more such lie over both than end at one of them.
    """
    stories: list[Span] = []
    counts: list[int] = []
    over: Counter[tuple[int, int]] = Counter()
    for hull in sorted(hulls, key=lambda span: (span.end - span.start, span)):
        hits = [number for number, story in enumerate(stories) if _overlap(hull, story)]
        if not hits:
            stories.append(hull)
            counts.append(1)
        elif len(hits) == 1:
            story = stories[hits[0]]
            stories[hits[0]] = Span(min(story.start, hull.start), max(story.end, hull.end))
            counts[hits[0]] += 1
        else:
            hits.sort(key=lambda number: stories[number])
            over.update(pairwise(hits))
    group = list(range(len(stories)))
    for (left, right), count in sorted(over.items()):
        if count > min(counts[left], counts[right]):
            one, other = group[left], group[right]
            group = [one if number == other else number for number in group]
    out: dict[int, Span] = {}
    for number, story in zip(group, stories, strict=True):
        known = out.get(number, story)
        out[number] = Span(min(known.start, story.start), max(known.end, story.end))
    return sorted(out.values())


def _overlap(one: Span, other: Span) -> bool:
    """Whether two stretches overlap by more than an edge."""
    (begin, end), (start, stop) = one, other
    if end <= start or stop <= begin:
        return False
    common = min(end, stop) - max(begin, start)
    return common > _ENOUGH * min(end - begin, stop - start)


def _links(row: Reuse, stretches: dict[str, list[Span]]) -> list[tuple[_Node, _Node]]:
    """The stretches of the two articles that the row joins."""
    weights: Counter[tuple[_Node, _Node]] = Counter()
    for in_a, in_b in row.passages:
        link = (row.a, _at(stretches[row.a], in_a)), (row.b, _at(stretches[row.b], in_b))
        weights[link] += in_a.end - in_a.start
    total = sum(weights.values())
    return [link for link, weight in sorted(weights.items()) if weight >= _ENOUGH * total]


def _at(stories: list[Span], span: Span) -> int:
    """Number of the story that has the most of the span."""
    return max(
        range(len(stories)), key=lambda i: (min(stories[i].end, span.end) - max(stories[i].start, span.start), -i)
    )


def _family(
    ids: tuple[str, ...],
    rows: list[Reuse],
    document_of: Callable[[str], Document],
    claims_of: Callable[[str], list[Claim]],
) -> Family:
    """The family of the members, who are joined by the rows."""
    preceded = {row.b if row.first == row.a else row.a for row in rows if row.first is not None}
    heads = [member for member in ids if member not in preceded]
    first = heads[0] if len(heads) == 1 else None
    evidence = {(item.kind, item.note): item for row in rows if first in {row.a, row.b} for item in row.evidence}
    answered = any(
        item.first is not None for row in rows for item in row.evidence if item.kind in {"credit", "canonical", "wire"}
    )
    credited = None
    if not answered:
        said = {member: found for member in ids if (found := claims_of(member))}
        if 2 * len(said) >= len(ids):
            credited = _credited(said, [document_of(member).outlet for member in ids])
    return Family(row_id("family", *ids), ids, first, credited, tuple(evidence.values()))


def _credited(said: Mapping[str, list[Claim]], outlets: Sequence[str | None]) -> str | None:
    """The name that most members credit, half of them at the least, and that is no member's outlet."""
    names: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for found in said.values():
        for name, holder in sorted({letters(claim.holder): claim.holder for claim in found}.items()):
            if not any(same_name(holder, outlet) for outlet in outlets):
                names[name] += 1
                shown.setdefault(name, holder)
    if not names:
        return None
    best = min(names, key=lambda name: (-names[name], name))
    return shown[best] if 2 * names[best] >= len(outlets) else None
