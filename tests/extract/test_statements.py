"""What a statement says of itself, with the spans given by the test: act, standing, hedge, role, addressee, day."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statement_cases import ARTICLE, Given, mention, one, read, words

from onrecord.extract import EXTRACTORS
from onrecord.extract.signed import SIGNED
from onrecord.extract.statements import find_statements
from onrecord.record import Span, statement_id

ACTS = [
    ("{s1:The mayor} {c1:said} {t1:the bridge was open}.", "claim"),
    ("{s1:The mayor} {c1:noted} {t1:that the bridge was open}.", "claim"),
    ("{s1:The mayor} {c1:denied} {t1:that the bridge was shut}.", "deny"),
    ("{s1:The mayor} {c1:has rejected} {t1:the charge}.", "deny"),
    ("{s1:The mayor} {c1:accused} {t1:the port of hiding the leak}.", "accuse"),
    ("{s1:The council} {c1:blamed} {t1:the contractor}.", "accuse"),
    ("{s1:The council’s} {c1:allegation} {t1:that the contractor cheated}.", "accuse"),
    ("{s1:Two engineers} {c1:believe} {t1:that the pier will sink}.", "assess"),
    ("{s1:Two engineers} {c1:predicted} {t1:a flood}.", "assess"),
    ("{s1:The engineer} {c1:said} {t1:the pier was likely to sink}.", "assess"),
    ("{t1:“I think the pier will sink,”} {s1:the engineer} {c1:said}.", "assess"),
    ("{s1:The mayor} {c1:promised} {t1:to rebuild the pier}.", "promise"),
    ("{s1:The mayor} {c1:vowed} {t1:to rebuild the pier}.", "promise"),
    ("{t1:“We will rebuild the pier,”} {s1:the mayor} {c1:said}.", "promise"),
    ("{t1:“I promise a new pier,”} {s1:the mayor} {c1:said}.", "promise"),
    ("{s1:The mayor} {c1:assured} residents {t1:that the pier would be rebuilt}.", "promise"),
    ("{s1:The admiral} {c1:threatened} {t1:to close the strait}.", "threaten"),
    ("{s1:The admiral} {c1:warned} {t1:of severe consequences}.", "threaten"),
    ("{s1:The geologist} {c1:warned} {t1:that the cliff could fall}.", "assess"),
    ("{t1:“If they fire again, we will retaliate,”} {s1:the admiral} {c1:said}.", "threaten"),
    ("{s1:The union} {c1:called on} {t1:the port to reopen}.", "request"),
    ("{s1:The union} {c1:demanded} {t1:a pay rise}.", "request"),
    ("{s1:The captain} {c1:told} the crew {t1:to leave the ship}.", "request"),
    ("{s1:The union} {c1:hopes} {t1:the port will reopen}.", "request"),
    ("{t1:“I ask everyone to wait,”} {s1:the captain} {c1:said}.", "request"),
    ("{s1:The envoy} {c1:proposed} {t1:a truce}.", "propose"),
    ("{s1:The envoy} {c1:suggested} {t1:moving the talks to spring}.", "propose"),
    ("{s1:The envoy} {c1:suggested} {t1:that the talks had failed}.", "claim"),
    ("{s1:The envoy} {c1:praised} {t1:the two cities for their patience}.", "praise"),
    ("{s1:The envoy} {c1:welcomed} {t1:the truce}.", "praise"),
    ("{s1:The envoy} {c1:criticised} {t1:the delay}.", "criticise"),
    ("{s1:The envoy} {c1:dismissed} {t1:the plan as theatre}.", "criticise"),
    ("{s1:The study} {c1:found} {t1:that the cliff moves a metre a year}.", "report"),
    ("{s1:The envoy} {c1:issued a statement saying} {t1:the talks had failed}.", "claim"),
    ("{s1:The envoy} {c1:went on to accuse} {t1:the port of lying}.", "accuse"),
]


@pytest.mark.parametrize(("text", "act"), ACTS)
def test_speech_act(text: str, act: str) -> None:
    assert one(text)[1].act == act


def test_a_plain_claim_of_an_outlet_is_a_report() -> None:
    text = "{s1:The Tarn Herald} {c1:said} {t1:the bridge was open}."
    paper = mention("The Tarn Herald said the bridge was open.", "The Tarn Herald", kind="outlet")
    assert one(text, mentions=(paper,))[1].act == "report"


STANDINGS = [
    ("{s1:The port} {c1:declined} {t1:to comment}.", "declined"),
    ("{s1:The port} {c1:refused to say} {t1:whether it was shut}.", "declined"),
    ("{s1:The port} {c1:would not comment} {t1:on the leak}.", "declined"),
    ("{s1:The port} {c1:declined} {t1:an interview request}.", "declined"),
    ("{s1:The port} {c1:has not confirmed} {t1:that it is shut}.", "unconfirmed"),
    ("{s1:The port} has yet {c1:to confirm} {t1:the leak}.", "unconfirmed"),
    ("{s1:Officials} {c1:could not verify} {t1:the claim}.", "unconfirmed"),
    ("{s1:No one} {c1:says} {t1:they will pay}.", "not said"),
    ("{s1:None of the owners} {c1:said} {t1:they would pay}.", "not said"),
    ("{s1:The port} {c1:did not mention} {t1:the leak}.", "not said"),
    ("{s1:The port} has never {c1:condemned} {t1:the leak}.", "not said"),
    ("{s1:The port} {c1:did not respond to} {t1:a request for comment}.", "not said"),
    ("If {s1:the port} were {c1:to say} {t1:that it cannot pay}, banks would step in.", "hypothetical"),
    ("Unless {s1:the port} {c1:says} {t1:it will pay}, banks will leave.", "hypothetical"),
    ("{s1:The port} {c1:might say} {t1:that it cannot pay}.", "hypothetical"),
    ("{s1:The port} {c1:will announce} {t1:new fees}.", "hypothetical"),
    ("{s1:The port} is expected {c1:to announce} {t1:new fees}.", "hypothetical"),
    ("{s1:The port} {c1:said} {t1:it cannot pay}.", "made"),
    ("{s1:The port} {c1:went on to say} {t1:it cannot pay}.", "made"),
    ("{s1:The port} {c1:would like} {t1:a loan}.", "made"),
    ("{s1:I} {c1:would say} {t1:the port is full}.", "made"),
    ("{s1:The port} {c1:not only said} {t1:it was full}.", "made"),
    ("{s1:The clerk} {c1:answered without a pause}: {t1:“The port is full.”}", "made"),
    ("{t1:“The port is full,”} {s1:the clerk} {c1:would say} each spring.", "made"),
    ("{s1:The port} {c1:refused} {t1:to release the ship}.", "made"),
]


@pytest.mark.parametrize(("text", "standing"), STANDINGS)
def test_what_was_not_said_is_not_made(text: str, standing: str) -> None:
    assert one(text)[1].standing == standing


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("{s1:The port} {c1:denied} {t1:the leak}.", True),
        ("{s1:The port} {c1:does not believe} {t1:there is a leak}.", True),
        ("{s1:The port} doesn’t {c1:expect} {t1:a leak}.", True),
        ("{s1:The port} {c1:refused} {t1:to release the ship}.", True),
        ("{s1:The port} {c1:said} {t1:there was no leak}.", False),
        ("{s1:The port} {c1:declined} {t1:to comment}.", False),
        ("{s1:The port} {c1:has not confirmed} {t1:the leak}.", False),
        ("{s1:No one} {c1:denied} {t1:the leak}.", False),
        ("{s1:The port} {c1:did not deny} {t1:the leak}.", False),
    ],
)
def test_only_a_denial_or_a_negated_belief_is_negated(text: str, *, negated: bool) -> None:
    assert one(text)[1].negated is negated


@pytest.mark.parametrize(
    ("content", "hedge", "likelihood"),
    [
        ("the pier is likely to sink", "likely", "likely"),
        ("the pier is very likely to sink", "very likely", "very likely"),
        ("the pier is unlikely to sink", "unlikely", "unlikely"),
        ("the pier is not likely to sink", "not likely", "unlikely"),
        ("it is highly unlikely to sink", "highly unlikely", "very unlikely"),
        ("it will almost certainly sink", "almost certainly", "almost certain"),
        ("it will almost certainly not sink", "almost certainly not", "almost no chance"),
        ("there is a roughly even chance of rain", "roughly even chance", "roughly even chance"),
        ("it will probably sink", "probably", "likely"),
        ("it may sink", "may", None),
        ("it could perhaps sink", "could | perhaps", None),
        ("it sank in May", "", None),
        ("it sank", "", None),
    ],
)
def test_hedge_with_its_term(content: str, hedge: str, likelihood: str | None) -> None:
    text, row = one(f"{{s1:The engineer}} {{c1:said}} {{t1:{content}}}.")
    assert (words(text, row.hedge), row.likelihood) == (hedge, likelihood)


def test_a_hedge_may_reach_from_the_cue_into_the_content() -> None:
    text, row = one("{s1:The engineer} {c1:appeared} {t1:to doubt it}.")
    assert words(text, row.hedge) == "appeared to"


@pytest.mark.parametrize(
    ("content", "condition"),
    [
        ("the pier will sink if the storm returns, like the last", "if the storm returns"),
        ("unless it rains the crop is lost", "unless it rains the crop is lost"),
        ("the port would pay should it find the money", "should it find the money"),
        ("the pier is safe", None),
    ],
)
def test_condition(content: str, condition: str | None) -> None:
    text, row = one(f"{{s1:The engineer}} {{c1:said}} {{t1:{content}}}.")
    assert words(text, row.condition) == condition


def test_a_question_is_no_condition() -> None:
    assert one("{s1:The clerk} {c1:asked} {t1:if the pier was safe}.")[1].condition is None


ROLES = [
    ("{s1:Ann Lee, a senior fellow at the Harbour Institute,} {c1:said} {t1:so}.", "a senior fellow at the Harbour Institute"),
    ("{s1:Ann Lee, who is a research fellow at Tarn University,} {c1:said} {t1:so}.", "a research fellow at Tarn University"),
    ("{s1:Ann Lee}, head of the harbour board, {c1:said} {t1:so}.", "head of the harbour board"),
    ("{s1:Foreign Minister Ann Lee} {c1:said} {t1:so}.", "Foreign Minister"),
    ("Harbour spokeswoman {s1:Ann Lee} {c1:said} {t1:so}.", "Harbour spokeswoman"),
    ("{t1:It is so}, {c1:said} {s1:Ann Lee, an expert on tides at the Center for Sea, Wind, and Weather Studies}.",
     "an expert on tides at the Center for Sea, Wind, and Weather Studies"),
    ("{s1:Ann Lee, a senior analyst at Low Water, a private company,} {c1:said} {t1:so}.", "a senior analyst at Low Water"),
    ("{s1:Ann Lee of the Harbour Institute} {c1:said} {t1:so}.", "the Harbour Institute"),
    ("{s1:Officials like Harbour Director Ann Lee} {c1:said} {t1:so}.", "Harbour Director"),
    ("{s1:The office of Prime Minister Ann Lee} {c1:said} {t1:so}.", "Prime Minister"),
    ("{s1:Ann Lee} {c1:said} {t1:so}.", None),
    ("{s1:Ann Lee}, in Tarn on Monday, {c1:said} {t1:so}.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_role_beside_the_name(text: str, role: str | None) -> None:
    plain, _ = read(text)
    plain, row = one(text, mentions=(mention(plain, "Ann Lee"),))
    assert words(plain, row.role) == role


def test_the_role_is_found_where_the_speaker_is_named_in_full() -> None:
    text = "Ann Lee, a harbour pilot, came home. {s1:Lee} {c1:said} {t1:the sea was calm}."
    plain, _ = read(text)
    full = mention(plain, "Ann Lee")
    short = mention(plain, "Lee", nth=1, head="Ann Lee")
    plain, row = one(text, mentions=(full, short))
    assert words(plain, row.role) == "a harbour pilot"


ADDRESSEES = [
    ("{s1:Lee} {c1:told} the Tarn Herald {t1:the sea was calm}.", "the Tarn Herald"),
    ("{s1:Lee} {c1:told reporters} on Monday {t1:that the sea was calm}.", "reporters"),
    ("{s1:Lee} {c1:told} me {t1:that the sea was calm}.", "me"),
    ("{s1:Lee} {c1:told} members of the harbour board {t1:that the sea was calm}.", "members of the harbour board"),
    ("{s1:Lee} {c1:wrote} in an op-ed for the Tarn Herald {t1:that the sea was calm}.", "the Tarn Herald"),
    ("{s1:Lee} {c1:said in an interview} with Radio Tarn {t1:that the sea was calm}.", "Radio Tarn"),
    (
        "Speaking on the sidelines of a fair in Tarn, {s1:Lee} {c1:said} {t1:the sea was calm}.",
        None,
    ),
    ("{s1:Lee} {c1:said} {t1:the sea was calm} in a letter to parliament.", "parliament"),
    ("{s1:Lee} {c1:declined} {t1:to comment} when asked by the Tarn Herald.", "the Tarn Herald"),
    ("{s1:Lee} {c1:urged} sailors {t1:to stay at home}.", "sailors"),
    ("{s1:Lee} was {c1:told} {t1:that the sea was calm}.", None),
    ("{s1:Lee} {c1:said} on Monday {t1:that the sea was calm}.", None),
]


@pytest.mark.parametrize(("text", "addressee"), ADDRESSEES)
def test_addressee_or_medium(text: str, addressee: str | None) -> None:
    plain, row = one(text)
    assert words(plain, row.addressee) == addressee


@pytest.mark.parametrize(
    ("text", "made_on", "said"),
    [
        ("{s1:Lee} {c1:said} on March 3 {t1:that the sea was calm}.", "2026-03-03", "March 3"),
        ("On March 3, {s1:Lee} {c1:said} {t1:the sea was calm}.", "2026-03-03", "March 3"),
        ("{s1:Lee} {c1:said} {t1:on March 3 the sea was calm}.", None, None),
        ("{s1:Lee}, who sailed on March 3, {c1:said} {t1:the sea was calm}.", None, None),
        ("{s1:Lee} {c1:said} {t1:the sea was calm}.", None, None),
        ("{s1:Lee} {c1:said} in March {t1:that the sea was calm}.", None, None),
    ],
)
def test_the_day_it_was_made(text: str, made_on: str | None, said: str | None) -> None:
    plain, row = one(text)
    assert (row.made_on, words(plain, row.made_on_words)) == (made_on, said)


def test_a_relative_pronoun_means_the_person_named_before() -> None:
    text = "We met Ann Lee, one of the pilots, {s1:who} {c1:said} {t1:the sea was calm}."
    plain, _ = read(text)
    lee = mention(plain, "Ann Lee")
    _, row = one(text, mentions=(lee,))
    assert (row.speakers, row.naming) == ((lee.id,), "named")


def test_without_a_source_the_speaker_is_unknown() -> None:
    _, row = one("It was {c1:reportedly} {t1:a calm sea}.")
    assert (row.speakers, row.naming, row.role) == ((), "unknown", None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{t1:“The sea is calm,”} {s1:Lee} {c1:said}.", "direct"),
        ("{s1:Lee} {c1:said} {t1:the sea was “calm as milk”}.", "mixed"),
        ("{s1:Lee} {c1:said} {t1:the sea was calm}.", "indirect"),
        ("{t1:‘The sea is calm,’} {s1:Lee} {c1:said}.", "direct"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert one(text)[1].kind == kind


def test_the_id_is_that_of_its_three_roles() -> None:
    _, row = one("{s1:Lee} {c1:said} {t1:the sea was calm}.")
    assert row.id == statement_id(ARTICLE, row.source, row.cue, row.content)


def test_the_version_is_named() -> None:
    assert EXTRACTORS["statements"] == "statements/2"


def test_headlines_are_not_read() -> None:
    text = "Lee says sea calm\n\nLee said the sea was calm."
    seen: list[str] = []

    def tagger(asked: str) -> tuple[Given, ...]:
        seen.append(asked)
        return ()

    find_statements(text, article=ARTICLE, day=None, tagger=tagger, mentions=(), prose=(Span(19, len(text)),))
    assert seen == [" " * 17 + "\n\n" + text[19:]]


def test_a_caption_with_a_verb_of_showing_is_no_statement() -> None:
    text = "Ann Lee greets Bo Ray."
    whole = (Span(0, len(text)),)
    found = (Given((Span(0, 7),), (Span(8, 14),), (Span(15, 21),)),)
    rows = find_statements(
        text, article=ARTICLE, day=None, tagger=lambda _: found, mentions=(), prose=whole, captions=whole
    )
    assert rows == ()


def test_a_caption_with_a_verb_of_saying_is_one() -> None:
    text = "Ann Lee said the sea was calm."
    whole = (Span(0, len(text)),)
    found = (Given((Span(0, 7),), (Span(8, 12),), (Span(13, 29),)),)

    def tagger(asked: str) -> tuple[Given, ...]:
        return found if asked.strip() else ()

    rows = find_statements(text, article=ARTICLE, day=None, tagger=tagger, mentions=(), prose=whole, captions=whole)
    assert len(rows) == 1


_SPANS = st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90)), max_size=3)
_GIVEN = st.lists(
    st.builds(
        lambda s, c, t, score: Given(
            *(tuple(Span(a, b) for a, b in spans) for spans in (s, c, t)), score=score
        ),
        _SPANS, _SPANS, _SPANS, st.floats(0, 1),
    ),
    max_size=5,
)  # fmt: skip
_WORDS = """Lee Vell Karvia he she they the a of on by to and but while that which who said says denied told is was has not
granted could turned down called for appeared to warn is against allegations from
, . ; : — -- “ ” ‘ ’ " ( ) (@lee) 1 Friday""".split()
_TEXT = st.text(alphabet="ab Lsaidthat .,:\n-'\"“”‘’", max_size=80) | st.lists(
    st.sampled_from([*_WORDS, "\n"]), max_size=25
).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(_TEXT, _GIVEN)
def test_any_tagger_gives_spans_inside_the_text_sorted_and_alike_twice(text: str, found: list[Given]) -> None:
    def tagger(_: str) -> list[Given]:
        return found

    rows = find_statements(text, article=ARTICLE, day="2026-03-05", tagger=tagger, mentions=())
    assert rows == find_statements(text, article=ARTICLE, day="2026-03-05", tagger=tagger, mentions=())
    ids = {row.id for row in rows}
    assert len(ids) == len(rows)
    best = max((given.score for given in found), default=0.0)
    for row in rows:
        single = [s for s in (row.role, row.addressee, row.condition, row.made_on_words) if s is not None]
        for span in (*row.source, *row.cue, *row.content, *row.hedge, *single):
            assert 0 <= span.start < span.end <= len(text)
        assert row.outer is None or row.outer in ids
        assert 0 <= row.score <= max(best, SIGNED)  # what a signature is worth, the most of the rules


