from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.events import find_events
from onrecord.extract.mentions import find_mentions
from onrecord.record import Event, Span, Statement, statement_id
from onrecord.resolve.knowledge import load

WORLD = load([Path(__file__).parents[1] / "resolve" / "world.toml"], starter=False)
DAY = "2026-03-05"  # a Thursday


def events(text: str, *, day: str | None = DAY) -> tuple[Event, ...]:
    found = find_mentions(text, article="a", day=day, knowledge=WORLD)
    return find_events(text, article="a", day=day, mentions=found, knowledge=WORLD)


def told(text: str, *, day: str | None = DAY) -> list[tuple[str, str, list[str], list[str]]]:
    """Type, status, actors and recipients of each event, as words."""

    def words(spans: tuple[Span, ...]) -> list[str]:
        return [text[s.start : s.end] for s in spans]

    return [(e.type, e.status, words(e.actors), words(e.recipients)) for e in events(text, day=day)]


# ---------------------------------------------------------------- type, roles, status
CASES: list[tuple[str, str, str, list[str], list[str]]] = [
    # done
    ("Ola Tarn met Bruno Vell on Tuesday.", "CONSULT", "happened", ["Ola Tarn", "Bruno Vell"], []),
    ("Ola Tarn spoke by phone with Omoria’s president, Bruno Vell.", "CONSULT", "happened", ["Ola Tarn", "Bruno Vell"], []),
    ("Ola Tarn met the president of Omoria, Bruno Vell.", "CONSULT", "happened", ["Ola Tarn", "Bruno Vell"], []),
    ("Protesters burned a flag; Omoria has expelled diplomats from Exland.", "SANCTION", "happened", ["Omoria"], ["diplomats"]),
    ("Exland’s parliament voted 61-44 on Tuesday to approve the lease.", "SUPPORT", "happened", ["Exland’s parliament"], []),
    ("Several hundred people protested outside the Round House.", "PROTEST", "happened", ["Several hundred people"], []),
    ("Exland and Omoria signed a treaty on Monday.", "SUPPORT", "happened", ["Exland", "Omoria"], []),
    ("Ola Tarn spoke by phone with Bruno Vell.", "CONSULT", "happened", ["Ola Tarn", "Bruno Vell"], []),
    ("Bruno Vell visited Exland in March 2024.", "CONSULT", "happened", ["Bruno Vell"], ["Exland"]),
    ("Exland accused Omoria of lying.", "ACCUSE", "happened", ["Exland"], ["Omoria"]),
    ("Omoria condemned Exland over the ruling.", "ACCUSE", "happened", ["Omoria"], ["Exland"]),
    ("Zyrland sent 40 tonnes of food aid to Omoria.", "AID", "happened", ["Zyrland"], ["Omoria"]),
    ("Exlandic forces shelled Zyrland on Sunday.", "ASSAULT", "happened", ["Exlandic forces"], ["Zyrland"]),
    ("Omorian police arrested Dana Wexel, a lawyer.", "COERCE", "happened", ["Omorian police"], ["Dana Wexel"]),
    ("Exland imposed sanctions on Omoria.", "SANCTION", "happened", ["Exland"], ["Omoria"]),
    ("Exland rejected the offer from Omoria.", "REJECT", "happened", ["Exland"], ["Omoria"]),
    ("Omoria has called on Exland to open the road.", "REQUEST", "happened", ["Omoria"], ["Exland"]),
    ("Thousands of workers protested against the Omorian government.", "PROTEST", "happened", ["Thousands of workers"],
     ["the Omorian government"]),
    ("Exland and Omoria held joint drills on Monday.", "COOPERATE", "happened", ["Exland", "Omoria"], []),
    ("Exlandic leader Ola Tarn and Omorian President Bruno Vell held talks.", "CONSULT", "happened",
     ["Ola Tarn", "Bruno Vell"], []),
    ("Theresa May met Ola Tarn in Exville on Monday.", "CONSULT", "happened", ["Theresa May", "Ola Tarn"], []),
    # the passive turns the parties round
    ("Omoria was accused by Exland of lying.", "ACCUSE", "happened", ["Exland"], ["Omoria"]),
    ("Dana Wexel was arrested by Omorian police.", "COERCE", "happened", ["Omorian police"], ["Dana Wexel"]),
    ("The offer was rejected by Omoria.", "REJECT", "happened", ["Omoria"], []),
    # several in a sentence, joined verbs
    ("Exland criticized Omoria and thanked Zyrland.", "SUPPORT", "happened", ["Exland"], ["Zyrland"]),
    # planned
    ("Ola Tarn will meet Bruno Vell on March 20.", "CONSULT", "planned", ["Ola Tarn", "Bruno Vell"], []),
    ("Ola Tarn plans to visit Omoria next week.", "CONSULT", "planned", ["Ola Tarn"], ["Omoria"]),
    ("Bruno Vell is to meet Ola Tarn in April.", "CONSULT", "planned", ["Bruno Vell", "Ola Tarn"], []),
    ("Ola Tarn heads to Omoria on March 9 for two days.", "CONSULT", "planned", ["Ola Tarn"], ["Omoria"]),
    ("Exland agreed to send food aid to Omoria.", "AID", "planned", ["Exland"], ["Omoria"]),
    ("Zyrland is preparing to impose sanctions on Exland.", "SANCTION", "planned", ["Zyrland"], ["Exland"]),
    ("When Ola Tarn goes to Omoria, prices will fall.", "CONSULT", "planned", ["Ola Tarn"], ["Omoria"]),
    ("Ola Tarn’s planned visit to Omoria worries traders.", "CONSULT", "planned", ["Ola Tarn"], ["Omoria"]),
    # alleged
    ("Exland accused Omoria of shelling Zyrland.", "ASSAULT", "alleged", ["Omoria"], ["Zyrland"]),
    ("Exland said that Omoria had attacked Zyrland.", "ASSAULT", "alleged", ["Omoria"], ["Zyrland"]),
    ("Omoria attacked Zyrland, Exland said.", "ASSAULT", "alleged", ["Omoria"], ["Zyrland"]),
    ("According to Exland, Omoria attacked Zyrland.", "ASSAULT", "alleged", ["Omoria"], ["Zyrland"]),
    ("Exland says Omoria attacked Zyrland.", "ASSAULT", "alleged", ["Omoria"], ["Zyrland"]),
    ("Few believe the claim that Omoria attacked Zyrland.", "ASSAULT", "alleged", ["Omoria"], ["Zyrland"]),
    ("Omoria allegedly attacked Zyrland.", "ASSAULT", "alleged", ["Omoria"], ["Zyrland"]),
    ("Delta Wire reported that Bruno Vell had visited Zyrland.", "CONSULT", "alleged", ["Bruno Vell"], ["Zyrland"]),
    ("Omoria’s alleged attack on Zyrland was not seen by anyone.", "ASSAULT", "alleged", ["Omoria"], ["Zyrland"]),
    # hypothetical and conditional
    ("If Omoria attacked Zyrland, trade would stop.", "ASSAULT", "hypothetical", ["Omoria"], ["Zyrland"]),
    ("If Bruno Vell were to visit Zyrland, prices would fall.", "CONSULT", "hypothetical", ["Bruno Vell"], ["Zyrland"]),
    ("Exland would send weapons to Zyrland if Omoria attacked.", "AID", "conditional", ["Exland"], ["Zyrland"]),
    ("Omoria may impose sanctions on Exland.", "SANCTION", "hypothetical", ["Omoria"], ["Exland"]),
    ("Omoria is considering sending weapons to Zyrland.", "AID", "hypothetical", ["Omoria"], ["Zyrland"]),
    ("Omoria is weighing shipments of shells to Zyrland.", "AID", "hypothetical", ["Omoria"], ["Zyrland"]),
    ("Exland wants to meet Omoria.", "CONSULT", "hypothetical", ["Exland", "Omoria"], []),
    ("Did Omoria attack Zyrland?", "ASSAULT", "hypothetical", ["Omoria"], ["Zyrland"]),
    # denied and negated
    ("Exland has not condemned Omoria.", "ACCUSE", "denied", ["Exland"], ["Omoria"]),
    ("Omoria did not attack Zyrland.", "ASSAULT", "denied", ["Omoria"], ["Zyrland"]),
    ("Bruno Vell never visited Zyrland.", "CONSULT", "denied", ["Bruno Vell"], ["Zyrland"]),
    ("Omoria denied that it had attacked Zyrland.", "ASSAULT", "denied", ["it"], ["Zyrland"]),
    ("Bruno Vell failed to meet Ola Tarn.", "CONSULT", "denied", ["Bruno Vell", "Ola Tarn"], []),
    # cancelled
    ("Ola Tarn canceled a visit to Omoria.", "CONSULT", "cancelled", ["Ola Tarn"], ["Omoria"]),
    # under way
    ("Exlandic troops are shelling Zyrland.", "ASSAULT", "ongoing", ["Exlandic troops"], ["Zyrland"]),
    # one's own account
    ("Exland said it had sent weapons to Zyrland.", "AID", "happened", ["it"], ["Zyrland"]),
    ("Ola Tarn said she had met Bruno Vell.", "CONSULT", "happened", ["she", "Bruno Vell"], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "status", "actors", "recipients"), CASES, ids=[case[0][:60] for case in CASES]
)
def test_act_is_coded_with_parties_and_status(
    text: str, kind: str, status: str, actors: list[str], recipients: list[str]
) -> None:
    assert (kind, status, actors, recipients) in told(text)


