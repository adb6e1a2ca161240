"""JSON lines and Parquet with a field map; documents of pages."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from made_formats import FIRST, MARKUP, PARAGRAPHS, TITLE, made_parquet
from made_pdf import made_pdf
from onrecord.errors import Unreadable
from onrecord.readers import read, texts_at

TEXT = "\n\n".join(PARAGRAPHS)


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_a_mapped_field_holds_the_text() -> None:
    data = line(story=TEXT, hed=TITLE, when="2026-03-02", text="Not this one, he said to them all.")
    (article,) = read(data, name="a.jsonl", fields={"text": "story", "title": "hed", "published": "when"}).articles
    assert FIRST in article.text
    assert (article.title, article.day) == (TITLE, "2026-03-02")
    assert texts_at("jsonl/1", data, [b.place for b in article.blocks]) == [b.text for b in article.blocks]


def test_a_mapped_name_may_lead_into_objects_and_hold_any_sign() -> None:
    data = line(**{"doc": {"full text": TEXT}, "t/1:x": TITLE})
    (article,) = read(data, name="a.jsonl", fields={"text": "doc.full text", "title": "t/1:x"}).articles
    assert article.title == TITLE
    assert article.blocks[1].place.startswith("line:1/doc.full%20text:0-")
    assert texts_at("jsonl/1", data, [b.place for b in article.blocks]) == [b.text for b in article.blocks]


def test_a_mapped_field_of_html_is_read_as_html() -> None:
    data = line(raw=f"<html><body><article><h1>{TITLE}</h1>{MARKUP}</article></body></html>")
    (article,) = read(data, name="a.jsonl", fields={"html": "raw"}).articles
    assert FIRST in article.text
    assert texts_at("jsonl/1", data, [b.place for b in article.blocks]) == [b.text for b in article.blocks]


def test_a_mapped_field_that_is_missing_is_told_by_its_name() -> None:
    (problem,) = read(line(text=TEXT), name="a.jsonl", fields={"text": "story"}).problems
    assert problem.reason == "no text"
    assert "story" in problem.detail


def test_times_of_a_table_keep_their_zone_or_become_days() -> None:
    data = made_parquet(
        text=[TEXT] * 3,
        published=[datetime(2026, 3, 2, 10, tzinfo=UTC)] * 3,
        updated=[date(2026, 3, 3)] * 3,
        n=[1, 2, 3],
    )
    article = read(data, name="a.parquet").articles[2]
    assert article.published is not None
    assert article.published.value == "2026-03-02T10:00:00Z"
    assert article.updated is not None
    assert article.updated.value == "2026-03-03"
    assert article.blocks[0].place.startswith("row:3/text:0-")


def test_a_table_without_a_known_column_names_those_it_has() -> None:
    with pytest.raises(Unreadable) as caught:
        read(made_parquet(story=[TEXT], hed=[TITLE]), name="a.parquet")
    assert "story, hed" in caught.value.detail


def test_a_cut_off_table_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read(made_parquet()[:-30], name="a.parquet")
    assert caught.value.reason == "broken"


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            f"The Tarn Herald, page {n}",
            "",
            *PARAGRAPHS[n].replace("“", '"').replace("”", '"').rsplit(" ", 8),
            "",
            str(n),
        ]
        for n in range(3)
    ]
    pages = [[*page[:2], " ".join(page[2:6]), " ".join(page[6:-2]), *page[-2:]] for page in pages]
    reading = read(made_pdf(pages), name="a.pdf")
    (article,) = reading.articles
    assert "Herald" not in article.text
    assert sum(block.label == "boilerplate" for block in reading.stray) == 6


def test_a_paragraph_over_two_pages_is_one_block() -> None:
    data = made_pdf(
        [
            ["He said that the pier would be closed for the winter, and", "that nobody would be allowed to land"],
            ["there until the bridge had been mended by the town."],
        ]
    )
    (article,) = read(data, name="a.pdf").articles
    (block,) = article.blocks
    assert block.place.count("+") == 1
    assert texts_at("pdf/1", data, [block.place]) == [block.text]
    assert "to land there until" in block.text


def test_a_divided_word_is_joined() -> None:
    (article,) = read(
        made_pdf([["The harbour master said on Monday that the north-", "ern pier would be closed until spring."]]),
        name="a.pdf",
    ).articles
    assert "northern pier" in article.text


def test_pages_without_words_say_so() -> None:
    assert [p.reason for p in read(made_pdf([[]]), name="a.pdf").problems] == ["no text"]
