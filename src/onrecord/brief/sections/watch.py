"""One thing to watch: of what is to come after the last day of the briefing, the one whose story weighs most."""

from __future__ import annotations

from onrecord.brief.builder import Builder, section
from onrecord.brief.model import Group, Section
from onrecord.brief.passages import reads_alone
from onrecord.brief.sections.scheduled import coming, told_on
from onrecord.brief.selection import points
from onrecord.config import Settings
from onrecord.record import Event, Span


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
            event.date is None,
            not reads_alone(view.words(event.article, passage)),
            -sum(1 for other, _ in found if other.date == event.date),
            0.0 if told is None else -points(told.why),
            event.date or "",
            event.id,
        )

    found = [(e, p) for e, p in coming(builder) if e.date is None or (e.until or e.date) > last]
    if not found:
        return section("watch", [], [], builder)
    event, passage = min(found, key=rank)
    told = weight.get(event.article)
    return section(
        "watch", [Group(None, (told_on(builder, event, passage),), () if told is None else told.why)], [], builder
    )
