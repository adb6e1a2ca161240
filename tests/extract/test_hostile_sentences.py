"""Text made to cost much: names and events take time in proportion to its length, and nothing fails."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from onrecord.extract.events import find_events
from onrecord.extract.events.lexicon import load_lexicon
from onrecord.extract.figures import Cast, enrol
from onrecord.extract.found import Found
from onrecord.extract.mentions import find_mentions
from onrecord.record import Span
from onrecord.resolve.knowledge import build, load

WORLD = load([Path(__file__).parents[1] / "resolve" / "world.toml"], starter=False)


def read(text: str) -> None:
    mentions = find_mentions(text, article="a", day="2026-03-05", knowledge=WORLD)
    find_events(text, article="a", day="2026-03-05", mentions=mentions, knowledge=WORLD)


@pytest.mark.parametrize(
    "unit",
    [
        "Exland, ", "Exland which was rejected by Omoria ", "Exland — the largest — ", "March 3, ", "(a) ", "accusing Omoria of ",
        "to plan to ", "said that ", "Ann Bell left. Bell left. ", "Another Ann Bell, a baker, left. ", "A", "“", " — the (",
    ],
)  # fmt: skip
def test_any_unit_repeated_is_read(unit: str) -> None:
    """Each would take minutes where the time grew with the square of the length."""
    read(f"Exland attacked Omoria {unit * (60_000 // len(unit))} Exland met Omoria.")


def test_of_many_bearers_of_one_word_only_so_many_are_compared() -> None:
    cast = Cast(build({}), None)
    for number in range(5_000):
        keys = (f"N{number}", "Bell")
        enrol(cast, Found(Span(9 * number, 9 * number + 8), 0, 2, number, "person", "name", keys))
    assert len(cast.last["bell"]) <= 64


@pytest.mark.parametrize("seed", range(20))
def test_words_of_the_lists_in_any_order_are_read(seed: int) -> None:
    chance = random.Random(seed)
    acts = sorted(load_lexicon().firsts)
    small = "and or , of to by — ( ) that which said if will not the a ’s ; who in on was has been with for".split()
    names = ["Exland", "Omorian", "Exville", "Ola Tarn", "Minister Ola Tarn", "he", "they", "March 3", "U.S. officials"]
    words = [chance.choice(chance.choice((acts, small, small, names))) for _ in range(1_500)]
    text = " ".join(word + (".\n" if chance.random() < 0.04 else "") for word in words)
    read(text)
