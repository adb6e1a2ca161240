"""The same event told by several articles is one happening with several tellings.

Takes events with their parties resolved (`Telling`), gives groups of them: by type, parties, days and place. Pure; the same
tellings in any order give the same groups. Copies are no confirmation: a happening counts its origins apart from its
articles. What the tellings disagree in (day, number, place, status) is kept and shown, without a verdict.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from onrecord.origins.rows import Rows
from onrecord.origins.same_text import Place, distinct_articles, joins, origins_of
from onrecord.record import Article, Event, Span, row_id
from onrecord.text.sentences import sentence_around

#: Two tellings of one event may give days this far apart: a night, a time zone, one desk's mistake.
NEAR_DAYS: Final = 1
#: Undated tellings are of one event only where their articles are this near; one that is undated is as old as this.
UNDATED_DAYS: Final = 3
#: Done in words, and often again the next day: their tellings are one event only on one day.
_VERBAL: Final = frozenset(("ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "AGREE"))
#: What did not take place is no telling of what did.
_UNREAL: Final = frozenset(("hypothetical", "conditional"))
_NUMBERS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty".split()
)
_FIGURE: Final = (
    rf"\d[\d,.]*\b|(?:{'|'.join(_NUMBERS)}|dozens|scores|hundreds|thousands)\b(?! hundred| thousand| million)"
)
_NUMBER: Final = re.compile(rf"\b(?:{_FIGURE})", re.IGNORECASE)
_COUNT: Final = re.compile(r"\d+")
#: "at least 12", "nine", "dozens of": two pages that count people differently may tell of the same ones.
_COUNTED: Final = re.compile(
    rf"(?:(?:at least|at most|no fewer than|more than|fewer than|less than|up to|as many as|over|about|around|some|nearly|almost"
    rf"|several|many|a total of) )*(?:(?:{_FIGURE})(?: of)? )?"
)

What = Literal["date", "number", "place", "status"]


@dataclass(frozen=True, slots=True)
class Telling:
    """An event with what grouping needs.

    actors, recipients   keys of the parties: actor ids, or `name:` and the folded words of one who is not known, less the number
    place     key of its location, None where none is told; numbers: figures in the words of its recipients, else of its ordinal
    told      the article's ISO day, None where it has none
    """

    event: Event
    actors: frozenset[str]
    recipients: frozenset[str]
    place: str | None
    numbers: tuple[str, ...]
    told: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What tellings disagree in: each value with the ids of the events that give it, sorted."""

    what: What
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event however many tell it.

    id        content hash of its tellings;  events: their ids, by the day told, the first one shown
    day, until, precision   the finest date that a telling gives; None where none does
    statuses  each status with the number of its tellings
    origins   number of texts written apart that tell it; articles: number of pages, captures of one page counted once
    """

    id: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    day: str | None
    until: str | None
    precision: str | None
    statuses: tuple[tuple[str, int], ...]
    events: tuple[str, ...]
    origins: int
    articles: int
    differences: tuple[Difference, ...]


def happenings(
    rows: Rows,
    events: Iterable[Event],
    parties: Mapping[str, Mapping[str, Collection[str]]],
    *,
    left_out: Collection[str] = (),
) -> tuple[Happening, ...]:
    """All happenings among the events, sorted by day (undated last) and id.

    `parties`: event id to part (`actor`, `recipient`) to actor ids after judgements; `left_out`: events that a person rejected.
    """
    joined = joins(rows)
    found = [
        telling_of(e, rows.articles[e.article], parties.get(e.id, {}))
        for e in events
        if e.id not in left_out and e.article in rows.articles
    ]
    out = []
    for group in grouped(found):
        places = [
            Place(t.event.article, (sentence_around(rows.articles[t.event.article].text, t.event.anchor),))
            for t in group
        ]
        articles = distinct_articles((p.article for p in places), joined)
        out.append(_happening(group, len(origins_of(places, joined)), articles))
    return tuple(sorted(out, key=lambda h: (h.day or "9999", h.id)))


def telling_of(event: Event, article: Article, parts: Mapping[str, Collection[str]]) -> Telling:
    """An event with its parties: the actors that are known, else the words that name them."""

    def keys(spans: Sequence[Span], part: str) -> frozenset[str]:
        known = set(parts.get(part, ()))
        if len(known) < min(2, len(spans)):
            # not all of them are known: who is missing must not be taken for anybody
            known = (
                {f"name:{_folded(article.text[s.start : s.end])}" for s in spans}
                if len(spans) > 1 or not known
                else known
            )
        return frozenset(known)

    place = None if event.location is None else _folded(article.text[event.location.start : event.location.end])
    numbers = tuple(n.lower() for s in event.recipients for n in _NUMBER.findall(article.text[s.start : s.end]))
    if not numbers and event.ordinal is not None:
        numbers = tuple(_COUNT.findall(article.text[event.ordinal.start : event.ordinal.end]))
    return Telling(event, keys(event.actors, "actor"), keys(event.recipients, "recipient"), place, numbers, article.day)


def grouped(tellings: Iterable[Telling]) -> tuple[tuple[Telling, ...], ...]:
    """Groups of tellings of one event, each sorted by the day told; all pairs of a group fit each other.

    A telling joins the first group in a fixed order that it fits as a whole, so that a row of like events does not flow together.
    """
    by_type: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_type[telling.event.type].append(telling)
    out: list[tuple[Telling, ...]] = []
    for _, some in sorted(by_type.items()):
        groups: list[list[Telling]] = []
        by_party: dict[str, list[int]] = defaultdict(list)
        for telling in sorted(some, key=_order):
            near = sorted({number for key in telling.actors | telling.recipients for number in by_party[key]})
            number = next((n for n in near if all(fits(telling, other) for other in groups[n])), None)
            if number is None:
                number = len(groups)
                groups.append([])
            groups[number].append(telling)
            for key in telling.actors | telling.recipients:
                if number not in by_party[key][-1:]:
                    by_party[key].append(number)
        out += [tuple(sorted(group, key=lambda t: (t.told or "9999", t.event.id))) for group in groups]
    return tuple(sorted(out, key=lambda group: (group[0].told or "9999", group[0].event.id)))


def _order(telling: Telling) -> tuple[bool, str, str, str]:
    """Firm days first, so that vaguer tellings gather round them."""
    event = telling.event
    return (event.date_precision != "day", event.date or "9999", telling.told or "9999", event.id)


def fits(one: Telling, other: Telling) -> bool:
    """Whether two tellings may be of one event: type, mode, parties, and days that can be the same."""
    a, b = one.event, other.event
    if a.type != b.type or (a.mode is not None and b.mode is not None and a.mode != b.mode):
        return False
    if (a.status in _UNREAL) != (b.status in _UNREAL):
        return False
    return _same_parties(one, other) and _same_days(one, other)


def _same_parties(one: Telling, other: Telling) -> bool:
    """Whether the parties agree: the actors in part, the recipients too where both have some; all of two who meet."""
    if not one.recipients and not other.recipients:
        shared = one.actors & other.actors
        return len(shared) >= min(2, len(one.actors), len(other.actors)) > 0
    if one.recipients and other.recipients:
        return bool(one.actors & other.actors) and bool(one.recipients & other.recipients)
    # one tells no recipient: the same place or the same firm day must speak for it
    near = one.event.date_precision == other.event.date_precision == "day" or (
        one.place is not None and one.place == other.place
    )
    return bool(one.actors & other.actors) and near


def _same_days(one: Telling, other: Telling) -> bool:
    first, second = _days(one), _days(other)
    if first is not None and second is not None:
        return first[0] <= second[1] and second[0] <= first[1]
    if one.told is None or other.told is None:
        return False
    if first is None and second is None:
        return abs(_number(one.told) - _number(other.told)) <= (0 if one.event.type in _VERBAL else UNDATED_DAYS)
    known, vague = (first, other) if first is not None else (second, one)
    assert known is not None
    told = _number(vague.told or "")
    # "next week" of an undated telling is not known: only what lies around its own article's day
    after = 1 if one.event.type in _VERBAL else UNDATED_DAYS
    return known[0] - (0 if one.event.type in _VERBAL else UNDATED_DAYS) <= told <= known[1] + after


def _days(telling: Telling) -> tuple[int, int] | None:
    """First and last day that the event may have been on, as numbers; None where it is undated."""
    event = telling.event
    if event.date is None:
        return None
    first = date.fromisoformat(event.date)
    last = first
    if event.until is not None:
        last = date.fromisoformat(event.until)
    elif event.date_precision == "month":
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    elif event.date_precision == "year":
        last = first.replace(month=12, day=31)
    near = NEAR_DAYS if event.date_precision == "day" and event.type not in _VERBAL else 0
    return first.toordinal() - near, last.toordinal()


def _number(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def _folded(words: str) -> str:
    text = " ".join(words.replace("’", "'").casefold().split())
    for article in ("the ", "a ", "an "):
        text = text.removeprefix(article)
    counted = _COUNTED.match(text)
    text = text[counted.end() :] if counted is not None and counted.end() < len(text) else text
    return text.removesuffix("'s")


def _happening(group: Sequence[Telling], origins: int, articles: int) -> Happening:
    events = [t.event for t in group]
    finest = min(
        (e for e in events if e.date is not None),
        key=lambda e: (("day", "range", "month", "year").index(e.date_precision or "year"), e.date, e.id),
        default=None,
    )
    statuses: dict[str, int] = defaultdict(int)
    for event in events:
        statuses[event.status] += 1
    return Happening(
        id=row_id("happening", *sorted(e.id for e in events)),
        type=events[0].type,
        mode=next((e.mode for e in events if e.mode is not None), None),
        actors=tuple(sorted({key for t in group for key in t.actors})),
        recipients=tuple(sorted({key for t in group for key in t.recipients})),
        day=None if finest is None else finest.date,
        until=None if finest is None else finest.until,
        precision=None if finest is None else finest.date_precision,
        statuses=tuple(sorted(statuses.items())),
        events=tuple(e.id for e in events),
        origins=origins,
        articles=articles,
        differences=tuple(_differences(group)),
    )


def _differences(group: Sequence[Telling]) -> Iterable[Difference]:
    said: dict[What, dict[str, list[str]]] = {what: defaultdict(list) for what in ("date", "number", "place", "status")}
    for telling in group:
        event = telling.event
        if event.date is not None and event.date_precision == "day":
            said["date"][event.date].append(event.id)
        if telling.numbers:
            said["number"][" ".join(telling.numbers)].append(event.id)
        if telling.place is not None:
            said["place"][telling.place].append(event.id)
        said["status"][event.status].append(event.id)
    for what, values in said.items():
        if len(values) > 1:
            yield Difference(what, tuple((value, tuple(sorted(ids))) for value, ids in sorted(values.items())))
