"""What stands around a word of a sentence: gaps, titles, prepositions, verbs of saying; what a word can be."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.found import Found, Gender, Sentence
from onrecord.extract.given_names import EITHER, FEMALE, MALE, given_gender
from onrecord.resolve.knowledge import Knowledge

GIVEN: Final = MALE | FEMALE | EITHER
_OPENING: Final = re.compile(r"[\"“‘«(\[:;•●*–—]|--|\.\.\.|…")


_OF_A_SEAT: Final = lex.PLACE_WORDS | {"streets", "mayor", "suburbs", "outskirts", "centre", "center"}
_NEAR: Final = lex.DIRECTIONS | {"the", "downtown", "nearby"}
_QUALIFIERS: Final = lex.DETERMINERS | lex.MODIFIERS
_TITLES: Final = _QUALIFIERS | lex.ROLES | lex.HONORIFICS
_TITLE_GAPS: Final = frozenset({" ", ". ", "\u00a0"})
_PARTS_OF_A_CITY: Final = frozenset(
    "outside streets suburb suburbs outskirts capital centre center siege residents mayor heart".split()
)
_TOWNS: Final = frozenset("city town capital metropolis megacity port village municipality resort".split())
_PARTS_OF_A_PLACE: Final = lex.DIRECTIONS | lex.PLACE_WORDS | _PARTS_OF_A_CITY


_BRACKETED_WORDS: Final = 6
#: Verbs whose object is who hears: "told the envoy Carl Moss".
_TOLD: Final = frozenset("told tells asked asks warned warns urged urges reminded".split())
_TURNED: Final = frozenset(',?!”"’»')


@dataclass(slots=True)
class Reader:
    """What the rules look at: the text, one sentence, the aliases, the words the article also writes small.

    `family` are titles that are somebody's family name in the article, in small letters; `lasts` all words that stand behind a
    given name.
    """

    text: str
    sentence: Sentence
    knowledge: Knowledge
    small: Collection[str]
    family: Collection[str] = ()
    lasts: Collection[str] = ()
    _lows: list[str] = field(init=False)
    _gaps: list[str] = field(init=False)

    def __post_init__(self) -> None:
        # the rules ask for both many times a word
        self._lows = [word.low for word in self.sentence.words]
        self._gaps = []
        before = self.sentence.span.start
        for word in self.sentence.words:
            self._gaps.append(self.text[before : word.start])
            before = word.end
        self._gaps.append(self.text[before : self.sentence.span.end])

    def gap(self, at: int) -> str:
        """What stands before word `at` (0 or more), up to the word before; past the last word, what ends the sentence."""
        return self._gaps[at] if at < len(self._gaps) else self._gaps[-1]

    def low(self, at: int) -> str:
        """Word `at` in small letters; empty outside the sentence."""
        return self._lows[at] if 0 <= at < len(self._lows) else ""

    def initial(self, at: int) -> bool:
        """Whether word `at` begins a sentence, a quotation or a clause after a colon, so that its capital tells nothing."""
        return at == 0 or bool(_OPENING.search(self.gap(at)))

    def joined(self, at: int) -> bool:
        """Whether word `at` continues a name that word `at - 1` began: only a blank, hyphen, slash or initial's stop between."""
        gap = self.gap(at)
        if gap in {" ", "-", "\u00a0", "/", "‑"}:
            return True
        before = self.sentence.words[at - 1].key
        return gap == ". " and (
            len(before) == 1
            or before.lower() in {"jr", "sr", "st", "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen"}
        )

    def _past_brackets(self, at: int) -> int:
        """The word behind the brackets that open before word `at`: "Bell (D-Exville) said"."""
        for ahead in range(at + 1, min(at + _BRACKETED_WORDS, len(self.sentence.words))):
            if ")" in self.gap(ahead):
                return ahead
        return at

    def verb_after(self, at: int) -> str | None:
        """The word of saying or acting that follows at word `at`, past adverbs and auxiliaries; None where there is none."""
        opened = self.gap(at).startswith(" (")
        at = self._past_brackets(at) if opened else at
        for here in range(at, min(at + 5, len(self.sentence.words))):
            if self.gap(here) not in ({") "} if opened and here == at else {" ", "\u00a0"}):
                return None
            if self.low(here) in lex.SAYING or self.low(here).endswith("n't"):
                for ahead in range(here, min(here + 4, len(self.sentence.words))):
                    if self.low(ahead) in lex.STRICT_SAYING:
                        return self.low(ahead)
                    if self.low(ahead) not in lex.AUXILIARIES:
                        break
                return self.low(here)
            if self.low(here) not in lex.AUXILIARIES:
                return None
        return None


