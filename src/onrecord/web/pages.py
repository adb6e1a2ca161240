"""The table of pages: address, parameters, the function that answers, its template, and which of its lists is the CSV.

To add a page: a function in `answers/`, an entry here, a template in `layout/`, a case in the tests. JSON, CSV, the OpenAPI
document and the navigation come from the entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from onrecord.actors.who import SIDES
from onrecord.record import SpeechAct, StatementKind
from onrecord.web.answers import (
    article,
    briefings,
    claims,
    coverage,
    lists,
    origins,
    people,
    review,
    statement,
    stories,
)
from onrecord.web.asked import Ask, Param


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    name     of its template and its operation; path: its address, `{id}` stands for the id of a row
    ids      how ids in the path begin, None where there is none
    answer   gives what the page shows; its annotated return type is the shape of the JSON
    rows     attributes of the answer that hold its list: the first that is not empty is the CSV
    key      the letter after `g`, and the words in the navigation; None for a page that only links lead to
    """

    name: str
    path: str
    title: str
    about: str
    answer: Callable[[Ask], Any]
    params: tuple[Param, ...] = ()
    ids: str | None = None
    rows: tuple[str, ...] = ()
    key: tuple[str, str] | None = None

    def address(self, ending: str = "") -> str:
        """The path of the page, of its `.json` or its `.csv`."""
        return (self.path.rstrip("/") or "/today") + ending if ending else self.path


def _choices(literal: object) -> tuple[str, ...]:
    return tuple(str(value) for value in getattr(literal, "__args__"))  # noqa: B009 - a Literal's values


_BEFORE: Final = Param("before", "The `next` of the page before: rows past it.", "number")
_PLACE: Final = Param("before", "The `next` of the page before: rows past it.")
_WEEK: Final = Param("day", "A day of the week; without it the last day on record.", "day")
_DAYS: Final = (
    Param("since", "Published on this day or later (2026-03-02).", "day"),
    Param("until", "Published on this day or earlier.", "day"),
)

