"""Which lines of a file are the writer's own words, for `onrecord lint`: of a briefing what was changed, else all of it."""

from __future__ import annotations

import re

from onrecord.brief.lint import Overreach, html_lines, lint_lines
from onrecord.brief.model import Briefing, BriefingError
from onrecord.brief.templates import plain
from onrecord.verify.edits import edits
from onrecord.verify.forms import opened

#: Templates whose words are not a page's.
_OWN = frozenset({"own", "edited", "drafted"})


def overreach(name: str, text: str, *, pages: bool = False) -> tuple[Overreach, ...]:
    """Findings in a Markdown or HTML file. `pages`: look at the pages' own sentences in a briefing of ours too."""
    markdown = name.lower().endswith((".md", ".markdown", ".txt"))
    try:
        briefing: Briefing | None = opened(
            name if name.lower().endswith((".md", ".html")) else "x.md", text.encode()
        ).briefing
    except BriefingError:
        briefing = None
    lines = _body(text) if markdown else html_lines(text)
    if briefing is None or pages:
        return lint_lines(lines)
    claimed = [" ".join(r.words) for r in briefing.receipts if r.part == "content"]
    own = _own_words(text, briefing, markdown=markdown)
    return lint_lines([(n, line) for n, line in lines if _is_own(line, own)], claimed=claimed)


def _own_words(text: str, briefing: Briefing, *, markdown: bool) -> set[str]:
    if markdown:
        return {_loose(e.words) for e in edits(text, briefing) if e.state in {"own", "edited", "lost"}} | {
            _loose(plain(s, briefing)) for s in briefing.sentences() if s.template in _OWN
        }
    return {_loose(dict(s.slots)["text"].value or "") for s in briefing.sentences() if s.template in _OWN}


def _is_own(line: str, own: set[str]) -> bool:
    words = _loose(line)
    return any(w and w in words for w in own)


def _loose(text: str) -> str:
    return " ".join(re.sub(r"\[\^\d+\]|[^\w\s]", " ", text).split())


def _body(text: str) -> list[tuple[int, str]]:
    """The lines of a Markdown file that are text: no code, no footnotes, no comments."""
    out = []
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(("```", "~~~")):
            fenced = not fenced
            continue
        if not fenced and line.strip() and not line.startswith(("<!--", "[^")):
            out.append((number, line))
    return out
