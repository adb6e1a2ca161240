"""Who and what an article names: persons, offices, states, bodies, media, groups, and whom pronouns and descriptions mean.

Takes the text, the article's id and day, and the knowledge base; gives `Mention` rows sorted by span. A name inside a
longer description ("Exland's foreign minister") is nested in it; otherwise mentions do not overlap. No model is used: known
aliases come first, then capitalised words by their neighbourhood. Linear in the text. Whom a statement's source means is
told by `resolve_source`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.cast import settle
from onrecord.extract.descriptions import find_descriptions
from onrecord.extract.found import Found, Sentence
from onrecord.extract.names import find_names
from onrecord.extract.namesakes import note_traits
from onrecord.extract.quotes import outermost, quotations
from onrecord.extract.roles import add_roles
from onrecord.extract.sentence_words import sentence_words
from onrecord.extract.sources import SourceResolution, resolve_source
from onrecord.extract.surroundings import GIVEN, Reader
from onrecord.extract.voices import mark_speakers, mark_voices
from onrecord.record import Mention, Span, Spans, mention_id
from onrecord.resolve.knowledge import Knowledge
from onrecord.resolve.words import Word

__all__ = ["SourceResolution", "find_mentions", "resolve_source"]

_ENDS: Final = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|[\"”]$")
_TWO_CAPITALS: Final = re.compile(r"\b([A-Z][a-z]+) (?:[A-Z]\. )?(?=([A-Z][a-z]+)\b)")
_SMALL_WORDS: Final = lex.COMMON | lex.STRICT_SAYING | lex.AUXILIARIES
#: Small words that are names with a capital ("Will Hollin", "in May").
_NAMES_TOO: Final = GIVEN | lex.MONTHS
_SMALL: Final = re.compile(r"\b[a-zà-öø-ÿ]{2,}\b")
_DASHES: Final = frozenset("―—–")
#: Words after which a sentence is cut for reading, so that a text without full stops stays linear.
_LONGEST_SENTENCE: Final = 400


def find_mentions(
    text: str, *, article: str, day: str | None, knowledge: Knowledge, prose: Spans | None = None
) -> tuple[Mention, ...]:
    """Mentions of `text`, sorted by span; `prose` are the spans to read, None the whole text.

    `day` is the article's ISO day, by which offices are looked up; without it no office leads to a person by its date.
    """
    small = set(_SMALL.findall(text))
    lasts = {last.lower() for first, last in _TWO_CAPITALS.findall(text) if first.lower() in GIVEN}
    quoted = outermost(quotations(text))
    candidates: list[Found] = []
    for sentence in _sentences(text, prose):
        reader = Reader(text, sentence, knowledge, small, lasts & lex.ROLES, lasts)
        names = find_names(reader)
        found = find_descriptions(reader, names)
        add_roles(reader, found)
        note_traits(reader, found)
        mark_voices(reader, found, quoted)
        candidates.extend(found)
    candidates.sort(key=lambda f: (f.span.start, -f.span.end))
    mark_speakers(text, candidates, quoted)
    out: dict[Span, Mention] = {}
    for settled in settle(candidates, knowledge, day):
        if settled.score == 0.0:
            continue
        span = settled.found.span
        head = span if settled.figure is None else settled.figure.head
        out.setdefault(
            span,
            Mention(
                id=mention_id(article, span),
                article=article,
                span=span,
                kind=settled.kind,
                form=settled.found.form,
                head=head,
                actor=settled.actor,
                score=settled.score,
                reason=settled.reason,
            ),
        )
    return tuple(sorted(out.values(), key=lambda m: m.span))


def _sentences(text: str, prose: Spans | None) -> list[Sentence]:
    out: list[Sentence] = []
    for cut in sentence_words(text, prose):
        span, found = cut.span, cut.words
        for at in range(0, len(found), _LONGEST_SENTENCE):
            piece = found[at : at + _LONGEST_SENTENCE]
            part = Span(
                span.start if at == 0 else piece[0].start,
                piece[-1].end if at + len(piece) < len(found) else span.end,
            )
            out.append(Sentence(len(out), part, piece, _heading(text, span, piece)))
    return out


def _heading(text: str, span: Span, found: Sequence[Word]) -> bool:
    """Whether the sentence is a line of title case: no closing mark, most longer words with a capital."""
    if len(found) < 3 or text[span.start] in _DASHES:  # a quotation is signed so
        return False
    if all(w.shouted for w in found if w.key.isalpha() and len(w.key) > 1):
        return True
    long = [w for w in found if len(w.key) > 3 and w.key[0].isalpha()]
    small = [w for w in long if not w.capital]
    if _ENDS.search(text[max(span.start, span.end - 3) : span.end]):
        # a headline with a full stop: verbs and small words with capitals tell it from a list of names
        loud = [w for w in found[1:] if w.capital and w.low in _SMALL_WORDS and w.low not in _NAMES_TOO]
        return len(long) >= 4 and len(small) <= len(long) // 6 and bool(loud)
    return len(long) >= 2 and len(small) <= len(long) // 4
