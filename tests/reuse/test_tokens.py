import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reuse.tokens import _PIECE_CHARS, MAX_WORDS, tokens


def hashes(text):
    return tokens([text]).hashes.tolist()


def cut_words(text):
    found = tokens([text])
    return [text[start:end] for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Don’t” — he said", '"Don\'t" -- he said'),
        ("The organisation recognised it", "the organization recognized it"),
        ("labour’s neighbour travelled", "labor's neighbor traveled"),
        ("Café São Tomé", "Cafe Sao Tome"),
        ("a\u00a0b\u2009c", "a b c"),
        ("[There] is a ‘red line’", "There is a “red line”"),
    ],
)
def test_what_a_reprint_changes_without_changing_words_leaves_no_trace(one, other):
    assert hashes(one) == hashes(other)


@pytest.mark.parametrize(
    ("one", "other"), [("11", "1"), ("2022", "202"), ("visit", "visits"), ("not", "now"), ("100", "10")]
)
def test_different_words_stay_different(one, other):
    assert hashes(one) != hashes(other)


def test_words_stand_where_they_stood():
    assert cut_words("“It’s 2,000—no!” she said.") == ["It’s", "2", "000", "no", "she", "said"]


def test_scripts_without_spaces_give_a_token_a_character():
    assert cut_words("你好 world ไทย 𠀀") == ["你", "好", "world", "ไ", "ท", "ย", "𠀀"]


@given(st.lists(st.text(max_size=60), max_size=6))
@settings(max_examples=150, deadline=None)
def test_a_text_reads_the_same_alone_and_among_others(texts):
    together = tokens(texts)
    for number, text in enumerate(texts):
        alone = tokens([text])
        low, high = together.first[number], together.first[number + 1]
        assert np.array_equal(together.hashes[low:high], alone.hashes)
        assert np.array_equal(together.starts[low:high], alone.starts)
        assert np.array_equal(together.ends[low:high], alone.ends)


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_spans_are_ordered_and_inside_the_text(text):
    found = tokens([text])
    starts, ends = found.starts.astype(int), found.ends.astype(int)
    assert (starts < ends).all()
    assert (ends[:-1] <= starts[1:]).all()
    assert found.ends.size == 0 or ends[-1] <= len(text)


def test_a_long_text_is_read_in_pieces_without_a_seam():
    text = "seven words stand in this short line " * (3 * _PIECE_CHARS // 36)
    found = tokens([text])
    assert np.array_equal(
        found.hashes, np.tile(tokens(["seven words stand in this short line "]).hashes, len(text) // 37)
    )


def test_a_text_past_the_limit_is_cut_and_says_so():
    found = tokens(["a b " * MAX_WORDS])
    assert MAX_WORDS <= found.hashes.size < MAX_WORDS + _PIECE_CHARS
    assert found.cut[0] == pytest.approx(2 * MAX_WORDS - found.hashes.size, rel=0.05)
