"""Across the region: one line a state that the sections before did not dwell on; what was done there, or said."""

from __future__ import annotations

from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.items import (
    Item,
    country_of,
    events_of,
    is_quotation,
    names_speaker,
    statements_of,
    tell,
    tells_of_itself,
    untold,
)
from onrecord.brief.model import Group, Section, Sentence
from onrecord.brief.view import carriers
from onrecord.config import Settings
from onrecord.record import Event, Spans

MOST: Final = 6


def compose(builder: Builder, settings: Settings) -> Section:
    """One group a state, the states with the strongest item first; a state of the beat is never crowded out."""
    lines: list[tuple[str, Item]] = []
    seen: set[str] = set()
    for item in untold(builder, [*events_of(builder, settings), *statements_of(builder, settings)]):
        country = country_of(builder, item)
        if country is None or country in seen or not _plain(builder, item):
            continue
        if _naming(builder, country, item.row.article) is None:
            continue  # a line must say which state it is of, in the page's words
        seen.add(country)
        lines.append((country, item))
    lines.sort(key=lambda line: line[0] not in settings.beat.countries)
    groups = []
    for country, item in lines[: builder.length(MOST)]:
        groups.append(Group(None, (_line(builder, country, item),), item.why))
    return section("countries", groups, [], builder)


def _line(builder: Builder, country: str, item: Item) -> Sentence:
    name = _naming(builder, country, item.row.article)
    if name is None:
        return tell(builder, item)
    article = item.row.article
    told = item.passage if isinstance(item.row, Event) else item.row.content or item.row.cue
    slots = {
        "country": builder.words(article, name, "country"),
        "sentence": builder.words(article, item.passage, "sentence"),
        "outlet": builder.of("outlet", article),
        "published": builder.of("published", article),
        **builder.counts(carriers(builder.view, article, told), (article,)),
    }
    return builder.sentence("country", slots, row=item.row.id)


def _plain(builder: Builder, item: Item) -> bool:
    """Whether the page's own sentence is told, with nothing before it, so that the state's name can stand there."""
    if isinstance(item.row, Event):
        return item.row.status == "happened" and tells_of_itself(builder, item.row, item.passage)
    return not is_quotation(builder, item.row) and names_speaker(builder, item.row, item.passage)


def _naming(builder: Builder, country: str, article: str) -> Spans | None:
    """Where the article gives the state's name as such; the shortest, then the first such place."""
    view = builder.view
    names = set(view.states.get(country, ()))
    found = [
        m.span for m in view.mentioned.get(article, ()) if m.actor == country and view.words(article, m.span) in names
    ]
    return (min(found, key=lambda span: (span.end - span.start, span)),) if found else None
