"""Credit lines: words of a page that name another origin, and whom they name.

"Reprinted with the permission of X", "Originally published by X", "Source: X", "OSTREL (X) —", "With reporting by X and Y",
"© 2023 X". A credit never gives a date: the year of a copyright notice is not the year of the article.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.readers.shape import holds

_HOLDER: Final = r"(?P<holder>[^\W_][^,;()\n]{1,80}?)"
_STOP: Final = r"(?=\s*(?:[,;(\n]|\.(?:\s|$)|$| on (?:\w+ )?\d|\bhere\b| under (?:a|the|license)| and is | - | \| ))"
#: Lines whose purpose is to credit.
_LINES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"\b(?:re-?printed|re-?published|reproduced|used|syndicated|re-?posted)\b[^.]{{0,30}}?\b(?:with"
            rf"|by)(?: the)?(?: kind)? permission (?:of|from) (?-i:the )?{_HOLDER}{_STOP}"
        ),
        (
            rf"\b(?:was |is |has been )?(?:first|originally) (?:published|appeared|posted|printed|broadcast|aired|ran"
            rf"|written)(?: (?:by|in|on|at|for))+ (?-i:the )?{_HOLDER}{_STOP}"
        ),
        (
            rf"\b(?:re-?published|reprinted|reproduced|reposted|syndicated) (?:by arrangement with|courtesy of|from|by"
            rf"|with) (?!permission|the permission|kind)(?-i:the )?{_HOLDER}{_STOP}"
        ),
        rf"\b(?:article|story|text|report|material) (?:courtesy of|provided by|from|via) (?-i:the )?{_HOLDER}{_STOP}",
        rf"^(?:the )?(?:original )?source ?: ?(?-i:the )?{_HOLDER}{_STOP}",
        rf"^via:? (?-i:the )?{_HOLDER}{_STOP}",
        (
            rf"^\W?(?:with|based on|some|additional|includes|including) (?:additional )?(?:reporting|reports"
            rf"|information|material|writing)(?: (?:by|from|of))+ {_HOLDER}{_STOP}"
        ),
        rf"^{_HOLDER} contributed (?:reporting )?to this (?:report|story|article)",
        rf"^reporting by {_HOLDER}{_STOP}",
    )
)
_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)|copyright)(?:[ ,]*(?:©|\(c\)|copyright))?[ ,.]*(?:(?:19|20)\d\d(?: ?[-–—] ?(?:(?:19|20)\d\d"
    r"|present))?[ ,.:]*)?(?:by )?"
    r"(?P<holder>[^\W\d_][^;()|\n©]{1,60}?)(?=\s*(?:[;(|\n©]|\.\s|\.?$|,? (?:19|20)\d\d\b|,? all rights|,? inc\b|,? reprinted))",
    re.IGNORECASE,
)
#: Words without which no credit wording matches; most lines have none of them.
_TRIGGER: Final = (
    "©", "(c)", "copyright", "permission", "source", "via", "courtesy", "provided by", "from", "report", "contributed", "publish",
    "first", "originally", "arrangement", "print", "produced", "posted", "syndicated",
)  # fmt: skip
_OWNED: Final = ("©", "(c)", "copyright")
#: An agency in brackets after the place of a report, and before its first words.
_WIRE: Final = re.compile(
    r"^(?P<place>[^\W\d_a-z][^()\n]{1,60}?) ?\((?P<holder>[^\W\d_a-z][\w./& -]{1,30})\) ?(?:[-–—]{1,2}|:)\s"
)
_SPLIT: Final = re.compile(r",? and |, ")
_BODIES: Final = re.compile(r"\b(?:radio|news|agency|press|television|tv|times|post|wire|service)\b", re.IGNORECASE)
_LONGEST: Final = 400  # characters of a credit line; a paragraph of prose is longer


def is_credit_line(text: str) -> bool:
    """Whether a short line is there to credit another origin or contributors; not so for copyright notices."""
    if len(text) > _LONGEST or not _may_credit(text) or (_may_own(text) and _COPYRIGHT.search(text)):
        return False
    return (
        any((found := pattern.search(text)) is not None and found.start() <= 40 for pattern in _LINES)
        and len(text.split()) <= 40
    )


def credits_in(text: str, *, furniture: bool, opening: bool) -> tuple[tuple[str, str], ...]:
    """Holders and words of the credits in a block, in order, each holder once.

    `furniture`: the block is a notice or credit line (all wordings count); `opening`: it is among the first of the
    article's prose, where an agency in brackets may stand. Prose is searched for nothing else, since in it "first published in"
    tells of something that is reported.
    """
    found: list[tuple[str, str]] = []
    if furniture and len(text) <= 4 * _LONGEST and _may_credit(text):
        for pattern in _LINES:
            for match in pattern.finditer(text):
                found += [(holder.strip(" .\"'“”"), match[0].strip()) for holder in _SPLIT.split(match["holder"])]
        if not found:
            found += [(match["holder"].strip(" .,"), match[0].strip(" .,")) for match in _COPYRIGHT.finditer(text)]
    if opening:
        wire = _WIRE.match(text[:120])
        if wire is not None:
            found.append((wire["holder"], f"({wire['holder']})"))
    seen: set[str] = set()
    out = []
    for holder, words in found:
        if holder and holder.lower() not in seen and not holder.lower().startswith(("all rights", "our ", "this ")):
            seen.add(holder.lower())
            out.append((holder, words))
    return tuple(out)


def copyright_holder(text: str) -> str | None:
    """The holder that a plain copyright notice names; None where there is none, or where the notice credits another origin."""
    if len(text) > _LONGEST or not _may_own(text) or any(pattern.search(text) for pattern in _LINES):
        return None
    match = _COPYRIGHT.search(text)
    holder = None if match is None else match["holder"].strip(" .,")
    return None if holder is None or holder.lower().startswith(("all rights", "our ", "this ")) else holder


def is_outlet_name(name: str) -> bool:
    """Whether a byline names an outlet or agency rather than a person, by a word such as "Radio" in it."""
    return _BODIES.search(name) is not None and "," not in name


def _may_credit(text: str) -> bool:
    return holds(text.lower(), _TRIGGER)


def _may_own(text: str) -> bool:
    return holds(text.lower(), _OWNED)