@pytest.mark.parametrize(
    "text",
    [case[0] for case in CASES if case[2] != "happened"],
)
def test_what_is_not_done_is_never_written_as_happened(text: str) -> None:
    kinds = {case[1] for case in CASES if case[0] == text}
    assert not [
        row for row in told(text) if row[0] in kinds and row[1] == "happened" and row[0] not in {"ACCUSE", "REJECT"}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Exland urged Omoria to attack Zyrland.",
        "Exland forced Omoria to withdraw its troops from Zyrland.",
        "Floods killed 40 people.",
        "The Omorian foreign ministry declined to comment.",
        "Analysts discussed a possible visit.",
        "No one says they will impose sanctions.",
        "Exland is a large country near Omoria.",
        "Will Porter sells apples in May.",
        "Bruno Vell attacked Ola Tarn in the debate.",
        "Free agents are free to go.",
        "Ola Tarn shot back in a statement.",
        "Two aides asked not to be named.",
        "The visit to Exville takes two hours.",
    ],
)
def test_nothing_done_by_anybody_named_is_coded(text: str) -> None:
    assert [row for row in told(text) if row[0] != "REQUEST"] == []


def test_swapping_the_parties_swaps_the_roles() -> None:
    assert told("Exland accused Omoria.")[0][2:] == (["Exland"], ["Omoria"])
    assert told("Omoria accused Exland.")[0][2:] == (["Omoria"], ["Exland"])


