"""Corrections: what earlier issues said and later proved changed, each with what is known now."""

from __future__ import annotations

from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.memory import Correction
from onrecord.brief.model import Group, Section, Sentence, Slot
from onrecord.brief.templates import day_words
from onrecord.config import Settings

MOST: Final = 10


def compose(builder: Builder, settings: Settings) -> Section:
    """One group a correction, the latest issue first."""
    del settings
    due = [c for c in builder.memory.due if c.article is None or c.article in builder.view.articles]
    groups = [Group(None, (_sentence(builder, c),)) for c in due[: builder.length(MOST)]]
    if not groups:
        template = "no issue" if builder.memory.last is None else "nothing due"
        return section("corrections", [Group(None, (builder.sentence(template, {}, row="corrections"),))], [], builder)
    notes = []
    if len(due) > len(groups):
        ids = tuple(f"{c.issue} {c.sentence}" for c in due[len(groups) :])
        notes.append(builder.sentence("left out", {"number": Slot("number", ids=ids)}, row="corrections"))
    return section("corrections", groups, notes, builder)


def _sentence(builder: Builder, correction: Correction) -> Sentence:
    slots = {
        "issue": Slot("listed", value=day_words(correction.issued_at[:10])),
        "said": Slot("listed", value=correction.said),
    }
    if correction.article is not None:
        slots["outlet"] = builder.of("outlet", correction.article)
        slots["published"] = builder.of("published", correction.article)
    if correction.article is not None and correction.spans:
        slots["sentence"] = builder.words(correction.article, correction.spans, "sentence")
    if correction.kind == "judged":
        slots["judged"] = builder.label(correction.detail)
    return builder.sentence(f"corrected {correction.kind}", slots, row=f"{correction.issue} {correction.sentence}")
