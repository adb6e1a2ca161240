"""Lists for pages: statements with filters, articles of a day, stories, problems. Each takes one short walk along a key.

Lists come a page at a time: `before` is the key that the last page gave as `next`. Counts stop at `MOST_COUNTED`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from onrecord.store.desk_rows import day_key, facet
from onrecord.store.search import match_expression

#: Counts stop here: counting all of a common word would take longer than finding a page of it.
MOST_COUNTED: Final = 1000


@dataclass(frozen=True, slots=True)
class ArticleItem:
    """An article as lists name it. `title` is its headline (`titled`) or its opening words; `day` ISO, None = unknown.

    family   the story it belongs to, None where no other article prints its text; copies: number of articles in it
    """

    key: int
    id: str
    title: str
    titled: bool
    outlet: str | None
    day: str | None
    published: str | None
    until: str | None
    precision: str | None
    evidence: str | None
    captured: str | None
    statements: int
    events: int
    family: str | None
    copies: int


@dataclass(frozen=True, slots=True)
class StatementItem:
    """A statement as lists show it: who, with which words, what; where; and what a reader must know of it.

    voice      key of who speaks, for the page of the actor; None where no one is named
    judged     what a person decided: `accepted`, `rejected`; None = nobody did
    """

    key: int
    id: str
    speaker: str
    voice: str | None
    cue: str
    content: str
    kind: str
    act: str
    naming: str
    standing: str
    negated: bool
    likelihood: str | None
    made_on: str | None
    nested: bool
    score: float
    judged: str | None
    article: ArticleItem


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search asks for. None = no limit; days are ISO and inclusive; names are compared without case.

    speaker  words of the speaker's name, or a voice key; about: words of the content, or a voice key that it names
    same     other keys that a person found to be the one that is asked for
    """

    words: str = ""
    speaker: str | None = None
    about: str | None = None
    act: str | None = None
    kind: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    naming: str | None = None
    same: tuple[str, ...] = ()


#: Beyond every key; the part of a key that is the article's number.
_FAR: Final = 1 << 62
_NUMBER: Final = (1 << 32) - 1
#: Articles that are asked one by one whether they have a word: a tenth of a millisecond each.
_FEW: Final = 100
_ARTICLE: Final = (
    "d.key, d.article, d.title, d.titled, d.outlet, d.day, d.published, d.until, d.precision, d.evidence, d.captured,"
    " d.statements, d.events,"
    " (SELECT m.family FROM family_member m JOIN desk_story t ON t.family = m.family AND t.articles > 1"
    "   WHERE m.article = d.article ORDER BY t.articles DESC, t.family LIMIT 1),"
    " coalesce((SELECT max(t.articles) FROM family_member m JOIN desk_story t ON t.family = m.family"
    "   WHERE m.article = d.article), 1)"
)
_STATEMENT: Final = (
    "l.key, s.id, i.speaker, l.voice, i.cue, i.content, s.kind, s.act, s.naming, s.standing, s.negated, s.likelihood,"
    " s.made_on, s.outer IS NOT NULL, s.score"
)


def articles_of(db: sqlite3.Connection, idents: Iterable[str]) -> dict[str, ArticleItem]:
    """The listed articles with these ids, by id."""
    found = {}
    for ident in dict.fromkeys(idents):
        row = db.execute(f"SELECT {_ARTICLE} FROM desk_article d WHERE d.article = ?", (ident,)).fetchone()  # noqa: S608
        if row is not None:
            found[ident] = _article(row)
    return found


def articles_of_day(db: sqlite3.Connection, day: str, *, before: int | None, limit: int) -> list[ArticleItem]:
    """Articles published on an ISO day, the last added first."""
    low, high = day_key(day), day_key(day) + (1 << 32)
    high = high if before is None else min(high, before)
    return _articles(db, "d.key >= ? AND d.key < ?", (low, high), limit)


def articles_of_outlet(db: sqlite3.Connection, outlet: str, *, before: int | None, limit: int) -> list[ArticleItem]:
    """Articles of an outlet, newest first."""
    sql = (
        f"SELECT {_ARTICLE} FROM desk_article d WHERE d.outlet = ?"  # noqa: S608
        " AND (d.day, d.key) < (?, ?) ORDER BY d.outlet DESC, d.day DESC, d.key DESC LIMIT ?"
    )
    last = ("9999", 1 << 62) if before is None else (_day_of(before) or "", before)
    return [_article(row) for row in db.execute(sql, (outlet, *last, limit))]


