"""Arithmetic on spans (code points, end exclusive)."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.record import Span, Spans


def overlaps(a: Span, b: Span) -> bool:
    """True when the two share a code point."""
    return a.start < b.end and b.start < a.end


def contains(outer: Span, inner: Span) -> bool:
    """True when `inner` lies wholly in `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


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
