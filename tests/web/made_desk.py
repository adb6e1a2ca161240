"""A small desk of invented pages, written straight into the record: no model is loaded."""

from __future__ import annotations

from pathlib import Path

from onrecord.desk import Desk, make_desk
from onrecord.extract import EXTRACTORS
from onrecord.record import (
    Article,
    Block,
    Dated,
    Event,
    Evidence,
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
from onrecord.store.write import (
    FamilyRow,
    add_extraction,
    add_problems,
    add_reading,
    add_retrieval,
    add_run,
    new_run,
    replace_families,
    replace_reuse,
)
from onrecord.weeks import bring_up

NOW = "2026-03-09T08:00:00Z"
#: How the record knows them: open ids, since no actors file names them.
MARSH, ORR = "person:lenamarsh", "person:pavelorr"
TITLE = "Ministers meet in Tarn"
BODY = (
    "Lena Marsh said that Pavel Orr had promised that no soldier would cross the river. "
    "Pavel Orr denied it on Monday. The two ministers met in Tarn."
)
EVIL = '<script>alert("1")</script><img src=x onerror=alert(2)>'
EVIL_BODY = f"{EVIL} said that \u202e“</p>{EVIL}” & 'quotes' = done."


def span(text: str, words: str, start: int = 0) -> Span:
    """Where the words stand."""
    at = text.index(words, start)
    return Span(at, at + len(words))


def article(
    title: str, body: str, *, day: str | None, outlet: str | None, url: str | None = None, n: int = 0
) -> Article:
    """An article with a headline and one paragraph."""
    text = f"{title}\n\n{body}"
    capture = digest_text(f"{n} {outlet} {text}")
    head = Span(0, len(title))
    dated = None if day is None else Dated(day, "day", "meta", day)
    blocks = (
        Block("headline", title, "path:/h1", 0, head),
        Block("body", body, "path:/p", 0, Span(len(title) + 2, len(text))),
        Block("boilerplate", f"Cookies {EVIL}", "path:/div", None),
    )
    return Article(
        article_id(capture, 0, text), capture, 0, "made/1", text, title, head, outlet, "By <b>Nobody</b>", "en", url,
        dated, None, () if dated is None else (dated,), (), blocks,
    )  # fmt: skip


def mention(found: Article, words: str, *, actor: str | None = None, start: int = 0) -> Mention:
    """A name."""
    at = span(found.text, words, start)
    return Mention(mention_id(found.id, at), found.id, at, "person", "name", at, actor, 0.9, "made")


def statement(
    found: Article,
    source: str,
    cue: str,
    content: str,
    *,
    by: Mention | None = None,
    act: str = "claim",
    outer: str | None = None,
    score: float = 0.9,
    start: int = 0,
) -> Statement:
    """A statement whose three parts stand in the text in this order."""
    a = span(found.text, source, start)
    b = span(found.text, cue, a.end)
    c = span(found.text, content, b.end)
    return Statement(
        statement_id(found.id, (a,), (b,), (c,)), found.id, "indirect", (a,), (b,), (c,), () if by is None else (by.id,),
        "named" if by is not None else "unknown", None, None, act, (), None, False, None, "made", None, None, outer, score,
    )  # type: ignore[arg-type]  # fmt: skip


def fill(desk: Desk) -> dict[str, str]:
    """Write the pages into the desk's record; gives the ids of rows by short names."""
    first = article(TITLE, BODY, day="2026-03-03", outlet="Tarn Herald", url="https://tarn.example/1")
    copy = article(
        "Two ministers talk", BODY, day="2026-03-04", outlet="Vell Courier", url="https://vell.example/2", n=1
    )
    evil = article(f"{EVIL} =cmd()", EVIL_BODY, day="2026-03-04", outlet=EVIL, url="javascript:alert(3)", n=2)
    undated = article("No day at all", "Nothing was said here.", day=None, outlet=None, n=3)
    ids: dict[str, str] = {"first": first.id, "copy": copy.id, "evil": evil.id, "undated": undated.id}
    with desk.open_for_writing() as store:
        run = new_run(NOW, "made", "0", model=None, knowledge=None)
        with store.transaction() as db:
            add_run(db, run)
            for n, one in enumerate((first, copy, evil, undated)):
                add_reading(db, one.capture, len(one.text), Reading("made/1", "utf-8", (one,)), run)
                add_retrieval(db, one.capture, f"pages/{n}-{EVIL}.html", NOW, run)
                mentions: list[Mention] = []
                statements: list[Statement] = []
                events: list[Event] = []
                who: list[Identity] = []
                parts: list[Involvement] = []
                if one in (first, copy):
                    marsh, orr = mention(one, "Lena Marsh"), mention(one, "Pavel Orr")
                    again = mention(one, "Pavel Orr", start=orr.span.end)
                    outer = statement(
                        one,
                        "Lena Marsh",
                        "said",
                        "that Pavel Orr had promised that no soldier would cross the river",
                        by=marsh,
                    )
                    inner = statement(
                        one,
                        "Pavel Orr",
                        "had promised",
                        "that no soldier would cross the river",
                        by=orr,
                        act="promise",
                        outer=outer.id,
                        score=0.6,
                    )
                    denial = statement(
                        one, "Pavel Orr", "denied", "it", by=again, act="deny", score=0.55, start=orr.span.end
                    )
                    mentions, statements = [marsh, orr, again], [outer, inner, denial]
                    who = [Identity(marsh.id, MARSH, "Lena Marsh")]
                    who += [Identity(m.id, ORR, "Pavel Orr") for m in (orr, again)]
                    parts = [
                        Involvement(MARSH, outer.id, "speaker", marsh.id),
                        Involvement(ORR, outer.id, "content", orr.id),
                        Involvement(ORR, inner.id, "speaker", orr.id),
                        Involvement(ORR, denial.id, "speaker", again.id),
                    ]
                    anchor, party = span(one.text, "met"), span(one.text, "The two ministers")
                    events = [
                        Event(
                            event_id(one.id, "CONSULT", anchor, (party,), ()),
                            one.id,
                            "CONSULT",
                            "meet",
                            anchor,
                            (party,),
                            (),
                            span(one.text, "Tarn", anchor.end),
                            "2026-03-02",
                            None,
                            "day",
                            None,
                            "happened",
                            (),
                            None,
                            None,
                            0.8,
                        )
                    ]
                    if one is first:
                        ids |= {"said": outer.id, "promised": inner.id, "denied": denial.id, "met": events[0].id}
                if one is evil:
                    named = mention(one, EVIL, start=len(one.title or "") + 2)
                    mentions = [named]
                    statements = [
                        statement(one, EVIL, "said", EVIL, by=named, score=0.7, start=len(one.title or "") + 2)
                    ]
                    ids["evil said"] = statements[0].id
                add_extraction(
                    db,
                    one,
                    mentions,
                    statements,
                    events,
                    extractors=tuple(EXTRACTORS.values()),
                    run=run,
                    identities=who,
                    involvements=parts,
                )
            add_problems(db, [Problem(f"pages/{EVIL}", "no text", f"nothing in {EVIL}")], run)
            a, b = sorted((first, copy), key=lambda one: one.id)
            spans = [Span(len(one.title or "") + 2, len(one.text)) for one in (a, b)]
            pair = Reuse(
                reuse_id(a.id, b.id),
                a.id,
                b.id,
                "reprint",
                ((spans[0], spans[1]),),
                0.9,
                0.9,
                first.id,
                (Evidence("time", first.id, f"{first.id} is earlier", EVIL),),
            )
            family = FamilyRow(row_id("family", a.id, b.id), (a.id, b.id), first.id, None)
            replace_reuse(db, [pair], stale=None)
            replace_families(db, [family], near=None)
            ids |= {"pair": pair.id, "family": family.id}
        bring_up(store)
    return ids


def made_desk(folder: Path) -> tuple[Desk, dict[str, str]]:
    """A desk with the pages."""
    desk = make_desk(folder, title="The Tarn Desk")
    ids = fill(desk)
    draft(desk)
    return desk, ids


def draft(desk: Desk) -> Path:
    """A briefing of the desk, where `onrecord brief --desk` writes it."""
    from onrecord.brief.make import make
    from onrecord.brief.markdown import to_markdown

    path = desk.folder / "briefings" / "draft" / "briefing.md"
    path.parent.mkdir(parents=True)
    with desk.open_for_reading() as store:
        path.write_text(to_markdown(make(store.connection, desk.settings, made_at=NOW).briefing), encoding="utf-8")
    return path
