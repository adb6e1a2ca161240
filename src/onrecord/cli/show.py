"""A row of the record with the words it rests on, for `onrecord show`."""

from __future__ import annotations

import sqlite3
from typing import Any

from onrecord.cli.output import plain_value
from onrecord.errors import DamagedStore, NotOnRecord
from onrecord.extract import is_read
from onrecord.record import Article, Span, Statement
from onrecord.store import read as rows
from onrecord.store.repeats import repeats, stands_in_repeat
from onrecord.text.fragments import live_link, web_address

_REPEATED = "it stands in a line that its outlet prints on other pages too: briefings leave it out"


def describe(db: sqlite3.Connection, ident: str) -> dict[str, Any]:
    """The row's fields, with `words`: the exact words at each of its spans. Raises NotOnRecord for an unknown id."""
    kind = ident.split("-", 1)[0]
    if kind == "article":
        article = rows.article(db, ident)
        if article is None:
            raise NotOnRecord(f"there is no {ident}")
        addresses = [r.address for r in rows.retrievals(db) if r.capture == article.capture]
        read = "in full" if is_read(article.language) else "not read: no extractors for this language"
        return {"kind": kind, **plain_value(article), "read": read, "addresses": addresses}
    if kind in {"statement", "event", "mention"}:
        found = rows.article_of(db, kind, ident)
        if found is None:
            raise NotOnRecord(f"there is no {ident}")
        article = rows.article(db, found)
        if article is None:
            raise DamagedStore(f"{ident} stands in an article that is not there")
        if kind == "statement":
            again = repeats(db, [article.id]).get(article.id, ())
            statement = next(s for s in rows.statements(db, article.id) if s.id == ident)
            note = {"repeated": _REPEATED} if stands_in_repeat(again, statement.content) else {}
            return {**_with_words(statement, article), **note, "carried": _carried(db, statement, article)}
        if kind == "event":
            event = next(e for e in rows.events(db, article.id) if e.id == ident)
            return {**_with_words(event, article), "happening": _happening(db, ident)}
        return _with_words(next(m for m in rows.mentions(db, article.id) if m.id == ident), article)
    if kind == "reuse":
        reuse = next((r for r in rows.reuses(db) if r.id == ident), None)
        if reuse is None:
            raise NotOnRecord(f"there is no {ident}")
        a, b = rows.article(db, reuse.a), rows.article(db, reuse.b)
        if a is None or b is None:
            raise DamagedStore(f"{ident} joins articles that are not there")
        passages = [{"a": a.text[p.start : p.end], "b": b.text[q.start : q.end]} for p, q in reuse.passages]
        return {"record": kind, **plain_value(reuse), "words": passages}
    family = next((f for f in rows.families(db) if f.id == ident), None)
    if family is None:
        raise NotOnRecord(f"there is no {ident}")
    return {"record": "family", **plain_value(family)}


def _carried(db: sqlite3.Connection, statement: Statement, article: Article) -> dict[str, Any]:
    """How many origins carry the statement, and which articles."""
    from onrecord.origins.carried import carried, ground
    from onrecord.origins.rows import load_around

    near = load_around(db, article.id, " ".join(article.text[s.start : s.end] for s in statement.content))
    found = carried(statement, ground(near))
    value: dict[str, Any] = plain_value(found)
    del value["statement"]
    origins = f"{len(found.origins):,} origin" + "s" * (len(found.origins) != 1)
    return {"count": f"{origins}, {found.articles:,} article" + "s" * (found.articles != 1), **value}


def _happening(db: sqlite3.Connection, ident: str) -> dict[str, Any] | None:
    """All tellings of the event as one, with what they disagree in; None where a person rejected it."""
    from onrecord.happenings.load import load

    _, events, found = load(db)
    one = next((h for h in found if ident in h.events), None)
    if one is None:
        return None
    tellings = [
        {"event": e, "article": events[e].article, "status": events[e].status, "date": events[e].date}
        for e in one.events
    ]
    return {**plain_value(one), "tellings": tellings}


def _with_words(row: Any, article: Article) -> dict[str, Any]:
    words: dict[str, Any] = {}
    for name in row.__slots__:
        value = getattr(row, name)
        if isinstance(value, Span):
            words[name] = article.text[value.start : value.end]
        elif isinstance(value, tuple) and value and isinstance(value[0], Span):
            words[name] = [article.text[s.start : s.end] for s in value]
    about = {
        "outlet": article.outlet,
        "title": article.title,
        "published": plain_value(article.published),
        "capture": article.capture,
    }
    first = next(
        (s for name in ("content", "anchor", "span") if (s := _first(getattr(row, name, None))) is not None), None
    )
    url = web_address(article.url)
    if url is not None and first is not None:
        about["live"] = live_link(url, article.text, first)
    return {"record": type(row).__name__.lower(), **plain_value(row), "words": words, "page": about}


def _first(value: Any) -> Span | None:
    """The span, or the first of several."""
    if isinstance(value, Span):
        return value
    return value[0] if isinstance(value, tuple) and value and isinstance(value[0], Span) else None


def shown_lines(row: dict[str, Any]) -> list[str]:
    """The row for a person: one line a field, the words last."""
    out = []
    for name, value in row.items():
        if name in {"words", "page", "blocks", "text", "carried", "happening"} or value in (None, [], ()):
            continue
        out.append(f"{name:<16}{value}")
    for name, value in row.get("page", {}).items():
        out.append(f"page {name:<11}{value}")
    words = row.get("words", {})
    if isinstance(words, list):
        for n, pair in enumerate(words, start=1):
            out += [f"passage {n}, a     {pair['a']}", f"passage {n}, b     {pair['b']}"]
    else:
        out += [f"words {name:<10}{value}" for name, value in words.items()]
    out += _carried_lines(row["carried"]) if "carried" in row else []
    out += _happening_lines(row["happening"]) if row.get("happening") else []
    if "text" in row:
        out += ["", str(row["text"])]
    return out


def _carried_lines(carried: dict[str, Any]) -> list[str]:
    out = ["", f"carried by       {carried['count']}"]
    for n, origin in enumerate(carried["origins"], start=1):
        for carrier in origin:
            page = carrier["page"]
            out.append(
                f"  origin {n:<8}{carrier['how']}: {page['outlet'] or 'unnamed outlet'}, {page['published'] or 'no date'}"
                f"  {carrier['statement'] or page['article']}"
            )
    return out


def _happening_lines(one: dict[str, Any]) -> list[str]:
    origins, articles = one["origins"], one["articles"]
    out = ["", f"told by          {origins} origin{'s' * (origins != 1)}, {articles} article{'s' * (articles != 1)}"]
    out += [
        f"  {telling['status']:<13}{telling['date'] or 'no day':<12}{telling['event']}  {telling['article']}"
        for telling in one["tellings"]
    ]
    for difference in one["differences"]:
        values = "; ".join(f"{value} ({len(ids)})" for value, ids in difference["values"])
        out.append(f"  {difference['what']} told differently: {values}")
    return out
