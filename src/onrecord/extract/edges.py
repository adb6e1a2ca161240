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
from onrecord.extract.lexicon import BODY_NOUNS
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
_CLAUSE_START: Final = re.compile(r",\s+(?:and|but|so|yet|while|because)\s+|\s(?:and|but)\Z|[;:]\s+")
#: It joins the sentence to the one before and is the writer's.
_LINK: Final = re.compile(
    r"(?:in\s+(?:particular|addition|turn|short|all)|for\s+(?:example|instance|one)|then|later|indeed|moreover|instead|meanwhile|"
    r"at\s+(?:one|that|this)\s+point)",
    re.IGNORECASE,
)
#: What may stand before a noun that is its clause's subject: no verb.
_NO_VERB: Final = re.compile(
    r"(?:(?:and|but|the|a|an|these|those|such|recent|new|[A-Z][\w.’'-]*|[a-z]+(?:al|ic|ish|ese|an|ive|ous))\s+)*\Z"
)
_NEXT_SPEAKER: Final = (
    r"(?P<source>(?:(?:the|its|an?|some|many|most)\s+(?:[a-z-]+[’']?\s+)?)?(?:[A-Z][\w’'.&/-]*|[a-z]+)"
    r"(?:\s+(?:of\s+|for\s+|the\s+)?[A-Z][\w’'.&/-]*){0,5})\s+"
)
_HELPERS: Final = r"(?:(?:has|have|had|also|later)\s+){0,3}"
_NEXT: Final = re.compile(
    rf",?\s+(?:and|but|while)\s+{_NEXT_SPEAKER}"
    rf"(?P<cue>{_HELPERS}(?:said|says|reported|reports|told\s+\w+|wrote|added|announced|warned|noted|argued|claimed|insisted))\s+"
    r"(?P<rest>that\s+)"
)
#: Behind a semicolon or a word of contrast another speaker's statement needs no "that", and may be an answer.
_CONTRAST: Final = re.compile(
    rf"(?:;\s+(?:(?:and|but|while)\s+)?|,?\s+(?:while|whereas|though|although)\s+|,\s+but\s+){_NEXT_SPEAKER}"
    rf"(?P<cue>{_HELPERS}(?:sa(?:id|ys?)|reports?|reported|told\s+\w+|wrote|writes?|added|announced|warn(?:s|ed)?|note[sd]?|argue[sd]?|"
    r"claim(?:s|ed)?|insist(?:s|ed)?|repl(?:y|ies|ied)|den(?:y|ies|ied)|reject(?:s|ed)?|dispute[sd]?|doubt(?:s|ed)?|calls?|called|"
    r"disagree[sd]?))(?P<rest>\s+(?=\w)|(?=\s*[,.]?\s*\Z))"
)
_REPLY: Final = re.compile(
    rf",?\s+and\s+{_NEXT_SPEAKER}(?P<cue>{_HELPERS}(?:den(?:y|ies|ied)|reject(?:s|ed)?|dispute[sd]?|doubt(?:s|ed)?|disagree[sd]?))"
    r"(?P<rest>\s+(?:it|that|this|th(?:e|at|is)\s+(?:charge|claim|accusation|allegation)s?)(?=\s*[,.]?\s*\Z)|(?=\s*[,.]?\s*\Z))"
)
#: "And" alone joins two speakers where both verbs are the same: "Lee said the dam held and the port said it broke".
_SAME: Final = re.compile(rf",?\s+and\s+{_NEXT_SPEAKER}(?P<cue>says?|said)(?P<rest>\s+(?=\w))")
#: Behind a content that stops at the next speaker's name, his verb is looked for so far.
_NEXT_CHARS: Final = 40
_SAYS: Final = frozenset(
    "say says said saying claim claims claimed argue argues argued warn warns warned insist insists insisted".split()
)
_RELATIVE: Final = re.compile(
    r"\s+that\s+(?:could|would|may|might|will|can|has|have|had|is|are|was|were)\s[^,;:()“”\"\n]*?(?=\s*(?:[,;:()“”\"\n]|[.!?](?:\s|\Z)|\Z))"
)
_CLAUSE_END: Final = re.compile(r"[.,;:!?](?!\w)|\n")
_SAYING: Final = re.compile(
    r"(?<![\w-])(?:sa(?:id|ys?|ying)|told|tells?|claim(?:s|ed)?|argue[sd]?|den(?:y|ies|ied)|warn(?:s|ed)?|insist(?:s|ed)?)(?![\w-])"
)


