"""The figures of one article: persons, bodies and states gathered from their full namings.

Two different full names are never joined; spellings of one actor are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from onrecord.extract.found import Found, Gender
from onrecord.record import MentionKind, Span
from onrecord.resolve.knowledge import Knowledge
from onrecord.resolve.spelling import folded_words, word_spelling

#: Ages of two persons that are given in one article differ by more than a birthday.
_BIRTHDAY: Final = 1
#: Bearers of one name, or of one word of a name, that are told apart: with so many a short name fits several anyhow.
_MOST_BEARERS: Final = 64
#: How many of the last figures named are looked at for a pronoun or a description without a state.
_MEMORY: Final = 24


@dataclass(slots=True)
class Figure:
    """One person, body or state of the article, gathered from its namings; `seat` while only a metonym has named it.

    named   how often the article gives the full name
    gender_guessed  the gender was taken from a pronoun, which may have meant another
    vague   "a baker": anybody of that kind
    walk, age  what parts a person from another of the name: a walk of life, the age in years
    """

    head: Span
    kind: MentionKind
    keys: tuple[str, ...]
    actor: str | None
    sure: bool
    gender: Gender | None = None
    gender_guessed: bool = False
    plural: bool = False
    roles: list[tuple[str, str | None]] = field(default_factory=list)
    born: int = 0
    seat: bool = False
    named: int = 0
    vague: bool = False
    walk: str | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a candidate: `figure` None where it stands for itself alone."""

    found: Found
    figure: Figure | None
    kind: MentionKind
    actor: str | None
    score: float
    reason: str


@dataclass(slots=True)
class Cast:
    """The figures of one article while it is read.

    Words of names are compared by `spelled`. `bearers` tells who was last meant by a family name that stood alone,
    `speaker` who spoke last in the writer's words and in which sentence: None where that one is not known by name.
    `unclear` is the last acting name that fits several persons, with its sentence. `namesakes` are the bearers of a full
    name that two persons bear here, in the order in which they were named.
    """

    knowledge: Knowledge
    day: str | None
    figures: list[Figure] = field(default_factory=list)
    full: dict[tuple[str, ...], Figure] = field(default_factory=dict)
    last: dict[str, list[Figure]] = field(default_factory=dict)
    given: dict[str, list[Figure]] = field(default_factory=dict)
    actors: dict[str, Figure] = field(default_factory=dict)
    bearers: dict[str, Figure] = field(default_factory=dict)
    namesakes: dict[tuple[str, ...], list[Figure]] = field(default_factory=dict)
    recent: deque[tuple[int, Figure, Found]] = field(default_factory=lambda: deque(maxlen=_MEMORY))
    speaker: tuple[int, Figure | None] | None = None
    unclear: tuple[int, Found] | None = None


@lru_cache(maxsize=16384)
def spelled(key: str) -> str:
    """The form of a name's word in which spellings, accents and capitals count for nothing."""
    return "".join(word_spelling(word) for word in folded_words(key)) or key


