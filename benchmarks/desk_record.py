#!/usr/bin/env python3
"""A record of any size for measuring the desk: invented articles with statements, events, mentions, copies and problems.

Straight into SQLite through the store's own functions, with a fixed seed: the same record every time. The words are drawn
with the frequencies of ordinary text (Zipf), so that common words are as common as they are in news.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from onrecord.extract import EXTRACTORS
from onrecord.record import (
    Article,
    Block,
    Dated,
    Event,
    Mention,
    Problem,
    Reading,
    Reuse,
    Span,
    Statement,
    article_id,
    digest_text,
    event_id,
    mention_id,
    reuse_id,
    row_id,
    statement_id,
)
from onrecord.resolve.identity import Identity, Involvement
from onrecord.store.database import Store, create
from onrecord.store.judgements import add_judgements, new_judgement
from onrecord.store.sources import OUTCOMES, Visit, expect
from onrecord.store.write import (
    Counts,
    FamilyRow,
    add_extraction,
    add_problems,
    add_reading,
    add_retrieval,
    add_run,
    finish_run,
    new_run,
    replace_families,
    replace_reuse,
)
from onrecord.weeks import bring_up

STATEMENTS_EACH = 15
EVENTS_EACH = 5
#: Names of the actors file; the rest is known by name alone.
KNOWN = 2000
FIRST_DAY = date(2020, 1, 1)
DAYS = 2000
NOW = "2026-03-09T08:00:00Z"
ACTS = (
    "claim",
    "deny",
    "accuse",
    "assess",
    "promise",
    "threaten",
    "request",
    "praise",
    "criticise",
    "propose",
    "report",
)
COMMON = "the of to and in that a on for it with was as by at from be not had would talks border river council ministry".split()
SYLLABLES = "ka ro mi ve lan tor ess ul bri na dor fel gan hi or pa sel tu wen yar zo ami est ond".split()


@dataclass(frozen=True, slots=True)
class Words:
    """What the texts are drawn from: words with running weights, names with ids, outlets."""

    words: list[str]
    weights: list[float]
    names: list[tuple[str, str]]
    name_weights: list[float]
    outlets: list[str]


@dataclass(frozen=True, slots=True)
class Part:
    """A name in a text, with who that is; and what he says there: None where he is only named."""

    start: int
    named: tuple[str, str]
    content: Span | None

    def moved(self, by: int) -> Part:
        """The same further on."""
        content = None if self.content is None else Span(self.content.start + by, self.content.end + by)
        return Part(self.start + by, self.named, content)


Made = tuple[Article, list[Part]]


def vocabulary(rng: random.Random) -> Words:
    """20,000 words, 3,000 names and 150 outlets."""

    def word(low: int, high: int) -> str:
        return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(low, high)))

    words = list(dict.fromkeys([*COMMON, *(word(2, 5) for _ in range(40_000))]))[:20_000]
    names: dict[str, str] = {}
    while len(names) < 3000:
        names.setdefault(f"{word(2, 2).title()} {word(2, 3).title()}", f"p{len(names)}")
    outlets = list(
        dict.fromkeys(f"{word(2, 3).title()} {rng.choice(['Times', 'Post', 'Courier', 'Wire'])}" for _ in range(400))
    )
    return Words(
        words,
        list(accumulate(1 / (n + 2) for n in range(len(words)))),
        list(names.items()),
        list(accumulate(1 / (n + 10) for n in range(len(names)))),
        outlets[:150],
    )


def actors_file(seed: int) -> str:
    """The actors file of a record made with that seed: the names that are known, the first 2,000."""
    names = vocabulary(random.Random(seed)).names[:KNOWN]
    return "".join(f'[[actor]]\nid = "made.{ident}"\nkind = "person"\nname = "{name}"\n\n' for name, ident in names)


def make(path: Path, *, statements: int, seed: int, progress: Callable[[str], None]) -> Store:
    """Make the record at `path` (which must not be there) and give it back, open."""
    rng = random.Random(seed)
    words = vocabulary(rng)
    store = create(path)
    store.connection.execute("PRAGMA synchronous = OFF")
    run = new_run(NOW, "a made record", "0", model=None, knowledge=None)
    with store.transaction() as db:
        add_run(db, run)
    articles: list[str] = []
    recent: deque[Made] = deque(maxlen=400)
    copies: list[tuple[str, str, Span, Span]] = []
    count = max(1, statements // STATEMENTS_EACH)
    for start in range(0, count, 500):
        with store.transaction() as db:
            for n in range(start, min(start + 500, count)):
                older = rng.choice(recent) if recent and n % 8 == 0 else None
                article, parts = _article(rng, words, n, older)
                capture = article.capture
                reading = Reading("made/1", "utf-8", (article,))
                add_reading(db, capture, len(article.text), reading, run)
                add_retrieval(db, capture, f"made/{n}.html", f"{article.day}T12:00:00Z", run)
                mentions, statements, events = _rows(rng, article.id, parts)
                add_extraction(
                    db,
                    article,
                    mentions,
                    statements,
                    events,
                    extractors=tuple(EXTRACTORS.values()),
                    run=run,
                    identities=[Identity(m.id, m.actor, m.reason) for m in mentions if m.actor],
                    involvements=_involvements(mentions, statements),
                )
                if n % 100 == 0:
                    problem = Problem(
                        f"made/{n}.html", rng.choice(["cut", "bad date", "no text"]), "an invented problem"
                    )
                    add_problems(db, [problem], run)
                if older is not None:
                    copies.append((older[0].id, article.id, _body(older[0]), _body(article)))
                articles.append(article.id)
                recent.append((article, parts))
        if start % 5000 == 0:
            progress(f"{start:,} of {count:,} articles")
    pairs, families = _families(copies)
    with store.transaction() as db:
        replace_reuse(db, pairs, stale=[])
        replace_families(db, families, near=[])
        judged = db.execute("SELECT id FROM statement WHERE number % 5000 = 0").fetchall()
        add_judgements(
            db,
            [new_judgement("statement-accept", s, judge="bench", reason="", made_at=NOW) for (s,) in judged],
        )
        finish_run(db, run, Counts(count, count, 0, 0), NOW)
    bring_up(
        store,
        progress=lambda what, done, total: progress(f"{what} {done:,} of {total:,}") if done % 5000 == 0 else None,
    )
    store.connection.execute("ANALYZE")
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store


def _body(article: Article) -> Span:
    return Span(len(article.title or "") + 2, len(article.text))


def _article(rng: random.Random, words: Words, n: int, older: Made | None) -> Made:
    title = " ".join(rng.choices(words.words, cum_weights=words.weights, k=8)).capitalize() + f" {n}"
    day = (FIRST_DAY + timedelta(days=min(DAYS - 1, n * DAYS // 70_000 + rng.randrange(3)))).isoformat()
    if older is not None:
        # the same text under another headline: every place moves by as much
        moved = len(title) - len(older[0].title or "")
        text = f"{title}\n\n{older[0].text.partition(chr(10) * 2)[2]}"
        return _stored(rng, words, n, title, text, day), [part.moved(moved) for part in older[1]]
    cast = rng.choices(words.names, cum_weights=words.name_weights, k=6)
    pieces, at = [title, "\n\n"], len(title) + 2
    parts: list[Part] = []
    for number in range(STATEMENTS_EACH):
        name, actor = cast[number % len(cast)]
        content = " ".join(rng.choices(words.words, cum_weights=words.weights, k=rng.randint(8, 24)))
        if number % 3 == 0:
            about = rng.choice(cast)
            content = f"{content} {about[0]}"
            parts.append(Part(at + len(name) + 11 + len(content) - len(about[0]), about, None))
        sentence = f"{name} said that {content}. "
        parts.append(Part(at, (name, actor), Span(at + len(name) + 11, at + len(sentence) - 2)))
        pieces.append(sentence)
        at += len(sentence)
    return _stored(rng, words, n, title, "".join(pieces).rstrip(), day), parts


def _stored(rng: random.Random, words: Words, n: int, title: str, text: str, day: str) -> Article:
    capture = digest_text(f"{n}{text}")
    ident = article_id(capture, 0, text)
    outlet = words.outlets[int(len(words.outlets) * rng.random() ** 2)]
    head = Span(0, len(title))
    return Article(
        ident, capture, 0, "made/1", text, title, head, outlet, None, "en", f"https://made.example/{n}",
        Dated(day, "day", "meta", day), None, (), (),
        (Block("headline", title, "path:/h1", 0, head),
         Block("body", text[len(title) + 2 :], "path:/p", 0, Span(len(title) + 2, len(text)))),
    )  # fmt: skip


def _rows(rng: random.Random, ident: str, parts: list[Part]) -> tuple[list[Mention], list[Statement], list[Event]]:
    mentions: list[Mention] = []
    statements: list[Statement] = []
    events: list[Event] = []
    for part in parts:
        name, actor = part.named
        span = Span(part.start, part.start + len(name))
        known = f"made.{actor}" if int(actor[1:]) < KNOWN else None
        mention = Mention(mention_id(ident, span), ident, span, "person", "name", span, known, 0.9, "made")
        mentions.append(mention)
        content = part.content
        if content is None:
            continue
        source, cue = span, Span(span.end + 1, span.end + 5)
        act = rng.choices(ACTS, weights=[40, 3, 4, 6, 3, 2, 3, 2, 3, 3, 10])[0]
        statements.append(
            Statement(
                statement_id(ident, (source,), (cue,), (content,)), ident, rng.choice(["direct", "indirect", "mixed"]),
                (source,), (cue,), (content,), (mention.id,), "named", None, None, act, (), None, False, None, "made",
                None, None, None, round(rng.uniform(0.2, 1.0), 3),
            )
        )  # fmt: skip
        if len(events) < EVENTS_EACH:
            status = rng.choice(["happened", "happened", "planned", "alleged", "denied"])
            anchor = Span(content.start, content.start + 5)
            events.append(
                Event(
                    event_id(ident, "CONSULT", anchor, (source,), ()), ident, "CONSULT", "visit", anchor, (source,),
                    (mentions[0].span,), None, (FIRST_DAY + timedelta(days=rng.randrange(DAYS + 60))).isoformat(), None, "day",
                    None, status, (), statements[-1].id, None, 0.8,
                )
            )  # fmt: skip
    return mentions, statements, events


def _involvements(mentions: list[Mention], statements: list[Statement]) -> list[Involvement]:
    """Who speaks, and who is named in what is said."""
    out = []
    for mention in (m for m in mentions if m.actor):
        for statement in statements:
            if mention.id in statement.speakers:
                out.append(Involvement(mention.actor, statement.id, "speaker", mention.id))
            elif any(part.start <= mention.span.start and mention.span.end <= part.end for part in statement.content):
                out.append(Involvement(mention.actor, statement.id, "content", mention.id))
    return out


def _families(copies: list[tuple[str, str, Span, Span]]) -> tuple[list[Reuse], list[FamilyRow]]:
    pairs, above = [], {}

    def root(ident: str) -> str:
        while ident in above:
            ident = above[ident]
        return ident

    for older, newer, in_older, in_newer in copies:
        a, b, in_a, in_b = (older, newer, in_older, in_newer) if older < newer else (newer, older, in_newer, in_older)
        pairs.append(Reuse(reuse_id(a, b), a, b, "reprint", ((in_a, in_b),), 0.95, 0.95, older, ()))
        above[newer] = root(older)
    members: dict[str, set[str]] = {}
    for older, newer, *_ in copies:
        members.setdefault(root(newer), {root(newer)}).update({older, newer})
    families = [FamilyRow(row_id("family", *sorted(m)), tuple(sorted(m)), first, None) for first, m in members.items()]
    return pairs, families


def sources_asked(store: Store) -> None:
    """What came of asking 150 sources on each of the last sixty days, an article or two each day. Once."""
    if store.connection.execute("SELECT 1 FROM visit LIMIT 1").fetchone() is not None:
        return
    last = date.fromisoformat(store.connection.execute("SELECT max(day) FROM desk_article").fetchone()[0])
    rng = random.Random(7)
    run = new_run(NOW, "made visits", "0", model=None, knowledge=None)
    with store.transaction() as db:
        add_run(db, run)
        for back in range(60):
            day = (last - timedelta(days=back)).isoformat()
            expect(
                db,
                [
                    Visit(f"Source {n}", day, f"https://made.example/{n}/{day}/{m}", "page", rng.choice(OUTCOMES))
                    for n in range(150)
                    for m in range(2)
                ],
                run,
            )
