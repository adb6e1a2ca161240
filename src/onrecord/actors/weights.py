"""Weights of the cooperation-conflict series: what each kind of event counts, read from `data/weights.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight by (type, mode), mode None for the type itself; from -10, conflict, to +10, cooperation."""

    table: Mapping[tuple[str, str | None], float]

    def of(self, kind: str, mode: str | None) -> float | None:
        """The weight of an event: that of its mode, else that of its type; None where the type has none."""
        return self.table.get((kind, mode), self.table.get((kind, None)))


@cache
def weights() -> Weights:
    """The weights that ship with the package, read once."""
    text = files("onrecord.actors").joinpath("data", "weights.toml").read_text(encoding="utf-8")
    return Weights(
        {
            (kind, None if mode == "score" else mode): float(value)
            for kind, modes in tomllib.loads(text).items()
            for mode, value in modes.items()
        }
    )
