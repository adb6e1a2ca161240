"""WARC: each response (and resource) record whose payload may be a page is one capture, with its address and time.

Takes a stream, plain or gzipped record by record or as a whole (WARC 1.0 and 1.1). The payload is the body of the HTTP message
with its transfer and content codings undone, which is what a browser would have been given. Requests, notes, pictures,
errors and repeats are passed over and counted in one problem for each reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final, Protocol

from onrecord.archives.inflate import Damaged, Inflated, Swollen, unpack
from onrecord.archives.member import Member
from onrecord.record import Problem
from onrecord.text.timestamps import parse_timestamp

_LONGEST_LINE: Final = 64 * 1024
_MOST_HEADERS: Final = 1000
_CHUNK: Final = 1024 * 1024
#: Types of payloads that hold no text, as servers declare them.
_NO_TEXT: Final = re.compile(
    r"\s*(?:image|video|audio|font)/|\s*text/(?:css|javascript)|\s*application/(?:javascript|x-javascript|font|wasm|octet-stream|zip"
    r"|vnd\.ms-fontobject|x-font)",
    re.IGNORECASE,
)
_NO_PAGES: Final = frozenset({"warcinfo", "request", "metadata"})


class Stream(Protocol):
    """What records are read from."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; fewer only at the end."""


@dataclass(slots=True)
class _Lines:
    """Lines and stretches of a stream. `ended` is True after its last byte."""

    stream: Stream
    buffer: bytes = b""
    ended: bool = False

    def line(self) -> bytes:
        """The next line without its end; empty at the end. Raises Damaged for one over 64 KiB."""
        while (end := self.buffer.find(b"\n")) < 0:
            if len(self.buffer) > _LONGEST_LINE:
                raise Damaged("a header of over 64 KiB")
            more = self.stream.read(8192)
            if not more:
                line, self.buffer, self.ended = self.buffer, b"", True
                return line
            self.buffer += more
        line, self.buffer = self.buffer[:end], self.buffer[end + 1 :]
        return line.rstrip(b"\r")

    def take(self, size: int, limit: int) -> bytes | None:
        """The next `size` bytes; None where they are over the limit (then they are skipped). Raises Damaged when cut off."""
        keep = size <= limit
        parts: list[bytes] = []
        left = size
        while left > 0:
            part = self.buffer[:left] if self.buffer else self.stream.read(min(left, _CHUNK))
            self.buffer = self.buffer[len(part) :] if self.buffer else b""
            if not part:
                raise Damaged("the last record is cut off")
            left -= len(part)
            if keep:
                parts.append(part)
        return b"".join(parts) if keep else None


@dataclass(slots=True)
class _Passed:
    """How many records were passed over, by reason."""

    counts: Counter[str] = field(default_factory=Counter)

    def problems(self, address: str) -> Iterator[Problem]:
        for reason, number in sorted(self.counts.items()):
            yield Problem(address, "passed over", f"{number} records: {reason}")


def warc_members(stream: IO[bytes], address: str, *, limit: int) -> Iterator[Member | Problem]:
    """The pages of a WARC file in order, then what was passed over; see `onrecord.archives.members`."""
    head = stream.read(2)
    stream.seek(0)
    lines = _Lines(Inflated(stream) if head == b"\x1f\x8b" else stream)
    passed = _Passed()
    number = 0
    try:
        while True:
            headers = _record_headers(lines)
            if headers is None:
                break
            number += 1
            size = headers.get("content-length", "")
            if not re.fullmatch(r"\d{1,18}", size):
                raise Damaged(f"record {number} does not tell its length")
            # a record holds the headers of its HTTP message too
            block = lines.take(int(size), limit + _LONGEST_LINE)
            found = _member(headers, block, f"{address}#{number}", limit, passed)
            if found is not None:
                yield found
    except Damaged as error:
        yield Problem(address, "broken", f"it is damaged after record {number}; what stands before was read: {error}")
    except Swollen as error:
        yield Problem(address, "too large", f"{error}; what stands before was read")
    yield from passed.problems(address)


