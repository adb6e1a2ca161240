"""Whether an act was done, or is planned, alleged, denied, only thought of: readable rules with the words that decide.

Takes a sentence and the place of the verb or noun; gives the status, the spans of the words that caused it, and whether the
act is to be left out ("urged X to withdraw": another's act, not done). The weaker reading wins where two fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import BE, BOUNDARY, DO, HAVE, MODALS, NEGATIONS, View
from onrecord.extract.events.lexicon import Lexicon, Tense
from onrecord.extract.events.when import SET_FOR
from onrecord.record import EventStatus, Span

_IF: Final = frozenset(("if", "unless", "whether", "lest"))
#: Nouns before "to" or "of" that tell of what is not done.
_PROSPECT: Final = frozenset(
    (
        "prospect possibility threat risk likelihood chance danger fear fears idea hope hopes prospects event case"
    ).split()
)
_SAID_TO: Final = frozenset(
    (
        "said alleged reported believed thought suspected understood rumored rumoured known claims claimed claim appears "
        "appeared seems seemed reputed accused"
    ).split()
)
_HOPING: Final = frozenset(
    "hope hopes hoped hoping wish wishes wished doubt doubts doubted fear fears feared suggested proposed".split()
)
_AHEAD: Final = frozenset(("ahead",))
#: Before an "-ing" form: it was not done, or is denied.
_SPARING: Final = frozenset(
    "without avoid avoids avoided avoiding deny denies denied denying despite resist resisted escaped".split()
)
_FEARING: Final = frozenset("fear fears feared hope hopes hoped doubt doubts doubted".split())
#: Words besides "if" that make a sentence with "will" or "would" a condition.
_PROVIDED: Final = frozenset(("provided", "providing"))
_PAST_SIGNS: Final = frozenset(
    ("during after following since last recent earlier previous first landmark past second third latest").split()
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A status with its words.

    `skip`: nothing is to be coded; `governor`: the word whose subject acts, where another verb governs this one.
    """

    status: EventStatus
    words: tuple[Span, ...] = ()
    skip: bool = False
    governor: int | None = None


_HAPPENED: Final = Judged("happened")


def judge_verb(
    view: View, lexicon: Lexicon, start: int, verb: int, tense: Tense, *, motion: bool, reported: bool
) -> Judged:
    """The status of a verb whose group begins at word `start`; `reported`: it stands under a verb of saying."""
    group = [view.low(at) for at in range(start, verb)]
    governed = _infinitive(view, lexicon, start)
    if governed is not None and (governed.skip or governed.status == "denied"):
        return governed
    condition = _condition(view, start)
    if condition is not None:
        return Judged(
            "hypothetical", (view.hull(condition, condition + 1),), governor=governed.governor if governed else None
        )
    for at in range(start, verb):
        if view.low(at) in NEGATIONS:
            return Judged("denied", (view.hull(at, at + 1),), governor=governed.governor if governed else None)
    nothing = _nothing(view, start, verb)
    nothing = _spared(view, start, tense) if nothing is None else nothing
    if nothing is not None:
        return Judged("denied", (view.hull(nothing, nothing + 1),), governor=governed.governor if governed else None)
    if governed is not None:
        return governed
    for at in range(start, verb):
        low = view.low(at)
        if low in MODALS:
            hoped = _word_before(view, start, _HOPING if low == "would" else _FEARING)
            if hoped is not None:
                return Judged("hypothetical", tuple(sorted((view.hull(hoped, hoped + 1), view.hull(at, at + 1)))))
            return _modal(view, at, low, reported=reported)
    for at in (*range(start, verb), verb + 1):
        if view.low(at) in lexicon.status["adverbs_alleged"]:
            return Judged("alleged", (view.hull(at, at + 1),))
    if tense == "ing" and set(group) & BE:
        return Judged("ongoing", (view.hull(start, verb + 1),))
    if tense in {"present", "base"} and not set(group) & (BE | HAVE):
        when = _word_before(view, start, frozenset(("when", "once", "as", "until", "before")))
        if when is not None and view.low(when) != "as" and (motion or view.low(when) != "before"):
            return Judged("planned", (view.hull(when, when + 1),))
        if motion:
            return Judged("planned", (view.hull(verb, verb + 1),))
    return _HAPPENED


def _spared(view: View, start: int, tense: Tense) -> int | None:
    """The word that says that it was not done ("without attacking", "stopped short of arresting", "did not, and will not,")."""
    if tense == "ing":
        one, two = view.low(start - 1), view.low(start - 2)
        if one in _SPARING or (two, one) in {("short", "of"), ("instead", "of"), ("rather", "than"), ("out", "of")}:
            return start - 1
        if (two, one) in {("ruled", "out"), ("ruling", "out"), ("rules", "out")}:
            return start - 2
    at = start - 1
    while (
        at >= 0
        and start - at < 6
        and at not in view.at
        and view.low(at) in MODALS | DO | HAVE | NEGATIONS | {"and", "or"}
    ):
        if view.low(at) in NEGATIONS:
            return at
        at -= 1
    return None


