"""Extraction in several processes at once: the same rows in the same order as in one.

Each process loads the models and takes one article after the other over a pipe; the rows go to the caller in the order of the
articles, so that the record does not depend on how many processes there were. One that ends early (no memory, a signal), or
that loaded other models or actors than the caller, is done without: the caller extracts its articles itself.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import tempfile
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final, cast

from onrecord import frames
from onrecord.extraction import Found, Models, extract, load_models
from onrecord.record import Article

#: Processes where the settings name no number: more than four keep the one that stores waiting for none.
MOST_PROCESSES: Final = 4
#: Articles for each process from which it pays to start one: loading the models takes as long as reading ten.
_WORTH: Final = 24
#: Articles on their way for each process; the rows of a long one wait for those before it.
_AHEAD: Final = 4


def processes_for(articles: int, wanted: int | None) -> int:
    """Processes for so many articles: as many as wanted, else one a core, four at most, fewer for few articles."""
    most = min(_cores(), MOST_PROCESSES, articles // _WORTH) if wanted is None else min(wanted, articles)
    return max(1, most)


def extracted(
    articles: Iterable[Article], models: Models, actors: Sequence[Path], *, processes: int
) -> Generator[tuple[Article, Found]]:
    """Each article with what `extraction.extract` finds in it, in order. `models` are the caller's, loaded with these actors.

    Takes up to four articles for each process ahead of what it gives.
    """
    if processes == 1:
        for article in articles:
            yield article, extract(article, models)
        return
    with _Team(actors, models, processes) as team:
        waiting: deque[tuple[Article, Future[Found | None]]] = deque()
        for article in articles:
            waiting.append((article, team.begin(article)))
            if len(waiting) > _AHEAD * processes:
                yield _result(*waiting.popleft(), models)
        while waiting:
            yield _result(*waiting.popleft(), models)


def _result(article: Article, future: Future[Found | None], models: Models) -> tuple[Article, Found]:
    found = future.result()
    return article, extract(article, models) if found is None else found


def _cores() -> int:
    """Processor cores that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Team:
    """Processes that extract, each led by a thread that waits for it."""

    def __init__(self, actors: Sequence[Path], models: Models, size: int) -> None:
        self._hello = pickle.dumps([str(path.absolute()) for path in actors])
        self._expected = _marks(models)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="extracting")
        self._idle: queue.SimpleQueue[subprocess.Popen[bytes] | None] = queue.SimpleQueue()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - ended with the team
        self._all = [frames.start("onrecord.extracting", self._log) for _ in range(size)]
        self._greeted: set[int] = set()
        for process in self._all:
            self._idle.put(process)

    def __enter__(self) -> _Team:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._all:
            process.kill()  # ends the waiting of its thread
        self._threads.shutdown()
        for process in self._all:
            frames.stop(process)
        self._log.close()

    def begin(self, article: Article) -> Future[Found | None]:
        """Hand the article to the next process that is idle. Gives None where that one cannot be used."""
        return self._threads.submit(self._ask, article)

    def _ask(self, article: Article) -> Found | None:
        process = self._idle.get()
        usable = process is not None and (process.pid in self._greeted or self._greets(process))
        answer = frames.exchange(process, pickle.dumps(article, protocol=5)) if process is not None and usable else None
        self._idle.put(process if answer is not None else None)
        return None if answer is None else cast("Found", pickle.loads(answer))  # noqa: S301 - our own process

    def _greets(self, process: subprocess.Popen[bytes]) -> bool:
        """Whether the process has loaded what the caller has."""
        answer = frames.exchange(process, self._hello)
        if answer is None or pickle.loads(answer) != self._expected:  # noqa: S301 - our own process
            return False
        self._greeted.add(process.pid)
        return True


def _marks(models: Models) -> tuple[str, dict[str, str]]:
    """What tells the models and actors of one process from those of another."""
    return models.knowledge_digest, models.digests


def _serve() -> None:
    """The other side: load what the first message names, then extract the article of each further one."""
    with frames.serving() as (requests, answers):
        hello = frames.receive(requests)
        if hello is None:
            return
        models = load_models([Path(name) for name in pickle.loads(hello)])  # noqa: S301 - from the program we belong to
        frames.send(answers, pickle.dumps(_marks(models)))
        while (request := frames.receive(requests)) is not None:
            found = extract(cast("Article", pickle.loads(request)), models)  # noqa: S301
            frames.send(answers, pickle.dumps(found, protocol=5))


if __name__ == "__main__":
    _serve()
