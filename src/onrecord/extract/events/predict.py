"""Events of single sentences in the form that the event scorer's `extract` command reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from onrecord.extract.events.clauses import view_of
from onrecord.extract.events.dyads import act_between, label_between
from onrecord.extract.events.find import find_events
from onrecord.extract.events.finder import Finder, load_finder
from onrecord.extract.events.lexicon import load_lexicon
from onrecord.extract.mentions import find_mentions
from onrecord.record import Event, EventStatus, Mention, Span
from onrecord.resolve.knowledge import Knowledge, load

_COMPLETES: Final = re.compile(
    r" (?:of|in|from) (?:the |[a-z-]+ ){0,3}(?:[A-Z][a-z]+ ){0,2}|,? and (?:the )?|, (?=[A-Z])"
)
#: Types whose object may be a thing; at most ten words of it are given.
_ON_THINGS: Final = frozenset(("ASSAULT", "COERCE", "ACCUSE", "REJECT", "PROTEST", "THREATEN"))
_OBJECT: Final = re.compile(
    r" ((?:the|an?|its|their|all|some|several|two|three|four|five|\d[\d,]*|[A-Z][\w'’-]*)"
    r"(?: (?!(?:to|for|after|before|on|by|and|as|over|with|from|at|who|that|which|because|despite)\b)[\w'’-]+){1,9})"
)
COOPERATION: Final = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE", "CONCEDE", "RETREAT"))
CONFLICT: Final = frozenset(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"))


def predict(
    rows: Iterable[Mapping[str, object]], *, knowledge: Knowledge | None = None, finder: Finder | None = None
) -> Iterator[dict[str, object]]:
    """For each row {id, sentence, day?} one {"id", "events"}: actor and recipient as words and spans, the folded label, status.

    Where a row marks its source and target by spans, "root" is the label of what the one does to the other (None: nothing).

    `day` is the ISO day that dates count from. Without `knowledge` the starter list is used.
    """
    knowledge = load() if knowledge is None else knowledge
    finder = load_finder() if finder is None else finder
    for row in rows:
        text = str(row["sentence"])
        given = row.get("day")
        day = given if isinstance(given, str) else None
        article = str(row["id"])
        mentions = find_mentions(text, article=article, day=day, knowledge=knowledge)
        events = find_events(text, article=article, day=day, mentions=mentions, finder=finder)
        phrases = {m.span: _phrase(text, at, mentions) for at, m in enumerate(mentions)}
        told = [_told(text, event, phrases) for event in events]
        yield {"id": row["id"], "root": _root(row, text, finder), "events": told}


def _phrase(text: str, at: int, mentions: Sequence[Mention]) -> Span:
    """The words of a mention in full: what a pronoun stands for, a description with the names that complete it."""
    mention = mentions[at]
    if mention.form == "pronoun":
        return mention.head
    if mention.form != "description":
        return mention.span
    span = mention.span
    for other in mentions[at + 1 : at + 6]:
        if other.span.start < span.end:
            continue
        if not _COMPLETES.fullmatch(text, span.end, other.span.start):
            break
        span = Span(span.start, other.span.end)
    return span


def _thing(text: str, start: int) -> Span | None:
    """What stands as object right after an act, where that is nobody ("stormed a camp in the north")."""
    match = _OBJECT.match(text, start)
    return None if match is None else Span(match.start(1), match.end(1))


def folded(kind: str, status: EventStatus) -> str:
    """PLOVER's label with the status folded in: what is to come is AGREE or THREATEN, what is refused REJECT."""
    if status in {"planned", "conditional"}:
        if kind in COOPERATION:
            return "AGREE"
        if kind in CONFLICT:
            return "THREATEN"
    if status in {"denied", "cancelled"} and kind in COOPERATION:
        return "REJECT"
    return kind


def _root(row: Mapping[str, object], text: str, finder: Finder) -> str | None:
    """The label of what the marked source does to the marked target; None where a row marks none, or nothing is told."""
    spans = {}
    for name in ("source", "target"):
        more = row.get(name + "_more")
        marked = [row.get(name + "_span"), *(more if isinstance(more, list) else [])]
        spans[name] = [Span(int(one[0]), int(one[1])) for one in marked if isinstance(one, list) and len(one) == 2]
    if not spans["source"] or not spans["target"]:
        return None
    whole = Span(0, len(text))
    reading = finder(text, whole)
    found = None
    if reading is not None:
        found = act_between(view_of(text, whole, ()), load_lexicon(), reading, spans["source"], spans["target"])
    chances = finder.between(text, whole, spans["source"], spans["target"])
    return label_between(chances, None if found is None else folded(*found))


def _told(text: str, event: Event, phrases: Mapping[Span, Span]) -> dict[str, object]:
    actors = tuple(phrases.get(span, span) for span in event.actors)
    recipients = tuple(phrases.get(span, span) for span in event.recipients)
    if not recipients and len(event.actors) == 1:
        thing = _thing(text, event.anchor.end) if event.type in _ON_THINGS else None
        rest = thing or event.location
        recipients = () if rest is None else (rest,)
    told: dict[str, object] = {
        "actor": [text[s.start : s.end] for s in actors],
        "actor_span": [list(s) for s in actors],
        "recipient": [text[s.start : s.end] for s in recipients],
        "recipient_span": [list(s) for s in recipients],
        "root": folded(event.type, event.status),
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "context": list(event.contexts),
        "anchor_span": list(event.anchor),
        "date": event.date,
        "until": event.until,
        "date_precision": event.date_precision,
    }
    return told
