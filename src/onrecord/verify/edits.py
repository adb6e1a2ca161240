"""What became of each sentence in a Markdown briefing that a writer edited.

    unchanged   printed as it was made
    edited      other words, and they rest on the receipts that stand behind them (`brief.gate`)
    lost        other words, and they do not: the reasons are given
    own         no receipt behind it: the writer's own
    removed     a sentence of the briefing that is not there any more

A line is cut behind each cluster of footnotes; what stands before one rests on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.brief.evidence import evidence_of
from onrecord.brief.gate import faults
from onrecord.brief.markdown import body_lines, sentence_lines
from onrecord.brief.model import Briefing, Sentence
from onrecord.brief.templates import plain

State = Literal["unchanged", "edited", "lost", "own", "removed"]

_CLUSTER: Final = re.compile(r"((?:\[\^\d+\])+)")
_NUMBER: Final = re.compile(r"\[\^(\d+)\]")
_PREFIX: Final = re.compile(r"^\s*(?:[-*+]|\d+\.|#{3,6}|>)\s+")
_ESCAPED: Final = re.compile(r"\\([\\`*_\[\]<>#|~$])")


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence of an edited briefing.

    sentence  id of the sentence that it was made from, None for one of the writer's own;  words: as printed now
    reasons   why it does not rest on its receipts; empty otherwise
    """

    state: State
    words: str
    sentence: str | None = None
    row: str | None = None
    receipts: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


def edits(text: str, briefing: Briefing) -> tuple[Edit, ...]:
    """Every sentence of the file in order, then those that were removed."""
    by_line: dict[str, list[Sentence]] = {}
    sentences = {s.id: s for s in briefing.sentences()}
    for ident, line in sentence_lines(briefing):
        by_line.setdefault(_bare(line), []).append(sentences[ident])
    out: list[Edit] = []
    found: set[str] = set()
    for line in body_lines(text):
        known = by_line.get(_bare(line), [])
        match = next((s for s in known if s.id not in found), known[0] if known else None)
        if match is None:
            out.append(Edit("own", line))  # its place in the order; told apart below
            continue
        found.add(match.id)
        out.append(Edit("unchanged", _printed(line), match.id, match.row, match.receipts))
    left = [s for s in sentences.values() if s.id not in found]
    made: list[Edit] = []
    for edit in out:
        if edit.state == "unchanged":
            made.append(edit)
        else:
            made += _judged(edit.words, left, briefing)
    taken = {edit.sentence for edit in made}
    made += [Edit("removed", plain(s, briefing), s.id, s.row, s.receipts) for s in left if s.id not in taken]
    return tuple(made)


def counted(found: Iterable[Edit]) -> Mapping[str, int]:
    """How many sentences are in each state, all states named."""
    states = [edit.state for edit in found]
    return {state: states.count(state) for state in ("unchanged", "edited", "lost", "own", "removed")}


def _judged(line: str, left: list[Sentence], briefing: Briefing) -> list[Edit]:
    """The sentences of a changed line."""
    bare = _bare(line)
    pieces = _CLUSTER.split(bare)
    out: list[Edit] = []
    for words, marks in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        said = _ESCAPED.sub(r"\1", words).replace("&amp;", "&").strip()
        numbers = tuple(dict.fromkeys(int(n) for n in _NUMBER.findall(marks)))
        if not re.search(r"\w", said):
            continue
        origin = _origin(numbers, left)
        if not numbers:
            out.append(Edit("own", said, None if origin is None else origin.id))
            continue
        wrong = [n for n in numbers if not 1 <= n <= len(briefing.receipts)]
        if wrong:
            reasons: tuple[str, ...] = (f"there is no receipt {wrong[0]}",)
        else:
            reasons = faults(said, evidence_of(numbers, briefing, origin))
        state: State = "lost" if reasons else "edited"
        ident, row = (None, None) if origin is None else (origin.id, origin.row)
        out.append(Edit(state, said, ident, row, numbers, reasons))
    return out


def _origin(numbers: tuple[int, ...], left: list[Sentence]) -> Sentence | None:
    """The sentence that an edited one was made from: the one with the most of its footnotes."""
    near = [(len(set(numbers) & set(s.receipts)), s) for s in left]
    best = max((n for n, _ in near), default=0)
    if best == 0:
        return None
    return next(s for n, s in near if n == best)


def _bare(line: str) -> str:
    return _PREFIX.sub("", line).strip()


def _printed(line: str) -> str:
    return _ESCAPED.sub(r"\1", _CLUSTER.sub("", _bare(line))).replace("&amp;", "&").strip()
