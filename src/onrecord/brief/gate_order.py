"""Who does what to whom in a sentence, as far as the order of its words tells, against its receipts.

"The guard hit the driver" does not rest on "The driver hit the guard": around a word of doing the words of meaning have changed
sides. They may where one of the two tells by whom it was done ("was hit by"), and must then. Nothing is parsed: what
cannot be told passes, what looks turned round does not; a good sentence that is refused costs less than a wrong one that passes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from onrecord.brief.gate_words import MONTHS, PREPOSITIONS, QUOTED, is_act, means, stem, tokens_of, value_of

_DETERMINERS: Final = frozenset("a an the his her its their our my your these those each every".split())
#: Words of meaning on each side of a word of doing that are compared.
_NEAR: Final = 6
#: Words after it among which "by" tells by whom it was done.
_NEAR_BY: Final = 4
_SENTENCE_END: Final = re.compile(r"[.;:!?](?=\s|$)")
_CLAUSE_END: Final = re.compile(r",?\s(?:and|but|while|whereas|after|before|when|because|then|or|as)\s")


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of a sentence, among the stems of the sentence's words of meaning.

    words, where   these stems in order, and the numbers at which each stands
    low, high      its clause: numbers from `low` to before `high`; where nothing stands before it there, `low` is 0
                   ("the guard stopped and hit the driver")
    here, next     numbers before `here` stand before it, those from `next` on behind it
    passive        "by" leads from it to whoever does it
    """

    word: str
    words: Sequence[str]
    where: Mapping[str, Sequence[int]]
    low: int
    here: int
    next: int
    high: int
    passive: bool

    def _stands(self, word: str, low: int, high: int) -> bool:
        numbers = self.where.get(word, ())
        at = bisect_left(numbers, low)
        return at < len(numbers) and numbers[at] < high

    def has(self, one: str, other: str, *, passive: bool) -> bool:
        """Whether the one does it to the other, as far as the clause tells."""
        if self.passive != passive:
            one, other = other, one
        return self._stands(one, self.low, self.here) and self._stands(other, self.next, self.high)

    def turns(self, one: str, other: str, *, passive: bool) -> bool:
        """Whether the other does it to the one, as far as the sentence tells."""
        if self.passive != passive:
            one, other = other, one
        return self._stands(other, 0, self.here) and self._stands(one, self.next, len(self.words))


def order_faults(said: str, shown: Sequence[str]) -> list[str]:
    """Words of doing around which what stands before and behind has changed sides, as sentences for a person."""
    held: dict[str, list[_Place]] = defaultdict(list)
    for text in shown:
        for place in _places(text, doing=False):
            held[stem(place.word)].append(place)

    @cache
    def is_turned(word: str, one: str, other: str, passive: bool) -> bool:  # noqa: FBT001 - what is compared
        return any(place.turns(one, other, passive=passive) for place in held.get(word, ())) and not any(
            place.has(one, other, passive=passive) for place in held.get(word, ())
        )

    out = []
    for mine in _places(QUOTED.sub(" ", said), doing=True):
        before = mine.words[max(mine.low, mine.here - _NEAR) : mine.here]
        after = mine.words[mine.next : min(mine.high, mine.next + _NEAR)]
        pairs = ((one, other) for one in before for other in after if one != other)
        turned = next((pair for pair in pairs if is_turned(stem(mine.word), *pair, mine.passive)), None)
        if turned is not None:
            out.append(f"in the receipts “{mine.word}” has {turned[0]}… and {turned[1]}… the other way round")
    return out


def _places(text: str, *, doing: bool) -> Iterator[_Place]:
    """The words of meaning of a text with what stands around them; `doing`: only those that may tell what is done. Linear."""
    for sentence in _SENTENCE_END.split(text):
        clauses = [tokens_of(clause) for clause in _CLAUSE_END.split(sentence)]
        words = [stem(token) for tokens in clauses for token in tokens if _counts(token)]
        where: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(words):
            where[word].append(number)
        here = 0
        for tokens in clauses:
            low, high = here, here + sum(map(_counts, tokens))
            for n, token in enumerate(tokens):
                following = here + _counts(token)
                if (following > here or is_act(token)) and not (
                    doing and (token[:1].isupper() or _is_thing(tokens, n))
                ):
                    yield _Place(
                        token, words, where, low if here > low else 0, here, following, high, _by_whom(tokens, n)
                    )
                here = following


def _counts(token: str) -> bool:
    """Whether it may be who does something, or to whom: a word of meaning, a name, no number and no month."""
    return token not in MONTHS and value_of(token) is None and (means(token) or (token.isupper() and len(token) > 1))


def _is_thing(tokens: Sequence[str], at: int) -> bool:
    """Whether the word before it tells that it is a thing, not what is done ("the driver", "her car", "union's lawyers")."""
    if at == 0:
        return False
    last = tokens[at - 1].lower()
    if last in PREPOSITIONS or last == "of":
        return not tokens[at].endswith("ing")
    return last in _DETERMINERS or last.replace("’", "'").endswith("'s")


def _by_whom(tokens: Sequence[str], at: int) -> bool:
    """Whether the next words tell by whom it was done ("late on Monday by the driver"), before they tell to whom."""
    for token in tokens[at + 1 : at + 1 + _NEAR_BY]:
        if token.lower() == "by":
            return True
        if token.lower() in _DETERMINERS or value_of(token) is not None or (token[:1].isupper() and _counts(token)):
            return False
    return False
