"""Saved mail: the letter, its headers, its charsets; what is attached is named."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from made_formats import FIRST, PARAGRAPHS, THIRD, TITLE, made_mail
from onrecord.errors import Unreadable
from onrecord.readers import read, texts_at
from onrecord.record import Article


def letter(data: bytes, **options: object) -> Article:
    (article,) = read(data, name="a.eml", **options).articles  # type: ignore[arg-type]
    return article


def test_headers_tell_title_day_and_outlet() -> None:
    article = letter(made_mail())
    assert (article.title, article.outlet) == (TITLE, "The Ferry Letter")
    assert article.published is not None
    assert (article.published.value, article.published.place) == ("2026-03-02T09:00:00Z", "header:Date")


def test_the_outlet_is_the_configured_one_of_the_sender() -> None:
    assert letter(made_mail(), outlets={"ferry.example": "The Ferry"}).outlet == "The Ferry"


def test_the_html_part_is_preferred() -> None:
    assert all("/html:" in block.place or block.place == "header:Subject" for block in letter(made_mail()).blocks)


@pytest.mark.parametrize("cte", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("html", [True, False])
def test_transfer_encodings_are_undone(cte: str, html: bool) -> None:
    data = made_mail(html=html, cte=cte)
    article = letter(data)
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert texts_at("mail/1", data, [b.place for b in article.blocks]) == [b.text for b in article.blocks]


def test_the_charset_of_a_part_is_its_own() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "a@b.example", "x", "Mon, 02 Mar 2026 10:00:00 GMT"
    text = "Министр заявил в понедельник, что мост будет построен, а паром останется на реке до весны.\n" * 3
    mail.set_content(text, charset="koi8-r")
    assert text.strip().splitlines()[0] in letter(bytes(mail)).text


def test_a_lying_charset_is_not_believed() -> None:
    data = made_mail(html=False, cte="8bit").replace(b'charset="utf-8"', b'charset="x-none"')
    assert PARAGRAPHS[1] in letter(data).text


def test_a_subject_in_pieces_is_joined() -> None:
    data = made_mail().replace(
        f"Subject: {TITLE}".encode(), b"Subject: =?utf-8?Q?=C4=86ma_?=\n =?iso-8859-1?B?6Q==?= on the pier"
    )
    article = letter(data)
    assert article.title == "Ćma é on the pier"
    assert texts_at("mail/1", data, ["header:Subject"]) == ["Ćma é on the pier"]


def test_a_day_that_does_not_exist_is_told() -> None:
    reading = read(made_mail().replace(b"02 Mar 2026", b"31 Feb 2026"), name="a.eml")
    assert [(p.reason, p.place) for p in reading.problems] == [("bad date", "header:Date")]


def test_attached_files_are_named_and_not_read() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "a@b.example", "x", "Mon, 02 Mar 2026 10:00:00 GMT"
    mail.set_content("\n\n".join(PARAGRAPHS))
    mail.add_attachment(b"x" * 99, maintype="image", subtype="png", filename="../../x.png")
    reading = read(bytes(mail), name="a.eml")
    (problem,) = reading.problems
    assert problem.reason == "passed over"
    assert "image/png" in problem.detail


def test_buttons_and_tail_of_a_letter_are_left_out() -> None:
    article = letter(made_mail())
    assert [block.text for block in article.blocks if block.span is None] == ["Unsubscribe"]


def test_a_message_within_a_message_is_read() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"], outer["Date"] = "a@b.example", "Fwd: x", "Mon, 02 Mar 2026 10:00:00 GMT"
    outer.set_content("See below.")
    inner = EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content("\n\n".join(PARAGRAPHS))
    outer.add_attachment(inner)
    article = letter(bytes(outer))
    assert FIRST in article.text
    assert THIRD in article.text


def test_parts_nested_too_deep_are_refused() -> None:
    head = b"From: a@b.example\nSubject: x\nDate: today\nMIME-Version: 1.0\n"
    for n in range(400):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
    with pytest.raises(Unreadable) as caught:
        read(head, name="a.eml")
    assert caught.value.reason == "too deep"


def test_a_mail_without_words_says_so() -> None:
    reading = read(b"From: a@b.example\nSubject: x\nDate: Mon, 02 Mar 2026 10:00:00 GMT\n\n", name="a.eml")
    assert [p.reason for p in reading.problems] == ["no text"]
