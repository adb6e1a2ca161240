"""JSON lines: one object a line, each an article with its text or its HTML; see `onrecord.readers.rows` for the fields.

A line that cannot be read is a problem with its number, the others are read. Places are those of rows, `line:N/...`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.readers.decode import Encoding, choose_encoding
from onrecord.readers.page import Page
from onrecord.readers.rows import Found, Row, capped, read_row, texts_of
from onrecord.record import Problem, Reading

READER: Final = "jsonl/1"


def read_jsonl(page: Page) -> Reading:
    """The articles of a JSON lines file in order. Raises Unreadable (`empty`, `binary`)."""
    encoding = choose_encoding(page.data)
    found = Found()
    for row in _rows(page.data, encoding):
        if isinstance(row, tuple):
            number, detail = row
            found.problems.append(Problem(page.name, "not json", detail, f"line:{number}", page.capture))
        else:
            read_row(page, READER, row, found)
    problems = capped(page, found.problems)
    return Reading(READER, encoding.name, tuple(found.articles), tuple(found.stray), problems)


def texts_at(data: bytes, places: Sequence[str]) -> list[str]:
    """The words at places in the lines. Raises ValueError for a place that the file does not have."""
    rows = (row for row in _rows(data, choose_encoding(data)) if isinstance(row, Row))
    return texts_of(rows, places)


def _rows(data: bytes, encoding: Encoding) -> Iterator[Row | tuple[int, str]]:
    """The objects of the lines in order, one line in memory at a time; (number, what is wrong) for a line that is none."""
    mark = encoding.newline()
    position, number = encoding.begin, 0
    while position < len(data):
        end = data.find(mark, position)
        while end >= 0 and (end - encoding.begin) % encoding.unit:
            end = data.find(mark, end + 1)
        end = len(data) if end < 0 else end
        number += 1
        line = encoding.text(data[position:end]).strip("\ufeff \t\r\n")
        position = end + len(mark)
        if not line:
            continue
        try:
            value = json.loads(
                line, parse_int=_no_number, parse_float=_no_number, parse_constant=_no_number, strict=False
            )
        except ValueError as error:
            detail = str(error)
            if isinstance(error, json.JSONDecodeError):
                detail = f"{error.msg.removesuffix(' at')} at character {error.pos + 1}"
            yield number, f"the line is not JSON: {detail[:200]}"
        except RecursionError:
            yield number, "the line is nested too deep"
        else:
            whole = isinstance(value, dict)
            yield Row(f"line:{number}", value) if whole else (number, "the line is JSON, but not an object")


def _no_number(_: str) -> None:
    """Numbers are of no use here, and a number of a million digits takes minutes to make."""