def speaks_by_name(reader: Reader, at: int) -> bool:
    """Whether word `at` is somebody's family name before a verb of saying, though it is a common word too ("Law said")."""
    return (
        reader.sentence.words[at].capital
        and reader.low(at) in reader.lasts
        and reader.low(at + 1) in lex.SPEAKING
        and reader.gap(at + 1) == " "
        and not reader.sentence.words[at + 1].capital
    )


def is_place(reader: Reader, at: int, end: int, preposition: str | None) -> bool:
    """Whether a seat of government is meant as a place here: after "in", after motion "to", before "-based"."""
    if reader.gap(end).startswith("-") and reader.low(end) in {"based", "born", "area", "bound", "wide"}:
        return True
    if reader.low(end) == "'s":
        return reader.low(end + 1) in _OF_A_SEAT
    if reader.gap(end).startswith((" (", " --", " —", " –")) and at == 0:
        return True
    if _called_a_town(reader, end):
        return True
    back = at - 1
    while back >= 0 and reader.low(back) in _NEAR and back > at - 3:
        back -= 1
    word = reader.low(back)
    if word in lex.LOCATIVES or (preposition in lex.LOCATIVES and back == at - 1):
        return True
    if word in {
        "to",
        "from",
        "for",
        "toward",
        "towards",
        "left",
        "leave",
        "leaves",
        "leaving",
        "visit",
        "visits",
        "visited",
        "visiting",
    }:
        if word.startswith(("visit", "leav", "left")):
            return True
        nearby = {reader.low(i) for i in range(max(0, back - 4), back)}
        return bool(nearby & lex.MOTION)
    if word == "of":
        return reader.low(back - 1) in _PARTS_OF_A_PLACE
    if word == "and" and back == at - 1:
        # "in Exville and Zyra": as its fellow
        return reader.low(at - 3) in lex.LOCATIVES
    return False


def _called_a_town(reader: Reader, end: int) -> bool:
    """Whether the words after a name call it a place to live in (", a city of two million")."""
    if not reader.gap(end).startswith(",") or reader.low(end) not in {"a", "the", "its", "one"}:
        return False
    return any(reader.low(ahead) in _TOWNS and not reader.gap(ahead).strip() for ahead in range(end + 1, end + 4))


def preposition_before(reader: Reader, at: int) -> str | None:
    """The preposition before word `at`, past determiners and adjectives; None where there is none."""
    if reader.gap(at).startswith(","):
        return None  # "after the raid, Bell left": it governs what stands before the comma
    back = at - 1
    while back >= 0 and back > at - 4 and reader.low(back) in _QUALIFIERS:
        back -= 1
    word = reader.low(back)
    return word if word in lex.PREPOSITIONS or word in lex.LOCATIVES else None


def mark_verbs(reader: Reader, found: Found) -> None:
    """Note whether the candidate stands before a verb, speaks, is possessive."""
    if reader.low(found.last) == "'s" or reader.text[found.span.end : found.span.end + 2] in {"' ", "’ "}:
        found.possessive = True
        return
    verb = reader.verb_after(found.last)
    if verb is None and reader.gap(found.last).startswith(","):
        verb = _past_commas(reader, found.last)
    found.subject = verb is not None and found.preposition is None
    found.speaks = (verb in lex.STRICT_SAYING) or said_before(reader, found.first)


def _past_commas(reader: Reader, at: int) -> str | None:
    """The verb of saying or acting after an insertion between commas ("Bell, a baker in Exville, said")."""
    for ahead in range(at + 1, min(at + 16, len(reader.sentence.words))):
        if reader.gap(ahead).startswith(","):
            low = reader.low(ahead)
            return low if low in lex.SAYING and low not in lex.AUXILIARIES else None
    return None


