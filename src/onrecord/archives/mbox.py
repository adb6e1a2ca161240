"""mbox: saved mails one after the other, each after a line that begins with `From `. Each message is one capture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

from onrecord.archives.member import Member
from onrecord.record import Problem

_LINE: Final = 1024 * 1024


def mbox_members(stream: IO[bytes], address: str, *, limit: int) -> Iterator[Member | Problem]:
    """The messages in order, without their `From ` lines; see `onrecord.archives.members`.

    A `From ` line counts where it stands first or after an empty line, as the form asks; lines longer than 1 MiB are parts.
    """
    number, size = 0, 0
    parts: list[bytes] = []
    blank, whole = True, True
    while line := stream.readline(_LINE):
        if whole and blank and line.startswith(b"From "):
            if number:
                yield _message(parts, size, f"{address}#{number}", limit)
            number, size, parts = number + 1, 0, []
        else:
            size += len(line)
            if size <= limit:
                parts.append(line)
        whole = line.endswith(b"\n")
        blank = whole and not line.strip(b"\r\n")
    if number:
        yield _message(parts, size, f"{address}#{number}", limit)


def _message(parts: list[bytes], size: int, address: str, limit: int) -> Member | Problem:
    if size > limit:
        return Problem(address, "too large", f"{size:,} bytes; the limit is {limit:,}")
    data = b"".join(parts)
    end = b"\r\n\r\n" if data.endswith(b"\r\n\r\n") else b"\n\n" if data.endswith(b"\n\n") else b""
    return Member(address, data[: len(data) - len(end) // 2] if end else data)
