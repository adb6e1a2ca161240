"""Overreach is found, with its place and the reason; what is well said is left alone."""

from __future__ import annotations

import pytest

from onrecord.brief.lint import html_lines, lint_lines, rules


def found(text: str, *claimed: str) -> list[str]:
    return [o.rule for o in lint_lines(enumerate(text.splitlines(), start=1), claimed=claimed)]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("claim as fact", "The spokesman admitted that the guns were there."),
        ("claim as fact", "In fact, the bridge never opened."),
        ("likelihood and confidence", "With high confidence, the talks are likely to fail."),
        ("double hedge", "The talks could possibly fail."),
        ("source not named", "Sources say the talks failed."),
        ("source not named", "According to two Western officials, the talks failed."),
        ("source not named", "A senior official familiar with the talks said they failed."),
        ("weasel", "Many believe the deal is dead."),
        ("weasel", "It is widely believed that the deal is dead."),
        ("undated", "The two ministers recently met."),
        ("sure of the future", "The deal is bound to fail."),
        ("verdict", "Clearly, the minister lied."),
        ("status lost", "After the murder by the guards, the town was silent."),
    ],
)
def test_overreach_is_found(rule: str, text: str) -> None:
    assert rule in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The spokesman said that the guns were there.",
        "The talks are likely to fail, two institutes said on 3 March 2026.",
        "Two officials who asked not to be named said the talks failed.",
        "Lena Marsh, an official of the county, said the talks failed.",
        "The two ministers met in recent days, on 3 March 2026.",
        "“Many believe the deal is dead,” he said.",
        "He called it \"clearly a lie\".",
        "The tariff rose by 14 percent in October.",
        "She may go to Ostrel on March 10.",
        "`recently` is a word.",
    ],
)  # fmt: skip
def test_what_is_well_said_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_claim_told_without_a_voice_is_found() -> None:
    claim = "a shell hit the pumping station at Arrel and wounded five workers"
    assert found("A shell hit the pumping station at Arrel, wounded five workers.", claim) == ["claim as fact"]
    assert found("Olsk said a shell hit the pumping station at Arrel, wounded five workers.", claim) == []
    assert found("A storm closed the harbour at Tarn for five hours.", claim) == []


def test_a_finding_has_its_place() -> None:
    (one,) = lint_lines([(7, "- The ministers met. They **recently** left.[^3]")])
    assert (one.line, one.column, one.words) == (7, 29, "recently")
    assert one.sentence == "They **recently** left."


def test_a_page_is_read_without_its_scripts() -> None:
    page = "<html><style>p{}</style><body>\n<p>They <b>recently</b> met.</p>\n<script>recently()</script></body></html>"
    (one,) = lint_lines(html_lines(page))
    assert (one.line, one.words) == (2, "recently")


def test_every_rule_says_why() -> None:
    assert len({r.name for r in rules()}) == len(rules())
    assert all(len(r.why) > 20 for r in rules())
