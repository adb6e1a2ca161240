"""What holds for every input: no crash, spans that fit, places that lead back to the words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import Unreadable
from onrecord.readers import read, texts_at
from onrecord.record import LEFT_OUT, Reading

SENTENCE = "The council met on the island on March 7, and nobody spoke of the bridge. "
FRAGMENTS = [
    b"<p>",
    b"</p>",
    b"<div class=byline>",
    b"</div>",
    b"<article>",
    b"</article>",
    b"<h1>",
    b"<br><br>",
    b"<q>",
    b"<ul><li>",
    b"<figure>",
    b'<time datetime="2023-02-30">',
    b"&amp;",
    b"&#xD800;",
    b"&#0;",
    b"<!--",
    b"-->",
    b"<script>",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\x00",
    b"\r\n",
    b"\r",
    b"\n\n",
    b"\xc2\xa0",
    b"\xe3\x80\x80",
    b"\xe2\x80\xa8",
    SENTENCE.encode(),
    SENTENCE.encode() + b"\n",
    b"<p>" + SENTENCE.encode() + b"</p>",
    "Министр заявил, что мост будет построен.\n".encode("cp1251"),
    b"<meta charset=utf-16>",
    b"March 20, 2023\n",
    b"By Ann Lesk\n",
    b'{"text":"',
    b'"}\n',
    b"<pre>a\n\nb</pre>",
    b"<o:p>x</o:p>",
    b"<form>",
    b"<plaintext>",
    b'<link rel=canonical href="http://[x">',
    b"<html lang=ru>",
    b"Load more\n",
    b"please wait\n",
    b"0:00 0:10\n",
    b"Copyright (c) 2015 The Ferry.\n",
    b"<table><td>",
    b"<svg><p>x",
    b"<aside>",
    b"<blockquote>",
]


def holds(data: bytes, name: str) -> Reading | None:
    """Read and check every law; None where the bytes are refused."""
    try:
        reading = read(data, name=name)
    except Unreadable:
        return None
    blocks = [block for article in reading.articles for block in article.blocks] + list(reading.stray)
    assert texts_at(reading.reader, data, [block.place for block in blocks]) == [block.text for block in blocks]
    for number, article in enumerate(reading.articles):
        assert article.ordinal == number
        assert article.text == "\n\n".join(block.text for block in article.blocks if block.span is not None)
        article.text.encode("utf-8")
        for index, block in enumerate(article.blocks):
            assert (block.span is None) == (block.label in LEFT_OUT)
            if block.span is not None:
                assert article.text[slice(*block.span)] == block.text
            if block.repeats is not None:
                assert article.blocks[block.repeats].text == block.text
                assert block.repeats < index
        if article.title_span is not None:
            assert article.text[slice(*article.title_span)] == article.title
    return reading


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map(b"".join), st.sampled_from(["a.html", "a.txt", "a.jsonl"]))
def test_pieces_of_pages_in_any_order(data: bytes, name: str) -> None:
    holds(data, name)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.html", "a.txt", "a.jsonl"]))
def test_any_bytes(data: bytes, name: str) -> None:
    holds(data, name)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "gb18030", "cp1251", "shift_jis"]))
def test_any_text_in_any_encoding(text: str, encoding: str) -> None:
    holds((SENTENCE + "\n" + text).encode(encoding, errors="ignore"), "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 20_000 + b"deep",
        (f"<p>{SENTENCE}</p>" * 3).encode() + b"<div>" * 20_000 + b"deep",
        b"<" * 1_000_000,
        b"<html><p>" + b"<" * 300_000,
        b"<html><body><div><p>The <b>man <i>said <a href=x>so <span>on Monday <table><tr><td>yes" * 50,
        ("<a " + " ".join(f"a{i}=1" for i in range(60_000)) + f">x</a><p>{SENTENCE}</p>").encode(),
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><html><body>'
        + f"<p>{SENTENCE}&b;</p>".encode(),
        f"<html><body><p>{SENTENCE}<script>alert('{SENTENCE}')</script></p></body></html>".encode(),
        b"<p>a" * 5_000,
        SENTENCE.encode() * 3_000,
        b"March 20, 2023 " * 5_000,
        b"|" * 200_000,
        b"A" * 100 + b"(A) " * 20_000,
        b"copyright (c) " * 2_000,
    ],
    ids=[
        "deep",
        "deep after text",
        "1 MB of <",
        "open brackets",
        "unclosed",
        "attributes",
        "entities",
        "script",
        "paragraphs",
        "long line",
        "dates",
        "bars",
        "brackets",
        "copyrights",
    ],
)
def test_hostile_input_is_read_or_refused(data: bytes) -> None:
    holds(data, "a.html")


def test_nesting_that_hides_everything_is_refused_as_too_deep() -> None:
    with pytest.raises(Unreadable) as caught:
        read(b"<div>" * 20_000 + b"deep", name="a.html")
    assert caught.value.reason == "too deep"


def test_text_above_too_deep_a_nesting_is_kept_and_told() -> None:
    reading = holds((f"<p>{SENTENCE}</p>" * 3).encode() + b"<div>" * 20_000 + b"deep", "a.html")
    assert reading is not None
    assert [problem.reason for problem in reading.problems] == ["too deep"]
    assert len(reading.articles) == 1


def test_entities_are_not_expanded() -> None:
    data = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><html><body>' + f"<p>{SENTENCE}&a;</p>".encode()
    reading = holds(data, "a.html")
    assert reading is not None
    assert "aaaaaaaa" not in reading.articles[0].text
