"""Quotations that are signed: a paragraph of their own, then a dash and a name ("“We pay twice.” — Ola Brandt, a baker").

Reader comments, blurbs and pulled quotations are printed so, and so are posts of social media that a page takes in ("Pay day.
— Ola Brandt (@obrandt) May 3, 2024"). The name is the source, the dash the cue, and all before it the content. A title before
its author is none: what is said is a sentence, with its full stop.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.extract.extents import Draft
from onrecord.extract.quotes import Quotation, runs
from onrecord.extract.wordlists import WORD
from onrecord.record import Span, Spans
from onrecord.text.spans import contains, trimmed

#: Score by judgement: the form is plain, yet an editor may have signed another's words.
SIGNED: Final = 0.85
_FEWEST_WORDS: Final = 4
_DASH: Final = r"(?P<dash>[―—–]|--|-(?=[ \u00a0]))[ \t\u00a0]*"
_PART: Final = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_NAME: Final = (
    rf"(?P<name>{_PART}(?:[ \u00a0]+(?:{_PART}|(?:de|da|di|du|van|von|der|den|bin|al|el|of|the)(?=[ \u00a0]))){{0,6}})"
)
_END: Final = r"[ \t\u00a0.]*(?=\n|\Z)"
_SIGNATURE: Final = re.compile(
    rf"[ \t\u00a0]*(?:\n[ \t\u00a0]*)?{_DASH}{_NAME}(?P<role>,[^\n]{{1,160}}?|[ \u00a0]\([^()\n]{{1,80}}\))?{_END}"
)
_POST: Final = re.compile(
    rf"^(?P<words>[^\n]{{1,1200}}?)[ \t\u00a0]*(?P<dash>[―—–]|--)[ \u00a0]?(?P<name>[^\n―—–@()]{{1,60}}?)[ \u00a0]\(@\w{{1,40}}\)"
    rf"(?:[ \u00a0][^\n]{{1,40}})?{_END}",
    re.MULTILINE,
)
#: A full stop that ends the signature and no initial or abbreviation.
_STOP: Final = re.compile(r"(?<=\w{3})\.\Z")
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)\]]*\s*\Z")


def with_signed(text: str, drafts: Sequence[Draft], found: Sequence[Quotation]) -> list[Draft]:
    """The drafts with one for each signed quotation, whose words no other speaker keeps; `found` are the text's quotations."""
    signed = [*_quotations(text, found), *_posts(text)]
    if not signed:
        return list(drafts)
    signed.sort(key=lambda draft: draft.content[0])
    starts = [draft.content[0].start for draft in signed]
    dashes = [draft.cue[0] for draft in signed]
    out: list[Draft] = []
    for draft in drafts:
        if any(_touches(cue, dashes) for cue in draft.cue):
            continue
        kept = tuple(span for span in draft.content if not _is_anothers(span, draft, signed, starts))
        if kept:
            out.append(draft if kept == draft.content else replace(draft, content=kept))
    return [*out, *signed]


def _touches(cue: Span, dashes: Sequence[Span]) -> bool:
    """Whether a cue takes in one of the dashes, which are sorted."""
    at = bisect_left(dashes, cue.end, key=lambda dash: dash.start) - 1
    return at >= 0 and dashes[at].end > cue.start


def _is_anothers(span: Span, draft: Draft, signed: Sequence[Draft], starts: Sequence[int]) -> bool:
    """Whether a part of a content stands in signed words, to which neither cue nor source of its draft belong."""
    at = bisect_left(starts, span.start + 1) - 1
    if at < 0:
        return False
    whole = Span(signed[at].content[0].start, signed[at].content[-1].end)
    return contains(whole, span) and not all(contains(whole, own) for own in (*draft.source, *draft.cue))


def _quotations(text: str, found: Sequence[Quotation]) -> list[Draft]:
    out = []
    for run in runs(text, found):
        last = run[-1]
        alone = _opens_line(text, run[0].span.start)
        match = _SIGNATURE.match(text, last.span.end) if alone and last.closed else None
        content = tuple(quotation.span for quotation in run)
        if match is not None and _is_said(text, content):
            end = max(match.end("name"), match.end("role"))
            stop = _STOP.search(text, match.start("name"), end)
            source = Span(match.start("name"), end if stop is None else stop.start())
            out.append(Draft((source,), (Span(*match.span("dash")),), content, SIGNED))
    return out


def _opens_line(text: str, at: int) -> bool:
    while at and text[at - 1] in " \t\u00a0":
        at -= 1
    return not at or text[at - 1] == "\n"


def _posts(text: str) -> list[Draft]:
    out = []
    for match in _POST.finditer(text) if "(@" in text else ():
        words, name = trimmed(text, Span(*match.span("words"))), trimmed(text, Span(*match.span("name")))
        if words is not None and name is not None and _count_words(text, (words,)) >= _FEWEST_WORDS:
            out.append(Draft((name,), (Span(*match.span("dash")),), (words,), SIGNED))
    return out


def _is_said(text: str, content: Spans) -> bool:
    """Whether words in quotation marks are a sentence, and no title."""
    return _count_words(text, content) >= _FEWEST_WORDS and _SENTENCE_END.search(text, *content[-1]) is not None


def _count_words(text: str, spans: Spans) -> int:
    return sum(1 for span in spans for _ in WORD.finditer(text, *span))
