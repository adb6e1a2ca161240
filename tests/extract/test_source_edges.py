"""Sources without the day or the aside that stands behind them."""

from __future__ import annotations

import pytest
from statement_cases import one, words


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("The harbour council on Friday", "The harbour council"),
        ("the court this month", "the court"),
        ("Mayor Lee, in particular,", "Mayor Lee"),
        ("Mayor Lee, like the port,", "Mayor Lee"),
        ("a poll released last week", "a poll released last week"),
        ("Lee, who left the board on Friday", "Lee, who left the board on Friday"),
        ("Lee, mayor of Vell,", "Lee, mayor of Vell,"),
        ("The Friday club", "The Friday club"),
    ],
)
def test_what_belongs_to_the_verb_is_no_part_of_the_source(source, kept):
    text, row = one(f"{{s1:{source}}} {{c1:said}} {{t1:the dam would hold}}.")
    assert words(text, row.source) == kept


def test_the_day_behind_a_source_is_the_day_it_was_said():
    _, row = one("{s1:The harbour council on Tuesday} {c1:said} {t1:the dam would hold}.", day="2026-03-05")
    assert row.made_on == "2026-03-03"
