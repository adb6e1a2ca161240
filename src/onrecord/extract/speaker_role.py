"""The office or affiliation that the text gives with a name: always words of the text, as a span.

Takes a name's span and finds the apposition behind it ("Ann Lee, a fellow at ..."), the title before it, or the body it is of.
Which office somebody held on a day is left to `resolve`.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.extract.wordlists import WORD, role_nouns, role_openers, short_titles
from onrecord.record import Span
from onrecord.text.spans import trimmed

#: A role noun must stand among the first words of an apposition ("a senior fellow at ..."), else it is something else.
_NOUN_WITHIN_WORDS: Final = 9
_TITLE_WORDS: Final = 10
_LONGEST_CHARS: Final = 240

_BEHIND: Final = re.compile(r"(?:\s*\([^()\n]{1,30}\))?\s*(?:,\s+|\s+[-–—]+\s+|\s*\(\s*)")
_WHO_IS: Final = re.compile(
    r"(?:who|that)\s+(?:is|was|has\s+been|had\s+been|serves\s+as|served\s+as|works\s+as|worked\s+as)\s+"
    r"(?:now\s+|also\s+|currently\s+|then\s+)?"
)
_IS: Final = re.compile(r"\s+(?:is|was)\s+(?=(?:an?|the)\s)")
#: With these a predicate tells what somebody thinks of a person, not an office.
_OPINION: Final = frozenset(
    "most more only very real true great good bad better worse worst terrible kind type sort man woman person".split()
)
_END: Final = re.compile(
    r",|[.;:!?()\[\]“”\"«»\n]|\s[-–—]+\s|--|\s(?:who|which|whose|told|said|says|wrote|added|whom|where)\b"
)
_STOP: Final = re.compile(r"[,.;:!?()\[\]“”\"«»\n]|\s[-–—]+\s|--|''|``")
_ABBREVIATION: Final = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Sgt|Gov|Sen|Rep|Inc|Corp|Co|Jr|Sr|No))\Z"
)
_LIST_OF_NAMES: Final = re.compile(r"(?:,\s+(?:[A-Z][\w’'-]+\s*){1,4}){1,6},?\s+(?:and|&)\s+[A-Z][\w’'-]*")
_OF_BODY: Final = re.compile(r"\s+(?:of|from|at|with)\s+(?=(?:the\s+)?[A-Z])")
_EXAMPLE: Final = re.compile(r"\b(?:like|such\s+as|including|and|especially)\s+")
_LEADING: Final = re.compile(r"(?:the|The)\s+")
_PREPOSITIONS: Final = frozenset({"of", "for", "at", "to", "in"})
#: "The mayor of Vell, ", at the beginning of a sentence.
_OPENING_ROLE: Final = re.compile(
    r"(?:The\s+(?=[a-z])|(?=(?:An?|Its|His|Her|Their|[A-Z][\w-]*[’']s)\s))(?P<role>(?:(?!of\s|for\s|at\s)[\w’'-]+\s+){0,4}(?P<noun>[\w-]+)"
    r"(?:\s+(?:of|for|at)\s+[^,;.!?\n“”\"]{2,60})?),\s"
)
_HEADING: Final = frozenset(
    """heads leads runs directs chairs headed led ran directed chaired edits edited founded advises advised teaches taught owns
    took represents represented""".split()
)
#: "My colleague Ann Lee": what somebody is to the writer.
_WRITER: Final = frozenset({"my", "our"})
_NO_ROLE_BEGINS: Final = frozenset(
    "which not no and or but in on at when after while whose said told as with for from by because although".split()
)


def role_of(text: str, name: Span, *, source: Span | None, floor: int, limit: int) -> Span | None:
    """The role beside a name, without the article's other words; None where the text gives none there.

    `source` is the span of the attribution's source that holds the name, None for a name elsewhere; the role is looked for
    between `floor` and `limit`, in the name's sentence.
    """
    return (
        _behind(text, name, source, limit)
        or _inside_name(text, name)
        or _in_front(text, name, source, floor)
        or _before(text, name, source, floor)
        or _affiliation(text, name, source)
    )


def predicate_of(text: str, name: Span, *, limit: int) -> Span | None:
    """The role of "Ann Lee is a fellow at ...", in the writer's own words."""
    verb = _IS.match(text, name.end, limit)
    if verb is None:
        return None
    span = trimmed(text, Span(verb.end(), max(verb.end(), _role_end(text, verb.end(), limit))))
    words = [] if span is None else WORD.findall(text, *span)[:_NOUN_WITHIN_WORDS]
    if not any(_is_role_noun(word) for word in words) or any(
        word.endswith("est") or word in _OPINION for word in words
    ):
        return None
    return span


def _behind(text: str, name: Span, source: Span | None, limit: int) -> Span | None:
    """An apposition or a "who is" clause behind the name."""
    lead = _BEHIND.match(text, name.end, limit)
    if lead is None:
        return None
    who = _WHO_IS.match(text, lead.end(), limit)
    start = lead.end() if who is None else who.end()
    reach = source.end if source is not None and source.end > start else limit
    span = trimmed(text, Span(start, max(start, _role_end(text, start, min(reach, start + _LONGEST_CHARS)))))
    if span is None:
        return None
    words = WORD.findall(text, *span)[:_NOUN_WITHIN_WORDS]
    if not words or words[0].lower() in _NO_ROLE_BEGINS:
        return None
    if words[0].lower() == "who" and not (len(words) > 1 and words[1].lower() in _HEADING):
        return None  # "who will address the convention of mayors"
    # without an article in front the noun must come at once: "foreign minister of ..."
    within = words if who is not None or words[0].lower() in role_openers() else words[:5]
    return span if any(_is_role_noun(word) for word in within) else None


