"""The questions of `onrecord origins`, each with one answer: what the command line, pages and JSON show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from onrecord.origins.changes import Changes, changes_between
from onrecord.origins.families import Origin, Tally, Tree, origins, tally, tree
from onrecord.origins.paraphrases import Rendered, rendered
from onrecord.origins.quotations import Travelled, travelled
from onrecord.origins.rows import Rows
from onrecord.origins.same_text import joins
from onrecord.origins.versions import OrderEvidence, Versions, versions
from onrecord.origins.wording import Wording, shared_wording
from onrecord.origins.words import words_of_articles
from onrecord.record import Judgement, Reuse


@dataclass(frozen=True, slots=True)
class Overview:
    """The list of families with the record in numbers; `versions`: pages that were captured more than once."""

    tally: Tally
    origins: tuple[Origin, ...]
    versions: int


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next: what tells their order, and what changed."""

    order: OrderEvidence | None
    changes: Changes


@dataclass(frozen=True, slots=True)
class PageVersions:
    """A page with its versions in order, and the steps between them."""

    address: str
    articles: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair that persons have judged: the pair as it was found, and their judgements, which outweigh it."""

    found: Reuse
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a family, an article or a pair.

    trees      of the family, or of every family that the article stands in
    pairs      of an article: other articles with a part of its text, or with its quotations
    versions   of an article: its page, where it was captured more than once
    pair       the pair that was asked for
    judged     what persons decided about pairs of these articles, beside what was found
    """

    trees: tuple[Tree, ...] = ()
    pairs: tuple[Reuse, ...] = ()
    versions: tuple[PageVersions, ...] = ()
    pair: Reuse | None = None
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotations:
    """What travelled: quotations, quotation and paraphrase, shared wording."""

    quotations: tuple[Travelled, ...]
    paraphrases: tuple[Rendered, ...]
    wording: tuple[Wording, ...]


def overview(rows: Rows) -> Overview:
    """The families, the largest first."""
    joined = joins(rows)
    return Overview(tally(rows, joined), origins(rows, joined), len(versions(rows)))


def around(rows: Rows, ident: str) -> Around:
    """What is known of a family, an article or a pair on record, by its id."""
    if ident.startswith("reuse-"):
        pair = next((r for r in (*rows.reuses, *rows.found.values()) if r.id == ident), None)
        return Around(pair=pair, judged=() if pair is None else _judged(rows, {pair.a, pair.b}, whole=True))
    joined = joins(rows)
    if ident.startswith("family-"):
        family = next(f for f in rows.families if f.id == ident)
        return Around(trees=(tree(family, rows, joined),), judged=_judged(rows, set(family.members)))
    page = joined.page.get(ident, ident)
    same = {ident, *(other for other, key in joined.page.items() if key == page)}
    trees = tuple(tree(f, rows, joined) for f in rows.families if same & set(f.members))
    shown = tuple(t for t in trees if t.origin.articles > 1)
    told = {m.page.article for t in shown for m in t.members} | same
    pairs = tuple(r for r in rows.reuses if r.kind != "boilerplate" and ident in (r.a, r.b) and not {r.a, r.b} <= told)
    changed = tuple(_page(v, rows) for v in versions(rows) if ident in v.articles)
    return Around(shown, pairs, changed, judged=_judged(rows, same))


def _judged(rows: Rows, articles: set[str], *, whole: bool = False) -> tuple[Judged, ...]:
    """The judged pairs with one of the articles (with two, where `whole`), sorted by pair."""
    return tuple(
        Judged(rows.found[pair], made)
        for pair, made in sorted(rows.verdicts.items())
        if pair in rows.found and (articles >= set(pair) if whole else not articles.isdisjoint(pair))
    )


def quotations(rows: Rows, *, groups: Mapping[str, str]) -> Quotations:
    """What travelled between outlets; `groups`: the group of each outlet, by its name."""
    joined = joins(rows)
    words = words_of_articles(rows.articles.values())
    return Quotations(
        travelled(rows, joined, words),
        rendered(rows, joined, words),
        shared_wording(rows, joined, words, groups=groups),
    )


def all_versions(rows: Rows) -> tuple[PageVersions, ...]:
    """Every page that was captured more than once, with what changed."""
    return tuple(_page(found, rows) for found in versions(rows))


def _page(found: Versions, rows: Rows) -> PageVersions:
    articles = [rows.articles[ident] for ident in found.articles]
    words = words_of_articles(articles)
    steps = [
        Step(order, changes_between(older, newer, rows, words))
        for (older, newer), order in zip(pairwise(articles), found.order, strict=True)
    ]
    return PageVersions(found.address, found.articles, tuple(steps))
