"""Captures of one page at several times.

Two articles are versions of one page where different captures name the same canonical address, or were got from the same
address, and their texts are alike. A feed or a page of two stories gives several articles a capture: the likeness tells
which belong together. A page that was captured again is one article wherever articles are counted (`pages`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from onrecord.origins.rows import Rows
from onrecord.record import Article, Dated
from onrecord.reuse.direction import Times, times
from onrecord.reuse.documents import Document, own_address, page_address
from onrecord.reuse.tokens import I64, tokens

#: Share of the shorter text's word pairs that the other must have. Different articles of one outlet share under a tenth;
#: a live page that was written anew keeps a third. Lower values join articles whose pages all name one address.
LEAST_LIKENESS: Final = 0.25

OrderEvidence = Literal["updated", "published", "retrieved"]


@dataclass(frozen=True, slots=True)
class Versions:
    """Articles of one page, in the order of their captures as far as it is known; two or more.

    address   canonical address, or the address they were got from
    order     for each but the first, what tells that it is later than the one before; None: the order is not known
    """

    address: str
    articles: tuple[str, ...]
    order: tuple[OrderEvidence | None, ...]


def versions(rows: Rows) -> tuple[Versions, ...]:
    """All pages of which several captures are on record, sorted by address and first article."""
    retrieved = _retrieved(rows)
    out = [_ordered(address, [rows.articles[i] for i in group], retrieved) for address, group in _groups(rows)]
    return tuple(sorted(out, key=lambda v: (v.address, v.articles)))


def pages(rows: Rows) -> dict[str, str]:
    """For each article that has versions, one id that all of them share (the lowest). Others are not in it."""
    return {ident: min(group) for _, group in _groups(rows) for ident in group}


def _groups(rows: Rows) -> list[tuple[str, list[str]]]:
    """Addresses with the articles that are versions of one another; no article stands in two groups."""
    joined: list[tuple[str, set[str]]] = []
    where: dict[str, int] = {}
    for address, found in _same_address(rows):
        for group in _alike(found):
            known = sorted({where[i] for i in group if i in where})
            number = known[0] if known else len(joined)
            if not known:
                joined.append((address, set()))
            for other in known[1:]:
                joined[number][1].update(joined[other][1])
                joined[other][1].clear()
            joined[number][1].update(group)
            where.update(dict.fromkeys(joined[number][1], number))
    return [(address, sorted(group)) for address, group in joined if group]


def _same_address(rows: Rows) -> Iterable[tuple[str, list[Article]]]:
    """Articles of different captures that share an address, canonical ones first; sorted."""
    by_url: dict[str, list[Article]] = defaultdict(list)
    got_from: dict[str, list[str]] = defaultdict(list)
    for retrieval in rows.retrievals:
        got_from[retrieval.capture].append(retrieval.address)
    by_address: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for ident in sorted(rows.articles):
        article = rows.articles[ident]
        url = page_address(own_address(article))
        if url is not None:
            by_url[url].append(article)
        for address in got_from.get(article.capture, ()):
            # of a feed only entries of one address or title are compared, else a daily capture costs its square
            by_address[(address, url or _folded(article.title))].append(article)
    for name, found in (*sorted(by_url.items()), *((key[0], group) for key, group in sorted(by_address.items()))):
        if len({article.capture for article in found}) > 1:
            yield name, found


def _folded(title: str | None) -> str:
    return "" if title is None else " ".join(title.casefold().split())


def _alike(found: list[Article]) -> list[list[str]]:
    """Articles of one address in groups of like text, one of a capture in each; groups of two or more."""
    read = tokens([article.text for article in found])
    first = read.first.tolist()
    pairs: list[I64] = []
    for n in range(len(found)):
        words = read.hashes[first[n] : first[n + 1]].astype(np.int64)
        pairs.append(np.unique(words[:-1] * (1 << 31) ^ words[1:]) if words.size > 1 else words)
    groups: list[list[int]] = []
    for n in sorted(range(len(found)), key=lambda n: (found[n].capture, found[n].ordinal)):
        open_ = [g for g in groups if all(found[m].capture != found[n].capture for m in g)]
        best = max(open_, key=lambda g: _likeness(pairs[g[-1]], pairs[n]), default=None)
        if best is not None and _likeness(pairs[best[-1]], pairs[n]) >= LEAST_LIKENESS:
            best.append(n)
        else:
            groups.append([n])
    return [[found[n].id for n in group] for group in groups if len(group) > 1]


def _likeness(one: I64, other: I64) -> float:
    """Share of the shorter text's word pairs that both have."""
    least = min(one.size, other.size)
    return float(np.intersect1d(one, other, assume_unique=True).size / least) if least else 0.0


def _retrieved(rows: Rows) -> dict[str, str]:
    """When each capture was got first."""
    out: dict[str, str] = {}
    for retrieval in rows.retrievals:
        out[retrieval.capture] = min(retrieval.retrieved_at, out.get(retrieval.capture, retrieval.retrieved_at))
    return out


def _ordered(address: str, group: list[Article], retrieved: Mapping[str, str]) -> Versions:
    """The versions in order: by the times that the pages give, or by the times of capture where one gives none."""
    low = {article.id: _stated(article).low for article in group}
    dated = all(time is not None for time in low.values())

    def key(article: Article) -> tuple[str, str, str]:
        time = low[article.id]
        said = time.isoformat() if dated and time is not None else ""
        return (said, retrieved.get(article.capture, ""), article.id)

    ordered = sorted(group, key=key)
    found = tuple(_evidence(older, newer, retrieved) for older, newer in pairwise(ordered))
    return Versions(address, tuple(article.id for article in ordered), found)


def _evidence(older: Article, newer: Article, retrieved: Mapping[str, str]) -> OrderEvidence | None:
    """What tells that the one is older: the page's own times before the times of capture; None where nothing does."""
    if _before(older, newer):
        return "updated" if newer.updated is not None else "published"
    if _before(newer, older):
        return None
    first, second = retrieved.get(older.capture), retrieved.get(newer.capture)
    return "retrieved" if first is not None and second is not None and first < second else None


def _before(one: Article, other: Article) -> bool:
    """Whether the page's own times say that the one is older."""
    a, b = one.updated or one.published, other.updated or other.published
    if a is not None and b is not None and {a.precision, b.precision} == {"day"} and not (a.guessed or b.guessed):
        return a.value < b.value  # one page, one time zone: days can be compared
    early, late = _stated(one).high, _stated(other).low
    return early is not None and late is not None and early < late


def _stated(article: Article) -> Times:
    """When the page says that its text is of: the time of its last change, else of its publication."""
    said: Dated | None = article.updated or article.published
    return times(Document(article.id, article.text, published=said))
