"""Words of a text with their places, cut the same way for aliases and for articles, so that the two can be compared.

A word is a run of letters and digits; a possessive or contracted ending ("'s", "'ll") is a word of its own; an
abbreviation of single letters with stops ("U.S.") is one word. Hyphens and slashes part words. `key` is the word
without accents and with straight apostrophes, case kept. Linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|\d{1,3}(?:,\d{3})+(?![\w,])|[^\W_]+(?:['’ʼ][^\W_]+)*")
_ENDING: Final = re.compile(r"['’ʼ](?:s|re|ve|ll|d|m)$", re.IGNORECASE)


#: Words whose forms are remembered, up to this many and this long, about 10 MB; news text repeats its words.
_REMEMBERED: Final = 32768
_REMEMBERED_CHARS: Final = 64


class Word(NamedTuple):
    """A word at code points `start` to `end`; `key` is its form for comparison, `low` the key in small letters.

    capital   it begins with a capital letter
    shouted   it is written in capitals throughout (two letters or more)
    """

    start: int
    end: int
    key: str
    low: str
    capital: bool
    shouted: bool


#: A word of its fields, in half the time of `Word(...)`: there is one for each word of each text.
_new_word: Final = partial(tuple.__new__, Word)


def word_key(word: str) -> str:
    """The form of a word in which spellings are compared: accents off, apostrophes straight, case kept."""
    if word.isascii():
        return word
    flat = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ʼ", "'"))
    return "".join(c for c in flat if not unicodedata.combining(c)) or word


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Words of `text[start:end]` in order; offsets are those of `text`."""
    out: list[Word] = []
    known = _FORMS.get
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        found = match.group()
        begin, stop = match.span()
        forms = known(found)
        if forms is not None:
            out.append(_new_word((begin, stop, *forms)))
            continue
        ending = None if found.isalnum() else _ENDING.search(found)
        if ending is not None and ending.start() > 0:
            cut = begin + ending.start()
            out.append(_new_word((begin, cut, *_forms(found[: ending.start()]))))
            out.append(_new_word((cut, stop, *_forms(word_key(found[ending.start() :]).lower()))))
        else:
            out.append(_new_word((begin, stop, *_forms(found, whole=True))))
    return out


#: Words without an ending, as they stand in a text, with their forms; the longer ones are worked out each time.
_FORMS: Final[dict[str, tuple[str, str, bool, bool]]] = {}


def _forms(word: str, *, whole: bool = False) -> tuple[str, str, bool, bool]:
    """The forms of a word; those of a `whole` one are kept."""
    key = word_key(word)
    forms = key, key.lower(), key[:1].isupper(), len(key) > 1 and key.isupper()
    if whole and len(word) <= _REMEMBERED_CHARS:
        if len(_FORMS) >= _REMEMBERED:
            _FORMS.clear()
        _FORMS[word] = forms
    return forms


def keys_of(phrase: str) -> tuple[str, ...]:
    """The keys of the words of a phrase."""
    return tuple(word.key for word in words(phrase))
