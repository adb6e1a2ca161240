"""What a marked-up page says of its article for machines: JSON-LD, meta elements, links, the address.

Every date keeps where it stood and its words. A value that cannot be read is left out; a date that does not exist is told
as a fault. Nothing here looks at the visible text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urljoin

from lxml import etree

from onrecord.readers.markup import collapse, path_of
from onrecord.readers.outlets import configured_outlet, host_of
from onrecord.readers.page import Facts, Page
from onrecord.record import Dated
from onrecord.text.timestamps import parse_timestamp

#: Names (or properties) of meta elements, in order of trust.
_PUBLISHED: Final = (
    "article:published_time", "og:published_time", "article:published", "datepublished", "publish-date",
    "publishdate", "publish_date", "pubdate", "publication_date", "published_time", "date.published",
    "parsely-pub-date", "sailthru.date", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date",
    "dcterms.created", "cxenseparse:recs:publishtime", "citation_publication_date", "og:article:published_time",
    "article.published", "rnews:datepublished", "date", "created",
)  # fmt: skip
_UPDATED: Final = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified",
    "last-modified", "lastmod", "article:modified", "og:modified_time", "article.updated", "modified",
)  # fmt: skip
_TITLES: Final = (
    "og:title", "headline", "twitter:title", "parsely-title", "dc.title", "dcterms.title", "sailthru.title",
)  # fmt: skip
_AUTHORS: Final = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "citation_author", "dc.author",
)  # fmt: skip
_SITES: Final = (
    "og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name", "copyright-holder",
)  # fmt: skip
_SECTIONS: Final = (
    "article:section",
    "og:article:section",
    "section",
    "parsely-section",
    "articlesection",
    "cxenseparse:category",
)
#: Meta elements that name where a text was first printed; an address or a name.
_ORIGINALS: Final = ("original-source", "syndication-source", "dc.source", "dcterms.source", "sourceorganization")
_ARTICLE_TYPES: Final = re.compile(r"(?:Article|BlogPosting|Report|Posting)$")
_URL_DATE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)|(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"
)
_TITLE_CUT: Final = re.compile(r"\s+[|–—·»:-]\s+")
_MOST_NODES: Final = 2000  # JSON-LD objects looked at
_LONGEST: Final = 500  # characters of a title, name or address


@dataclass(frozen=True, slots=True)
class Update:
    """An entry of a live blog, as JSON-LD tells it; `opening`: the first words of its text."""

    headline: str | None
    opening: str | None
    url: str | None
    byline: str | None
    published: Dated | None


@dataclass(slots=True)
class Declared:
    """What the head of a page declares: the facts, and dates that cannot be (`words`, place).

    live     it calls itself a live blog;  updates: the entries that it names
    """

    facts: Facts
    titles: tuple[str, ...] = ()
    faults: list[tuple[str, str]] = field(default_factory=list)
    live: bool = False
    updates: tuple[Update, ...] = ()


def read_metadata(root: etree._Element, page: Page) -> Declared:
    """The facts that the page's markup declares."""
    metas = _metas(root)
    nodes = list(_json_ld(root))
    declared = Declared(Facts())
    canonical, canonical_place = _canonical(root, metas, page.url)
    article = _pick(nodes, canonical)
    published, updated = _dates(declared, metas, article)
    published += _url_date(canonical or page.url, canonical_place)
    titles = [value for name in _TITLES for value, _ in metas.get(name, ())[:1]]
    if article is not None:
        titles.insert(0, _text(article[0].get("headline")) or "")
    blogs = [(node, place) for node, place in nodes if "LiveBlogPosting" in _types(node)]
    declared.live = bool(blogs)
    declared.updates = tuple(update for node, place in blogs[:1] for update in _updates(node, place))
    shown = root.findtext(".//head/title")
    declared.titles = tuple(title for title in (*titles, collapse(shown or "")[:_LONGEST]) if title)
    title, title_place = _title(metas, declared.titles)
    outlet = _outlet(page, canonical, metas, nodes)
    declared.facts = Facts(
        title=title,
        title_place=title_place,
        outlet=outlet,
        byline=_byline(metas, article, outlet),
        language=_language(root),
        section=_section(metas, article),
        url=canonical or page.url,
        published=tuple(published),
        updated=tuple(updated),
        credits=_credits(page, article, canonical, canonical_place, outlet, metas),
    )
    return declared


def dated(words: str, evidence: Literal["jsonld", "meta", "time", "url"], place: str | None) -> Dated | None:
    """A machine date as a candidate; None where it cannot be read."""
    parsed = parse_timestamp(words)
    return None if parsed is None else Dated(parsed[0], parsed[1], evidence, words, place)


def _metas(root: etree._Element) -> dict[str, list[tuple[str, str]]]:
    """Contents and places of meta elements by name, property or itemprop in lower case."""
    out: dict[str, list[tuple[str, str]]] = {}
    for count, element in enumerate(root.iter("meta")):
        if count >= _MOST_NODES:
            break
        content = collapse((element.get("content") or "")[:4000])
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and content:
            rows = out.setdefault(name.strip().lower(), [])
            if len(rows) < 20:
                rows.append((content[:_LONGEST], f"path:{path_of(element)}/@content"))
    return out


