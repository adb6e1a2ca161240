"""Whom mentions stand for: written when an article is extracted, read with what people decided since."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from onrecord.record import Mention
from onrecord.resolve.decided import Decided, decided
from onrecord.resolve.identity import Identity, Involvement
from onrecord.resolve.spelling import folded_words, word_spelling
from onrecord.store.judgements import standing_judgements

#: Ids in one query; SQLite takes 32,766 parameters.
_BATCH: Final = 5000


def add_identities(
    db: sqlite3.Connection,
    article: str,
    day: str | None,
    identities: Sequence[Identity],
    involvements: Sequence[Involvement],
) -> None:
    """Add whom the mentions of an article stand for, and the parts they have; its statements and events are there."""
    db.executemany(
        "INSERT OR IGNORE INTO identity VALUES (?, ?, ?)", ((i.mention, i.actor, article) for i in identities)
    )
    names = sorted({(i.actor, i.name) for i in identities})
    db.executemany(
        "INSERT OR IGNORE INTO actor_name VALUES (?, ?, ?)",
        ((word, actor, name) for actor, name in names for word in sorted(set(map(word_spelling, folded_words(name))))),
    )
    told = dict(db.execute("SELECT id, made_on FROM statement WHERE article = ? AND made_on IS NOT NULL", (article,)))
    told |= dict(db.execute("SELECT id, date FROM event WHERE article = ? AND date IS NOT NULL", (article,)))
    db.executemany(
        "INSERT OR IGNORE INTO involvement VALUES (?, ?, ?, ?, ?, ?)",
        ((i.actor, told.get(i.row) or day or "", i.row, i.part, i.mention, article) for i in involvements),
    )


def decisions(db: sqlite3.Connection) -> Decided:
    """What people decided about actors, as it counts now."""
    return decided(standing_judgements(db))


def judged(db: sqlite3.Connection, mentions: Iterable[Mention], known: Decided | None = None) -> list[Mention]:
    """The mentions with the actor that judgements give them; a rejected one stands for itself alone.

    `known` are the judgements where they were read already.
    """
    known = decisions(db) if known is None else known
    found = list(mentions)
    if not known.touches_mentions:
        return found
    actors: dict[str, str] = dict(
        rows_in(db, "SELECT mention, actor FROM identity WHERE mention IN", [m.id for m in found])
    )
    joined = set(known.merged.values())
    out = []
    for mention in found:
        actor = actors.get(mention.id, mention.actor)
        now = None if actor is None else known.actor_at(mention.id, mention.article, actor)
        if actor is None or (now == actor and (now not in joined or mention.actor == now)):
            out.append(mention)
        elif now is None:
            out.append(
                replace(mention, actor=None, head=mention.span, score=0.0, reason="a person found it is not that actor")
            )
        else:
            out.append(replace(mention, actor=now, score=1.0, reason="by a person's judgement"))
    return out


def rows_in(db: sqlite3.Connection, sql: str, idents: Collection[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query that ends in IN, over any number of ids."""
    ordered = sorted(idents)
    for at in range(0, len(ordered), _BATCH):
        batch = ordered[at : at + _BATCH]
        yield from db.execute(f"{sql} ({','.join('?' * len(batch))})", batch)
