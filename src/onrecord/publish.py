"""Publishing an issue: the writer's text is checked, its edits become data, and all of it is kept for ever.

An issue lies in a folder of its own below `briefings/`, and in the record: what it said is what later issues are reckoned
against, and what corrections are due of.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onrecord import __version__
from onrecord.brief.atom import to_feed
from onrecord.brief.compose import briefing_id, write
from onrecord.brief.make import remembered
from onrecord.brief.model import Briefing, to_json
from onrecord.brief.templates import plain
from onrecord.brief.view import view_of
from onrecord.desk import Desk
from onrecord.errors import OnrecordError, UsageError
from onrecord.record import row_id
from onrecord.resolve.knowledge import load
from onrecord.store.issues import IssueRow, IssueSentence, add_issue, issues
from onrecord.store.write import Counts, add_briefing, add_run, finish_run, new_run
from onrecord.verify.briefing import verify_briefing
from onrecord.verify.forms import opened
from onrecord.verify.report import Finding
from onrecord.verify.settle import settled

FEED: Final = "feed.xml"


class NotPublished(OnrecordError):
    """An issue was refused; `findings` say which of its sentences do not hold."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(
            f"{len(findings)} findings: an issue is published when every sentence holds or has no footnote"
        )
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Published:
    """A published issue: its id, its folder, its briefing with the edits in it."""

    id: str
    folder: Path
    briefing: Briefing


def publish(desk: Desk, path: Path, *, published_at: str) -> Published:
    """Check the file, keep it as an issue of the desk, and write its folder and the feed.

    Raises NotPublished when a sentence does not hold, UsageError when the file cannot be read or is no Markdown.
    """
    if path.suffix.lower() not in {".md", ".markdown"}:
        raise UsageError(f"{path} is no Markdown: an issue is published from the file that the writer edits")
    with desk.open_for_writing() as store:
        report = verify_briefing(path, captures=desk.captures, store=store)
        if report.findings:
            raise NotPublished(report.findings)
        text = path.read_text(encoding="utf-8")
        issue = settled(text, opened(path.name, text.encode("utf-8")).briefing)
        ident = row_id("issue", to_json(issue))
        day = (issue.until or issue.made_at)[:10]
        folder = desk.folder / "briefings" / f"{day}-{ident.removeprefix('issue-')[:8]}"
        view = view_of(store.connection, load(desk.settings.actors), window=[s.article for s in issue.sources])
        write(issue, view, folder, captures="../../captures")
        run = new_run(published_at, f"publish {path.name}", __version__, model=None, knowledge=None)
        with store.transaction() as db:
            add_run(db, run)
            add_briefing(db, briefing_id(issue), issue.title, issue.made_at, "briefing.html", run.id)
            row = IssueRow(ident, briefing_id(issue), issue.title, published_at, folder.name, to_json(issue), text)
            add_issue(db, row, _sentences(issue))
            finish_run(db, run, Counts(0, 0, 0, 0), published_at)
        write_feed(desk)
    return Published(ident, folder, issue)


def write_feed(desk: Desk) -> Path:
    """Write the feed of the desk's issues."""
    with desk.open_for_reading() as store:
        memory = remembered(store.connection)
        folders = {row.id: row.folder for row in issues(store.connection)}
    base = desk.settings.address
    base = base if not base or base.endswith("/") else base + "/"
    title = desk.settings.briefing_title or desk.settings.title
    feed = to_feed(title, [(issue, f"{folders[issue.id]}/briefing.html") for issue in memory.issues], base=base)
    path = desk.folder / "briefings" / FEED
    path.write_text(feed, encoding="utf-8")
    return path


def _sentences(issue: Briefing) -> list[IssueSentence]:
    states = {"edited": "edited", "own": "own"}
    return [
        IssueSentence(
            None if s.template == "own" else s.id, s.row, states.get(s.template, "unchanged"), plain(s, issue)
        )
        for s in issue.sentences()
    ]
