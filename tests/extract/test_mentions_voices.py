"""Who goes on speaking: pronouns behind quotations, behind what somebody was told to have said, behind persons without a name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.extract.mentions import find_mentions
from onrecord.extract.page import _antecedent
from onrecord.extract.sources import resolve_source
from onrecord.extract.statements import _page_of
from onrecord.record import Span
from onrecord.resolve.knowledge import load
from onrecord.text.sentences import sentences

WORLD = load([Path(__file__).parents[1] / "resolve" / "world.toml"], starter=False)
LEE = "Dana Wexel, a fellow at the Harbor Institute, said the dam would hold. "


def meant(text: str, pronoun: str) -> str:
    """The words of the fullest naming of whom a pronoun stands for; the pronoun itself where that is open."""
    start = re.search(rf"\b{pronoun}\b", text).start()
    found = find_mentions(text, article="a", day="2026-03-05", knowledge=WORLD)
    (mention,) = [m for m in found if m.span == Span(start, start + len(pronoun))]
    return text[slice(*mention.head)]


@pytest.mark.parametrize(
    "text",
    [
        # asked about somebody, the one asked goes on
        "Robert Vane was our guest. Asked whether Carl Moss would come, the guest said that he might. He accused the port.",
        # the name stands in the words of the speaker
        "Robert Vane said Carl Moss had no plan. He warned that the dam would break.",
        "Robert Vane said that Carl Moss had misread the paper. He added that it was late.",
    ],
)
def test_the_speaker_goes_on(text: str) -> None:
    assert meant(text, "He") == "Robert Vane"


def test_a_name_in_a_quotation_is_not_its_speaker() -> None:
    text = "Robert Vane opened the meeting. “Mr. President, Carl Moss is right,” he said."
    assert meant(text, "he") == "Robert Vane"


def test_the_object_of_a_verb_is_not_its_subject() -> None:
    text = "Ms. Wexel said the envoy, Carl Moss, had assured her that the guns were gone. “I wrote it down,” she said."
    assert meant(text, "she") == "Wexel"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (LEE + "My mother has softened, but she says the dam is old.", "My mother"),
        (LEE + "The senior pilot said the pier was full. She asked for a new one.", "The senior pilot"),
    ],
)
def test_a_person_without_a_name_is_taken_up_before_a_name_further_back(text: str, head: str) -> None:
    assert meant(text, "she" if " she " in text else "She") == head


def test_who_fits_as_well_as_another_stays_open() -> None:
    text = "Robert Vane and Carl Moss spoke. The paper was late. He said it would hold."
    assert meant(text, "He") == "He"


@pytest.mark.parametrize(
    "text",
    [
        "Robert Vane met Carl Moss on Monday. They say the dam is safe.",
        "“No one says they will send soldiers to the river,” Robert Vane said. “They say they will send papers.”",
        "When terrorists struck, Robert Vane and Carl Moss were abroad, and They said so.",
    ],
)
def test_they_are_nobody_in_particular_where_no_group_acts(text: str) -> None:
    assert meant(text, "They") == "They"


def test_they_are_the_group_that_spoke() -> None:
    assert meant("Russian officials said the dam was safe. They added that it was new.", "They") == "Russian officials"


def test_a_family_name_that_is_a_title_elsewhere() -> None:
    text = "Howard Dean led the port. Carl Moss said little. Dean, a doctor, began by saying he would stay."
    assert meant(text, "he") == "Howard Dean"


def test_a_given_name_alone_tells_whom_a_pronoun_means() -> None:
    text = "Stephanie Wexel wrote the piece. Sharon said little. She said the dam was safe."
    assert meant(text, "She") == "Sharon"


def test_they_alone_are_no_pair() -> None:
    text = "Robert Vane met Carl Moss. The papers were late, they said."
    found = find_mentions(text, article="a", day=None, knowledge=WORLD)
    start = text.index("they")
    assert resolve_source(text, (Span(start, start + 4),), found).naming == "unknown"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Robert Vane told the Ostrel Herald, who added that it rained.", "Robert Vane"),
        ("Robert Vane refused to pay an architect who said he was owed money.", None),
        ("The change by Robert Vane will calm pilots in Ostrel, who said it was late.", None),
    ],
)
def test_who_refers_far_back_only_to_one_who_speaks(text: str, head: str | None) -> None:
    found = find_mentions(text, article="a", day=None, knowledge=WORLD)
    page = _page_of(text, text, sentences(text), (), article="a", day=None, mentions=found)
    who = _antecedent(page, text.index("who"), Span(0, len(text)), person=True)
    assert (None if who is None else text[slice(*who.head)]) == head


def test_those_close_to_somebody_are_not_that_one() -> None:
    text = "Robert Vane left. Those close to him said he was tired."
    found = find_mentions(text, article="a", day=None, knowledge=WORLD)
    start = text.index("Those")
    assert resolve_source(text, (Span(start, text.index(" said")),), found).speakers == ()


def test_whom_the_words_are_about_does_not_say_them() -> None:
    assert meant("Robert Vane said little. People like Carl Moss, he said, were rare.", "he") == "Robert Vane"


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("Growers in the Vane Valley", None),
        ("Robert Vane’s nine points", None),
        ("Pilots near Robert Vane", "Pilots"),
        ("one of the officials", "the officials"),
        ("A lawyer for the radio, Robert Vane,", "Robert Vane"),
    ],
)
def test_the_head_of_the_source_speaks_and_nobody_beside_it(source: str, head: str | None) -> None:
    text = f"Carl Moss met the officials. {source} said the dam was old."
    found = find_mentions(text, article="a", day=None, knowledge=WORLD)
    start = text.index(source)
    speakers = resolve_source(text, (Span(start, start + len(source)),), found).speakers
    assert [text[slice(*m.span)] for m in found if m.id in speakers] == ([] if head is None else [head])


def test_a_family_name_of_two_where_the_one_has_just_spoken_stays_open() -> None:
    text = (
        "Edric Vane met Carl Moss. Edric Vane left. “It is late,” said Joana Vane. "
        "Vane, who is not related to him, expects rain."
    )
    found = find_mentions(text, article="a", day=None, knowledge=WORLD)
    (mention,) = [m for m in found if m.span.start == text.index("Vane, who")]
    assert text[slice(*mention.head)] == "Vane"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Robert Vane spoke. Campaigning against Carl Moss in May, he mentioned the dam.", "Robert Vane"),
        ("Robert Vane was mayor. Carl Moss recalled, “Out of nowhere, he said the dam was old.”", "Robert Vane"),
    ],
)
def test_who_stands_beside_the_pronoun_is_not_meant(text: str, head: str) -> None:
    assert meant(text, "he") == head


def test_it_is_no_state_that_only_qualifies_another_word() -> None:
    assert meant("The paper on the Exlandic coast was long. It says that nobody may fish.", "It") == "It"


def test_a_general_assembly_is_nobody_of_that_name() -> None:
    assert meant("Robert Vane spoke. The General Assembly met in May. He said it was late.", "He") == "Robert Vane"


@pytest.mark.parametrize(
    "text",
    [
        "Carl Moss met Robert Vane. “He is a liar,” Vane said.",
        "Carl Moss met Robert Vane. “It is over,” Vane said. “He is a liar.”",
        "Robert Vane: “This race suits Carl Moss, though. He did well at the port.”",
        "Carl Moss came late. Robert Vane said, “He is a liar.”",
    ],
)
def test_nobody_calls_himself_he(text: str) -> None:
    assert meant(text, "He") == "Carl Moss"


def test_whoever_was_asked_answers() -> None:
    text = "The reporter Robert Vane asked Carl Moss whether the dam was safe. “Sure it is. I built it,” he said."
    assert meant(text, "he") == "Carl Moss"


@pytest.mark.parametrize(
    "text",
    [
        # "Moss" may be either of them
        "Robert Vane spoke. Carl Moss and Otto Moss listened. Moss coined the word on Saturday. “It is mine,” he said.",
        # "Tarrel" may be a person
        "Robert Vane left in May. Tarrel says the dam holds. He warns of floods.",
    ],
)
def test_a_pronoun_that_may_mean_another_is_left_open(text: str) -> None:
    assert meant(text, "He" if "He " in text else "he") in {"he", "He"}


def test_a_gender_taken_from_a_pronoun_gives_way_to_a_name() -> None:
    text = "Ms. Wexel came. Tadd Devin said she would go. Devin didn’t concede. He said the dam was old."
    assert meant(text, "He") in {"Devin", "He"}


def test_whoever_tells_is_meant_not_whoever_is_told() -> None:
    assert meant("The writer Robert Vane told the banker Carl Moss he would sell the house.", "he") == "Robert Vane"


def test_a_speaker_behind_the_verb_goes_on() -> None:
    text = "The dam will hold, said Mr. Vane of the Harbor Institute. Cost estimates, he added, were low."
    assert meant(text, "he") == "Vane"


def test_whoever_an_apposition_only_mentions_is_not_taken_up() -> None:
    text = "Carl Moss, the younger brother of the builder Otto Moss, backed the dam. He said it was safe."
    assert meant(text, "He") in {"Carl Moss", "He"}


def test_whoever_goes_on_is_the_one_who_spoke() -> None:
    text = "Robert Vane praised Carl Moss for the dam. “I know he is right,” Vane said.\n\nHe went on to say that it would hold."
    assert meant(text, "He") == "Robert Vane"


@pytest.mark.parametrize(
    "text",
    [
        # whom he speaks of in his clause is another one
        "Robert Vane and the writer Carl Moss met. Moss drew contrasts, even as he seldom mentioned Moss by name.",
        # two who act together, a title between
        "Mayor Robert Vane and Senator Carl Moss laid flowers. “We held their hands,” he said.",
        # he names himself in none of his own sentences
        "The paper came on Monday. “What a week for Carl Moss. Everybody knew it. It is amazing,” he said.",
    ],
)
def test_the_one_who_fits_and_cannot_be_meant_leaves_it_open(text: str) -> None:
    assert meant(text, "he") == "he"


def test_a_name_in_an_adverbial_clause_may_be_the_pronoun_s_own() -> None:
    text = "Robert Vane said little. “They are right,” he said after the clerk read the paper that Vane signed."
    assert meant(text, "he") == "Robert Vane"


def test_several_who_are_named_in_a_quotation_alone_are_not_taken_up() -> None:
    assert (
        meant("The mayors spoke. “Fishermen spoke, and fishermen want boats.” They differ on the tax.", "They")
        != "fishermen"
    )


def test_a_family_name_that_is_a_common_word_speaks() -> None:
    text = "Robert Vane asked for money. Carl B. Law runs the fund. There is a wish to do more, Law said. “I see fear,” he said."
    assert meant(text, "he") == "Carl B. Law"


def test_brackets_stand_between_a_subject_and_its_verb() -> None:
    text = "Mayor Robert Vane left. Senator Carl Moss (D-Exville) answered by standing up. “I will tell you,” he said."
    assert meant(text, "he") == "Carl Moss"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        # a verb of no list makes a subject too, so that it is open whether he or an object of his goes on
        (
            "Robert Vane seldom mentioned Carl Moss, who trailed Otto Berg by far. He nodded to the crews.",
            "He",
        ),
        # what stands before the comma has its own preposition and its own clause
        ("Robert Vane came. After the city vote, Carl Moss lobbied for the dam. He said it was late.", "Carl Moss"),
        # the speaker's family name is a common word
        ("Robert Vane came. Carl B. Law built it. While Law describes Vane as able, he sees no plan.", "Carl B. Law"),
        # nobody is taken up whom a title in quotation marks names
        ("The paper “Letters to Carl Moss” came out. He said it was late.", "He"),
    ],
)
def test_a_pronoun_behind_the_subject_of_a_verb_of_no_list(text: str, head: str) -> None:
    assert meant(text, "He" if "He " in text else "he") == head
