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
#: Formats of text that are not read; as plain text their markup would be read as prose.
_UNKNOWN: Final = re.compile(r"<svg\b|%!PS|\{\\rtf|WARC/\d", re.IGNORECASE)
#: What stands before the root element of XML: declaration, instructions, comments, document type.
_PROLOGUE: Final = re.compile(
    r"(?:\s+|<\?[^>]{0,2000}\?>|<!--.{0,20000}?-->|<!DOCTYPE[^\[>]{0,500}(?:\[.{0,60000}?\]\s*)?>)+",
    re.IGNORECASE | re.DOTALL,
)
_ROOTS: Final = (
    ("feed", re.compile(r"<(?:[\w-]{1,20}:)?(?:rss|feed|rdf)\b", re.IGNORECASE)),
    ("opml", re.compile(r"<opml\b", re.IGNORECASE)),
    ("sitemap", re.compile(r"<(?:[\w-]{1,20}:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)),
)
_JSON_FEED: Final = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org(?:\\?/)version')

_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
#: Headers of a message; three of them at the beginning of a text, or one and the name, make it a mail.
_HEADERS: Final = frozenset(
    (
        "from to subject date message-id mime-version received return-path delivered-to content-type reply-to list-id "
        "list-unsubscribe dkim-signature x-mailer sender cc received-spf authentication-results arc-seal"
    ).split()
)
_HEADER: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?\S?")


def sniff(data: bytes, name: str) -> str:
    """The name of a reader without its version. Raises Unreadable (`empty`, `binary`, `unknown format`)."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PAR1"):
        return "parquet"
    encoding = choose_encoding(data)
    head = encoding.text(data[encoding.begin : encoding.begin + _HEAD_BYTES]).lstrip("\ufeff \t\r\n\ufffd")
    low = name.lower()
    prologue = _PROLOGUE.match(head)
    root = head[prologue.end() :] if prologue is not None else head
    if _UNKNOWN.match(root):
        raise Unreadable("unknown format", "it is a picture or a document format that no reader takes")
    for kind, pattern in _ROOTS:
        if pattern.match(root):
            return kind
    if _is_mail(head, low):
        return "mail"
    if head.startswith("{") and _JSON_FEED.search(head):
        return "feed"
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
    return "addresses" if _is_list(head) else "plain"


def _is_json_line(head: str) -> bool:
    """Whether the first line is a JSON object, or the beginning of a very long one."""
    line, end, _ = head.partition("\n")
    if not end and len(head) > 30000:
        return re.match(r'\{\s*"[^"\n]{1,80}"\s*:', line) is not None
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_mail(head: str, name: str) -> bool:
    """Whether a text begins with the headers of a message."""
    found: set[str] = set()
    lines = head.split("\n")[:60]
    for number, line in enumerate(lines):
        if (number and line[:1] in {" ", "\t"}) or (not number and line.startswith("From ")):
            continue
        match = _HEADER.match(line)
        if match is None:
            break
        if match[1].lower() in _HEADERS:
            found.add(match[1].lower())
    return len(found) >= (1 if name.endswith(".eml") else 3)


def _is_list(head: str) -> bool:
    """Whether every line of the beginning of a text is an address or a comment, and at least one an address."""
    lines = [line.strip() for line in head.split("\n")]
    lines = [line for line in (lines[:-1] if len(head) > 30_000 else lines) if line and not line.startswith("#")]
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines)
