"""Remarks between commas, which the tagger of the test does not know."""

from __future__ import annotations

import pytest
from statement_cases import read, words

from onrecord.extract.extents import Draft
from onrecord.extract.parentheticals import with_parentheticals
from onrecord.record import Span


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The north pier was shut, the Harbour Post reports.", "the Harbour Post", "The north pier was shut"),
        (
            "Cash at last: The north pier is to be mended, Vell Radio reported.",
            "Vell Radio",
            "The north pier is to be mended",
        ),
        (
            "It rained. As my colleague Ann Lee from Vell Radio reports, the north pier was shut.",
            "my colleague Ann Lee from Vell Radio",
            "the north pier was shut",
        ),
        (
            "The new pier, Ann Lee and Vell Radio report, may be shut by autumn.",
            "Ann Lee and Vell Radio",
            "The new pier | may be shut by autumn",
        ),
        ("The north pier was shut, a harbour spokesman said.", "a harbour spokesman", "The north pier was shut"),
    ],
)
def test_a_remark_makes_the_rest_of_the_sentence_its_content(text: str, source: str, content: str) -> None:
    text, rows = read(text)
    assert [(words(text, row.source), words(text, row.content)) for row in rows] == [(source, content)]


@pytest.mark.parametrize(
    "text",
    [
        "When the north pier was shut, the mayor said so.",
        "The clerks read the north pier files, the mayor's report.",
        "“The north pier was shut, the Harbour Post reports.”",
        "The north pier was shut, which nobody in the port said.",
        "Rain, the mayor said.",
        "As the north pier was shut and the mayor left it said, nobody came.",
    ],
)
def test_no_remark(text: str) -> None:
    assert read(text)[1] == []


def test_what_the_tagger_tells_is_not_told_twice() -> None:
    text, rows = read("{t1:The north pier was shut}, {s1:the Harbour Post} {c1:reports}.")
    assert [(words(text, row.source), row.score) for row in rows] == [("the Harbour Post", 0.9)]


@pytest.mark.parametrize(
    "text",
    [
        "Vell accused Orsk of shutting the pier, a charge that Orsk denied within hours.",
        "Vell accused Orsk of shutting the pier, a claim Orsk has repeatedly rejected.",
    ],
)
def test_an_answer_behind_a_charge_is_a_denial_of_its_own(text: str) -> None:
    text, rows = read(text)
    assert [words(text, row.source) for row in rows if row.act == "deny"] == ["Orsk"]


def test_an_answer_is_no_part_of_the_charge() -> None:
    text = "Vell accused Orsk of shutting the pier, a charge that Orsk denied within hours."
    comma = text.index(",")
    charge = Draft((Span(0, 4),), (Span(5, 12),), (Span(13, len(text) - 1),), 0.9)
    kept = with_parentheticals(text, [charge], (Span(0, len(text)),), ())[0]
    assert kept.content == (Span(13, comma),)


def test_a_charge_that_somebody_makes_is_no_answer() -> None:
    _, rows = read("The pier was shut, a charge that costs Orsk its good name.")
    assert not rows
