"""How far a content reaches, what stands inside it, and what was not answered; and the packaged tagger end to end."""

from __future__ import annotations

import pytest
from statement_cases import ARTICLE, Given, marked, one, read, tagger_for, words

from onrecord.extract.chains import chained_in
from onrecord.extract.predict import predict
from onrecord.extract.statements import find_statements
from onrecord.record import Span


def test_a_content_is_widened_to_its_quotation() -> None:
    text, row = one("“The sea is calm {t1:and the ships are out},” {s1:Lee} {c1:said}.")
    assert words(text, row.content) == "“The sea is calm and the ships are out,”"


def test_a_quotation_of_several_paragraphs_is_one_content() -> None:
    text, row = one(
        "{s1:Lee} {c1:said}: {t1:“The sea is calm today.}\n\n“The ships are out.\n\n“We wait for them.” She left."
    )
    assert words(text, row.content) == "“The sea is calm today. | “The ships are out. | “We wait for them.”"


def test_the_quotation_that_follows_without_a_cue_has_the_same_speaker() -> None:
    text, row = one("{t1:“The sea is calm,”} {s1:Lee} {c1:said}. “The ships are out and all is well.”")
    assert words(text, row.content) == "“The sea is calm,” | “The ships are out and all is well.”"


def test_a_quoted_paragraph_that_follows_has_the_same_speaker_at_a_lower_score() -> None:
    text, row = one("{t1:“The sea is calm,”} {s1:Lee} {c1:said}.\n\n“The ships are out and all is well.”")
    assert words(text, row.content).endswith("| “The ships are out and all is well.”")
    assert row.score < 0.9


def test_a_name_in_quotation_marks_is_not_joined() -> None:
    text, row = one("{t1:“The sea is calm,”} {s1:Lee} {c1:said}. “Blue Moon” is her boat.")
    assert words(text, row.content) == "“The sea is calm,”"


def test_another_sentence_between_ends_the_speech() -> None:
    text, row = one(
        "{t1:“The sea is calm,”} {s1:Lee} {c1:said}. Ray shook his head. “It is not calm at all out there.”"
    )
    assert words(text, row.content) == "“The sea is calm,”"


def test_a_missing_closing_mark_lowers_the_score() -> None:
    _, row = one("{s1:Lee} {c1:said}: {t1:“The sea is calm and the ships are out.}")
    assert row.score == pytest.approx(0.9 * 0.9)


def test_plain_words_of_another_paragraph_are_dropped() -> None:
    text, row = one("{t1:the pier is old}\n\n{s1:Lee} {c1:said} {t1:the sea was calm}.")
    assert words(text, row.content) == "the sea was calm"


def test_a_bare_article_gets_its_noun() -> None:
    text, row = one("{s1:Lee} {c1:backed} {t1:the} plan.")
    assert words(text, row.content) == "the plan"


INTERVIEW = (
    "To find out more, I asked Ann Lee, a pilot at the Harbour Institute:\n\n"
    "“The sea is calm and the ships are out.\n\n“We wait for them every evening.”\n\nShe left."
)


def test_an_interview_gives_the_answer_to_the_person_asked() -> None:
    text, row = one(INTERVIEW)
    assert words(text, row.source) == "Ann Lee, a pilot at the Harbour Institute"
    assert (words(text, row.cue), row.kind, row.score) == (":", "direct", 0.7)


def test_the_asking_itself_is_not_taken_for_the_answer() -> None:
    text, row = one(INTERVIEW.replace("To find out more", "{t1:To find out more}").replace("asked", "{c1:asked}"))
    assert words(text, row.source) == "Ann Lee, a pilot at the Harbour Institute"


@pytest.mark.parametrize(
    ("text", "source", "standing"),
    [
        ("The harbour board declined to comment on the leak.", "The harbour board", "declined"),
        ("Lee wrote to both, and the board has repeatedly declined to say whether it knew.", "the board", "declined"),
        ("The board did not immediately respond to a request for comment.", "The board", "not said"),
    ],
)
def test_answers_not_given_are_found_by_their_wording(text: str, source: str, standing: str) -> None:
    text, row = one(text)
    assert (words(text, row.source), row.standing, row.negated) == (source, standing, False)


def test_what_is_quoted_is_no_silence_of_the_article() -> None:
    assert read("“The board declined to comment on the leak to all of us”")[1] == []


def test_three_levels_of_speech() -> None:
    text, rows = read(
        "{s1:Karvia} {c1:said} {t1:that it hoped the council would call on both sides to talk again soon}."
    )
    by_cue = {words(text, row.cue): row for row in rows}
    assert set(by_cue) == {"said", "hoped", "would call on"} or "hoped" in by_cue
    assert by_cue["hoped"].outer == by_cue["said"].id


def test_a_chain_of_names_is_three_deep_and_its_end_hypothetical() -> None:
    text, rows = read("{s1:Karvia} {c1:said} {t1:it hoped Vesmar would call on Halmora to leave the valley}.")
    chain = [(words(text, row.source), words(text, row.cue), row.standing) for row in rows]
    assert chain == [
        ("Karvia", "said", "made"),
        ("it", "hoped", "made"),
        ("Vesmar", "would call on", "hypothetical"),
    ]
    assert [row.outer for row in rows] == [None, rows[0].id, rows[1].id]
    assert rows[0].score > rows[1].score > rows[2].score


