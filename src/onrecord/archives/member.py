"""What an archive gives: one capture with where and when it was got."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """One capture of an archive.

    address       the web address it was fetched from, else the archive's address and its number (`box.mbox#3`)
    url           the same web address; None where it came from none
    retrieved_at  UTC time; None where the archive does not tell
    """

    address: str
    data: bytes
    url: str | None = None
    retrieved_at: str | None = None
