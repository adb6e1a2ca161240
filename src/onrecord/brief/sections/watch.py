"""One thing to watch: of what is to come after the last day of the briefing, what most texts of their own announce.

What the lead tells under "What is next" is not taken, unless there is nothing else.
"""

from __future__ import annotations

from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.model import Group, Section, Slot
from onrecord.brief.passages import reads_alone
from onrecord.brief.sections.scheduled import above, coming, told_on
from onrecord.brief.selection import points
from onrecord.brief.tellings import counts, told_in
from onrecord.config import Settings
from onrecord.record import Event, Span

#: What one article alone announces.
_ONE: Final = Slot("articles", ids=("",))


def compose(builder: Builder, settings: Settings) -> Section:
    """One sentence, with a day where one is given."""
    del settings
    view, plan = builder.view, builder.plan
    last = max((view.articles[ident].day or "" for ident in view.window), default="")
    weight = {ident: told for told in plan.stories for ident in told.story.articles}

    def rank(entry: tuple[Event, Span]) -> tuple[object, ...]:
        event, passage = entry
        told = weight.get(event.article)
        return (
            event.id in builder.ahead,
            not reads_alone(view.words(event.article, passage)),
            event.date is None,
            -len(counts(builder, event, tellings).get("origins", _ONE).ids),
            event.date_precision != "day" or event.until not in {None, event.date},
            0.0 if told is None else -points(told.why),
            event.date or "",
            event.id,
        )

    tellings = told_in(builder)
    found = [(e, p) for e, p in coming(builder) if e.date is None or (e.until or e.date) > last]
    if not found:
        return section("watch", [], [], builder)
    event, passage = min(found, key=rank)
    if event.id in builder.ahead:
        return section("watch", [Group(None, above(builder, event))], [], builder)
    builder.ahead[event.id] = "see the one thing to watch"
    builder.told.add((event.article, (passage,)))
    told = weight.get(event.article)
    return section(
        "watch", [Group(None, (told_on(builder, event, passage),), () if told is None else told.why)], [], builder
    )
