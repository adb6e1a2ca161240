"""Lines that stand on several pages of an outlet with different texts: notices, appeals, buttons that read like prose.

The strongest sign that a line is no news, and one that no reader of a single page can see. It is found over the whole record and
kept beside it: the text of an article stays what its capture gives, whatever else is on record, in any order of adding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from onrecord.readers import shape
from onrecord.readers.phrases import CLOSING, GREETING, line_key
from onrecord.record import PROSE, Article

_DIGITS: Final = re.compile(r"\d+")
#: Share of an article's words that it has in common with another of the outlet, from which the two are versions of one text.
_SAME_TEXT: Final = 0.4
#: Words from which a repeated line between lines of the text's own is a paragraph used again (what went before), no notice.
_PARAGRAPH_WORDS: Final = 25
#: Articles with a line up to which it is looked at whether they are versions of one text; on more it is a notice in any case.
_MOST_PAIRED: Final = 30
_LEAST_WORDS: Final = 2
_QUOTED: Final = ('"', "'", "«", "„")  # words of somebody, printed again: reuse, which is found elsewhere


@dataclass(frozen=True, slots=True)
class Repeated:
    """A block of an article that stands in `pages` different texts of its outlet; `start` and `end` are its span."""

    article: str
    start: int
    end: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Line:
    article: int
    start: int
    end: int
    key: str
    words: int


def repeated(articles: Iterable[Article]) -> tuple[Repeated, ...]:
    """The blocks of prose that repeat, sorted by article and place. Linear in the lines, but for versions of one text."""
    outlets: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.outlet is not None:
            outlets[article.outlet].append(article)
    found = [block for group in outlets.values() if len(group) > 1 for block in _within(sorted(group, key=_ident))]
    return tuple(sorted(found, key=lambda block: (block.article, block.start)))


def _ident(article: Article) -> str:
    return article.id


def _within(group: Sequence[Article]) -> list[Repeated]:
    """The repeated blocks of one outlet's articles."""
    lines = [
        _Line(number, block.span.start, block.span.end, _DIGITS.sub("0", line_key(block.text)), shape.words(block.text))
        for number, article in enumerate(group)
        for block in article.blocks
        if block.span is not None and block.label in PROSE
    ]
    owners: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        owners[line.key].add(line.article)
    texts = _texts(lines, owners)
    spread = {key: len({texts[number] for number in numbers}) for key, numbers in owners.items()}
    out = []
    for index, line in enumerate(lines):
        if spread[line.key] < 2 or line.words < _LEAST_WORDS or line.key.startswith(_QUOTED):
            continue
        if GREETING.match(line.key) or CLOSING.match(line.key):
            continue  # a letter's own words, the same in each issue
        beside = [
            other
            for other in lines[max(0, index - 1) : index + 2]
            if other is not line and other.article == line.article
        ]
        if line.words >= _PARAGRAPH_WORDS and len(beside) == 2 and all(spread[other.key] < 2 for other in beside):
            continue
        out.append(Repeated(group[line.article].id, line.start, line.end, spread[line.key]))
    return out


def _texts(lines: Sequence[_Line], owners: dict[str, set[int]]) -> dict[int, int]:
    """For each article the number of its text: versions and reprints of one text have the same."""
    total: dict[int, int] = defaultdict(int)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    words: dict[str, int] = {}
    for line in lines:
        total[line.article] += line.words
        words[line.key] = line.words
    for key, numbers in owners.items():
        if 2 <= len(numbers) <= _MOST_PAIRED:
            for pair in combinations(sorted(numbers), 2):
                shared[pair] += words[key]
    texts = {number: number for number in total}

    def root(number: int) -> int:
        while texts[number] != number:
            number = texts[number]
        return number

    for (one, other), common in sorted(shared.items()):
        if common >= _SAME_TEXT * min(total[one], total[other]):
            low, high = sorted((root(one), root(other)))
            texts[high] = low
    return {number: root(number) for number in texts}
