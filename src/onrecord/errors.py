"""The error tree. Everything that onrecord raises on purpose derives from `OnrecordError`.

    OnrecordError
    |-- UsageError          the call cannot be carried out as given             exit 2
    |   `-- OlderRecord     the record is of an earlier version of the program  exit 2
    |-- NotOnRecord         nothing on record answers the question              exit 4
    |-- DamagedStore        the record contradicts itself or cannot be opened   exit 5
    |-- ModelError          a model file is missing or is not the one named     exit 5
    `-- Unreadable          one input cannot be read; becomes a `problem` row   (never leaves ingest)

`cli` maps the classes to exit codes in one table. The message says what was wrong, where, and what to do.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors raised on purpose."""


class UsageError(OnrecordError):
    """The call cannot be carried out as given: a path that is not there, a wrong option, a broken configuration."""


class OlderRecord(UsageError):
    """The record was written by an earlier version of the program; adding to it brings it up to date."""


class NotOnRecord(OnrecordError):
    """Nothing on record answers the question."""


class DamagedStore(OnrecordError):
    """The record contradicts itself, is of an unknown schema version, or cannot be opened."""


class ModelError(OnrecordError):
    """A model file is missing, or its digest is not the one its description names."""


class Unreadable(OnrecordError):
    """One input cannot be read.

    `reason` is a short fixed word of `onrecord.record.PROBLEM_REASONS`; `place` says where in the input
    (a line, a byte), None for the whole of it; `detail` is a sentence for a person.
    """

    def __init__(self, reason: str, detail: str, *, place: str | None = None) -> None:
        super().__init__(f"{reason}: {detail}" if place is None else f"{reason} at {place}: {detail}")
        self.reason = reason
        self.detail = detail
        self.place = place
