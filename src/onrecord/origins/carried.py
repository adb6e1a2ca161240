"""How many origins carry a statement: the one place where that is counted.

An article carries a statement where it prints its words: as a copy (in a passage that was copied), or on its own, where it
attributes the same quotation, or nearly the same words, to the same speaker. Copies, members of one family and captures of
one page are one origin. A copy that changed the words (another number, a quotation cut) does not carry them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from onrecord.origins.changes import NUMBER
from onrecord.origins.moments import First, days_apart, first_among
from onrecord.origins.rows import Named, Rows, named, order_key
from onrecord.origins.same_text import Joins, Place, joins, origins_of
from onrecord.origins.voices import voices_of
from onrecord.origins.words import Run, Words, common_blocks, empty_keys, words_of_articles
from onrecord.record import Article, Span, Statement
from onrecord.text.spans import hull

How = Literal["this statement", "copy", "same quotation", "nearly the same words"]

#: Share of a statement's words that a copy must have in the same order. Light editing changes one word in thirty.
_COPIED: Final = 0.85
#: Share of the longer of two statements that must be common for them to be nearly the same words.
NEARLY: Final = 0.8
#: Words that a quotation must have in common with another to be the same; shorter ones ("terrorism") are said by anyone.
SHORTEST_QUOTATION: Final = 4
#: Words from which a quotation may differ from another of the same utterance: with fewer, stock phrases agree by chance
#: (of 26 groups found with six words in ten at any length, in 420 articles of one campaign, 7 were two utterances).
LONG_QUOTATION: Final = 8
#: Days within which a few words are taken for a part of a longer quotation.
SLOGAN_DAYS: Final = 14
#: Words that nearly the same words must have in common.
SHORTEST_NEARLY: Final = 6
#: Words of a statement that are compared; the rest of a longer one follows them.
_READ: Final = 400
#: Bits of `Said.marks`: a statement of twenty words has nearly one to each.
_MARKS: Final = 251
_NEGATION: Final = re.compile(r"not|no|never|nobody|none|nothing|neither|nor|without|\w+n[’']t", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article that carries the statement: its words there, and how; `statement` where it attributes them."""

    page: Named
    how: How
    spans: tuple[Span, ...]
    words: str
    statement: str | None


@dataclass(frozen=True, slots=True)
class Carried:
    """Who carries a statement.

    origins    one group of carriers an origin, the statement's own first, then in the lists' fixed order
    articles   number of articles in all of them, captures of one page counted once
    first      which article had the words first, by published times
    """

    statement: str
    origins: tuple[tuple[Carrier, ...], ...]
    articles: int
    first: First


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a statement's content as numbers, as far as they are compared.

    keys     all of them in order, `size` their number; distinct: each once
    quoted   where those in quotation marks stand; quoted_keys: these one after the other
    runs     every `SHORTEST_QUOTATION` of `quoted_keys` in a row
    marks    a bit for each word, several words to a bit: a bit that the words of another content lack is a word that they lack
    """

    keys: tuple[int, ...]
    size: int
    distinct: frozenset[int]
    quoted: tuple[Run, ...]
    quoted_keys: tuple[int, ...]
    runs: frozenset[tuple[int, ...]]
    marks: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What counting rests on, made once for many statements: the rows, what joins articles, their words, who said what.

    said   the contents that were compared so far, by statement
    """

    rows: Rows
    joined: Joins
    words: Words
    by_voice: Mapping[str, tuple[Statement, ...]]
    said: dict[str, Said] = field(default_factory=dict)

    def said_in(self, statement: Statement) -> Said:
        """The words of a statement's content."""
        if statement.id not in self.said:
            keys = self.words.keys_at(statement.article, statement.content)[:_READ]
            quoted = tuple(
                run
                for span in statement.content
                for run in self.words.quoted_runs(self.words.at(statement.article, span))
            )
            joined = tuple(key for run in quoted for key in self.words.keys(run))[:_READ]
            distinct = frozenset(keys)
            marks = sum({1 << key % _MARKS for key in distinct})
            self.said[statement.id] = Said(keys, len(keys), distinct, quoted, joined, _runs(joined), marks)
        return self.said[statement.id]


