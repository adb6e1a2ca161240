"""Events of an article: who did what to whom, when, in what state, and on whose word.

Takes the text with its mentions and statements, gives `Event` rows sorted by anchor. Types come from a readable word list
(`lexicon.toml`), parties from a light reading of the clause, the status from rules that keep the words which caused it.
An event without anybody named who acts or is acted on is not given; what is reported by another than its actor is alleged.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import Final

from onrecord.extract.events.clauses import View, view_of, without_asides
from onrecord.extract.events.contexts import Told, contexts_in, contexts_of
from onrecord.extract.events.drafts import Draft
from onrecord.extract.events.finder import Finder
from onrecord.extract.events.lexicon import Act, Lexicon, load_lexicon
from onrecord.extract.events.modes import mode_of
from onrecord.extract.events.nouns import read_noun
from onrecord.extract.events.outside import without_speakers
from onrecord.extract.events.pairs import the_pair
from onrecord.extract.events.participants import may_tell, with_participants
from onrecord.extract.events.reported import Reported, told_by
from onrecord.extract.events.things import without_things
from onrecord.extract.events.verbs import read_verb
from onrecord.extract.events.when import NO_CLAUSES, Clauses, Timed, clauses_of, date_of, settle, timed
from onrecord.extract.sentence_words import Cut, sentence_words
from onrecord.record import Event, EventStatus, Mention, Span, Spans, Statement, event_id
from onrecord.resolve.knowledge import Knowledge
from onrecord.text.dates import DateExpression, Resolved, find_dates
from onrecord.text.place_lines import after_place_line
from onrecord.text.spans import placed

_ORDINAL: Final = re.compile(
    r"\b(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[ \u00a0]"
    r"(?:[\w-]+[ \u00a0]){0,3}?"
    r"(?:meetings?|visits?|trips?|summit|talks|calls?|rounds?|attacks?|strike|conversation|exercises?|package)\b",
    re.IGNORECASE,
)
_APPOSED: Final = re.compile(r", (?:their|his|her|the) (?=\d{1,3}(?:st|nd|rd|th)|\w+(?:st|nd|rd|th) )")
#: A sentence that names nobody is read only where something is fixed for a day ("a summit is scheduled for ...").
_FIXED: Final = re.compile(r"\b(?:scheduled|planned|due|slated|expected|to be)\b")
#: Longer sentences are lists or tables: not read for events.
_LONGEST_WORDS: Final = 150


def find_events(
    text: str,
    *,
    article: str,
    day: str | None,
    mentions: Sequence[Mention],
    statements: Sequence[Statement] = (),
    prose: Spans | None = None,
    knowledge: Knowledge | None = None,
    finder: Finder | None = None,
) -> tuple[Event, ...]:
    """Events of `text`, sorted by anchor; `mentions` are those of the article, `day` its ISO day or None.

    `knowledge` tells who speaks for whom: what a state's own office tells of it is its own account, not an allegation.
    `finder` tells who takes part; without it the word list alone does.
    `statements` tell on whose word an event stands; without them only the words of saying in the sentence do.
    """
    lexicon = load_lexicon()
    anchor_day = _day(day)
    ordered = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
    starts = [m.span.start for m in ordered]
    told = placed((span, s) for s in statements for span in s.content)
    by_id = {m.id: m for m in mentions}
    out: dict[str, Event] = {}
    for cut in sentence_words(text, prose):
        span = _told_in(text, cut)
        here = ordered[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        if not here and _FIXED.search(text, span.start, span.end) is None:
            continue
        found = without_asides(text, span, cut.words)
        if len(found) > _LONGEST_WORDS or lexicon.firsts.isdisjoint([word.low for word in found]):
            continue
        view = view_of(text, span, [m for m in here if m.span.end <= span.end], found)
        drafts = _drafts(view, lexicon)
        asked = finder is not None and (bool(drafts) or (bool(here) and may_tell(view, lexicon)))
        reading = finder(text, span) if finder is not None and asked else None
        if reading is not None:
            drafts = with_participants(view, lexicon, drafts, reading, article)
        if not drafts:
            continue
        around = [statement for _, statement in told.touching(span)]
        drafts = [kept for draft in drafts if (kept := without_speakers(view, draft, around)) is not None]
        drafts = [without_things(view, draft) for draft in drafts]
        if not drafts:
            continue
        dates = timed(view, find_dates(text, start=span.start, end=span.end))
        clauses = clauses_of(view, dates) if dates else NO_CLAUSES
        about = contexts_in(view)
        for draft in drafts:
            if _on_itself(draft):
                continue
            reported = told_by(view, draft.first, draft.last, draft.actors, around, by_id, knowledge)
            if reported.void:
                continue
            pair = the_pair(view, draft.actors, ordered)
            event = _event(view, draft, article, anchor_day, dates, clauses, reported, pair, about)
            if event is None:
                continue
            out.setdefault(event.id, event)
    return tuple(sorted(out.values(), key=lambda e: (e.anchor, e.type, e.id)))


def _told_in(text: str, cut: Cut) -> Span:
    """The sentence without the place line that opens its paragraph: nobody in it takes part in anything."""
    start, end = cut.span
    if start > cut.within.start and text[start - 1] != "\n":
        return cut.span
    return Span(after_place_line(text, start, end), end)


def _on_itself(draft: Draft) -> bool:
    """Whether all who act and all who are acted on are one known actor: a person named like a state, or a wrong reading."""
    known = {party.mention.actor for party in (*draft.actors, *draft.recipients)}
    return bool(draft.actors and draft.recipients) and len(known) == 1 and None not in known


def _day(day: str | None) -> date | None:
    if day is None:
        return None
    try:
        return date.fromisoformat(day[:10])
    except ValueError:
        return None


def _drafts(view: View, lexicon: Lexicon) -> list[Draft]:
    out: list[Draft] = []
    used: set[int] = set()
    for at, low in enumerate(view.lows):
        if low not in lexicon.verbs or at in view.at or at in view.places or at in used:
            continue
        for tense, patterns in lexicon.verbs[low]:
            found = read_verb(view, lexicon, at, tense, patterns)
            if found:
                out.extend(found)
                used.update(range(found[0].first, found[0].last))
                break
    for at, low in enumerate(view.lows):
        if low not in lexicon.nouns or at in used or at in view.at or at in view.places:
            continue
        for parts, act in lexicon.nouns[low]:
            if tuple(view.lows[at : at + len(parts)]) == parts and not used & set(range(at, at + len(parts))):
                draft = read_noun(view, lexicon, at, at + len(parts), act, out)
                if draft is not None:
                    out.append(draft)
                    used.update(range(at, at + len(parts)))
                break
    return out


def _event(
    view: View,
    draft: Draft,
    article: str,
    day: date | None,
    dates: Sequence[Timed],
    clauses: Clauses,
    reported: Reported,
    pair: tuple[Mention, ...],
    about: Told,
) -> Event | None:
    anchor = view.hull(draft.first, draft.last)
    status, words = draft.judged.status, draft.judged.words
    told = draft.judged.skip
    expression = date_of(
        view, draft.first, draft.last, dates, clauses, noun=draft.noun, planned=status in {"planned", "conditional"}
    )
    present = draft.tense in {"present", "base"} and status in {"happened", "ongoing"}
    resolved = None
    if expression is not None:
        past = status in {"happened", "alleged", "denied"} and not present and not told
        resolved = settle(expression, day, "happened" if told else status, past=past, present=present)
        if resolved is None and day is not None and not _is_vague(expression):
            expression = None
    if told and (resolved is None or day is None):
        return None
    if resolved is not None and day is not None and expression is not None:
        latest = resolved.until or resolved.value
        if told:
            # a noun that tells nothing of its time: its date does
            status = "happened" if latest < day.isoformat() else "planned"
            words = (expression.span,) if status == "planned" else ()
        elif status in {"happened", "ongoing"} and resolved.value > day.isoformat():
            status, words = "planned", (expression.span,)
        elif status == "planned" and draft.act.motion and present and latest < day.isoformat():
            status, words = "happened", ()
    nobody = not (draft.actors or draft.recipients)
    if (draft.act.ahead or nobody) and (status != "planned" or expression is None or _is_vague(expression)):
        return None
    status, words = _weighed(status, words, reported)
    asked = re.search(r"\?[\"”’)]*$", view.text[view.span.start : view.span.end])
    if asked is not None and status in {"happened", "ongoing", "planned", "alleged"}:
        status, words = "hypothetical", (Span(view.span.start + asked.start(), view.span.start + asked.start() + 1),)
    actors = tuple(sorted({m.span for m in pair} if pair else {p.mention.span for p in draft.actors}))
    others = tuple(sorted({p.mention.span for p in draft.recipients}))
    contexts, context_words = contexts_of(view, about, draft.first, draft.last)
    return Event(
        id=event_id(article, draft.act.type, anchor, actors, others),
        article=article,
        type=draft.act.type,
        mode=mode_of(view, draft.act, draft.first, draft.last),
        anchor=anchor,
        actors=actors,
        recipients=others,
        location=None if draft.place is None else draft.place.mention.span,
        date=None if resolved is None else resolved.value,
        until=None if resolved is None else resolved.until,
        date_precision=_precision(resolved, expression),
        date_words=None if expression is None else expression.span,
        status=status,
        status_words=tuple(sorted(set(words))),
        statement=reported.statement,
        ordinal=_ordinal(view, anchor, draft.act),
        score=draft.score if status == "happened" else draft.score - 0.1,
        contexts=contexts,
        context_words=context_words,
    )


def _is_vague(expression: DateExpression) -> bool:
    """Whether the words tell a time that no calendar gives ("a few weeks before the invasion", "in the coming weeks")."""
    return expression.kind == "elsewhere" or (expression.kind == "period" and expression.count is None)


def _precision(resolved: Resolved | None, expression: DateExpression | None) -> str | None:
    if resolved is not None:
        return resolved.precision
    return "vague" if expression is not None and _is_vague(expression) else None


def _weighed(status: EventStatus, words: tuple[Span, ...], reported: Reported) -> tuple[EventStatus, tuple[Span, ...]]:
    """The status after it is known who tells it: what another tells is alleged, what is denied is denied."""
    if reported.denied and status != "cancelled":
        return "denied", (*words, *reported.words)
    if reported.others and status in {"happened", "ongoing"}:
        return "alleged", reported.words
    return status, words


def _ordinal(view: View, anchor: Span, act: Act) -> Span | None:
    """The count that the act's own words carry, or for a meeting the apposition after it (", their 12th meeting")."""
    for match in _ORDINAL.finditer(
        view.text, max(view.span.start, anchor.start - 45), min(view.span.end, anchor.end + 45)
    ):
        if match.start() < anchor.end and anchor.start < match.end():
            return Span(match.start(), match.end())
    if act.type != "CONSULT":
        return None
    beside = _APPOSED.search(view.text, anchor.end, view.span.end)
    if beside is None:
        return None
    count = _ORDINAL.match(view.text, beside.end(), view.span.end)
    return None if count is None else Span(count.start(), count.end())
