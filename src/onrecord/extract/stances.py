"""Stances that plain word order shows beside what the tagger found: "defending the tax | and warning of | shortages".

Three orders: a second participle with the speaker of the one before; a passive in a relative clause, whose content is the
noun before it ("the plan, which was dismissed by most growers"); a second passive with the content of the one before ("welcomed
by the port and rejected by the town"). Only verbs of the lexicon, only where nothing else was told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from onrecord.extract.attitudes import attitudes, before_writing
from onrecord.extract.extents import Draft
from onrecord.extract.lexicon import GROUPS
from onrecord.extract.parentheticals import WORD_ORDER
from onrecord.extract.told import Told
from onrecord.extract.wordlists import WORD, cues, role_nouns
from onrecord.record import Span, Spans
from onrecord.text.spans import trimmed

#: Score factor of a statement that takes its speaker or content from the one before, by judgement.
SHARED: Final = 0.8
_FEWEST_CHARS: Final = 4
_LONGEST_SOURCE_WORDS: Final = 7
_PARTICIPLE: Final = re.compile(r"(?:,?\s+and|,|\s+by|,?\s+while)\s+(?P<cue>[a-z]+ing)\b")
_ING: Final = re.compile(r"\b[a-z]+ing\b(?:\s+[a-z]+)?\Z")
_END: Final = re.compile(r"[;:.!?](?:\s|\Z)|,\s+(?:who|which|where|a|an|the|but|in\s+a)\s|\n|—|--")
_PASSIVE: Final = re.compile(
    r"\b(?P<content>(?:the|an?|its|his|her|their|this|these|those)\s+(?:(?!(?:the|an?|its|his|her|their)\s)[\w’'-]+\s+){0,5}[\w’'-]+),\s+which\s+"
    r"(?P<cue>(?:was|were|has\s+been|have\s+been|had\s+been)\s+(?:[a-z]+ly\s+)?(?P<verb>[a-z]+ed)\s+by)\s+",
    re.IGNORECASE,
)
#: What a relative passive holds, and how far before it and behind it may begin and end.
_WHICH_WAS: Final = re.compile(r",\s+which\s+(?:was|were|has|have|had)\s", re.IGNORECASE)
_PASSIVE_CHARS: Final = 200
_NOUN: Final = re.compile(
    r"\b(?P<noun>(?:the|an?|its|his|her|their|this|these|those)\s+(?:(?!(?:the|an?|its|his|her|their)\s)[\w’'-]+\s+){0,5}[\w’'-]+),\s+\Z",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile("[“”\"«»„`‘]|''")
_NOUN_CHARS: Final = 80
_SECOND: Final = re.compile(r",?\s+(?:and|but)\s+(?P<cue>(?:[a-z]+ly\s+)?(?P<verb>[a-z]+ed)\s+by)\s+")
_SOURCE_END: Final = re.compile(
    r"[,.;:!?()“”\"—\n]|--|\s(?:as|because|when|after|before|in|on|at|for|with|who|which|that|and|but|over|during|following|amid|"
    r"since|while|from|to|by|despite)\s"
)
_SOME: Final = frozenset("most many some several few all both other two three".split())


def with_stances(text: str, drafts: Sequence[Draft], sentences: Spans, quoted: Spans) -> list[Draft]:
    """The drafts, with contents that end before a second participle, and behind them what word order shows."""
    known = Told((span for draft in drafts for span in draft.cue), quoted)
    out: list[Draft] = []
    more: list[Draft] = []
    for draft in drafts:
        first, others = _second_participles(text, _with_antecedent(text, draft), sentences)
        out.append(first)
        more += [*others, *_second_passive(text, draft)]
    more += _relative_passives(text)
    out = [_before_writing(text, draft) for draft in out]
    out += (draft for draft in more if known.is_free(draft.cue[0]))
    told = Told((span for draft in out for span in (*draft.cue, *draft.content)), quoted)
    return [*out, *(draft for draft in attitudes(text, sentences) if told.is_free(draft.cue[0]))]


def _before_writing(text: str, draft: Draft) -> Draft:
    """The draft without what a text says that its content only names as a means."""
    content = draft.content[0]
    if len(draft.content) != 1 or content.start < draft.cue[-1].end or _QUOTED.search(text, *content) is not None:
        return draft
    end = before_writing(text, content)
    return draft if end in {content.start, content.end} else replace(draft, content=(Span(content.start, end),))


def _second_participles(text: str, draft: Draft, sentences: Spans) -> tuple[Draft, list[Draft]]:
    """The draft up to a second participle of its speaker, and what that and further ones tell."""
    cue = draft.cue[-1]
    at = bisect_right(sentences, cue.start, key=lambda s: s.start) - 1
    if not draft.source or at < 0 or len(draft.content) != 1 or draft.content[0].start < cue.end:
        return draft, []
    if _ING.search(text, cue.start, cue.end) is None:
        return draft, []
    content, end = draft.content[0], sentences[at].end
    stop = _END.search(text, content.start, end)
    limit = end if stop is None else stop.start()
    found = list(_participles(text, content.start, limit))
    if not found or content.end > limit:
        return draft, []
    kept = trimmed(text, Span(content.start, min(content.end, found[0][0])))
    if kept is None:
        return draft, []
    more = []
    for number, (_, second) in enumerate(found):
        until = found[number + 1][0] if number + 1 < len(found) else limit
        rest = trimmed(text, Span(second.end, until)) if second.end < until else None
        if rest is not None and rest.end - rest.start >= _FEWEST_CHARS:
            more.append(Draft(draft.source, (second,), (rest,), draft.score * SHARED))
    return (replace(draft, content=(kept,)), more) if more else (draft, [])


def _participles(text: str, start: int, end: int) -> Iterator[tuple[int, Span]]:
    """Where participles of the lexicon's verbs of stance join on, each with its cue."""
    for match in _PARTICIPLE.finditer(text, start, end):
        near = list(WORD.finditer(text, match.end(), min(end, match.end() + 40)))
        behind = [word.group().lower() for word in near]
        for base in sorted(cues().bases(match["cue"])):
            for length in range(cues().longest, 0, -1):
                act = cues().phrases.get((base, *behind[: length - 1]))
                if act is None or not act[1] or (length == 1 and behind[:1] and base not in cues().stances):
                    continue
                particles = near[: length - 1]
                particle = particles[-1].end() if particles else match.end("cue")
                yield match.start(), Span(match.start("cue"), particle)
                break
            else:
                continue
            break