# ---------------------------------------------------------------- dates, counts, places
def test_past_event_is_dated_in_its_year() -> None:
    (event,) = events("On March 22, 2013, Ola Tarn visited Omoria.")
    assert (event.date, event.date_precision, event.status) == ("2013-03-22", "day", "happened")


def test_weekday_of_a_past_act_lies_before_the_article() -> None:
    (event,) = events("Ola Tarn met Bruno Vell on Tuesday.")
    assert event.date == "2026-03-03"


def test_noun_with_a_coming_day_is_planned() -> None:
    text = "Talks between Exland and Omoria on March 12 are a first step."
    (event,) = events(text)
    assert (event.type, event.status, event.date) == ("CONSULT", "planned", "2026-03-12")


def test_noun_with_a_past_day_happened() -> None:
    (event,) = events("Ola Tarn’s visit to Omoria on March 2 was short.")
    assert (event.status, event.date) == ("happened", "2026-03-02")


def test_undated_noun_that_may_be_to_come_is_left_out() -> None:
    assert told("Ola Tarn’s visit to Omoria is about trade.") == []


def test_ordinal_is_kept() -> None:
    text = "Ola Tarn held her 12th face-to-face meeting with Bruno Vell."
    (event,) = events(text)
    assert event.ordinal is not None
    assert text[event.ordinal.start : event.ordinal.end] == "12th face-to-face meeting"


