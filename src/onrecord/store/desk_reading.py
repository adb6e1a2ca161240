"""Read-only connections for pages, with a time limit: no question of a reader can hold the record or the server up."""

from __future__ import annotations

import queue
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from onrecord.errors import OnrecordError
from onrecord.store.database import Store, open_for_reading

#: Steps of SQLite's machine between two looks at the clock: about a hundredth of a second at the most.
_STEPS: Final = 20_000


class TooSlow(OnrecordError):
    """A page's questions ran past their time limit."""


class _Timed(sqlite3.Connection):
    """A connection that asks before every question whether it is too late: many short ones take long too."""

    late: Callable[[], bool] | None = None

    def execute(self, *asked: Any) -> sqlite3.Cursor:
        if self.late is not None and self.late():
            raise sqlite3.OperationalError("too late")
        return super().execute(*asked)


class Readers:
    """Read-only connections to one record, opened as needed and kept for the next page. Close when done.

    `seconds` is the time that one page may take with the record; `most` how many connections are kept.
    """

    def __init__(
        self, path: Path, *, seconds: float, most: int = 8, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._path = path
        self._seconds = seconds
        self._clock = clock
        self._idle: queue.LifoQueue[Store] = queue.LifoQueue(most)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the record for the length of the block. Raises TooSlow."""
        store = self._take()
        db = store.connection
        assert isinstance(db, _Timed)
        deadline = self._clock() + self._seconds
        late = False

        def look() -> bool:
            nonlocal late
            late = self._clock() > deadline
            return late

        try:
            db.execute("BEGIN")
            db.set_progress_handler(look, _STEPS)  # within one question
            db.late = look
            yield db
        except sqlite3.OperationalError as error:
            if not late:
                raise
            raise TooSlow(
                f"this took longer than {self._seconds:g} seconds and was stopped; ask for something narrower,"
                " or set page_seconds in onrecord.toml"
            ) from error
        finally:
            db.set_progress_handler(None, 0)
            db.late = None
            if db.in_transaction:
                db.execute("ROLLBACK")
            self._give_back(store)

    def close(self) -> None:
        """Close what is idle."""
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return

    def _take(self) -> Store:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return open_for_reading(self._path, any_thread=True, factory=_Timed)

    def _give_back(self, store: Store) -> None:
        try:
            self._idle.put_nowait(store)
        except queue.Full:
            store.close()
