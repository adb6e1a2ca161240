"""Contents put right by word order: where the tagger stops in the midst of a clause, or runs into somebody else's statement.

Takes the outer drafts and the text's sentences and gives the drafts in the same order, new ones behind them. Only outside of
quotations, whose marks tell their ends (`extents`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.extract.extents import Draft
from onrecord.extract.wordlists import WORD, cues, role_nouns
from onrecord.record import Span, Spans
from onrecord.text.spans import trimmed

#: Score factor of a statement that was cut from another one's content, by judgement.
CUT: Final = 0.8
_FEWEST_WORDS: Final = 3
#: Spans before a stretch that are looked at for one that reaches into it.
_NEAR: Final = 6
_VERB: Final[tuple[str, bool]] = ("", True)
_MARK: Final = re.compile('[“”"«»„‘`]')
_LABEL: Final = re.compile(r"(?:[●•*–—-]\s*)?[^\W\d_][^.,:!?\n“”\"]{0,60}:\s+(?=\S)")
_OPENING: Final = re.compile(r"(?:[●•*–—-]\s*)?(?:(?:and|but|so|still|yet|meanwhile|however),?\s+)?", re.IGNORECASE)
_FINITE: Final = re.compile(
    r"(?<![\w-])(?:will|would|has|have|had|is|are|was|were|could|may|might|should|can|must)(?![\w-])"
)
_REST: Final = re.compile(rf",\s+(?P<rest>{_FINITE.pattern}[^,;:“”\"\n]*?)(?=[.!?]?\s*\Z|[.!?]\s)")
#: What may stand behind the verb at the end of a sentence: "as I reported here last week".
_TAIL: Final = re.compile(
    r"(?:\s+(?:here|there|earlier|before|previously|at\s+the\s+time|(?:last|this|earlier\s+this|on)\s+[\w]+))*\s*\.?\s*"
)
_OPENS_CLAUSE: Final = frozenset(
    """that which who whom whose what where when while because if as and or but though although after before since until
    whether how why""".split()
)
#: What may stand before a noun that is its clause's subject: no verb.
_NO_VERB: Final = re.compile(
    r"(?:(?:and|but|the|a|an|these|those|such|recent|new|[A-Z][\w.’'-]*|[a-z]+(?:al|ic|ish|ese|an|ive|ous))\s+)*\Z"
)
_NEXT: Final = re.compile(
    r",?\s+(?:and|but|while)\s+"
    r"(?P<source>(?:the\s+|its\s+|an?\s+)?(?:[A-Z][\w’'.&/-]*|[a-z]+)(?:\s+(?:of\s+|for\s+|the\s+)?[A-Z][\w’'.&/-]*){0,5})\s+"
    r"(?P<cue>(?:(?:has|have|had|also|later)\s+){0,3}(?:said|says|reported|reports|told\s+\w+|wrote|added|announced|warned|"
    r"noted|argued|claimed|insisted))\s+(?P<that>that\s+)"
)


def with_clean_edges(text: str, drafts: Sequence[Draft], sentences: Spans) -> list[Draft]:
    """The drafts in their order, with contents that begin and end where their clauses do; what was cut from them comes last."""
    out: list[Draft] = []
    cut: list[Draft] = []
    taken = sorted(
        (span, place) for place, draft in enumerate(drafts) for span in (*draft.source, *draft.cue, *draft.content)
    )
    for place, draft in enumerate(drafts):
        others = _Others(taken, place)
        if any(_MARK.search(text, *span) is not None for span in draft.content):
            out.append(draft)
            continue
        if len(draft.content) != 1:
            out.append(_whole_remark(text, draft, sentences, others))
            continue
        clause = _whole_remark(text, _without_main_verb(text, draft, sentences), sentences, others)
        first, second = _without_next(text, clause)
        if second is not None and not others.over(second.cue[0]):
            out.append(first)
            cut.append(second)
        else:
            out.append(clause)
    return [*out, *cut]


@dataclass(frozen=True, slots=True)
class _Others:
    """The spans of all drafts, sorted, to be asked for those that are not `own`."""

    taken: Sequence[tuple[Span, int]]
    own: int

    def over(self, stretch: Span) -> bool:
        """Whether another draft has a span that begins in the stretch or near before it, and reaches into it."""
        at = bisect_right(self.taken, stretch.start, key=lambda row: row[0].start)
        near = self.taken[max(0, at - _NEAR) : at]
        while at < len(self.taken) and self.taken[at][0].start < stretch.end:
            if self.taken[at][1] != self.own:
                return True
            at += 1
        return any(span.end > stretch.start and place != self.own for span, place in near)


def _sentence(sentences: Spans, at: int) -> Span | None:
    place = bisect_right(sentences, at, key=lambda s: s.start) - 1
    return sentences[place] if place >= 0 else None


def _without_main_verb(text: str, draft: Draft, sentences: Spans) -> Draft:
    """Without the rest of the sentence where the cue is its subject: "claims that the dam is old | will anger the port"."""
    content, cue = draft.content[0], draft.cue[-1]
    sentence = _sentence(sentences, cue.start)
    if sentence is None or not text.startswith("that ", content.start) or text[cue.end : content.start].strip():
        return draft
    words = WORD.findall(text, *cue)
    if not words or not any(cues().phrases.get((base,), _VERB)[1] is False for base in cues().bases(words[-1])):
        return draft
    first = min(span.start for span in (*draft.source, *draft.cue))
    clause = max(sentence.start, text.rfind(",", sentence.start, first) + 1, text.rfind(";", sentence.start, first) + 1)
    verbs = list(_FINITE.finditer(text, content.start, content.end))
    if len(verbs) < 2 or _NO_VERB.match(text[clause:first].lstrip()) is None:
        return draft
    between = {word.lower() for word in WORD.findall(text, verbs[0].end(), verbs[-1].start())}
    kept = trimmed(text, Span(content.start, verbs[-1].start()))
    if kept is None or between & _OPENS_CLAUSE or "," in text[verbs[0].end() : verbs[-1].start()]:
        return draft
    return replace(draft, content=(kept,))


def _whole_remark(text: str, draft: Draft, sentences: Spans, others: _Others) -> Draft:
    """With the whole sentence where the speaker only ends it: "The dam, which is old, could break, Lee said."."""
    first, last = draft.content[0], draft.content[-1]
    own = sorted((*draft.source, *draft.cue))
    if not draft.source or own[0].start < last.end or text[last.end : own[0].start].strip() not in {",", ", as"}:
        return draft
    sentence = _sentence(sentences, own[0].start)
    if sentence is None or first.end <= sentence.start:
        return draft
    rest = _REST.match(text, own[-1].end, sentence.end)
    if rest is not None and not others.over(Span(*rest.span("rest"))) and _FINITE.search(text, *last) is None:
        # "Those who shout, he said, are few"
        return replace(draft, content=(*draft.content, Span(*rest.span("rest"))))
    if _TAIL.fullmatch(text, own[-1].end, sentence.end) is None:
        return draft
    label = _LABEL.match(text, *sentence) if sentence.start == 0 or text[sentence.start - 1] == "\n" else None
    opening = _OPENING.match(text, sentence.start if label is None else label.end(), sentence.end)
    start = first.start if opening is None else opening.end()
    if start >= last.start or (first is last and start >= first.start) or _MARK.search(text, start, last.start):
        return draft
    if others.over(Span(start, last.start)):
        return draft
    return replace(draft, content=(Span(start, last.end),))


def _without_next(text: str, draft: Draft) -> tuple[Draft, Draft | None]:
    """Without the next speaker's statement, and that: "Lee said that the dam held | and the Post reported that ..."."""
    content = draft.content[0]
    match = _NEXT.search(text, *content) if draft.source and content.start >= draft.cue[-1].end else None
    if match is None:
        return draft, None
    source = Span(*match.span("source"))
    last = text[source.start : source.end].rsplit(maxsplit=1)[-1]
    kept = trimmed(text, Span(content.start, match.start()))
    rest = trimmed(text, Span(match.start("that"), content.end))
    named = last[0].isupper() or last in role_nouns()
    if not named or kept is None or rest is None or any(_is_short(text, span) for span in (kept, rest)):
        return draft, None
    second = Draft((source,), (Span(*match.span("cue")),), (rest,), draft.score * CUT)
    return replace(draft, content=(kept,)), second


def _is_short(text: str, span: Span) -> bool:
    return sum(1 for _ in WORD.finditer(text, *span)) < _FEWEST_WORDS
