"""Events of a briefing as happenings: the same event told by several articles stands once, counted by origins, with differences.

Takes the view of a briefing; whom the words of an event's parties mean is asked of its mentions, as for the record itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from onrecord.brief.builder import Builder
from onrecord.brief.model import Sentence, Slot
from onrecord.brief.passages import event_passage
from onrecord.brief.view import View, carriers
from onrecord.extract.sources import resolve_source
from onrecord.happenings import Happening, happenings
from onrecord.origins.same_text import Place, origins_of
from onrecord.record import Event, Mention, Spans

#: What tellings may disagree in, as the briefing calls it.
WHAT: Final = {"date": "Another day is told", "number": "Another number is told", "place": "Another place is told"}
#: Differences shown under one event, at most.
MOST: Final = 2


def by_event(view: View) -> Mapping[str, Happening]:
    """The happening of each event of the view. Linear, but for what shares parties."""
    by_article: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(view.mentions.values(), key=lambda m: (m.article, m.span, m.id)):
        by_article[mention.article].append(mention)

    def actors(event: Event, spans: Spans) -> set[str]:
        here = by_article[event.article]
        found = (m for span in spans for m in resolve_source(view.articles[event.article].text, (span,), here).speakers)
        return {actor for actor in (view.mentions[ident].actor for ident in found if ident in view.mentions) if actor}

    parties = {e.id: {"actor": actors(e, e.actors), "recipient": actors(e, e.recipients)} for e in view.events}
    found = happenings(view.ground.rows, view.events, parties)
    return {event: happening for happening in found for event in happening.events}


def told_in(builder: Builder) -> Mapping[str, Happening]:
    """`by_event` of what the section that is composed now sees; made once for sections that see the same."""
    if builder.happenings is None or builder.happenings[0] is not builder.view:
        builder.happenings = (builder.view, by_event(builder.view))
    return builder.happenings[1]


def counts(builder: Builder, event: Event, told: Mapping[str, Happening]) -> dict[str, Slot]:
    """Slots that say how many origins and articles tell the event with this status, copies of its words among them."""
    view = builder.view
    places: dict[str, Place] = {}
    for ident in told[event.id].events if event.id in told else (event.id,):
        other = view.by_id[ident]
        if isinstance(other, Event) and other.status == event.status:
            passage = event_passage(view, other)
            places.setdefault(other.article, Place(other.article, (passage,)))
            for article in carriers(view, other.article, (passage,)):
                places.setdefault(
                    article, Place(article, (passage,)) if article == other.article else Place(article, ())
                )
    pages = tuple(sorted({view.ground.joined.page.get(article, article) for article in places}))
    own = [place for _, place in sorted(places.items()) if place.spans]
    groups = origins_of(own, view.ground.joined)
    return builder.counts(pages, tuple(own[group[0]].article for group in groups))


def differences(builder: Builder, event: Event, told: Mapping[str, Happening]) -> list[Sentence]:
    """A sentence for each thing that another telling gives differently: its own words, and where they stand."""
    view = builder.view
    out: list[Sentence] = []
    happening = told.get(event.id)
    for difference in () if happening is None else happening.differences:
        others = [ids[0] for _, ids in difference.values if event.id not in ids]
        if difference.what not in WHAT or not any(event.id in ids for _, ids in difference.values) or not others:
            continue
        other = view.by_id[others[0]]
        assert isinstance(other, Event)
        slots = {
            "what": builder.label(WHAT[difference.what]),
            "sentence": builder.words(other.article, (event_passage(view, other),), "sentence"),
            "outlet": builder.of("outlet", other.article),
            "published": builder.of("published", other.article),
        }
        out.append(builder.sentence("event differs", slots, row=other.id))
    return out[:MOST]