def _nothing(view: View, start: int, verb: int) -> int | None:
    """The "no" of the subject or the object ("No state has sent ...", "sent no weapons"); None without one."""
    if view.low(verb + 1) == "no" and not view.gap(verb + 1).strip():
        return verb + 1
    for at in range(start - 1, max(-1, start - 7), -1):
        if view.gap(at + 1).strip() or view.low(at) in BOUNDARY | BE | HAVE | MODALS:
            return None
        if view.low(at) in {"neither", "nobody"} or (view.low(at) in {"no", "none"} and at not in view.at):
            return at
    return None


def _modal(view: View, at: int, low: str, *, reported: bool) -> Judged:
    span = view.hull(at, at + 1)
    when = next((i for i, word in enumerate(view.lows) if word in _IF and word != "whether"), None)
    if when is None and view.low(0) in {"should", "were"} and at > 0:
        # "Should X attack, Y will strike"
        when = 0
    if when is None:
        when = next((i for i, word in enumerate(view.lows) if word in _PROVIDED and _opens_condition(view, i)), None)
    if when is None:
        when = next((i for i in range(len(view.lows) - 2) if view.lows[i : i + 3] == ["in", "case", "of"]), None)
    if when is not None and low in {"would", "will", "'ll", "could", "might", "may", "can"}:
        return Judged("conditional", tuple(sorted((span, view.hull(when, when + 1)))))
    if low in {"will", "'ll", "shall"} or (low == "would" and reported):
        return Judged("planned", (span,))
    return Judged("hypothetical", (span,))


def _opens_condition(view: View, at: int) -> bool:
    """Whether "provided" opens a condition, and is no verb with a subject ("provided that ...", "Provided the truce holds")."""
    return at == 0 or (view.low(at + 1) == "that" and bool(view.gap(at).strip()))


def _condition(view: View, start: int) -> int | None:
    """The "if" of the clause in which the verb stands, if it is conditional."""
    for at in range(start - 1, max(-1, start - 14), -1):
        low = view.low(at)
        if low in _IF:
            return at
        if low in {"should", "were"} and (at == 0 or view.gap(at).strip()) and view.words[at].capital:
            return at
        if low == "should" and at + 1 in view.at and view.at[at + 1].last >= start:
            # "should Exland ask for it"
            return at
        if view.gap(at + 1).strip() == "," or (low in BOUNDARY and low != "that") or low in lex.STRICT_SAYING:
            return None
    return None


def _word_before(view: View, start: int, wanted: frozenset[str]) -> int | None:
    for at in range(start - 1, max(-1, start - 6), -1):
        if view.low(at) in wanted:
            return at
        if view.gap(at + 1).strip():
            return None
    return None


def _infinitive(view: View, lexicon: Lexicon, start: int) -> Judged | None:
    """What governs "to" before the verb ("plans to", "is to", "urged X to"); None where there is no "to"."""
    if view.low(start - 1) != "to" or view.gap(start).strip():
        return None
    at = start - 2
    if at < 0:
        return Judged("planned", skip=True)
    words = lexicon.status
    low = view.low(at)
    while low in {"not", "also", "yet"} and at > 0:
        at -= 1
        low = view.low(at)
    span = view.hull(at, start)
    if at in view.at:
        # "Bell to visit" (a heading), or "urged Bell to visit"
        party = view.at[at]
        before = view.low(party.first - 1)
        if party.first == 0 or (view.gap(party.first).strip() and before not in lex.PREPOSITIONS):
            return Judged("planned", (view.hull(start - 1, start),), governor=start - 1)
        return Judged("planned", skip=True)
    if view.low(start) == "have":
        return _perfect(view, words, at, start)
    if low in BE:
        return Judged("planned", (span,), governor=at)
    if low in HAVE:
        return Judged("hypothetical", (span,), governor=at)
    negated = any(view.low(back) in NEGATIONS for back in range(max(0, at - 3), at)) or view.low(start - 2) == "not"
    base = at
    while (
        base > 0
        and (
            view.low(base - 1) in BE | HAVE | NEGATIONS | MODALS
            or view.low(base - 1).endswith("ly")
            or view.low(base - 1) in {"also", "still"}
        )
        and base - 1 not in view.at
        and not view.gap(base).strip()
    ):
        base -= 1
    for name in ("denied", "skip", "planned", "hypothetical", "happened"):
        if low not in words[name]:
            continue
        if name == "skip" and low not in {"on", "upon"} and _own_subject(view, at, start):
            continue
        if name == "skip":
            return Judged("planned", skip=True)
        if negated:
            return Judged("denied", (span,), governor=base)
        if name == "happened":
            return Judged("happened", governor=base)
        modal = next((i for i in range(base, at) if view.low(i) in MODALS), None)
        if name == "planned" and modal is not None and view.low(modal) not in {"will", "'ll"}:
            return Judged("hypothetical", (view.hull(modal, start),), governor=base)
        return Judged(
            "denied" if name == "denied" else "planned" if name == "planned" else "hypothetical", (span,), governor=base
        )
    return Judged("hypothetical", skip=True)