def _role_end(text: str, start: int, limit: int) -> int:
    """Where a role that begins at `start` ends: at a stop, at a clause, at a comma that is no part of a name."""
    at = start
    while at < limit:
        stop = _END.search(text, at, limit)
        if stop is None:
            return limit
        mark = stop.group()
        in_word = mark == "." and (
            text[stop.end() : stop.end() + 1].isalnum()
            or _ABBREVIATION.search(text, max(start, stop.start() - 6), stop.start()) is not None
        )
        listed = _end_of_list(text, start, stop.start(), limit) if mark == "," else None
        if not in_word and listed is None:
            return stop.start()
        at = stop.end() if listed is None else listed
    return limit


def _end_of_list(text: str, start: int, comma: int, limit: int) -> int | None:
    """Where a name that goes on behind the comma ends ("Institute for Peace, Law, and Order"); None where none does."""
    before = WORD.findall(text, max(start, comma - 60), comma)
    if not before or not before[-1][:1].isupper():
        return None
    match = _LIST_OF_NAMES.match(text, comma, limit)
    return None if match is None else match.end()


def _is_role_noun(word: str) -> bool:
    low = word.lower().replace("’", "'").removesuffix("'s")
    return low in role_nouns() or low.rsplit("-", 1)[-1] in role_nouns() or word in short_titles()


def _inside_name(text: str, name: Span) -> Span | None:
    """The title with which a name's span begins ("Prime Minister Ann Lee")."""
    words = list(WORD.finditer(text, *name))
    last = max((i for i, word in enumerate(words[:-1]) if _is_role_noun(word.group())), default=None)
    return None if last is None else Span(name.start, words[last].end())


def _before(text: str, name: Span, source: Span | None, floor: int) -> Span | None:
    """The title before a name: as far as the source reaches, else the capitals and role nouns that lead up to it."""
    if source is not None and source.start < name.start:
        return _title(text, Span(source.start, name.start))
    words = list(WORD.finditer(text, max(floor, name.start - 160), name.start))
    if not words or not _is_role_noun(words[-1].group()) or text[words[-1].end() : name.start].strip(" .\u00a0"):
        return None
    start = words[-1].start()
    for word, following in zip(reversed(words[:-1]), reversed(words), strict=False):
        between = text[word.end() : following.start()]
        abbreviated = between == ". " and _ABBREVIATION.search(text, max(floor, word.end() - 6), word.end())
        if between != " " and not abbreviated and between != ".":
            break
        lead = word.group()
        if lead.lower() in {"the", "a", "an"} or not (
            lead[0].isupper() or "-" in lead or _is_role_noun(lead) or lead in role_openers()
        ):
            break
        start = word.start()
    return _title(text, Span(start, words[-1].end()))


def _in_front(text: str, name: Span, source: Span | None, floor: int) -> Span | None:
    """The role that opens the sentence before a lone name: "The mayor of Vell, Lee said"."""
    if source is None or source.start != name.start or text[name.start - 2 : name.start] != ", ":
        return None
    match = _OPENING_ROLE.fullmatch(text, max(floor, name.start - _LONGEST_CHARS), name.start)
    return None if match is None or not _is_role_noun(match["noun"]) else Span(*match.span("role"))


def _title(text: str, span: Span) -> Span | None:
    """The span without an article in front and a comma behind, when it holds a role noun and is no clause."""
    start = max((m.end() for m in _EXAMPLE.finditer(text, *span)), default=span.start)
    lead = _LEADING.match(text, start, span.end)
    start = start if lead is None else lead.end()
    end = span.end
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    inside = text.rfind(" of ", start, end)
    if inside >= 0 and any(_is_role_noun(word) for word in WORD.findall(text, inside + 4, end)):
        return None  # "the office of Prime Minister Lee": not the name's own words
    words = WORD.findall(text, start, end)
    if (
        not words
        or words[0].lower() in _WRITER
        or words[-1].lower() in _PREPOSITIONS
        or len(words) > _TITLE_WORDS
        or not any(_is_role_noun(word) for word in words)
    ):
        return None
    if _STOP.search(re.sub(r"\b([A-Z]|Gen|Lt|Col|Sgt|Gov|Sen|Rep|Maj|Capt|Adm|Prof|Rev)\.", "", text[start:end])):
        return None
    return Span(start, end)


def _affiliation(text: str, name: Span, source: Span | None) -> Span | None:
    """The body behind "of" or "from" in the source ("Ann Lee of the Peace Institute")."""
    if source is None or source.end <= name.end:
        return None
    match = _OF_BODY.match(text, name.end, source.end)
    if match is None:
        return None
    return trimmed(text, Span(match.end(), _role_end(text, match.end(), source.end)))
