"""Stances of plain clauses, and what a text is said to say: read off word order where the tagger of the test knows nothing."""

from __future__ import annotations

import pytest
from statement_cases import one, read, words


@pytest.mark.parametrize(
    ("text", "act", "source", "content"),
    [
        ("The mayor turned down the offer.", "deny", "The mayor", "the offer"),
        ("Karvia turned down a request for two more boats.", "deny", "Karvia", "a request for two more boats"),
        ("Most officials brushed off the report.", "deny", "Most officials", "the report"),
        ("Its owner, who asked not to be named, denied it.", "deny", "Its owner", "it"),
        ("It rained; but the pilots' union rejects the charge.", "deny", "the pilots' union", "the charge"),
        ("Lee is against a new pier.", "criticise", "Lee", "a new pier"),
        ("The board was firmly in favour of a second pier.", "praise", "The board", "a second pier"),
        ("The bank forecast growth of 3.5 percent.", "assess", "The bank", "growth of 3.5 percent"),
        ("Vesmar appeared to warn Karvia against a deal.", "assess", "Vesmar", "Karvia against a deal"),
        ("The ministry held up the bridge as a model.", "praise", "The ministry", "the bridge as a model"),
        (
            "They signed a pact that both Lee and Ray held up as a new era.",
            "praise",
            "both Lee and Ray",
            "as a new era",
        ),
        ("It was cold, with officials brushing it aside as a trick.", "deny", "officials", "it | as a trick"),
        (
            "Facing claims from Karvia that it arms rebels, Halmora shut the port.",
            "claim",
            "Karvia",
            "that it arms rebels",
        ),
    ],
)
def test_a_stance_that_word_order_shows(text: str, act: str, source: str, content: str) -> None:
    plain, row = one(text)
    assert (row.act, words(plain, row.source), words(plain, row.content)) == (act, source, content)


@pytest.mark.parametrize(
    "text",
    [
        "The pilot turned down the road to the harbour.",
        "The bank turned down the heat in the hall.",
        "Lee brushed aside a branch.",
        "The wind was against the boats.",
        "Karvia was against the wall.",
        "The vote was against the plan.",
        "On Monday Lee in his office appeared to blame the crews.",
        "The weather forecast was bad.",
        "The ship was held up as the storm came.",
        "He seemed to back into the wall.",
        "“The mayor turned down the offer.”",
        "When the mayor turned down the offer nobody spoke.",
        # the noun is the subject: where its clause ends is not told by words
        "A promise from Lee that nobody would be fired came too late.",
    ],
)
def test_what_is_no_stance(text: str) -> None:
    assert read(text)[1] == []


def test_what_others_say_of_it_stays_theirs() -> None:
    _, rows = read("{s1:Ray} {c1:wrote}: {t1:the mayor turned down the offer}.")
    assert len(rows) == 1


def test_what_a_text_says_is_cut_from_the_content_that_names_it() -> None:
    text = (
        "{s1:Karvia} {c1:called for} {t1:a truce with a 12-point plan that called for an end to the tolls} and appeared "
        "to warn Vesmar."
    )
    plain, rows = read(text)
    assert [(words(plain, row.source), words(plain, row.content)) for row in rows] == [
        ("Karvia", "a truce"),
        ("a 12-point plan", "an end to the tolls"),
        ("a 12-point plan", "Vesmar"),
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The court has not yet granted the pilots access.", "The court", "the pilots access"),
        ("Vesmar has courted a visit by the king, something Karvia has not granted.", "Karvia", "a visit by the king"),
    ],
)
def test_what_was_not_granted_is_no_denial(text: str, source: str, content: str) -> None:
    plain, row = one(text)
    assert (row.standing, row.negated) == ("not said", False)
    assert (words(plain, row.source), words(plain, row.content)) == (source, content)
