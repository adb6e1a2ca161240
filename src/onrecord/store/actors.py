"""Actors in the record: whom mentions stand for, who has which part in which statement or event, under which names.

Every look-up goes through an index and touches the rows of the actors asked for, so that it stays fast on a large record.
Judgements are applied by the caller (`onrecord.resolve.decided`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from onrecord.store.desk_rows import day_key, facet
from onrecord.store.identities import rows_in


@dataclass(frozen=True, slots=True)
class Part:
    """An involvement as the record holds it: `day` is None where neither the text nor the page tells one."""

    actor: str
    day: str | None
    row: str
    part: str
    mention: str
    article: str


def parts(
    db: sqlite3.Connection,
    actors: Collection[str],
    *,
    since: str | None = None,
    until: str | None = None,
    limit: int = -1,
) -> Iterator[Part]:
    """The parts of the actors, latest day first, then by row; undated ones last, left out where a day is asked for.

    `limit`: so many at the most.
    """
    marks = ",".join("?" * len(actors))
    where, args = _days(since, until)
    found = db.execute(
        'SELECT actor, day, "row", part, mention, article FROM involvement'  # noqa: S608
        f' WHERE actor IN ({marks}){where} ORDER BY day DESC, "row", part, mention LIMIT ?',
        [*sorted(actors), *args, limit],
    )
    for actor, day, row, part, mention, article in found:
        yield Part(actor, day or None, row, part, mention, article)


def common_rows(
    db: sqlite3.Connection,
    ones: Collection[str],
    others: Collection[str],
    articles: Collection[str],
    *,
    since: str | None = None,
    until: str | None = None,
) -> list[str]:
    """Statements and events in which one of each has a part, latest day first; undated last, left out where a day is asked.

    `articles` are those that name one of each (`articles_naming_both`): whoever has a part in a row is named in its article.
    """
    where, days = _days(since, until)
    asked = json.dumps(sorted({*ones, *others}))
    mentions: dict[str, tuple[str, set[str], set[str]]] = {}
    for row, day, actor, mention in db.execute(
        'SELECT "row", day, actor, mention FROM involvement WHERE article IN (SELECT value FROM json_each(?))'  # noqa: S608
        f" AND +actor IN (SELECT value FROM json_each(?)){where}",
        [json.dumps(sorted(articles)), asked, *days],
    ):
        _, first, second = mentions.setdefault(row, (day, set(), set()))
        if actor in ones:
            first.add(mention)
        if actor in others:
            second.add(mention)
    # one mention may stand for both: it has no part with itself
    kept = sorted(row for row, (_, one, other) in mentions.items() if one and other and len(one | other) > 1)
    return sorted(kept, key=lambda row: mentions[row][0], reverse=True)


def involved(
    db: sqlite3.Connection,
    actors: Collection[str],
    *,
    since: str | None = None,
    until: str | None = None,
    most: int = -1,
) -> int:
    """Number of parts that the actors have in statements and events; of those days; `most`: counted no further."""
    where, args = _days(since, until)
    marks = ",".join("?" * len(actors))
    sql = f"SELECT count(*) FROM (SELECT 1 FROM involvement WHERE actor IN ({marks}){where} LIMIT ?)"  # noqa: S608
    return int(db.execute(sql, [*sorted(actors), *args, most]).fetchone()[0])


def _days(since: str | None, until: str | None) -> tuple[str, list[str]]:
    """A condition on days, and its parameters."""
    where, args = "", list[str]()
    if since is not None:
        where += " AND day >= ?"
        args.append(since)
    if until is not None:
        where += " AND day <= ? AND day <> ''"
        args.append(until + "~" if len(until) < 10 else until)
    return where, args


def days_with_articles(db: sqlite3.Connection, first: str, last: str) -> int:
    """Number of days from `first` to `last`, inclusive, on which the record has an article. Linear in these days."""
    # from each such day on to the next key that is of a later one
    sql = """
        WITH RECURSIVE written(at) AS (
          SELECT (SELECT min(key) >> 32 FROM desk_article WHERE key >= :first AND key < :end)
          UNION ALL
          SELECT (SELECT min(key) >> 32 FROM desk_article WHERE key >= (at + 1) << 32 AND key < :end)
          FROM written WHERE at IS NOT NULL
        )
        SELECT count(at) FROM written
    """
    return int(db.execute(sql, {"first": day_key(first), "end": day_key(last) + (1 << 32)}).fetchone()[0])


def parts_of_rows(db: sqlite3.Connection, idents: Collection[str]) -> list[Part]:
    """Everybody's parts in these statements and events, sorted by row, part and mention."""
    found = rows_in(db, 'SELECT actor, day, "row", part, mention, article FROM involvement WHERE "row" IN', idents)
    return sorted(
        (Part(a, day or None, row, part, m, article) for a, day, row, part, m, article in found),
        key=lambda p: (p.row, p.part, p.mention),
    )


