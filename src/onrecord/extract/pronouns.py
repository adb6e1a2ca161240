"""Whom a pronoun of an article means: whoever was named, acted or spoke last and fits, else nobody.

Takes the `Cast` as far as the article is read and the pronoun's candidate. Where two fit about as well, or somebody was named
since who cannot be placed, it stays open. Each look back is bounded.
"""

from __future__ import annotations

from typing import Final

from onrecord.extract.figures import Cast, Figure, Settled, spelled, stands_alone, stands_for
from onrecord.extract.found import Found

#: Sentences that a pronoun may look back over.
_PRONOUN_REACH: Final = 4
#: The same where nobody else fits: past a long quotation.
_FAR_REACH: Final = 9
#: Two candidates nearer than this are a tie: nobody is chosen.
_TIE: Final = 0.3
#: The same for "a baker", who is seldom taken up where somebody with a name fits too.
_TIE_VAGUE: Final = 1.5
#: A speaker without a name is taken up by a pronoun this many sentences further.
_UNKNOWN_REACH: Final = 2
#: The same where another one was named after the one who fits best.
_TIE_NEARER: Final = 1.5
#: What it costs to be named in somebody else's words, where the pronoun speaks in the writer's.
_ASIDE: Final = 1.5
#: So many figures of one family name leave open whose it is.
_SEVERAL: Final = 2
#: What an earlier pronoun for the same one is worth.
_CHAIN: Final = 0.8


def settle_pronoun(cast: Cast, found: Found, after: Found | None) -> Settled:
    """The pronoun with whom it means; `after` is the candidate behind it."""
    ranked = _candidates(cast, found, after, 1 if found.plural else _PRONOUN_REACH)
    if in_own_words(found):
        # whom only somebody else's quotation names is seldom taken up
        own = {id(figure) for _, figure, earlier in cast.recent if earlier.quotation is None}
        ranked = [(weight, figure) for weight, figure in ranked if id(figure) in own]
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
    if any(_is_called(cast, best, keys) for keys in found.behind):
        return stands_alone(found, None, 0.3, "the one who fits is named behind the verb")
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
        free = in_own_words(earlier) and earlier.preposition is None and any(figure is one for one in fits)
        if number == found.sentence and figure is fits[0]:
            return figure
        if number < found.sentence and free:
            return figure
    return None


def _is_unclear(cast: Cast, found: Found, best: Figure) -> bool:
    """Whether somebody whom a pronoun might mean as well has been the subject since the one who fits best was.

    That is a name that fits several persons, a body without a name, a name that may or may not be a person's, and a person
    whom another pronoun was taken for that does not fit.
    """
    number, name = cast.unclear if cast.unclear is not None else (-1, found)
    same = name.kind == found.kind or {name.kind, found.kind} in ({"body", "outlet"}, {"person", "unknown"})
    if name is not found and same and found.sentence - number <= _PRONOUN_REACH and not found.plural:
        acted = (n for n, figure, earlier in reversed(cast.recent) if figure is best and acting(earlier))
        if next(acted, -1) <= number and (None in (name.gender, found.gender) or name.gender == found.gender):
            return True
    if found.kind != "person":
        return False
    for n, figure, earlier in reversed(cast.recent):
        if (figure is best and acting(earlier)) or found.sentence - n > _PRONOUN_REACH:
            return False
        might = figure.kind == "unknown" or (figure.kind == "person" and figure.gender_guessed)
        beside = (
            n == found.sentence and len(earlier.keys) > 1 and earlier.last < found.first and figure.kind == "unknown"
        )
        if figure is not best and might and _leads(earlier) and (beside or (n < found.sentence and acting(earlier))):
            return not _agrees(figure, found)
    return False


def _is_beside(found: Found, earlier: Found, back: int) -> bool:
    """Whether an earlier naming cannot be what a pronoun takes up, by where the two stand."""
    if earlier.voice is found:
        return True  # "... Lee .... It is ...," he said: who speaks does not name himself
    if back == 0 and found.kind == "person" and found.subject and earlier.preposition is not None:
        return True  # "People like Lee, he said", "Campaigning against Lee, he said"
    if back == 0 and found.quotation is None and earlier.quotation is not None:
        return True  # "... Lee ...," he said: who speaks does not name himself
    if back == 0 and found.quotation is not None and earlier.quotation is None and earlier.speaks:
        return True  # Lee recalled, "He said ...": nor does he call himself he
    return back > 0 and found.kind == "body" and not acting(earlier) and earlier.form != "pronoun"


