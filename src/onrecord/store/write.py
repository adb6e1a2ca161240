"""Adding rows to the record. Every function takes the connection of an open transaction.

Rows whose id is there already are left as they are, so that adding the same again changes nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from onrecord.record import Article, Block, Dated, Event, Mention, Problem, Reading, Reuse, Spans, Statement, row_id
from onrecord.resolve.identity import Identity, Involvement
from onrecord.store.identities import add_identities
from onrecord.text.spans import words_of


@dataclass(frozen=True, slots=True)
class RunRow:
    """One call of a command that writes. `id` is a content hash of the other fields."""

    id: str
    started_at: str
    command: str
    version: str
    model: str | None
    knowledge: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Files looked at in a run: `read` = `stored` + `present` + `refused`."""

    read: int = 0
    stored: int = 0
    present: int = 0
    refused: int = 0


def new_run(started_at: str, command: str, version: str, *, model: str | None, knowledge: str | None) -> RunRow:
    """A run with its id."""
    return RunRow(
        row_id("run", started_at, command, version, model, knowledge), started_at, command, version, model, knowledge
    )


def add_run(db: sqlite3.Connection, run: RunRow, models: Mapping[str, str] = MappingProxyType({})) -> None:
    """Add the row of a run that begins; `models`: digest of each model that it loaded, by what the model reads."""
    db.execute(
        "INSERT OR IGNORE INTO run (id, started_at, command, version, model, knowledge) VALUES (?, ?, ?, ?, ?, ?)",
        (run.id, run.started_at, run.command, run.version, run.model, run.knowledge),
    )
    db.executemany(
        "INSERT OR IGNORE INTO run_model VALUES (?, ?, ?)", [(run.id, *row) for row in sorted(models.items())]
    )


def finish_run(db: sqlite3.Connection, run: RunRow, counts: Counts, finished_at: str) -> None:
    """Write down how a run ended."""
    db.execute(
        "UPDATE run SET finished_at = ?, files_read = ?, files_stored = ?, files_present = ?, files_refused = ? WHERE id = ?",
        (finished_at, counts.read, counts.stored, counts.present, counts.refused, run.id),
    )


def add_retrieval(db: sqlite3.Connection, capture: str, address: str, retrieved_at: str, run: RunRow) -> None:
    """Note that a capture was got from an address; the earliest time counts, in whatever order they are told."""
    db.execute(
        "INSERT INTO retrieval VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET retrieved_at = excluded.retrieved_at,"
        " run = excluded.run WHERE excluded.retrieved_at < retrieved_at",
        (capture, address, retrieved_at, run.id),
    )


def add_reading(db: sqlite3.Connection, capture: str, size_bytes: int, reading: Reading, run: RunRow) -> None:
    """Add a capture with its articles, blocks, dates and credits."""
    db.execute(
        "INSERT OR IGNORE INTO capture VALUES (?, ?, ?, ?, ?)",
        (capture, size_bytes, reading.reader, reading.encoding, run.id),
    )
    blocks: list[tuple[str | None, Block]] = []
    for article in reading.articles:
        _add_article(db, article, run)
        blocks += [(article.id, block) for block in article.blocks]
    blocks += [(None, block) for block in reading.stray]
    db.executemany(
        "INSERT OR IGNORE INTO block VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                capture, n, article_id, block.label, block.place,
                None if block.span is None else block.span.start,
                None if block.span is None else block.span.end,
                block.text if block.span is None else None,
                block.repeats,
            )
            for n, (article_id, block) in enumerate(blocks)
        ],
    )  # fmt: skip
    db.executemany(
        "INSERT OR IGNORE INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (capture, n, x.url, x.kind, x.place, x.title, x.published, x.updated, x.held)
            for n, x in enumerate(reading.links)
        ],
    )


