"""In numbers: figures of the week, each with the sentence that gives it."""

from __future__ import annotations

import re
from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.items import Item, events_of, ranked, statements_of, untold
from onrecord.brief.model import Group, Section, Sentence
from onrecord.brief.view import carriers
from onrecord.config import Settings
from onrecord.record import Event, Span
from onrecord.text.dates import find_dates
from onrecord.text.spans import overlaps

MOST: Final = 5
#: A figure with what it counts: a sum, a share, a vote, a number with the noun behind it. Years and days are no figures.
_FIGURE: Final = re.compile(
    r"(?:[$€£¥]\s?)?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?: (?:million|billion|trillion))?(?: [a-z]{3,}){0,2}"
    r"|[$€£¥]\s?\d+(?:\.\d+)?(?: (?:million|billion|trillion))?"
    r"|\d+(?:\.\d+)?(?: (?:per ?cent|percent)|%)"
    r"|\d+(?:\.\d+)? (?:million|billion|trillion)(?: [a-z]{3,})?"
    r"|\d{1,3}(?:-| to |–)\d{1,3}(?= on\b|,| \()"
    r"|\d{2,3}(?:-millimet(?:er|re)|-year|-minute| mm)? [a-z]{4,}"
)
#: Nouns behind a figure that make it a time, not a count.
_TIME: Final = re.compile(r"\b(?:a\.m|p\.m|hours?|oclock|time|minutes?|January|February|March|April|May|June|July)\b")

#: Words at the end of a figure that count nothing.
_TRAILING: Final = re.compile(
    r" (?:and|are|as|at|before|but|by|cut|did|down|for|from|had|has|have|in|into|is|more|of|off|on|or|over|per|that|the|to|up|was"
    r"|were|when|while|who|will|with|would)$"
)


def compose(builder: Builder, settings: Settings) -> Section:
    """One line a figure, one figure an article and story, the strongest first."""
    items = ranked(builder, [*events_of(builder, settings), *statements_of(builder, settings)])
    groups: list[Group] = []
    seen: set[str] = set()
    for item in untold(builder, items):
        story = builder.plan.of[item.row.article].id
        figure = _figure(builder, item)
        if figure is None or story in seen or len(groups) == builder.length(MOST):
            continue
        seen.add(story)
        groups.append(Group(None, (_line(builder, item, figure),), item.why))
    return section("numbers", groups, [], builder)


def _figure(builder: Builder, item: Item) -> Span | None:
    """The first figure of the passage that is no date or time."""
    if len(item.passage) != 1:
        return None
    text, (start, end) = builder.view.articles[item.row.article].text, item.passage[0]
    days = [found.span for found in find_dates(text, start=start, end=end)]
    for match in _FIGURE.finditer(text, start, end):
        span = Span(*match.span())
        if not any(overlaps(span, day) for day in days) and not _TIME.search(match.group()):
            while (found := _TRAILING.search(text[span.start : span.end])) is not None:
                span = Span(span.start, span.start + found.start())
            before = text[max(start, span.start - 1) : span.start]
            if not before.isalnum() and before not in {":", ".", "-"}:
                return span
    return None


def _line(builder: Builder, item: Item, figure: Span) -> Sentence:
    builder.told.add(item.key)
    article = item.row.article
    told = item.passage if isinstance(item.row, Event) else item.row.content or item.row.cue
    slots = {
        "figure": builder.words(article, (figure,), "figure"),
        "sentence": builder.words(article, item.passage, "sentence"),
        "outlet": builder.of("outlet", article),
        "published": builder.of("published", article),
        **builder.counts(carriers(builder.view, article, told), (article,)),
    }
    return builder.sentence("figure", slots, row=item.row.id)
