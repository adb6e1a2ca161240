"""From paths to rows: capture, read, extract, compare. Every step is done once for the same bytes.

One input is one transaction, so that a process killed at any moment leaves whole inputs only, and the next run goes on
where it stopped: captures on disk without a row are taken up again, articles without the mark of an extractor are
extracted, reuse is made anew from all articles. The counts of a run add up: read = stored + present + refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord import __version__
from onrecord.desk import Desk
from onrecord.errors import Unreadable
from onrecord.extract import EXTRACTORS
from onrecord.extraction import Models, extract, load_models
from onrecord.readers import read
from onrecord.record import Problem, digest_bytes
from onrecord.reuse import families, from_article
from onrecord.reuse.find import search
from onrecord.store import captures as capture_files
from onrecord.store import read as rows
from onrecord.store.database import Store
from onrecord.store.write import (
    Counts,
    FamilyRow,
    RunRow,
    add_extraction,
    add_problems,
    add_reading,
    add_retrieval,
    add_run,
    finish_run,
    new_run,
    replace_reuse,
)
from onrecord.walk import Input, inputs

#: Marks an article as compared with all others; a run killed before that is made good by the next.
COMPARISON = "reuse/1"
#: Told as the work goes on: what is being done, how much of it is done, of how much (None = not known yet).
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What one run did: its id and counts, and the problems it met (also those that the record knew)."""

    run: str
    counts: Counts
    articles: int
    problems: tuple[Problem, ...]


def add(desk: Desk, paths: Sequence[Path], *, clock: Callable[[], str], progress: Progress) -> Added:
    """Capture and read the files at the paths, extract what they say, and find what was copied.

    `clock` gives the UTC time as ISO 8601. Raises UsageError for a path that is not there or settings that cannot be used,
    ModelError for a broken model, DamagedStore for a broken record; nothing else, whatever the files hold.
    """
    models = load_models(desk.settings.actors)
    with desk.open_for_writing() as store:
        command = "add " + " ".join(path.name for path in paths)
        run = new_run(clock(), command, __version__, model=models.tagger_digest, knowledge=models.knowledge_digest)
        with store.transaction() as db:
            add_run(db, run)
        counts, problems = _capture(desk, store, run, paths, clock=clock, progress=progress)
        articles = _extract(store, run, models, progress=progress)
        if rows.unextracted(store.connection, [COMPARISON]):
            _compare(store, run, progress=progress)
        with store.transaction() as db:
            finish_run(db, run, counts, clock())
        return Added(run.id, counts, articles, tuple(problems))


def _capture(
    desk: Desk, store: Store, run: RunRow, paths: Sequence[Path], *, clock: Callable[[], str], progress: Progress
) -> tuple[Counts, list[Problem]]:
    """Store the captures and articles of all inputs."""
    read_, stored, present, refused = 0, 0, 0, 0
    problems: list[Problem] = []
    for item in inputs(paths):
        read_ += 1
        progress("reading", read_, None)
        outcome = item if isinstance(item, Problem) else _capture_one(desk, store, run, item, clock=clock)
        if isinstance(outcome, Problem):
            refused += 1
            problems.append(outcome)
            with store.transaction() as db:
                add_problems(db, [outcome], run)
        elif outcome is None:
            present += 1
        else:
            stored += 1
            problems += outcome
    return Counts(read_, stored, present, refused), problems


def _capture_one(
    desk: Desk, store: Store, run: RunRow, item: Input, *, clock: Callable[[], str]
) -> Problem | Sequence[Problem] | None:
    """Store one input. Gives the problem that refused it, the problems of its reading, or None when it was there already."""
    limit = desk.settings.file_bytes
    try:
        size = item.path.stat().st_size
        if size > limit:
            return Problem(
                item.address, "too large", f"{size:,} bytes; the limit is {limit:,} (file_mb in onrecord.toml)"
            )
        with item.path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        return Problem(item.address, "vanished", "it was listed, but could not be opened any more")
    except OSError as error:
        return Problem(item.address, "not readable", f"the system refused: {error.strerror}")
    if len(data) > limit:
        return Problem(item.address, "too large", f"it grew past the limit of {limit:,} bytes while it was read")
    digest = digest_bytes(data)
    if rows.has_capture(store.connection, digest):
        capture_files.keep(desk.captures, data)
        with store.transaction() as db:
            add_retrieval(db, digest, item.address, clock(), run)
        return None
    try:
        reading = read(data, name=item.address, outlets=desk.settings.domains)
    except Unreadable as error:
        return Problem(item.address, error.reason, error.detail, error.place)
    capture_files.keep(desk.captures, data)
    problems = [
        Problem(item.address, problem.reason, problem.detail, problem.place, digest) for problem in reading.problems
    ]
    with store.transaction() as db:
        add_reading(db, digest, len(data), reading, run)
        add_retrieval(db, digest, item.address, clock(), run)
        add_problems(db, problems, run)
    return problems


def _extract(store: Store, run: RunRow, models: Models, *, progress: Progress) -> int:
    """Run the extractors over the articles that they have not finished with. Gives the number of articles."""
    todo = rows.unextracted(store.connection, EXTRACTORS.values())
    for n, article in enumerate(rows.articles(store.connection, todo), start=1):
        found = extract(article, models)
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
    return len(todo)


def _compare(store: Store, run: RunRow, *, progress: Progress) -> None:
    """Find which articles share text, over the whole record."""
    progress("comparing", 0, None)
    # When a file was added says nothing of when its text was first printed: times of retrieval stay out of this.
    captures: dict[str, str] = {}
    documents = []
    for article in rows.articles(store.connection):
        captures[article.id] = article.capture
        documents.append(from_article(article))
    compared = search(documents)
    found = compared.rows
    joined = [FamilyRow(f.id, f.members, f.first, f.credited) for f in families(found, documents)]
    cuts = [
        Problem(cut.document or "the whole record", "cut", cut.note, None, captures.get(cut.document or ""))
        for cut in compared.cuts
    ]
    with store.transaction() as db:
        add_problems(db, cuts, run)
        replace_reuse(db, found, joined, articles=[d.id for d in documents], mark=COMPARISON, run=run)
    progress("comparing", len(documents), len(documents))