def test_a_fourth_level_is_not_followed() -> None:
    text, rows = read("{s1:Lee} {c1:said} {t1:that Ray said that Bo said that Jo said that the sea was calm}.")
    assert [words(text, row.source) for row in rows] == ["Lee", "Ray", "Bo"]


def test_somebody_else_quoted_in_a_quotation_is_nested() -> None:
    text, rows = read("{t1:“The board is asleep. No one says they will pay for it,”} {s1:Lee} {c1:said}.")
    inner = next(row for row in rows if row.outer is not None)
    assert (words(text, inner.source), inner.standing) == ("No one", "not said")


def test_ones_own_view_in_ones_own_words_is_no_statement_of_its_own() -> None:
    _, rows = read("{t1:“The sea is calm. I think that the ships will come back soon,”} {s1:Lee} {c1:said}.")
    assert len(rows) == 1


def test_an_attribution_found_inside_a_quotation_is_nested_in_it() -> None:
    text, rows = read("{t1:“The sea is calm.} {s2:Ray} {c2:says} {t2:the ships are out},” {s1:Lee} {c1:said}.")
    inner = next(row for row in rows if words(text, row.source) == "Ray")
    assert inner.outer == next(row.id for row in rows if words(text, row.source) == "Lee")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("it hoped the strike would end", [("it", "hoped", "the strike would end")]),
        ("that she had promised to come back", [("she", "had promised", "to come back")]),
        (
            "Vesmar’s envoy, Anselm Ruyk, had assured her that the guns would leave",
            [("Vesmar’s envoy, Anselm Ruyk,", "had assured", "that the guns would leave")],
        ),
        ("the strike was planned for Monday", []),
        ("it was accused of cheating the sailors", []),
        ("they want", []),
        ("", []),
    ],
)
def test_chained_speech_by_word_order(content: str, expected: list[tuple[str, str, str]]) -> None:
    found = chained_in(content, Span(0, len(content)))
    assert [tuple(content[slice(*span)] for span in one) for one in found] == expected


def test_predictions_are_flat() -> None:
    text, found = marked("{s1:Karvia} {c1:said} {t1:that it hoped Vesmar would leave the valley}.")
    (row,) = predict([{"id": "x", "text": text}], tagger=tagger_for(text, found))
    assert row["id"] == "x"
    assert [[text[a:b] for a, b in one["cue"]] for one in row["attributions"]] == [["said"]]


@pytest.mark.parametrize("text", ["", " ", "x", "\n\n", "“", "A" * 5000, "IT SAID IT SAID IT SAID. " * 50])
def test_odd_texts_are_read(text: str) -> None:
    find_statements(text, article=ARTICLE, day=None, tagger=lambda _: (), mentions=())


@pytest.mark.parametrize("unit", ["said that it said ", "“it said ” ", "that it hoped "])
def test_text_without_sentence_ends_takes_linear_time(unit: str) -> None:
    """One content of 300,000 characters; a quadratic reading would take minutes."""
    text = "Lee said " + unit * (300_000 // len(unit))
    found = (Given((Span(0, 3),), (Span(4, 8),), (Span(9, len(text)),)),)
    find_statements(text, article=ARTICLE, day=None, tagger=tagger_for(text, found), mentions=())


@pytest.fixture(scope="module")
def tagger():
    from onrecord.extract.tagger import load_tagger

    return load_tagger()


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "source", "cue", "kind"),
    [
        ("“The sea is calm and the ships are out,” Lee told reporters on Monday.", "Lee", "told", "direct"),
        ("The harbour board said on Monday that the pier would be rebuilt.", "The harbour board", "said", "indirect"),
        (
            "According to the Tarn Herald, the pier will be rebuilt next year.",
            "the Tarn Herald",
            "According to",
            "indirect",
        ),
        ("The mayor has accused the port of “playing with fire” over the leak.", "The mayor", "accused", "mixed"),
    ],
)
def test_the_packaged_tagger_end_to_end(tagger, text: str, source: str, cue: str, kind: str) -> None:
    rows = [
        row
        for row in find_statements(text, article=ARTICLE, day="2026-03-05", tagger=tagger, mentions=())
        if row.outer is None
    ]
    assert [(words(text, row.source), row.kind) for row in rows] == [(source, kind)]
    assert cue in words(text, rows[0].cue)


def test_many_statements_in_one_line_take_linear_time() -> None:
    """6,000 statements without a line end; looking for the line of each anew would take a minute."""
    unit = "Lee said “the sea was calm” if it rains. "
    found = tuple(
        Given((Span(at, at + 3),), (Span(at + 4, at + 8),), (Span(at + 9, at + 27),))
        for at in range(0, 6_000 * len(unit), len(unit))
    )
    text = unit * 6_000
    rows = find_statements(text, article=ARTICLE, day=None, tagger=tagger_for(text, found), mentions=())
    assert len(rows) == 6_000
