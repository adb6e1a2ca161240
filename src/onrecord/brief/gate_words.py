"""The words of a sentence as the gate compares them: tokens, stems, numbers, and what `gate.toml` says of single words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

#: A word of this many letters and more is compared by its first letters, so that endings do not part forms of one word.
STEM: Final = 5
QUOTED: Final = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»")
_TOKEN: Final = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*")
NUMBER: Final = re.compile(r"\d[\d,.]*")
MONTHS: Final = frozenset(
    "January February March April May June July August September October November December".split()
)
PREPOSITIONS: Final = frozenset("at by for from in into near of off on onto over to toward towards via with".split())


@dataclass(frozen=True, slots=True)
class Words:
    """What `gate.toml` says of words."""

    joining: frozenset[str]
    modality: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, float]
    told: re.Pattern[str]


def tokens_of(text: str) -> list[str]:
    """The words and numbers of a text, in order."""
    return _TOKEN.findall(text)


def name_key(token: str) -> str:
    """A name as it is compared: no possessive ending, straight apostrophes."""
    return re.sub(r"'s$|'$", "", token.replace("’", "'"))


def stem(token: str) -> str:
    """A word as its forms are compared: its first letters, in lower case."""
    return name_key(token).lower()[:STEM]


def means(token: str) -> bool:
    """Whether it is a word of meaning: none that only joins others or says how sure a thing is."""
    low = name_key(token).lower()
    if low in known().joining or len(low) < 3:
        return False
    return not any(pattern.fullmatch(low) for pattern in known().modality.values())


def value_of(token: str) -> float | None:
    """The number that a word or figures stand for; None where they stand for none."""
    if NUMBER.fullmatch(token):
        try:
            return float(token.replace(",", ""))
        except ValueError:
            return None
    return known().numbers.get(token.lower())


def is_name(token: str) -> bool:
    """Whether it may be a name: a word of meaning with a capital, no month."""
    return token[:1].isupper() and means(token) and token not in MONTHS


def is_act(token: str) -> bool:
    """Whether it is a word of charge or denial: who charges whom must not be turned round."""
    return any(known().modality[kind].fullmatch(token) for kind in ("alleged", "denied"))


@lru_cache(maxsize=1)
def known() -> Words:
    """What `gate.toml` says of words, read once."""
    raw: dict[str, Any] = tomllib.loads((files("onrecord.brief") / "gate.toml").read_text(encoding="utf-8"))
    modality = {}
    for kind, words in raw["modality"].items():
        forms = "|".join(re.escape(w.replace("_", " ")) for w in sorted(words.split(), key=len, reverse=True))
        ending = r"|\w+n['’]t" if kind == "negated" else ""
        modality[kind] = re.compile(rf"\b(?:{forms}{ending})\b", re.IGNORECASE)
    told = re.compile(rf"\b(?:{'|'.join(w.replace('_', ' ') for w in raw['told'].split())})\b", re.IGNORECASE)
    return Words(frozenset(raw["joining"].split()), modality, {k: float(v) for k, v in raw["numbers"].items()}, told)
