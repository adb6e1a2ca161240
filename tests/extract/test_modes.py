"""How an act was done, or what it asks for, by its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.extract.events import find_events
from onrecord.extract.mentions import find_mentions
from onrecord.resolve.knowledge import load

WORLD = load([Path(__file__).parents[1] / "resolve" / "world.toml"], starter=False)


def mode(text: str, kind: str) -> str | None:
    """The mode of the one event of that type."""
    mentions = find_mentions(text, article="a", day=None, knowledge=WORLD)
    (found,) = [
        event
        for event in find_events(text, article="a", day=None, mentions=mentions, knowledge=WORLD)
        if event.type == kind
    ]
    return found.mode


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exland asked Omoria for ammunition.", "REQUEST assist"),
        ("Exland urged Omoria to return to the negotiating table.", "REQUEST meet"),
        ("Exland called on Omoria to hold elections.", "REQUEST change"),
        ("Exland urged Omoria to pull out of the valley.", "REQUEST yield"),
        ("Exland refused aid from Omoria.", "REJECT assist"),
        ("Exland ruled out talks with Omoria.", "REJECT meet"),
        ("Exland rejected an ultimatum from Omoria.", "REJECT yield"),
        ("Exland threatened Omoria with sanctions.", "THREATEN restrict"),
        ("Exland threatened to annex Omoria.", "THREATEN territory"),
        ("Exland threatened Omoria with war.", "THREATEN violence"),
        ("Exland threatened to expel Omorian diplomats.", "THREATEN expel"),
        ("Exlanders rioted against Omoria.", "PROTEST riot"),
        ("Exland imposed a curfew in Omoria.", "COERCE curfew"),
        ("Exland is spreading disinformation about Omoria.", "COERCE misinformation"),
        ("Exland censored Omoria.", "COERCE censor"),
        ("Exland attacked Omoria with nerve gas.", "ASSAULT unconventional"),
        ("Exland assassinated Ola Tarn.", "ASSAULT targeted"),
        ("Exland attacked Omoria with drones.", "ASSAULT drone"),
        ("Exland attacked Omoria with suicide bombers.", "ASSAULT suicide-attack"),
        ("Exlandic soldiers raped Ola Tarn.", "ASSAULT sexual"),
        ("Exlandic soldiers beat Ola Tarn with batons.", "ASSAULT beat"),
        ("Exland attacked Omoria with machetes.", "ASSAULT primitive"),
        ("Exland bombed Omoria.", "ASSAULT aerial"),
        ("Exland deployed missiles near Omoria.", "MOBILIZE weapons"),
    ],
)
def test_the_words_of_the_act_and_after_it_tell_the_mode(text: str, expected: str) -> None:
    kind, name = expected.split()
    assert mode(text, kind) == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Exland attacked Omoria.", "ASSAULT"),
        ("Exland attacked Omoria after drones were seen.", "ASSAULT"),
        ("Exland attacked Omoria, and stones fell.", "ASSAULT"),
    ],
)
def test_words_of_another_clause_tell_none(text: str, kind: str) -> None:
    assert mode(text, kind) is None
