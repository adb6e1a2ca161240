"""Running the desk: the address, the password, the lists brought up to date, and an end at Ctrl-C."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from onrecord.errors import UsageError
from onrecord.web.safety import Access, hash_password, loopback
from onrecord.weeks import bring_up

if TYPE_CHECKING:
    from onrecord.desk import Desk

#: File in the desk that keeps the hash of the password, readable by its owner alone.
PASSWORD_FILE: Final = "password.argon2"  # noqa: S105 - a file name
LEAST_PASSWORD_CHARS: Final = 10


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen. `names`: host names, beside the address itself, that a browser may ask for."""

    host: str
    port: int
    names: tuple[str, ...] = ()


def access_for(address: Address, password: str | None) -> Access:
    """Who may ask at an address. Raises UsageError for an open address without a password."""
    given = {name.lower() for name in address.names}
    if loopback(address.host):
        return Access(frozenset({"localhost", "127.0.0.1", "::1", address.host.lower(), *given}), password=password)
    if password is None:
        raise UsageError(
            f"{address.host} can be reached from other machines, and no password is set; "
            "set one with: onrecord serve --set-password"
        )
    everywhere = address.host in {"0.0.0.0", "::"}  # noqa: S104 - told apart, not bound by default
    return Access(frozenset({address.host.lower(), "localhost", *given}), any_address=everywhere, password=password)


def keep_password(desk: Desk, password: str) -> Path:
    """Keep the hash of a password in the desk. Raises UsageError for a short one, or when it cannot be written."""
    if len(password) < LEAST_PASSWORD_CHARS:
        raise UsageError(f"a password needs {LEAST_PASSWORD_CHARS} characters or more")
    path = desk.folder / PASSWORD_FILE
    try:
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(hash_password(password) + "\n", encoding="ascii")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    return path


def kept_password(desk: Desk) -> str | None:
    """The hash that the desk keeps, or None."""
    path = desk.folder / PASSWORD_FILE
    return path.read_text(encoding="ascii").strip() if path.is_file() else None


def person() -> str:
    """The name that judgements carry where none is given: the account's."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def bring_up_to_date(desk: Desk, progress: Callable[[str, int, int | None], None]) -> None:
    """Make the lists that pages are made of, where the record was written before they were, or by another program."""
    with desk.open_for_writing() as store:
        bring_up(store, progress=progress)


def listen(address: Address) -> socket.socket:
    """A socket at the address. Raises UsageError when it is taken or not ours."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # named, not 0: asyncio sends small answers at once (TCP_NODELAY) only on sockets that say that they are TCP
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address.host, address.port))
        made.listen(128)  # from here on nobody is refused; whoever asks too early waits a moment
    except OSError as error:
        made.close()
        raise UsageError(f"cannot listen at {address.host}:{address.port}: {error.strerror or error}") from error
    return made


def run(desk: Desk, address: Address, *, judge: str, clock: Callable[[], str], ready: Callable[[str], None]) -> None:
    """Serve the desk until it is interrupted. `ready` gets the address to open."""
    import uvicorn

    from onrecord.web.app import Serving, make_app

    access = access_for(address, kept_password(desk))
    with listen(address) as bound:
        port = bound.getsockname()[1]
        app = make_app(
            Serving(desk, access, judge, clock, seconds=desk.settings.page_seconds, cookie=f"onrecord-{port}")
        )
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, ws="none", http="h11",
            lifespan="on", timeout_graceful_shutdown=3, timeout_keep_alive=15, limit_concurrency=100,
            h11_max_incomplete_event_size=64 * 1024,
        )  # fmt: skip
        host = f"[{address.host}]" if ":" in address.host else address.host
        ready(f"http://{host}:{port}/")
        try:
            uvicorn.Server(config).run(sockets=[bound])
        except KeyboardInterrupt:
            return  # Ctrl-C is how a server ends
