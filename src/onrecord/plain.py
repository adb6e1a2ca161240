"""Rows as plain JSON values: what `--json`, the desk's `.json` pages and other exports give alike."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from onrecord.record import Span


def plain_value(value: Any) -> Any:
    """A row as JSON values: dataclasses as objects, spans as [start, end], tuples as lists."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain_value(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_value(item) for item in value]
    return value
