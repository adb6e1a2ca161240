from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Span
from onrecord.text.spans import contains, hull, merged, overlaps, placed, touched, trimmed, words_of

spans = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(spans, min_size=1))
def test_merging_keeps_the_code_points(items: list[Span]) -> None:
    def points(found: object) -> set[int]:
        return {i for s in found for i in range(s.start, s.end)}  # type: ignore[attr-defined]

    found = merged(items)
    assert points(found) == points(items)
    assert all(a.end < b.start for a, b in pairwise(found))
    assert hull(items) == Span(found[0].start, found[-1].end)


@given(spans, spans)
def test_containing_is_overlapping(a: Span, b: Span) -> None:
    assert overlaps(a, b) == overlaps(b, a)
    assert not contains(a, b) or overlaps(a, b)


def test_left_out_words_are_marked() -> None:
    assert words_of("one two three", (Span(0, 3), Span(8, 13))) == "one … three"


def test_nothing_but_white_space_is_nothing() -> None:
    assert trimmed("a  b", Span(1, 3)) is None
    assert trimmed(" a ", Span(0, 3)) == Span(1, 2)


@given(st.lists(spans), spans)
def test_rows_are_found_by_their_place(items: list[Span], asked: Span) -> None:
    rows = sorted(((span, number) for number, span in enumerate(items)), key=lambda row: row[0])
    assert placed(rows).touching(asked) == [row for row in rows if overlaps(row[0], asked)]


@given(spans)
def test_words_are_found_by_their_place(asked: Span) -> None:
    words = [Span(at, at + 3) for at in range(0, 70, 4)]
    assert list(touched(words, asked)) == [n for n, word in enumerate(words) if overlaps(word, asked)]
