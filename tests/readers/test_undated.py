"""Pages that do not say when they were published, full of dates of other things."""

from collections.abc import Iterator

import pytest

from loaded_benchmarks import undated
from onrecord.readers import read
from onrecord.record import Dated


@pytest.fixture(scope="module")
def dates() -> list[Dated | None]:
    def published() -> Iterator[Dated | None]:
        for _, markup in undated():
            yield read(markup.encode(), name="page.html").articles[0].published

    return list(published())


def test_there_are_enough_pages(dates: list[Dated | None]) -> None:
    assert len(dates) >= 120


def test_at_most_one_in_ten_gets_a_date_that_is_not_called_a_guess(dates: list[Dated | None]) -> None:
    given = [date for date in dates if date is not None and not date.guessed]
    assert len(given) <= len(dates) / 10


def test_a_day_that_heads_a_part_of_a_chronicle_is_no_date_of_publication() -> None:
    parts = "".join(
        f"<h3>{day} March 2019</h3><p>On that day the council met on the island, and nobody spoke of the bridge.</p>"
        for day in (2, 5, 9)
    )
    opening = "<h1>How the bridge was built</h1><p>The bridge took ten years, and nobody counted what it cost.</p>"
    page = f"<article>{opening}{parts}</article>"
    (article,) = read(page.encode(), name="page.html").articles
    assert article.published is None


def test_a_stated_day_between_paragraphs_is_the_date_of_publication() -> None:
    page = (
        "<article><h1>How the bridge was built</h1><p>The bridge took ten years, and nobody counted what it cost.</p>"
        "<p>Published 5 March 2019</p><p>It was opened by the mayor, who had never crossed the river before.</p></article>"
    )
    (article,) = read(page.encode(), name="page.html").articles
    assert article.day == "2019-03-05"
