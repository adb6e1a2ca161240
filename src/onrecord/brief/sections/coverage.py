"""What was not read: what was captured, refused, read only in part, undated or unread. Silence is never evidence."""

from __future__ import annotations

from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.model import Group, Section, Sentence, Slot
from onrecord.config import Settings

MOST: Final = 30


def compose(builder: Builder, settings: Settings) -> Section:
    """Counts of the whole record, then what became of each of the desk's sources, then each problem."""
    del settings
    view, most = builder.view, builder.length(MOST)
    articles = tuple(sorted(view.window))
    undated = tuple(a for a in articles if view.articles[a].published is None)
    inferred = tuple(a for a in articles if (d := view.articles[a].published) is not None and d.guessed)
    foreign = tuple(a for a in articles if view.articles[a].language not in {None, "en"})
    facts: list[Sentence] = [
        builder.sentence(
            "coverage read", {"captures": Slot("number", ids=view.captures), "articles": Slot("articles", ids=articles)}
        )
    ]
    for template, ids in (
        ("coverage undated", undated),
        ("coverage inferred", inferred),
        ("coverage language", foreign),
    ):
        if ids:
            facts.append(builder.sentence(template, {"articles": Slot("articles", ids=ids)}))
    problems: list[Sentence] = []
    if view.problems:
        keys = tuple(f"{p.address} {p.place or ''} {p.reason} {p.detail}" for p in view.problems)
        facts.append(builder.sentence("coverage refused", {"number": Slot("number", ids=keys)}))
        problems = [
            builder.sentence(
                "problem",
                {
                    "address": Slot("listed", value=p.address if p.place is None else f"{p.address}, {p.place}"),
                    "reason": Slot("listed", value=f"{p.reason}: {p.detail}"),
                },
            )
            for p in view.problems[:most]
        ]
    notes = []
    if len(view.problems) > most:
        notes.append(builder.sentence("left out", {"number": Slot("number", ids=keys[most:])}, row="coverage"))
    asked = [
        builder.sentence(template, {"source": Slot("listed", value=name), "counts": Slot("listed", value=counts)})
        for name, counts, template in builder.asked
    ]
    groups = [Group(None, tuple(facts)), Group(None, tuple(asked))]
    if problems:
        groups.append(Group(None, tuple(problems)))
    return section("coverage", groups, notes, builder)
