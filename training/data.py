"""Reads PolNeAR's articles and turns them into tags and links for windows of tokens. No torch.

Takes JSON lines (.jsonl.gz) with `id`, `text` and `attributions` (source, cue and content as lists of code-point
pairs). An article with several annotators has one `Article` with several sets of attributions.
"""

import bisect
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagger.pieces import Token, WordPieces, read_tokens
from onrecord.extract.tagger.shape import CONTENT, CUE, LAYERS, SOURCE

IGNORED = -100
"""Marks a position that says nothing about the right answer, in tags and links."""

NO_SOURCE = -1
"""The link of a cue that has no source."""


class Roles(NamedTuple):
    """One gold attribution: sorted token numbers, `layer` 0 when it stands in no other one."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """`annotations` holds one tuple of attributions an annotator; `row` is the line as it was read."""

    id: str
    text: str
    tokens: tuple[Token, ...]
    annotations: tuple[tuple[Roles, ...], ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Gold of a run of tokens. `tags` and `content_links`: LAYERS x tokens; `source_links`: tokens.

    A link is the number of the token that it leads to, IGNORED, or (for a source) NO_SOURCE.
    """

    tags: NDArray[np.int64]
    content_links: NDArray[np.int64]
    source_links: NDArray[np.int64]

    def part(self, start: int, end: int) -> "Labels":
        """The labels of tokens start to end, with links relative to start; links that leave the part are ignored."""

        def inside(links: NDArray[np.int64]) -> NDArray[np.int64]:
            moved = np.where(links >= 0, links - start, links)
            return np.where((links >= 0) & ((moved < 0) | (moved >= end - start)), IGNORED, moved)

        return Labels(
            self.tags[:, start:end],
            inside(self.content_links[:, start:end]),
            inside(self.source_links[start:end]),
        )


@dataclass(frozen=True, slots=True)
class Item:
    """One window. `soft`: tokens x columns of a teacher's probabilities, or None."""

    tokens: Sequence[Token]
    labels: Labels
    soft: NDArray[np.float32] | None = None

    @property
    def length(self) -> int:
        return 2 + sum(len(token.pieces) for token in self.tokens)


def read_rows(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_articles(folder: Path, split: str, word_pieces: WordPieces) -> list[Article]:
    """The articles of `train` or `dev`, in the file's order, with all annotators where several are on record."""
    several: dict[object, list[object]] = {}
    for row in read_rows(folder / f"multi-{split}.jsonl.gz"):
        several.setdefault(row["id"], []).append(row["attributions"])
    articles = []
    for row in read_rows(folder / f"{split}.jsonl.gz"):
        text = str(row["text"])
        tokens = tuple(read_tokens(text, word_pieces))
        ends = [token.end for token in tokens]
        annotations = tuple(
            tuple(_roles(given, tokens, ends) for given in attributions)
            for attributions in several.get(row["id"], [row["attributions"]])
        )
        articles.append(Article(str(row["id"]), text, tokens, annotations))
    return articles


def _roles(given: dict[str, list[list[int]]], tokens: Sequence[Token], ends: list[int]) -> Roles:
    def numbers(spans: list[list[int]]) -> tuple[int, ...]:
        found: set[int] = set()
        for start, end in spans:
            number = bisect.bisect_right(ends, start)
            while number < len(tokens) and tokens[number].start < end:
                found.add(number)
                number += 1
        return tuple(sorted(found))

    return Roles(*(numbers(given.get(role, [])) for role in ("source", "cue", "content")))


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of consecutive numbers, as (start, end) with the end exclusive."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return found


def labels(attributions: Sequence[Roles], length: int, *, inner_known: bool) -> Labels:
    """Tags and links of `length` tokens. Without `inner_known` the layers above 0 are ignored inside every content:
    the corpus annotates one level only, so that what stands inside a content is not known to hold nothing."""
    tags = np.zeros((LAYERS, length), np.int64)
    content_links = np.full((LAYERS, length), IGNORED)
    source_links = np.full(length, IGNORED)
    for attribution in attributions:
        layer = attribution.layer
        for tag, numbers in ((SOURCE, attribution.source), (CUE, attribution.cue), (CONTENT, attribution.content)):
            for start, end in runs(numbers):
                tags[layer, start] = tag
                tags[layer, start + 1 : end] = tag + 1
        if attribution.cue:
            content_links[layer, list(attribution.content)] = attribution.cue[0]
            source_links[list(attribution.cue)] = attribution.source[0] if attribution.source else NO_SOURCE
    if not inner_known:
        tags[1:, [number for attribution in attributions for number in attribution.content]] = IGNORED
    return Labels(tags, content_links, source_links)
