"""Which articles of a record share text: new articles against all others, by way of the index that is kept beside the record.

The articles that the index lacks are added to it; the rows that this changes are replaced, and the families near them made
again, in one transaction; then the index is kept. So a process killed at any moment leaves the record whole, and an index that
lacks at most what the next run adds. An index that is lost, damaged, of another version or of another record is made again
from the articles.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from onrecord.record import Article, Problem, Reuse
from onrecord.reuse import from_article
from onrecord.reuse.credits import Claim
from onrecord.reuse.documents import Document
from onrecord.reuse.family import families
from onrecord.reuse.index import Index, Update
from onrecord.reuse.judged import decided, verdicts
from onrecord.reuse.loops import no_collection
from onrecord.store import origins as near
from onrecord.store import read as rows
from onrecord.store import reuse_index
from onrecord.store.database import Store
from onrecord.store.judgements import standing_judgements
from onrecord.store.repeats import bring_up_repeats
from onrecord.store.scratch import Scratch
from onrecord.store.write import (
    FamilyRow,
    RunRow,
    add_problems,
    mark_extracted,
    note_compared,
    replace_families,
    replace_reuse,
    settle,
)

#: Marks an article as compared with all others; a run killed before that is made good by the next.
COMPARISON: Final = "reuse/1"
#: Marks an article whose lines are known, so that those its outlet repeats are found.
REPEATS: Final = "repeats/1"
#: Articles whose lines are taken in by one transaction: a few tenths of a second.
_AT_ONCE: Final = 200
#: Told as the work goes on: what is being done, how much of it is done, of how much (None = not known yet).
Progress = Callable[[str, int, int | None], None]


def compare(store: Store, run: RunRow, *, progress: Progress) -> tuple[Problem, ...]:
    """Compare the articles that were not compared yet with all others; nothing where there are none. Gives what was cut."""
    _note_repeats(store, run)
    cut: tuple[Problem, ...] | None = ()
    while rows.unextracted(store.connection, [COMPARISON]):
        cut = _compare(store, run, progress=progress)
        if cut is not None:
            break
    with store.transaction() as db:
        settle(db, (REPEATS, COMPARISON))
    return cut or ()


def _note_repeats(store: Store, run: RunRow) -> None:
    """Find the lines that outlets repeat, with the articles for which this was not done yet."""
    todo = rows.unextracted(store.connection, [REPEATS])
    for low in range(0, len(todo), _AT_ONCE):
        part = todo[low : low + _AT_ONCE]
        with store.transaction() as db:
            bring_up_repeats(db, rows.articles(db, part), article_of=lambda ident: next(rows.articles(db, [ident])))
            mark_extracted(db, part, mark=REPEATS, run=run)


def _compare(store: Store, run: RunRow, *, progress: Progress) -> tuple[Problem, ...] | None:
    """Compare once, and give what was cut; None where another process compared meanwhile, so that it must be done again."""
    db = store.connection
    folder = store.path.parent / reuse_index.FOLDER
    compared = rows.compared(db, COMPARISON)
    new = rows.unextracted(db, [COMPARISON])
    index = _index(folder, db, compared, new, progress=progress)
    if index.held != compared:  # a run was killed before it kept the index, or there was none
        new = [ident for ident in rows.article_ids(db) if ident not in index]
    progress("comparing", 0, len(new))

    def document_of(ident: str) -> Document:
        return _document(next(rows.articles(db, [ident])))

    with no_collection(), Scratch(store.path.parent) as scratch:
        update = index.add(map(_document, rows.articles(db, new)), document_of=document_of, scratch=scratch)
        found = tuple(update.rows)
    with store.transaction():
        if rows.compared(db, COMPARISON) != compared:
            return None
        cut = tuple(_cuts(update, store))
        add_problems(db, cut, run)
        everything = len(update.stale) == len(index)
        touched = set(update.stale) if everything else near.partners(db, update.stale) | set(update.stale)
        replace_reuse(db, found, stale=None if everything else update.stale)
        touched.update(end for row in found for end in (row.a, row.b))
        refresh_families(store, touched, said=update.said, found=found if everything else None)
        mark_extracted(db, new, mark=COMPARISON, run=run)
        note_compared(db, COMPARISON, *index.held)
    reuse_index.save(folder, index)
    progress("comparing", len(new), len(new))
    return cut


def refresh_families(
    store: Store,
    touched: Collection[str],
    *,
    said: Mapping[str, tuple[Claim, ...]] | None = None,
    found: Collection[Reuse] | None = None,
) -> None:
    """Make the families of the touched articles again, and of all that are joined with them, within an open transaction.

    `said` has credit lines of articles that are known already; `found` all rows of the record where they are at hand.
    """
    db = store.connection
    if found is None:
        members = near.joined_with(db, touched)
        joined = [row for row in near.copies(db, members, as_judged=False) if row.kind in {"reprint", "excerpt"}]
    else:
        members = None
        joined = [row for row in found if row.kind in {"reprint", "excerpt"}]
    standing = verdicts(standing_judgements(db))
    held: dict[str, Document] = {}

    def document_of(ident: str) -> Document:
        if ident not in held:
            held[ident] = _document(next(rows.articles(db, [ident])))
        return held[ident]

    made = families(decided(joined, standing), document_of, {} if said is None else said)
    replace_families(db, [FamilyRow(f.id, f.members, f.first, f.credited) for f in made], near=members)


def _index(
    folder: Path, db: sqlite3.Connection, compared: tuple[int, int], unmarked: Collection[str], *, progress: Progress
) -> Index:
    """The index that is kept, or an empty one where there is none that fits the record.

    One that holds all articles that are compared fits; else all are listed: one that holds what the record lacks, or has not
    compared, is of another state of it.
    """
    try:
        index = reuse_index.load(folder)
    except reuse_index.UnusableIndex:
        index = None
    if index is not None and index.held == compared:
        return index
    if index is None or not (set(index.ids) <= set(rows.article_ids(db)) and not any(i in index for i in unmarked)):
        if compared[0]:
            progress("making the index of shared wording again", 0, None)
        reuse_index.discard(folder)
        return Index()
    return index


def _document(article: Article) -> Document:
    # When a file was added says nothing of when its text was first printed: times of retrieval stay out of this.
    return from_article(article)


def _cuts(update: Update, store: Store) -> Iterator[Problem]:
    for cut in update.cuts:
        article = None if cut.document is None else rows.article(store.connection, cut.document)
        capture = None if article is None else article.capture
        yield Problem(cut.document or "the whole record", "cut", cut.note, cut.place, capture)
