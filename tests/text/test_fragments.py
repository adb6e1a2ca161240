"""Links to words on a live page."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Span
from onrecord.text.fragments import live_link, text_directive

TEXT = (
    "The toll was set at four crowns.\n\n“We will build it,” the minister said.\n\n"
    "The toll was set at four crowns in the other town, where the council had asked for five, and where the ferry-man, "
    "who is old & deaf, pays nothing at all for his boat."
)


def at(words: str, nth: int = 0) -> Span:
    start = [m.start() for m in re.finditer(re.escape(words), TEXT)][nth]
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("span", "directive"),
    [
        (at("the minister said"), "text=the%20minister%20said"),
        (at("“We will build it,”"), "text=%E2%80%9CWe%20will%20build%20it%2C%E2%80%9D"),
        (at("ferry-man, who is old & deaf"), "text=ferry%2Dman%2C%20who%20is%20old%20%26%20deaf"),
        (at("The toll was set"), "text=The%20toll%20was%20set"),
        (at("The toll was set", 1), "text=said.-,The%20toll%20was%20set"),
    ],
)
def test_words_are_encoded_and_told_apart(span: Span, directive: str) -> None:
    assert text_directive(TEXT, span) == directive


def test_a_long_passage_is_given_by_its_ends() -> None:
    span = Span(at("The toll was set", 1).start, len(TEXT))
    assert text_directive(TEXT, span) == "text=said.-,The%20toll%20was%20set,all%20for%20his%20boat."


def test_a_passage_over_two_paragraphs_is_given_by_its_ends() -> None:
    span = Span(at("four crowns").start, at("We will build").end)
    assert text_directive(TEXT, span) == "text=four%20crowns.,will%20build"


def test_a_fragment_of_the_address_is_kept() -> None:
    assert (
        live_link("https://ferry.example/a#top", TEXT, at("minister")) == "https://ferry.example/a#top:~:text=minister"
    )
    assert live_link("https://ferry.example/a", TEXT, at("minister")) == "https://ferry.example/a#:~:text=minister"


def test_white_space_alone_has_no_directive() -> None:
    assert live_link("https://ferry.example/a", TEXT, at("\n\n")) == "https://ferry.example/a"


@given(st.text("ab ,-&\n", min_size=1, max_size=60), st.data())
def test_the_start_is_always_words_of_the_passage(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    directive = text_directive(text, span)
    parts = [
        part
        for part in directive.removeprefix("text=").split(",")
        if not part.startswith("-") and not part.endswith("-")
    ]
    words = " ".join(text[span.start : span.end].split())
    assert bool(parts[0]) == bool(words)
    assert words.startswith(unquote(parts[0]))
    assert words.endswith(unquote(parts[-1]))
