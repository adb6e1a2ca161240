"""What changed between two versions of a page: a readable diff on words, numbers, quotations, statements whose words are gone.

Paragraphs are compared first, then words inside what differs. Kinds of quotation marks and dashes make no difference;
everything else does. Bounded: a stretch too long to compare word by word is one change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from onrecord.origins.rows import Rows
from onrecord.origins.voices import shown_voice, voices_of
from onrecord.origins.words import Run, Words, common_blocks
from onrecord.record import Article, Span, Statement

#: Paragraphs and words up to which two stretches are compared piece by piece; difflib's time grows with the square.
_MOST_PARAGRAPHS: Final = 3_000
_MOST_WORDS: Final = 6_000
#: Words in common between two changes up to which they read better as one.
_CHANCE: Final = 1
#: Words shown on either side of a change.
_CONTEXT: Final = 6
#: Share of a quotation that must be left for it to count as altered and not as cut; as in `quotations`.
_LEFT: Final = 0.5

_PIECE: Final = re.compile(r"\w+(?:[.,:'’-]\w+)*|[^\w\s]")
NUMBER: Final = re.compile(
    r"\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|hundreds?|thousands?|dozens?"
    r"|millions?|billions?",
    re.IGNORECASE,
)
_SAME: Final = str.maketrans("“”„«»‘’‚ʼ–—", '"""""\'\'\'\'--')


@dataclass(frozen=True, slots=True)
class Change:
    """Words that differ: `old` in the older text, `new` in the newer; None where there are none. Context on either side."""

    old: Span | None
    new: Span | None
    was: str | None
    now: str | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number that became another: each with the word behind it."""

    old: Span
    new: Span
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class QuotationChange:
    """A quotation that is `cut`, `added` or `altered` (shortened, lengthened, worded anew)."""

    kind: Literal["cut", "added", "altered"]
    old: Span | None
    new: Span | None
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Gone:
    """A statement of the older version whose words the newer one lacks; `now`: the statement that stands in its place."""

    statement: str
    speaker: str | None
    words: str
    now: str | None
    now_words: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from `older` to `newer`, in the order of the text; all empty where only the page around it changed."""

    older: str
    newer: str
    changes: tuple[Change, ...]
    numbers: tuple[NumberChange, ...]
    quotations: tuple[QuotationChange, ...]
    gone: tuple[Gone, ...]


class _Piece(NamedTuple):
    key: str
    span: Span


def changes_between(older: Article, newer: Article, rows: Rows, words: Words) -> Changes:
    """Everything that changed. `words` must hold both articles."""
    found = _changes(older.text, newer.text)
    return Changes(
        older.id,
        newer.id,
        found,
        tuple(number for change in found for number in _numbers(change, older.text, newer.text)),
        _quotations(older, newer, words),
        _gone(older, newer, rows, words),
    )


def _changes(old: str, new: str) -> tuple[Change, ...]:
    out: list[Change] = []
    for before, after in _stretches(old, new):
        out += _word_changes(old, before, new, after)
    return tuple(out)


def _stretches(old: str, new: str) -> list[tuple[Span, Span]]:
    """Stretches of whole paragraphs that differ, in order; one of the two may be empty (start = end)."""
    a, b = _paragraphs(old), _paragraphs(new)
    low = 0
    while low < min(len(a), len(b)) and a[low].key == b[low].key:
        low += 1
    tail = 0
    while tail < min(len(a), len(b)) - low and a[-1 - tail].key == b[-1 - tail].key:
        tail += 1
    inner_a, inner_b = a[low : len(a) - tail], b[low : len(b) - tail]
    if max(len(inner_a), len(inner_b)) > _MOST_PARAGRAPHS:
        return [(_hull(inner_a, 0, len(inner_a), old), _hull(inner_b, 0, len(inner_b), new))]
    matcher = SequenceMatcher(None, [p.key for p in inner_a], [p.key for p in inner_b], autojunk=False)
    return [
        (_hull(inner_a, i, j, old), _hull(inner_b, k, m, new))
        for tag, i, j, k, m in matcher.get_opcodes()
        if tag != "equal"
    ]


