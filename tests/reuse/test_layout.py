import numpy as np
import pytest
from made_prose import paragraph

from onrecord.record import Span
from onrecord.reuse import Document
from onrecord.reuse.layout import layout
from onrecord.reuse.tokens import tokens

PROSE = paragraph(1)


def prose_words(text, *, furniture=(), **fields):
    document = Document(id="d", text=text, **fields)
    read = tokens([text])
    found = layout(document, read.hashes, read.starts, read.opens, np.array(furniture, dtype=np.int64))
    return found.total


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Guests at the harbour fair wait in the rain for the boat.",
        "Guests at the harbour fair wait in the rain for the boat. (A. Example/Handout)",
        "Related: What the harbour board said of the ferry fares this week",
        "© 2024 The Quay Post. All rights reserved by the owners of it.",
        "Reprinted with the permission of Quay Wire, 1 Example Street, Quay Town",
        "By Ann Example",
    ],
)
def test_lines_round_a_story_are_not_its_prose(line):
    assert prose_words(f"{PROSE}\n\n{line}") == prose_words(PROSE)


def test_a_line_that_comes_again_counts_once():
    assert prose_words(f"{PROSE}\n\n{PROSE}") == prose_words(PROSE)


def test_the_title_is_not_prose():
    title = "The harbour board raises all its ferry fares by a tenth"
    assert prose_words(f"{title}\n\n{PROSE}", title=title) == prose_words(PROSE)


def test_what_a_reader_labelled_is_left_out():
    text = f"{PROSE}\n\n{paragraph(2)}"
    assert prose_words(text, asides=(Span(len(PROSE) + 2, len(text)),)) == prose_words(PROSE)


def test_furniture_is_left_out():
    assert prose_words(f"{PROSE}\n\n{paragraph(2)}", furniture=range(45, 90, 5)) == prose_words(PROSE)


def test_a_text_without_prose_counts_all_its_words():
    assert prose_words("Two words\nthree more words") == 5
