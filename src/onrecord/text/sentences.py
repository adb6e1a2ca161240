"""Sentence boundaries of English news text, by rules.

A paragraph break (a line end) always ends a sentence. A full stop does not when it closes a known abbreviation, an
initial or a number; closing quotation marks and brackets stay with the sentence they close. Linear in the text.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.record import Span
from onrecord.text.spans import trimmed

#: Abbreviations after which a sentence practically never ends in news text.
_NEVER_ENDS: Final = frozenset(
    "mr mrs ms dr prof gen lt col sgt capt maj adm gov sen rep rev hon pres st mt ft vs no nos fig vol cf eg ie e.g i.e "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun approx dept univ assn".split()
)
#: Abbreviations that end a sentence when the next word looks like a beginning.
_MAY_END: Final = frozenset("inc ltd co corp jr sr u.s u.n u.k e.u d.c a.m p.m etc ste ave al".split())
_STARTERS: Final = frozenset(
    "The A An In On At But And He She It They We I This That These Those His Her Its Their However Meanwhile For As When "
    "While After Before If Last Earlier Some Many Most Both".split()
)
_END: Final = re.compile(r"([.!?…]+)([\"'”’»)\]]*)(?=\s|$)|[。！？]+[”’」』]*|\n+")
_LAST_WORD: Final = re.compile(r"[\w.]+$")
_NEXT: Final = re.compile(r"\s*[\"'“‘«(\[]*(\w+)")


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Sentences of `text[start:end]` in order, without the white space around them; offsets are those of `text`."""
    stop = len(text) if end is None else end
    out: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, stop):
        if match.group(0)[0] != "\n" and match.group(1) is not None and not _ends(text, match, begin, stop):
            continue
        span = trimmed(text, Span(begin, match.end()))
        if span is not None:
            out.append(span)
        begin = match.end()
    rest = trimmed(text, Span(begin, stop)) if begin < stop else None
    if rest is not None:
        out.append(rest)
    return tuple(out)


def _ends(text: str, match: re.Match[str], begin: int, stop: int) -> bool:
    """Whether the punctuation of `match` ends a sentence that began at `begin`."""
    following = _NEXT.match(text, match.end(), stop)
    word = following.group(1) if following else ""
    mark, closing = match.group(1), match.group(2)
    if mark != ".":
        # "Why?" he asked: a lower-case word goes on; an ellipsis ends only before a capital
        return not word[:1].islower()
    if word[:1].islower():
        return False
    before = _LAST_WORD.search(text, max(begin, match.start() - 24), match.start())
    last = before.group(0) if before else ""
    if closing or not last:
        return True
    low = last.lower().strip(".")
    if low in _NEVER_ENDS:
        return False
    if low in _MAY_END or (len(last) > 1 and "." in last):
        return word in _STARTERS or "\n" in text[match.end() : match.end() + 2]
    if len(last) == 1 and last.isalpha() and last.isupper():
        # an initial ("J. Smith"), unless what follows is a common first word
        return word in _STARTERS
    return True


def sentence_around(text: str, span: Span) -> Span:
    """The sentences that the span touches, as one span, within the lines it stands in. Linear in those lines."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    touched = [
        s for s in sentences(text, start, len(text) if end < 0 else end) if s.start < span.end and span.start < s.end
    ]
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end)) if touched else span
