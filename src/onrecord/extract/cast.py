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
    enrol,
    index_figure,
    is_short,
    name_key,
    spelled,
    stands_alone,
    stands_for,
)
from onrecord.extract.found import Found
from onrecord.extract.given_names import given_gender
from onrecord.extract.lexicon import HEADS, HONORIFICS, OFFICES
from onrecord.extract.offices import SEVERAL, has_held, has_title, holders_by_name, settle_description
from onrecord.resolve.knowledge import Knowledge, title_key

#: Sentences that a pronoun may look back over.
_PRONOUN_REACH: Final = 4
#: The same where nobody else fits: past a long quotation.
_FAR_REACH: Final = 9
#: Two candidates nearer than this are a tie: nobody is chosen.
_TIE: Final = 0.3
#: The same for "a baker", who is seldom taken up where somebody with a name fits too.
_TIE_VAGUE: Final = 1.5
#: Sentences behind a speaker in which the family name alone may mean him.
_NEXT: Final = 2
#: A speaker without a name is taken up by a pronoun this many sentences further.
_UNKNOWN_REACH: Final = 2
#: The same where another one was named after the one who fits best.
_TIE_NEARER: Final = 1.5
#: What it costs to be named in somebody else's words, where the pronoun speaks in the writer's.
_ASIDE: Final = 1.5
#: What an earlier pronoun for the same one is worth.
_CHAIN: Final = 0.8


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
        settled = _pronoun(cast, found, after)
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
    elif found.form == "name" and settled.kind == "person" and _acting(found) and _in_own_words(found):
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


def _pronoun(cast: Cast, found: Found, after: Found | None) -> Settled:
    ranked = _candidates(cast, found, after, 1 if found.plural else _PRONOUN_REACH)
    if _follows_unknown(cast, found):
        return stands_alone(found, None, 0.3, "whoever spoke last is not named")
    if not ranked and found.kind == "person" and cast.speaker is not None:
        # a long quotation lies between: whoever spoke before it goes on, if nobody else was named since
        ranked = _candidates(cast, found, after, _FAR_REACH)
        ranked = ranked if len(ranked) == 1 and ranked[0][1] is cast.speaker[1] else []
    if not ranked:
        return stands_alone(found, None, 0.2, "nobody named before fits")
    best = ranked[0][1]
    nearest = _nearest(cast, found, [figure for _, figure in ranked])
    tie = _TIE_VAGUE if best.vague else _TIE
    if best is not nearest and any(
        figure is nearest and ranked[0][0] - weight < _TIE_NEARER for weight, figure in ranked
    ):
        return stands_alone(found, None, 0.3, "somebody else was named after the one who fits")
    if any(ranked[0][0] - weight < tie for weight, _ in ranked[1:]):
        return stands_alone(found, None, 0.3, "fits several named before")
    if _is_unclear(cast, found, best):
        return stands_alone(found, None, 0.3, "a name that fits several was the subject last")
    if found.kind == "person":
        if best.gender is None and found.gender is not None:
            best.gender, best.gender_guessed = found.gender, True
        best.kind = "person"
    if len(ranked) == 1:
        return stands_for(found, best, 0.8, "pronoun for the one named last")
    return stands_for(found, best, 0.65, "pronoun for the subject before")


def _nearest(cast: Cast, found: Found, fits: list[Figure]) -> Figure | None:
    """Who of those that fit was named last before the pronoun, in the writer's words.

    `fits` is best first; the best one counts as last where the pronoun's own sentence names it.
    """
    for number, figure, earlier in reversed(cast.recent):
        free = _in_own_words(earlier) and earlier.preposition is None and any(figure is one for one in fits)
        if number == found.sentence and figure is fits[0]:
            return figure
        if number < found.sentence and free:
            return figure
    return None


def _is_unclear(cast: Cast, found: Found, best: Figure) -> bool:
    """Whether somebody whose name fits several persons has been the subject since the one who fits best was."""
    if cast.unclear is None or found.kind != "person":
        return False
    number, name = cast.unclear
    if found.sentence - number > _PRONOUN_REACH or (name.gender and found.gender and name.gender != found.gender):
        return False
    acted = (n for n, figure, earlier in reversed(cast.recent) if figure is best and _acting(earlier))
    return next(acted, -1) <= number


def _is_beside(found: Found, earlier: Found, back: int) -> bool:
    """Whether an earlier naming cannot be what a pronoun takes up, by where the two stand."""
    if back == 0 and found.kind == "person" and found.subject and earlier.preposition is not None:
        return True  # "People like Lee, he said", "Campaigning against Lee, he said"
    if back == 0 and found.quotation is None and earlier.quotation is not None:
        return True  # "... Lee ...," he said: who speaks does not name himself
    if back == 0 and found.quotation is not None and earlier.quotation is None and earlier.speaks:
        return True  # Lee recalled, "He said ...": nor does he call himself he
    return back > 0 and found.kind == "body" and not _acting(earlier) and earlier.form != "pronoun"


def _follows_unknown(cast: Cast, found: Found) -> bool:
    """Whether a pronoun that speaks goes on from somebody who is not known by name, and nobody else has come up since."""
    if cast.speaker is None or cast.speaker[1] is not None or found.kind != "person" or not _in_own_words(found):
        return False
    spoke = cast.speaker[0]
    if not found.speaks or found.sentence - spoke > _UNKNOWN_REACH:
        return False
    return not any(
        number >= spoke and _agrees(figure, found) and _leads(earlier) for number, figure, earlier in cast.recent
    )


