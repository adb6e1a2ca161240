"""Lines that repeat over the pages of an outlet: derived tables, brought up for what is new and what this touches.

`outlet_line` has each line of each article by its key, so that the articles with a line are found without reading the others;
`repeated_line` the keys that stand in different texts; `repeated_block` where they stand as notices.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations

from onrecord.readers.repeats import MOST_PAIRED, Line, are_one_text, are_versions, lines, notices
from onrecord.record import Article, Span


def bring_up_repeats(
    db: sqlite3.Connection, articles: Iterable[Article], *, article_of: Callable[[str], Article]
) -> None:
    """Take these articles, new ones or such as have another outlet now, into the tables. Within an open transaction.

    The tables are the same whatever the order and the batches. Cost: linear in these articles and in the at most `MOST_PAIRED`
    articles with each of their lines; those with a line that stands on more are not read.
    """
    found = {article.id: lines(article) for article in articles}
    look = _Lookup(db)
    keys: set[int] = set()  # lines to which an article came, or which one left
    for ident, mine in found.items():
        for changed, _ in look.lines_of(ident).items() ^ {line.key: line.words for line in mine}.items():
            keys.add(changed)
    was = {key: look.holders(key) for key in keys}
    for ident, mine in found.items():
        db.execute("DELETE FROM outlet_line WHERE article = ?", (ident,))
        db.executemany(
            "INSERT OR REPLACE INTO outlet_line VALUES (?, ?, ?)", [(line.key, ident, line.words) for line in mine]
        )
    look = _Lookup(db)
    asked: set[int] = set()
    for key, before in was.items():
        now = look.holders(key)
        if len(before) <= MOST_PAIRED or len(now) <= MOST_PAIRED:
            asked.add(key)
        if (len(before) > MOST_PAIRED) != (len(now) > MOST_PAIRED):
            # whether its articles are versions of one text is told without this line now, or with it again
            held: dict[int, int] = defaultdict(int)
            for holder in before if len(before) <= MOST_PAIRED else now:
                for other in look.lines_of(holder):
                    held[other] += 1
            asked.update(other for other, times in held.items() if times > 1)
    touched = set(found)
    for key in sorted(asked):
        repeats = look.repeats(key)
        if repeats != look.is_marked(key):
            look.mark(key, repeats=repeats)
            touched.update(look.holders(key), was.get(key, ()))
    for ident in sorted(touched):
        mine = found[ident] if ident in found else lines(article_of(ident))
        _replace(db, ident, mine, {line.key for line in mine if look.is_marked(line.key)})


class _Lookup:
    """What the tables tell, asked once; articles with a line up to one more than `MOST_PAIRED` and those just taken in."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._holders: dict[int, tuple[str, ...]] = {}
        self._lines: dict[str, dict[int, int]] = {}
        self._versions: dict[tuple[str, str], bool] = {}
        self._marked: dict[int, bool] = {}

    def holders(self, key: int) -> tuple[str, ...]:
        """Articles with the line, sorted; of more than `MOST_PAIRED` one more than that."""
        if key not in self._holders:
            sql = "SELECT article FROM outlet_line WHERE line = ? ORDER BY article LIMIT ?"
            self._holders[key] = tuple(row[0] for row in self._db.execute(sql, (key, MOST_PAIRED + 1)))
        return self._holders[key]

    def lines_of(self, ident: str) -> Mapping[int, int]:
        """The words of an article's lines by their keys."""
        if ident not in self._lines:
            sql = "SELECT line, words FROM outlet_line WHERE article = ?"
            self._lines[ident] = dict(self._db.execute(sql, (ident,)))
        return self._lines[ident]

    def repeats(self, key: int) -> bool:
        """Whether the line stands in texts that are different ones."""
        holders = self.holders(key)
        if not 1 < len(holders) <= MOST_PAIRED:
            return len(holders) > 1
        return not are_one_text(holders, {pair for pair in combinations(holders, 2) if self._are_versions(*pair)})

    def _are_versions(self, one: str, other: str) -> bool:
        if (one, other) not in self._versions:
            left, right = self.lines_of(one), self.lines_of(other)
            wide = {key for key in left.keys() & right.keys() if len(self.holders(key)) > MOST_PAIRED}
            self._versions[one, other] = are_versions(left, right, wide)
        return self._versions[one, other]

    def is_marked(self, key: int) -> bool:
        """Whether the tables say that the line repeats."""
        if key not in self._marked:
            row = self._db.execute("SELECT 1 FROM repeated_line WHERE line = ?", (key,)).fetchone()
            self._marked[key] = row is not None
        return self._marked[key]

    def mark(self, key: int, *, repeats: bool) -> None:
        """Let the tables say whether it does."""
        sql = "INSERT INTO repeated_line VALUES (?)" if repeats else "DELETE FROM repeated_line WHERE line = ?"
        self._db.execute(sql, (key,))
        self._marked[key] = repeats


def _replace(db: sqlite3.Connection, article: str, found: Sequence[Line], repeated: Collection[int]) -> None:
    db.execute("DELETE FROM repeated_block WHERE article = ?", (article,))
    db.executemany(
        "INSERT INTO repeated_block VALUES (?, ?, ?)", [(article, *span) for span in notices(found, repeated)]
    )


def repeats(db: sqlite3.Connection, articles: Collection[str] | None = None) -> Mapping[str, tuple[Span, ...]]:
    """By article the spans of its repeated blocks, sorted; of these articles (None: of all)."""
    sql = 'SELECT article, start, "end" FROM repeated_block'
    out: dict[str, list[Span]] = defaultdict(list)
    rows: Iterable[tuple[str, int, int]]
    if articles is None:
        rows = db.execute(sql)
    else:
        rows = (row for ident in articles for row in db.execute(f"{sql} WHERE article = ?", (ident,)))
    for article, start, end in rows:
        out[article].append(Span(start, end))
    return {article: tuple(sorted(spans)) for article, spans in out.items()}


def stands_in_repeat(spans: Sequence[Span], where: Sequence[Span]) -> bool:
    """Whether the first of `where` lies in one of the repeated blocks."""
    return bool(where) and any(span.start <= where[0].start < span.end for span in spans)
