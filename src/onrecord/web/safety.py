"""Who may ask, and what an answer may do: host names, origins, passwords, cookies, tokens, headers.

The server is for one person on one machine, but a browser also carries other people's pages. Against those: only known host
names are answered (DNS rebinding), a change needs a token that another page cannot know and a cookie that is not sent from
one (CSRF), and pages may load nothing but our own style, script and fonts (CSP), so that text of a hostile page that
slipped through could still not act.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Callable[[], Awaitable[MutableMapping[str, Any]]], Send], Awaitable[None]]

HEADERS: Final = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self';"
        b" form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
#: How long a password entered holds.
SESSION_SECONDS: Final = 12 * 3600
#: Least time between two tries of a password: argon2 is slow already, this also holds many askers at once back.
_TRY_SECONDS: Final = 0.5
#: More sessions than this at a time are no person's.
_MOST_SESSIONS: Final = 1000
#: The longest form that is read: a briefing in the editor is a tenth of it.
BODY_BYTES: Final = 4 * 1024 * 1024
_OPEN: Final = ("/login", "/static/")


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask.

    names     host names that are answered, in lower case, without port; any_address: and every IP address
    password  argon2 hash of the password, None where none is asked (on the loopback address only)
    """

    names: frozenset[str]
    any_address: bool = False
    password: str | None = None


def loopback(host: str) -> bool:
    """True for an address that only this machine reaches."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


@dataclass(slots=True)
class Visits:
    """The cookies that were given out by this process, and which of them brought the password."""

    cookie: str
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    clock: Callable[[], float] = time.monotonic
    _until: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _last_try: float = float("-inf")

    def token(self, visit: str) -> str:
        """The token that a form of this visit must bring."""
        return hmac.new(self.secret, visit.encode(), hashlib.sha256).hexdigest()

    def fits(self, visit: str | None, token: str) -> bool:
        """Whether the token is that of the visit."""
        return visit is not None and hmac.compare_digest(self.token(visit).encode(), token.encode())

    def entered(self, visit: str | None) -> bool:
        """Whether the visit brought the password, and not too long ago."""
        return visit is not None and self._until.get(visit, 0.0) > self.clock()

    def enter(self, hashed: str, password: str) -> str | None:
        """A new visit where the password is right, else None. Tries come one at a time, with a pause."""
        from argon2 import PasswordHasher
        from argon2.exceptions import InvalidHashError, VerificationError

        with self._lock:
            wait = self._last_try + _TRY_SECONDS - self.clock()
            if wait > 0:
                time.sleep(min(wait, _TRY_SECONDS))
            self._last_try = self.clock()
            try:
                PasswordHasher().verify(hashed, password)
            except (VerificationError, InvalidHashError):
                return None
            now = self.clock()
            self._until = {v: until for v, until in self._until.items() if until > now}
            while len(self._until) >= _MOST_SESSIONS:
                self._until.pop(min(self._until, key=lambda v: self._until[v]))
            visit = new_visit()
            self._until[visit] = now + SESSION_SECONDS
            return visit

    def leave(self, visit: str | None) -> None:
        """Forget a visit."""
        self._until.pop(visit or "", None)


def new_visit() -> str:
    """A cookie's value: 256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def cookie_header(visits: Visits, visit: str) -> bytes:
    """The header that sets the cookie: not for scripts, not from other sites, gone when the browser closes."""
    return f"{visits.cookie}={visit}; Path=/; HttpOnly; SameSite=Strict".encode()


class Guard:
    """Stands before the app: refuses what may not be asked, gives every visit its cookie and every answer its headers."""

    def __init__(self, app: App, access: Access, visits: Visits) -> None:
        self._app = app
        self._access = access
        self._visits = visits

    async def __call__(
        self, scope: Scope, receive: Callable[[], Awaitable[MutableMapping[str, Any]]], send: Send
    ) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refused(scope, headers)
        if refused is not None:
            await _plain(send, *refused)
            return
        visit = _visit(headers.get(b"cookie", ""), self._visits.cookie)
        fresh = visit is None
        visit = visit or new_visit()
        scope["onrecord.visit"] = visit
        path = scope["path"]
        if self._access.password is not None and not self._visits.entered(visit) and not path.startswith(_OPEN):
            await self._ask_password(send, path)
            return

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                named = {name.lower() for name, _ in message["headers"]}
                extra = [header for header in HEADERS if header[0] not in named]
                if b"cache-control" not in named:
                    extra.append((b"cache-control", b"no-store"))
                if fresh and not path.startswith("/static/") and b"set-cookie" not in named:
                    extra.append((b"set-cookie", cookie_header(self._visits, visit)))
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        await self._app(scope, receive, guarded)

    def _refused(self, scope: Scope, headers: dict[bytes, str]) -> tuple[int, str] | None:
        host = headers.get(b"host", "")
        if not self._known(host):
            return 421, "This host name is not one that this desk answers to. Ask for it by its address."
        if scope["method"] not in {"GET", "HEAD", "POST"}:
            return 405, "This desk knows GET, HEAD and POST."
        if scope["method"] == "POST":
            if headers.get(b"sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
                return 403, "This came from another site."
            origin = headers.get(b"origin")
            if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
                return 403, "This came from another site."
            length = headers.get(b"content-length", "")
            if not length.isdigit():
                return 411, "How long is it?"
            if int(length) > BODY_BYTES:
                return 413, f"That is over {BODY_BYTES:,} bytes."
        return None

    def _known(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        if name is None or "@" in host or "/" in host:
            return False
        if name in self._access.names:
            return True
        if not self._access.any_address:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    async def _ask_password(self, send: Send, path: str) -> None:
        if path.endswith((".json", ".csv")):
            await _plain(send, 401, "The password first: open this desk in a browser.")
            return
        head = [(b"location", b"/login"), (b"cache-control", b"no-store"), *HEADERS]
        await send({"type": "http.response.start", "status": 303, "headers": head})
        await send({"type": "http.response.body", "body": b""})


async def _plain(send: Send, status: int, text: str) -> None:
    body = text.encode()
    head = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
        *HEADERS,
    ]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


def _visit(header: str, name: str) -> str | None:
    """The value of our cookie, where it has the form of one that we give out."""
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return None
    if found is None or len(found.value) != 43 or not found.value.replace("-", "").replace("_", "").isalnum():
        return None
    return found.value
