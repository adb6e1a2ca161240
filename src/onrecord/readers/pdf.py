"""PDF: the words of its pages as paragraphs, with running heads left out. Needs the extra `pdf` (PDFium).

A paragraph is put together from lines by their distance, indent and length; one that goes on over the page is one block. Places
are `page:N/text:START-END`, joined by `+` where a paragraph stands on two pages: N from 1, code points of the page's
text as PDFium gives it. White space is collapsed, and a word divided at a line's end is joined. Pictures of pages hold no words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from onrecord.errors import Unreadable
from onrecord.readers import shape
from onrecord.readers.assemble import Draft, assemble
from onrecord.readers.decode import clean
from onrecord.readers.lines import kinds_of, label_article
from onrecord.readers.outlets import outlet_of
from onrecord.readers.page import Facts, Page, Piece
from onrecord.readers.rows import capped
from onrecord.readers.split import seams
from onrecord.record import Block, Problem, Reading

READER: Final = "pdf/1"

_MOST_PAGES: Final = 2000
_MOST_CHARS: Final = 20_000_000
_PLACE: Final = re.compile(r"page:(\d{1,6})/text:(\d{1,9})-(\d{1,9})")
#: What PDFium puts where a word was divided at the end of a line.
_DIVIDED: Final = "\ufffe"
_LINE_END: Final = 4  # characters between two lines; between two with a page number between them there are more
_DIGITS: Final = re.compile(r"\d+")
#: A gap so many times the usual distance of lines parts paragraphs. Wrapped lines differ by a tenth; a blank line doubles it.
_GAP: Final = 1.35
_INDENT: Final = 8.0  # points; a first line is indented by ten or more
_SHORT: Final = 0.8  # a line under so much of the widest ends a paragraph, when it ends a sentence
_CHANGE: Final = 1.15  # times the height of letters: a heading


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its code points, and where it stands in points from the page's lower left (None: not known)."""

    page: int
    start: int
    end: int
    text: str
    left: float | None = None
    right: float | None = None
    top: float | None = None
    last_top: float | None = None
    height: float | None = None


def read_pdf(page: Page) -> Reading:
    """The articles of a document. Raises Unreadable (`needs extra`, `broken`, `not readable`)."""
    problems: list[Problem] = []
    lines: list[list[_Line]] = []
    with _opened(page.data) as document:
        count = len(document)
        size = 0
        for number in range(min(count, _MOST_PAGES)):
            found, chars = _page_lines(document, number)
            size += chars
            if size > _MOST_CHARS:
                count, problems = -number, [_cut(page, number)]
                break
            lines.append(found)
        if count > _MOST_PAGES:
            problems.append(_cut(page, _MOST_PAGES))
    heads = _running_heads(lines)
    stray = [
        Block("boilerplate", _words(line.text), f"page:{line.page}/text:{line.start}-{line.end}")
        for of_page in lines
        for line in of_page
        if line in heads
    ]
    paragraphs = _joined([p for of_page in lines for p in _paragraphs([x for x in of_page if x not in heads])])
    pieces = [Piece(text, place) for text, place in (_piece(lines_) for lines_ in paragraphs) if text]
    kinds = kinds_of(pieces)
    bounds = (0, *seams(pieces, kinds), len(pieces))
    facts = Facts(outlet=outlet_of(page.url, page.outlets), url=page.url)
    drafts = [Draft(tuple(label_article(pieces[a:b], kinds[a:b])), facts) for a, b in pairwise(bounds) if a < b]
    articles, beside, more = assemble(page, READER, drafts)
    problems += more
    if not articles:
        detail = "its pages hold no running prose" if pieces else "its pages hold no words: they are pictures"
        problems.append(Problem(page.name, "no text", detail, None, page.capture))
    return Reading(READER, None, articles, (*stray, *beside), capped(page, problems))


def texts_at(data: bytes, places: Sequence[str]) -> list[str]:
    """The words at the places. Raises ValueError for a place that the document does not have, Unreadable for no PDF."""
    out: list[str] = []
    with _opened(data) as document:
        texts: dict[int, str] = {}
        for place in places:
            parts: list[str] = []
            for step in place.split("+"):
                match = _PLACE.fullmatch(step)
                if match is None or not 1 <= int(match[1]) <= len(document):
                    raise ValueError(f"{place!r} is no place in this PDF")
                number = int(match[1]) - 1
                if number not in texts:
                    texts[number] = _page_text(document, number)
                if not int(match[2]) <= int(match[3]) <= len(texts[number]):
                    raise ValueError(f"{place!r} is no place in this PDF")
                parts.append(texts[number][int(match[2]) : int(match[3])])
            out.append(_words(" ".join(parts)))
    return out


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        import pypdfium2
    except ImportError as error:
        raise Unreadable("needs extra", "reading PDF needs: pip install 'onrecord[pdf]'") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "not readable" if locked else "broken"
        detail = "it is locked with a password" if locked else f"it is no PDF that can be opened: {error}"
        raise Unreadable(reason, detail) from error
    try:
        yield document
    finally:
        document.close()


