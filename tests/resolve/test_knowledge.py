from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.resolve.knowledge import Knowledge, load, parse, title_key
from onrecord.resolve.words import words

WORLD = Path(__file__).with_name("world.toml")


@pytest.fixture(scope="module")
def world() -> Knowledge:
    return load([WORLD], starter=False)


def test_starter_list_loads_fast_and_has_every_kind() -> None:
    began = time.process_time()
    knowledge = load()
    assert time.process_time() - began < 1.0
    assert {actor.kind for actor in knowledge.actors.values()} == {"state", "person", "body", "outlet"}


def test_every_reference_in_the_starter_list_leads_somewhere() -> None:
    knowledge = load()
    for actor in knowledge.actors.values():
        assert actor.country is None or knowledge.actors[actor.country].kind == "state", actor.id


def test_longest_alias_wins(world: Knowledge) -> None:
    match = world.match(words("Republic of Exland said"), 0)
    assert match is not None
    assert (match.length, match.aliases[0].actor) == (3, "ex")


def test_article_before_a_metonym_is_no_part_of_it(world: Knowledge) -> None:
    match = world.match(words("The Round House said"), 1)
    assert match is not None
    assert match.aliases[0].sort == "metonym"


def test_alias_in_capitals_is_found(world: Knowledge) -> None:
    match = world.match(words("EXVILLE --"), 0)
    assert match is not None
    assert match.aliases[0].actor == "ex"


@pytest.mark.parametrize(
    ("day", "holder"),
    [
        ("2024-06-01", "ex.lund"),
        ("2025-10-31", "ex.lund"),
        ("2025-11-01", "ex.moss"),
        ("2026-03-01", "ex.moss"),
        ("2017-12-31", None),
        ("2027-01-01", None),
        (None, None),
    ],
)
def test_office_has_its_holder_on_each_day(world: Knowledge, day: str | None, holder: str | None) -> None:
    assert world.holder("foreign minister", "ex", day) == holder


def test_leader_is_who_holds_an_office_of_the_state(world: Knowledge) -> None:
    assert world.holder("leader", "om", "2026-01-01") == "om.vell"


def test_two_holders_are_none() -> None:
    two = load([WORLD], starter=False)
    assert two.holder("spokesman", "ex", "2026-01-01") is None


@pytest.mark.parametrize(
    ("one", "two"),
    [("Defence Minister", "defense minister"), ("spokeswoman", "Spokesman"), ("Premier", "prime minister")],
)
def test_titles_are_compared_without_spelling_and_gender(one: str, two: str) -> None:
    assert title_key(one) == title_key(two)


def test_later_file_overrides_an_entry(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[actor]]\nid = "zy"\nkind = "state"\nname = "Zyrland Union"\n', encoding="utf-8")
    knowledge = load([WORLD, own], starter=False)
    assert knowledge.actors["zy"].name == "Zyrland Union"
    assert "ex" in knowledge.actors


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[actor]\n", "not a TOML file"),
        ('[[actor]]\nid = "a"\nkind = "person"\n', "line 1"),
        ('\n\n[[actor]]\nid = "a"\nkind = "planet"\nname = "A"\n', "line 3"),
        ('[[actor]]\nid = "a b"\nkind = "state"\nname = "A"\n', "id"),
        ('[[actor]]\nid = "a"\nkind = "state"\nname = "A"\nnickname = "B"\n', "nickname"),
        (
            '[[actor]]\nid = "a"\nkind = "state"\nname = "A"\nnames = "B"\n[[actor]]\nid = "a"\nkind = "state"\nname = "C"\n',
            "twice",
        ),
        (
            '[[actor]]\nid = "a"\nkind = "person"\nname = "A"\n[[actor.role]]\ntitle = "King"\nfrom = "2020-02-30x"\n',
            "from",
        ),
        (
            '[[actor]]\nid = "a"\nkind = "person"\nname = "A"\n[[actor.role]]\ntitle = "King"\nfrom = "2021"\nto = "2020"\n',
            "ends",
        ),
        ("as_of = 2023-01-01\n", "as_of"),
        ("actor = 3\n", "double brackets"),
    ],
)
def test_a_wrong_entry_is_named_with_its_place(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse("own.toml", text)


def test_unknown_reference_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[actor]]\nid = "p"\nkind = "person"\nname = "P"\ncountry = "nowhere"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="nowhere"):
        load([own], starter=False)


def test_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load([tmp_path / "none.toml"], starter=False)


def test_starter_list_has_every_member_state() -> None:
    states = [actor for actor in load().actors.values() if actor.kind == "state"]
    # 193 members of the United Nations; Kosovo, Palestine, Taiwan and the Vatican
    assert len(states) == 197
    # without: whose capital has the state's name, is disputed, is a common word, or stands for another body
    assert len([s for s in states if not s.capitals]) <= 11
    assert len([s for s in states if not s.demonyms]) <= 2


def test_starter_list_gives_one_reading_to_every_name() -> None:
    for rows in load().first.values():
        for _, aliases in rows:
            named = {a.actor for a in aliases if a.sort == "name"}
            assert len(named) <= 1, named


def test_starter_list_is_what_its_script_builds() -> None:
    pytest.importorskip("pycountry")
    pytest.importorskip("babel")
    top = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, top / "tools" / "knowledge.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
