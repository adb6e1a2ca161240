from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.mentions import find_mentions, resolve_source
from onrecord.record import Mention, Span
from onrecord.resolve.knowledge import Knowledge, load

WORLD = load([Path(__file__).parents[1] / "resolve" / "world.toml"], starter=False)
DAY = "2026-03-05"


def mentions(text: str, *, day: str | None = DAY, knowledge: Knowledge = WORLD) -> dict[str, Mention]:
    """The mentions by their words; the last one where words repeat."""
    return {text[m.span.start : m.span.end]: m for m in find_mentions(text, article="a", day=day, knowledge=knowledge)}


def head(text: str, mention: Mention) -> str:
    return text[mention.head.start : mention.head.end]


# ---------------------------------------------------------------- names, titles, spellings
def test_surname_after_full_name_is_the_same_person() -> None:
    text = "Dana Wexel, a fellow at the Harbor Institute, spoke first. Wexel said little."
    assert head(text, mentions(text)["Wexel"]) == "Dana Wexel"


def test_spelling_variant_leads_to_one_actor() -> None:
    found = mentions("Ola Tarne met reporters. Ola Tarn left early.")
    assert found["Ola Tarne"].actor == found["Ola Tarn"].actor == "ex.tarn"


def test_short_name_that_needs_the_long_one_stays_open_without_it() -> None:
    assert mentions("The crowd waited for Vell on Monday.")["Vell"].actor is None


def test_short_name_is_resolved_beside_the_long_one() -> None:
    assert mentions("Bruno Vell arrived late. The crowd cheered Vell.")["Vell"].actor == "om.vell"


def test_title_and_surname_lead_to_the_holder() -> None:
    assert mentions("President Tarn said she would stay.")["Tarn"].actor == "ex.tarn"


def test_another_title_is_another_person() -> None:
    text = "Mayor Edda Tarn opened the fair. President Tarn sent a letter."
    assert mentions(text)["Tarn"].actor == "ex.tarn"


def test_two_persons_with_one_surname_stay_two() -> None:
    text = "Ann Berrit and Carl Berrit testified. Berrit said the books were right."
    found = mentions(text)
    assert found["Ann Berrit"].head != found["Carl Berrit"].head
    assert found["Berrit"].actor is None
    assert found["Berrit"].head == found["Berrit"].span
    assert "several" in found["Berrit"].reason


def test_given_name_decides_between_two_of_one_surname() -> None:
    text = "Ann Berrit and Carl Berrit testified. Mr. Berrit said the books were right."
    assert head(text, mentions(text)["Berrit"]) == "Carl Berrit"


def test_unknown_given_name_is_no_known_actor() -> None:
    assert mentions("Pavla Tarn, a baker, said the bread was good.")["Pavla Tarn"].actor is None


# ---------------------------------------------------------------- offices in time
@pytest.mark.parametrize(("day", "actor"), [("2025-03-01", "ex.lund"), ("2026-03-01", "ex.moss"), (None, None)])
def test_office_leads_to_its_holder_on_the_day(day: str | None, actor: str | None) -> None:
    assert (
        mentions("The Exlandic foreign minister said talks would go on.", day=day)[
            "The Exlandic foreign minister"
        ].actor
        == actor
    )


def test_former_minister_is_never_the_holder() -> None:
    found = mentions("The former Exlandic foreign minister said talks would fail.")
    assert found["The former Exlandic foreign minister"].actor is None


def test_former_minister_named_before_is_meant() -> None:
    text = "Former Foreign Minister Greta Lund spoke in Exville. Ivo Moss listened. The former foreign minister said it was late."
    assert mentions(text)["The former foreign minister"].actor == "ex.lund"


def test_leader_of_a_state_named_before() -> None:
    text = "Exlandic President Ola Tarn met Bruno Vell. The Exlandic leader said the talks were short."
    assert mentions(text)["The Exlandic leader"].actor == "ex.tarn"


# ---------------------------------------------------------------- states, seats, bodies, groups
@pytest.mark.parametrize(
    "text",
    [
        "Exville said it would wait.",
        "Talks between Exville and Zyra failed.",
        "He accused Exville of delay.",
        "Exville’s offer stands.",
    ],
)
def test_capital_stands_for_the_government(text: str) -> None:
    assert (mentions(text)["Exville"].kind, mentions(text)["Exville"].actor) == ("state", "ex")


