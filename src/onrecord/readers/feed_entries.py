"""What a feed holds, whatever its form: RSS (0.9x, 1.0, 2.0), Atom and JSON Feed as entries with named fields.

Fields of an entry: `title`, `content` (the full text), `summary`, `published`, `updated`, `author`, `url`, `id`, `credit`
(the origin that an RSS `source` names), `language`. Every value is text; `content` and `summary` also say whether they are
HTML. Nothing is fetched; addresses are made absolute against the entry's own base, the feed's site, or its address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

from onrecord.errors import Unreadable
from onrecord.readers.decode import clean
from onrecord.readers.safe_xml import local, parse_xml, text_of

#: Entries read of one feed. The busiest feeds hold a few thousand.
MOST_ENTRIES: Final = 50_000
_SPACES: Final = frozenset(
    (
        "", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://www.w3.org/2005/atom",
        "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/modules/content/", "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/", "http://backend.userland.com/rss2", "http://blogs.law.harvard.edu/tech/rss",
        "http://channel.netscape.com/rdf/simple/0.9/", "http://purl.org/rss/1.0/modules/rss091#",
    )
)  # fmt: skip
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
#: Local names by the field they fill; the first in each tuple is the strongest.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title",),
    "content": ("encoded", "content", "content_html"),
    "summary": ("description", "summary"),
    "published": ("pubdate", "published", "issued", "created", "date"),
    "updated": ("updated", "modified"),
    "author": ("creator", "author"),
    "id": ("guid", "id"),
    "credit": ("source",),
}
_FIELD_OF: Final = {name: role for role, names in _NAMES.items() for name in names}
_TAG: Final = re.compile(r"<[a-zA-Z!/][^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_LONGEST: Final = 2000  # characters of a title, name or address


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its number from 1, its fields, and which of `content` and `summary` are HTML."""

    number: int
    fields: Mapping[str, str]
    markup: frozenset[str]


@dataclass(slots=True)
class Feed:
    """A feed: title, address of its site, language, entries in order; `fault` where it is damaged, `cut` where too long."""

    title: str | None = None
    site: str | None = None
    language: str | None = None
    entries: list[Entry] = field(default_factory=list)
    fault: str | None = None
    cut: bool = False


def feed_of(text: str, base: str | None) -> Feed:
    """The feed in a text. Raises Unreadable (`unsafe`, `broken`, `not json`)."""
    return _json_feed(text, base) if text.lstrip()[:1] == "{" else _xml_feed(text, base)


def web_address(words: str | None, base: str | None) -> str | None:
    """The absolute http address that words stand for; None where they stand for none."""
    if not words or len(words) > _LONGEST:
        return None
    try:
        address = urljoin(base or "", "".join(words.split()))
        parts = urlsplit(address)
        named = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return address if named else None


def _xml_feed(text: str, base: str | None) -> Feed:
    root, fault = parse_xml(text)
    feed = Feed(fault=fault)
    if local(root)[1] not in {"rss", "feed", "rdf"}:
        raise Unreadable("unknown format", f"its root element is {local(root)[1]!r}; no reader takes it")
    top = root if local(root)[1] != "rss" else next((c for c in root if local(c)[1] == "channel"), root)
    for holder in (top, *(c for c in root if local(c)[1] == "channel" and c is not top)):
        for child in holder:
            space, name = local(child)
            if space not in _SPACES:
                continue
            if name == "title" and feed.title is None:
                feed.title = _short(text_of(child))
            elif name == "language":
                feed.language = _short(text_of(child))
            elif name == "link" and feed.site is None:
                feed.site = _link_of(child, base)
    feed.language = root.get(_XML_LANG) or feed.language
    base = root.get(_XML_BASE) or base or feed.site
    for element in root.iter():
        if local(element)[1] in {"item", "entry"} and local(element)[0] in _SPACES:
            if len(feed.entries) >= MOST_ENTRIES:
                feed.cut = True
                break
            feed.entries.append(_xml_entry(element, len(feed.entries) + 1, base))
    return feed


