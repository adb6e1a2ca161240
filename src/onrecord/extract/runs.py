"""Runs of capitalised words as names of persons, bodies, media and places, by their neighbourhood.

What may stand before and after a name is told by word lists; nothing is learnt. Linear in the words.
"""

from __future__ import annotations

from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.found import Found
from onrecord.extract.given_names import CITIES, WORDS
from onrecord.extract.surroundings import (
    GIVEN,
    Reader,
    gender_of,
    mark_verbs,
    preposition_before,
    said_before,
    singular,
    speaks_by_name,
    title_before,
    title_length,
    told_by,
)
from onrecord.record import MentionKind, Span
from onrecord.resolve.knowledge import Match

#: Longest run of capitalised words read as one name; longer ones are lists or headings.
_LONGEST: Final = 9
_NO_OPENERS: Final = lex.DETERMINERS | lex.PREPOSITIONS
_NO_SECOND_HALVES: Final = lex.SAYING | {"based", "led", "born", "era", "style"}
_BODIES: Final = lex.BODY_WORDS | lex.BODY_NOUNS
_COMMON_BODIES: Final = lex.BODY_WORDS & lex.BODY_NOUNS
_APPOSED_BODIES: Final = lex.BODY_NOUNS | {"think", "nonprofit", "startup", "broadcaster", "watchdog", "contractor"}
_GENDERED: Final = lex.MALE_TITLES | lex.FEMALE_TITLES
_NO_NAMES: Final = lex.COMMON | lex.DIRECTIONS | lex.THING_WORDS


def _plain(reader: Reader, at: int) -> bool:
    """Whether word `at` can be part of a person's or body's name: a capital, no day, no common word that opens a sentence."""
    word = reader.sentence.words[at]
    low = word.low
    if not word.capital or not any(c.isalpha() for c in word.key) or low in lex.DAYS or low == "i":
        return False
    return not (
        low in lex.MONTHS and low not in GIVEN and not (low == "may" and reader.low(at + 1) in lex.STRICT_SAYING)
    )


def _droppable(reader: Reader, at: int) -> bool:
    """Whether word `at`, a capital where every word has one, is only a common word."""
    low = reader.low(at)
    if low in lex.COMMON:
        return True
    return low in reader.small and low not in GIVEN


def run_end(reader: Reader, at: int) -> int:
    """The word after the capitalised run that begins at `at`; `at` itself where no name can begin here."""
    words = reader.sentence.words
    low = reader.low(at)
    if speaks_by_name(reader, at) or (low in reader.family and words[at].capital and not _before_capital(reader, at)):
        return at + 1
    titled = title_length(reader, at) and reader.low(at - 1) not in lex.HONORIFICS and not _general_body(reader, at)
    if not _plain(reader, at) or titled or low in lex.HONORIFICS:
        return at
    if reader.initial(at) and _is_group(reader, at):
        return at
    follows = _before_capital(reader, at)
    opener = follows and low in lex.NAME_OPENERS and not title_length(reader, at + 1)
    heads_body = follows and low not in _NO_OPENERS and _body_ahead(reader, at)
    given = follows and low in GIVEN and not reader.initial(at)
    opener = opener or heads_body or given
    if low in lex.COMMON and not opener and (reader.initial(at) or not _stands_alone(reader, at)):
        return at
    if reader.initial(at) and _droppable(reader, at) and not opener:
        return at
    end = at + 1
    body = reader.low(at) in lex.BODY_WORDS
    while end < len(words) and end - at < _LONGEST:
        if not reader.joined(end):
            listed = _listed(reader, at, end) if body else end
            if listed == end:
                break
            end = listed
            continue
        low = reader.low(end)
        if low == "'s":
            break
        months = low in lex.MONTHS and words[end].capital and reader.low(end - 1) in GIVEN
        if (_plain(reader, end) or months) and low not in lex.HONORIFICS:
            match = reader.knowledge.match(words, end)
            if match is not None and _stops(reader, end, match):
                break
            if (
                title_length(reader, end)
                and not _surname(reader, end)
                and low not in lex.BODY_WORDS
                and not _more_name(reader, end)
            ):
                break
            body = body or low in lex.BODY_WORDS
            end += 1
            continue
        if reader.gap(end) == "-" and end - at > 1 and len(low) <= 5 and low not in _NO_SECOND_HALVES:
            # "Tarn Ola-mi": the second half of a given name
            end += 1
            continue
        if low in lex.PARTICLES and end + 1 < len(words) and words[end + 1].capital and reader.joined(end + 1):
            end += 1
            continue
        ahead = end + 1
        if body and low in lex.CONNECTORS:
            if reader.low(ahead) == "the" and ahead + 1 < len(words):
                ahead += 1
            if (low in {"of", "for", "on"} or (low == "and" and _conjunct(reader, at, ahead))) and (
                ahead < len(words)
                and words[ahead].capital
                and reader.joined(ahead)
                and reader.joined(ahead - 1 if ahead > end + 1 else ahead)
            ):
                end = ahead + 1
                continue
        break
    return end


