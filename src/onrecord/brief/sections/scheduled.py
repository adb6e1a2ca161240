"""What is scheduled: events that the pages call planned or due, by day; those without a day at the end."""

from __future__ import annotations

from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.model import Group, Section, Sentence, Slot
from onrecord.brief.passages import event_passage, reads_alone
from onrecord.brief.sections.happened import tells_whose
from onrecord.brief.tellings import counts, told_in
from onrecord.brief.view import View, is_copy, order_key, speaker_of
from onrecord.config import Settings
from onrecord.record import Event, Span, Statement

MOST: Final = 20


def compose(builder: Builder, settings: Settings) -> Section:
    """The section's sentences: one a printed sentence, those with a day first."""
    del settings
    last = max((builder.view.articles[ident].day or "" for ident in builder.view.window), default="")
    # what was over on the last day that was read is not scheduled any more; `lead` and `watch` ask for themselves
    ranked = [(e, p) for e, p in coming(builder) if e.date is None or e.date >= last or (e.until or "") > last]
    ranked = [(e, p) for e, p in ranked if e.date is not None or (e.article, (p,)) not in builder.told]
    most = builder.length(MOST)
    # what can be read without the sentences around it goes first where there is no room for all
    order = {event.id: at for at, (event, _) in enumerate(ranked)}
    fitting = sorted(ranked, key=lambda i: (not reads_alone(builder.view.words(i[0].article, i[1])), order[i[0].id]))
    shown = sorted(fitting[:most], key=lambda i: order[i[0].id])
    sentences = tuple(s for e, p in shown for s in above(builder, e) or (told_on(builder, e, p),))
    notes = []
    if len(ranked) > most:
        ids = tuple(event.id for event, _ in fitting[most:])
        notes.append(builder.sentence("left out", {"number": Slot("number", ids=ids)}, row="scheduled"))
    return section("scheduled", [Group(None, sentences)], notes, builder)


def coming(builder: Builder) -> list[tuple[Event, Span]]:
    """What the pages call planned or due, each with the sentence that tells it, by day; those without a day at the end."""
    view = builder.view
    chosen: dict[tuple[str, Span], Event] = {}
    for event in view.events:
        if (
            event.status != "planned"
            or is_copy(view, event.article, (event_passage(view, event),))
            or _over(view, event)
        ):
            continue
        key = (event.article, event_passage(view, event))
        best = chosen.get(key)
        if best is None or (best.date is None and event.date is not None):
            chosen[key] = event
    ranked = sorted(chosen.items(), key=lambda i: (i[1].date or "9999", order_key(view.articles[i[0][0]]), i[0]))
    told = told_in(builder)

    def alone(article: str, passage: Span) -> bool:
        return reads_alone(view.words(article, passage))

    once: dict[str, tuple[Event, Span]] = {}
    for (article, passage), event in ranked:
        # what several articles announce stands once, in a sentence that can be read without those around it
        which = told[event.id].id if event.id in told else event.id
        if which not in once or (alone(article, passage) and not alone(once[which][0].article, once[which][1])):
            once[which] = (event, passage)
    return list(once.values())


def _said_there(statement: object, passage: Span) -> bool:
    """Whether the sentence itself says on whose word."""
    return isinstance(statement, Statement) and tells_whose(statement, passage)


def _over(view: View, event: Event) -> bool:
    """True when the day was past already on the article's own day."""
    day = view.articles[event.article].day
    last = event.until or event.date
    return day is not None and last is not None and last < day


def above(builder: Builder, event: Event) -> tuple[Sentence, ...]:
    """A line that leads to where the event is told in another section; none where it is told nowhere, or has no day."""
    where = builder.ahead.get(event.id)
    if where is None or event.date is None or event.date_words is None:
        return ()
    day = builder.day(event.article, event.date, event.until, event.date_precision, event.date_words)
    return (builder.sentence("scheduled above", {"day": day, "above": builder.label(where)}, row=event.id),)


def told_on(builder: Builder, event: Event, passage: Span) -> Sentence:
    """The sentence for what is to come, with its day and on whose word."""
    slots = {
        "sentence": builder.words(event.article, (passage,), "sentence"),
        "outlet": builder.of("outlet", event.article),
        "published": builder.of("published", event.article),
        **counts(builder, event, told_in(builder)),
    }
    statement = None if event.statement is None else builder.view.by_id.get(event.statement)
    speaker = speaker_of(builder.view, statement) if isinstance(statement, Statement) else None
    told = ""
    if speaker is not None and speaker.name is not None and not _said_there(statement, passage):
        slots["speaker"] = builder.words(event.article, (speaker.name,), "speaker")
        told = " told"
    if event.date is not None and event.date_words is not None:
        slots["day"] = builder.day(event.article, event.date, event.until, event.date_precision, event.date_words)
        return builder.sentence(f"scheduled{told}", slots, row=event.id)
    return builder.sentence(f"scheduled{told} undated", slots, row=event.id)
