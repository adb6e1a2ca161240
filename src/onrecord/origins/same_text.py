"""Which places of articles are one text: captures of one page, members of one family, passages that were copied.

The one place where articles are counted as origins. Copies are no confirmation, and a page that was captured twice is one
article: `origins_of` parts places (an article with spans) into groups, each of one origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from onrecord.origins.rows import Rows
from onrecord.origins.versions import pages
from onrecord.record import Span, Spans
from onrecord.text.spans import hull

#: Kinds of reuse that make one article a copy of another; a shared quotation does not.
COPYING: Final = frozenset({"reprint", "excerpt", "partial"})
#: Share of the words' characters that a passage must cover: a typographic difference at an edge does no harm.
_MOSTLY: Final = 0.8


class Place(NamedTuple):
    """Words of an article."""

    article: str
    spans: Spans


class Shared(NamedTuple):
    """A passage of an article that stands in another one too."""

    here: Span
    other: str
    there: Span
    first: str | None


@dataclass(frozen=True, slots=True)
class Joins:
    """What makes articles one: the page that each is a capture of, its families, its shared passages by place."""

    page: Mapping[str, str]
    families: Mapping[str, tuple[str, ...]]
    shared: Mapping[str, tuple[Shared, ...]]

    def passages(self, place: Place) -> list[Shared]:
        """Shared passages that hold the words."""
        whole = hull(place.spans)
        return [passage for passage in self.shared.get(place.article, ()) if _holds(passage.here, whole)]


def joins(rows: Rows) -> Joins:
    """What joins the articles of the record. Linear in reuse and families, but for sorting."""
    shared: dict[str, list[Shared]] = defaultdict(list)
    for reuse in rows.reuses:
        if reuse.kind not in COPYING:
            continue
        for in_a, in_b in reuse.passages:
            shared[reuse.a].append(Shared(in_a, reuse.b, in_b, reuse.first))
            shared[reuse.b].append(Shared(in_b, reuse.a, in_a, reuse.first))
    families: dict[str, list[str]] = defaultdict(list)
    for family in rows.families:
        for member in family.members:
            families[member].append(family.id)
    return Joins(
        pages(rows),
        {ident: tuple(found) for ident, found in families.items()},
        {ident: tuple(sorted(found, key=lambda s: (s.here, s.other))) for ident, found in shared.items()},
    )


def origins_of(places: Sequence[Place], joined: Joins) -> tuple[tuple[int, ...], ...]:
    """Numbers of the places, in groups of one origin; groups and numbers sorted. Linear in places and their passages.

    Two places are of one origin where their articles are captures of one page, stand in the same family (an article in
    several families counts for none: its passages tell), or where a passage that was copied holds the words of both.
    """
    parent = list(range(len(places)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def join(one: int, other: int) -> None:
        low, high = sorted((root(one), root(other)))
        parent[high] = low

    by_name: dict[tuple[str, str], int] = {}
    by_article: dict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        names = [("page", joined.page.get(place.article, place.article))]
        families = joined.families.get(place.article, ())
        if len(families) == 1:
            names.append(("family", families[0]))
        for name in names:
            join(by_name.setdefault(name, number), number)
        by_article[place.article].append(number)
    for number, place in enumerate(places):
        for passage in joined.passages(place):
            for other in by_article.get(passage.other, ()):
                if root(other) != root(number) and _meets(passage.there, hull(places[other].spans)):
                    join(number, other)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(places)):
        groups[root(number)].append(number)
    return tuple(tuple(groups[key]) for key in sorted(groups))


def distinct_articles(articles: Iterable[str], joined: Joins) -> int:
    """Number of articles among these, captures of one page counted once."""
    return len({joined.page.get(article, article) for article in articles})


def _holds(passage: Span, span: Span) -> bool:
    return min(passage.end, span.end) - max(passage.start, span.start) >= _MOSTLY * (span.end - span.start)


def _meets(passage: Span, span: Span) -> bool:
    """Whether they share half of the shorter one: the other article may quote more than what was copied."""
    shared = min(passage.end, span.end) - max(passage.start, span.start)
    return shared > 0 and 2 * shared >= min(passage.end - passage.start, span.end - span.start)
