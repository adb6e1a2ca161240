"""Which reader a capture needs: by its content first, then by its name."""

from __future__ import annotations

import json
import re
from typing import Final

from onrecord.errors import Unreadable
from onrecord.readers.decode import choose_encoding

#: Bytes looked at. Pages begin with their doctype; a JSON line may be long, so its first brace and key must do.
_HEAD_BYTES: Final = 65536
_HTML: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|h1|table|script|section|main|span|a|br|ul|img)(?:\s|>|/)",
    re.IGNORECASE,
)
_OPENING_CHARS: Final = 2000  # in which most pages show a tag: the rest is looked at only where they do not
_HTML_NAMES: Final = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
_JSON_NAMES: Final = (".jsonl", ".ndjson", ".jl")
#: Formats of text that are not read (yet); as plain text their markup would be read as prose.
_UNKNOWN: Final = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?<(?:rss|feed|opml|svg|urlset|sitemapindex)\b|\s*%!PS|\s*\{\\rtf|\s*WARC/\d",
    re.IGNORECASE,
)


def sniff(data: bytes, name: str) -> str:
    """`html`, `plain` or `jsonl`. Raises Unreadable (`empty`, `binary`, `unknown format`)."""
    encoding = choose_encoding(data)
    head = encoding.text(data[encoding.begin : encoding.begin + _HEAD_BYTES]).lstrip("\ufeff \t\r\n\ufffd")
    low = name.lower()
    if _UNKNOWN.match(head):
        raise Unreadable("unknown format", "it is a feed, a site map or a document format that no reader takes")
    if head.startswith("{") and (_is_json_line(head) or low.endswith(_JSON_NAMES)):
        return "jsonl"
    if head.startswith("<") and _HTML.search(head, 0, _OPENING_CHARS):
        return "html"
    tags = _HTML.findall(head)
    if tags and (head.startswith("<") or len(tags) >= 5 or low.endswith(_HTML_NAMES)):
        return "html"
    if low.endswith(_JSON_NAMES):
        return "jsonl"
    if low.endswith(_HTML_NAMES) and "<" in head:
        return "html"
    return "plain"


def _is_json_line(head: str) -> bool:
    """Whether the first line is a JSON object, or the beginning of a very long one."""
    line, end, _ = head.partition("\n")
    if not end and len(head) > 30000:
        return re.match(r'\{\s*"[^"\n]{1,80}"\s*:', line) is not None
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