def find_articles(db: sqlite3.Connection, asked: Asked, *, before: int | None, limit: int) -> list[ArticleItem]:
    """Articles with the words in title or text, the last added first; without words those of the outlet or days, newest first.

    Of the filters outlet and days count; none where neither they nor words are asked for. Keys are numbers of articles where
    words are asked for, since the index of whole texts is kept in the order of adding; else as in other lists.
    """
    query = match_expression(asked.words)
    anything = (asked.outlet, asked.since, asked.until) == (None, None, None)
    if query is None and (asked.words.strip() or anything):
        return []
    where, args = "d.key >= ? AND d.key < ?", list[object](_span(asked))
    if asked.outlet is not None:
        where += " AND d.outlet IN (SELECT value FROM json_each(?))"
        args.append(json.dumps(_outlets(db, asked.outlet)))
    if query is None:
        return _articles(db, f"{where} AND d.key < ?", (*args, _FAR if before is None else before), limit)
    if not anything:
        # few articles are asked one by one whether they have the words; of many the numbers bound the search, since
        # they grow with the days
        sql = f"SELECT d.key & {_NUMBER} FROM desk_article d WHERE {where}"  # noqa: S608
        numbers = [row[0] for row in db.execute(sql, args)]
        if len(numbers) <= _FEW:
            where, args = "i.rowid IN (SELECT value FROM json_each(?))", [json.dumps(numbers)]
        else:
            where, args = f"{where} AND i.rowid >= ? AND i.rowid <= ?", [*args, min(numbers), max(numbers)]
    sql = (
        f"SELECT {_ARTICLE}, i.rowid FROM article_index i JOIN article a ON a.number = i.rowid"  # noqa: S608
        f" JOIN desk_article d ON d.article = a.id WHERE article_index MATCH ? AND i.rowid < ? AND {where}"
        " ORDER BY i.rowid DESC LIMIT ?"
    )
    found = db.execute(sql, (query, _FAR if before is None else before, *args, limit))
    return [_article((row[-1], *row[1:-1])) for row in found]


def _outlets(db: sqlite3.Connection, name: str) -> list[str]:
    """The outlets' names on record that are this one, compared without case."""
    key = " ".join(name.casefold().split())
    named = (row[0] for row in db.execute("SELECT DISTINCT outlet FROM desk_month"))
    return [outlet for outlet in named if " ".join(outlet.casefold().split()) == key]


def newest_articles(db: sqlite3.Connection, *, before: int | None, limit: int) -> list[ArticleItem]:
    """Articles by day of publication, newest first, undated ones last."""
    return _articles(db, "d.key < ?", (1 << 62 if before is None else before,), limit)


def _articles(db: sqlite3.Connection, where: str, args: Sequence[object], limit: int) -> list[ArticleItem]:
    sql = f"SELECT {_ARTICLE} FROM desk_article d WHERE {where} ORDER BY d.key DESC LIMIT ?"  # noqa: S608
    return [_article(row) for row in db.execute(sql, (*args, limit))]


def _article(row: Sequence[Any]) -> ArticleItem:
    return ArticleItem(*_with(row[:15], titled=3))


def _with(row: Sequence[Any], **flags: int) -> tuple[Any, ...]:
    """The row with SQLite's 0 and 1 at these places as False and True."""
    return tuple(bool(value) if n in flags.values() else value for n, value in enumerate(row))


def find_statements(
    db: sqlite3.Connection, asked: Asked, *, before: int | None = None, limit: int
) -> list[StatementItem]:
    """Statements that fit, newest first."""
    source, where, args = _asked(asked, before)
    sql = f"SELECT key FROM ({source} WHERE {where} ORDER BY 1 DESC LIMIT ?)"  # noqa: S608
    return statements_at(db, [row[0] for row in db.execute(sql, (*args, limit))])


def count_statements(db: sqlite3.Connection, asked: Asked) -> int:
    """How many statements fit, `MOST_COUNTED` + 1 where it is more than `MOST_COUNTED`."""
    source, where, args = _asked(asked, None)
    sql = f"SELECT count(*) FROM ({source} WHERE {where} LIMIT {MOST_COUNTED + 1})"  # noqa: S608
    return int(db.execute(sql, args).fetchone()[0])


def statements_at(db: sqlite3.Connection, keys: Sequence[int]) -> list[StatementItem]:
    """The statements with these keys, in their order; keys of rows that are gone give nothing."""
    sql = (
        f"SELECT {_STATEMENT}, l.article FROM desk_statement l JOIN desk_index i ON i.rowid = l.key"  # noqa: S608
        " JOIN statement s ON s.id = l.statement WHERE l.key = ?"
    )
    found = [row for key in keys for row in db.execute(sql, (key,))]
    articles = articles_of(db, (row[-1] for row in found))
    judged = verdicts(db, [row[1] for row in found])
    whole = (
        (*_with(row[:-1], negated=10, nested=13), judged.get(row[1]), articles[row[-1]])
        for row in found
        if row[-1] in articles
    )
    return [StatementItem(*row) for row in whole]


def keys_of_article(db: sqlite3.Connection, article: str, *, limit: int) -> list[int]:
    """Keys of an article's statements, in the order in which they were found in it."""
    sql = "SELECT key FROM desk_statement WHERE article = ? ORDER BY key LIMIT ?"
    return [row[0] for row in db.execute(sql, (article, limit))]


