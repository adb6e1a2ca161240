"""Words of a text with their places, cut the same way for aliases and for articles, so that the two can be compared.

A word is a run of letters and digits; a possessive or contracted ending ("'s", "'ll") is a word of its own; an
abbreviation of single letters with stops ("U.S.") is one word. Hyphens and slashes part words. `key` is the word
without accents and with straight apostrophes, case kept. Linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|\d{1,3}(?:,\d{3})+(?![\w,])|[^\W_]+(?:['’ʼ][^\W_]+)*")
_ENDING: Final = re.compile(r"['’ʼ](?:s|re|ve|ll|d|m)$", re.IGNORECASE)


class Word(NamedTuple):
    """A word at code points `start` to `end`; `key` is its form for comparison."""

    start: int
    end: int
    key: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.key[:1].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is written in capitals throughout (two letters or more)."""
        return len(self.key) > 1 and self.key.isupper()


def word_key(word: str) -> str:
    """The form of a word in which spellings are compared: accents off, apostrophes straight, case kept."""
    if word.isascii():
        return word
    flat = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ʼ", "'"))
    return "".join(c for c in flat if not unicodedata.combining(c)) or word


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Words of `text[start:end]` in order; offsets are those of `text`."""
    out: list[Word] = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        begin, stop, found = match.start(), match.end(), match.group()
        ending = _ENDING.search(found) if "'" in found or "’" in found or "ʼ" in found else None
        if ending is not None and ending.start() > 0:
            cut = begin + ending.start()
            out.append(Word(begin, cut, word_key(found[: ending.start()])))
            out.append(Word(cut, stop, word_key(found[ending.start() :]).lower()))
        else:
            out.append(Word(begin, stop, word_key(found)))
    return out


def keys_of(phrase: str) -> tuple[str, ...]:
    """The keys of the words of a phrase."""
    return tuple(word.key for word in words(phrase))
