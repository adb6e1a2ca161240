"""Rows with named fields, of JSON lines or of a table: each an article with its text or its HTML.

A field is found by its role: the name that the desk maps the role to (`fields`), else the first of the usual names that is
there. Roles: `text`, `html`, `title`, `published`, `updated`, `byline`, `outlet`, `url`, `language`. A mapped name may
lead into objects (`meta.title`). Places are `ROW/FIELD:START-END` (code points of the field), `ROW/FIELD` for a whole
field, `ROW/FIELD:path:...` for elements of a field of HTML; ROW is `line:N` or `row:N`, from 1, and signs in field names
other than letters, digits, `_`, `.` and `-` are percent-encoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Final
from urllib.parse import quote, unquote

from onrecord.readers.assemble import Draft, assemble
from onrecord.readers.decode import clean
from onrecord.readers.lines import kinds_of, label_row
from onrecord.readers.outlets import configured_outlet, host_of
from onrecord.readers.page import Facts, Page, Piece
from onrecord.readers.split import seams
from onrecord.record import Article, Block, Dated, Problem
from onrecord.text.timestamps import parse_timestamp

#: What a desk may map to a field's name.
ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("text", "body", "content", "articleBody"),
    "html": ("html",),
    "title": ("title", "headline"),
    "published": ("published", "date", "datePublished", "published_at", "pubdate", "publish_date"),
    "updated": ("updated", "modified", "dateModified", "updated_at"),
    "byline": ("byline", "author", "authors"),
    "outlet": ("outlet", "publisher", "site", "source_name"),
    "url": ("url", "link", "canonical_url"),
    "language": ("lang", "language"),
}
_LONGEST: Final = 1000  # characters of a title, name or address
#: Problems listed one by one; a file of a million broken lines is told in one sentence.
_MOST_PROBLEMS: Final = 1000
_PLACE: Final = re.compile(
    r"((?:line|row):\d{1,12})/([\w.%-]{1,600}?)(?::(?:(\d{1,12})-(\d{1,12})|(path:.+)))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line or row: where it stands (`line:3`) and its fields."""

    place: str
    fields: dict[str, Any]


@dataclass(slots=True)
class Found:
    """What reading rows has given so far."""

    articles: list[Article] = field(default_factory=list)
    stray: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_row(page: Page, reader: str, row: Row, found: Found) -> None:
    """Add the articles of one row to what was found."""
    problems = found.problems
    name, markup = _text_field(page, row)
    if name is None:
        wanted = " or ".join(page.fields[role] for role in ("text", "html") if role in page.fields)
        detail = f"it has no field {wanted} with text" if wanted else "it has no field with text"
        problems.append(Problem(page.name, "no text", detail, row.place, page.capture))
        return
    raw = value_of(row.fields, name)
    text = clean(raw)
    if text != raw:
        detail = "lone surrogates or NUL in its text were replaced"
        problems.append(Problem(page.name, "repaired", detail, row.place, page.capture))
    facts, faults = _facts(page, row)
    problems += faults
    place = f"{row.place}/{quote(name, safe='')}"
    if markup:
        from onrecord.readers.html import drafts_of

        drafts, met = drafts_of(text, page, prefix=f"{place}:", facts=facts)
        problems += met
    else:
        drafts = _drafts(text, place, facts)
    articles, stray, more = assemble(page, reader, drafts, first_ordinal=len(found.articles))
    problems += [replace(fault, place=fault.place or row.place) for fault in more]
    found.articles += articles
    found.stray += stray
    if not articles:
        problems.append(Problem(page.name, "no text", "its text holds no running prose", row.place, page.capture))


