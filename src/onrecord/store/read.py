"""Reading rows back as the types of `onrecord.record`. Lists are sorted; a fixed order whatever the order of adding."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from onrecord.record import (
    Article,
    Block,
    BlockLabel,
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
from onrecord.resolve.decided import Decided
from onrecord.reuse.judged import decided, verdicts
from onrecord.store.identities import judged
from onrecord.store.judgements import standing_judgements
from onrecord.store.write import Counts, FamilyRow

#: Articles that are read in one go: enough to make few questions of it, few enough to hold.
_AT_ONCE: Final = 64


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
    """The articles with these ids, in their order (all, sorted by id, when None). Unknown ids give nothing.

    A few dozen at a time are read and held.
    """
    ordered = article_ids(db) if idents is None else list(idents)
    for at in range(0, len(ordered), _AT_ONCE):
        batch = ordered[at : at + _AT_ONCE]
        found = _articles(db, batch)
        yield from (found[ident] for ident in batch if ident in found)


def _articles(db: sqlite3.Connection, idents: Collection[str]) -> dict[str, Article]:
    """The articles with these ids, by id."""
    where, args = _inside("article", idents)
    dates: dict[str, list[tuple[str, Dated]]] = defaultdict(list)
    for ident, role, value, until, precision, evidence, words, place in db.execute(
        "SELECT article, role, value, until, precision, evidence, words, place FROM article_date"  # noqa: S608
        f"{where} ORDER BY article, n",
        args,
    ):
        dates[ident].append((role, Dated(value, precision, evidence, words, place, until)))
    blocks: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for ident, *block in db.execute(
        f"SELECT article, label, place, start, end, words, repeats FROM block{where} ORDER BY article, n",  # noqa: S608
        args,
    ):
        blocks[ident].append(tuple(block))
    credits_: dict[str, list[Credit]] = defaultdict(list)
    for ident, *credit in db.execute(
        f"SELECT article, holder, words, place FROM credit{where} ORDER BY article, n",  # noqa: S608
        args,
    ):
        credits_[ident].append(Credit(*credit))
    sections = dict(db.execute(f"SELECT article, name FROM article_section{where}", args))  # noqa: S608
    out = {}
    where, args = _inside("id", idents)
    for (
        ident,
        capture,
        ordinal,
        reader,
        text,
        title,
        title_start,
        title_end,
        outlet,
        byline,
        language,
        url,
    ) in db.execute(
        "SELECT id, capture, ordinal, reader, text, title, title_start, title_end, outlet, byline, language, url"  # noqa: S608
        f" FROM article{where}",
        args,
    ):
        dated = dict(dates[ident])
        out[ident] = Article(
            ident, capture, ordinal, reader, text, title,
            None if title_start is None else Span(title_start, title_end), outlet, byline, language, url,
            dated.get("published"), dated.get("updated"), tuple(found for _, found in dates[ident]),
            tuple(credits_[ident]), tuple(_block(text, ordinal, *block) for block in blocks[ident]), sections.get(ident),
        )  # fmt: skip
    return out


def _block(
    text: str,
    ordinal: int,
    label: BlockLabel,
    place: str,
    start: int | None,
    end: int | None,
    words: str,
    repeats: int | None,
) -> Block:
    span = None if start is None or end is None else Span(start, end)
    return Block(label, words if span is None else text[span.start : span.end], place, ordinal, span, repeats)


def mentions(
    db: sqlite3.Connection,
    article_id: str | None = None,
    *,
    among: Iterable[str] | None = None,
    known: Decided | None = None,
) -> list[Mention]:
    """Mentions of one article (of those `among`, of all), sorted by article and place, with the actors that people gave them.

    `known` are the judgements where they were read already.
    """
    where, args = _inside("article", among if article_id is None else [article_id])
    found = [
        Mention(ident, art, Span(start, end), kind, form, Span(hs, he), actor, score, reason)
        for ident, art, start, end, kind, form, hs, he, actor, score, reason in db.execute(
            "SELECT id, article, start, end, kind, form, head_start, head_end, actor, score, reason FROM mention"  # noqa: S608
            f"{where} ORDER BY article, start, end",
            args,
        )
    ]
    return judged(db, found, known)


def statements(
    db: sqlite3.Connection, article_id: str | None = None, *, among: Iterable[str] | None = None
) -> list[Statement]:
    """Statements of one article (of those `among`, of all), sorted by article and first place of the content."""
    return _statements(db, *_inside("s.article", among if article_id is None else [article_id]))


def statements_with_ids(db: sqlite3.Connection, idents: Iterable[str]) -> list[Statement]:
    """The statements with these ids, sorted as `statements`."""
    return _statements(db, *_inside("s.id", idents))


def _statements(db: sqlite3.Connection, where: str, args: tuple[str, ...]) -> list[Statement]:
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
    return _events(db, *_inside("e.article", among if article_id is None else [article_id]))


def events_with_ids(db: sqlite3.Connection, idents: Iterable[str]) -> list[Event]:
    """The events with these ids, sorted as `events`."""
    return _events(db, *_inside("e.id", idents))


def _events(db: sqlite3.Connection, where: str, args: tuple[str, ...]) -> list[Event]:
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


def found_reuses(db: sqlite3.Connection, among: Iterable[str] | None = None) -> list[Reuse]:
    """Every reuse (those with these ids, unless None) as it was found, whatever persons have judged, sorted by id."""
    passages: dict[str, list[tuple[Span, Span]]] = defaultdict(list)
    where, args = _inside("reuse", among)
    for reuse, *p in db.execute(
        f"SELECT reuse, a_start, a_end, b_start, b_end FROM reuse_passage{where} ORDER BY reuse, n",  # noqa: S608
        args,
    ):
        passages[reuse].append((Span(p[0], p[1]), Span(p[2], p[3])))
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for reuse, *fields in db.execute(
        f"SELECT reuse, kind, first, note, words FROM reuse_evidence{where} ORDER BY reuse, n",  # noqa: S608
        args,
    ):
        evidence[reuse].append(Evidence(*fields))
    where, args = _inside("id", among)
    return [
        Reuse(ident, a, b, kind, tuple(passages[ident]), share_a, share_b, first, tuple(evidence[ident]))
        for ident, a, b, kind, share_a, share_b, first in db.execute(
            f"SELECT id, a, b, kind, share_a, share_b, first FROM reuse{where} ORDER BY id",  # noqa: S608
            args,
        )
    ]


def families(db: sqlite3.Connection, among: Iterable[str] | None = None) -> list[FamilyRow]:
    """Every family (those with these ids, unless None), sorted by id; members sorted."""
    members: dict[str, list[str]] = defaultdict(list)
    where, args = _inside("family", among)
    for family, member in db.execute(
        f"SELECT family, article FROM family_member{where} ORDER BY family, article",  # noqa: S608
        args,
    ):
        members[family].append(member)
    where, args = _inside("id", among)
    return [
        FamilyRow(ident, tuple(members[ident]), first, credited)
        for ident, first, credited in db.execute(f"SELECT id, first, credited FROM family{where} ORDER BY id", args)  # noqa: S608
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
