"""Turns the network's scores for a window into attributions: tags into spans, spans into attributions.

Takes one row of `shape.OUTPUTS` scores a token, after one row for the window's first mark. Gives attributions as runs of
token numbers, with the measurements that `confidence` turns into a score. Pure: knows neither text nor model files.

Tags: the best path on which an I tag continues its own role. Links: every content goes to the cue that its tokens
point to on average, every cue to the source it points to, or to none. An inner layer is read inside the contents of the
layer above it only, and its links stay inside that content.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagger.shape import (
    CONTENT,
    CONTENT_QUERY,
    CUE,
    CUE_KEY,
    LAYERS,
    LINK_SIZE,
    SOURCE,
    SOURCE_KEY,
    SOURCE_QUERY,
    TAGS,
)

Scores = NDArray[np.float32]
Run = tuple[int, int]

MEASURES = ("cue", "content", "content_edge", "content_link", "source", "source_link", "no_source", "content_length")
"""What is measured of an attribution: see `_measure`."""

_IMPOSSIBLE = -1e9
_LEAST_CHANCE = 1e-6
"""Below this, sums of 32-bit chances are rounding noise."""

LEAST_CUE = math.log(0.05)
"""A place where no token is likelier than this to begin a cue is not searched; only the inner layers notice it."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the scores are read; chosen on held-out articles, see `training.assess`.

    source, cue, content   added to the log-probability of the role's tags in layer 0: above 0 finds more of it
    inner                  the same for all roles of the other layers
    least_link             a content's further span is dropped when the log of its link's chance is below this
    """

    source: float = 0.0
    cue: float = 0.0
    content: float = 0.0
    inner: float = 0.0
    least_link: float = -20.0


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as runs of token numbers of its window. `measures` follows `MEASURES`; `layer` 0 is the outermost."""

    source: Run | None
    cue: Run
    content: tuple[Run, ...]
    layer: int
    measures: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Layer:
    """What the scores say of one layer: log-probabilities of the tags (tokens x TAGS), of the roles, and their running sums.

    Roles are source, cue and content. `role[n]` are those of token n; `upto[n]` the sums of the tokens before n.
    """

    tags: Scores
    role: NDArray[np.float64]
    upto: NDArray[np.float64]


def decode(rows: Scores, decoding: Decoding, *, layers: int = LAYERS) -> list[Found]:
    """The attributions of a window, by layer and then by cue. `rows`: (1 + tokens) x OUTPUTS, the mark's row first."""
    places: list[Run] = [(0, len(rows) - 1)]
    found: list[Found] = []
    read = _read_layers(rows)
    for number in range(layers):
        here = [one for place in places for one in _decode_place(rows, read[number], number, place, decoding)]
        found += here
        places = [run for one in here for run in one.content]
    return found


def _read_layers(rows: Scores) -> list[_Layer]:
    tags = _log_softmax(rows[1:, : len(TAGS) * LAYERS].reshape(len(rows) - 1, LAYERS, len(TAGS)))
    role = np.logaddexp(tags[:, :, SOURCE::2], tags[:, :, SOURCE + 1 :: 2]).astype(np.float64)
    upto = np.concatenate([np.zeros((1, *role.shape[1:])), role.cumsum(axis=0)])
    return [_Layer(tags[:, number], role[:, number], upto[:, number]) for number in range(LAYERS)]


def _decode_place(rows: Scores, read: _Layer, number: int, place: Run, decoding: Decoding) -> list[Found]:
    """The attributions of one layer between two tokens, by cue."""
    start, end = place
    tags = read.tags[start:end]
    if not tags[:, CUE].max(initial=_IMPOSSIBLE) > LEAST_CUE:
        return []
    spans = [
        (tag, (start + a, start + b)) for tag, (a, b) in spans_of_tags(best_path(_favoured(tags, number, decoding)))
    ]
    sources, cues, contents = ([run for tag, run in spans if tag == role] for role in (SOURCE, CUE, CONTENT))
    if not cues or not contents:
        return []
    linked: dict[Run, list[tuple[float, Run]]] = {}
    to_cue = _chances(rows, place, CONTENT_QUERY + number * LINK_SIZE, CUE_KEY, contents, cues)
    for run, (_, *chances) in zip(contents, to_cue, strict=True):
        best = max(chances)
        linked.setdefault(cues[chances.index(best)], []).append((best, run))
    held = sorted(linked)
    found = []
    to_source = _chances(rows, place, SOURCE_QUERY, SOURCE_KEY, held, sources)
    for cue, (to_none, *chances) in zip(held, to_source, strict=True):
        claims = linked[cue]
        likeliest = max(claims)
        content = tuple(sorted(run for chance, run in claims if chance >= decoding.least_link or run == likeliest[1]))
        content_link = min(chance for chance, run in claims if run in content)
        source_link = max(chances, default=_IMPOSSIBLE)
        source = sources[chances.index(source_link)] if source_link > to_none else None
        source_link = max(source_link, to_none)
        measures = _measure(read, source, cue, content, content_link, source_link)
        found.append(Found(source, cue, content, number, measures))
    return found