def spoken_by(db: sqlite3.Connection, mentions: Collection[str]) -> set[str]:
    """Ids of the statements whose speakers one of the mentions names."""
    return {row[0] for row in rows_in(db, "SELECT statement FROM statement_speaker WHERE mention IN", mentions)}


def said_by(db: sqlite3.Connection, actors: Collection[str]) -> list[tuple[str, str]]:
    """(article, words) of everything that one of the actors says, sorted by key in the desk's lists. Linear in its number."""
    speaks = " OR ".join(f'"{facet("voice", f"actor:{actor}")}"' for actor in sorted(actors))
    sql = (
        "SELECT s.article, i.content FROM desk_index i JOIN desk_statement s ON s.key = i.rowid WHERE desk_index MATCH ?"
        " ORDER BY i.rowid"
    )
    return list(db.execute(sql, (f"facets : ({speaks})",)))


def known_actors(db: sqlite3.Connection, actors: Collection[str]) -> set[str]:
    """Those of the actors that a mention of the record stands for."""
    return {a for a in sorted(actors) if db.execute("SELECT 1 FROM identity WHERE actor = ? LIMIT 1", (a,)).fetchone()}


def actors_with_words(db: sqlite3.Connection, words: Collection[str]) -> set[str]:
    """Actors with a name on record that has all of the words, given as spelling keys."""
    names: set[tuple[str, str]] | None = None
    for word in sorted(words):
        here = set(db.execute("SELECT actor, name FROM actor_name WHERE word = ?", (word,)))
        names = here if names is None else names & here
    return {actor for actor, _ in names or set()}


def names_of(db: sqlite3.Connection, actor: str) -> tuple[str, ...]:
    """The names under which the actor stands on pages, longest first."""
    found = {name for (name,) in db.execute("SELECT name FROM actor_name WHERE actor = ?", (actor,))}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def tally(db: sqlite3.Connection, actors: Collection[str]) -> tuple[int, int]:
    """Number of mentions that stand for the actors, and of articles they stand in."""
    marks = ",".join("?" * len(actors))
    found = db.execute(
        f"SELECT count(*), count(DISTINCT article) FROM identity WHERE actor IN ({marks})",  # noqa: S608
        sorted(actors),
    ).fetchone()
    return int(found[0]), int(found[1])


def articles_naming_both(db: sqlite3.Connection, ones: Collection[str], others: Collection[str]) -> list[str]:
    """Ids of the articles that name one of each, sorted."""
    sides = [f"SELECT article FROM identity WHERE actor IN ({','.join('?' * len(side))})" for side in (ones, others)]  # noqa: S608
    return [row[0] for row in db.execute(" INTERSECT ".join(sides), (*sorted(ones), *sorted(others)))]


def naming_sums(db: sqlite3.Connection, actors: Collection[str]) -> tuple[int, int, str | None, str | None]:
    """Number of listed articles that name the actors, of their outlets, the first and the last day published."""
    marks = ",".join("?" * len(actors))
    found = db.execute(
        "SELECT count(*), count(DISTINCT outlet), min(day), max(day) FROM desk_article"  # noqa: S608
        f" WHERE article IN (SELECT DISTINCT article FROM identity WHERE actor IN ({marks}))",
        sorted(actors),
    ).fetchone()
    return int(found[0]), int(found[1]), found[2], found[3]


def naming(db: sqlite3.Connection, actors: Collection[str]) -> list[tuple[str, str, str]]:
    """(mention, article, actor) of all mentions that stand for one of the actors, sorted."""
    return sorted(rows_in(db, "SELECT mention, article, actor FROM identity WHERE actor IN", actors))


def named_in_article(db: sqlite3.Connection, article: str) -> list[tuple[str, str, str]]:
    """(mention, article, actor) of all mentions of an article that stand for somebody, sorted."""
    return sorted(db.execute("SELECT mention, article, actor FROM identity WHERE article = ?", (article,)))


def rows_of_outlet(db: sqlite3.Connection, idents: Collection[str], outlet: str) -> set[str]:
    """Those of the statements and events that stand in an article of the outlet, whose name is compared without case."""
    sql = 'SELECT DISTINCT i."row", a.outlet FROM involvement i JOIN article a ON a.id = i.article WHERE i."row" IN'
    return {row for row, name in rows_in(db, sql, idents) if name is not None and name.casefold() == outlet.casefold()}


def actor_of_mention(db: sqlite3.Connection, mention: str) -> tuple[str, str] | None:
    """The actor that a mention was found to stand for, before judgements, and its article; None where nobody is known."""
    found = db.execute("SELECT actor, article FROM identity WHERE mention = ?", (mention,)).fetchone()
    return None if found is None else (str(found[0]), str(found[1]))


def days_of(db: sqlite3.Connection, articles: Collection[str]) -> list[tuple[str, str | None, str | None]]:
    """(article, day published, outlet) of the articles, sorted."""
    sql = "SELECT article, day, outlet FROM desk_article WHERE article IN"
    return sorted(rows_in(db, sql, articles), key=lambda row: (row[1] or "", row[0]))
