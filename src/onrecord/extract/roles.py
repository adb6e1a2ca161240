"""Descriptions that an article gives with a name: ", a senior fellow at ...", "who is a research fellow", "X is the ...".

Takes the candidates of a sentence and notes the roles on the names they belong to; a description that only explains a
name is taken off the list of candidates, so that one person is not counted twice in one breath.
"""

from __future__ import annotations

from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.found import Found
from onrecord.extract.surroundings import Reader

_FOR_LONG: Final = frozenset(
    "for many years long once some decades a decade over more than previously until recently".split()
)
_PASSED: Final = lex.MODIFIERS | _FOR_LONG

#: An apposition of more words is not looked past.
_APPOSITION_WORDS: Final = 14


def add_roles(reader: Reader, candidates: list[Found]) -> None:
    """Move descriptions that explain a name to that name's titles. Changes `candidates` in place."""
    by_first = {
        found.first: found for found in candidates if found.form in {"title", "description"} and found.kind == "person"
    }
    for name in candidates:
        if name.form == "name" and name.kind in {"person", "unknown"}:
            _add_predicate(reader, name, by_first)
    names = [found for found in candidates if found.form == "name" and found.kind in {"person", "unknown"}]
    explained: set[int] = set()
    for name in names:
        found = _after(reader, name, by_first) or _before(reader, name, by_first)
        if found is None or (found.possessive and found.first > name.last):
            continue
        title = " ".join(found.keys)
        name.titles.append((("former " if found.former else "") + title, found.of))
        name.sure = True
        if name.kind == "unknown":
            name.kind = "person"
        if name.gender is None:
            name.gender = found.gender
        name.speaks = name.speaks or found.speaks
        explained.add(id(found))
    if explained:
        candidates[:] = [found for found in candidates if id(found) not in explained]


def _after(reader: Reader, name: Found, by_first: dict[int, Found]) -> Found | None:
    """The description in apposition after the name, or the predicate "who is a ..."."""
    at = name.last
    if not reader.gap(at).startswith(","):
        if reader.low(at) in {"is", "was"} and reader.low(at + 1) in {"a", "an", "the", "our", "my"}:
            return by_first.get(at + 1)
        return None
    if reader.low(at) == "who" and reader.low(at + 1) in {"is", "was", "has", "serves", "served"}:
        for ahead in range(at + 2, at + 5):
            if ahead in by_first:
                return by_first[ahead]
        return None
    if at in by_first:
        return by_first[at]
    if reader.low(at).isdigit() and reader.gap(at + 1).startswith(","):
        return by_first.get(at + 1)
    # without a determiner: ", former director for Exland", ", chief executive of"
    for ahead in range(at, min(at + 6, len(reader.sentence.words))):
        if ahead in by_first:
            return by_first[ahead]
        if reader.low(ahead) in lex.ROLES and not reader.gap(ahead + 1).startswith(" and"):
            phrase = [reader.low(i) for i in range(at, ahead + 1)]
            name.titles.append((" ".join(phrase), None))
            return None
        if reader.low(ahead) not in _PASSED:
            return None
    return None


def _add_predicate(reader: Reader, name: Found, by_first: dict[int, Found]) -> None:
    """The role of "Bell, a baker in Exville, was our guest": behind an apposition, the predicate of the sentence."""
    if not reader.gap(name.last).startswith(","):
        return
    for at in range(name.last + 1, min(name.last + _APPOSITION_WORDS, len(reader.sentence.words) - 1)):
        if reader.gap(at).startswith(","):
            role = by_first.get(at + 1) if reader.low(at) in {"is", "was"} else None
            if role is not None and not role.plural:
                name.titles.append((" ".join(role.keys), role.of))
            return


def _before(reader: Reader, name: Found, by_first: dict[int, Found]) -> Found | None:
    """The description right before the name with a comma: "the group's director, Ann Bell"."""
    if not reader.gap(name.first).startswith(",") or name.first == 0:
        return None
    for first in range(name.first - 1, max(-1, name.first - 10), -1):
        found = by_first.get(first)
        if found is None or not (found.definite or reader.low(found.first) in {"his", "her", "its", "their"}):
            continue
        between = reader.text[found.span.end : name.span.start]
        if between.count(",") == 1 and (found.last == name.first or reader.low(found.last) in {"of", "for", "at"}):
            return found
        return None
    return None
