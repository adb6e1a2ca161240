"""The gate: whether a sentence that no template made (a writer's edit, a model's draft) rests on its receipts.

`faults(text, evidence)` gives what does not rest, as sentences for a person; an empty tuple means that it does. The gate
compares words, it understands nothing, and is strict on purpose: what it lets through says nothing that its receipts do not
have in the same words. It knows of the words nothing but what `gate.toml` says of them.

    quotation   each quotation stands to the letter in a receipt, and is a quotation there
    number      each number stands in a receipt, before the same thing
    name        each name stands in a receipt
    told        what somebody says stays said by somebody
    modality    planned, alleged, denied, possible, likely, conditional, negated: none comes in, none is lost
    doer        before a word of doing stands a name that stands before it in a receipt
    word        every other word of meaning stands in a receipt, in some form
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

#: A word of this many letters and more is compared by its first letters, so that endings do not part forms of one word.
_STEM: Final = 5
#: Words after a number among which the thing counted stands.
_NEAR_NUMBER: Final = 4
_QUOTED: Final = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»")
_TOKEN: Final = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBER: Final = re.compile(r"\d[\d,.]*")
_MONTHS: Final = frozenset(
    "January February March April May June July August September October November December".split()
)
_PREPOSITIONS: Final = frozenset("at by for from in into near of off on onto over to toward towards via with".split())
_MARKS: Final = str.maketrans("“”„«»‘’‚", '"""""\'\'\'', "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sentence may say.

    words       the receipts' words, one string each
    quotations  those words that are quotations at their source, without marks around them
    beside      what is known of the pages: outlets, titles, days, and labels of the program ("Denied")
    """

    words: tuple[str, ...]
    quotations: tuple[str, ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    joining: frozenset[str]
    modality: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, float]
    told: re.Pattern[str]


def faults(text: str, evidence: Evidence) -> tuple[str, ...]:
    """What in the text does not rest on the evidence, one sentence each; empty when all does. Linear in text and evidence."""
    said = " ".join(text.split())
    shown = [" ".join(w.split()) for w in evidence.words]
    every = [*shown, *(" ".join(w.split()) for w in evidence.beside)]
    return tuple(
        dict.fromkeys([
            *_quotation_faults(said, evidence),
            *_number_faults(said, every),
            *_name_faults(said, every),
            *_modality_faults(said, shown, every),
            *_told_faults(said, shown, evidence),
            *_doer_faults(said, shown),
            *_word_faults(said, every),
        ])
    )  # fmt: skip


def _quotation_faults(said: str, evidence: Evidence) -> list[str]:
    held = [_plain(q) for q in evidence.quotations]
    held += [_plain(q) for words in evidence.words for q in quoted(words)]
    titles = [_plain(b) for b in evidence.beside]
    out = []
    for quotation in quoted(said):
        parts = [_plain(part) for part in re.split(r"\s*(?:…|\[…\]|\.\.\.)\s*", quotation)]
        whole = _plain(quotation)
        if any(whole in q for q in held) or any(whole == title or whole in quoted_plain(title) for title in titles):
            continue
        if not any(_in_order([p for p in parts if p], q) for q in held):
            out.append(f"the quotation “{quotation}” does not stand so in a receipt")
    if len(re.findall(r"“", said)) != len(re.findall(r"”", said)) or said.count('"') % 2:
        out.append("a quotation mark is open")
    return out


def quoted(text: str) -> list[str]:
    """What stands in double quotation marks."""
    return [next(g for g in match.groups() if g is not None) for match in _QUOTED.finditer(text)]


def quoted_plain(text: str) -> list[str]:
    """What stands in double quotation marks of a text whose marks were made plain."""
    return re.findall(r'"([^"]+)"', text)


def _plain(text: str) -> str:
    return " ".join(text.translate(_MARKS).split()).strip().strip('"').rstrip(".,;").strip()


def _in_order(parts: Sequence[str], whole: str) -> bool:
    at = 0
    for part in parts:
        found = whole.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return bool(parts)


def _number_faults(said: str, every: Sequence[str]) -> list[str]:
    held = [_tokens(text) for text in every]
    known = _known().numbers
    out = []
    tokens = _tokens(said)
    for n, token in enumerate(tokens):
        value = _value(token)
        if value is None or (
            token.lower() in {"one", "two", "half", "double", "twice"} and not _NUMBER.fullmatch(token)
        ):
            continue
        places = [(text, m) for text in held for m, other in enumerate(text) if _value(other) == value]
        if not places:
            out.append(f"the number {token} stands in no receipt")
            continue
        thing = next((t for t in tokens[n + 1 : n + 3] if _means(t) and t.islower() and t not in known), None)
        if thing is not None and not any(
            _stem(thing) in {_stem(t) for t in text[max(0, m - 1) : m + 1 + _NEAR_NUMBER]} for text, m in places
        ):
            out.append(f"no receipt has {token} before “{thing}”")
    return out


def _value(token: str) -> float | None:
    if _NUMBER.fullmatch(token):
        try:
            return float(token.replace(",", ""))
        except ValueError:
            return None
    return _known().numbers.get(token.lower())


def _name_faults(said: str, every: Sequence[str]) -> list[str]:
    held = {_key(token) for text in every for token in _tokens(text)}
    folded = {token.lower() for token in held}
    out = []
    for n, token in enumerate(_tokens(said)):
        if not token[:1].isupper() or _key(token) in held:
            continue
        begins = n == 0 or re.search(r"[.!?:]\W*" + re.escape(token), said) is not None
        if begins and (token.lower() in folded or token.lower() in _known().joining or not _means(token)):
            continue
        out.append(f"the name {token} stands in no receipt")
    return out


def _modality_faults(said: str, shown: Sequence[str], every: Sequence[str]) -> list[str]:
    out = []
    for kind, pattern in _known().modality.items():
        mine, theirs = pattern.findall(said), any(pattern.search(text) for text in shown)
        held = {word.lower() for text in every for word in pattern.findall(text)}
        strange = next((word for word in mine if not _held(word.lower(), held, kind)), None)
        if strange is not None:
            out.append(f"“{strange}” ({kind}) stands in no receipt")
        elif theirs and not mine:
            lost = next(found.group() for text in shown if (found := pattern.search(text)))
            out.append(f"the receipts say “{lost}” ({kind}); the sentence has lost it")
    return out


def _held(word: str, held: set[str], kind: str) -> bool:
    """Whether a word of modality stands in the receipts: the word itself, or one that says no more."""
    if word in held:
        return True
    if kind in {"negated", "conditional"}:
        return bool(held)
    if word == "would":
        return bool(held)  # "will", told as somebody's words
    return kind in {"alleged", "denied"} and any(other[:_STEM] == word[:_STEM] for other in held)


def _told_faults(said: str, shown: Sequence[str], evidence: Evidence) -> list[str]:
    """What somebody says stays said by somebody: with a word of saying, or as a quotation."""
    attributed = bool(evidence.quotations) or any(_known().told.search(text) for text in shown)
    mine = _known().told.search(said)
    if attributed and mine is None and not quoted(said):
        return ["what the receipts give as somebody's words is told as a fact: say who says so"]
    if mine is not None and not attributed:
        return [f"“{mine.group()}”: in no receipt does anybody say so"]
    return []


def _doer_faults(said: str, shown: Sequence[str]) -> list[str]:
    """Words of doing before which a name stands that in no receipt stands before them.

    Before words of charge and denial ("accused", "denied") it must be the nearest name in a receipt too; where no name stands
    before them, no other word may have changed sides.
    """
    held = [_tokens(text) for text in shown]
    names = {_key(t) for text in held for t in text if _is_name(t)}
    out = []
    tokens = _tokens(_QUOTED.sub(" ", said))
    for n, token in enumerate(tokens):
        if token[:1].isupper() or not (_means(token) or _is_act(token)) or _value(token) is not None:
            continue
        doer = _run_before(tokens, n, names)
        places = [(text, m) for text in held for m, other in enumerate(text) if _stem(other) == _stem(token)]
        if not doer:
            turned = _turned(tokens[:n], places) if _is_act(token) else None
            out += [] if turned is None else [f"in no receipt does “{turned}” stand before “{token}”"]
            continue
        before = _run_before if _is_act(token) else _all_before
        if places and not any(doer & before(text, m, names) for text, m in places):
            out.append(f"in no receipt does {' '.join(sorted(doer))} stand before “{token}”")
    return out


def _turned(before: Sequence[str], places: Sequence[tuple[Sequence[str], int]]) -> str | None:
    """A word before a charge or denial that in the receipts stands behind it alone ("the union accused")."""

    def stands(word: str, texts: Iterable[Sequence[str]]) -> bool:
        return any(_stem(word) == _stem(other) for text in texts for other in text)

    return next(
        (
            word
            for word in before
            if _means(word)
            and stands(word, (text[m + 1 :] for text, m in places))
            and not stands(word, (text[:m] for text, m in places))
        ),
        None,
    )


def _run_before(tokens: Sequence[str], at: int, names: set[str]) -> set[str]:
    """The nearest name before a word that no preposition leads in ("in Ostrel"): its words, which stand side by side."""
    run: set[str] = set()
    for token in reversed(tokens[:at]):
        if _key(token) in names:
            run.add(_key(token))
        elif run and token.lower() in _PREPOSITIONS:
            run = set()
        elif run:
            break
    return run


def _all_before(tokens: Sequence[str], at: int, names: set[str]) -> set[str]:
    """All words of names before a word."""
    return {_key(token) for token in tokens[:at]} & names


def _is_name(token: str) -> bool:
    return token[:1].isupper() and _means(token) and token not in _MONTHS


def _is_act(token: str) -> bool:
    """Whether it is a word of charge or denial: who charges whom must not be turned round."""
    return any(_known().modality[kind].fullmatch(token) for kind in ("alleged", "denied"))


def _word_faults(said: str, every: Sequence[str]) -> list[str]:
    held = {_stem(token) for text in every for token in _tokens(text)}
    return [
        f"the word “{token}” stands in no receipt"
        for token in _tokens(said)
        if not token[:1].isupper() and _means(token) and _stem(token) not in held and _value(token) is None
    ]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _key(token: str) -> str:
    """A name as it is compared: no possessive ending, straight apostrophes."""
    return re.sub(r"'s$|'$", "", token.replace("’", "'"))


def _stem(token: str) -> str:
    return _key(token).lower()[:_STEM]


def _means(token: str) -> bool:
    """Whether it is a word of meaning: none that only joins others or says how sure a thing is."""
    low = _key(token).lower()
    if low in _known().joining or len(low) < 3:
        return False
    return not any(pattern.fullmatch(low) for pattern in _known().modality.values())


@lru_cache(maxsize=1)
def _known() -> _Words:
    raw: dict[str, Any] = tomllib.loads((files("onrecord.brief") / "gate.toml").read_text(encoding="utf-8"))
    modality = {}
    for kind, words in raw["modality"].items():
        forms = "|".join(re.escape(w.replace("_", " ")) for w in sorted(words.split(), key=len, reverse=True))
        ending = r"|\w+n['’]t" if kind == "negated" else ""
        modality[kind] = re.compile(rf"\b(?:{forms}{ending})\b", re.IGNORECASE)
    told = re.compile(rf"\b(?:{'|'.join(w.replace('_', ' ') for w in raw['told'].split())})\b", re.IGNORECASE)
    return _Words(frozenset(raw["joining"].split()), modality, {k: float(v) for k, v in raw["numbers"].items()}, told)
