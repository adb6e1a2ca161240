"""The score of main text."""

import pytest

from loaded_benchmarks import pages, shingles

GOLD = "the council met on the island and nobody spoke"


def test_the_same_text_is_perfect() -> None:
    assert shingles.score_page(GOLD, GOLD).f1 == 1.0


def test_more_text_costs_precision_and_less_costs_recall() -> None:
    more = shingles.score_page(GOLD, f"{GOLD} of the bridge and of the toll")
    less = shingles.score_page(GOLD, "the council met on the island")
    assert (more.recall, less.precision) == (1.0, 1.0)
    assert more.precision == pytest.approx(6 / 13)
    assert less.recall == pytest.approx(3 / 6)


def test_what_stands_beside_counts_neither_way() -> None:
    assert shingles.score_page(GOLD, f"Photo of an island\n{GOLD}", beside=["Photo of an island"]).f1 == 1.0


def test_nothing_given_is_no_recall() -> None:
    score = shingles.score_page(GOLD, "")
    assert (score.precision, score.recall, score.f1) == (1.0, 0.0, 0.0)


def test_made_pages_are_the_same_each_time() -> None:
    assert [page.html for page in pages("build", per_template=1)] == [
        page.html for page in pages("build", per_template=1)
    ]


def test_there_are_enough_pages_and_templates() -> None:
    both = [*pages("build"), *pages("held")]
    assert len(both) >= 120
    assert len({page.template for page in both}) >= 15
