"""Which of several articles was surely first, by their published times with their precision.

A date is an interval: a day without a zone may begin fourteen hours before it does in UTC. The first is known where one
interval ends before every other begins. A guessed date, a bare year, or no date at all leaves the order unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from onrecord.record import Article
from onrecord.reuse.direction import Times, times
from onrecord.reuse.documents import Document


@dataclass(frozen=True, slots=True)
class First:
    """Who was first: the article, or None where several may have been; those are `candidates` (sorted ids)."""

    article: str | None
    candidates: tuple[str, ...]


def published_times(article: Article) -> Times:
    """First and last moment at which the article may have been published."""
    return times(Document(article.id, article.text, published=article.published))


def first_among(articles: Iterable[Article]) -> First:
    """The first of the articles, or those that may have been. An article without a date may always have been."""
    known = sorted(((article.id, published_times(article)) for article in articles), key=lambda item: item[0])
    ends = [when.high for _, when in known if when.high is not None]
    if not ends:
        return First(known[0][0] if len(known) == 1 else None, tuple(ident for ident, _ in known))
    bound = min(ends)
    able = tuple(ident for ident, when in known if when.low is None or when.low <= bound)
    return First(able[0] if len(able) == 1 else None, able)


def days_apart(one: Article, other: Article) -> int | None:
    """Least number of whole days between the two published times; None where one is not known."""
    a, b = published_times(one), published_times(other)
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return None
    gap = max(a.low - b.high, b.low - a.high, timedelta(0))
    return gap.days
