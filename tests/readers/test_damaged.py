"""Valid inputs of every format with faults put in: read or refused with a known reason, and places that hold."""

from __future__ import annotations

import io
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_faults import INSIDE
from made_formats import FORMATS, PAGE, made_mail, made_record, made_rss, made_wacz, made_warc
from onrecord.archives import HEAD_BYTES, Member, archive_kind, members
from onrecord.errors import Unreadable
from onrecord.readers import read, texts_at
from onrecord.record import PROBLEM_REASONS

ARCHIVES = {
    "warc": made_warc(made_record("https://a.example/1", PAGE), made_record("https://a.example/2", PAGE)),
    "warc.gz": made_warc(made_record("https://a.example/1", PAGE), packed=True),
    "wacz": made_wacz({"datapackage.json": b"{}", "archive/a.warc": made_record("https://a.example/1", PAGE)}),
    "mbox": (b"From a@b Mon\n" + made_mail() + b"\n") * 2,
}
PIECES = [
    b"<", b"&#xD800;", b"&nbsp;", b"]]>", b"<!--", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\n\n", b'"', b"[" * 60,
    b"=?utf-8?B?", b"--the-same-always", b"Content-Length: 99999999999\r\n", b"charset=utf-7", b"\x1f\x8b\x08", b"PK\x03\x04",
    b"WARC/1.0\r\n", b"endobj", b"/Length 999999", b"<a>" * 300,
]  # fmt: skip
FAULTS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 200), st.one_of(st.sampled_from(PIECES), st.binary(max_size=4))),
    min_size=1,
    max_size=5,
)


def damaged(data: bytes, faults: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with stretches taken out and others put in."""
    for at, gone, piece in faults:
        start = int(at * len(data))
        data = data[:start] + piece + data[start + gone :]
    return data


def holds(data: bytes, name: str) -> None:
    try:
        reading = read(data, name=name)
    except Unreadable as error:
        if error.reason not in PROBLEM_REASONS:
            raise
        return
    blocks = [block for article in reading.articles for block in article.blocks] + list(reading.stray)
    assert texts_at(reading.reader, data, [b.place for b in blocks]) == [b.text for b in blocks]
    assert all(problem.reason in PROBLEM_REASONS for problem in reading.problems)
    for article in reading.articles:
        assert article.text == "\n\n".join(block.text for block in article.blocks if block.span is not None)


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=25)
@given(faults=FAULTS)
def test_a_damaged_input_is_read_or_refused(kind: str, faults: list[tuple[float, int, bytes]]) -> None:
    name, data, _ = FORMATS[kind]
    holds(damaged(data, faults), name)


@pytest.mark.parametrize("kind", ARCHIVES)
@settings(max_examples=25)
@given(faults=FAULTS)
def test_a_damaged_archive_is_opened_or_refused(kind: str, faults: list[tuple[float, int, bytes]]) -> None:
    data = damaged(ARCHIVES[kind], faults)
    opened = archive_kind(data[:HEAD_BYTES], f"a.{kind}")
    for found in [] if opened is None else members(io.BytesIO(data), opened, "a", limit=1_000_000):
        if isinstance(found, Member):
            holds(found.data, found.address)
        else:
            assert found.reason in PROBLEM_REASONS


@pytest.mark.parametrize("kind", INSIDE)
@settings(max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_strange_values_in_a_whole_container_are_read_or_refused(kind: str, seed: int) -> None:
    name, make = INSIDE[kind]
    data = make(random.Random(seed))
    opened = archive_kind(data[:HEAD_BYTES], name)
    found = [Member(name, data)] if opened is None else members(io.BytesIO(data), opened, name, limit=1_000_000)
    for member in found:
        if isinstance(member, Member):
            holds(member.data, member.address)
        else:
            assert member.reason in PROBLEM_REASONS


@settings(max_examples=50)
@given(st.text(max_size=400))
def test_any_text_in_an_entry_comes_back(text: str) -> None:
    from xml.sax.saxutils import escape

    entry = f"<item><title>{escape(text)}</title><description>{escape(text * 9)}</description></item>"
    holds(made_rss(entry.encode("utf-8", "replace").decode()), "a.xml")


def test_a_number_between_the_lines_of_a_paragraph_of_a_pdf_is_stepped_over() -> None:
    name, data, _ = FORMATS["pdf"]
    holds(data.replace(b"Northern ", b"Northern \n859\n%%EOF\n", 1), name)


def test_the_places_of_a_long_part_of_a_mail_are_found_in_one_pass() -> None:
    lines = "".join(f"The harbour master said on day {n} that the pier was closed.\n\n" for n in range(3000))
    data = f"From: a@b.example\nSubject: Pier\nContent-Type: text/plain; charset=utf-8\n\n{lines}".encode()
    began = time.process_time()
    holds(data, "a.eml")
    assert time.process_time() - began < 10
