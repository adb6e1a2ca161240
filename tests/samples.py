"""Pages and small helpers that several tests use."""

from __future__ import annotations

from pathlib import Path

from onrecord import ingest
from onrecord.desk import Desk

PAGE = """Ministers Meet In Tarn

TARN, March 3, 2026 -- The foreign minister of Ostia, Lena Marsh, met her counterpart Pavel Orr in Tarn on Monday.

“We will not send a single soldier across the river,” Marsh told reporters after the meeting.

Orr said that his government was ready to sign the border agreement on March 12.

Copyright (c) 2026 The Tarn Herald. All rights reserved.
"""

OTHER = """River Talks Go On

Ostia denied on March 4, 2026, that it had moved guns to the river.

The army of Vell has accused Ostia of moving guns to the river, an allegation that the ministry called false.
"""


def still_clock() -> str:
    """The time, always the same."""
    return "2026-03-09T08:00:00Z"


def silent(_what: str, _done: int, _total: int | None) -> None:
    """Progress that says nothing."""


def add(desk: Desk, *paths: Path) -> ingest.Added:
    """Add paths to a desk at the fixed time."""
    return ingest.add(desk, list(paths), clock=still_clock, progress=silent)
