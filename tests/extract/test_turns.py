"""Turns of transcripts, and quotations that stand alone."""

from __future__ import annotations

import pytest
from statement_cases import read, words


def told(marked: str) -> list[tuple[str | None, str | None]]:
    text, rows = read(marked)
    return [(words(text, row.source), words(text, row.content)) for row in rows if row.outer is None]


def test_each_turn_has_its_speaker():
    text = "LEE: The pier is full.\n\nRAY: Why does nobody pay?\n\nLEE: Nobody has any money."
    assert told(text) == [
        ("LEE", "The pier is full."),
        ("RAY", "Why does nobody pay?"),
        ("LEE", "Nobody has any money."),
    ]


def test_questions_and_answers_are_turns():
    text = "Q: Why is it full?\n\nA: Nobody pays for it.\n\nQ: Who should pay?\n\nA: The board should."
    assert [source for source, _ in told(text)] == ["Q", "A", "Q", "A"]


def test_a_turn_goes_on_to_the_next_label_without_what_stands_in_brackets():
    text = "LEE: The pier is full.\n\nIt is old, too.\n\n(CROSSTALK)\n\nRAY: Why is it?\n\nLEE: Nobody has any money."
    assert told(text)[0] == ("LEE", "The pier is full. | It is old, too.")


def test_what_the_tagger_found_in_a_turn_stands_inside_it():
    text, rows = read(
        "LEE: {s1:They} {c1:say} {t1:the money is gone for good}.\n\nRAY: Why is it so?\n\nLEE: Nobody has any money."
    )
    outer = {row.id: words(text, row.source) for row in rows if row.outer is None}
    assert [outer[row.outer] for row in rows if row.outer is not None] == ["LEE"]


@pytest.mark.parametrize(
    "text",
    [
        "Cash: The port gets money.\n\nPower: The grid is weak.\n\nTrade: The ferry is late.",
        "Lee: The pier is full.\n\nThe port board meets in May.",
    ],
)
def test_heads_of_paragraphs_are_no_speakers(text):
    assert told(text) == []


def test_a_quotation_that_is_a_paragraph_is_whose_statement_came_before():
    quote = "“The old pier is full, and nobody has answered us yet.”"
    text = f"{{s1:Mayor Ann Lee}} {{c1:said}} {{t1:the city was tired}}.\n\nThe fair runs until Sunday.\n\n{quote}"
    assert ("Mayor Ann Lee", quote) in told(text)


@pytest.mark.parametrize(
    "before",
    [
        "{s1:Ann Lee} {c1:said} {t1:the city was tired}. {s2:Bo Ray} {c2:denied} {t2:all of it}.",
        "The fair runs until Sunday.",
        "{s1:Ann Lee} {c1:said} {t1:the city was tired}.\n\nThe fair is on.\n\nThe port is old.",
        "{t1:Pier is full}, {c1:says} {s1:Lee}",
    ],
)
def test_a_quotation_alone_stays_open_where_several_spoke_or_nobody_near(before):
    quote = "“The old pier is full, and nobody has answered us yet.”"
    assert not [one for one in told(f"{before}\n\n{quote}") if one[1] == quote]


def test_a_speaker_is_named_in_the_line_of_the_cue():
    text = "{t2:The pier must be rebuilt}, {c2:says} {s2:Lee\n\nMayor Ann Lee} rose and spoke."
    assert [source for source, _ in told(text)] == ["Lee"]


def test_an_article_at_the_end_of_a_cue_belongs_to_whom_it_was_said():
    text, (row,) = read("{s1:Mr. Lee} {c1:told the} Harbour Radio {t1:that nobody would come}.")
    assert (words(text, row.cue), words(text, row.addressee)) == ("told", "the Harbour Radio")


def test_a_transcript_speaks_for_nobody_in_it():
    text, rows = read(
        "{s1:The transcript} {c1:as follows}:\n\n{t1:LEE: The pier is full.}\n\nRAY: {s2:They} {c2:say} {t2:it is old}."
        "\n\nLEE: Nobody has any money."
    )
    assert [words(text, row.source) for row in rows] == ["LEE", "RAY", "They", "LEE"]
    ids = {row.id: words(text, row.source) for row in rows}
    assert [ids[row.outer] for row in rows if row.outer is not None] == ["RAY"]
