"""Which stretches of a text are spoken for already, so that a rule of word order finds nothing twice and nothing in a quotation.

Takes the spans that were told and the outermost quotations, and is asked of one stretch at a time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from onrecord.record import Span, Spans


class Told:
    """The spans `spoken_for`, in any order, and the outermost quotations `quoted`, sorted."""

    def __init__(self, spoken_for: Iterable[Span], quoted: Spans) -> None:
        self._spans = sorted(spoken_for)
        # the furthest end so far never falls, so that the first span that can overlap is found by bisection
        self._ends = list(accumulate((span.end for span in self._spans), max))
        self._quoted = quoted
        self._marks = [span.start for span in quoted]

    def is_free(self, stretch: Span) -> bool:
        """True when none of the spans overlaps the stretch, and it begins in no quotation."""
        at = bisect_right(self._ends, stretch.start)
        if at < len(self._spans) and self._spans[at].start < stretch.end:
            return False
        around = bisect_right(self._marks, stretch.start) - 1
        return around < 0 or self._quoted[around].end <= stretch.start
