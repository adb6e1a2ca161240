"""Feeds: full texts are articles, teasers are addresses; hostile ones are refused."""

from __future__ import annotations

import json

import pytest

from made_formats import FIRST, MARKUP, PARAGRAPHS, TITLE, made_atom, made_item, made_json_feed, made_rss
from onrecord.errors import Unreadable
from onrecord.readers import read, texts_at
from onrecord.record import Reading

LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def feed(*items: str, head: str = "", **options: object) -> Reading:
    return read(made_rss(*items, head=head), name="feed.xml", **options)  # type: ignore[arg-type]


def reasons(reading: Reading) -> list[str]:
    return [problem.reason for problem in reading.problems]


def test_an_entry_tells_title_date_author_outlet_and_address() -> None:
    (article,) = feed(made_item()).articles
    assert (article.title, article.byline, article.outlet) == (TITLE, "Ann Lesk", "The Tarn Herald")
    assert article.url == "https://herald.example/a/1"
    assert article.language == "en"
    assert article.published is not None
    assert (article.published.value, article.published.evidence) == ("2026-03-02T10:00:00Z", "field")
    assert article.published.place == "entry:1/published"


def test_an_entry_with_a_teaser_is_an_address_to_fetch() -> None:
    reading = feed(made_item(content=None, more="<description>Short &lt;b&gt;teaser&lt;/b&gt;.</description>"))
    assert reading.articles == ()
    (link,) = reading.links
    assert (link.url, link.title, link.held) == ("https://herald.example/a/1", TITLE, False)
    assert link.published == "Mon, 02 Mar 2026 10:00:00 GMT"


def test_an_entry_with_its_full_text_need_not_be_fetched() -> None:
    assert [link.held for link in feed(made_item()).links] == [True]


def test_a_long_description_is_the_article() -> None:
    text = " ".join([*PARAGRAPHS] * 3)
    (article,) = feed(made_item(content=None, more=f"<description>{text}</description>")).articles
    assert text in article.text


def test_the_configured_outlet_of_the_address_goes_before_the_name_of_the_feed() -> None:
    (article,) = feed(made_item(), outlets={"herald.example": "Herald of Tarn"}).articles
    assert article.outlet == "Herald of Tarn"


def test_addresses_are_made_absolute() -> None:
    item = f"<item><title>{TITLE}</title><link>/b?x=1&amp;y=2</link></item>"
    assert [link.url for link in feed(item).links] == ["https://herald.example/b?x=1&y=2"]


def test_other_schemes_are_no_addresses() -> None:
    reading = feed("<item><title>x</title><link>file:///etc/passwd</link></item>")
    assert reading.links == ()
    assert reasons(reading) == ["no text"]


def test_an_atom_entry_keeps_the_day_of_its_update_and_its_title_without_markup() -> None:
    (article,) = read(made_atom(), name="a.xml", url="https://herald.example/atom").articles
    assert article.title == TITLE
    assert article.updated is not None
    assert article.updated.value == "2026-03-03T08:30:00Z"
    assert article.url == "https://herald.example/a/1"


def test_titles_of_pictures_are_not_taken_for_the_title() -> None:
    (article,) = feed(made_item(more="<media:title>A picture</media:title>")).articles
    assert article.title == TITLE


def test_the_origin_that_an_item_names_is_a_credit() -> None:
    (article,) = feed(made_item(more='<source url="https://tide.example/rss">Tidewire</source>')).articles
    assert [(credit.holder, credit.place) for credit in article.credits] == [("Tidewire", "entry:1/credit")]


def test_block_quotes_and_lists_keep_their_labels() -> None:
    (article,) = feed(
        made_item(content=f"{MARKUP}<blockquote><p>{FIRST}!</p></blockquote><ul><li>{FIRST}?</li></ul>")
    ).articles
    assert [block.label for block in article.blocks] == ["headline", "body", "body", "body", "quote", "list"]


