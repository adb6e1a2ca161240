"""From captured bytes to articles: one module a format, `READERS` names them.

`read` gives the articles of a capture; it depends on nothing but its arguments. `texts_at` gives back the words at the
places of blocks from the bytes alone, without labelling anything: it is what `verify` checks a record with. The names of
readers carry a version, so that a record says by which rules it was read.

To add a format: a module with `read_NAME(page) -> Reading` and `texts_at(data, places) -> list[str]`, its name in
`READERS`, a rule in `sniff`, a case in the tests. Archives that hold several captures are opened in `onrecord.archives`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Final, cast

from onrecord.errors import UsageError
from onrecord.readers.page import Page
from onrecord.readers.sniffing import sniff
from onrecord.record import Reading, digest_bytes

__all__ = ["READERS", "ReaderFunction", "load", "read", "sniff", "texts_at"]

ReaderFunction = Callable[[Page], Reading]
_TextsFunction = Callable[[bytes, Sequence[str]], list[str]]


def _reader(name: str) -> ReaderFunction:
    """The function `read_NAME` of the module `NAME`, loaded when it is first called: some need heavy libraries."""

    def call(page: Page) -> Reading:
        function = getattr(import_module(f"onrecord.readers.{name}"), f"read_{name}")
        return cast("ReaderFunction", function)(page)

    return call


#: Every reader by its name with version; the module of that name holds `read_NAME` and `texts_at`.
READERS: Final[dict[str, ReaderFunction]] = {
    f"{name}/1": _reader(name)
    for name in ("html", "jsonl", "plain", "feed", "opml", "sitemap", "addresses", "mail", "pdf", "parquet")
}


def read(
    data: bytes,
    *,
    name: str,
    url: str | None = None,
    outlets: Mapping[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
) -> Reading:
    """The articles of a capture, by the reader that its content asks for.

    `name` is how the input is called in problems, `url` its address where known, `outlets` maps domains to outlet names,
    `fields` roles of JSON lines and Parquet rows to names of fields. Raises Unreadable where nothing of it can be read,
    nothing else.
    """
    page = Page(data, name, digest_bytes(data), url, outlets or {}, fields or {})
    return READERS[f"{sniff(data, name)}/1"](page)


def load(data: bytes, name: str) -> None:
    """Load what reading such a capture needs, so that the time of the first one is like that of the others."""
    import_module(f"onrecord.readers.{sniff(data, name)}")


def texts_at(reader: str, data: bytes, places: Sequence[str]) -> list[str]:
    """The words at the places, in order, derived from the bytes alone; the bytes are parsed once.

    Raises UsageError for an unknown reader, ValueError for a place that is not in these bytes, Unreadable for bytes that
    cannot be read at all.
    """
    if reader not in READERS:
        raise UsageError(f"there is no reader {reader!r}; there are {', '.join(READERS)}")
    module = import_module(f"onrecord.readers.{reader.partition('/')[0]}")
    return cast("_TextsFunction", module.texts_at)(data, places)
