"""Finding dates in text and working out which day is meant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Span
from onrecord.text.dates import DateExpression, find_dates, resolve

ANCHOR = date(2023, 3, 15)  # a Wednesday


def words(text: str) -> list[str]:
    return [text[e.span.start : e.span.end] for e in find_dates(text)]


def only(text: str) -> DateExpression:
    (found,) = find_dates(text)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She spoke on March 20 in town.", ["March 20"]),
        ("On 20 March 2023, he left.", ["20 March 2023"]),
        ("It ended on March 22, 2013, they say.", ["March 22, 2013"]),
        ("Signed 2023-03-20 in ink.", ["2023-03-20"]),
        ("He said on Monday that rain fell.", ["on Monday"]),
        ("Talks failed last Friday.", ["last Friday"]),
        ("They met yesterday and again today.", ["yesterday", "today"]),
        ("A vote is due next week or later this month.", ["next week", "later this month"]),
        ("In late February, snow fell.", ["late February"]),
        ("On March 3, 4000 people marched.", ["March 3"]),
        ("It is due on March 3, 12026.", []),
        ("It is due on 3 March 2999.", []),
        ("A loan may come this spring.", ["this spring"]),
        ("Since 2014, and again in 2018.", ["2014", "2018"]),
        ("before the February 2022 vote", ["February 2022"]),
        ("a few weeks before the vote", ["a few weeks before"]),
        ("They met ten years ago.", ["ten years ago"]),
        ("The fair of March 6-8 is over.", ["March 6-8"]),
        ("Monday, March 20, 2023", ["Monday, March 20, 2023"]),
        ("It may march on, and the 12-point plan of 2,018 pages stays.", []),
        ("Every Wednesday it is sent, every Wednesday it is read.", ["Wednesday"]),
        ("March 12-point plan", []),
    ],
)
def test_finds_expressions_with_their_words(text: str, expected: list[str]) -> None:
    found = words(text)
    assert [word.removeprefix("on ") for word in found] == [word.removeprefix("on ") for word in expected]


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("March 20", None, ("2023-03-20", None, "day")),
        ("March 20", "past", ("2022-03-20", None, "day")),
        ("December 30", None, ("2022-12-30", None, "day")),
        ("March 22, 2013", None, ("2013-03-22", None, "day")),
        ("last Friday", None, ("2023-03-10", None, "day")),
        ("on Monday", "past", ("2023-03-13", None, "day")),
        ("on Monday", "future", ("2023-03-20", None, "day")),
        ("yesterday", None, ("2023-03-14", None, "day")),
        ("next week", None, ("2023-03-20", "2023-03-26", "range")),
        ("later this month", None, ("2023-03-15", "2023-03-31", "range")),
        ("in late February", None, ("2023-02-19", "2023-02-28", "range")),
        ("this spring", None, ("2023-03-01", "2023-05-31", "range")),
        ("in 2018", None, ("2018-01-01", None, "year")),
        ("February 2022", None, ("2022-02-01", None, "month")),
        ("ten years ago", None, ("2013-01-01", None, "year")),
        ("March 6-8", None, ("2023-03-06", "2023-03-08", "range")),
        ("Dec. 30-Jan. 2", None, ("2022-12-30", "2023-01-02", "range")),
    ],
)
def test_resolves_against_the_day_of_the_article(text: str, tense, expected) -> None:
    found = resolve(only(text), ANCHOR, tense=tense)
    assert found is not None
    assert (found.value, found.until, found.precision) == expected


@pytest.mark.parametrize("text", ["February 30", "on Monday", "a few weeks before", "ten years later"])
def test_gives_nothing_where_the_day_cannot_be_known(text: str) -> None:
    assert resolve(only(text), ANCHOR) is None


@pytest.mark.parametrize("text", ["March 20", "last Friday", "next week", "in May"])
def test_gives_nothing_relative_without_an_anchor(text: str) -> None:
    assert resolve(only(text), None) is None


def test_a_full_date_needs_no_anchor() -> None:
    assert resolve(only("20 March 2023"), None) is not None


def test_spans_are_those_of_the_whole_text() -> None:
    text = "March 1. March 2. March 3."
    assert [e.span for e in find_dates(text, start=9, end=17)] == [Span(9, 16)]


@given(st.text(alphabet="March 20,3-Monday lastnexyrgo0189", max_size=80), st.dates())
def test_never_raises_and_never_overlaps(text: str, anchor: date) -> None:
    last = 0
    for expression in find_dates(text):
        assert last <= expression.span.start < expression.span.end <= len(text)
        last = expression.span.end
        resolve(expression, anchor)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["day", "week", "month", "year", "weekend"]), st.dates())
def test_absurd_counts_give_nothing_or_a_date(count: int, unit, anchor: date) -> None:
    found = resolve(DateExpression(Span(0, 1), "unit", unit=unit, count=count), anchor)
    assert found is None or date.fromisoformat(found.value)