@pytest.mark.parametrize(
    ("text", "naming"),
    [
        ("{s1:The dockers’ union} {c1:said} {t1:the sea was calm}.", "unnamed"),
        ("{s1:growers in the valley} {c1:said} {t1:the sea was calm}.", "unnamed"),
        ("{s1:Others} {c1:said} {t1:the sea was calm}.", "unknown"),
        ("{s1:Who} {c1:said} {t1:the sea was calm}?", "unknown"),
    ],
)
def test_a_source_that_tells_a_kind_is_unnamed(text: str, naming: str) -> None:
    assert one(text)[1].naming == naming


def test_the_role_of_an_example_is_not_the_speakers() -> None:
    text = "{s1:Officials like harbour chief Ann Lee} {c1:said} {t1:the sea was calm}."
    plain, _ = read(text)
    _, row = one(text, mentions=(mention(plain, "Ann Lee"),))
    assert row.role is None


def test_reluctance_to_speak_is_no_statement_made() -> None:
    plain, row = one("{s1:Dockers} {c1:are reluctant} to speak about {t1:the storm at the pier}.")
    assert (row.standing, words(plain, row.cue[0])) == ("not said", "are reluctant to speak about")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("{s1:Lee} {c1:warned} {t1:sailors to stay in port}.", "request"),
        ("{s1:Lee} {c1:warned} {t1:that the sea was high}.", "assess"),
        ("{s1:Lee} {c1:agreed} {t1:to meet the pilots}.", "promise"),
        ("{s1:Lee} {c1:agreed} {t1:that the sea was high}.", "claim"),
    ],
)
def test_the_act_by_what_follows(text: str, act: str) -> None:
    assert one(text)[1].act == act


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("{s1:Lee} came to meet the pilots and {c1:highlight} {t1:the ties of the two ports}.", 0),
        ("{s1:Lee} came {c1:to show} {t1:the strength of the port}.", 0),
        ("{s1:Lee} came to meet the pilots and {c1:highlight} {t1:“the ties of the two ports”}.", 1),
        ("{s1:Pilots} {c1:highlight} {t1:the ties of the two ports}.", 1),
    ],
)
def test_what_a_deed_is_to_show_nobody_says(text: str, count: int) -> None:
    assert len(read(text)[1]) == count


def test_a_remark_of_the_writer_has_the_whole_sentence() -> None:
    plain, row = one("The pier, which is old, {t1:was shut in May}, as {s1:I} {c1:reported} here last week.")
    assert words(plain, row.content[0]) == "The pier, which is old, was shut in May"


def test_two_speakers_of_which_one_belongs_to_an_outlet() -> None:
    text = "The pier, {s1:Ann Lee and RBX/LLP’s Vell Service} {c1:report}, {t1:may be sold}."
    plain, _ = read(text)
    both = (mention(plain, "Ann Lee"), mention(plain, "Vell Service", kind="outlet"))
    assert len(one(text, mentions=both)[1].speakers) == 2
