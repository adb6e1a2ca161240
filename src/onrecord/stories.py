"""Stories: articles that tell of the same happening, grouped. Pure; rows in, stories out; the order of the rows is no matter.

Articles of one origin (captures of one page, reprints) stand together from the start. Origins are then joined by what they
have in common: telling words of headline and opening, and actors, the rarer the heavier (cosine of TF-IDF). Groups are
merged while the average likeness of their members stays over `LEAST_LIKENESS` (average-link clustering), so that a digest
that touches everything does not tie everything into one.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import log, sqrt
from typing import Final

from onrecord.origins.rows import Rows, order_key
from onrecord.origins.same_text import Joins, Place, joins, origins_of
from onrecord.record import PROSE, Article, Mention, Span, row_id

#: Average likeness from which two groups are one story. Chosen on the example week: lower values join the visit of one
#: president with the telephone call of another, higher ones part two reports of one explosion.
LEAST_LIKENESS: Final = 0.13
#: Articles this many days apart are not compared: a story that goes on is told again between.
MOST_DAYS: Final = 4
#: Likeness counts so much less where one article has no day: an undated page belongs anywhere.
UNDATED: Final = 0.7
#: Characters of running text that stand for an article: the opening tells what it is about.
OPENING_CHARS: Final = 700
#: A feature of more origins than this share (and more than ten) tells nothing of which story it is.
_COMMON: Final = 0.35
#: The same as a number, for large sets: comparing all holders of a word costs their square.
_MOST_HOLDERS: Final = 150
#: Features of one origin that count, the heaviest ones.
_MOST_FEATURES: Final = 200
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
#: Letters of a word that count, so that endings do not part words.
_STEM: Final = 6


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about the same happening.

    articles  ids, sorted          origins  groups of one origin, each sorted; the groups by their first article's day
    leading   the article that speaks for the story: of the origin most printed, the earliest
    actors    ids of the actors most of its origins name, the most named first
    first_day, last_day   ISO days of publication, None where no article has one
    """

    id: str
    articles: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]
    leading: str
    actors: tuple[str, ...]
    first_day: str | None
    last_day: str | None


def stories(rows: Rows, joined: Joins | None = None) -> tuple[Story, ...]:
    """Every article in one story, sorted by first day and id. About linear where stories are many.

    `joined` is what joins the rows' articles, where the caller has it already.
    """
    joined = joins(rows) if joined is None else joined
    origins = _origins(rows.articles, joined)
    named = _named(rows.mentions)
    vectors = _vectors([[_features(rows.articles[a], named.get(a, Counter())) for a in o] for o in origins])
    days = [_day(rows.articles, origin) for origin in origins]
    groups = _merged(_likeness(vectors, days), len(origins))
    made = [_story([origins[n] for n in group], rows, joined, named) for group in groups]
    return tuple(sorted(made, key=lambda s: (s.first_day or "9999", s.id)))


def _origins(articles: Mapping[str, Article], joined: Joins) -> list[tuple[str, ...]]:
    idents = sorted(articles)
    places = [Place(ident, (Span(0, max(1, len(articles[ident].text))),)) for ident in idents]
    return [tuple(idents[n] for n in numbers) for numbers in origins_of(places, joined)]


def _named(mentions: Mapping[str, Mention]) -> dict[str, Counter[str]]:
    """How often each article names each known actor."""
    out: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions.values():
        if mention.actor is not None and mention.kind != "outlet":
            out[mention.article][mention.actor] += 1
    return out


def _features(article: Article, actors: Counter[str]) -> Counter[str]:
    """What an article is about: words of its headline (twice) and opening, and the actors it names more than once."""
    out: Counter[str] = Counter()
    prose = [b.text for b in article.blocks if b.span is not None and b.label in PROSE - {"caption", "note"}]
    opening = (" ".join(prose) or article.text)[:OPENING_CHARS]
    for text, weight in ((article.title or "", 2), (opening, 1)):
        for word in set(_WORD.findall(text)):
            out[word.casefold()[:_STEM]] += weight
    for actor, number in actors.items():
        out[f"@{actor}"] += 1 + (number > 2)
    return out


