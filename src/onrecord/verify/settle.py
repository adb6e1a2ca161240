"""An edited Markdown file as a briefing again: what a writer changed becomes data, marked as edited or as the writer's own.

All other forms are made from that, so that an issue says the same everywhere and can be checked everywhere.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.brief.markdown import body_lines
from onrecord.brief.model import Briefing, Group, Section, Sentence, Slot
from onrecord.record import row_id
from onrecord.verify.edits import Edit, edits

_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#|~$])")


def settled(text: str, briefing: Briefing) -> Briefing:
    """The briefing with the writer's edits in it. Sentences that lost their receipts must have been refused before."""
    found = list(edits(text, briefing))
    known = {s.id: s for s in briefing.sentences()}
    why = {s.id: g.why for section in briefing.sections for g in section.groups for s in _all(g)}
    kinds = {s.title: s.kind for s in briefing.sections}
    notes = {s.id for section in briefing.sections for s in section.notes}
    title, sections = briefing.title, list[Section]()
    groups: list[Group] = []
    said: list[Sentence] = []
    aside: list[Sentence] = []
    heading: Sentence | None = None
    name: str | None = None

    def close_group() -> None:
        nonlocal heading
        if said or heading is not None:
            reasons = next((why[s.id] for s in ([heading] if heading else []) + said if why.get(s.id)), ())
            groups.append(Group(heading, tuple(said), reasons))
        said.clear()
        heading = None

    def close_section() -> None:
        close_group()
        if name is not None or groups:
            opening = "" if name is None else name
            sections.append(Section(kinds.get(opening, "own"), tuple(groups), tuple(aside), opening))
        groups.clear()
        aside.clear()

    place = 0
    lines = set(body_lines(text))
    for line in text.splitlines():
        if line.startswith("## "):
            close_section()
            name = _ESCAPED.sub(r"\1", line[3:]).replace("&amp;", "&").strip()
            if name == "Receipts":
                break
        elif line.startswith("# "):
            title = _ESCAPED.sub(r"\1", line[2:]).replace("&amp;", "&").strip() or title
        elif not line.strip():
            if said:
                close_group()
        elif line in lines:
            made, place = _of_line(line, found, place)
            for edit in made:
                sentence = _sentence(edit, known)
                if line.startswith("### "):
                    close_group()
                    heading = sentence
                elif edit.sentence in notes:
                    aside.append(sentence)
                else:
                    said.append(sentence)
    return replace(briefing, title=title, sections=tuple(s for s in sections if s.groups or s.notes))


def _of_line(line: str, found: list[Edit], place: int) -> tuple[list[Edit], int]:
    """The sentences of the next line: those of `found` from `place` on whose words stand in it."""
    words = _ESCAPED.sub(r"\1", re.sub(r"(?:\[\^\d+\])+", "", line)).replace("&amp;", "&")
    out = []
    while place < len(found) and found[place].state != "removed" and found[place].words in words:
        out.append(found[place])
        words = words.replace(found[place].words, "", 1)
        place += 1
    return out, place


def _sentence(edit: Edit, known: dict[str, Sentence]) -> Sentence:
    if edit.state == "unchanged" and edit.sentence is not None:
        return known[edit.sentence]
    ident = row_id("sentence", edit.state, edit.words, [str(n) for n in edit.receipts])
    words = Slot("text", value=_bare(edit.words))
    if edit.state == "own":
        return Sentence(ident, "own", (("text", words),), None, ())
    return Sentence(ident, "edited", (("text", words),), edit.row, tuple(sorted(set(edit.receipts))))


def _bare(words: str) -> str:
    return re.sub(r"^\s*(?:[-*+]|\d+\.|#{3,6}|>)\s+", "", words).strip()


def _all(group: Group) -> tuple[Sentence, ...]:
    return (*([] if group.heading is None else [group.heading]), *group.sentences)
