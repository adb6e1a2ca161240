"""Archives: files that hold several captures. Opened as a stream, member by member; nothing is written to disk.

A WARC (gzipped or not), a WACZ, an mbox and a gzipped file give members: bytes with the address and time they were got, or
problems. What a member's bytes mean is left to `onrecord.readers`. Every size is bounded: a member over the limit is a
problem and the next one is read; a stream that swells beyond reason ends the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final, Literal

from onrecord.archives.member import Member
from onrecord.record import Problem

__all__ = ["HEAD_BYTES", "Member", "archive_kind", "members"]

ArchiveKind = Literal["warc", "wacz", "mbox", "gzip"]

#: Bytes of the beginning that `archive_kind` looks at.
HEAD_BYTES: Final = 4096


def archive_kind(head: bytes, name: str) -> ArchiveKind | None:
    """What kind of archive begins with these bytes; None for a file that is one capture."""
    low = name.lower()
    if head.startswith(b"\x1f\x8b"):
        from onrecord.archives.inflate import peek

        return "warc" if peek(head).startswith(b"WARC/") else "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PK\x03\x04") and (low.endswith(".wacz") or b"datapackage.json" in head or b"archive/" in head):
        return "wacz"
    if head.startswith(b"From ") and b"\n" in head:
        second = head.split(b"\n", 2)[1]
        return "mbox" if b":" in second[:80] and not second[:1].isspace() else None
    return None


def members(stream: IO[bytes], kind: ArchiveKind, address: str, *, limit: int) -> Iterator[Member | Problem]:
    """The members of an archive in order; what could not be had of it is a problem. `limit` is in bytes for one member.

    The stream is read from its beginning and must be seekable for a WACZ. Raises OSError where it cannot be read.
    """
    if kind == "warc":
        from onrecord.archives.warc import warc_members

        yield from warc_members(stream, address, limit=limit)
    elif kind == "wacz":
        from onrecord.archives.wacz import wacz_members

        yield from wacz_members(stream, address, limit=limit)
    elif kind == "mbox":
        from onrecord.archives.mbox import mbox_members

        yield from mbox_members(stream, address, limit=limit)
    else:
        from onrecord.archives.inflate import gzip_member

        yield gzip_member(stream, address, limit=limit)
