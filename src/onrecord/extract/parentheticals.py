"""Attributions that stand in a sentence like a remark: "the bridge is shut, the Harbour Post reports".

Word order tells these apart from everything else, so that those which the tagger is not sure of are found by it: a speaker
and a verb of saying between commas, at the end of a sentence behind a comma, or behind "as" at its beginning. The rest of the
sentence is the content. Only outside of quotations, and only where the tagger told nothing of the verb. Of the same kind is
the answer that a writer adds to a charge: "..., a charge that the harbour office denies"; it is no part of the charge.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from onrecord.extract.extents import Draft
from onrecord.extract.told import Told
from onrecord.extract.wordlists import WORD, role_nouns
from onrecord.record import Span, Spans
from onrecord.text.spans import trimmed

#: Score by judgement: the word order is sure, the edges of the speaker's name are found by rule.
WORD_ORDER: Final = 0.7
_FEWEST_WORDS: Final = 4
_LONGEST_SPEAKER_WORDS: Final = 12
_REACH_CHARS: Final = 1200

_VERB: Final = (
    r"(?P<cue>(?:has|have|had)\s+(?:reported|said|written)|reports?|reported|says?|said|writes?|wrote|notes?|noted)"
)
_SPEAKER: Final = r"(?P<source>[^\W\d_][^,;:!?()\n“”\"«»„]{1,120}?)"
_BEHIND: Final = re.compile(rf",\s+{_SPEAKER}\s+{_VERB}\s*(?P<end>[.,])(?=\s|$)")
_AS: Final = re.compile(rf"As\s+{_SPEAKER}\s+{_VERB},\s+")
_LABEL: Final = re.compile(r"[^\W\d_][^.,:!?\n“”\"]{0,60}:\s+(?=\S)")
_SUBORDINATE: Final = re.compile(
    r"(?:when|if|as|after|before|because|although|though|while|since|until|unless|once|where|that|who|which|and|but)\s",
    re.IGNORECASE,
)
#: A charge called by what it is, and who denies it.
_ANSWER: Final = re.compile(
    r",\s+(?P<content>(?:an?|the)\s+(?:charge|claim|accusation|allegation|assertion|suggestion)s?)\s+(?:that\s+|which\s+)?"
    r"(?P<source>[^\W\d_][^,;:!?()\n“”\"«»„]{1,60}?)\s+"
    r"(?P<cue>(?:(?:has|have|had)\s+)?(?:[a-z]+ly\s+)?(?:denied|denies|deny|rejected|rejects|reject))\b"
)
#: Verbs of several speakers, or nouns.
_PLURAL: Final = frozenset({"report", "say", "write", "note"})
_INSIDE_A_CLAUSE: Final = frozenset("who which that whose as if when while because after before but what how".split())


def with_parentheticals(text: str, drafts: Sequence[Draft], sentences: Spans, quoted: Spans) -> list[Draft]:
    """The drafts and, behind them, the remarks that none of them tells; `quoted` are the outermost quotations, sorted."""
    told = Told((span for draft in drafts for span in (*draft.cue, *draft.source)), quoted)
    answers = list(_answers(text))
    commas = [comma for comma, _ in answers]
    remarks = (draft for sentence in sentences for draft in _remarks(text, sentence))
    found = (*remarks, *(answer for _, answer in answers))
    free = (draft for draft in found if told.is_free(Span(draft.source[0].start, draft.cue[0].end)))
    return [*(_without_answer(draft, commas) for draft in drafts), *free]


def _answers(text: str) -> Iterator[tuple[int, Draft]]:
    """Each denial that is put behind a charge as a remark, with the place of its comma."""
    for match in _ANSWER.finditer(text):
        source = Span(*match.span("source"))
        words = [word.group() for word in WORD.finditer(text, *source)]
        named = any(word[0].isupper() for word in words) or words[-1].lower() in role_nouns()
        if named and not any(word.lower() in _INSIDE_A_CLAUSE for word in words):
            content = (Span(*match.span("content")),)
            yield match.start(), Draft((source,), (Span(*match.span("cue")),), content, WORD_ORDER)


def _without_answer(draft: Draft, commas: Sequence[int]) -> Draft:
    """The draft without the answer to it that its content runs into: the rest of that piece, and what follows."""
    hull = Span(draft.content[0].start, draft.content[-1].end)
    at = bisect_right(commas, hull.start)
    if at == len(commas) or commas[at] >= hull.end or draft.cue[0].start > commas[at]:
        return draft
    kept = tuple(Span(s.start, min(s.end, commas[at])) for s in draft.content if s.start < commas[at])
    return replace(draft, content=kept)


def _remarks(text: str, sentence: Span) -> Iterator[Draft]:
    start, end = sentence.start, min(sentence.end, sentence.start + _REACH_CHARS)
    label = _LABEL.match(text, start, end) if start == 0 or text[start - 1] == "\n" else None
    begin = start if label is None else label.end()
    leading = _AS.match(text, begin, end)
    if leading is not None:
        yield from _draft(text, leading, [Span(leading.end(), end)])
        return
    for match in _BEHIND.finditer(text, begin, end):
        before = Span(begin, match.start())
        last = match["end"] == "." and match.end() >= sentence.end
        if match["end"] == "." and not last:
            continue
        if last and _SUBORDINATE.match(text, *before) is not None:
            continue
        yield from _draft(text, match, [before] if last else [before, Span(match.end(), end)])


def _draft(text: str, match: re.Match[str], pieces: list[Span]) -> Iterator[Draft]:
    source, cue = Span(*match.span("source")), Span(*match.span("cue"))
    words = [word.group() for word in WORD.finditer(text, *source)]
    several = " and " in text[source.start : source.end] or (words and words[-1].endswith("s"))
    if text[cue.start : cue.end] in _PLURAL and not several:
        return  # "the committee's report"
    named = any(word[0].isupper() for word in words) or (words and words[-1].lower() in role_nouns())
    if not named or len(words) > _LONGEST_SPEAKER_WORDS or any(word.lower() in _INSIDE_A_CLAUSE for word in words):
        return
    stop = pieces[-1].end - 1 if text[pieces[-1].end - 1] == "." else pieces[-1].end
    pieces[-1] = Span(pieces[-1].start, max(stop, pieces[-1].start + 1))
    content = tuple(kept for piece in pieces if (kept := trimmed(text, piece)) is not None)
    if sum(1 for piece in content for _ in WORD.finditer(text, *piece)) >= _FEWEST_WORDS:
        yield Draft((source,), (cue,), content, WORD_ORDER)
