"""A list of addresses: a text with one http address a line; empty lines and lines that begin with `#` are passed over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from onrecord.readers.decode import choose_encoding
from onrecord.readers.feed_entries import web_address
from onrecord.readers.page import Page
from onrecord.readers.rows import capped
from onrecord.record import Link, Problem, Reading

READER: Final = "addresses/1"

_MOST: Final = 50_000
_LINE: Final = re.compile(r"https?://\S+", re.IGNORECASE)


def read_addresses(page: Page) -> Reading:
    """The addresses of a list, each once. Raises Unreadable (`empty`, `binary`)."""
    encoding = choose_encoding(page.data)
    links: dict[str, Link] = {}
    problems: list[Problem] = []
    lines = encoding.text(page.data[encoding.begin :]).split("\n")
    for number, line in enumerate(lines, start=1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        address = web_address(words, None) if _LINE.fullmatch(words) else None
        if address is None:
            detail = f"{words[:200]!r} is no http address"
            problems.append(Problem(page.name, "forbidden", detail, f"line:{number}", page.capture))
        elif len(links) >= _MOST:
            problems.append(Problem(page.name, "cut", f"only {_MOST:,} addresses were read", None, page.capture))
            break
        else:
            links.setdefault(address, Link(address, "page", f"line:{number}"))
    return Reading(READER, encoding.name, (), (), capped(page, problems), tuple(links.values()))


def texts_at(data: bytes, places: Sequence[str]) -> list[str]:
    """A list of addresses holds no words of an article: raises ValueError for every place."""
    del data
    if places:
        raise ValueError(f"{places[0]!r}: a list of addresses holds no article")
    return []
