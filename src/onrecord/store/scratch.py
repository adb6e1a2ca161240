"""A file for what a process puts away for a while: without a name, gone with the process, killed or not.

It lies in a folder that is given (beside the record, which is on a disk), since the system's own folder for temporary files may
be memory. Nothing else reads it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class Scratch:
    """Bytes by place; the file is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = -1
        self._end = 0

    def put(self, data: bytes) -> int | None:
        """Keep the bytes; the place where they are, None where the disk has no room for them."""
        place = self._end
        try:
            if self._file < 0:
                with tempfile.TemporaryFile(dir=self._folder) as file:
                    self._file = os.dup(file.fileno())
            while data:
                written = os.pwrite(self._file, data, self._end)
                self._end += written
                data = data[written:]
        except OSError:
            return None
        return place

    def get(self, place: int, size: int) -> bytes:
        """So many bytes from a place. Raises OSError where they are not there."""
        data = os.pread(self._file, size, place)
        if len(data) != size:
            raise OSError(f"the scratch file in {self._folder} has lost what was put there")
        return data

    def close(self) -> None:
        """Let the file go."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Scratch:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
