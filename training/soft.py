"""What trained networks say about the training articles: soft tags for the student, and attributions inside contents.

The soft tags of layer 0 are the mean of the teachers' probabilities. For the inner layers, one teacher reads every content as
if it were a text of its own: what it finds there, the corpus does not annotate.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from onrecord.extract.tagger.decode import Decoding, decode
from onrecord.extract.tagger.pieces import IN_QUOTATION, LINE_START, Token
from onrecord.extract.tagger.shape import LAYERS, OUTPUTS, TAG_COLUMNS, TAGS
from onrecord.extract.tagger.windows import windows
from training.batches import batched, tensors
from training.data import Article, Item, Labels, Roles, labels, runs
from training.model import Network

SHORTEST_CONTENT = 4
"""A content of fewer tokens is not searched for attributions."""

BATCH_PIECES = 4096

Soft = NDArray[np.float16]
Place = tuple[int, tuple[int, int], int]
"""Where to look for inner attributions: number of the article, run of tokens, layer."""


@dataclass(frozen=True, slots=True)
class Inner:
    """What was found inside an article's contents. `soft`: tokens x columns of the layers above 0, zeros elsewhere."""

    soft: Soft
    attributions: tuple[Roles, ...]


@dataclass(frozen=True, slots=True)
class Taught:
    """An article for the student. `soft`: tokens x TAG_COLUMNS; `labels`: one an annotator, with links inside contents."""

    article: Article
    soft: Soft
    labels: tuple[Labels, ...]


def read_tags(network: Network, articles: Sequence[Article], marks: tuple[int, int]) -> list[Soft]:
    """The network's layer-0 probabilities for the tokens of each article."""
    pieces = [(number, list(window)) for number, article in enumerate(articles) for window in windows(article.tokens)]
    parts: list[list[Soft]] = [[] for _ in articles]
    for (number, _), rows in zip(pieces, _outputs(network, [window for _, window in pieces], marks), strict=True):
        parts[number].append(_chances(rows))
    return [np.concatenate(one) for one in parts]


def read_contents(network: Network, articles: Sequence[Article], marks: tuple[int, int]) -> list[Inner]:
    """What the network finds inside the annotated contents, and inside what it found there."""
    soft = [np.zeros((len(article.tokens), TAG_COLUMNS - len(TAGS)), np.float16) for article in articles]
    found: list[list[Roles]] = [[] for _ in articles]
    places = [
        (number, run, 1)
        for number, article in enumerate(articles)
        for content in sorted({one.content for one in article.annotations[0]})
        for run in runs(content)
    ]
    while places:
        places = _search(network, articles, places, marks, soft, found)
    return [Inner(one, tuple(roles)) for one, roles in zip(soft, found, strict=True)]


def taught(articles: Sequence[Article], said: Sequence[Sequence[Soft]], inner: Sequence[Inner]) -> list[Taught]:
    """The student's articles, from the tags of each teacher and what was found inside contents."""
    result = []
    for number, article in enumerate(articles):
        mean = np.mean([one[number] for one in said], axis=0, dtype=np.float32).astype(np.float16)
        every = tuple(
            labels(
                [*given, *(inner[number].attributions if first == 0 else ())], len(article.tokens), inner_known=False
            )
            for first, given in enumerate(article.annotations)
        )
        result.append(Taught(article, np.concatenate([mean, inner[number].soft], axis=1), every))
    return result


def _outputs(network: Network, texts: Sequence[list[Token]], marks: tuple[int, int]) -> list[NDArray[np.float16]]:
    """The network's output for each text of at most one window: (1 + tokens) x OUTPUTS, the mark's row first."""
    network.eval()
    items = [Item(tokens, labels([], len(tokens), inner_known=False)) for tokens in texts]
    number_of = {id(item): number for number, item in enumerate(items)}
    results = [np.zeros((0, OUTPUTS), np.float16)] * len(texts)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for group in batched(items, BATCH_PIECES, None):
            batch = tensors(group, *marks)
            for row, item in zip(network(batch.ids, batch.features, batch.mask).numpy(), group, strict=True):
                sizes = [len(token.pieces) for token in item.tokens]
                at = np.concatenate([[0], 1 + np.concatenate([[0], np.cumsum(sizes)[:-1]])]).astype(int)
                results[number_of[id(item)]] = row[at].astype(np.float16)
    return results


def _chances(rows: NDArray[np.float16]) -> Soft:
    """Probabilities of the layer-0 tags of each token."""
    scores = rows[1:, : len(TAGS)].astype(np.float32)
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Soft = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float16)
    return result


def _search(
    network: Network,
    articles: Sequence[Article],
    places: Sequence[Place],
    marks: tuple[int, int],
    soft: list[Soft],
    found: list[list[Roles]],
) -> list[Place]:
    """Reads contents as texts of their own, notes what stands in them, and gives the places one layer further in."""
    cut = []
    for number, (start, end), layer in places:
        if end - start < SHORTEST_CONTENT:
            continue
        at = start
        for window in windows(_as_text(articles[number].tokens[start:end])):
            cut.append((number, at, layer, list(window)))
            at += len(window)
    deeper = []
    for (number, at, layer, window), rows in zip(cut, _outputs(network, [one[3] for one in cut], marks), strict=True):
        column = (layer - 1) * len(TAGS)
        soft[number][at : at + len(window), column : column + len(TAGS)] = _chances(rows)
        for one in decode(rows.astype(np.float32), Decoding(), layers=1):
            content = _numbers(at, *one.content)
            source = _numbers(at, *([] if one.source is None else [one.source]))
            found[number].append(Roles(source, _numbers(at, one.cue), content, layer))
            if layer + 1 < LAYERS:
                deeper += [(number, run, layer + 1) for run in runs(content)]
    return deeper


def _as_text(tokens: Sequence[Token]) -> list[Token]:
    """Tokens of a content with the features that they would have at the start of a line, outside quotation marks."""
    plain = [token._replace(feature=token.feature & ~(IN_QUOTATION | LINE_START), line_start=False) for token in tokens]
    plain[0] = plain[0]._replace(feature=plain[0].feature | LINE_START, line_start=True)
    return plain


def _numbers(begin: int, *spans: tuple[int, int]) -> tuple[int, ...]:
    return tuple(begin + number for span in spans for number in range(*span))
