"""The lead: the story with the most points: what happened, the perspective, why it matters, what is next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.items import (
    POSITIONS,
    Item,
    events_of,
    in_time,
    is_quotation,
    speakers_of,
    statements_of,
    story_slots,
    tell,
    untold,
)
from onrecord.brief.model import Group, Section, Sentence
from onrecord.brief.sections.experts import is_expert
from onrecord.brief.sections.scheduled import coming, told_on
from onrecord.brief.selection import Told
from onrecord.config import Settings
from onrecord.record import Statement

#: Sentences of each part. A printed lead holds about so many before "read more".
MOST: Final = 3


def compose(builder: Builder, settings: Settings) -> Section:
    """One story, in up to four parts."""
    found = builder.plan.among(builder.view.window)
    if not found:
        return section("lead", [], [], builder)
    lead = found[0]
    builder.lead = lead.story.id
    most = builder.length(MOST)
    articles = lead.story.articles
    happened = untold(builder, events_of(builder, settings, articles))
    done = in_time(builder, happened[:most])
    groups = [Group(head(builder, lead), tuple(tell(builder, i) for i in done), lead.why)]
    if not done:
        # a story of words alone: its most telling statements are what happened
        said = untold(builder, statements_of(builder, settings, articles))[:most]
        groups = [Group(head(builder, lead), tuple(tell(builder, i) for i in said), lead.why)]
    weighed = _weighing(builder, settings, articles)
    views = untold(builder, statements_of(builder, settings, articles, wanted=lambda s: s.act in POSITIONS | {"claim"}))
    views = [item for item in views if item not in weighed[:most] and _tells(builder, item)]
    parts: list[tuple[str, list[Item]]] = [
        ("The perspective", _voices(builder, views, most)),
        ("Why it matters", untold(builder, weighed)[:most]),
    ]
    for label, items in parts:
        heading = builder.sentence("part", {"part": builder.label(label)}, row=label)
        groups.append(Group(heading, tuple(tell(builder, item) for item in items)))
    last = lead.story.last_day or ""
    ahead = [
        (e, p)
        for e, p in coming(builder)
        if e.article in articles and (e.until or e.date or "") > last and e.id not in builder.ahead
    ][:2]
    builder.told |= {(event.article, (passage,)) for event, passage in ahead}
    builder.ahead |= {event.id: "told in the main story" for event, _ in ahead}
    sentences = tuple(told_on(builder, event, passage) for event, passage in ahead)
    groups.append(
        Group(builder.sentence("part", {"part": builder.label("What is next")}, row="What is next"), sentences)
    )
    return section("lead", groups, [], builder)


def head(builder: Builder, told: Told) -> Sentence:
    """The heading of a story."""
    story, articles = told.story, builder.view.articles
    own = next(origin for origin in story.origins if story.leading in origin)
    # a page without a headline lends the story the headline of a copy
    leading = next((a for a in (story.leading, *own) if articles[a].title is not None), story.leading)
    slots = story_slots(builder, story.articles, leading, tuple(o[0] for o in story.origins))
    return builder.sentence("story update" if told.update else "story", slots, row=story.id)


def _voices(builder: Builder, items: list[Item], most: int) -> list[Item]:
    """The most telling statement of each voice; a denial is among them where there is one."""
    firsts = [found[0] for found in speakers_of(builder, items).values()]
    order = {item.key: n for n, item in enumerate(items)}
    firsts.sort(key=lambda item: order[item.key])
    chosen = firsts[:most]
    denials = [i for i in firsts if isinstance(i.row, Statement) and i.row.act == "deny"]
    if denials and most > 1 and not any(i in chosen for i in denials):
        chosen[-1:] = denials[:1]
    return chosen


def _tells(builder: Builder, item: Item) -> bool:
    """Whether a voice is named, quoted, or denies: "analysts see a wider purpose" is no perspective."""
    row = item.row
    return isinstance(row, Statement) and (row.naming == "named" or row.act == "deny" or is_quotation(builder, row))


def _weighing(builder: Builder, settings: Settings, articles: Iterable[str]) -> list[Item]:
    """Statements that weigh what it means: assessments and those with a likelihood or a condition, experts first.

    By somebody with a name: what "analysts" see, a reader cannot weigh.
    """
    items = statements_of(
        builder, settings, articles,
        wanted=lambda s: s.naming == "named"
        and (s.act in {"assess", "threaten"} or s.likelihood is not None or s.condition is not None),
    )  # fmt: skip
    return sorted(
        items,
        key=lambda i: (
            isinstance(i.row, Statement) and (not is_expert(builder.view, i.row), not is_quotation(builder, i.row))
        ),
    )
