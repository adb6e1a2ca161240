"""Which words of an article stand for a statement or an event: the quotation, or the sentence as it is printed."""

from __future__ import annotations

from typing import Final

from onrecord.brief.view import View
from onrecord.record import Article, Event, Span, Spans, Statement
from onrecord.text.sentences import sentences
from onrecord.text.spans import hull

#: A longer sentence is cut to the statement's own words. Sentences of news text end long before this.
LONGEST_CHARS = 600


#: What opens an item of a list: no part of its sentence.
_BULLETS: Final = " \t•●◦▪■*–—-·"


def sentence_spans(article: Article, around: Span) -> Span:
    """The sentences of the article, in one block, that the span touches, as one span."""
    block = next(
        (b.span for b in article.blocks if b.span is not None and b.span.start <= around.start < b.span.end), None
    )
    start, end = (0, len(article.text)) if block is None else block
    touched = [s for s in sentences(article.text, start, end) if s.start < around.end and around.start < s.end]
    if not touched:
        return around
    whole = hull(touched)
    first = whole.start
    while first < around.start and article.text[first] in _BULLETS:
        first += 1
    return Span(first, whole.end)


def statement_passage(view: View, statement: Statement) -> Spans:
    """The words to print for a statement: its sentences, those of one paragraph joined.

    Where they are very long, from the first to the last of the statement's own words in each paragraph.
    """
    article = view.articles[statement.article]
    own = (*statement.source, *statement.cue, *statement.content)
    whole = _joined(article.text, [sentence_spans(article, span) for span in own])
    if sum(s.end - s.start for s in whole) <= LONGEST_CHARS:
        return whole
    return _joined(article.text, list(own), gap_chars=LONGEST_CHARS // 4)


def _joined(text: str, spans: list[Span], *, gap_chars: int = 2) -> Spans:
    """Sorted spans; neighbours on one line with at most so many characters between them become one."""
    out: list[Span] = []
    for span in sorted(spans):
        if (
            out
            and span.start - out[-1].end <= gap_chars
            and "\n" not in text[out[-1].end : max(span.start, out[-1].end)]
        ):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def event_passage(view: View, event: Event) -> Span:
    """The sentence that an event was coded from."""
    return sentence_spans(view.articles[event.article], event.anchor)


def content_words(text: str, spans: Spans) -> tuple[str, ...]:
    """The words at the spans in lower case, without marks: what two printings of one quotation have in common."""
    words = " ".join(text[s.start : s.end] for s in spans)
    return tuple("".join(c.lower() if c.isalnum() else " " for c in words).split())