@pytest.mark.parametrize(
    "text",
    [
        "She spoke in Exville on Monday.",
        "Ola Tarn flew to Exville.",
        "Their visit to Exville was short.",
        "A man from the Exville-based group spoke.",
        "EXVILLE (Delta Wire) -- Rain fell.",
    ],
)
def test_capital_is_a_place(text: str) -> None:
    found = mentions(text)
    assert (found.get("Exville") or found["EXVILLE"]).kind == "place"


def test_chief_of_a_body_is_the_holder_of_its_first_office() -> None:
    found = mentions("The Marble Stairs chief smiled. The Exlandic Foreign Ministry chief did not.")
    assert found["The Marble Stairs chief"].actor == "om.vell"
    assert found["The Exlandic Foreign Ministry chief"].actor is None  # its entry names no head


def test_chief_of_something_in_a_body_is_another() -> None:
    assert mentions("The Marble Stairs press chief smiled.")["The Marble Stairs press chief"].actor is None


def test_seat_that_is_called_a_city_is_a_place() -> None:
    assert mentions("Exville, a city of two million, said nothing.")["Exville"].actor is None
    assert mentions("Exville, a close friend of Omoria, said no.")["Exville"].actor == "ex"


def test_weather_is_nobody() -> None:
    assert "It" not in mentions("Exland closed the port. It will rain on Friday.")


def test_metonym_at_is_a_place_and_as_speaker_a_government() -> None:
    text = "The two met at the Round House. The Round House said the meeting was useful."
    kinds = [
        m.kind
        for m in find_mentions(text, article="a", day=DAY, knowledge=WORLD)
        if "Round" in text[m.span.start : m.span.end]
    ]
    assert kinds == ["place", "state"]


def test_government_of_a_state_acts_for_it() -> None:
    assert mentions("The Omorian government closed the road.")["The Omorian government"].actor == "om"


def test_officials_are_a_group_without_a_name() -> None:
    found = mentions("Senior Omorian officials said no.")["Senior Omorian officials"]
    assert (found.kind, found.actor) == ("group", None)


def test_body_with_for_and_a_list_is_one_name() -> None:
    assert "Center for Trade, Law, and Border Studies" in mentions(
        "A paper of the Center for Trade, Law, and Border Studies said so."
    )


def test_group_that_opens_a_sentence_is_a_group() -> None:
    assert mentions("Teachers in Zyra went on strike.")["Teachers"].kind == "group"


def test_counted_people_are_one_mention() -> None:
    assert "1,200 Omorian soldiers" in mentions("They freed 1,200 Omorian soldiers.")


def test_state_in_a_compound_is_nobody_else() -> None:
    assert "Omorian" not in mentions("The Omorian-backed rebels left.")


def test_title_of_several_words_is_no_part_of_the_name() -> None:
    assert "Carl Dorn" in mentions("Secretary of State Carl Dorn spoke.")


def test_adjective_of_a_people_names_nobody() -> None:
    assert mentions("They drank Omorian coffee.").keys() <= {"They"}


# ---------------------------------------------------------------- descriptions and pronouns
def test_pronoun_by_recency_and_gender() -> None:
    text = "Mary Wexel met the press. She said the plan was old."
    assert head(text, mentions(text)["She"]) == "Mary Wexel"


def test_pronoun_of_another_gender_stays_open() -> None:
    text = "Mary Wexel met the press. He said the plan was old."
    assert mentions(text)["He"].head == mentions(text)["He"].span


def test_he_and_another_is_not_the_other() -> None:
    text = "Peter Wexel praised Carl Dorn and said that he and Dorn were friends."
    assert head(text, mentions(text)["he"]) == "Peter Wexel"


def test_description_by_role_given_before() -> None:
    text = "Carl Dorn, a research fellow at the Harbor Institute, spoke. Mary Wexel nodded. The research fellow said it was late."
    assert head(text, mentions(text)["The research fellow"]) == "Carl Dorn"


def test_object_pronoun_is_not_the_subject_of_its_verb() -> None:
    text = "Peter Wexel spoke to Carl Dorn. Dorn would feel compelled to help him."
    assert head(text, mentions(text)["him"]) == "Peter Wexel"


def test_it_is_the_body_that_spoke_before() -> None:
    text = "Zyrland, meanwhile, said it was good to see Omoria talk and that it hoped for rain."
    assert mentions(text)["it"].actor == "zy"


def test_weather_it_is_nobody() -> None:
    assert "It" not in mentions("It is raining in Zyra and it would be hard to walk.")


# ---------------------------------------------------------------- names that are words, and other bad input
def test_will_and_may_as_verbs_are_nobody() -> None:
    assert not mentions("Will it rain? May we go? Bill them later.").keys() & {"Will", "May", "Bill"}


