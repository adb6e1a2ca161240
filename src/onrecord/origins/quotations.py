"""Quotations that travel: one speaker's words in articles that are no copies of each other, and quotation and paraphrase.

A group gathers around its fullest quotation; the others are variants of it, aligned word by word. Articles that copied
one another are one origin of the group. Only named speakers are compared: an unnamed one is never known to be the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log
from typing import Final, Literal

from onrecord.origins.carried import SHORTEST_QUOTATION, same_quotation
from onrecord.origins.moments import First, days_apart, first_among
from onrecord.origins.rows import Named, Rows, named, order_key
from onrecord.origins.same_text import Joins, Place, origins_of
from onrecord.origins.voices import shown_voice, voices
from onrecord.origins.words import EMPTY, Run, Words, common_blocks
from onrecord.record import Span, Spans, Statement

VariantKind = Literal["same words", "other marks", "shortened", "other words"]

#: Words in a row in quotation marks that are the same quotation whoever is said to have said it. Shorter ones are talking
#: points and phrases of the day: see `wording`.
VERBATIM: Final = 8
#: Quotations with other words that share three words in a row with more than this are not found by those: they are how a
#: speaker always begins, and comparing all with all would cost the square.
_MOST_FORMS: Final = 200
#: Days between the publication of a quotation and of a paraphrase up to which they are taken for the same utterance.
MOST_DAYS: Final = 3
#: Share of the weight of the telling words of the shorter of the two that both must have. At 0.5 every second pair of a
#: speaker's statements on one matter of the day passes; see docs/origins.md for what was measured.
LEAST_OVERLAP: Final = 0.6
#: Telling words in common that a paraphrase needs.
LEAST_SHARED: Final = 3
#: How many of them must be no names: "Affordable Care Act" in both says what was spoken of, not what was said.
_LEAST_PLAIN: Final = 2
#: What opens with such a mark is quoted, even where the marks do not pair.
_MARKS: Final = frozenset("\"'“„«‘`")
#: A speaker's word in more statements than this finds no pairs: it is what the speaker always speaks of.
_MOST_STATEMENTS: Final = 60
#: Letters by which word forms are compared ("describing", "described"): long enough to keep most other words apart.
_STEM: Final = 5
_TELLING: Final = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*\d|\d")


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
class Rendered:
    """What one outlet quotes and another gives in its own words; `overlap` estimates how much of the content is common."""

    voice: str
    speaker: str | None
    quotation: Named
    quotation_statement: str
    quoted: str
    paraphrase: Named
    paraphrase_statement: str
    told: str
    overlap: float
    shared: tuple[str, ...]
    days: int


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
    taken: set[int] = set()
    for number, head in enumerate(ordered):
        if number in taken:
            continue
        taken.add(number)
        shared = (index[gram] for gram in _grams(head))
        near = {n for found in shared if len(found) <= _MOST_FORMS for numbers in found for n in numbers} - taken
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


def _grams(quotation: _Quotation) -> set[tuple[object, ...]]:
    """What two quotations share that may be the same: three words of one speaker, or so many that the words suffice."""
    keys = quotation.keys
    short = {(voice, *keys[n : n + 3]) for voice in quotation.voices for n in range(len(keys) - 2)}
    return short | {keys[n : n + VERBATIM] for n in range(len(keys) - VERBATIM + 1)}


def _same(head: _Quotation, other: _Quotation, rows: Rows) -> bool:
    if set(head.voices) & set(other.voices):
        days = days_apart(rows.articles[head.statement.article], rows.articles[other.statement.article])
        return same_quotation(head.keys, other.keys, days)
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
    names = Counter(n for q in group if (n := _name(q.statement, rows)) is not None)
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


def _name(statement: Statement, rows: Rows) -> str | None:
    return shown_voice(statement, rows.mentions, rows.articles[statement.article].text)


def _variant(quotation: _Quotation, spans: Spans, head: _Quotation, rows: Rows, words: Words) -> Variant:
    article = rows.articles[quotation.statement.article]
    shown = _shown(article.text, spans)
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
        _name(quotation.statement, rows),
        quotation.statement.id,
        spans,
        shown,
        kind,
        tuple(missing),
        tuple(other),
    )


def _shown(text: str, spans: Spans) -> str:
    return " ".join(" … ".join(text[s.start : s.end] for s in spans).split())


def _words(text: str, spans: Spans) -> list[str]:
    return " ".join(text[s.start : s.end] for s in spans).split()


def _texts(text: str, quotation: _Quotation, words: Words) -> list[str]:
    """The quotation's words as they stand, one an entry."""
    spans = [words.span(Run(n, n + 1)) for run in quotation.runs for n in range(run.low, run.high)]
    return [text[s.start : s.end] for s in spans]


# ---------------------------------------------------------------- quotation and paraphrase


