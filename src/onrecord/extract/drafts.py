"""What the tagger gives, made fit for the rules: spans inside the text, in their lines, with a word in them.

Takes a text and the tagger and gives drafts in the tagger's order. Widening contents to whole quotations is left to `extents`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from onrecord.extract.extents import Draft, Tag
from onrecord.extract.wordlists import WORD, cues
from onrecord.record import Span, Spans
from onrecord.text.spans import overlaps, trimmed

_ARTICLES: Final = frozenset({"a", "an", "the"})
#: A day at the end of a plain source, which belongs to the verb, or an aside between commas.
_ADVERB: Final = re.compile(
    r"\s+(?:on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:(?:earlier|later)\s+)?(?:this|last)\s+(?:week|month|year))\Z"
    r"|,\s+(?:like\s+[^,\n]{1,40}|in\s+(?:particular|turn)|for\s+(?:one|instance|example)|however|meanwhile|of\s+course|too),?\Z"
)
#: In a source with a clause or an apposition the day may belong to that: "a poll released last week".
_CLAUSE: Final = re.compile(r",|\b(?:who|that|which|[a-z]+(?:ed|ing|en|wn))\b")
#: At the end of a cue they belong to what follows: "told the | paper", "said of | the mayor".
_ARTICLE: Final = re.compile(r"(?<=\w)\s+(?:a|an|the)\Z|(?<=\bsa(?:id|ys))\s+of\Z")
_NEXT_WORD: Final = re.compile(r"[ \u00a0][\w’'-]*\w")
#: What goes on behind these is lost: they belong to no content.
_DANGLING: Final = re.compile(
    r"(?:[,;]?\s+(?:and|or|but|nor|because|although|while|(?:mostly|partly|especially|particularly)(?:\s+(?:when|if|as))?))+[,;]?\Z"
)
#: A preposition whose words lie outside: behind a comma or a closing mark.
_LONE: Final = re.compile(r"(?<=[,”\"’])\s+(?:in|as|at|by|for|of|on|with|from|to)\Z")
_BE: Final = frozenset({"is", "are", "was", "were"})
_DANGLING_CHARS: Final = 60
_HOLE: Final = re.compile(r"[ \u00a0]*(?:[\w’'-]+[ \u00a0]+){1,6}")
_INFINITIVE: Final = re.compile(r"([ \u00a0]+to[ \u00a0]+[a-z]+(?:[ \u00a0]+(?:about|of|on))?)[ \u00a0]+")
#: A verb without an ending, and the purpose that it is the second half of: "to meet Lee and | highlight".
_BARE: Final = re.compile(r"(?:to\s+)?([a-z]+)")
_PURPOSE: Final = re.compile(r"\bto\s+(?:[a-z]+\s[^.;:!?\n]*\band\s+)?\Z")
_PRONOUN: Final = re.compile(r"\b([Hh]e|[Ss]he|[Ii]t|[Tt]hey)\s+\Z")
_PRONOUN_CHARS: Final = 16
#: Whose view or claim the cue is: "in this author's view".
_OWNER: Final = re.compile(r"\b((?:(?:this|the|that)\s+)?[\w-]+)[’']s\s+\Z")
_OWNER_CHARS: Final = 40
_AND: Final = re.compile(r"\band\s+(?:also\s+|then\s+|later\s+)?\Z")
_NEXT_SENTENCE: Final = re.compile(r"[.!?][”\"’')\]]*\s+[“\"‘(\[]*[A-Z]|\n")
_MARKS: Final = frozenset('“”"«»„`')
_MARK: Final = re.compile('[“”"«»„`]')
_QUOTED: Final = re.compile("[“”\"«»„`‘]|''")
_WRITER: Final = frozenset({"I", "We", "we"})
_TALKED: Final = re.compile(
    r"(?:(?:have|had|also|recently)\s+){0,2}(?:spoken?|speak|talk(?:ed)?|chat(?:ted)?|met|meet)\s+(?:with|to)\b.*"
)
_ON: Final = frozenset({"on", "about"})
#: "To send a signal that ..." by a deed.
_SIGNAL: Final = re.compile(r"(?:to\s+)?send\s+(?:an?\s+)?(?:[a-z]+\s+)?(?:signal|message)s?")
_REFUSED: Final = re.compile(r"((?:[a-z]+\s+){0,3}(?:declin|refus)\w+)\s+((?:to\s+)?\w+.*)", re.DOTALL)


def only(text: str, kept: Spans) -> str:
    """A text of the same length in which only the kept spans stand; line ends stay."""
    out: list[str] = []
    at = 0
    for span in sorted(kept):
        start, end = max(span.start, at), min(span.end, len(text))
        if start >= end:
            continue
        out.extend((_blank(text[at:start]), text[start:end]))
        at = end
    out.append(_blank(text[at:]))
    return "".join(out)


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def read_drafts(text: str, tagger: Tag, parts: Spans) -> list[Draft]:
    """What the tagger gives, with spans inside the text and contents that hold a word; in its order.

    `parts` are the text's sentences.
    """
    out: list[Draft] = []
    breaks = [match.start() for match in re.finditer(r"\n", text)]
    for found in tagger(text):
        cue = _without_article(text, _clean(text, found.cue))
        if not cue:
            continue
        pieces = _of_line(text, breaks, cue, _clean(text, found.content))
        pieces = _of_sentence(text, parts, cue, pieces)
        content = tuple(_whole(text, span) for span in pieces)
        if not content or not _near(text, breaks, cue, content):
            cue, content = _with_own_content(text, cue, content)
        if content and not _is_about(text, found.source, cue, content):
            source = _without_adverb(text, _speaker(text, _in_line(text, _clean(text, found.source), cue), cue, out))
            cue = _with_infinitive(text, cue, content)
            content = _without_holes(text, content, (*source, *cue))
            out.append(Draft(source, cue, content, min(max(found.score, 0.0), 1.0)))
    return out


def _without_holes(text: str, content: Spans, own: Spans) -> Spans:
    """The content with the few plain words between two of its pieces, which may turn its sense ("it ... denied that")."""
    out: list[Span] = []
    for span in content:
        hole = Span(out[-1].end, span.start) if out and out[-1].end < span.start else None
        if hole is not None and _HOLE.fullmatch(text, *hole) and not any(overlaps(hole, other) for other in own):
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)


def _with_infinitive(text: str, cue: Spans, content: Spans) -> Spans:
    """The cue with the infinitive that it governs, where that was left out: "are reluctant | to speak about"."""
    if content[0].start <= cue[-1].end:
        return cue
    verb = _INFINITIVE.fullmatch(text, cue[-1].end, content[0].start)
    return cue if verb is None else (*cue[:-1], Span(cue[-1].start, verb.end(1)))


def _without_article(text: str, cue: Spans) -> Spans:
    """The cue without an article at its end, which belongs to whom it was said to: "told the"."""
    if not cue:
        return cue
    article = _ARTICLE.search(text, *cue[-1])
    return cue if article is None else (*cue[:-1], Span(cue[-1].start, article.start()))


def _in_line(text: str, source: Spans, cue: Spans) -> Spans:
    """The source without what stands in other lines than the cue, where something is left: a name does not run over lines."""
    near = tuple(span for span in source if "\n" not in text[min(span[1], cue[0][0]) : max(span[0], cue[-1][1])])
    return near or source


def _without_adverb(text: str, source: Spans) -> Spans:
    """The source without what belongs to the verb or stands between commas: "the council on Friday", "Lee, in particular,"."""
    if not source or (adverb := _ADVERB.search(text, *source[-1])) is None:
        return source
    if text[adverb.start()] != "," and _CLAUSE.search(text, source[-1].start, adverb.start()) is not None:
        return source
    return (*source[:-1], Span(source[-1].start, adverb.start()))


def _speaker(text: str, source: Spans, cue: Spans, before: Sequence[Draft]) -> Spans:
    """The source, but for two errors: a pronoun right before the cue is its subject; who begins the next sentence is not.

    Behind "and" the speaker is that of the verb before; else it is unknown.
    """
    verb = cue[0]
    pronoun = _PRONOUN.search(text, max(0, verb.start - _PRONOUN_CHARS), verb.start)
    if pronoun is not None and source and source[-1].end <= pronoun.start():
        return (Span(*pronoun.span(1)),)
    owner = _OWNER.search(text, max(0, verb.start - _OWNER_CHARS), verb.start)
    if (
        owner is not None
        and source
        and not any(span.start < verb.start and span.end > owner.start() for span in source)
    ):
        return (Span(*owner.span(1)),)
    if not source or source[0].start < verb.end or _NEXT_SENTENCE.search(text, cue[-1].end, source[0].start) is None:
        return source
    if _AND.search(text, max(0, verb.start - _PRONOUN_CHARS), verb.start) is not None:
        for draft in reversed(before):
            if draft.source and draft.cue[-1].end <= verb.start and draft.source[-1].end <= draft.cue[0].start:
                apart = _NEXT_SENTENCE.search(text, draft.cue[-1].end, verb.start) is not None
                return () if apart else draft.source
    return ()


def _of_line(text: str, breaks: Sequence[int], cue: Spans, content: Spans) -> Spans:
    """The content without plain words of other lines than the cue's, and without a label that opens the cue's line.

    Only quotations and lists run over paragraphs. All is kept where nothing else would be left.
    """
    # the breaks of the text are given: looking for them anew each time is quadratic in a long line
    line = bisect_right(breaks, cue[0].start)
    start = breaks[line - 1] + 1 if line else 0
    after = bisect_left(breaks, cue[-1].end)
    end = breaks[after] if after < len(breaks) else len(text)
    kept = tuple(
        span
        for span in content
        if (span[0] < end and span[1] > start and not (span[0] == start and text[span[1] : span[1] + 1] == ":"))
        or _MARK.search(text, max(span[0], 0), max(span[1], 0))
    )
    return kept or content


def _of_sentence(text: str, parts: Sequence[Span], cue: Spans, content: Spans) -> Spans:
    """The content without plain words of other sentences than the cue's, and without other paragraphs' quotations.

    Only where plain words stand in the cue's sentence: these are what it leads in.
    """
    at = max(bisect_right(parts, cue[0].start, key=lambda part: part.start) - 1, 0)
    if not parts or len(content) < 2 or WORD.search(text, *cue[0]) is None:
        return content
    start, end = parts[at].start, max(parts[at].end, cue[-1].end)
    own = tuple(span for span in content if span.start < end and span.end > start)
    if not any(_QUOTED.search(text, *span) is None for span in own):
        return content
    floor, ceiling = text.rfind("\n", 0, start), text.find("\n", end)
    near = (floor, len(text) if ceiling < 0 else ceiling)
    return tuple(
        span
        for span in content
        if span in own or (_QUOTED.search(text, *span) is not None and near[0] <= span.start and span.end <= near[1])
    )


def _near(text: str, breaks: Sequence[int], cue: Spans, content: Spans) -> bool:
    """True when a line of the content is the cue's, or it holds a quotation."""
    first, last = min(cue[0].end, content[0].end), max(cue[0].start, content[0].start)
    lines = bisect_left(breaks, last) - bisect_left(breaks, first) if last > first else 0
    return lines == 0 or text[content[0].start] in _MARKS


