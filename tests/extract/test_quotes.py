"""Quotation marks: what opens, what closes, what is an apostrophe."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.quotes import DEEPEST, kind_of, outermost, quotations, runs
from onrecord.record import Span


def outer(text: str) -> list[str]:
    return [text[slice(*q.span)] for q in outermost(quotations(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “the dam holds” twice.", ["“the dam holds”"]),
        ('She said "the dam holds" twice.', ['"the dam holds"']),
        ("Elle dit «le barrage tient» enfin.", ["«le barrage tient»"]),
        ("Er sagte »der Damm hält« leise.", ["»der Damm hält«"]),
        ("Er sagte „der Damm hält“ leise.", ["„der Damm hält“"]),
        ("Hon sa ”dammen håller” igen.", ["”dammen håller”"]),
        ("``The dam holds,'' she said.", ["``The dam holds,''"]),
        ("''The dam holds,'' she said.", ["''The dam holds,''"]),
        ("‘The dam holds,’ she said.", ["‘The dam holds,’"]),
        ("'The dam holds,' she said.", ["'The dam holds,'"]),
        ('She said "the dam holds” twice.', ['"the dam holds”']),
        ("“Yes,” he said. “No,” she said.", ["“Yes,”", "“No,”"]),
        ('("yes") and --"no"--', ['"yes"', '"no"']),
        ('"I will--" he began.', ['"I will--"']),
    ],
)
def test_every_kind_of_mark_makes_a_quotation(text: str, expected: list[str]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The workers' hall and the miners' hall don't open.",
        "Don't tell 'em about the summer of '94.",
        "It’s the engineers’ view that it won’t hold.",
        "A beam 5'10\" long.",
        "no marks at all",
        "",
    ],
)
def test_apostrophes_and_measures_are_no_quotations(text: str) -> None:
    assert outer(text) == []


def test_a_possessive_does_not_close_a_single_quotation() -> None:
    assert outer("He said 'the workers' hall is shut' and left.") == ["'the workers' hall is shut'"]


def test_a_quotation_in_a_quotation_is_one_deeper() -> None:
    found = quotations("“She told me ‘go home’ at once,” he said.")
    assert [(q.depth, q.single) for q in found] == [(0, False), (1, True)]


def test_the_same_marks_may_nest() -> None:
    assert [q.depth for q in quotations('"I heard "no" today," he said.')] == [0, 1]


def test_a_lone_opening_mark_ends_with_its_line() -> None:
    text = "He said “the dam holds.\nShe left."
    (found,) = quotations(text)
    assert (text[slice(*found.span)], found.closed) == ("“the dam holds.", False)


@pytest.mark.parametrize("mark", ["“", '"'])
def test_a_lone_opening_mark_ends_before_the_next_quotation(mark: str) -> None:
    close = "”" if mark == "“" else '"'
    text = f"{mark}The dam holds, said Lind. {mark}I saw it,{close} she said."
    assert outer(text) == [f"{mark}The dam holds, said Lind.", f"{mark}I saw it,{close}"]


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("‘", "’")])
def test_a_quotation_that_opens_each_paragraph_anew_is_one_run(opening: str, closing: str) -> None:
    text = f"{opening}First part.\n\n{opening}Second part.\n\n{opening}Third part.{closing} She left."
    found = runs(text, quotations(text))
    assert [len(run) for run in found] == [3]


def test_closed_quotations_in_a_row_are_runs_of_their_own() -> None:
    text = "“First.”\n\n“Second.”"
    assert [len(run) for run in runs(text, quotations(text))] == [1, 1]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“the dam holds”", "direct"),
        ("the dam “holds well”", "mixed"),
        ("and everyone left", "indirect"),
        ("the dam “holds well” and everyone left", "mixed"),
    ],
)
def test_kind_follows_the_words_between_the_marks(content: str, kind: str) -> None:
    text = "“the dam holds” but the dam “holds well” and everyone left"
    start = text.index(content)
    assert kind_of(text, (Span(start, start + len(content)),), outermost(quotations(text))) == kind


_MARKED = st.text(alphabet="ab .,\n-'\"“”‘’«»„‟‚‹›`([", max_size=120)


@given(_MARKED)
def test_regions_lie_inside_the_text_and_within_one_line(text: str) -> None:
    for q in quotations(text):
        assert 0 <= q.span.start <= q.inner[0] <= q.inner[1] <= q.span.end <= len(text)
        assert q.span.start < q.span.end
        assert "\n" not in text[slice(*q.span)]
        assert 0 <= q.depth < DEEPEST


@given(_MARKED)
def test_outermost_regions_do_not_overlap(text: str) -> None:
    found = outermost(quotations(text))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(_MARKED)
def test_runs_hold_each_outermost_region_once(text: str) -> None:
    found = quotations(text)
    assert [q for run in runs(text, found) for q in run] == list(outermost(found))


@pytest.mark.parametrize("unit", ['"', "“", "‘a ", "'a ", '"a', "“x” ", "'\"“‘«„"])
def test_marks_without_end_take_linear_time(unit: str) -> None:
    """A quadratic reading of these would take minutes."""
    quotations(unit * 20_000)
