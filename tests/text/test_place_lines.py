"""Where the sentence begins that opens a report."""

from __future__ import annotations

import pytest

from onrecord.text.place_lines import after_place_line


@pytest.mark.parametrize(
    "line",
    [
        "OSTREL -- ", "TARN, March 3 (Agency) -- ", "OSTREL (Tidewire) — ", "TARN HAVEN — ", "Tarn, March 3 — ",
        "Tarn (Agency) - ", "TARN/BRASK (Agency)–",
    ],
)  # fmt: skip
def test_the_sentence_begins_after_the_place_line(line: str) -> None:
    text = f"{line}Exland sent flour."
    assert text[after_place_line(text, 0, len(text)) :] == "Exland sent flour."


@pytest.mark.parametrize(
    "text",
    [
        "UN-led troops met.",
        "US–Exland talks began.",
        "Exland sent flour.",
        "Ann Bell — a lawyer — left.",
        "",
        "KARVIA — the largest of them — left.",
        "UN — and nobody else — left.",
    ],
)
def test_other_openings_are_part_of_the_sentence(text: str) -> None:
    assert after_place_line(text, 0, len(text)) == 0


@pytest.mark.parametrize("text", ["A" * 2_000_000, "AB " * 500_000, "AB" + ", " * 500_000, "Ab" + "c" * 2_000_000])
def test_a_long_line_of_capitals_is_read_in_one_go(text: str) -> None:
    """Each of them would take hours where every way of parting the letters is tried."""
    assert after_place_line(text, 0, len(text)) == 0
