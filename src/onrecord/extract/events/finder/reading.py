"""A sentence in, its coded words with their types and participants out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ModelError
from onrecord.extract import tagger
from onrecord.extract.events.finder.shape import (
    KEY,
    LABELS,
    OUTPUTS,
    OWN,
    PAIR,
    QUERY,
    ROLE_SIZE,
    SOURCE_MARK,
    TAGS,
    TARGET_MARK,
    TYPES,
)
from onrecord.extract.tagger.description import read_named
from onrecord.extract.tagger.network import Network
from onrecord.extract.tagger.pieces import WordPieces, read_tokens
from onrecord.record import Span
from onrecord.text.spans import touched

WEIGHTS: Final = "finder.onnx"
DESCRIPTION: Final = "finder.json"
VOCABULARY: Final = "vocab.txt"
#: Longer sentences are not read: they take the most time, and who acts on whom in them is the least sure.
MOST_PIECES: Final = 80
#: Read where the parties are given.
MOST_PIECES_BETWEEN: Final = 250
#: A word belongs to a participant where the tags of that role have at least this share of its probability. Lower gives
#: longer phrases and more of them; chosen on the held-out frames.
LEAST_SHARE: Final = 0.4

Role = Literal["source", "target"]


@dataclass(frozen=True, slots=True)
class Participant:
    """Words for who acts or is acted on; `score`: mean probability of the role over the words."""

    span: Span
    score: float


class Reading:
    """What the network says of one sentence. Words are counted from 0, in the order of the text."""

    def __init__(self, words: Sequence[Span], scores: NDArray[np.float32]) -> None:
        self.words = words
        self._scores = scores
        kinds = np.exp(scores[:, : len(TYPES)] - scores[:, : len(TYPES)].max(axis=1, keepdims=True))
        self._kinds = kinds / kinds.sum(axis=1, keepdims=True)
        self._keys = scores[:, KEY:OWN].reshape(len(words), len(TAGS), ROLE_SIZE)

    def word_at(self, span: Span) -> int | None:
        """The first word that the span touches."""
        return next(iter(touched(self.words, span)), None)

    def acts(self, least: float) -> list[tuple[int, str, float]]:
        """Words that tell an act with at least that probability: (word, likeliest type, probability), likeliest first."""
        chances = 1 - self._kinds[:, 0]
        found = [int(n) for n in np.nonzero(chances >= least)[0]]
        named = [(n, TYPES[1 + int(self._kinds[n, 1:].argmax())], float(chances[n])) for n in found]
        return sorted(named, key=lambda item: (-item[2], item[0]))

    def chance(self, word: int) -> float:
        """Probability that the word tells an act."""
        return float(1 - self._kinds[word, 0])

    def kind(self, word: int) -> tuple[str, float]:
        """The likeliest type of an act told by the word, and its share among the types."""
        kinds = self._kinds[word, 1:]
        best = int(kinds.argmax())
        return TYPES[1 + best], float(kinds[best] / kinds.sum())

    def participants(self, word: int) -> dict[Role, tuple[Participant, ...]]:
        """Who acts and who is acted on in the act that the word tells, in the order of the text."""
        query = self._scores[word, QUERY:KEY].reshape(len(TAGS), ROLE_SIZE)
        tags = np.einsum("td,wtd->wt", query, self._keys) + self._scores[:, OWN:PAIR]
        top = np.maximum(tags.max(axis=1, keepdims=True), 0)
        chances = np.exp(tags - top)
        chances /= chances.sum(axis=1, keepdims=True) + np.exp(-top)
        begins, goes_on, begins_target, goes_on_target = chances.T.tolist()
        return {"source": self._runs(begins, goes_on), "target": self._runs(begins_target, goes_on_target)}

    def _runs(self, begins: Sequence[float], goes_on: Sequence[float]) -> tuple[Participant, ...]:
        """Runs of likely words; a run is parted where a word more likely begins one than goes on with it."""
        out: list[Participant] = []
        start: int | None = None
        for n, share in enumerate([*map(float.__add__, begins, goes_on), 0.0]):
            inside = share >= LEAST_SHARE
            if start is not None and (not inside or begins[n] > goes_on[n]):
                score = (sum(begins[start:n]) + sum(goes_on[start:n])) / (n - start)
                out.append(Participant(Span(self.words[start].start, self.words[n - 1].end), score))
                start = None
            if inside and start is None:
                start = n
        return tuple(out)


class Finder:
    """A loaded finder. Calling it changes nothing, and gives the same for the same words."""

    def __init__(self, network: Network, word_pieces: WordPieces, digest: str) -> None:
        self._network = network
        self._word_pieces = word_pieces
        self.digest = digest

    def __call__(self, text: str, span: Span) -> Reading | None:
        """What the network says of the sentence at the span; None where it is empty or too long."""
        words: list[Span] = []
        ids, features, at = [self._word_pieces.first], [0], []
        for start, end, _, pieces, feature, _ in read_tokens(text[span.start : span.end], self._word_pieces):
            at.append(len(ids))
            words.append(Span(span.start + start, span.start + end))
            ids += pieces
            features += (feature,) * len(pieces)
            if len(ids) > MOST_PIECES:
                return None
        if not words:
            return None
        scores = self._network([*ids, self._word_pieces.last], [*features, 0])
        return Reading(words, scores[at])

    def between(
        self, text: str, span: Span, sources: Sequence[Span], targets: Sequence[Span]
    ) -> dict[str, float] | None:
        """Probability of each of `LABELS` for what the parties at `sources` do to those at `targets`; "" is nothing.

        None where the sentence at the span is too long, or shows one of them not.
        """
        ids, features = [self._word_pieces.first], [0]
        marked: dict[int, list[int]] = {SOURCE_MARK: [], TARGET_MARK: []}
        for token in read_tokens(text[span.start : span.end], self._word_pieces):
            start, end = span.start + token.start, span.start + token.end
            mark = 0
            for kind, spans in ((SOURCE_MARK, sources), (TARGET_MARK, targets)):
                if any(one.start < end and start < one.end for one in spans):
                    mark = kind
            if mark:
                marked[mark] += range(len(ids), len(ids) + len(token.pieces))
            ids += token.pieces
            features += [token.feature + mark] * len(token.pieces)
            if len(ids) > MOST_PIECES_BETWEEN:
                return None
        if not all(marked.values()):
            return None
        scores = self._network([*ids, self._word_pieces.last], [*features, 0])[:, PAIR:OUTPUTS].reshape(
            -1, 3, len(LABELS)
        )
        summed = (
            scores[0, 0] + scores[marked[SOURCE_MARK], 1].mean(axis=0) + scores[marked[TARGET_MARK], 2].mean(axis=0)
        )
        chances = np.exp(summed - summed.max())
        return dict(zip(LABELS, (chances / chances.sum()).tolist(), strict=True))


def load_finder(path: Path | None = None) -> Finder:
    """The finder in the folder `path`, or the packaged one; raises ModelError when a file is missing or wrong."""
    return _loaded(Path(__file__).parent if path is None else path)


@lru_cache(maxsize=2)
def _loaded(folder: Path) -> Finder:
    try:
        given: dict[str, Any] = json.loads((folder / DESCRIPTION).read_text("utf-8"))
        digest, vocabulary = str(given["digest"]), str(given["vocabulary"])
    except OSError as error:
        raise ModelError(
            f"the finder's description cannot be read: {folder / DESCRIPTION}: {error.strerror}"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / DESCRIPTION} is not a description of a finder: {error!r}") from error
    network = Network(read_named(folder / WEIGHTS, digest), threads=1)
    # the word pieces are those of the statement tagger
    pieces = WordPieces.parse(read_named(Path(tagger.__file__).parent / VOCABULARY, vocabulary))
    return Finder(network, pieces, digest)
