import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Span
from onrecord.reuse.quotations import quoted, unquoted, whole_quotation
from onrecord.reuse.tokens import tokens


def words_quoted(text):
    read = tokens([text])
    mask = quoted([text], read)
    return [text[s:e] for s, e, q in zip(read.starts.tolist(), read.ends.tolist(), mask.tolist(), strict=True) if q]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “one two” and left.", ["one", "two"]),
        ('He said "one two" and "three".', ["one", "two", "three"]),
        ("''One two,'' she said.", ["One", "two"]),
        ("It isn't the workers' fault.", []),
        ("‘The boats won’t sail today,’ he said.", ["The", "boats", "won’t", "sail", "today"]),
        ("So-called ‘red line’ talk.", []),
        ('A stray " mark, then “one two” here.', ["one", "two"]),
        ("“One is opened and never closed.\n\nTwo.", []),
        ("“One goes on.\n\n“Two ends,” she said.", ["One", "goes", "on", "Two", "ends"]),
        ("Size 5' by 6\" he wrote.", []),
        ("«Eins zwei» und „drei vier“.", ["Eins", "zwei", "drei", "vier"]),
    ],
)
def test_words_within_quotation_marks(text, expected):
    assert words_quoted(text) == expected


def test_words_outside_are_counted_before_between_and_after():
    text = "She said: “one two,” and went on, “three.” Then she left."
    assert unquoted(text, Span(0, len(text))) == (2, 3, 3)
    assert unquoted(text, Span(0, 8)) == (2, 0, 0)


def test_a_quotation_is_whole_where_the_span_holds_all_of_it():
    text = "She said: “one two three,” and left."
    assert whole_quotation(text, Span(11, 24), 3)
    assert not whole_quotation(text, Span(15, 24), 3)
    assert not whole_quotation(text, Span(11, 24), 4)


@given(st.text(alphabet="ab “”‘’\"'«»\n.", max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_marks_are_read_without_fault(text):
    read = tokens([text])
    assert quoted([text], read).size == read.hashes.size
    if text:
        before, between, after = unquoted(text, Span(0, len(text)))
        assert min(before, between, after) >= 0