def _runs(keys: Sequence[int]) -> frozenset[tuple[int, ...]]:
    return frozenset(zip(*(keys[at:] for at in range(SHORTEST_QUOTATION)), strict=False))


def ground(rows: Rows) -> Ground:
    """What counting rests on. Linear in the rows."""
    by_voice: dict[str, list[Statement]] = defaultdict(list)
    for statement in rows.statements:
        for voice in voices_of(statement, rows.mentions, rows.articles[statement.article].text):
            by_voice[voice].append(statement)
    said = {voice: tuple(sorted(found, key=lambda s: s.id)) for voice, found in by_voice.items()}
    return Ground(rows, joins(rows), words_of_articles(rows.articles.values()), said)


def carried(statement: Statement, on: Ground) -> Carried:
    """Who carries the statement. Linear in the copies of its article and in its speaker's statements."""
    rows, joined = on.rows, on.joined
    own = rows.articles[statement.article]
    spans = statement.content or statement.cue
    found: dict[str, tuple[How, tuple[Span, ...], str | None]] = {own.id: ("this statement", spans, statement.id)}
    for other, how, there in _alike(statement, on):
        found.setdefault(other.article, (how, there, other.id))
    given = [Place(ident, there) for ident, (_, there, _) in found.items()]
    for ident, place in printed_in(given, on).items():
        found.setdefault(ident, ("copy", place.spans, None))
    places = [Place(ident, spans) for ident, (_, spans, _) in sorted(found.items())]
    groups = []
    for numbers in origins_of(places, joined):
        group = [places[n].article for n in numbers]
        group.sort(key=lambda ident: (ident != own.id, order_key(rows.articles[ident])))
        groups.append(tuple(_carrier(rows.articles[i], *found[i]) for i in group))
    groups.sort(key=lambda g: (g[0].page.article != own.id, order_key(rows.articles[g[0].page.article])))
    return Carried(
        statement.id,
        tuple(groups),
        len({joined.page.get(ident, ident) for ident in found}),
        first_among(rows.articles[ident] for ident in found),
    )


def printed_in(places: Sequence[Place], on: Ground) -> dict[str, Place]:
    """The articles that print the words of the places as copies of one another, these among them, and where."""
    found = {place.article: place for place in places}
    todo = list(found.values())
    while todo:
        place = todo.pop()
        for ident, spans in _copies(place, on.joined, on.rows, on.words):
            if ident not in found:
                found[ident] = Place(ident, spans)
                todo.append(found[ident])
    return found


def _carrier(article: Article, how: How, spans: tuple[Span, ...], statement: str | None) -> Carrier:
    shown = " … ".join(article.text[s.start : s.end] for s in spans)
    return Carrier(named(article), how, spans, shown, statement)


def same_quotation(one: Sequence[int], other: Sequence[int], days: int | None) -> bool:
    """Whether two quotations of one speaker are the same utterance, told in full or in part.

    A short one must stand in the other word for word; where the other says more, they must have been published within
    `SLOGAN_DAYS` (`days` is what lies between, None where it is not known): slogans come back. Of a longer one six words in
    ten must stand in both in the same order, `LONG_QUOTATION` of them at least. Either way two of the common words must say
    something ("over and over again" does not).
    """
    short, long_ = sorted((one[:_READ], other[:_READ]), key=len)
    blocks = common_blocks(short, long_)
    common = sum(block.size for block in blocks)
    kept = {key for block in blocks for key in short[block.a : block.a + block.size]}
    if len(kept - empty_keys()) < 2:
        return False
    if len(short) < LONG_QUOTATION:
        near = len(short) == len(long_) or (days is not None and days <= SLOGAN_DAYS)
        return near and len(short) >= SHORTEST_QUOTATION and blocks[0].size == len(short)
    return common >= max(LONG_QUOTATION, 0.6 * len(short)) and max(block.size for block in blocks) >= SHORTEST_QUOTATION


