"""The values that pass between the parts of reading: a page as it came, pieces of it, labelled pieces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.record import BlockLabel, Dated


@dataclass(frozen=True, slots=True)
class Page:
    """One capture as a reader takes it. `capture` is the digest of `data`.

    outlets   outlet names by domain
    fields    names of fields of JSON lines and Parquet rows, by what they hold (see `onrecord.readers.rows`)
    """

    data: bytes
    name: str
    capture: str
    url: str | None = None
    outlets: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a page: a paragraph, a line, an element's inline content.

    text    never empty, no white space at its ends
    place   as in `onrecord.record.Block`
    hint    what the markup says it is; None where nothing tells (always in plain text)
    kept    what the reader already knows about it belonging to the main text: True, False or None (decide by the words)
    tight   nothing (no blank line) stands between it and the piece before
    links   share of its characters that stand in links, from 0 to 1
    group   number of the article element it stands in; None where markup does not tell
    date    machine date of the element (`<time datetime>`), as written
    """

    text: str
    place: str
    hint: BlockLabel | None = None
    kept: bool | None = None
    tight: bool = False
    links: float = 0.0
    group: int | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A piece with its label; `repeats` is the index of the earlier piece that it repeats."""

    piece: Piece
    label: BlockLabel
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page or a row of a file says of an article apart from its text. Unknown is None or empty.

    title_place  where the title stands; with it the title becomes a headline block when no block shows it
    """

    title: str | None = None
    title_place: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None
    section: str | None = None
    url: str | None = None
    published: tuple[Dated, ...] = ()
    updated: tuple[Dated, ...] = ()
    credits: tuple[tuple[str, str, str], ...] = ()
