from __future__ import annotations

import pytest

from onrecord.extract.mentions import find_mentions
from onrecord.resolve.identity import identities, open_id, unnamed_id
from onrecord.resolve.knowledge import build, parse

_STATES = "".join(
    f'[[actor]]\nid = "{name[:2].lower()}"\nkind = "state"\nname = "{name}"\ndemonyms = ["{people}"]\n'
    for name, people in (("Zyrland", "Zyrish"), ("Exland", "Exlandic"))
)
WORLD = build({a.id: a for a in parse("w", _STATES)})


@pytest.mark.parametrize(
    ("kind", "name", "ident"),
    [
        ("person", "Jane Roe", "person:janeroe"),
        ("person", "Roe", None),
        ("body", "the Harbor Institute", "body:harborinstitute"),
        ("outlet", "Tidewire", "body:tidewire"),
        ("unknown", "Northern Pact", "name:northernpact"),
        ("unknown", "Northern", None),
        ("place", "Vell City", None),
        ("person", "the mayor of it", None),
    ],
)
def test_open_ids(kind: str, name: str, ident: str | None) -> None:
    assert open_id(kind, name) == ident


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("Zyrish officials", "unnamed:zy.official"),
        ("three senior Zyrland officials", "unnamed:zy.official"),
        ("experts", "unnamed:expert"),
        ("its forces", "unnamed:force"),
        ("both Zyrish and Exlandic officials", "unnamed:zy+ex.official"),
        ("two countries", "unnamed:country"),
        ("many", None),
        ("", None),
    ],
)
def test_people_without_names_are_known_by_state_and_noun(name: str, ident: str | None) -> None:
    assert unnamed_id(name, WORLD) == ident


def found(text: str) -> dict[str, str]:
    mentions = find_mentions(text, article="a", day="2024-01-05", knowledge=WORLD)
    words = {m.id: text[m.span.start : m.span.end] for m in mentions}
    return {words[i.mention]: i.actor for i in identities(text, mentions, WORLD)}


def test_pronoun_and_short_name_have_the_identity_of_the_full_name() -> None:
    who = found("Jane Roe came. She spoke, and Roe left. Zyrland said no.")
    assert who == {"Jane Roe": "person:janeroe", "She": "person:janeroe", "Roe": "person:janeroe", "Zyrland": "zy"}


def test_a_short_name_without_the_longer_one_stands_for_nobody() -> None:
    assert "Roe" not in found("Mr. Roe said no. The minister left.")


def test_a_ministry_without_a_name_is_no_actor() -> None:
    assert not found("The foreign ministry said no. The ministry left.")
