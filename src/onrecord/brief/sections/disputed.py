"""Disputed: what one voice claims and another denies, with voice and day of each; no verdict.

A denial (also a charge of untruth that points back at a claim) is set against the statement it answers: one by another
voice, which shares words with it or names its speaker, the nearest in content. A denial that answers nothing on record
stands alone. "Declined to comment" and "has not confirmed" are no denials.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from math import log
from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.model import Group, Section, Sentence, Slot
from onrecord.brief.passages import statement_passage
from onrecord.brief.view import View, carriers, is_copy, order_key, speaker_of
from onrecord.config import Settings
from onrecord.record import Statement

MOST: Final = 10
#: Least likeness of a claim and its denial (sum of the weights of shared words over that of the denial's words). Lower
#: values join statements about different things, higher ones miss denials that name the claim in a word or two.
LEAST_LIKENESS: Final = 0.18
#: The rarest words of a denial, by which its claim is looked for: common ones tell nothing and cost most.
_TELLING_WORDS: Final = 24
#: A claim this little before its answer in the same article is most likely the one that is answered.
NEAR_CHARS: Final = 800
#: Words by which an accusation answers a claim: they call it untrue, or point back at it.
_UNTRUE: Final = re.compile(
    r"\b(?:(?:dis|mis)information|fals(?:e|ehoods?)|lies|fabricat\w+|baseless|groundless|unfounded|smears?|slander\w*)\b",
    re.IGNORECASE,
)
_BACK: Final = re.compile(
    r"\b(?:that|those|these|such|the|its|their|his|her)\s+(?:claims?|allegations?|accusations?|charges?|reports?)\b",
    re.IGNORECASE,
)
_ANSWERS: Final = frozenset({"claim", "accuse", "assess", "report", "criticise", "threaten"})
_WORD: Final = re.compile(r"[^\W\d_]{4,}|\d+")
_LABEL: Final = {"deny": "Denied", "accuse": "Accused", "claim": "Claimed"}


def compose(builder: Builder, settings: Settings) -> Section:
    """Pairs of positions, the claim first."""
    view, most = builder.view, builder.length(MOST)
    made = [
        s for s in view.statements
        if s.standing == "made" and s.score >= settings.score and not is_copy(view, s.article, s.content or s.cue)
    ]  # fmt: skip
    weights = _weights(view, made)
    answered = _index(view, made)
    groups: list[tuple[tuple[object, ...], Group]] = []
    used: set[str] = set()
    for denial in made:
        if denial.id in used or denial.outer is not None or not _is_answer(view, denial):
            continue
        claim = _claim(view, denial, answered, weights)
        positions = [denial] if claim is None else [claim, denial]
        passages = {(s.article, statement_passage(view, s)) for s in positions}
        if len(passages) < len(positions):
            positions = [denial]  # claim and denial stand in one printed sentence: it tells both
        used |= {s.id for s in positions}
        if claim is None and denial.act != "deny":
            continue  # an accusation that answers nothing on record is an accusation
        rank = (claim is None, order_key(view.articles[denial.article]), denial.content)
        groups.append((rank, Group(None, tuple(_position(builder, s, reply=s is denial) for s in positions))))
    groups.sort(key=lambda g: g[0])
    kept = _distinct([g for _, g in groups])
    notes = []
    if len(kept) > most:
        ids = tuple(s.row for g in kept[most:] for s in g.sentences if s.row is not None)
        notes.append(builder.sentence("left out", {"number": Slot("number", ids=ids)}, row="disputed"))
    return section("disputed", kept[:most], notes, builder)


def _distinct(groups: list[Group]) -> list[Group]:
    """Groups whose printed sentences were not shown before."""
    seen: set[int] = set()
    out = []
    for group in groups:
        receipts = {r for s in group.sentences for name, slot in s.slots if name == "sentence" and (r := slot.receipt)}
        if not receipts <= seen:
            out.append(group)
        seen |= receipts
    return out


def _index(view: View, made: list[Statement]) -> dict[str, list[Statement]]:
    """Statements that can be answered, by the words of their sentences."""
    index: dict[str, list[Statement]] = defaultdict(list)
    for statement in made:
        if statement.act in _ANSWERS:
            for word in _words(view, statement):
                index[word].append(statement)
    return index


def _claim(
    view: View, denial: Statement, answered: dict[str, list[Statement]], weights: dict[str, float]
) -> Statement | None:
    """The statement that the denial answers, or None."""
    voice = speaker_of(view, denial)
    words = sorted(_words(view, denial), key=lambda w: (len(answered.get(w, ())), w))[:_TELLING_WORDS]
    total = sum(weights[w] for w in words) or 1.0
    shared: dict[str, float] = defaultdict(float)
    found: dict[str, Statement] = {}
    for word in words:
        for other in answered.get(word, ()):
            shared[other.id] += weights[word]
            found[other.id] = other
    best: tuple[float, str] | None = None
    for ident, weight in shared.items():
        other = found[ident]
        if denial.id in {ident, other.outer} or ident == denial.outer:
            continue
        if speaker_of(view, other).key == voice.key:
            continue
        likeness = weight / total
        if voice.name is not None and _names(view, other, view.words(denial.article, voice.name)):
            likeness *= 1.5
        if other.act == "accuse":
            likeness *= 1.2
        before = denial.content[0].start - other.content[-1].end if other.content and denial.content else -1
        if other.article == denial.article and 0 <= before <= NEAR_CHARS:
            likeness *= 2
        if likeness >= LEAST_LIKENESS and (best is None or (likeness, ident) > best):
            best = (likeness, ident)
    return None if best is None else found[best[1]]


def _is_answer(view: View, statement: Statement) -> bool:
    """A denial, or a charge of untruth that points back at what somebody claimed."""
    if statement.act == "deny":
        return True
    if statement.act not in {"accuse", "criticise", "claim"}:
        return False
    words = " ".join(view.words(statement.article, span) for span in statement_passage(view, statement))
    return _UNTRUE.search(words) is not None and _BACK.search(words) is not None


def _names(view: View, statement: Statement, name: str) -> bool:
    """Whether the statement's content names the one who denies."""
    last = (name.split() or [""])[-1]
    return len(last) > 2 and any(last in view.words(statement.article, span) for span in statement.content)


