"""A web server on the loopback that does what servers do, and what they should not."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from made_formats import PAGE

Route = Callable[["Handler"], None]


@dataclass
class Site:
    """A running server: its address, its routes by path, and the requests it was asked."""

    port: int
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    scheme: str = "http"

    @property
    def top(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def url(self, path: str, host: str | None = None) -> str:
        return (f"{self.scheme}://{host}:{self.port}" if host else self.top) + path

    def serve(self, path: str, body: bytes = PAGE, **headers: str) -> str:
        """Serve these bytes at a path; gives the address."""
        self.routes[path] = lambda handler: handler.answer(200, body, **headers)
        return self.url(path)

    def count(self, path: str) -> int:
        return self.asked.count(path)


class Handler(BaseHTTPRequestHandler):
    """Answers by the routes of its site."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        path = self.path
        self.site.asked.append(path)
        self.site.headers.append({name.lower(): value for name, value in self.headers.items()})
        route = self.site.routes.get(path) or self.site.routes.get(path.partition("?")[0])
        if route is None:
            self.answer(404, b"nothing here")
        else:
            route(self)
        self.close_connection = True

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **named}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silence."""


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site on a free port of the loopback, until the end of the block; with TLS where its side of it is given."""
    handler = type("OwnHandler", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # clients that go away are the subject
    site = Site(server.server_address[1])
    if tls is not None:
        site.scheme = "https"
        # the handshake is made in the thread of the request: one that fails holds nobody up
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    handler.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def moved(to: str, status: int = 302) -> Route:
    return lambda handler: handler.answer(status, Location=to)


def failing(times: int, then: bytes, *, status: int = 500, **headers: str) -> Route:
    """Errors so many times, then a page."""
    left = [times]

    def route(handler: Handler) -> None:
        left[0] -= 1
        if left[0] >= 0:
            handler.answer(status, b"sorry", **headers)
        else:
            handler.answer(200, then)

    return route


def truncated(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(PAGE[:100])


def truncated_chunks(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"40\r\n" + PAGE[:0x40] + b"\r\n")


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"<p>More and more, he said.</p>" * 1000)
    except OSError:
        return


def dripping(handler: Handler) -> None:
    """A byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    try:
        for _ in range(1000):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return


def dripping_headers(handler: Handler) -> None:
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(1000):
            handler.wfile.write(b"X-%d: y\r\n" % n)
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return


def silent(handler: Handler) -> None:
    time.sleep(3)


#: Packed once: a server that packs for each request is slow, which is another fault.
_BOMB = gzip.compress(b"\0" * 30_000_000)


def bomb(handler: Handler) -> None:
    handler.answer(200, _BOMB, Content_Encoding="gzip")


def tagged(body: bytes, etag: str) -> Route:
    """A page that is sent only to who does not have it."""

    def route(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.answer(304)
        else:
            handler.answer(200, body, ETag=etag, Last_Modified="Mon, 02 Mar 2026 10:00:00 GMT")

    return route
