import itertools
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ModelError
from onrecord.extract.tagger import Attribution, Tagger, load_tagger
from onrecord.extract.tagger.confidence import Confidence
from onrecord.extract.tagger.decode import MEASURES, Decoding, best_path, decode, spans_of_tags
from onrecord.extract.tagger.description import Description
from onrecord.extract.tagger.pieces import IN_QUOTATION, LINE_START, WordPieces, read_tokens
from onrecord.extract.tagger.quotations import tidy
from onrecord.extract.tagger.reading import attributions, joined
from onrecord.extract.tagger.shape import (
    CONTENT,
    CONTENT_QUERY,
    CUE,
    CUE_KEY,
    OUTPUTS,
    SOURCE,
    SOURCE_KEY,
    SOURCE_QUERY,
    TAGS,
)
from onrecord.extract.tagger.windows import windows

WORDS = WordPieces(["[UNK]", "[CLS]", "[SEP]", "the", "ferry", "##man", "said", "we", "wait", ".", '"', "“", "”", ","])
SURE = Confidence((0.0,) * len(MEASURES), 10.0)
UNSURE = Confidence((0.0,) * len(MEASURES), -10.0)


def tokens_of(text):
    return list(read_tokens(text, WORDS))


def describe(*, outer=SURE, inner=SURE):
    return Description("made up", "sha256:0", "sha256:0", Decoding(), outer, inner, 0.5, 0.5)


def scores_for(tags, sources=(), cues=()):
    """Scores that give each token one tag a layer, and links from token to token: (from, to) pairs."""
    scores = np.zeros((1 + len(tags[0]), OUTPUTS), np.float32)
    for layer, row in enumerate(tags):
        for number, tag in enumerate(row):
            scores[1 + number, layer * len(TAGS) + tag] = 12.0
    for layer in range(len(tags), 3):
        scores[1:, layer * len(TAGS)] = 12.0
    scores[0, SOURCE_KEY + 31] = scores[1:, SOURCE_QUERY + 31] = 2.0  # with nothing else said, no source
    for slot, (cue, source) in enumerate(sources):
        scores[1 + cue, SOURCE_QUERY + slot] = scores[1 + source, SOURCE_KEY + slot] = 6.0
    for slot, (layer, content, cue) in enumerate(cues):
        scores[1 + content, CONTENT_QUERY + 32 * layer + slot] = scores[1 + cue, CUE_KEY + slot] = 6.0
    return scores


# ------------------------------------------------------------------ pieces


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("ferry", (4,)),
        ("Ferryman", (4, 5)),
        ("férry", (4,)),
        ("kayak", (0,)),
        ("x" * 101, (0,)),
        ("\u0301", (0,)),
        ("''", (10,)),
    ],
)
def test_a_word_has_the_pieces_of_an_uncased_vocabulary(word, pieces):
    assert WORDS(word) == pieces


def test_memory_of_words_is_bounded(monkeypatch):
    monkeypatch.setattr("onrecord.extract.tagger.pieces.MEMO_WORDS", 3)
    pieces = WordPieces(["[UNK]", "[CLS]", "[SEP]"])
    for number in range(20):
        pieces(str(number))
    assert len(pieces._memo) <= 3


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “we wait” twice", ["“", "we", "wait", "”"]),
        ('He said "we wait" twice', ['"', "we", "wait", '"']),
        ("He said ''we wait'' twice", ["''", "we", "wait", "''"]),
        ("He said «we wait» twice", ["«", "we", "wait", "»"]),
        ("An “open one\nends with its line", ["“", "open", "one"]),
        ('A 7" plank', ['"']),
    ],
)
def test_words_inside_quotation_marks_are_marked(text, quoted):
    assert [token.word for token in tokens_of(text) if token.feature & IN_QUOTATION] == quoted


def test_the_first_word_of_each_line_is_marked():
    assert [token.word for token in tokens_of("One two\n\nThree four") if token.feature & LINE_START] == [
        "One",
        "Three",
    ]


@given(st.text())
def test_tokens_are_slices_of_the_text_in_order(text):
    end = 0
    for token in tokens_of(text):
        assert end <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.word
        end = token.end


# ------------------------------------------------------------------ windows


@given(st.text(alphabet="the ferryman.\n”x", max_size=400), st.integers(2, 30), st.integers(1, 30))
def test_windows_cover_the_tokens_once_and_in_order(text, limit, first):
    tokens = tokens_of(text)
    cut = list(windows(iter(tokens), limit=limit, first=min(first, limit)))
    assert [token for window in cut for token in window] == tokens
    assert all(len(window) == 1 or sum(len(token.pieces) for token in window) <= limit for window in cut)


def test_a_window_ends_where_a_line_ends():
    cut = list(windows(tokens_of("the ferry. the ferry.\nthe ferry said the ferry."), limit=9))
    assert cut[1][0].line_start


