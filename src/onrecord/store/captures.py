"""Captured bytes on disk, each once, under their digest: `captures/ab/cdef...` for `sha256:abcdef...`.

A capture is written beside its place and renamed into it, so that a name either is not there or holds all its bytes.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Final

from onrecord.errors import DamagedStore
from onrecord.record import digest_bytes

_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")


def capture_path(folder: Path, digest: str) -> Path:
    """Where the capture lies. Raises ValueError for a string that is no digest (so that none leads elsewhere)."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"not a capture digest: {digest!r}")
    name = digest.removeprefix("sha256:")
    return folder / name[:2] / name[2:]


def keep(folder: Path, data: bytes) -> str:
    """Keep the bytes, unless they are kept already, and give their digest."""
    digest = digest_bytes(data)
    path = capture_path(folder, digest)
    if path.is_file() and path.stat().st_size == len(data):
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            partial.unlink()
    return digest


def load(folder: Path, digest: str) -> bytes:
    """The bytes of a capture, checked against the digest.

    Raises DamagedStore when the file is missing or holds other bytes.
    """
    try:
        path = capture_path(folder, digest)
        data = path.read_bytes()
    except (ValueError, OSError) as error:
        raise DamagedStore(f"capture {digest} cannot be read: {error}") from error
    if digest_bytes(data) != digest:
        raise DamagedStore(f"capture {digest} holds other bytes than its digest says ({path})")
    return data