def _in_own_words(found: Found) -> bool:
    """Whether a candidate stands in the writer's words."""
    return found.quotation is None and not found.led_in


def _leads(found: Found) -> bool:
    """Whether a naming is prominent enough to be taken up by a pronoun: in the writer's words, and free of others."""
    return _in_own_words(found) and found.preposition is None and not found.possessive


def _candidates(cast: Cast, found: Found, after: Found | None, reach: int) -> list[tuple[float, Figure]]:
    """Whom a pronoun may mean, heaviest first: the subjects and speakers of this sentence and the ones before."""
    if found.plural and not found.subject:
        return []
    # "he and Bell" is not Bell
    fellow = after if after is not None and after.sentence == found.sentence and after.first == found.last + 1 else None
    agent = None
    if not found.subject:
        # "Bell would help him": whoever the verb belongs to is not its object
        agent = next(
            (f for number, f, e in reversed(cast.recent) if number == found.sentence and e is found.subject_of), None
        )
        agent = agent or next(
            (f for number, f, e in reversed(cast.recent) if number == found.sentence and e.subject), None
        )
    takes_up = found.speaks and not found.led_in
    voice = _voice(cast, found)
    scores: dict[int, tuple[float, Figure]] = {}
    newest: Figure | None = None
    others: set[int] = set()
    before: Found | None = None
    last = 0.0
    for number, figure, earlier in reversed(cast.recent):
        back = found.sentence - number
        if back > reach:
            break
        fellow_of, before = before, earlier
        together = fellow_of is not None and _joined(earlier, fellow_of)
        last = last if together else 0.0
        if found.plural and together:
            break  # "Lee and Ray ... they": two, who are no group
        if figure is agent or not _agrees(figure, found) or (fellow and fellow.keys[-1:] == figure.keys[-1:]):
            continue
        if figure is voice or (
            found.voice and found.voice.form == "name" and found.voice.keys[-1:] == figure.keys[-1:]
        ):
            continue  # nobody calls himself he
        weight = _weight(figure, earlier, found, back)
        aside = takes_up and (earlier.led_in or earlier.quotation not in {None, found.quotation})
        if found.plural and (aside or not (_acting(earlier) or earlier.form == "pronoun")):
            continue
        if _is_beside(found, earlier, back):
            continue
        weight -= _ASIDE if aside else 0.0
        if earlier.form == "pronoun" and newest is not None and newest is not figure:
            weight -= _CHAIN  # the chain of pronouns was broken by a name
        naming = earlier.form == "name" or (earlier.form in {"description", "title"} and _acting(earlier))
        if naming and earlier.preposition is None and not earlier.possessive and not aside and newest is None:
            newest = figure
            if not _acting(earlier):
                weight += 1.0  # named last, and free of other words: most likely the subject of an unlisted verb
        # who spoke last goes on speaking, unless somebody else has been named since
        if (
            cast.speaker is not None
            and cast.speaker[1] is figure
            and found.speaks
            and not figure.vague
            and (newest is None or newest is figure)
        ):
            weight += 1.5 if others <= {id(figure)} else 0.5
        if not aside:
            others.add(id(figure))
        weight = max(weight, last)  # "Lee and Ray spoke": no more the one than the other
        last = weight
        held = scores.get(id(figure))
        if held is None or weight > held[0]:
            scores[id(figure)] = (weight, figure)
    return sorted(scores.values(), key=lambda item: -item[0])


def _voice(cast: Cast, found: Found) -> Figure | None:
    """Who speaks the quotation that a pronoun stands in, as far as that is known before the quotation ends."""
    if found.voice is None:
        return None
    spoke = next((figure for _, figure, earlier in reversed(cast.recent) if earlier is found.voice), None)
    if spoke is not None or found.voice.form != "pronoun" or found.voice.span.start < found.span.start:
        return spoke
    return None if cast.speaker is None else cast.speaker[1]


def _acting(found: Found) -> bool:
    """Whether a naming is the subject of its clause."""
    return found.subject or found.speaks or found.opens


def _joined(one: Found, other: Found) -> bool:
    """Whether two persons are named together ("Lee and Ray")."""
    return (
        other.after_and
        and one.sentence == other.sentence
        and one.last + 1 == other.first
        and {one.kind, other.kind} <= {"person", "unknown"}
    )


def _agrees(figure: Figure, found: Found) -> bool:
    """Whether kind, number and gender of a figure fit a pronoun."""
    if found.kind != "person":
        return figure.kind in {"state", "body", "outlet", "group"} and figure.plural == found.plural
    if None not in (figure.gender, found.gender) and figure.gender != found.gender and not figure.gender_guessed:
        return False
    return figure.kind == "person" or (figure.kind == "unknown" and (figure.sure or figure.gender == found.gender))


def _weight(figure: Figure, earlier: Found, found: Found, back: int) -> float:
    """How near and how prominent an earlier naming is; chosen by eye on news pages, only the order counts."""
    weight = 4.0 - back
    weight += 1.5 if _acting(earlier) else 0.0
    weight += _CHAIN if earlier.form == "pronoun" else 0.0
    weight += 0.5 if found.gender is not None and figure.gender == found.gender else 0.0
    weight += 0.4 if earlier.first == 0 else 0.0
    weight -= 0.8 if earlier.possessive else 0.0
    weight -= 0.7 if earlier.preposition is not None else 0.0
    return weight
