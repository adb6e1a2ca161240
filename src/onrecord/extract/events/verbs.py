"""Acts told by verbs: the active, the passive, what somebody is accused of, what is cancelled.

Takes a sentence and a verb of the word list, gives drafts of events; the status comes from `status`, the parties from `parties`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import (
    BE,
    BOUNDARY,
    DO,
    HAVE,
    MODALS,
    RELATIVE,
    Party,
    View,
    coordinated,
    governed,
    group_start,
)
from onrecord.extract.events.lexicon import Act, Lexicon, Pattern, Tense
from onrecord.extract.events.parties import leftmost, place_after, recipients, subject, within
from onrecord.extract.events.status import Judged, judge_verb

_CANCELLING: Final = frozenset(
    (
        "cancel cancels canceled cancelled canceling cancelling postpone postpones postponed call calls called "
        "scrapped skip"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before its date, its statement and its id."""

    act: Act
    first: int
    last: int
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Party | None
    judged: Judged
    tense: Tense
    score: float


def read_verb(view: View, lexicon: Lexicon, verb: int, tense: Tense, patterns: tuple[Pattern, ...]) -> list[Draft]:
    """Events told by the verb at word `verb`; empty where no pattern fits or nobody named acts."""
    start = group_start(view, verb)
    group = {view.low(at) for at in range(start, verb)}
    passive = (
        bool(group & BE) and tense in {"participle", "either"} and not (group & {"'s"} and not group & (BE - {"'s"}))
    )
    by = _by(view, verb + 1) if passive else None
    if not group and tense in {"participle", "either"} and view.low(verb + 1) == "by":
        by = _by(view, verb + 1)
    for pattern in patterns:
        end = pattern.fits(view.lows, verb)
        if end is None or any(view.gap(i).strip(" -") for i in range(verb + 1, end)):
            continue
        if passive or (by is not None and not group):
            return _passive(view, lexicon, start, verb, end, pattern.act, by)
        drafts = _active(view, lexicon, start, verb, end, tense, pattern)
        if drafts:
            return drafts
    return []


def _active(
    view: View, lexicon: Lexicon, start: int, verb: int, end: int, tense: Tense, pattern: Pattern
) -> list[Draft]:
    act = pattern.act
    if act.type == "REJECT" and view.low(end - 1) == "to" and view.low(end) in lexicon.status["hollow"]:
        return []
    group = {view.low(at) for at in range(start, verb)}
    said = any(view.low(at) in lex.STRICT_SAYING for at in range(max(0, start - 12), start))
    judged = judge_verb(view, lexicon, start, verb, tense, motion=act.motion, reported=said)
    if judged.skip:
        return []
    if judged.governor is not None:
        actors = _governor_subject(view, judged.governor)
    elif tense == "ing" and not group & BE:
        actors, judged = _participle_subject(view, lexicon, start, judged)
    else:
        actors = subject(view, start)
        if tense == "base" and not group and not _plural(view, actors, start) and not _inverted(view, actors):
            return []
        if tense == "participle" and not group & HAVE:
            return []
        if tense in {"base", "present"} and group & BE:
            return []
        if tense == "present" and not group and not _finite(view, start):
            return []
    if not actors:
        return []
    inside = within(view, verb + 1, end) if "object" in act.to else []
    # after "protest against" the party follows at once
    to = act.to | {"object"} if end > verb + 1 and view.low(end - 1) in lex.PREPOSITIONS else act.to
    others = [p for p in inside or recipients(view, end, to) if all(p.mention.head != a.mention.head for a in actors)]
    place = place_after(view, verb + 1)
    known_place = act.mode == "visit" and (
        place is not None or (pattern.lemma == "visit" and view.low(end) in lex.DETERMINERS)
    )
    if act.needs and not others and not known_place and not (act.reciprocal and len(actors) > 1):
        return []
    if act.figurative and _two_persons(actors, others):
        return []
    out = [draft_of(act, verb, end, actors, others, place, judged, tense)]
    if act.type == "REJECT" and view.low(verb) in _CANCELLING:
        out.extend(_cancelled(view, lexicon, verb, end, actors))
    if act.type == "ACCUSE" and others:
        out.extend(_accused_of(view, lexicon, others))
    return out


def _cancelled(view: View, lexicon: Lexicon, verb: int, end: int, actors: list[Party]) -> list[Draft]:
    """The visit or meeting that is cancelled, as an act of its own."""
    for at in range(verb + 1, end):
        for parts, act in lexicon.nouns.get(view.low(at), ()):
            stop = at + len(parts)
            if tuple(view.lows[at:stop]) != parts or act.type != "CONSULT":
                continue
            others = recipients(view, stop, act.to - {"object"})
            judged = Judged("cancelled", (view.hull(verb, verb + 1),))
            return [draft_of(act, at, stop, actors, others, place_after(view, stop), judged, "past")]
    return []


def draft_of(
    act: Act,
    first: int,
    last: int,
    actors: list[Party],
    others: list[Party],
    place: Party | None,
    judged: Judged,
    tense: Tense,
) -> Draft:
    """A draft; in a reciprocal act all parties are actors."""
    if act.reciprocal:
        known = {a.mention.head for a in actors}
        actors = [*actors, *(p for p in others if p.mention.head not in known)]
        others = []
    base = 0.8 if others or act.reciprocal else 0.65
    return Draft(act, first, last, tuple(actors), tuple(others), place, judged, tense, base)