def _paragraphs(text: str) -> list[_Piece]:
    return [
        _Piece(" ".join(match[0].translate(_SAME).split()), Span(match.start(), match.end()))
        for match in re.finditer(r"[^\n]+", text)
        if not match[0].isspace()
    ]


def _hull(pieces: Sequence[_Piece], low: int, high: int, text: str) -> Span:
    """From the first to the last of the pieces; an empty span where they would stand when there are none."""
    if low < high:
        return Span(pieces[low].span.start, pieces[high - 1].span.end)
    at = pieces[low].span.start if low < len(pieces) else pieces[-1].span.end if pieces else len(text)
    return Span(at, at)


def _word_changes(old: str, before: Span, new: str, after: Span) -> list[Change]:
    a, b = _pieces(old, before), _pieces(new, after)
    comparable = a and b and max(len(a), len(b)) <= _MOST_WORDS
    edits = _joined(a, b) if comparable else [(0, len(a), 0, len(b))]
    out = []
    for i, j, k, m in edits:
        was = Span(a[i].span.start, a[j - 1].span.end) if i < j else None
        now = Span(b[k].span.start, b[m - 1].span.end) if k < m else None
        before_, after_ = _context(old, a, i, j) if a else _context(new, b, k, m)
        out.append(Change(
            was, now,
            None if was is None else old[was.start : was.end], None if now is None else new[now.start : now.end],
            before_, after_,
        ))  # fmt: skip
    return out


def _pieces(text: str, span: Span) -> list[_Piece]:
    return [
        _Piece(match[0].translate(_SAME), Span(match.start(), match.end()))
        for match in _PIECE.finditer(text, span.start, span.end)
    ]


def _context(text: str, pieces: list[_Piece], low: int, high: int) -> tuple[str, str]:
    """Some words before and after the pieces `low` to `high`, on their lines."""
    before = text[pieces[max(0, low - _CONTEXT)].span.start : pieces[low - 1].span.end] if low else ""
    last = min(len(pieces), high + _CONTEXT) - 1
    after = text[pieces[high].span.start : pieces[last].span.end] if high < len(pieces) else ""
    gap = text[pieces[low - 1].span.end : pieces[low].span.start] if 0 < low < len(pieces) else ""
    return ("" if "\n" in gap else before.rpartition("\n")[2], after.partition("\n")[0])