def said_before(reader: Reader, at: int) -> bool:
    """Whether a verb of saying stands right before ("..., said Ann Bell"), past titles and determiners."""
    back = at - 1
    steps = 0
    while back >= 0 and steps < 6 and reader.low(back) in _TITLES:
        back -= 1
        steps += 1
    if reader.low(back) == "to" and reader.low(back - 1) == "according":
        return True
    return (
        reader.low(back) in lex.STRICT_SAYING and reader.gap(back).startswith((",", "”", '"', "”", "’", "?", "!", ' "'))
    ) or (
        reader.low(back) in {"said", "says", "wrote", "writes"} and back == at - 1 and reader.initial(back + 1) is False
    )


def is_title(reader: Reader, at: int) -> bool:
    """Whether word `at` may stand before a name as a part of its title, or before a title."""
    return reader.low(at) in _TITLES and reader.gap(at + 1) in _TITLE_GAPS


def told_by(reader: Reader, at: int) -> str:
    """The verb of telling or asking right before word `at`, past titles, that has it for its object; else empty.

    Behind a quotation the verb is turned round and has it for its subject.
    """
    back = at - 1
    while back > max(at - 7, 0) and is_title(reader, back):
        back -= 1
    turned = _TURNED & set(reader.gap(back)) if back >= 0 else True
    return reader.low(back) if reader.low(back) in _TOLD and not turned else ""


def title_length(reader: Reader, at: int) -> int:
    """How many words from `at` are a written title ("Prime Minister", "Secretary of State"); 0 where none begins."""
    words = reader.sentence.words
    end = at
    head = 0
    while end < len(words) and end - at < 7 and (end == at or reader.joined(end) or reader.gap(end) == ". "):
        low = reader.low(end)
        if low in lex.ROLES:
            head = end + 1 - at
            if (
                low in {"secretary", "chief", "minister", "director", "general", "speaker", "attorney"}
                and reader.low(end + 1) == "of"
            ):
                ahead = end + 2
                while ahead < len(words) and ahead < end + 5 and words[ahead].capital and reader.joined(ahead):
                    if reader.knowledge.match(words, ahead) is not None and ahead > end + 2:
                        break
                    if reader.low(ahead) in lex.TITLE_TAILS:
                        head = ahead + 1 - at
                    ahead += 1
                if head > end + 1 - at:
                    return head
            end += 1
            continue
        if low in lex.MODIFIERS and (words[end].capital or end > at):
            end += 1
            continue
        break
    return head


def title_before(reader: Reader, at: int) -> bool:
    """Whether a title stands right before word `at` ("Mr.", "President", "foreign minister")."""
    if at == 0 or reader.gap(at) not in {" ", "\u00a0", ". "}:
        return False
    low = reader.low(at - 1)
    return (
        low in lex.ROLES
        or low in lex.HONORIFICS
        or (low in {"state", "defense", "defence", "treasury", "staff"} and reader.low(at - 2) == "of")
    )


@lru_cache(maxsize=16384)
def singular(noun: str) -> tuple[str, bool] | None:
    """The singular of a noun for people and whether it was a plural; None where it is no such noun."""
    if noun in lex.ROLES:
        return noun, False
    for ending, other in (("men", "man"), ("women", "woman"), ("ies", "y"), ("es", ""), ("s", "")):
        if noun.endswith(ending) and noun[: -len(ending)] + other in lex.ROLES and len(noun) > len(ending):
            return noun[: -len(ending)] + other, True
    if noun in lex.GROUPS:
        return noun, True
    if len(noun) > 6 and noun.endswith(lex.PERSON_ENDINGS):
        return (noun[:-1], True) if noun.endswith("s") else (noun, False)
    return None


def gender_of(keys: tuple[str, ...]) -> Gender | None:
    """The gender that the given name usually tells; None where it does not or where there is only a family name."""
    return given_gender(keys[0]) if len(keys) > 1 else None
