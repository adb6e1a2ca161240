"""Stories and claims by week: found again where an article, a family or nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.desk import Desk
from onrecord.store import desk_weeks as kept
from onrecord.weeks import bring_up, made_of
from web.made_desk import made_desk

Made = tuple[Desk, dict[str, str]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return made_desk(tmp_path / "desk")


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        ("2026-03-02", "2026-03-02", "2026-03-08"),
        ("2026-03-08", "2026-03-02", "2026-03-08"),
        ("0001-01-01", "0001-01-01", "0001-01-07"),
    ],
)
def test_a_week_goes_from_monday_to_sunday(day: str, since: str, until: str) -> None:
    assert kept.days_of_week(kept.week_of(day)) == (since, until)


def test_the_last_week_of_the_calendar_has_days() -> None:
    assert kept.days_of_week(kept.week_of("9999-12-31"))[1] == "9999-12-31"


def test_all_weeks_with_articles_are_made_and_say_what_is_found_anew(made: Made) -> None:
    with made[0].open_for_reading() as store:
        db = store.connection
        assert kept.weeks_to_make(db) == []
        week = kept.week_of("2026-03-04")
        found = made_of(db, week)
        assert kept.week(db, week) == found.week
        assert kept.claims(db, week, after=-1, limit=99) == list(found.claims)
        [tale] = kept.tales(db, week, by="size", after=0, limit=99)
        assert kept.tale_with(db, made[1]["copy"]) == found.tales[0]
        assert (tale.origins, tale.articles, tale.outlets) == (1, 2, 2)


def test_articles_without_a_day_have_a_week_to_themselves(made: Made) -> None:
    with made[0].open_for_reading() as store:
        assert kept.articles_of_window(store.connection, 0, limit=9) == ({made[1]["undated"]: 0}, 1)
        assert kept.weeks_around(store.connection, 0) == (None, kept.week_of("2026-03-03"))


def test_a_week_is_made_again_where_its_families_change(made: Made) -> None:
    desk, ids = made
    week = kept.week_of("2026-03-04")
    with desk.open_for_writing() as store:
        with store.transaction() as db:
            db.execute("DELETE FROM family")
        assert kept.weeks_to_make(store.connection) == [week]
        assert kept.tale_with(store.connection, ids["copy"]) is None
        bring_up(store)
        assert kept.weeks_to_make(store.connection) == []


def test_an_article_that_is_listed_anew_touches_its_week_and_the_next(made: Made) -> None:
    desk, ids = made
    with desk.open_for_writing() as store:
        with store.transaction() as db:
            db.execute("DELETE FROM desk_article WHERE article = ?", (ids["undated"],))
        assert kept.week(store.connection, 0) is None
        assert kept.week(store.connection, kept.week_of("2026-03-04")) is not None
        with store.transaction() as db:
            db.execute("DELETE FROM desk_article WHERE article = ?", (ids["first"],))
        assert kept.week(store.connection, kept.week_of("2026-03-04")) is None
