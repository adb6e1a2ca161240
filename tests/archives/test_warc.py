"""WARC and WACZ: responses are captures, the rest is counted; damage, bombs and names that lead out are problems."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest

from made_formats import PAGE, made_record, made_wacz, made_warc
from onrecord.archives import Member, archive_kind, members
from onrecord.record import Problem

LIMIT = 1_000_000
A, B = "https://herald.example/a", "https://herald.example/b"


def opened(data: bytes, *, limit: int = LIMIT, name: str = "x.warc") -> list[Member | Problem]:
    kind = archive_kind(data[:4096], name)
    assert kind is not None
    return list(members(io.BytesIO(data), kind, f"week/{name}", limit=limit))


def pages(data: bytes, **options: object) -> list[Member]:
    return [m for m in opened(data, **options) if isinstance(m, Member)]  # type: ignore[arg-type]


def reasons(data: bytes, **options: object) -> list[str]:
    return [m.reason for m in opened(data, **options) if isinstance(m, Problem)]  # type: ignore[arg-type]


@pytest.mark.parametrize("packed", [True, False])
def test_each_response_is_a_member_with_address_and_time(packed: bool) -> None:
    data = made_warc(made_record(A, PAGE), made_record(B, PAGE + b" ", day="2026-03-03"), packed=packed)
    assert opened(data) == [
        Member(A, PAGE, A, "2026-03-02T10:00:00Z"),
        Member(B, PAGE + b" ", B, "2026-03-03T10:00:00Z"),
    ]


def test_a_file_gzipped_as_a_whole_is_read_too() -> None:
    assert [m.address for m in pages(gzip.compress(made_warc(made_record(A, PAGE), made_record(B, PAGE))))] == [A, B]


def test_a_resource_record_is_its_bytes() -> None:
    assert pages(made_record(A, PAGE, kind="resource"))[0].data == PAGE


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (
            "Transfer-Encoding: chunked\r\n",
            b"%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n" % (10, PAGE[:10], len(PAGE) - 10, PAGE[10:]),
        ),
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE, mtime=0)),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        ("Content-Encoding: gzip\r\n", PAGE),
        ("Transfer-Encoding: chunked\r\n", PAGE),
    ],
    ids=["chunks", "gzip", "deflate", "gzip undone", "chunks undone"],
)
def test_codings_of_http_are_undone(headers: str, body: bytes) -> None:
    assert [m.data for m in pages(made_record(A, body, headers=f"Content-Type: text/html\r\n{headers}"))] == [PAGE]


def test_requests_pictures_errors_and_repeats_are_counted_not_listed() -> None:
    data = made_warc(
        made_record(A, b"", kind="request"),
        made_record(A, b"\x89PNG", headers="Content-Type: image/png\r\n"),
        made_record(A, b"\x89PNG", headers="Content-Type: image/png\r\n"),
        made_record(A, b"gone", status="404 Not Found"),
        made_record(A, b"", kind="revisit"),
        made_record("dns:herald.example", b"x", kind="resource"),
        made_record(B, PAGE),
    )
    found = opened(data)
    assert [m.address for m in found if isinstance(m, Member)] == [B]
    assert sorted(p.detail.partition(" ")[0] for p in found if isinstance(p, Problem)) == ["1", "1", "1", "2"]
    assert {p.reason for p in found if isinstance(p, Problem)} == {"passed over"}


def test_a_cut_off_archive_gives_what_stands_before() -> None:
    data = made_warc(made_record(A, PAGE), made_record(B, PAGE), packed=True)
    assert [m.address for m in pages(data[:-40])] == [A]
    assert reasons(data[:-40]) == ["broken"]


def test_damaged_bytes_end_the_archive_with_a_problem() -> None:
    data = bytearray(made_warc(made_record(A, PAGE), made_record(B, PAGE)))
    start = bytes(data).rindex(b"WARC/1.0")
    data[start : start + 4] = b"XXXX"
    assert [m.address for m in pages(bytes(data))] == [A]
    assert reasons(bytes(data)) == ["broken"]


def test_a_record_over_the_limit_is_a_problem_and_the_next_is_read() -> None:
    data = made_warc(made_record(A, b"x" * 200_000), made_record(B, PAGE))
    assert reasons(data, limit=50_000) == ["too large"]
    assert [m.address for m in pages(data, limit=50_000)] == [B]


def test_a_body_that_unpacks_over_the_limit_is_refused() -> None:
    body = gzip.compress(b" " * 20_000_000)
    data = made_warc(made_record(A, body, headers="Content-Encoding: gzip\r\n"), made_record(B, PAGE))
    assert reasons(data) == ["too large"]
    assert [m.address for m in pages(data)] == [B]


def test_a_bomb_of_a_file_ends_the_archive() -> None:
    bomb = gzip.compress(made_record(A, PAGE)) + gzip.compress(
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000000\r\n\r\n" + b"\0" * 300_000_000, 9
    )
    assert reasons(bomb) == ["too large"]
    assert len(pages(bomb)) == 1


def test_headers_without_end_are_bounded() -> None:
    assert reasons(b"WARC/1.0\r\n" + b"a: b\r\n" * 5000) == ["broken"]
    assert reasons(b"WARC/1.0\r\n" + b"a" * 200_000) == ["broken"]


def test_a_length_that_is_none_is_damage() -> None:
    assert reasons(made_record(A, PAGE).replace(b"Content-Length: ", b"Content-Length: -")) == ["broken"]


def test_a_wacz_gives_the_pages_of_its_archives() -> None:
    data = made_wacz(
        {
            "datapackage.json": b"{}",
            "archive/two.warc.gz": made_warc(made_record(B, PAGE), packed=True),
            "archive/one.warc": made_warc(made_record(A, PAGE)),
            "pages/pages.jsonl": b"{}",
        }
    )
    assert [m.address for m in pages(data, name="x.wacz")] == [A, B]


def test_names_that_lead_out_are_refused() -> None:
    data = made_wacz(
        {"archive/../../x.warc": made_record(A, PAGE), "/etc/x.warc": b"", "archive/ok.warc": made_record(B, PAGE)}
    )
    assert reasons(data, name="x.wacz") == ["unsafe", "unsafe"]
    assert [m.address for m in pages(data, name="x.wacz")] == [B]


def test_a_bomb_in_a_wacz_is_refused() -> None:
    swollen = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000000\r\n\r\n" + b"\0" * 200_000_000
    data = made_wacz({"datapackage.json": b"{}", "archive/a.warc": swollen})
    assert reasons(data, name="x.wacz") == ["too large"]


def test_a_broken_zip_is_a_problem() -> None:
    data = made_wacz({"datapackage.json": b"{}", "archive/a.warc": made_record(A, PAGE)})
    assert reasons(data[:-30], name="x.wacz") == ["broken"]


def test_a_wacz_without_an_archive_says_so() -> None:
    assert reasons(made_wacz({"datapackage.json": b"{}"}), name="x.wacz") == ["no text"]


@pytest.mark.parametrize("field", range(0, 46, 2))
def test_a_directory_that_lies_is_a_problem_or_harmless(field: int) -> None:
    """Each field of a zip's directory overwritten with ones."""
    data = bytearray(made_wacz({"datapackage.json": b"{}", "archive/a.warc": made_record(A, PAGE)}))
    start = bytes(data).rindex(b"PK\x01\x02")
    data[start + field : start + field + 2] = b"\xff\xff"
    found = opened(bytes(data), name="x.wacz")
    assert all(isinstance(item, Problem) or item.data == PAGE for item in found)
