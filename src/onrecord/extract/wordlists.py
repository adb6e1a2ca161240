"""The word lists of the statement rules: cue verbs and nouns by speech act, hedges, role nouns.

Takes the tables of `data/` and gives lookups from inflected forms. The lists are data, so that what a word counts as can be
read and changed without code; nothing about any one country, person or outlet stands in them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast, get_args

from onrecord.record import SpeechAct

WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+")
"""A word of running text: letters with inner hyphens and apostrophes, or a number."""

_VOWELS: Final = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Cues:
    """What the words of a cue mean; see `data/cues.toml`.

    phrases   base form and following words of a phrase -> (act, is it a verb); a single word is a phrase of one
    lemmas    inflected form -> base forms it can be
    """

    phrases: Mapping[tuple[str, ...], tuple[SpeechAct, bool]]
    lemmas: Mapping[str, frozenset[str]]
    refusing: frozenset[str]
    silent: frozenset[str]
    open: frozenset[str]
    attitudes: frozenset[str]
    nobody: frozenset[str]
    about: frozenset[str]
    issuing: frozenset[str]
    threats: frozenset[str]
    writings: frozenset[str]
    signs: frozenset[str]
    stances: frozenset[str]
    inner: frozenset[str]
    longest: int

    def bases(self, word: str) -> frozenset[str]:
        """The base forms that an inflected word can be; the word itself where it is in no list."""
        low = word.lower()
        return self.lemmas.get(low, frozenset({low}))


def inflected(verb: str) -> frozenset[str]:
    """The regular forms of an English verb, its base among them."""
    if verb.endswith("e"):
        return frozenset({verb, verb + "s", verb + "d", verb[:-1] + "ing"})
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return frozenset({verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"})
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return frozenset({verb, plural, verb + "ed", verb + "ing"})


@cache
def cues() -> Cues:
    """The cue lexicon, read once. Raises ValueError where a list is named after no speech act."""
    table = _table("cues.toml")
    irregular = {base: frozenset({base, *forms.split()}) for base, forms in table["irregular"].items()}
    lemmas: dict[str, set[str]] = {}
    phrases: dict[tuple[str, ...], tuple[SpeechAct, bool]] = {}

    def learn(word: str, *, verb: bool) -> None:
        forms = irregular.get(word) or (inflected(word) if verb else frozenset({word, *_plurals(word)}))
        for form in forms:
            lemmas.setdefault(form, set()).add(word)

    for part, verb in (("verbs", True), ("nouns", False)):
        for act, words in table[part].items():
            if act not in get_args(SpeechAct):
                raise ValueError(f"cues.toml, {part}: {act!r} is no speech act")
            for entry in words.split():
                phrase = tuple(entry.split("_"))
                phrases.setdefault(phrase, (cast("SpeechAct", act), verb))
                learn(phrase[0], verb=verb)
    signs = frozenset(table["sources"]["signs"].split())
    for word in signs:
        learn(word, verb=True)
    inner = frozenset(table["inner"]["words"].split())
    for word in inner:
        learn(word, verb=True)
    standing = {name: frozenset(words.split()) for name, words in table["standing"].items()}
    for words in standing.values():
        for word in words:
            learn(word, verb=True)
    return Cues(
        phrases=phrases,
        lemmas={form: frozenset(bases) for form, bases in lemmas.items()},
        refusing=standing["refusing"],
        silent=standing["silent"],
        open=standing["open"],
        attitudes=standing["attitudes"],
        nobody=standing["nobody"],
        about=standing["about"],
        issuing=standing["issuing"],
        threats=frozenset(table["warning"]["threats"].split()),
        signs=signs,
        stances=frozenset(table["stances"]["verbs"].split()),
        inner=inner,
        writings=frozenset(form for word in table["sources"]["writings"].split() for form in (word, *_plurals(word))),
        longest=max(map(len, phrases)),
    )


@cache
def hedges() -> tuple[re.Pattern[str], Mapping[str, str | None], re.Pattern[str]]:
    """A pattern of the hedges, what each stands for (an ICD 203 term or None), and a pattern of words of condition."""
    table = _table("hedges.toml")
    stands_for: dict[str, str | None] = {}
    for term, words in table["likelihood"].items():
        stands_for.update(dict.fromkeys(words, term))
    for word in table["possible"]["words"]:
        stands_for.setdefault(word, None)
    return _any_of(stands_for), stands_for, _any_of(table["condition"]["words"])


@cache
def role_nouns() -> frozenset[str]:
    """Role nouns with their plurals, in small letters."""
    nouns = _table("roles.toml")["nouns"].split()
    return frozenset(nouns) | frozenset(form for noun in nouns for form in _plurals(noun))


@cache
def answerable() -> frozenset[str]:
    """Nouns, with their plurals, for what one accepts or turns down: an offer, a complaint."""
    nouns = _table("cues.toml")["stances"]["answerable"].split()
    return frozenset(nouns) | frozenset(form for noun in nouns for form in _plurals(noun))


@cache
def short_titles() -> frozenset[str]:
    """Titles such as `Dr` that stand before a name."""
    return frozenset(_table("roles.toml")["titles"].split())


@cache
def role_openers() -> frozenset[str]:
    """Words that a role behind a name begins with."""
    return frozenset(_table("roles.toml")["openers"].split())


def _plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("man"):
        return (noun[:-3] + "men",)
    if noun.endswith("y"):
        return (noun[:-1] + "ies",)
    return (noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s"),)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words as whole words, the longest that fits, white space within them as it comes."""
    # by first character: the words of others are not tried, and the order within one stays
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"\s+"))
    branches = (f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in groups.items())
    return re.compile(rf"(?<![\w-])(?:{'|'.join(branches)})(?![\w-])", re.IGNORECASE)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("onrecord.extract").joinpath("data", name).read_text(encoding="utf-8"))
