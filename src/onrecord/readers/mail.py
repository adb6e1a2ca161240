"""A saved mail: the newsletter or message that it carries, read from its HTML part, else from its plain text.

Takes the bytes of one message (RFC 5322, MIME), gives its articles. Subject, date and sender are facts of the first. Places are
`header:NAME` for a header's words, `part:N/html:path:...` for elements of the HTML part, `part:N/text:START-END` (code
points) in a plain part; N counts all parts of the message in order, from 1. Attached files are named, not read.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from itertools import pairwise
from typing import Final, cast

from onrecord.errors import Unreadable
from onrecord.readers import shape
from onrecord.readers.assemble import Draft, assemble
from onrecord.readers.decode import choose_encoding, clean
from onrecord.readers.feed_entries import web_address
from onrecord.readers.fragments import drafts_of_fragment
from onrecord.readers.lines import kinds_of, label_article
from onrecord.readers.outlets import configured_outlet
from onrecord.readers.page import Facts, Page
from onrecord.readers.rows import capped, line_pieces
from onrecord.readers.split import seams
from onrecord.record import Dated, Problem, Reading
from onrecord.text.timestamps import parse_timestamp

READER: Final = "mail/1"

#: Parts looked at, and how deep they may be nested. A newsletter has three parts, two deep.
_MOST_PARTS: Final = 200
_DEEPEST: Final = 30
_LONGEST: Final = 1000  # characters of a header's words
_PLACE: Final = re.compile(
    r"header:([A-Za-z-]{1,40})|part:(\d{1,6})/(?:html:(path:.+)|text:(\d{1,12})-(\d{1,12}))", re.DOTALL
)
_COMMENT: Final = re.compile(r"\s*\([^()]{0,40}\)\s*$")


def read_mail(page: Page) -> Reading:
    """The articles of a message. Raises Unreadable (`empty`, `too deep`, `broken`)."""
    parts = _parts(page.data)
    facts, problems = _facts(page, parts[0])
    chosen = _chosen(parts)
    problems += _left(page, parts, chosen)
    drafts: list[Draft] = []
    encoding: str | None = None
    if chosen is not None:
        number, kind = chosen
        text, encoding, replaced = _text(parts[number - 1])
        if replaced:
            detail = f"{replaced} characters that are no text in {encoding} were replaced"
            problems.append(Problem(page.name, "repaired", detail, f"part:{number}", page.capture))
        if kind == "html":
            prefix = f"part:{number}/html:"
            drafts, met = drafts_of_fragment(text, page, prefix=prefix, facts=facts, form="letter")
            problems += met
        else:
            pieces = line_pieces(text, f"part:{number}/text")
            kinds = kinds_of(pieces)
            bounds = [0, *seams(pieces, kinds), len(pieces)]
            spans = [(a, b) for a, b in pairwise(bounds) if a < b]
            later = Facts(outlet=facts.outlet, url=facts.url, published=facts.published)
            drafts = [
                Draft(tuple(label_article(pieces[a:b], kinds[a:b])), facts if a == 0 else later) for a, b in spans
            ]
    articles, stray, more = assemble(page, READER, drafts)
    problems += more
    if not articles:
        problems.append(Problem(page.name, "no text", "the message holds no running prose", None, page.capture))
    return Reading(READER, encoding, articles, stray, capped(page, problems))


def texts_at(data: bytes, places: Sequence[str]) -> list[str]:
    """The words at places in the message. Raises ValueError for a place that it does not have, Unreadable for no message."""
    from onrecord.readers.html import texts_in

    parts = _parts(data)
    out: dict[int, str] = {}
    words_of: dict[int, str] = {}
    marked: dict[int, list[tuple[int, str]]] = {}
    for index, place in enumerate(places):
        match = _PLACE.fullmatch(place)
        if match is None:
            raise ValueError(f"{place!r} is no place in a mail")
        if match[1] is not None:
            words = _header(parts[0], match[1])
            if words is None:
                raise ValueError(f"the message has no header {match[1]!r}")
            out[index] = words
            continue
        number = int(match[2])
        if not 1 <= number <= len(parts) or parts[number - 1].is_multipart():
            raise ValueError(f"{place!r} is no place in this mail")
        if number not in words_of:
            words_of[number] = _text(parts[number - 1])[0]
        if match[3] is not None:
            marked.setdefault(number, []).append((index, match[3]))
        else:
            out[index] = words_of[number][int(match[4]) : int(match[5])]
    for number, paths in marked.items():
        texts = texts_in(words_of[number], [path for _, path in paths])
        out.update(zip((index for index, _ in paths), texts, strict=True))
    return [out[index] for index in range(len(places))]


def _parts(data: bytes) -> list[Message]:
    """All parts of a message in order, itself first."""
    if not data.strip():
        raise Unreadable("empty", "there is nothing in it but white space")
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    try:
        top = message_from_bytes(data)
    except RecursionError as error:
        raise Unreadable("too deep", "its parts are nested too deep") from error
    except (
        MessageError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ) as error:  # what the parser is known to raise
        raise Unreadable("broken", f"it is no message that can be read: {error}") from error
    out: list[Message] = []
    waiting: list[tuple[Message, int]] = [(top, 0)]
    while waiting and len(out) < _MOST_PARTS:
        part, depth = waiting.pop()
        if depth > _DEEPEST:
            raise Unreadable("too deep", f"its parts are nested over {_DEEPEST} deep")
        out.append(part)
        if part.is_multipart():
            inner = [p for p in cast("list[object]", part.get_payload()) if isinstance(p, Message)]
            waiting += [(p, depth + 1) for p in reversed(inner)]
    return out


def _chosen(parts: Sequence[Message]) -> tuple[int, str] | None:
    """Number and kind of the part that is read: the HTML with the most words, else the plain text with the most."""
    for kind in ("html", "plain"):
        sizes = [
            (shape.words(_text(part)[0]), -number)
            for number, part in enumerate(parts, start=1)
            if not part.is_multipart() and _kind(part) == f"text/{kind}" and not _is_attached(part)
        ]
        best = max(sizes, default=(0, 0))
        if best[0] > 0:
            return -best[1], "html" if kind == "html" else "text"
    return None


def _kind(part: Message) -> str:
    return part.get_content_type().lower()


def _is_attached(part: Message) -> bool:
    return str(part.get("Content-Disposition") or "").strip().lower().startswith("attachment")


def _left(page: Page, parts: Sequence[Message], chosen: tuple[int, str] | None) -> list[Problem]:
    """A problem that counts the parts that hold something else than the letter; empty where there are none."""
    others = [
        _kind(part)
        for number, part in enumerate(parts, start=1)
        if not part.is_multipart()
        and (_is_attached(part) or _kind(part) not in {"text/plain", "text/html"})
        and (chosen is None or number != chosen[0])
    ]
    if not others:
        return []
    kinds = ", ".join(sorted(clean(kind)[:60] for kind in set(others))[:10])
    detail = f"{len(others)} attached parts were not read: {kinds}"
    return [Problem(page.name, "passed over", detail, None, page.capture)]


def _text(part: Message) -> tuple[str, str, int]:
    """The words of a part, its encoding, and how many characters had to be replaced."""
    try:
        payload = part.get_payload(decode=True)
    except (
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
        binascii.Error,
    ):  # a transfer encoding that does not decode
        payload = None
    data = payload if isinstance(payload, bytes) else b""
    if not data.strip(b" \t\r\n\x0c\x00"):
        return "", "utf-8", 0
    try:
        declared = part.get_content_charset()
    except (ValueError, LookupError, AttributeError, TypeError):
        declared = None
    try:
        encoding = choose_encoding(data, declared=declared)
    except Unreadable:  # a picture that calls itself text
        return "", "utf-8", 0
    text = encoding.text(data[encoding.begin :])
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding.name, text.count("\ufffd")


def _header(message: Message, name: str) -> str | None:
    """The words of a header, decoded, on one line; None where there is none."""
    raw = message.get(name)
    if raw is None:
        return None
    raw = str(raw)[: 20 * _LONGEST]
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError, LookupError, TypeError, binascii.Error):
        pieces = [(raw, None)]
    words = ""
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            try:
                words += piece.decode(charset or "utf-8", "replace")
            except (LookupError, ValueError):
                words += piece.decode("utf-8", "replace")
        else:
            words += piece.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(clean(words).split())[:_LONGEST] or None


def _facts(page: Page, message: Message) -> tuple[Facts, list[Problem]]:
    """What the headers say: subject, day sent, sender, address of the letter on the web."""
    problems: list[Problem] = []
    published: tuple[Dated, ...] = ()
    words = _header(message, "Date")
    if words is not None:
        parsed = parse_timestamp(_COMMENT.sub("", words))
        if parsed is None:
            detail = f"{words[:80]!r} does not exist or cannot be told for certain; it is not used"
            problems.append(Problem(page.name, "bad date", detail, "header:Date", page.capture))
        else:
            published = (Dated(parsed[0], parsed[1], "field", words, "header:Date"),)
    subject = _header(message, "Subject")
    try:
        name, address = parseaddr(_header(message, "From") or "")
    except (ValueError, IndexError, TypeError):
        name, address = "", ""
    domain = address.rpartition("@")[2].lower()
    url = web_address((_header(message, "Archived-At") or "").strip("<>"), None)
    outlet = configured_outlet(url, page.outlets) or configured_outlet(
        f"https://{domain}/" if domain else None, page.outlets
    )
    facts = Facts(
        title=subject,
        title_place=None if subject is None else "header:Subject",
        outlet=outlet or name.strip() or domain or None,
        url=url,
        published=published,
    )
    return facts, problems
