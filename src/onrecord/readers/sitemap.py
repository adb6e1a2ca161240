"""Site maps, with or without news extension, and indexes of site maps: addresses to fetch, no articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from onrecord.errors import Unreadable
from onrecord.readers.feed_entries import web_address
from onrecord.readers.page import Page
from onrecord.readers.rows import capped, short_text
from onrecord.readers.safe_xml import damaged, local, parse_xml, text_of, xml_text
from onrecord.record import Link, Problem, Reading

READER: Final = "sitemap/1"

#: Addresses that one site map may hold (sitemaps.org); a news site map holds at most a thousand.
_MOST: Final = 50_000
_DATES: Final = {"lastmod": "updated", "publication_date": "published"}


def read_sitemap(page: Page) -> Reading:
    """The addresses that a site map lists, each once. Raises Unreadable (`empty`, `binary`, `unsafe`, `broken`)."""
    encoding, text = xml_text(page.data)
    root, fault = parse_xml(text)
    kinds: dict[str, tuple[Literal["page", "sitemap"], str]] = {
        "urlset": ("page", "url"),
        "sitemapindex": ("sitemap", "sitemap"),
    }
    name = local(root)[1]
    if name not in kinds:
        raise Unreadable("unknown format", f"its root element is {name!r}, not that of a site map")
    kind, item = kinds[name]
    links: dict[str, Link] = {}
    problems = damaged(page, fault)
    elements = [child for child in root if local(child)[1] == item]
    for number, element in enumerate(elements[:_MOST], start=1):
        place = f"{item}:{number}"
        facts: dict[str, str] = {}
        for child in element.iter():
            field = local(child)[1]
            if field in {"loc", "title", *_DATES} and field not in facts and "image" not in local(child)[0]:
                facts[field] = short_text(text_of(child)) or ""
        address = web_address(facts.get("loc"), page.url)
        if address is None:
            detail = f"{facts.get('loc', '')[:200]!r} is no http address"
            problems.append(Problem(page.name, "forbidden", detail, place, page.capture))
            continue
        published, updated = facts.get("publication_date"), facts.get("lastmod")
        links.setdefault(
            address, Link(address, kind, place, facts.get("title") or None, published or None, updated or None)
        )
    if len(elements) > _MOST:
        problems.append(Problem(page.name, "cut", f"only {_MOST:,} addresses were read", None, page.capture))
    if not links:
        problems.append(Problem(page.name, "no text", "it lists no address", None, page.capture))
    return Reading(READER, encoding.name, (), (), capped(page, problems), tuple(links.values()))


def texts_at(data: bytes, places: Sequence[str]) -> list[str]:
    """A site map holds no words of an article: raises ValueError for every place."""
    del data
    if places:
        raise ValueError(f"{places[0]!r}: a site map holds no article")
    return []
