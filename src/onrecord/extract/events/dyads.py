"""The act between two given parties of a sentence: its type and status, or nothing where the words do not tell one.

For scoring types apart from participants: the parties are given, so only the word that tells the act is looked for. With the
parties exchanged another word may fit, or none: who acts on whom is part of the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import View, group_start
from onrecord.extract.events.finder import Participant, Reading
from onrecord.extract.events.lexicon import Lexicon
from onrecord.extract.events.participants import pattern_at, tense_at
from onrecord.extract.events.status import judge_noun, judge_verb
from onrecord.record import EventStatus, Span

#: Least chance of a word, and least share of both parties' words that it takes for its own.
_LEAST_ACT: Final = 0.02
_LEAST_FIT: Final = 0.02


def act_between(
    view: View, lexicon: Lexicon, reading: Reading, sources: Sequence[Span], targets: Sequence[Span]
) -> tuple[str, EventStatus] | None:
    """Type and status of what the parties at `sources` do to those at `targets`; None where no word tells it."""
    best: tuple[float, int] | None = None
    for word, _, chance in reading.acts(_LEAST_ACT):
        found = reading.participants(word)
        fit = _covered(sources, found["source"]) * _covered(targets, found["target"])
        turned = _covered(targets, found["source"]) * _covered(sources, found["target"])
        # "X and Y agreed": both act
        fit += _covered(sources, found["source"]) * _covered(targets, found["source"])
        if fit >= _LEAST_FIT and fit > turned and (best is None or chance * fit > best[0]):
            best = (chance * fit, word)
    if best is None:
        return None
    word = best[1]
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


def _covered(spans: Sequence[Span], found: Sequence[Participant]) -> float:
    """The share of the spans' characters that the participants cover, weighed by how sure they are."""
    whole = sum(span.end - span.start for span in spans)
    shared = sum(
        max(0, min(p.span.end, span.end) - max(p.span.start, span.start)) * p.score for p in found for span in spans
    )
    return shared / whole if whole else 0.0
