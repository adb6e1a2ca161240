"""JSON lines: one object a line, each an article with its text or its HTML.

Fields, the first that is there counts: `text`, `body`, `content` (plain text) or `html`; `title`, `headline`; `published`,
`date`, `datePublished`; `updated`, `modified`; `byline`, `author`, `authors`; `outlet`, `publisher`, `site`; `url`, `link`;
`lang`, `language`. A line that cannot be read is a problem with its number, the others are read. Places are
`line:N/FIELD:START-END` (lines from 1, code points of the field), `line:N/FIELD` for a whole field, and
`line:N/html:path:...` for elements of a field of HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from onrecord.readers.assemble import Draft, assemble
from onrecord.readers.decode import Encoding, choose_encoding, clean
from onrecord.readers.lines import kinds_of, label_row
from onrecord.readers.outlets import configured_outlet, host_of
from onrecord.readers.page import Facts, Page, Piece
from onrecord.readers.split import seams
from onrecord.record import Article, Block, Dated, Problem, Reading
from onrecord.text.timestamps import parse_timestamp

READER: Final = "jsonl/1"

_TEXT: Final = ("text", "body", "content", "articleBody", "html")
_TITLE: Final = ("title", "headline")
_PUBLISHED: Final = ("published", "date", "datePublished", "published_at", "pubdate", "publish_date")
_UPDATED: Final = ("updated", "modified", "dateModified", "updated_at")
_BYLINE: Final = ("byline", "author", "authors")
_OUTLET: Final = ("outlet", "publisher", "site", "source_name")
_URL: Final = ("url", "link", "canonical_url")
_LANGUAGE: Final = ("lang", "language")
_LONGEST: Final = 1000  # characters of a title, name or address
#: Problems listed one by one; a file of a million broken lines is told in one sentence.
_MOST_PROBLEMS: Final = 1000
_PLACE: Final = re.compile(r"line:(\d{1,12})/([A-Za-z_]{1,40})(?::(?:(\d{1,12})-(\d{1,12})|(path:.+)))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that is a JSON object: its number from 1 and its fields."""

    number: int
    fields: dict[str, Any]


def read_jsonl(page: Page) -> Reading:
    """The articles of a JSON lines file in order. Raises Unreadable (`empty`, `binary`)."""
    encoding = choose_encoding(page.data)
    articles: list[Article] = []
    stray: list[Block] = []
    problems: list[Problem] = []
    for row in _rows(page.data, encoding):
        if isinstance(row, tuple):
            number, detail = row
            problems.append(Problem(page.name, "not json", detail, f"line:{number}", page.capture))
            continue
        found, beside, faults = _read_row(page, row, len(articles))
        articles += found
        stray += beside
        problems += faults
    if len(problems) > _MOST_PROBLEMS:
        left = len(problems) - _MOST_PROBLEMS
        problems[_MOST_PROBLEMS:] = [
            Problem(page.name, "cut", f"{left} more problems of this file are not listed", None, page.capture)
        ]
    return Reading(READER, encoding.name, tuple(articles), tuple(stray), tuple(problems))


def texts_at(data: bytes, places: Sequence[str]) -> list[str]:
    """The words at places of the forms that the module names. Raises ValueError for a place that the file does not have."""
    wanted: dict[int, list[tuple[int, re.Match[str]]]] = {}
    for index, place in enumerate(places):
        match = _PLACE.fullmatch(place)
        if match is None:
            raise ValueError(f"{place!r} is no place in a JSON lines file")
        wanted.setdefault(int(match[1]), []).append((index, match))
    out: dict[int, str] = {}
    for row in _rows(data, choose_encoding(data)):
        if isinstance(row, tuple) or row.number not in wanted:
            continue
        marked: dict[str, list[tuple[int, str]]] = {}
        for index, match in wanted[row.number]:
            value = row.fields.get(match[2])
            if not isinstance(value, str):
                continue
            if match[5] is not None:
                marked.setdefault(match[2], []).append((index, match[5]))
            elif match[3] is not None:
                out[index] = clean(value)[int(match[3]) : int(match[4])]
            else:
                out[index] = _short(value) or ""
        for name, rows in marked.items():
            from onrecord.readers.html import texts_in

            texts = texts_in(clean(row.fields[name]), [path for _, path in rows])
            out.update(zip((index for index, _ in rows), texts, strict=True))
    missing = [place for index, place in enumerate(places) if index not in out]
    if missing:
        raise ValueError(f"{missing[0]!r} is no place in this file")
    return [out[index] for index in range(len(places))]


