"""The index of shared wording on disk: a folder beside the record, made again from the articles when it is lost or damaged.

    index.json    what belongs to it, with sizes, checksums and times of writing; replaced as a whole, last
    *.npz         what is known of the documents
    *.slab        their grams, sorted (`onrecord.reuse.slabs`); a slab is never changed, only replaced by others

Files are written and synced before `index.json` names them, so a process that is killed leaves the index as it was. Nothing
here is the record: a person may delete the folder at any time.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from onrecord.reuse.index import VERSION, Index, restored
from onrecord.reuse.slabs import SHARDS, Slab

FOLDER: Final = "reuse-index"
_NAME: Final = "index.json"


class UnusableIndex(ValueError):
    """The index on disk cannot be used; the message says why. It is to be made again."""


def load(folder: Path) -> Index | None:
    """The index kept in the folder, None where there is none. Raises UnusableIndex where it is damaged or of another version.

    Cost: the documents' columns are read. The grams stay on disk until asked for; their checksums are made where a file is not of
    the size and the time at which it was written (a copied desk, a restored one, a damaged one).
    """
    try:
        listed = _listed(folder)
        if listed is None:
            return None
        documents = folder / listed["documents"]["file"]
        if documents.stat().st_size != listed["documents"]["bytes"]:
            raise ValueError(f"{documents.name} has another length")
        with np.load(documents, allow_pickle=False) as file:  # it has checksums of its own
            columns = {name: file[name] for name in file.files}
        return restored(columns, [_slab(folder, entry) for entry in listed["slabs"]])
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise UnusableIndex(str(error)) from error


def save(folder: Path, index: Index) -> None:
    """Keep the index in the folder. Slabs that are kept there already are not written again."""
    folder.mkdir(exist_ok=True)
    try:
        before = _listed(folder)
    except (OSError, ValueError):
        before = None
    entries: list[dict[str, Any]] = []
    slabs: list[Slab] = []
    kept = {} if before is None else {entry["file"]: entry for entry in before["slabs"]}
    for held in index.slabs:
        if held.name in kept:
            entries.append(kept[held.name])
            slabs.append(held)
            continue
        entry = _write(folder, _packed(held), ".slab") | {"grams": int(held.lows.size)}
        entries.append(entry)
        slabs.append(replace(held, name=entry["file"]))
    out = io.BytesIO()
    np.savez(out, allow_pickle=False, **index.columns())
    documents = _write(folder, out.getvalue(), ".npz")
    listed = {"version": VERSION, "documents": documents, "slabs": entries}
    _replace(folder / _NAME, json.dumps(listed, indent=1).encode())
    index.kept_as(slabs)
    if before is not None:
        now = {entry["file"] for entry in (documents, *entries)}
        for name in {entry["file"] for entry in (before["documents"], *before["slabs"])} - now:
            (folder / name).unlink(missing_ok=True)


def discard(folder: Path) -> None:
    """Delete the index that is kept in the folder, whatever state it is in."""
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.name == _NAME or path.suffix in {".npz", ".slab", ".part"}:
                path.unlink(missing_ok=True)


def _listed(folder: Path) -> dict[str, Any] | None:
    try:
        listed = json.loads((folder / _NAME).read_bytes())
    except FileNotFoundError:
        return None
    if not isinstance(listed, dict) or listed.get("version") != VERSION:
        raise ValueError(f"{_NAME} is not of version {VERSION}")
    return listed


def _packed(held: Slab) -> bytes:
    return b"".join(part.tobytes() for part in (held.first, held.lows, held.numbers, held.places))


def _slab(folder: Path, entry: dict[str, Any]) -> Slab:
    """A slab whose arrays lie on disk."""
    path = folder / entry["file"]
    data = np.memmap(path, dtype=np.uint8, mode="r")
    if data.size != entry["bytes"] or path.stat().st_mtime_ns != entry["written"]:
        _check(entry, data.data)
    count, head = int(entry["grams"]), 8 * (SHARDS + 1)
    if data.size != head + 12 * count:
        raise ValueError(f"{entry['file']} has another length than {count} grams")
    lows, numbers, places = (data[head + 4 * n * count : head + 4 * (n + 1) * count] for n in range(3))
    return Slab(
        data[:head].view(np.int64), lows.view(np.uint32), numbers.view(np.int32), places.view(np.int32), entry["file"]
    )


def _check(entry: dict[str, Any], data: bytes | memoryview) -> None:
    if len(data) != entry["bytes"] or zlib.crc32(data) != entry["crc32"]:
        raise ValueError(f"{entry['file']} is damaged")


def _write(folder: Path, data: bytes, suffix: str) -> dict[str, Any]:
    """Write a file named for its contents; its entry in the list."""
    crc = zlib.crc32(data)
    name = f"{crc:08x}-{len(data):x}{suffix}"
    _replace(folder / name, data)
    written = (folder / name).stat().st_mtime_ns
    return {"file": name, "bytes": len(data), "crc32": crc, "written": written}


def _replace(path: Path, data: bytes) -> None:
    """Write the file so that it is there in full or as it was."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
