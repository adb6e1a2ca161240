"""What kind of reuse two texts show: reprint, excerpt, partial, or no more than the same quotation.

Takes aligned runs with the shares of prose they are of both texts; gives the kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from onrecord.record import Span
from onrecord.reuse.alignment import LEAST_QUOTE, LEAST_WORDS
from onrecord.reuse.quotations import unquoted, whole_quotation

#: Share of a story's prose that the other has, from which it has the story. A fifth is what editors cut or add on the way
#: (a rewritten lead, a local paragraph) without making another story of it.
WHOLE: Final = 0.8
#: Words outside quotation marks that belong to the quotation: the speaker, the office and the verb.
ATTRIBUTION_WORDS: Final = 12

Kind = Literal["reprint", "excerpt", "partial", "quote", "boilerplate"]


def kind(
    text_a: str,
    text_b: str,
    runs: Sequence[Sequence[int]],
    passages: tuple[tuple[Span, Span], ...],
    shares: tuple[float, float],
    words: float,
) -> Kind | None:
    """The kind of the pair; None where nothing is shared, or too little for anything but a quotation, and it is none.

    `shares` are the shares of each text's prose words that stand in the runs, `words` how many those are in the first.
    """
    if not runs:
        return None
    if min(shares) >= WHOLE:
        return "reprint"
    much = words >= LEAST_WORDS
    if _only_quoted(text_a, text_b, runs, passages) and (much or _quoted_whole(text_a, text_b, passages)):
        return "quote"
    if not much:
        return None
    return "excerpt" if max(shares) >= WHOLE else "partial"


def _quoted_whole(a: str, b: str, passages: tuple[tuple[Span, Span], ...]) -> bool:
    """Whether a passage is all that one of the texts quotes: few words from the midst of longer speeches are chance."""
    return any(
        whole_quotation(a, in_a, LEAST_QUOTE) or whole_quotation(b, in_b, LEAST_QUOTE) for in_a, in_b in passages
    )


def _only_quoted(a: str, b: str, runs: Sequence[Sequence[int]], passages: tuple[tuple[Span, Span], ...]) -> bool:
    """Whether next to nothing is shared but quotations with their attributions, quoted in both texts.

    An attribution in the middle of a quotation ("...," she said, "...") in the same place in both texts is the writer's
    hand, not the speaker's: such a passage is copied.
    """
    other = 0
    for run, (in_a, in_b) in zip(runs, passages, strict=True):
        words = run[1] - run[0]
        for text, span in ((a, in_a), (b, in_b)):
            before, between, after = unquoted(text, span)
            if between > 0 or before + after > min(ATTRIBUTION_WORDS, words / 2):
                other += words
                break
        if other >= LEAST_WORDS:
            return False
    return True
