"""What a briefing is chosen from: the rows of the record, joined, and the questions that every section asks of them.

The most asked one: of several articles that print the same words, which one speaks for all, and how many are there?
Copies are never counted as confirmation.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from onrecord.config import Scope, Settings
from onrecord.extract import LANGUAGES
from onrecord.origins.carried import Ground, ground, printed_in
from onrecord.origins.rows import Rows
from onrecord.origins.same_text import COPYING, Place
from onrecord.record import Article, Event, Mention, Problem, Reuse, Span, Spans, Statement
from onrecord.resolve.decided import Decided
from onrecord.resolve.knowledge import Knowledge
from onrecord.store import origins as copying
from onrecord.store import read as rows
from onrecord.store import window as lookups
from onrecord.store.identities import decisions, judged
from onrecord.store.repeats import repeats, stands_in_repeat
from onrecord.store.sources import DayCount, coverage, field_maps
from onrecord.store.write import FamilyRow
from onrecord.text.spans import hull, overlaps
from onrecord.walk import naming


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that an article shares with another: its span here, the other article and the span there.

    copied   True where the other article speaks for the passage: it is the earlier one, or comes first in the fixed order
             (day, id) where the order is not known
    """

    here: Span
    other: str
    there: Span
    copied: bool


@dataclass(frozen=True, slots=True)
class View:
    """The record's rows, by id where they are looked up by it. Lists are sorted by article and place.

    window   ids of the articles that the briefing covers; the others are at hand because they share text with one of them,
             or because the last issue told of them; statements and events are those of the window
    actors   ids of the known actors that each article names, as often as it does
    country  the state of an actor (a state's own id for a state), where the actors files tell
    states   names of the states, by id
    ground   what counting articles and origins rests on; `printed` remembers who prints which words
    fields   names of fields that captures with rows were read under
    asked    what came of the desk's sources, by source and day
    former   keys of speakers who, by the actors files, held an office before the record's last day and hold none on it
    """

    articles: Mapping[str, Article]
    mentions: Mapping[str, Mention]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    reuses: tuple[Reuse, ...]
    families: tuple[FamilyRow, ...]
    problems: tuple[Problem, ...]
    addresses: Mapping[str, str]
    captures: tuple[str, ...]
    shared: Mapping[str, tuple[Shared, ...]]
    by_id: Mapping[str, Statement | Event | Reuse | FamilyRow]
    former: frozenset[str]
    ground: Ground
    printed: dict[tuple[str, Spans], tuple[str, ...]]
    window: frozenset[str]
    actors: Mapping[str, tuple[str, ...]]
    country: Mapping[str, str]
    states: Mapping[str, tuple[str, ...]]
    mentioned: Mapping[str, tuple[Mention, ...]]
    asked: tuple[DayCount, ...] = ()
    fields: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def words(self, article: str, span: Span) -> str:
        """The words at a span."""
        return self.articles[article].text[span.start : span.end]

    def actors_at(self, article: str, spans: Spans) -> tuple[str, ...]:
        """Ids of the known actors named at the spans, as often as they are."""
        return tuple(
            m.actor
            for m in self.mentioned.get(article, ())
            if m.actor is not None and any(overlaps(m.span, span) for span in spans)
        )


