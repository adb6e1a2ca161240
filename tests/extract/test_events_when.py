"""The day of an act: of which clause it is, and that what is planned lies ahead."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.events import find_events
from onrecord.extract.mentions import find_mentions
from onrecord.record import Event
from onrecord.resolve.knowledge import load

WORLD = load([Path(__file__).parents[1] / "resolve" / "world.toml"], starter=False)
DAY = "2026-03-05"  # a Thursday


def events(text: str) -> tuple[Event, ...]:
    found = find_mentions(text, article="a", day=DAY, knowledge=WORLD)
    return find_events(text, article="a", day=DAY, mentions=found, knowledge=WORLD)


CASES: list[tuple[str, str, str, str | None]] = [
    # a date inside a relative clause or a clause of time is that clause's
    ("Ola Tarn, who took office in December, met Bruno Vell.", "CONSULT", "happened", None),
    ("Ola Tarn, who visited Zyrland in January, will travel to Omoria on Saturday.", "CONSULT", "planned", "2026-03-07"),
    ("Exland has sanctioned Omoria since it shelled a village in 2024.", "SANCTION", "happened", None),
    ("Exland and Omoria held talks on Tuesday, a day after Exland recalled its ambassador.", "CONSULT", "happened", "2026-03-03"),
    ("Ola Tarn led the party until November and met Bruno Vell.", "CONSULT", "happened", None),
    # one beside a verb of saying tells when it was said
    ("Exland shelled Zyrland, Bruno Vell said on Monday.", "ASSAULT", "alleged", None),
    ("Ola Tarn told reporters on Monday that she would resign on Saturday.", "RETREAT", "planned", "2026-03-07"),
    # stressed by "it was ... that"
    ("It was in Exville, on March 14, 2016, that Exland and Omoria signed the protocol.", "SUPPORT", "happened", "2016-03-14"),
    ("The first meeting since November, when Ola Tarn met Bruno Vell, is far off.", "CONSULT", "happened", "2025-11-01"),
    # what is fixed for a day
    ("Exland’s parliament votes on the lease on Saturday.", "CONSULT", "planned", "2026-03-07"),
    ("Ola Tarn is due in Exville on March 10.", "CONSULT", "planned", "2026-03-10"),
    ("Ola Tarn will be in Exville next Tuesday.", "CONSULT", "planned", "2026-03-10"),
    ("A summit is scheduled for 12 March.", "CONSULT", "planned", "2026-03-12"),
    ("Talks between Exland and Omoria are scheduled for Friday.", "CONSULT", "planned", "2026-03-06"),
    ("Exland will host talks between Omoria and Zyrland on 12 March.", "CONSULT", "planned", "2026-03-12"),
    ("A treaty on the river is to be signed on Friday.", "SUPPORT", "planned", "2026-03-06"),
    ("Exland will, from April 1, expel Omorian diplomats.", "SANCTION", "planned", "2026-04-01"),
    ("Exland will from April 1 expel Omorian diplomats.", "SANCTION", "planned", "2026-04-01"),
    ("Exland and Omoria plan a summit next Tuesday.", "CONSULT", "planned", "2026-03-10"),
    ("Exland and Omoria plan joint drills in May.", "COOPERATE", "planned", "2026-05-01"),
    # a year that is not read takes its day with it
    ("Exland will hold talks with Omoria on March 9, 12026.", "CONSULT", "planned", None),
    # what did not come to it
    ("Ola Tarn was to have met Bruno Vell.", "CONSULT", "cancelled", None),
    ("Ola Tarn’s visit to Omoria, planned for March 9, was called off.", "CONSULT", "cancelled", "2026-03-09"),
    ("Ola Tarn cancelled a visit to Omoria that was planned for March 9.", "CONSULT", "cancelled", "2026-03-09"),
    ("Ola Tarn is said to have met Bruno Vell.", "CONSULT", "alleged", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "status", "day"), CASES, ids=[case[0][:60] for case in CASES])
def test_the_day_is_that_of_the_act(text: str, kind: str, status: str, day: str | None) -> None:
    assert (kind, status, day) in [(e.type, e.status, e.date) for e in events(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Exland’s parliament votes on the lease.",
        "Ola Tarn was in Exville on Monday.",
        "Ola Tarn is in good spirits.",
        "A treaty is to be signed.",
        "The summit took place on Monday.",
    ],
)
def test_an_occasion_is_told_only_with_its_day_ahead(text: str) -> None:
    assert events(text) == ()


DATES = st.one_of(
    st.sampled_from(
        ["on Monday", "on Thursday", "on Sunday", "tomorrow", "yesterday", "next week", "last month", "in June"]
    ),
    st.builds("on March {}".format, st.integers(1, 31)),
    st.builds("on {} December".format, st.integers(1, 31)),
    st.builds("in {}".format, st.integers(2020, 2030)),
)


@given(DATES)
def test_what_is_planned_is_never_dated_before_the_article(date: str) -> None:
    for event in events(f"Ola Tarn will visit Omoria {date}."):
        assert event.date is None or (event.until or event.date[:4] + "-12-31") >= DAY


@given(DATES)
def test_what_was_done_is_never_dated_after_the_article(date: str) -> None:
    for event in events(f"Ola Tarn visited Omoria {date}."):
        assert event.date is None or event.status != "happened" or event.date <= DAY


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ola Tarn called Bruno Vell a friend. The two will meet on Monday.", ["Ola Tarn", "Bruno Vell"]),
        ("Ola Tarn wrote to Bruno Vell. The pair met on Tuesday.", ["Ola Tarn", "Bruno Vell"]),
        (
            "Ola Tarn and Bruno Vell listened. Exland and Omoria signed a pact under which both withdrew from Zyrland.",
            ["Exland", "Omoria"],
        ),
        ("Exland borders Omoria. Both countries signed a treaty on Tuesday.", ["Exland", "Omoria"]),
    ],
)
def test_the_two_are_those_named_last(text: str, who: list[str]) -> None:
    parties = [[text[s.start : s.end] for s in e.actors] for e in events(text)]
    assert who in parties


def test_the_count_of_a_meeting_may_stand_beside_it() -> None:
    text = "Ola Tarn received Bruno Vell in Exville on Tuesday, their 12th meeting since 2018."
    assert [text[e.ordinal.start : e.ordinal.end] for e in events(text) if e.ordinal] == ["12th meeting"]
