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
#: Fewer words are enough where one of them is rare: it stands in this many statements of the record, or this share of them
#: (copies counted once). Two such words, no names, must be this share of the paraphrase's weight; for one see `_of_one_act`. At
#: most a day lies between, or both tell of one occasion, and the two must be each other's only match of that kind. With one rare
#: word and a share of 0.3 of the lighter one, as before, 13 of 20 made-up pairs of other utterances on one matter were taken.
_RARE: Final = 3
_RARE_SHARE: Final = 0.002
_LEAST_COVERED: Final = 0.5
_LEAST_FAINT: Final = 0.3
_FAINT_DAYS: Final = 1
#: What opens with such a mark is quoted, even where the marks do not pair.
_MARKS: Final = frozenset("\"'“„«‘`")
#: A speaker's word in more statements than this finds no pairs: it is what the speaker always speaks of.
_MOST_STATEMENTS: Final = 60
#: Letters by which word forms are compared, without their endings: long enough to keep most other words apart.
_STEM: Final = 5
_ENDINGS: Final = ("ing", "ed", "es", "s", "e")
_DOUBLED: Final = re.compile(r"([bdgmnprt])\1$")
#: Forms of words by which something was done: what two utterances on one matter share is rather what it was done to.
_ACT: Final = re.compile(r"\w{2,}(?:ed|ing)$")
#: What makes the words round it a denial, and how many words: two denials of one thing are nearer than two mentions of it.
_NOT: Final = frozenset("not no nobody nothing none never neither nor without cannot".split())
_NOT_FAR: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
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
    """A statement with its telling words as stems.

    stems   those in quotation marks (of a paraphrase all); `whole`: all
    plain   such as are no names; `denied`: such as stand near a "not"
    acts    such as have the form of what is or was done
    """

    statement: Statement
    stems: frozenset[str]
    whole: frozenset[str]
    plain: frozenset[str]
    denied: frozenset[str]
    acts: frozenset[str]


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
        plain = _plain_stems(text, statement.content)
        denied = _denied_stems(text, statement.content) & plain
        acts = frozenset(
            _stem(w) for s in statement.content for w in _WORD.findall(text[s.start : s.end]) if _ACT.match(w)
        )
        spread.update(found)
        once[whole] = None
        for voice in keys[statement.id]:
            (quoted if runs else told)[voice].append(_Telling(statement, found, whole, plain, denied, acts))
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
        return (joined.page.get(one, one), _letters(pair.quoted)), (joined.page.get(other, other), _letters(pair.told))

    partners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair in faint:
        quoted, told = sides(pair)
        partners[quoted].add(told[1])
        partners[told].add(quoted[1])
    seen = {_letters(text) for _, text in used}
    for pair in faint:
        quoted, told = sides(pair)
        if len(partners[quoted]) == len(partners[told]) == 1 and told[1] not in seen:
            seen.add(told[1])
            yield pair


def _letters(words: str) -> str:
    """The words without the marks, which prints of one text change."""
    return " ".join(_TELLING.findall(words.casefold()))


def _stem(word: str) -> str:
    """The word without its ending: "describing" and "described" are one."""
    word = word.casefold()
    if word[0].isdigit():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            if len(ending) > 1:
                word = _DOUBLED.sub(r"\1", word)
            break
    return word[:_STEM]


def _stems(text: str, spans: Spans) -> frozenset[str]:
    """The telling words at the spans, as stems."""
    found = (w for s in spans for w in _TELLING.findall(text[s.start : s.end]))
    return frozenset(_stem(w) for w in found if w.casefold() not in EMPTY)


def _plain_stems(text: str, spans: Spans) -> frozenset[str]:
    """Those of the stems that are no names: a word in lower case, a number, or what a span opens with."""
    found = set()
    for span in spans:
        for n, match in enumerate(_TELLING.finditer(text, span.start, span.end)):
            if n == 0 or not match[0][0].isupper():
                found.add(match[0])
    return frozenset(_stem(w) for w in found if w.casefold() not in EMPTY)


