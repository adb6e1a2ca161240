import random

import numpy as np
import pytest
from training.calibrate import Case, cross_fitted, fit_confidence, table
from training.data import IGNORED, NO_SOURCE, Article, Roles, labels, runs
from training.nested import Frame, Passage, nested_windows, wrapped

from onrecord.extract.tagger.pieces import WordPieces, read_tokens

WORDS = WordPieces(["[UNK]", "[CLS]", "[SEP]", "the"])
KEEPER = Frame("The keeper", "said", leads=True)


def slices(passage):
    """Per attribution: its layer, and the words of source, cue and content."""
    return [
        (layer, *(" … ".join(passage.text[start:end] for start, end in spans) for spans in parts))
        for layer, *parts in passage.attributions
    ]


def test_runs_are_consecutive_numbers():
    assert runs((1, 2, 3, 7, 9, 10)) == [(1, 4), (7, 8), (9, 11)]


def test_tags_and_links_of_an_attribution():
    made = labels([Roles((0, 1), (2,), (3, 4, 6))], 7, inner_known=True)
    assert made.tags[0].tolist() == [1, 2, 3, 5, 6, 0, 5]
    assert made.content_links[0].tolist() == [IGNORED, IGNORED, IGNORED, 2, 2, IGNORED, 2]
    assert made.source_links.tolist() == [IGNORED, IGNORED, 0, IGNORED, IGNORED, IGNORED, IGNORED]
    assert made.tags[1].tolist() == [0] * 7


def test_a_cue_without_source_points_to_none():
    assert labels([Roles((), (0,), (1,))], 2, inner_known=True).source_links.tolist() == [NO_SOURCE, IGNORED]


def test_inner_layers_are_unknown_inside_a_content_of_the_corpus():
    made = labels([Roles((0,), (1,), (2, 3))], 5, inner_known=False)
    assert made.tags[1].tolist() == [0, 0, IGNORED, IGNORED, 0]


def test_links_that_leave_a_part_are_ignored():
    part = labels([Roles((0,), (2,), (3,))], 4, inner_known=True).part(1, 4)
    assert part.source_links.tolist() == [IGNORED, IGNORED, IGNORED]
    assert part.content_links[0].tolist() == [IGNORED, IGNORED, 1]


@pytest.mark.parametrize("seed", range(8))
def test_a_wrapped_sentence_keeps_its_attribution_one_layer_down(seed):
    said = Passage("The baker hopes rain will come", ((0, ((0, 9),), ((10, 15),), ((16, 30),)),))
    outer, inner = slices(wrapped(said, KEEPER, random.Random(seed)))
    assert outer[:3] == (0, "The keeper", "said")
    assert outer[3].strip('“”",').lower() == "the baker hopes rain will come"
    assert (inner[0], inner[1].lower(), *inner[2:]) == (1, "the baker", "hopes", "rain will come")


def test_a_speaker_may_follow_what_is_quoted():
    passage = wrapped(Passage("Rain will come"), Frame("the keeper", "said", leads=False), random.Random(1))
    assert slices(passage)[0][1:3] == ("the keeper", "said")
    assert passage.text.endswith(" the keeper said")


def test_nested_windows_have_labels_for_every_token():
    text = "The baker hopes rain will come. The well is dry today. The miller fears a fire. The mayor slept all day."
    tokens = tuple(read_tokens(text, WORDS))
    gold = (Roles((0, 1), (2,), (3, 4, 5)), Roles((13, 14), (15,), (16, 17)))
    article = Article("made-up", text, tokens, (gold,))
    for item in nested_windows([article], WORDS, 5, random.Random(0)):
        assert item.labels.tags.shape == (3, len(item.tokens))
        assert IGNORED not in item.labels.tags


def test_confidence_learns_which_measure_tells():
    chance = np.random.default_rng(0)
    cases = [
        Case(str(n % 20), (float(x), *chance.normal(size=7)), bool(chance.random() < 1 / (1 + np.exp(-2 * x))))
        for n, x in enumerate(chance.normal(size=2000))
    ]
    confidence = fit_confidence(cases)
    assert confidence.weights[0] == pytest.approx(2.0, abs=0.3)
    assert all(abs(weight) < 0.2 for weight in confidence.weights[1:])
    for row in table(cases, cross_fitted(cases)):
        if row["cases"] > 100:
            assert row["right"] == pytest.approx(row["mean_score"], abs=0.1)