def _general_body(reader: Reader, at: int) -> bool:
    """Whether "General" begins the name of a body ("the General Assembly"), and is nobody's rank."""
    return reader.low(at) == "general" and reader.low(at + 1) in lex.BODY_WORDS and _before_capital(reader, at)


def _is_group(reader: Reader, at: int) -> bool:
    """Whether a plural is no part of a name: "Teachers went on strike", "Brothers Ilan Voss and Petra Voss"."""
    noun = singular(reader.low(at))
    if noun is None or not (at + 1 < len(reader.sentence.words) and reader.sentence.words[at + 1].capital):
        return noun is not None
    several = _before_capital(reader, at + 1) and reader.low(at + 3) == "and"
    return noun[1] and _before_capital(reader, at) and (reader.low(at + 1) in GIVEN or several)


def _before_capital(reader: Reader, at: int) -> bool:
    """Whether a name goes on behind word `at`."""
    return at + 1 < len(reader.sentence.words) and reader.sentence.words[at + 1].capital and reader.joined(at + 1)


def _body_ahead(reader: Reader, at: int) -> bool:
    """Whether a word for a body follows: at once, or after more capitals where the first word's capital tells something."""
    words = reader.sentence.words
    reach = 2 if reader.initial(at) else 5
    for ahead in range(at + 1, min(at + reach, len(words))):
        if not words[ahead].capital or not reader.joined(ahead):
            return False
        if reader.low(ahead) in _BODIES:
            return True
    return False


def _stands_alone(reader: Reader, at: int) -> bool:
    """Whether a common word with a capital is a name by itself: "in Congress", "the Post"."""
    low = reader.low(at)
    return low in _COMMON_BODIES or (low in lex.OUTLET_WORDS and reader.low(at - 1) in {"the", "a"})


def _listed(reader: Reader, at: int, end: int) -> int:
    """The end of ", Law, and Border Studies" in a body's name with "for" or "of" before; `end` where it is no such list."""
    words = reader.sentence.words
    if not {reader.low(i) for i in range(at, end)} & {"for", "of", "on"} or reader.gap(end) != ", ":
        return end
    here = end
    while here < len(words) and here < end + 5 and words[here].capital and reader.gap(here) in {", ", " "}:
        here += 1
    if (
        here < len(words) - 1
        and reader.low(here) == "and"
        and reader.gap(here) in {", ", " "}
        and words[here + 1].capital
    ):
        return here + 2
    return end


def _conjunct(reader: Reader, at: int, ahead: int) -> bool:
    """Whether "and" joins two words of one body's name: an "of" or "for" stands before, and no new body begins."""
    seen = {reader.low(i) for i in range(at, ahead)}
    return bool(seen & {"of", "for", "on"}) and reader.low(ahead) not in lex.HONORIFICS


def _surname(reader: Reader, at: int) -> bool:
    """Whether a title word after a given name is the family name ("Ola King said")."""
    return reader.low(at - 1) in GIVEN and not _before_capital(reader, at)


def _more_name(reader: Reader, at: int) -> bool:
    """A title word inside a name of a body ("Director General Office") is rare: no."""
    return reader.low(at + 1) in lex.BODY_WORDS


def _stops(reader: Reader, at: int, match: Match) -> bool:
    """Whether a known alias ends the run before it: always, but for a one-word alias that ends a person's name."""
    alias = match.aliases[0]
    kind = reader.knowledge.actors[alias.actor].kind
    if match.length > 1:
        return True
    first_low = reader.low(at - 1)
    if kind == "person":
        return False
    # "Jack Exville": a given name right before a seat or state
    return not ((first_low in GIVEN or first_low in CITIES) and alias.sort != "demonym")


def classify_run(reader: Reader, at: int, end: int) -> Found | None:
    """A capitalised run as a person, a body, a medium, a place; None where it names no one."""
    words = reader.sentence.words
    keys = tuple(w.key for w in words[at:end])
    lows = [w.low for w in words[at:end]]
    kind, sure, reason = _kind_of(reader, at, end, keys, lows)
    if kind is None:
        return None
    of = None
    known = reader.knowledge.match(words, at)
    if known is not None and reader.knowledge.actors[known.aliases[0].actor].kind == "state":
        of = known.aliases[0].actor
    found = Found(
        span=Span(words[at].start, words[end - 1].end),
        first=at,
        last=end,
        sentence=reader.sentence.number,
        kind=kind,
        form="name",
        keys=keys,
        of=of,
        sure=sure,
        gender=gender_of(keys) if kind in {"person", "unknown"} else None,
        preposition=preposition_before(reader, at),
        reason=reason,
    )
    if len(keys) == 1 and kind == "unknown":
        found.bare = True
        loud = words[at].shouted and len(keys[0]) > 2 and not (end < len(words) and words[end].shouted)
        acts = reader.low(end).endswith("ed") and reader.gap(end) == " "
        plain = reader.verb_after(end) in {None, "is", "was", "are", "were"}
        given = lows[0] in GIVEN and lows[0] not in reader.small and lows[0] not in WORDS
        if given:
            found.gender = gender_of((keys[0], keys[0]))
        found.weak = not given and (reader.initial(at) or words[at - 1].capital) and plain and not loud and not acts
    honorific = reader.low(at - 1) if at > 0 and reader.gap(at) in {" ", ". ", "\u00a0"} else ""
    if honorific in lex.HONORIFICS and kind == "person":
        found.titles.append((honorific, None))
        if honorific in _GENDERED:
            found.gender = "m" if honorific in lex.MALE_TITLES else "f"
    mark_verbs(reader, found)
    return found


