"""Who was first is said only where the dates settle it."""

from __future__ import annotations

import pytest

from onrecord.origins.moments import days_apart, first_among
from onrecord.record import Dated
from origins.made import article


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z", True),
        ("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z", False),
        ("2026-03-02", "2026-03-05", True),
        ("2026-03-02", "2026-03-02T23:00:00Z", False),  # a day has no zone: it may be the next one
        ("2026-03-02", "2026-03-03", False),
        ("2026-03-02", None, False),
    ],
)
def test_the_first_is_known_where_one_surely_lies_before_the_other(one: str, other: str | None, known: bool) -> None:
    a, b = article("One.", published=one), article("Two.", published=other)
    found = first_among([b, a])
    assert found.article == (a.id if known else None)
    assert set(found.candidates) == ({a.id} if known else {a.id, b.id})


def test_a_guessed_date_is_no_evidence() -> None:
    from dataclasses import replace

    guessed = replace(article("One."), published=Dated("2026-03-01", "day", "inferred", "Monday"))
    assert first_among([guessed, article("Two.", published="2026-03-05")]).article is None


def test_one_article_is_the_first_of_itself() -> None:
    alone = article("One.")
    assert first_among([alone]).article == alone.id


def test_days_apart_counts_whole_days_at_the_least() -> None:
    def at(value: str | None) -> object:
        return article(f"At {value}.", published=value)

    assert days_apart(at("2026-03-02T08:00:00Z"), at("2026-03-05T09:00:00Z")) == 3  # type: ignore[arg-type]
    assert days_apart(at("2026-03-02"), at("2026-03-03")) == 0  # type: ignore[arg-type]
    assert days_apart(at("2026-03-02"), at(None)) is None  # type: ignore[arg-type]
