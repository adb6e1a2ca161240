"""How far a content reaches: whole quotations, their later paragraphs, and quotations that a colon leads in.

Takes what the tagger found and the quotations of the text, and gives the same attributions with contents that begin and end
where their quotations do. The tagger reads a window at a time and may lose the end of a long quotation or its next
paragraph; the marks do not. Nothing here raises a score.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final, Protocol

from onrecord.extract.quotes import Quotation, runs
from onrecord.extract.wordlists import WORD
from onrecord.record import Span, Spans
from onrecord.text.spans import contains, merged, overlaps, trimmed

#: A quotation of fewer words that no content covers is a name or a scare quote ("the so-called 'red line'"), not speech.
SPEECH_WORDS: Final = 5
#: A content is widened to a quotation of which it holds at least this share of the words. On 400 articles of PolNeAR train
#: a lower share widened contents over other speakers' words where marks were missing; a higher one changes nothing.
MOST: Final = 0.4
#: Score factors, by judgement: each says that a rule had to step in. `UNCLOSED` where a closing mark is missing, `JOINED`
#: where a paragraph without a cue was given to the speaker before, `LED_IN` where only a colon names the speaker.
UNCLOSED: Final = 0.9
JOINED: Final = 0.95
LED_IN: Final = 0.7

#: Where a paragraph is a quotation and the paragraphs before it name one speaker.
LONE: Final = 0.6
_LONE_PARAGRAPHS: Final = 2
_PROSE_ENDS: Final = frozenset(".!?:”\"’»'")
_LONE_REACH_CHARS: Final = 1500

#: White space and stops around a quotation that is a paragraph.
_EDGE_CHARS: Final = 8
#: From the verb of asking to the name behind it.
_ASKED_REACH_CHARS: Final = 40
_CUE, _CONTENT = 1, 2
_LEAD: Final = re.compile(r"[^\n]*:[ \t]*\n\s*$")
_ASKED: Final = re.compile(
    r"\b(?:I|we|We)\s+(?:asked|spoke\s+(?:to|with)|talked\s+(?:to|with)|interviewed|reached\s+out\s+to|turned\s+to|put\s+"
    r"(?:this|that|it|the\s+question)\s+to)\s+(?=[A-Z])"
)
#: A speaker's label in a transcript.
_TURN: Final = re.compile(r"\W*[A-Z][A-Z .'’-]{1,40}:|\(")
#: A full stop behind a word: who was asked is named before it ("I asked Lee, a pilot. Her answer:").
_STOP: Final = re.compile(r"(?<=[a-z]{2})\.\s+(?=[A-Z])")
_BETWEEN_PARTS: Final = re.compile(r"[\s.,;:!?…–—-]*$")


class Attribution(Protocol):
    """What the tagger gives: spans of code points and a score."""

    @property
    def source(self) -> Spans:
        """Words that say who; may be empty."""

    @property
    def cue(self) -> Spans:
        """The verb or phrase; may be empty."""

    @property
    def content(self) -> Spans:
        """What is said."""

    @property
    def score(self) -> float:
        """Estimate that all three are right."""


Tag = Callable[[str], Sequence[Attribution]]


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution on its way to a statement; `inside` is the place in the list of the one it stands in."""

    source: Spans
    cue: Spans
    content: Spans
    score: float
    inside: int | None = None