def test_a_line_that_ends_in_a_colon_stays_with_the_next():
    cut = list(windows(tokens_of("the ferry. the ferry.\nthe ferry said:\nthe ferry. the ferry."), limit=11))
    assert [window[-1].word for window in cut] == [".", "."]
    assert [window[0].line_start for window in cut] == [True, True]


def test_a_window_without_line_end_ends_with_a_sentence():
    cut = list(windows(tokens_of("the ferry said. the ferry said the ferry"), limit=7))
    assert cut[0][-1].word == "."


# ------------------------------------------------------------------ decoding


@given(st.lists(st.lists(st.floats(-20, 0), min_size=7, max_size=7), max_size=40))
def test_a_path_is_legal(rows):
    path = best_path(np.array(rows, np.float32).reshape(-1, 7))
    assert len(path) == len(rows)
    for before, tag in zip([0, *path], path, strict=False):
        assert tag % 2 == 1 or tag == 0 or before in (tag, tag - 1)
    assert sum(end - start for _, (start, end) in spans_of_tags(path)) == sum(tag > 0 for tag in path)


@settings(max_examples=50)
@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.floats(-2, 3))
def test_whatever_the_scores_runs_lie_inside_the_window_and_layers_nest(seed, length, bias):
    scores = np.random.default_rng(seed).normal(0, 4, (1 + length, OUTPUTS)).astype(np.float32)
    found = decode(scores, Decoding(source=bias, cue=bias, content=bias, inner=bias, least_link=-1.0))
    for one in found:
        runs = [one.cue, *one.content, *([one.source] if one.source else [])]
        assert all(0 <= start < end <= length for start, end in runs)
        assert one.content == tuple(sorted(one.content))
        assert all(math.isfinite(value) for value in one.measures)
        outer = [run for other in found if other.layer == one.layer - 1 for run in other.content]
        assert one.layer == 0 or any(start <= run[0] and run[1] <= end for start, end in outer for run in [one.cue])


def test_a_content_goes_to_the_cue_it_points_to_and_a_cue_to_its_source():
    tags = [[SOURCE, CUE, CONTENT, 0, CONTENT, CUE, SOURCE]]
    scores = scores_for(tags, sources=[(1, 0), (5, 6)], cues=[(0, 2, 1), (0, 4, 5)])
    assert [(one.source, one.cue, one.content) for one in decode(scores, Decoding())] == [
        ((0, 1), (1, 2), ((2, 3),)),
        ((6, 7), (5, 6), ((4, 5),)),
    ]


def test_two_cues_may_share_a_source_and_one_may_have_none():
    tags = [[SOURCE, CUE, CONTENT, CUE, CONTENT, CUE, CONTENT]]
    scores = scores_for(tags, sources=[(1, 0)], cues=[(0, 2, 1), (0, 4, 3), (0, 6, 5)])
    scores[1 + 3, SOURCE_QUERY] = 6.0
    assert [one.source for one in decode(scores, Decoding())] == [(0, 1), (0, 1), None]


def test_a_further_content_with_a_weak_link_is_left_out():
    tags = [[SOURCE, CUE, CONTENT, 0, CONTENT]]
    scores = scores_for(tags, sources=[(1, 0)], cues=[(0, 2, 1)])
    assert [one.content for one in decode(scores, Decoding(least_link=-0.5))] == [((2, 3),)]
    assert [one.content for one in decode(scores, Decoding())] == [((2, 3), (4, 5))]


def test_an_attribution_inside_a_content_is_found_in_the_next_layer():
    inside = CONTENT + 1
    tags = [[SOURCE, CUE, CONTENT, inside, inside], [0, 0, SOURCE, CUE, CONTENT]]
    cues = [*((0, n, 1) for n in (2, 3, 4)), (1, 4, 3)]
    found = decode(scores_for(tags, sources=[(1, 0), (3, 2)], cues=cues), Decoding())
    assert [(one.layer, one.source, one.cue, one.content) for one in found] == [
        (0, (0, 1), (1, 2), ((2, 5),)),
        (1, (2, 3), (3, 4), ((4, 5),)),
    ]


def test_nothing_is_found_inside_an_attribution_that_was_left_out():
    inside = CONTENT + 1
    tags = [[SOURCE, CUE, CONTENT, inside, inside], [0, 0, SOURCE, CUE, CONTENT]]
    cues = [*((0, n, 1) for n in (2, 3, 4)), (1, 4, 3)]
    found = decode(scores_for(tags, sources=[(1, 0), (3, 2)], cues=cues), Decoding())
    window = tokens_of("Ada said Bo said wait")
    assert len(list(attributions(found, window, describe()))) == 2
    assert list(attributions(found, window, describe(outer=UNSURE))) == []


