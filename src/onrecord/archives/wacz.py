"""WACZ: a zip with WARC files under `archive/`. Their pages are the captures; the indexes beside them are not needed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO, Final, cast

from onrecord.archives.inflate import Damaged, Swollen
from onrecord.archives.member import Member
from onrecord.archives.warc import warc_members
from onrecord.archives.zips import FAULTS, ZipMember, is_inside
from onrecord.record import Problem

_MOST_FILES: Final = 10_000
#: Bytes that the WARC files of one archive may unpack to, as a multiple of its size; they are packed already.
_SWELLING: Final = 50
_FREE_BYTES: Final = 64 * 1024 * 1024


def wacz_members(stream: IO[bytes], address: str, *, limit: int) -> Iterator[Member | Problem]:
    """The pages of all WARC files of the archive, by file name; see `onrecord.archives.members`."""
    try:
        archive = zipfile.ZipFile(stream)
        infos = archive.infolist()
    except FAULTS as error:
        yield Problem(address, "broken", f"the zip cannot be opened: {error}")
        return
    if len(infos) > _MOST_FILES:
        yield Problem(address, "too large", f"it holds over {_MOST_FILES:,} files")
        return
    budget = [_FREE_BYTES + _SWELLING * stream.seek(0, 2)]
    found = 0
    for info in sorted(infos, key=lambda i: i.filename):
        name = info.filename
        if not is_inside(name):
            yield Problem(
                address, "unsafe", f"it holds the name {name[:200]!r}, which leads out of it; that file was not read"
            )
            continue
        if not (name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))):
            continue
        found += 1
        if info.flag_bits & 1:
            yield Problem(f"{address}/{name}", "not readable", "it is locked with a password")
            continue
        try:
            file = ZipMember(archive, info, budget)
            yield from warc_members(cast("IO[bytes]", file), f"{address}/{name}", limit=limit)
        except (*FAULTS, Damaged) as error:
            yield Problem(f"{address}/{name}", "broken", f"it cannot be unpacked: {error}")
        except Swollen as error:
            detail = f"it unpacks to over {_SWELLING} times its size" if budget[0] < 0 else str(error)
            yield Problem(f"{address}/{name}", "too large", detail)
            return
    if not found:
        yield Problem(address, "no text", "it holds no WARC file under archive/")
