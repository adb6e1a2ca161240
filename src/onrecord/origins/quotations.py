"""Quotations that travel: one speaker's words in articles that are no copies of each other.

A group gathers around its fullest quotation; the others are variants of it, aligned word by word. Articles that copied
one another are one origin of the group. Only named speakers are compared: an unnamed one is never known to be the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from onrecord.origins.carried import SHORTEST_QUOTATION, same_quotation
from onrecord.origins.moments import First, days_apart, first_among
from onrecord.origins.rows import Named, Rows, named, order_key
from onrecord.origins.same_text import Joins, Place, origins_of
from onrecord.origins.voices import shown_voice, voices
from onrecord.origins.words import Run, Words, common_blocks, empty_keys
from onrecord.record import Spans, Statement

VariantKind = Literal["same words", "other marks", "shortened", "other words"]

#: Words in a row in quotation marks that are the same quotation whoever is said to have said it. Shorter ones are talking
#: points and phrases of the day: see `wording`.
VERBATIM: Final = 8
#: Quotations with other words that share three words in a row with more than this are not found by those: they are how a
#: speaker always begins, and comparing all with all would cost the square.
_MOST_FORMS: Final = 200
#: Telling words that two quotations of one speaker must have in common, in any order, to be one utterance that came back from
#: another language; and their share of those of the shorter one. They must be of the same day or the next.
_LEAST_TELLING: Final = 4
_SAME_TELLING: Final = 0.6


@dataclass(frozen=True, slots=True)
class Variant:
    """A quotation of a group: its words in the article, and how they differ from the fullest one.

    kind      `same words`; `other marks` (spelling, quotation marks, punctuation); `shortened`; `other words`
    speaker   who says it by this article, None where it does not tell
    missing   words of the fullest that this one lacks; other: words of this one that the fullest lacks
    """

    page: Named
    speaker: str | None
    statement: str
    spans: Spans
    words: str
    kind: VariantKind
    missing: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Travelled:
    """The same quotation in independent articles.

    speaker    name as most articles give it
    voices     keys of the speakers (`voices`), sorted; more than one, or an article without one: `agreed` is False, since
               the articles do not agree on who said it (or it was not understood from them)
    fullest    the longest quotation; origins: the variants, those of one origin together, in the lists' fixed order
    first      which article had them first, by published times; outlets: sorted
    """

    speaker: str | None
    voices: tuple[str, ...]
    agreed: bool
    fullest: str
    origins: tuple[tuple[Variant, ...], ...]
    articles: int
    outlets: tuple[str, ...]
    first: First


@dataclass(frozen=True, slots=True)
class _Quotation:
    statement: Statement
    voices: tuple[str, ...]
    runs: tuple[Run, ...]
    keys: tuple[int, ...]


def travelled(rows: Rows, joined: Joins, words: Words) -> tuple[Travelled, ...]:
    """Groups with two origins or more, the most widely carried first.

    Cost: linear in the quotations, and in pairs of one speaker's quotations that share three words in a row.
    """
    found = [_travelled(group, rows, joined, words) for group in _groups(_quotations(rows, words), rows)]
    return tuple(sorted((t for t in found if t is not None), key=lambda t: (-len(t.origins), -t.articles, t.fullest)))


def _quotations(rows: Rows, words: Words) -> list[_Quotation]:
    """Every quotation of some words, the longest first."""
    keys = voices(rows)
    out = []
    for statement in rows.statements:
        if statement.kind == "indirect":
            continue
        runs = tuple(run for span in statement.content for run in words.quoted_runs(words.at(statement.article, span)))
        found = tuple(key for run in runs for key in words.keys(run))
        if len(found) >= SHORTEST_QUOTATION:
            out.append(_Quotation(statement, keys[statement.id], runs, found))
    return sorted(out, key=lambda q: (-len(q.keys), q.statement.id))


def _groups(ordered: list[_Quotation], rows: Rows) -> Iterable[list[_Quotation]]:
    """Quotations around their fullest, one an article. A quotation joins one group: chains do not form."""
    forms: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, quotation in enumerate(ordered):
        forms[quotation.voices, quotation.keys].append(number)
    index: dict[tuple[object, ...], list[list[int]]] = defaultdict(list)
    for numbers in forms.values():
        for gram in _grams(ordered[numbers[0]]):
            index[gram].append(numbers)
    telling = [frozenset(quotation.keys) - empty_keys() for quotation in ordered]
    holders: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, quotation in enumerate(ordered):
        for voice in quotation.voices:
            for key in telling[number]:
                holders[voice, key].append(number)
    taken: set[int] = set()
    for number, head in enumerate(ordered):
        if number in taken:
            continue
        taken.add(number)
        shared = (index[gram] for gram in _grams(head))
        near = {n for found in shared if len(found) <= _MOST_FORMS for numbers in found for n in numbers} - taken
        near |= _retold(number, ordered, telling, holders) - taken
        group = [head]
        articles = {head.statement.article}
        for other in sorted(near):
            if not _same(head, ordered[other], rows):
                continue
            taken.add(other)
            if ordered[other].statement.article not in articles:
                articles.add(ordered[other].statement.article)
                group.append(ordered[other])
        if len(group) > 1:
            yield group


def _retold(
    number: int, ordered: list[_Quotation], telling: list[frozenset[int]], holders: dict[tuple[str, int], list[int]]
) -> set[int]:
    """Quotations of the same speaker with most of the same telling words, in whatever order."""
    shared: Counter[int] = Counter()
    for voice in ordered[number].voices:
        for key in telling[number]:
            found = holders[voice, key]
            if len(found) <= _MOST_FORMS:
                shared.update(found)
    return {other for other in shared if other != number and _same_telling(telling[number], telling[other])}


def _same_telling(one: frozenset[int], other: frozenset[int]) -> bool:
    common = len(one & other)
    return common >= max(_LEAST_TELLING, _SAME_TELLING * min(len(one), len(other)))


def _grams(quotation: _Quotation) -> set[tuple[object, ...]]:
    """What two quotations share that may be the same: three words of one speaker, or so many that the words suffice."""
    keys = quotation.keys
    short = {(voice, *keys[n : n + 3]) for voice in quotation.voices for n in range(len(keys) - 2)}
    return short | {keys[n : n + VERBATIM] for n in range(len(keys) - VERBATIM + 1)}


def _same(head: _Quotation, other: _Quotation, rows: Rows) -> bool:
    if set(head.voices) & set(other.voices):
        days = days_apart(rows.articles[head.statement.article], rows.articles[other.statement.article])
        if same_quotation(head.keys, other.keys, days):
            return True
        telling = frozenset(head.keys) - empty_keys(), frozenset(other.keys) - empty_keys()
        return days is not None and days <= 1 and _same_telling(*telling)
    longest = max((block.size for block in common_blocks(head.keys, other.keys)), default=0)
    return longest >= max(VERBATIM, 0.8 * len(other.keys))


def _travelled(group: list[_Quotation], rows: Rows, joined: Joins, words: Words) -> Travelled | None:
    """The group with its origins; None where it has one only."""
    places = [Place(q.statement.article, tuple(words.span(run) for run in q.runs)) for q in group]
    numbers = origins_of(places, joined)
    if len(numbers) < 2:
        return None
    head = group[0]
    variants = [_variant(q, place.spans, head, rows, words) for q, place in zip(group, places, strict=True)]
    parts = [
        tuple(sorted((variants[n] for n in part), key=lambda v: order_key(rows.articles[v.page.article])))
        for part in numbers
    ]
    parts.sort(key=lambda part: order_key(rows.articles[part[0].page.article]))
    articles = [rows.articles[q.statement.article] for q in group]
    names = Counter(n for q in group if (n := shown_name(q.statement, rows)) is not None)
    every = [set(q.voices) for q in group]
    return Travelled(
        max(sorted(names), key=lambda n: (names[n], len(n)), default=None),
        tuple(sorted(set().union(*every))),
        bool(set.intersection(*every)),
        variants[0].words,
        tuple(parts),
        len({joined.page.get(a.id, a.id) for a in articles}),
        tuple(sorted({a.outlet for a in articles if a.outlet is not None})),
        first_among(articles),
    )


def shown_name(statement: Statement, rows: Rows) -> str | None:
    """Who says it, as the article names them; None where it does not tell."""
    return shown_voice(statement, rows.mentions, rows.articles[statement.article].text)


def _variant(quotation: _Quotation, spans: Spans, head: _Quotation, rows: Rows, words: Words) -> Variant:
    article = rows.articles[quotation.statement.article]
    shown = shown_words(article.text, spans)
    full = rows.articles[head.statement.article]
    full_spans = tuple(words.span(run) for run in head.runs)
    here, there = _words(article.text, spans), _words(full.text, full_spans)
    missing: list[str] = []
    other: list[str] = []
    matcher = SequenceMatcher(None, head.keys, quotation.keys, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            missing += [" ".join(_texts(full.text, head, words)[i:j])] if i < j else []
            other += [" ".join(_texts(article.text, quotation, words)[k:m])] if k < m else []
    kind: VariantKind
    if other:
        kind = "other words"
    elif missing:
        kind = "shortened"
    else:
        kind = "same words" if here == there else "other marks"
    return Variant(
        named(article),
        shown_name(quotation.statement, rows),
        quotation.statement.id,
        spans,
        shown,
        kind,
        tuple(missing),
        tuple(other),
    )


def shown_words(text: str, spans: Spans) -> str:
    """The words of the spans in one line."""
    return " ".join(" … ".join(text[s.start : s.end] for s in spans).split())


def _words(text: str, spans: Spans) -> list[str]:
    return " ".join(text[s.start : s.end] for s in spans).split()


def _texts(text: str, quotation: _Quotation, words: Words) -> list[str]:
    """The quotation's words as they stand, one an entry."""
    spans = [words.span(Run(n, n + 1)) for run in quotation.runs for n in range(run.low, run.high)]
    return [text[s.start : s.end] for s in spans]
