"""The next stories: all different, none that the last issue told unless it has gone on; each in a few sentences."""

from __future__ import annotations

from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.items import Item, events_of, in_time, speakers_of, statements_of, tell, untold
from onrecord.brief.model import Group, Section
from onrecord.brief.sections.lead import head
from onrecord.config import Settings

MOST: Final = 3
#: Sentences of one story: what happened, and what was said of it.
MOST_EVENTS: Final = 2
MOST_STATEMENTS: Final = 2


def compose(builder: Builder, settings: Settings) -> Section:
    """One group a story: its headline, what happened, what was said."""
    groups: list[Group] = []
    for told in builder.plan.among(builder.view.window):
        if told.story.id == builder.lead:
            continue
        if len(groups) == builder.length(MOST):
            break
        articles = told.story.articles
        items: list[Item] = untold(builder, events_of(builder, settings, articles))[:MOST_EVENTS]
        said = [i for i in untold(builder, [*items, *statements_of(builder, settings, articles)]) if i not in items]
        items += [found[0] for found in speakers_of(builder, said).values()][:MOST_STATEMENTS]
        if not items:
            continue
        shown = tuple(tell(builder, item) for item in in_time(builder, items))
        groups.append(Group(head(builder, told), shown, told.why))
    return section("stories", groups, [], builder)
