"""Who bears a name: spellings inside the article, family names that stand alone, heads of state, pronouns past quotations."""

from __future__ import annotations

import pytest

from onrecord.extract.mentions import find_mentions
from onrecord.record import Mention
from onrecord.resolve.knowledge import build

NOBODY = build({})


def heads(text: str) -> list[tuple[str, str]]:
    """Each mention with the words of its head, in order."""
    return [(text[m.span.start : m.span.end], text[m.head.start : m.head.end]) for m in found(text)]


def found(text: str) -> tuple[Mention, ...]:
    return find_mentions(text, article="a", day="2024-01-05", knowledge=NOBODY)


def test_spellings_of_one_name_are_one_person() -> None:
    text = "Yuriy Melnyk spoke. Yurii Melnyk left. Mr. Melnik said no."
    assert [head for words, head in heads(text) if "Mel" in words][:2] == ["Yuriy Melnyk", "Yuriy Melnyk"]


def test_names_that_only_look_alike_stay_two() -> None:
    text = "Ann Bell spoke. Anne Bell left."
    assert dict(heads(text)) == {"Ann Bell": "Ann Bell", "Anne Bell": "Anne Bell"}


def test_a_name_in_capitals_is_the_same_name() -> None:
    assert ("BERRIT", "Carl Berrit") in heads('Carl Berrit met the press.\n"BERRIT: It is late."')


def test_the_family_name_stays_with_whom_it_stood_for() -> None:
    text = "Carl Dorn spoke. Dorn was tired. His father, Paul Dorn, and his wife, Jane Dorn, came. Dorn said no."
    assert heads(text)[-1] == ("Dorn", "Carl Dorn")


def test_of_two_bearers_the_one_the_article_is_about() -> None:
    text = "Carl Dorn spoke. Carl Dorn sang. Jane Dorn came. Dorn said no."
    assert heads(text)[-1] == ("Dorn", "Carl Dorn")


def test_of_two_bearers_named_alike_nobody() -> None:
    text = "Carl Dorn and Paul Dorn came. Dorn said no."
    assert heads(text)[-1] == ("Dorn", "Dorn")


def test_a_president_of_that_name_is_another_one() -> None:
    text = "Ann Berrit sells shoes. A shop was named after President Berrit."
    assert heads(text)[-1][1] == "Berrit"


def test_a_president_who_was_called_so_is_the_same() -> None:
    text = "President Ann Berrit came. President Berrit said no."
    assert heads(text)[-1] == ("Berrit", "Ann Berrit")


@pytest.mark.parametrize(
    ("title", "description"), [("Sen.", "The senator"), ("Gov.", "The governor"), ("Rep.", "The congresswoman")]
)
def test_a_title_cut_short_is_the_title(title: str, description: str) -> None:
    text = f"{title} Ann Berrit came. {description} said no."
    assert dict(heads(text))[description] == "Ann Berrit"


@pytest.mark.parametrize("words", ["They told her to leave.", "They followed her.", "A car met her at noon."])
def test_her_as_an_object_is_somebody(words: str) -> None:
    assert ("her", "Ann Berrit") in heads(f"Ann Berrit left. {words}")


def test_her_as_a_possessive_is_no_mention() -> None:
    assert all(words != "her" for words, _ in heads("Ann Berrit left. They took her car."))


def test_who_spoke_before_a_long_quotation_goes_on() -> None:
    text = "Ann Berrit told us. “It rained. It snowed. The road was wet. The lake was cold. It was late. ” She left."
    assert heads(text)[-1] == ("She", "Ann Berrit")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mail of the Democratic Harbor Committee was read.", "Democratic Harbor Committee"),
        ("A vote in Congress is due.", "Congress"),
    ],
)
def test_a_body_whose_name_begins_with_a_common_word(text: str, name: str) -> None:
    assert name in dict(heads(text))


def test_letters_stand_for_the_body_named_in_full() -> None:
    text = "He paid the Democratic Harbor Committee. The DHC said no."
    assert heads(text)[-1] == ("DHC", "Democratic Harbor Committee")
