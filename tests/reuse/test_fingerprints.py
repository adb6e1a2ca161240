import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from made_prose import words

from onrecord.reuse.fingerprints import SURE_QUOTED_WORDS, SURE_WORDS, grams
from onrecord.reuse.quotations import quoted
from onrecord.reuse.tokens import tokens


def grams_of(*texts):
    read = tokens(texts)
    return grams(read, quoted(texts, read))


def sampled(text):
    return set(grams_of(text).hashes.tolist())


@given(st.integers(0, 10**6), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_two_texts_with_enough_words_in_a_row_share_a_gram(seed, before, after, other):
    planted = words(seed, SURE_WORDS)
    one = " ".join(words(seed + 1, before) + planted + words(seed + 2, after))
    two = " ".join(words(seed + 3, other) + planted + words(seed + 4, before))
    assert sampled(one) & sampled(two)


@given(st.integers(0, 10**6), st.integers(0, 20), st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_a_shorter_run_is_enough_in_quotation_marks(seed, before, after):
    planted = " ".join(words(seed, SURE_QUOTED_WORDS))
    one = f"{' '.join(words(seed + 1, before))} “{planted},” {' '.join(words(seed + 2, after))}"
    two = f'{" ".join(words(seed + 3, after))}: "{planted}." {" ".join(words(seed + 4, before))}'
    assert sampled(one) & sampled(two)


def test_a_fingerprint_does_not_depend_on_the_texts_beside_it():
    texts = [" ".join(words(seed, 5 + 37 * seed)) for seed in range(8)]
    together = grams_of(*texts)
    for number, text in enumerate(texts):
        alone = grams_of(text)
        mine = together.texts == number
        assert np.array_equal(together.hashes[mine], alone.hashes)
        assert np.array_equal(together.places[mine], alone.places)


def test_a_gram_that_comes_again_is_kept_once():
    line = " ".join(words(1, 30))
    assert len(grams_of(f"{line} {line} {line}").hashes) <= 2 * len(sampled(f"{line} {line}"))
    repeated = grams_of(" ".join([line] * 500)).hashes
    assert len(set(repeated.tolist())) == len(repeated) < 40


def test_a_text_shorter_than_a_gram_has_none():
    assert len(grams_of("one", "", "two words", "a b c d e").hashes) == 0
