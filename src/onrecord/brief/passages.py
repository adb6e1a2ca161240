"""Which words of an article stand for a statement or an event: the quotation, or the sentence as it is printed."""

from __future__ import annotations

import re
from typing import Final

from onrecord.brief.view import View
from onrecord.record import Article, Event, Span, Spans, Statement
from onrecord.text.place_lines import after_place_line
from onrecord.text.sentences import sentences
from onrecord.text.spans import contains, hull

#: A longer sentence is cut to the statement's own words. Sentences of news text end long before this.
LONGEST_CHARS = 600


#: What opens an item of a list: no part of its sentence.
_BULLETS: Final = " \t•●◦▪■*–—-·"
#: A label that another newsletter puts before its paragraph ("Why It Matters: ").
_LABEL: Final = re.compile(r"(?:What|Why|How|The|Finding|Read)(?: [A-Z][\w’']*){1,4}: (?=\S)")


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
    first = after_place_line(article.text, whole.start, whole.end)
    label = _LABEL.match(article.text, first, whole.end)
    if label is not None and label.end() < around.end:
        first = label.end()
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


#: A clause that tells of somebody already named what is known of him.
_ASIDE: Final = re.compile(r", (?:which|who|whom|whose)\b[^,;:—“”\"]*$")


def told_aside(view: View, event: Event) -> bool:
    """Whether the event stands in a relative clause: what a sentence says by the way is not its news."""
    start = event_passage(view, event).start
    return _ASIDE.search(view.words(event.article, Span(start, max(start, event.anchor.start)))) is not None


def event_passage(view: View, event: Event) -> Span:
    """The sentence that an event was coded from."""
    return sentence_spans(view.articles[event.article], event.anchor)


def opening_of(view: View, article: str) -> Span:
    """The first paragraph of an article's running text, where a report gives its news; an empty span where it has none."""
    blocks = view.articles[article].blocks
    return next((b.span for b in blocks if b.span is not None and b.label in {"standfirst", "body"}), Span(0, 0))


def in_caption(view: View, article: str, span: Span) -> bool:
    """Whether the span stands under a picture: what a caption tells is not told as news."""
    blocks = view.articles[article].blocks
    return any(b.span is not None and b.label == "caption" and contains(b.span, span) for b in blocks)


#: Words of a writer about himself or to his readers, which make no sense in another's briefing.
_FIRST_PERSON: Final = re.compile(r"\b(?:I|me|[Mm]y|mine|[Ww]e|[Oo]ur|us)\b|\b(?:click|subscribe|newsletter|podcast)\b")
#: Openings that lean on the sentence before.
_LEANING: Final = re.compile(
    r"[“\"‘']?(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those|But|And|Still|However|Meanwhile|Both|Such|The two"
    r"|The(?= [a-z])|Then|There|Also|Instead|Yet|So|Nor|Or|Another|Others?|One|Neither|Asked|As"
    r"|(?:After|Amid|At|Before|By|Despite|During|For|From|In|On|Since|Under|With)"
    r" (?:that|those|these|it|them|him|his|her|their|its))\b"
)
#: Words that speak of what the sentence before told ("said it was a breach").
_BACKWARD: Final = re.compile(
    r"\b(?:said|says|stated|noted|argued|warned|called|told \w+|added) (?:that )?(?:it|this|that) (?:was|is|had been|would be)\b"
)
_QUOTED: Final = re.compile(r"[“\"][^”\"]*[”\"]?")


def reads_alone(text: str) -> bool:
    """Whether a sentence can stand without those around it: no writer's "I", no "He said" without a name before."""
    bare = _QUOTED.sub(" ", text)
    return (
        not _LEANING.match(text)
        and "?" not in bare
        and not _FIRST_PERSON.search(bare)
        and not _BACKWARD.search(bare)
        and len(text.split()) >= 5
        and text[:1] not in "“\"‘'"
    )


def content_words(text: str, spans: Spans) -> tuple[str, ...]:
    """The words at the spans in lower case, without marks: what two printings of one quotation have in common."""
    words = " ".join(text[s.start : s.end] for s in spans)
    return tuple("".join(c.lower() if c.isalnum() else " " for c in words).split())
