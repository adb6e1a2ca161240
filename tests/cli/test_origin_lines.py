"""What `onrecord origins` prints of a family."""

from __future__ import annotations

from onrecord.cli.origin_lines import overview_lines
from onrecord.origins.families import evidence_note
from onrecord.origins.reading import overview
from onrecord.record import Evidence
from origins.made import article, family, record, shared

TEXT = "The ferry of Tolm was sold to a company that nobody in the harbour had heard of before that week."
ONE = article(TEXT, outlet="Vell Post", published="2026-03-02T08:00:00Z")
TWO = article(TEXT, outlet="Tarn Herald", published="2026-03-03T08:00:00Z")


def test_a_family_that_credits_a_text_not_on_record_names_it_and_who_is_first_of_the_others() -> None:
    rows = record(ONE, TWO, reuses=(shared(ONE, TWO, TEXT),), families=(family(ONE, TWO, first=ONE, credited="Wire"),))
    (line,) = [line.strip() for line in overview_lines(overview(rows), rows) if "first:" in line]
    assert line.startswith("first: credited to Wire, whose own text is not on record; of those on record Vell Post")


def test_of_many_outlets_a_dozen_are_named() -> None:
    many = [article(TEXT, outlet=f"Paper {n:02}") for n in range(15)]
    reuses = tuple(shared(many[0], other, TEXT) for other in many[1:])
    rows = record(*many, reuses=reuses, families=(family(*many),))
    assert "Paper 11, and 3 more" in " ".join(" ".join(overview_lines(overview(rows), rows)).split())


def test_an_outlet_that_is_credited_is_named_once() -> None:
    found = Evidence("credit", ONE.id, f"{TWO.id} credits Vell Post, the outlet of {ONE.id}", None)
    names = {ONE.id: "Vell Post", TWO.id: "Tarn Herald"}
    assert evidence_note(found, names.__getitem__) == "Tarn Herald credits Vell Post"
    assert evidence_note(found, {**names, ONE.id: "The Post"}.__getitem__).endswith("the outlet of The Post")
