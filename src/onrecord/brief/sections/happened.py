"""What happened: events told as done or under way, the most widely carried first, in the order of their days.

Planned ones are in `scheduled`. An event that stands in somebody's statement is given on that one's word; what is
alleged, denied, hypothetical or conditional is never given here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.model import Group, Section, Sentence, Slot
from onrecord.brief.passages import event_passage, in_caption
from onrecord.brief.tellings import counts, differences, told_in
from onrecord.brief.view import View, carriers, is_copy, order_key, speaker_of
from onrecord.config import Settings
from onrecord.happenings import Happening
from onrecord.record import Event, Span, Statement
from onrecord.text.dates import find_dates, resolve
from onrecord.text.spans import contains

STATUS: Final = {"happened": "Happened", "ongoing": "Under way", "cancelled": "Cancelled"}
#: Sentences of this section. A page of a printed newsletter holds about so many items.
MOST: Final = 20
#: Types that are done in words: they come after deeds, since who said what has a section of its own.
VERBAL: Final = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "AGREE"})
#: An event this long before its article's day is background, not news.
BACKGROUND_DAYS: Final = 31
#: Events below this are not sure enough of their parties to be told as done.
LEAST_SCORE: Final = 0.5


def compose(builder: Builder, settings: Settings) -> Section:
    """The section's sentences."""
    del settings
    view, most = builder.view, builder.length(MOST)
    chosen: dict[tuple[str, Span], Event] = {}
    for event in view.events:
        if event.status not in STATUS or event.score < LEAST_SCORE or is_background(view, event):
            continue
        if is_copy(view, event.article, (event_passage(view, event),)) or in_caption(view, event.article, event.anchor):
            continue
        key = (event.article, event_passage(view, event))
        if key not in chosen or event.score > chosen[key].score:
            chosen[key] = event
    told = told_in(builder)
    once: dict[str, tuple[tuple[str, Span], Event]] = {}
    for item in sorted(chosen.items(), key=lambda item: _rank(view, item[1])):
        # an event that several articles tell stands once, in the words of the first in rank
        ident = told[item[1].id].id if item[1].id in told else item[1].id
        once.setdefault(ident, item)
    ranked = list(once.values())
    shown = sorted(
        ranked[:most],
        key=lambda item: (item[1].date or _day(view, item[1]), order_key(view.articles[item[0][0]]), item[0]),
    )
    sentences: list[Sentence] = []
    for (_, passage), event in shown:
        sentences += [sentence_of(builder, event, passage, told=told), *differences(builder, event, told)]
    notes = []
    if len(ranked) > most:
        notes.append(
            builder.sentence(
                "left out", {"number": Slot("number", ids=tuple(e.id for _, e in ranked[most:]))}, row="happened"
            )
        )
    return section("happened", [Group(None, tuple(sentences))], notes, builder)


def _rank(view: View, event: Event) -> tuple[object, ...]:
    carried = len(carriers(view, event.article, (event_passage(view, event),)))
    return (
        event.type in VERBAL,
        -carried,
        event.date is None,
        -event.score,
        order_key(view.articles[event.article]),
        event.anchor,
    )


def _day(view: View, event: Event) -> str:
    return view.articles[event.article].day or "9999"


def tells_whose(statement: Statement, passage: Span) -> bool:
    """Whether the passage itself holds the words that say who says so."""
    return bool(statement.source) and all(contains(passage, span) for span in (*statement.source, *statement.cue))


def long_before(view: View, article: str, day: str) -> bool:
    """Whether the ISO day lies so long before the article's that it is background."""
    own = view.articles[article].day
    return own is not None and (date.fromisoformat(own) - date.fromisoformat(day)).days > BACKGROUND_DAYS


def is_background(view: View, event: Event) -> bool:
    """True when the event's day lies well before the article's.

    An undated event is background where its sentence names a day of a stated year that does.
    """
    article = view.articles[event.article]
    if article.day is None:
        return False
    if event.date is not None:
        return long_before(view, event.article, event.date)
    day = date.fromisoformat(article.day)
    start, end = event_passage(view, event)
    named = [resolve(e, day) for e in find_dates(article.text, start=start, end=end) if e.year is not None]
    return any(r is not None and (day - date.fromisoformat(r.until or r.value)).days > BACKGROUND_DAYS for r in named)


def sentence_of(
    builder: Builder, event: Event, passage: Span, *, day: bool = True, told: Mapping[str, Happening]
) -> Sentence:
    """The sentence for an event. Whose word it is told on is said where the passage itself does not name them.

    `told`: the happenings by event; all tellings of this one are counted.
    """
    view = builder.view
    slots = {
        "sentence": builder.words(event.article, (passage,), "sentence"),
        "outlet": builder.of("outlet", event.article),
        "published": builder.of("published", event.article),
        **counts(builder, event, told),
    }
    if day and event.date is not None and event.date_words is not None:
        slots["day"] = builder.day(event.article, event.date, event.until, event.date_precision, event.date_words)
    statement = None if event.statement is None else view.by_id.get(event.statement)
    label = builder.label(STATUS[event.status])
    if isinstance(statement, Statement):
        speaker = speaker_of(view, statement)
        if speaker.name is not None and not tells_whose(statement, passage):
            slots["speaker"] = builder.words(event.article, (speaker.name,), "speaker")
            slots["status"] = label
            return builder.sentence("event told", slots, row=event.id)
    if event.status != "happened":
        slots["status"] = label
        return builder.sentence("event status", slots, row=event.id)
    return builder.sentence("event", slots, row=event.id)
