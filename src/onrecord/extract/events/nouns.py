"""Acts told as nouns: "Bell's visit to ...", "talks between ... and ...", "the invasion of ... by ..."."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import (
    BE,
    HAVE,
    MODALS,
    NEGATIONS,
    Party,
    View,
    coordinated,
    group_start,
    possessive,
)
from onrecord.extract.events.drafts import Draft, draft_of
from onrecord.extract.events.lexicon import Act, Lexicon
from onrecord.extract.events.noun_status import judge_noun
from onrecord.extract.events.parties import leftmost, place_after, recipients, subject
from onrecord.extract.events.status import Judged
from onrecord.extract.events.when import SET_FOR

_FIRM_NOUNS: Final = frozenset(("ASSAULT", "COERCE", "ACCUSE"))


def read_noun(view: View, lexicon: Lexicon, first: int, last: int, act: Act, before: list[Draft]) -> Draft | None:
    """The event told by the noun at words `first` to `last`; `before` are the drafts of the sentence so far."""
    owner, own = _owner(view, first)
    end = last
    actors: list[Party] = []
    if owner is not None:
        actors = [owner]
    between = view.low(last) == "between"
    if between:
        pair = recipients(view, last + 1, frozenset(("object",)))
        if len(pair) < 2:
            return None
        actors, end = pair, pair[-1].last
    others = [] if between else list(recipients(view, last, act.to - {"object"}))
    if others:
        end = others[-1].last
    by = _by_noun(view, last)
    if by and not actors:
        actors, end = by, max(end, by[-1].last)
    governing: Draft | None = None
    if own and not actors:
        governing = next((d for d in reversed(before) if d.last <= first), None)
        actors = (
            list(governing.actors) if governing is not None and first - governing.last < 20 else leftmost(view, first)
        )
    weighing = first - 2 if view.low(first - 1) in lex.DETERMINERS else first - 1
    if not actors and view.low(weighing) in lexicon.status["weighing"]:
        actors = subject(view, group_start(view, weighing))
    planning = view.low(weighing) in lexicon.status["planning"] and weighing not in view.at
    if not actors and planning and not set(view.lows[group_start(view, weighing) : weighing]) & NEGATIONS:
        actors = subject(view, group_start(view, weighing))
    if not actors:
        return _scheduled(view, lexicon, first, last, act, others)
    others = [p for p in others if all(p.mention.head != a.mention.head for a in actors)]
    if (
        act.figurative
        and len(actors) == len(others) == 1
        and {p.mention.kind for p in (*actors, *others)} == {"person"}
    ):
        return None
    place = place_after(view, last)
    if place is not None and place.first <= end + 2:
        end = max(end, place.last)
    if not others and len(actors) < 2 and not (act.mode == "visit" and place is not None):
        return None
    judged = judge_noun(
        view, lexicon, first, end, firm=act.type in _FIRM_NOUNS or (between and _told_as_past(view, first))
    )
    if judged.skip and governing is not None:
        judged = Judged(governing.judged.status, governing.judged.words)
    if judged.skip:
        judged = Judged("planned", skip=True)
    return replace(draft_of(act, first, last, actors, others, place, judged, "past"), noun=True)


def _scheduled(view: View, lexicon: Lexicon, first: int, last: int, act: Act, others: list[Party]) -> Draft | None:
    """A meeting or visit that is fixed for a day ("talks are scheduled for Friday"), even where nobody is named."""
    if act.type != "CONSULT" or view.low(first - 1) in lexicon.status["weighing"]:
        return None
    judged = judge_noun(view, lexicon, first, last, firm=False)
    fixed = any(view.low(at) in SET_FOR for at in range(last, min(last + 8, len(view.words))))
    if judged.status != "planned" or judged.skip or not fixed:
        return None
    return Draft(act, first, last, tuple(others), (), place_after(view, last), judged, "past", 0.55, noun=True)


def _by_noun(view: View, at: int) -> list[Party]:
    """The parties after "by" in the phrase of a noun: nothing but parties, places and prepositions stands between."""
    for ahead in range(at, min(at + 8, len(view.words))):
        if view.gap(ahead).strip(" -"):
            return []
        low = view.low(ahead)
        if low == "by":
            party = next((view.at[i] for i in range(ahead + 1, min(ahead + 5, len(view.words))) if i in view.at), None)
            return coordinated(view, party) if party is not None else []
        if (
            ahead not in view.at
            and ahead not in view.places
            and low not in lex.PREPOSITIONS | lex.LOCATIVES | lex.DETERMINERS | lex.MODIFIERS
        ):
            return []
    return []


def _told_as_past(view: View, first: int) -> bool:
    return view.low(first - 1) in {"after", "following", "during"} or view.low(first - 2) in {
        "after",
        "following",
        "during",
    }


def _owner(view: View, first: int) -> tuple[Party | None, bool]:
    """The owner of a noun ("Bell's recent visit"), and whether "his", "her", "its", "their" stands for one."""
    for at in range(first - 1, max(-1, first - 7), -1):
        if view.gap(at + 1).strip(" -,"):
            return None, False
        if "-" in {view.gap(at), view.gap(at + 1)}:
            # a part of "face-to-face"
            continue
        low = view.low(at)
        if at in view.at:
            party = view.at[at]
            return (party, False) if possessive(view, party) else (None, False)
        if low in {"his", "her", "its", "their"}:
            return None, True
        if low in lex.PREPOSITIONS or (low in BE | HAVE | MODALS and low != "'s") or low in {"a", "an", "the", "and"}:
            return None, False
    return None, False
