"""Quotations and posts that are signed with a dash and a name."""

from __future__ import annotations

import pytest
from statement_cases import mention, read, words

QUOTE = "“We pay twice for the same bread.”"


def told(marked: str) -> list[tuple[str | None, str | None, str | None]]:
    text, rows = read(marked)
    return [(words(text, row.source), words(text, row.cue), words(text, row.content)) for row in rows]


@pytest.mark.parametrize("dash", ["―", " — ", " – ", " -- ", " - ", "\n— "])
def test_who_signs_a_quotation_speaks(dash):
    assert told(f"What people said.\n\n{QUOTE}{dash}Ola Brandt\n\nThe fair goes on.") == [
        ("Ola Brandt", dash.strip(), QUOTE)
    ]


def test_each_of_many_has_a_signature_of_its_own():
    text = f"{QUOTE} — Ola Brandt.\n“Nobody asked the dockers about it.” — Mirko N van Holt\n“It is over now!” — Tessa Quill"
    assert [source for source, _, _ in told(text)] == ["Ola Brandt", "Mirko N van Holt", "Tessa Quill"]


def test_the_role_beside_the_signature_is_read():
    plain = f"{QUOTE}\n— Ola Brandt, mayor of Vell"
    text, (row,) = read(plain, mentions=(mention(plain, "Ola Brandt"),))
    assert words(text, row.source) == "Ola Brandt, mayor of Vell"
    assert row.role is not None
    assert words(text, (row.role,)) == "mayor of Vell"
    assert (row.kind, row.naming) == ("direct", "named")


def test_a_signature_holds_for_all_paragraphs_of_its_quotation():
    assert told("“We will not sign this paper.\n\n“I have told them so.”\n— Ola Brandt") == [
        ("Ola Brandt", "—", "“We will not sign this paper. | “I have told them so.”")
    ]


def test_another_speaker_keeps_nothing_of_what_is_signed():
    text = f"{{s1:Mayor Lee}} {{c1:said}} {{t1:the city was tired}}.\n\n{{t1:{QUOTE}}} — Ola Brandt"
    assert told(text) == [("Mayor Lee", "said", "the city was tired"), ("Ola Brandt", "—", QUOTE)]


def test_what_somebody_tells_inside_signed_words_stays_inside():
    text, rows = read("“{s1:They} {c1:say} {t1:the money is gone}.” — Ola Brandt")
    outer = {row.id: words(text, row.source) for row in rows if row.outer is None}
    assert [outer[row.outer] for row in rows if row.outer is not None] == ["Ola Brandt"]


def test_a_post_is_said_by_its_account_on_its_day():
    text, (row,) = read(
        "He was glad.\n\nPay day at last. Thank you, Vell! — Ola Brandt (@obrandt) May 3, 2024\n\nHe left."
    )
    assert words(text, row.source) == "Ola Brandt"
    assert words(text, row.content) == "Pay day at last. Thank you, Vell!"
    assert row.made_on == "2024-05-03"


@pytest.mark.parametrize(
    "text",
    [
        "“The Long Winter of Vell” — Ola Brandt",  # a book
        "“Bread now.” — Ola Brandt",  # a slogan of two words
        f"{QUOTE} — and then they left",
        f"The party asked again. {QUOTE} — Ola Brandt",  # a byline behind a brief
        f"{QUOTE} — Ola Brandt was not amused",
        "Write to us — Ola Brandt (the editor)",
        "Photograph — Ola Brandt (@obrandt)",
    ],
)
def test_what_only_looks_like_a_signature_is_none(text):
    assert [cue for _, cue, _ in told(text)] == []