def _rows(data: bytes, encoding: Encoding) -> Iterator[_Row | tuple[int, str]]:
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
            detail = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            yield number, f"the line is not JSON: {detail[:200]}"
        except RecursionError:
            yield number, "the line is nested too deep"
        else:
            yield _Row(number, value) if isinstance(value, dict) else (number, "the line is JSON, but not an object")


def _no_number(_: str) -> None:
    """Numbers are of no use here, and a number of a million digits takes minutes to make."""


def _short(value: object) -> str | None:
    """A short text of a field; of a list the texts joined. None for anything else."""
    if isinstance(value, list):
        value = ", ".join(item for item in value[:20] if isinstance(item, str))
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str):
        return None
    return " ".join(clean(value[: 4 * _LONGEST]).split())[:_LONGEST] or None


def _field(row: _Row, names: Sequence[str]) -> tuple[str | None, str | None]:
    """The first of the named fields that holds a text, and its place."""
    for name in names:
        value = _short(row.fields.get(name))
        if value is not None:
            return value, f"line:{row.number}/{name}"
    return None, None


def _read_row(page: Page, row: _Row, ordinal: int) -> tuple[tuple[Article, ...], tuple[Block, ...], list[Problem]]:
    """The articles of one line, numbered from `ordinal`."""
    name = next((name for name in _TEXT if isinstance(row.fields.get(name), str) and row.fields[name].strip()), None)
    where = f"line:{row.number}"
    if name is None:
        return (), (), [Problem(page.name, "no text", "the line has no field with text", where, page.capture)]
    facts, problems = _facts(page, row)
    text = clean(row.fields[name])
    if text != row.fields[name]:
        problems.append(
            Problem(page.name, "repaired", "lone surrogates or NUL in its text were replaced", where, page.capture)
        )
    if name == "html":
        return _read_markup(page, row, text, facts, ordinal, problems)
    pieces = _pieces(text, f"{where}/{name}")
    kinds = kinds_of(pieces)
    bounds = (0, *seams(pieces, kinds), len(pieces))
    drafts = [
        Draft(
            tuple(label_row(pieces[a:b], kinds[a:b])),
            facts if a == 0 else replace(facts, title=None, title_place=None, published=(), updated=()),
        )
        for a, b in pairwise(bounds)
    ]
    articles, stray, faults = assemble(page, READER, drafts, first_ordinal=ordinal)
    problems += [replace(fault, place=fault.place or where) for fault in faults]
    if not articles:
        problems.append(
            Problem(page.name, "no text", "the text of the line holds no running prose", where, page.capture)
        )
    return articles, stray, problems


def _read_markup(
    page: Page, row: _Row, text: str, facts: Facts, ordinal: int, problems: list[Problem]
) -> tuple[tuple[Article, ...], tuple[Block, ...], list[Problem]]:
    """The articles of a line whose text is HTML; fields of the line go before what the markup declares."""
    from onrecord.readers.html import drafts_of

    prefix = f"line:{row.number}/html:"
    drafts, faults = drafts_of(text, page, prefix=prefix, facts=facts)
    articles, stray, more = assemble(page, READER, drafts, first_ordinal=ordinal)
    problems += [*faults, *more]
    if not articles:
        problems.append(
            Problem(
                page.name,
                "no text",
                "no article was found in the markup of the line",
                f"line:{row.number}",
                page.capture,
            )
        )
    return articles, stray, problems


def _facts(page: Page, row: _Row) -> tuple[Facts, list[Problem]]:
    """What the fields of a line say of its article, and dates that cannot be."""
    problems = []
    dates: list[list[Dated]] = [[], []]
    for which, names in enumerate((_PUBLISHED, _UPDATED)):
        words, place = _field(row, names)
        parsed = None if words is None else parse_timestamp(words)
        if words is not None and parsed is None:
            detail = f"{words[:80]!r} does not exist or cannot be told for certain; it is not used"
            problems.append(Problem(page.name, "bad date", detail, place, page.capture))
        elif words is not None and parsed is not None:
            dates[which].append(Dated(parsed[0], parsed[1], "field", words, place))
    title, title_place = _field(row, _TITLE)
    url, _ = _field(row, _URL)
    outlet, _ = _field(row, _OUTLET)
    language, _ = _field(row, _LANGUAGE)
    facts = Facts(
        title=title,
        title_place=title_place,
        outlet=configured_outlet(url, page.outlets) or outlet or host_of(url),
        byline=_field(row, _BYLINE)[0],
        language=None if language is None else re.split(r"[-_]", language.lower())[0][:3] or None,
        url=url,
        published=tuple(dates[0]),
        updated=tuple(dates[1]),
    )
    return facts, problems


def _pieces(text: str, place: str) -> list[Piece]:
    """The lines of a text that hold words, as pieces."""
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