def test_place_of_a_visit_is_its_location() -> None:
    text = "Bruno Vell flew to Exville on Monday."
    (event,) = events(text)
    assert event.location is not None
    assert text[event.location.start : event.location.end] == "Exville"


def test_place_of_a_deed_told_in_the_passive_is_its_location() -> None:
    text = "Nine farmers were killed by Exlandic forces in Exville."
    (event,) = events(text)
    assert event.location is not None
    assert text[event.location.start : event.location.end] == "Exville"


def test_nobody_acts_on_himself() -> None:
    assert events("Exland visited Exland on Monday.") == ()


def test_status_words_are_those_that_cause_it() -> None:
    text = "Ola Tarn will meet Bruno Vell."
    (event,) = events(text)
    assert [text[s.start : s.end] for s in event.status_words] == ["will"]


@pytest.mark.parametrize("text", ["Ola Tarn met Bruno Vell on February 30.", "Ola Tarn met Bruno Vell in 99999."])
def test_date_that_does_not_exist_is_no_date(text: str) -> None:
    (event,) = events(text)
    assert event.date is None
    assert event.status == "happened"


@pytest.mark.parametrize("day", [None, "no day", "2026-13-45"])
def test_article_without_a_day_gives_no_relative_date(day: str | None) -> None:
    (event,) = events("Ola Tarn met Bruno Vell on Tuesday.", day=day)
    assert event.date is None


# ---------------------------------------------------------------- on whose word
def statement(
    text: str, source: str, cue: str, content: str, *, speakers: tuple[str, ...], act: str = "claim"
) -> Statement:
    def span(words: str) -> tuple[Span, ...]:
        at = text.index(words)
        return (Span(at, at + len(words)),)

    return Statement(
        id=statement_id("a", span(source), span(cue), span(content)),
        article="a",
        kind="indirect",
        source=span(source),
        cue=span(cue),
        content=span(content),
        speakers=speakers,
        naming="named",
        role=None,
        addressee=None,
        act=act,  # type: ignore[arg-type]
        hedge=(),
        likelihood=None,
        negated=False,
        condition=None,
        standing="made",
        made_on=None,
        made_on_words=None,
        outer=None,
        score=1.0,
    )


@pytest.mark.parametrize(
    ("source", "act", "status"),
    [("Zyrland", "claim", "alleged"), ("Omoria", "claim", "happened"), ("Omoria", "deny", "denied")],
)
def test_event_in_a_statement_stands_on_its_speaker(source: str, act: str, status: str) -> None:
    text = f"{source} put it so: Omoria attacked Exland."
    found = find_mentions(text, article="a", day=DAY, knowledge=WORLD)
    outer = statement(text, source, "put it so", "Omoria attacked Exland", speakers=(found[0].id,), act=act)
    (event,) = find_events(text, article="a", day=DAY, mentions=found, statements=[outer])
    assert (event.statement, event.status) == (outer.id, status)


def test_innermost_statement_is_the_one() -> None:
    text = "Zyrland put it so: Exland claims Omoria attacked Zyra hard with bombs near Exland."
    found = find_mentions(text, article="a", day=DAY, knowledge=WORLD)
    outer = statement(text, "Zyrland", "put it so", text[19:-1], speakers=(found[0].id,))
    inner = statement(
        text, "Exland", "claims", "Omoria attacked Zyra hard with bombs near Exland", speakers=(found[1].id,)
    )
    rows = find_events(text, article="a", day=DAY, mentions=found, statements=[outer, inner])
    assert {event.statement for event in rows if event.type == "ASSAULT"} == {inner.id}


