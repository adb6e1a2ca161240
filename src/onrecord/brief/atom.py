"""A feed of the published issues (Atom, RFC 4287)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from onrecord.brief.memory import Issue
from onrecord.brief.templates import plain

#: Issues in a feed, the latest ones.
MOST: Final = 50


def to_feed(title: str, issues: Sequence[tuple[Issue, str]], *, base: str) -> str:
    """The feed. `issues`: oldest first, each with its HTML file's address relative to the feed; `base`: where the feed lies."""
    latest = list(reversed(issues))[:MOST]
    updated = latest[0][0].published_at if latest else "1970-01-01T00:00:00Z"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_clean(title)}</title>",
        f"<id>{_urn(f'feed {title}')}</id>",
        f"<updated>{updated}</updated>",
        f"<author><name>{_clean(title)}</name></author>",
        *([f'<link rel="self" href={quoteattr(base + "feed.xml")}/>'] if base else []),
        "<generator>onrecord</generator>",
    ]
    for issue, address in latest:
        first = next((s for s in issue.briefing.sections if s.groups), None)
        told = [] if first is None else [plain(s, issue.briefing) for g in first.groups[:1] for s in g.sentences]
        lines += [
            "<entry>",
            f"<title>{_clean(issue.briefing.title)}</title>",
            f"<id>{_urn(issue.id)}</id>",
            f"<published>{issue.published_at}</published>",
            f"<updated>{issue.published_at}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(base + address)}/>',
            f"<summary>{_clean(' '.join(told))}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def _clean(text: str) -> str:
    """Text as XML may hold it: escaped, no control characters."""
    return escape("".join(c if c.isprintable() or c in "\n\t" else " " for c in text))
