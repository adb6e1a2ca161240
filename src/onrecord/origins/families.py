"""Origins: the list of them, and the tree of one with the evidence for and against each direction.

A page that was captured several times is one article here: its captures stand together as one member, and a family that
holds nothing else is no origin with copies but a page with versions (`versions`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from onrecord.origins.rows import Named, Rows, named, order_key
from onrecord.origins.same_text import Joins, distinct_articles
from onrecord.record import Article, Evidence, Reuse
from onrecord.store.write import FamilyRow

#: How a copy and a piece of evidence are called before a person.
KIND_WORDS: Final = {"reprint": "a reprint", "excerpt": "an excerpt", "partial": "a partial copy"}
EVIDENCE_WORDS: Final = {
    "time": "time",
    "credit": "credit line",
    "wire": "agency mark",
    "containment": "containment",
    "canonical": "canonical address",
    "judgement": "a person's judgement",
}
_ARTICLE: Final = re.compile(r"article-[0-9a-f]{20}")
_TWICE: Final = re.compile(r" (.+), the outlet of \1(?= as |$)")


def evidence_note(evidence: Evidence, named: Callable[[str], str]) -> str:
    """What a piece of evidence says, with the name of each article in the place of its id."""
    note = _ARTICLE.sub(lambda m: named(m[0]), evidence.note)
    return _TWICE.sub(r" \1", note)  # "credits Tidewire, the outlet of Tidewire"


@dataclass(frozen=True, slots=True)
class Origin:
    """A family in the list.

    first      earliest known member on record; None where it is not known
    credited   whose text the members print by their credits, where that text is not on record: who was first is not captured
    head       the member that gives the title: the first, else the one that comes first in the lists' fixed order
    articles   number of articles, a page with several versions counted once; captures: number of their captures
    days       first and last day of publication that its articles give; empty where none gives one
    """

    id: str
    first: str | None
    credited: str | None
    head: Named
    articles: int
    captures: int
    outlets: tuple[str, ...]
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a family, and what joins it to the one above it in the tree.

    versions   other captures of the same page
    parent     the member it is set under, None for the head of the tree
    reuse      the pair that joins the two, with its kind and the share of this article's text that stands in the parent
    direction  `copy` of the parent; `unknown`; or `earlier`: the pair's evidence says that this one was first
    supports, opposes, silent   evidence for the direction, against it, and what tells nothing of the order
    """

    page: Named
    versions: tuple[str, ...]
    parent: str | None
    reuse: str | None
    kind: str | None
    share: float | None
    direction: str
    supports: tuple[Evidence, ...]
    opposes: tuple[Evidence, ...]
    silent: tuple[Evidence, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Part:
    """An article outside the family that shares a part of one of its members, and the pair."""

    page: Named
    member: str
    reuse: str
    kind: str
    share: float
    first: str | None


@dataclass(frozen=True, slots=True)
class Tree:
    """A family: its members, each below the one it was copied from, and articles that share a part with one of them."""

    origin: Origin
    members: tuple[Member, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """The record in numbers: articles (a page counted once), origins (families, and articles that are in none), copies."""

    articles: int
    origins: int
    families: int
    in_families: int
    captures: int


def origins(rows: Rows, joined: Joins) -> tuple[Origin, ...]:
    """The families with two articles or more, the largest first."""
    found = [_origin(family, rows, joined) for family in rows.families]
    kept = [origin for origin in found if origin.articles > 1]
    return tuple(sorted(kept, key=lambda o: (-o.articles, order_key(rows.articles[o.head.article]), o.id)))


def tally(rows: Rows, joined: Joins) -> Tally:
    """How many articles of how many origins are on record."""
    found = origins(rows, joined)
    members = {family.id: family.members for family in rows.families}
    inside = {member for origin in found for member in members[origin.id]}
    articles = distinct_articles(rows.articles, joined)
    in_families = distinct_articles(inside, joined)
    return Tally(articles, articles - in_families + len(found), len(found), in_families, len(rows.articles))


def tree(family: FamilyRow, rows: Rows, joined: Joins) -> Tree:
    """The family as a tree. Cost: linear in the pairs of its members, but for sorting."""
    members = set(family.members)
    pairs = [
        r for r in rows.reuses if r.a in members and r.b in members and r.kind in {"reprint", "excerpt", "partial"}
    ]
    page = {member: joined.page.get(member, member) for member in members}
    # of several captures of a page the earliest in the fixed order stands for it
    stands: dict[str, str] = {}
    for member in sorted(members, key=lambda m: order_key(rows.articles[m])):
        stands.setdefault(page[member], member)
    if family.first is not None:
        stands[page[family.first]] = family.first
    versions = {
        ident: tuple(sorted(m for m in members if page[m] == key and m != ident)) for key, ident in stands.items()
    }
    head = stands[page[_head(family, rows)]]
    origin = _origin(family, rows, joined)
    found = _tree(head, set(stands.values()), pairs, rows.articles)
    listed = [
        _member(rows.articles[ident], versions[ident], parent, reuse, depth) for ident, parent, reuse, depth in found
    ]
    return Tree(origin, tuple(listed), _parts(members, rows, joined))


def relation(member: Member, parent: str) -> str | None:
    """How a member is joined to the one above it, whose outlet is `parent`, in words; None for the head of the tree."""
    if member.kind is None or member.share is None:
        return None
    kind, share = KIND_WORDS.get(member.kind, member.kind), f"{member.share:.0%}"
    if member.direction == "copy":
        return f"{kind} of {parent}: {share} of its text stands there"
    if member.direction == "unknown":
        return f"{kind}, or {parent} of it: {share} of its text is shared; which was first is not known"
    return f"by this pair {parent} has {kind} of it: {share} of its text is shared"


def _origin(family: FamilyRow, rows: Rows, joined: Joins) -> Origin:
    articles = [rows.articles[member] for member in family.members]
    days = sorted({a.published.value[:10] for a in articles if a.published is not None})
    outlets = {a.outlet for a in articles if a.outlet is not None}
    return Origin(
        family.id,
        family.first,
        family.credited,
        named(rows.articles[_head(family, rows)]),
        distinct_articles(family.members, joined),
        len(articles),
        tuple(sorted(outlets)),
        tuple(dict.fromkeys((days[0], days[-1]))) if days else (),
    )


def _head(family: FamilyRow, rows: Rows) -> str:
    return family.first or min(family.members, key=lambda m: order_key(rows.articles[m]))


def _tree(
    head: str, members: set[str], pairs: list[Reuse], articles: Mapping[str, Article]
) -> list[tuple[str, str | None, Reuse | None, int]]:
    """Members in the order of the tree, with parent, pair and depth.

    Level by level: whoever has a pair with the head is set under it, the others under the nearest member already placed.
    """
    near: dict[str, list[tuple[Reuse, str]]] = defaultdict(list)
    for reuse in pairs:
        if reuse.a in members and reuse.b in members:
            near[reuse.a].append((reuse, reuse.b))
            near[reuse.b].append((reuse, reuse.a))
    above: dict[str, tuple[str | None, Reuse | None, int]] = {head: (None, None, 0)}
    below: dict[str, list[str]] = defaultdict(list)
    level = [head]
    while level:
        offered: dict[str, list[tuple[tuple[object, ...], str, Reuse]]] = defaultdict(list)
        for parent in level:
            for reuse, other in near[parent]:
                if other not in above:
                    rank = (reuse.first != parent, reuse.kind != "reprint", -_share(reuse, other), parent)
                    offered[other].append((rank, parent, reuse))
        for other in sorted(offered):
            _, parent, reuse = min(offered[other], key=lambda item: item[0])
            above[other] = (parent, reuse, (above[parent][2]) + 1)
            below[parent].append(other)
        level = sorted(offered)
    for other in sorted(members - set(above)):
        # joined by way of another capture of a page only
        above[other] = (None, None, 1)
        below[head].append(other)
    out: list[tuple[str, str | None, Reuse | None, int]] = []
    stack = [head]
    while stack:
        ident = stack.pop()
        out.append((ident, *above[ident]))
        stack += sorted(below[ident], key=lambda m: order_key(articles[m]), reverse=True)
    return out


def _share(reuse: Reuse, ident: str) -> float:
    return reuse.share_a if reuse.a == ident else reuse.share_b


def _member(article: Article, versions: tuple[str, ...], parent: str | None, reuse: Reuse | None, depth: int) -> Member:
    if reuse is None:
        return Member(named(article), versions, parent, None, None, None, "unknown", (), (), (), depth)
    first = reuse.first
    direction = "unknown" if first is None else "copy" if first == parent else "earlier"
    settled = parent if first is None else first
    telling = [e for e in reuse.evidence if e.first is not None]
    return Member(
        named(article), versions, parent, reuse.id, reuse.kind, _share(reuse, article.id), direction,
        tuple(e for e in telling if e.first == settled), tuple(e for e in telling if e.first != settled),
        tuple(e for e in reuse.evidence if e.first is None), depth,
    )  # fmt: skip


def _parts(members: set[str], rows: Rows, joined: Joins) -> tuple[Part, ...]:
    """Articles outside with a part of a member, the largest share of each; versions of members are no such articles."""
    pages = {joined.page.get(member, member) for member in members}
    best: dict[str, Part] = {}
    for reuse in rows.reuses:
        if reuse.kind not in {"excerpt", "partial"} or (reuse.a in members) == (reuse.b in members):
            continue
        member, other = (reuse.a, reuse.b) if reuse.a in members else (reuse.b, reuse.a)
        if joined.page.get(other, other) in pages:
            continue
        part = Part(named(rows.articles[other]), member, reuse.id, reuse.kind, _share(reuse, other), reuse.first)
        if other not in best or (best[other].share, best[other].reuse) < (part.share, part.reuse):
            best[other] = part
    return tuple(sorted(best.values(), key=lambda p: order_key(rows.articles[p.page.article])))