def _alike(statement: Statement, on: Ground) -> list[tuple[Statement, How, tuple[Span, ...]]]:
    """Statements of the same speaker in other articles, with the same quotation or nearly the same words."""
    rows, words = on.rows, on.words
    speakers = voices_of(statement, rows.mentions, rows.articles[statement.article].text)
    if not speakers:
        return []
    mine = on.said_in(statement)
    least = min(SHORTEST_QUOTATION, len(mine.distinct))
    size = mine.size
    out: list[tuple[Statement, How, tuple[Span, ...]]] = []
    near = {other.id: other for voice in speakers for other in on.by_voice.get(voice, ())}
    for other in near.values() if len(speakers) == 1 else sorted(near.values(), key=lambda s: s.id):
        if other.article == statement.article or other.standing != statement.standing:
            continue
        theirs = on.said_in(other)
        # without this many words in a row no quotation is the same
        in_a_row = bool(mine.runs) and not mine.runs.isdisjoint(theirs.runs)
        short, long_ = (size, theirs.size) if size < theirs.size else (theirs.size, size)
        as_long = (
            short >= max(SHORTEST_NEARLY, NEARLY * long_)
            and size - (mine.marks & ~theirs.marks).bit_count() >= NEARLY * long_
            and other.negated == statement.negated
        )
        if not (in_a_row or as_long) or len(mine.distinct & theirs.distinct) < least:
            continue
        if in_a_row:
            days = days_apart(rows.articles[statement.article], rows.articles[other.article])
            if same_quotation(mine.quoted_keys, theirs.quoted_keys, days):
                out.append((other, "same quotation", tuple(words.span(run) for run in theirs.quoted)))
                continue
        if as_long and _nearly_same(statement, mine, other, theirs, on):
            out.append((other, "nearly the same words", other.content))
    return out


def _nearly_same(one: Statement, mine: Said, other: Statement, theirs: Said, on: Ground) -> bool:
    """Whether the contents are nearly the same words, figures and negations among them."""
    least = max(SHORTEST_NEARLY, NEARLY * max(len(mine.keys), len(theirs.keys)))
    shared = mine.distinct & theirs.distinct
    if len(mine.keys) - len(mine.distinct - shared) < least or len(theirs.keys) - len(theirs.distinct - shared) < least:
        return False  # whatever their order is
    blocks = common_blocks(mine.keys, theirs.keys)
    if sum(block.size for block in blocks) < least:
        return False
    kept = {key for block in blocks for key in mine.keys[block.a : block.a + block.size]}
    firm = (_firm(Place(said.article, said.content), on.rows, on.words) for said in (one, other))
    return set().union(*firm) <= kept


def _copies(place: Place, joined: Joins, rows: Rows, words: Words) -> list[tuple[str, tuple[Span, ...]]]:
    """Articles that have the words in a copied passage, and where."""
    mine = words.keys_at(place.article, place.spans)[:_READ]
    firm = _firm(place, rows, words)
    least = 2 if len(mine) > SHORTEST_NEARLY else 1
    whole = hull(place.spans)
    best: dict[str, tuple[int, tuple[Span, ...]]] = {}
    for passage in joined.passages(place):
        if passage.other not in rows.articles:
            continue
        low, high = words.at(passage.other, passage.there)
        # where they must be, give or take what captions and edits move
        length = max(1, passage.here.end - passage.here.start)
        at = low + round((whole.start - passage.here.start) / length * (high - low))
        room = len(mine) + 80 + (high - low) // 5
        window = Run(max(low, at - room), min(high, at + 2 * room))
        theirs = words.keys(window)
        blocks = common_blocks(mine, theirs, least=least)
        common = sum(block.size for block in blocks)
        kept = {key for block in blocks for key in mine[block.a : block.a + block.size]}
        if not blocks or common < _COPIED * len(mine) or not firm <= kept:
            continue
        spans = tuple(words.span(Run(window.low + b.b, window.low + b.b + b.size)) for b in blocks)
        if passage.other not in best or best[passage.other][0] < common:
            best[passage.other] = (common, (hull(spans),) if len(place.spans) == 1 else spans)
    return [(ident, spans) for ident, (_, spans) in sorted(best.items())]


def _firm(place: Place, rows: Rows, words: Words) -> set[int]:
    """The words, as numbers, that a copy must not change: figures and negations."""
    text = rows.articles[place.article].text
    out: set[int] = set()
    for span in place.spans:
        run = words.at(place.article, span)
        for n, key in enumerate(words.keys(run), start=run.low):
            at = words.span(Run(n, n + 1))
            word = text[at.start : at.end]
            if NUMBER.fullmatch(word) or _NEGATION.fullmatch(word):
                out.add(key)
    return out
