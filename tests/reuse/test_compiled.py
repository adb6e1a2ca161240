"""What is found is the same with the compiled loops as with numpy alone."""

import random
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_prose import paragraph, story

from onrecord.reuse import Document, find_reuse, loops
from onrecord.reuse.fingerprints import HASH_BITS, by_hash, grams
from onrecord.reuse.layout import layout
from onrecord.reuse.nearby import near_copies
from onrecord.reuse.quotations import quoted
from onrecord.reuse.tokens import tokens

pytest.importorskip("numba")
pytestmark = pytest.mark.slow  # the first call compiles

LETTERS = "abcouruzzZ'’`\"“”«»\n\n  .,-—é中ไ12ßİ٣½"


@pytest.fixture(scope="module", autouse=True)
def _loaded():
    loops.load_for(loops.WORTH)
    assert loops.compiled() is not None


@contextmanager
def numpy_alone():
    held = loops._loaded[:]
    loops._loaded.clear()
    try:
        yield
    finally:
        loops._loaded[:] = held


def both(work):
    with numpy_alone():
        one = work()
    return one, work()


def same(one, other):
    assert one.dtype == other.dtype
    assert np.array_equal(one, other)


def read(texts):
    words = tokens(texts)
    return words, quoted(texts, words)


@given(st.lists(st.one_of(st.text(LETTERS, max_size=200), st.text(max_size=60)), max_size=5))
@example(["''1'"])  # a single mark does not close what two opened
@settings(max_examples=300, deadline=None)
def test_words_and_samples(texts):
    (one, marked), (other, marked_there) = both(lambda: read(texts))
    for column in ("hashes", "starts", "ends", "opens", "first"):
        same(getattr(one, column), getattr(other, column))
    assert one.cut == other.cut
    same(marked, marked_there)
    left, right = both(lambda: grams(one, marked))
    for column in ("hashes", "texts", "places"):
        same(getattr(left, column), getattr(right, column))


def test_long_words_and_long_texts():
    texts = ["x" * 70 + " " + "yz" * 32 + " " + "yz" * 33, "our " * 40_000, "“said so ” " * 9_000, "z" * 150_000]
    (one, marked), (other, marked_there) = both(lambda: read(texts))
    same(one.hashes, other.hashes)
    same(marked, marked_there)


@given(st.lists(st.integers(0, (1 << HASH_BITS) - 1), max_size=300))
@settings(max_examples=100, deadline=None)
def test_sorting_keeps_equal_ones_as_they_stood(hashes):
    given_ = np.array(hashes + hashes[:50], dtype=np.uint64)
    same(*both(lambda: by_hash(given_)))


@pytest.mark.parametrize("seed", range(12))
def test_rows_and_clusters(seed):
    chance = random.Random(seed)
    documents = []
    for number in range(40):
        parts = [paragraph(chance.randrange(15), 40) for _ in range(chance.randrange(1, 7))]
        if chance.random() < 0.5:
            parts.append(f"“{paragraph(950, 14)}” said the harbour master.")
        if chance.random() < 0.3:
            parts += parts[:2]
        if chance.random() < 0.3:
            parts = [" ".join(w for w in part.split() if chance.random() > 0.05) for part in parts]
        documents.append(Document(id=f"d{number:02}", text="\n".join(parts), outlet=f"o{chance.randrange(5)}"))
    one, other = both(lambda: find_reuse(documents))
    assert one == other
    assert one
    left, right = both(lambda: near_copies(documents))
    assert left == right


def test_repetition():
    line = paragraph(3, 20)
    documents = [Document(id="a", text=(line + "\n") * 400), Document(id="b", text=story(4) + (line + "\n") * 300)]
    one, other = both(lambda: find_reuse(documents))
    assert one == other


def test_few_documents_are_not_worth_it():
    with numpy_alone():
        loops.load_for(loops.WORTH - 1)
        assert loops.compiled() is None


def test_scripts_without_spaces_have_as_many_words_as_characters():
    texts = ["中文字" * 500, "ไ" * 1_500, "中文 abc 字"]
    (one, marked), (other, marked_there) = both(lambda: read(texts))
    for column in ("hashes", "starts", "ends", "opens", "first"):
        same(getattr(one, column), getattr(other, column))
    same(marked, marked_there)


@given(
    st.lists(st.sampled_from(["a b", "c d e f " * 3, "g h i j k " * 2, "g h i j l " * 2, "long " * 45]), max_size=12),
    st.data(),
)
@settings(max_examples=100, deadline=None)
def test_paragraphs(lines, data):
    words = tokens(["\n".join(lines)])
    places = st.lists(st.integers(0, words.hashes.size), max_size=8, unique=True)
    furniture = np.array(sorted(data.draw(places)), dtype=np.int64)
    document = Document(id="a", text="\n".join(lines))
    one, other = both(lambda: layout(document, words.hashes, words.starts, words.opens, furniture))
    same(one.before, other.before)