def _vectors(origins: list[list[Counter[str]]]) -> list[dict[str, float]]:
    """One unit vector an origin; features of too many origins are left out."""
    joined: list[Counter[str]] = []
    for features in origins:
        best: Counter[str] = Counter()
        for counter in features:
            best |= counter
        joined.append(best)
    spread: Counter[str] = Counter()
    for features_ in joined:
        spread.update(features_.keys())
    most = max(10, min(_COMMON * len(joined), _MOST_HOLDERS))
    out = []
    for features_ in joined:
        vector = {
            name: (1 + log(weight)) * log(1 + len(joined) / spread[name])
            for name, weight in sorted(features_.items())
            if spread[name] <= most
        }
        strongest = sorted(vector, key=lambda name: (-vector[name], name))[:_MOST_FEATURES]
        vector = {name: vector[name] for name in sorted(strongest)}
        length = sqrt(sum(value * value for value in vector.values())) or 1.0
        out.append({name: value / length for name, value in vector.items()})
    return out


def _day(articles: Mapping[str, Article], origin: tuple[str, ...]) -> str | None:
    return min((day for ident in origin if (day := articles[ident].day) is not None), default=None)


def _likeness(vectors: list[dict[str, float]], days: list[str | None]) -> dict[tuple[int, int], float]:
    """Cosine of every pair that shares a feature and lies near in time, by (lower, higher) number."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for name in vector:
            holders[name].append(number)
    out: dict[tuple[int, int], float] = defaultdict(float)
    ordinals = [None if day is None else date.fromisoformat(day).toordinal() for day in days]
    for name in sorted(holders):
        found = holders[name]
        for n, one in enumerate(found):
            weight, day = vectors[one][name], ordinals[one]
            for other in found[n + 1 :]:
                there = ordinals[other]
                if day is None or there is None:
                    out[one, other] += UNDATED * weight * vectors[other][name]
                elif abs(day - there) <= MOST_DAYS:
                    out[one, other] += weight * vectors[other][name]
    return out


def _merged(likeness: dict[tuple[int, int], float], size: int) -> list[list[int]]:
    """Average-link clustering of the numbers below `size`: the likest groups first, ties by the lowest numbers."""
    members: dict[int, list[int]] = {n: [n] for n in range(size)}
    near: dict[int, dict[int, float]] = defaultdict(dict)
    heap = []
    for (one, other), value in sorted(likeness.items()):
        near[one][other] = near[other][one] = value
        if value >= LEAST_LIKENESS:
            heap.append((-round(value, 9), one, other))
    heapq.heapify(heap)
    while heap:
        value, one, other = heapq.heappop(heap)
        if one not in members or other not in members or -round(near[one].get(other, 0.0), 9) != value:
            continue
        low, high = sorted((one, other))
        left, right = len(members[low]), len(members[high])
        members[low] = sorted(members[low] + members.pop(high))
        theirs, mine = near.pop(high), near[low]
        for third in sorted((theirs.keys() | mine.keys()) - {low, high}):
            average = (left * mine.get(third, 0.0) + right * theirs.get(third, 0.0)) / (left + right)
            mine[third] = near[third][low] = average
            near[third].pop(high, None)
            if average >= LEAST_LIKENESS:
                heapq.heappush(heap, (-round(average, 9), min(low, third), max(low, third)))
        mine.pop(high, None)
    return [members[key] for key in sorted(members)]


def _story(origins: list[tuple[str, ...]], rows: Rows, joined: Joins, named: Mapping[str, Counter[str]]) -> Story:
    articles = tuple(sorted(ident for origin in origins for ident in origin))

    firsts = {family.first for family in rows.families if family.first is not None}

    def opening(origin: tuple[str, ...]) -> str:
        # who is known to be first; else a fixed order
        return min(origin, key=lambda ident: (ident not in firsts, order_key(rows.articles[ident])))

    ordered = sorted(origins, key=lambda o: (order_key(rows.articles[opening(o)]), o))
    most = max(ordered, key=lambda o: len({joined.page.get(ident, ident) for ident in o}))
    naming: Counter[str] = Counter()
    for origin in origins:
        naming.update({actor for ident in origin for actor in named.get(ident, ())})
    days = [day for ident in articles if (day := rows.articles[ident].day) is not None]
    return Story(
        row_id("story", articles),
        articles,
        tuple(ordered),
        opening(most),
        tuple(sorted(naming, key=lambda actor: (-naming[actor], actor))),
        min(days, default=None),
        max(days, default=None),
    )