def _json_ld(root: etree._Element) -> Iterator[tuple[dict[str, Any], str]]:
    """Objects of the page's JSON-LD, graphs and lists opened, with the place of their script."""
    left = _MOST_NODES
    for script in root.iter("script"):
        if left <= 0:
            return
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            value = json.loads(
                script.text.strip().removeprefix("<!--").removesuffix("-->"),
                strict=False,
                parse_int=str,
                parse_float=str,
            )
        except (ValueError, RecursionError):  # broken scripts are common; the page has other sources
            left -= 1
            continue
        place = f"path:{path_of(script)}"
        queue = [value]
        while queue and left > 0:
            left -= 1
            node = queue.pop(0)
            if isinstance(node, list):
                queue += node[:200]
            elif isinstance(node, dict):
                yield node, place
                queue += [
                    node[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage")
                    if isinstance(node.get(key), dict | list)
                ]


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    return (
        [kind] if isinstance(kind, str) else [k for k in kind if isinstance(k, str)] if isinstance(kind, list) else []
    )


def _pick(nodes: list[tuple[dict[str, Any], str]], canonical: str | None) -> tuple[dict[str, Any], str] | None:
    """The JSON-LD node of the page's article: the one of its address, else the first."""
    articles = [(node, place) for node, place in nodes if any(_ARTICLE_TYPES.search(kind) for kind in _types(node))]
    for node, place in articles:
        if canonical is not None and canonical in {_address(node.get("url")), _address(node.get("mainEntityOfPage"))}:
            return node, place
    return articles[0] if articles else None


def _updates(node: dict[str, Any], place: str) -> Iterator[Update]:
    """The entries of a live blog that its JSON-LD names."""
    items = node.get("liveBlogUpdate")
    for item in (items if isinstance(items, list) else [items])[:_MOST_NODES]:
        if isinstance(item, dict):
            words = _text(item.get("datePublished")) or _text(item.get("dateCreated"))
            yield Update(
                headline=_text(item.get("headline")),
                opening=_text(item.get("articleBody")),
                url=_address(item.get("url")) or _address(item.get("@id")),
                byline=", ".join(_names(item.get("author")))[:_LONGEST] or None,
                published=None if words is None else dated(words, "jsonld", place),
            )


def _text(value: object) -> str | None:
    """A short text of a JSON value that may be a list; None for anything else."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    words = collapse(value[: 4 * _LONGEST].encode("utf-8", "replace").decode("utf-8"))[:_LONGEST]
    return words or None


def _address(value: object) -> str | None:
    """An address that is given as a text or as an object with one."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id")
    return _text(value)


def _names(value: object) -> list[str]:
    """Names of persons or organisations, given as texts or objects."""
    out = []
    for item in (value if isinstance(value, list) else [value])[:20]:
        name = _text(item.get("name")) if isinstance(item, dict) else _text(item)
        if name is not None and not name.startswith(("http://", "https://", "/", "@")):
            out.append(name)
    return out


def _dates(
    declared: Declared, metas: dict[str, list[tuple[str, str]]], article: tuple[dict[str, Any], str] | None
) -> tuple[list[Dated], list[Dated]]:
    """Candidates for published and updated, from JSON-LD and meta elements."""
    out: tuple[list[Dated], list[Dated]] = ([], [])
    found: list[tuple[int, str, Literal["jsonld", "meta"], str]] = []
    if article is not None:
        node, place = article
        for which, key in ((0, "datePublished"), (0, "dateCreated"), (1, "dateModified")):
            words = _text(node.get(key))
            if words is not None and not (key == "dateCreated" and node.get("datePublished")):
                found.append((which, words, "jsonld", place))
    for which, names in ((0, _PUBLISHED), (1, _UPDATED)):
        found += [(which, content, "meta", place) for name in names for content, place in metas.get(name, ())[:2]]
    for which, words, evidence, place in found:
        candidate = dated(words, evidence, place)
        if candidate is not None:
            out[which].append(candidate)
        elif any(char.isdigit() for char in words):
            declared.faults.append((words[:80], place))
    return out


def _url_date(url: str | None, place: str | None) -> list[Dated]:
    """The date in an address ("/2023/03/20/")."""
    if url is None:
        return []
    match = _URL_DATE.search(url[:_LONGEST])
    if match is None:
        return []
    year, month, day = (match[1], match[3], match[4]) if match[1] else (match[5], match[6], match[7])
    parsed = parse_timestamp(f"{year}-{int(month):02}-{int(day):02}")
    return [] if parsed is None else [Dated(parsed[0], "day", "url", match[0], place)]


