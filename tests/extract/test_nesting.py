"""What the tagger tells of the inside of a content is cut to a clause of its own."""

from __future__ import annotations

import pytest
from statement_cases import Given, read, words

from onrecord.extract.statements import find_statements
from onrecord.record import Span


def rows_of(text: str, outer: tuple[str, str, str], inner: tuple[tuple[str, ...], str, tuple[str, ...]]):
    """Statements where the tagger gives these words as spans; each word's first place counts."""

    def span(part: str) -> Span:
        at = text.index(part)
        return Span(at, at + len(part))

    source, cue, content = outer
    found = (
        Given((span(source),), (span(cue),), (span(content),)),
        Given(tuple(map(span, inner[0])), (span(inner[1]),), tuple(map(span, inner[2]))),
    )
    return find_statements(text, article="article-0", day=None, tagger=lambda _: found, mentions=())


def told_inside(content: str, source: str, cue: str, pieces: tuple[str, ...]) -> list[tuple[str | None, str]]:
    """Content and standing of the inner statements of “content” Lee told them."""
    text = f"“{content}” Lee told them."
    rows = rows_of(text, ("Lee", "told", f"“{content}”"), ((source,) if source else (), cue, pieces))
    return [(words(text, row.content), row.standing) for row in rows if row.outer is not None]


def test_an_inner_content_is_what_follows_its_cue() -> None:
    said = "The sea is calm but the port warned the crews to wait."
    assert told_inside(said, "the port", "warned", ("The sea is calm but", "the crews to wait")) == [
        ("the crews to wait", "made")
    ]


def test_an_inner_content_ends_with_its_sentence() -> None:
    said = "The port wants peace on the pier. The boats are full."
    assert told_inside(said, "The port", "wants", ("peace on the pier. The boats are full.",)) == [
        ("peace on the pier", "made")
    ]


def test_an_inner_content_may_stand_before_its_cue() -> None:
    said = "The pier is shut, the port says, and I wait."
    assert told_inside(said, "the port", "says", ("The pier is shut",)) == [("The pier is shut", "made")]


@pytest.mark.parametrize(
    ("source", "cue", "pieces"),
    [
        ("", "was asked", ("to open the pier",)),
        ("the port", "with", ("care, it might",)),
        ("the port", "was asked", ("it",)),
    ],
)
def test_without_a_source_a_verb_or_a_content_nothing_is_nested(source: str, cue: str, pieces: tuple[str, ...]) -> None:
    said = "If the port was asked to open the pier with care, it might."
    assert told_inside(said, source, cue, pieces) == []


def test_a_view_in_ones_own_words_is_no_inner_statement() -> None:
    assert told_inside("I think the port will open soon.", "I", "think", ("the port will open soon",)) == []


def test_what_one_told_others_is_an_inner_statement() -> None:
    assert told_inside("I warned the port that ice was near.", "I", "warned", ("that ice was near",)) == [
        ("that ice was near", "made")
    ]


@pytest.mark.parametrize(
    "said",
    [
        "If the port has refused to open the pier, then why wait?",
        "Why wait now that the port has refused to open the pier?",
    ],
)
def test_what_a_question_takes_in_is_not_made(said: str) -> None:
    ((content, standing),) = told_inside(said, "the port", "has refused", ("to open the pier",))
    assert (content, standing) == ("to open the pier", "hypothetical")


def test_a_refusal_under_a_condition_is_hypothetical() -> None:
    _, rows = read("If {s1:the port} {c1:refused} {t1:to release the ship}, the crew would leave.")
    assert rows[0].standing == "hypothetical"


def test_a_list_of_helping_words_at_the_end_of_a_content_is_cut() -> None:
    text, rows = read("{s1:Lee} {c1:called for} {t1:an end to the fees on the pier and} a truce.")
    assert words(text, rows[0].content) == "an end to the fees on the pier"


def test_what_a_work_is_about_is_no_statement() -> None:
    _, rows = read("{s1:A newsletter} {c1:tracking} {t1:the talks on the pier}.")
    assert rows == []


def test_who_begins_the_next_sentence_did_not_speak_in_the_one_before() -> None:
    text, rows = read(
        "{s1:The port} {c1:denied} {t1:the leak on the pier} and {c2:said} {t2:the crew should wait}. But {s2:Lee}, who is "
        "a pilot, left."
    )
    assert [words(text, row.source) for row in rows] == ["The port", "The port"]


def test_a_pronoun_before_the_verb_is_its_subject() -> None:
    text, rows = read("{s1:Lee} was late, and she {c1:said} {t1:that the pier was shut}.")
    assert [words(text, row.source) for row in rows] == ["she"]


def test_the_words_in_a_hole_of_a_content_belong_to_it() -> None:
    text, rows = read("{t1:The port} denied {t1:that it had moved the crane}, {s1:the board} {c1:said}.")
    assert words(text, rows[0].content) == "The port denied that it had moved the crane"