def _denied_stems(text: str, spans: Spans) -> frozenset[str]:
    """The stems of what stands near a "not" or its like."""
    found: set[str] = set()
    for span in spans:
        words = _WORD.findall(text[span.start : span.end])
        for n, word in enumerate(words):
            if word.casefold() in _NOT or word.endswith(("n't", "n’t")):
                found.update(words[max(0, n - _NOT_FAR) : n + _NOT_FAR + 1])
    return frozenset(_stem(word) for word in found if word.casefold() not in EMPTY)


def _one_occasion(quotation: Statement, paraphrase: Statement, rows: Rows) -> bool:
    """Whether the paraphrase names to whom it was said, and that is the outlet with the quotation, or whom that one names."""
    one, other = rows.articles[quotation.article], rows.articles[paraphrase.article]
    told = frozenset() if paraphrase.addressee is None else _names(other.text, paraphrase.addressee)
    if not told:
        return False
    if quotation.addressee is not None and told == _names(one.text, quotation.addressee):
        return True
    return one.outlet is not None and told <= _names(one.outlet, Span(0, len(one.outlet)))


def _names(text: str, span: Span) -> frozenset[str]:
    """The names among the words of the span."""
    words = _TELLING.findall(text[span.start : span.end])
    return frozenset(word.casefold() for word in words if word[0].isupper() and word.casefold() not in EMPTY)


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
            near = telling.whole & told[number].stems
            if count >= LEAST_SHARED or not near.isdisjoint(rare | (telling.denied & told[number].denied)):
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
        if _enough(overlap, shared):
            return None
        overlap = _covered(quoted, told, weight)
        near = _one_occasion(quotation, paraphrase, rows)
        if (days > _FAINT_DAYS and not near) or not _of_one_act(quoted, told, overlap, rare, near=near):
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


def _covered(quoted: _Telling, told: _Telling, weight: dict[str, float]) -> float:
    """Share of the weight of a paraphrase's words, names left out, that the other has."""
    whole = sum(weight.get(stem, 0.0) for stem in told.plain)
    return sum(weight.get(stem, 0.0) for stem in told.plain & quoted.plain) / whole if whole else 0.0


def _of_one_act(quoted: _Telling, told: _Telling, covered: float, rare: set[str], *, near: bool) -> bool:
    """Whether the few words in common, no names, rather tell of one utterance than of two on one matter.

    Half of the paraphrase in two words, one of them rare; or what was done, in both, and both deny it or it was said on one
    occasion (`near`).
    """
    common = told.plain & quoted.plain
    if len(common) > 1 and covered >= _LEAST_COVERED and not common.isdisjoint(rare | (quoted.denied & told.denied)):
        return True
    acts = common & quoted.acts & told.acts
    return covered >= _LEAST_FAINT and not acts.isdisjoint(quoted.denied & told.denied | (rare if near else set()))


def _common(
    one: frozenset[str], other: frozenset[str], weight: dict[str, float], text: str, spans: Iterable[Span]
) -> tuple[float, tuple[str, ...]]:
    """Share of the weight of the lighter one's stems that both have, and these words as the spans of the text have them."""
    common = one & other & weight.keys()
    least = min(sum(weight.get(stem, 0.0) for stem in stems) for stems in (one, other))
    return (sum(weight[stem] for stem in common) / least if least else 0.0), _common_words(text, spans, common)


def _enough(overlap: float, shared: Sequence[str]) -> bool:
    """Whether enough words are common by themselves."""
    stems = {_stem(word) for word in shared}
    plain = sum(1 for word in shared if word[0].islower())
    return len(stems) >= LEAST_SHARED and plain >= _LEAST_PLAIN and overlap >= LEAST_OVERLAP


def _common_words(text: str, spans: Iterable[Span], common: frozenset[str]) -> tuple[str, ...]:
    """The shared words as the paraphrase has them, in its order."""
    found = (w for s in spans for w in _TELLING.findall(text[s.start : s.end]))
    return tuple(dict.fromkeys(w for w in found if _stem(w) in common))
