"""Words that independent outlets share, whoever says them: a talking point, an image, a line that is passed on.

What is looked for begins in a quotation: six words in a row that one article has in quotation marks and another, no copy of
it, has too, quoted or in its own voice. Unquoted words alone are not: news of one day shares too many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.origins.moments import First, first_among
from onrecord.origins.quotations import VERBATIM
from onrecord.origins.rows import Named, Rows, named, order_key
from onrecord.origins.same_text import Joins, Place, origins_of
from onrecord.origins.voices import shown_voice, voices
from onrecord.origins.words import EMPTY, Run, Words
from onrecord.record import Span, Statement
from onrecord.reuse.tokens import I64, U64, Bools
from onrecord.text.spans import overlaps

#: Words in a row. Five find "on the other side of", seven miss images of six words.
GRAM: Final = 6
#: In scripts without spaces a word is a character.
_GRAM_UNSPACED: Final = 12
#: Rare words that a wording needs: stock phrases ("in response to a question about") have fewer. Of 16 wordings found without
#: this in 420 articles of one campaign ten were stock phrases.
_TELLING: Final = 3
_TELLING_LETTERS: Final = 4
#: A word is rare where at most so many other articles have it, or this share of all.
_RARE: Final = 5
_RARE_SHARE: Final = 0.05
#: Articles with the same words above which they are a stock phrase or furniture, and no one's line.
_MOST_ARTICLES: Final = 2_000


@dataclass(frozen=True, slots=True)
class Use:
    """Where an article has the words: quoted or in its own voice, and who says them by the record, None where nobody does."""

    page: Named
    span: Span
    quoted: bool
    speaker: str | None
    statement: str | None


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that articles of several origins and outlets share.

    words     as the article has them that comes first in the lists' fixed order
    origins   the uses, those of one origin together; articles: their number; outlets, groups: sorted
    first     which article had them first, by published times
    """

    words: str
    origins: tuple[tuple[Use, ...], ...]
    articles: int
    outlets: tuple[str, ...]
    groups: tuple[str, ...]
    first: First


def shared_wording(rows: Rows, joined: Joins, words: Words, *, groups: Mapping[str, str]) -> tuple[Wording, ...]:
    """Wordings of two outlets and two origins or more, the most widely shared first. Linear in the words, but for sorting.

    `groups`: the group of each outlet, by its name. Words that all articles quote, from the same speaker or so many that
    they are one quotation, are left out: that is a quotation that travelled.
    """
    runs = _runs(words)
    clusters = _clusters(runs, words)
    statements: dict[str, list[Statement]] = defaultdict(list)
    for statement in rows.statements:
        statements[statement.article].append(statement)
    keys = voices(rows)
    spread = _spread(words)
    found = [_wording(cluster, rows, joined, words, groups, statements, keys, spread) for cluster in clusters]
    kept = [wording for wording in found if wording is not None]
    return tuple(sorted(kept, key=lambda w: (-len(w.origins), -w.articles, w.words)))


def _runs(words: Words) -> list[tuple[Run, I64]]:
    """Stretches of words of which each six stand in another article too, once at least in quotation marks; their grams."""
    hashes = words.tokens.hashes.astype(np.uint64)
    count = hashes.size - GRAM + 1
    if count < 1:
        return []
    grams: U64 = np.zeros(count, dtype=np.uint64)
    for n in range(GRAM):
        grams = grams * np.uint64(0x9E3779B97F4A7C15) + hashes[n : n + count]
    owner = np.repeat(np.arange(len(words.articles)), np.diff(words.tokens.first))
    whole: Bools = owner[:count] == owner[GRAM - 1 :]
    quoted: Bools = np.ones(count, dtype=np.bool_)
    for n in range(GRAM):
        quoted &= words.quoted[n : n + count]
        if n:
            whole &= ~words.tokens.opens[n : n + count]
    seeds = np.unique(grams[quoted & whole])
    # by sorting: the table of unsigned 64-bit numbers overflows in numpy 2.0
    at = np.flatnonzero(whole & np.isin(grams, seeds, kind="sort"))
    _, number = np.unique(grams[at], return_inverse=True)
    pairs = np.unique(np.stack((number, owner[at])), axis=1)
    spread = np.bincount(pairs[0], minlength=int(number.max()) + 1 if number.size else 0)
    good = (spread[number] > 1) & (spread[number] <= _MOST_ARTICLES)
    at, number = at[good], number[good]
    if not at.size:
        return []
    cuts = np.flatnonzero((np.diff(at) != 1) | (owner[at[1:]] != owner[at[:-1]])) + 1
    return [
        (Run(int(places[0]), int(places[-1]) + GRAM), found.astype(np.int64))
        for places, found in zip(np.split(at, cuts), np.split(number, cuts), strict=True)
    ]


