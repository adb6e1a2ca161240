"""Stances of a plain clause that the tagger misses: "the mayor turned down the offer", "Lee is against a new pier".

A subject that can take a stance opens the clause: a name, a body, somebody in an office. Behind it stands a verb of stance, and
behind that its object. Few verbs, only what is sure by its wording, only outside of what others say, and only where nothing
was told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from onrecord.extract.clauses import holding
from onrecord.extract.extents import Draft
from onrecord.extract.lexicon import BODY_NOUNS, GROUPS
from onrecord.extract.wordlists import WORD, answerable, cues, role_nouns
from onrecord.record import Span, Spans
from onrecord.text.spans import trimmed

#: Score by judgement: the wording is sure, the edges are found by rule.
PLAIN: Final = 0.6
_SUBJECT_WORDS: Final = 9
_REACH_CHARS: Final = 400

_HEDGE: Final = r"(?:(?:has|have|had|also|again|later|already|repeatedly|quickly|promptly|[a-z]+ly)\s+){0,2}"
_OBJECT: Final = r"(?P<content>(?:[\w’'$€£%-]|(?<=\w)[.,](?=\w)|\s){2,160})"
_START: Final = (
    r"(?P<source>[^\W\d_][^,;:.!?()\n“”\"«»„]{0,100}?)(?:,\s+(?:who|a|an|the)\s[^,;:.!?()\n“”\"«»„]{2,80},)?\s+"
)
#: Verbs whose object tells by its noun whether it is a stance: "turned down | the offer" (and not the road).
_ANSWERED: Final = re.compile(
    rf"{_START}(?P<cue>{_HEDGE}(?:turn(?:ed|s)?\s+down|brush(?:ed|es)?\s+(?:aside|off)|shrug(?:ged|s)?\s+off|wave[ds]?\s+(?:aside|away)|"
    rf"laugh(?:ed|s)?\s+off))\s+{_OBJECT}"
)
_SIDES: Final = re.compile(
    rf"{_START}(?P<cue>(?:is|are|was|were|has\s+been|have\s+been|remain(?:s|ed)?)\s+(?:still\s+|also\s+|[a-z]+ly\s+)?"
    r"(?:against|opposed\s+to|in\s+favou?r\s+of|receptive\s+to|sympathetic\s+to|hostile\s+to))\s+"
    r"(?P<content>(?!the\s+(?:law|wall|rules?|clock|odds|grain|door)\b)(?:the|an?|any|all|more|such|its|his|her|their|this|that|[a-z]+ing)\s+"
    r"(?:[\w’'%-]|(?<=\w)[.,](?=\w)|\s){2,160})"
)
_FORECAST: Final = re.compile(
    rf"{_START}(?P<cue>(?:has\s+|have\s+|had\s+)?forecast(?:s|ed)?)\s+(?P<content>(?:an?\s|that\s|growth|inflation|recession|losses|gains|"
    r"profits?|sales|revenues?|demand|rain|snow|storms?|floods?|drought|deficits?|unemployment|higher\s|lower\s)"
    r"(?:[\w’'%-]|(?<=\w)[.,](?=\w)|\s){0,160})"
)
_SEEMED: Final = re.compile(
    rf"{_START}(?P<cue>(?:appear(?:s|ed)?|seem(?:s|ed)?)\s+to\s+(?:warn|threaten|accuse|blame|reject|dismiss|back|endorse|confirm|deny|"
    rf"contradict|criticise|criticize|rule\s+out))\s+{_OBJECT}"
)
_HELD_UP: Final = re.compile(
    rf"{_START}(?P<cue>{_HEDGE}(?:hold|holds|held)\s+up)\s+"
    r"(?P<content>(?:the|an?|its|his|her|their)\s[\w’' -]{2,60}\sas\s[\w’' -]{2,100})"
)
_DENIED: Final = re.compile(
    rf"{_START}(?P<cue>{_HEDGE}(?:den(?:ied|ies|y)|reject(?:s|ed)?|dispute[sd]?))\s+"
    r"(?P<content>it|this|that|them|(?:the|this|that|these|those|any|such)\s+(?:charge|claim|accusation|allegation|report|suggestion)s?)"
    r"(?=\s*[,.;]|\s+(?:and|but|as|in|on|when|after|before)\b|\s*\Z)"
)
_PLAIN: Final = (_ANSWERED, _SIDES, _FORECAST, _SEEMED, _HELD_UP, _DENIED)
#: What the sentences hold that one of these can fit.
_PLAIN_PARTS: Final = (
    "turned down|turns down|turn down|brushed |brushes |brush |shrugged off|shrugs off|waved a|waves a|laughed off|laughs off|"
    " forecast|held up|holds up|hold up| against |opposed to|favor of|favour of|receptive to|sympathetic to|hostile to|"
    "appeared to|appears to|appear to|seemed to|seems to|seem to|denied|denies|deny |reject|dispute"
).split("|")
#: "officials brushing it aside as a way to win time".
_ASIDE: Final = re.compile(
    r"(?P<source>(?:[A-Z][\w’'-]*\s+|(?:most|many|some|several|the)\s+)?(?:[A-Z][\w’'-]+|[a-z]+))\s+"
    r"(?P<cue>brush(?:ing|ed|es))\s+(?P<object>it|them|this|that)\s+(?P<particle>aside|off)\s+(?P<content>as\s+[\w’' -]{4,160})"
)
#: "a partnership that both held up as a new era".
_HELD_AS: Final = re.compile(
    r"\b(?:that|which)\s+(?P<source>[^,;:.!?()\n“”\"«»„]{2,80}?)\s+(?P<cue>(?:has\s+|have\s+|had\s+)?held\s+up)\s+"
    r"(?P<content>as\s+[\w’' -]{4,160})"
)
#: "facing allegations from Karvia that it armed rebels".
_SAYING_NOUNS: Final = (
    "accusation allegation assertion assurance charge claim complaint denial hint pledge promise threat warning".split()
)
_NOMINAL: Final = re.compile(
    rf"\b(?P<cue>(?:{'|'.join(_SAYING_NOUNS)})s?\s+(?:from|by))\s+(?P<source>[^,;:.!?()\n“”\"«»„]{{2,80}}?)\s+"
    r"(?P<content>that\s+(?:[\w’'$€£%-]|(?<=\w)[.,](?=\w)|\s){8,200})"
)
_NOMINAL_PARTS: Final = tuple(
    f"{noun}{plural} {by} " for noun in _SAYING_NOUNS for plural in ("", "s") for by in ("from", "by")
)
#: "a plan that called for ...", and what else it does.
_WRITTEN_VERBS: Final = (
    "call accuse urge warn demand propose reject condemn criticis criticiz denie appear prais blam".split()
)
_WRITTEN_PARTS: Final = tuple(f"{which} {verb}" for which in ("that", "which") for verb in _WRITTEN_VERBS)
_WRITING: Final = re.compile(
    r"\b(?P<source>(?:an?|the|its|his|her|their)\s+(?:[\w’'-]+\s+){0,3}?(?P<noun>[a-z-]+))\s+(?:that|which)\s+"
    rf"(?P<cue>(?={'|'.join(_WRITTEN_VERBS)}))"
)
_SAID: Final = re.compile(
    r"(?P<cue>(?:called|calls)\s+(?:for|on)|(?:appear|seem)(?:s|ed)\s+to\s+(?:warn|threaten|accuse|blame|reject|back|endorse)|"
    r"(?:accuse|urge|demand|propose|condemn|criticise|criticize|denie|praise|blame)[sd]|condemn(?:s|ed)|(?:reject|demand|warn)(?:s|ed)"
    r"(?:\s+of)?)\s+(?P<content>(?:[\w’'$€£%-]|(?<=\w)[.,](?=\w)|\s){3,200})"
)
_AND: Final = re.compile(r"\s+and\s+(?:also\s+)?")
_PLANS: Final = frozenset(
    {"plan", "motion", "petition", "declaration", "note", "manifesto", "programme", "program", "pamphlet"}
)
_MEANS_CHARS: Final = 12
_MEANS: Final = re.compile(r"\s+(?:with|in|through|by|via)\s+\Z")
#: A noun of saying with "from" is the subject of a sentence that it begins: "The promise from Lee that ... came too late".
_DETERMINER_CHARS: Final = 6
#: Where a plain clause can begin behind the start of its sentence.
_NEXT: Final = re.compile(r"[;]\s+|,\s+(?:and|but|while|though|although)\s+")
_LEAD: Final = re.compile(r"(?:(?:[Aa]nd|[Bb]ut|[Ss]till|[Yy]et|[Mm]eanwhile|[Hh]owever),?\s+)?")
_TAIL: Final = re.compile(
    r"\s+(?:when|after|before|because|while|although|though|and|but|saying|adding|calling|who|which)\b.*", re.DOTALL
)
_PHRASE: Final = re.compile(r"\s+(?:of|for|in|at|from|on)\s")
_NO_SUBJECT: Final = frozenset(
    """if when while because although though as that which who what where how why and but or after before since he she they it i
    we you this these those there""".split()
)
_NO_FIRST: Final = frozenset(
    """in on at by for with from last next this earlier later yesterday today tonight monday tuesday wednesday thursday friday
    saturday sunday during despite under amid""".split()
)


def attitudes(text: str, sentences: Spans) -> Iterator[Draft]:
    """The stances of plain clauses, in no order."""
    for sentence in holding(text, sentences, _PLAIN_PARTS):
        yield from _of_sentence(text, sentence.start, min(sentence.end, sentence.start + _REACH_CHARS))
    for pattern, parts in ((_ASIDE, ("brush",)), (_HELD_AS, ("held up as",)), (_NOMINAL, _NOMINAL_PARTS)):
        for sentence in holding(text, sentences, parts):
            for match in pattern.finditer(text, sentence.start, min(sentence.end, sentence.start + _REACH_CHARS)):
                if pattern is not _NOMINAL or match.start() - sentence.start > _DETERMINER_CHARS:
                    yield from _draft(text, match, subject=False)
    for sentence in holding(text, sentences, _WRITTEN_PARTS):
        yield from _written(text, sentence.start, min(sentence.end, sentence.start + _REACH_CHARS))


def _of_sentence(text: str, start: int, limit: int) -> Iterator[Draft]:
    starts = [start, *(match.end() for match in _NEXT.finditer(text, start, limit))]
    for at in starts:
        lead = _LEAD.match(text, at, limit)
        begin = at if lead is None else lead.end()
        for pattern in _PLAIN:
            match = pattern.match(text, begin, limit)
            if match is not None and (pattern is not _ANSWERED or _is_answerable(match["content"])):
                yield from _draft(text, match, subject=True)


def _is_answerable(content: str) -> bool:
    """Whether the object's noun is something that one answers: an offer, a complaint."""
    head = _PHRASE.split(content, maxsplit=1)[0]
    words = WORD.findall(head)
    return any(word.lower() in answerable() for word in words)


