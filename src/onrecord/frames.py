"""Messages over the pipes of a process of our own: each a length of eight bytes and so many bytes."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

_LENGTH: Final = struct.Struct(">Q")


def start(module: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """A process that runs the module and speaks by frames; what it prints beside them goes to the log."""
    command = [sys.executable, "-P", "-m", module]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)  # noqa: S603


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the process at once."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue
    process.kill()
    process.wait()


def exchange(process: subprocess.Popen[bytes], request: bytes) -> bytes | None:
    """Send a request and wait for the answer; None where the process ended before."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(_LENGTH.pack(len(request)))
        process.stdin.write(request)
        process.stdin.flush()
    except BrokenPipeError:
        return None
    return receive(process.stdout)


def receive(pipe: IO[bytes]) -> bytes | None:
    """The next message of a pipe; None at its end."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    body = pipe.read(size)
    return body if len(body) == size else None


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write a message and see it off."""
    pipe.write(_LENGTH.pack(len(message)) + message)
    pipe.flush()


@contextmanager
def serving() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The pipes of the process that serves: requests, answers. What a library prints meanwhile goes to the log."""
    answers, printed = sys.stdout.buffer, sys.stdout
    sys.stdout = sys.stderr
    try:
        yield sys.stdin.buffer, answers
    except KeyboardInterrupt:  # meant for the program that we belong to
        sys.exit(0)
    finally:
        sys.stdout = printed