def rename_articles(db: sqlite3.Connection, articles: Iterable[Article]) -> None:
    """Give articles what another address of their capture tells of them: outlet, address, dates, credits.

    Their texts and ids stay. Where the day changes, extractors find them anew.
    """
    for article in articles:
        before = db.execute("SELECT published, outlet FROM article WHERE id = ?", (article.id,)).fetchone()
        published = article.published
        day = (
            (None, None, None, None)
            if published is None
            else (published.value, published.until, published.precision, published.evidence)
        )
        db.execute(
            "UPDATE article SET title = ?, outlet = ?, byline = ?, language = ?, url = ?, published = ?, published_until = ?,"
            " published_precision = ?, published_evidence = ? WHERE id = ?",
            (article.title, article.outlet, article.byline, article.language, article.url, *day, article.id),
        )
        db.execute("DELETE FROM article_date WHERE article = ?", (article.id,))
        db.execute("DELETE FROM credit WHERE article = ?", (article.id,))
        _add_article_facts(db, article)
        if before is not None and before[0] != day[0]:
            _forget_extraction(db, article.id)
        elif before is not None and before[1] != article.outlet:
            _unmark(db, article.id)
        db.execute("DELETE FROM desk_article WHERE article = ?", (article.id,))
    db.execute("DELETE FROM desk_month WHERE articles = 0")


def _add_article(db: sqlite3.Connection, article: Article, run: RunRow) -> None:
    published = article.published
    cursor = db.execute(
        "INSERT OR IGNORE INTO article (id, capture, ordinal, reader, text, title, title_start, title_end, outlet, byline,"
        " language, url, published, published_until, published_precision, published_evidence, run)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id, article.capture, article.ordinal, article.reader, article.text, article.title,
            None if article.title_span is None else article.title_span.start,
            None if article.title_span is None else article.title_span.end,
            article.outlet, article.byline, article.language, article.url,
            *((None, None, None, None) if published is None
              else (published.value, published.until, published.precision, published.evidence)),
            run.id,
        ),
    )  # fmt: skip
    if not cursor.rowcount:
        return
    db.execute(
        "INSERT INTO article_index (rowid, title, text) VALUES (?, ?, ?)",
        (cursor.lastrowid, article.title, article.text),
    )
    _add_article_facts(db, article)


def _add_article_facts(db: sqlite3.Connection, article: Article) -> None:
    db.executemany(
        "INSERT INTO article_date VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (article.id, n, role, d.value, d.until, d.precision, d.evidence, d.words, d.place)
            for n, (role, d) in enumerate(_dates(article))
        ],
    )
    if article.section is not None:
        db.execute("INSERT INTO article_section VALUES (?, ?)", (article.id, article.section))
    db.executemany(
        "INSERT INTO credit VALUES (?, ?, ?, ?, ?)",
        [(article.id, n, c.holder, c.words, c.place) for n, c in enumerate(article.credits)],
    )


def _dates(article: Article) -> list[tuple[str, Dated]]:
    chosen = [
        (role, d) for role, d in (("published", article.published), ("updated", article.updated)) if d is not None
    ]
    taken = [d for _, d in chosen]
    return chosen + [("candidate", d) for d in article.dates if d not in taken]


def add_problems(db: sqlite3.Connection, problems: Iterable[Problem], run: RunRow) -> None:
    """Add problem rows; the same problem of the same input is one row."""
    db.executemany(
        "INSERT OR IGNORE INTO problem VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                row_id("problem", p.address, p.reason, p.place, p.detail),
                p.address,
                p.reason,
                p.detail,
                p.place,
                p.capture,
                run.id,
            )
            for p in problems
        ],
    )


def add_extraction(
    db: sqlite3.Connection,
    article: Article,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    events: Sequence[Event],
    *,
    extractors: Sequence[str],
    run: RunRow,
    identities: Sequence[Identity] = (),
    involvements: Sequence[Involvement] = (),
) -> None:
    """Add all that was found in one article, and mark its extractors as done.

    When all are marked done before, nothing changes; when an older version of one was, its rows make way for these: what
    was found can always be found again from the text, so it is not kept twice.
    """
    done = {name for (name,) in db.execute("SELECT extractor FROM extraction WHERE article = ?", (article.id,))}
    if done.issuperset(extractors):
        return
    families = {name.partition("/")[0] for name in extractors}
    if any(name.partition("/")[0] in families for name in done):
        _forget_extraction(db, article.id)
    db.executemany(
        "INSERT OR IGNORE INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(m.id, m.article, *m.span, m.kind, m.form, *m.head, m.actor, m.score, m.reason) for m in mentions],
    )
    names = {m.id: article.text[m.head.start : m.head.end] for m in mentions}
    for statement in statements:
        _add_statement(db, article, statement, names)
    for event in events:
        _add_event(db, event)
    add_identities(db, article.id, article.day, identities, involvements)
    db.executemany(
        "INSERT OR IGNORE INTO extraction VALUES (?, ?, ?)", [(article.id, name, run.id) for name in extractors]
    )


