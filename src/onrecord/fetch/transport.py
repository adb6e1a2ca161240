"""One request: the host is resolved and checked, the connection goes to what was checked, the answer is read within limits.

TLS is checked against the host's name, though the connection goes to an address. No proxy, no cookie, no credentials, no
redirect is followed here.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from typing import Final

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from onrecord.archives.inflate import Damaged, Swollen, unpack
from onrecord.errors import OnrecordError
from onrecord.fetch.addresses import Forbidden, Network, Resolve, Target, permitted, system_resolve

_CHUNK: Final = 65536
#: Headers that we look at; the others of an answer are not kept.
_KEPT: Final = (
    "content-type",
    "content-encoding",
    "etag",
    "last-modified",
    "location",
    "retry-after",
    "content-length",
)
_LONGEST_HEADER: Final = 4000


class NoAnswer(OnrecordError):
    """No whole answer came: no connection, a broken one, one that took too long. Asking again may help."""


class Untrusted(Forbidden):
    """The host shows no certificate that holds for its name today: who answers is not known."""


class TooLarge(OnrecordError):
    """The answer is over the limit of size. Asking again does not help."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request.

    seconds          for the whole answer
    silence_seconds  for the connection, and for each silence within the answer
    most_bytes       of the body, packed and unpacked
    """

    seconds: float = 60.0
    silence_seconds: float = 20.0
    most_bytes: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its status, the headers that matter (names in lower case), and its body with its codings undone."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@cache
def system_trust() -> ssl.SSLContext:
    """TLS as the system has it: its authorities, names checked, TLS 1.2 and newer."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@dataclass(frozen=True, slots=True)
class Transport:
    """How requests are made. `allowed` are networks that are open to us beside the web; `trust` says whose certificates hold."""

    agent: str
    limits: Limits
    allowed: Sequence[Network] = ()
    resolve: Resolve = system_resolve
    trust: Callable[[], ssl.SSLContext] = system_trust

    def get(self, target: Target, headers: Mapping[str, str]) -> Answer:
        """The answer to a GET. Raises Forbidden (Untrusted too), NoAnswer or TooLarge.

        The body of an answer other than 200 is not read.
        """
        try:
            found = self.resolve(target.host, target.port)
        except (OSError, UnicodeError) as error:
            raise NoAnswer(f"the name {target.host} is not known: {error}") from error
        fault: NoAnswer | Untrusted | None = None
        for address in permitted(found, target, self.allowed)[:3]:
            connection = self._connection(address, target)
            try:
                connection.connect()
            except ssl.SSLCertVerificationError as error:
                connection.close()
                fault = Untrusted(f"the certificate of {target.host} does not hold: {error.verify_message}")
                continue
            except (HTTPError, OSError) as error:
                connection.close()
                fault = NoAnswer(f"no connection to {target.host}: {_words(error)}")
                continue
            return self._exchange(connection, target, headers)
        assert fault is not None
        raise fault

    def _connection(self, address: str, target: Target) -> HTTPConnection:
        silence = self.limits.silence_seconds
        if target.scheme == "http":
            return HTTPConnection(address, target.port, timeout=silence)
        # no `assert_hostname`: the library would switch off OpenSSL's own check of the name that is asked for
        return HTTPSConnection(
            address, target.port, timeout=silence, ssl_context=self.trust(), server_hostname=target.host
        )

    def _exchange(self, connection: HTTPConnection, target: Target, headers: Mapping[str, str]) -> Answer:
        """Ask over an open connection. A timer breaks it off when the whole answer takes too long, drop by drop."""
        late = threading.Event()
        socket_ = connection.sock

        def break_off() -> None:
            late.set()
            with suppress(OSError):
                socket_.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.limits.seconds, break_off)
        timer.start()
        try:
            connection.request(
                "GET",
                target.path,
                headers={**headers, "Host": target.netloc, "User-Agent": self.agent, "Connection": "close"},
                preload_content=False,
                decode_content=False,
                enforce_content_length=True,
            )
            response = connection.getresponse()
            kept = {name: value[:_LONGEST_HEADER] for name in _KEPT if (value := response.headers.get(name))}
            body = self._body(response, kept) if response.status == 200 else b""
        except (HTTPError, HTTPException, OSError, ValueError, Damaged) as error:
            words = f"it took over {self.limits.seconds:g} seconds" if late.is_set() else _words(error)
            raise NoAnswer(f"no whole answer from {target.host}: {words}") from error
        except Swollen as error:
            raise TooLarge(str(error)) from error
        finally:
            timer.cancel()
            connection.close()
        if late.is_set():
            raise NoAnswer(f"no whole answer from {target.host}: it took over {self.limits.seconds:g} seconds")
        return Answer(response.status, kept, body)

    def _body(self, response: BaseHTTPResponse, headers: Mapping[str, str]) -> bytes:
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:18]) > self.limits.most_bytes:
            raise TooLarge(f"it has {length} bytes; the limit is {self.limits.most_bytes:,}")
        return unpack(self._chunks(response), headers.get("content-encoding"), limit=self.limits.most_bytes)

    def _chunks(self, response: BaseHTTPResponse) -> Iterator[bytes]:
        """The packed bytes as they come; fewer than were announced are an error of the library."""
        size = 0
        while chunk := response.read(_CHUNK, decode_content=False):
            size += len(chunk)
            if size > self.limits.most_bytes:
                raise Swollen(f"it has over {self.limits.most_bytes:,} bytes, which is the limit")
            yield chunk


def _words(error: Exception) -> str:
    """What an error of the library says, on one line, without the objects that it names."""
    text = " ".join(str(getattr(error, "reason", None) or error).split())
    return (text.rpartition(">: ")[2] or type(error).__name__)[:200]
