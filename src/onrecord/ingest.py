"""From paths to rows: capture, read, extract, compare. Every step is done once for the same bytes.

One input is one transaction, so that a process killed at any moment leaves whole inputs only, and the next run goes on
where it stopped: captures on disk without a row are taken up again, articles without the mark of an extractor are
extracted, those not compared yet are compared (`comparison`). The counts of a run add up: read = stored + present + refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from onrecord import __version__
from onrecord.archives import HEAD_BYTES, archive_kind, members
from onrecord.capturing import Outcome, Work
from onrecord.comparison import Progress, compare
from onrecord.desk import Desk
from onrecord.extract import EXTRACTORS
from onrecord.extracting import extracted, processes_for
from onrecord.extraction import Models, load_models
from onrecord.record import Link, Problem
from onrecord.store import read as rows
from onrecord.store.database import Store
from onrecord.store.write import (
    Counts,
    RunRow,
    add_extraction,
    add_run,
    finish_run,
    new_run,
    settle,
)
from onrecord.walk import Input, inputs
from onrecord.weeks import bring_up


@dataclass(frozen=True, slots=True)
class Added:
    """What one run did: its id and counts, and the problems it met (also those that the record knew)."""

    run: str
    counts: Counts
    articles: int
    problems: tuple[Problem, ...]


def add(desk: Desk, paths: Sequence[Path], *, clock: Callable[[], str], progress: Progress) -> Added:
    """Capture and read the files at the paths, extract what they say, and find what was copied.

    Without a path it finishes what a run that was cut short left, and makes what an earlier version of the program did not.

    `clock` gives the UTC time as ISO 8601. Raises UsageError for a path that is not there or settings that cannot be used,
    ModelError for a broken model, DamagedStore for a broken record; nothing else, whatever the files hold.
    """
    with working(desk, "add " + " ".join(path.name for path in paths), clock=clock, progress=progress) as job:
        take_paths(job.work, paths, progress=progress)
    return job.added()


@dataclass(slots=True)
class Job:
    """A run that is going on: what it stores with, and the number of articles extracted once it has ended."""

    work: Work
    articles: int = 0

    def added(self) -> Added:
        """What the run did."""
        return Added(self.work.run.id, self.work.counts, self.articles, tuple(self.work.problems))


@contextmanager
def working(desk: Desk, command: str, *, clock: Callable[[], str], progress: Progress) -> Iterator[Job]:
    """A run whose captures are stored in the block; at its end what they say is extracted and compared.

    Raises as `add`.
    """
    models = load_models(desk.settings.actors)
    with desk.open_for_adding() as store:
        run = new_run(clock(), command, __version__, model=models.tagger_digest, knowledge=models.knowledge_digest)
        with store.transaction() as db:
            add_run(db, run, models.digests)
        job = Job(Work(desk, store, run, clock))
        yield job
        job.articles = _extract(desk, store, run, models, progress=progress)
        job.work.problems.extend(compare(store, run, progress=progress))
        bring_up(store, progress=progress)
        with store.transaction() as db:
            finish_run(db, run, job.work.counts, clock())


def take_paths(work: Work, paths: Sequence[Path], *, progress: Progress) -> tuple[Link, ...]:
    """Store the captures of all inputs at the paths. Gives the addresses that they name, each once."""
    links: dict[str, Link] = {}
    for item in inputs(paths):
        outcomes = (work.refuse(item),) if isinstance(item, Problem) else _take_file(work, item)
        for outcome in outcomes:
            progress("reading", work.read, None)
            for link in outcome.links:
                links.setdefault(link.url, link)
    return tuple(links.values())


def _take_file(work: Work, item: Input) -> Iterator[Outcome]:
    """Store a file, or the members of an archive."""
    limit = work.desk.settings.file_bytes
    try:
        with item.path.open("rb") as file:
            kind = archive_kind(file.read(HEAD_BYTES), item.path.name)
            file.seek(0)
            if kind is None:
                yield _take_page(work, item, file, limit)
                return
            for member in members(file, kind, item.address, limit=limit):
                if isinstance(member, Problem):
                    yield work.refuse(member)
                else:
                    yield work.take(member.address, member.data, retrieved_at=member.retrieved_at)
    except FileNotFoundError:
        yield work.refuse(Problem(item.address, "vanished", "it was listed, but could not be opened any more"))
    except OSError as error:
        yield work.refuse(Problem(item.address, "not readable", f"the system refused: {error.strerror}"))


def _take_page(work: Work, item: Input, file: IO[bytes], limit: int) -> Outcome:
    """Store a file that is one capture."""
    size = item.path.stat().st_size
    if size > limit:
        detail = f"{size:,} bytes; the limit is {limit:,} (file_mb in onrecord.toml)"
        return work.refuse(Problem(item.address, "too large", detail))
    data = file.read(limit + 1)
    if len(data) > limit:
        detail = f"it grew past the limit of {limit:,} bytes while it was read"
        return work.refuse(Problem(item.address, "too large", detail))
    return work.take(item.address, data)


def _extract(desk: Desk, store: Store, run: RunRow, models: Models, *, progress: Progress) -> int:
    """Run the extractors over the articles that they have not finished with. Gives the number of articles."""
    todo = rows.unextracted(store.connection, EXTRACTORS.values())
    articles = rows.articles(store.connection, todo)
    processes = processes_for(len(todo), desk.settings.processes)
    with closing(extracted(articles, models, desk.settings.actors, processes=processes)) as pairs:
        for n, (article, found) in enumerate(pairs, start=1):
            with store.transaction() as db:
                add_extraction(
                    db,
                    article,
                    found.mentions,
                    found.statements,
                    found.events,
                    extractors=tuple(EXTRACTORS.values()),
                    run=run,
                    identities=found.identities,
                    involvements=found.involvements,
                )
            progress("extracting", n, len(todo))
    with store.transaction() as db:
        settle(db, EXTRACTORS.values())
    return len(todo)
