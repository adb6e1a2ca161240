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


@pytest.mark.parametrize(
    ("receipt", "text", "rests"),
    [
        ("The driver hit the guard at the gate.", "At the gate the driver hit the guard.", True),
        ("The driver hit the guard.", "The guard hit the driver.", False),
        ("The driver hit the guard.", "The guard was hit by the driver.", True),
        ("The driver hit the guard.", "The driver was hit by the guard.", False),
        ("The guard was hit by the driver.", "The driver hit the guard.", True),
        ("The guard was hit by the driver.", "The guard hit the driver.", False),
        ("The guard was hit late on Monday by the driver.", "The guard was hit by the driver.", True),
        ("The driver hit two guards.", "Two guards hit the driver.", False),
        ("A driver shouted and the guard hit the driver, and the guard fled.", "The driver hit the guard.", False),
        ("A driver shouted and the guard hit the driver, and the guard fled.", "The guard hit the driver.", True),
        ("The guard stopped and hit the driver.", "The driver stopped and hit the guard.", False),
        ("The guard stopped and hit the driver.", "The guard hit the driver.", True),
        ("The driver hit the guard, and then the guard hit the driver.", "The guard hit the driver.", True),
        ("Farmers drove past dockers blocking the road.", "Dockers drove past farmers blocking the road.", False),
        ("After the strike dockers closed the port.", "Dockers closed the port after the strike.", True),
        ("The mayor shut the bridge as engineers found cracks.", "Engineers found cracks, so the mayor shut the bridge.", True),
        ("The harbour firm paid the dockers.", "Dockers paid the harbour firm.", False),
        ("Karvia shelled Halmora, and Halmora shelled Ostrel.", "Halmora shelled Karvia.", False),
        ("Karvia shelled Halmora, and Halmora shelled Ostrel.", "Halmora shelled Ostrel.", True),
        ("Karvia was shelled by Halmora.", "Karvia shelled Halmora.", False),
        ("Karvia shelled Halmora.", "Karvia was shelled by Halmora.", False),
        ("Prices of bread rose by 3 percent.", "Bread prices rose by 3 percent.", True),
        ("The court fined the firm; the firm sued the town.", "The firm fined the court.", False),
        ("The court fined the firm; the firm sued the town.", "The court fined the firm.", True),
    ],
)  # fmt: skip
def test_who_does_what_to_whom_is_not_turned_round(receipt: str, text: str, rests: bool) -> None:
    assert (faults(text, Evidence((receipt,), ())) == ()) is rests, faults(text, Evidence((receipt,), ()))


WORDS = "the a guard driver hit saw by was and Karvia Halmora union firm, ; shelled of".split()


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_a_receipt_is_never_turned_against_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert not any("other way round" in fault for fault in faults(text, Evidence((text,), ())))
