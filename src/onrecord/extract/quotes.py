"""Quotation marks and the regions between them.

Takes a text and gives its quotations: curly, straight, guillemets in both directions, low-high, doubled back ticks and
apostrophes, and single marks where they are not apostrophes. A quotation that is not closed ends with its line; one that
runs over several paragraphs opens each of them anew, and `runs` puts its parts together. Who is quoted is left to
`statements`. Linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.record import Span, Spans, StatementKind

#: Quotations inside quotations are followed this deep; a text that goes on nesting gives no deeper regions.
DEEPEST: Final = 3
#: Marks that wait for their partner at a time; more are met only in text that is no prose.
_WAITING_MARKS: Final = 8

_MARK: Final = re.compile("``|''|[“”„‟\"«»‘’‚‛‹›']")
_LINE: Final = re.compile(r"[^\n]+")
_WORD: Final = re.compile(r"\w+")
_BEFORE_OPENING: Final = frozenset("([{-–—/―")
_GOES_ON: Final = re.compile(r"\s*(?:[“\"«„]|``|'')")
_GOES_ON_SINGLE: Final = re.compile(r"\s*‘")
#: Words that lose their beginning: the mark before them is an apostrophe.
_ELISION: Final = re.compile(
    r"(?:em|til|tis|twas|cause|bout|round|n|neath|tween|nuff|sup|\d\ds?)(?!\w)",
    re.IGNORECASE,
)
_FAMILY: Final = {
    "“": "curly", "”": "curly", "„": "curly", "‟": "curly", '"': "straight", "``": "straight", "''": "straight",
    "«": "guillemet", "»": "guillemet", "‘": "single", "’": "single", "‚": "single", "‛": "single", "'": "single",
    "‹": "angle", "›": "angle",
}  # fmt: skip
#: Closing mark -> opening marks of another family that it may answer.
_MIXED: Final = {"”": '"', '"': "“"}
_Turn = Literal["open", "close", "neither"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks.

    span    with its marks; inner: without them (`inner` may be empty, so it is no `Span`)
    depth   0 outermost, 1 a quotation in a quotation, up to `DEEPEST` - 1
    closed  False where the closing mark is missing and the line ends it
    single  single marks
    """

    span: Span
    inner: tuple[int, int]
    depth: int
    closed: bool
    single: bool


@dataclass(slots=True)
class _Open:
    """A mark waiting for its partner."""

    start: int
    inner: int
    family: str
    mark: str


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of the text, sorted by start, outer before inner."""
    out: list[Quotation] = []
    for line in _LINE.finditer(text):
        out.extend(_in_line(text, line.start(), line.end()))
    return tuple(sorted(out, key=lambda q: (q.span.start, q.depth)))


def outermost(found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Those that stand in no other."""
    return tuple(q for q in found if q.depth == 0)


def runs(text: str, found: Sequence[Quotation]) -> tuple[tuple[Quotation, ...], ...]:
    """Outermost quotations in order, the parts of one that opens each paragraph anew together.

    A part is joined to the one before when that one was not closed and the next paragraph begins with an opening mark.
    """
    out: list[list[Quotation]] = []
    for quotation in outermost(found):
        last = out[-1][-1] if out else None
        if (
            last is not None
            and not last.closed
            and quotation.single is last.single
            and "\n" in text[last.span.end : quotation.span.start]
            and not text[last.span.end : quotation.span.start].strip()
        ):
            out[-1].append(quotation)
        else:
            out.append([quotation])
    return tuple(tuple(run) for run in out)


def kind_of(text: str, content: Spans, outer: Sequence[Quotation]) -> StatementKind:
    """`direct` when all words of the content stand inside quotation marks, `indirect` when none does, else `mixed`.

    `outer` are the outermost quotations of the text, sorted. Definition: PolNeAR's scorers, with single marks added.
    """
    words = quoted = 0
    for span in content:
        words += _words(text, *span)
        at = max(bisect_right(outer, span.start, key=lambda q: q.inner[0]) - 1, 0)
        while at < len(outer) and outer[at].inner[0] < span.end:
            inside = max(span.start, outer[at].inner[0]), min(span.end, outer[at].inner[1])
            quoted += _words(text, *inside) if inside[0] < inside[1] else 0
            at += 1
    if not quoted:
        return "indirect"
    return "direct" if quoted == words else "mixed"


def _words(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text, start, end))


def _in_line(text: str, start: int, end: int) -> list[Quotation]:
    """The quotations of one line, sorted; depths are worked out from what closes."""
    waiting: list[_Open] = []
    pairs: list[tuple[_Open, int, int]] = []
    marks = list(_MARK.finditer(text, start, end))
    if not marks:
        return []
    closers = _single_closers(text, [m for m in marks if _FAMILY[m.group()] == "single"], start, end)
    last_closer = max(closers, default=-1)
    first = end - len(text[start:end].lstrip())
    for match in marks:
        mark, at, after = match.group(), match.start(), match.end()
        family = _FAMILY[mark]
        partner = next((i for i in range(len(waiting) - 1, -1, -1) if waiting[i].family == family), None)
        if partner is None and mark in _MIXED and not _leads(text, match, start):
            # one word processor opened, another closed
            partner = next((i for i in range(len(waiting) - 1, -1, -1) if waiting[i].mark in _MIXED[mark]), None)
        turn = _turn(text, match, waiting[partner].mark if partner is not None else None, closers, start, end)
        if (
            turn == "open"
            and len(waiting) < _WAITING_MARKS
            and (family != "single" or at < last_closer or (at == first and _goes_on_single(text, at, end)))
        ):
            waiting.append(_Open(at, after, family, mark))
        elif turn == "close" and partner is not None:
            # a mark inside that was never closed was no quotation of its own
            del waiting[partner + 1 :]
            pairs.append((waiting.pop(), at, after))
    lone = next((o for o in waiting if not _is_single(o.family) or o.start == first), None)
    if lone is not None:
        stop = _end_of_lone(text, lone, pairs, start, end)
        pairs.append((lone, stop, stop))
    return _nested(pairs)


