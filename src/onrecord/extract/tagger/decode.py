"""Turns the network's scores for a window into attributions: tags into spans, spans into attributions.

Takes one row of `shape.OUTPUTS` scores a token, after one row for the window's first mark. Gives attributions as runs of
token numbers, with the measurements that `confidence` turns into a score. Pure: knows neither text nor model files.

Tags: the best path on which an I tag continues its own role. Links: every content goes to the cue that its tokens
point to on average, every cue to the source it points to, or to none. An inner layer is read inside the contents of the
layer above it only, and its links stay inside that content.
"""

import math
from bisect import bisect_left
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
"""Below this, the log of a chance tells no more, and its mean over a run would be ruled by single tokens."""

_NO_CHANCE = 1e-30
"""A chance of 0, which has no log."""

_MOST_PRODUCTS = 2**18
"""Multiplications above which OpenBLAS sets more threads to a product."""

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
    """What the scores say of one layer, by tag or role and then by token.

    favoured   log-probabilities of the tags, with what `Decoding` adds: TAGS x tokens
    role       log-probabilities of source, cue and content
    upto       sums of those of the tokens before, one more than tokens
    """

    number: int
    favoured: Scores
    role: list[list[float]]
    upto: list[list[float]]


def decode(rows: Scores, decoding: Decoding, *, layers: int = LAYERS) -> list[Found]:
    """The attributions of a window, by layer and then by cue. `rows`: (1 + tokens) x OUTPUTS, the mark's row first."""
    places: list[Run] = [(0, len(rows) - 1)]
    found: list[Found] = []
    # a row a tag: numpy reduces few long rows several times as fast as many short ones
    tags, chances = log_softmax(
        np.ascontiguousarray(rows[1:, : len(TAGS) * LAYERS].T).reshape(LAYERS, len(TAGS), len(rows) - 1)
    )
    for number in range(layers):
        cues: list[int] = np.flatnonzero(tags[number, CUE] > LEAST_CUE).tolist()
        searched = [(start, end) for start, end in places if bisect_left(cues, start) < bisect_left(cues, end)]
        if not searched:
            break
        read = _read_layer(tags[number], chances[number], number, decoding)
        here = [one for place in searched for one in _decode_place(rows, read, place, decoding)]
        found += here
        places = [run for one in here for run in one.content]
    return found


def _read_layer(tags: Scores, chances: Scores, number: int, decoding: Decoding) -> _Layer:
    favours = (decoding.inner,) * 3 if number else (decoding.source, decoding.cue, decoding.content)
    favoured = tags + np.array([0.0, *(value for value in favours for _ in "BI")], np.float32)[:, None]
    role = either(chances[SOURCE::2], chances[SOURCE + 1 :: 2]).astype(np.float64)
    upto = np.concatenate([np.zeros((len(role), 1)), role.cumsum(axis=1)], axis=1)
    return _Layer(number, favoured, role.tolist(), upto.tolist())


def _decode_place(rows: Scores, read: _Layer, place: Run, decoding: Decoding) -> list[Found]:
    """The attributions of one layer between two tokens, by cue."""
    start, end = place
    path = best_path(read.favoured[:, start:end].T)
    spans = [(tag, (start + a, start + b)) for tag, (a, b) in spans_of_tags(path)]
    sources, cues, contents = ([run for tag, run in spans if tag == role] for role in (SOURCE, CUE, CONTENT))
    if not cues or not contents:
        return []
    linked: dict[Run, list[tuple[float, Run]]] = {}
    to_cue = _chances(rows, place, CONTENT_QUERY + read.number * LINK_SIZE, CUE_KEY, contents, cues)
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
        found.append(Found(source, cue, content, read.number, measures))
    return found


