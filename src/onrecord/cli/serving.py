"""`onrecord serve`: the desk in a browser."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import DeskOption
from onrecord.cli.output import progress, say, talk
from onrecord.errors import UsageError

_NEEDED = ("starlette", "uvicorn", "argon2")


def serve(
    desk: DeskOption = Path(),
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Port; 0 takes a free one.")] = 8321,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen at; any but this machine's own needs a password.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="A host name, beside the address, that browsers may ask for.", metavar="HOST"),
    ] = None,
    judge: Annotated[
        str | None, typer.Option("--as", help="The name that judgements carry; by default the account's.")
    ] = None,
    set_password: Annotated[
        bool,
        typer.Option("--set-password", help="Ask for a password (or read it from stdin), keep its hash, and stop."),
    ] = False,
) -> None:
    """Open the desk in a browser: read, search, compare, review. Ctrl-C ends it.

    Examples:

      onrecord serve --desk friday/desk

      onrecord serve --desk friday/desk --port 8400 --as Lena

    Only this machine is answered unless --host says otherwise. Needs the extra `web`: pip install "onrecord[web]".
    """
    missing = [module for module in _NEEDED if find_spec(module) is None]
    if missing:
        raise UsageError(f'serve needs the extra "web" ({", ".join(missing)} not found): pip install "onrecord[web]"')
    from onrecord.cli.writing import now
    from onrecord.desk import open_desk
    from onrecord.web import server
    from onrecord.web.safety import loopback

    found = open_desk(desk)
    if set_password:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True) if sys.stdin.isatty() else (
            sys.stdin.readline().rstrip("\n")
        )  # fmt: skip
        say(str(server.keep_password(found, password)))
        return
    address = server.Address(host, port, tuple(name or ()))
    server.access_for(address, server.kept_password(found))
    with progress() as tell:
        server.bring_up_to_date(found, tell)
    if not loopback(host):
        talk(f"WARNING: {host} can be reached from other machines. The password guards it, but nothing here encrypts: ")
        talk("put it behind something that does (HTTPS), or use an SSH tunnel to 127.0.0.1 instead.")

    def ready(url: str) -> None:
        say(url)
        sys.stdout.flush()
        talk("Ctrl-C ends it.")

    server.run(found, address, judge=judge or server.person(), clock=now, ready=ready)
    talk("stopped")
