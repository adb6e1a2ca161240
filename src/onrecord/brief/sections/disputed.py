"""Disputed: what one voice claims and another denies or doubts, with voice and day of each; no verdict.

The claims are those of `onrecord.claims`. "Declined to comment" is no denial. Where claim and denial stand in one printed
sentence, that sentence tells both.
"""

from __future__ import annotations

from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.model import Group, Section, Sentence, Slot
from onrecord.brief.passages import statement_passage
from onrecord.brief.selection import beat_at, points, reasons
from onrecord.brief.view import View, carriers, order_key, speaker_of
from onrecord.claims import Position, claims
from onrecord.config import Settings
from onrecord.record import Span, Spans, Statement

MOST: Final = 10
Told = tuple[Position, Statement]
#: Positions of one claim that are printed: the claim, and the last of the answers to it.
MOST_POSITIONS: Final = 4
_LABEL: Final = {"accuse": "Accusation", "claim": "Claim"}


def compose(builder: Builder, settings: Settings) -> Section:
    """One group a claim: the claim first, then who denies or doubts it."""
    view, most = builder.view, builder.length(MOST)
    groups: list[tuple[tuple[object, ...], Group]] = []
    for claim in claims(view.ground.rows, least_score=settings.score):
        found = [(p, s) for p in claim.positions if isinstance(s := view.by_id.get(p.row), Statement)]
        if all(p.stance == "asserts" for p, _ in found) or not any(s.article in view.window for _, s in found):
            continue
        shown = _shown(view, found)
        if not _tells_a_denial(view, found, shown):
            continue
        why = reasons("item", _counted(builder, settings, shown))
        sentences = tuple(_position(builder, p, s) for p, s in shown)
        rank = (len(shown) == 1, -points(why), order_key(view.articles[shown[0][1].article]), claim.id)
        groups.append((rank, Group(None, sentences, why)))
    groups.sort(key=lambda g: g[0])
    kept = _distinct([g for _, g in groups])
    builder.told |= _printed(builder, kept[:most])
    notes = []
    if len(kept) > most:
        ids = tuple(s.row for g in kept[most:] for s in g.sentences if s.row is not None)
        notes.append(builder.sentence("left out", {"number": Slot("number", ids=ids)}, row="disputed"))
    return section("disputed", kept[:most], notes, builder)


def _shown(view: View, found: list[Told]) -> list[Told]:
    """The claim that is answered, then the answers by day; one printed sentence comes once."""
    answered = [p.answers for p, _ in found if p.answers is not None]
    opening = next((e for e in found if e[0].row in answered), None)
    opening = opening or next((e for e in found if e[0].stance == "asserts"), None)
    replies = [e for e in found if e[0].stance != "asserts" and e is not opening]
    out: list[Told] = []
    seen: dict[str, list[Spans]] = {}
    for entry in [*([opening] if opening else []), *replies]:
        passage = statement_passage(view, entry[1])
        told = seen.setdefault(entry[1].article, [])
        if any(_within(passage, other) for other in told):
            continue
        told.append(passage)
        out.append(entry)
    if len(out) == 1 and opening is not None and out[0] is opening and replies:
        out = [replies[0]]  # claim and denial stand in one printed sentence: it tells both
    return out[:MOST_POSITIONS]


def _tells_a_denial(view: View, found: list[Told], shown: list[Told]) -> bool:
    """Whether a denial is printed: as a sentence of its own, or within the sentence of the claim."""
    printed = [(s.article, statement_passage(view, s)) for _, s in shown]
    return any(
        p.stance == "denies"
        and any(s.article == article and _within(statement_passage(view, s), other) for article, other in printed)
        for p, s in found
    )


def _within(passage: Spans, other: Spans) -> bool:
    return all(any(w.start <= p.start and p.end <= w.end for w in other) for p in passage)


def _counted(builder: Builder, settings: Settings, shown: list[Told]) -> dict[str, list[str]]:
    view, plan = builder.view, builder.plan
    return {
        "origins": [s.article for _, s in shown],
        "outlets": [
            view.articles[a].outlet or a for _, s in shown for a in carriers(view, s.article, s.content or s.cue)
        ],
        "new": [s.article for _, s in shown if builder.memory.last is not None and s.article in plan.fresh],
        "beat": [b for _, s in shown for b in beat_at(view, settings.beat, s.article, statement_passage(view, s))],
        "story": [o[0] for _, s in shown if s.article in plan.of for o in plan.of[s.article].origins],
    }


def _distinct(groups: list[Group]) -> list[Group]:
    """Groups whose printed sentences were not shown before."""
    seen: set[int] = set()
    out = []
    for group in groups:
        receipts = {r for s in group.sentences for name, slot in s.slots if name == "sentence" and (r := slot.receipt)}
        if not receipts <= seen:
            out.append(group)
        seen |= receipts
    return out


def _printed(builder: Builder, groups: list[Group]) -> set[tuple[str, Spans]]:
    """What the groups tell: the lines of the states and the figures do not tell it again."""
    found = (slot.receipt for g in groups for s in g.sentences for name, slot in s.slots if name == "sentence")
    receipts = (builder.receipts[n - 1] for n in found if n is not None)
    return {(receipt.article, receipt.spans) for receipt in receipts}


def _position(builder: Builder, position: Position, statement: Statement) -> Sentence:
    article = statement.article
    slots = {
        "position": builder.label(_label(position, statement)),
        "sentence": builder.words(article, statement_passage(builder.view, statement), "sentence"),
        "outlet": builder.of("outlet", article),
        "made": builder.of("published", article),
        **builder.counts(carriers(builder.view, article, statement.content or statement.cue), (article,)),
    }
    if statement.made_on is not None and statement.made_on_words is not None:
        slots["made"] = builder.day(article, statement.made_on, None, "day", statement.made_on_words)
    voice = speaker_of(builder.view, statement)
    if voice.name is not None and not _names(builder, statement, voice.name):
        slots["speaker"] = builder.words(article, (voice.name,), "speaker")
    return builder.sentence("position", slots, row=statement.id)


def _names(builder: Builder, statement: Statement, name: Span) -> bool:
    """Whether the printed words name the voice, if only by its last word."""
    last = builder.view.words(statement.article, name).split()[-1:]
    shown = " ".join(builder.view.words(statement.article, s) for s in statement_passage(builder.view, statement))
    return bool(last) and last[0] in shown


def _label(position: Position, statement: Statement) -> str:
    if statement.standing == "unconfirmed":
        return "Not confirmed"
    if position.stance == "denies":
        return "Denial" if statement.act == "deny" else "Reply" if position.answers else "Said otherwise"
    if position.stance == "doubts":
        return "Doubt"
    return _LABEL.get(statement.act, "Statement")
