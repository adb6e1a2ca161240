"""Answers that were not given: "the ministry declined to comment", "the company did not respond to a request".

The tagger needs a content and so loses most of these. They are found by their fixed wording outside of quotations; the source
is the subject of the clause. They are kept so that a reader sees who was asked, and are no denials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from onrecord.extract.clauses import holding
from onrecord.extract.extents import Draft
from onrecord.extract.told import Told
from onrecord.extract.wordlists import WORD
from onrecord.record import Span, Spans
from onrecord.text.spans import trimmed

#: Score by judgement: the wording is sure, the subject is found by rule.
FIXED_WORDING: Final = 0.7
_LONGEST_SUBJECT_WORDS: Final = 16
_SUBJECT_REACH_CHARS: Final = 200

_SILENCE: Final = re.compile(
    r"(?P<cue>(?:(?:has|have|had|also|both|repeatedly|again)\s+){0,3}(?:declined|refused|declines|refuses))\s+"
    r"(?P<content>(?:to\s+(?:further\s+)?comment|comment|to\s+(?:answer|elaborate|be\s+interviewed|discuss|say\s+(?:if|whether|what|who|"
    r"when|where|why|how)))\b[^.,;:!?\n“”\"]{0,160})"
    r"|(?P<cue2>(?:did\s+not|didn[’']t|has\s+not|have\s+not|had\s+not)\s+(?:immediately\s+|yet\s+)?(?:respond(?:ed)?|repl(?:y|ied)|"
    r"return(?:ed)?|answer(?:ed)?))\s+(?P<content2>[^.,;:!?\n“”\"]{0,160}\b(?:comment|request|requests|questions?|calls?|e-?mails?|messages?|"
    r"inquir\w+|enquir\w+|interview)\b[^.,;:!?\n“”\"]{0,160})"
    r"|(?P<cue3>(?:did\s+not|didn[’']t|has\s+not|hasn[’']t|have\s+not|haven[’']t|had\s+not|would\s+not)\s+(?:yet\s+)?(?:say|said|disclosed?|"
    r"specif(?:y|ied)))\s+(?P<content3>(?:who|what|when|where|why|whether|how|if)\b[^.,;:!?\n“”\"]{0,160})"
    r"|(?P<cue4>(?:did\s+not|didn[’']t|has\s+not|hasn[’']t|have\s+not|haven[’']t|had\s+not)\s+(?:yet\s+)?grant(?:ed)?)\s+"
    r"(?P<content4>(?:the|an?|it|them|him|her|us|any|such|[A-Z])\b[^.,;:!?\n“”\"]{0,160})",
)
#: "... courted a visit by the king, something Lee has not granted".
_WISHED: Final = re.compile(
    r"\b(?:courted|sought|requested|(?:asked|applied|pushed)\s+for|demanded|wanted)\s+(?P<content>[^.,;:!?\n“”\"]{3,120}),\s+"
    r"(?:something|which|a\s+(?:request|wish|demand)(?:\s+that)?)\s+(?P<source>[^.,;:!?\n“”\"]{1,60}?)\s+"
    r"(?P<cue>(?:has|have|had)\s+(?:not|never)\s+(?:yet\s+)?granted)\b"
)
#: Without one of these in it, a sentence tells of no silence: the long pattern takes a hundred times as long.
_HINT: Final = re.compile(r"declin|refus|not\b|n[’']t\b")
_CLAUSE_START: Final = re.compile(r"[;:]\s+|,\s+(?:and|but|while|though|although)\s+|\s+(?:while|but)\s+|[–—]\s*|--\s*")
_LEAD: Final = re.compile(r"(?:(?:and|but|while|meanwhile|however|asked [^,]*|when asked [^,]*),?\s+)", re.IGNORECASE)
_TAIL: Final = re.compile(
    r"[\s,]*(?:\b(?:when|after|before|citing|saying|on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*)?$", re.DOTALL
)


def with_silences(text: str, drafts: list[Draft], sentences: Spans, quoted: Spans) -> list[Draft]:
    """The drafts and the silences that stand in none of them."""
    told = Told((span for draft in drafts for span in (*draft.cue, *draft.content)), quoted)
    return [*drafts, *(draft for draft in _silences(text, sentences) if told.is_free(draft.cue[0]))]


def _silences(text: str, sentences: Spans) -> Iterator[Draft]:
    for sentence in holding(text, sentences, ("granted",)):
        for match in _WISHED.finditer(text, *sentence):
            wished, by, refusal = (Span(*match.span(name)) for name in ("content", "source", "cue"))
            yield Draft((by,), (refusal,), (wished,), FIXED_WORDING)
    for sentence in sentences:
        if _HINT.search(text, *sentence) is None:
            continue
        for match in _SILENCE.finditer(text, *sentence):
            name = next(number for number in ("", "2", "3", "4") if match[f"cue{number}"] is not None)
            cue, content = Span(*match.span(f"cue{name}")), Span(*match.span(f"content{name}"))
            tail = _TAIL.search(text, content.start, content.end)
            kept = trimmed(
                text, Span(content.start, content.end if tail is None else max(tail.start(), content.start + 1))
            )
            source = _subject(text, sentence, cue.start)
            if kept is not None and source is not None:
                yield Draft((source,), (cue,), (kept,), FIXED_WORDING)


def _subject(text: str, sentence: Span, end: int) -> Span | None:
    """What stands between the beginning of the clause and the cue, when it can be a subject."""
    start = max(sentence.start, end - _SUBJECT_REACH_CHARS)
    start = max((m.end() for m in _CLAUSE_START.finditer(text, start, end)), default=start)
    lead = _LEAD.match(text, start, end)
    span = trimmed(text, Span(start if lead is None else lead.end(), end))
    if span is None or not 0 < len(WORD.findall(text, *span)) <= _LONGEST_SUBJECT_WORDS:
        return None
    return span
