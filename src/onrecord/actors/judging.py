"""What a person decides about actors, as judgements: checked against the record, made with who, why and when.

Each function gives a judgement that is not yet stored. Judgements speak of ids: names are looked up when they are made.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from onrecord.actors.lookup import Directory, identify
from onrecord.errors import NotOnRecord, UsageError
from onrecord.record import Judgement
from onrecord.resolve.decided import parted_id
from onrecord.resolve.spelling import spelling_key
from onrecord.store import actors as rows
from onrecord.store.judgements import all_judgements, new_judgement, standing_judgements
from onrecord.store.read import find_ids


@dataclass(frozen=True, slots=True)
class Made:
    """Who decides, why, and the UTC time."""

    judge: str
    reason: str
    at: str


def merge(db: sqlite3.Connection, directory: Directory, one: str, other: str, made: Made) -> Judgement:
    """Two actors are the same one. Raises UsageError where they are that already, NotOnRecord for an unknown name."""
    a, b = identify(db, directory, one).actor, identify(db, directory, other).actor
    if a == b:
        raise UsageError(f"{one!r} and {other!r} are one actor already: {a}")
    return _judgement("actor-merge", a, b, None, made)


def split(db: sqlite3.Connection, directory: Directory, where: str, actor: str, name: str, made: Made) -> Judgement:
    """What a mention (or an article) was found to name is another one, to be called `name`.

    Raises UsageError where the name is that of the actor itself, NotOnRecord where the actor is not named there.
    """
    place = _row(db, where)
    own = identify(db, directory, actor)
    found = {a for _, article, a in _named_at(db, place) if directory.decided.one(a) in own.members}
    if not found:
        raise NotOnRecord(f"{own.name} ({own.actor}) is not named in {place}")
    raw = min(found)
    if not spelling_key(name) or directory.decided.one(parted_id(raw, name)) in own.members:
        raise UsageError(
            f"{name!r} is the name of {own.actor} itself; give one that tells them apart: 'Jane Roe (judge)'"
        )
    return _judgement("actor-split", place, raw, name, made)


def rename(db: sqlite3.Connection, directory: Directory, actor: str, name: str, made: Made) -> Judgement:
    """The name to show for an actor. Raises UsageError for an empty name, NotOnRecord for an unknown actor."""
    if not name.strip():
        raise UsageError("a new name needs at least one letter")
    return _judgement("actor-rename", identify(db, directory, actor).actor, None, " ".join(name.split()), made)


def reject(db: sqlite3.Connection, mention: str, made: Made) -> Judgement:
    """The mention is not the actor that it was found to be. Raises NotOnRecord where it was found to be nobody."""
    place = _row(db, mention)
    if not place.startswith("mention-"):
        raise UsageError(f"{place} is no mention; to part off all of an article use: onrecord actor split")
    found = rows.actor_of_mention(db, place)
    if found is None:
        raise NotOnRecord(f"{place} was not found to be anybody")
    return _judgement("actor-reject", place, found[0], None, made)


def undo(db: sqlite3.Connection, judgement: str, made: Made) -> Judgement:
    """An earlier judgement counts no more. Raises NotOnRecord for an unknown one, UsageError where it counts no more anyway."""
    found = [j for j in all_judgements(db) if j.id.startswith(judgement)]
    if not found:
        raise NotOnRecord(f"no judgement begins with {judgement!r}")
    if len(found) > 1:
        raise UsageError(f"{judgement!r} begins {len(found)} judgements: {', '.join(j.id for j in found[:5])}")
    counting = {j.id for j in standing_judgements(db)}
    if found[0].kind != "undo" and found[0].id not in counting:
        raise UsageError(f"{found[0].id} counts no more: it was undone, or a later one answers the same question")
    return _judgement("undo", found[0].id, None, None, made)


def _named_at(db: sqlite3.Connection, place: str) -> list[tuple[str, str, str]]:
    if place.startswith("article-"):
        return rows.named_in_article(db, place)
    found = rows.actor_of_mention(db, place)
    return [] if found is None else [(place, found[1], found[0])]


def _row(db: sqlite3.Connection, prefix: str) -> str:
    """The mention or article whose id begins so."""
    found = [i for i in find_ids(db, prefix) if i.startswith(("mention-", "article-"))]
    if prefix in found:
        return prefix
    if not found:
        raise NotOnRecord(
            f"no mention or article begins with {prefix!r}; `onrecord show` of a statement names its speakers"
        )
    if len(found) > 1:
        raise UsageError(f"{prefix!r} begins {len(found)} or more ids: {', '.join(found[:5])}")
    return found[0]


def _judgement(kind: str, subject: str, target: str | None, value: str | None, made: Made) -> Judgement:
    return new_judgement(
        kind, subject, target=target, value=value, judge=made.judge, reason=made.reason, made_at=made.at
    )
