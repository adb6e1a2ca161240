"""Whether an act was done, or is planned, alleged, denied, only thought of: readable rules with the words that decide.

Takes a sentence and the place of the verb or noun; gives the status, the spans of the words that caused it, and whether the
act is to be left out ("urged X to withdraw": another's act, not done). The weaker reading wins where two fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import BE, BOUNDARY, DO, HAVE, MODALS, NEGATIONS, TIME, View
from onrecord.extract.events.lexicon import Lexicon, Tense
from onrecord.record import EventStatus, Span

_IF: Final = frozenset(("if", "unless", "whether", "lest"))
#: Nouns before "to" or "of" that tell of what is not done.
PROSPECT: Final = frozenset(
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
#: Before an "-ing" form: it was not done, or is denied.
_SPARING: Final = frozenset(
    "without avoid avoids avoided avoiding deny denies denied denying despite resist resisted escaped".split()
)
_FEARING: Final = frozenset("fear fears feared hope hopes hoped doubt doubts doubted".split())
#: Before "that": it is thought of, or said not to be so.
_SUPPOSED: Final = PROSPECT | frozenset(
    "possible likely unlikely conceivable doubtful plausible probable impossible".split()
)
#: A sentence that these words open tells of what is only thought of.
_IMAGINED: Final = frozenset(("imagine", "suppose", "supposing", "assuming", "pretend"))
#: What is told in these is no news ("in a novel", "in a drill").
_FICTION: Final = frozenset(
    "novel film movie drill simulation exercise play scenario thriller game dream cartoon".split()
)
#: Before "in", "of" or "on" and an "-ing" form: it is only thought of.
_OF: Final = frozenset(("of", "in", "at", "to", "about", "on"))
_THOUGHT_OF: Final = frozenset(
    "interest interested thought dream dreams dreamed dreaming talk talked spoke plan plans planned way ways aim intention keen "
    "bent intent capable view option interests intentions".split()
)
_KEEPING_FROM: Final = frozenset(
    "refrain refrains refrained keep keeps kept stop stops stopped prevent prevents prevented bar bars barred abstain abstained "
    "desist desisted deter deterred dissuade dissuaded block blocked ban banned shy shied".split()
)
_BEFORE_TIME: Final = frozenset("from on in by at as of the starting beginning until before after for".split())
_YET: Final = frozenset("as yet so far at all in any way to date until now".split())
_HARDLY: Final = frozenset("nearly almost hardly scarcely barely narrowly".split())
_UNTRUE: Final = frozenset(("untrue", "false", "wrong"))
#: Words besides "if" that make a sentence with "will" or "would" a condition.
_PROVIDED: Final = frozenset(("provided", "providing"))
_ON_CONDITION: Final = frozenset(
    (
        ("in", "case", "of"),
        ("as", "long", "as"),
        ("so", "long", "as"),
        ("on", "condition", "that"),
        ("in", "the", "event"),
    )
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


HAPPENED: Final = Judged("happened")


def judge_verb(
    view: View, lexicon: Lexicon, start: int, verb: int, tense: Tense, *, motion: bool, reported: bool
) -> Judged:
    """The status of a verb whose group begins at word `start`; `reported`: it stands under a verb of saying."""
    group = [view.low(at) for at in range(start, verb)]
    governed = _infinitive(view, lexicon, start)
    if governed is not None and (governed.skip or governed.status == "denied"):
        return governed
    condition = condition_before(view, start)
    if condition is not None:
        return Judged(
            "hypothetical", (view.hull(condition, condition + 1),), governor=governed.governor if governed else None
        )
    supposed = _supposed(view, start)
    if supposed is not None:
        return supposed
    denying = _denying(view, start, verb, tense)
    if denying is not None:
        return Judged("denied", (view.hull(denying, denying + 1),), governor=governed.governor if governed else None)
    if governed is not None:
        return governed
    for at in range(start, verb):
        low = view.low(at)
        if low in MODALS:
            hoped = _word_before(view, start, _HOPING if low == "would" else _FEARING)
            if hoped is not None:
                return Judged("hypothetical", tuple(sorted((view.hull(hoped, hoped + 1), view.hull(at, at + 1)))))
            return told_by_modal(view, at, low, reported=reported)
    parted = parted_modal(view, start) if tense == "base" and not group else None
    if parted is not None:
        return told_by_modal(view, parted, view.low(parted), reported=reported)
    for at in (0, start - 1, *range(start, verb), verb + 1):
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
    if view.low(0) in _IF and "," in view.text[view.words[0].end : view.words[start].start]:
        # "If the memo is right, X bombed Y"
        return Judged("hypothetical", (view.hull(0, 1),))
    return HAPPENED


def _never(view: View, start: int) -> int | None:
    """The word that negates the verb from before its subject or its group ("at no time has X", "has not as yet")."""
    for at in range(start - 1, max(-1, start - 9), -1):
        low = view.low(at)
        if low in NEGATIONS and set(view.lows[at + 1 : start]) <= _YET and at not in view.at:
            return at
        if (low == "no" and view.low(at - 1) in {"at", "in", "on", "under", "by"}) or (
            low in {"never", "nor"} and view.low(at + 1) in BE | HAVE | DO | MODALS
        ):
            return at
        if view.gap(at + 1).strip():
            return None
    return None


def _denying(view: View, start: int, verb: int, tense: Tense) -> int | None:
    """The word that says that it was not done; None without one."""
    for at in range(start - 1 if view.low(start - 1) in _HARDLY else start, verb):
        if view.low(at) in NEGATIONS | _HARDLY:
            return at
    for found in (_never(view, start), _nothing(view, start, verb)):
        if found is not None:
            return found
    return _spared(view, start, tense)


def parted_modal(view: View, start: int) -> int | None:
    """The modal that an insertion or a time parts from its verb ("will, from April 1, ban"; "will next week visit")."""
    if "," not in view.gap(start):
        at = start - 1
        while (
            at >= 0 and (view.low(at) in TIME | _BEFORE_TIME or view.low(at).isdigit()) and not view.gap(at + 1).strip()
        ):
            at -= 1
        return at if at >= 0 and view.low(at) in MODALS and at not in view.at and not view.gap(at + 1).strip() else None
    for at in range(start - 1, max(-1, start - 10), -1):
        if view.low(at) in MODALS and at not in view.at:
            return at if "," in view.gap(at + 1) else None
    return None


def _supposed(view: View, start: int) -> Judged | None:
    """What the words before "that" make of its clause ("it is possible that", "a risk that", "it is untrue that")."""
    if view.low(start).endswith("ing") and view.low(start - 1) in _OF and view.low(start - 2) in _THOUGHT_OF | PROSPECT:
        # "an interest in signing", "the idea of meeting": nobody tells it as done
        return Judged("hypothetical", (view.hull(start - 2, start),))
    if view.low(0) in _IMAGINED:
        return Judged("hypothetical", (view.hull(0, 1),))
    for at in range(min(3, start)):
        # "In a drill, X attacked ...", "A film in which X attacks ..."
        told = view.low(at) in _FICTION and (
            view.low(0) == "in" or tuple(view.lows[at + 1 : at + 3]) == ("in", "which")
        )
        if told and view.low(at - 1) in {"a", "an", "the"}:
            return Judged("hypothetical", (view.hull(0, at + 1),))
    for at in range(start - 1, max(0, start - 14), -1):
        if view.low(at) == "that":
            before = view.low(at - 1)
            if before in BE and view.low(at - 2) in PROSPECT:
                # "the danger is that"
                return Judged("hypothetical", (view.hull(at - 2, at + 1),))
            if before == "true" and view.low(at - 2) in NEGATIONS:
                return Judged("denied", (view.hull(at - 2, at + 1),))
            if before in _SUPPOSED or before in _UNTRUE:
                return Judged("denied" if before in _UNTRUE else "hypothetical", (view.hull(at - 1, at + 1),))
            return None
        if view.gap(at + 1).strip() or view.low(at) in BOUNDARY:
            return None
    return None


def _spared(view: View, start: int, tense: Tense) -> int | None:
    """The word that says that it was not done ("without attacking", "stopped short of arresting", "did not, and will not,")."""
    if tense == "ing":
        one, two = view.low(start - 1), view.low(start - 2)
        if one in _SPARING or (two, one) in {
            ("short", "of"),
            ("instead", "of"),
            ("rather", "than"),
            ("out", "of"),
            ("far", "from"),
        }:
            return start - 1
        if one == "from" and set(view.lows[max(0, start - 6) : start - 1]) & _KEEPING_FROM:
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


def told_by_modal(view: View, at: int, low: str, *, reported: bool) -> Judged:
    """What the modal verb `low` at word `at` makes of its act: planned, conditional or only possible."""
    span = view.hull(at, at + 1)
    when = next((i for i, word in enumerate(view.lows) if word in _IF and word != "whether"), None)
    if when is None and view.low(0) in {"should", "were"} and at > 0:
        # "Should X attack, Y will strike"
        when = 0
    if when is None:
        # "X would, were it asked, strike"
        turned = (
            i for i, word in enumerate(view.lows) if i and word in {"were", "should", "had"} and "," in view.gap(i)
        )
        when = next(
            (i for i in turned if i + 1 in view.at or view.low(i + 1) in {"it", "he", "she", "they", "there"}), None
        )
    if when is None:
        when = next((i for i, word in enumerate(view.lows) if word in _PROVIDED and _opens_condition(view, i)), None)
    if when is None:
        when = next((i for i in range(len(view.lows) - 2) if tuple(view.lows[i : i + 3]) in _ON_CONDITION), None)
    if when is not None and low in {"would", "will", "'ll", "could", "might", "may", "can"}:
        return Judged("conditional", tuple(sorted((span, view.hull(when, when + 1)))))
    if low in {"will", "'ll", "shall"} or (low == "would" and reported):
        return Judged("planned", (span,))
    return Judged("hypothetical", (span,))


def _opens_condition(view: View, at: int) -> bool:
    """Whether "provided" opens a condition, and is no verb with a subject ("provided that ...", "Provided the truce holds")."""
    return at == 0 or view.low(at + 1) == "that"


def condition_before(view: View, start: int) -> int | None:
    """The "if" of the clause in which the verb stands, if it is conditional."""
    for at in range(start - 1, max(-1, start - 14), -1):
        low = view.low(at)
        if low in _IF or (low == "though" and view.low(at - 1) == "as"):
            return at
        if low in {"should", "were", "had"} and (at == 0 or view.gap(at).strip()) and view.words[at].capital:
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
