"""The list of what is planned or due, with its words and pages, and which watch rules of the desk each entry meets."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.config import WatchRule
from onrecord.happenings.calendar import Entry
from onrecord.happenings.load import load
from onrecord.happenings.schedule import Coverage, Plan, coverage, plans
from onrecord.origins.rows import Named, Rows, named
from onrecord.record import Event, Span
from onrecord.text.sentences import sentence_around


@dataclass(frozen=True, slots=True)
class Told:
    """One telling: the event, its status, its day as told, its sentence and where that stands, and its page."""

    event: str
    status: str
    day: str | None
    words: str
    span: Span
    page: Named


@dataclass(frozen=True, slots=True)
class Watched:
    """A plan with the telling that is shown, what decided its state, and the names of the watch rules that it meets."""

    plan: Plan
    shown: Told
    decided_by: tuple[Told, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """What is planned or due on a day, sorted by day (undated last), and what that rests on."""

    today: str
    coverage: Coverage
    entries: tuple[Watched, ...]


def watch(db: sqlite3.Connection, rules: Sequence[WatchRule], *, today: str) -> Watch:
    """All plans of the record as they stand on the ISO day `today`. A plan meets a rule where all that the rule names fits."""
    rows, events, found = load(db)
    entries = []
    for plan in plans(found, events, rows.articles, today=today):
        shown = _told(events[plan.planned[0]], rows)
        met = tuple(rule.name for rule in rules if _meets(plan, shown, rule))
        entries.append(Watched(plan, shown, tuple(_told(events[e], rows) for e in plan.others), met))
    return Watch(today, coverage(rows.articles.values()), tuple(entries))


def _told(event: Event, rows: Rows) -> Told:
    article = rows.articles[event.article]
    sentence = sentence_around(article.text, event.anchor)
    words = " ".join(article.text[sentence.start : sentence.end].split())
    return Told(event.id, event.status, _day(event), words, sentence, named(article))


def _day(event: Event) -> str | None:
    """The day as far as the text gives it: 2016-03 for a month, 2016 for a year, first/last for a range."""
    if event.date is None:
        return None
    if event.until is not None:
        return f"{event.date}/{event.until}"
    return event.date[: {"year": 4, "month": 7}.get(event.date_precision or "", 10)]


def _meets(plan: Plan, shown: Told, rule: WatchRule) -> bool:
    if rule.types and plan.type not in rule.types:
        return False
    if rule.actors and not set(rule.actors) & {*plan.actors, *plan.recipients}:
        return False
    low = shown.words.casefold()
    return not rule.words or any(re.search(rf"\b{re.escape(word.casefold())}\b", low) for word in rule.words)


def calendar_entries(found: Watch, *, stamp: str) -> tuple[Entry, ...]:
    """Entries for a calendar: plans with a day that did not come true; `stamp` is a UTC time in ISO 8601."""
    out = []
    for entry in found.entries:
        plan = entry.plan
        day = plan.moved_to or plan.day
        if day is None or plan.state == "came true":
            continue
        moved = plan.moved_to is not None
        precision = "day" if moved else plan.precision
        page = entry.shown.page
        source = ", ".join(part for part in (page.outlet, page.title, page.published) if part)
        about = [
            entry.shown.words,
            f"Told by: {source}",
            f"Origins {plan.origins}, articles {plan.articles}",
            f"onrecord show {entry.shown.event}",
        ]
        if moved:
            about.insert(1, f"First told for {plan.day}")
        title = entry.shown.words if len(entry.shown.words) <= 90 else entry.shown.words[:89].rsplit(" ", 1)[0] + "…"
        out.append(
            Entry(
                # the event that planned it first: the same plan keeps its entry when another page tells it
                plan.planned[-1], day, None if moved else plan.until, precision or "day",  # type: ignore[arg-type]
                title, "\n".join(about), plan.state, stamp,
            )
        )  # fmt: skip
    return tuple(out)
