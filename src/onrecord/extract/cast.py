"""Which candidates of one article are the same person, body or state, and which actor of the knowledge base that is.

Takes all candidates of an article in order (`Found`), gives for each its fullest naming, actor, score and reason. Full
names come first, over the whole article; then family names, offices, descriptions and pronouns in the order of the text.
Two different full names are never joined; where a short form fits two, it stays open and the reason says so. Each look
back is bounded, so the work is linear in the candidates.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from onrecord.extract.figures import (
    Cast,
    Figure,
    Settled,
    are_namesakes,
    enrol,
    index_figure,
    is_short,
    name_key,
    spelled,
    stands_alone,
    stands_for,
    tells_which,
)
from onrecord.extract.found import Found
from onrecord.extract.given_names import given_gender
from onrecord.extract.lexicon import HEADS, HONORIFICS, OFFICES
from onrecord.extract.offices import SEVERAL, has_held, has_title, holders_by_name, settle_description
from onrecord.extract.pronouns import acting, settle_pronoun
from onrecord.resolve.knowledge import Knowledge, title_key

#: Sentences behind a speaker in which the family name alone may mean him.
_NEXT: Final = 2


def settle(candidates: list[Found], knowledge: Knowledge, day: str | None) -> list[Settled]:
    """Each candidate with what it stands for, in the order given."""
    cast = Cast(knowledge, day)
    for found in candidates:
        if found.form in {"name", "metonym"} and found.kind != "place" and not is_short(cast, found):
            enrol(cast, found)
    settled: list[Settled] = []
    for at, found in enumerate(candidates):
        after = candidates[at + 1] if at + 1 < len(candidates) else None
        settled.append(_settle_one(cast, found, after))
    return settled


def _settle_one(cast: Cast, found: Found, after: Found | None) -> Settled:
    if found.form == "pronoun":
        settled = settle_pronoun(cast, found, after)
    elif found.form in {"name", "metonym"}:
        settled = _named(cast, found)
    else:
        settled = settle_description(cast, found)
    settled = _with_own_figure(settled)
    if settled.figure is not None:
        for title in found.titles:
            if title not in settled.figure.roles:
                settled.figure.roles.append(title)
        cast.recent.append((found.sentence, settled.figure, found))
    elif acting(found) and not found.led_in and settled.kind in {"person", "body", "outlet"}:
        cast.unclear = (found.sentence, found)
    if found.asked and settled.figure is not None and found.kind in {"person", "unknown"}:
        cast.speaker = (found.sentence, settled.figure)  # whose answer follows
    if found.speaks and not found.led_in and found.quotation is None:
        person = found.kind in {"person", "unknown"} and not found.plural
        if settled.figure is not None or person:
            cast.speaker = (found.sentence, settled.figure)
    return settled


def _with_own_figure(settled: Settled) -> Settled:
    """A person described and not named becomes a figure of its own, whom a pronoun may take up: "a baker said ... She ..."."""
    found = settled.found
    if (
        settled.figure is not None
        or found.kind != "person"
        or found.plural
        or found.form not in {"description", "title"}
    ):
        return settled
    if settled.reason == SEVERAL or not (found.subject or found.speaks):
        return settled
    figure = Figure(
        found.span,
        "person",
        found.keys,
        settled.actor,
        sure=False,
        gender=found.gender,
        born=found.span.start,
        vague=not found.definite,
    )
    return replace(settled, figure=figure)


def _named(cast: Cast, found: Found) -> Settled:
    if found.kind == "place" and len(found.keys) == 1 and spelled(found.keys[0]) not in cast.last:
        return stands_alone(found, None, 0.8, found.reason)
    if is_short(cast, found) or (found.kind == "place" and len(found.keys) == 1):
        return _short_name(cast, found)
    if found.kind == "place":
        return stands_alone(found, found.actors[0] if found.actors else None, 0.8, found.reason)
    if (
        len(found.keys) == 1
        and found.form == "metonym"
        and spelled(found.keys[0]) in cast.last
        and not found.possessive
    ):
        return _short_name(cast, found)
    figure = enrol(cast, found)
    if not tells_which(cast, found, figure):
        return stands_alone(found, None, 0.3, "two persons of this name are named here", "person")
    reason = found.reason
    if found.form == "metonym":
        return Settled(
            found,
            figure,
            cast.knowledge.actors[figure.actor].kind if figure.actor else found.kind,
            figure.actor,
            0.75,
            reason,
        )
    return stands_for(found, figure, 0.95 if figure.actor else 0.85 if found.sure else 0.6, reason)


def _short_name(cast: Cast, found: Found) -> Settled:
    """One word: the family name (or the first word) of somebody named in full here, else the actor it names alone."""
    key = spelled(found.keys[-1])
    fits = list(cast.last.get(key, [])) or [f for f in cast.given.get(key, []) if f.kind != "place"]
    for actor in found.actors:
        known = cast.actors.get(actor)
        if known is not None and (known.kind == "person" or found.bare) and not any(f is known for f in fits):
            fits.append(known)
    fits = [f for f in fits if not (found.gender and f.gender and found.gender != f.gender)]
    offices = {title_key(title) for title, _ in found.titles if title not in HONORIFICS}
    if len(fits) == 1 and _other_office(fits[0], offices):
        # "President Bell" where the Bell named here is a mayor
        fits = []
        if not holders_by_name(cast, found.keys[-1], offices):
            return stands_alone(found, None, 0.3, "another title than the person of that name here", "person")
    if not fits and offices:
        holders = holders_by_name(cast, found.keys[-1], offices)
        if len(holders) == 1:
            found.actors = (holders[0],)
            return stands_for(found, enrol(cast, found), 0.8, "family name with an office held on that day")
    if len(fits) > 1:
        fits = _narrowed(cast, fits, found, key)
    if len(fits) == 1:
        figure = fits[0]
        if found.form == "metonym" and figure.kind in {"person", "unknown"}:
            # a person named like a seat of government
            found.form, found.kind = "name", figure.kind
        if not found.titles:
            cast.bearers[key] = figure
        if found.gender is not None and figure.gender is None:
            figure.gender = found.gender
        before = figure.born < found.span.start
        return stands_for(
            found,
            figure,
            0.9 if before else 0.75,
            "part of the full name " + ("before" if before else "in this article"),
        )
    if len(fits) > 1:
        return stands_alone(found, None, 0.3, "fits several persons named here", "person")
    return _unplaced(cast, found, key)


def _unplaced(cast: Cast, found: Found, key: str) -> Settled:
    """One word that is no part of a name given here: an actor known by it, a titled person, a word that recurs."""
    if found.kind == "place":
        return stands_alone(found, None, 0.8, found.reason)
    titled = bool(found.titles) or found.form == "metonym"
    if found.actors and (not found.bare or titled):
        actor = found.actors[0]
        if found.bare and not has_held(cast, actor, found) and found.form != "metonym":
            return stands_alone(found, None, 0.4, "a short name without the longer one", "person")
        return stands_for(found, enrol(cast, found), 0.85, found.reason)
    if found.sure and found.titles:
        figure = Figure(found.span, "person", found.keys, None, sure=True, gender=found.gender, born=found.span.start)
        cast.figures.append(figure)
        index_figure(cast.last, key, figure)
        return stands_for(found, figure, 0.7, "name after a title")
    same = cast.full.get(name_key(found.keys))
    if same is not None:
        return stands_for(found, same, 0.6, "same words before")
    if found.bare and found.actors:
        return stands_alone(found, None, 0.4, "a short name without the longer one")
    if found.weak:
        return stands_alone(found, None, 0.0, "a word with a capital")
    if found.kind == "unknown" and not (found.subject or found.speaks or found.titles):
        return stands_alone(found, None, 0.3, found.reason)
    gender = found.gender or given_gender(found.keys[0])
    figure = Figure(found.span, found.kind, found.keys, None, sure=False, gender=gender, born=found.span.start)
    cast.figures.append(figure)
    cast.full[name_key(found.keys)] = figure
    return stands_for(found, figure, 0.5, found.reason)


def _other_office(figure: Figure, offices: set[str]) -> bool:
    """Whether somebody named here holds an office, and the title before the short name is another one.

    A head of state or government is called so when first named: who was not is another of that name.
    """
    if offices & HEADS and not has_title(figure.roles, offices):
        return True
    held = [
        (role, of)
        for role, of in figure.roles
        if title_key(role).split()[-1:] and title_key(role).split()[-1] in OFFICES
    ]
    titled = any(office.split()[-1:] and office.split()[-1] in OFFICES for office in offices)
    return titled and bool(held) and not has_title(figure.roles, offices)


def _narrowed(cast: Cast, fits: list[Figure], found: Found, key: str) -> list[Figure]:
    """Those that a title, the gender or the order of the text leaves.

    Whoever the family name alone meant before goes on bearing it; relatives who come later are called in full.
    """
    if found.titles:
        wanted = {title_key(title) for title, _ in found.titles}
        same = [f for f in fits if wanted & {title_key(title) for title, _ in f.roles}]
        if len(same) == 1:
            return same
    if found.gender is not None:
        same = [f for f in fits if f.gender == found.gender]
        if len(same) == 1:
            return same
    before = [f for f in fits if f.born < found.span.start]
    if are_namesakes(before):
        return fits
    if len(before) != 1 and not found.titles:
        bearer = cast.bearers.get(key)
        meant = [f for f in before if f is bearer] or _principal(before)
        spoke = cast.speaker[1] if cast.speaker is not None and found.sentence - cast.speaker[0] <= _NEXT else None
        if meant and any(f is spoke for f in before) and spoke is not meant[0]:
            return fits  # the one who has just spoken, or whom the name meant before
        return meant or fits
    return before if len(before) == 1 else fits


def _principal(before: list[Figure]) -> list[Figure]:
    """Whom an article is about: named first, and in full more often than all others of the name together."""
    if not before:
        return []
    first = min(before, key=lambda f: f.born)
    others = sum(f.named for f in before if f is not first)
    return [first] if first.named > others else []