def _with_own_content(text: str, cue: Spans, content: Spans) -> tuple[Spans, Spans]:
    """Cue and content where the cue holds both ("declined to comment") and the content stands in another paragraph."""
    refused = _REFUSED.match(text, cue[0].start, cue[-1].end)
    if refused is None:
        return cue, content
    return (Span(*refused.span(1)),), (Span(*refused.span(2)),)


def _is_about(text: str, source: Spans, cue: Spans, content: Spans) -> bool:
    """True where the cue only names a subject: "a newsletter tracking the talks", "I spoke with Lee about"."""
    words = [match.group() for span in cue for match in WORD.finditer(text, *span)]
    if not words or any(_MARK.search(text, *s) for s in content):
        return False
    if cues().bases(words[-1]) & cues().about:
        return True
    if not source:
        return words[-1] in _ON and words[0].endswith("ing") and bool(cues().bases(words[0]) & cues().issuing)
    return text[slice(*source[0])] in _WRITER and _TALKED.fullmatch(" ".join(words)) is not None


def is_seeming(text: str, draft: Draft) -> bool:
    """True of what the writer puts so and nobody says.

    That is "appeared" and "is known" where nobody is named with them, and what somebody's deed is to show: "came to meet Lee
    and highlight | the ties of the two ports".
    """
    if _shows_by_deed(text, draft):
        return True
    words = (
        [] if draft.source else [match.group().lower() for span in draft.cue for match in WORD.finditer(text, *span)]
    )
    seeming = any(cues().bases(word) & {"appear", "seem"} for word in words)
    return seeming or (bool(words) and words[0] in _BE and "known" in words)


