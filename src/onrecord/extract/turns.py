"""Turns of a transcript or interview: "LEE: The pier is full." and, on the next line, "RAY: Why?".

A line that begins with a speaker's label and a colon is a turn where at least two labels stand in the text, or one stands
twice; paragraphs without a label go on with the speaker before, to the end of the transcript. The label is the source, the
colon the cue, and all that follows the content.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.extract.extents import Draft
from onrecord.extract.wordlists import WORD
from onrecord.record import Span
from onrecord.text.spans import contains, trimmed

#: Score by judgement: the label is sure, where the transcript ends is not.
LABELLED: Final = 0.8
_FEWEST_TURNS: Final = 3
_FEWEST_WORDS: Final = 2
_TURN: Final = re.compile(
    r"^[“\"‘']?(?P<label>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}|(?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w.’'-]+|[QA]|Question|Answer)"
    r"(?P<colon>:)[ \t]+(?=\S)",
    re.MULTILINE,
)
_LINE_END: Final = re.compile(r"\n+|\Z")
#: A paragraph in brackets tells what happened: "(CROSSTALK)".
_ASIDE: Final = re.compile(r"[“\"]?[(\[]")


def with_turns(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with a source for each turn, turns that none of them tells, and what stands inside a turn nested in it."""
    turns = _turns(text)
    if not turns:
        return list(drafts)
    out = list(drafts)
    by_colon = {draft.cue[0].start: place for place, draft in enumerate(out) if len(draft.cue) == 1}
    places: list[tuple[Span, int]] = []
    for turn in turns:
        place = by_colon.get(turn.cue[0].start)
        if place is None:
            out.append(turn)
            place = len(out) - 1
        else:
            out[place] = replace(turn, score=max(turn.score, out[place].score))
        places.extend((span, place) for span in turn.content)
    places.sort()
    return _without_other_speakers([_nested(draft, place, places) for place, draft in enumerate(out)], places)


def _without_other_speakers(drafts: Sequence[Draft], turns: Sequence[tuple[Span, int]]) -> list[Draft]:
    """The drafts, without those that give a turn to another than its label: "Transcript as follows: LEE: ..."."""
    speaking = {place for _, place in turns}
    kept: dict[int, Draft] = {}
    for place, draft in enumerate(drafts):
        content = draft.content
        if place not in speaking and draft.inside is None:
            content = tuple(span for span in content if not _takes_a_turn(span, turns))
        if content:
            kept[place] = draft if content == draft.content else replace(draft, content=content)
    number = {place: at for at, place in enumerate(kept)}
    return [
        draft if draft.inside is None else replace(draft, inside=number.get(draft.inside)) for draft in kept.values()
    ]


def _takes_a_turn(span: Span, turns: Sequence[tuple[Span, int]]) -> bool:
    """Whether half of the span or more are words of a turn."""
    at = bisect_left(turns, span.start, key=lambda row: row[0].end)
    taken = 0
    while at < len(turns) and turns[at][0].start < span.end:
        taken += min(span.end, turns[at][0].end) - max(span.start, turns[at][0].start)
        at += 1
    return 2 * taken >= span.end - span.start


def _nested(draft: Draft, place: int, turns: Sequence[tuple[Span, int]]) -> Draft:
    at = bisect_left(turns, draft.cue[0].end, key=lambda row: row[0].start) - 1
    if at < 0 or turns[at][1] == place or draft.inside is not None:
        return draft
    return replace(draft, inside=turns[at][1]) if contains(turns[at][0], draft.cue[0]) else draft


def _turns(text: str) -> list[Draft]:
    found = list(_TURN.finditer(text))
    labels = Counter(match["label"] for match in found)
    again = [place for place, match in enumerate(found) if labels[match["label"]] > 1]
    if not again:
        return []
    # a label that comes once may be a headline's before the transcript or a paragraph's behind it
    found = found[again[0] : again[-1] + 2]
    if len(found) < _FEWEST_TURNS or len(found) < 2 * len({match["label"] for match in found}) - 1:
        return []
    out = []
    for number, match in enumerate(found):
        limit = found[number + 1].start() if number + 1 < len(found) else _line_end(text, match.end())
        content = tuple(span for span in _paragraphs(text, match.end(), limit) if not _ASIDE.match(text, span.start))
        if content and sum(1 for span in content for _ in WORD.finditer(text, *span)) >= _FEWEST_WORDS:
            out.append(Draft((Span(*match.span("label")),), (Span(*match.span("colon")),), content, LABELLED))
    return out


def _line_end(text: str, start: int) -> int:
    match = _LINE_END.search(text, start)
    return len(text) if match is None else match.start()


def _paragraphs(text: str, start: int, end: int) -> list[Span]:
    out = []
    while start < end:
        stop = min(_line_end(text, start), end)
        span = trimmed(text, Span(start, stop)) if start < stop else None
        if span is not None:
            out.append(span)
        start = stop + 1
    return out
