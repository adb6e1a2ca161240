"""Sources without the day or the aside that stands behind them, and contents around a speaker put in between."""

from __future__ import annotations

import pytest
from statement_cases import one, read, words


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


@pytest.mark.parametrize(
    ("marked", "content"),
    [
        ("That is why, {s1:he} {c1:argued}, {t1:the dam must be mended}.", "That is why | the dam must be mended"),
        ("But in recent weeks, {s1:Lee} {c1:said}, {t1:the dam has moved}.", "in recent weeks | the dam has moved"),
        (
            "The town had paid, but the dam there was so old, {s1:Lee} {c1:noted}, {t1:that it has moved}.",
            "the dam there was so old | that it has moved",
        ),
        ("In an interview, {s1:he} {c1:said} {t1:the dam has moved}.", "the dam has moved"),
        ("But, {s1:he} {c1:said}, {t1:the dam has moved}.", "the dam has moved"),
        ("“Yes,” {s1:he} {c1:said}, {t1:the dam has moved}.", "the dam has moved"),
    ],
)
def test_a_content_begins_before_the_speaker_who_is_put_in_between(marked, content):
    text, rows = read(marked)
    assert [words(text, row.content) for row in rows if words(text, row.cue) != ","] == [content]


@pytest.mark.parametrize("cue", [":", "—", "“"])
def test_a_mark_alone_as_cue_is_read(cue):
    text, rows = read(f"{{s1:Lee}}{{c1:{cue}}} {{t1:the dam is an old thing}} that could break.")
    assert [words(text, row.content) for row in rows] == ["the dam is an old thing"]
