"""Draws an epoch's windows from labelled articles."""

import random
from collections.abc import Iterator, Sequence

from onrecord.extract.tagger.windows import windows
from training.data import Article, Item, labels
from training.soft import Taught

SIZES = (126, 190, 254)
"""Window lengths in pieces, drawn for each article and epoch, so that any length serves afterwards."""

SHORTEST_FIRST = 40


def article_windows(articles: Sequence[Article], chance: random.Random) -> Iterator[Item]:
    """Every article once, cut elsewhere each time, with the attributions of one of its annotators."""
    for article in articles:
        attributions = chance.choice(article.annotations)
        every = labels(attributions, len(article.tokens), inner_known=False)
        limit = chance.choice(SIZES)
        start = 0
        for window in windows(article.tokens, limit=limit, first=chance.randint(SHORTEST_FIRST, limit)):
            end = start + len(window)
            yield Item(window, every.part(start, end))
            start = end


def taught_windows(taught: Sequence[Taught], chance: random.Random) -> Iterator[Item]:
    """The same, with what the teachers say beside the annotators."""
    for one in taught:
        every = chance.choice(one.labels)
        limit = chance.choice(SIZES)
        start = 0
        for window in windows(one.article.tokens, limit=limit, first=chance.randint(SHORTEST_FIRST, limit)):
            end = start + len(window)
            yield Item(window, every.part(start, end), one.soft[start:end].astype("float32"))
            start = end