def rendered(rows: Rows, joined: Joins, words: Words) -> tuple[Rendered, ...]:
    """What one outlet quotes and another paraphrases, the nearest pairs first; a paraphrase stands in one pair.

    The same named speaker, other outlets, no copies, published within `MOST_DAYS` of each other, and most of the telling
    words of the shorter one in both. A pair is a likeness for a reader to judge, not a finding.
    """
    keys = voices(rows)
    quoted: dict[str, list[tuple[Statement, frozenset[str]]]] = defaultdict(list)
    told: dict[str, list[tuple[Statement, frozenset[str]]]] = defaultdict(list)
    spread: Counter[str] = Counter()
    for statement in rows.statements:
        if statement.standing != "made":
            continue
        runs = [run for span in statement.content for run in words.quoted_runs(words.at(statement.article, span))]
        spans = tuple(words.span(run) for run in runs)
        found = _stems(rows.articles[statement.article].text, spans if runs else statement.content)
        spread.update(found)
        if runs and len(found) < LEAST_SHARED:
            continue
        for voice in keys[statement.id]:
            (quoted if runs else told)[voice].append((statement, found))
    number = max(1, len(rows.statements))
    weight = {stem: log(1 + number / count) for stem, count in spread.items() if count * 3 <= max(number, 30)}
    pairs = [
        pair for voice in sorted(quoted) if voice in told
        for pair in _pairs(voice, quoted[voice], told[voice], weight, rows, joined)
    ]  # fmt: skip
    out: list[Rendered] = []
    used: set[tuple[str, str]] = set()
    for pair in sorted(pairs, key=lambda p: (-p.overlap, p.quotation_statement, p.paraphrase_statement)):
        text = joined.page.get(pair.paraphrase.article, pair.paraphrase.article)
        if (text, pair.told) not in used:
            used.add((text, pair.told))
            out.append(pair)
    return tuple(out)


def _stems(text: str, spans: Spans) -> frozenset[str]:
    """The telling words at the spans, as stems."""
    found = (w.casefold() for s in spans for w in _TELLING.findall(text[s.start : s.end]))
    return frozenset(w if w[0].isdigit() else w[:_STEM] for w in found if w not in EMPTY)


def _pairs(
    voice: str,
    quoted: Sequence[tuple[Statement, frozenset[str]]],
    told: Sequence[tuple[Statement, frozenset[str]]],
    weight: dict[str, float],
    rows: Rows,
    joined: Joins,
) -> Iterable[Rendered]:
    index: dict[str, list[int]] = defaultdict(list)
    for number, (_, stems) in enumerate(told):
        for stem in stems:
            index[stem].append(number)
    for statement, stems in quoted:
        shared: Counter[int] = Counter()
        for stem in stems & weight.keys():
            if len(index[stem]) <= _MOST_STATEMENTS:
                shared.update(index[stem])
        for number, count in sorted(shared.items()):
            if count >= LEAST_SHARED:
                pair = _pair(voice, statement, stems, *told[number], weight, rows, joined)
                if pair is not None:
                    yield pair


def _pair(
    voice: str,
    quotation: Statement,
    quoted: frozenset[str],
    paraphrase: Statement,
    told: frozenset[str],
    weight: dict[str, float],
    rows: Rows,
    joined: Joins,
) -> Rendered | None:
    one, other = rows.articles[quotation.article], rows.articles[paraphrase.article]
    if one.id == other.id or (one.outlet is not None and one.outlet == other.outlet):
        return None
    told_words = _shown(other.text, paraphrase.content)
    common = quoted & told & weight.keys()
    shared = _common_words(other.text, paraphrase.content, common)
    if told_words[:1] in _MARKS or sum(1 for word in shared if word[0].islower()) < _LEAST_PLAIN:
        return None
    least = min(sum(weight.get(s, 0.0) for s in stems) for stems in (quoted, told))
    overlap = sum(weight[s] for s in common) / least if least else 0.0
    days = days_apart(one, other)
    if len(common) < LEAST_SHARED or overlap < LEAST_OVERLAP or days is None or days > MOST_DAYS:
        return None
    places = [Place(one.id, quotation.content), Place(other.id, paraphrase.content)]
    if len(origins_of(places, joined)) < 2:
        return None
    return Rendered(
        voice, _name(quotation, rows),
        named(one), quotation.id, _shown(one.text, quotation.content),
        named(other), paraphrase.id, told_words,
        round(overlap, 3), shared, days,
    )  # fmt: skip


def _common_words(text: str, spans: Iterable[Span], common: frozenset[str]) -> tuple[str, ...]:
    """The shared words as the paraphrase has them, in its order."""
    found = (w for s in spans for w in _TELLING.findall(text[s.start : s.end]))
    return tuple(dict.fromkeys(w for w in found if (w if w[0].isdigit() else w.casefold()[:_STEM]) in common))