def _forget_extraction(db: sqlite3.Connection, article: str) -> None:
    """Take out what older extractors found in an article."""
    inside = "IN (SELECT id FROM statement WHERE article = ?)"
    db.execute(
        "DELETE FROM statement_index WHERE rowid IN (SELECT number FROM statement WHERE article = ?)", (article,)
    )
    db.execute(f"DELETE FROM statement_speaker WHERE statement {inside}", (article,))  # noqa: S608
    db.execute(f"DELETE FROM statement_span WHERE statement {inside}", (article,))  # noqa: S608
    for table in ("event_span", "event_context"):
        db.execute(f"DELETE FROM {table} WHERE event IN (SELECT id FROM event WHERE article = ?)", (article,))  # noqa: S608
    for table in ("identity", "involvement", "statement", "event", "mention"):
        db.execute(f"DELETE FROM {table} WHERE article = ?", (article,))  # noqa: S608
    _unmark(db, article)


def _unmark(db: sqlite3.Connection, article: str) -> None:
    """Take the marks of all extractors from an article."""
    db.execute("DELETE FROM extraction WHERE article = ?", (article,))
    db.execute("UPDATE settled SET last = min(last, (SELECT rowid FROM article WHERE id = ?) - 1)", (article,))
    db.execute("DELETE FROM compared")  # it is counted again


def _add_statement(db: sqlite3.Connection, article: Article, s: Statement, names: dict[str, str]) -> None:
    cursor = db.execute(
        "INSERT OR IGNORE INTO statement (id, article, kind, naming, act, likelihood, negated, standing, made_on, outer, score)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            s.id,
            s.article,
            s.kind,
            s.naming,
            s.act,
            s.likelihood,
            int(s.negated),
            s.standing,
            s.made_on,
            s.outer,
            s.score,
        ),
    )
    if not cursor.rowcount:
        return
    parts: dict[str, Spans] = {
        "source": s.source,
        "cue": s.cue,
        "content": s.content,
        "role": () if s.role is None else (s.role,),
        "addressee": () if s.addressee is None else (s.addressee,),
        "hedge": s.hedge,
        "condition": () if s.condition is None else (s.condition,),
        "made_on": () if s.made_on_words is None else (s.made_on_words,),
    }
    db.executemany(
        "INSERT INTO statement_span VALUES (?, ?, ?, ?, ?)",
        [(s.id, part, n, *span) for part, spans in parts.items() for n, span in enumerate(spans)],
    )
    db.executemany("INSERT INTO statement_speaker VALUES (?, ?, ?)", [(s.id, n, m) for n, m in enumerate(s.speakers)])
    speaker = " ".join([words_of(article.text, s.source), *(names.get(m, "") for m in s.speakers)])
    db.execute(
        "INSERT INTO statement_index (rowid, speaker, cue, content) VALUES (?, ?, ?, ?)",
        (cursor.lastrowid, speaker, words_of(article.text, s.cue), words_of(article.text, s.content)),
    )


