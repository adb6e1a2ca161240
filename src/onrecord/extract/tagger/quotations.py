"""Puts the edges of contents on the edges of quotations.

In PolNeAR, as in most style books, a quoted content includes its marks and the comma before the closing one. The
network mostly learns that; where it stops one token short of a mark, this rule finishes the quotation.
"""

from collections.abc import Sequence

from onrecord.extract.tagger.decode import Run
from onrecord.extract.tagger.pieces import IN_QUOTATION, Token

_STRAIGHT = frozenset(['"', "''"])
_OPENING = frozenset(["“", "«", "„", "‟", '"', "``", "''"])
_CLOSING = frozenset(["”", "»", '"', "''"])
_BEFORE_CLOSING = frozenset([",", ".", "!", "?", "…", ";", ":", "—", "-"])
_OUTSIDE_STOPS = frozenset([",", ".", ";", ":"])


def _quoted(token: Token) -> bool:
    return bool(token.feature & IN_QUOTATION)


def tidy(content: Run, tokens: Sequence[Token]) -> Run:
    """The content with the mark on each side that belongs to it, and without a stop outside the quotation; never empty.

    `tokens` are the window's; the content stays inside it.
    """
    start, end = content
    if start > 0 and tokens[start - 1].word in _OPENING and _opens(tokens, start - 1):
        start -= 1
    reach = end
    while reach < len(tokens) and reach < end + 2 and tokens[reach].word in _BEFORE_CLOSING and _quoted(tokens[reach]):
        reach += 1
    if reach < len(tokens) and tokens[reach].word in _CLOSING and _quoted(tokens[reach - 1]) and _closes(tokens, reach):
        end = reach + 1
    while end - start > 1 and tokens[end - 1].word in _OUTSIDE_STOPS and not _quoted(tokens[end - 1]):
        end -= 1
    return start, end


def _opens(tokens: Sequence[Token], number: int) -> bool:
    """True where a quotation begins with the mark; straight marks on both sides of one place are not told apart."""
    word = tokens[number].word
    if word not in _STRAIGHT:
        return True
    before = number > 0 and _quoted(tokens[number - 1]) and not tokens[number].line_start
    return not before and number + 1 < len(tokens) and _quoted(tokens[number + 1])


def _closes(tokens: Sequence[Token], number: int) -> bool:
    """True where a quotation ends with the mark."""
    if tokens[number].word not in _STRAIGHT:
        return True
    after = number + 1 < len(tokens) and _quoted(tokens[number + 1]) and not tokens[number + 1].line_start
    return _quoted(tokens[number]) and not after
