"""Which date expression of a sentence belongs to an act, and which days it means.

A date belongs to the clause in which it stands: one inside a relative clause, an insertion or a clause of time tells of that
clause's verb, one beside a verb of saying tells when it was said. Takes a sentence with its dates, gives one of them or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import BE, BOUNDARY, RELATIVE, View
from onrecord.record import EventStatus
from onrecord.text.dates import DateExpression, Resolved, Tense, resolve

#: A date further from the act than this is another's; chosen by eye on news sentences.
_REACH_CHARS: Final = 140
_OPENS: Final = BOUNDARY | RELATIVE | frozenset(("whom", "whose"))
#: Words before a date (or first in it) that make it a bound, not the day of an act.
_BOUNDS: Final = frozenset(("since", "until", "till", "from", "before", "after", "between"))
#: "the visit that was planned for March 6": the date after one of these is that of the noun before.
SET_FOR: Final = frozenset(("planned", "scheduled", "due", "set", "expected", "slated", "held", "arranged", "fixed"))
_BREAKS: Final = (";", ":", " -- ", " — ", " – ", "(", ")")


@dataclass(frozen=True, slots=True)
class Clauses:
    """`of`: the number of the clause of each word; `parent`: that of the one around it; `opener`: its first word."""

    of: Sequence[int]
    parent: Sequence[int]
    opener: Sequence[int]


#: What a sentence without dates is given: nothing looks for clauses in it.
NO_CLAUSES: Final = Clauses((), (), ())


@dataclass(frozen=True, slots=True)
class Timed:
    """A date expression with the words it covers: `first` to `last` (exclusive).

    `begins`: it is the day from which something is to be.
    """

    expression: DateExpression
    first: int
    last: int
    begins: bool = False


def timed(view: View, dates: Sequence[DateExpression]) -> list[Timed]:
    """The date expressions with their words, in order."""
    out: list[Timed] = []
    at = 0
    for expression in dates:
        while at < len(view.words) and view.words[at].end <= expression.span.start:
            at += 1
        last = at
        while last < len(view.words) and view.words[last].start < expression.span.end:
            last += 1
        if last > at:
            out.append(Timed(expression, at, last))
    return out


def clauses_of(view: View, dates: Sequence[Timed]) -> Clauses:
    """The clauses of a sentence by its commas and the words that open one. Linear."""
    inside = {at for date_ in dates for at in range(date_.first + 1, date_.last)}
    of: list[int] = []
    parent, opener = [0], [0]
    here = base = 0
    for at in range(len(view.words)):
        gap = view.gap(at) if at not in inside else view.gap(at).replace(",", "")
        low = view.low(at)
        if any(mark in gap for mark in _BREAKS):
            here = base = _open(parent, opener, 0, at)
        elif "," in gap and here != base:
            here = parent[here]
        opens = low in _OPENS and at not in view.at and at not in inside
        adding = "," in gap and low.endswith("ing") and len(low) > 4 and at not in view.at
        if (opens and not _cleft(view, at, of, here) and not _of_time(view, at, dates)) or adding:
            here = _open(parent, opener, here, at)
        of.append(here)
    return Clauses(of, parent, opener)


def _open(parent: list[int], opener: list[int], around: int, at: int) -> int:
    parent.append(around)
    opener.append(at)
    return len(parent) - 1


def _cleft(view: View, at: int, of: Sequence[int], here: int) -> bool:
    """Whether "that" only stresses what stands before it ("It was on Monday that ...")."""
    if view.low(at) != "that":
        return False
    first = next((i for i in range(len(of)) if of[i] == here), 0)
    return view.low(first) == "it" and view.low(first + 1) in {"was", "is"}


def _of_time(view: View, at: int, dates: Sequence[Timed]) -> bool:
    """Whether the word is a preposition of the date that follows ("since Monday", "after March 1")."""
    return view.low(at) in _BOUNDS and any(d.first in {at, at + 1} for d in dates)


def date_of(
    view: View, first: int, last: int, dates: Sequence[Timed], clauses: Clauses, *, noun: bool, planned: bool = False
) -> DateExpression | None:
    """The date of the act at words `first` to `last`: the nearest of its clause that no other word claims.

    `planned`: the act is to come, so that "from April 1" is the day on which it begins.
    """
    if not dates:
        return None
    own = clauses.of[first]
    if view.low(clauses.opener[own]) in {"when", "where"}:
        before = next((item.expression for item in dates if item.last == clauses.opener[own]), None)
        if before is not None:
            # "since November, when the two spoke"
            return before
    wanted = {own, clauses.of[last - 1]}
    if planned:
        dates = [replace(item, begins=_begins(view, item)) for item in dates]
    found = _nearest(view, first, last, dates, clauses, wanted, noun=noun)
    if found is None and view.low(clauses.opener[own]).endswith("ing") and own:
        # ", killing five": on the day that the clause around it tells
        found = _nearest(view, first, last, dates, clauses, {clauses.parent[own]}, noun=noun)
    return found


def _nearest(
    view: View, first: int, last: int, dates: Sequence[Timed], clauses: Clauses, wanted: set[int], *, noun: bool
) -> DateExpression | None:
    best: tuple[int, DateExpression] | None = None
    for item in dates:
        clause = clauses.of[item.first]
        if clause not in wanted and not (noun and _set_for_noun(view, last, item, clauses)):
            continue
        if (_bound(view, item) and not item.begins) or _of_saying(view, item, first, last):
            continue
        start, end = item.expression.span
        anchor = view.hull(first, last)
        away = max(start - anchor.end, anchor.start - end, 0)
        if away <= _REACH_CHARS and (best is None or away < best[0]):
            best = (away, item.expression)
    return None if best is None else best[1]


def _set_for_noun(view: View, last: int, item: Timed, clauses: Clauses) -> bool:
    """Whether the date stands in "that was planned for ..." right after the noun's phrase."""
    opener = clauses.opener[clauses.of[item.first]]
    if not last <= opener <= last + 6 or view.low(opener) not in RELATIVE:
        return False
    between = [view.low(at) for at in range(opener + 1, item.first)]
    return bool(set(between) & BE) and bool(set(between) & SET_FOR) and len(between) <= 6


