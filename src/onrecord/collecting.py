"""What is due from the desk's sources, and addresses given by hand: asked for, stored, and noted visit by visit.

A source is asked when it is due; the pages that it names are then expected, and asked for one after the other, sites in
turn. Every answer is one transaction, so that a run that is killed goes on where it stopped: what was expected and not asked
yet is asked by the next run. What came of each address is kept by source and day; coverage is counted from that.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from onrecord import __version__
from onrecord.capturing import Work
from onrecord.comparison import Progress
from onrecord.config import Settings, Source
from onrecord.desk import Desk
from onrecord.errors import UsageError
from onrecord.fetch.addresses import Forbidden, target_of
from onrecord.fetch.client import Client, Manner
from onrecord.fetch.transport import Limits, Transport
from onrecord.ingest import Added, take_paths, working
from onrecord.record import Link, Problem
from onrecord.store.sources import (
    Validator,
    Visit,
    expect,
    last_visit,
    links_of,
    record_visit,
    set_validator,
    validator_of,
    visits,
)
from onrecord.text.timestamps import parse_timestamp

#: Name under which addresses that a person gives are noted.
BY_HAND: Final = "by hand"
#: Feeds and site maps that one source may lead to, and over how many steps.
_MOST_LISTS: Final = 500
_DEEPEST: Final = 3


@dataclass(frozen=True, slots=True)
class Due:
    """A source that is due, and since when (None: it was never asked), or one with addresses that wait."""

    source: str
    since: str | None
    waiting: int
    due: bool


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a run of fetching did: what was stored, and the visits that it made, in order."""

    added: Added
    visits: tuple[Visit, ...]


def due_sources(db_visits: Sequence[Visit], settings: Settings, now: str) -> list[Due]:
    """For each source of the settings whether it is due at a time, from the visits of the record."""
    last: dict[tuple[str, str], Visit] = {}
    waiting: dict[str, int] = defaultdict(int)
    for row in db_visits:
        if row.outcome != "expected":
            last[row.source, row.address] = row
        elif row.day == now[:10]:
            waiting[row.source] += 1
    out = []
    for source in settings.sources:
        visit = last.get((source.name, address_of(source)))
        since = None if visit is None else visit.retrieved_at
        out.append(Due(source.name, since, waiting[source.name], _is_due(visit, source.every_seconds, now)))
    return out


def address_of(source: Source) -> str:
    """The address under which a source's own document is noted: its web address as it is asked for, or its file's name."""
    if source.url is not None:
        try:
            return target_of(source.url).address
        except Forbidden:
            return source.url
    assert source.file is not None
    return source.file.name


def client_of(settings: Settings) -> Client:
    """A client with the settings' manner: how it calls itself, its limits, its pace."""
    fetching = settings.fetching
    agent = f"onrecord/{__version__}" + (f" (+{fetching.contact})" if fetching.contact else "")
    limits = Limits(fetching.timeout_seconds, min(20.0, fetching.timeout_seconds), settings.file_bytes)
    manner = Manner(fetching.pace_seconds, fetching.tries, fetching.robots)
    return Client(Transport(agent, limits, fetching.allow), manner)


def fetch(
    desk: Desk,
    *,
    names: Sequence[str] = (),
    force: bool = False,
    client: Client,
    clock: Callable[[], str],
    progress: Progress,
) -> Fetched:
    """Ask the desk's sources (those named, all where none is) for what is due; with `force` whether it is due or not.

    Raises UsageError for a source that is not in the settings, and as `onrecord.ingest.add`.
    """
    known = {source.name: source for source in desk.settings.sources}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(f"there is no source {unknown[0]!r}; there are {', '.join(known) or 'none in onrecord.toml'}")
    chosen = [known[name] for name in names] if names else list(known.values())
    with working(desk, " ".join(["fetch", *names]), clock=clock, progress=progress) as job:
        round_ = _Round(job.work, client, clock, progress)
        for source in chosen:
            round_.ask_source(source, force=force)
        round_.ask_pages({source.name: source for source in chosen})
    return Fetched(job.added(), tuple(round_.made))


