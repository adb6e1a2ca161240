"""Whom an office or a description means: somebody named here with that role, else its holder on the day.

Whoever is called former is never the holder.
"""

from __future__ import annotations

from typing import Final

from onrecord.extract.figures import Cast, Figure, Settled, offices_on_day, stands_alone, stands_for
from onrecord.extract.found import Found
from onrecord.resolve.knowledge import title_key

#: Why a description stays open though persons of that role are named.
SEVERAL: Final = "role fits several persons named here"

_WIDE: Final = frozenset(
    ("leader", "head", "chief", "president", "official", "counterpart", "politician", "statesman", "strongman", "ruler")
)
_LEADERS: Final = frozenset(("leader", "autocrat", "strongman", "ruler", "dictator"))
#: What the first of a body is called ("the Kremlin chief").
_HEADS: Final = frozenset(("chief", "boss", "head"))


def settle_description(cast: Cast, found: Found) -> Settled:
    """What a description, an office or a common noun for a body stands for."""
    if found.kind == "group" or found.plural:
        of = "" if found.of is None else f" of {found.of}"
        figure = Figure(found.span, found.kind, found.keys, None, sure=False, plural=True, born=found.span.start)
        return Settled(found, figure, found.kind, None, 0.8, f"group without names{of}")
    if found.kind in {"body", "outlet"}:
        return _body(cast, found)
    if not found.definite:
        return stands_alone(found, None, 0.6, "a person without a name")
    title = title_key(" ".join(found.keys))
    fits = _by_role(cast, title, found)
    if len(fits) == 1:
        return stands_for(found, fits[0], 0.75, "role given with the name in this article")
    if len(fits) > 1:
        return stands_alone(found, None, 0.3, SEVERAL)
    if found.of is not None and not found.former:
        led = found.noun in _LEADERS or (title in _HEADS and cast.knowledge.actors[found.of].head is not None)
        know = cast.knowledge
        actor = know.head_of(found.of, cast.day) if led else know.holder(title, found.of, cast.day)
        if actor is not None:
            known = cast.actors.get(actor)
            if known is not None:
                return stands_for(found, known, 0.8, "holder of the office on that day")
            return stands_alone(found, actor, 0.7, "holder of the office on that day")
    return stands_alone(
        found, None, 0.4, "a former holder, not named" if found.former else "a role nobody here is named with"
    )


def _by_role(cast: Cast, title: str, found: Found) -> list[Figure]:
    """Figures named before with that role: the same words and belonging first, then the same head noun, latest first."""
    noun = title_key(found.noun or "")
    seen = list({id(f): f for _, f, _ in reversed(cast.recent)}.values())
    pool = [
        f
        for f in seen
        if f.kind in {"person", "unknown"} and (found.gender is None or f.gender in {None, found.gender})
    ]
    same: list[Figure] = []
    loose: list[Figure] = []
    for figure in pool:
        fit = max((_role_fit(cast, role, of, title, noun, found) for role, of in figure.roles), default=0)
        if fit == 2:
            same.append(figure)
        elif fit == 1:
            loose.append(figure)
    if found.of is not None and found.noun == "leader" and not same and not loose:
        actor = cast.knowledge.head_of(found.of, cast.day)
        return [f for f in pool if f.actor is not None and f.actor == actor]
    chosen = same or loose
    if len(chosen) > 1 and found.of is None:
        # "the president" among several: the one named last in this or the sentence before, if only one is
        near = {id(f) for number, f, _ in cast.recent if found.sentence - number <= 1}
        close = [f for f in chosen if id(f) in near]
        return close if len(close) == 1 else chosen
    return chosen


def _role_fit(cast: Cast, role: str, of: str | None, title: str, noun: str, found: Found) -> int:
    """How well a role given with a name fits a description: 2 the same words and state, 1 the same noun, 0 not.

    Whoever is called former fits only a former role, and the other way round: the holder is never the one before.
    """
    key = title_key(role)
    former = key.startswith("former ")
    key = key.removeprefix("former ")
    if former != found.former:
        return 0
    if found.of is not None and of is not None and not _akin(cast, of, found.of):
        return 0
    if key == title and (found.of is None or of is not None):
        return 2
    last = key.split()[-1:]
    wide = noun in _WIDE and bool(last) and last[0] in _WIDE and found.of is not None and of is not None
    return 1 if last == [noun] or wide else 0


def _akin(cast: Cast, one: str, two: str) -> bool:
    return one == two or cast.knowledge.belongs(one, two) or cast.knowledge.belongs(two, one)


def _body(cast: Cast, found: Found) -> Settled:
    if found.of is not None and found.noun in {"government", "administration", "regime", "cabinet"}:
        state = found.of if cast.knowledge.actors[found.of].kind == "state" else None
        if state is not None and not found.former:
            figure = cast.actors.get(state)
            if figure is not None:
                return Settled(found, figure, "body", state, 0.8, "government of the state")
            return stands_alone(found, state, 0.8, "government of the state")
    if found.of is not None or not found.definite:
        return stands_alone(found, None, 0.6, "a body without a name")
    noun = found.noun or ""
    for number, figure, _ in reversed(cast.recent):
        if found.sentence - number > 6:
            break
        if figure.kind in {"body", "outlet"} and noun in {key.lower() for key in figure.keys}:
            return stands_for(found, figure, 0.7, "the body of that word named before")
    return stands_alone(found, None, 0.4, "a body nobody here is named as")


def has_held(cast: Cast, actor: str, found: Found) -> bool:
    """Whether a title before a short name is one that the actor has held."""
    wanted = {title_key(title.removeprefix("former ")) for title, _ in found.titles}
    held = {title_key(role.title) for role in cast.knowledge.actors[actor].roles}
    return bool(wanted & held) or (bool(wanted & _WIDE) and bool(held))


def has_title(roles: list[tuple[str, str | None]], offices: set[str]) -> bool:
    """Whether one of the roles is one of the offices, by all its words or by its last."""
    held = {title_key(role).removeprefix("former ") for role, _ in roles}
    wanted = {office.removeprefix("former ") for office in offices}
    return bool(held & wanted) or bool(
        {role.split()[-1] for role in held if role} & {office.split()[-1] for office in wanted if office}
    )


def holders_by_name(cast: Cast, key: str, offices: set[str]) -> list[str]:
    """Actors of that family name who hold one of the offices on the article's day, or are called former by one they held."""
    return [
        actor
        for actor in cast.knowledge.family.get(key, ())
        if {title_key(t) for t, _ in offices_on_day(cast, actor)} & offices
    ]
