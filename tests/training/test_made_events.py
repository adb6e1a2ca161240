import random

import pytest
from training.events.made import Maker, read_frames

from onrecord.extract.events.finder.shape import TYPES

FRAMES = read_frames()


def made(seed, number=300):
    maker = Maker(random.Random(seed), FRAMES)
    return [maker.sample() for _ in range(number)]


def test_every_frame_has_a_known_type():
    assert {kind.partition(">")[0] for kind, _ in FRAMES} == set(TYPES[1:]) | {"NONE"}


def test_the_same_chance_makes_the_same_sentences():
    assert [s.text for s in made(3, 20)] == [s.text for s in made(3, 20)]


def test_labels_lie_inside_and_apart():
    for sample in made(1):
        for event in sample.events:
            spans = [event.trigger, *event.sources, *event.targets]
            assert all(0 <= start < end <= len(sample.text) for start, end in spans), sample.text


@pytest.mark.parametrize("clause", ["S [attack] T"])
def test_a_passive_turns_the_parties_round(clause):
    texts = {}
    for seed in range(40):
        maker = Maker(random.Random(seed), [("ASSAULT", clause), ("NONE", "S [rest] in T")])
        sample = maker.sample()
        if len(sample.events) == 1 and " by " in sample.text and sample.events[0].targets:
            event = sample.events[0]
            if event.targets[0] < event.trigger < event.sources[0]:
                texts[seed] = sample.text
    assert texts
