"""Chained speech that plain word order shows: "... that it hoped the council would call on both sides to talk".

Takes one content and gives the attributions that open a clause in it: a subject, helping verbs, a cue verb of the lexicon, and
the rest of the clause as content. Used by `nesting` beside the tagger, which was trained on outermost attributions only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from onrecord.extract.wordlists import cues, role_nouns
from onrecord.record import Span
from onrecord.text.spans import trimmed

#: Where a clause can begin behind the host's start: behind a stop, or at "that".
_CLAUSE: Final = re.compile(r"[.!?;][”\"’')]*\s+|\s(?=(?:(?:and|but|because|although)\s+)?that\s)", re.IGNORECASE)
_LEAD: Final = re.compile(r"(?:(?:and|but|because|although|while|if|when)\s+)?(?:that\s+)?(?:if\s+)?", re.IGNORECASE)
_MARKS: Final = re.compile(r"[\s“\"‘'«„]+")
_PRONOUN: Final = re.compile(
    r"(?:it|he|she|they|no one|nobody|everyone|everybody|some|many|others)(?=\s)", re.IGNORECASE
)
_NAME: Final = re.compile(
    r"(?:(?:the|its|his|her|their)\s+)?[A-Z][\w’'.-]*(?:\s+(?:of\s+|for\s+|the\s+|and\s+)?[A-Z][\w’'-]*){0,5}"
)
_DESCRIPTION: Final = re.compile(
    r"(?:[A-Z][\w’'-]*[’']s\s+|(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Ss]ome|[Mm]any|[Ss]everal)\s+)?"
    r"(?:[a-z][\w’'-]*\s+){0,2}?([a-z][\w-]+)"
    r"(?:,?\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3},?)?(?=\s)"
)
_OBJECT: Final = re.compile(
    r"\s+(?:him|her|them|us|me|it|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2}|[a-z]+s)(?=\s+(?:that\s|[“\"‘«]))"
)
_HELPER: Final = re.compile(
    r"(?:has|have|had|is|are|was|were|would|could|might|may|will|should|must|can|also|still|not|never|now|already|later|once|"
    r"only|just|been|be|do|does|did|doesn[’']t|don[’']t|didn[’']t|hasn[’']t|haven[’']t|won[’']t|wouldn[’']t|[a-z]+ly)\s+"
)
_VERB: Final = re.compile(r"([a-z]+)(?:\s+(on|upon|for)(?=\s))?")
_COMPLEMENT: Final = re.compile(
    r"\s+(?:that\s+|to\s+|[A-Z“\"‘]|(?:it|he|she|they|there|the|a|an|its|his|her|their|this|these|those|any|all|no)\s)"
)
_END: Final = re.compile(r"[;.!?][”\"’\s]|,\s+(?:and|but|while|adding|although|then)\s|\s+and\s+that\s|[”\"]")
_OPENS: Final = re.compile(r"[\s,:]*(?P<mark>[“\"‘«])")
_CLOSING: Final = {"“": "”", '"': '"', "‘": "’", "«": "»"}
_BE: Final = frozenset({"is", "are", "was", "were", "been", "be"})
_WITH_ON: Final = frozenset({"call", "push", "press", "insist"})
#: What may be said, thought or wanted in a clause of its own: few verbs, so that what is found is right.
_SURE: Final = frozenset(
    """say tell claim argue insist maintain contend declare
     announce acknowledge admit concede confirm stress believe think
    expect hope want wish fear worry suspect doubt deny dispute accuse allege blame promise pledge vow threaten warn urge demand
    propose recommend assure inform remind predict
    estimate condemn denounce welcome assert admit reject refuse report suggest""".split()
)
#: A subject is looked for at so many clause openings of one content.
_OPENINGS: Final = 60


class Chained(NamedTuple):
    """An attribution inside a content."""

    source: Span
    cue: Span
    content: Span


def chained_in(text: str, host: Span) -> Iterator[Chained]:
    """Attributions that open a clause of `text[host.start:host.end]`, in order, none inside another."""
    at = host.start
    mark = _MARKS.match(text, at, host.end)
    at = at if mark is None else mark.end()
    for _ in range(_OPENINGS):
        found = _attribution(text, at, host.end)
        if found is not None:
            yield found
        opening = _CLAUSE.search(text, at if found is None else found.content.end, host.end)
        if opening is None:
            return
        at = opening.end()


def _attribution(text: str, start: int, limit: int) -> Chained | None:
    """The attribution whose subject stands at `start`, after a complementiser."""
    lead = _LEAD.match(text, start, limit)
    at = start if lead is None else lead.end()
    subject = _subject(text, at, limit)
    if subject is None:
        return None
    verb_at = subject.end
    gap = re.compile(r"\s+").match(text, verb_at, limit)
    if gap is None:
        return None
    verb_at, helpers = gap.end(), []
    while (helper := _HELPER.match(text, verb_at, limit)) is not None:
        helpers.append(helper.group().strip().lower())
        verb_at = helper.end()
    verb = _VERB.match(text, verb_at, limit)
    if verb is None:
        return None
    bases = cues().bases(verb.group(1))
    passive = any(word in _BE for word in helpers) and not verb.group(1).endswith("ing")
    if passive or not (bases & (_WITH_ON if verb.group(2) else _SURE)):
        return None
    cue_end = verb.end() if verb.group(2) and bases & _WITH_ON else verb.end(1)
    object_ = _OBJECT.match(text, cue_end, limit)
    begin = cue_end if object_ is None else object_.end()
    if not verb.group(2) and object_ is None and _COMPLEMENT.match(text, cue_end, limit) is None:
        return None
    stop = _END.search(text, cue_end, limit)
    content = _quoted(text, begin, limit) or trimmed(text, Span(begin, limit if stop is None else stop.start()))
    cue = Span(gap.end(), cue_end)
    if content is None or len(text[content.start : content.end].split()) < 2:
        return None
    return Chained(subject, cue, content)


def _quoted(text: str, begin: int, limit: int) -> Span | None:
    """The quotation that begins there, where it is closed."""
    opening = _OPENS.match(text, begin, limit)
    if opening is None:
        return None
    closing = re.compile(rf"{_CLOSING[opening['mark']]}(?!\w)").search(text, opening.end(), limit)
    return None if closing is None else Span(opening.start("mark"), closing.end())


def _subject(text: str, at: int, limit: int) -> Span | None:
    """A pronoun, a name, or a description that ends in a role noun."""
    pronoun = _PRONOUN.match(text, at, limit)
    if pronoun is not None:
        return Span(*pronoun.span())
    description = _DESCRIPTION.match(text, at, limit)
    if description is not None and description.group(1).lower() in role_nouns():
        return Span(*description.span())
    name = _NAME.match(text, at, limit)
    if name is not None and name.group().split()[0] not in {"I", "We", "You"}:
        return Span(*name.span())
    return None