def with_clean_edges(text: str, drafts: Sequence[Draft], sentences: Spans) -> list[Draft]:
    """The drafts in their order, with contents that begin and end where their clauses do; what was cut from them comes last."""
    out: list[Draft] = []
    cut: list[Draft] = []
    taken = sorted(
        (span, place) for place, draft in enumerate(drafts) for span in (*draft.source, *draft.cue, *draft.content)
    )
    for place, given in enumerate(drafts):
        others = _Others(taken, place)
        draft = _with_relative(text, given, sentences, others)
        if any(_MARK.search(text, *span) is not None for span in draft.content):
            out.append(draft)
            continue
        if len(draft.content) != 1:
            out.append(_whole_remark(text, draft, sentences, others))
            continue
        parted = _with_opening(text, draft, sentences, others)
        if parted is not draft:
            out.append(parted)
            continue
        clause = _whole_remark(text, _without_main_verb(text, draft, sentences), sentences, others)
        first, *second = _without_next(text, clause, sentences, others)
        out.append(first)
        cut += second
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


def _with_relative(text: str, draft: Draft, sentences: Spans, others: _Others) -> Draft:
    """With the relative clause that the last noun of a clause needs: "said it would prompt a backlash | that could hurt both"."""
    last = draft.content[-1]
    if not text.startswith(" that ", last.end) or last.start < draft.cue[-1].end:
        return draft
    sentence = _sentence(sentences, last.start)
    verb = WORD.findall(text, *draft.cue[-1])[-1:]
    if sentence is None or not verb or verb[0].lower() not in _SAYS:
        return draft
    clause = _RELATIVE.match(text, last.end, sentence.end)
    if clause is None or others.over(Span(last.end, clause.end())) or _FINITE.search(text, *last) is None:
        return draft
    return replace(draft, content=(*draft.content[:-1], Span(last.start, clause.end())))


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


def _with_opening(text: str, draft: Draft, sentences: Spans, others: _Others) -> Draft:
    """With what stands before the speaker who is put in between two commas: "The dam, Lee said, | could break"."""
    content = draft.content[0]
    own = sorted((*draft.source, *draft.cue))
    if not draft.source or text[own[-1].end : content.start].strip() != "," or _FINITE.search(text, *content) is None:
        return draft
    sentence = _sentence(sentences, own[0].start)
    if sentence is None or text[sentence.start : own[0].start].rstrip()[-1:] != ",":
        return draft
    opening = _OPENING.match(text, *sentence)
    start = sentence.start if opening is None else opening.end()
    end = text.rfind(",", start, own[0].start)
    start = max((match.end() for match in _CLAUSE_START.finditer(text, start, end)), default=start)
    kept = trimmed(text, Span(start, end)) if start < end else None
    if kept is None or _LINK.fullmatch(text, *kept) is not None or "," in text[slice(*kept)]:
        return draft
    if _MARK.search(text, *kept) is not None or others.over(kept):
        return draft
    return replace(draft, content=(kept, content))


def _without_next(text: str, draft: Draft, sentences: Spans, others: _Others) -> tuple[Draft, ...]:
    """Without the next speaker's statement, and that: "Lee said that the dam held | and the Post reported that ..."."""
    content = draft.content[0]
    sentence = _sentence(sentences, content.start)
    if not draft.source or sentence is None or content.start < draft.cue[-1].end:
        return (draft,)
    # the tagger may stop between the next speaker and what that one says
    match = _next(text, draft, max(content.end, min(sentence.end, content.end + _NEXT_CHARS)))
    if match is None or match.start() >= content.end:
        return (draft,)
    source, cue = Span(*match.span("source")), Span(*match.span("cue"))
    last = text[source.start : source.end].rsplit(maxsplit=1)[-1]
    kept = trimmed(text, Span(content.start, match.start()))
    end = content.end
    if end <= match.end("rest"):
        stop = _CLAUSE_END.search(text, match.end("rest"), max(sentence.end, match.end("rest")))
        end = sentence.end if stop is None else stop.start()
    rest = trimmed(text, Span(match.start("rest"), end)) if match.start("rest") < end else None
    named = last[0].isupper() or last in role_nouns() or last in BODY_NOUNS
    if not named or kept is None or _is_short(text, kept) or others.over(cue):
        return (draft,)
    first = replace(draft, content=(kept,))
    if rest is None or others.over(rest):
        return (first,)
    return (first, Draft((source,), (cue,), (rest,), draft.score * CUT))


def _next(text: str, draft: Draft, limit: int) -> re.Match[str] | None:
    """Where the next speaker's statement begins: not behind a verb of saying that the first speaker tells of."""
    content = draft.content[0]
    match = _NEXT.search(text, *content)
    if match is not None:
        return None if _is_short(text, Span(match.start("rest"), content.end)) else match
    match = _CONTRAST.search(text, content.start, limit) or _REPLY.search(text, content.start, limit)
    if match is None:
        match = _SAME.search(text, content.start, limit)
        if match is not None and WORD.findall(text, *draft.cue[-1])[-1:] != [match["cue"]]:
            return None
    return None if match is None or _SAYING.search(text, content.start, match.start()) is not None else match


def _is_short(text: str, span: Span) -> bool:
    return sum(1 for _ in WORD.finditer(text, *span)) < _FEWEST_WORDS
