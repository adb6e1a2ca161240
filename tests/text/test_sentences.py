from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.sentences import sentences


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is here. Two is there.", ["One is here.", "Two is there."]),
        ("Mr. Orr met Dr. Lee. They talked.", ["Mr. Orr met Dr. Lee.", "They talked."]),
        ("The U.S. Senate voted. It passed.", ["The U.S. Senate voted.", "It passed."]),
        ("He lives in the U.S. He works there.", ["He lives in the U.S.", "He works there."]),
        ("J. R. Smith spoke. Nobody listened.", ["J. R. Smith spoke.", "Nobody listened."]),
        ("“Go home.” She left.", ["“Go home.”", "She left."]),
        ("“Why?” he asked.", ["“Why?” he asked."]),
        ("It cost 3.5 million. Enough.", ["It cost 3.5 million.", "Enough."]),
        ("A headline\n\nA sentence. Another", ["A headline", "A sentence.", "Another"]),
        ("On Jan. 5 it began. In Feb. it ended.", ["On Jan. 5 it began.", "In Feb. it ended."]),
        ("Wait... what? No!", ["Wait... what?", "No!"]),
        ("", []),
        ("  \n ", []),
        ("你好。再见。", ["你好。", "再见。"]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(text=st.text(alphabet="aB .!?\n“”\"')1", max_size=80))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(text[s.start : s.end].split()) for s in found) == "".join(text.split())


def test_a_million_full_stops_take_no_time() -> None:
    assert len(sentences("a. " * 300_000)) > 0
