"""Commands that bring pages into a desk: `add`, `fetch`, `sources`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import codes
from onrecord.cli.options import DeskOption, JsonOption
from onrecord.cli.output import print_json, progress, say, talk
from onrecord.cli.writing import add_paths, need, now, tell_added
from onrecord.errors import NotOnRecord, OlderRecord, UsageError

if TYPE_CHECKING:
    from onrecord.collecting import Fetched
    from onrecord.desk import Desk
    from onrecord.ingest import Added


def add(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders and web addresses; none: bring the desk up to date.", metavar="[PATH|URL]..."
        ),
    ] = None,
    desk: DeskOption = Path(),
    follow: Annotated[
        bool, typer.Option("--follow", help="Fetch also the pages that feeds and lists among them name.")
    ] = False,
    field: Annotated[
        list[str] | None,
        typer.Option("--field", help="A field of JSON lines or Parquet, by what it holds.", metavar="ROLE=NAME"),
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Capture and read into a desk: pages, plain text, feeds, archives, mail, PDF, tables; what is there already stays.

    Examples:

      onrecord add pages/ crawl.warc.gz --desk eurasia

      onrecord add newsletters.mbox feed.xml --json

      onrecord add stories.parquet --field text=story --field published=day

      onrecord add https://times.example/a/1 --desk eurasia

      onrecord add addresses.txt --follow

    Without an input it brings the desk up to date: it finishes what a run that was cut short left, and makes what an earlier
    version of onrecord did not.
    """
    from onrecord.desk import open_desk
    from onrecord.walk import is_web

    addresses = [words for words in inputs or [] if is_web(words)]
    paths = [Path(words) for words in inputs or [] if not is_web(words)]
    need(paths)
    place = _with_fields(open_desk(desk), field or [])
    if not addresses and not follow:
        from onrecord import ingest

        with progress() as tell:
            added = ingest.add(place, paths, clock=now, progress=tell)
        _end(added, None, json_=json_)
        return
    from onrecord.collecting import add_addresses, client_of

    with progress() as tell:
        fetched = add_addresses(
            place, paths, addresses, follow=follow, client=client_of(place.settings), clock=now, progress=tell
        )
    _end(fetched.added, fetched, json_=json_)


def fetch(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names of sources; all where none is given.", metavar="[NAME]...")
    ] = None,
    desk: DeskOption = Path(),
    force: Annotated[
        bool, typer.Option("--force", help="Ask sources that are not due yet; their pages keep to `again`.")
    ] = False,
    json_: JsonOption = False,
) -> None:
    """Ask the desk's sources ([[source]] in onrecord.toml) for what is due, and the pages that they name.

    Examples:

      onrecord fetch --desk eurasia

      onrecord fetch "The Example Times" --force --json

    Each site's robots.txt is kept to, with a pause between two requests; nothing inside this machine or a private network is
    asked. A run that is cut short goes on where it stopped.
    """
    from onrecord.collecting import client_of, due_sources
    from onrecord.collecting import fetch as fetch_due
    from onrecord.desk import open_desk
    from onrecord.store.sources import visits

    place = open_desk(desk)
    if not place.settings.sources:
        raise UsageError(
            f"there is no [[source]] in {place.folder / 'onrecord.toml'}; see onrecord.toml for an example"
        )
    try:
        store = place.open_for_writing()
    except OlderRecord:
        add_paths(place, [])
        store = place.open_for_writing()
    with store:
        found = due_sources(visits(store.connection), place.settings, now())
    if not force and not any((d.due or d.waiting) for d in found if not names or d.source in names):
        known = {d.source for d in found}
        unknown = next((name for name in names or [] if name not in known), None)
        if unknown is None:
            talk("nothing is due")
            if json_:
                print_json({"added": None, "visits": []})
            return
    with progress() as tell:
        fetched = fetch_due(
            place, names=names or [], force=force, client=client_of(place.settings), clock=now, progress=tell
        )
    _end(fetched.added, fetched, json_=json_)


def sources(
    desk: DeskOption = Path(),
    since: Annotated[str | None, typer.Option("--since", help="Only this day and later (2026-03-02).")] = None,
    json_: JsonOption = False,
) -> None:
    """Say for each source and day what was expected, got, unchanged, refused and failed, and what is due.

    Examples:

      onrecord sources --desk eurasia

      onrecord sources --since 2026-03-02 --json
    """
    from onrecord.collecting import due_sources
    from onrecord.desk import open_desk
    from onrecord.store.sources import coverage, visits

    place = open_desk(desk)
    with place.open_for_reading() as store:
        days = [day for day in coverage(store.connection) if since is None or day.day >= since]
        due = due_sources(visits(store.connection), place.settings, now())
    if not days and not due:
        raise NotOnRecord("the desk has no source, and nothing was fetched by hand")
    if json_:
        print_json({"days": days, "due": due})
        return
    for day in days:
        say(
            f"{day.day}  {day.source}: {day.expected} expected, {day.got} got, {day.unchanged} unchanged, {day.refused} refused,"
            f" {day.failed} failed, {day.robots} kept out by robots.txt, {day.waiting} not asked yet"
        )
    for source in due:
        last = "never asked" if source.since is None else f"last asked {source.since}"
        say(f"{source.source}: {'due' if source.due else 'not due'}, {last}" + _waiting(source.waiting))


def _waiting(number: int) -> str:
    return f", {number} pages wait" if number else ""


def _end(added: Added, fetched: Fetched | None, *, json_: bool) -> None:
    """Tell what a run did, and exit with 3 where something was refused."""
    lost = [] if fetched is None else [v for v in fetched.visits if v.outcome in {"refused", "failed", "robots"}]
    if json_:
        print_json(added if fetched is None else {"added": added, "visits": fetched.visits})
    else:
        tell_added(added)
        if fetched is not None:
            counts = Counter(visit.outcome for visit in fetched.visits)
            talk(
                f"{len(fetched.visits):,} addresses asked: "
                + ", ".join(f"{n} {name}" for name, n in sorted(counts.items()))
            )
            for visit in lost:
                talk(f"  {visit.address}: {visit.outcome}: {visit.detail}")
    if added.counts.refused or lost:
        raise typer.Exit(codes.PARTLY)


def _with_fields(desk: Desk, fields: list[str]) -> Desk:
    """The desk with names of fields given by flags before those of its settings."""
    from dataclasses import replace

    from onrecord.config import FIELD_ROLES

    mapped = dict(desk.settings.fields)
    for words in fields:
        role, _, name = words.partition("=")
        if role not in FIELD_ROLES or not name:
            raise UsageError(f"--field {words}: give ROLE=NAME; roles are {', '.join(FIELD_ROLES)}")
        mapped[role] = name
    return replace(desk, settings=replace(desk.settings, fields=tuple(mapped.items())))
