"""Events of single sentences in the form that the event scorer's `extract` command reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from onrecord.extract.events.find import find_events
from onrecord.extract.mentions import find_mentions
from onrecord.record import Event
from onrecord.resolve.knowledge import Knowledge, load

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
        yield {"id": row["id"], "events": [_told(text, event) for event in events]}


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


def _told(text: str, event: Event) -> dict[str, object]:
    recipients = event.recipients
    if not recipients and event.location is not None and len(event.actors) == 1:
        recipients = (event.location,)
    told: dict[str, object] = {
        "actor": [text[s.start : s.end] for s in event.actors],
        "actor_span": [list(s) for s in event.actors],
        "recipient": [text[s.start : s.end] for s in recipients],
        "recipient_span": [list(s) for s in recipients],
        "root": folded(event),
    }
    return told
