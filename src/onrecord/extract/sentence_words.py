"""The sentences of an article with their words, cut once for the extractors that read them one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.record import Span, Spans
from onrecord.resolve.words import Word, words
from onrecord.text.sentences import sentences


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence of the paragraph `within`, with its words in order."""

    within: Span
    span: Span
    words: tuple[Word, ...]


@lru_cache(maxsize=1)
def sentence_words(text: str, prose: Spans | None) -> tuple[Cut, ...]:
    """The sentences of the spans `prose` (None: of all the text), in their order. The last answer is remembered. Linear."""
    pieces = (Span(0, len(text)),) if prose is None else prose
    return tuple(
        Cut(piece, span, tuple(words(text, *span)))
        for piece in pieces
        for span in sentences(text, piece.start, piece.end)
    )