def _words(view: View, statement: Statement) -> frozenset[str]:
    return _word_set(" ".join(view.words(statement.article, s) for s in statement_passage(view, statement)))


@lru_cache(maxsize=4096)
def _word_set(text: str) -> frozenset[str]:
    """Words of four letters and more (their first six letters, so that endings do not part them) and numbers."""
    return frozenset(word.lower()[:6] for word in _WORD.findall(text))


def _weights(view: View, statements: list[Statement]) -> dict[str, float]:
    """Weight of a word: the rarer among the statements, the heavier (inverse document frequency)."""
    counts: Counter[str] = Counter()
    for statement in statements:
        counts.update(_words(view, statement))
    return {word: log(1 + len(statements) / n) for word, n in counts.items()}


def _position(builder: Builder, statement: Statement, *, reply: bool) -> Sentence:
    article = statement.article
    slots = {
        "position": builder.label(
            "In reply" if reply and statement.act != "deny" else _LABEL.get(statement.act, "Said")
        ),
        "sentence": builder.words(article, statement_passage(builder.view, statement), "sentence"),
        "outlet": builder.of("outlet", article),
        "made": builder.of("published", article),
        **builder.counts(carriers(builder.view, article, statement.content or statement.cue), (article,)),
    }
    if statement.made_on is not None and statement.made_on_words is not None:
        slots["made"] = builder.day(article, statement.made_on, None, "day", statement.made_on_words)
    return builder.sentence("position", slots, row=statement.id)