def name_key(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The same of all words of a name."""
    return tuple(spelled(key) for key in keys)


def is_short(cast: Cast, found: Found) -> bool:
    """Whether the naming is one word that may be a part of a longer one."""
    if len(found.keys) > 1:
        return False
    if found.bare or not found.actors:
        return True
    return cast.knowledge.actors[found.actors[0]].kind == "person"


def enrol(cast: Cast, found: Found) -> Figure:
    """The figure of a full naming: the one of the same actor, the same name, or a new one."""
    actor = (
        found.actors[0]
        if len(found.actors) == 1 or found.form == "metonym"
        else (found.actors[0] if found.actors else None)
    )
    if actor is None and found.kind in {"person", "unknown"}:
        actor = _variant(cast, found)
    figure = cast.actors.get(actor) if actor is not None else _same_name(cast, found)
    other = figure is not None and _are_two(figure, found)
    if figure is not None and other:
        bearers = cast.namesakes.setdefault(name_key(found.keys), [figure])
        figure = next((one for one in bearers[1:] if one.born == found.span.start or not _are_two(one, found)), None)
        actor = None
    if figure is None:
        figure = Figure(
            found.span, found.kind, found.keys, actor, found.sure, born=found.span.start, seat=found.form == "metonym"
        )
        cast.figures.append(figure)
        if other and len(cast.namesakes[name_key(found.keys)]) < _MOST_BEARERS:
            cast.namesakes[name_key(found.keys)].append(figure)
        if actor is not None:
            cast.actors[actor] = figure
            figure.roles.extend(offices_on_day(cast, actor))
    elif _fuller(found, figure):
        figure.head, figure.keys = found.span, found.keys
    if actor is None:
        cast.full.setdefault(name_key(found.keys), figure)
    figure.named += 1
    if found.sure and not figure.sure and found.kind != "unknown":
        figure.kind, figure.sure = found.kind, True
    if found.gender is not None and (figure.gender is None or figure.gender_guessed):
        figure.gender, figure.gender_guessed = found.gender, False
    figure.walk, figure.age = figure.walk or found.walk, found.age if figure.age is None else figure.age
    for title in found.titles:
        if title not in figure.roles:
            figure.roles.append(title)
    if figure.kind in {"person", "unknown"} and len(found.keys) > 1:
        index_figure(cast.last, spelled(found.keys[-1]), figure)
        index_figure(cast.given, spelled(found.keys[0]), figure)
        if len(found.keys) > 2 and found.keys[-2][:1].islower():
            index_figure(cast.last, spelled(found.keys[-2]), figure)
    elif figure.kind in {"body", "outlet"} and len(found.keys) > 1:
        index_figure(cast.given, spelled(found.keys[0]), figure)
        index_figure(cast.given, spelled(found.keys[-1]), figure)
        index_figure(cast.given, spelled("".join(key[0] for key in found.keys if key[:1].isupper())), figure)
    return figure


def _are_two(figure: Figure, found: Found) -> bool:
    """Whether what is told of a full name shows that another person bears it than the figure."""
    if found.other:
        return figure.born != found.span.start
    if figure.actor is not None:
        return False
    addressed = None not in {figure.gender, found.gender} and not figure.gender_guessed
    return (
        (addressed and figure.gender != found.gender)
        or (None not in {figure.walk, found.walk} and figure.walk != found.walk)
        or (figure.age is not None and found.age is not None and abs(figure.age - found.age) > _BIRTHDAY)
    )


def tells_which(cast: Cast, found: Found, figure: Figure) -> bool:
    """Whether a full name is told to be the figure's: only one bore it so far, or the words part the bearers."""
    bearers = [one for one in cast.namesakes.get(name_key(found.keys), ()) if one.born < found.span.start]
    if len(bearers) < 2 or figure.born == found.span.start:
        return True
    if found.walk is not None or found.age is not None:
        return True
    return len([one for one in bearers if set(found.titles) & set(one.roles)]) == 1


def are_namesakes(figures: Sequence[Figure]) -> bool:
    """Whether two of them bear the same full name."""
    names = [name_key(figure.keys) for figure in figures]
    return len(set(names)) < len(names)


def index_figure(table: dict[str, list[Figure]], key: str, figure: Figure) -> None:
    """Put the figure under the key, once; at most `_MOST_BEARERS` stand under one."""
    figures = table.setdefault(key, [])
    if len(figures) < _MOST_BEARERS and not any(other is figure for other in figures):
        figures.append(figure)


def _fuller(found: Found, figure: Figure) -> bool:
    """Whether a name tells more than the head so far: a name before a metonym, more words of a person before fewer."""
    if figure.seat and found.form == "name":
        figure.seat = False
        return True
    return found.form == "name" and len(found.keys) > len(figure.keys) and figure.kind == "person"


def _variant(cast: Cast, found: Found) -> str | None:
    """The actor whose known name has the same first and last word ("Ola Brun Tarn"), if it is one person."""
    keys = found.keys
    if len(keys) < 3:
        return None
    for words, aliases in cast.knowledge.first.get(keys[0], ()):
        if len(words) == 2 and words[1] == keys[-1] and cast.knowledge.actors[aliases[0].actor].kind == "person":
            return aliases[0].actor
    return None


def _same_name(cast: Cast, found: Found) -> Figure | None:
    exact = cast.full.get(name_key(found.keys))
    if exact is not None or found.kind not in {"person", "unknown"} or len(found.keys) < 2:
        return exact
    for figure in cast.last.get(spelled(found.keys[-1]), []):
        if (
            figure.actor is None
            and spelled(figure.keys[0]) == spelled(found.keys[0])
            and _middles_fit(figure.keys[1:-1], found.keys[1:-1])
        ):
            return figure
    return None


def _middles_fit(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether middle names can be those of one person: one side has none, or they agree by their initials."""
    if not one or not two:
        return True
    return len(one) == len(two) and all(
        a == b or (1 in {len(a), len(b)} and a[0] == b[0]) for a, b in zip(one, two, strict=True)
    )


def stands_for(found: Found, figure: Figure, score: float, reason: str) -> Settled:
    """The candidate settled as a naming of the figure."""
    kind = figure.kind if found.form in {"name", "pronoun", "title", "description"} else found.kind
    return Settled(found, figure, kind, figure.actor, score, reason)


def stands_alone(
    found: Found, actor: str | None, score: float, reason: str, kind: MentionKind | None = None
) -> Settled:
    """The candidate settled as itself, joined to nobody."""
    return Settled(found, None, kind or found.kind, actor, score, reason)


def offices_on_day(cast: Cast, actor: str) -> list[tuple[str, str | None]]:
    """The offices that an actor holds on the article's day, and those it held before as "former ..."."""
    entry = cast.knowledge.actors[actor]
    if cast.day is None:
        return []
    out: list[tuple[str, str | None]] = []
    for role in entry.roles:
        if role.since is not None and role.since > cast.day:
            continue
        if role.until is not None and role.until <= cast.day:
            out.append(("former " + role.title, role.of))
        elif role.until is not None or entry.known_until is None or cast.day <= entry.known_until:
            out.append((role.title, role.of))
    return out