def _record_headers(lines: _Lines) -> dict[str, str] | None:
    """Headers of the next record, names in lower case; None at the end."""
    line = lines.line()
    while not line.strip() and not lines.ended:
        line = lines.line()
    if not line.strip():
        return None
    if not line.startswith(b"WARC/"):
        raise Damaged("a record that does not begin as one")
    return _headers(lines)


def _headers(lines: _Lines) -> dict[str, str]:
    out: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        line = lines.line()
        if not line:
            return out
        name, _, value = line.decode("utf-8", "replace").partition(":")
        out.setdefault(name.strip().lower(), value.strip())
    raise Damaged("a record with thousands of headers")


def _member(
    headers: dict[str, str], block: bytes | None, place: str, limit: int, passed: _Passed
) -> Member | Problem | None:
    """The capture that a record holds; None for one without a page."""
    kind = headers.get("warc-type", "")
    if kind in _NO_PAGES:
        return None
    if kind == "revisit":
        passed.counts["repeats of a page that is kept in another record"] += 1
        return None
    if kind not in {"response", "resource"}:
        passed.counts[f"of the type {kind[:40]!r}, which holds no page"] += 1
        return None
    address = headers.get("warc-target-uri", "").strip("<> ")
    if not re.match(r"https?://[^\s/]", address, re.IGNORECASE):
        passed.counts["without a web address (DNS and the like)"] += 1
        return None
    if block is None:
        return Problem(f"{place} {address}", "too large", f"the record is over the limit of {limit:,} bytes")
    content_type = headers.get("content-type", "")
    body: bytes = block
    if kind == "response" and not content_type.lower().startswith("application/http"):
        passed.counts["responses that are no web pages"] += 1
        return None
    try:
        if kind == "response":
            status, http, body = _http(block)
            content_type = http.get("content-type", "")
            if status != 200:
                passed.counts["answers that are no page (moved, not found, errors)"] += 1
                return None
            if _NO_TEXT.match(content_type) is None:
                body = _decoded(body, http, limit)
        if _NO_TEXT.match(content_type):
            passed.counts["pictures, styles, scripts and the like"] += 1
            return None
    except Damaged as error:
        return Problem(f"{place} {address}", "broken", str(error))
    except Swollen as error:
        return Problem(f"{place} {address}", "too large", str(error))
    stamp = parse_timestamp(headers.get("warc-date", ""))
    return Member(address, body, address, stamp[0] if stamp is not None and stamp[1] == "minute" else None)


def _http(block: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and raw body of an HTTP message."""
    lines = _Lines(_Nothing(), block)
    match = re.match(rb"HTTP/\d(?:\.\d)? (\d{3})", lines.line())
    if match is None:
        raise Damaged("the record holds no HTTP message")
    headers = _headers(lines)
    return int(match[1]), headers, lines.buffer


class _Nothing:
    """A stream that is at its end."""

    def read(self, size: int, /) -> bytes:
        del size
        return b""


def _decoded(body: bytes, headers: dict[str, str], limit: int) -> bytes:
    """The body with its codings undone. Some archives store it undone already and keep the headers: then it stays as it is."""
    if "chunked" in headers.get("transfer-encoding", "").lower() and re.match(rb"[0-9a-fA-F]{1,8}[ ;\r\n]", body):
        body = _joined_chunks(body)
    coding = headers.get("content-encoding", "").lower()
    if "gzip" in coding and not body.startswith(b"\x1f\x8b"):
        coding = ""
    if len(body) > limit:
        raise Swollen(f"it has over {limit:,} bytes, which is the limit")
    return unpack((body,), coding, limit=limit) if body else body


def _joined_chunks(body: bytes) -> bytes:
    """A body that was sent in chunks, as one. Raises Damaged where a chunk is cut off."""
    parts: list[bytes] = []
    position = 0
    while True:
        end = body.find(b"\n", position, position + 1024)
        match = re.match(rb"\s*([0-9a-fA-F]{1,8})", body[position:end]) if end >= 0 else None
        if match is None:
            raise Damaged("the body ends in the middle of a chunk")
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        if end + 1 + size > len(body):
            raise Damaged("the body ends in the middle of a chunk")
        parts.append(body[end + 1 : end + 1 + size])
        position = end + 1 + size
        position += (
            2 if body[position : position + 2] == b"\r\n" else 1 if body[position : position + 1] == b"\n" else 0
        )
