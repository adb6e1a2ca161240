"""Checking a briefing's sentences against the rows of the record they tell of."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.brief.compose import briefing_id
from onrecord.brief.model import Briefing, BriefingError, Sentence, Slot
from onrecord.brief.sections.happened import STATUS
from onrecord.brief.sections.said import STANDING
from onrecord.brief.view import View, speaker_of, view_of
from onrecord.record import Event, Reuse, Span, Statement
from onrecord.store.database import Store
from onrecord.store.read import captures, has_briefing, retrievals
from onrecord.verify.report import Finding, finding_of

#: Templates that tell an event as done, under way or cancelled.
_TOLD_AS_DONE = frozenset({"event", "event told", "event status", "country", "figure"})


def against_record(briefing: Briefing, store: Store, *, partial: bool = False) -> list[Finding]:
    """Step 5: the rows that the sentences tell of. `partial`: the record is a part of the one that the briefing was made from."""
    db = store.connection
    view = view_of(db, window=[source.article for source in briefing.sources])
    findings = []
    if not has_briefing(db, briefing_id(briefing)):
        findings.append(Finding("briefing", "unknown", "this briefing, as it stands, was not written from this record"))
    held = {digest for digest, _, _ in captures(db)}
    if not partial and not set(briefing.captures) <= held:
        findings.append(Finding("briefing", "unknown", "it counts captures that the record does not hold"))
    addresses = {(r.capture, r.address) for r in retrievals(db)}
    findings += [
        Finding(source.article, "record", f"the record did not get {source.capture} from {source.address!r}")
        for source in briefing.sources
        if (source.capture, source.address) not in addresses
    ]
    for sentence in briefing.sentences():
        fault = None if sentence.row is None else _fault(sentence, sentence.row, briefing, view)
        if fault is not None:
            findings.append(finding_of(sentence, briefing, "record", fault))
    return findings


def _fault(sentence: Sentence, row: str, briefing: Briefing, view: View) -> str | None:
    """What the record says otherwise of a sentence's row; None when it agrees or the row is no row of the record."""
    slots = dict(sentence.slots)
    kind = row.split("-", 1)[0]
    if kind not in {"statement", "event", "reuse", "family"}:
        return None
    found = view.by_id.get(row)
    if isinstance(found, Statement):
        return _position_fault(found, slots) or _statement_fault(found, slots, briefing, view)
    if isinstance(found, Event):
        return _event_fault(found, sentence.template, slots)
    if isinstance(found, Reuse):
        turned = sentence.template == "copied" and slots["title"].article != found.first
        return "the record does not have this article as the first" if turned else None
    if kind == "family":
        # a family may have grown since: what the sentence counts must still be of one origin
        counted = set(slots["articles"].ids)
        held = any(counted <= set(f.members) for f in view.families)
        return None if held else "the record does not have these articles as one origin"
    return f"the record holds no such {kind}"


def _statement_fault(statement: Statement, slots: dict[str, Slot], briefing: Briefing, view: View) -> str | None:
    name = speaker_of(view, statement).name
    return (
        _spans_fault(briefing, slots.get("speaker"), () if name is None else (name,), "speaker")
        or _spans_fault(briefing, slots.get("content"), statement.content, "content")
        or _label_fault(slots.get("standing"), STANDING.get(statement.standing))
    )


#: What the record must say of a statement that is labelled so.
_POSITIONS: dict[str, Callable[[Statement], bool]] = {
    "Accusation": lambda s: s.act == "accuse",
    "Claim": lambda s: s.act == "claim",
    "Denial": lambda s: s.act == "deny",
    "Not confirmed": lambda s: s.standing == "unconfirmed",
}


def _position_fault(statement: Statement, slots: dict[str, Slot]) -> str | None:
    label = slots["position"].value if "position" in slots else None
    held = _POSITIONS.get(label or "")
    return None if held is None or held(statement) else f"the record does not have it as {label!r}"


def _event_fault(event: Event, template: str, slots: dict[str, Slot]) -> str | None:
    told_as_done = template in _TOLD_AS_DONE and event.status not in STATUS
    told_as_planned = template.startswith("scheduled") and event.status != "planned"
    if told_as_done or told_as_planned:
        return f"the record has this event as {event.status}"
    return _label_fault(slots.get("status"), STATUS.get(event.status))


def _spans_fault(briefing: Briefing, slot: Slot | None, spans: tuple[Span, ...], part: str) -> str | None:
    if slot is None or slot.receipt is None:
        return None
    try:
        found = briefing.receipt(slot.receipt).spans
    except BriefingError as error:
        return str(error)
    return None if found == spans else f"the record has another {part}"


def _label_fault(slot: Slot | None, label: str | None) -> str | None:
    return None if slot is None or slot.value == label else f"the record has it as {label!r}"
