"""How a text is laid out for comparing: which of its words are running prose.

Takes a document with its words' places; gives `Layout`. Captions, breadcrumbs, tag lines and teasers stand round a story and
change from page to page: they count neither for nor against a reprint. Where a reader labelled blocks (`Document.asides`),
its labels hold; in plain text a line's form tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.reuse.documents import Document
from onrecord.reuse.fingerprints import I32
from onrecord.reuse.loops import compiled
from onrecord.reuse.tokens import I64, U32, Bools

#: Words of a line under which it is no paragraph of a story: headings, bylines, "Advertisement".
_LEAST_PROSE: Final = 8
#: Words of a line from which its first words make it neither a caption nor a teaser.
_LONGEST_ASIDE: Final = 40
#: First words of lines round English news stories that are none of the story.
_ASIDE: Final = re.compile(
    r"\W*(?:(?:file )?photo|image|picture|caption|video|graphic|related|read (?:more|also|next)|also read|see also|"
    r"most read|more from|tags?|topics?|keywords|filed under|follow|sign up|subscribe|share this|listen to|reading time|"
    r"last updated|copyright|advertisement|comments on|(?:re)?(?:print|publish)ed (?:with|by|from|on|in)|"
    r"originally published|this (?:article|story) )\b|\W*(?:©|\(c\))",
    re.IGNORECASE,
)
#: A photographer's or agency's credit at the end of a caption.
_PICTURE_CREDIT: Final = re.compile(
    r"\((?:[^()]*/[^()]*|[^()]*\b(?:photo|file|handout|courtesy)\b[^()]*)\)\W*$", re.IGNORECASE
)
#: Furniture grams by word of a line from which it is furniture: two in nine are sampled of a line all furniture.
_FURNITURE_DENSITY: Final = 0.1
#: Characters of a line from which it is no caption, whatever it ends with.
_LONGEST_CAPTION: Final = 600


@dataclass(frozen=True, slots=True)
class Layout:
    """How many prose words a text has before each word (one entry more than words), and in all."""

    before: I32
    total: int


def layout(document: Document, hashes: U32, starts: U32, opens: Bools, furniture: I64) -> Layout:
    """The layout of a text from its words (as in `Tokens`) and the words where furniture grams begin."""
    loops = compiled()
    paragraphs = _paragraphs if loops is None else loops.paragraphs
    prose, short = paragraphs(hashes, opens, furniture, _LEAST_PROSE, _LONGEST_ASIDE, _FURNITURE_DENSITY)
    title = None if document.title is None else document.title.strip()
    for low, high in short.tolist():
        if not _aside(document.text, int(starts[low]), title):
            prose[low:high] = True
    for span in document.asides:
        low, high = np.searchsorted(starts, span).tolist()
        prose[low:high] = False
    total = int(prose.sum())
    if total == 0:
        prose[:] = True
        total = starts.size
    before = np.zeros(starts.size + 1, dtype=np.int32)
    np.cumsum(prose, out=before[1:])
    return Layout(before, total)


def _paragraphs(hashes: U32, opens: Bools, furniture: I64, least: int, long: int, density: float) -> tuple[Bools, I64]:
    """Which words are prose for their line's sake, and the lines (first word, end) whose form must tell.

    Lines of fewer than `least` words and those with more than `density` furniture a word are none; of `long` words they are.
    """
    prose = np.zeros(hashes.size, dtype=np.bool_)
    ends = np.append(np.flatnonzero(opens), hashes.size)
    marks, edges = np.searchsorted(furniture, ends).tolist(), ends.tolist()
    short: list[tuple[int, int]] = []
    seen: set[bytes] = set()
    for line in range(len(edges) - 1):
        low, high = edges[line], edges[line + 1]
        words = high - low
        if words < least:
            continue
        # a line that comes again is a caption printed twice or a tag line (and its furniture grams are listed once a text)
        key = hashes[low:high].tobytes()
        if key in seen:
            continue
        seen.add(key)
        if marks[line + 1] - marks[line] > density * words:
            continue
        if words >= long:
            prose[low:high] = True
        else:
            short.append((low, high))
    return prose, np.array(short, dtype=np.int64).reshape(-1, 2)


def _aside(text: str, place: int, title: str | None) -> bool:
    """Whether the line of the place is the title, a caption or a teaser."""
    begin, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    end = len(text) if end < 0 else end
    return (
        text[begin:end].strip() == title
        or _ASIDE.match(text, begin, end) is not None
        or (
            end - begin < _LONGEST_CAPTION
            and text.rfind("(", begin, end) >= 0
            and _PICTURE_CREDIT.search(text, begin, end) is not None
        )
    )
