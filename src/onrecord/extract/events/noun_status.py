"""The status of an act told as a noun ("the invasion", "a planned visit"): readable rules with the words that decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import BE, BOUNDARY, MODALS, NEGATIONS, View
from onrecord.extract.events.lexicon import Lexicon
from onrecord.extract.events.status import HAPPENED, PROSPECT, Judged, condition_before, told_by_modal
from onrecord.extract.events.when import SET_FOR

_AHEAD: Final = frozenset(("ahead",))
_PAST_SIGNS: Final = frozenset(
    ("during after following since last recent earlier previous first landmark past second third latest").split()
)


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
    governed = _governed(view, words, phrase)
    if governed is not None:
        return governed
    for at in range(end, min(end + 8, len(view.words))):
        low = view.low(at)
        aside = at == end and view.gap(at).strip() == "," and low in SET_FOR
        if (view.gap(at).strip(" -") and not aside) or at in view.at:
            break
        span = view.hull(at, at + 1)
        if low in words["cancelled"]:
            return Judged("cancelled", (span,))
        if low in MODALS:
            return told_by_modal(view, at, low, reported=False)
        if low in SET_FOR - {"held"}:
            return _called_off(view, words, at) or Judged("planned", (span,))
        if low in NEGATIONS:
            return Judged("denied", (span,))
        if low in BOUNDARY and not (low == "that" and view.low(at + 1) in BE and view.low(at + 2) in SET_FOR):
            break
    near = {view.low(at) for at in range(max(0, phrase - 3), first)}
    if firm or near & _PAST_SIGNS:
        return HAPPENED
    return Judged("planned", skip=True)


def _governed(view: View, words: Mapping[str, frozenset[str]], phrase: int) -> Judged | None:
    """What the words before a noun's phrase make of it ("the idea of", "considering", "plan"); None where they tell nothing."""
    before = view.low(phrase - 1)
    if before == "of" and view.low(phrase - 2) in PROSPECT:
        return Judged("hypothetical", (view.hull(phrase - 2, phrase),))
    if before == "of" and view.low(phrase - 2) in _AHEAD:
        return Judged("planned", (view.hull(phrase - 2, phrase),))
    if before in words["weighing"] or before in words["hypothetical"] or view.low(phrase - 2) in words["weighing"]:
        return Judged("hypothetical", (view.hull(phrase - 1, phrase),))
    if before in words["planning"] and phrase - 1 not in view.at:
        return Judged("planned", (view.hull(phrase - 1, phrase),))
    condition = condition_before(view, phrase)
    if condition is not None:
        return Judged("hypothetical", (view.hull(condition, condition + 1),))
    return None


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