def _favoured(tags: Scores, layer: int, decoding: Decoding) -> Scores:
    """The tags' log-probabilities with what `decoding` adds to them."""
    if layer:
        return tags + np.array([0.0] + [decoding.inner] * (len(TAGS) - 1), np.float32)
    more = (decoding.source, decoding.cue, decoding.content)
    return tags + np.array([0.0, *(value for value in more for _ in "BI")], np.float32)


def _chances(
    rows: Scores, place: Run, query: int, key: int, runs: Sequence[Run], targets: Sequence[Run]
) -> list[list[float]]:
    """For each run the mean log-chance, over its tokens, that they point to the first mark and into each target.

    A token points to the mark or to any token of the place.
    """
    start, end = place
    keys = np.concatenate([rows[:1, key : key + LINK_SIZE], rows[1 + start : 1 + end, key : key + LINK_SIZE]])
    asking = np.concatenate([rows[1 + a : 1 + b, query : query + LINK_SIZE] for a, b in runs])
    scores = asking @ keys.T
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    upto = np.concatenate([np.zeros((len(chances), 1), np.float32), chances.cumsum(axis=1)], axis=1)
    first = np.array([0, *(1 + a - start for a, _ in targets)])
    last = np.array([1, *(1 + b - start for _, b in targets)])
    into = np.log(np.maximum(upto[:, last] - upto[:, first], _LEAST_CHANCE))
    sizes = np.array([b - a for a, b in runs])
    sums = np.add.reduceat(into, np.concatenate([[0], sizes.cumsum()[:-1]]), axis=0)
    result: list[list[float]] = (sums / sizes[:, None]).tolist()
    return result


def best_path(scores: Scores) -> list[int]:
    """The best sequence of tags on which I-x follows only B-x or I-x. `scores`: tokens x TAGS.

    Plain floats: a path is outside or in one of three roles, too few states for numpy to pay off.
    """
    ends = [0.0, _IMPOSSIBLE, _IMPOSSIBLE, _IMPOSSIBLE]  # of the best path so far that is outside, in a source, ...
    back: list[tuple[int, bool, bool, bool]] = []
    for o, b1, i1, b2, i2, b3, i3 in scores.tolist():
        top = max(ends)
        goes_on = ends[1] + i1 > top + b1, ends[2] + i2 > top + b2, ends[3] + i3 > top + b3
        back.append((ends.index(top), *goes_on))
        ends = [
            top + o,
            ends[1] + i1 if goes_on[0] else top + b1,
            ends[2] + i2 if goes_on[1] else top + b2,
            ends[3] + i3 if goes_on[2] else top + b3,
        ]
    state = ends.index(max(ends))
    path: list[int] = []
    for before in reversed(back):
        goes = state > 0 and before[state]
        path.append(2 * state if goes else max(2 * state - 1, 0))
        state = state if goes else before[0]
    path.reverse()
    return path


def spans_of_tags(path: Sequence[int]) -> list[tuple[int, Run]]:
    """The runs of a legal path, each with the B tag of its role, in order."""
    spans: list[tuple[int, Run]] = []
    for number, tag in enumerate(path):
        if tag == 0:
            continue
        if tag % 2 == 1:
            spans.append((tag, (number, number + 1)))
        else:
            role, (start, _) = spans[-1]
            spans[-1] = (role, (start, number + 1))
    return spans


def _log_softmax(scores: Scores) -> Scores:
    lowered = scores - scores.max(axis=-1, keepdims=True)
    result: Scores = lowered - np.log(np.exp(lowered).sum(axis=-1, keepdims=True))
    return result


def _measure(
    read: _Layer, source: Run | None, cue: Run, content: tuple[Run, ...], content_link: float, source_link: float
) -> tuple[float, ...]:
    """Mean log-probabilities of the tokens' roles, the weakest edge of the content, the links, and the length."""

    def total(role: int, run: Run) -> float:
        return float(read.upto[run[1], role] - read.upto[run[0], role])

    size = sum(end - start for start, end in content)
    return (
        total(1, cue) / (cue[1] - cue[0]),
        sum(total(2, run) for run in content) / size,
        float(min(min(read.role[start, 2], read.role[end - 1, 2]) for start, end in content)),
        content_link,
        0.0 if source is None else total(0, source) / (source[1] - source[0]),
        source_link,
        1.0 if source is None else 0.0,
        math.log(size),
    )
