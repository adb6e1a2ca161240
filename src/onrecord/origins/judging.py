"""What a person decides about copies, as judgements: checked against the record, made with who, why and when.

Each function gives a judgement that is not yet stored. What was found stays on record beside it; what is counted, joined and
told goes by the judgement (`onrecord.reuse.judged`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from onrecord.errors import NotOnRecord, UsageError
from onrecord.record import Judgement, reuse_id
from onrecord.store import origins as lookups
from onrecord.store.judgements import new_judgement
from onrecord.store.read import find_ids

KINDS = frozenset({"reuse-not", "reuse-first"})


def not_copies(db: sqlite3.Connection, one: str, other: str, *, judge: str, reason: str, made_at: str) -> Judgement:
    """Neither of the two articles is a copy of the other. Ids, or their beginnings.

    Raises NotOnRecord for an unknown article, UsageError where they share no text, so that there is nothing to judge.
    """
    a, b = sorted(_pair(db, one, other))
    return new_judgement("reuse-not", a, target=b, judge=judge, reason=reason, made_at=made_at)


def first(db: sqlite3.Connection, one: str, other: str, *, judge: str, reason: str, made_at: str) -> Judgement:
    """The first of the two articles had the shared text first. Raises as `not_copies`."""
    earlier, later = _pair(db, one, other)
    return new_judgement("reuse-first", earlier, target=later, judge=judge, reason=reason, made_at=made_at)


def articles_of(judgement: Judgement, made: Iterable[Judgement]) -> set[str]:
    """The articles that a judgement decides about; of one that takes another back, those of the other."""
    by_id = {other.id: other for other in made}
    while judgement.kind == "undo" and judgement.subject in by_id:
        judgement = by_id[judgement.subject]
    return {judgement.subject, judgement.object or judgement.subject} if judgement.kind in KINDS else set()


def _pair(db: sqlite3.Connection, one: str, other: str) -> tuple[str, str]:
    a, b = _article(db, one), _article(db, other)
    if a == b:
        raise UsageError(f"{one!r} and {other!r} are one article")
    if lookups.pair(db, reuse_id(a, b)) is None:
        raise UsageError(f"{a} and {b} are not found to share text: there is nothing to judge")
    return a, b


def _article(db: sqlite3.Connection, prefix: str) -> str:
    found = [ident for ident in find_ids(db, prefix) if ident.startswith("article-")]
    if prefix in found:
        return prefix
    if not found:
        raise NotOnRecord(f"no article on record begins with {prefix!r}")
    if len(found) > 1:
        raise UsageError(f"{prefix!r} begins {len(found)} or more articles: {', '.join(found[:5])}")
    return found[0]