def test_will_and_may_as_names_are_persons() -> None:
    text = "Theresa May and Will Porter spoke. May said no. Porter agreed in May."
    found = mentions(text)
    assert head(text, found["Porter"]) == "Will Porter"
    assert found["Theresa May"].kind == "person"


def test_person_named_like_a_city_is_a_person() -> None:
    text = "Jack Exville sells shoes. Exville said trade was slow."
    found = mentions(text)
    assert found["Jack Exville"].actor is None
    assert head(text, found["Exville"]) == "Jack Exville"


def test_list_of_two_hundred_names_stays_two_hundred_persons() -> None:
    given = ["Ann", "Carl", "Mary", "Peter", "Jane", "Paul", "Ruth", "John", "Lucy", "Mark"]
    names = [f"{given[i % 10]} B{chr(97 + i // 10)}rrow" for i in range(200)]
    text = "Present were " + ", ".join(names) + "."
    found = find_mentions(text, article="a", day=DAY, knowledge=WORLD)
    assert len({text[m.head.start : m.head.end] for m in found}) == 200


def test_long_text_without_stops_is_read_in_linear_time() -> None:
    began = time.process_time()
    find_mentions("Ann Berrit and Carl Dorn also also met Exville " * 4000, article="a", day=DAY, knowledge=WORLD)
    assert time.process_time() - began < 8


def test_empty_day_and_empty_text() -> None:
    assert find_mentions("", article="a", day=None, knowledge=WORLD) == ()
    assert mentions("Ola Tarn spoke.", day="not a day")["Ola Tarn"].actor == "ex.tarn"


def test_only_prose_is_read() -> None:
    text = "Ola Tarn\n\nBruno Vell spoke."
    found = find_mentions(text, article="a", day=DAY, knowledge=WORLD, prose=(Span(10, len(text)),))
    assert [text[m.span.start : m.span.end] for m in found] == ["Bruno Vell"]


PIECES = [*"AB ab.,'’-“”\n", "Exland ", "Ola Tarn ", " said ", "the ", "he ", "officials ", "of "]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_spans_lie_inside_the_text_and_are_sorted(text: str) -> None:
    found = find_mentions(text, article="a", day=DAY, knowledge=WORLD)
    assert all(
        0 <= m.span.start < m.span.end <= len(text) and 0 <= m.head.start < m.head.end <= len(text) for m in found
    )
    assert [m.span for m in found] == sorted({m.span for m in found})
    assert found == find_mentions(text, article="a", day=DAY, knowledge=WORLD)


# ---------------------------------------------------------------- the source of a statement
def sources(text: str, source: str) -> tuple[list[str], str]:
    found = find_mentions(text, article="a", day=DAY, knowledge=WORLD)
    at = text.rindex(source)
    result = resolve_source(text, (Span(at, at + len(source)),), found)
    by_id = {m.id: m for m in found}
    return [text[by_id[i].span.start : by_id[i].span.end] for i in result.speakers], result.naming


@pytest.mark.parametrize(
    ("text", "source", "speakers", "naming"),
    [
        ("It was late, Carl Dorn said.", "Carl Dorn", ["Carl Dorn"], "named"),
        ("Exlandic envoy Carl Dorn said no.", "Exlandic envoy Carl Dorn", ["Carl Dorn"], "named"),
        (
            "Carl Dorn, a former director for Omoria at the Harbor Institute, said no.",
            "Carl Dorn, a former director for Omoria at the Harbor Institute",
            ["Carl Dorn"],
            "named",
        ),
        ("Omorian officials said no.", "Omorian officials", ["Omorian officials"], "unnamed"),
        ("Ann Berrit and Carl Dorn said no.", "Ann Berrit and Carl Dorn", ["Ann Berrit", "Carl Dorn"], "named"),
        (
            "Ola Tarn received Bruno Vell. Both leaders said it went well.",
            "Both leaders",
            ["Ola Tarn", "Bruno Vell"],
            "named",
        ),
        ("Carl Dorn left. He said no.", "He", ["He"], "named"),
        ("Nothing is known, it seems.", "it", [], "unknown"),
    ],
)
def test_source_words_lead_to_their_speakers(text: str, source: str, speakers: list[str], naming: str) -> None:
    assert sources(text, source) == (speakers, naming)


def test_no_source_is_unknown() -> None:
    assert resolve_source("Rain.", (), ()).naming == "unknown"
