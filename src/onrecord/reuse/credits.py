"""What a text says of its own origin: permission and source lines, wire tags, the page's canonical address.

Takes a document; gives `Claims`. Names are compared by letters alone, or by initials ("HR/FQ" is Harbour Radio/Free Quay),
since a page may name an outlet by its host, its short or its full name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np

from onrecord.reuse.documents import Document, is_address
from onrecord.reuse.tokens import Tokens, tokens

#: Phrases of credit lines, each with the pairs of words that show a line to look at; a lone one stands first in its line.
_LINES: Final = tuple(
    (words, re.compile(pattern, re.IGNORECASE))
    for words, pattern in (
        (
            ("permission of", "permission from"),
            r"\b(?:re)?(?:printed|published|posted|used) (?:here )?(?:with|by) (?:the )?(?:kind |express )?permission "
            r"(?:of|from) ([^.;,()]{2,80})",
        ),
        (
            ("originally published", "originally appeared", "first published", "first appeared"),
            r"\b(?:originally|first) (?:published|appeared) (?:by|in|on|at) ([^.;,()]{2,80})",
        ),
        (
            ("reprinted from", "republished from", "reposted from"),
            r"^\W*(?:reprinted|republished|reposted) from ([^.;,()]{2,80})",
        ),
        (("source",), r"^\W*source:\s*([^.;,()]{2,60})$"),
        (("courtesy of",), r"^\W*(?:article |text |story )?courtesy of ([^.;,()]{2,60})"),
    )
)
#: Lines looked at for one phrase: a credit stands once or twice on a page.
_MOST_LINES: Final = 8
#: "QUAYTOWN, March 3 (Agency) —" or "(Agency) -" at the head of a paragraph among the first of a text: capitalised words, then
#: a capitalised name.
_WIRE: Final = re.compile(
    r"^[ \t]*(?:(?:[^\W_a-zß-öø-ÿ][\w.'’-]*,?[ \t]){1,6})?\(([^\W\d_a-zß-öø-ÿ][^()\n]{1,40})\)[ \t]*(?:—|–|--|-)[ \t]",
    re.MULTILINE,
)
#: "By Ann Example, Agency" as a line of its own.
_BYLINE: Final = re.compile(r"^[ \t]*By [^\n,|]{3,60}(?:,| \|)[ \t]*([^\n,|]{2,60}?)[ \t]*$", re.MULTILINE)
#: Characters at the head of a text in which a wire tag stands.
_HEAD_CHARS: Final = 1500
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SECOND_LEVEL: Final = frozenset({"co", "com", "org", "net", "ac", "gov", "edu"})
_NOT_LETTER: Final = re.compile(r"[\W_]+")
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Letters that a name must have to be the head of another ("QBC", "QBC News"), and to stand anywhere in it: "Post" is not
#: the Harbour Post.
_LEAST_HEAD: Final = 3
_LEAST_INSIDE: Final = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of a text that may name an origin.

    kind    `credit` (a permission or source line), `canonical` (an address in the page's markup), `wire` (an agency's tag),
            `byline` (what follows an author's name: an outlet or an office, so of weight only where it is the other text's
            outlet)
    """

    kind: Literal["credit", "canonical", "wire", "byline"]
    holder: str
    words: str


#: A place where a line of credit may stand: the number of its phrase, and a code point in the line.
Lookout = tuple[int, int]


def lookouts(words: Tokens) -> list[list[Lookout]]:
    """For each text the places where a credit line may stand, sorted by phrase. Linear, in numpy."""
    out: list[list[Lookout]] = [[] for _ in range(len(words.first) - 1)]
    hashes = words.hashes
    for number, (firsts, pairs) in enumerate(_phrase_keys()):
        seen = hashes == firsts[0]
        for key in firsts[1:]:
            seen |= hashes == key
        at = np.flatnonzero(seen)
        if at.size == 0:
            continue
        if pairs:
            at = at[at + 1 < hashes.size]
            at = at[[(int(hashes[n]), int(hashes[n + 1])) in pairs for n in at.tolist()]]
        else:
            at = at[words.opens[at]]
        texts = np.searchsorted(words.first, at, side="right") - 1
        for text, place in zip(texts.tolist(), words.starts[at].tolist(), strict=True):
            out[text].append((number, place))
    return out