def _add_event(db: sqlite3.Connection, e: Event) -> None:
    cursor = db.execute(
        "INSERT OR IGNORE INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (e.id, e.article, e.type, e.mode, e.date, e.until, e.date_precision, e.status, e.statement, e.score),
    )
    if not cursor.rowcount:
        return
    parts: dict[str, Spans] = {
        "anchor": (e.anchor,),
        "actor": e.actors,
        "recipient": e.recipients,
        "location": () if e.location is None else (e.location,),
        "date": () if e.date_words is None else (e.date_words,),
        "status": e.status_words,
        "ordinal": () if e.ordinal is None else (e.ordinal,),
        "context": e.context_words,
    }
    db.executemany(
        "INSERT INTO event_span VALUES (?, ?, ?, ?, ?)",
        [(e.id, part, n, *span) for part, spans in parts.items() for n, span in enumerate(spans)],
    )
    db.executemany("INSERT INTO event_context VALUES (?, ?, ?)", [(e.id, n, name) for n, name in enumerate(e.contexts)])


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """Articles of one origin: ids sorted; the earliest known member; who is credited where that text is not on record."""

    id: str
    members: tuple[str, ...]
    first: str | None
    credited: str | None


def replace_reuse(db: sqlite3.Connection, rows: Iterable[Reuse], *, stale: Sequence[str] | None) -> None:
    """Put these rows in the place of all that one of the `stale` articles stands in (None: of all there are)."""
    if stale is None:
        db.execute("DELETE FROM reuse")
    else:
        for side in ("a", "b"):
            db.executemany(f"DELETE FROM reuse WHERE {side} = ?", ((ident,) for ident in stale))  # noqa: S608
    for r in rows:
        db.execute(
            "INSERT INTO reuse VALUES (?, ?, ?, ?, ?, ?, ?)", (r.id, r.a, r.b, r.kind, r.share_a, r.share_b, r.first)
        )
        db.executemany(
            "INSERT INTO reuse_passage VALUES (?, ?, ?, ?, ?, ?)",
            [(r.id, n, *a, *b) for n, (a, b) in enumerate(r.passages)],
        )
        db.executemany(
            "INSERT INTO reuse_evidence VALUES (?, ?, ?, ?, ?, ?)",
            [(r.id, n, e.kind, e.first, e.note, e.words) for n, e in enumerate(r.evidence)],
        )


def replace_families(db: sqlite3.Connection, families: Iterable[FamilyRow], *, near: Collection[str] | None) -> None:
    """Put these families in the place of all that one of the articles `near` stands in (None: of all there are)."""
    if near is None:
        db.execute("DELETE FROM family")
    else:
        db.executemany(
            "DELETE FROM family WHERE id IN (SELECT family FROM family_member WHERE article = ?)",
            ((ident,) for ident in near),
        )
    for f in families:
        db.execute("INSERT INTO family VALUES (?, ?, ?)", (f.id, f.first, f.credited))
        db.executemany("INSERT INTO family_member VALUES (?, ?)", [(f.id, article) for article in f.members])


def mark_extracted(db: sqlite3.Connection, articles: Iterable[str], *, mark: str, run: RunRow) -> None:
    """Mark the articles as gone through."""
    db.executemany(
        "INSERT OR IGNORE INTO extraction VALUES (?, ?, ?)", [(article, mark, run.id) for article in articles]
    )


def note_compared(db: sqlite3.Connection, mark: str, articles: int, total: int) -> None:
    """Note how many articles have the mark of the comparison, and the sum of their ids."""
    db.execute("INSERT OR REPLACE INTO compared VALUES (?, ?, ?)", (mark, articles, f"{total:016x}"))


def settle(db: sqlite3.Connection, marks: Iterable[str]) -> None:
    """Note up to which article, in the order of adding, all have these marks. Reads the articles added since the last time."""
    for mark in marks:
        db.execute(
            "INSERT OR REPLACE INTO settled SELECT :mark, coalesce((SELECT min(rowid) - 1 FROM article WHERE rowid > last"
            " AND NOT EXISTS (SELECT 1 FROM extraction x WHERE x.article = article.id AND x.extractor = :mark)),"
            " (SELECT max(rowid) FROM article), 0)"
            " FROM (SELECT coalesce((SELECT last FROM settled WHERE extractor = :mark), 0) AS last)",
            {"mark": mark},
        )


def add_briefing(db: sqlite3.Connection, briefing: str, title: str, made_at: str, file: str, run: str) -> None:
    """Note a briefing that was written."""
    db.execute("INSERT OR IGNORE INTO briefing VALUES (?, ?, ?, ?, ?)", (briefing, title, made_at, file, run))
