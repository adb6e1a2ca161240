"""How many origins carry a statement."""

from __future__ import annotations

import pytest

from onrecord.origins.carried import Carried, carried, ground
from onrecord.origins.rows import Rows
from onrecord.record import Statement
from origins.made import article, family, record, said, shared

STORY = (
    "The mayor, Lena Marsh, said the bridge had 12 cracks.\n\n"
    "“We will close the bridge before anybody falls,” Marsh told them."
)
QUOTE = "“We will close the bridge before anybody falls,”"
WIRE = article(STORY, outlet="Wire", published="2026-03-02T08:00:00Z")
COPY = article(STORY + "\n\nFrom Wire.", outlet="Tarn Herald", published="2026-03-03")
OWN = article(
    "In a noisy hall Lena Marsh promised: “We will close the bridge before anybody falls, and that is soon.” Few clapped.",
    outlet="Vell Post", published="2026-03-02T20:00:00Z",
)  # fmt: skip


def count(statement: Statement, rows: Rows) -> Carried:
    return carried(statement, ground(rows))


def week() -> Rows:
    return record(
        WIRE, COPY, OWN,
        statements=(
            said(WIRE, "Lena Marsh", QUOTE, actor="marsh"),
            said(OWN, "Lena Marsh", "“We will close the bridge before anybody falls, and that is soon.”", actor="marsh"),
            said(COPY, "Lena Marsh", QUOTE, actor="marsh"),
        ),
        reuses=(shared(WIRE, COPY, STORY, first=WIRE),),
        families=(family(WIRE, COPY, first=WIRE),),
    )  # fmt: skip


def test_copies_are_one_origin_and_an_own_report_is_another() -> None:
    rows = week()
    found = count(rows.statements[0], rows)
    assert (len(found.origins), found.articles) == (2, 3)
    assert [[c.page.outlet for c in origin] for origin in found.origins] == [["Wire", "Tarn Herald"], ["Vell Post"]]
    assert [c.how for origin in found.origins for c in origin] == ["this statement", "same quotation", "same quotation"]
    assert found.first.article == WIRE.id


def test_a_copy_counts_even_where_its_statement_was_not_read() -> None:
    rows = record(WIRE, COPY, statements=(said(WIRE, "Lena Marsh", QUOTE),), reuses=(shared(WIRE, COPY, STORY),))
    found = count(rows.statements[0], rows)
    assert [[c.how for c in origin] for origin in found.origins] == [["this statement", "copy"]]


def test_another_speaker_with_the_same_words_carries_another_statement() -> None:
    rows = record(
        WIRE,
        OWN,
        statements=(
            said(WIRE, "Lena Marsh", QUOTE, actor="marsh"),
            said(OWN, "Lena Marsh", "We will close the bridge before anybody falls", actor="orr"),
        ),
    )
    assert count(rows.statements[0], rows).articles == 1


def test_a_copy_with_another_number_does_not_carry_the_words() -> None:
    text = STORY.replace("12 cracks", "40 cracks")
    changed = article(text, outlet="Tarn Herald")
    parts = STORY.split("12")
    rows = record(
        WIRE, changed,
        statements=(said(WIRE, "Lena Marsh", "the bridge had 12 cracks", kind="indirect", actor="marsh"),
                    said(changed, "Lena Marsh", "the bridge had 40 cracks", kind="indirect", actor="marsh")),
        reuses=(shared(WIRE, changed, parts[0], parts[1]),),
    )  # fmt: skip
    assert count(rows.statements[0], rows).articles == 1


def test_captures_of_one_page_are_one_article() -> None:
    one, two = (
        article(STORY + end, url="https://tarn.example/a", outlet="Tarn Herald") for end in ("", "\n\nUpdated.")
    )
    rows = record(one, two, statements=(said(one, "Lena Marsh", QUOTE), said(two, "Lena Marsh", QUOTE)))
    found = count(rows.statements[0], rows)
    assert (len(found.origins), found.articles) == (1, 1)


def test_a_chain_of_copies_is_followed() -> None:
    third = article(STORY + "\n\nSeen in the Herald.", outlet="Blog")
    rows = record(
        WIRE, COPY, third,
        statements=(said(WIRE, "Lena Marsh", QUOTE),),
        reuses=(shared(WIRE, COPY, STORY), shared(COPY, third, STORY)),
    )  # fmt: skip
    found = count(rows.statements[0], rows)
    assert (len(found.origins), found.articles) == (1, 3)


@pytest.mark.parametrize("words", ["over and over again", "close the door"])
def test_stock_phrases_and_scraps_are_not_the_same_quotation(words: str) -> None:
    one = article(f"Lena Marsh said she had heard it “{words}” and did not like it.", outlet="A")
    two = article(f"A week later Lena Marsh told pupils to read “{words}” until it sticks.", outlet="B")
    rows = record(one, two, statements=(said(one, "Lena Marsh", f"“{words}”"), said(two, "Lena Marsh", f"“{words}”")))
    assert count(rows.statements[0], rows).articles == 1
