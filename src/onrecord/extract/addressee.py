"""To whom something was said, or through which medium, as the text gives it: always words of the text, as a span."""

from __future__ import annotations

import re
from typing import Final

from onrecord.extract.clauses import Clause
from onrecord.extract.wordlists import WORD, cues
from onrecord.record import Span, Spans
from onrecord.text.spans import trimmed

_LONGEST_WORDS: Final = 14
_STOP: Final = frozenset(
    """that in at during last this yesterday today tonight by via about after before when while as how why what whether he she
    they it we i who which because following amid earlier later there if where on to for from with into over through and or but
    not was is are were had has have said saying of""".split()
)
#: Inside a name these do not end it: "the Committee on Foreign Relations", "members of the board".
_JOINT: Final = frozenset({"of", "for", "and", "the", "on", "to"})
_WITH_ON: Final = frozenset({"committee", "council", "center", "centre", "institute", "conference", "commission"})
_PHRASE_WORD: Final = re.compile(r"[ \t\u00a0]*((?:[“\"][^“”\"\n]{1,40}[”\"])|[^\W_](?:[\w’'&/@.-]*[\w’'])?)")
_DAY_OR_MONTH: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b"
)
_DETERMINERS: Final = frozenset(
    {"the", "a", "an", "his", "her", "their", "its", "my", "our", "some", "several", "other"}
)
_TO_WHOM: Final = frozenset(
    """tell inform remind assure reassure notify brief warn advise instruct ask urge implore exhort order beg call
    thank congratulate""".split()
)
_PASSIVE: Final = frozenset({"was", "were", "is", "are", "been", "being", "be", "got", "gets"})
_REFLEXIVE: Final = frozenset({"it", "himself", "herself", "themselves", "itself"})
_THAT: Final = re.compile(r"\s+that\s")
_HER: Final = re.compile(r"\s+(?:her|us)\b(?=\s+(?:that|on|in|to|about)\s|\s*$|\s*[,“\"])")
_MEDIUM: Final = re.compile(
    r"\b(?:[Ii]n|[Dd]uring|[Aa]t|[Oo]n|[Ff]or)\s+(?:(?:an?|the|his|her|their|its)\s+)?(?:[\w’'-]+\s+){0,4}?"
    r"(?:interview|op-ed|statement|letter|speech|remarks|article|essay|post|column|conversation|call|briefing|commentary|"
    r"testimony|address|e-?mail|message|appearance|report|piece)s?\s+"
    r"(?:with|for|to|on|in|before|at|published\s+in|published\s+by)\s+"
    r"|\b(?:(?:said|says|say|[Ss]peaking|speaks|spoke|talking|talked|testified|testifying)\s+(?:to|with|before|for|on)"
    r"|(?:wrote|writes|[Ww]riting)\s+(?:to|with|for|in|on))\s+(?=(?:the\s+|an?\s+)?"
    r"(?:[A-Z]|reporters|journalists|lawmakers|supporters|parliament|local|state|public|foreign))"
    r"|\b(?:asked|interviewed|contacted|reached|approached|quoted|questioned|pressed)\s+by\s+"
)
_TIME_OR_PLACE: Final = re.compile(
    r"(?:the\s+)?(?:early|late|mid|morning|afternoon|evening|same|first|second|\d)", re.IGNORECASE
)


def addressee_of(text: str, clause: Clause, *, cue: Spans, taken: Spans) -> Span | None:
    """To whom it was said, or the medium; `taken` are the spans of source and content, in which it is not looked for."""
    wall = min((s.start for s in taken if s.start >= cue[-1].end), default=clause.sentence.end)
    wall = min(wall, clause.sentence.end)
    helpers = clause.group[: len(clause.group) - len(clause.cue)]
    passive = any(word in _PASSIVE or word == "'s" for word in helpers) or (
        len(clause.cue) > 1 and clause.cue[0] in _PASSIVE
    )
    if not passive:
        whom = _told(text, cue, wall, clause.sentence.end)
        if whom is not None:
            return whom
    for stretch in clause.rest:
        for match in _MEDIUM.finditer(text, stretch.start, stretch.end):
            if _DAY_OR_MONTH.match(text, match.end()) or _TIME_OR_PLACE.match(text, match.end()):
                continue
            return noun_phrase(text, match.end(), stretch.end)
    return None


def noun_phrase(text: str, start: int, limit: int) -> Span | None:
    """The noun phrase that begins at `start`, as far as plain words show it; None where none begins there."""
    at, end, last = start, -1, ""
    for count in range(_LONGEST_WORDS):
        match = _PHRASE_WORD.match(text, at, limit)
        if match is None:
            break
        word = match.group(1)
        low = word.lower()
        if low in _STOP or _DAY_OR_MONTH.match(word):
            if count == 0 or not _joins(text, match, last, limit):
                break
        else:
            end = match.end(1)
        at, last = match.end(1), low
        after = text[at : at + 1]
        if after in {",", ";", ":"} or (after == "." and not text[at + 1 : at + 2].isalnum()):
            break
    if end < 0 or text[start:end].strip().lower() in _DETERMINERS:
        return None
    return trimmed(text, Span(start, end))


def _joins(text: str, match: re.Match[str], last: str, limit: int) -> bool:
    """True when a small word stands inside the phrase, not behind it."""
    low = match.group(1).lower()
    if low not in _JOINT or last in _DETERMINERS:
        return False
    if low == "of":
        return True
    following = _PHRASE_WORD.match(text, match.end(), limit)
    then = "" if following is None else following.group(1)
    if _DAY_OR_MONTH.match(then):
        return False
    if low == "the":
        return last in _JOINT
    if low == "and":
        return then[:1].isupper()
    return then[:1].isupper() and last in _WITH_ON


def _told(text: str, cue: Spans, wall: int, limit: int) -> Span | None:
    """What follows the verb of telling, within the cue ("told reporters") or behind it."""
    for span in cue:
        for match in WORD.finditer(text, *span):
            if not cues().bases(match.group()) & _TO_WHOM:
                continue
            start = match.end()
            if match.group().lower().startswith("call"):
                on = re.compile(r"\s+(?:on|upon)\b").match(text, start)
                if on is None:
                    continue
                start = on.end()
            her = _HER.match(text, start, max(wall, span.end))
            if her is not None:
                return trimmed(text, Span(*her.span()))
            found = noun_phrase(text, start, max(wall, span.end))
            if found is None:
                # the tagger may take it into the content: "assured | his host that ..."
                inside = noun_phrase(text, start, limit)
                found = inside if inside is not None and _THAT.match(text, inside.end, limit) else None
            if found is not None and text[found.start : found.end].lower() not in _REFLEXIVE:
                return found
    return None
