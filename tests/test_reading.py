"""The process that reads: time, memory and faults cost one input and nothing else."""

from __future__ import annotations

import io
import pickle
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from made_formats import PAGE, TITLE
from onrecord.errors import Unreadable
from onrecord.reading import ReadingProcess, _Answers
from onrecord.record import Reading

LONG = b"<html><body>" + b"<p>The council met on the island on Monday, and nobody spoke of the bridge.</p>" * 300_000


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    made = ReadingProcess(seconds=60)
    yield made
    made.close()


def read(process: ReadingProcess, data: bytes) -> Reading:
    return process.read(data, name="a.html", url=None, outlets={}, fields={})


def refused(process: ReadingProcess, data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(process, data)
    return caught.value.reason


def test_it_gives_what_the_reader_gives(process: ReadingProcess) -> None:
    from onrecord.readers import read as read_here

    assert read(process, PAGE) == read_here(PAGE, name="a.html")


def test_a_refusal_comes_back_as_one(process: ReadingProcess) -> None:
    assert refused(process, b"") == "empty"
    assert read(process, PAGE).articles[0].title == TITLE


@pytest.mark.slow
def test_an_input_past_its_time_is_refused_and_the_next_is_read() -> None:
    with closing(ReadingProcess(seconds=0.5)) as process:
        assert refused(process, LONG) == "too slow"
        assert read(process, PAGE).articles[0].title == TITLE


@pytest.mark.slow
def test_an_input_past_its_memory_is_refused_and_the_next_is_read() -> None:
    with closing(ReadingProcess(seconds=60, memory_bytes=700 * 1024 * 1024)) as process:
        assert read(process, PAGE).articles[0].title == TITLE
        assert refused(process, LONG * 8) in {"too large", "failed"}
        assert read(process, PAGE).articles[0].title == TITLE


def test_a_process_that_dies_costs_one_input(process: ReadingProcess) -> None:
    read(process, PAGE)
    running = process._process
    assert running is not None

    def end() -> None:
        time.sleep(0.2)
        running.kill()

    threading.Thread(target=end).start()
    assert refused(process, LONG) == "too large"
    assert read(process, PAGE).articles[0].title == TITLE


def test_it_may_be_closed_and_used_again(process: ReadingProcess) -> None:
    process.close()
    process.close()
    assert read(process, PAGE).articles[0].title == TITLE


@pytest.mark.parametrize("value", [print, ValueError("x"), threading.Event])
def test_answers_hold_rows_and_nothing_else(value: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        _Answers(io.BytesIO(pickle.dumps(("read", value)))).load()
