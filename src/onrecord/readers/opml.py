"""OPML: a list of feeds. It holds no article; its addresses are the feeds (and the further OPML files) to fetch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.errors import Unreadable
from onrecord.readers.feed_entries import web_address
from onrecord.readers.page import Page
from onrecord.readers.rows import capped, short_text
from onrecord.readers.safe_xml import damaged, local, parse_xml, xml_text
from onrecord.record import Link, Problem, Reading

READER: Final = "opml/1"

#: Outlines read of one file.
_MOST: Final = 50_000


def read_opml(page: Page) -> Reading:
    """The feeds that a file lists, each once. Raises Unreadable (`empty`, `binary`, `unsafe`, `broken`)."""
    encoding, text = xml_text(page.data)
    root, fault = parse_xml(text)
    if local(root)[1] != "opml":
        raise Unreadable("unknown format", f"its root element is {local(root)[1]!r}, not opml")
    links: dict[str, Link] = {}
    problems = damaged(page, fault)
    outlines = [element for element in root.iter() if local(element)[1] == "outline"]
    for number, outline in enumerate(outlines[:_MOST], start=1):
        words = outline.get("xmlUrl") or (outline.get("url") if outline.get("type") in {"include", "link"} else None)
        if not words:
            continue
        address = web_address(words, page.url)
        if address is None:
            detail = f"{words[:200]!r} is no http address"
            problems.append(Problem(page.name, "forbidden", detail, f"outline:{number}", page.capture))
        else:
            title = short_text(outline.get("text") or outline.get("title"))
            links.setdefault(address, Link(address, "feed", f"outline:{number}", title))
    if len(outlines) > _MOST:
        problems.append(Problem(page.name, "cut", f"only {_MOST:,} outlines were read", None, page.capture))
    if not links:
        problems.append(Problem(page.name, "no text", "it lists no feed", None, page.capture))
    return Reading(READER, encoding.name, (), (), capped(page, problems), tuple(links.values()))


def texts_at(data: bytes, places: Sequence[str]) -> list[str]:
    """OPML holds no words of an article: raises ValueError for every place."""
    del data
    if places:
        raise ValueError(f"{places[0]!r}: an OPML file holds no article")
    return []
