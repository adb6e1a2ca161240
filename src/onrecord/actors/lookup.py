"""Who is meant by a name that a person types: an actor of the actors files, or one that the record knows by name alone.

The whole name counts first, in any spelling (`onrecord.resolve.spelling`): names of the actors files, names that people
gave (`actor-rename`), open ids. Only where nobody has the whole name, those count who have all of its words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from onrecord.errors import NotOnRecord, UsageError
from onrecord.resolve.decided import Decided, is_open
from onrecord.resolve.identity import OPEN_PREFIXES, unnamed_id
from onrecord.resolve.knowledge import Knowledge
from onrecord.resolve.spelling import folded_words, spelling_key, word_spelling
from onrecord.store import actors as rows

#: Actors that a message names when a name fits several.
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """The actor that was asked for. `members` are the ids in the record that stand for it, itself among them, sorted."""

    actor: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """What names are looked up in: the actors files, and what people decided."""

    knowledge: Knowledge
    decided: Decided

    def shown(self, db: sqlite3.Connection, actor: str) -> str:
        """The name to show for an actor: the one a person gave, that of the actors files, the fullest on record."""
        actor = self.decided.one(actor)
        for ident in (actor, *self.decided.members(actor)):
            if ident in self.decided.names:
                return self.decided.names[ident]
        if actor in self.knowledge.actors:
            return self.knowledge.actors[actor].name
        names = [name for ident in self.decided.members(actor) for name in rows.names_of(db, ident)]
        if not names:
            return self.decided.parted_names.get(actor, actor)
        shown = max(names, key=lambda name: (not name.isupper(), len(name), name))
        return f"{shown} (unnamed)" if actor.startswith("unnamed:") else shown


def find(db: sqlite3.Connection, directory: Directory, name: str) -> Asked:
    """The actor that a name or an id means.

    Raises NotOnRecord where the record has nobody of that name, UsageError, with a list, where it has several.
    """
    found = _whole(directory, name)
    on_record = {actor for actor in found if _present(db, directory, actor)}
    if not on_record and not found & set(directory.knowledge.actors):
        on_record = _with_words(db, directory, {word_spelling(word) for word in folded_words(name)})
    if not on_record:
        known = ", ".join(directory.shown(db, actor) for actor in sorted(found & set(directory.knowledge.actors)))
        raise NotOnRecord(
            f"nobody on record is named {name!r}" + (f" (known from the actors files: {known})" if known else "")
        )
    if len(on_record) > 1:
        raise UsageError(
            f"{name!r} fits {len(on_record)} actors; name one by its id:\n" + _list(db, directory, on_record)
        )
    actor = on_record.pop()
    return Asked(actor, directory.shown(db, actor), directory.decided.members(actor))


def identify(db: sqlite3.Connection, directory: Directory, name: str) -> Asked:
    """The same as `find`, but an actor of the actors files need not be on record.

    Raises NotOnRecord where nobody has that name, UsageError, with a list, where several do.
    """
    known = sorted(a for a in _whole(directory, name) if a in directory.knowledge.actors)
    try:
        return find(db, directory, name)
    except NotOnRecord:
        if len(known) != 1:
            raise
    return Asked(known[0], directory.shown(db, known[0]), directory.decided.members(known[0]))


def near(db: sqlite3.Connection, directory: Directory, asked: Asked) -> tuple[tuple[str, str], ...]:
    """(id, name) of other actors of the record who have the family name too, sorted: perhaps the same, perhaps not."""
    if asked.actor.partition(":")[0] not in {"person", asked.actor}:
        return ()
    last = {folded_words(name)[-1] for name in (asked.name, *rows.names_of(db, asked.actor)) if folded_words(name)}
    found = {actor for word in last for actor in _with_words(db, directory, {word_spelling(word)})}
    others = (a for a in sorted(found - {asked.actor}) if a.startswith("person:") or _is_person(directory, a))
    return tuple((a, directory.shown(db, a)) for a in islice(others, _LISTED))


def _with_words(db: sqlite3.Connection, directory: Directory, words: set[str]) -> set[str]:
    """Actors of the record with a name that has all of the words, given as spelling keys."""
    if not words:
        return set()
    parted = directory.decided.parted_names.items()
    found = rows.actors_with_words(db, words)
    found |= {actor for actor, name in parted if words <= set(map(word_spelling, folded_words(name)))}
    return {directory.decided.one(actor) for actor in found}


def _is_person(directory: Directory, actor: str) -> bool:
    known = directory.knowledge.actors.get(actor)
    return known is not None and known.kind == "person"


def _whole(directory: Directory, name: str) -> set[str]:
    """Actors with the whole name, whether or not the record has them."""
    known, decided = directory.knowledge, directory.decided
    if name in known.actors or is_open(name):
        return {decided.one(name)}
    key = spelling_key(name)
    if not key:
        return set()
    found = {
        actor.id
        for actor in known.actors.values()
        if key in {spelling_key(n) for n in (actor.name, *actor.names, *actor.metonyms)}
    }
    found |= {actor for actor, shown in decided.names.items() if spelling_key(shown) == key}
    found |= {actor for actor, shown in decided.parted_names.items() if spelling_key(shown) == key}
    found |= {prefix + key for prefix in OPEN_PREFIXES}
    unnamed = unnamed_id(name.removesuffix("(unnamed)"), known)
    return {decided.one(actor) for actor in (*found, *([unnamed] if unnamed else []))}


def _present(db: sqlite3.Connection, directory: Directory, actor: str) -> bool:
    decided = directory.decided
    return bool(rows.known_actors(db, decided.members(actor))) or bool(decided.parted_into(actor))


def _list(db: sqlite3.Connection, directory: Directory, actors: Iterable[str]) -> str:
    out = []
    for actor in actors:
        mentions, articles = rows.tally(db, directory.decided.members(actor))
        out.append(
            (-mentions, f"  {actor:<32} {directory.shown(db, actor)}  ({mentions:,} mentions, {articles:,} articles)")
        )
    lines = [line for _, line in sorted(out)]
    return "\n".join([*lines[:_LISTED], *([f"  and {len(lines) - _LISTED} more"] if len(lines) > _LISTED else [])])
