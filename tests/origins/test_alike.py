"""What a voice said elsewhere that may be the same: nothing is missed that the comparison would find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.origins.alike import alike
from onrecord.origins.carried import same_quotation
from onrecord.origins.words import common_blocks
from onrecord.reuse.tokens import tokens

SAID = "We will not send a single soldier across the river before the ice has gone"


@pytest.mark.parametrize(
    "other",
    [
        SAID,
        SAID.upper(),
        "that Ostia will not send a single soldier",
        SAID.replace("single", "solitary"),
        SAID.replace("soldier", "gun").replace("ice", "snow"),
        f"{SAID}, and that nobody in the ministry had ever thought of it",
    ],
)
def test_another_telling_is_found(other: str) -> None:
    assert alike([SAID], ["the harvest was good this year", other], most=12) == [[1]]


@pytest.mark.parametrize(
    "other", ["", "across the river", "soldiers of the river guard", "the ice has come early", "gone before we will"]
)
def test_what_only_shares_words_is_not_read(other: str) -> None:
    assert alike([SAID], [other], most=12) == [[]]


def test_the_likeliest_come_first_and_the_rest_is_cut() -> None:
    said = ["We will not send a single soldier", SAID, "will not send a single soldier across the river today"]
    assert alike([SAID, "Nothing of the kind"], said, most=2) == [[1, 2], []]


@pytest.mark.parametrize(("asked", "said"), [([], []), ([], ["x"]), (["x"], []), (["", "a b"], ["", "a b c"])])
def test_too_few_words_are_like_nothing(asked: list[str], said: list[str]) -> None:
    assert alike(asked, said, most=12) == [[] for _ in asked]


@given(st.lists(st.lists(st.sampled_from("ice guns river ministers the of send not".split()), max_size=14), max_size=6))
def test_every_same_quotation_is_found(texts: list[list[str]]) -> None:
    said = [" ".join(words) for words in texts]
    found = alike(said, said, most=len(said))
    keys = [tuple(tokens([text]).hashes.tolist()) for text in said]
    for n, one in enumerate(keys):
        for m, other in enumerate(keys):
            # said on one day; a block must be of a length that is looked for
            if same_quotation(one, other, 0) and max(b.size for b in common_blocks(one, other)) >= 4:
                assert m in found[n]
