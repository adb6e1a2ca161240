"""A claim with who asserts, who denies, who doubts, and when. No verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.claims import Claim, claim_of, claims
from onrecord.origins.rows import Rows
from onrecord.record import Article, Mention, Statement
from origins.made import article, record, said, shared

CHARGE = article(
    "Ostia\n\nOstia accused Vell of moving heavy guns to the river bank at Tarn during the night.",
    outlet="Herald", published="2026-03-02",
)  # fmt: skip
DENIAL = article(
    "Vell\n\nVell denied moving any heavy guns to the river bank at Tarn.", outlet="Post", published="2026-03-03"
)
MONITORS = article(
    "Monitors\n\nThe Tarn Mission has not confirmed that heavy guns were moved to the river bank at Tarn.",
    outlet="Post", published="2026-03-04",
)  # fmt: skip
FLOUR = article(
    "Flour\n\nLena Marsh denied eating the last biscuit in the kitchen.", outlet="Post", published="2026-03-03"
)
MADE = [
    (CHARGE, "Ostia", "of moving heavy guns to the river bank at Tarn during the night", {"act": "accuse"}),
    (DENIAL, "Vell", "moving any heavy guns to the river bank at Tarn", {"act": "deny"}),
    (MONITORS, "The Tarn Mission", "heavy guns were moved to the river bank at Tarn", {"standing": "unconfirmed"}),
    (FLOUR, "Lena Marsh", "eating the last biscuit in the kitchen", {"act": "deny"}),
]


def rows(*cases: tuple[Article, str, str, dict[str, Any]]) -> Rows:
    statements: list[Statement] = []
    mentions: list[Mention] = []
    for where, speaker, words, changes in cases:
        statement, mention = said(where, speaker, words, kind="indirect", actor=speaker.lower())
        statements.append(replace(statement, **changes))
        mentions.append(mention)
    made = record(*dict.fromkeys(case[0] for case in cases))
    return replace(made, statements=tuple(statements), mentions={m.id: m for m in mentions})


def stances(claim: Claim) -> list[tuple[str | None, str, str | None]]:
    return [(p.name, p.stance, p.day) for p in claim.positions]


def test_a_denial_stands_with_what_it_denies() -> None:
    (claim,) = claims(rows(*MADE))
    assert stances(claim) == [
        ("Ostia", "asserts", "2026-03-02"), ("Vell", "denies", "2026-03-03"), ("The Tarn Mission", "doubts", "2026-03-04"),
    ]  # fmt: skip
    assert claim.positions[1].answers == claim.positions[0].row


def test_nobody_denies_himself_an_answer() -> None:
    own = [(CHARGE, "Ostia", MADE[0][2], {"act": "accuse"}), (DENIAL, "Vell", MADE[1][2], {"act": "deny"})]
    alone = rows(own[0], (DENIAL, "Vell", MADE[1][2], {"act": "deny"}))
    same = replace(alone, mentions={ident: replace(m, actor="one") for ident, m in alone.mentions.items()})
    assert all(p.answers is None for claim in claims(same) for p in claim.positions)


@pytest.mark.parametrize("standing", ["declined", "not said", "hypothetical"])
def test_silence_is_no_position(standing: str) -> None:
    declined = (MONITORS, "The Tarn Mission", MADE[2][2], {"standing": standing})
    (claim,) = claims(rows(MADE[0], MADE[1], declined))
    assert [p.stance for p in claim.positions] == ["asserts", "denies"]


def test_a_copy_is_no_second_voice() -> None:
    copy = article(CHARGE.text.replace("Ostia\n", "Guns\n", 1), outlet="Post", published="2026-03-03")
    twice = rows(MADE[0], (copy, "Ostia", MADE[0][2], {"act": "accuse"}))
    printed = CHARGE.text.partition("\n\n")[2]
    joined = replace(twice, reuses=(shared(CHARGE, copy, printed, first=CHARGE),))
    assert claims(joined) == ()


def test_one_voice_that_says_the_contrary_later_has_changed() -> None:
    earlier = article(
        "Pane\n\nUlrik Pane said Marenta will leave the pipeline consortium this summer.", published="2026-03-02"
    )
    later = article(
        "Pane\n\nUlrik Pane said Marenta will not leave the pipeline consortium this summer.", published="2026-03-05"
    )
    found = rows(
        (earlier, "Ulrik Pane", "Marenta will leave the pipeline consortium this summer", {}),
        (later, "Ulrik Pane", "Marenta will not leave the pipeline consortium this summer", {}),
    )
    (claim,) = claims(found)
    assert [p.stance for p in claim.positions] == ["asserts", "denies"]
    assert claim.changed == ("actor:ulrik pane",)


def test_what_somebody_reports_of_anothers_words_is_no_second_voice() -> None:
    page = article(
        "Talks\n\nLena Marsh said that Pavel Orr had promised to keep the harbour bridge open all winter.",
        published="2026-03-02",
    )
    nested = rows(
        (page, "Lena Marsh", "that Pavel Orr had promised to keep the harbour bridge open all winter", {}),
        (page, "Pavel Orr", "to keep the harbour bridge open all winter", {"act": "promise"}),
    )
    assert claims(nested) == ()


@given(st.permutations(MADE))
def test_the_order_of_the_statements_is_no_matter(cases: list[tuple[Article, str, str, dict[str, Any]]]) -> None:
    assert claims(rows(*cases)) == claims(rows(*MADE))


def test_a_claim_is_found_by_its_id_and_by_those_of_its_statements() -> None:
    made = rows(*MADE)
    (claim,) = claims(made)
    assert claim_of(made, claim.id) == claim_of(made, claim.positions[1].row[:16]) == claim
    assert claim_of(made, "statement-none") is None


BACK = article(
    "Tarn\n\nOstia accused Vell of towing heavy guns to the bank at night. Lena Marsh said that the bakery in Tarn had been shut."
    " The ministry denied the accusation. Pavel Orr denied it.",
    outlet="Herald", published="2026-03-02",
)  # fmt: skip


@pytest.mark.parametrize(
    ("speaker", "content", "answered"),
    [("The ministry", "the accusation", "Ostia"), ("Pavel Orr", "it", "Lena Marsh")],
)
def test_a_denial_that_only_points_back_answers_what_stands_before_it(
    speaker: str, content: str, answered: str
) -> None:
    """Never a like-worded claim of another article: "the accusation" has no words of its own."""
    cases = [
        (BACK, "Ostia", "of towing heavy guns to the bank at night", {"act": "accuse"}),
        (BACK, "Lena Marsh", "that the bakery in Tarn had been shut", {}),
        (CHARGE, "Ostia", "of moving heavy guns to the river bank at Tarn during the night", {"act": "accuse"}),
        (BACK, speaker, content, {"act": "deny"}),
    ]
    (claim,) = [c for c in claims(rows(*cases)) if any(p.stance == "denies" for p in c.positions)]
    denial = next(p for p in claim.positions if p.stance == "denies")
    assert next(p.name for p in claim.positions if p.row == denial.answers) == answered
    assert denial.article == BACK.id


def test_nobody_denies_a_promise() -> None:
    where = article("Tarn\n\nLena Marsh promised that she would pay. Vell denied it.", published="2026-03-02")
    made = [(where, "Lena Marsh", "that she would pay", {"act": "promise"}), (where, "Vell", "it", {"act": "deny"})]
    assert claims(rows(*made)) == ()