def key_of(db: sqlite3.Connection, statement: str) -> int | None:
    """The key of a statement."""
    row = db.execute("SELECT key FROM desk_statement WHERE statement = ?", (statement,)).fetchone()
    return None if row is None else int(row[0])


def verdicts(db: sqlite3.Connection, idents: Collection[str]) -> dict[str, str]:
    """`accepted` or `rejected` for those of the statements and events that a person judged."""
    from onrecord.store.judgements import judgements_on

    words = {"accept": "accepted", "reject": "rejected"}
    return {
        j.subject: words[verb]
        for j in judgements_on(db, idents)
        for verb in [j.kind.rpartition("-")[2]]
        if verb in words
    }


def _asked(asked: Asked, before: int | None) -> tuple[str, str, list[object]]:
    """FROM, WHERE and parameters of a search. Keys tell days, so a span of days is a span of keys."""
    low, high = _span(asked)
    high = high if before is None else min(high, before)
    terms: list[str] = []
    for column, words in (("speaker", asked.speaker), ("content", asked.about)):
        if words is None:
            continue
        if words.startswith(("actor:", "name:")):
            kind = "voice" if column == "speaker" else "about"
            terms.append("(" + " OR ".join(f'"{facet(kind, key)}"' for key in (words, *asked.same)) + ")")
            continue
        query = match_expression(f'"{words.replace(chr(34), " ")}"')
        terms.append(f"{{{column}}} : ({query or NOTHING})")
    for kind, value in (
        ("act", asked.act),
        ("kind", asked.kind),
        ("outlet", asked.outlet),
        ("naming", asked.naming),
    ):
        if value is not None:
            terms.append(f'"{facet(kind, value)}"')
    query = match_expression(asked.words)
    if query is not None:
        terms.insert(0, f"{{speaker cue content}} : ({query})")
    elif asked.words.strip():
        terms.append(NOTHING)
    if not terms:
        return "SELECT key FROM desk_statement", "key >= ? AND key < ?", [low, high]
    return (
        "SELECT rowid AS key FROM desk_index",
        "desk_index MATCH ? AND rowid >= ? AND rowid < ?",
        [" AND ".join(terms), low, high],
    )


def _span(asked: Asked) -> tuple[int, int]:
    """The first key of the days that are asked for, and the first one after them."""
    low = 0 if asked.since is None else day_key(asked.since)
    return low, _FAR if asked.until is None else day_key(_next_day(asked.until))


#: A term that no text has: what was asked for holds no word that could be found.
NOTHING: Final = f'"{facet("nothing", "")}"'


def _next_day(day: str) -> str:
    """The day after; the calendar's last day stands for itself."""
    found = date.fromisoformat(day)
    return day if found == date.max else (found + timedelta(days=1)).isoformat()


def _day_of(key: int) -> str | None:
    ordinal = key >> 32
    return date.fromordinal(ordinal).isoformat() if 0 < ordinal <= date.max.toordinal() else None


def days_around(db: sqlite3.Connection, day: str) -> tuple[str | None, str | None]:
    """The days on record before and after an ISO day."""
    earlier = db.execute(
        "SELECT day FROM desk_article WHERE key < ? AND day IS NOT NULL ORDER BY key DESC LIMIT 1", (day_key(day),)
    ).fetchone()
    later = db.execute(
        "SELECT day FROM desk_article WHERE key >= ? ORDER BY key LIMIT 1", (day_key(_next_day(day)),)
    ).fetchone()
    return (None if earlier is None else earlier[0]), (None if later is None else later[0])


def day_before(day: str, days: int) -> str:
    """The ISO day so many days before another."""
    found = date.fromisoformat(day)
    return (found - min(timedelta(days), found - date.min)).isoformat()


def articles_between(db: sqlite3.Connection, since: str, until: str, *, limit: int) -> list[str]:
    """Ids of articles published on ISO days from `since` to `until`, both inside, the newest first."""
    found = db.execute(
        "SELECT article FROM desk_article WHERE key >= ? AND key < ? ORDER BY key DESC LIMIT ?",
        (day_key(since), day_key(_next_day(until)), limit),
    )
    return [row[0] for row in found]


def state(db: sqlite3.Connection) -> tuple[Any, ...]:
    """Changes whenever something was added, read anew, or judged: what remembered answers depend on."""
    row = db.execute(
        "SELECT (SELECT max(rowid) FROM run), (SELECT max(finished_at) FROM run), (SELECT max(number) FROM statement),"
        " (SELECT max(number) FROM judgement), (SELECT max(key) FROM desk_article)"
    ).fetchone()
    return tuple(row)


def last_day(db: sqlite3.Connection) -> str | None:
    """The last day of publication on record."""
    row = db.execute("SELECT day FROM desk_article WHERE day IS NOT NULL ORDER BY key DESC LIMIT 1").fetchone()
    return None if row is None else str(row[0])
