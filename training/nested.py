"""Makes nested examples, which the corpus lacks: it annotates one level only.

A sentence of the corpus is put into the mouth of a speaker of the corpus ("SOURCE CUE that ..."), once or twice. What was
annotated in the sentence becomes the inner layer, so that inner labels are as good as the corpus's own.
"""

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.tagger.pieces import Token, WordPieces, read_tokens
from onrecord.extract.tagger.shape import LAYERS
from training.data import Article, Item, Roles, labels

SENTENCES_TOGETHER = 4
"""Sentences in one window, so that a nested one does not always stand at its beginning."""

_MARKS = re.compile("[“”\"«»„‟]|``|''")
_ENDS = frozenset([".", "!", "?"])
_LOWERED = frozenset(
    "The A An In On At For But And He She It They We You There This That These Those His Her Its Their Our If When While "
    "As After Before Some Many Most No Not".split()
)
_LONGEST_SOURCE, _LONGEST_CUE = 12, 3
_SHORTEST, _LONGEST = 5, 45

Offsets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A speaker and a cue that stood side by side; `leads` when they came before the content."""

    source: str
    cue: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with attributions in its own code points: (layer, source, cue, content), each a tuple of pairs."""

    text: str
    attributions: tuple[tuple[int, Offsets, Offsets, Offsets], ...] = ()

    def moved(self, by: int, down: int) -> tuple[tuple[int, Offsets, Offsets, Offsets], ...]:
        def move(spans: Offsets) -> Offsets:
            return tuple((start + by, end + by) for start, end in spans)

        return tuple((layer + down, move(s), move(c), move(t)) for layer, s, c, t in self.attributions)


def frames(articles: Sequence[Article]) -> list[Frame]:
    """The speakers with a cue beside them and one content beside both."""
    found = []
    for article in articles:
        for source, cue, content, _ in article.annotations[0]:
            if not source or not cue or not content:
                continue
            if not (source[-1] - source[0] < _LONGEST_SOURCE and cue[-1] - cue[0] < _LONGEST_CUE):
                continue
            if source[-1] + 1 != cue[0]:
                continue
            leads = cue[-1] < content[0] <= cue[-1] + 2
            if leads or content[-1] < source[0]:
                words = tuple(
                    article.text[article.tokens[part[0]].start : article.tokens[part[-1]].end] for part in (source, cue)
                )
                if not any("\n" in word or _MARKS.search(word) for word in words):
                    found.append(Frame(*words, leads))
    return found


def passages(articles: Sequence[Article]) -> list[Passage]:
    """Sentences without quotation marks, with the attributions inside them; none that an attribution crosses."""
    found = []
    for article in articles:
        inside = article.annotations[0]
        bounds = [0]
        for number, token in enumerate(article.tokens):
            if token.line_start and number:
                bounds.append(number)
            elif token.word in _ENDS:
                bounds.append(number + 1)
        for start, end in itertools.pairwise(bounds):
            if not _SHORTEST <= end - start <= _LONGEST or article.tokens[end - 1].word != ".":
                continue
            begin, stop = article.tokens[start].start, article.tokens[end - 2].end
            text = article.text[begin:stop]
            if _MARKS.search(text) or "\n" in text:
                continue
            within = [one for one in inside if any(start <= n < end for part in one[:3] for n in part)]
            if any(not start <= n < end - 1 for one in within for part in one[:3] for n in part):
                continue
            found.append(Passage(text, tuple((0, *_offsets(article, one, begin)) for one in within)))
    return found


def _offsets(article: Article, roles: Roles, begin: int) -> tuple[Offsets, Offsets, Offsets]:
    def offsets(numbers: tuple[int, ...]) -> Offsets:
        return tuple((article.tokens[n].start - begin, article.tokens[n].end - begin) for n in numbers)

    return offsets(roles.source), offsets(roles.cue), offsets(roles.content)


def wrapped(passage: Passage, frame: Frame, chance: random.Random) -> Passage:
    """The passage as what the frame's speaker says; its attributions go one layer down."""
    text = passage.text
    quoted = not frame.leads or chance.random() < 0.25
    if not quoted and text.split(" ", 1)[0] in _LOWERED:
        text = text[0].lower() + text[1:]
    opening, closing = chance.choice(["“”", '""']) if quoted else ("", "")
    if frame.leads:
        link = ", " if quoted else chance.choice([" that ", " that ", " "])
        before = f"{frame.source} {frame.cue}{link}"
        whole = f"{before}{opening}{text}{closing}"
        at = len(before)
        end = len(whole)
        source = (0, len(frame.source))
    else:
        said = f"{opening}{text},{closing} "
        whole = f"{said}{frame.source} {frame.cue}"
        at, end = 0, len(said) - 1
        source = (len(said), len(said) + len(frame.source))
    cue = (source[1] + 1, source[1] + 1 + len(frame.cue))
    outer = (0, (source,), (cue,), ((at, end),))
    return Passage(whole, (outer, *passage.moved(at + len(opening), 1)))


def nested_windows(
    articles: Sequence[Article], word_pieces: WordPieces, count: int, chance: random.Random
) -> Iterator[Item]:
    """`count` windows of a few sentences each, most of them nested, some twice."""
    speakers, sentences = frames(articles), passages(articles)
    for _ in range(count):
        text, attributions = "", []
        for sentence in chance.sample(sentences, SENTENCES_TOGETHER):
            passage = sentence
            for _ in range(chance.choices([0, 1, 2], weights=[1, 5, 2])[0]):
                passage = wrapped(passage, chance.choice(speakers), chance)
            attributions += passage.moved(len(text), 0)
            text += passage.text[0].upper() + passage.text[1:] + chance.choice([". ", ".\n"])
        tokens = list(read_tokens(text, word_pieces))
        roles = [_roles(tokens, one) for one in attributions if one[0] < LAYERS]
        yield Item(tokens, labels(roles, len(tokens), inner_known=True))


def _roles(tokens: Sequence[Token], attribution: tuple[int, Offsets, Offsets, Offsets]) -> Roles:
    layer, *parts = attribution
    found = (
        tuple(
            number
            for number, token in enumerate(tokens)
            if any(token.start < end and start < token.end for start, end in spans)
        )
        for spans in parts
    )
    return Roles(*found, layer)
