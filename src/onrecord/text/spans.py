"""Arithmetic on spans (code points, end exclusive)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from onrecord.record import Span, Spans

T = TypeVar("T")


class Spanned(Protocol):
    """Whatever stands at code points `start` to `end`."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """Rows by the spans at which they stand, sorted by span; `starts` of the spans, and the last end up to each."""

    rows: Sequence[tuple[Span, T]]
    starts: Sequence[int]
    ends: Sequence[int]

    def touching(self, span: Span) -> list[tuple[Span, T]]:
        """The rows that share a code point with the span, in order. Costs what lies near the span."""
        first, last = bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)
        return [row for row in self.rows[first:last] if row[0].end > span.start]


def placed(rows: Iterable[tuple[Span, T]]) -> Placed[T]:
    """Rows, each with its span, to be looked up by place."""
    ordered = sorted(rows, key=lambda row: row[0])
    return Placed(ordered, [s.start for s, _ in ordered], list(accumulate((s.end for s, _ in ordered), max)))


def overlaps(a: Span, b: Span) -> bool:
    """True when the two share a code point."""
    return a.start < b.end and b.start < a.end


def contains(outer: Span, inner: Span) -> bool:
    """True when `inner` lies wholly in `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def touched(words: Sequence[Spanned], span: Span) -> range:
    """The numbers of the words that share a code point with the span; `words` are sorted and lie apart."""
    first = bisect_right(words, span.start, key=lambda word: word.end)
    return range(first, bisect_left(words, span.end, lo=first, key=lambda word: word.start))


def merged(spans: Iterable[Span]) -> Spans:
    """The same code points as sorted spans that neither overlap nor touch."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of them. Raises ValueError when there is none."""
    items = list(spans)
    return Span(min(s.start for s in items), max(s.end for s in items))


def words_of(text: str, spans: Spans) -> str:
    """The words at the spans, joined by a space-framed ellipsis where something was left out between them."""
    return " … ".join(text[s.start : s.end] for s in spans)


def trimmed(text: str, span: Span) -> Span | None:
    """The span without white space at its edges; None when nothing else is in it."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