def _xml_entry(element: etree._Element, number: int, base: str | None) -> Entry:
    fields: dict[str, str] = {}
    markup: set[str] = set()
    strength: dict[str, int] = {}
    own = urljoin(base or "", element.get(_XML_BASE) or "") or base
    permanent: str | None = None
    for child in element:
        space, name = local(child)
        if space not in _SPACES:
            continue
        if name == "link":
            address = _link_of(child, own)
            if address is not None:
                fields.setdefault("url", address)
            continue
        role = _FIELD_OF.get(name)
        if role is None:
            continue
        rank = _NAMES[role].index(name)
        if strength.get(role, 99) <= rank:
            continue
        value, is_markup = _value(child, role)
        if not value.strip():
            continue
        if role == "id" and name == "guid" and (child.get("isPermaLink") or "true").lower() != "false":
            permanent = web_address(value, None)
        strength[role] = rank
        fields[role] = value
        markup.discard(role)
        if is_markup:
            markup.add(role)
    if "url" not in fields and permanent is not None:
        fields["url"] = permanent
    language = element.get(_XML_LANG)
    if language:
        fields["language"] = language
    return Entry(number, fields, frozenset(markup))


def _value(element: etree._Element, role: str) -> tuple[str, bool]:
    """The text of a field's element, and whether it is HTML."""
    kind = (element.get("type") or "").lower()
    if role in {"content", "summary"}:
        if kind == "xhtml" or (len(element) and kind not in {"text", "html"}):
            inner = escape(element.text or "") + "".join(
                etree.tostring(child, encoding="unicode") for child in element if isinstance(child.tag, str)
            )
            return clean(inner), True
        text = clean(text_of(element))
        return text, kind == "html" or (kind != "text" and _TAG.search(text) is not None)
    if role == "author":
        name = next((c for c in element if local(c)[1] == "name"), element)
        return _short(text_of(name)) or "", False
    text = text_of(element)
    if role == "title" and (kind == "html" or (kind != "text" and _TAG.search(text))):
        text = plain_words(text)
    return _short(text) or "", False


def plain_words(markup: str) -> str:
    """The words of a short piece of HTML."""
    from onrecord.readers.markup import parse

    root, _ = parse(markup[: 4 * _LONGEST])
    return "" if root is None else str(root.text_content())


def _link_of(element: etree._Element, base: str | None) -> str | None:
    """The address of a link element: its text (RSS) or its `href` where it leads to the page itself (Atom)."""
    if element.get("href") is not None:
        relation = element.get("rel") or "alternate"
        kind = element.get("type") or "text/html"
        return web_address(element.get("href"), base) if relation == "alternate" and "html" in kind else None
    return web_address(text_of(element), base)


def _short(text: object) -> str | None:
    """A short text on one line; None for anything else."""
    if not isinstance(text, str):
        return None
    return " ".join(clean(text[: 4 * _LONGEST]).split())[:_LONGEST] or None


def _json_feed(text: str, base: str | None) -> Feed:
    try:
        raw = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not json", f"the feed is not JSON: {str(error)[:200]}") from error
    items = raw.get("items") if isinstance(raw, dict) else None
    if not isinstance(items, list):
        raise Unreadable("not json", "the feed has no list of items")
    feed = Feed(
        _short(raw.get("title")), web_address(_short(raw.get("home_page_url")), base), _short(raw.get("language"))
    )
    feed.cut = len(items) > MOST_ENTRIES
    feed.entries = list(_json_entries(items[:MOST_ENTRIES], feed.site or base))
    return feed


def _json_entries(items: list[Any], base: str | None) -> Iterator[Entry]:
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            continue
        authors = item.get("authors")
        listed: list[Any] = authors[:20] if isinstance(authors, list) else [item.get("author")]
        names = [_short(a.get("name")) for a in listed if isinstance(a, dict)]
        html, plain = item.get("content_html"), item.get("content_text")
        content = html if isinstance(html, str) and html.strip() else plain if isinstance(plain, str) else ""
        summary = item.get("summary")
        address = web_address(_short(item.get("url")), base) or web_address(_short(item.get("id")), None)
        fields = {
            "title": _short(item.get("title")),
            "content": clean(content),
            "summary": clean(summary) if isinstance(summary, str) else None,
            "published": _short(item.get("date_published")),
            "updated": _short(item.get("date_modified")),
            "author": ", ".join(name for name in names if name),
            "url": address,
            "id": _short(item.get("id")),
            "language": _short(item.get("language")),
        }
        markup = frozenset({"content"}) if content is html else frozenset()
        yield Entry(number, {name: value for name, value in fields.items() if value}, markup)
