"""Who is named on record, and what one of them said and was said of."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.actors.lookup import find
from onrecord.actors.pair import Pair, side_of
from onrecord.actors.pair import pair as between
from onrecord.actors.weights import weights
from onrecord.actors.who import SIDES, Filters, Sided, who
from onrecord.errors import NotOnRecord, UsageError
from onrecord.store import desk_lists as lists
from onrecord.store import desk_stories as more
from onrecord.store.desk_lists import ArticleItem, Asked, StatementItem, day_before
from onrecord.store.desk_stories import ActorItem, TimeItem
from onrecord.web.asked import Ask


@dataclass(frozen=True, slots=True)
class Actors:
    """Who is named; those with the most statements first, or by name where a beginning is asked for."""

    begins: str | None
    actors: tuple[ActorItem, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """An office held: its words, from and until as far as the actors files tell."""

    words: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor: by day or month, and what `onrecord who` tells of it, the latest first; where it is named (`named`).

    statements  by or about one who is known by name alone; then there are no entries
    said        the statements among the entries, by id
    same        keys of others that a person found to be this one: what they said is listed too
    near        others of the same family name: perhaps the same one, perhaps not
    left_out    earlier rows that are not among the entries; until: the day to ask for next, None where there are none
    next        where the list of statements or articles goes on
    """

    actor: ActorItem
    same: tuple[str, ...]
    also: tuple[str, ...]
    near: tuple[Known, ...]
    offices: tuple[Office, ...]
    times: tuple[TimeItem, ...]
    show: str
    entries: tuple[Sided, ...]
    said: Mapping[str, StatementItem]
    names: Mapping[str, str]
    left_out: int
    until: str | None
    statements: tuple[StatementItem, ...]
    articles: tuple[ArticleItem, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """Another actor: its key and name."""

    voice: str
    name: str


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two actors by name, and what is on record between them; None where one of them was not asked for."""

    a: str | None
    b: str | None
    found: Pair | None


#: Entries of an actor that an answer has: each takes its copies along.
_MOST_ENTRIES: Final = 20
#: Rows that name both, of which an answer is made: each takes its copies along.
_MOST_BETWEEN: Final = 100


def actors(ask: Ask) -> Actors:
    """The actors on record."""
    begins = ask.text("q")
    before = ask.text("before")
    last: tuple[int, str] | None = None
    if before is not None:
        number, dot, voice = before.partition(".")
        if not dot or not number.isdigit() or len(number) > 12:
            raise UsageError("before must be what the page before gave as next")
        last = (int(number), voice)
    found = more.actors(ask.db, begins=begins, before=last, limit=ask.limit + 1)
    shown = [_named(item, ask) for item in found[: ask.limit]]
    left = begins is None and len(found) > ask.limit
    return Actors(begins, tuple(shown), f"{shown[-1].statements}.{shown[-1].voice}" if left else None)


def actor(ask: Ask) -> Actor:
    """One actor by its key. Raises NotOnRecord."""
    voice = ask.text("who") or ""
    item = more.actor(ask.db, voice)
    if item is None or item.articles < 1:
        raise NotOnRecord(f"nobody on record goes by {voice!r}")
    show, before = ask.text("show") or "all", ask.number("before")
    page = Actor(
        _named(item, ask), (), (), (), _offices(voice, ask), tuple(more.actor_times(ask.db, voice)), show,
        (), {}, {}, 0, None, (), (), None,
    )  # fmt: skip
    if show == "named":
        articles = more.actor_articles(ask.db, voice, before=before, limit=ask.limit + 1)
        return replace(page, articles=tuple(articles[: ask.limit]), next=_next(articles, ask.limit))
    if voice.startswith("actor:"):
        return _told(page, ask)
    asked = Asked(about=voice) if show == "about" else Asked(speaker=voice)
    if show not in {"all", "said", "about"}:
        return page
    statements = lists.find_statements(ask.db, asked, before=before, limit=ask.limit + 1)
    return replace(page, statements=tuple(statements[: ask.limit]), next=_next(statements, ask.limit))


def _next(found: Sequence[ArticleItem | StatementItem], limit: int) -> int | None:
    return found[limit - 1].key if len(found) > limit else None


def _told(page: Actor, ask: Ask) -> Actor:
    """The page with what `onrecord who` tells of one who is known beyond a name."""
    directory = ask.directory
    asked = find(ask.db, directory, page.actor.voice.removeprefix("actor:"))
    same = tuple(key for member in asked.members if (key := f"actor:{member}") != page.actor.voice)
    side = next((side for side in SIDES if side == page.show), None)
    filters = Filters(ask.text("since"), ask.text("until"), ask.text("outlet"), side)
    try:
        found = who(ask.db, directory, asked, filters=filters, limit=min(ask.limit, _MOST_ENTRIES))
    except NotOnRecord:
        return replace(page, same=same)
    left = found.left_out + found.unread
    return replace(
        page,
        same=same,
        also=found.also,
        near=tuple(Known(f"actor:{ident}", name) for ident, name in found.near),
        entries=tuple(reversed(found.entries)),
        said=_items(ask.db, found.entries),
        names=dict(found.names),
        left_out=left,
        until=_earlier([s.entry.day for s in found.entries], filters.until) if left else None,
    )


def _items(db: sqlite3.Connection, entries: Sequence[Sided]) -> dict[str, StatementItem]:
    idents = [s.entry.row for s in entries if s.entry.kind == "statement"]
    keys = [key for ident in idents if (key := lists.key_of(db, ident)) is not None]
    return {item.id: item for item in lists.statements_at(db, keys)}


def _earlier(days: Sequence[str | None], until: str | None) -> str | None:
    """The day up to which the next list goes: the first of these, or the one before where that was asked for already."""
    first = min((day for day in days if day is not None and len(day) == 10), default=None)
    return day_before(first, 1) if first is not None and first == until else first


def pair(ask: Ask) -> PairPage:
    """Two actors by name or key; without both of them an empty page to ask from. Raises NotOnRecord, UsageError."""
    names = [(ask.text(name) or "").removeprefix("actor:") for name in ("a", "b")]
    if not all(names):
        return PairPage(ask.text("a"), ask.text("b"), None)
    directory = ask.directory
    first, second = (side_of(directory, find(ask.db, directory, name), alone=False) for name in names)
    found = between(
        ask.db, directory, first, second, weights=weights(), since=ask.text("since"), until=ask.text("until"),
        limit=min(ask.limit, _MOST_BETWEEN),
    )  # fmt: skip
    return PairPage(first.asked.name, second.asked.name, found)


def _named(item: ActorItem, ask: Ask) -> ActorItem:
    """The actor under the name that a person, or the actors files, give it."""
    if not item.voice.startswith("actor:"):
        return item
    ident = item.voice.removeprefix("actor:")
    known = ask.knowledge.actors.get(ident)
    return item if known is None else replace(item, name=known.name)


def _offices(voice: str, ask: Ask) -> tuple[Office, ...]:
    known = ask.knowledge.actors.get(voice.removeprefix("actor:"))
    if known is None:
        return ()
    return tuple(Office(role.title, role.since, role.until) for role in known.roles)


def same_names(db: sqlite3.Connection, voice: str, *, limit: int) -> tuple[ActorItem, ...]:
    """Others whose name begins with the same word: whom a person may find to be the same one."""
    item = more.actor(db, voice)
    word = "" if item is None else item.name.split(" ")[0]
    found = more.actors(db, begins=word, before=None, limit=limit + 1) if len(word) > 2 else []
    return tuple(other for other in found if other.voice != voice)[:limit]