def test_own_office_gives_the_states_own_account() -> None:
    text = "Ola Tarn met Bruno Vell on Tuesday, the Exlandic Foreign Ministry said."
    assert events(text)[0].status == "happened"


# ---------------------------------------------------------------- bad input
def test_no_mentions_no_events() -> None:
    assert find_events("Somebody attacked somebody.", article="a", day=DAY, mentions=()) == ()


def test_list_of_two_hundred_names_is_read_quickly() -> None:
    names = ", ".join(f"Ann B{chr(97 + i % 26)}{chr(97 + i // 26)}rrow" for i in range(200))
    began = time.process_time()
    events(f"Ola Tarn met {names} and Bruno Vell on Tuesday.")
    assert time.process_time() - began < 3


def test_long_text_stays_linear() -> None:
    began = time.process_time()
    events("Exland accused Omoria of shelling Zyrland if it said that they will meet Bruno Vell and " * 2500)
    assert time.process_time() - began < 8


PIECES = [f"{word} " for word in "Exland Omoria met accused was by to said that will of and if visit , . “ ” ?".split()]
PIECES += ["Ola Tarn ", "on March 3 "]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_every_span_lies_inside_and_every_event_has_a_party(text: str) -> None:
    rows = events(text)
    for event in rows:
        assert event.actors or event.recipients
        for span in (event.anchor, *event.actors, *event.recipients, *event.status_words):
            assert 0 <= span.start < span.end <= len(text)
    assert rows == events(text)


# ---------------------------------------------------------------- words that are no act
@pytest.mark.parametrize(
    "text",
    [
        "Exland rejected the charge.",
        "Omoria has denied it.",
        "Exland dismissed the allegations from Omoria.",
        "Ola Tarn defended her minister.",
        "Ola Tarn called the decision understandable.",
        "Ola Tarn refused to answer questions.",
        "Ola Tarn promised that Exland would not fire first.",
        "Bread will stay cheap, the trade ministry has promised.",
        "Ola Tarn warned that prices would rise.",
        "Ola Tarn agreed that the rules are old.",
        "Ola Tarn spoke to the Zyra Times about flour.",
        "Bruno Vell shot himself.",
        "Police released a statement.",
        "Ola Tarn praised the “quiet courage” of all.",
        "Ola Tarn has sought a phone call with Bruno Vell.",
        "People in Exland are going to see a change.",
        "The spate of police shootings and protests saddens Ola Tarn.",
    ],
)
def test_words_about_words_are_no_events(text: str) -> None:
    assert [row for row in told(text) if row[1] == "happened"] == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Exland would end the siege and ease sanctions on Omoria.",
            ("CONCEDE", "hypothetical", ["Exland"], ["Omoria"]),
        ),
        ("Ola Tarn will visit Omoria and meet Bruno Vell.", ("CONSULT", "planned", ["Ola Tarn", "Bruno Vell"], [])),
        ("Exland plans to attack Omoria and invade Zyrland.", ("ASSAULT", "planned", ["Exland"], ["Zyrland"])),
        ("Exland refused to free the crew or release the sailors.", ("RETREAT", "denied", ["Exland"], ["the sailors"])),
    ],
)
def test_a_joined_verb_shares_the_status_of_the_one_before(
    text: str, row: tuple[str, str, list[str], list[str]]
) -> None:
    assert row in told(text)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Omoria faulted Exland’s decision to close the road.", ("ACCUSE", "happened", ["Omoria"], ["Exland"])),
        ("Omoria lifted its blockade of Exland.", ("CONCEDE", "happened", ["Omoria"], ["Exland"])),
        ("Omoria refused to send aid to Exland.", ("REJECT", "happened", ["Omoria"], ["Exland"])),
        ("Amber Relief (AR) accused the Omorian government of theft.", ("ACCUSE", "happened", ["Amber Relief"],
         ["the Omorian government"])),
        ("Rebels loyal to Bruno Vell freed prisoners.", ("RETREAT", "happened", ["Rebels"], ["prisoners"])),
        ("Sanctions were imposed on Omoria by Exland.", ("SANCTION", "happened", ["Exland"], ["Omoria"])),
        ("Omoria withdrew its troops from Zyrland.", ("RETREAT", "happened", ["Omoria"], ["Zyrland"])),
        ("Exland ordered the newspaper closed.", ("COERCE", "happened", ["Exland"], ["the newspaper"])),
    ],
)  # fmt: skip
def test_those_whom_an_act_touches_are_found(text: str, row: tuple[str, str, list[str], list[str]]) -> None:
    assert row in told(text)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Exland is ready to act should Omoria attack Zyrland.", ("ASSAULT", "hypothetical", ["Omoria"], ["Zyrland"])),
        (
            "Exland said it hoped Omoria would call on Zyrland to stop.",
            ("REQUEST", "hypothetical", ["Omoria"], ["Zyrland"]),
        ),
    ],
)
def test_what_is_only_wished_or_feared_is_hypothetical(text: str, row: tuple[str, str, list[str], list[str]]) -> None:
    assert row in told(text)


