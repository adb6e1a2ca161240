"""What the article around a statement tells of it: whom its source means, the role the text gives, the day it was said.

Takes a `Page`, made once an article, and the spans of one attribution. Reading the words of the attribution itself is left to
`acts`, `hedges` and `addressee`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from onrecord.extract.acts import Reading
from onrecord.extract.clauses import Clause
from onrecord.extract.extents import Draft
from onrecord.extract.quotes import Quotation
from onrecord.extract.sources import resolve_source
from onrecord.extract.speaker_role import predicate_of, role_of
from onrecord.extract.wordlists import WORD
from onrecord.record import Mention, Span, Spans
from onrecord.text.dates import DateExpression, find_dates, resolve

Naming = Literal["named", "unnamed", "unknown"]

#: A sentence is read this far to either side of the cue: a text without full stops stays linear.
_SENTENCE_REACH_CHARS: Final = 600
#: Namings of a speaker that are looked at for a role.
_NAMINGS: Final = 8
#: Between a cue and the day it was said, none of these may stand: the day is that of something else.
_OTHER_CLAUSE: Final = frozenset(
    "who which whose that after before since when where until while because if as following".split()
)
#: An apposition that ends before a relative clause.
_APPOSITION: Final = re.compile(r",\s+(?:a|an|the|one\s+of|former|who|now|then|[a-z]+)\s[^.;:“”\"]*,\s*")
_RELATIVE: Final = frozenset({"who", "which", "that"})
_EXAMPLE: Final = re.compile(r"[a-z]\s+(?:like|such\s+as|including)\s")
#: Right before a relative pronoun: a word in small letters, without a comma.
_NOUN_BEFORE: Final = re.compile(r"[a-z]\s+\Z")
#: Behind a name that a relative pronoun further on may refer to: a verb of saying.
_SPOKE: Final = re.compile(r"\s+(?:has\s+|had\s+|later\s+|also\s+)?(?:told|said|says|tells|spoke|wrote|added|asked)\b")
#: A relative pronoun stands for a name this far before it, an apposition between.
_ANTECEDENT_CHARS: Final = 160


@dataclass(frozen=True, slots=True)
class Page:
    """What is looked up for each statement: the text as read (and `whole`), its sentences, outermost quotations and mentions.

    `namings` are the mentions of each fullest naming, in order.
    """

    text: str
    article: str
    day: date | None
    whole: str
    sentences: Sequence[Span]
    quotations: Sequence[Quotation]
    mentions: Sequence[Mention]
    by_id: Mapping[str, Mention]
    namings: Mapping[Span, Sequence[Mention]]

    def sentence(self, cue: Spans) -> Span:
        """The sentence of a cue, cut to `_SENTENCE_REACH_CHARS` around it."""
        at = max(bisect_right(self.sentences, cue[0].start, key=lambda s: s.start) - 1, 0)
        whole = self.sentences[at] if self.sentences else cue[0]
        start, end = min(whole.start, cue[0].start), max(whole.end, cue[0].end)
        return Span(max(start, cue[0].start - _SENTENCE_REACH_CHARS), min(end, cue[0].end + _SENTENCE_REACH_CHARS))

    def in_quotation(self, at: int) -> bool:
        """Whether the character stands inside quotation marks."""
        place = bisect_right(self.quotations, at, key=lambda q: q.span.start) - 1
        return place >= 0 and at < self.quotations[place].span.end


def speakers_of(page: Page, source: Spans, sentence: Span) -> tuple[tuple[Mention, ...], Naming]:
    """Whom the source words mean; a relative pronoun means the person named last before it in the sentence."""
    words = page.text[source[0].start : source[-1].end].lower() if source else ""
    if words in _RELATIVE:
        antecedent = _antecedent(page, source[0].start, sentence, person=words == "who")
        if antecedent is None:
            return (), "unknown"
        return (antecedent,), "named" if antecedent.form == "name" else "unnamed"
    found = resolve_source(page.text, source, page.mentions)
    return tuple(page.by_id[speaker] for speaker in found.speakers if speaker in page.by_id), found.naming


def _antecedent(page: Page, start: int, sentence: Span, *, person: bool) -> Mention | None:
    """What a relative pronoun at `start` refers to: the name whose apposition ends there, else what stands right before.

    "Who" may also refer to a person further back in the sentence who speaks ("Lee told the paper, who added"): not where a
    common noun stands before it ("paid an architect who said").
    """
    floor = max(sentence.start, start - _ANTECEDENT_CHARS)
    at = bisect_left(page.mentions, start, key=lambda m: m.span.start)
    before = [m for m in reversed(page.mentions[max(0, at - 8) : at]) if m.span.start >= floor and m.span.end <= start]
    persons = [m for m in before if m.kind == "person" and m.form == "name"] if person else []
    for mention in persons:
        if _APPOSITION.fullmatch(page.text, mention.span.end, start):
            return mention
    for mention in before:
        fits = mention.kind in {"person", "group", "unknown"} if person else mention.kind != "person"
        if fits and page.text[mention.span.end : start].strip() in {"", ","}:
            return mention
    if not persons or _NOUN_BEFORE.search(page.text, floor, start) is not None:
        return None
    return persons[0] if _SPOKE.match(page.text, persons[0].span.end, start) else None


def role_beside(page: Page, draft: Draft, clause: Clause) -> Span | None:
    """The role beside a name in the source."""
    for source in draft.source:
        for mention in _named_in(page.mentions, source):
            if _EXAMPLE.search(page.text, source.start, mention.span.start) is not None:
                continue  # "officials like Minister Lee": the role is his, and others speak
            wall = [s.start for s in (*draft.cue, *draft.content) if s.start >= mention.span.end]
            floor = [s.end for s in (*draft.cue, *draft.content) if s.end <= mention.span.start]
            found = role_of(
                page.text,
                mention.span,
                source=source,
                floor=max([clause.sentence.start, *floor]),
                limit=min([max(clause.sentence.end, source.end), *wall]),
            )
            if found is not None:
                return found
    return None


def role_elsewhere(page: Page, speakers: Sequence[Mention]) -> Span | None:
    """The role beside the fullest naming of the one speaker, also in a caption or a headline."""
    heads = {speaker.head for speaker in speakers if speaker.kind in {"person", "unknown"}}
    if len(heads) != 1:
        return None
    head = heads.pop()
    floor = max(0, head.start - _SENTENCE_REACH_CHARS)
    start = max(floor, page.whole.rfind("\n", floor, head.start) + 1)
    reach = min(len(page.whole), head.end + _SENTENCE_REACH_CHARS)
    end = page.whole.find("\n", head.end, reach)
    limit = reach if end < 0 else end
    return role_of(page.whole, head, source=None, floor=start, limit=limit) or _predicate(page, head)


def _predicate(page: Page, head: Span) -> Span | None:
    """The role that a sentence of the writer's own gives to one of the first namings: "Lee is a fellow at ..."."""
    for mention in page.namings.get(head, ())[:_NAMINGS]:
        if mention.form != "name" or page.in_quotation(mention.span.start):
            continue
        limit = min(len(page.text), mention.span.end + _SENTENCE_REACH_CHARS)
        found = predicate_of(page.text, mention.span, limit=limit)
        if found is not None:
            return found
    return None


