"""What kind of reuse two texts show: reprint, excerpt, partial, or no more than the same quotation.

Takes aligned runs with the layouts of both texts; gives the kind.
"""

from __future__ import annotations

from typing import Final, Literal

from onrecord.record import Span
from onrecord.reuse.alignment import LEAST_QUOTE, LEAST_WORDS, Run
from onrecord.reuse.documents import Document
from onrecord.reuse.layout import Layout
from onrecord.reuse.quotations import unquoted, whole_quotation

#: Share of a story's prose that the other has, from which it has the story. A fifth is what editors cut or add on the way
#: (a rewritten lead, a local paragraph) without making another story of it.
WHOLE: Final = 0.8
#: Words outside quotation marks that belong to the quotation: the speaker, the office and the verb.
ATTRIBUTION_WORDS: Final = 12

Kind = Literal["reprint", "excerpt", "partial", "quote", "boilerplate"]


def share(runs: list[tuple[int, int]], layout: Layout) -> float:
    """Share of the text's prose words that stand in the stretches."""
    return sum(layout.count(low, high) for low, high in runs) / max(1, layout.total)


def prose_runs(runs: tuple[Run, ...], layouts: tuple[Layout, Layout]) -> tuple[Run, ...]:
    """The runs that are prose in both texts; none where that is too little even for a quotation."""
    kept = []
    words = 0
    for run in runs:
        prose = min(layouts[0].count(run.a0, run.a1), layouts[1].count(run.b0, run.b1))
        if 2 * prose >= run.a1 - run.a0:
            kept.append(run)
            words += prose
    return tuple(kept) if words >= LEAST_QUOTE else ()


def kind(
    a: Document,
    b: Document,
    runs: tuple[Run, ...],
    passages: tuple[tuple[Span, Span], ...],
    layouts: tuple[Layout, Layout],
) -> Kind | None:
    """The kind of the pair; None where nothing is shared, or too little for anything but a quotation, and it is none."""
    if not runs:
        return None
    of_a = share([(run.a0, run.a1) for run in runs], layouts[0])
    of_b = share([(run.b0, run.b1) for run in runs], layouts[1])
    if min(of_a, of_b) >= WHOLE:
        return "reprint"
    much = sum(layouts[0].count(run.a0, run.a1) for run in runs) >= LEAST_WORDS
    if _only_quoted(a, b, runs, passages) and (much or _quoted_whole(a, b, passages)):
        return "quote"
    if not much:
        return None
    return "excerpt" if max(of_a, of_b) >= WHOLE else "partial"


def _quoted_whole(a: Document, b: Document, passages: tuple[tuple[Span, Span], ...]) -> bool:
    """Whether a passage is all that one of the texts quotes: few words from the midst of longer speeches are chance."""
    return any(
        whole_quotation(a.text, in_a, LEAST_QUOTE) or whole_quotation(b.text, in_b, LEAST_QUOTE)
        for in_a, in_b in passages
    )


def _only_quoted(a: Document, b: Document, runs: tuple[Run, ...], passages: tuple[tuple[Span, Span], ...]) -> bool:
    """Whether next to nothing is shared but quotations with their attributions, quoted in both texts.

    An attribution in the middle of a quotation ("...," she said, "...") in the same place in both texts is the writer's
    hand, not the speaker's: such a passage is copied.
    """
    other = 0
    for run, (in_a, in_b) in zip(runs, passages, strict=True):
        words = run.a1 - run.a0
        for text, span in ((a.text, in_a), (b.text, in_b)):
            before, between, after = unquoted(text, span)
            if between > 0 or before + after > min(ATTRIBUTION_WORDS, words / 2):
                other += words
                break
        if other >= LEAST_WORDS:
            return False
    return True