def _draft(text: str, match: re.Match[str], *, subject: bool) -> Iterator[Draft]:
    source, cue = Span(*match.span("source")), Span(*match.span("cue"))
    content = _content(text, Span(*match.span("content")))
    if content is None or not _takes_sides(text, source, subject=subject):
        return
    if match.re is _ASIDE:
        particle, brushed = Span(*match.span("particle")), Span(*match.span("object"))
        yield Draft((source,), (cue, particle), (brushed, content), PLAIN)
    else:
        yield Draft((source,), (cue,), (content,), PLAIN)


def _content(text: str, span: Span) -> Span | None:
    """The span without a further clause."""
    tail = _TAIL.search(text, *span)
    return trimmed(text, Span(span.start, span.end if tail is None else tail.start()))


def before_writing(text: str, content: Span) -> int:
    """Where a content ends: before a text that says what follows ("a truce | with a plan that called for ...")."""
    if not any(text.find(part, *content) >= 0 for part in _WRITTEN_PARTS):
        return content.end
    for match in _WRITING.finditer(text, *content):
        means = _MEANS.search(text, max(content.start, match.start() - _MEANS_CHARS), match.start())
        if means is not None and match["noun"].lower() in cues().writings | _PLANS:
            return means.start()
    return content.end


def _written(text: str, start: int, limit: int) -> Iterator[Draft]:
    """What a text says, told in a relative clause: "a plan that called for an end to the tolls and appeared to warn ..."."""
    for match in _WRITING.finditer(text, start, limit):
        if match["noun"].lower() not in cues().writings | _PLANS:
            continue
        source, at = (Span(*match.span("source")),), match.start("cue")
        while (said := _SAID.match(text, at, limit)) is not None:
            content = _content(text, Span(*said.span("content")))
            if content is None:
                break
            yield Draft(source, (Span(*said.span("cue")),), (content,), PLAIN)
            following = _AND.match(text, content.end, limit)
            if following is None:
                break
            at = following.end()


def _takes_sides(text: str, source: Span, *, subject: bool) -> bool:
    """Whether the words are a name, a body or somebody in an office, and no clause."""
    words = WORD.findall(text, *source)
    clause = _NO_SUBJECT if subject else _NO_SUBJECT - {"and"}
    if not words or len(words) > _SUBJECT_WORDS or any(word.lower() in clause for word in words):
        return False
    if words[0].lower() in _NO_FIRST:
        return False
    head = WORD.findall(_PHRASE.split(text[source.start : source.end], maxsplit=1)[0])
    last = head[-1] if head else words[-1]
    people = last.lower() in role_nouns() or last.lower() in GROUPS or last.lower() in BODY_NOUNS
    return people or last[0].isupper()