def view_of(
    db: sqlite3.Connection, knowledge: Knowledge | None = None, *, window: Iterable[str] | None = None,
    beside: Iterable[str] = (),
) -> View:  # fmt: skip
    """Load the record, or of a large one the articles of `window` with those that share text with them.

    `knowledge` tells who is in office no longer, and states; without it nobody is known to be.  `beside`: more articles
    to have at hand.  Linear in what is loaded.
    """
    among = None if window is None else tuple(window)
    near = None if among is None else lookups.beside(db, {*among, *beside})
    articles = {article.id: article for article in rows.articles(db, near)}
    decided = decisions(db)
    mentions = {mention.id: mention for mention in judged(db, rows.mentions(db, among=near))}
    retrievals = tuple(rows.retrievals(db)) if near is None else copying.retrievals_of(db, near)
    got: dict[str, list[str]] = defaultdict(list)
    for retrieval in retrievals:
        got[retrieval.capture].append(retrieval.address)
    addresses = {capture: naming(names) for capture, names in got.items()}
    reuses = tuple(rows.reuses(db)) if near is None else copying.copies(db, near)
    reuses = tuple(r for r in reuses if r.a in articles and r.b in articles)
    statements = tuple(
        _spoken(s, decided, mentions) for s in rows.statements(db, among=near) if s.id not in decided.rows
    )
    events = tuple(e for e in rows.events(db, among=near) if e.id not in decided.rows)
    families = tuple(rows.families(db)) if near is None else copying.families_of(db, near)
    families = tuple(f for f in families if articles.keys() >= set(f.members))
    covered = frozenset(articles) if among is None else frozenset(among)
    again = repeats(db, near)  # what an outlet prints on all its pages is no news of a day
    mentioned: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions.values():
        mentioned[mention.article].append(mention)
    by_id: dict[str, Statement | Event | Reuse | FamilyRow] = {}
    by_id |= {statement.id: statement for statement in statements}
    by_id |= {event.id: event for event in events}
    by_id |= {reuse.id: reuse for reuse in reuses}
    by_id |= {family.id: family for family in families}
    return View(
        articles,
        mentions,
        tuple(
            s for s in statements if s.article in covered and not stands_in_repeat(again.get(s.article, ()), s.content)
        ),
        tuple(
            e for e in events if e.article in covered and not stands_in_repeat(again.get(e.article, ()), (e.anchor,))
        ),
        reuses,
        families,
        (*rows.problems(db), *rows.in_other_languages(db, LANGUAGES)),
        addresses,
        tuple(digest for digest, _, _ in rows.captures(db))
        if among is None
        else tuple(sorted({articles[ident].capture for ident in covered})),
        _shared(reuses, articles),
        by_id,
        _former(articles, knowledge),
        ground(Rows(articles, mentions, statements, reuses, families, retrievals)),
        {},
        covered,
        {a: tuple(m.actor for m in found if m.actor is not None) for a, found in mentioned.items()},
        _countries(knowledge),
        {} if knowledge is None else {a.id: (a.name, *a.names) for a in knowledge.actors.values() if a.kind == "state"},
        {ident: tuple(found) for ident, found in mentioned.items()},
        tuple(coverage(db)),
        field_maps(db),
    )


def _spoken(statement: Statement, decided: Decided, mentions: Mapping[str, Mention]) -> Statement:
    """The statement with the speaker that a person found; without one where the article does not name that one."""
    actor = decided.speakers.get(statement.id)
    if actor is None:
        return statement
    found = [m for m in mentions.values() if m.article == statement.article and m.actor == actor]
    if not found:
        return replace(statement, speakers=(), source=(), naming="unknown")
    best = min(found, key=lambda m: (m.form != "name", m.span))
    return replace(statement, speakers=(best.id,), naming="named")


def _countries(knowledge: Knowledge | None) -> dict[str, str]:
    if knowledge is None:
        return {}
    own = {a.id: a.id for a in knowledge.actors.values() if a.kind == "state"}
    return {a.id: a.country for a in knowledge.actors.values() if a.country is not None} | own


def scoped(view: View, scope: Scope, settings: Settings) -> View:
    """The view as a section with this scope sees it: articles of the window that it is not about are out of it."""
    if scope == Scope():
        return view
    groups = {outlet.name: outlet.group for outlet in settings.outlets}
    last = max((view.articles[ident].day or "" for ident in view.window), default="")
    first = None if scope.days is None or not last else days_before(last, scope.days - 1)

    def fits(ident: str) -> bool:
        article = view.articles[ident]
        text = f"{article.title or ''} {article.text}".casefold()
        named = view.actors.get(ident, ())
        return (
            (not scope.words or any(word.casefold() in text for word in scope.words))
            and (not scope.actors or not set(scope.actors).isdisjoint(named))
            and (not scope.countries or any(view.country.get(actor) in scope.countries for actor in named))
            and (not scope.groups or groups.get(article.outlet or "") in scope.groups)
            and (first is None or (article.day or "") >= first)
        )

    window = frozenset(ident for ident in view.window if fits(ident))
    return replace(
        view,
        window=window,
        statements=tuple(s for s in view.statements if s.article in window),
        events=tuple(e for e in view.events if e.article in window),
        reuses=tuple(r for r in view.reuses if r.a in window or r.b in window),
        families=tuple(f for f in view.families if not window.isdisjoint(f.members)),
    )


