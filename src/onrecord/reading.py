"""Reading in a process of its own: whatever the bytes hold, it ends, within bounds of time and memory, and never takes us along.

Readers are pure functions of the bytes, but the libraries below them are not ours, and input is hostile. The process takes
one capture after the other over a pipe and gives back its `Reading`; one that runs past its time, its memory or into a fault
is ended and begun anew, and the capture is refused with that reason. Time is counted as processor time, so that a busy
machine refuses the same input as an idle one. Where the system has no limits of that kind, a clock of four times as long holds.
"""

from __future__ import annotations

import atexit
import io
import pickle
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from typing import IO, Any, Final, cast

from onrecord import frames
from onrecord.errors import Unreadable
from onrecord.record import PROBLEM_REASONS, Reading

#: Bytes of memory that the process may take. A page of 64 MiB takes under a GB to read, a table packed tightly more.
MEMORY_BYTES: Final = 4 * 1024 * 1024 * 1024
#: Processor time that loading the libraries of a reader may take, on a busy machine; usually half a second.
_LOADING_SECONDS: Final = 30
_ROW_CLASSES: Final = frozenset({"Reading", "Article", "Block", "Span", "Dated", "Credit", "Problem", "Link"})


class ReadingProcess:
    """A process that reads captures. It is started by the first `read` and ended by `close` or with this program."""

    def __init__(self, *, seconds: float, memory_bytes: int = MEMORY_BYTES) -> None:
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def read(
        self, data: bytes, *, name: str, url: str | None, outlets: Mapping[str, str], fields: Mapping[str, str]
    ) -> Reading:
        """What `onrecord.readers.read` gives. Raises Unreadable: also `too slow`, `too large` (memory), `failed`."""
        request = pickle.dumps(
            (data, name, url, dict(outlets), dict(fields), self._seconds, self._memory_bytes), protocol=5
        )
        process = self._running()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(10 + 4 * self._seconds, end)
        timer.start()
        try:
            answer = frames.exchange(process, request)
        finally:
            timer.cancel()
        if answer is None:
            raise self._ended(process, late=late.is_set())
        kind, value = _Answers(io.BytesIO(answer)).load()
        if kind == "read":
            return cast("Reading", value)
        reason, detail, place = cast("tuple[str, str, str | None]", value)
        raise Unreadable(reason, detail, place=place)

    def close(self) -> None:
        """End the process. A later `read` starts another."""
        if self._process is not None:
            frames.stop(self._process)
            self._process = None
        if self._log is not None:
            self._log.close()
            self._log = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._log = tempfile.TemporaryFile()  # noqa: SIM115
            self._process = frames.start("onrecord.reading", self._log)
        return self._process

    def _ended(self, process: subprocess.Popen[bytes], *, late: bool) -> Unreadable:
        """Why the process ended without an answer."""
        code = process.wait()
        words = ""
        if self._log is not None:
            self._log.seek(0)
            lines = self._log.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
            words = lines[-1][:200] if lines else ""
        self.close()
        if late or code == -24:  # SIGXCPU
            return Unreadable(
                "too slow", f"reading it took over {self._seconds:g} seconds (read_seconds in onrecord.toml)"
            )
        if code == -9:
            return Unreadable("too large", "reading it takes more memory than there is")
        return Unreadable(
            "failed", f"its reader ended by signal {-code}" if code < 0 else f"its reader failed: {words}"
        )


@cache
def reading_process(seconds: float) -> ReadingProcess:
    """The process for this limit; one serves a whole program, since starting it takes as long as reading twenty pages."""
    process = ReadingProcess(seconds=seconds)
    atexit.register(process.close)
    return process


class _Answers(pickle.Unpickler):
    """Takes rows of the record and nothing else, in case that hostile bytes have taken over the process."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "onrecord.record" and name in _ROW_CLASSES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no row of the record")


def _serve() -> None:
    """Answer requests until the pipe ends: the other side of `ReadingProcess`."""
    from onrecord.readers import load, read

    with frames.serving() as (requests, answers):
        while (request := frames.receive(requests)) is not None:
            data, name, url, outlets, fields, seconds, memory_bytes = pickle.loads(request)  # noqa: S301
            _limit(seconds + _LOADING_SECONDS, memory_bytes)
            answer: tuple[str, object]
            try:
                load(data, name)  # what a reader's libraries take to load is not the input's time
                _limit(seconds, memory_bytes)
                answer = ("read", read(data, name=name, url=url, outlets=outlets, fields=fields))
            except Unreadable as error:
                answer = ("refused", (error.reason, error.detail, error.place))
            except RecursionError:
                answer = ("refused", ("too deep", "it is nested deeper than can be read", None))
            except MemoryError:
                answer = ("refused", ("too large", "reading it takes more memory than is allowed", None))
            assert answer[0] == "read" or cast("tuple[str, str]", answer[1])[0] in PROBLEM_REASONS
            frames.send(answers, pickle.dumps(answer, protocol=5))


def _limit(seconds: float, memory_bytes: int) -> None:
    """Let the process run so many seconds of processor time from now on (rounded up), and take so much memory."""
    try:
        import resource
    except ImportError:  # a system without such limits
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 1),
    ):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(hard, value), hard))


if __name__ == "__main__":
    _serve()
