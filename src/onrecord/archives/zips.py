"""Reading ZIP archives from strangers: bounded in members and bytes, and no name leads out of the folder.

Nothing in the directory of an archive is believed: sizes are counted while reading. `read_members` takes archives that onrecord
itself writes (bundles, books): all members at once, plain names alone. `ZipMember` reads one file of any other as a stream.
"""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, Final

from onrecord.archives.inflate import Damaged, Swollen

#: What the library raises for zips that are damaged on purpose (NotImplementedError is a RuntimeError).
FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError, ValueError, OverflowError, IndexError,
)  # fmt: skip

#: Path of a member: plain names with slashes between; no drive, no root, no step upward.
_NAME: Final = re.compile(r"[\w][\w.\-]*(?:/[\w][\w.\-]*){0,7}", re.ASCII)
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read: members, and bytes of all of them together, unpacked."""

    members: int
    bytes_: int


class ZipMember:
    """A file of a zip that may be read from its beginning once more, and not past `budget` bytes for all files together.

    Raises Damaged, and Swollen past the budget.
    """

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: list[int]) -> None:
        self._archive, self._info = archive, info
        self._budget = budget
        self._file = self._opened()

    def _opened(self) -> IO[bytes]:
        try:
            return self._archive.open(self._info)
        except (*FAULTS, OSError) as error:
            raise Damaged(f"the zip is damaged: {error}") from error

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes."""
        try:
            data = self._file.read(size)
        except (*FAULTS, OSError) as error:
            raise Damaged(f"the zip is damaged: {error}") from error
        self._budget[0] -= len(data)
        if self._budget[0] < 0:
            raise Swollen("it unpacks to more than is read")
        return data

    def seek(self, offset: int) -> None:
        """Back to the beginning, the only place that is asked for."""
        assert offset == 0
        self._file.close()
        self._file = self._opened()


def is_inside(name: str) -> bool:
    """Whether a name stays inside the archive: no step up, no root, no drive."""
    return not (name.startswith("/") or "\\" in name or ":" in name[:3] or ".." in name.split("/") or "\x00" in name)


def read_members(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Every file of the archive by name. Raises ValueError, which says why, for one that is damaged, hostile or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if len(listed) > limits.members:
                raise ValueError(f"it has {len(listed)} members; {limits.members} are read at the most")
            out: dict[str, bytes] = {}
            budget = [limits.bytes_]
            for info in listed:
                _check(info, out)
                out[info.filename] = _read(archive, info, budget)
            return out
    except (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, EOFError, OSError, Damaged) as error:
        raise ValueError(f"it is no readable ZIP archive: {error}") from error


def _check(info: zipfile.ZipInfo, seen: dict[str, bytes]) -> None:
    name = info.filename
    if not _NAME.fullmatch(name):
        raise ValueError(f"the name {name[:80]!r} is not one that is written here")
    if name in seen:
        raise ValueError(f"the name {name!r} stands in it twice")
    mode = info.external_attr >> 16
    if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
        raise ValueError(f"{name!r} is no plain file")
    if info.flag_bits & 0x1:
        raise ValueError(f"{name!r} is encrypted")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: list[int]) -> bytes:
    member = ZipMember(archive, info, budget)
    out = bytearray()
    try:
        while chunk := member.read(_CHUNK):
            out += chunk
    except Swollen as error:
        raise ValueError(f"it holds more than is read: {info.filename!r} passes the limit when unpacked") from error
    return bytes(out)
