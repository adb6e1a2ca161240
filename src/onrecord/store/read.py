"""Reading rows back as the types of `onrecord.record`. Lists are sorted; a fixed order whatever the order of adding."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from onrecord.record import (
    Article,
    Block,
    Credit,
    Dated,
    Event,
    Evidence,
    Mention,
    Problem,
    Reuse,
    Span,
    Statement,
    sum_of_ids,
)
from onrecord.reuse.judged import decided, verdicts
from onrecord.store.identities import judged
from onrecord.store.judgements import standing_judgements
from onrecord.store.write import Counts, FamilyRow


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Where and when a capture was got."""

    capture: str
    address: str
    retrieved_at: str


def captures(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Every capture: digest, reader, size in bytes; sorted by digest."""
    return list(db.execute("SELECT digest, reader, size_bytes FROM capture ORDER BY digest"))


def has_capture(db: sqlite3.Connection, digest: str) -> bool:
    """True when the record holds the capture."""
    return db.execute("SELECT 1 FROM capture WHERE digest = ?", (digest,)).fetchone() is not None


def has_briefing(db: sqlite3.Connection, ident: str) -> bool:
    """True when a briefing with this id was written from the record."""
    return db.execute("SELECT 1 FROM briefing WHERE id = ?", (ident,)).fetchone() is not None


def article_of(db: sqlite3.Connection, kind: str, ident: str) -> str | None:
    """The article that a statement, event or mention stands in; None for an unknown id."""
    if kind not in {"statement", "event", "mention"}:
        raise ValueError(f"rows of the kind {kind!r} stand in no article")
    found = db.execute(f"SELECT article FROM {kind} WHERE id = ?", (ident,)).fetchone()  # noqa: S608
    return None if found is None else str(found[0])


def _inside(column: str, among: Iterable[str] | None) -> tuple[str, tuple[str, ...]]:
    """A condition that holds for these ids (for all when None), with its argument."""
    if among is None:
        return "", ()
    return f" WHERE {column} IN (SELECT value FROM json_each(?))", (json.dumps(sorted(among)),)  # noqa: S608 - our own column names


def retrievals(db: sqlite3.Connection) -> list[Retrieval]:
    """Every retrieval, sorted by address and capture."""
    return [Retrieval(*row) for row in db.execute("SELECT capture, address, retrieved_at FROM retrieval ORDER BY 2, 1")]


def article_ids(db: sqlite3.Connection) -> list[str]:
    """Ids of all articles, sorted."""
    return [row[0] for row in db.execute("SELECT id FROM article ORDER BY id")]


def unextracted(db: sqlite3.Connection, extractors: Iterable[str]) -> list[str]:
    """Ids of the articles that one of the extractors has not finished with, sorted. Reads those added since `settle`."""
    names = list(extractors)
    marks = ",".join("?" * len(names))
    found, last = db.execute(
        f"SELECT count(*), min(last) FROM settled WHERE extractor IN ({marks})",  # noqa: S608
        names,
    ).fetchone()
    sql = (
        "SELECT id FROM article WHERE rowid > ? AND (SELECT count(*) FROM extraction x WHERE x.article = article.id"  # noqa: S608
        f" AND x.extractor IN ({marks})) < ? ORDER BY id"
    )
    return [row[0] for row in db.execute(sql, (last if found == len(names) else 0, *names, len(names)))]


def compared(db: sqlite3.Connection, extractor: str) -> tuple[int, int]:
    """How many articles a comparison has finished with, and the sum of their ids (`record.sum_of_ids`)."""
    row = db.execute("SELECT articles, digest FROM compared WHERE extractor = ?", (extractor,)).fetchone()
    if row is not None:
        return int(row[0]), int(row[1], 16)
    marked = [row[0] for row in db.execute("SELECT article FROM extraction WHERE extractor = ?", (extractor,))]
    return len(marked), sum_of_ids(marked)


def article(db: sqlite3.Connection, ident: str) -> Article | None:
    """The article, or None."""
    return next(articles(db, [ident]), None)


def articles(db: sqlite3.Connection, idents: Iterable[str] | None = None) -> Iterator[Article]:
    """The articles with these ids, in their order (all, sorted by id, when None). Unknown ids give nothing."""
    for ident in article_ids(db) if idents is None else idents:
        row = db.execute(
            "SELECT id, capture, ordinal, reader, text, title, title_start, title_end, outlet, byline, language, url"
            " FROM article WHERE id = ?",
            (ident,),
        ).fetchone()
        if row is not None:
            yield _article(db, row)


def _article(db: sqlite3.Connection, row: tuple[Any, ...]) -> Article:
    ident, capture, ordinal, reader, text, title, title_start, title_end, outlet, byline, language, url = row
    published: Dated | None = None
    updated: Dated | None = None
    dates: list[Dated] = []
    for role, value, until, precision, evidence, words, place in db.execute(
        "SELECT role, value, until, precision, evidence, words, place FROM article_date WHERE article = ? ORDER BY n",
        (ident,),
    ):
        dated = Dated(value, precision, evidence, words, place, until)
        dates.append(dated)
        if role == "published":
            published = dated
        elif role == "updated":
            updated = dated
    blocks = tuple(
        Block(
            label,
            words if start is None else text[start:end],
            place,
            ordinal,
            None if start is None else Span(start, end),
            repeats,
        )
        for label, place, start, end, words, repeats in db.execute(
            "SELECT label, place, start, end, words, repeats FROM block WHERE article = ? ORDER BY n", (ident,)
        )
    )
    credits_ = tuple(
        Credit(*c) for c in db.execute("SELECT holder, words, place FROM credit WHERE article = ? ORDER BY n", (ident,))
    )
    title_span = None if title_start is None else Span(title_start, title_end)
    section = db.execute("SELECT name FROM article_section WHERE article = ?", (ident,)).fetchone()
    return Article(
        ident, capture, ordinal, reader, text, title, title_span, outlet, byline, language, url,
        published, updated, tuple(dates), credits_, blocks, None if section is None else section[0],
    )  # fmt: skip


def mentions(
    db: sqlite3.Connection, article_id: str | None = None, *, among: Iterable[str] | None = None
) -> list[Mention]:
    """Mentions of one article (of those `among`, of all), sorted by article and place, with the actors that people gave them."""
    where, args = _inside("article", among if article_id is None else [article_id])
    found = [
        Mention(ident, art, Span(start, end), kind, form, Span(hs, he), actor, score, reason)
        for ident, art, start, end, kind, form, hs, he, actor, score, reason in db.execute(
            "SELECT id, article, start, end, kind, form, head_start, head_end, actor, score, reason FROM mention"  # noqa: S608
            f"{where} ORDER BY article, start, end",
            args,
        )
    ]
    return judged(db, found)


def statements(
    db: sqlite3.Connection, article_id: str | None = None, *, among: Iterable[str] | None = None
) -> list[Statement]:
    """Statements of one article (of those `among`, of all), sorted by article and first place of the content."""
    where, args = _inside("s.article", among if article_id is None else [article_id])
    spans: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for ident, part, start, end in db.execute(
        "SELECT x.statement, x.part, x.start, x.end FROM statement_span x JOIN statement s ON s.id = x.statement"  # noqa: S608
        f"{where} ORDER BY x.statement, x.part, x.n",
        args,
    ):
        spans[ident][part].append(Span(start, end))
    speakers: dict[str, list[str]] = defaultdict(list)
    for ident, mention in db.execute(
        "SELECT x.statement, x.mention FROM statement_speaker x JOIN statement s ON s.id = x.statement"  # noqa: S608
        f"{where} ORDER BY x.statement, x.n",
        args,
    ):
        speakers[ident].append(mention)
    out = []
    for ident, art, kind, naming, act, likelihood, negated, standing, made_on, outer, score in db.execute(
        "SELECT id, article, kind, naming, act, likelihood, negated, standing, made_on, outer, score FROM statement s"  # noqa: S608
        f"{where}",
        args,
    ):
        part = spans[ident]
        out.append(
            Statement(
                ident, art, kind, tuple(part["source"]), tuple(part["cue"]), tuple(part["content"]), tuple(speakers[ident]),
                naming, _first(part["role"]), _first(part["addressee"]), act, tuple(part["hedge"]), likelihood, bool(negated),
                _first(part["condition"]), standing, made_on, _first(part["made_on"]), outer, score,
            )
        )  # fmt: skip
    return sorted(out, key=lambda s: (s.article, s.content, s.cue, s.id))


def _first(spans: list[Span]) -> Span | None:
    return spans[0] if spans else None


def events(db: sqlite3.Connection, article_id: str | None = None, *, among: Iterable[str] | None = None) -> list[Event]:
    """Events of one article (of those `among`, of all), sorted by article and anchor."""
    where, args = _inside("e.article", among if article_id is None else [article_id])
    spans: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for ident, part, start, end in db.execute(
        "SELECT x.event, x.part, x.start, x.end FROM event_span x JOIN event e ON e.id = x.event"  # noqa: S608
        f"{where} ORDER BY x.event, x.part, x.n",
        args,
    ):
        spans[ident][part].append(Span(start, end))
    contexts: dict[str, list[str]] = defaultdict(list)
    for ident, name in db.execute(
        "SELECT x.event, x.name FROM event_context x JOIN event e ON e.id = x.event"  # noqa: S608
        f"{where} ORDER BY x.event, x.n",
        args,
    ):
        contexts[ident].append(name)
    out = []
    for ident, art, kind, mode, date, until, precision, status, statement, score in db.execute(
        "SELECT id, article, type, mode, date, until, date_precision, status, statement, score FROM event e"  # noqa: S608
        f"{where}",
        args,
    ):
        part = spans[ident]
        out.append(
            Event(
                ident, art, kind, mode, part["anchor"][0], tuple(part["actor"]), tuple(part["recipient"]),
                _first(part["location"]), date, until, precision, _first(part["date"]), status, tuple(part["status"]),
                statement, _first(part["ordinal"]), score, tuple(contexts[ident]), tuple(part["context"]),
            )
        )  # fmt: skip
    return sorted(out, key=lambda e: (e.article, e.anchor, e.id))


def reuses(db: sqlite3.Connection) -> list[Reuse]:
    """Every reuse as persons have judged it (see `onrecord.reuse.judged`), sorted by id."""
    return list(decided(found_reuses(db), verdicts(standing_judgements(db))))


def found_reuses(db: sqlite3.Connection) -> list[Reuse]:
    """Every reuse as it was found, whatever persons have judged, sorted by id."""
    passages: dict[str, list[tuple[Span, Span]]] = defaultdict(list)
    for reuse, *p in db.execute("SELECT reuse, a_start, a_end, b_start, b_end FROM reuse_passage ORDER BY reuse, n"):
        passages[reuse].append((Span(p[0], p[1]), Span(p[2], p[3])))
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for reuse, *fields in db.execute("SELECT reuse, kind, first, note, words FROM reuse_evidence ORDER BY reuse, n"):
        evidence[reuse].append(Evidence(*fields))
    return [
        Reuse(ident, a, b, kind, tuple(passages[ident]), share_a, share_b, first, tuple(evidence[ident]))
        for ident, a, b, kind, share_a, share_b, first in db.execute(
            "SELECT id, a, b, kind, share_a, share_b, first FROM reuse ORDER BY id"
        )
    ]


def families(db: sqlite3.Connection) -> list[FamilyRow]:
    """Every family, sorted by id; members sorted."""
    members: dict[str, list[str]] = defaultdict(list)
    for family, member in db.execute("SELECT family, article FROM family_member ORDER BY family, article"):
        members[family].append(member)
    return [
        FamilyRow(ident, tuple(members[ident]), first, credited)
        for ident, first, credited in db.execute("SELECT id, first, credited FROM family ORDER BY id")
    ]


def problems(db: sqlite3.Connection) -> list[Problem]:
    """Every problem, sorted by address, place and reason."""
    return [
        Problem(address, reason, detail, place, capture)
        for address, reason, detail, place, capture in db.execute(
            "SELECT address, reason, detail, place, capture FROM problem ORDER BY address, coalesce(place, ''), reason, id"
        )
    ]


def languages(db: sqlite3.Connection) -> list[tuple[str | None, int]]:
    """Languages of the articles with their numbers, the most frequent first; None: not known."""
    return list(db.execute("SELECT language, count(*) FROM article GROUP BY language ORDER BY 2 DESC, 1"))


def in_other_languages(db: sqlite3.Connection, known: Collection[str]) -> list[Problem]:
    """One problem for each article in another language than the known ones, sorted by address.

    A list and no rows, since it changes with what is known.
    """
    marks = ", ".join("?" * len(known))
    query = f"""
        SELECT (SELECT coalesce(min(address), '') FROM retrieval WHERE retrieval.capture = article.capture) AS address,
          language, capture
        FROM article WHERE language IS NOT NULL AND language NOT IN ({marks}) ORDER BY address, id
    """  # noqa: S608
    detail = "an article in {}: stored and searchable, but nothing was read from it"
    return [
        Problem(address, "other language", detail.format(language), None, capture)
        for address, language, capture in db.execute(query, sorted(known))
    ]


def run_counts(db: sqlite3.Connection, run: str) -> Counts:
    """The counts of a finished run."""
    row = db.execute(
        "SELECT files_read, files_stored, files_present, files_refused FROM run WHERE id = ?", (run,)
    ).fetchone()
    return Counts(*row)


def totals(db: sqlite3.Connection) -> dict[str, int]:
    """Number of rows of each table that a person asks for."""
    names = (
        "capture",
        "retrieval",
        "article",
        "statement",
        "event",
        "mention",
        "reuse",
        "family",
        "problem",
        "briefing",
        "run",
    )
    return {name: cast(int, db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in names}  # noqa: S608


def find_ids(db: sqlite3.Connection, prefix: str) -> list[str]:
    """Ids (of articles, statements, events, mentions, reuses, families) that begin with `prefix`, up to 20, sorted."""
    kind = prefix.split("-", 1)[0]
    tables = [
        t for t in ("article", "statement", "event", "mention", "reuse", "family") if t == kind or t.startswith(prefix)
    ]
    out: list[str] = []
    for table in tables:
        out += [
            row[0]
            for row in db.execute(
                f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 20",  # noqa: S608
                (prefix, prefix + "\U0010ffff"),
            )
        ]
    return sorted(out)[:20]
