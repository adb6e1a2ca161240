"""Lines that stand on several pages of an outlet with different texts: notices, appeals, buttons that read like prose.

The strongest sign that a line is no news, and one that no reader of a single page can see. It is found over the whole record and
kept beside it: the text of an article stays what its capture gives, whatever else is on record, in any order of adding.

Here is what tells such a line when all articles with it are known; `onrecord.store.repeats` finds these by the line's digest, so
that one more article costs no reading of the outlet's others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from typing import Final

from onrecord.readers import shape
from onrecord.readers.phrases import CLOSING, GREETING, line_key
from onrecord.record import PROSE, Article, Span, Spans

_DIGITS: Final = re.compile(r"\d+")
#: Share of an article's words that it has in common with another of the outlet, from which the two are versions of one text.
_SAME_TEXT: Final = 0.4
#: Words from which a repeated line between lines of the text's own is a paragraph used again (what went before), no notice.
_PARAGRAPH_WORDS: Final = 25
#: Articles with a line up to which it is looked at whether they are versions of one text; on more it is a notice in any case.
MOST_PAIRED: Final = 30
_LEAST_WORDS: Final = 2
_QUOTED: Final = ('"', "'", "«", "„")  # words of somebody, printed again: reuse, which is found elsewhere


@dataclass(frozen=True, slots=True)
class Line:
    """A block of prose.

    key     64 bits of a digest of its outlet and its words, without digits
    words   number of its words
    notice  whether it may be one by its form: no words of somebody, no greeting
    """

    span: Span
    key: int
    words: int
    notice: bool


def lines(article: Article) -> tuple[Line, ...]:
    """The blocks of an article's prose, in order; none where its outlet is not known."""
    if article.outlet is None:
        return ()
    outlet = article.outlet.encode("utf-8", "surrogatepass") + b"\0"
    return tuple(
        _line(outlet, block.span, block.text)
        for block in article.blocks
        if block.span is not None and block.label in PROSE
    )


def _line(outlet: bytes, span: Span, text: str) -> Line:
    key = _DIGITS.sub("0", line_key(text))
    digest = blake2b(outlet + key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    words = shape.words(text)
    # a letter's greeting and farewell are its own words, the same in each issue
    own = words < _LEAST_WORDS or key.startswith(_QUOTED) or GREETING.match(key) or CLOSING.match(key)
    return Line(span, int.from_bytes(digest, "big", signed=True), words, not own)


def are_versions(one: Mapping[int, int], other: Mapping[int, int], wide: Collection[int]) -> bool:
    """Whether two articles are versions of one text. Both as the words of each line by its key.

    Lines on more than `MOST_PAIRED` pages, `wide`, make them none.
    """
    common = sum(min(one[key], other[key]) for key in one.keys() & other.keys() if key not in wide)
    return common >= _SAME_TEXT * min(sum(one.values()), sum(other.values()))


def are_one_text(articles: Sequence[str], versions: Collection[tuple[str, str]]) -> bool:
    """Whether the articles are all versions of one text, where these (sorted) pairs of them are."""
    texts = {ident: ident for ident in articles}

    def root(ident: str) -> str:
        while texts[ident] != ident:
            ident = texts[ident]
        return ident

    for one, other in combinations(sorted(articles), 2):
        if (one, other) in versions:
            texts[root(other)] = root(one)
    return len({root(ident) for ident in articles}) < 2


def notices(found: Sequence[Line], repeated: Collection[int]) -> Spans:
    """Those of an article's lines that are notices, where lines with the keys `repeated` stand in different texts."""
    out = []
    for index, line in enumerate(found):
        if line.key not in repeated or not line.notice:
            continue
        beside = [other for other in found[max(0, index - 1) : index + 2] if other is not line]
        if line.words >= _PARAGRAPH_WORDS and len(beside) == 2 and not any(b.key in repeated for b in beside):
            continue
        out.append(line.span)
    return tuple(out)