def capped(page: Page, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems; of more than 1,000 the first, and one that counts the others."""
    if len(problems) <= _MOST_PROBLEMS:
        return tuple(problems)
    detail = f"{len(problems) - _MOST_PROBLEMS} more problems of this file are not listed"
    return (*problems[:_MOST_PROBLEMS], Problem(page.name, "cut", detail, None, page.capture))


def wanted_places(places: Sequence[str]) -> dict[str, list[tuple[int, re.Match[str]]]]:
    """The places by the row they stand in, with their order. Raises ValueError for one of another form."""
    wanted: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for index, place in enumerate(places):
        match = _PLACE.fullmatch(place)
        if match is None:
            raise ValueError(f"{place!r} is no place in rows with fields")
        wanted.setdefault(match[1], []).append((index, match))
    return wanted


def texts_of(rows: Iterable[Row], places: Sequence[str]) -> list[str]:
    """The words at the places. Raises ValueError for a place that the rows do not have."""
    wanted = wanted_places(places)
    out: dict[int, str] = {}
    for row in rows:
        if row.place not in wanted:
            continue
        marked: dict[str, list[tuple[int, str]]] = {}
        for index, match in wanted[row.place]:
            name = unquote(match[2])
            value = value_of(row.fields, name)
            if match[5] is not None or match[3] is not None:
                if not isinstance(value, str):
                    continue
                if match[5] is not None:
                    marked.setdefault(name, []).append((index, match[5]))
                else:
                    out[index] = clean(value)[int(match[3]) : int(match[4])]
            elif (short := short_text(value)) is not None:
                out[index] = short
        for name, paths in marked.items():
            from onrecord.readers.html import texts_in

            texts = texts_in(clean(value_of(row.fields, name)), [path for _, path in paths])
            out.update(zip((index for index, _ in paths), texts, strict=True))
    missing = [place for index, place in enumerate(places) if index not in out]
    if missing:
        raise ValueError(f"{missing[0]!r} is no place in this file")
    return [out[index] for index in range(len(places))]


def value_of(fields: Mapping[str, Any], name: str) -> Any:
    """The value of a field; a name with dots that is no field itself leads into objects. None where there is none."""
    if name in fields or "." not in name:
        return fields.get(name)
    here: Any = fields
    for step in name.split("."):
        here = here.get(step) if isinstance(here, Mapping) else None
    return here


def short_text(value: object) -> str | None:
    """A short text of a field; of a list the texts joined. None for anything else."""
    if isinstance(value, list):
        value = ", ".join(item for item in value[:20] if isinstance(item, str))
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str):
        return None
    return " ".join(clean(value[: 4 * _LONGEST]).split())[:_LONGEST] or None


def _names(page: Page, role: str) -> tuple[str, ...]:
    return (page.fields[role],) if role in page.fields else ROLES[role]


def _text_field(page: Page, row: Row) -> tuple[str | None, bool]:
    """The field that holds the article, and whether it is HTML. A mapped field stands alone: no other is tried."""
    roles = [role for role in ("text", "html") if role in page.fields] or ["text", "html"]
    for role in roles:
        for name in _names(page, role):
            value = value_of(row.fields, name)
            if isinstance(value, str) and value.strip():
                return name, role == "html"
    return None, False


def _field(page: Page, row: Row, role: str) -> tuple[str | None, str | None]:
    """The words of the field of a role, and their place."""
    for name in _names(page, role):
        value = short_text(value_of(row.fields, name))
        if value is not None:
            return value, f"{row.place}/{quote(name, safe='')}"
    return None, None


def _facts(page: Page, row: Row) -> tuple[Facts, list[Problem]]:
    """What the fields of a row say of its article, and dates that cannot be."""
    problems = []
    dates: list[list[Dated]] = [[], []]
    for which, role in enumerate(("published", "updated")):
        words, place = _field(page, row, role)
        parsed = None if words is None else parse_timestamp(words)
        if words is not None and parsed is None:
            detail = f"{words[:80]!r} does not exist or cannot be told for certain; it is not used"
            problems.append(Problem(page.name, "bad date", detail, place, page.capture))
        elif words is not None and parsed is not None:
            dates[which].append(Dated(parsed[0], parsed[1], "field", words, place))
    title, title_place = _field(page, row, "title")
    url, _ = _field(page, row, "url")
    outlet, _ = _field(page, row, "outlet")
    language, _ = _field(page, row, "language")
    facts = Facts(
        title=title,
        title_place=title_place,
        outlet=configured_outlet(url, page.outlets) or outlet or host_of(url),
        byline=_field(page, row, "byline")[0],
        language=None if language is None else re.split(r"[-_]", language.lower())[0][:3] or None,
        url=url,
        published=tuple(dates[0]),
        updated=tuple(dates[1]),
    )
    return facts, problems


def _drafts(text: str, place: str, facts: Facts) -> list[Draft]:
    """The articles of a plain text; title and dates of the row belong to the first."""
    pieces = line_pieces(text, place)
    kinds = kinds_of(pieces)
    bounds = (0, *seams(pieces, kinds), len(pieces))
    later = replace(facts, title=None, title_place=None, published=(), updated=())
    return [Draft(tuple(label_row(pieces[a:b], kinds[a:b])), facts if a == 0 else later) for a, b in pairwise(bounds)]


def line_pieces(text: str, place: str) -> list[Piece]:
    """The lines of a text that hold words, as pieces with the place `PLACE:START-END`."""
    out: list[Piece] = []
    position, blank = 0, True
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = position + len(line) - len(line.lstrip())
            out.append(Piece(bare, f"{place}:{start}-{start + len(bare)}", tight=not blank))
        blank = not bare
        position += len(line) + 1
    return out
