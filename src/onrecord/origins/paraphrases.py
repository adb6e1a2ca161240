"""What one outlet quotes and another gives in its own words.

Takes the rows of a record; gives pairs of a quotation and a paraphrase by one speaker, likenesses for a reader to judge. Words
are compared by their beginnings, without those that say nothing; no model, no list of synonyms: an utterance that is retold
without one of its words is not found.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from onrecord.origins.moments import days_apart
from onrecord.origins.quotations import shown_name, shown_words
from onrecord.origins.rows import Named, Rows, named
from onrecord.origins.same_text import Joins, Place, origins_of
from onrecord.origins.voices import voices
from onrecord.origins.words import EMPTY, Words
from onrecord.record import Span, Spans, Statement

#: Days between the publication of a quotation and of a paraphrase up to which they are taken for the same utterance.
MOST_DAYS: Final = 3
#: Share of the weight of the telling words of the shorter of the two that both must have. At 0.5 every second pair of a
#: speaker's statements on one matter of the day passes; see docs/origins.md for what was measured.
LEAST_OVERLAP: Final = 0.6
#: Telling words in common that a paraphrase needs.
LEAST_SHARED: Final = 3
#: How many of them must be no names: "Affordable Care Act" in both says what was spoken of, not what was said.
_LEAST_PLAIN: Final = 2
#: One telling word is enough where it is rare: it stands in this many statements of the record, or this share of them (copies
#: counted once), this share of the weight of the shorter one is common, and at most a day lies between. The two must be each
#: other's only match of that kind. Of 10 such pairs in 924 articles of one campaign 7 were one utterance; of 4 that lay two or
#: three days apart none, of 7 with a smaller share none.
_RARE: Final = 3
_RARE_SHARE: Final = 0.002
_LEAST_FAINT: Final = 0.3
_FAINT_DAYS: Final = 1
#: What opens with such a mark is quoted, even where the marks do not pair.
_MARKS: Final = frozenset("\"'“„«‘`")
#: A speaker's word in more statements than this finds no pairs: it is what the speaker always speaks of.
_MOST_STATEMENTS: Final = 60
#: Letters by which word forms are compared ("describing", "described"): long enough to keep most other words apart.
_STEM: Final = 5
_TELLING: Final = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*\d|\d")


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
class _Telling:
    """A statement with its telling words as stems: those in quotation marks (of a paraphrase all), and those of all of it."""

    statement: Statement
    stems: frozenset[str]
    whole: frozenset[str]


def rendered(rows: Rows, joined: Joins, words: Words) -> tuple[Rendered, ...]:
    """What one outlet quotes and another paraphrases, the nearest pairs first; a paraphrase stands in one pair.

    The same named speaker, other outlets, no copies, published within `MOST_DAYS` of each other, and most of the telling
    words of the shorter one in both; or, within a day, a rare word that only these two have. A pair is a likeness for a reader
    to judge, not a finding.
    """
    keys = voices(rows)
    quoted: dict[str, list[_Telling]] = defaultdict(list)
    told: dict[str, list[_Telling]] = defaultdict(list)
    spread: Counter[str] = Counter()
    once: dict[frozenset[str], None] = {}
    for statement in rows.statements:
        if statement.standing != "made":
            continue
        runs = [run for span in statement.content for run in words.quoted_runs(words.at(statement.article, span))]
        spans = tuple(words.span(run) for run in runs)
        text = rows.articles[statement.article].text
        whole = _stems(text, statement.content)
        found = _stems(text, spans) if runs else whole
        spread.update(found)
        once[whole] = None
        for voice in keys[statement.id]:
            (quoted if runs else told)[voice].append(_Telling(statement, found, whole))
    number = max(1, len(rows.statements))
    weight = {stem: log(1 + number / count) for stem, count in spread.items() if count * 3 <= max(number, 30)}
    told_in = Counter(stem for stems in once for stem in stems)
    rare = {stem for stem, count in told_in.items() if count <= max(_RARE, _RARE_SHARE * number)}
    pairs = [
        pair for voice in sorted(quoted) if voice in told
        for pair in _pairs(voice, quoted[voice], told[voice], weight, rare, rows, joined)
    ]  # fmt: skip
    out: list[Rendered] = []
    used: set[tuple[str, str]] = set()
    faint: list[Rendered] = []
    for pair in sorted(pairs, key=lambda p: (-p.overlap, p.quotation_statement, p.paraphrase_statement)):
        text = joined.page.get(pair.paraphrase.article, pair.paraphrase.article)
        if not _enough(pair.overlap, pair.shared):
            faint.append(pair)
        elif (text, pair.told) not in used:
            used.add((text, pair.told))
            out.append(pair)
    return (*out, *_only_matches(faint, used, joined))


def _only_matches(faint: list[Rendered], used: set[tuple[str, str]], joined: Joins) -> Iterable[Rendered]:
    """Of the faint pairs those of which each side has no other match, prints of one text counted once."""

    def sides(pair: Rendered) -> tuple[tuple[str, str], tuple[str, str]]:
        one, other = pair.quotation.article, pair.paraphrase.article
        return (joined.page.get(one, one), pair.quoted), (joined.page.get(other, other), pair.told)

    partners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair in faint:
        quoted, told = sides(pair)
        partners[quoted].add(pair.told)
        partners[told].add(pair.quoted)
    seen = {text for _, text in used}
    for pair in faint:
        quoted, told = sides(pair)
        if len(partners[quoted]) == len(partners[told]) == 1 and pair.told not in seen:
            seen.add(pair.told)
            yield pair


def _stems(text: str, spans: Spans) -> frozenset[str]:
    """The telling words at the spans, as stems."""
    found = (w.casefold() for s in spans for w in _TELLING.findall(text[s.start : s.end]))
    return frozenset(w if w[0].isdigit() else w[:_STEM] for w in found if w not in EMPTY)


def _pairs(
    voice: str,
    quoted: Sequence[_Telling],
    told: Sequence[_Telling],
    weight: dict[str, float],
    rare: set[str],
    rows: Rows,
    joined: Joins,
) -> Iterable[Rendered]:
    index: dict[str, list[int]] = defaultdict(list)
    for number, telling in enumerate(told):
        for stem in telling.stems:
            index[stem].append(number)
    for telling in quoted:
        shared: Counter[int] = Counter()
        for stem in telling.whole & weight.keys():
            if len(index[stem]) <= _MOST_STATEMENTS:
                shared.update(index[stem])
        for number, count in sorted(shared.items()):
            if count >= LEAST_SHARED or not rare.isdisjoint(telling.whole & told[number].stems):
                pair = _pair(voice, telling, told[number], weight, rare, rows, joined)
                if pair is not None:
                    yield pair


def _pair(
    voice: str,
    quoted: _Telling,
    told: _Telling,
    weight: dict[str, float],
    rare: set[str],
    rows: Rows,
    joined: Joins,
) -> Rendered | None:
    quotation, paraphrase = quoted.statement, told.statement
    one, other = rows.articles[quotation.article], rows.articles[paraphrase.article]
    days = days_apart(one, other)
    if (
        one.id == other.id
        or (one.outlet is not None and one.outlet == other.outlet)
        or days is None
        or days > MOST_DAYS
    ):
        return None
    told_words = shown_words(other.text, paraphrase.content)
    if told_words[:1] in _MARKS:
        return None
    overlap, shared = _common(quoted.stems, told.stems, weight, other.text, paraphrase.content)
    if not _enough(overlap, shared):
        overlap, shared = _common(quoted.whole, told.stems, weight, other.text, paraphrase.content)
        telling = any(word[0].islower() and word.casefold()[:_STEM] in rare for word in shared)
        if _enough(overlap, shared) or overlap < _LEAST_FAINT or days > _FAINT_DAYS or not telling:
            return None
    places = [Place(one.id, quotation.content), Place(other.id, paraphrase.content)]
    if len(origins_of(places, joined)) < 2:
        return None
    return Rendered(
        voice, shown_name(quotation, rows),
        named(one), quotation.id, shown_words(one.text, quotation.content),
        named(other), paraphrase.id, told_words,
        round(overlap, 3), shared, days,
    )  # fmt: skip


def _common(
    one: frozenset[str], other: frozenset[str], weight: dict[str, float], text: str, spans: Iterable[Span]
) -> tuple[float, tuple[str, ...]]:
    """Share of the weight of the lighter one's stems that both have, and these words as the spans of the text have them."""
    common = one & other & weight.keys()
    least = min(sum(weight.get(stem, 0.0) for stem in stems) for stems in (one, other))
    return (sum(weight[stem] for stem in common) / least if least else 0.0), _common_words(text, spans, common)


def _enough(overlap: float, shared: Sequence[str]) -> bool:
    """Whether enough words are common by themselves."""
    stems = {word if word[0].isdigit() else word.casefold()[:_STEM] for word in shared}
    plain = sum(1 for word in shared if word[0].islower())
    return len(stems) >= LEAST_SHARED and plain >= _LEAST_PLAIN and overlap >= LEAST_OVERLAP


def _common_words(text: str, spans: Iterable[Span], common: frozenset[str]) -> tuple[str, ...]:
    """The shared words as the paraphrase has them, in its order."""
    found = (w for s in spans for w in _TELLING.findall(text[s.start : s.end]))
    return tuple(dict.fromkeys(w for w in found if (w if w[0].isdigit() else w.casefold()[:_STEM]) in common))
