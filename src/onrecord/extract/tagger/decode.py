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
    pointed                added to the start of a source that a cue points to, times the chance that it does
    least_link             a content's further span is dropped when the log of its link's chance is below this
    """

    source: float = 0.0
    cue: float = 0.0
    content: float = 0.0
    inner: float = 0.0
    pointed: float = 0.0
    least_link: float = -20.0


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as runs of token numbers of its window. `measures` follows `MEASURES`; `layer` 0 is the outermost."""

    source: Run | None
    cue: Run
    content: tuple[Run, ...]
    layer: int
    measures: tuple[float, ...]


def decode(rows: Scores, decoding: Decoding) -> list[Found]:
    """The attributions of a window, by layer and then by cue. `rows`: (1 + tokens) x OUTPUTS, the mark's row first."""
    places: list[Run] = [(0, len(rows) - 1)]
    found: list[Found] = []
    for layer in range(LAYERS):
        here = [one for place in places for one in decode_layer(rows, layer, place, decoding)]
        found += here
        places = [run for one in here for run in one.content]
    return found


def decode_layer(rows: Scores, layer: int, place: Run, decoding: Decoding) -> list[Found]:
    """The attributions of one layer between two tokens, by cue. `rows` as in `decode`."""
    start, end = place
    column = layer * len(TAGS)
    tags = _log_softmax(rows[1 + start : 1 + end, column : column + len(TAGS)])
    if not tags[:, CUE].max(initial=_IMPOSSIBLE) > LEAST_CUE:
        return []
    here = np.concatenate([rows[:1], rows[1 + start : 1 + end]])
    to_source = _links(here, SOURCE_QUERY, SOURCE_KEY)
    spans = spans_of_tags(best_path(_biased(tags, to_source, layer, decoding)))
    sources, cues, contents = ([run for tag, run in spans if tag == role] for role in (SOURCE, CUE, CONTENT))
    if not cues or not contents:
        return []
    to_cue = _links(here, CONTENT_QUERY + layer * LINK_SIZE, CUE_KEY)
    linked: dict[Run, list[tuple[float, Run]]] = {}
    for run, chances in zip(contents, _chances(to_cue, contents, cues), strict=True):
        best_cue = int(chances.argmax())
        linked.setdefault(cues[best_cue], []).append((float(chances[best_cue]), run))
    held = sorted(linked)
    to_sources = _chances(to_source, held, sources) if sources else np.empty((len(held), 0), np.float32)
    found = []
    for cue, chances in zip(held, to_sources, strict=True):
        claims = linked[cue]
        best = max(claims)
        content = tuple(sorted(run for chance, run in claims if chance >= decoding.least_link or run == best[1]))
        content_link = min(chance for chance, run in claims if run in content)
        source, source_link = None, float(to_source[cue[0] : cue[1], 0].mean())
        if chances.max(initial=_IMPOSSIBLE) > source_link:
            nearest = int(chances.argmax())
            source, source_link = sources[nearest], float(chances[nearest])
        measures = _measure(tags, source, cue, content, content_link, source_link)
        moved = tuple(_moved(run, start) for run in content)
        found.append(Found(source and _moved(source, start), _moved(cue, start), moved, layer, measures))
    return found


def _biased(tags: Scores, to_source: Scores, layer: int, decoding: Decoding) -> Scores:
    """The tags' log-probabilities with what `decoding` adds to them."""
    result = tags.copy()
    for tag, value in ((SOURCE, decoding.source), (CUE, decoding.cue), (CONTENT, decoding.content)):
        result[:, tag : tag + 2] += value if layer == 0 else decoding.inner
    cue = np.exp(tags[:, CUE]) + np.exp(tags[:, CUE + 1])
    result[:, SOURCE] += decoding.pointed * (cue[:, None] * np.exp(to_source[:, 1:])).max(axis=0)
    return result


def _links(rows: Scores, query: int, key: int) -> Scores:
    """Log of the chance that each token points to the first mark (column 0) or to a token (the others, in order)."""
    return _log_softmax(rows[1:, query : query + LINK_SIZE] @ rows[:, key : key + LINK_SIZE].T)


def _chances(links: Scores, runs: Sequence[Run], targets: Sequence[Run]) -> Scores:
    """The mean log-chance, over the tokens of each run, that they point into each target: runs x targets."""
    upto = np.exp(links).cumsum(axis=1)  # column n: the first mark and the tokens before token n
    starts, ends = np.array(targets).T
    into = np.log(np.maximum(upto[:, ends] - upto[:, starts], _LEAST_CHANCE))
    return np.stack([into[start:end].mean(axis=0) for start, end in runs])


def _moved(run: Run, by: int) -> Run:
    return run[0] + by, run[1] + by


def best_path(scores: Scores) -> list[int]:
    """The best sequence of tags on which I-x follows only B-x or I-x. `scores`: tokens x TAGS.

    Plain floats: seven states are too few for numpy to pay off.
    """
    best = [0.0] + [_IMPOSSIBLE] * (len(TAGS) - 1)
    back: list[list[int]] = []
    for row in scores.tolist():
        top = max(best)
        previous = [best.index(top)] * len(TAGS)
        now = [top + value for value in row]
        for tag in (SOURCE + 1, CUE + 1, CONTENT + 1):
            before = tag if best[tag] >= best[tag - 1] else tag - 1
            previous[tag] = before
            now[tag] = best[before] + row[tag]
        best = now
        back.append(previous)
    tag = best.index(max(best))
    path: list[int] = []
    for previous in reversed(back):
        path.append(tag)
        tag = previous[tag]
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
    tags: Scores, source: Run | None, cue: Run, content: tuple[Run, ...], content_link: float, source_link: float
) -> tuple[float, ...]:
    """Mean log-probabilities of the tokens' roles, the weakest edge of the content, the links, and the length."""

    def role(tag: int, run: Run) -> Scores:
        result: Scores = np.logaddexp(tags[run[0] : run[1], tag], tags[run[0] : run[1], tag + 1])
        return result

    contents = [role(CONTENT, run) for run in content]
    return (
        float(role(CUE, cue).mean()),
        float(np.concatenate(contents).mean()),
        float(min(min(one[0], one[-1]) for one in contents)),
        content_link,
        0.0 if source is None else float(role(SOURCE, source).mean()),
        source_link,
        1.0 if source is None else 0.0,
        math.log(sum(end - start for start, end in content)),
    )
