"""mbox files are parted into messages, gzipped files unpacked; both within limits."""

from __future__ import annotations

import gzip
import io

import pytest

from made_formats import PAGE, made_mail
from onrecord.archives import Member, archive_kind, members
from onrecord.archives.inflate import Damaged, Swollen, unpack
from onrecord.record import Problem


def opened(data: bytes, name: str, *, limit: int = 1_000_000) -> list[Member | Problem]:
    kind = archive_kind(data[:4096], name)
    assert kind is not None
    return list(members(io.BytesIO(data), kind, f"post/{name}", limit=limit))


def test_messages_are_parted_at_their_lines() -> None:
    first, second = made_mail(), made_mail(html=False)
    data = b"From a@b Mon Mar  2 10:00:00 2026\n" + first + b"\nFrom a@b Mon Mar  2 10:00:00 2026\n" + second
    assert opened(data, "box.mbox") == [Member("post/box.mbox#1", first), Member("post/box.mbox#2", second)]


def test_a_line_within_a_paragraph_parts_nothing() -> None:
    message = b"Subject: x\n\nHe came\nFrom the sea.\n"
    assert len(opened(b"From a@b\n" + message, "box.mbox")) == 1


def test_a_message_over_the_limit_is_a_problem_and_the_next_is_read() -> None:
    data = b"From a\nSubject: x\n\n" + b"long line\n" * 10_000 + b"\nFrom b\nSubject: y\n\nshort\n"
    first, second = opened(data, "box.mbox", limit=1000)
    assert isinstance(first, Problem)
    assert first.reason == "too large"
    assert second == Member("post/box.mbox#2", b"Subject: y\n\nshort\n")


def test_a_text_that_begins_with_from_is_no_mailbox() -> None:
    assert archive_kind(b"From the sea he came.\nAnd went.\n", "a.txt") is None


def test_a_gzipped_file_is_what_it_holds() -> None:
    assert opened(gzip.compress(PAGE, mtime=0), "a.html.gz") == [Member("post/a.html.gz", PAGE)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(PAGE, mtime=0)[:-10], "broken"),
        (gzip.compress(b"\0" * 5_000_000, mtime=0), "too large"),
        (b"\x1f\x8bxxxx", "broken"),
    ],
)
def test_bad_gzip_is_a_problem(data: bytes, reason: str) -> None:
    (problem,) = opened(data, "a.html.gz")
    assert isinstance(problem, Problem)
    assert problem.reason == reason


def packed(coding: str) -> bytes:
    if coding == "br":
        import brotli

        return bytes(brotli.compress(PAGE))
    import zstandard

    return zstandard.ZstdCompressor().compress(PAGE)


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_brotli_and_zstd_are_unpacked(coding: str) -> None:
    data = packed(coding)
    assert unpack([data[:50], data[50:]], coding, limit=100_000) == PAGE


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_cut_off_body_is_damaged(coding: str) -> None:
    data = gzip.compress(PAGE, mtime=0) if coding == "gzip" else packed(coding)
    with pytest.raises(Damaged):
        unpack([data[:-20]], coding, limit=100_000)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip", "deflate"])
def test_a_swollen_body_is_stopped(coding: str) -> None:
    import zlib

    import brotli
    import zstandard

    zeros = b"\0" * 50_000_000
    data = {
        "br": lambda: brotli.compress(zeros, quality=5),
        "zstd": lambda: zstandard.ZstdCompressor().compress(zeros),
        "gzip": lambda: gzip.compress(zeros, mtime=0),
        "deflate": lambda: zlib.compress(zeros),
    }[coding]()
    with pytest.raises(Swollen):
        unpack([data], coding, limit=1_000_000)


@pytest.mark.parametrize("coding", ["gzip, gzip, gzip, gzip", "compress", "x"])
def test_unknown_and_endless_codings_are_refused(coding: str) -> None:
    with pytest.raises(Damaged):
        unpack([b"x"], coding, limit=100)
