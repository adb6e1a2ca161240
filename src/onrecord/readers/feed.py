"""Feeds: entries that hold their full text are articles, the others are addresses to fetch.

Places are `entry:N/FIELD:path:...` for elements of an HTML field, `entry:N/FIELD:START-END` for plain text (code points),
`entry:N/FIELD` for a whole field; N from 1 in the order of the file, fields as in `onrecord.readers.feed_entries`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.readers import shape
from onrecord.readers.assemble import Draft, assemble
from onrecord.readers.feed_entries import MOST_ENTRIES, Entry, Feed, feed_of, plain_words
from onrecord.readers.fragments import drafts_of_fragment
from onrecord.readers.lines import kinds_of, label_row
from onrecord.readers.outlets import configured_outlet, host_of
from onrecord.readers.page import Facts, Page
from onrecord.readers.rows import capped, line_pieces
from onrecord.readers.safe_xml import damaged, xml_text
from onrecord.record import Article, Block, Dated, Link, Problem, Reading
from onrecord.text.timestamps import parse_timestamp

READER: Final = "feed/1"

#: Words from which a `content` field is an article; shorter ones are a teaser with a link ("Read more").
_CONTENT_WORDS: Final = 40
#: Words from which a `summary` is taken for the whole article. Teasers run to about 80 words; feeds that put the article
#: into the description have hundreds. Lower and teasers become articles beside the page that they announce.
_SUMMARY_WORDS: Final = 150
_PLACE: Final = re.compile(r"entry:(\d{1,9})/([a-z]{1,12})(?::(?:(\d{1,12})-(\d{1,12})|(path:.+)))?", re.DOTALL)


def read_feed(page: Page) -> Reading:
    """Articles and addresses of a feed in its order. Raises Unreadable (`empty`, `binary`, `unsafe`, `broken`, `not json`)."""
    encoding, text = xml_text(page.data)
    feed = feed_of(text, page.url)
    articles: list[Article] = []
    stray: list[Block] = []
    links: dict[str, Link] = {}
    problems = damaged(page, feed.fault)
    seen: set[tuple[str | None, ...]] = set()
    for entry in feed.entries:
        key = tuple(entry.fields.get(name) for name in ("id", "url", "title", "content", "summary"))
        if key in seen:
            continue
        seen.add(key)
        field = _full_field(entry)
        facts, faults = _facts(page, feed, entry)
        problems += faults
        held = False
        if field is not None:
            drafts, more = _drafts(page, entry, field, facts)
            problems += more
            found, beside, more_faults = assemble(page, READER, drafts, first_ordinal=len(articles))
            problems += more_faults
            articles += found
            stray += beside
            held = bool(found)
        if facts.url is not None:
            link = Link(
                facts.url, "page", f"entry:{entry.number}", facts.title, entry.fields.get("published"),
                entry.fields.get("updated"), held,
            )  # fmt: skip
            if facts.url not in links or (held and not links[facts.url].held):
                links[facts.url] = link
        elif not held:
            detail = "the entry has neither a full text nor an address"
            problems.append(Problem(page.name, "no text", detail, f"entry:{entry.number}", page.capture))
    repeated = len(feed.entries) - len(seen)
    if repeated:
        detail = f"{repeated} entries repeat an earlier one to the letter"
        problems.append(Problem(page.name, "passed over", detail, None, page.capture))
    if feed.cut:
        problems.append(Problem(page.name, "cut", f"only {MOST_ENTRIES:,} entries were read", None, page.capture))
    return Reading(READER, encoding.name, tuple(articles), tuple(stray), capped(page, problems), tuple(links.values()))


def texts_at(data: bytes, places: Sequence[str]) -> list[str]:
    """The words at places in the feed. Raises ValueError for a place that the feed does not have."""
    from onrecord.readers.html import texts_in

    entries = {entry.number: entry for entry in feed_of(xml_text(data)[1], None).entries}
    out: dict[int, str] = {}
    marked: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for index, place in enumerate(places):
        match = _PLACE.fullmatch(place)
        entry = None if match is None else entries.get(int(match[1]))
        value = None if match is None or entry is None else entry.fields.get(match[2])
        if match is None or value is None:
            raise ValueError(f"{place!r} is no place in this feed")
        if match[5] is not None:
            marked.setdefault((int(match[1]), match[2]), []).append((index, match[5]))
        else:
            out[index] = value if match[3] is None else value[int(match[3]) : int(match[4])]
    for (number, name), paths in marked.items():
        texts = texts_in(entries[number].fields[name], [path for _, path in paths])
        out.update(zip((index for index, _ in paths), texts, strict=True))
    return [out[index] for index in range(len(places))]


def _full_field(entry: Entry) -> str | None:
    """The field that holds the entry's whole text; None where it has only a teaser."""
    for name, least in (("content", _CONTENT_WORDS), ("summary", _SUMMARY_WORDS)):
        value = entry.fields.get(name)
        if value is not None and shape.words(value) >= least:
            words = (
                shape.words(plain_words(value)) if name in entry.markup and len(value) < 8000 else shape.words(value)
            )
            if words >= least:
                return name
    return None


def _drafts(page: Page, entry: Entry, field: str, facts: Facts) -> tuple[list[Draft], list[Problem]]:
    place = f"entry:{entry.number}/{field}"
    text = entry.fields[field]
    if field in entry.markup:
        return drafts_of_fragment(text, page, prefix=f"{place}:", facts=facts, form="entry")
    pieces = line_pieces(text, place)
    return [Draft(tuple(label_row(pieces, kinds_of(pieces))), facts)], []


def _facts(page: Page, feed: Feed, entry: Entry) -> tuple[Facts, list[Problem]]:
    """What the fields of an entry say of its article, and dates that cannot be."""
    problems = []
    dates: dict[str, tuple[Dated, ...]] = {}
    for name in ("published", "updated"):
        words = entry.fields.get(name)
        parsed = None if words is None else parse_timestamp(words)
        place = f"entry:{entry.number}/{name}"
        if words is not None and parsed is None:
            detail = f"{words[:80]!r} does not exist or cannot be told for certain; it is not used"
            problems.append(Problem(page.name, "bad date", detail, place, page.capture))
        elif words is not None and parsed is not None:
            dates[name] = (Dated(parsed[0], parsed[1], "field", words, place),)
    title, url, credit = (entry.fields.get(name) for name in ("title", "url", "credit"))
    language = (entry.fields.get("language") or feed.language or "").lower()
    outlet = configured_outlet(url, page.outlets) or configured_outlet(page.url, page.outlets)
    facts = Facts(
        title=title,
        title_place=None if title is None else f"entry:{entry.number}/title",
        outlet=outlet or feed.title or host_of(url) or host_of(page.url),
        byline=entry.fields.get("author"),
        language=re.split(r"[-_]", language)[0][:3] or None,
        url=url,
        published=dates.get("published", ()),
        updated=dates.get("updated", ()),
    )
    if credit is not None and credit != facts.outlet:
        facts = replace(facts, credits=((credit, credit, f"entry:{entry.number}/credit"),))
    return facts, problems
