"""Which words stand for an event or a statement, and which sentences can be read alone."""

from __future__ import annotations

import pytest

from onrecord.brief.passages import reads_alone, sentence_spans
from onrecord.record import Article, Block, Span


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("Karvia closed the crossing on Sunday morning.", True),
        ("In that year the mission left the strip.", False),
        ("In this week's vote the lease was approved.", True),
        ("Ostrel stated that it was a good sign for all.", False),
        ("He closed the crossing on Sunday morning.", False),
    ],
)
def test_a_sentence_that_leans_on_the_one_before_is_not_told_alone(words: str, alone: bool) -> None:
    assert reads_alone(words) is alone


@pytest.mark.parametrize("around", [Span(0, 6), Span(20, 26)], ids=["in the place line", "in the report"])
def test_the_place_line_is_no_part_of_the_sentence(around: Span) -> None:
    text = "OSTREL (Tidewire) — Trucks with food reached the town."
    article = Article(
        id="article-1", capture="sha256:0", ordinal=0, reader="plain/1", text=text, title=None, title_span=None, outlet=None,
        byline=None, language="en", url=None, published=None, updated=None, dates=(), credits=(),
        blocks=(Block("body", text, f"bytes:0-{len(text)}", 0, Span(0, len(text))),),
    )  # fmt: skip
    assert text[slice(*sentence_spans(article, around))] == "Trucks with food reached the town."
