"""The word list of acts (`lexicon.toml`) as look-up tables: from an inflected verb or a noun to its patterns."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final, Literal, cast

Tense = Literal["base", "present", "past", "participle", "either", "ing"]
#: Words that "*" in a pattern may leap, at most.
_LEAP: Final = 8
#: Words that a leap may not pass: another clause begins there.
_NEVER_LEAPT: Final = frozenset(
    (
        "that which who whom because if when while although though since unless whether before after until will "
        "would could should might must"
    ).split()
)
_SMALL: Final = frozenset("to from with in for on of against by at into".split())
_VOWELS: Final = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Act:
    """How an act is coded, where its recipient stands, and what it needs: see the head of `lexicon.toml`."""

    type: str
    mode: str | None
    to: frozenset[str]
    reciprocal: bool
    needs: bool
    motion: bool
    figurative: bool
    ahead: bool
    speech: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words after the first one: alternatives, or None for a leap; `weight` counts the words of its own."""

    act: Act
    lemma: str
    rest: tuple[frozenset[str] | None, ...]
    weight: int

    def fits(self, lows: Sequence[str], at: int) -> int | None:
        """The number of the word after the pattern, which begins after word `at`; None where it does not fit."""
        return _fits(self.rest, lows, at + 1) if self.rest else at + 1


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`verbs`: inflected form to (tense, patterns); `nouns`: first word to (words, act); `status`: word lists by name.

    `firsts`: every word that can begin an act; `before_noun`: every word that tells the status of a noun right after it.
    """

    verbs: Mapping[str, tuple[tuple[Tense, tuple[Pattern, ...]], ...]]
    nouns: Mapping[str, tuple[tuple[tuple[str, ...], Act], ...]]
    status: Mapping[str, frozenset[str]]
    firsts: frozenset[str]
    before_noun: frozenset[str]


def _fits(rest: tuple[frozenset[str] | None, ...], lows: Sequence[str], at: int) -> int | None:
    for number, item in enumerate(rest):
        if item is None:
            return _leapt(rest[number + 1 :], lows, at)
        if at >= len(lows) or lows[at] not in item:
            return None
        at += 1
    return at


def _leapt(rest: tuple[frozenset[str] | None, ...], lows: Sequence[str], start: int) -> int | None:
    """The number of the word after `rest`, which begins at word `start` or up to `_LEAP` words later."""
    follows = rest[0] if rest else None
    for at in range(start, min(start + _LEAP, len(lows)) + 1):
        if at > start:
            leapt = lows[at - 1]
            # "welcomed the offer and promised to" is not "welcomed ... to"
            if leapt in _NEVER_LEAPT or (leapt == "and" and follows is not None and follows & _SMALL):
                return None
        if follows is None or (at < len(lows) and lows[at] in follows):
            end = _fits(rest, lows, at)
            if end is not None:
                return end
    return None


def forms(lemma: str, irregular: Mapping[str, Sequence[str]]) -> dict[str, Tense]:
    """The inflected forms of a verb with their tense; "either" is past or participle."""
    if lemma == "be":
        return {
            "be": "base",
            "is": "present",
            "are": "present",
            "was": "past",
            "were": "past",
            "been": "participle",
            "being": "ing",
        }
    if lemma == "have":
        return {"have": "base", "has": "present", "had": "either", "having": "ing"}
    out: dict[str, Tense] = {lemma: "base"}
    ends_cy = lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in _VOWELS
    out[
        lemma[:-1] + "ies" if ends_cy else lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    ] = "present"
    doubled = _doubles(lemma) or (lemma in irregular and any(lemma + lemma[-1] in form for form in irregular[lemma]))
    stem = (
        lemma[:-1]
        if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye"))
        else lemma + lemma[-1]
        if doubled
        else lemma
    )
    out[stem + "ing"] = "ing"
    if lemma.endswith("l") and lemma[-2:-1] in _VOWELS and lemma[-2:-1]:
        # "expelled", "cancelled" beside "canceled"
        out[lemma + "led"], out[lemma + "ling"] = "either", "ing"
    if lemma in irregular:
        past, participle = irregular[lemma]
        if past == participle:
            out[past] = "either"
        else:
            out[past], out[participle] = "past", "participle"
    else:
        out[lemma[:-1] + "ied" if ends_cy else lemma + "d" if lemma.endswith("e") else stem + "ed"] = "either"
    return out


def _doubles(lemma: str) -> bool:
    """Whether a short verb doubles its last letter ("ban", "rap"): one syllable, consonant, vowel, consonant."""
    if len(lemma) < 3 or lemma[-1] in _VOWELS | frozenset("wxy") or lemma[-2] not in _VOWELS or lemma[-3] in _VOWELS:
        return False
    return sum(letter in _VOWELS for letter in lemma) == 1


def _pattern(act: Act, words: str) -> Pattern:
    first, *rest = words.split()
    items = tuple(None if word == "*" else frozenset(word.split("|")) for word in rest)
    return Pattern(act, first, items, 1 + sum(item is not None for item in items))


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The list that ships with the package; read once."""
    text = resources.files("onrecord.extract.events").joinpath("lexicon.toml").read_text("utf-8")
    data = tomllib.loads(text)
    irregular = cast("dict[str, list[str]]", data["irregular"])
    by_lemma: dict[str, list[Pattern]] = {}
    nouns: dict[str, list[tuple[tuple[str, ...], Act]]] = {}
    for row in data["act"]:
        act = Act(
            type=row["type"],
            mode=row.get("mode"),
            to=frozenset(row["to"]),
            reciprocal=bool(row.get("reciprocal", False)),
            needs=bool(row.get("needs", False)),
            motion=bool(row.get("motion", False)),
            figurative=bool(row.get("figurative", False)),
            ahead=bool(row.get("ahead", False)),
            speech=bool(row.get("speech", False)),
        )
        for words in row["verbs"]:
            # a hyphen parts words in the text too
            pattern = _pattern(act, words.replace("-", " "))
            by_lemma.setdefault(pattern.lemma, []).append(pattern)
        for noun in row.get("nouns", []):
            parts = tuple(noun.split())
            nouns.setdefault(parts[0], []).append((parts, act))
    verbs: dict[str, list[tuple[Tense, tuple[Pattern, ...]]]] = {}
    for lemma, patterns in by_lemma.items():
        ranked = tuple(sorted(patterns, key=lambda pattern: -pattern.weight))
        for form, tense in forms(lemma, irregular).items():
            verbs.setdefault(form, []).append((tense, ranked))
    return Lexicon(
        verbs={form: tuple(rows) for form, rows in verbs.items()},
        nouns={first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in nouns.items()},
        status={name: frozenset(words) for name, words in data["status"].items()},
        firsts=frozenset(verbs) | frozenset(nouns),
        before_noun=frozenset(
            word for name, words in data["status"].items() if name.startswith("before_noun") for word in words
        ),
    )