def _canonical(
    root: etree._Element, metas: dict[str, list[tuple[str, str]]], base: str | None
) -> tuple[str | None, str | None]:
    """The address the page gives itself, and where: the canonical link, else og:url."""
    for count, element in enumerate(root.iter("link")):
        if count >= _MOST_NODES:
            break
        if "canonical" in (element.get("rel") or "").lower().split():
            url = _absolute(element.get("href"), base)
            if url is not None:
                return url, f"path:{path_of(element)}/@href"
    for content, place in metas.get("og:url", ()):
        url = _absolute(content, base)
        if url is not None:
            return url, place
    return None, None


def _absolute(href: str | None, base: str | None) -> str | None:
    if href is None or len(href) > 2000:
        return None
    try:
        url = urljoin(base, href.strip()) if base else href.strip()
    except ValueError:  # an address that is none
        return None
    return url if host_of(url) is not None else None


def _title(metas: dict[str, list[tuple[str, str]]], titles: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The declared title and its place; None as place where it is not the whole of an attribute."""
    for name in _TITLES:
        for content, place in metas.get(name, ()):
            bare = without_site(content, metas)
            return bare, place if bare == content else None
    return (without_site(titles[0], metas), None) if titles else (None, None)


def without_site(title: str, metas: dict[str, list[tuple[str, str]]]) -> str:
    """The title without the site's name after (or before) a dash or bar."""
    sites = {content.casefold() for name in _SITES for content, _ in metas.get(name, ())}
    cuts = list(_TITLE_CUT.finditer(title))
    if not cuts:
        return title
    last, first = cuts[-1], cuts[0]
    if title[last.end() :].casefold() in sites or (
        not sites and len(title[last.end() :].split()) <= 4 and len(title[: last.start()].split()) >= 4
    ):
        return title[: last.start()]
    return title[first.end() :] if title[: first.start()].casefold() in sites else title


def _outlet(
    page: Page, canonical: str | None, metas: dict[str, list[tuple[str, str]]], nodes: list[tuple[dict[str, Any], str]]
) -> str | None:
    """The outlet: the configured name of the address it was taken from, else the site's own name, else the host."""
    site = next(
        (content for name in _SITES for content, _ in metas.get(name, ()) if not content.startswith("http")), None
    )
    if site is None:
        site = next((name for node, _ in nodes for name in _names(node.get("publisher"))), None)
    known = configured_outlet(page.url, page.outlets)
    if known is None and (site is None or site not in page.outlets.values()):
        known = configured_outlet(canonical, page.outlets)
    return known or site or host_of(page.url) or host_of(canonical)


def _byline(
    metas: dict[str, list[tuple[str, str]]], article: tuple[dict[str, Any], str] | None, outlet: str | None
) -> str | None:
    """Declared authors, unless what is declared is the outlet itself."""
    names = _names(article[0].get("author")) if article is not None else []
    if not names:
        names = next(
            ([c for c, _ in metas[name] if not c.startswith("http")] for name in _AUTHORS if name in metas), []
        )
    names = [name for name in dict.fromkeys(names) if outlet is None or name.casefold() != outlet.casefold()]
    return ", ".join(names)[:_LONGEST] or None


def _language(root: etree._Element) -> str | None:
    """The primary language tag of the html element."""
    code = (
        (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "")
        .strip()
        .lower()
    )
    primary = re.split(r"[-_]", code)[0]
    return primary if re.fullmatch(r"[a-z]{2,3}", primary) else None


def _section(metas: dict[str, list[tuple[str, str]]], article: tuple[dict[str, Any], str] | None) -> str | None:
    """The part of the outlet, from JSON-LD or meta elements."""
    named = None if article is None else _text(article[0].get("articleSection"))
    return named or next((content for name in _SECTIONS for content, _ in metas.get(name, ())), None)


def _credits(
    page: Page,
    article: tuple[dict[str, Any], str] | None,
    canonical: str | None,
    canonical_place: str | None,
    outlet: str | None,
    metas: dict[str, list[tuple[str, str]]],
) -> tuple[tuple[str, str, str], ...]:
    """Other origins that the markup names: what the article is based on, a canonical address at another outlet."""
    named: list[tuple[object, str]] = [row for name in _ORIGINALS for row in metas.get(name, ())[:1]]
    if article is not None:
        node, place = article
        for key in ("isBasedOn", "isBasedOnUrl", "sourceOrganization"):
            value = node.get(key)
            named += [(item, place) for item in (value if isinstance(value, list) else [value])[:5]]
    own = [host for host in (host_of(canonical), host_of(page.url)) if host is not None]
    out = []
    for item, place in named:
        address = _address(item)
        host = host_of(address)
        holder = configured_outlet(address, page.outlets) or next(iter(_names(item)), None) or host
        if holder is not None and not any(host is not None and f".{host}".endswith(f".{mine}") for mine in own):
            out.append((holder, address or holder, place))
    if canonical is not None and canonical_place is not None:
        host = host_of(canonical)
        holder = configured_outlet(canonical, page.outlets) or host
        here = host_of(page.url)
        other = holder != outlet and ((here is not None and here != host) or holder != host)
        if holder is not None and other:
            out.append((holder, canonical, canonical_place))
    return tuple(out)
