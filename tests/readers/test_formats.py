"""What holds for every format: the article is read, its places give the words back, and changed bytes do not."""

from __future__ import annotations

import pytest

from made_formats import FIRST, FORMATS, THIRD, TITLE, made_parquet
from onrecord.derive import Claimed, NotDerived, text_of
from onrecord.readers import read, texts_at
from onrecord.record import Article, digest_text


def article_of(kind: str) -> tuple[Article, bytes]:
    name, data, reader = FORMATS[kind]
    reading = read(data, name=name)
    assert reading.reader == reader
    (article,) = reading.articles
    return article, data


def claimed(article: Article) -> Claimed:
    kept = [(*block.span, block.place) for block in article.blocks if block.span is not None]
    return Claimed(article.id, article.ordinal, article.capture, article.reader, digest_text(article.text), kept)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_article_is_read_whole_and_without_problems(kind: str) -> None:
    article, data = article_of(kind)
    assert FIRST in article.text
    assert THIRD in article.text
    assert article.title == TITLE
    assert "Unsubscribe" not in article.text
    assert read(data, name=FORMATS[kind][0]).problems == ()


@pytest.mark.parametrize("kind", FORMATS)
def test_places_give_the_words_back(kind: str) -> None:
    article, data = article_of(kind)
    assert texts_at(article.reader, data, [b.place for b in article.blocks]) == [b.text for b in article.blocks]
    assert text_of(claimed(article), data) == article.text


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "parquet"])
def test_changed_bytes_do_not_derive(kind: str) -> None:
    article, data = article_of(kind)
    assert b"mayor denied" in data
    with pytest.raises(NotDerived):
        text_of(claimed(article), data.replace(b"mayor denied", b"mayor agreed"))


def test_a_changed_table_does_not_derive() -> None:
    article, _ = article_of("parquet")
    changed = made_parquet(text=[article.text.partition("\n\n")[2].replace("denied", "agreed")], title=[TITLE])
    with pytest.raises(NotDerived):
        text_of(claimed(article), changed)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "place", ["", "nowhere", "entry:99/content:0-5", "part:9/text:0-5", "page:7/text:0-1", "row:9/text:0-4"]
)
def test_a_place_that_is_not_there_is_refused(kind: str, place: str) -> None:
    article, data = article_of(kind)
    with pytest.raises(ValueError, match=r"no place|no header"):
        texts_at(article.reader, data, [place])