def test_entities_of_html_are_read_as_html_reads_them() -> None:
    reading = feed(
        made_item(content=None, more=f"<description>{' '.join(PARAGRAPHS * 3)}&nbsp;End &mdash; here.</description>")
    )
    assert "End — here." in reading.articles[0].text
    assert reasons(reading) == []


def test_declared_entities_are_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        feed(made_item(content="&j;"), head=LAUGHS)
    assert caught.value.reason == "unsafe"


def test_a_bomb_in_an_attribute_is_refused() -> None:
    with pytest.raises(Unreadable):
        read(f'<?xml version="1.0"?>{LAUGHS}<rss version="2.0" x="&j;"></rss>'.encode(), name="feed.xml")


def test_a_document_type_elsewhere_is_not_loaded() -> None:
    reading = feed(made_item(), head='<!DOCTYPE rss SYSTEM "file:///etc/passwd">')
    assert len(reading.articles) == 1


def test_a_date_that_does_not_exist_is_told_and_not_used() -> None:
    item = made_item().replace("Mon, 02 Mar 2026 10:00:00 GMT", "Mon, 30 Feb 2026 10:00:00 GMT")
    reading = feed(item)
    assert reasons(reading) == ["bad date"]
    assert reading.problems[0].place == "entry:1/published"
    assert reading.articles[0].dates == ()


def test_an_entry_given_twice_is_read_once_and_told() -> None:
    reading = feed(made_item(), made_item())
    assert len(reading.articles) == 1
    assert reasons(reading) == ["passed over"]


def test_two_entries_with_one_id_and_different_texts_are_both_read() -> None:
    reading = feed(made_item(), made_item(content=MARKUP.replace("northern", "southern")))
    assert len(reading.articles) == 2
    assert len(reading.links) == 1


def test_a_feed_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    data = made_rss(made_item(1), made_item(2))
    reading = read(data[: data.rindex(b"<item>") + 20], name="feed.xml")
    assert len(reading.articles) == 1
    assert "broken" in reasons(reading)


@pytest.mark.slow
def test_ten_thousand_entries_are_read() -> None:
    data = made_rss(*(made_item(n, content=f"{MARKUP}<p>Number {n}.</p>") for n in range(10_000)))
    reading = read(data, name="feed.xml")
    assert len(reading.articles) == len(reading.links) == 10_000
    last = reading.articles[-1].blocks[-1]
    assert texts_at("feed/1", data, [last.place]) == [last.text]


def test_deep_nesting_is_bounded() -> None:
    data = made_rss(made_item(), "<item>" + "<a>" * 5000)
    assert len(read(data, name="feed.xml").articles) <= 1


def test_a_lying_encoding_is_not_believed() -> None:
    data = made_rss(made_item(content=MARKUP + "<p>Ćma, he said to them on Monday morning.</p>")).replace(
        b'"UTF-8"', b'"us-ascii"'
    )
    assert "Ćma" in read(data, name="feed.xml").articles[0].text


@pytest.mark.parametrize("data", ["{", '{"version": "https://jsonfeed.org/version/1.1", "items": 3}'])
def test_a_broken_json_feed_is_refused(data: str) -> None:
    text = data if "version" in data else '{"version": "https://jsonfeed.org/version/1.1", "items": ['
    with pytest.raises(Unreadable) as caught:
        read(text.encode(), name="feed.json")
    assert caught.value.reason == "not json"


def test_items_that_are_none_are_passed_by() -> None:
    raw = json.loads(made_json_feed())
    raw["items"] = [None, 3, "x", {"id": 5}, *raw["items"]]
    reading = read(json.dumps(raw).encode(), name="feed.json")
    assert [article.blocks[0].place for article in reading.articles] == ["entry:5/title"]


@pytest.mark.parametrize("sign", ["&#xD800;", "&#55296;", "&#0;", "&#x110000;", "&#x00000000000D800;", "&#1;"])
def test_numbers_that_are_no_signs_are_replaced(sign: str) -> None:
    (article,) = feed(made_item().replace(TITLE, f"Pier {sign} closed")).articles
    assert article.title == "Pier \ufffd closed"
