"""Why an item stands in a briefing: open arithmetic over what can be counted, with the weights of `weights.toml`.

A plan is made once for a briefing: the stories that have something to tell, and the points of each. Every sum is kept with
what it counts (`model.Reason`), so that a reader can add it up again.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from onrecord.brief.memory import Memory
from onrecord.brief.model import Reason
from onrecord.brief.view import View, carriers, speaker_of
from onrecord.config import Scope, Settings
from onrecord.record import Spans
from onrecord.stories import Story, stories

#: Names of the reasons, as a reader sees them, with the thing counted in the singular and the plural.
REASONS: Final[Mapping[str, tuple[str, str, str]]] = {
    "origins": ("origins", "text of its own", "texts of their own"),
    "outlets": ("outlets", "outlet", "outlets"),
    "new": ("new since the last issue", "new text", "new texts"),
    "beat": ("match with the beat", "name or word", "names and words"),
    "opening": ("opening of a report", "opening paragraph", "opening paragraphs"),
    "deeds": ("deeds", "event told as done", "events told as done"),
    "voices": ("voices", "named speaker", "named speakers"),
    "quoted": ("quoted", "quotation", "quotations"),
    "assessed": ("assessments", "assessment", "assessments"),
    "story": ("the story around it", "text of its own", "texts of their own"),
}


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, tuple[float, int]]]:
    """Weight and highest number by what is ranked (story, item, expert) and by reason."""
    raw = tomllib.loads((files("onrecord.brief") / "weights.toml").read_text(encoding="utf-8"))
    return {
        kind: {name: (float(value["weight"]), int(value["most"])) for name, value in table.items()}
        for kind, table in raw.items()
    }


def reasons(kind: str, counted: Mapping[str, Iterable[str]]) -> tuple[Reason, ...]:
    """The reasons for something of this kind, those that count for nothing left out."""
    out = []
    for name, (weight, most) in weights()[kind].items():
        ids = tuple(sorted(set(counted.get(name, ()))))
        if ids:
            out.append(Reason(name, ids, weight, most))
    return tuple(out)


def points(why: Sequence[Reason]) -> float:
    """The sum."""
    return sum(reason.points for reason in why)


@dataclass(frozen=True, slots=True)
class Told:
    """A story with its reasons. `update`: the last issue told it, and it has gone on since."""

    story: Story
    why: tuple[Reason, ...]
    update: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The stories of a briefing, the most telling first, and the story of each article."""

    stories: tuple[Told, ...]
    of: Mapping[str, Story]
    fresh: frozenset[str]

    def among(self, articles: frozenset[str]) -> tuple[Told, ...]:
        """The stories with one of these articles."""
        return tuple(told for told in self.stories if not articles.isdisjoint(told.story.articles))


def plan_of(view: View, settings: Settings, memory: Memory) -> Plan:
    """The stories that have an article of the window, ranked. What the last issue told and is not new is left out."""
    known = memory.captures
    fresh = frozenset(a for a in view.window if view.articles[a].capture not in known)
    deeds: dict[str, list[str]] = defaultdict(list)
    for event in view.events:
        if event.status in {"happened", "ongoing"}:
            deeds[event.article].append(event.id)
    voices: dict[str, set[str]] = defaultdict(set)
    for statement in view.statements:
        if statement.naming == "named" and statement.standing == "made" and statement.score >= settings.score:
            voices[statement.article].add(speaker_of(view, statement).key)
    ranked: list[Told] = []
    of: dict[str, Story] = {}
    for story in stories(view.ground.rows, view.ground.joined):
        inside = [a for a in story.articles if a in view.window]
        of |= dict.fromkeys(story.articles, story)
        if not inside:
            continue
        before = not memory.told.isdisjoint(story.articles)
        if before and fresh.isdisjoint(inside):
            continue
        present = [tuple(a for a in origin if a in view.window) for origin in story.origins]
        present = [origin for origin in present if origin]
        counted: dict[str, Iterable[str]] = {
            "origins": [origin[0] for origin in present],
            "outlets": [view.articles[a].outlet or a for a in inside],
            "new": [] if memory.last is None else [o[0] for o in present if not fresh.isdisjoint(o)],
            "beat": beat_in(view, settings.beat, inside),
            "deeds": [ident for a in inside for ident in deeds[a]],
            "voices": [key for a in inside for key in voices[a]],
        }
        ranked.append(Told(story, reasons("story", counted), before))
    ranked.sort(key=lambda told: (-points(told.why), told.story.first_day or "9999", told.story.id))
    return Plan(tuple(ranked), of, fresh)


def beat_in(view: View, beat: Scope, articles: Iterable[str]) -> list[str]:
    """What of the beat the articles name more than in passing."""
    found: list[str] = []
    for ident in articles:
        article = view.articles[ident]
        named = Counter(view.actors.get(ident, ()))
        text = f"{article.title or ''} {article.text}".casefold()
        found += [actor for actor in beat.actors if named[actor]]
        found += [country for country in beat.countries if _of_country(view, named, country)]
        found += [word for word in beat.words if word.casefold() in text]
    return found


def beat_at(view: View, beat: Scope, article: str, spans: Spans) -> list[str]:
    """What of the beat the words at the spans name."""
    named = Counter(view.actors_at(article, spans))
    text = " ".join(view.words(article, span) for span in spans).casefold()
    found = [actor for actor in beat.actors if named[actor]]
    found += [country for country in beat.countries if _of_country(view, named, country)]
    return found + [word for word in beat.words if word.casefold() in text]


def _of_country(view: View, named: Mapping[str, int], country: str) -> bool:
    return any(view.country.get(actor) == country for actor in named)


def printed(view: View, article: str, spans: Spans) -> dict[str, list[str]]:
    """Origins and outlets that print the words: one origin, since the others are its copies."""
    pages = carriers(view, article, spans)
    return {"origins": [article], "outlets": [view.articles[ident].outlet or ident for ident in pages]}
