"""Acts told by verbs: the active, the passive, what somebody is accused of, what is cancelled.

Takes a sentence and a verb of the word list, gives drafts of events; the status comes from `status`, the parties from `parties`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import (
    ADVERBS,
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
    doubtful,
    governed,
    group_start,
)
from onrecord.extract.events.drafts import Draft, draft_of
from onrecord.extract.events.lexicon import Act, Lexicon, Pattern, Tense
from onrecord.extract.events.pairs import is_pair
from onrecord.extract.events.parties import beside, infinitive, leftmost, place_after, recipients, subject, within
from onrecord.extract.events.speech import is_speech, misread, tells_no_act
from onrecord.extract.events.status import Judged, judge_verb, parted_modal
from onrecord.extract.events.when import SET_FOR

_CANCELLING: Final = frozenset(
    (
        "cancel cancels canceled cancelled canceling cancelling postpone postpones postponed call calls called "
        "scrapped skip"
    ).split()
)


#: What befalls somebody is kept where nobody is named who did it ("was arrested").
BEFALLS: Final = frozenset(("COERCE", "ASSAULT", "SANCTION", "RETREAT", "CONCEDE", "AID", "ACCUSE"))
#: Most that such an act scores: below what a briefing tells as done.
BEFALLEN_SCORE: Final = 0.45
_TOUCHED: Final = frozenset(("object", "to", "from", "with", "against", "for", "on", "of"))
#: Deeds that are done to a state where they are done in it ("provided aid in Exland").
_DONE_IN: Final = frozenset(("AID", "CONCEDE", "RETREAT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"))
#: Acts done in words: a place further on is that of their matter.
_SPOKEN: Final = frozenset(("ACCUSE", "REQUEST"))
#: Acts done to somebody directly: the owner of a thing received or released is not the one.
_DIRECT: Final = frozenset(("host", "release", "arrest", "visit"))
_BLAMED: Final = frozenset("blamed accused suspected alleged charged".split())
_GOING_ON: Final = frozenset(("begun began begins started starts continued continues resumed keeps kept").split())


def read_verb(view: View, lexicon: Lexicon, verb: int, tense: Tense, patterns: tuple[Pattern, ...]) -> list[Draft]:
    """Events told by the verb at word `verb`; empty where no pattern fits or nobody named acts."""
    ends = [pattern.fits(view.lows, verb) for pattern in patterns]
    if tense not in {"participle", "either"} and not any(ends):
        return []
    start = group_start(view, verb)
    group = {view.low(at) for at in range(start, verb)}
    passive = (
        bool(group & BE) and tense in {"participle", "either"} and not (group & {"'s"} and not group & (BE - {"'s"}))
    )
    by = _by(view, verb + 1) if passive else None
    if not group and tense in {"participle", "either"} and view.low(verb + 1) == "by":
        by = _by(view, verb + 1)
    turned = passive or (by is not None and not group)
    for pattern, fit in zip(patterns, ends, strict=True):
        end = verb + 1 if fit is None and turned and _object_before(view, pattern, start) else fit
        if end is None or any(view.gap(i).strip(" -$€£¥") for i in range(verb + 1, end)):
            continue
        if pattern.act.type == "NONE":
            return []
        if misread(view, lexicon, pattern, verb, end):
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
    if tells_no_act(view, lexicon, verb, end, act):
        return []
    actors, judged = _who(view, lexicon, start, verb, tense, act)
    if not actors or judged.skip:
        return []
    others = _whom(view, verb, end, act, actors)
    place = place_after(view, verb + 1)
    if act.type in _SPOKEN and place is not None and place.first > end + 5:
        # the place of what is asked for or complained about
        place = None
    if not _complete(view, end, pattern, actors, others, place) or is_speech(
        view, start, verb, end, act, actors, others
    ):
        return []
    if act.ahead and judged.status != "planned":
        judged = _set_for(view, verb, end) or judged
    out = [draft_of(act, verb, end, actors, others, place, judged, tense)]
    if act.type == "REJECT" and view.low(verb) in _CANCELLING:
        out.extend(_cancelled(view, lexicon, verb, end, actors))
    if act.type == "ACCUSE" and others:
        out.extend(_accused_of(view, lexicon, others))
    return out


def _who(view: View, lexicon: Lexicon, start: int, verb: int, tense: Tense, act: Act) -> tuple[list[Party], Judged]:
    """Who acts, and the status; nobody where the form of the verb does not fit its neighbourhood."""
    group = {view.low(at) for at in range(start, verb)}
    said = any(view.low(at) in lex.STRICT_SAYING for at in range(max(0, start - 12), start))
    helped = bool(group & (BE | HAVE | MODALS | DO)) or parted_modal(view, start) is not None
    if tense == "base" and not helped and (joined := _joined_to(view, start)) is not None:
        # "would end the siege and ease sanctions": as the verb before it
        start, group, helped = joined, {view.low(joined)}, True
    judged = judge_verb(view, lexicon, start, verb, tense, motion=act.motion, reported=said)
    if judged.skip:
        return [], judged
    if judged.governor is not None:
        return _governor_subject(view, judged.governor), judged
    if tense == "ing" and not group & BE:
        return _participle_subject(view, lexicon, start, judged)
    actors = subject(view, start)
    unfit = (
        (tense == "base" and not helped and not _plural(view, actors, start) and not _inverted(view, actors))
        or (tense == "participle" and not group & HAVE)
        or (tense in {"base", "present"} and bool(group & BE))
        or (tense == "present" and not group and not _finite(view, lexicon, start))
    )
    return ([] if unfit else actors), judged


def _joined_to(view: View, start: int) -> int | None:
    """The first word of the verb group that a plain verb after "and" shares ("will visit X and meet Y"); None without one."""
    at = start - 1
    while at > 0 and view.low(at) in ADVERBS:
        at -= 1
    if view.low(at) not in {"and", "or"}:
        return None
    for back in range(at - 1, max(-1, at - 16), -1):
        low = view.low(back)
        if HARD.search(view.gap(back + 1)) or low in BOUNDARY | RELATIVE:
            return None
        if back in view.at or back in view.places:
            continue
        if low in MODALS:
            return group_start(view, back + 1)
        if low == "to" and infinitive(view, back + 1):
            return back + 1
    return None


def _whom(view: View, verb: int, end: int, act: Act, actors: list[Party]) -> list[Party]:
    """Those acted on: inside the pattern, after it, or touched by it."""
    found = within(view, verb + 1, end) if "object" in act.to else []
    # after "protest against" the party follows at once
    to = act.to | {"object"} if end > verb + 1 and view.low(end - 1) in lex.PREPOSITIONS else act.to
    found = found or recipients(view, end, to)
    if not found and not act.reciprocal and act.mode not in _DIRECT:
        found = beside(view, end)
    if not found and view.low(end - 1) == "to" and end > verb + 1 and act.type in {"AGREE", "REJECT", "THREATEN"}:
        # "refused to send aid to X": whom the act touches that was agreed to or refused
        found = recipients(view, end + 1, _TOUCHED) or beside(view, end + 1)
    return [p for p in found if all(p.mention.head != a.mention.head for a in actors)]


def _complete(
    view: View, end: int, pattern: Pattern, actors: list[Party], others: list[Party], place: Party | None
) -> bool:
    """Whether those whom the act needs are there; and no figure of speech between two persons."""
    act = pattern.act
    if act.type == "ASSAULT" and any(doubtful(party.mention) for party in actors):
        # "Floods killed 40": what has no will can do it too
        return False
    if act.figurative and _two_persons(actors, others):
        return False
    if others or not (act.needs or act.speech):
        return True
    if act.speech:
        return False
    if act.reciprocal and (len(actors) > 1 or is_pair(_words(view, actors[0]))):
        return True
    if act.mode == "visit":
        return place is not None or (pattern.lemma == "visit" and view.low(end) in lex.DETERMINERS)
    return place is not None and place.mention.kind == "state" and act.type in _DONE_IN


def _words(view: View, party: Party) -> str:
    span = party.mention.span
    return " ".join(view.text[span.start : span.end].split())


def _set_for(view: View, verb: int, end: int) -> Judged | None:
    """The word that sets a day for it ("is due in", "are scheduled for"), as a status."""
    at = next((at for at in range(verb + 1, end) if view.low(at) in SET_FOR), None)
    return None if at is None else Judged("planned", (view.hull(at, at + 1),))


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


def _finite(view: View, lexicon: Lexicon, start: int) -> bool:
    """Whether an "-s" form can be a verb here and not a plural noun: a subject, a joined verb or a comma stands right before."""
    before = view.low(start - 1)
    if before in {"and", "or"}:
        # "police shootings and protests": only a verb before makes the joined word one
        earlier = range(max(0, start - 12), start - 1)
        lows = [view.low(at) for at in earlier if at not in view.at]
        return any((low in lex.SAYING and low.endswith("s")) or _present(lexicon, low) for low in lows)
    return start - 1 in view.at or bool(view.gap(start).strip()) or before in RELATIVE | {"but"}


def _present(lexicon: Lexicon, low: str) -> bool:
    return any(tense == "present" for tense, _ in lexicon.verbs.get(low, ()))


def _two_persons(actors: list[Party], others: list[Party]) -> bool:
    return len(actors) == len(others) == 1 and actors[0].mention.kind == others[0].mention.kind == "person"


def _inverted(view: View, actors: list[Party]) -> bool:
    """Whether an auxiliary stands before the subject ("Did Exland attack ...?")."""
    return bool(actors) and view.low(actors[0].first - 1) in DO | MODALS


def _participle_subject(view: View, lexicon: Lexicon, start: int, judged: Judged) -> tuple[list[Party], Judged]:
    """Who does what an "-ing" without auxiliary tells: only after a comma, "by", "after", "while" or a verb of weighing."""
    before = view.low(start - 1)
    if view.gap(start).strip() == ",":
        blamed = next((at for at in range(start - 1, max(-1, start - 15), -1) if view.low(at) in _BLAMED), None)
        if blamed is not None:
            # "were blamed for bringing cholera, killing many"
            judged = Judged("alleged", (view.hull(blamed, blamed + 1),))
        return leftmost(view, start - 1 if start - 1 not in view.at else start), judged
    if before in lexicon.status["weighing"]:
        words = (view.hull(start - 1, start),)
        return subject(view, group_start(view, start - 1)), Judged("hypothetical", words)
    if before in _GOING_ON:
        return subject(view, group_start(view, start - 1)), judged
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
    befallen = by is None and start < verb and act.type in BEFALLS and "object" in act.to
    if not by and not befallen and (by is not None or not (group & MODALS or "be" in group)):
        return []
    said = any(view.low(at) in lex.STRICT_SAYING for at in range(max(0, start - 12), start))
    judged = judge_verb(view, lexicon, start, verb, "participle", motion=False, reported=said)
    if judged.skip:
        return []
    if not by:
        # nobody is named who does it: kept only where a day is set for it
        planned = judged.status == "planned"
        patients = [p for p in subject(view, start) if not doubtful(p.mention)] if befallen and not planned else []
        if patients:
            # "was arrested on Monday": whom it befell is on record, and is not sure enough to be told as done
            place = place_after(view, end)
            return [Draft(act, verb, end, (), tuple(patients), place, judged, "participle", BEFALLEN_SCORE)]
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
    return [draft_of(act, verb, end, by, others, place_after(view, end), judged, "participle")]
