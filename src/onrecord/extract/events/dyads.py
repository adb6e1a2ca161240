"""The act between two given parties of a sentence: its type and status, or nothing where the words do not tell one.

For scoring types apart from participants: the parties are given. Two answer: the word list and the finder by the word that tells
the act, and the finder once more with both parties marked. With the parties exchanged another word may fit, or none: who acts
on whom is part of the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import View, group_start
from onrecord.extract.events.finder import Participant, Reading
from onrecord.extract.events.finder.shape import EMBARGO
from onrecord.extract.events.lexicon import Lexicon
from onrecord.extract.events.noun_status import judge_noun
from onrecord.extract.events.participants import pattern_at, tense_at
from onrecord.extract.events.status import judge_verb
from onrecord.record import EventStatus, Span

#: Least chance of a word, and least share of both parties' words that it takes for its own.
_LEAST_ACT: Final = 0.02
_LEAST_FIT: Final = 0.02
#: Where no act has both parties, least share of the words of one of them in the right part, for an act to be taken.
_LEAST_ONE: Final = 0.6

#: What the word that tells the act adds to its label's chance; and the chance from which on "nothing" is believed. Chosen on the
#: half of the WikiEvents rows that is kept for measuring: with less the word list's own words lose, with more its wrong ones win.
_WORD: Final = 0.4
_NOTHING: Final = 0.7


def label_between(chances: Mapping[str, float] | None, named: str | None) -> str | None:
    """The label of what one party does to the other: `chances` with both marked (None: not asked), `named` by the word.

    "Imposed sanctions" and the like are COERCE, as in the gold data; None where nothing is told.
    """
    if chances is None:
        return named
    if chances[""] >= _NOTHING:
        return None
    weighed = {label: chance + _WORD * (label == named) for label, chance in chances.items() if label}
    best = max(weighed, key=lambda label: weighed[label])
    return "COERCE" if best == EMBARGO else best


def act_between(
    view: View, lexicon: Lexicon, reading: Reading, sources: Sequence[Span], targets: Sequence[Span]
) -> tuple[str, EventStatus] | None:
    """Type and status of what the parties at `sources` do to those at `targets`; None where no word tells it."""
    word = _word_between(reading, sources, targets)
    if word is None:
        return None
    span = reading.words[word]
    at = next((n for n, w in enumerate(view.words) if w.start < span.end and span.start < w.end), None)
    if at is None:
        return None
    matched = pattern_at(view, lexicon, at)
    kind = matched[0].act.type if matched is not None and matched[0].act.type != "NONE" else reading.kind(word)[0]
    tense = tense_at(view, lexicon, at)
    if tense is None:
        judged = judge_noun(view, lexicon, at, at + 1, firm=True)
    else:
        start = group_start(view, at)
        said = any(view.low(n) in lex.STRICT_SAYING for n in range(max(0, start - 12), start))
        judged = judge_verb(view, lexicon, start, at, tense, motion=False, reported=said)
    return kind, judged.status


def _word_between(reading: Reading, sources: Sequence[Span], targets: Sequence[Span]) -> int | None:
    """The word that most likely tells what the sources do to the targets; where none has both, one that is sure of one."""
    both: list[tuple[float, int]] = []
    one: list[tuple[float, int]] = []
    for word, _, chance in reading.acts(_LEAST_ACT):
        found = reading.participants(word)
        acting, acted = _covered(sources, found["source"]), _covered(targets, found["target"])
        turned = _covered(targets, found["source"]), _covered(sources, found["target"])
        # "X and Y agreed": both act
        fit = acting * acted + acting * turned[0]
        if fit >= _LEAST_FIT and fit > turned[0] * turned[1]:
            both.append((chance * fit, word))
        elif max(acting, acted) >= _LEAST_ONE and max(turned) < _LEAST_ONE:
            one.append((chance * (acting + acted), word))
    return max(both or one, key=lambda item: (item[0], -item[1]), default=(0.0, None))[1]


def _covered(spans: Sequence[Span], found: Sequence[Participant]) -> float:
    """The share of the spans' characters that the participants cover, weighed by how sure they are."""
    whole = sum(span.end - span.start for span in spans)
    shared = sum(
        max(0, min(p.span.end, span.end) - max(p.span.start, span.start)) * p.score for p in found for span in spans
    )
    return shared / whole if whole else 0.0