def _begins(view: View, item: Timed) -> bool:
    """Whether "from" stands before a date and nothing tells where the time ends."""
    return view.low(item.first - 1) == "from" and view.low(item.last) not in {"to", "until", "till", "through"}


def _bound(view: View, item: Timed) -> bool:
    words = {view.low(item.first), view.low(item.first - 1)}
    return bool(words & _BOUNDS) and item.expression.kind != "elsewhere"


def _of_saying(view: View, item: Timed, first: int, last: int) -> bool:
    """Whether the date tells when something was said: a verb of saying stands beside it, and is not the act itself."""
    for at in range(item.first - 1, max(-1, item.first - 6), -1):
        if first <= at < last:
            return False
        if "," in view.gap(at + 1) and at + 1 != item.first:
            break
        if view.low(at) in lex.STRICT_SAYING and at not in view.at:
            return True
    after = item.last
    return view.low(after) in lex.STRICT_SAYING and not first <= after < last and "," not in view.gap(after)


def settle(
    expression: DateExpression, day: date | None, status: EventStatus, *, past: bool, present: bool
) -> Resolved | None:
    """The days that the expression means for an act of that status; None where they do not fit it.

    What is planned lies on the article's day or after it, what was done in the past tense on it or before it. `present`: the
    present tense, which tells of what is to come where the day is yet to come ("votes on Wednesday").
    """
    vague = expression.kind in {"weekday", "season", "month"}
    planned = status in {"planned", "conditional"}
    tense: Tense | None = None
    if planned or (present and vague):
        tense = "future"
    elif past and vague:
        tense = "past"
    found = resolve(expression, day, tense=tense if tense != "future" or vague else None)
    if found is None and planned:
        found = resolve(expression, day, tense="future")
    if found is None or day is None:
        return found
    if planned and _last(found) < day.isoformat():
        # a day of a month without its year: the next one, where that is not far
        later = resolve(expression, day, tense="future") if expression.year is None else None
        return later if later is not None and _near(later, day) and _last(later) >= day.isoformat() else None
    if past and found.value > day.isoformat():
        return None
    return found


def _near(found: Resolved, day: date) -> bool:
    return (date.fromisoformat(found.value) - day).days <= 183


def _last(found: Resolved) -> str:
    """The last day that is meant, as a string that compares with ISO days."""
    if found.until is not None:
        return found.until
    if found.precision == "month":
        return found.value[:7] + "-31"
    return found.value[:4] + "-12-31" if found.precision == "year" else found.value
