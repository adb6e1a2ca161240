"""Dates written for machines and date lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.timestamps import is_date_shaped, parse_timestamp


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2023-03-20T08:15:00Z", ("2023-03-20T08:15:00Z", "minute")),
        ("2023-03-20T23:15:00-05:00", ("2023-03-21T04:15:00Z", "minute")),
        ("2023-03-20T08:15:00.123+0100", ("2023-03-20T07:15:00Z", "minute")),
        ("Mon, 20 Mar 2023 08:15:00 +0000", ("2023-03-20T08:15:00Z", "minute")),
        ("March 20, 2023 08:15 GMT", ("2023-03-20T08:15:00Z", "minute")),
        ("20 March 2023, 8:15 pm UTC", ("2023-03-20T20:15:00Z", "minute")),
        ("2023-03-20", ("2023-03-20", "day")),
        ("2023-03-20T08:15", ("2023-03-20", "day")),
        ("Monday, March 20, 2023 at 08:15 EST", ("2023-03-20", "day")),
        ("20.03.2023", ("2023-03-20", "day")),
        ("20/03/2023", ("2023-03-20", "day")),
        ("2023-03", ("2023-03-01", "month")),
        ("March 2023", ("2023-03-01", "month")),
    ],
)
def test_reads_dates(words: str, expected: tuple[str, str]) -> None:
    assert parse_timestamp(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "1679300000000",
        "03/04/2023",
        "February 30, 2023",
        "2023-13-01",
        "20-03-23",
        "yesterday",
        "",
        "2023-03-20T25:00Z",
    ],
)
def test_refuses_what_is_not_certain(words: str) -> None:
    assert parse_timestamp(words) is None


def test_a_day_that_does_not_exist_still_has_the_shape_of_a_date() -> None:
    assert is_date_shaped("30 February 2026")


@given(st.text(max_size=100))
def test_never_raises(words: str) -> None:
    parse_timestamp(words)
