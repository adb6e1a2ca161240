"""OPML, site maps and lists of addresses name addresses and hold no article."""

from __future__ import annotations

import pytest

from onrecord.errors import Unreadable
from onrecord.readers import read, texts_at

OPML = (
    '<opml version="2.0"><head><title>x</title></head><body><outline text="Valley"><outline text="Herald" '
    'xmlUrl="https://h.example/rss"/><outline text="Again" xmlUrl="https://h.example/rss"/>'
    '<outline type="include" url="more.opml"/><outline xmlUrl="ftp://h.example/x"/></outline></body></opml>'
)
SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
    "<url><loc>https://h.example/a</loc><lastmod>2026-03-03</lastmod><image:image><image:loc>https://h.example/i.png</image:loc>"
    "</image:image><news:news><news:publication_date>2026-03-02</news:publication_date><news:title>Pier</news:title></news:news>"
    "</url><url><loc>javascript:x</loc></url></urlset>"
)


def test_opml_names_feeds_once_each_and_refuses_other_schemes() -> None:
    reading = read(OPML.encode(), name="x.opml", url="https://lists.example/all.opml")
    assert [(link.url, link.kind, link.title) for link in reading.links] == [
        ("https://h.example/rss", "feed", "Herald"),
        ("https://lists.example/more.opml", "feed", None),
    ]
    assert [problem.reason for problem in reading.problems] == ["forbidden"]
    assert reading.articles == ()


def test_a_news_site_map_names_pages_with_title_and_dates() -> None:
    (link,) = read(SITEMAP.encode(), name="s.xml").links
    assert (link.url, link.kind, link.title) == ("https://h.example/a", "page", "Pier")
    assert (link.published, link.updated) == ("2026-03-02", "2026-03-03")


def test_an_index_names_site_maps() -> None:
    text = "<sitemapindex><sitemap><loc>https://h.example/1.xml</loc></sitemap></sitemapindex>"
    assert [(x.url, x.kind) for x in read(text.encode(), name="s.xml").links] == [
        ("https://h.example/1.xml", "sitemap")
    ]


def test_a_list_of_addresses_is_one_a_line_with_comments() -> None:
    reading = read(b"# mine\nhttps://a.example/1\nhttps://a.example/1\nhttp://b.example/2\n", name="x.txt")
    assert [link.url for link in reading.links] == ["https://a.example/1", "http://b.example/2"]


def test_a_list_without_addresses_says_so() -> None:
    assert [p.reason for p in read(b"<opml><body/></opml>", name="x").problems] == ["no text"]


@pytest.mark.parametrize("data", [OPML, SITEMAP])
def test_entities_are_refused(data: str) -> None:
    start = data.index("<opml" if "opml" in data else "<urlset")
    with pytest.raises(Unreadable) as caught:
        read((data[:start] + '<!DOCTYPE x [<!ENTITY e "x">]>' + data[start:]).encode(), name="x")
    assert caught.value.reason == "unsafe"


@pytest.mark.parametrize("reader", ["opml/1", "sitemap/1", "addresses/1"])
def test_there_are_no_words_in_them(reader: str) -> None:
    assert texts_at(reader, b"x", []) == []
    with pytest.raises(ValueError, match="no article"):
        texts_at(reader, b"x", ["path:/x"])
