"""From the record to a briefing, and from a briefing to its files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from onrecord import __version__
from onrecord.brief.asked import source_lines
from onrecord.brief.builder import Builder
from onrecord.brief.data import to_data
from onrecord.brief.forms import form_name, sections_of
from onrecord.brief.html import PAGES, to_html
from onrecord.brief.markdown import to_markdown
from onrecord.brief.memory import Memory
from onrecord.brief.model import Briefing, Section, to_json
from onrecord.brief.pages import article_page, reuse_page
from onrecord.brief.pruning import pruned
from onrecord.brief.sections import KINDS
from onrecord.brief.selection import plan_of
from onrecord.brief.view import View, scoped
from onrecord.config import Settings
from onrecord.record import row_id

#: Whose turn it is to choose, wherever a section stands: what the ones before told, the later ones do not tell again.
_TURN: Final = {"lead": 0, "watch": 1, "stories": 2, "disputed": 3, "countries": 4, "numbers": 4, "scheduled": 5}


def compose(
    view: View, settings: Settings, *, made_at: str, memory: Memory | None = None, since: str | None = None,
    until: str | None = None,
) -> Briefing:  # fmt: skip
    """The briefing of a record. `made_at` is its UTC time; everything else follows from the record and the settings.

    `memory` holds the published issues; `since` and `until` are the days that the view was loaded for.
    """
    memory = memory or Memory()
    builder = Builder(view, plan_of(view, settings, memory), memory)
    builder.asked = source_lines(view.asked, settings, since=since, until=made_at[:10])
    specs = sections_of(settings)
    sections: dict[int, Section] = {}
    for at in sorted(range(len(specs)), key=lambda at: (_TURN.get(specs[at].kind, _TURN["stories"]), at)):
        builder.spec, builder.view = specs[at], scoped(view, specs[at].scope, settings)
        sections[at] = KINDS[specs[at].kind](builder, settings)
    made = Briefing(
        title=settings.briefing_title or settings.title,
        made_at=made_at,
        program=f"onrecord {__version__}",
        form=form_name(settings),
        since=since,
        until=until,
        last=None if memory.last is None else memory.last.id,
        sections=tuple(sections[at] for at in range(len(specs))),
        receipts=builder.receipts,
        sources=builder.sources,
        captures=view.captures,
        problems=tuple(
            (p.address if p.place is None else f"{p.address}, {p.place}", f"{p.reason}: {p.detail}")
            for p in view.problems
        ),
        domains=tuple(sorted(settings.domains.items())),
        asked=builder.asked,
    )
    return pruned(made)


def briefing_id(briefing: Briefing) -> str:
    """Id of a briefing: a content hash of all of it."""
    return row_id("briefing", to_json(briefing))


def write(briefing: Briefing, view: View, folder: Path, *, captures: str) -> list[Path]:
    """Write `briefing.html`, `briefing.md`, `briefing.json` and the pages they lead to. Gives the first two files.

    `captures` is the address of the folder of captures relative to `folder`. Raises OSError when a file cannot be written.
    """
    pages = folder / PAGES
    pages.mkdir(parents=True, exist_ok=True)
    for stale in (*pages.glob("article-*.html"), *pages.glob("reuse-*.html")):
        stale.unlink()
    for source in briefing.sources:
        page = article_page(
            view, view.articles[source.article], briefing, back="../briefing.html", captures=f"../{captures}"
        )
        (pages / f"{source.article}.html").write_text(page, encoding="utf-8")
    cited = {s.row for s in briefing.sentences()}
    for reuse in view.reuses:
        if reuse.id in cited:
            (pages / f"{reuse.id}.html").write_text(reuse_page(view, reuse, back="../briefing.html"), encoding="utf-8")
    html, markdown = folder / "briefing.html", folder / "briefing.md"
    html.write_text(to_html(briefing), encoding="utf-8")
    markdown.write_text(to_markdown(briefing), encoding="utf-8")
    (folder / "briefing.json").write_text(to_data(briefing), encoding="utf-8")
    return [html, markdown]
