"""A second participle, a second passive, a passive in a relative clause: read off word order beside what the tagger told."""

from __future__ import annotations

import pytest
from statement_cases import read

from onrecord.record import Statement


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Act, source, cue and content of each statement, in the order of their cues."""
    plain, rows = read(text)

    def words(row: Statement, role: str) -> str:
        return " ".join(plain[slice(*span)] for span in getattr(row, role))

    ordered = sorted(rows, key=lambda row: row.cue[0])
    return [(row.act, words(row, "source"), words(row, "cue"), words(row, "content")) for row in ordered]


def test_a_second_participle_has_the_speaker_of_the_first() -> None:
    text = "{s1:Lee} spoke, {c1:defending} {t1:the tax and warning of floods if the dam breaks}."
    assert told(text) == [
        ("praise", "Lee", "defending", "the tax"),
        ("assess", "Lee", "warning of", "floods if the dam breaks"),
    ]


def test_a_participle_that_tells_how_is_one_too() -> None:
    text = "{s1:Lee} spoke, {c1:praising} {t1:the port} and taking aim at the town by accusing its mayor of greed."
    assert [cue for _, _, cue, _ in told(text)] == ["praising", "taking aim at", "accusing"]


@pytest.mark.parametrize(
    "text",
    [
        # no verb of a stance
        "{s1:Lee} spoke, {c1:defending} {t1:the tax and walking up and down}.",
        # not parallel
        "{s1:Lee} {c1:defended} {t1:the tax and denying that it was high}.",
        # in somebody else's words
        "{s1:Lee} spoke, {c1:defending} {t1:the tax}. “Bo sat there, praising it and denouncing me,” Ray thought.",
    ],
)
def test_what_is_no_second_participle(text: str) -> None:
    assert len(told(text)) == 1


def test_a_second_passive_has_the_content_of_the_first() -> None:
    text = "{t1:The plan} {c1:was welcomed by} {s1:the port} and rejected by most growers."
    assert told(text)[1] == ("deny", "most growers", "rejected by", "The plan")


def test_a_passive_in_a_relative_clause_has_the_noun_before_it() -> None:
    text = "The port saw the new plan, which was quickly dismissed by the mayor of Arle."
    assert told(text) == [("criticise", "the mayor of Arle", "was quickly dismissed by", "the new plan")]


@pytest.mark.parametrize(
    "text",
    [
        "The port saw the new plan, which was drawn by the mayor of Arle.",
        "The port saw the new plan, which was dismissed by accident.",
        "“The port saw the new plan, which was dismissed by the mayor of Arle.”",
    ],
)
def test_other_passives_are_none(text: str) -> None:
    assert told(text) == []


def test_which_is_told_as_what_it_stands_for() -> None:
    text = "The port saw the new plan, {t1:which} {c1:was rejected by} {s1:the mayor}."
    assert told(text)[0][3] == "the new plan"
