"""Where cues and sources begin and end: what a cue's own tokens point to, weighed with the tags at the edges.

The tags of a window's tokens are read one by one; here an edge competes with its neighbours. Takes the network's scores and
an attribution of layer 0, and gives it with edges at most `REACH` tokens from where the tags put them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagger.decode import Found, Run, either, log_softmax
from onrecord.extract.tagger.shape import BOUND, CUE, LINK_SIZE, SOURCE, TAGS

#: How far an edge may move, in tokens. Of the edges that PolNeAR train has elsewhere, most are nearer.
REACH: Final = 3
_LEAST: Final = 1e-6
_ROLES: Final = (SOURCE, CUE)
_ZERO: Final = np.zeros(1, np.float32)

Scores = NDArray[np.float32]


class Bounds:
    """A window's scores, to be asked for the edges of the attributions in it."""

    def __init__(self, rows: Scores) -> None:
        """`rows` as in `decode`."""
        self._rows = rows[1:]
        (tags,), (chances,) = log_softmax(rows[None, 1:, : len(TAGS)].transpose(0, 2, 1))
        self._begins = {role: tags[role] for role in _ROLES}
        self._inside = {role: either(chances[role], chances[role + 1]) for role in _ROLES}
        self._gains = {
            role: inside - np.log(np.maximum(1 - np.exp(inside), _LEAST)) for role, inside in self._inside.items()
        }

    def moved(self, found: Found) -> Found:
        """The attribution with the edges of its cue and source where tags and pointers put them together."""
        source, content = found.source, found.content
        # the mean of what the cue's tokens ask for, for each of the four bounds
        asked = self._rows[slice(*found.cue), BOUND:].sum(axis=0) / (found.cue[1] - found.cue[0])
        held = content if source is None else (source, *content)
        cue = self._run(found.cue, CUE, asked, held, 0)
        if source is not None:
            source = self._run(source, SOURCE, asked, (cue, *content), 2)
        return dataclasses.replace(found, cue=cue, source=source)

    def _run(self, run: Run, role: int, asked: Scores, held: Sequence[Run], kind: int) -> Run:
        """The run with the likeliest edges; it keeps at least one of its tokens, and none of `held`."""
        start, end = run
        floor = max([start - REACH, 0, *(b for _, b in held if b <= start)])
        ceiling = min([end + REACH, len(self._rows), *(a for a, _ in held if a >= end)])
        upto = np.concatenate([_ZERO, self._gains[role][floor:ceiling].cumsum()])
        first = min(start + REACH, end - 1) + 1
        begins = self._begins[role][floor:first] - self._inside[role][floor:first] - upto[: first - floor]
        start = floor + int((begins + self._pointed(asked, kind, floor, first)).argmax())
        last = max(end - REACH, start + 1)
        ends = upto[last - floor : ceiling + 1 - floor] + self._pointed(asked, kind + 1, last - 1, ceiling)
        return start, last + int(ends.argmax())

    def _pointed(self, asked: Scores, kind: int, start: int, end: int) -> Scores:
        """How much the cue points to each token from `start` to `end`: mean log-chances, but for a constant."""
        at = 2 * kind * LINK_SIZE
        keys = self._rows[start:end, BOUND + at + LINK_SIZE : BOUND + at + 2 * LINK_SIZE]
        pointed: Scores = keys @ asked[at : at + LINK_SIZE]
        return pointed
