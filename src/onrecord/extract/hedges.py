"""How surely: hedges with the ICD 203 term they stand for, and the words of a condition.

Takes spans of a text and gives spans in it. The words stand in `data/hedges.toml`; words of possibility ("may", "could") are
hedges without a likelihood, since they name none (Kent 1964).
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.extract.wordlists import hedges
from onrecord.record import Span, Spans
from onrecord.text.spans import trimmed

_CLAUSE_END: Final = re.compile(r"[,;.!?…”»\])\n]|(?<!\s)\"|\s[-–—]+\s|--")
#: A condition longer than this is cut at a word: its beginning is what a reader needs.
_LONGEST_CHARS: Final = 200
_QUESTION_BEFORE: Final = re.compile(
    r"\b(?:ask|asks|asked|asking|wonder\w*|know|knows|knew|see|say|unclear|sure|as|why|how|what|when|where|who)\s*$"
)


def hedges_of(text: str, where: Spans) -> tuple[Spans, str | None]:
    """Hedges in the stretches, sorted, and the ICD 203 term of the first that has one, else None."""
    pattern, stands_for, _ = hedges()
    found: list[Span] = []
    likelihood: str | None = None
    for span in where:
        for match in pattern.finditer(text, span.start, span.end):
            if match.group() == "May" and match.start() != span.start and text[match.start() - 1] not in '“"':
                continue  # the month
            found.append(Span(*match.span()))
            term = stands_for[re.sub(r"\s+", " ", match.group().lower())]
            likelihood = term if likelihood is None else likelihood
    return tuple(found), likelihood


def condition_of(text: str, where: Spans, *, within: Spans) -> Span | None:
    """The first condition that begins in the stretches `where`, from its first word to the end of its clause in `within`.

    An "if" that opens a stretch behind "asked" or "wondered" is a question and no condition.
    """
    _, _, pattern = hedges()
    for span in where:
        for match in pattern.finditer(text, span.start, span.end):
            lead = text[max(0, match.start() - 20) : match.start()]
            if _QUESTION_BEFORE.search(lead):
                continue
            limit = max((s.end for s in within if s.start <= match.start() < s.end), default=span.end)
            stop = min(limit, match.start() + _LONGEST_CHARS)
            end = _CLAUSE_END.search(text, match.end(), stop)
            cut = end.start() if end is not None else stop
            if end is None and stop < limit:
                cut = max(text.rfind(" ", match.end(), stop), match.end())
            return trimmed(text, Span(match.start(), cut))
    return None
