"""Whether the compiled loops are used: they are where numba is installed and there is enough to do to be worth its start.

What is found is the same either way; `compiled` and its callers' numpy are held equal by a test.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Final

#: Documents from which loading numba and its kept machine code (about a second; six where nothing is kept yet) pays.
WORTH: Final = 5_000

_loaded: list[ModuleType] = []


def compiled() -> ModuleType | None:
    """The module of the compiled loops; None where it was not loaded, and numpy does the work."""
    return _loaded[0] if _loaded else None


def load_for(documents: int) -> None:
    """Load the compiled loops where they are worth it for so many documents, and can be had."""
    if _loaded or documents < WORTH:
        return
    try:
        from onrecord.reuse import compiled as module
    except (ImportError, RuntimeError):  # not installed; or there is no folder where machine code can be kept
        return
    _loaded.append(module)


@contextmanager
def no_collection() -> Iterator[None]:
    """Without looking for garbage in cycles, of which there is none: rows are many, and it would look at all again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
