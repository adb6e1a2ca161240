"""Where cues and sources begin and end: what a cue's own tokens point to, weighed with the tags at the edges.

The tags of a window's tokens are read one by one; here an edge competes with its neighbours. Takes the network's scores and
an attribution of layer 0, and gives it with edges at most `REACH` tokens from where the tags put them.
"""

from __future__ import annotations

import dataclasses
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagger.decode import Found, Run
from onrecord.extract.tagger.shape import BOUND, CUE, LINK_SIZE, SOURCE, TAGS

#: How far an edge may move, in tokens. Of the edges that PolNeAR train has elsewhere, most are nearer.
REACH: Final = 3
_LEAST: Final = 1e-6

Scores = NDArray[np.float32]


class Bounds:
    """A window's scores, to be asked for the edges of the attributions in it."""

    def __init__(self, rows: Scores) -> None:
        """`rows` as in `decode`."""
        self._rows = rows[1:]
        tags = self._rows[:, : len(TAGS)]
        lowered = tags - tags.max(axis=1, keepdims=True)
        self._tags = lowered - np.log(np.exp(lowered).sum(axis=1, keepdims=True))

    def moved(self, found: Found) -> Found:
        """The attribution with the edges of its cue and source where tags and pointers put them together."""
        cue, source = found.cue, found.source
        held = [run for run in (source, *found.content) if run is not None]
        cue = self._run(found.cue, CUE, found.cue, held, 0)
        if source is not None:
            source = self._run(source, SOURCE, found.cue, [cue, *found.content], 2)
        return dataclasses.replace(found, cue=cue, source=source)

    def _run(self, run: Run, role: int, cue: Run, held: list[Run], kind: int) -> Run:
        """The run with the likeliest edges; it keeps at least one of its tokens, and none of `held`."""
        start, end = run
        floor = max([start - REACH, 0, *(b for _, b in held if b <= start)])
        ceiling = min([end + REACH, len(self._rows), *(a for a, _ in held if a >= end)])
        inside = np.logaddexp(self._tags[floor:ceiling, role], self._tags[floor:ceiling, role + 1])
        gains = inside - np.log(np.maximum(1 - np.exp(inside), _LEAST))
        upto = np.concatenate([[0.0], gains.cumsum()])
        first = min(start + REACH, end - 1)
        begins = self._tags[floor : first + 1, role] - inside[: first + 1 - floor] - upto[: first + 1 - floor]
        start = floor + int(np.argmax(begins + self._pointed(cue, kind, floor, first + 1)))
        last = max(end - REACH, start + 1)
        ends = upto[last - floor : ceiling + 1 - floor]
        return start, last + int(np.argmax(ends + self._pointed(cue, kind + 1, last - 1, ceiling)))

    def _pointed(self, cue: Run, kind: int, start: int, end: int) -> Scores:
        """How much the cue's tokens point to each token from `start` to `end`: mean log-chances, but for a constant."""
        column = BOUND + 2 * kind * LINK_SIZE
        asking = self._rows[slice(*cue), column : column + LINK_SIZE].mean(axis=0)
        pointed: Scores = self._rows[start:end, column + LINK_SIZE : column + 2 * LINK_SIZE] @ asking
        return pointed
