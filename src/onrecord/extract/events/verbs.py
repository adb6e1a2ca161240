"""Acts told by verbs: the active, the passive, what somebody is accused of, what is cancelled.

Takes a sentence and a verb of the word list, gives drafts of events; the status comes from `status`, the parties from `parties`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import (
    BE,
    BOUNDARY,
    DO,
    HARD,
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
from onrecord.extract.events.pairs import is_pair
from onrecord.extract.events.parties import beside, leftmost, place_after, recipients, subject, within
from onrecord.extract.events.status import Judged, judge_verb
from onrecord.extract.events.when import SET_FOR

_CANCELLING: Final = frozenset(
    (
        "cancel cancels canceled cancelled canceling cancelling postpone postpones postponed call calls called "
        "scrapped skip"
    ).split()
)


#: Things that are said: to reject one is to answer, not to refuse.
_SAID_THINGS: Final = frozenset(
    (
        "charge charges claim claims allegation allegations accusation accusations criticism criticisms suggestion "
        "suggestions report reports rumor rumors rumour rumours assertion assertions idea notion speculation "
        "comparison comparisons concerns fears remarks statement account accounts version theory theories"
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
    noun: bool = False


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
    turned = passive or (by is not None and not group)
    for pattern in patterns:
        end = pattern.fits(view.lows, verb)
        if end is None and turned and _object_before(view, pattern, start):
            end = verb + 1
        if end is None or any(view.gap(i).strip(" -") for i in range(verb + 1, end)):
            continue
        if turned:
            return _passive(view, lexicon, start, verb, end, pattern.act, by)
        drafts = _active(view, lexicon, start, verb, end, tense, pattern)
        if drafts:
            return drafts
    return []


def _object_before(view: View, pattern: Pattern, start: int) -> bool:
    """Whether the object that a pattern asks for stands before a passive ("the treaty was signed by ...")."""
    if len(pattern.rest) != 2 or pattern.rest[0] is not None or pattern.rest[1] is None:
        return False
    for at in range(start - 1, max(-1, start - 13), -1):
        if at in view.at:
            continue
        if view.low(at) in pattern.rest[1]:
            return True
        if HARD.search(view.gap(at + 1)) or view.low(at) in lex.STRICT_SAYING | RELATIVE:
            return False
    return False


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
    found = inside or recipients(view, end, to) or beside(view, end)
    others = [p for p in found if all(p.mention.head != a.mention.head for a in actors)]
    place = place_after(view, verb + 1)
    known_place = act.mode == "visit" and (
        place is not None or (pattern.lemma == "visit" and view.low(end) in lex.DETERMINERS)
    )
    several = act.reciprocal and (len(actors) > 1 or is_pair(_words(view, actors[0])))
    if act.needs and not others and not known_place and not several:
        return []
    if act.speech and not others:
        return []
    if act.type in {"AGREE", "THREATEN", "REJECT"} and _reporting(view, start, verb, end):
        return []
    if act.type == "REJECT" and _of_words(view, verb + 1):
        return []
    if act.ahead and judged.status != "planned":
        judged = _set_for(view, verb, end) or judged
    if act.figurative and _two_persons(actors, others):
        return []
    out = [draft_of(act, verb, end, actors, others, place, judged, tense)]
    if act.type == "REJECT" and view.low(verb) in _CANCELLING:
        out.extend(_cancelled(view, lexicon, verb, end, actors))
    if act.type == "ACCUSE" and others:
        out.extend(_accused_of(view, lexicon, others))
    return out


def _words(view: View, party: Party) -> str:
    span = party.mention.span
    return " ".join(view.text[span.start : span.end].split())


def _set_for(view: View, verb: int, end: int) -> Judged | None:
    """The word that sets a day for it ("is due in", "are scheduled for"), as a status."""
    at = next((at for at in range(verb + 1, end) if view.low(at) in SET_FOR), None)
    return None if at is None else Judged("planned", (view.hull(at, at + 1),))


def _reporting(view: View, start: int, verb: int, end: int) -> bool:
    """Whether the verb only reports words: "promised that ...", or at the end of what is reported ("..., Bell has promised")."""
    if view.low(verb)[:4] == "agre":
        return False
    if view.low(end) == "that" or (view.low(end - 1) == "that" and end - verb > 1):
        # "warned that it would ..." threatens; "warned that prices would rise" does not
        return view.low(verb)[:4] != "warn" or view.low(end) not in {"it", "he", "she", "they", "we"}
    if verb + 1 == end == len(view.words):
        return any("," in view.gap(at) for at in range(max(1, start - 8), start))
    return False


def _of_words(view: View, at: int) -> bool:
    """Whether what is rejected is something said ("rejected the charge", "dismissed claims that"): that is speech."""
    for ahead in range(at, min(at + 7, len(view.words))):
        low = view.low(ahead)
        if view.gap(ahead).strip(" -") and ahead > at:
            return False
        if low in _SAID_THINGS and view.low(ahead + 1) != "of":
            return True
        if low in lex.PREPOSITIONS and low != "as":
            return low == "of" and view.low(ahead - 1) in _SAID_THINGS
        if low in _SAID_THINGS:
            return True
    return False


def _cancelled(view: View, lexicon: Lexicon, verb: int, end: int, actors: list[Party]) -> list[Draft]:
    """The visit or meeting that is cancelled, as an act of its own."""
    for at in range(verb + 1, end):
        for parts, act in lexicon.nouns.get(view.low(at), ()):
            stop = at + len(parts)
            if tuple(view.lows[at:stop]) != parts or act.type != "CONSULT":
                continue
            others = recipients(view, stop, act.to - {"object"})
            judged = Judged("cancelled", (view.hull(verb, verb + 1),))
            draft = draft_of(act, at, stop, actors, others, place_after(view, stop), judged, "past")
            return [replace(draft, noun=True)]
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
    group = {view.low(at) for at in range(start, verb)}
    if not by and (by is not None or not (group & MODALS or "be" in group)):
        return []
    said = any(view.low(at) in lex.STRICT_SAYING for at in range(max(0, start - 12), start))
    judged = judge_verb(view, lexicon, start, verb, "participle", motion=False, reported=said)
    if judged.skip:
        return []
    if not by:
        # nobody is named who does it: kept only where a day is set for it
        planned = judged.status == "planned"
        return [Draft(act, verb, end, (), (), place_after(view, end), judged, "participle", 0.5)] if planned else []
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
