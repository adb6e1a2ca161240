"""The words of articles, compared as reprints change them: case, quotation marks, dashes, US and UK spelling make no difference.

The words are those of `onrecord.reuse.tokens`, so that this package and the finding of copies agree on what is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from onrecord.record import Article, Span, Spans
from onrecord.reuse.quotations import quoted
from onrecord.reuse.tokens import Bools, Tokens, tokens


class Run(NamedTuple):
    """Words `low` (inclusive) to `high` (exclusive) of `Words`."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some articles, one after the other; `quoted` says of each whether it stands in quotation marks."""

    articles: tuple[str, ...]
    number: Mapping[str, int]
    tokens: Tokens
    quoted: Bools

    def of(self, article: str) -> Run:
        """All words of an article."""
        n = self.number[article]
        return Run(int(self.tokens.first[n]), int(self.tokens.first[n + 1]))

    def at(self, article: str, span: Span) -> Run:
        """The words that lie wholly in the span."""
        low, high = self.of(article)
        starts, ends = self.tokens.starts[low:high], self.tokens.ends[low:high]
        begin = int(np.searchsorted(starts, span.start))
        stop = int(np.searchsorted(ends, span.end, side="right"))
        return Run(low + begin, low + max(begin, stop))

    def keys(self, run: Run) -> tuple[int, ...]:
        """The words as numbers: equal where the words are."""
        return tuple(self.tokens.hashes[run.low : run.high].tolist())

    def keys_at(self, article: str, spans: Spans) -> tuple[int, ...]:
        """The words of the spans, one after the other, as numbers."""
        return tuple(key for span in spans for key in self.keys(self.at(article, span)))

    def span(self, run: Run) -> Span:
        """Where the words stand in their article's text."""
        return Span(int(self.tokens.starts[run.low]), int(self.tokens.ends[run.high - 1]))

    def find(self, part: Run, whole: Run) -> Run | None:
        """Where the words of `part` stand in `whole`, one after the other; None where they do not."""
        wanted = self.tokens.hashes[part.low : part.high].tobytes()
        hay = self.tokens.hashes[whole.low : whole.high].tobytes()
        at = hay.find(wanted) if wanted else -1
        while at >= 0 and at % 4:  # found across two words: a word is four bytes
            at = hay.find(wanted, at + 1)
        return None if at < 0 else Run(whole.low + at // 4, whole.low + (at + len(wanted)) // 4)

    def quoted_runs(self, run: Run) -> tuple[Run, ...]:
        """The longest runs of words in quotation marks within a run, in order."""
        mask = np.concatenate(([False], self.quoted[run.low : run.high], [False]))
        edges = np.flatnonzero(mask[1:] != mask[:-1]).tolist()
        return tuple(Run(run.low + a, run.low + b) for a, b in zip(edges[::2], edges[1::2], strict=True))


def words_of_articles(articles: Iterable[Article]) -> Words:
    """The words of the articles. Linear in their texts."""
    known = list(articles)
    texts = [article.text for article in known]
    found = tokens(texts)
    idents = tuple(article.id for article in known)
    return Words(idents, {ident: n for n, ident in enumerate(idents)}, found, quoted(texts, found))


#: Words that say nothing of what was said. English; in other languages the other conditions must do.
EMPTY: Final = frozenset(
    "a about after again all also am an and any are as at be because been before being both but by can could did do "
    "does each either even ever few for from get go got had has have he her here him his how i if in into is it its "
    "just let like many may me more most much must my near neither never new no nobody none nor not nothing now of "
    "off old on one only or other our out over own per said say says see she should so some still such than that the "
    "their them then there these they think thinks this those thought to told too two under up upon us use very via "
    "was way we were what when where which while who whom whose will with without would yet you your".split()
)


@lru_cache(maxsize=1)
def empty_keys() -> frozenset[int]:
    """`EMPTY` as the numbers that words are compared by."""
    return frozenset(tokens([" ".join(sorted(EMPTY))]).hashes.tolist())


class Block(NamedTuple):
    """Words that two sequences have in common: from `a` in the one, from `b` in the other."""

    a: int
    b: int
    size: int


def common_blocks(one: Sequence[int], other: Sequence[int], *, least: int = 2) -> tuple[Block, ...]:
    """Runs of words that stand in both in the same order; single words among others are chance, unless `least` is 1.

    Cost: quadratic in the worst case, so callers hand over a quotation or a sentence, not an article.
    """
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return tuple(Block(*block) for block in blocks if block.size >= least)