class _Index:
    """Which spans of which drafts overlap a stretch; roles are numbered source 0, cue 1, content 2."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._rows = sorted(
            (span, role, place)
            for place, draft in enumerate(drafts)
            for role, spans in enumerate((draft.source, draft.cue, draft.content))
            for span in spans
        )
        # the furthest end so far never falls, so that the first row that can overlap is found by bisection
        self._ends = list(accumulate((span.end for span, _, _ in self._rows), max))

    def over(self, stretch: Span) -> Iterator[tuple[Span, int, int]]:
        """The rows (span, role, place) that overlap the stretch."""
        for at in range(bisect_right(self._ends, stretch.start), len(self._rows)):
            row = self._rows[at]
            if row[0].start >= stretch.end:
                return
            if row[0].end > stretch.start:
                yield row


def with_whole_quotations(text: str, drafts: Sequence[Draft], found: Sequence[Quotation]) -> tuple[Draft, ...]:
    """The drafts in the same order, with contents widened to the quotations they belong to; led in ones are added.

    An attribution that stands wholly inside a quotation which somebody else speaks gets its `inside`.
    """
    out = list(drafts)
    index = _Index(drafts)
    previous: tuple[Quotation, int] | None = None
    for run in runs(text, found):
        rows = [row for part in run for row in index.over(part.span)]
        owner = _owner(rows)
        led = _led_in(text, run)
        if led is not None:
            asking = Span(max(led.source[0].start - _ASKED_REACH_CHARS, 0), run[0].span.start)
            asked = (place for _, role, place in index.over(asking) if role == _CUE)
            place = next(asked, None) if owner is None else owner
            if owner is None or any(overlaps(asking, span) for span in out[owner].cue):
                owner = _add_or_replace(out, place, led)
        speech = _words(text, [part.span for part in run]) >= SPEECH_WORDS
        if owner is None and speech and not rows:
            owner = _speaker_before(text, run[0], previous, out)
            if owner is not None:
                out[owner] = replace(out[owner], score=out[owner].score * JOINED)
        if owner is None and speech and not rows and _is_paragraph(text, run[0]):
            lone = _lone(text, run, drafts, index)
            if lone is not None:
                out.append(lone)
                previous = (run[-1], len(out) - 1)
                continue
        if owner is None:
            previous = None if speech else previous
            continue
        alone = run[-1].closed and all(place == owner for _, _, place in rows)
        spoken = alone or _holds_most(text, out[owner], run) or _leads_in(text, out[owner], run)
        out[owner] = _widened(text, out[owner], run) if spoken else out[owner]
        for place in sorted({place for _, role, place in rows if role == _CUE}):
            if spoken and place != owner and out[place].inside is None and _within(text, out[place], run):
                out[place] = replace(out[place], inside=owner)
        previous = (run[-1], owner)
    return tuple(out)


def _add_or_replace(drafts: list[Draft], owner: int | None, led: Draft) -> int:
    """Puts the led in attribution in the owner's place, or at the end; gives its place."""
    if owner is None:
        drafts.append(led)
        return len(drafts) - 1
    drafts[owner] = led
    return owner


def _owner(rows: Sequence[tuple[Span, int, int]]) -> int | None:
    """The one attribution whose content reaches into the run and whose cue stands outside of it, else None."""
    spoken_in = {place for _, role, place in rows if role == _CUE}
    owners = {place for _, role, place in rows if role == _CONTENT} - spoken_in
    return owners.pop() if len(owners) == 1 else None


def _within(text: str, draft: Draft, run: Sequence[Quotation]) -> bool:
    """True when the attribution stands in a part of the run and is no turn of a transcript ("LEE: ...")."""
    return _words(text, draft.cue) > 0 and any(
        all(contains(part.span, span) for span in (*draft.source, *draft.cue, *draft.content)) for part in run
    )


def _words(text: str, spans: Sequence[Span]) -> int:
    return sum(1 for span in spans for _ in WORD.finditer(text, *span))


def _holds_most(text: str, draft: Draft, run: Sequence[Quotation]) -> bool:
    """True when the run is the draft's: it holds `MOST` of its words, or none (a run without cue that follows its own).

    Where the tagger took less the marks may be wrong, or another speaks.
    """
    quoted = _words(text, [part.span for part in run])
    cuts = [cut for part in run for span in draft.content if (cut := _common(part.span, span)) is not None]
    taken = _words(text, cuts)
    return not taken or taken >= MOST * quoted


def _leads_in(text: str, draft: Draft, run: Sequence[Quotation]) -> bool:
    """True when the cue's colon is all that stands between it and the run's paragraph."""
    end = draft.cue[-1].end
    between = text[end : run[0].span.start] if end <= run[0].span.start else "x"
    if any(_TURN.match(text, *part.inner) for part in run):
        return False
    return _is_paragraph(text, run[0]) and (between.strip() == ":" or (not between.strip() and text[end - 1] == ":"))


def _widened(text: str, draft: Draft, run: Sequence[Quotation]) -> Draft:
    """The draft with the whole run as content, without what its own cue and source take."""
    own = (*draft.cue, *draft.source)
    spans = [*draft.content, *(part.span for part in run if _is_trusted(text, part, run))]
    content = tuple(span for span in _joined(text, spans) if not any(overlaps(span, other) for other in own))
    factor = 1.0 if run[-1].closed else UNCLOSED
    return replace(draft, content=content or draft.content, score=draft.score * factor)


def _is_trusted(text: str, part: Quotation, run: Sequence[Quotation]) -> bool:
    """True when the end of the quotation is known: it is closed, goes on in the next part, or is all of its paragraph."""
    return part.closed or part is not run[-1] or _is_paragraph(text, part)