def days_before(day: str, days: int) -> str:
    """The ISO day so many days before."""
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def _former(articles: Mapping[str, Article], knowledge: Knowledge | None) -> frozenset[str]:
    last = max((article.day for article in articles.values() if article.day is not None), default=None)
    if knowledge is None or last is None:
        return frozenset()
    ended = {
        actor.id
        for actor in knowledge.actors.values()
        if actor.roles and all(role.until is not None and role.until <= last for role in actor.roles)
    }
    return frozenset(f"actor:{ident}" for ident in ended)


def _shared(reuses: tuple[Reuse, ...], articles: Mapping[str, Article]) -> dict[str, tuple[Shared, ...]]:
    out: dict[str, list[Shared]] = defaultdict(list)
    for reuse in reuses:
        if reuse.kind not in COPYING:
            continue
        first = reuse.first or min((reuse.a, reuse.b), key=lambda ident: order_key(articles[ident]))
        for span_a, span_b in reuse.passages:
            out[reuse.a].append(Shared(span_a, reuse.b, span_b, first == reuse.b))
            out[reuse.b].append(Shared(span_b, reuse.a, span_a, first == reuse.a))
    return {ident: tuple(sorted(items, key=lambda s: (s.here, s.other))) for ident, items in out.items()}


def order_key(article: Article) -> tuple[str, str]:
    """A fixed order of articles: by day (undated last), then id."""
    return (article.day or "9999", article.id)


def is_copy(view: View, article: str, spans: Spans) -> bool:
    """True when another article speaks for the words at the spans: it prints them too, and they were copied from it.

    A copy that changed the words (another number, a "not") speaks for itself.
    """
    whole = hull(spans)
    speaking = {s.other for s in view.shared.get(article, ()) if s.copied and _mostly(s.here, whole)}
    return bool(speaking) and not speaking.isdisjoint(_printing(view, article, spans))


def carriers(view: View, article: str, spans: Spans) -> tuple[str, ...]:
    """The articles that print the words at the spans, this one among them, sorted; two captures of one page count once."""
    page = view.ground.joined.page
    return tuple(sorted({page.get(ident, ident) for ident in _printing(view, article, spans)}))


def _printing(view: View, article: str, spans: Spans) -> tuple[str, ...]:
    """Ids of all articles that print the words at the spans, found once."""
    key = (article, spans)
    if key not in view.printed:
        view.printed[key] = tuple(printed_in([Place(article, spans)], view.ground))
    return view.printed[key]


def _mostly(passage: Span, span: Span) -> bool:
    """Whether the passage covers at least four fifths of the span; a typographic difference at an edge does no harm."""
    if not overlaps(passage, span):
        return False
    return min(passage.end, span.end) - max(passage.start, span.start) >= 0.8 * (span.end - span.start)


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice of a statement.

    key     equal for the same one in all articles: the actor's id, or the name in lower case, or the source's words
    naming  named, unnamed, unknown;  name: span of the fullest naming in the statement's article, None if unknown
    """

    key: str
    naming: str
    name: Span | None


def speaker_of(view: View, statement: Statement) -> Speaker:
    """The (first) voice of a statement."""
    heads = [view.mentions[m] for m in statement.speakers if m in view.mentions]
    if heads and statement.naming == "named":
        mention = heads[0]
        name = mention.head
        words = view.words(statement.article, name)
        return Speaker(f"actor:{mention.actor}" if mention.actor else f"name:{_folded(words)}", "named", name)
    if statement.source and statement.naming == "unnamed":
        name = hull(statement.source)
        return Speaker(f"unnamed:{_folded(view.words(statement.article, name))}", "unnamed", name)
    return Speaker("unknown", "unknown", None)


def _folded(words: str) -> str:
    """A name as a key: lower case, one space between words, no article and no possessive ending."""
    text = " ".join(words.replace("’", "'").casefold().split())
    for article in ("the ", "a ", "an "):
        text = text.removeprefix(article)
    return text.removesuffix("'s")
