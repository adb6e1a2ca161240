"""Whom the source words of a statement stand for.

Takes the text, the source's spans and the article's mentions; gives the ids of the mentions that speak, and whether they
are named. Nobody is guessed: where the words fit no mention, the speaker is unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.record import Mention, Span, Spans

_PAIR: Final = re.compile(
    r"^(?:both|the (?:two|pair|duo)|both (?:leaders|men|women|sides|presidents|ministers|countries|governments)"
    r"|the (?:two )?(?:leaders|presidents|ministers|sides|countries|men|women))$",
    re.IGNORECASE,
)
_OBJECT: Final = re.compile(r"(?:him|her|them|it)\Z", re.IGNORECASE)
#: A common noun and a preposition: the head of the source lies before what follows.
_GOVERNED: Final = re.compile(
    r"(?<![a-z])(?!(?:one|two|three|some|many|most|both|several|all|none|half|few|any|each|members?|part)\s)[a-z]{3,}\s+"
    r"(?:in|of|at|near|from|to|on|with|about|across|around|outside|like|such\s+as|including)\s+(?:the\s+|an?\s+)?(?:[a-z]+\s+){0,2}\Z"
)
_JOIN: Final = re.compile(
    r"^,?\s*(?:and|&|,|as well as)\s*(?:(?:the|its|his|her|their|\w+'s)\s+)?(?:[\w.'’/-]+\s+){0,6}$", re.IGNORECASE
)
_LINK: Final = re.compile(
    r"^\s*(?:,|\b(?:of|at|for|from|in|on|with|who|whose|close|familiar|near|to|by)\b)", re.IGNORECASE
)
#: What the source words are about: the last common noun before a preposition, a clause or a comma.
_KIND: Final = re.compile(
    r"(?:[\w’'./&-]+\s+)*?(?P<noun>[a-z][a-z-]+)(?=\s+(?:of|in|at|from|for|on|with|who|that|which|by|to|close|familiar|near|among)\b"
    r"|\s*[,(]|\s*\Z)"
)
#: No nouns, or nouns that tell no kind.
_NO_KIND: Final = frozenset(
    """he she it they we i you him her them us who which that what this these those one ones some many most others other any
    all both each few several none two three such same first second latter former everybody everyone somebody someone
    people""".split()
)
#: How far before a source the two of "both leaders" may stand, in characters.
_PAIR_REACH_CHARS: Final = 700


@dataclass(frozen=True, slots=True)
class SourceResolution:
    """Mention ids that a source stands for (several for "X and Y"), whether they are named, and why."""

    speakers: tuple[str, ...]
    naming: Literal["named", "unnamed", "unknown"]
    reason: str


def resolve_source(text: str, source: Spans, mentions: Sequence[Mention]) -> SourceResolution:
    """The mentions that speak in a statement whose source words are `source`; `mentions` sorted by span."""
    if not source:
        return SourceResolution((), "unknown", "no source in the text")
    inside = [m for m in _within(source, mentions) if m.kind != "place"]
    words = text[source[0].start : source[-1].end].strip()
    if _PAIR.match(words):
        pair = _pair(source[0].start, mentions, states="countr" in words or "side" in words or "governm" in words)
        if pair:
            return SourceResolution(tuple(m.id for m in pair), "named", "the two named last")
    if not inside:
        kind = _KIND.match(words)
        if kind is not None and kind["noun"].lower() not in _NO_KIND:
            return SourceResolution((), "unnamed", "the source words tell a kind, and nobody of it is named")
        return SourceResolution((), "unknown", "the source words name nobody known")
    if len(inside) == 1 and _OBJECT.match(text, *inside[0].span) and inside[0].span.start > source[0].start:
        return SourceResolution((), "unknown", "somebody told by another: those close to him")
    heads = _heads(text, source, inside)
    if not heads:
        return SourceResolution((), "unknown", "the source words only tell of whom or where")
    return SourceResolution(
        tuple(m.id for m in heads), _naming(text, heads), "; ".join(dict.fromkeys(m.reason for m in heads))
    )


def _within(source: Spans, mentions: Sequence[Mention]) -> list[Mention]:
    out: dict[str, Mention] = {}
    for start, end in source:
        at = bisect_left(mentions, start, key=lambda m: m.span.start)
        # a mention may begin before the source span and reach into it
        for before in mentions[max(0, at - 4) : at]:
            if before.span.end > start:
                out.setdefault(before.id, before)
        while at < len(mentions) and mentions[at].span.start < end:
            out.setdefault(mentions[at].id, mentions[at])
            at += 1
    return sorted(out.values(), key=lambda m: (m.span.start, -m.span.end))


def _heads(text: str, source: Spans, inside: list[Mention]) -> list[Mention]:
    """The head of the source words and those joined to it by "and"."""
    outer = [
        m
        for m in inside
        if not any(o is not m and o.span.start <= m.span.start and m.span.end <= o.span.end for o in inside)
    ]
    free = [m for m in outer if not _possessor(text, m)]
    if not free:
        # "Vell's nine points" is not Vell; "Vell's" alone is
        return outer[:1] if _possessor_alone(text, source, outer[0]) else []
    head = free[0]
    if _governed(text, source, head):
        return []
    # "U.S. envoy Ann Bell", where the first mention is only what the person belongs to
    for other in free[1:]:
        between = text[head.span.end : other.span.start]
        if (
            head.kind in {"state", "body", "outlet"}
            and other.kind == "person"
            and not re.search(r"[,;]|\b(?:of|at|for|to|by|and|that|in|with)\b", between)
        ):
            head = other
            break
        if head.form in {"description", "title"} and other.form == "name" and other.kind == "person":
            # "a lawyer for the radio, Ann Bell": one person
            head = other if between.count(",") == 1 and " and " not in between else head
            break
    heads = [head]
    for other in free[free.index(head) + 1 :]:
        between = text[heads[-1].span.end : other.span.start]
        if (
            other.span.end > source[-1].end
            or not _JOIN.match(between)
            or (_LINK.match(between) and not between.strip().startswith(","))
        ):
            break
        if "," in between and " and " not in text[heads[-1].span.end : source[-1].end]:
            break
        heads.append(other)
    return heads


def _possessor(text: str, mention: Mention) -> bool:
    return text[mention.span.end : mention.span.end + 2] in {"'s", "’s", "' ", "’ "}


def _possessor_alone(text: str, source: Spans, mention: Mention) -> bool:
    return not text[mention.span.end + 2 : source[-1].end].strip(" ,")


def _governed(text: str, source: Spans, mention: Mention) -> bool:
    """Whether the first mention only tells where the speakers are or what they deal with ("growers in the Lodra district")."""
    return _GOVERNED.search(text, source[0].start, mention.span.start) is not None


def _naming(text: str, heads: list[Mention]) -> Literal["named", "unnamed", "unknown"]:
    def named(m: Mention) -> bool:
        if m.actor is not None or m.form in {"name", "metonym"}:
            return True
        return m.head != m.span and text[m.head.start : m.head.start + 1].isupper()

    if any(named(m) for m in heads):
        return "named"
    return "unknown" if all(m.form == "pronoun" for m in heads) else "unnamed"


def _pair(before: int, mentions: Sequence[Mention], *, states: bool) -> list[Mention]:
    """The two distinct persons (or states) named last before the source."""
    kinds = {"state", "body"} if states else {"person"}
    out: list[Mention] = []
    heads: set[Span] = set()
    at = bisect_left(mentions, before, key=lambda m: m.span.start)
    for mention in reversed(mentions[max(0, at - 60) : at]):
        if before - mention.span.end > _PAIR_REACH_CHARS:
            break
        if (
            mention.kind in kinds
            and mention.form in {"name", "metonym"}
            and mention.score >= 0.5
            and mention.head not in heads
        ):
            heads.add(mention.head)
            out.append(mention)
            if len(out) == 2:
                return sorted(out, key=lambda m: m.span)
    return []