def _named_in(mentions: Sequence[Mention], source: Span) -> list[Mention]:
    """The persons that the source names, in order; where it names none, the name that opens it, though it may be no person's."""
    at = bisect_left(mentions, source.start, key=lambda m: m.span.start)
    names: list[Mention] = []
    while at < len(mentions) and mentions[at].span.start < source.end:
        if mentions[at].form == "name" and mentions[at].span.end <= source.end:
            names.append(mentions[at])
        at += 1
    persons = [mention for mention in names if mention.kind == "person"]
    lone = names[:1] if names and names[0].kind == "unknown" and names[0].span.start == source.start else []
    return persons or [mention for mention in lone if mention.span.end < source.end]


def made_on(page: Page, draft: Draft, clause: Clause, reading: Reading) -> tuple[str, Span] | None:
    """The day that the cue's clause names, with its words."""
    if reading.standing == "hypothetical":
        return None
    best: tuple[int, str, Span] | None = None
    for stretch in clause.rest:
        for expression in find_dates(page.text, start=stretch.start, end=stretch.end):
            day = _past_day(expression, page.day)
            if day is None:
                continue
            gap = _gap(expression.span, draft.cue)
            between = page.text[gap.start : gap.end] if gap is not None else ""
            comma = page.text.rfind(",", stretch.start, expression.span.start)
            before = page.text[max(comma, stretch.start, _cue_end(draft, expression.span)) : expression.span.start]
            if any(word.lower() in _OTHER_CLAUSE for word in WORD.findall(f"{before} {between}")):
                continue
            distance = 0 if gap is None else gap.end - gap.start
            if best is None or distance < best[0]:
                best = (distance, day, expression.span)
    return None if best is None else (best[1], best[2])


def _cue_end(draft: Draft, span: Span) -> int:
    """Where the last part of the cue before the span ends, 0 where none does."""
    return max((part.end for part in draft.cue if part.end <= span.start), default=0)


def _past_day(expression: DateExpression, day: date | None) -> str | None:
    resolved = resolve(expression, day, tense="past")
    return None if resolved is None or resolved.precision != "day" else resolved.value


def _gap(span: Span, cue: Spans) -> Span | None:
    """What stands between a date and a cue; None where they touch or overlap."""
    if span.end < cue[0].start:
        return Span(span.end, cue[0].start)
    if span.start > cue[-1].end:
        return Span(cue[-1].end, span.start)
    return None