def _shows_by_deed(text: str, draft: Draft) -> bool:
    cue = draft.cue[0]
    signal = _SIGNAL.match(text, *cue)
    verb = signal or _BARE.fullmatch(text, *cue)
    if len(draft.cue) > 1 or verb is None or any(_QUOTED.search(text, *span) for span in draft.content):
        return False
    if signal is None and (verb.group(1) not in cues().signs or text.startswith("that ", draft.content[0].start)):
        return False
    return verb.group().startswith("to ") or _PURPOSE.search(text, max(0, cue.start - 200), cue.start) is not None


def _whole(text: str, span: Span) -> Span:
    """The span without a conjunction at its end; a bare article with the word it belongs to."""
    if text[span.start : span.end].lower() in _ARTICLES:
        following = _NEXT_WORD.match(text, span.end)
        return span if following is None else Span(span.start, following.end())
    tail = max(span.start + 1, span.end - _DANGLING_CHARS)
    dangling = _DANGLING.search(text, tail, span.end) or _LONE.search(text, tail, span.end)
    return span if dangling is None else Span(span.start, dangling.start())


def _clean(text: str, spans: Spans) -> Spans:
    """The spans within their lines, sorted and trimmed; those without a word are left out unless none has one (a colon)."""
    kept: list[Span] = []
    for start, end in spans:
        at = max(start, 0)
        for line in text[at : max(end, at)].split("\n"):
            piece = trimmed(text, Span(at, at + len(line))) if line else None
            if piece is not None:
                kept.append(piece)
            at += len(line) + 1
    kept.sort()
    wordy = tuple(span for span in kept if WORD.search(text, *span))
    return wordy or tuple(kept)
