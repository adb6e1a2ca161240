"""Listing the inputs that a person names: files, and the files below folders, in a fixed order.

An input's address is the name of its folder and its path below that: `week/north/a.html` for a file of the folder
`week`, `week/a.html` for that file given by itself. So a file has the same address whether it was given alone (from its
top folder) or with its folder, and no address tells where on a person's disk it lies.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onrecord.errors import UsageError
from onrecord.record import Problem

#: What `brief` writes beside its desk: no input of the next call.
_WRITTEN: Final = frozenset({"briefing.html", "briefing.md", "receipts"})


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be read."""

    address: str
    path: Path


def inputs(paths: Sequence[Path]) -> Iterator[Input | Problem]:
    """Files below the paths, sorted by name within each folder, each file once; what cannot be listed is a Problem.

    Hidden files and folders, desks (folders that hold a `record.db`) and what `brief` wrote beside one are passed over.
    Symbolic links are followed, except into a folder that contains the link: that is a `loop`. Raises UsageError for a
    path that is not there.
    """
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no file or folder {path}")
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            top = path.resolve()
            yield from _folder(path, top.name, (top,), seen)
        else:
            yield from _file(path, f"{path.resolve().parent.name}/{path.name}", seen)


def naming(addresses: Iterable[str]) -> str:
    """The address that a capture with these addresses is read under: the least of the web, else the least."""
    return min(addresses, key=lambda address: (not is_web(address), address))


def is_web(address: str) -> bool:
    """Whether an address is one of the web."""
    return address.lower().startswith(("http://", "https://"))


def _folder(folder: Path, address: str, above: tuple[Path, ...], seen: set[Path]) -> Iterator[Input | Problem]:
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        yield Problem(_printable(address), "not readable", f"the folder cannot be listed: {error.strerror}")
        return
    if "record.db" in names:
        return
    written = _WRITTEN if "briefing.html" in names and (folder / "desk" / "record.db").is_file() else frozenset()
    for name in names:
        if name.startswith(".") or name in written:
            continue
        child, child_address = folder / name, f"{address}/{name}"
        try:
            is_folder = child.is_dir()
            real = child.resolve()
        except (OSError, RuntimeError):
            yield Problem(_printable(child_address), "loop", "a symbolic link that leads back to itself")
            continue
        if not is_folder:
            yield from _file(child, child_address, seen)
        elif real in above or any(real in a.parents for a in above):
            yield Problem(_printable(child_address), "loop", "a symbolic link into a folder that contains it")
        else:
            yield from _folder(child, child_address, (*above, real), seen)


def _file(path: Path, address: str, seen: set[Path]) -> Iterator[Input | Problem]:
    address = _printable(address)
    try:
        mode = path.stat().st_mode
        real = path.resolve()
    except FileNotFoundError:
        yield Problem(address, "vanished", "it was listed, but is not there (or a link that leads nowhere)")
        return
    except (OSError, RuntimeError) as error:
        reason = "loop" if isinstance(error, RuntimeError) or path.is_symlink() else "not readable"
        yield Problem(address, reason, f"the file cannot be looked at: {error}")
        return
    if not stat.S_ISREG(mode):
        yield Problem(address, "not readable", "it is not a regular file (a device, a pipe or a socket)")
    elif real not in seen:
        seen.add(real)
        yield Input(address, path)


def _printable(address: str) -> str:
    """The address without bytes that are no UTF-8 and without control characters: each written as a backslash escape."""
    readable = address.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in readable)