def _perfect(view: View, words: Mapping[str, frozenset[str]], at: int, start: int) -> Judged:
    """What a perfect infinitive tells: "was to have met": it did not come to it; "is said to have met": others say so."""
    low, span = view.low(at), view.hull(at, start + 1)
    if low in BE or low in words["planned"]:
        return Judged("cancelled", (span,), governor=_base(view, at))
    if low in _SAID_TO:
        return Judged("alleged", (span,), governor=_base(view, at))
    return Judged("hypothetical", skip=True)


def _base(view: View, at: int) -> int:
    """The first word of the group of auxiliaries before word `at`."""
    while at > 0 and at - 1 not in view.at and not view.gap(at).strip() and view.low(at - 1) in BE | HAVE | MODALS:
        at -= 1
    return at


def _own_subject(view: View, at: int, start: int) -> bool:
    """Whether a word that usually sends another here stands alone before "to" ("wants to", "asked to"): still not done."""
    return at == start - 2 and view.low(at) == "want"


def judge_noun(view: View, lexicon: Lexicon, first: int, end: int, *, firm: bool) -> Judged:
    """The status of an act told as a noun at word `first`; its phrase ends at word `end`.

    `firm`: such a noun tells of something done unless something says otherwise ("the invasion"); others ("the visit") are
    left out where nothing tells that they took place.
    """
    words = lexicon.status
    for at in range(first - 1, max(-1, first - 5), -1):
        low = view.low(at)
        span = view.hull(at, at + 1)
        if view.gap(at + 1).strip(" -"):
            break
        if low in words["before_noun_planned"]:
            return Judged("planned", (span,))
        if low in words["before_noun_hypothetical"] and not (low == "no" and firm):
            return Judged("hypothetical", (span,)) if low != "no" else Judged("denied", (span,))
        if low in words["before_noun_alleged"]:
            return Judged("alleged", (span,))
    phrase = _phrase_start(view, first)
    before = view.low(phrase - 1)
    if before == "of" and view.low(phrase - 2) in _PROSPECT:
        return Judged("hypothetical", (view.hull(phrase - 2, phrase),))
    if before == "of" and view.low(phrase - 2) in _AHEAD:
        return Judged("planned", (view.hull(phrase - 2, phrase),))
    if before in words["weighing"] or before in words["hypothetical"] or view.low(phrase - 2) in words["weighing"]:
        return Judged("hypothetical", (view.hull(phrase - 1, phrase),))
    condition = _condition(view, phrase)
    if condition is not None:
        return Judged("hypothetical", (view.hull(condition, condition + 1),))
    for at in range(end, min(end + 8, len(view.words))):
        low = view.low(at)
        aside = at == end and view.gap(at).strip() == "," and low in SET_FOR
        if (view.gap(at).strip(" -") and not aside) or at in view.at:
            break
        span = view.hull(at, at + 1)
        if low in words["cancelled"]:
            return Judged("cancelled", (span,))
        if low in MODALS:
            return _modal(view, at, low, reported=False)
        if low in SET_FOR - {"held"}:
            return _called_off(view, words, at) or Judged("planned", (span,))
        if low in NEGATIONS:
            return Judged("denied", (span,))
        if low in BOUNDARY and not (low == "that" and view.low(at + 1) in BE and view.low(at + 2) in SET_FOR):
            break
    near = {view.low(at) for at in range(max(0, phrase - 3), first)}
    if firm or near & _PAST_SIGNS:
        return _HAPPENED
    return Judged("planned", skip=True)


def _called_off(view: View, words: Mapping[str, frozenset[str]], start: int) -> Judged | None:
    """Cancelled, where what was planned "was called off" or "has been postponed" in the same sentence."""
    for at in range(start + 1, min(start + 14, len(view.words))):
        called = view.low(at) == "called" and view.low(at + 1) == "off"
        if (called or view.low(at) in words["cancelled"]) and view.low(at - 1) in BE:
            return Judged("cancelled", (view.hull(at, at + 2 if called else at + 1),))
    return None


def _phrase_start(view: View, first: int) -> int:
    """The first word of the noun phrase, its owner included."""
    at = first
    while at > 0 and first - at < 8:
        party = view.at.get(at - 1)
        if party is not None:
            at = party.first
            continue
        low = view.low(at - 1)
        if view.gap(at).strip(" -") or not (
            low == "'s"
            or low in lex.DETERMINERS
            or low in lex.MODIFIERS
            or low[:1].isdigit()
            or low in lex.MONTHS
            or low in _PAST_SIGNS
            or low in {"full", "scale", "unprovoked", "state", "official", "three", "day"}
        ):
            break
        at -= 1
    return at
