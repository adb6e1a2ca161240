"""How likely a found attribution is right, from what decoding measured of it.

A logistic function of the measures in `decode.MEASURES`, put on the level of what proved right by a rising line. Both are
fitted by `training` on articles that the network has not seen; "right" is the strict criterion of the project's scorer: the
cues share a token, source and content agree to at least half (token F1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Confidence:
    """`weights` follow `decode.MEASURES`.

    `levels` are the corners of the line from the logistic function's value to the chance, both rising; without any, the value
    is the chance.
    """

    weights: tuple[float, ...]
    constant: float
    levels: tuple[tuple[float, float], ...] = ()

    def __call__(self, measures: Sequence[float]) -> float:
        """The chance, from 0 to 1, that an attribution with these measures is right."""
        return self.levelled(self.value(measures))

    def value(self, measures: Sequence[float]) -> float:
        """The logistic function alone."""
        total = self.constant + sum(w * m for w, m in zip(self.weights, measures, strict=True))
        if total < 0:  # either form overflows on the other side
            return math.exp(max(total, -700.0)) / (1 + math.exp(max(total, -700.0)))
        return 1 / (1 + math.exp(-min(total, 700.0)))

    def levelled(self, value: float) -> float:
        """The chance at a value of the logistic function; past the outermost corners, theirs."""
        for (low, first), (high, last) in pairwise(self.levels):
            if value < high:
                return first + (last - first) * (max(value, low) - low) / (high - low)
        return self.levels[-1][1] if self.levels else value
