"""Storing captures: the one way by which bytes come into a record, whether from a file, an archive or the web.

The same bytes are one capture, however many addresses they have. What an address tells of a capture (its outlet, the day in
the path) is taken from the least of its addresses, so that the order in which they were met makes no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from onrecord.desk import Desk
from onrecord.errors import Unreadable
from onrecord.reading import reading_process
from onrecord.record import Link, Problem, Reading, digest_bytes
from onrecord.store import captures as capture_files
from onrecord.store import read as rows
from onrecord.store.database import Store
from onrecord.store.sources import add_field_map, addresses_of, field_maps, links_of
from onrecord.store.write import (
    Counts,
    RunRow,
    add_problems,
    add_reading,
    add_retrieval,
    rename_articles,
)
from onrecord.walk import is_web, naming


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of storing one input: its capture (None where refused), the problems met, the addresses it names."""

    state: Literal["stored", "present", "refused"]
    capture: str | None
    problems: tuple[Problem, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class Work:
    """One run that stores captures: its desk, open record and run, and what it has counted so far."""

    desk: Desk
    store: Store
    run: RunRow
    clock: Callable[[], str]
    read: int = 0
    stored: int = 0
    present: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        """The counts so far: read = stored + present + refused."""
        return Counts(self.read, self.stored, self.present, self.refused)

    def refuse(self, problem: Problem) -> Outcome:
        """Count an input that cannot be stored, and note why."""
        self.read += 1
        self.refused += 1
        self.problems.append(problem)
        with self.store.transaction() as db:
            add_problems(db, [problem], self.run)
        return Outcome("refused", None, (problem,))

    def tell(self, problem: Problem) -> None:
        """Note a problem that is not one of an input."""
        self.problems.append(problem)
        with self.store.transaction() as db:
            add_problems(db, [problem], self.run)

    def take(self, address: str, data: bytes, *, retrieved_at: str | None = None) -> Outcome:
        """Store the bytes that were got from an address (a web address, or a folder and a file name) at that time."""
        at = self.clock() if retrieved_at is None else retrieved_at
        digest = digest_bytes(data)
        if rows.has_capture(self.store.connection, digest):
            return self._again(address, data, digest, at)
        try:
            fields = dict(self.desk.settings.fields)
            reading = self._reading(data, [address], fields)
        except Unreadable as error:
            return self.refuse(Problem(address, error.reason, error.detail, error.place))
        capture_files.keep(self.desk.captures, data)
        problems = tuple(replace(problem, address=address, capture=digest) for problem in reading.problems)
        with self.store.transaction() as db:
            add_reading(db, digest, len(data), reading, self.run)
            if reading.reader.startswith(("jsonl/", "parquet/")):
                add_field_map(db, digest, fields)
            add_retrieval(db, digest, address, at, self.run)
            add_problems(db, problems, self.run)
        self.read += 1
        self.stored += 1
        self.problems += problems
        return Outcome("stored", digest, problems, reading.links)

    def _again(self, address: str, data: bytes, digest: str, at: str) -> Outcome:
        """Note one more address of a capture that the record holds, and what it tells better."""
        db = self.store.connection
        capture_files.keep(self.desk.captures, data)
        known = addresses_of(db, digest)
        renamed: Reading | None = None
        if address not in known and naming([*known, address]) != naming(known):
            try:
                renamed = self._reading(data, [*known, address], dict(field_maps(db).get(digest, ())))
            except Unreadable:  # it could be read under its other name, and that reading is kept
                renamed = None
        with self.store.transaction() as db:
            add_retrieval(db, digest, address, at, self.run)
            if renamed is not None:
                rename_articles(db, renamed.articles)
        self.read += 1
        self.present += 1
        return Outcome("present", digest, (), links_of(self.store.connection, digest))

    def _reading(self, data: bytes, addresses: Iterable[str], fields: Mapping[str, str]) -> Reading:
        name = naming(addresses)
        settings = self.desk.settings
        process = reading_process(settings.read_seconds)
        url = name if is_web(name) else None
        return process.read(data, name=name, url=url, outlets=settings.domains, fields=fields)