def _with_antecedent(text: str, draft: Draft) -> Draft:
    """The draft with the noun that its content "which" stands for."""
    if len(draft.content) != 1 or text[slice(*draft.content[0])].lower() != "which":
        return draft
    noun = _NOUN.search(text, max(0, draft.content[0].start - _NOUN_CHARS), draft.content[0].start)
    return draft if noun is None else replace(draft, content=(Span(*noun.span("noun")),))


def _second_passive(text: str, draft: Draft) -> Iterator[Draft]:
    """The like of "welcomed by the port | and rejected by | the town"."""
    if not draft.source or not text[slice(*draft.cue[-1])].endswith(" by"):
        return
    match = _SECOND.match(text, draft.source[-1].end)
    if match is not None and _is_stance(match["verb"]):
        source = _agent(text, match.end())
        if source is not None:
            yield Draft((source,), (Span(*match.span("cue")),), draft.content, draft.score * SHARED)


def _relative_passives(text: str) -> Iterator[Draft]:
    """The like of "the plan, which was dismissed by most growers"."""
    found: dict[int, re.Match[str]] = {}
    for hint in _WHICH_WAS.finditer(text):
        near = max(0, hint.start() - _PASSIVE_CHARS), hint.end() + _PASSIVE_CHARS
        found |= {match.start("cue"): match for match in _PASSIVE.finditer(text, *near)}
    for match in found.values():
        source = _agent(text, match.end()) if _is_stance(match["verb"]) else None
        if source is not None:
            yield Draft((source,), (Span(*match.span("cue")),), (Span(*match.span("content")),), WORD_ORDER)


def _is_stance(verb: str) -> bool:
    return bool(cues().bases(verb) & cues().stances)


def _agent(text: str, start: int) -> Span | None:
    """Who stands behind "by": a name, or a noun for people; None for anything else."""
    stop = _SOURCE_END.search(text, start)
    source = trimmed(text, Span(start, len(text) if stop is None else stop.start())) if start < len(text) else None
    words = [] if source is None else [word.group() for word in WORD.finditer(text, *source)]
    if not words or len(words) > _LONGEST_SOURCE_WORDS:
        return None
    last = words[-1].lower()
    people = last in role_nouns() or last in GROUPS or (words[0].lower() in _SOME and last.endswith("s"))
    return source if people or words[-1][0].isupper() else None
