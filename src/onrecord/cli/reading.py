"""Commands that read: `search`, `show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import DeskOption, JsonOption
from onrecord.cli.output import plain_value, print_json, say, talk
from onrecord.errors import DamagedStore, NotOnRecord, UsageError

if TYPE_CHECKING:
    from onrecord.origins.same_text import Place


def search(
    words: Annotated[
        list[str] | None, typer.Argument(help="Words, or phrases in quotation marks.", metavar="WORDS")
    ] = None,
    desk: DeskOption = Path(),
    speaker: Annotated[str | None, typer.Option("--speaker", "-s", help="Only statements of this speaker.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only pages of this outlet.")] = None,
    act: Annotated[str | None, typer.Option("--act", help="Only this speech act (claim, deny, accuse ...).")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="direct, indirect or mixed.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="Published on this day or later (2026-03-02).")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Published on this day or earlier.")] = None,
    articles: Annotated[bool, typer.Option("--articles", help="Find articles instead of statements.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="At most so many.")] = 20,
    json_: JsonOption = False,
) -> None:
    """Find statements (or articles) by their words; what is found is counted by origins, copies being one.

    Examples:

      onrecord search artillery --desk briefing/desk

      onrecord search --speaker Kordell --act deny

      onrecord search '"water rights"' --articles --json
    """
    from onrecord.desk import open_desk
    from onrecord.extract import is_read
    from onrecord.origins.rows import load_joining
    from onrecord.origins.same_text import Place, distinct_articles, joins, origins_of
    from onrecord.record import Span
    from onrecord.store import read as rows
    from onrecord.store.search import Filters, search_articles, search_statements

    text = " ".join(words or [])
    found_desk = open_desk(desk)
    with found_desk.open_for_reading() as store:
        actors = () if speaker is None else _actors(found_desk, store.connection, speaker)
        filters = Filters(speaker, outlet, act, kind, since, until, actors)
        if articles:
            idents = search_articles(store.connection, text, filters=filters, limit=limit)
            shown = list(rows.articles(store.connection, idents))
            found: list[dict[str, Any]] = [
                {
                    "id": a.id,
                    "title": a.title,
                    "outlet": a.outlet,
                    "published": None if a.published is None else a.published.value,
                    "language": a.language,
                    "read": is_read(a.language),
                }
                for a in shown
            ]
            places = [Place(a.id, (Span(0, len(a.text)),)) for a in shown]
        else:
            idents = search_statements(store.connection, text, filters=filters, limit=limit)
            entries = [_statement_entry(store.connection, ident) for ident in idents]
            found = [entry for entry, _ in entries]
            places = [place for _, place in entries]
        if not found:
            raise NotOnRecord("nothing on record for that")
        joined = joins(load_joining(store.connection, {place.article for place in places}))
    for number, group in enumerate(origins_of(places, joined), start=1):
        for place in group:
            found[place]["origin"] = number
    if json_:
        print_json(found)
        return
    from onrecord.cli.actor_lines import counted

    first: dict[int, str] = {}
    for entry in found:
        same = first.setdefault(entry["origin"], entry["id"])
        copied = "" if same == entry["id"] else f"  (same origin as {same})"
        if articles:
            unread = "" if entry["read"] else f"  [{entry['language']}: not read]"
            line = (
                f"{entry['id']}  {entry['published'] or 'no date':<20}  {entry['outlet'] or ''}  {entry['title'] or ''}"
            )
            say(line + unread + copied)
        else:
            say(f"{entry['id']}  {entry['published'] or 'no date'}  {entry['outlet'] or ''}{copied}")
            say(f"    {entry['speaker'] or 'speaker not known'} | {entry['cue']} | {entry['content']}")
    count = distinct_articles((place.article for place in places), joined)
    talk(
        f"{counted(len(first), 'origin')}, {counted(count, 'article')}"
        + ("" if articles else f", {counted(len(found), 'statement')}")
        + (f" (the first {limit}; -n shows more)" if len(found) == limit else "")
    )


def _actors(desk: Any, db: Any, name: str) -> tuple[str, ...]:
    """The ids that stand for the actor of that name; none where nobody or more than one has it: then its words count."""
    from onrecord.actors.lookup import find
    from onrecord.cli.actors import directory_of

    try:
        return find(db, directory_of(desk, db), name).members
    except (NotOnRecord, UsageError):
        return ()


def _statement_entry(db: Any, ident: str) -> tuple[dict[str, Any], Place]:
    """A statement as it is listed, and the place of its words."""
    from onrecord.origins.same_text import Place
    from onrecord.store import read as rows
    from onrecord.store.identities import decisions
    from onrecord.text.spans import words_of

    article_id = rows.article_of(db, "statement", ident) or ""
    article = rows.article(db, article_id)
    statement = next(s for s in rows.statements(db, article_id) if s.id == ident)
    if article is None:
        raise DamagedStore(f"{ident} stands in an article that is not there")
    given = decisions(db).names
    names = {
        m.id: given.get(m.actor or "", article.text[m.head.start : m.head.end]) for m in rows.mentions(db, article_id)
    }
    speakers = [names[m] for m in statement.speakers if m in names]
    return {
        "speaker": " and ".join(speakers) or words_of(article.text, statement.source) or None,
        "cue": words_of(article.text, statement.cue),
        "content": words_of(article.text, statement.content),
        "outlet": article.outlet,
        "title": article.title,
        "published": None if article.published is None else article.published.value,
        "capture": article.capture,
        "id": ident,
        "row": plain_value(statement),
    }, Place(article_id, statement.content or statement.cue)


def show(
    ident: Annotated[str, typer.Argument(help="An id, or the beginning of one.", metavar="ID")],
    desk: DeskOption = Path(),
    json_: JsonOption = False,
) -> None:
    """Show a row with the words it rests on.

    Examples:

      onrecord show statement-3f9a --desk briefing/desk

      onrecord show article-81c2 --json
    """
    from onrecord.cli.show import describe, shown_lines
    from onrecord.desk import open_desk
    from onrecord.store.read import find_ids

    with open_desk(desk).open_for_reading() as store:
        idents = find_ids(store.connection, ident)
        if not idents:
            raise NotOnRecord(f"no row of the record begins with {ident!r}")
        if len(idents) > 1 and ident not in idents:
            raise UsageError(f"{ident!r} begins {len(idents)} or more ids: {', '.join(idents[:5])}")
        row = describe(store.connection, ident if ident in idents else idents[0])
    if json_:
        print_json(row)
    else:
        for line in shown_lines(row):
            say(line)