PAGES: Final[tuple[Page, ...]] = (
    Page(
        "today", "/", "Today", "What was published on a day, by origin: copies stand together.", lists.today,
        (Param("day", "The day; without it the last one on record.", "day"), _BEFORE), rows=("origins",), key=("t", "Today"),
    ),
    Page(
        "stories", "/stories", "Stories", "What two articles or more tell of in a week, each with its copies as one text.",
        stories.stories,
        (_WEEK, Param("by", "In which order.", "choice", ("size", "new"), "size"), _BEFORE), rows=("stories",),
        key=("s", "Stories"),
    ),
    Page(
        "story", "/story/{id}", "A story", "The story that an article is in: who printed what when, what is said and disputed.",
        stories.story, ids="article", rows=("told",),
    ),
    Page(
        "search", "/search", "Search", "Statements and articles, by words and filters.", lists.search,
        (
            Param("q", "Words, or phrases in quotation marks: all must occur."),
            Param("what", "What to find.", "choice", ("statements", "articles"), "statements"),
            Param("speaker", "Words of the speaker's name, or an actor's key; of statements."),
            Param("about", "Words of what is said, or the key of an actor that it names; of statements."),
            Param("act", "The speech act; of statements.", "choice", _choices(SpeechAct)),
            Param("kind", "How it is given; of statements.", "choice", _choices(StatementKind)),
            Param("outlet", "The outlet's name."),
            *_DAYS,
            _BEFORE,
        ),
        rows=("statements", "articles"), key=("f", "Search"),
    ),
    Page(
        "article", "/article/{id}", "An article", "An article with its statements and events marked.", article.article,
        ids="article", rows=("statements",),
    ),
    Page(
        "statement", "/statement/{id}", "A statement", "One statement, where it stands, and what was decided on it.",
        statement.statement, ids="statement", rows=("judgements",),
    ),
    Page(
        "actors", "/actors", "Actors", "Who is named on record.", people.actors,
        (Param("q", "Only names that begin so."), _PLACE), rows=("actors",), key=("a", "Actors"),
    ),
    Page(
        "actor", "/actor", "An actor", "What one actor said and did, and what others said of it, in time.", people.actor,
        (
            Param("who", "The actor's key: `actor:ID`, or `name:NAME` in lower case."),
            Param(
                "show", "What of it: said, told, did, undergone or about, as in `onrecord who`; named: its articles.", "choice",
                ("all", *SIDES, "named"), "all",
            ),
            Param("since", "Said or done on this day or later (2026-03-02).", "day"),
            Param("until", "Said or done on this day or earlier.", "day"),
            Param("outlet", "Only pages of this outlet."),
            _BEFORE,
        ),
        rows=("entries", "statements", "articles"),
    ),
    Page(
        "pair", "/pair", "Two actors", "What two actors did with each other and said of each other, in time.", people.pair,
        (
            Param("a", "A name in any spelling, or an actor's key."),
            Param("b", "Another one."),
            *_DAYS,
        ),
        key=("b", "Pair"),
    ),
    Page(
        "schedule", "/schedule", "Schedule", "What is planned, or called off, by the day it is planned for.", lists.schedule,
        (
            Param("since", "From this day on; without it from the last day on record.", "day"),
            Param("after", "The `next` of the page before."),
        ),
        rows=("events",), key=("d", "Schedule"),
    ),
    Page(
        "claims", "/claims", "Claims", "What several voices take a position on: who asserts, denies, doubts, and when.",
        claims.claims, (_WEEK, _BEFORE), rows=("claims",), key=("l", "Claims"),
    ),
    Page(
        "briefings", "/briefings", "Briefings", "The desk's briefings.", briefings.briefings,
        rows=("briefings",), key=("w", "Briefings"),
    ),
    Page(
        "briefing", "/briefing", "A briefing", "A briefing's text, and what each of its sentences rests on.", briefings.editor,
        (
            Param("name", "The name of its folder under briefings/."),
            Param("check", "Check it against the captured bytes.", "choice", ("yes",)),
        ),
        rows=("receipts",),
    ),
    Page(
        "versions", "/briefing/versions", "Earlier versions", "Earlier versions of a briefing, and the text of one.",
        briefings.versions,
        (
            Param("name", "The name of its folder under briefings/."),
            Param("version", "The name of one of them: its text is shown."),
        ),
        rows=("versions",),
    ),
    Page(
        "origins", "/origins", "Origins", "Who copied whom: the texts that are printed most.", lists.origins,
        (_PLACE,), rows=("origins",), key=("o", "Origins"),
    ),
    Page(
        "origin", "/origin/{id}", "An origin", "Who printed one text when, who copied whom, on what evidence.", origins.family,
        ids="family", rows=("printed",),
    ),
    Page(
        "side", "/side/{id}", "Side by side", "Two texts side by side, shared passages marked.", origins.side_by_side,
        ids="reuse",
    ),
    Page(
        "coverage", "/coverage", "Coverage", "What is on record, and what is not.", coverage.coverage,
        rows=("outlets",), key=("c", "Coverage"),
    ),
    Page(
        "sources", "/sources", "Sources", "What was expected of each source on each day, and what came of it.", coverage.sources,
        (
            Param("source", "Only the days of this source."),
            Param("since", "From this day on; without it the last 31 days on which anything was asked.", "day"),
            _PLACE,
        ),
        rows=("visits", "sources"),
    ),
    Page(
        "problems", "/problems", "Problems", "What could not be read, or only in part.", lists.problems,
        (Param("reason", "Only of this reason."), _BEFORE), rows=("problems",), key=("p", "Problems"),
    ),
    Page(
        "review", "/review", "Review", "Statements, events and copies that a person should look at.", review.review,
        (
            Param("queue", "Which queue.", "choice", ("doubtful", "speakers", "events", "copies"), "doubtful"),
            Param("after", "The `next` of the page before: rows past it."),
        ),
        rows=("statements", "events", "pairs"), key=("r", "Review"),
    ),
    Page(
        "judgements", "/judgements", "Judgements", "What was decided, by whom and when.", review.judgements,
        (_BEFORE,), rows=("judgements",), key=("j", "Judgements"),
    ),
)  # fmt: skip
