"""Words, word pieces and features: what the tagger's network reads.

Takes a text and gives a stream of tokens with their offsets, vocabulary numbers and one small feature. The training code
reads its articles through this module too, so that the network sees at run time what it was trained on. Cutting the
stream into windows is left to `windows`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

FEATURES = 16
"""Number of feature values: letter case (4) x inside a quotation (2) x first word of a line (2)."""

IN_QUOTATION = 4
LINE_START = 8
"""The parts of a feature above the letter case."""

LONGEST_WORD_CHARS = 100
"""Words longer than this become one unknown piece, as in BERT's own tokeniser: splitting is quadratic in the length."""

MEMO_WORDS = 100_000
"""Words whose pieces are remembered, about 20 MB. News text repeats its words, so that few are split twice; a text
made of ever new words must not fill the memory."""

_TOKEN = re.compile(r"\w+|''|``|[^\w\s]")
_PLAIN, _OPENS, _CLOSES, _TWO_APOSTROPHES, _STRAIGHT = range(5)
_MARKS = {
    **dict.fromkeys(["“", "«", "„", "‟", "``"], _OPENS),
    **dict.fromkeys("”»", _CLOSES),
    "''": _TWO_APOSTROPHES,
    '"': _STRAIGHT,
}
_BEFORE_OPENING = frozenset("([{-–—/")
_AS_PIECE = {"``": '"', "''": '"'}
_UNKNOWN, _FIRST, _LAST = "[UNK]", "[CLS]", "[SEP]"


class Token(NamedTuple):
    """A word or a mark of a text. Offsets are code points, end exclusive; `pieces` is never empty."""

    start: int
    end: int
    word: str
    pieces: tuple[int, ...]
    feature: int
    line_start: bool


_new_token = partial(tuple.__new__, Token)
"""A token of its fields, in half the time of `Token(...)`."""


class WordPieces:
    """Greedy longest-match word pieces over an uncased BERT vocabulary."""

    def __init__(self, words: list[str]) -> None:
        self._numbers = {word: number for number, word in enumerate(words)}
        self._memo: dict[str, tuple[tuple[int, ...], int, int]] = {}
        self.unknown = self._numbers[_UNKNOWN]
        self.first = self._numbers[_FIRST]
        self.last = self._numbers[_LAST]

    @classmethod
    def parse(cls, content: bytes) -> "WordPieces":
        """The vocabulary of a UTF-8 file with one piece a line, numbered from 0."""
        return cls(content.decode("utf-8").removesuffix("\n").split("\n"))

    def __call__(self, word: str) -> tuple[int, ...]:
        """The numbers of the word's pieces, at least one."""
        return self.read(word)[0]

    def read(self, word: str) -> tuple[tuple[int, ...], int, int]:
        """The numbers of the word's pieces, its letter case, and which quotation mark it is."""
        if len(word) > LONGEST_WORD_CHARS:
            return (self.unknown,), _letter_case(word), _PLAIN
        known = self._memo.get(word)
        if known is None:
            if len(self._memo) >= MEMO_WORDS:
                self._memo.clear()
            known = self._memo[word] = self._split(word), _letter_case(word), _MARKS.get(word, _PLAIN)
        return known

    def _split(self, word: str) -> tuple[int, ...]:
        plain = _AS_PIECE.get(word, word).lower()
        if not plain.isascii():
            plain = "".join(c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) != "Mn")
        if not plain or len(plain) > LONGEST_WORD_CHARS:
            return (self.unknown,)
        whole = self._numbers.get(plain)
        if whole is not None:
            return (whole,)
        pieces: list[int] = []
        start = 0
        while start < len(plain):
            for end in range(len(plain), start, -1):
                number = self._numbers.get(plain[start:end] if start == 0 else "##" + plain[start:end])
                if number is not None:
                    break
            else:
                return (self.unknown,)
            pieces.append(number)
            start = end
        return tuple(pieces)


def read_tokens(text: str, word_pieces: WordPieces) -> Iterator[Token]:
    """The tokens of a text in order. A quotation that is not closed ends with its line."""
    read = word_pieces.read
    begins = 0
    for line in text.split("\n"):
        line_start, quoted = True, False
        for match in _TOKEN.finditer(line):
            word = match.group()
            start, end = match.span()
            pieces, feature, mark = read(word)
            if line_start:
                feature += LINE_START
            if quoted or mark:
                feature += IN_QUOTATION
            if mark == _OPENS:
                quoted = True
            elif mark == _CLOSES:
                quoted = False
            elif mark == _TWO_APOSTROPHES:
                # it closes a quotation that `` or '' opened; newspapers that print no other mark use it on both sides
                quoted = not quoted
            elif mark == _STRAIGHT:
                quoted = not quoted and _may_open(line, start, end)
            yield _new_token((begins + start, begins + end, word, pieces, feature, line_start))
            line_start = False
        begins += len(line) + 1


def _letter_case(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() else 3


def _may_open(text: str, start: int, end: int) -> bool:
    """A straight mark outside a quotation opens one, unless it hangs behind a word with nothing after it."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return before.isspace() or before in _BEFORE_OPENING or not after.isspace()