def _kind_of(
    reader: Reader, at: int, end: int, keys: tuple[str, ...], lows: list[str]
) -> tuple[MentionKind | None, bool, str]:
    size = len(keys)
    previous = reader.low(at - 1)
    initials = any(len(key) == 1 for key in keys[1:])
    if (
        size > 1
        and lows[0] not in lex.BODY_WORDS
        and not (initials and lows[0] in GIVEN)
        and (lows[-1] in lex.THING_WORDS or lows[0] in {"operation", "treaty"})
    ):
        return None, False, ""
    if size == 1 and lows[0] in _COMMON_BODIES and lows[0] in lex.COMMON:
        return "body", False, "name of one word for a body"
    if any(low in lex.BODY_WORDS for low in lows) and (size > 1 or previous == "the"):
        outlet = lows[-1] in lex.OUTLET_WORDS or lows[-1] == "network"
        return ("outlet" if outlet else "body"), True, "name with a word for a body"
    if size > 4 and not any(len(key) == 1 or key[:1].islower() for key in keys):
        return None, False, ""
    if size > 1 and lows[-1] in lex.PLACE_WORDS:
        return "place", True, "name with a word for a place"
    if _apposed_body(reader, end):
        return "body", True, "name with a body's description after it"
    if lows[0] in GIVEN and size > 1 and (len(keys[1]) == 1 or not keys[1].isupper()):
        return "person", True, "given name and family name"
    if size > 1 and lows[-1] in lex.OUTLET_WORDS:
        return "outlet", True, "name with a word for a medium"
    if (size == 1 and lows[0] in lex.REGIONS) or (size == 2 and lows[-1] in lex.REGIONS):
        return "place", True, "region"
    if size == 1 and keys[0].isupper() and 2 <= len(keys[0]) <= 6 and _among_small(reader, at, end):
        return "body", False, "letters that stand for a body"
    if title_before(reader, at):
        return "person", True, "name after a title"
    if initials and size > 2:
        return "person", True, "name with an initial"
    if size > 1 and _apposed(reader, end):
        return "person", True, "name with a description after it"
    if previous in lex.LOCATIVES:
        return "place", False, "name after a word of place"
    told = told_by(reader, at) in {"asked", "asks"}
    if size in {2, 3} and (told or said_before(reader, at) or reader.verb_after(end) in lex.STRICT_SAYING):
        return "person", False, "name that speaks"
    if size == 1 and lows[0] in _NO_NAMES and not speaks_by_name(reader, at):
        return None, False, ""
    return "unknown", False, "capitalised words"


def _among_small(reader: Reader, at: int, end: int) -> bool:
    """Whether letters stand in running text: not first in a sentence, or there before a word in small letters."""
    if not reader.initial(at):
        return True
    return end < len(reader.sentence.words) and reader.gap(end) == " " and not reader.sentence.words[end].capital


def _apposed(reader: Reader, end: int) -> bool:
    """Whether ", a senior fellow" or ", 44," or ", who" follows."""
    if not reader.gap(end).startswith(",") or end >= len(reader.sentence.words):
        return False
    low = reader.low(end)
    if low == "who" or (low.isdigit() and len(low) == 2):
        return True
    if low in {"a", "an", "the", "its", "his", "her", "their"} or low in lex.MODIFIERS or low in lex.ROLES:
        return any(reader.low(i) in lex.ROLES for i in range(end, min(end + 7, len(reader.sentence.words))))
    return False


def _apposed_body(reader: Reader, end: int) -> bool:
    """Whether ", a private intelligence company" follows."""
    if not reader.gap(end).startswith(",") or reader.low(end) not in {"a", "an", "the"}:
        return False
    for ahead in range(end + 1, min(end + 8, len(reader.sentence.words))):
        low = reader.low(ahead)
        if reader.gap(ahead).strip(" -") or low in lex.ROLES or low in lex.PREPOSITIONS:
            return False
        if low in _APPOSED_BODIES:
            return singular(reader.low(ahead + 1)) is None
    return False
