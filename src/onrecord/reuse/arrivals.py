"""What an index notes of documents while it reads them: when they were out, where, and who has the same words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

from onrecord.reuse.direction import times
from onrecord.reuse.documents import Document
from onrecord.reuse.tokens import U64

_LAST: Final = datetime.max.replace(tzinfo=UTC)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Arrivals:
    """What is noted of new documents while they are read, in the order of their numbers.

    old       number of the first of them
    keys      when they were published or seen first, to sort by
    follows   who leads them where another has their words; changed: leaders whose followers are others now
    retired   leaders from before that lead no more
    """

    old: int
    keys: list[tuple[int, int, str]] = field(default_factory=list)
    outlets: list[int] = field(default_factory=list)
    addresses: list[bytes] = field(default_factory=list)
    sketches: list[U64] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    follows: dict[int, int] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)
    retired: list[int] = field(default_factory=list)

    def key(self, number: int) -> tuple[int, int, str]:
        """The sort key of one of them."""
        return self.keys[number - self.old]


def when(document: Document) -> tuple[int, int, str]:
    """Sort key: the earliest known first."""
    known = times(document)
    return _micro(known.low or known.fetched or _LAST), _micro(known.fetched or _LAST), document.id


def _micro(time: datetime) -> int:
    delta = time - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def digested(data: bytes, size: int) -> bytes:
    """A digest of so many bytes."""
    return blake2b(data, digest_size=size).digest()
