from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.desk import Desk
from onrecord.store.database import create
from onrecord.store.search import Filters, match_expression, search_articles, search_statements
from samples import add

NONE = Filters()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("river guns", '"river" AND "guns"'),
        ('"border agreement" march', '"border agreement" AND "march"'),
        ("a* OR b NEAR(c)", '"a" AND "OR" AND "b" AND "NEAR c"'),
        ("", None),
        ('"" \' ; --', None),
    ],
)
def test_typed_words_become_a_query(typed: str, expected: str | None) -> None:
    assert match_expression(typed) == expected


@given(words=st.text(max_size=60))
def test_any_text_gives_results_or_none(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    with create(tmp_path_factory.mktemp("record") / "record.db") as store:
        assert search_articles(store.connection, words, filters=NONE, limit=5) == []
        assert search_statements(store.connection, words, filters=Filters(speaker=words), limit=5) == []


@pytest.mark.model
def test_words_speakers_and_days_find_statements(desk: Desk, pages: Path) -> None:
    add(desk, pages)
    with desk.open_for_reading() as store:
        db = store.connection
        assert search_statements(db, "single soldier", filters=NONE, limit=5)
        assert search_statements(db, "soldier", filters=Filters(speaker="Marsh"), limit=5)
        assert not search_statements(db, "soldier", filters=Filters(speaker="Orr"), limit=5)
        assert not search_statements(db, "soldier", filters=Filters(until="2026-03-02"), limit=5)
        assert search_articles(db, '"border agreement"', filters=NONE, limit=5)
        assert not search_articles(db, '"agreement border"', filters=NONE, limit=5)