def _goes_on_single(text: str, at: int, end: int) -> bool:
    """True for a single opening mark when the next paragraph begins with one, too."""
    return text[at] == "‘" and _GOES_ON_SINGLE.match(text, end) is not None


def _end_of_lone(text: str, lone: _Open, pairs: Sequence[tuple[_Open, int, int]], start: int, end: int) -> int:
    """Where a quotation without closing mark ends: with its line, or before the next one of its family.

    One that opens the line and goes on in the next paragraph may hold others of its family.
    """
    goes_on = not text[start : lone.start].strip() and (
        _GOES_ON.match(text, end) is not None or _is_single(lone.family)
    )
    following = (opened.start for opened, _, _ in pairs if opened.family == lone.family and opened.start > lone.start)
    stop = end if goes_on else min(following, default=end)
    while stop > lone.inner and text[stop - 1].isspace():
        stop -= 1
    return stop


def _nested(pairs: Sequence[tuple[_Open, int, int]]) -> list[Quotation]:
    """The quotations with their depths, sorted; those deeper than `DEEPEST` are left out."""
    out: list[Quotation] = []
    ends: list[int] = []
    for opened, inner_end, end in sorted(pairs, key=lambda pair: (pair[0].start, -pair[2])):
        while ends and ends[-1] <= opened.start:
            ends.pop()
        if len(ends) < DEEPEST:
            out.append(
                Quotation(
                    Span(opened.start, end),
                    (opened.inner, inner_end),
                    len(ends),
                    closed=end > inner_end,
                    single=_is_single(opened.family),
                )
            )
        ends.append(end)
    return out


def _is_single(family: str) -> bool:
    return family in {"single", "angle"}


def _turn(text: str, match: re.Match[str], partner: str | None, closers: frozenset[int], start: int, end: int) -> _Turn:
    """Whether a mark opens or closes; `partner` is the open mark of its family, if any."""
    mark = match.group()
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    leads = _leads(text, match, start)
    family = _FAMILY[mark]
    if family == "single":
        if match.start() in closers and partner is not None:
            return "close"
        return "open" if mark != "’" and partner is None and _single_opens(text, match, leads=leads) else "neither"
    if mark in "„‟``":
        return "open"
    if mark == "“":
        # closes a low-high quotation, or stands where only a closing mark can
        if partner == "„" or (partner is not None and not leads and not after.isalnum()):
            return "close"
        return "open"
    if mark == "”":
        return _either(partner, leads=leads, after=after)
    if family in {"guillemet", "angle"}:
        if partner is None:
            return "open"
        return "open" if partner == mark and leads and not after.isspace() else "close"
    # straight: opens behind a space, a bracket or a dash, closes otherwise, unless that cannot be
    if leads and after.isspace():
        return "open" if partner is None else "close"
    if leads:
        # behind a dash it may close what was broken off ("I will--")
        return "open" if partner is None or before not in "-–—―" else "close"
    if partner is None:
        return "open" if not after.isspace() and after.isalnum() else "neither"
    return "close"


def _leads(text: str, match: re.Match[str], start: int) -> bool:
    """True where a mark stands behind white space, an opening bracket, a dash or a mark of another family."""
    before = text[match.start() - 1] if match.start() > start else " "
    return before.isspace() or before in _BEFORE_OPENING or _FAMILY.get(before) not in {None, _FAMILY[match.group()]}


def _either(partner: str | None, *, leads: bool, after: str) -> _Turn:
    """A closing mark, which some languages and typists also put in front."""
    if partner is not None:
        return "close"
    return "open" if leads and (after.isalnum() or after in "[(") else "neither"


def _single_opens(text: str, match: re.Match[str], *, leads: bool) -> bool:
    after = text[match.end() : match.end() + 1]
    return leads and bool(after.strip()) and not _ELISION.match(text, match.end())


def _single_closers(text: str, marks: Sequence[re.Match[str]], start: int, end: int) -> frozenset[int]:
    """Offsets of single marks that can close: behind something and before no letter.

    A mark behind an s may be a possessive ("the workers' rights"): it closes only when no later mark could close the same
    quotation, that is, before the next one opens.
    """
    out: set[int] = set()
    later = False
    for match in reversed(marks):
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
        if opens:
            later = False
        elif not before.isspace() and not after.isalnum():
            possessive = before in "sS" and after == " " and text[match.end() + 1 : match.end() + 2].islower()
            if not (possessive and later):
                out.add(match.start())
            later = True
    return frozenset(out)
