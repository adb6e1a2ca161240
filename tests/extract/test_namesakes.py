"""Two persons of one name in one article stay two; what the text does not part is left open."""

from __future__ import annotations

import pytest

from onrecord.extract.mentions import find_mentions
from onrecord.resolve.identity import identities
from onrecord.resolve.knowledge import build, parse

_STATE = '[[actor]]\nid = "ex"\nkind = "state"\nname = "Exland"\ncapital = "Bern"\n'
WORLD = build({actor.id: actor for actor in parse("a test", _STATE)})
TWO = "Karl Bern, the mayor, spoke. Karl Bern, the goalkeeper, scored. "


def heads(text: str) -> list[int | None]:
    """Where the full name stands that each naming of Bern means; None where it means nobody for sure."""
    found = find_mentions(text, article="a", day=None, knowledge=WORLD)
    return [m.head.start if m.score >= 0.5 else None for m in found if "Be" in text[m.span.start : m.span.end]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TWO, [0, 29]),
        (TWO + "Mayor Karl Bern left.", [0, 29, 0]),
        (TWO + "Goalkeeper Karl Bern left.", [0, 29, 29]),
        (TWO + "Karl Bern left.", [0, 29, None]),
        (TWO + "Bern left.", [0, 29, None]),
        ("Karl Bern, the mayor, spoke. Bern left. Karl Bern, the goalkeeper, scored.", [0, 0, 40]),
        ("Ann Bell, 43, died. Ann Bell, 19, lived. Ann Bell, 44, was old.", [0, 20, 0]),
        ("Mr. Kim Bell came. Ms. Kim Bell left. Ms. Bell said no.", [4, 23, 23]),
        ("Ann Bell spoke. Another Ann Bell, a baker, laughed.", [0, 24]),
        ("Ann Bell spoke. A different woman named Ann Bell laughed.", [0, 40]),
    ],
)
def test_two_of_one_name_stay_two(text: str, expected: list[int | None]) -> None:
    assert heads(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ann Bell, the mayor, spoke. Ann Bell, a lawyer, left.",
        "Ann Bell, the mayor, spoke. Ann Bell, the former goalkeeper, left.",
        "Ann Bell, 43, spoke. Ann Bell, 44, left.",
        "Ann Bell spoke. We saw a different Ann Bell.",
        "Ann Bell spoke. Ann Bell, who is a baker, left.",
    ],
)
def test_one_person_may_be_told_of_twice(text: str) -> None:
    assert len(set(heads(text))) == 1


def test_each_of_two_has_an_id_of_its_own_there() -> None:
    text = TWO + "Karl Bern left."
    mentions = find_mentions(text, article="a", day=None, knowledge=WORLD)
    ids = [row.actor for row in identities(text, mentions, WORLD)]
    assert len(ids) == len(set(ids)) == 2
    assert all(ident.startswith("person:karlbern.") for ident in ids)


def test_a_person_named_like_a_capital_is_a_person_by_the_family_name_too() -> None:
    text = "Karl Bern, the mayor, spoke. Bern said no."
    mentions = find_mentions(text, article="a", day=None, knowledge=WORLD)
    assert [(m.kind, m.form) for m in mentions] == [("person", "name")] * 2


def test_what_several_are_is_no_part_of_a_name() -> None:
    text = "Brothers Ilan Voss and Petra Voss run the mill. Voss said no."
    found = find_mentions(text, article="a", day=None, knowledge=WORLD)
    assert "Ilan Voss" in [text[m.span.start : m.span.end] for m in found]
    assert found[-1].score < 0.5


@pytest.mark.parametrize("name", ["Florence Bern", "Austin Bern", "Jack Bern"])
def test_a_city_behind_a_given_name_is_a_family_name(name: str) -> None:
    text = f"{name} accused the mill of theft."
    found = find_mentions(text, article="a", day=None, knowledge=WORLD)
    assert next((text[m.span.start : m.span.end], m.actor) for m in found) == (name, None)