def _chances(
    rows: Scores, place: Run, query: int, key: int, runs: Sequence[Run], targets: Sequence[Run]
) -> list[list[float]]:
    """For each run the mean log-chance, over its tokens, that they point to the first mark and into each target.

    A token points to the mark or to any token of the place.
    """
    start, end = place
    keys = np.concatenate([rows[:1, key : key + LINK_SIZE], rows[1 + start : 1 + end, key : key + LINK_SIZE]])
    asking = np.concatenate([rows[1 + a : 1 + b, query : query + LINK_SIZE] for a, b in runs])
    chances = _products(asking, keys.T)
    chances -= chances.max(axis=1, keepdims=True)
    np.exp(chances, out=chances)
    within = np.zeros((len(keys), 2 + len(targets)), np.float32)
    within[:, 0] = 1.0  # all of them
    within[0, 1] = 1.0  # the mark
    for number, (a, b) in enumerate(targets, 2):
        within[1 + a - start : 1 + b - start, number] = 1.0
    sums = _products(chances, within)
    into = np.log(np.maximum(sums[:, 1:] / sums[:, :1], _LEAST_CHANCE))
    sizes = np.array([b - a for a, b in runs])
    means = np.add.reduceat(into, sizes.cumsum() - sizes, axis=0) / sizes[:, None]
    result: list[list[float]] = means.tolist()
    return result


def _products(a: Scores, b: Scores) -> Scores:
    """`a @ b`, some rows at a time: OpenBLAS would divide more among threads, which costs several times the product."""
    step = max(_MOST_PRODUCTS // b.size, 1)
    if len(a) <= step:
        return a @ b
    return np.concatenate([a[at : at + step] @ b for at in range(0, len(a), step)])


def best_path(scores: Scores) -> list[int]:
    """The best sequence of tags on which I-x follows only B-x or I-x. `scores`: tokens x TAGS.

    Plain floats: a path is outside or in one of three roles, too few states for numpy to pay off.
    """
    # the best path so far that is outside, in a source, a cue, a content
    outside, source, cue, content = 0.0, _IMPOSSIBLE, _IMPOSSIBLE, _IMPOSSIBLE
    back: list[tuple[int, bool, bool, bool]] = []
    for o, b1, i1, b2, i2, b3, i3 in zip(*scores.T.tolist(), strict=True):
        state, top = 0, outside
        if source > top:
            state, top = 1, source
        if cue > top:
            state, top = 2, cue
        if content > top:
            state, top = 3, content
        outside = top + o
        source, new_source = source + i1, top + b1
        cue, new_cue = cue + i2, top + b2
        content, new_content = content + i3, top + b3
        goes = source > new_source, cue > new_cue, content > new_content
        back.append((state, *goes))
        source = source if goes[0] else new_source
        cue = cue if goes[1] else new_cue
        content = content if goes[2] else new_content
    ends = [outside, source, cue, content]
    state = ends.index(max(ends))
    path: list[int] = []
    for before in reversed(back):
        went_on = state > 0 and before[state]
        path.append(2 * state if went_on else max(2 * state - 1, 0))
        state = state if went_on else before[0]
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


def log_softmax(scores: Scores) -> tuple[Scores, Scores]:
    """The logs of the tags' chances, and the chances. `scores`: layers x tags x tokens, over the tags."""
    lowered = scores - scores.max(axis=1, keepdims=True)
    chances: Scores = np.exp(lowered)
    total = chances.sum(axis=1, keepdims=True)
    chances /= total
    return lowered - np.log(total), chances


def either(begins: Scores, inside: Scores) -> Scores:
    """The log of the chance of one tag or the other; in a fourth of the time of `numpy.logaddexp`."""
    result: Scores = np.log(np.maximum(begins + inside, _NO_CHANCE))
    return result


def _measure(
    read: _Layer, source: Run | None, cue: Run, content: tuple[Run, ...], content_link: float, source_link: float
) -> tuple[float, ...]:
    """Mean log-probabilities of the tokens' roles, the weakest edge of the content, the links, and the length."""

    def total(role: int, run: Run) -> float:
        return read.upto[role][run[1]] - read.upto[role][run[0]]

    size = sum(end - start for start, end in content)
    return (
        total(1, cue) / (cue[1] - cue[0]),
        sum(total(2, run) for run in content) / size,
        min(min(read.role[2][start], read.role[2][end - 1]) for start, end in content),
        content_link,
        0.0 if source is None else total(0, source) / (source[1] - source[0]),
        source_link,
        1.0 if source is None else 0.0,
        math.log(size),
    )
