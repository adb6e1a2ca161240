"""A sentence that no template made rests on its receipts, or is told why it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.brief.gate import Evidence, faults

CHARGE = "Karvia on March 2 accused Halmora of moving 12 howitzers into the strip, a charge that Halmora denied."
CHARGED = Evidence((CHARGE,), (), ("Free Rivers Radio", "2 March 2026"))
QUOTE = "We know where the gun stands, and so do they"
QUOTED = Evidence((QUOTE, "told reporters"), (QUOTE,), ("Petar Olsk", "The Ledger"))
PLAN = Evidence(("Velasky is due in Ostrel on March 10 and may meet two of the mediators.",), ())


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (CHARGE, CHARGED),
        ("Karvia accused Halmora of moving 12 howitzers into the strip; Halmora denied the charge.", CHARGED),
        (
            "On 2 March 2026, Karvia accused Halmora of moving howitzers, and Halmora denied it (Free Rivers Radio).",
            CHARGED,
        ),
        (f"Petar Olsk told reporters: “{QUOTE}.”", QUOTED),
        ("Olsk said: “We know where the gun stands … so do they”.", QUOTED),
        ("Velasky may meet two mediators: due in Ostrel on March 10.", PLAN),
    ],
)
def test_what_rests_passes(text: str, evidence: Evidence) -> None:
    assert faults(text, evidence) == ()


@pytest.mark.parametrize(
    ("text", "evidence", "reason"),
    [
        ("Karvia accused Halmora of moving 13 howitzers, which Halmora denied.", CHARGED, "number 13"),
        ("Karvia accused Halmora of moving dozens of howitzers, which Halmora denied.", CHARGED, "number dozens"),
        ("Vesmar accused Halmora of moving howitzers, which Halmora denied.", CHARGED, "name Vesmar"),
        (
            "Halmora accused Karvia of moving 12 howitzers; Karvia denied the charge.",
            CHARGED,
            "does Halmora stand before",
        ),
        ("Halmora moved 12 howitzers into the strip.", CHARGED, "has lost it"),
        ("Karvia accused Halmora of moving 12 howitzers into the strip.", CHARGED, "“denied” (denied)"),
        ("Karvia will accuse Halmora of moving howitzers, which Halmora denied.", CHARGED, "“will” (planned)"),
        ("Karvia accused Halmora of “moving 12 howitzers”, which Halmora denied.", CHARGED, "the quotation"),
        ("Karvia accused Halmora of secretly moving howitzers, which Halmora denied.", CHARGED, "“secretly”"),
        ("Karvia has not accused Halmora of moving howitzers, which Halmora denied.", CHARGED, "“not” (negated)"),
        ("Olsk said: “We know where the guns stand”.", QUOTED, "the quotation"),
        ("Olsk said: “We know where the gun stands", QUOTED, "mark is open"),
        ("Olsk shouted at reporters: “We know where the gun stands”.", QUOTED, "“shouted”"),
        ("Velasky is due in Ostrel on March 10 and will meet the mediators.", PLAN, "(possible)"),
        ("Velasky may meet two ministers: due in Ostrel on March 10.", PLAN, "ministers"),
        ("Velasky was in Ostrel on March 10.", PLAN, "has lost it"),
    ],
)
def test_what_does_not_rest_is_told_why(text: str, evidence: Evidence, reason: str) -> None:
    assert any(reason in fault for fault in faults(text, evidence)), faults(text, evidence)


@given(st.text(alphabet="abcdefghij ", min_size=5, max_size=60))
def test_words_of_the_receipts_alone_always_pass(words: str) -> None:
    assert faults(words, Evidence((words,), ())) == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_judged(text: str, words: str) -> None:
    assert isinstance(faults(text, Evidence((words,), ())), tuple)


def test_a_number_belongs_to_what_it_counts() -> None:
    evidence = Evidence(("They counted 12 howitzers and 40 lorries at the ford.",), ())
    assert faults("They counted 40 lorries and 12 howitzers at the ford.", evidence) == ()
    assert any("before “howitzers”" in f for f in faults("They counted 40 howitzers at the ford.", evidence))


@pytest.mark.parametrize(
    ("text", "rests"),
    [
        ("The minister accused the union of breaking the contract.", True),
        ("The union accused the minister of breaking the contract.", False),
        ("The union accused Ada Lorn of breaking the contract.", False),
        ("Ada Lorn accused the union of breaking the contract.", True),
    ],
)
def test_who_accused_whom_is_not_turned_round_without_names_either(text: str, rests: bool) -> None:
    words = "Harbour Minister Ada Lorn accused the union of breaking the contract."
    assert (faults(text, Evidence((words,), ())) == ()) is rests