# ---------------------------------------------------------------- whom it befell, and what it is about
@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Omoria was attacked at dawn.", ("ASSAULT", "happened", [], ["Omoria"])),
        ("Dana Wexel was arrested on Monday.", ("COERCE", "happened", [], ["Dana Wexel"])),
        ("Dana Wexel was not arrested.", ("COERCE", "denied", [], ["Dana Wexel"])),
    ],
)
def test_whom_an_act_befell_is_kept_where_nobody_is_named_who_did_it(
    text: str, row: tuple[str, str, list[str], list[str]]
) -> None:
    assert told(text) == [row]
    assert events(text)[0].score < 0.5  # no briefing tells it as done


def test_contexts_are_the_nearest_words_of_the_sentence_that_tell_one() -> None:
    text = "Exland suspended a trade pact with Omoria after its troops shelled a hospital."
    event = next(e for e in events(text) if e.type == "SANCTION")
    assert event.contexts == ("economic", "military", "health")
    assert [text[s.start : s.end] for s in event.context_words] == ["trade", "troops", "hospital"]


def test_an_act_in_words_that_tell_no_context_has_none() -> None:
    assert events("Exland accused Omoria of lying.")[0].contexts == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Farmers near Zyrland allege Exland shelled Omoria.", "alleged"),
        ("By the farmers' account, Exland shelled Omoria.", "alleged"),
        ("Exland, the memo goes on, shelled Omoria.", "alleged"),
        ("If the memo is right, Exland shelled Omoria.", "hypothetical"),
        ("The risk is that Exland will shell Omoria.", "hypothetical"),
        ("In a drill, Exland shelled Omoria.", "hypothetical"),
        ("Exland nearly shelled Omoria.", "denied"),
        ("At no time has Exland shelled Omoria.", "denied"),
        ("It is not true that Exland shelled Omoria.", "denied"),
        ("Exland will shell Omoria as long as it is ruled from Zyrland.", "conditional"),
    ],
)
def test_rarer_words_for_what_is_not_done(text: str, status: str) -> None:
    assert [row[1] for row in told(text) if row[0] in {"ASSAULT", "THREATEN"}] == [status]


def test_a_sentence_may_end_in_the_midst_of_a_list() -> None:
    assert [row[2:] for row in told("Ola Tarn visited Exland and ")] == [(["Ola Tarn"], ["Exland"])]


def test_a_noun_of_saying_behind_an_act_tells_nothing_of_it() -> None:
    text = "Exland has accused Omoria of “lies” over those claims and said that Zyrland should stay out."
    assert told(text)[0][:2] == ("ACCUSE", "happened")
