"""Making the desk's derived lists: whatever is missing in them is made from the record's rows.

`refresh` is called at the end of every `add` and when `serve` starts. It works in short transactions, so that readers see
whole articles and other writers wait for a moment only.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from onrecord.record import Mention, Statement
from onrecord.store import read as rows
from onrecord.store.database import Store
from onrecord.text.spans import Placed, placed, words_of

#: Articles in one transaction: well under a second of work.
_BATCH: Final = 200
_SHIFT: Final = 32
_OPENING_CHARS: Final = 70
#: Begins the words that filters are made of. Private use: taken out of every text that is indexed beside them.
_FACET: Final = "\ue000"
_NAMES: Final = frozenset({"name", "title", "metonym"})
_ARTICLES: Final = ("the ", "a ", "an ")


def day_key(day: str | None) -> int:
    """The key of the first possible row of an ISO day (`2026-03-04`); of an unknown day 0. Raises ValueError."""
    return 0 if day is None else date.fromisoformat(day).toordinal() << _SHIFT


def facet(kind: str, value: str) -> str:
    """The index's word for a filter: short and of a form that no page's text has. Values are compared without case."""
    digest = hashlib.sha256(f"{kind}\0{' '.join(value.casefold().split())}".encode()).hexdigest()[:16]
    return f"{_FACET}{digest}"


def folded(name: str) -> str:
    """A name as a key: lower case, one space between words, no article and no possessive ending."""
    text = " ".join(name.replace("’", "'").casefold().split())
    for article in _ARTICLES:
        text = text.removeprefix(article)
    return text.removesuffix("'s")


def voice_of(mention: Mention, text: str, identities: Mapping[str, str]) -> str:
    """The key of whom a mention names: `actor:ID`, else `name:NAME`; equal for the same one in all articles.

    `identities` are those of the article: see `identities_of`.
    """
    actor = identities.get(mention.id, mention.actor)
    return f"actor:{actor}" if actor else f"name:{folded(text[mention.head.start : mention.head.end])}"


def identities_of(db: sqlite3.Connection, article: str) -> dict[str, str]:
    """Whom the mentions of an article stand for over all articles, by mention."""
    return dict(db.execute("SELECT mention, actor FROM identity WHERE article = ?", (article,)))


def stale(db: sqlite3.Connection) -> bool:
    """True when a list lacks a row."""
    return bool(
        db.execute(
            "SELECT EXISTS (SELECT 1 FROM article a WHERE NOT EXISTS (SELECT 1 FROM desk_article d WHERE d.article = a.id))"
            " OR EXISTS (SELECT 1 FROM desk_gone)"
            " OR EXISTS (SELECT 1 FROM family f WHERE NOT EXISTS (SELECT 1 FROM desk_story s WHERE s.family = f.id))"
        ).fetchone()[0]
    )


def refresh(store: Store, *, progress: Callable[[str, int, int | None], None] | None = None) -> int:
    """Make the rows that the lists lack. Gives the number of articles. Linear in what is missing, but for one look at all."""
    db = store.connection
    missing = db.execute(
        "SELECT number, id FROM article a WHERE NOT EXISTS (SELECT 1 FROM desk_article d WHERE d.article = a.id)"
        " ORDER BY number"
    ).fetchall()
    gone = [row[0] for row in db.execute("SELECT key FROM desk_gone")]
    for start in range(0, len(gone), _BATCH):
        with store.transaction():
            for key in gone[start : start + _BATCH]:
                db.execute("DELETE FROM desk_index WHERE rowid = ?", (key,))
                db.execute("DELETE FROM desk_gone WHERE key = ?", (key,))
    for start in range(0, len(missing), _BATCH):
        with store.transaction():
            for number, ident in missing[start : start + _BATCH]:
                _list_article(db, number, ident)
        if progress is not None:
            progress("listing", min(start + _BATCH, len(missing)), len(missing))
    if missing or stale(db):
        with store.transaction():
            _list_stories(db)
    return len(missing)


def _list_article(db: sqlite3.Connection, number: int, ident: str) -> None:
    article = next(rows.articles(db, [ident]))
    mentions = rows.mentions(db, ident)
    statements = rows.statements(db, ident)
    events = db.execute("SELECT count(*) FROM event WHERE article = ?", (ident,)).fetchone()[0]
    captured = db.execute("SELECT min(retrieved_at) FROM retrieval WHERE capture = ?", (article.capture,)).fetchone()[0]
    day = _valid_day(article.day)
    key = day_key(day) + number
    published = article.published
    _forget(db, ident, key)
    named = {m.id: m for m in mentions}
    known = identities_of(db, ident)
    numbers = dict(db.execute("SELECT id, number FROM statement WHERE article = ?", (ident,)))
    about = placed((m.span, voice_of(m, article.text, known)) for m in mentions if m.actor or m.form in _NAMES)
    for statement in statements:
        voices = [voice_of(named[m], article.text, known) for m in statement.speakers if m in named]
        row = day_key(day) + numbers[statement.id]
        voice = voices[0] if voices and statement.naming == "named" else None
        db.execute(
            "INSERT INTO desk_statement VALUES (?, ?, ?, ?, ?)", (row, statement.id, ident, voice, statement.score)
        )
        db.execute(
            "INSERT INTO desk_index (rowid, speaker, cue, content, facets) VALUES (?, ?, ?, ?, ?)",
            (
                row,
                _plain(_speaker(article.text, statement, named)),
                _plain(words_of(article.text, statement.cue)),
                _plain(words_of(article.text, statement.content)),
                " ".join(_facets(statement, voices, about, article.outlet)),
            ),
        )
    _list_voices(db, key, article.text, mentions, statements, known)
    db.execute(
        "INSERT INTO desk_article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key, ident, day,
            *((None, None, None, None) if published is None
              else (published.value, published.until, published.precision, published.evidence)),
            None if captured is None else captured[:10], article.outlet,
            " ".join((article.title or _opening(article.text)).split()), int(article.title is not None),
            len(statements), events,
        ),
    )  # fmt: skip


def _forget(db: sqlite3.Connection, ident: str, key: int) -> None:
    """Take out what was listed of an article before."""
    for (row,) in db.execute("SELECT key FROM desk_statement WHERE article = ?", (ident,)).fetchall():
        db.execute("DELETE FROM desk_index WHERE rowid = ?", (row,))
    db.execute("DELETE FROM desk_statement WHERE article = ?", (ident,))
    for voice, statements in db.execute("SELECT voice, statements FROM desk_voice WHERE key = ?", (key,)).fetchall():
        db.execute(
            "UPDATE desk_actor SET statements = statements - ?, articles = articles - 1 WHERE voice = ?",
            (statements, voice),
        )
    db.execute("DELETE FROM desk_voice WHERE key = ?", (key,))


def _facets(statement: Statement, voices: list[str], about: Placed[str], outlet: str | None) -> Iterator[str]:
    yield facet("act", statement.act)
    yield facet("kind", statement.kind)
    yield facet("naming", statement.naming)
    if outlet is not None:
        yield facet("outlet", outlet)
    yield from (facet("voice", voice) for voice in sorted(set(voices)))
    inside = {voice for part in statement.content for _, voice in about.touching(part)}
    yield from (facet("about", voice) for voice in sorted(inside))


def _list_voices(
    db: sqlite3.Connection,
    key: int,
    text: str,
    mentions: list[Mention],
    statements: list[Statement],
    known: Mapping[str, str],
) -> None:
    names: dict[str, tuple[str, str]] = {}
    counted: Counter[str] = Counter()
    by_id: dict[str, str] = {}
    for mention in mentions:
        voice = by_id[mention.id] = voice_of(mention, text, known)
        if mention.form == "name" or (mention.actor and mention.form in _NAMES):
            counted[voice] += 1
            words = text[mention.head.start : mention.head.end]
            # the longest naming is the fullest; of two alike the first in the text
            if len(words) > len(names.get(voice, ("", ""))[0]):
                names[voice] = (" ".join(words.split()), mention.kind)
    spoken = Counter(
        voice for s in statements if s.naming == "named" for voice in {by_id[m] for m in s.speakers if m in by_id}
    )
    for voice in sorted(names):
        name, kind = names[voice]
        db.execute("INSERT INTO desk_voice VALUES (?, ?, ?, ?)", (voice, key, spoken[voice], counted[voice]))
        db.execute(
            "INSERT INTO desk_actor VALUES (?, ?, ?, ?, 1) ON CONFLICT (voice) DO UPDATE SET"
            " statements = statements + excluded.statements, articles = articles + 1",
            (voice, name, kind, spoken[voice]),
        )


def _list_stories(db: sqlite3.Connection) -> None:
    db.execute(
        "INSERT OR REPLACE INTO desk_story"
        " SELECT f.id, coalesce(f.first, (SELECT d.article FROM family_member m JOIN desk_article d ON d.article = m.article"
        "   WHERE m.family = f.id ORDER BY d.day IS NULL, d.published, d.article LIMIT 1), ''),"
        "  min(d.day), coalesce(max(d.day), ''), count(DISTINCT coalesce(a.url, a.id)), count(DISTINCT d.outlet)"
        " FROM family f JOIN family_member m ON m.family = f.id JOIN desk_article d ON d.article = m.article"
        " JOIN article a ON a.id = m.article"
        " WHERE f.id NOT IN (SELECT family FROM desk_story) GROUP BY f.id"
    )


def _speaker(text: str, statement: Statement, named: dict[str, Mention]) -> str:
    heads = [named[m].head for m in statement.speakers if m in named]
    names = dict.fromkeys(" ".join(text[h.start : h.end].split()) for h in heads)
    return " and ".join(names) or words_of(text, statement.source)


def _opening(text: str) -> str:
    words = text[: 3 * _OPENING_CHARS].split()
    while len(words) > 1 and len(" ".join(words)) > _OPENING_CHARS:
        words.pop()
    return " ".join(words)[:_OPENING_CHARS] + " …"


def _plain(text: str) -> str:
    return re.sub(r"[\ue000-\uf8ff]", " ", text)


def _valid_day(day: str | None) -> str | None:
    """The day, or None for one that the calendar does not have."""
    try:
        return None if day is None else date.fromisoformat(day).isoformat()
    except ValueError:
        return None
