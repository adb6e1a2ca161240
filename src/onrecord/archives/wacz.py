"""WACZ: a zip with WARC files under `archive/`. Their pages are the captures; the indexes beside them are not needed."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final, cast

from onrecord.archives.inflate import Damaged, Swollen
from onrecord.archives.member import Member
from onrecord.archives.warc import warc_members
from onrecord.record import Problem

_MOST_FILES: Final = 10_000
#: Bytes that the WARC files of one archive may unpack to, as a multiple of its size; they are packed already.
_SWELLING: Final = 50
_FREE_BYTES: Final = 64 * 1024 * 1024

#: What the library raises for zips that are damaged on purpose (NotImplementedError is a RuntimeError).
_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError, ValueError, OverflowError, IndexError,
)  # fmt: skip


class _Counted:
    """A file of a zip that may be read from its beginning once more, and not past what is left of the archive's budget."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: list[int]) -> None:
        self._archive, self._info = archive, info
        self._file = archive.open(info)
        self._budget = budget

    def read(self, size: int = -1, /) -> bytes:
        try:
            data = self._file.read(size)
        except (*_FAULTS, OSError) as error:
            raise Damaged(f"the zip is damaged: {error}") from error
        self._budget[0] -= len(data)
        if self._budget[0] < 0:
            raise Swollen(f"it unpacks to over {_SWELLING} times its size")
        return data

    def seek(self, offset: int) -> None:
        """Back to the beginning, the only place that is asked for."""
        assert offset == 0
        self._file.close()
        self._file = self._archive.open(self._info)


def wacz_members(stream: IO[bytes], address: str, *, limit: int) -> Iterator[Member | Problem]:
    """The pages of all WARC files of the archive, by file name; see `onrecord.archives.members`."""
    try:
        archive = zipfile.ZipFile(stream)
        infos = archive.infolist()
    except _FAULTS as error:
        yield Problem(address, "broken", f"the zip cannot be opened: {error}")
        return
    if len(infos) > _MOST_FILES:
        yield Problem(address, "too large", f"it holds over {_MOST_FILES:,} files")
        return
    budget = [_FREE_BYTES + _SWELLING * stream.seek(0, 2)]
    found = 0
    for info in sorted(infos, key=lambda i: i.filename):
        name = info.filename
        if not _is_inside(name):
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
            file = _Counted(archive, info, budget)
            yield from warc_members(cast("IO[bytes]", file), f"{address}/{name}", limit=limit)
        except (*_FAULTS, Damaged) as error:
            yield Problem(f"{address}/{name}", "broken", f"it cannot be unpacked: {error}")
        except Swollen as error:
            yield Problem(f"{address}/{name}", "too large", str(error))
            return
    if not found:
        yield Problem(address, "no text", "it holds no WARC file under archive/")


def _is_inside(name: str) -> bool:
    """Whether a name stays inside the archive: no step up, no root, no drive."""
    return not (name.startswith("/") or "\\" in name or ":" in name[:3] or ".." in name.split("/") or "\x00" in name)
