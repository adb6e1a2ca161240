"""Answers as HTML, JSON and CSV, and what templates may call. Everything is escaped unless it is our own markup."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from onrecord.brief.model import BriefingError
from onrecord.brief.templates import day_words
from onrecord.plain import plain_value
from onrecord.record import digest_bytes
from onrecord.store.desk_lists import ArticleItem

if TYPE_CHECKING:
    from jinja2 import Environment

    from onrecord.web.pages import Page

#: A cell that begins so would be run as a formula by a spreadsheet: it gets a ' in front (OWASP, CSV injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The Jinja environment of the pages."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("onrecord.web", "layout"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(url=url, static=static, bars=bars)
    made.filters.update(day=day, weekday=weekday, when=when, web_address=web_address, counted=counted, percent=percent)
    made.filters.update(capitalize_first=capitalize_first, pick=pick, data_address=data_address)
    made.filters["with"] = changed
    return made


def html(template: str, **values: Any) -> str:
    """A page."""
    return environment().get_template(f"{template}.html").render(**values)


def as_json(value: Any) -> bytes:
    """An answer as JSON in UTF-8."""
    return json.dumps(plain_value(value), ensure_ascii=False, separators=(",", ":")).encode()


def as_csv(answer: Any, names: Sequence[str]) -> bytes:
    """The first list of the answer that has rows, one line a row, in UTF-8 with a mark that spreadsheets know it by."""
    rows: Sequence[Any] = next((found for name in names if (found := getattr(answer, name))), ())
    flat = [_flat(row) for row in rows]
    columns = list(dict.fromkeys(name for row in flat for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in flat)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _flat(row: Any, before: str = "") -> dict[str, Any]:
    """A row's fields, those of a row inside it under joined names; lists are left to the JSON, but for their length."""
    if not is_dataclass(row):
        return {before.rstrip("_") or "value": row}
    out: dict[str, Any] = {}
    for f in fields(row):
        value = getattr(row, f.name)
        if is_dataclass(value):
            out |= _flat(value, f"{before}{f.name}_")
        elif isinstance(value, tuple):
            plain = all(isinstance(item, str) for item in value)
            out[f"{before}{f.name}"] = "; ".join(value) if plain else len(value)
        else:
            out[f"{before}{f.name}"] = value
    return out


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        text = value.replace("\0", " ")
        return f"'{text}" if text.startswith(_FORMULA) else text
    return value


def url(path: str, **params: object) -> str:
    """An address within the desk, with those parameters that have a value."""
    given = {name: value for name, value in params.items() if value not in (None, "")}
    query = urlencode({name: str(value) for name, value in given.items()}, quote_via=quote)
    return f"{path}?{query}" if query else path


def changed(here: str, **params: object) -> str:
    """The address with some parameters set anew."""
    path, _, query = here.partition("?")
    return url(path, **{**dict(parse_qsl(query)), **params})


def data_address(here: str, page: Page, ending: str, values: Mapping[str, Any]) -> str:
    """The address of what a page shows as JSON or CSV."""
    _, _, query = here.partition("?")
    path = page.address(ending).replace("{id}", quote(str(values.get("id", "")), safe=""))
    return url(path, **dict(parse_qsl(query)))


def capitalize_first(text: str) -> str:
    """The text with a capital letter in front."""
    return text[:1].upper() + text[1:]


def pick(row: object, *names: str) -> tuple[Any, ...]:
    """Some fields of a row."""
    return tuple(getattr(row, name) for name in names)


def web_address(value: str | None) -> str | None:
    """The address where a browser may follow it (http and https), else None."""
    if value is None:
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in {"http", "https"} and parts.netloc else None


@lru_cache(maxsize=32)
def static(name: str) -> str:
    """The address of one of our own files, with its digest, so that a browser may keep it."""
    data = (files("onrecord.web") / "static").joinpath(*name.split("/")).read_bytes()
    return f"/static/{name}?{digest_bytes(data)[7:19]}"


def day(value: str | None) -> str:
    """`2026-03-04` as "4 March 2026"; what is no day as it stands; None as "no date"."""
    if not value:
        return "no date"
    try:
        return day_words(value[:10] if len(value) >= 10 else value)
    except BriefingError:
        return value


def weekday(value: str) -> str:
    """The day of the week of an ISO day."""
    return _WEEKDAYS[date.fromisoformat(value).weekday()]


def when(item: ArticleItem) -> str:
    """When an article was published, as far as it is known."""
    if item.published is None:
        return "no date"
    about = "about " if item.evidence == "inferred" else ""
    value = item.published
    if item.precision == "year":
        return about + value[:4]
    if item.precision == "month":
        return about + day(value[:7])
    if item.precision == "range":
        return about + (f"{day(value)} or soon after" if item.until is None else f"{day(value)} to {day(item.until)}")
    clock = f", {value[11:16]} UTC" if item.precision == "minute" and len(value) > 15 else ""
    return about + day(value) + clock


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 article`, `2 articles`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def percent(share: float) -> str:
    """A share in words."""
    return f"{share:.0%}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a plot, in the plot's own units."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: int
    tick: str | None


def bars(rows: Sequence[tuple[str, int]], *, width: int = 720, height: int = 120) -> tuple[Bar, ...]:
    """Rows of (label, number) as bars of a plot of that size, with a tick under some of them. Empty without rows."""
    if not rows:
        return ()
    most = max(1, *(value for _, value in rows))
    step = width / len(rows)
    every = max(1, round(len(rows) / 8))
    return tuple(
        Bar(
            round(n * step, 2), round(height - value * height / most, 2), round(min(26.0, max(1.0, step * 0.8)), 2),
            round(value * height / most, 2), label, value, label if n % every == 0 else None,
        )
        for n, (label, value) in enumerate(rows)
    )  # fmt: skip
