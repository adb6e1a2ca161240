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
    order       what stands before and behind a word of doing stands so in a receipt, or the other way round where one of the two
                is passive ("by"): "the guard hit the driver" does not rest on "the driver hit the guard"
    word        every other word of meaning stands in a receipt, in some form
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.brief.gate_order import order_faults
from onrecord.brief.gate_words import (
    NUMBER,
    PREPOSITIONS,
    QUOTED,
    STEM,
    is_act,
    is_name,
    known,
    means,
    name_key,
    stem,
    tokens_of,
    value_of,
)

#: Words after a number among which the thing counted stands.
_NEAR_NUMBER: Final = 4
#: Words of a name that are compared.
_LONGEST_NAME: Final = 12
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
            *order_faults(said, shown),
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
    return [next(g for g in match.groups() if g is not None) for match in QUOTED.finditer(text)]


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
    held = [tokens_of(text) for text in every]
    numbers = known().numbers
    out = []
    tokens = tokens_of(said)
    for n, token in enumerate(tokens):
        value = value_of(token)
        if value is None or (
            token.lower() in {"one", "two", "half", "double", "twice"} and not NUMBER.fullmatch(token)
        ):
            continue
        places = [(text, m) for text in held for m, other in enumerate(text) if value_of(other) == value]
        if not places:
            out.append(f"the number {token} stands in no receipt")
            continue
        thing = next((t for t in tokens[n + 1 : n + 3] if means(t) and t.islower() and t not in numbers), None)
        if thing is not None and not any(
            stem(thing) in {stem(t) for t in text[max(0, m - 1) : m + 1 + _NEAR_NUMBER]} for text, m in places
        ):
            out.append(f"no receipt has {token} before “{thing}”")
    return out


def _name_faults(said: str, every: Sequence[str]) -> list[str]:
    held = {name_key(token) for text in every for token in tokens_of(text)}
    folded = {token.lower() for token in held}
    out = []
    for n, token in enumerate(tokens_of(said)):
        if not token[:1].isupper() or name_key(token) in held:
            continue
        begins = n == 0 or re.search(r"[.!?:]\W*" + re.escape(token), said) is not None
        if begins and (token.lower() in folded or token.lower() in known().joining or not means(token)):
            continue
        out.append(f"the name {token} stands in no receipt")
    return out


def _modality_faults(said: str, shown: Sequence[str], every: Sequence[str]) -> list[str]:
    out = []
    for kind, pattern in known().modality.items():
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
    return kind in {"alleged", "denied"} and any(other[:STEM] == word[:STEM] for other in held)


def _told_faults(said: str, shown: Sequence[str], evidence: Evidence) -> list[str]:
    """What somebody says stays said by somebody: with a word of saying, or as a quotation."""
    attributed = bool(evidence.quotations) or any(known().told.search(text) for text in shown)
    mine = known().told.search(said)
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
    held = [_read(tokens_of(text)) for text in shown]
    names = {name_key(t) for text in held for t in text.tokens if is_name(t)}
    runs = [_runs(text.tokens, names) for text in held]
    out = []
    tokens = tokens_of(QUOTED.sub(" ", said))
    doers = _runs(tokens, names)
    for n, token in enumerate(tokens):
        if token[:1].isupper() or not (means(token) or is_act(token)) or value_of(token) is not None:
            continue
        doer, word = doers[n], stem(token)
        if not doer:
            turned = _turned(tokens[:n], word, held) if is_act(token) else None
            out += [] if turned is None else [f"in no receipt does “{turned}” stand before “{token}”"]
        elif not any(word in text.places for text in held):
            continue
        elif is_act(token):
            if not any(doer & run[m] for text, run in zip(held, runs, strict=True) for m in text.places.get(word, ())):
                out.append(f"in no receipt does {' '.join(sorted(doer))} stand before “{token}”")
        elif not any(
            text.names.get(key, m) < m for text in held for m in text.places.get(word, ())[-1:] for key in doer
        ):
            out.append(f"in no receipt does {' '.join(sorted(doer))} stand before “{token}”")
    return out


@dataclass(frozen=True, slots=True)
class _Read:
    """The words of a receipt: where each stem stands, in order, and where each word stands first, as a name is compared."""

    tokens: Sequence[str]
    places: Mapping[str, Sequence[int]]
    names: Mapping[str, int]


def _read(tokens: Sequence[str]) -> _Read:
    places: dict[str, list[int]] = {}
    names: dict[str, int] = {}
    for n, token in enumerate(tokens):
        places.setdefault(stem(token), []).append(n)
        names.setdefault(name_key(token), n)
    return _Read(tokens, places, names)


def _turned(before: Sequence[str], act: str, held: Sequence[_Read]) -> str | None:
    """A word before a charge or denial that in the receipts stands behind it alone ("the union accused")."""
    there = [(text.places, text.places[act]) for text in held if act in text.places]
    for word in before:
        if not means(word):
            continue
        at = [(places[stem(word)], acts) for places, acts in there if stem(word) in places]
        if any(mine[-1] > acts[0] for mine, acts in at) and not any(mine[0] < acts[-1] for mine, acts in at):
            return word
    return None


def _runs(tokens: Sequence[str], names: Collection[str]) -> list[frozenset[str]]:
    """Before each word the nearest name that no preposition leads in ("in Ostrel"): its words, which stand side by side."""
    out = [frozenset[str]()]
    run = frozenset[str]()
    led: frozenset[str] | None = None
    for n, token in enumerate(tokens):
        if name_key(token) not in names:
            run = frozenset()
            out.append(out[-1])
            continue
        if not run:
            led = out[n] if n and tokens[n - 1].lower() in PREPOSITIONS else None
        run = run | {name_key(token)} if len(run) < _LONGEST_NAME else run
        out.append(run if led is None else led)
    return out


def _word_faults(said: str, every: Sequence[str]) -> list[str]:
    held = {stem(token) for text in every for token in tokens_of(text)}
    return [
        f"the word “{token}” stands in no receipt"
        for token in tokens_of(said)
        if not token[:1].isupper() and means(token) and stem(token) not in held and value_of(token) is None
    ]
