"""Today, search, origins, problems: lists of what is on record, newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.errors import UsageError
from onrecord.store import desk_lists as lists
from onrecord.store import desk_stories as stories_rows
from onrecord.store.desk_lists import ArticleItem, Asked, StatementItem
from onrecord.store.desk_stories import DayCount, FamilyItem, ProblemItem, ScheduleItem
from onrecord.web.asked import Ask

#: Articles of a day that are looked at for one page of it.
_DAY_ARTICLES = 90


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles of one day that print one text, or one article alone. `said`: statements to show of the first one.

    article  the one that stands for all: the family's first where it is of that day, else the first listed
    """

    article: ArticleItem
    family: str | None
    copies: int
    others: tuple[ArticleItem, ...]
    said: tuple[StatementItem, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What was published on a day, by origin: the most printed first. `count`: over the whole day, not this page."""

    day: str | None
    earlier: str | None
    later: str | None
    count: DayCount
    origins: tuple[Origin, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class Search:
    """Statements (or articles) that fit what was asked, newest first.

    count  how many fit; counting stops above 1,000 (`more`)
    """

    asked: Asked
    what: str
    statements: tuple[StatementItem, ...]
    articles: tuple[ArticleItem, ...]
    count: int | None
    more: bool
    next: int | None


@dataclass(frozen=True, slots=True)
class Origins:
    """Families of two articles or more, the most printed first."""

    origins: tuple[FamilyItem, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is planned from a day on, or called off, the next first."""

    since: str
    events: tuple[ScheduleItem, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Problems:
    """What could not be read, or only in part, newest first, with how many there are of each reason."""

    reason: str | None
    reasons: tuple[tuple[str, int], ...]
    problems: tuple[ProblemItem, ...]
    next: int | None


def today(ask: Ask) -> Today:
    """The last day on record, or the day asked for."""
    db = ask.db
    day = ask.text("day") or lists.last_day(db)
    if day is None:
        return Today(None, None, None, DayCount(0, 0, 0), (), None)
    found = lists.articles_of_day(db, day, before=ask.number("before"), limit=_DAY_ARTICLES)
    groups: dict[str, list[ArticleItem]] = {}
    for article in found:
        groups.setdefault(article.family or article.id, []).append(article)
    firsts = stories_rows.heads(db, [a.family for a in found if a.family is not None])
    origins = []
    for articles in groups.values():
        lead = next((a for a in articles if firsts.get(a.family or "") == a.id), articles[-1])
        others = tuple(a for a in articles if a.id != lead.id)
        origins.append(Origin(lead, lead.family, lead.copies, others, ()))
    origins.sort(key=lambda o: (-o.copies, -o.article.statements, o.article.key))
    said = stories_rows.telling(db, [o.article.id for o in origins], limit=2)
    shown = tuple(replace(o, said=tuple(said.get(o.article.id, ()))) for o in origins)
    earlier, later = lists.days_around(db, day)
    more = found[-1].key if len(found) == _DAY_ARTICLES else None
    return Today(day, earlier, later, stories_rows.count_day(db, day), shown, more)


def search(ask: Ask) -> Search:
    """Statements by words and filters, or articles by words, outlet and days."""
    filters = {name: ask.text(name) for name in ("speaker", "about", "act", "kind", "outlet", "since", "until")}
    asked = Asked(words=ask.text("q") or "", **filters)  # type: ignore[arg-type]
    before = ask.number("before")
    if ask.text("what") == "articles":
        asked = Asked(asked.words, outlet=asked.outlet, since=asked.since, until=asked.until)
        articles = lists.find_articles(ask.db, asked, before=before, limit=ask.limit + 1)
        shown, more = articles[: ask.limit], len(articles) > ask.limit
        return Search(asked, "articles", (), tuple(shown), None, False, shown[-1].key if more else None)
    found = lists.find_statements(ask.db, asked, before=before, limit=ask.limit + 1)
    count = lists.count_statements(ask.db, asked)
    kept, left = found[: ask.limit], len(found) > ask.limit
    return Search(
        asked, "statements", tuple(kept), (), min(count, lists.MOST_COUNTED), count > lists.MOST_COUNTED,
        kept[-1].key if left else None,
    )  # fmt: skip


def origins(ask: Ask) -> Origins:
    """The families, the most printed first."""
    found = stories_rows.families(ask.db, before=_family_key(ask.text("before")), limit=ask.limit + 1)
    shown = found[: ask.limit]
    last = shown[-1] if len(found) > ask.limit else None
    return Origins(tuple(shown), None if last is None else f"{last.articles}.{last.family}")


def _family_key(before: str | None) -> tuple[int, str] | None:
    if before is None:
        return None
    articles, dot, family = before.partition(".")
    if not dot or not articles.isdigit() or len(articles) > 12:
        raise UsageError("before must be what the page before gave as next")
    return int(articles), family


def schedule(ask: Ask) -> Schedule:
    """What is to come after the last day on record, or the day asked for."""
    since = ask.text("since") or lists.last_day(ask.db) or ask.today
    place = ask.text("after")
    day, dot, ident = (place or "").partition(".")
    if place is not None and (not dot or len(day) > 10):
        raise UsageError("after must be what the page before gave as next")
    found = stories_rows.schedule(ask.db, since=since, after=(day, ident) if place else None, limit=ask.limit + 1)
    shown = found[: ask.limit]
    return Schedule(since, tuple(shown), f"{shown[-1].date}.{shown[-1].id}" if len(found) > ask.limit else None)


def problems(ask: Ask) -> Problems:
    """Problems, of one reason where one is asked for."""
    reason = ask.text("reason")
    found = stories_rows.problems(ask.db, reason=reason, before=ask.number("before"), limit=ask.limit + 1)
    shown = found[: ask.limit]
    return Problems(
        reason, tuple(stories_rows.problem_reasons(ask.db)), tuple(shown),
        shown[-1].key if len(found) > ask.limit else None,
    )  # fmt: skip
