"""Events of single sentences in the form that the event scorer's `extract` command reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from onrecord.extract.events.find import find_events
from onrecord.extract.mentions import find_mentions
from onrecord.record import Event, Mention, Span
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
_COOPERATION: Final = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"))
_CONFLICT: Final = frozenset(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"))


def predict(rows: Iterable[Mapping[str, object]], *, knowledge: Knowledge | None = None) -> Iterator[dict[str, object]]:
    """For each row {id, sentence} one {"id", "events"}: actor and recipient as words and spans, and the folded label.

    Without `knowledge` the starter list is used.
    """
    knowledge = load() if knowledge is None else knowledge
    for row in rows:
        text = str(row["sentence"])
        mentions = find_mentions(text, article=str(row["id"]), day=None, knowledge=knowledge)
        events = find_events(text, article=str(row["id"]), day=None, mentions=mentions)
        phrases = {m.span: _phrase(text, at, mentions) for at, m in enumerate(mentions)}
        yield {"id": row["id"], "events": [_told(text, event, phrases) for event in events]}


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


def folded(event: Event) -> str:
    """PLOVER's label with the status folded in: what is to come is AGREE or THREATEN, as the manual has it."""
    if event.status in {"planned", "conditional"}:
        if event.type in _COOPERATION:
            return "AGREE"
        if event.type in _CONFLICT:
            return "THREATEN"
    if event.status == "denied" and event.type in _COOPERATION:
        return "REJECT"
    return event.type


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
        "root": folded(event),
    }
    return told