def _follows_unknown(cast: Cast, found: Found) -> bool:
    """Whether a pronoun that speaks goes on from somebody who is not known by name, and nobody else has come up since."""
    if cast.speaker is None or cast.speaker[1] is not None or found.kind != "person" or not in_own_words(found):
        return False
    spoke = cast.speaker[0]
    if not found.speaks or found.sentence - spoke > _UNKNOWN_REACH:
        return False
    return not any(
        number >= spoke and _agrees(figure, found) and _leads(earlier) for number, figure, earlier in cast.recent
    )


def in_own_words(found: Found) -> bool:
    """Whether a candidate stands in the writer's words."""
    return found.quotation is None and not found.led_in


def _leads(found: Found) -> bool:
    """Whether a naming is prominent enough to be taken up by a pronoun: in the writer's words, and free of others."""
    return in_own_words(found) and found.preposition is None and not found.possessive


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
        elsewhere = aside or earlier.quotation not in {None, found.quotation}
        if found.plural and (elsewhere or not (acting(earlier) or earlier.form == "pronoun")):
            continue
        if _is_beside(found, earlier, back):
            continue
        weight -= _ASIDE if aside else 0.0
        if earlier.form == "pronoun" and newest is not None and newest is not figure:
            weight -= _CHAIN  # the chain of pronouns was broken by a name
        naming = earlier.form == "name" or (earlier.form in {"description", "title"} and acting(earlier))
        if naming and earlier.preposition is None and not earlier.possessive and not aside and newest is None:
            newest = figure
            if not acting(earlier):
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


def _is_called(cast: Cast, figure: Figure, keys: tuple[str, ...]) -> bool:
    """Whether a name is the figure's, and no other's of the same family name."""
    if not keys or figure.keys[-1:] != keys[-1:]:
        return False
    return figure.keys[0] == keys[0] if len(keys) > 1 else len(cast.last.get(spelled(keys[0]), ())) < _SEVERAL


def _voice(cast: Cast, found: Found) -> Figure | None:
    """Who speaks the quotation that a pronoun stands in, as far as that is known before the quotation ends."""
    if found.voice is None:
        return None
    spoke = next((figure for _, figure, earlier in reversed(cast.recent) if earlier is found.voice), None)
    if spoke is not None or found.voice.form != "pronoun" or found.voice.span.start < found.span.start:
        return spoke
    return None if cast.speaker is None else cast.speaker[1]


def acting(found: Found) -> bool:
    """Whether a naming is the subject of its clause."""
    return found.subject or found.speaks or found.opens


def _joined(one: Found, other: Found) -> bool:
    """Whether two persons are named together ("Lee and Ray")."""
    return (
        other.and_at == one.last and one.sentence == other.sentence and {one.kind, other.kind} <= {"person", "unknown"}
    )


def _agrees(figure: Figure, found: Found) -> bool:
    """Whether kind, number and gender of a figure fit a pronoun."""
    if found.kind != "person":
        return figure.kind in {"state", "body", "outlet", "group"} and figure.plural == found.plural
    if figure.gender is not None and found.gender is not None and figure.gender != found.gender:
        return False
    return figure.kind == "person" or (figure.kind == "unknown" and (figure.sure or figure.gender == found.gender))


def _weight(figure: Figure, earlier: Found, found: Found, back: int) -> float:
    """How near and how prominent an earlier naming is; chosen by eye on news pages, only the order counts."""
    weight = 4.0 - back
    weight += 1.5 if acting(earlier) else 0.0
    weight += _CHAIN if earlier.form == "pronoun" else 0.0
    weight += 0.5 if found.gender is not None and figure.gender == found.gender else 0.0
    weight += 0.4 if earlier.first == 0 else 0.0
    weight -= 0.8 if earlier.possessive else 0.0
    weight -= 0.7 if earlier.preposition is not None else 0.0
    return weight
