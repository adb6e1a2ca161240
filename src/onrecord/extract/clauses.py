"""The clause around a cue: the words a reader needs to tell what kind of saying it is.

Takes the spans of one attribution and gives the verb group (auxiliaries, negations and adverbs before the cue, then the cue)
and the stretches of its sentence that are neither content nor source. What they mean is left to `acts`, `roles` and
`statements`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.extract.wordlists import WORD
from onrecord.record import Span, Spans
from onrecord.text.spans import hull, trimmed

#: Words that may stand between a subject and the verb that carries the cue.
_GROUP: Final = frozenset(
    """has have had having is are was were be been being do does did will would can could may might shall should must to not
    never yet also still no longer neither nor cannot just only even ever often once again later then now already so far
    going able expected set due ready want wants wanted plans planned tried supposed scheduled likely went goes on came
    used refused declined refuses declines without about if whether ought need needs d ll ve hoping hopes asked""".split()
)
_GROUP_WORDS: Final = 9
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*)([\s,]*)$")
_PAUSE: Final = re.compile(r"[;:.!?()\[\]“”\"«»„]|[,]\s|\s[-–—]+\s|--|''|``")
#: A clause is looked for this far before its cue.
_REACH_CHARS: Final = 400


@dataclass(frozen=True, slots=True)
class Clause:
    """A cue with what stands around it.

    sentence  the sentence (line, at most) that holds the cue
    group     words of the verb group in small letters, the cue's own among them
    cue       words of the cue alone, in small letters
    before    what stands in the same clause before the verb group
    rest      stretches of the sentence that are in no role, cut where a role begins; the cue is in
    """

    sentence: Span
    group: tuple[str, ...]
    cue: tuple[str, ...]
    before: str
    rest: Spans


def small_words(text: str, start: int, end: int) -> tuple[str, ...]:
    """The words of `text[start:end]` in small letters, with a straight apostrophe."""
    return tuple(match.group().lower().replace("’", "'") for match in WORD.finditer(text, start, end))


def read_clause(text: str, *, source: Spans, cue: Spans, content: Spans, sentence: Span) -> Clause:
    """The clause of an attribution whose cue is not empty."""
    first = cue[0].start
    walls = [s.end for s in (*source, *content) if s.end <= first]
    floor = max([sentence.start, first - _REACH_CHARS, *walls])
    start, group = first, list(small_words(text, first, first))
    while len(group) < _GROUP_WORDS:
        match = _WORD_BEFORE.search(text, max(floor, start - 40), start)
        if match is None or not _belongs(match.group(1)):
            break
        start = match.start()
        group.insert(0, match.group(1).lower().replace("’", "'"))
    # an apostrophe form that hangs on the source: "he'd said", "they won't"
    cue_words = tuple(word for span in cue for word in small_words(text, *span))
    last_pause = max((m.end() for m in _PAUSE.finditer(text, sentence.start, start)), default=sentence.start)
    clause_floor = max([last_pause, *(s.end for s in content if s.end <= start)])
    return Clause(
        sentence=sentence,
        group=(*group, *cue_words),
        cue=cue_words,
        before=text[min(clause_floor, start) : start],
        rest=without(text, sentence, (*source, *content)),
    )


def _belongs(word: str) -> bool:
    low = word.lower().replace("’", "'")
    return low in _GROUP or low.endswith(("n't", "ly", "'d", "'ll", "'ve", "'s"))


def without(text: str, span: Span, taken: Spans) -> Spans:
    """What is left of the span, without white space at the edges."""
    out: list[Span] = []
    at = span.start
    for hole in sorted(s for s in taken if s.start < span.end and s.end > span.start):
        if hole.start > at:
            out.append(Span(at, hole.start))
        at = max(at, hole.end)
    if at < span.end:
        out.append(Span(at, span.end))
    return tuple(kept for piece in out if (kept := trimmed(text, piece)) is not None)


def holding(text: str, sentences: Sequence[Span], parts: Iterable[str]) -> tuple[Span, ...]:
    """Those of the sentences, in order, that hold one of the parts of words: each is searched for once, and fast."""
    found: set[int] = set()
    for part in parts:
        at = text.find(part)
        while at >= 0:
            place = bisect_right(sentences, at, key=lambda sentence: sentence.start) - 1
            if place < 0:
                at = text.find(part, at + 1)
                continue
            found.add(place)
            at = text.find(part, max(sentences[place].end, at + 1))
    return tuple(sentences[place] for place in sorted(found))


def reach(source: Spans, cue: Spans, content: Spans) -> Span:
    """From the first to the last character of an attribution."""
    return hull((*source, *cue, *content))
