from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.words import keys_of, words


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Bell’s plan", ("Bell", "'s", "plan")),
        ("U.S. officials", ("U.S.", "officials")),
        ("O'Hara and José", ("O'Hara", "and", "Jose")),
        ("Ex-minister", ("Ex", "minister")),
        ("1,200 men", ("1,200", "men")),
        ("she'll", ("she", "'ll")),
        ("", ()),
    ],
)
def test_text_is_cut_into_words(text: str, keys: tuple[str, ...]) -> None:
    assert keys_of(text) == keys


@given(st.text(max_size=80))
def test_words_lie_in_order_inside_the_text(text: str) -> None:
    found = words(text)
    assert all(0 <= w.start < w.end <= len(text) for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