@lru_cache(maxsize=1)
def _phrase_keys() -> tuple[tuple[tuple[int, ...], frozenset[tuple[int, int]]], ...]:
    """Of each phrase the hashes of its first words, and its pairs; none where the word stands alone."""
    out = []
    for phrases, _ in _LINES:
        keys = [tuple(tokens([phrase]).hashes.tolist()) for phrase in phrases]
        pairs = frozenset((key[0], key[1]) for key in keys if len(key) > 1)
        out.append((tuple(sorted({key[0] for key in keys})), pairs))
    return tuple(out)


def claims(document: Document, places: Sequence[Lookout] | None = None) -> tuple[Claim, ...]:
    """Credit lines of the document as a reader found them and as its text has them, then wire tags and bylines; no name twice.

    `places` are the text's `lookouts`, where they are known already.
    """
    found = [
        Claim("canonical" if is_address(credit.words) else "credit", credit.holder, credit.words)
        for credit in document.credits
    ]
    text = document.text
    for number, line in _lines_at(text, lookouts(tokens([text]))[0] if places is None else places):
        found += [Claim("credit", _name(m.group(1)), m.group(0).strip()) for m in _LINES[number][1].finditer(line)]
    head = text[:_HEAD_CHARS]
    if "(" in head:
        found += [Claim("wire", _name(m.group(1)), m.group(0).strip()) for m in _WIRE.finditer(head)]
    if "By " in head:
        found += [Claim("byline", _name(m.group(1)), m.group(0).strip()) for m in _BYLINE.finditer(head)]
    out: dict[tuple[str, str], Claim] = {}
    for claim in found:
        if letters(claim.holder):
            out.setdefault((claim.kind, letters(claim.holder)), claim)
    return tuple(out.values())


def _lines_at(text: str, places: Sequence[Lookout]) -> Iterator[tuple[int, str]]:
    """The first lines of each phrase without space at their ends, cut at a thousand characters."""
    counts = [0] * len(_LINES)
    ends = [0] * len(_LINES)
    for number, at in places:
        if at >= ends[number] and counts[number] < _MOST_LINES:
            start = max(text.rfind("\n", 0, at) + 1, at - 500)
            end = text.find("\n", at)
            ends[number] = end = len(text) if end < 0 else end
            counts[number] += 1
            yield number, text[start : min(end, at + 500)].strip()


def _name(words: str) -> str:
    name = words.strip(" \t\"'“”‘’")
    return name[4:] if name[:4].casefold() == "the " else name


def letters(name: str) -> str:
    """The name's letters and digits without case; of a host the one label that names its owner."""
    host = name.strip().casefold()
    if _HOST.fullmatch(host):
        labels = host.split(".")[:-1]
        while len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
            labels.pop()
        host = labels[-1]
    return _NOT_LETTER.sub("", host)


def initials(name: str) -> str:
    """First letters of the name's words, without case."""
    return "".join(word[0] for word in _WORD.findall(name)).casefold()


@lru_cache(maxsize=1 << 16)
def same_name(one: str, other: str | None) -> bool:
    """Whether two names may be one outlet's: equal letters, one within the other, or one the other's initials."""
    if other is None:
        return False
    left, right = letters(one), letters(other)
    if not left or not right:
        return False
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    if (len(short) >= _LEAST_HEAD and long.startswith(short)) or (len(short) >= _LEAST_INSIDE and short in long):
        return True
    return (len(left) > 1 and left == initials(other)) or (len(right) > 1 and right == initials(one))


def names_itself(holder: str, document: Document) -> bool:
    """Whether a document of an unknown outlet names the holder in its text: in full, or by initials of three and more."""
    if document.outlet is not None:
        return False
    if holder in document.text:
        return True
    short = initials(holder)
    return len(short) > 2 and any(letters(word) == short for word in re.findall(r"[A-Z][A-Z/.&-]{2,}", document.text))
