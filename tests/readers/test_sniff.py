"""Which reader and which encoding."""

import re

import pytest

from onrecord.errors import Unreadable, UsageError
from onrecord.readers import READERS, read, sniff, texts_at
from onrecord.readers.decode import choose_encoding

RUSSIAN = "Министр заявил в понедельник, что мост будет построен, а паром останется на реке.\n" * 4


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<!doctype html><p>x", "a.txt", "html"),
        (b"The man said so.\n", "a.html", "plain"),
        (b'{"text": "x"}\n', "a.txt", "jsonl"),
        (b'{"text": "x"\n{"text": "y"}', "a.jsonl", "jsonl"),
        (b"a < b and <p> is a tag", "a.txt", "plain"),
        ("<html><p>x".encode("utf-16"), "a", "html"),
        (b'<?xml version="1.0"?><!-- x --><rss version="2.0"></rss>', "a.html", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "a", "feed"),
        (b'<rdf:RDF xmlns:rdf="x"></rdf:RDF>', "a", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a.jsonl", "feed"),
        (b'<opml version="2.0"></opml>', "a.xml", "opml"),
        (b'<urlset xmlns="x"></urlset>', "a.xml", "sitemap"),
        (b"# mine\nhttps://a.example/1\n\nhttps://b.example/2\n", "a.txt", "addresses"),
        (b"From: a@b.example\nSubject: x\nDate: today\n\nThe man said so.\n", "a", "mail"),
        (b"Subject: x\n\nThe man said so.\n", "a.eml", "mail"),
        (b"Subject: x\n\nThe man said so.\n", "a.txt", "plain"),
        (b"%PDF-1.7", "a.txt", "pdf"),
    ],
)
def test_content_goes_before_the_name(data: bytes, name: str, expected: str) -> None:
    assert sniff(data, name) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"%PDF-1.7 abc", "broken"),
        (b"PAR1 abc", "broken"),
        (b"{\\rtf1 abc}", "unknown format"),
        (b'<?xml version="1.0"?><svg><p>x</p></svg>', "unknown format"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data, name="page.html")
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (RUSSIAN.encode(), "utf-8"),
        (RUSSIAN.encode("utf-8-sig"), "utf-8"),
        (RUSSIAN.encode("utf-16"), "utf-16-le"),
        (RUSSIAN.encode("utf-16-be"), "utf-16-be"),
        (RUSSIAN.encode("utf-16-le"), "utf-16-le"),
        (RUSSIAN.encode("cp1251"), "cp1251"),
        (RUSSIAN.encode("koi8-r"), "koi8_r"),
        ("The café’s owner said “no”.\n".encode("cp1252"), "cp1252"),
        (RUSSIAN.encode() + b"\xff\xe0 broken", "utf-8"),
    ],
)
def test_the_encoding_is_found(data: bytes, expected: str) -> None:
    assert choose_encoding(data).name == expected


def test_a_wrong_declaration_is_not_believed() -> None:
    data = b"<html><head><meta charset=utf-8></head><body><p>" + RUSSIAN.encode("cp1251") + b"</p></body></html>"
    reading = read(data, name="page.html")
    assert reading.encoding == "cp1251"
    assert reading.articles[0].text.startswith("Министр")


def test_undecodable_bytes_are_replaced_and_told() -> None:
    reading = read(RUSSIAN.encode() + b"\xff broken words at the end, he said.\n", name="page.txt")
    assert [problem.reason for problem in reading.problems] == ["repaired"]


def test_nul_is_replaced_and_told() -> None:
    reading = read(b"The council met on the isl\x00and, and nobody spoke of it.\n" * 2, name="page.txt")
    assert [problem.reason for problem in reading.problems] == ["repaired"]
    assert "\x00" not in reading.articles[0].text


def test_readers_carry_a_version() -> None:
    assert all(re.fullmatch(r"[a-z]+/\d", name) for name in READERS)


def test_an_unknown_reader_is_refused() -> None:
    with pytest.raises(UsageError):
        texts_at("html/0", b"<p>x", [])