@pytest.mark.parametrize(
    ("text", "content", "tidied"),
    [
        ("“we wait,” the ferryman said", (1, 3), "“we wait,”"),
        ("“we wait”, the ferryman said", (0, 5), "“we wait”"),
        ("the ferryman said we wait .", (3, 6), "we wait"),
        ("''we wait,'' the ferryman said", (1, 4), "''we wait,''"),
        ("said “we wait” “the ferry”", (6, 8), "“the ferry”"),
        (".", (0, 1), "."),
    ],
)
def test_a_content_takes_its_quotation_marks_and_no_stop_outside_them(text, content, tidied):
    tokens = tokens_of(text)
    start, end = tidy(content, tokens)
    assert text[tokens[start].start : tokens[end - 1].end] == tidied


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10)).map(lambda pair: (pair[0], sum(pair))), max_size=8))
def test_joined_runs_are_apart_and_cover_the_same(runs):
    result = joined(runs)
    assert {n for run in runs for n in range(*run)} == {n for run in result for n in range(*run)}
    assert all(a[1] < b[0] for a, b in itertools.pairwise(result))


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(MEASURES), max_size=len(MEASURES)))
def test_a_score_is_a_chance(measures):
    assert 0 <= Confidence(tuple(range(len(MEASURES))), 1.0)(measures) <= 1


# ------------------------------------------------------------------ loading


def test_missing_weights_are_a_model_error(tmp_path: Path):
    with pytest.raises(ModelError, match=r"model\.json"):
        load_tagger(tmp_path)


def test_weights_of_another_digest_are_a_model_error(tmp_path: Path):
    packaged = Path(load_tagger.__code__.co_filename).parent
    (tmp_path / "model.json").write_text((packaged / "model.json").read_text("utf-8"), "utf-8")
    (tmp_path / "statements.onnx").write_bytes(b"not the weights")
    with pytest.raises(ModelError, match="digest"):
        load_tagger(tmp_path)


@pytest.mark.parametrize("damaged", ["", "[]", "{}", '{"name": 1}', "\x00"])
def test_a_broken_description_is_a_model_error(tmp_path: Path, damaged: str):
    (tmp_path / "model.json").write_text(damaged, "utf-8")
    with pytest.raises(ModelError, match=r"model\.json"):
        load_tagger(tmp_path)


# ------------------------------------------------------------------ the model itself


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def words(text: str, attribution: Attribution) -> tuple[list[str], ...]:
    return tuple(
        [text[span.start : span.end] for span in spans]
        for spans in (attribution.source, attribution.cue, attribution.content)
    )


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The harbour master said the bridge would stay shut until Friday.",
            (["The harbour master"], ["said"], ["the bridge would stay shut until Friday"]),
        ),
        (
            "“We have run out of salt,” Mayor Orla Quin said.",
            (["Mayor Orla Quin"], ["said"], ["“We have run out of salt,”"]),
        ),
        (
            "“We have run out of salt,” said Mayor Orla Quin. “The trucks are late.”",
            (["Mayor Orla Quin"], ["said"], ["“We have run out of salt,”", "“The trucks are late.”"]),
        ),
    ],
)
def test_plain_statements_are_found(tagger: Tagger, text: str, expected: tuple[list[str], ...]):
    assert expected in [words(text, one) for one in tagger(text)]


@pytest.mark.model
def test_a_statement_inside_a_statement_is_found(tagger: Tagger):
    text = "The envoy said the governor believed that the ferry had been sold."
    cues = [words(text, one)[1] for one in tagger(text)]
    assert cues == [["said"], ["believed"]]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "\n\n\n",
        "\x00said\x00",
        "\ud800 said \udfff",
        "“" * 3000,
        "x" * 100_000,
        "SHOUTED WORDS SAID THE MAN " * 100,
        "he said " * 4000,
        "\u0301" * 5000,
    ],
)
def test_any_text_is_read_and_spans_lie_inside_it(tagger: Tagger, text: str):
    found = tagger(text)
    for one in found:
        assert all(0 <= span.start < span.end <= len(text) for span in (*one.source, *one.cue, *one.content))
        assert 0 <= one.score <= 1
        assert one.cue
        assert list(one.content) == sorted(one.content)
    assert tagger(text) == found


@pytest.mark.model
@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_random_texts_are_read(text: str):
    for one in load_once()(text):
        assert all(0 <= span.start < span.end <= len(text) for span in (*one.source, *one.cue, *one.content))


def load_once(held: list[Tagger] = []) -> Tagger:  # noqa: B006 - hypothesis allows no module fixture
    if not held:
        held.append(load_tagger())
    return held[0]


@pytest.mark.model
def test_the_digest_names_the_weights(tagger: Tagger):
    assert tagger.digest.startswith("sha256:")
    assert len(tagger.digest) == len("sha256:") + 64