def _cut(page: Page, number: int) -> Problem:
    return Problem(page.name, "cut", f"only the first {number} pages were read", f"page:{number + 1}", page.capture)


def _page_text(document: Any, number: int) -> str:
    """The text of a page, numbered from 0; nothing where the page is damaged."""
    import pypdfium2

    try:
        found = document[number]
        text_page = found.get_textpage()
    except pypdfium2.PdfiumError:
        return ""
    try:
        return str(text_page.get_text_range())
    finally:
        text_page.close()
        found.close()


def _page_lines(document: Any, number: int) -> tuple[list[_Line], int]:
    """The lines of a page that hold words, with where they stand, and the length of its text."""
    import pypdfium2

    try:
        found = document[number]
        text_page = found.get_textpage()
    except pypdfium2.PdfiumError:
        return [], 0
    try:
        text = str(text_page.get_text_range())
        # PDFium counts UTF-16 units: where a page has other signs, positions on paper are not asked for
        placed = text_page.count_chars() == len(text)
        out: list[_Line] = []
        start = 0
        for raw in text.split("\n"):
            bare = raw.strip()
            begin = start + len(raw) - len(raw.lstrip())
            start += len(raw) + 1
            if not _words(bare):
                continue
            end = begin + len(bare)
            if not placed:
                out.append(_Line(number + 1, begin, end, bare))
                continue
            first = text_page.get_charbox(begin, loose=True)
            last = text_page.get_charbox(end - 1, loose=True)
            out.append(
                _Line(number + 1, begin, end, bare, first[0], last[2], first[3], last[3], abs(first[3] - first[1]))
            )
        return out, len(text)
    finally:
        text_page.close()
        found.close()


def _running_heads(pages: Sequence[Sequence[_Line]]) -> frozenset[_Line]:
    """The first and last lines of pages that stand on at least three of them, whatever their numbers, or that are a number."""
    ends = [line for lines in pages for line in {*lines[:2], *lines[-2:]}]
    keys = Counter(_DIGITS.sub("0", line.text.casefold()) for line in ends)
    return frozenset(
        line
        for line in ends
        if (keys[_DIGITS.sub("0", line.text.casefold())] >= 3 or _DIGITS.sub("", line.text).strip(" -–—.|/") == "")
        and shape.words(line.text) <= 20
    )


def _paragraphs(lines: Sequence[_Line]) -> list[list[_Line]]:
    """The lines of one page as paragraphs."""
    steps = [
        a.last_top - b.top
        for a, b in pairwise(lines)
        if a.last_top is not None and b.top is not None and a.last_top > b.top
    ]
    usual = sorted(steps)[len(steps) // 4] if steps else None  # most lines go on; a page of headings has few that do
    widest = max((line.right for line in lines if line.right is not None), default=None)
    out: list[list[_Line]] = []
    for index, line in enumerate(lines):
        if index and not _parts(lines[index - 1], line, usual, widest):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _parts(before: _Line, line: _Line, usual: float | None, widest: float | None) -> bool:
    """Whether a new paragraph begins with this line."""
    if shape.is_bullet(line.text):
        return True
    if before.last_top is None or line.top is None or usual is None or widest is None:
        return shape.ends_sentence(before.text)
    step = before.last_top - line.top
    if step < 0:  # the next column
        return shape.ends_sentence(before.text)
    if step > _GAP * usual:
        return True
    if before.height and line.height and max(before.height, line.height) > _CHANGE * min(before.height, line.height):
        return True
    ended = shape.ends_sentence(before.text)
    assert before.left is not None
    assert before.right is not None
    assert line.left is not None
    indented = line.left - before.left > _INDENT
    short = before.right < _SHORT * widest
    return ended and (indented or short)


def _joined(paragraphs: Sequence[list[_Line]]) -> list[list[_Line]]:
    """The paragraphs, those that go on over the page as one."""
    out: list[list[_Line]] = []
    for lines in paragraphs:
        last = out[-1][-1] if out else None
        if (
            last is not None
            and last.page + 1 == lines[0].page
            and not shape.ends_sentence(last.text)
            and lines[0].text[:1].islower()
            and len(out[-1]) + len(lines) > 2
        ):
            out[-1] = [*out[-1], *lines]
        else:
            out.append(lines)
    return out


def _piece(lines: Sequence[_Line]) -> tuple[str, str]:
    """Words and place of a paragraph."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and spans[-1][0] == line.page and 0 <= line.start - spans[-1][2] <= _LINE_END:
            spans[-1][2] = line.end
        else:
            spans.append([line.page, line.start, line.end])
    # a running head may stand between the lines of one page where lines come out of order: it is stepped over
    raw = " ".join(line.text for line in lines)
    return _words(raw), "+".join(f"page:{page}/text:{start}-{end}" for page, start, end in spans)


def _words(raw: str) -> str:
    """A stretch of a page's text as words: divided words joined, white space collapsed."""
    return " ".join(clean(re.sub(rf"\s*{_DIVIDED}\s*", "", raw)).replace("\x02", "").split())
