"""Values of parsed TOML, checked one by one. Each raises UsageError with the place (`where`) for what cannot be used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from onrecord.errors import UsageError


def check_keys(item: Mapping[str, Any], keys: set[str], where: str) -> None:
    """Refuse a key that is not among `keys`."""
    for key in item:
        if key not in keys:
            raise UsageError(f"{where}: unknown key {key!r}; known are {', '.join(sorted(keys))}")


def count(raw: Mapping[str, Any], key: str, where: str) -> int | None:
    """A whole number from 1 to 10,000; None where the key is not there."""
    value = raw.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10_000):
        raise UsageError(f"{where}: {key} must be a whole number from 1 to 10000")
    return value


def seconds(words: str, what: str) -> int:
    """Seconds of a span such as `30m`, `6h`, `2d`."""
    match = re.fullmatch(r"(\d{1,5})\s?([mhdw])", words)
    if match is None or int(match[1]) == 0:
        raise UsageError(f"{what}: {words!r} is no span of time; write 30m, 6h, 2d or 1w")
    return int(match[1]) * {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}[match[2]]


def items(raw: Mapping[str, Any], key: str, where: str) -> list[Any]:
    """A list, empty where the key is not there."""
    value = raw.get(key, [])
    if not isinstance(value, list):
        raise UsageError(f"{where}: {key} must be a list")
    return value


def strings(raw: Mapping[str, Any], key: str, default: list[str], where: str) -> list[str]:
    """A list of texts."""
    value = raw.get(key, default)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{where}: {key} must be a list of strings")
    return value


def string(raw: Mapping[str, Any], key: str, default: str, where: str) -> str:
    """A text."""
    value = raw.get(key, default)
    if not isinstance(value, str):
        raise UsageError(f"{where}: {key} must be a string")
    return value


def number(raw: Mapping[str, Any], key: str, default: float, where: str, *, low: float, high: float) -> float:
    """A number from `low` to `high`."""
    value = raw.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise UsageError(f"{where}: {key} must be a number from {low:g} to {high:g}")
    return float(value)
