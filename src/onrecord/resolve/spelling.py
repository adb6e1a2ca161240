"""Spellings of one name: a key that transliterations of the same name share, and names of different people do not.

Rules in the order of `_RULES`, over the name in small letters without accents. They cover what differs between the common
ways of writing Cyrillic and Arabic names in Latin letters (endings in -y, -iy, -ii; ye and e; ks and x; -enka and -enko).
What also parts two names of one alphabet (ann, anne; jon, john; novak, nowak) is left alone: two persons that look like
one are worse than one that looks like two, since a judgement can join them. Pure; linear in the name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: Letters that are no base letter with an accent.
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ħ": "h"}
)
_MARKS: Final = re.compile(r"['’ʼ`´ʹʻ.]")
_WORD: Final = re.compile(r"[^\W_]+")
#: One word's rules: pattern and what stands for it.
_RULES: Final = tuple(
    (re.compile(pattern), with_)
    for pattern, with_ in (
        (r"^ye(?=[bcdfghklmnprstvwxz])", "e"),  # Yevgeny, Evgeny
        (r"^i(?=[au]..)", "y"),  # Iuriy, Yuriy; Iatsenko, Yatsenko
        (r"(?<=[bcdfghklmnprstvz])yo(?=[bcdfghklmnprstvz])", "e"),  # Semyonov, Semenov
        (
            r"(?<=.)(?:iy|yi|yy|ij|yj|ii|y$|y(?=[aeou])|(?<=[aeou])y)",
            "i",
        ),  # Yuriy, Yurij, Yurii, Yury; not smith, smyth
        (r"(?<=.)ii+", "i"),
        (r"(?<=[aeou])i(?=e)", ""),  # Tokayev, Tokaev
        (r"ks", "x"),  # Aleksei, Alexei
        (r"q(?=[aeio])", "k"),  # Qasem, Kasem
        (r"(?<=xa)ndr$", "nder"),  # Alexandr, Alexander
        (r"(?<=.)enka$", "enko"),  # Lukashenka, Lukashenko
    )
)


def folded_words(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without accents, apostrophes and stops; "the" before it is left out."""
    flat = unicodedata.normalize("NFKD", _MARKS.sub("", name.casefold()).translate(_LETTERS))
    found = tuple(_WORD.findall("".join(c for c in flat if not unicodedata.combining(c))))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


@lru_cache(maxsize=16384)
def word_spelling(word: str) -> str:
    """The spelling key of one folded word."""
    for pattern, with_ in _RULES:
        word = pattern.sub(with_, word)
    return word


def spelling_key(name: str) -> str:
    """The key that spellings of one name share, without blanks ("Kim Tae-wo", "Kim Tae Wo"); empty where no letter is."""
    return "".join(word_spelling(word) for word in folded_words(name))