def _joined(a: list[_Piece], b: list[_Piece]) -> list[tuple[int, int, int, int]]:
    """What differs, as ranges in both; changes with hardly a word between them are one."""
    matcher = SequenceMatcher(None, [p.key for p in a], [p.key for p in b], autojunk=False)
    out: list[tuple[int, int, int, int]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        if out:
            between = [p for p in a[out[-1][1] : i] if p.key[0].isalnum()]
            if len(between) <= _CHANCE and out[-1][1] <= i:
                out[-1] = (out[-1][0], j, out[-1][2], m)
                continue
        out.append((i, j, k, m))
    return out


def _numbers(change: Change, old: str, new: str) -> list[NumberChange]:
    """Numbers of a change, paired in order; those that the other side has too are left out."""
    if change.old is None or change.new is None:
        return []
    was, now = _figures(old, change.old), _figures(new, change.new)
    kept_was = [p for p in was if p.key not in {q.key for q in now}]
    kept_now = [p for p in now if p.key not in {q.key for q in was}]
    out = []
    for one, other in zip(kept_was, kept_now, strict=False):
        left, right = _with_next(old, one.span), _with_next(new, other.span)
        out.append(NumberChange(left, right, old[left.start : left.end], new[right.start : right.end]))
    return out


def _figures(text: str, span: Span) -> list[_Piece]:
    return [piece for piece in _pieces(text, span) if NUMBER.fullmatch(piece.key)]


def _with_next(text: str, span: Span) -> Span:
    """The number with the word behind it, on the same line."""
    match = re.compile(r"[ \u00a0-]\w+").match(text, span.end)
    return span if match is None else Span(span.start, match.end())


def _quotations(older: Article, newer: Article, words: Words) -> tuple[QuotationChange, ...]:
    old, new = words.quoted_runs(words.of(older.id)), words.quoted_runs(words.of(newer.id))
    whole_old, whole_new = words.of(older.id), words.of(newer.id)
    out: list[QuotationChange] = []
    taken: set[Run] = set()
    for run in old:
        same = words.find(run, whole_new)
        if same is not None and any(q.low <= same.low and same.high <= q.high for q in new):
            exact = next((q for q in new if q == same), None)
            if exact is not None:
                taken.add(exact)
                continue
        best, common = _nearest(run, [q for q in new if q not in taken], words)
        if best is None or common < _LEFT * min(run.high - run.low, best.high - best.low):
            out.append(_quotation("cut", older, run, newer, None, words))
        else:
            taken.add(best)
            out.append(_quotation("altered", older, run, newer, best, words))
    out += [
        _quotation("added", older, None, newer, run, words)
        for run in new
        if run not in taken and words.find(run, whole_old) is None
    ]
    return tuple(out)


def _nearest(run: Run, others: list[Run], words: Words) -> tuple[Run | None, int]:
    """The one with the most words in common, and how many."""
    mine = words.keys(run)[:_MOST_WORDS]
    best, most = None, 0
    for other in others:
        common = sum(block.size for block in common_blocks(mine, words.keys(other)[:_MOST_WORDS]))
        if common > most:
            best, most = other, common
    return best, most


def _quotation(
    kind: Literal["cut", "added", "altered"],
    older: Article,
    old: Run | None,
    newer: Article,
    new: Run | None,
    words: Words,
) -> QuotationChange:
    was = None if old is None else words.span(old)
    now = None if new is None else words.span(new)
    return QuotationChange(
        kind, was, now,
        None if was is None else older.text[was.start : was.end], None if now is None else newer.text[now.start : now.end],
    )  # fmt: skip


def _gone(older: Article, newer: Article, rows: Rows, words: Words) -> tuple[Gone, ...]:
    """Statements of the older version with words that the newer one lacks, in the order of the text."""
    whole = words.of(newer.id)
    left = [s for s in rows.statements if s.article == newer.id]
    out = []
    for statement in rows.statements:
        if statement.article != older.id:
            continue
        runs = [run for span in statement.content if (run := words.at(older.id, span)).high > run.low]
        if all(words.find(run, whole) is not None for run in runs):
            continue
        now = _in_place_of(statement, older, left, newer, rows, words)
        out.append(Gone(
            statement.id, shown_voice(statement, rows.mentions, older.text), _words(statement, older),
            None if now is None else now.id, None if now is None else _words(now, newer),
        ))  # fmt: skip
    return tuple(out)


def _in_place_of(
    gone: Statement, older: Article, left: list[Statement], newer: Article, rows: Rows, words: Words
) -> Statement | None:
    """The newer version's statement by the same speaker with half of the words, the nearest; None where there is none."""
    mine = words.keys_at(older.id, gone.content)[:_MOST_WORDS]
    speakers = voices_of(gone, rows.mentions, older.text)
    best, most = None, 0
    for other in left:
        theirs = words.keys_at(newer.id, other.content)[:_MOST_WORDS]
        if voices_of(other, rows.mentions, newer.text) != speakers:
            continue
        common = sum(block.size for block in common_blocks(mine, theirs))
        if common >= _LEFT * min(len(mine), len(theirs)) and common > most:
            best, most = other, common
    return best


def _words(statement: Statement, article: Article) -> str:
    return " … ".join(article.text[s.start : s.end] for s in statement.content)