def _governor_subject(view: View, governor: int) -> list[Party]:
    """The subject of the verb that governs an infinitive, past its own auxiliaries."""
    if view.low(governor) == "to":
        party = view.at.get(governor - 1)
        return coordinated(view, party) if party is not None else []
    return subject(view, group_start(view, governor))


def _plural(view: View, actors: list[Party], start: int) -> bool:
    """Whether a verb in its plain form can have this subject; else the word is a noun ("an Exland visit")."""
    if not actors or view.gap(start).strip():
        return False
    if len(actors) > 1:
        return True
    if actors[0].last != start:
        return False
    return actors[0].mention.kind == "group"


def _finite(view: View, start: int) -> bool:
    """Whether an "-s" form can be a verb here and not a plural noun: a subject, a joined verb or a comma stands right before."""
    return (
        start - 1 in view.at or bool(view.gap(start).strip()) or view.low(start - 1) in RELATIVE | {"and", "but", "or"}
    )


def _two_persons(actors: list[Party], others: list[Party]) -> bool:
    return len(actors) == len(others) == 1 and actors[0].mention.kind == others[0].mention.kind == "person"


def _inverted(view: View, actors: list[Party]) -> bool:
    """Whether an auxiliary stands before the subject ("Did Exland attack ...?")."""
    return bool(actors) and view.low(actors[0].first - 1) in DO | MODALS


def _participle_subject(view: View, lexicon: Lexicon, start: int, judged: Judged) -> tuple[list[Party], Judged]:
    """Who does what an "-ing" without auxiliary tells: only after a comma, "by", "after", "while" or a verb of weighing."""
    before = view.low(start - 1)
    if view.gap(start).strip() == ",":
        return leftmost(view, start - 1 if start - 1 not in view.at else start), judged
    if before in lexicon.status["weighing"]:
        words = (view.hull(start - 1, start),)
        return subject(view, group_start(view, start - 1)), Judged("hypothetical", words)
    if before in {"by", "after"}:
        return leftmost(view, start - 1), judged
    return [], judged


def _accused_of(view: View, lexicon: Lexicon, accused: list[Party]) -> list[Draft]:
    """The act that somebody is accused of ("of shelling Y", "for invading Y"): alleged."""
    last = accused[-1].last
    for at in range(last, min(last + 8, len(view.words) - 1)):
        if view.low(at) not in {"of", "for", "over"} or at in view.at:
            continue
        verb = at + 1
        while view.low(verb) in {
            "having",
            "allegedly",
            "illegally",
            "deliberately",
            "repeatedly",
            "secretly",
        } or view.low(verb).endswith("ly"):
            verb += 1
        for _, patterns in (row for row in lexicon.verbs.get(view.low(verb), ()) if row[0] in {"ing", "either"}):
            for pattern in patterns:
                stop = pattern.fits(view.lows, verb)
                if stop is None:
                    continue
                others = [p for p in recipients(view, stop, pattern.act.to) if p not in accused]
                if pattern.act.needs and not others:
                    continue
                judged = Judged("alleged", (view.hull(at, at + 1),))
                return [draft_of(pattern.act, verb, stop, accused, others, place_after(view, stop), judged, "ing")]
        return []
    return []


def _by(view: View, at: int) -> list[Party] | None:
    """The parties after "by" soon after a participle; None where there is no "by"."""
    for ahead in range(at, min(at + 9, len(view.words))):
        if view.gap(ahead).strip(" -"):
            return None
        if view.low(ahead) == "by":
            for here in range(ahead + 1, min(ahead + 7, len(view.words))):
                party = view.at.get(here)
                if party is not None:
                    return coordinated(view, party)
                if view.low(here) in lex.PREPOSITIONS:
                    return []
            return []
        if view.low(ahead) in BOUNDARY or view.low(ahead) in RELATIVE or (ahead in view.at and ahead > at + 3):
            return None
    return None


def _passive(
    view: View, lexicon: Lexicon, start: int, verb: int, end: int, act: Act, by: list[Party] | None
) -> list[Draft]:
    if not by:
        return []
    said = any(view.low(at) in lex.STRICT_SAYING for at in range(max(0, start - 12), start))
    judged = judge_verb(view, lexicon, start, verb, "participle", motion=False, reported=said)
    if judged.skip:
        return []
    if start == verb:
        # "the deal signed by X": the word before, if it is a party itself
        before = view.at.get(start - 1)
        patients = [before] if before is not None and governed(view, before) is None else []
    elif judged.governor is not None:
        patients = _governor_subject(view, judged.governor)
    else:
        patients = subject(view, start)
    others = [p for p in patients if all(p.mention.head != a.mention.head for a in by)]
    if not others:
        others = [p for p in recipients(view, end, act.to - {"object"}) if p not in by]
    if not others and (act.needs or start == verb):
        return []
    return [draft_of(act, verb, end, by, others, None, judged, "participle")]