def _clusters(runs: list[tuple[Run, I64]], words: Words) -> list[list[Run]]:
    """For each wording the places that have all of it: the same grams in the same articles are one wording."""
    owners: dict[int, set[int]] = defaultdict(set)
    for run, grams in runs:
        article = _article(run, words)
        for gram in grams.tolist():
            owners[gram].add(article)
    pieces: dict[tuple[int, ...], list[Run]] = defaultdict(list)
    for run, grams in runs:
        found = grams.tolist()
        start = 0
        for n in range(1, len(found) + 1):
            if n == len(found) or owners[found[n]] != owners[found[start]]:
                pieces[tuple(found[start:n])].append(Run(run.low + start, run.low + n - 1 + GRAM))
                start = n
    return [places for _, places in sorted(pieces.items())]


def _article(run: Run, words: Words) -> int:
    return int(np.searchsorted(words.tokens.first, run.low, side="right")) - 1


def _wording(
    places: list[Run],
    rows: Rows,
    joined: Joins,
    words: Words,
    groups: Mapping[str, str],
    statements: Mapping[str, list[Statement]],
    keys: Mapping[str, tuple[str, ...]],
    spread: tuple[I64, I64],
) -> Wording | None:
    """The wording at the places; None where it is no talking point."""
    found: dict[str, Run] = {}
    for run in places:
        found.setdefault(words.articles[_article(run, words)], run)
    articles = sorted((rows.articles[ident] for ident in found), key=order_key)
    outlets = sorted({a.outlet for a in articles if a.outlet is not None})
    if len(outlets) < 2 or not _telling(articles[0].text, found[articles[0].id], len(articles), words, spread):
        return None
    spans = [words.span(found[a.id]) for a in articles]
    numbers = origins_of([Place(a.id, (span,)) for a, span in zip(articles, spans, strict=True)], joined)
    if len(numbers) < 2:
        return None
    uses: list[Use] = []
    said: list[set[str]] = []
    for article, span in zip(articles, spans, strict=True):
        run = found[article.id]
        quoted = bool(words.quoted[run.low : run.high].all())
        inside = [s for s in statements.get(article.id, ()) if any(overlaps(span, part) for part in s.content)]
        holder = min(inside, key=lambda s: (s.outer is None, s.id), default=None)
        said.append(set() if holder is None or not quoted else set(keys[holder.id]))
        name = None if holder is None else shown_voice(holder, rows.mentions, article.text)
        uses.append(Use(named(article), span, quoted, name, None if holder is None else holder.id))
    longest = max(run.high - run.low for run in found.values())
    if all(use.quoted for use in uses) and (longest >= VERBATIM or set.intersection(*said)):
        return None
    text = articles[0].text[spans[0].start : spans[0].end]
    return Wording(
        " ".join(text.split()),
        tuple(tuple(uses[n] for n in part) for part in numbers),
        len({joined.page.get(a.id, a.id) for a in articles}),
        tuple(outlets),
        tuple(sorted({groups[o] for o in outlets if o in groups})),
        first_among(articles),
    )


def _spread(words: Words) -> tuple[I64, I64]:
    """Every word of the articles as a number, sorted, and the number of articles that have it."""
    owner = np.repeat(np.arange(len(words.articles), dtype=np.int64), np.diff(words.tokens.first))
    pairs = np.unique(words.tokens.hashes.astype(np.int64) | owner << 32)
    found, counts = np.unique(pairs & 0xFFFFFFFF, return_counts=True)
    return found, counts.astype(np.int64)


def _telling(text: str, run: Run, carriers: int, words: Words, spread: tuple[I64, I64]) -> bool:
    """Whether some of the words are rare and no names: long, in lower case or at the head, and in few other articles."""
    keys = words.tokens.hashes[run.low : run.high]
    if (keys & 1).mean() > 0.5:
        return run.high - run.low >= _GRAM_UNSPACED
    found, counts = spread
    elsewhere = counts[np.searchsorted(found, keys.astype(np.int64))] - carriers
    bound = max(_RARE, _RARE_SHARE * len(words.articles))
    rare: set[str] = set()
    for n in range(run.low, run.high):
        span = words.span(Run(n, n + 1))
        word = text[span.start : span.end]
        plain = word.islower() or n == run.low
        if plain and len(word) >= _TELLING_LETTERS and word.casefold() not in EMPTY and elsewhere[n - run.low] <= bound:
            rare.add(word.casefold())
    return len(rare) >= _TELLING
