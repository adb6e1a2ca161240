"""What a text says of its own origin: permission and source lines, wire tags, the page's canonical address.

Takes a document; gives `Claims`. Names are compared by letters alone, or by initials ("HR/FQ" is Harbour Radio/Free Quay),
since a page may name an outlet by its host, its short or its full name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from onrecord.reuse.documents import Document

#: Phrases of credit lines, each with the words that show a line to look at (without first letters: their case changes).
_LINES: Final = tuple(
    (words, re.compile(pattern, re.IGNORECASE))
    for words, pattern in (
        (
            ("ermission of", "ermission from", "PERMISSION"),
            r"\b(?:re)?(?:printed|published|posted|used) (?:here )?(?:with|by) (?:the )?(?:kind |express )?permission "
            r"(?:of|from) ([^.;,()]{2,80})",
        ),
        (
            ("riginally published", "riginally appeared", "irst published", "irst appeared", "ORIGINALLY", "FIRST PUB"),
            r"\b(?:originally|first) (?:published|appeared) (?:by|in|on|at) ([^.;,()]{2,80})",
        ),
        (
            ("printed from", "published from", "posted from", "PRINTED FROM", "PUBLISHED FROM"),
            r"^\W*(?:reprinted|republished|reposted) from ([^.;,()]{2,80})",
        ),
        (("ource:", "SOURCE:"), r"^\W*source:\s*([^.;,()]{2,60})$"),
        (("ourtesy of", "COURTESY OF"), r"^\W*(?:article |text |story )?courtesy of ([^.;,()]{2,60})"),
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

    kind    `credit` (a permission or source line), `wire` (an agency's tag), `byline` (what follows an author's name: an
            outlet or an office, so of weight only where it is the other text's outlet)
    """

    kind: Literal["credit", "wire", "byline"]
    holder: str
    words: str


def claims(document: Document) -> tuple[Claim, ...]:
    """Credit lines of the document as a reader found them and as its text has them, then wire tags and bylines; no name twice."""
    found = [Claim("credit", credit.holder, credit.words) for credit in document.credits]
    text = document.text
    for words, pattern in _LINES:
        for line in _lines_with(text, words):
            found += [Claim("credit", _name(m.group(1)), m.group(0).strip()) for m in pattern.finditer(line)]
    head = text[:_HEAD_CHARS]
    found += [Claim("wire", _name(m.group(1)), m.group(0).strip()) for m in _WIRE.finditer(head)]
    found += [Claim("byline", _name(m.group(1)), m.group(0).strip()) for m in _BYLINE.finditer(head)]
    out: dict[tuple[str, str], Claim] = {}
    for claim in found:
        if letters(claim.holder):
            out.setdefault((claim.kind, letters(claim.holder)), claim)
    return tuple(out.values())


def _lines_with(text: str, words: tuple[str, ...]) -> list[str]:
    """The first lines of the text that hold one of the words, without space at their ends, cut at a thousand characters."""
    out: list[str] = []
    for word in words:
        at = text.find(word)
        while at >= 0 and len(out) < _MOST_LINES:
            start = max(text.rfind("\n", 0, at) + 1, at - 500)
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            out.append(text[start : min(end, at + 500)].strip())
            at = text.find(word, end)
    return out


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