def add_addresses(
    desk: Desk,
    paths: Sequence[Path],
    addresses: Sequence[str],
    *,
    follow: bool,
    client: Client,
    clock: Callable[[], str],
    progress: Progress,
) -> Fetched:
    """Store files and pages of the web; with `follow` also the pages that the feeds and lists among them name.

    Raises as `onrecord.ingest.add`.
    """
    command = "add " + " ".join([*(path.name for path in paths), *addresses])
    with working(desk, command, clock=clock, progress=progress) as job:
        round_ = _Round(job.work, client, clock, progress)
        links = take_paths(job.work, paths, progress=progress)
        asked = [Link(_plain(address), "page", "") for address in addresses]
        round_.expect(BY_HAND, asked)
        for link in asked:
            links = (*links, *round_.visit(BY_HAND, link.url, "page"))
        if follow:
            round_.follow(links)
    return Fetched(job.added(), tuple(round_.made))


def _plain(address: str) -> str:
    try:
        return target_of(address).address
    except Forbidden:  # told when it is asked for
        return address


@dataclass(slots=True)
class _Round:
    """One run: asks, stores and notes. `made` are the visits so far."""

    work: Work
    client: Client
    clock: Callable[[], str]
    progress: Progress
    made: list[Visit] = field(default_factory=list)
    _wanted: list[Visit] = field(default_factory=list)

    def ask_source(self, source: Source, *, force: bool) -> None:
        """Ask a source's own document, the lists that it leads to, and note the pages that are to be asked."""
        start = address_of(source)
        waiting: deque[tuple[str, Literal["page", "feed", "sitemap"], tuple[str, ...]]] = deque([(start, "feed", ())])
        seen = {start}
        while waiting:
            address, kind, above = waiting.popleft()
            visit = last_visit(self.work.store.connection, source.name, address)
            if not force and not _is_due(visit, source.every_seconds, self.clock()):
                links = links_of(self.work.store.connection, visit.capture) if visit and visit.capture else ()
                lists_only = True
            else:
                links = (
                    self._read_file(source)
                    if source.url is None and not above
                    else self.visit(source.name, address, kind)
                )
                lists_only = False
            for link in links:
                target = _plain(link.url)
                if link.kind == "page":
                    continue
                if target in (*above, address):
                    self._problem(address, "loop", f"it names {target}, which leads back to it")
                elif target not in seen:
                    if len(seen) >= _MOST_LISTS or len(above) >= _DEEPEST:
                        self._problem(
                            address, "cut", f"{target} was not asked: over {_DEEPEST} steps or {_MOST_LISTS} lists"
                        )
                        break
                    seen.add(target)
                    waiting.append((target, link.kind, (*above, address)))
            if not lists_only:
                self.expect(source.name, [link for link in links if self._is_wanted(link, source)])

    def ask_pages(self, sources: dict[str, Source]) -> None:
        """Ask for what is expected today, sites in turn, at most as many of each source as it allows."""
        today = self.clock()[:10]
        todo: list[Visit] = []
        for name, source in sources.items():
            rows = visits(self.work.store.connection, source=name, day=today)
            # what was got today and is due once more keeps its row until it is asked
            again = {visit.address for visit in self._wanted if visit.source == name}
            todo += [v for v in rows if v.outcome == "expected" or v.address in again][: source.most]
        for number, visit in enumerate(_in_turn(todo), start=1):
            self.visit(visit.source, visit.address, visit.kind)
            self.progress("fetching", number, len(todo))

    def follow(self, links: Iterable[Link]) -> None:
        """Ask for the pages that are named, by hand, and those that the lists among them name."""
        waiting = deque((link, 0) for link in links)
        seen: set[str] = set()
        while waiting:
            link, depth = waiting.popleft()
            address = _plain(link.url)
            if link.held or address in seen:
                continue
            seen.add(address)
            self.expect(BY_HAND, [link])
            found = self.visit(BY_HAND, address, link.kind)
            if link.kind != "page" and depth < _DEEPEST:
                waiting += ((inner, depth + 1) for inner in found)
            self.progress("fetching", len(seen), None)

    def expect(self, source: str, links: Iterable[Link]) -> None:
        """Note that pages are expected today."""
        today = self.clock()[:10]
        rows = [Visit(source, today, _plain(link.url), link.kind, "expected") for link in links]
        self._wanted += rows
        with self.work.store.transaction() as db:
            expect(db, rows, self.work.run)

    def visit(self, source: str, address: str, kind: Literal["page", "feed", "sitemap"]) -> tuple[Link, ...]:
        """Ask for an address, store what it gives, note what came of it. Gives the addresses that it names."""
        db = self.work.store.connection
        known = validator_of(db, address)
        page = self.client.page(
            address,
            etag=None if known is None else known.etag,
            last_modified=None if known is None else known.last_modified,
        )
        at = self.clock()
        outcome, detail, capture = page.outcome, page.detail, None if known is None else known.capture
        links: tuple[Link, ...] = ()
        if outcome == "unchanged":
            links = links_of(db, capture) if capture else ()
        elif outcome == "got":
            stored = self.work.take(page.arrived or address, page.body, retrieved_at=at)
            links = stored.links
            if stored.capture is None:
                outcome, detail = "refused", "; ".join(f"{p.reason}: {p.detail}" for p in stored.problems)
            else:
                outcome = "unchanged" if stored.capture == capture else "got"
                capture = stored.capture
        visit = Visit(
            source, at[:10], address, kind, outcome, detail, page.status, page.tries, page.arrived, capture, at
        )  # fmt: skip
        with self.work.store.transaction() as write:
            record_visit(write, visit, self.work.run)
            if page.outcome == "got" and capture is not None:
                set_validator(write, Validator(address, capture, page.etag, page.last_modified), self.work.run)
        self.made.append(visit)
        return links

    def _read_file(self, source: Source) -> tuple[Link, ...]:
        """The addresses that a source's file names; the file itself is stored as any other."""
        assert source.file is not None
        at = self.clock()
        try:
            before = len(self.work.problems)
            links = take_paths(self.work, [source.file], progress=self.progress)
            refused = [p.detail for p in self.work.problems[before:]] if not links else []
            detail = "; ".join(refused) or None
        except UsageError as error:
            links, detail = (), str(error)
        outcome: Literal["got", "refused"] = "got" if detail is None else "refused"
        visit = Visit(source.name, at[:10], source.file.name, "feed", outcome, detail, retrieved_at=at)
        with self.work.store.transaction() as db:
            record_visit(db, visit, self.work.run)
        self.made.append(visit)
        return links

    def _is_wanted(self, link: Link, source: Source) -> bool:
        """Whether a page that a source names is to be asked today."""
        if link.kind != "page" or link.held:
            return False
        visit = last_visit(self.work.store.connection, source.name, _plain(link.url))
        if visit is None or visit.outcome == "failed":
            return True
        now = self.clock()
        if visit.outcome in {"refused", "robots"}:
            return visit.day < now[:10]
        changed = parse_timestamp(link.updated or "")
        if (
            changed is not None
            and visit.retrieved_at is not None
            and changed[1] == "minute"
            and changed[0] > visit.retrieved_at
        ):
            return True
        return source.again_seconds is not None and _is_due(visit, source.again_seconds, now)

    def _problem(self, address: str, reason: str, detail: str) -> None:
        self.work.tell(Problem(address, reason, detail))


def _is_due(visit: Visit | None, seconds: int, now: str) -> bool:
    """Whether so many seconds have gone by since a visit; one that failed is due at once."""
    if visit is None or visit.retrieved_at is None or visit.outcome == "failed":
        return True
    return (_moment(now) - _moment(visit.retrieved_at)).total_seconds() >= seconds


def _moment(words: str) -> datetime:
    return datetime.strptime(words, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _in_turn(todo: Sequence[Visit]) -> list[Visit]:
    """The visits with those of one site as far apart as can be, so that the pause of one is spent asking another."""
    by_site: dict[str, deque[Visit]] = {}
    for visit in todo:
        try:
            site = target_of(visit.address).netloc
        except Forbidden:
            site = ""
        by_site.setdefault(site, deque()).append(visit)
    out: list[Visit] = []
    while by_site:
        for site in list(by_site):
            out.append(by_site[site].popleft())
            if not by_site[site]:
                del by_site[site]
    return out
