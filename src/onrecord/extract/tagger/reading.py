"""The tagger: a text in, its attributions out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path

from onrecord.extract.tagger.bounds import Bounds
from onrecord.extract.tagger.decode import Found, Run, decode
from onrecord.extract.tagger.description import Description, read_description, read_named
from onrecord.extract.tagger.network import Network
from onrecord.extract.tagger.pieces import Token, WordPieces, read_tokens
from onrecord.extract.tagger.quotations import tidy
from onrecord.extract.tagger.windows import windows
from onrecord.record import Span

WEIGHTS, VOCABULARY, DESCRIPTION = "statements.onnx", "vocab.txt", "model.json"
"""The files of a model folder."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: sorted spans of code points.

    `source` is empty where the text names nobody; `content` has several spans where something interrupts it. `score`
    estimates the chance that the attribution is right (cue overlaps, source and content agree to at least half).
    One attribution may stand inside the content of another.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


class Tagger:
    """A loaded model. Calling it changes nothing, and gives the same for the same text."""

    def __init__(self, network: Network, word_pieces: WordPieces, description: Description) -> None:
        self._network = network
        self._word_pieces = word_pieces
        self._description = description
        self.digest = description.digest

    def __call__(self, text: str) -> tuple[Attribution, ...]:
        """The attributions of a text, by their first position, the enclosing one before the enclosed.

        Takes time in proportion to the text's length, and memory for one window and the result.
        """
        found = [one for window in windows(read_tokens(text, self._word_pieces)) for one in self._read(window)]
        return tuple(sorted(found, key=_place))

    def _read(self, window: Sequence[Token]) -> Iterator[Attribution]:
        pieces = [token.pieces for token in window]
        sizes = list(map(len, pieces))
        ids = [self._word_pieces.first, *chain.from_iterable(pieces), self._word_pieces.last]
        features = [
            0,
            *chain.from_iterable([token.feature] * size for token, size in zip(window, sizes, strict=True)),
            0,
        ]
        scores = self._network(ids, features).take([0, *accumulate(sizes[:-1], initial=1)], axis=0)
        bounds = Bounds(scores)
        found = [bounds.moved(one) if one.layer == 0 else one for one in decode(scores, self._description.decoding)]
        return attributions(found, window, self._description)


def attributions(found: Sequence[Found], window: Sequence[Token], description: Description) -> Iterator[Attribution]:
    """Those of a window that are likely enough, as spans of the text; none inside one that was left out."""
    kept: list[Found] = []
    for one in found:
        outer = one.layer == 0
        score = (description.outer if outer else description.inner)(one.measures)
        if score < (description.least_outer if outer else description.least_inner):
            continue
        if not outer and not any(_encloses(other, one) for other in kept):
            continue
        kept.append(one)
        content = joined([tidy(run, window) for run in one.content])
        yield Attribution(
            source=_spans([one.source] if one.source is not None else [], window),
            cue=_spans([one.cue], window),
            content=_spans(content, window),
            score=score,
        )


def joined(runs: Sequence[Run]) -> list[Run]:
    """The runs in order, those that touch or overlap made one."""
    result: list[Run] = []
    for start, end in sorted(runs):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _encloses(outer: Found, inner: Found) -> bool:
    return outer.layer == inner.layer - 1 and any(start <= inner.cue[0] < end for start, end in outer.content)


def _spans(runs: Sequence[Run], window: Sequence[Token]) -> tuple[Span, ...]:
    return tuple(Span(window[start].start, window[end - 1].end) for start, end in runs)


def _place(attribution: Attribution) -> tuple[int, int, int]:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return min(span.start for span in spans), -max(span.end for span in spans), attribution.cue[0].start


def load_tagger(path: Path | None = None, *, threads: int = 1) -> Tagger:
    """The tagger in the folder `path`, or the packaged one; raises ModelError when a file is missing or wrong.

    `threads` are ONNX Runtime's; the result does not depend on them.
    """
    folder = Path(__file__).parent if path is None else path
    description = read_description(folder / DESCRIPTION)
    network = Network(read_named(folder / WEIGHTS, description.digest), threads=threads)
    word_pieces = WordPieces.parse(read_named(folder / VOCABULARY, description.vocabulary))
    return Tagger(network, word_pieces, description)
