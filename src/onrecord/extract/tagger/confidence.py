"""How likely a found attribution is right, from what decoding measured of it.

A logistic function of the measures in `decode.MEASURES`. Its weights are fitted by `training` on articles that the
network has not seen; "right" is the strict criterion of the project's scorer: the cues share a token, source and
content agree to at least half (token F1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Confidence:
    """`weights` follow `decode.MEASURES`."""

    weights: tuple[float, ...]
    constant: float

    def __call__(self, measures: Sequence[float]) -> float:
        """The chance, from 0 to 1, that an attribution with these measures is right."""
        total = self.constant + sum(w * m for w, m in zip(self.weights, measures, strict=True))
        if total < 0:  # either form overflows on the other side
            return math.exp(max(total, -700.0)) / (1 + math.exp(max(total, -700.0)))
        return 1 / (1 + math.exp(-min(total, 700.0)))
