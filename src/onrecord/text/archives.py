"""Reading ZIP archives from strangers: bounded in members and bytes, and no name leads out of the folder.

Nothing in the directory of an archive is believed: sizes are counted while reading. Pure; bytes in, bytes out.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

#: Path of a member: plain names with slashes between; no drive, no root, no step upward.
_NAME: Final = re.compile(r"[\w][\w.\-]*(?:/[\w][\w.\-]*){0,7}", re.ASCII)
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read: members, and bytes of all of them together, unpacked."""

    members: int
    bytes_: int


def read_members(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Every file of the archive by name. Raises ValueError, which says why, for one that is damaged, hostile or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if len(listed) > limits.members:
                raise ValueError(f"it has {len(listed)} members; {limits.members} are read at the most")
            out: dict[str, bytes] = {}
            left = limits.bytes_
            for info in listed:
                _check(info, out)
                content = _read(archive, info, left)
                left -= len(content)
                out[info.filename] = content
            return out
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
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


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    out = bytearray()
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            out += chunk
            if len(out) > left:
                raise ValueError(f"it holds more than is read: {info.filename!r} passes the limit when unpacked")
    return bytes(out)
