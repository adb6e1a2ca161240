"""Parquet: each row an article with its text or its HTML; see `onrecord.readers.rows` for the fields. Needs the extra `parquet`.

Only the columns that a role names are read, some rows at a time. Places are those of rows, `row:N/COLUMN...`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import unquote

from onrecord.errors import Unreadable
from onrecord.readers.page import Page
from onrecord.readers.rows import ROLES, Found, Row, capped, read_row, texts_of, wanted_places
from onrecord.record import Problem, Reading

READER: Final = "parquet/1"

_BATCH: Final = 256
_MOST_ROWS: Final = 200_000
#: Bytes that the columns may unpack to, by what the file tells of itself; the limit of memory holds where it lies.
_MOST_BYTES: Final = 1024 * 1024 * 1024


def read_parquet(page: Page) -> Reading:
    """The articles of a table in order. Raises Unreadable (`needs extra`, `broken`, `too large`, `no text`)."""
    names = {page.fields[role] for role in page.fields} | {
        n for role in ROLES if role not in page.fields for n in ROLES[role]
    }
    found = Found()
    for count, row in enumerate(_rows(page.data, names), start=1):
        if count > _MOST_ROWS:
            found.problems.append(
                Problem(page.name, "cut", f"only {_MOST_ROWS:,} rows were read", row.place, page.capture)
            )
            break
        read_row(page, READER, row, found)
    return Reading(READER, None, tuple(found.articles), tuple(found.stray), capped(page, found.problems))


def texts_at(data: bytes, places: Sequence[str]) -> list[str]:
    """The words at places in the rows. Raises ValueError for a place that the table does not have."""
    if not places:
        return []
    names = {unquote(match[2]) for rows in wanted_places(places).values() for _, match in rows}
    return texts_of(_rows(data, names), places)


def _rows(data: bytes, names: set[str]) -> Iterator[Row]:
    """The rows with the fields of these names (or the objects they lead into), in order."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise Unreadable("needs extra", "reading Parquet needs: pip install 'onrecord[parquet]'") from error
    try:
        file = parquet.ParquetFile(pa.BufferReader(data))
        columns = [
            name for name in file.schema_arrow.names if name in names or any(n.startswith(f"{name}.") for n in names)
        ]
        if not columns:
            known = ", ".join(file.schema_arrow.names[:20])[:500]
            raise Unreadable("no text", f"no column has a name that is known; map them under [fields]. It has: {known}")
        meta = file.metadata
        size = sum(
            meta.row_group(g).column(c).total_uncompressed_size
            for g in range(meta.num_row_groups)
            for c in range(meta.row_group(g).num_columns)
            if meta.row_group(g).column(c).path_in_schema.partition(".")[0] in columns
        )
        if size > _MOST_BYTES:
            raise Unreadable("too large", f"its columns unpack to {size:,} bytes; the limit is {_MOST_BYTES:,}")
        number = 0
        for batch in file.iter_batches(batch_size=_BATCH, columns=columns, use_threads=False):
            for fields in batch.to_pylist():
                number += 1
                yield Row(f"row:{number}", {name: _value(value) for name, value in fields.items()})
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise Unreadable("broken", f"it is no Parquet file that can be read: {str(error)[:200]}") from error


def _value(value: Any) -> Any:
    """A cell as rows of JSON would have it: times as text, bytes as UTF-8, numbers as nothing."""
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value.date().isoformat()  # a time without a zone gives the day only
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): _value(item) for name, item in value.items()}
    return None