def _common(a: Span, b: Span) -> Span | None:
    start, end = max(a.start, b.start), min(a.end, b.end)
    return Span(start, end) if start < end else None


def _joined(text: str, spans: Sequence[Span]) -> Spans:
    """The spans without overlap, in order; those with nothing but white space within a line between them as one."""
    out: list[Span] = []
    for span in merged(spans):
        between = text[out[-1].end : span.start] if out else "x"
        if not between.strip() and "\n" not in between:
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)


def _speaker_before(
    text: str, quotation: Quotation, previous: tuple[Quotation, int] | None, drafts: Sequence[Draft]
) -> int | None:
    """Who speaks a quotation without a cue: whoever spoke the quotation before it, where nothing else comes between.

    Between the two may stand the cue and the source of that speaker alone ("..." he said. "...").
    """
    if previous is None:
        return None
    before, owner = previous
    draft = drafts[owner]
    if not draft.source or any(span.start >= quotation.span.start for span in draft.cue):
        return None
    gap = text[before.span.end : quotation.span.start]
    if gap.count("\n") and not _is_paragraph(text, quotation):
        return None
    rest = [s for s in (*draft.source, *draft.cue) if s.start >= before.span.end]
    at = max([before.span.end, *(s.end for s in rest)])
    if _BETWEEN_PARTS.match(text[at : quotation.span.start]) is None:
        return None
    return owner


def _lone(text: str, run: Sequence[Quotation], drafts: Sequence[Draft], index: _Index) -> Draft | None:
    """A quotation that is a paragraph of its own: whoever made the statements of the paragraphs before it, if that is one.

    A paragraph that says nothing, such as a caption, may stand between.
    """
    start = run[0].span.start
    floor = start
    for _ in range(_LONE_PARAGRAPHS):
        while floor and text[floor - 1].isspace():
            floor -= 1
        floor = text.rfind("\n", max(0, floor - _LONE_REACH_CHARS), floor) + 1
    near = sorted({place for _, role, place in index.over(Span(floor, start)) if role == _CUE})
    before = [drafts[at] for at in near if drafts[at].inside is None and floor <= drafts[at].cue[0].start < start]
    if not before or not before[-1].source:
        return None
    last = max(before, key=lambda draft: draft.cue[-1].end)
    line = text.find("\n", last.cue[-1].end)
    if text[last.cue[-1].end : len(text) if line < 0 else line].rstrip()[-1:] not in _PROSE_ENDS:
        return None  # a headline
    names = {_last_word(text, draft.source) for draft in before}
    if len(names) != 1 or any(span.start >= start for span in (*last.source, *last.cue)):
        return None
    return Draft(last.source, last.cue, tuple(part.span for part in run), last.score * LONE)


def _last_word(text: str, source: Spans) -> str:
    words = [word.group() for span in source for word in WORD.finditer(text, *span)]
    return words[-1].lower() if words else ""


def _is_paragraph(text: str, quotation: Quotation) -> bool:
    """True when the quotation is all of its paragraph, but for a few marks."""
    before = text[max(0, quotation.span.start - _EDGE_CHARS) : quotation.span.start].rstrip(" \t")
    after = text[quotation.span.end : quotation.span.end + _EDGE_CHARS].lstrip(" \t.,;")
    opens = before.endswith("\n") or (not before and quotation.span.start <= _EDGE_CHARS)
    closes = after.startswith("\n") or (not after and quotation.span.end + _EDGE_CHARS >= len(text))
    return opens and closes


def _led_in(text: str, run: Sequence[Quotation]) -> Draft | None:
    """An interview: the paragraph before ends in a colon, which is the cue, and says whom the author asked."""
    start = run[0].span.start
    if not _is_paragraph(text, run[0]):
        return None
    line_start = text.rfind("\n", 0, start) + 1
    lead = _LEAD.search(text, max(0, line_start - 1200), line_start)
    if lead is None:
        return None
    every = list(_ASKED.finditer(text, *lead.span()))
    if not every:
        return None
    asked = every[-1]
    colon = text.rfind(":", lead.start(), lead.end())
    stop = _STOP.search(text, asked.end(), colon)
    source = trimmed(text, Span(asked.end(), colon if stop is None else stop.start()))
    if source is None:
        return None
    return Draft((source,), (Span(colon, colon + 1),), tuple(part.span for part in run), LED_IN)
