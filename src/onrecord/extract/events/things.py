"""Things that are no party to an act: what its own words name, and a longer name that begins with a place.

"Closed the Sorrel Ford border crossing" touches nobody; Sorrel Ford is where. Takes the drafts of a sentence, gives them without
such recipients.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from onrecord.extract.events.clauses import Party, View
from onrecord.extract.events.drafts import Draft

#: A place before one of these is a part of its name ("the Sorrel Ford crossing"): where something is done, not to whom.
THINGS: Final = frozenset(
    "border crossing crossings checkpoint bridge dam road highway motorway street square airport airfield airspace "
    "port harbor harbour station railway line route corridor pipeline canal tunnel pass ferry gate plant refinery "
    "mine field camp prison base hospital school agreement accord accords deal pact treaty declaration memorandum "
    "protocol convention process format".split()
)
#: Words of a longer name after the place that it begins with, at most.
_MOST: Final = 3
_NO_PARTY: Final = frozenset(("unknown", "place"))


def without_things(view: View, draft: Draft) -> Draft:
    """The draft without things among its recipients; the place in their name is where it was done, if none is known."""
    draft = _without_places(draft)
    kept, place = [], draft.place
    for party in draft.recipients:
        if _names_thing(view, draft, party):
            place = place or _place_in(view, party)
        else:
            kept.append(party)
    own = (view.at.get(at) or view.places.get(at) for at in range(draft.first, draft.last))
    place = place or next((party for party in own if party and begins_thing(view, party)), None)
    if len(kept) == len(draft.recipients):
        return replace(draft, place=place)
    score = draft.score if kept or draft.act.reciprocal else min(draft.score, 0.65)
    return replace(draft, recipients=tuple(kept), place=place, score=score)


def _without_places(draft: Draft) -> Draft:
    """The draft without a place among those who act: where somebody went to act ("heads to Exville to meet Bell")."""
    actors = tuple(party for party in draft.actors if party.mention.kind != "place")
    if len(actors) == len(draft.actors) or not actors or (draft.act.reciprocal and len(actors) < 2):
        return draft
    return replace(draft, actors=actors)


def _names_thing(view: View, draft: Draft, party: Party) -> bool:
    if party.mention.kind not in _NO_PARTY:
        return False
    if party.mention.form != "name":
        inside = party.first < draft.last and draft.first < party.last
        return inside and view.low(party.last - 1) in THINGS and _place_in(view, party) is not None
    return begins_thing(view, party)


def begins_thing(view: View, party: Party) -> bool:
    """Whether a place or an unknown name is only the beginning of a thing's name."""
    if party.mention.kind not in _NO_PARTY or party.mention.form != "name":
        return False
    for at in range(party.last, min(party.last + _MOST, len(view.words))):
        if view.gap(at) not in {" ", "-"} or view.words[at].capital or at in view.at:
            return False
        if view.low(at) in THINGS:
            return True
    return False


def _place_in(view: View, party: Party) -> Party | None:
    """The place or unknown name that a thing's name begins with."""
    named = (view.places.get(at) or view.at.get(at) for at in range(party.first, party.last))
    return next((n for n in named if n and n.mention.kind in _NO_PARTY and n.mention.form == "name"), None)
