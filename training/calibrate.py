"""Fits how sure the tagger is, and checks it on articles that the fit has not seen. Pure numpy."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagger.confidence import Confidence
from onrecord.extract.tagger.decode import MEASURES

RIDGE = 1.0
"""Pull of the weights towards 0, in units of the standardised measures: a handful of weights on some thousand cases."""

FOLDS = 4
LEVEL_CASES = 80
"""Cases between two corners of the line that levels the scores: of 60 to 300, the
least cross-fitted error on dev (.016; the others .019 to .026)."""

BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Case:
    """An attribution that was found: in which article, with which measures, and whether it was right."""

    article: str
    measures: tuple[float, ...]
    right: bool


def fit_confidence(cases: Sequence[Case]) -> Confidence:
    """Logistic regression by Newton's method; without cases, even chances."""
    if not cases:
        return Confidence((0.0,) * len(MEASURES), 0.0)
    measures = np.array([case.measures for case in cases])
    right = np.array([case.right for case in cases], float)
    middle, spread = measures.mean(0), measures.std(0) + 1e-9
    design = np.column_stack([np.ones(len(cases)), (measures - middle) / spread])
    pull = np.diag([0.0] + [RIDGE] * measures.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (chance - right) + pull @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + pull
        change = np.linalg.solve(curve + 1e-6 * np.eye(len(weights)), slope)
        weights -= change
        if np.abs(change).max() < 1e-8:
            break
    scaled = weights[1:] / spread
    return Confidence(tuple(float(w) for w in scaled), float(weights[0] - scaled @ middle))


def fit_levelled(cases: Sequence[Case]) -> Confidence:
    """The fit with its values put on the level of what was right (isotonic regression, Barlow et al. 1972).

    The values that are levelled are those of fits on other articles: on its own cases a fit is too sure.
    """
    confidence = fit_confidence(cases)
    if len(cases) < 2 * LEVEL_CASES:
        return confidence
    values = cross_fitted(cases, fit_confidence)
    order = np.argsort(values, kind="stable")
    right = np.array([case.right for case in cases], float)[order]
    blocks = [
        [float(values[order][part].mean()), float(right[part].mean()), float(len(part))]
        for part in np.array_split(np.arange(len(cases)), len(cases) // LEVEL_CASES)
    ]
    corners: list[list[float]] = []
    for block in blocks:
        corners.append(block)
        while len(corners) > 1 and corners[-2][1] >= corners[-1][1]:  # a level that falls is shared
            (v1, r1, n1), (v2, r2, n2) = corners[-2:]
            corners[-2:] = [[(v1 * n1 + v2 * n2) / (n1 + n2), (r1 * n1 + r2 * n2) / (n1 + n2), n1 + n2]]
    levels = ((0.0, 0.0), *((round(v, 4), round(r, 4)) for v, r, _ in corners), (1.0, 1.0))
    return Confidence(confidence.weights, confidence.constant, levels)


def cross_fitted(
    cases: Sequence[Case], fit: Callable[[Sequence[Case]], Confidence] = fit_levelled
) -> NDArray[np.float64]:
    """The score of every case by a fit on the other folds; articles are never split between folds."""
    names = sorted({case.article for case in cases})
    fold = {name: number % FOLDS for number, name in enumerate(names)}
    scores = np.zeros(len(cases))
    for held_out in range(FOLDS):
        confidence = fit([case for case in cases if fold[case.article] != held_out])
        for number, case in enumerate(cases):
            if fold[case.article] == held_out:
                scores[number] = confidence(case.measures)
    return scores


def table(cases: Sequence[Case], scores: NDArray[np.float64]) -> list[dict[str, float]]:
    """For each band of scores: how many cases, their mean score, and the share that was right."""
    right = np.array([case.right for case in cases], float)
    rows = []
    for low, high in itertools.pairwise(BINS):
        here = (scores >= low) & ((scores < high) | (high == BINS[-1]))
        if here.any():
            rows.append(
                {
                    "from": low,
                    "to": high,
                    "cases": int(here.sum()),
                    "mean_score": round(float(scores[here].mean()), 3),
                    "right": round(float(right[here].mean()), 3),
                }
            )
    return rows


def as_json(confidence: Confidence) -> dict[str, object]:
    """The fit as `model.json` holds it."""
    named = {name: round(weight, 5) for name, weight in zip(MEASURES, confidence.weights, strict=True)}
    return {
        **named,
        "constant": round(confidence.constant, 5),
        "levels": [list(corner) for corner in confidence.levels],
    }
