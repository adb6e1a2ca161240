"""Archives of strangers: what is hostile is refused, and said why."""

from __future__ import annotations

import contextlib
import io
import stat
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archives.zips import Limits, read_members

LIMITS = Limits(members=10, bytes_=100_000)


def archive(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries:
            made.writestr(name, data)
    return out.getvalue()


def test_plain_files_come_back() -> None:
    files = {"a.txt": b"one", "b/c.html": b"two", "captures/ab/cdef": b""}
    assert read_members(archive(*files.items()), LIMITS) == files


@pytest.mark.parametrize(
    "name", ["../a", "/etc/passwd", "a/../../b", "C:/a", "a\\b", ".hidden", "a//b", "é.txt", "a/" * 12 + "b"]
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        read_members(archive((name, b"x")), LIMITS)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = archive(("a", b"\0" * 50_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(ValueError, match="limit"):
        read_members(bomb, LIMITS)


def test_many_small_members_are_refused() -> None:
    with pytest.raises(ValueError, match="11 members"):
        read_members(archive(*((f"f{n}", b"") for n in range(11))), LIMITS)


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("a")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(ValueError, match="no plain file"):
        read_members(archive((link, b"/etc/passwd")), LIMITS)


def test_a_name_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = archive(("a", b"1"), ("a", b"2"))
    with pytest.raises(ValueError, match="twice"):
        read_members(twice, LIMITS)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="ZIP"):
        read_members(data, LIMITS)


@given(st.data())
def test_a_damaged_archive_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(archive(("a.txt", b"hello " * 50), ("b/c", b"world")))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ValueError):
        read_members(bytes(whole), LIMITS)
