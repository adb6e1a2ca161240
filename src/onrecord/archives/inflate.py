"""Unpacking compressed bytes within limits: streams of gzip members, and the content codings of HTTP."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Final, cast

from onrecord.archives.member import Member
from onrecord.errors import OnrecordError
from onrecord.record import Problem

_CHUNK: Final = 65536
#: A stream may swell so far without being looked at, and then so many times its packed size. Text shrinks to a third up to a
#: fiftieth; only what was made to swell goes on past two hundred times.
_FREE_BYTES: Final = 64 * 1024 * 1024
_SWELLING: Final = 200


class Swollen(OnrecordError):
    """Packed bytes unpack to more than is allowed."""


class Damaged(OnrecordError):
    """Packed bytes are cut off or not what they are said to be."""


class Inflated:
    """A stream of gzip members, read as what they hold. Reads never go past the end of what is asked for.

    Raises Damaged where the packed bytes are, Swollen where they unpack to more than reason.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._inflater: Any = None
        self._packed = b""
        self._ready = b""
        self._fault: Damaged | Swollen | None = None
        self._taken = 0
        self._given = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer only at the end, or before damage, which the next read tells."""
        parts: list[bytes] = []
        wanted = size
        while wanted > 0:
            try:
                if self._fault is None and not self._ready and not self._more():
                    break
            except (Damaged, Swollen) as error:
                self._fault = error
            if self._fault is not None:
                if parts:
                    break
                raise self._fault
            part, self._ready = self._ready[:wanted], self._ready[wanted:]
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def _more(self) -> bool:
        """Unpack some bytes into `_ready`; False at the end of the stream."""
        while not self._ready:
            if not self._packed:
                self._packed = self._stream.read(_CHUNK)
                self._taken += len(self._packed)
                if not self._packed:
                    if self._inflater is not None:
                        raise Damaged("the packed bytes end in the middle")
                    return False
            if self._inflater is None:
                self._packed = self._packed.lstrip(b"\x00")  # padding between members
                if not self._packed:
                    continue
                self._inflater = zlib.decompressobj(wbits=31)
            try:
                self._ready = self._inflater.decompress(self._packed, _CHUNK)
            except zlib.error as error:
                raise Damaged(f"the packed bytes are damaged: {error}") from error
            self._packed = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail
            if self._inflater.eof:
                self._inflater = None
            self._given += len(self._ready)
            if self._given > _FREE_BYTES and self._given > _SWELLING * self._taken:
                raise Swollen(f"it unpacks to over {_SWELLING} times its size")
        return True


def peek(head: bytes) -> bytes:
    """The first bytes that a gzip stream unpacks to, as far as `head` holds them."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 1024)
    except zlib.error:
        return b""


def gzip_member(stream: IO[bytes], address: str, *, limit: int) -> Member | Problem:
    """What a gzipped file holds, as one capture."""
    try:
        inflated = Inflated(stream)
        data = inflated.read(limit + 1)
        if len(data) <= limit:
            inflated.read(1)  # tells of damage at the end
    except Damaged as error:
        return Problem(address, "broken", str(error))
    except Swollen as error:
        return Problem(address, "too large", str(error))
    if len(data) > limit:
        return Problem(address, "too large", f"it unpacks to over {limit:,} bytes, which is the limit")
    return Member(address, data)


def codings_known() -> tuple[str, ...]:
    """Content codings that can be unpacked here; brotli and zstd need the extra `fetch`."""
    known = ["gzip", "deflate"]
    for name, module in (("br", "brotli"), ("zstd", "zstandard")):
        try:
            __import__(module)
        except ImportError:
            continue
        known.append(name)
    return tuple(known)


def unpack(chunks: Iterable[bytes], codings: str | None, *, limit: int) -> bytes:
    """The bytes that a body holds after its content codings ("gzip", "br, gzip") are undone, last one first.

    Raises Swollen over `limit` bytes, Damaged where it is cut off, not packed as it says, or in an unknown coding.
    """
    names = [
        name.strip().lower() for name in (codings or "").split(",") if name.strip().lower() not in {"", "identity"}
    ]
    if len(names) > 3:
        raise Damaged("it is packed over and over")
    body = iter(chunks)
    for name in reversed(names):
        body = _unpacked(body, name)
    out: list[bytes] = []
    size = 0
    for part in body:
        size += len(part)
        if size > limit:
            raise Swollen(f"it has over {limit:,} bytes, which is the limit")
        out.append(part)
    return b"".join(out)


def _unpacked(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    if name in {"gzip", "x-gzip"}:
        return _inflate(chunks, 31)
    if name == "deflate":
        return _inflate(chunks, 15)
    if name == "br":
        return _brotli(chunks)
    if name == "zstd":
        return _zstd(chunks)
    raise Damaged(f"it is packed as {name[:40]!r}, which is not known here")


def _inflate(chunks: Iterator[bytes], wbits: int) -> Iterator[bytes]:
    """Gzip (31) or deflate (15; raw deflate too, which some servers send under that name)."""
    inflater = zlib.decompressobj(wbits=wbits)
    fresh = True
    for chunk in chunks:
        rest = chunk
        while rest:
            if inflater.eof:
                if wbits != 31 or not rest.strip(b"\x00"):
                    rest = b""
                    continue
                inflater, fresh = zlib.decompressobj(wbits=wbits), False
            try:
                part = inflater.decompress(rest, _CHUNK)
            except zlib.error as error:
                if wbits == 15 and fresh:
                    inflater, wbits = zlib.decompressobj(wbits=-15), -15
                    continue
                raise Damaged(f"its packed body is damaged: {error}") from error
            fresh = False
            rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            if part:
                yield part
    if not fresh and not inflater.eof:
        raise Damaged("its packed body ends in the middle")


def _brotli(chunks: Iterator[bytes]) -> Iterator[bytes]:
    try:
        import brotli
    except ImportError as error:
        raise Damaged("it is packed with brotli; install onrecord[fetch]") from error
    decoder = brotli.Decompressor()
    for chunk in chunks:
        try:
            part = decoder.process(chunk, output_buffer_limit=_CHUNK)
            while part or not decoder.can_accept_more_data():
                if part:
                    yield part
                part = decoder.process(b"", output_buffer_limit=_CHUNK)
        except brotli.error as error:
            raise Damaged(f"its packed body is damaged: {error}") from error
    if not decoder.is_finished():
        raise Damaged("its packed body ends in the middle")


class _Reader:
    """Chunks as a stream with `read`, as the zstd library wants it."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = chunk
        size = len(self._rest) if size < 0 else size
        part, self._rest = self._rest[:size], self._rest[size:]
        return part


def _zstd(chunks: Iterator[bytes]) -> Iterator[bytes]:
    try:
        import zstandard
    except ImportError as error:
        raise Damaged("it is packed with zstd; install onrecord[fetch]") from error
    # 8 MiB is the largest window that a server may use for this coding (RFC 9659)
    stream = zstandard.ZstdDecompressor(max_window_size=8 * 1024 * 1024).stream_reader(
        cast("IO[bytes]", _Reader(chunks))
    )
    read: Callable[[int], bytes] = stream.read
    while True:
        try:
            part = read(_CHUNK)
        except zstandard.ZstdError as error:
            raise Damaged(f"its packed body is damaged: {error}") from error
        if not part:
            return
        yield part
