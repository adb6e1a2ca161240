"""Which words of a text stand in quotation marks.

Takes texts with their words' places; gives a mask over words, and counts words outside quotations in a span. One pass over
the marks of a text, whatever they are: unbalanced marks are normal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.record import Span
from onrecord.reuse.loops import compiled
from onrecord.reuse.tokens import Bools, Tokens

#: Characters on either side of a span in which marks are looked for: the longest quoted paragraphs are shorter.
_SIGHT: Final = 3000
_MARK: Final = re.compile("[“”«»„「」‘’\"'\n]")  # one set and nothing else: that is searched at memory speed
_CLOSED_BY: Final = {
    "“": ("”",), "«": ("»",), "„": ("“", "”"), "「": ("」",), "‘": ("’",), "''": ("''",), '"': ('"',), "'": ("'",),
}  # fmt: skip
_SINGLE: Final = "‘'"
_APOSTROPHES: Final = "'’"
#: A stray mark of a kind that is often stray does not hide a quotation in surer ones.
_STRENGTH: Final = {"'": 1, "‘": 2, '"': 3, "''": 3, "“": 4, "«": 4, "„": 4, "「": 4}
#: Characters from which words in single marks are a quotation: shorter ones are names, scare quotes and apostrophes.
_LEAST_SINGLE: Final = 16
#: What may stand before a straight mark that opens.
_BEFORE_OPENING: Final = " \t\u00a0\n([—–-"
#: Bits of `classes`: a letter or digit; a space; one of those that may stand before a straight mark that opens.
WORD, SPACE, BEFORE = 1, 2, 4
#: Between texts that are gone through as one: a mark looks at three characters beside it.
_EDGE: Final = "\n\n\n"


@lru_cache(maxsize=1)
def classes() -> npt.NDArray[np.uint8]:
    """What each character of the first plane is to a mark beside it: bits `WORD`, `SPACE`, `BEFORE`."""
    chars = [chr(point) for point in range(0x10000)]
    bits = [WORD * char.isalnum() + SPACE * char.isspace() + BEFORE * (char in _BEFORE_OPENING) for char in chars]
    return np.array(bits, dtype=np.uint8)


def quoted(texts: Sequence[str], tokens: Tokens) -> Bools:
    """For each word whether it stands in a quotation. Linear in the texts."""
    loops = compiled()
    if loops is not None:
        joined = _EDGE + _EDGE.join(texts) + _EDGE
        data = joined.encode("utf-16-le", "surrogatepass")
        if len(data) == 2 * len(joined):  # all of the first plane
            bounds = np.cumsum([len(_EDGE), *(len(text) + len(_EDGE) for text in texts)])[:-1]
            columns = bounds, tokens.marks, tokens.marks_first, tokens.starts, tokens.first
            marked: Bools = loops.quoted(np.frombuffer(data, dtype=np.uint16), classes(), *columns, _LEAST_SINGLE)
            return marked
    out = np.zeros(tokens.hashes.size, dtype=np.bool_)
    first, marks_first = tokens.first.tolist(), tokens.marks_first.tolist()
    marks = tokens.marks.tolist()
    quotes: list[tuple[int, int, int]] = []
    for number, text in enumerate(texts):
        if marks_first[number] < marks_first[number + 1] and first[number] < first[number + 1]:
            at = marks[marks_first[number] : marks_first[number + 1]]
            quotes += [(number, *quote) for quote in _quotations(text, at)]
    if not quotes:
        return out
    # places of all texts in one line of numbers
    shift = np.cumsum([0, *(len(text) + 1 for text in texts)])
    starts = tokens.starts + np.repeat(shift[:-1], np.diff(tokens.first))
    found = np.array(quotes, dtype=np.int64)
    edges = np.searchsorted(starts, (found[:, 1:] + shift[found[:, 0], None]).ravel())
    steps = np.zeros(out.size + 1, dtype=np.int32)
    np.add.at(steps, edges[::2], 1)
    np.add.at(steps, edges[1::2], -1)
    inside: Bools = np.cumsum(steps[:-1]) > 0
    return inside


def unquoted(text: str, span: Span) -> tuple[int, int, int]:
    """Words of the span outside quotation marks: before the first quotation, between quotations, after the last.

    Where nothing is quoted all words count as before. Quotations are read from the head of the span's first paragraph.
    """
    quotes = _touched(text, span)
    if not quotes:
        return len(text[span.start : span.end].split()), 0, 0
    between = sum(len(text[left.end : right.start].split()) for left, right in pairwise(quotes))
    before = len(text[span.start : quotes[0].start].split())
    return before, between, len(text[quotes[-1].end : span.end].split())


def whole_quotation(text: str, span: Span, least_words: int) -> bool:
    """Whether the span holds all of a quotation of so many words; its marks may stand just outside the span."""
    return any(
        span.start - 2 <= quote.start
        and quote.end <= span.end + 2
        and len(text[quote.start : quote.end].split()) >= least_words
        for quote in _touched(text, span)
    )


def _touched(text: str, span: Span) -> list[Span]:
    """Quotations that share a character with the span, as far as the lines that it begins and ends in tell."""
    floor, roof = max(0, span.start - _SIGHT), min(len(text), span.end + _SIGHT)
    begin = max(floor, text.rfind("\n", floor, span.start) + 1)
    stop = text.find("\n", span.end, roof)
    stop = roof if stop < 0 else min(len(text), stop + 3)
    marks = [match.start() for match in _MARK.finditer(text, begin, stop)]
    return [quote for quote in _quotations(text, marks) if quote.start < span.end and quote.end > span.start]


def _quotations(text: str, marks: Iterable[int]) -> list[Span]:
    """Quotations in order, none within another. One pass over the places of the marks.

    A straight mark opens after a space and closes after a word or its punctuation. A quotation ends with its line; where it
    is not closed there, it counts if the next paragraph opens one again (a speech over several paragraphs).
    """
    out: list[Span] = []
    opened, start, end = "", 0, 0
    for at in marks:
        mark = text[at]
        if at < end:
            continue  # the second half of two single marks that stand for a double one
        end = at + 1
        if mark in _APOSTROPHES:
            if text[end : end + 1].isalnum() and at > 0 and text[at - 1].isalnum():
                continue  # an apostrophe
            if mark == "'" and text[end : end + 1] == "'":
                mark, end = "''", end + 1
        if mark == "\n":
            if opened in {"“", '"'} and text[end : end + 3].lstrip()[:1] == opened:
                out.append(Span(start, at))
            opened = ""
        elif opened and mark in _CLOSED_BY[opened] and _closes(text, mark, at, end):
            if opened not in _SINGLE or at - start >= _LEAST_SINGLE:
                out.append(Span(start, end))
            opened = ""
        elif _STRENGTH.get(mark, 0) > _STRENGTH.get(opened, 0) and _opens(text, mark, at, end):
            opened, start = mark, at
    return out


def _opens(text: str, mark: str, at: int, end: int) -> bool:
    if mark in {'"', "''", "'"}:
        following = text[end : end + 1]
        if mark == "'" and not following.isalnum():
            return False
        return (at == 0 or text[at - 1] in _BEFORE_OPENING) and not following.isspace()
    return True


def _closes(text: str, mark: str, at: int, end: int) -> bool:
    if mark in {"’", "'"}:
        return not text[end : end + 1].isalnum() and not text[at - 1].isspace()
    return mark not in {'"', "''"} or not text[at - 1].isspace()
