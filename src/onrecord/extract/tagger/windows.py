"""Cuts a stream of tokens into windows that the network can read at once.

A window is a run of whole tokens. It ends where a line ends, else where a sentence ends, else anywhere; attributions
that cross a line are rare (0.8 % in PolNeAR), so that little is lost at the cuts and no overlap is needed.
"""

from collections.abc import Iterable, Iterator

from onrecord.extract.tagger.pieces import Token

WINDOW_PIECES = 190
"""Most word pieces in a window; with the two marks around it 192; see docs/decisions/0010 for other lengths."""

_SENTENCE_END = frozenset([".", "!", "?", "”", '"', "''"])


def windows(tokens: Iterable[Token], *, limit: int = WINDOW_PIECES, first: int | None = None) -> Iterator[list[Token]]:
    """Windows of at most `limit` word pieces (a single token may exceed it), which together are the tokens, in order.

    `first` limits the first window further: training cuts each epoch elsewhere. Holds one window in memory.
    """
    held: list[Token] = []
    used, room = 0, limit if first is None else first
    for token in tokens:
        size = len(token.pieces)
        while used + size > room and held:
            cut = _cut(held, token, room)
            yield held[:cut]
            held = held[cut:]
            used, room = sum(len(t.pieces) for t in held), limit
        held.append(token)
        used += size
    if held:
        yield held


def _cut(held: list[Token], following: Token, room: int) -> int:
    """Where to end the window: at least 1 token, at most all of them. A line that ends in a colon stays with the next."""
    if following.line_start and held[-1].word != ":":
        return len(held)
    line = next((i for i in range(len(held) - 1, 0, -1) if held[i].line_start and held[i - 1].word != ":"), 0)
    if line and 2 * sum(len(token.pieces) for token in held[:line]) >= room:
        return line
    sentence = next((i for i in range(len(held), 0, -1) if held[i - 1].word in _SENTENCE_END), 0)
    return max(line, sentence) or len(held)
