"""Stories: what several articles tell of. Those of a week, and one: who printed what when, what is said, done, disputed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Final

from onrecord.errors import NotOnRecord
from onrecord.happenings.groups import Difference, Happening, happenings
from onrecord.happenings.load import parties_of
from onrecord.store import desk_lists as lists
from onrecord.store import desk_stories as more
from onrecord.store import desk_weeks as weeks
from onrecord.store import read as rows
from onrecord.store.desk_lists import ArticleItem, StatementItem
from onrecord.store.desk_weeks import ClaimRow, Tale
from onrecord.web.answers.claims import ClaimItem, claim_items
from onrecord.web.answers.fortnight import fortnight, found_in
from onrecord.web.asked import Ask
from onrecord.weeks import load_among

#: Articles of a story that are named; texts whose statements and events are shown, the first told.
MOST_NAMED: Final = 120
MOST_READ: Final = 24
#: Statements shown of one text, claims, events.
_SAID: Final = 6
_CLAIMS: Final = 8
_EVENTS: Final = 60


@dataclass(frozen=True, slots=True)
class StoryItem:
    """A story as lists name it. `head`: the article that speaks for it; `origins`: texts of their own."""

    head: ArticleItem
    first_day: str | None
    last_day: str
    origins: int
    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Stories:
    """Stories of the week of `since` to `until` (None: of articles without a day), the most told or last told first.

    day            the day that was asked for, else the last on record; None: nothing is on record
    earlier, later   a day of the week with articles before and after
    looked, every  articles looked at, the newest, and all of that week and the one before
    """

    day: str | None
    since: str | None
    until: str | None
    earlier: str | None
    later: str | None
    by: str
    looked: int
    every: int
    stories: tuple[StoryItem, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A text of a story: the article that stands for it, the family it belongs to, and the others that print it."""

    article: ArticleItem
    family: str | None
    copies: tuple[ArticleItem, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one voice says in a story, by day. `name` None: not known."""

    name: str | None
    voice: str | None
    statements: tuple[StatementItem, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """An event that texts of a story tell of. `event`, `article`: the telling that is shown, with its words.

    statuses  each with the number of its tellings; origins: texts that tell it; differs: what they disagree in, in words
    """

    event: str
    article: str
    type: str
    mode: str | None
    day: str | None
    until: str | None
    statuses: tuple[tuple[str, int], ...]
    actors: str
    anchor: str
    recipients: str
    origins: int
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What several articles tell of: `told` has each text with its copies, by the day told.

    left    articles that are not named; read: texts whose statements and events are shown
    claims  disputed ones first; voices: the most quoted first; events: by day
    """

    head: ArticleItem
    first_day: str | None
    last_day: str
    origins: int
    articles: int
    outlets: tuple[str, ...]
    told: tuple[Told, ...]
    left: int
    read: int
    claims: tuple[ClaimItem, ...]
    voices: tuple[Voice, ...]
    events: tuple[Done, ...]


def stories(ask: Ask) -> Stories:
    """The stories of a week."""
    by, at = ask.text("by") or "size", fortnight(ask)
    if at.day is None:
        return Stories(None, None, None, None, None, by, 0, 0, (), None)
    start = ask.number("before") or 0
    made = weeks.week(ask.db, at.week)
    if made is not None:
        found = weeks.tales(ask.db, at.week, by=by, after=start, limit=ask.limit + 1)
    else:
        fresh = found_in(ask, at.week)
        order = sorted(fresh.tales, key=lambda t: t.last_day, reverse=True) if by == "new" else list(fresh.tales)
        made, found = fresh.week, order[start : start + ask.limit + 1]
    heads = lists.articles_of(ask.db, (tale.leading for tale in found))
    shown = tuple(
        StoryItem(heads[t.leading], t.first_day, t.last_day, t.origins, t.articles, t.outlets)
        for t in found[: ask.limit]
        if t.leading in heads
    )
    return Stories(
        at.day, at.since, at.until, at.earlier, at.later, by, made.articles, made.all, shown,
        start + ask.limit if len(found) > ask.limit else None,
    )  # fmt: skip


def story(ask: Ask) -> Story:
    """The story that an article is in. Raises NotOnRecord."""
    db, ident = ask.db, ask.text("id") or ""
    tale = _tale(ask, ident)
    named = [ident for group in tale.groups for ident in group][:MOST_NAMED]
    items = lists.articles_of(db, named)
    told = tuple(
        Told(items[group[0]], items[group[0]].family, tuple(items[i] for i in group[1:] if i in items))
        for group in tale.groups
        if group[0] in items
    )
    read = [t.article.id for t in told[:MOST_READ]]
    claims = claim_items(db, _claims(ask, tale.week, named))
    outlets = Counter(item.outlet for item in items.values() if item.outlet is not None)
    return Story(
        items.get(tale.leading) or told[0].article, tale.first_day, tale.last_day, tale.origins, tale.articles,
        tuple(outlets), told, sum(map(len, tale.groups)) - len(items), len(read),
        tuple(sorted(claims, key=lambda c: not c.disputed)), _voices(db, read), _done(db, read),
    )  # fmt: skip


def _tale(ask: Ask, ident: str) -> Tale:
    """The story of an article: that of its week or the next; of the article alone where nothing else tells of it."""
    listed = lists.articles_of(ask.db, [ident]).get(ident)
    if listed is None:
        raise NotOnRecord(f"there is no article {ident} on record, or it is being read just now")
    week = weeks.week_of(listed.day)
    found = weeks.tale_with(ask.db, ident)
    if found is None and weeks.week(ask.db, week) is None:
        found = next((t for t in found_in(ask, week).tales if any(ident in group for group in t.groups)), None)
    if found is not None:
        return found
    return Tale(week, 0, ident, listed.day, listed.day or "", 1, 1, int(listed.outlet is not None), ((ident,),))


def _claims(ask: Ask, week: int, articles: list[str]) -> list[ClaimRow]:
    if weeks.week(ask.db, week) is not None:
        return weeks.claims_in(ask.db, week, articles, limit=_CLAIMS)
    inside = set(articles)
    return [c for c in found_in(ask, week).claims if any(p.article in inside for p in c.positions)][:_CLAIMS]


def _voices(db: sqlite3.Connection, articles: list[str]) -> tuple[Voice, ...]:
    said = more.telling(db, articles, limit=_SAID)
    by_voice: dict[str, list[StatementItem]] = {}
    for article in articles:
        for statement in said.get(article, ()):
            by_voice.setdefault(statement.voice or statement.speaker, []).append(statement)
    ordered = sorted(by_voice.values(), key=lambda found: -len(found))
    return tuple(
        Voice(
            max((s.speaker for s in found), key=len) or None,
            found[0].voice,
            tuple(sorted(found, key=lambda s: (s.article.day or "9999", s.key))),
        )
        for found in ordered
    )


def _done(db: sqlite3.Connection, articles: list[str]) -> tuple[Done, ...]:
    events = {e.id: e for e in rows.events(db, among=articles)}
    rejected = [ident for ident, verdict in lists.verdicts(db, list(events)).items() if verdict == "rejected"]
    found = happenings(load_among(db, articles), events.values(), parties_of(db, list(events)), left_out=rejected)
    out = []
    for happening in found[:_EVENTS]:
        shown = events[happening.events[0]]
        actors, anchor, recipients, _ = more.event_words(db, shown.id, shown.article)
        out.append(
            Done(
                shown.id, shown.article, happening.type, happening.mode, happening.day, happening.until,
                happening.statuses, actors, anchor, recipients, happening.origins, _differs(happening),
            )
        )  # fmt: skip
    return tuple(out)


def _differs(happening: Happening) -> tuple[str, ...]:
    """What the tellings disagree in, beside the status, which has a column of its own."""
    return tuple(_words(d) for d in happening.differences if d.what != "status")


def _words(difference: Difference) -> str:
    values = ", ".join(f"{value} ({len(told)})" for value, told in difference.values)
    return f"{difference.what}: {values}"
