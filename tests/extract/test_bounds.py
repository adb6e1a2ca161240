"""The edges of cues and sources, from tags and from what a cue's tokens point to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.tagger.bounds import REACH, Bounds
from onrecord.extract.tagger.confidence import Confidence
from onrecord.extract.tagger.decode import Decoding, Found, decode
from onrecord.extract.tagger.shape import BOUND, BOUNDS, CUE, LINK_SIZE, OUTPUTS, SOURCE, TAGS

TOKENS = 10


def rows(tags: dict[int, int], *, doubt: tuple[int, ...] = ()) -> np.ndarray:
    """Scores with these tags, "outside" elsewhere; at the tokens of `doubt` both are about as likely."""
    scores = np.zeros((1 + TOKENS, OUTPUTS), np.float32)
    for number in range(TOKENS):
        scores[1 + number, tags.get(number, 0)] = 8.0
        if number in doubt:
            scores[1 + number, [0, tags.get(number, CUE + 1)]] = 8.0
    return scores


def point(scores: np.ndarray, bound: str, cue: range, target: int) -> None:
    """Let the cue's tokens point to a token."""
    column = BOUND + 2 * BOUNDS.index(bound) * LINK_SIZE
    for token in cue:
        scores[1 + token, column] = 4.0
    scores[1 + target, column + LINK_SIZE] = 4.0


def found(cue: tuple[int, int], source: tuple[int, int] | None = None, *content: tuple[int, int]) -> Found:
    return Found(source, cue, content, 0, ())


def test_sure_tags_keep_their_edges() -> None:
    scores = rows({2: SOURCE, 3: SOURCE + 1, 4: CUE, 5: CUE + 1})
    moved = Bounds(scores).moved(found((4, 6), (2, 4), (7, 9)))
    assert (moved.source, moved.cue) == ((2, 4), (4, 6))


def test_where_the_tags_doubt_the_pointers_decide() -> None:
    scores = rows({4: CUE, 5: CUE + 1, 6: CUE + 1}, doubt=(6,))
    point(scores, "cue_end", range(4, 7), 5)
    assert Bounds(scores).moved(found((4, 7))).cue == (4, 6)
    scores = rows({4: CUE, 5: CUE + 1}, doubt=(6,))
    point(scores, "cue_end", range(4, 6), 6)
    assert Bounds(scores).moved(found((4, 6))).cue == (4, 7)


def test_a_source_does_not_run_into_its_cue_or_content() -> None:
    scores = rows({2: SOURCE, 3: CUE}, doubt=(1, 3))
    point(scores, "source_end", range(3, 4), 3)
    assert Bounds(scores).moved(found((3, 4), (2, 3), (0, 2))).source == (2, 3)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_whatever_the_scores_edges_stay_near_and_apart(seed: int, length: int) -> None:
    scores = np.random.default_rng(seed).normal(0, 3, (1 + length, OUTPUTS)).astype(np.float32)
    scores[:, len(TAGS) : 3 * len(TAGS)] = 0
    for one in decode(scores, Decoding(source=1.0, cue=1.0, content=1.0), layers=1):
        moved = Bounds(scores).moved(one)
        pairs = [(one.cue, moved.cue)] + ([(one.source, moved.source)] if one.source and moved.source else [])
        for (a, b), (c, d) in pairs:
            assert 0 <= c < d <= length
            assert abs(a - c) <= REACH
            assert abs(b - d) <= REACH
        taken = [
            number
            for run in (moved.cue, *moved.content, *([moved.source] if moved.source else []))
            for number in range(*run)
        ]
        assert len(taken) == len(set(taken))


@pytest.mark.parametrize(("value", "chance"), [(0.0, 0.0), (0.2, 0.1), (0.4, 0.2), (0.7, 0.6), (1.0, 1.0)])
def test_a_score_is_levelled_along_the_line(value: float, chance: float) -> None:
    levels = ((0.0, 0.0), (0.4, 0.2), (1.0, 1.0))
    assert Confidence((), 0.0, levels).levelled(value) == pytest.approx(chance)
