"""Read more: what else the articles of the lead tell, and what comes next in weight; one sentence each."""

from __future__ import annotations

from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.items import events_of, ranked, statements_of, tell, untold
from onrecord.brief.model import Group, Section
from onrecord.config import Settings

MOST: Final = 3


def compose(builder: Builder, settings: Settings) -> Section:
    """Items of the lead's story first, one an article; then the strongest of other stories."""
    of = builder.plan.of
    items = ranked(builder, [*events_of(builder, settings), *statements_of(builder, settings)])
    items.sort(key=lambda i: of[i.row.article].id != builder.lead)
    groups: list[Group] = []
    seen: set[str] = set()
    for item in untold(builder, items):
        if item.row.article in seen or len(groups) == builder.length(MOST):
            continue
        seen.add(item.row.article)
        groups.append(Group(None, (tell(builder, item),), item.why))
    return section("more", groups, [], builder)
