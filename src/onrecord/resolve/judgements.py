"""Which judgements count: the last one on each question, and none that was taken back. Pure; no I/O."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.record import Judgement

#: Kinds that answer one question: the last of them on the same subject (and object) stands.
_QUESTIONS: dict[str, str] = {
    "statement-accept": "statement",
    "statement-reject": "statement",
    "event-accept": "event",
    "event-reject": "event",
}
#: Kinds that speak of two rows in either order.
_PAIRS = frozenset({"actor-merge", "reuse-not", "reuse-first"})
#: Kinds whose object is part of the question (others ask about the subject alone).
_WITH_OBJECT = _PAIRS | {"actor-split", "actor-reject"}


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that count, in the order of making.

    An `undo` takes back the judgement that it names (an undo can itself be undone); of several on one question the last
    that was not taken back counts.
    """
    made = list(judgements)
    undone: set[str] = set()
    for judgement in reversed(made):
        if judgement.kind == "undo" and judgement.id not in undone:
            undone.add(judgement.subject)
    last: dict[tuple[str, ...], str] = {}
    kept = [j for j in made if j.kind != "undo" and j.id not in undone]
    for judgement in kept:
        last[_question(judgement)] = judgement.id
    ids = set(last.values())
    return tuple(j for j in kept if j.id in ids)


def _question(judgement: Judgement) -> tuple[str, ...]:
    """What a judgement answers."""
    kind, subject, target = judgement.kind, judgement.subject, judgement.object or ""
    if kind in _PAIRS:
        # which of two articles was first, or whether they are copies at all, is one question each
        return (kind, *sorted((subject, target)))
    if kind in _WITH_OBJECT:
        return (kind, subject, target)
    return (_QUESTIONS.get(kind, kind), subject)
