"""Full-text search over statements and articles.

What a person types is taken as words and quoted phrases; no typed character reaches the index's own query syntax, so
that any text gives results or none, never an error.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Final

_TERM: Final = re.compile(r'"([^"]*)"|(\S+)')
_WORD: Final = re.compile(r"\w+")
#: More terms than this are not a question of a person; the rest is left out.
_MOST_TERMS: Final = 32


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits on a search; None = no limit. Dates are ISO days; `until` is inclusive. Names are compared without case.

    speaker   words of the speaker's name; `actors`: ids whose statements pass too, whatever words name them there
    """

    speaker: str | None = None
    outlet: str | None = None
    act: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    actors: tuple[str, ...] = ()


def match_expression(words: str) -> str | None:
    """The index's query for typed words: every word must occur, quoted words in a row. None when there is no word."""
    terms: list[str] = []
    for phrase, word in _TERM.findall(words):
        tokens = _WORD.findall(phrase or word)
        if tokens:
            terms.append('"' + " ".join(tokens) + '"')
    return " AND ".join(terms[:_MOST_TERMS]) or None


def search_statements(db: sqlite3.Connection, words: str, *, filters: Filters, limit: int) -> list[str]:
    """Ids of statements with these words in speaker, cue or content, best first; all that pass the filters when no words."""
    query = match_expression(words)
    where, args = _where(filters, speaker=True)
    if query is None:
        sql = (
            "SELECT s.id FROM statement s JOIN article a ON a.id = s.article"  # noqa: S608
            f" WHERE {where} ORDER BY a.published, s.id LIMIT ?"
        )
        return [row[0] for row in db.execute(sql, (*args, limit))]
    sql = (
        "SELECT s.id FROM statement_index i JOIN statement s ON s.number = i.rowid JOIN article a ON a.id = s.article"  # noqa: S608
        f" WHERE statement_index MATCH ? AND {where} ORDER BY i.rank, s.id LIMIT ?"
    )
    return [row[0] for row in db.execute(sql, (query, *args, limit))]


def search_articles(db: sqlite3.Connection, words: str, *, filters: Filters, limit: int) -> list[str]:
    """Ids of articles with these words in title or text, best first; none when there is no word."""
    query = match_expression(words)
    if query is None:
        return []
    where, args = _where(filters, speaker=False)
    sql = (
        "SELECT a.id FROM article_index i JOIN article a ON a.number = i.rowid"  # noqa: S608
        f" WHERE article_index MATCH ? AND {where} ORDER BY i.rank, a.id LIMIT ?"
    )
    return [row[0] for row in db.execute(sql, (query, *args, limit))]


def _where(filters: Filters, *, speaker: bool) -> tuple[str, list[object]]:
    parts, args = ["1"], list[object]()
    if filters.outlet is not None:
        parts.append("lower(a.outlet) = lower(?)")
        args.append(filters.outlet)
    if filters.since is not None:
        parts.append("substr(a.published, 1, 10) >= ?")
        args.append(filters.since)
    if filters.until is not None:
        parts.append("substr(coalesce(a.published_until, a.published), 1, 10) <= ?")
        args.append(filters.until)
    if speaker:
        if filters.act is not None:
            parts.append("s.act = ?")
            args.append(filters.act)
        if filters.kind is not None:
            parts.append("s.kind = ?")
            args.append(filters.kind)
        if filters.speaker is not None:
            named = "s.number IN (SELECT rowid FROM statement_index WHERE statement_index MATCH ?)"
            marks = ",".join("?" * len(filters.actors))
            known = f"s.id IN (SELECT \"row\" FROM involvement WHERE part = 'speaker' AND actor IN ({marks}))"  # noqa: S608
            parts.append(f"({named} OR {known})")
            tokens = " ".join(_WORD.findall(filters.speaker))
            args += [f'speaker : "{tokens}"', *filters.actors]
    return " AND ".join(parts), args
