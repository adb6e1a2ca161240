"""Expert corner: assessments by named experts, in their own words, with the affiliation that a page gives."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.items import Item, is_quotation, statements_of, tell
from onrecord.brief.model import Group, Reason, Section
from onrecord.brief.sections.said import heading
from onrecord.brief.selection import beat_at, points, printed, reasons
from onrecord.brief.view import View, order_key, speaker_of
from onrecord.config import Settings
from onrecord.record import Statement

MOST: Final = 2
#: Sentences of one expert.
MOST_SENTENCES: Final = 2


def compose(builder: Builder, settings: Settings) -> Section:
    """One group an expert: name and affiliation, then the words."""
    view = builder.view
    roles = _affiliated(view)
    items = statements_of(builder, settings, wanted=lambda s: speaker_of(view, s).key in roles)
    by_expert: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if isinstance(item.row, Statement):
            by_expert[speaker_of(view, item.row).key].append(item)
    chosen = []
    for key, found in by_expert.items():
        kept = [item for item in found if item.key not in builder.told]
        kept.sort(key=lambda i: isinstance(i.row, Statement) and (not is_quotation(builder, i.row), not _weighs(i.row)))
        if not kept:
            continue
        rows = [item.row for item in kept if isinstance(item.row, Statement)]
        why = _why(builder, settings, rows)
        chosen.append(((-points(why), order_key(view.articles[rows[0].article]), key), key, kept, rows, why))
    chosen.sort(key=lambda entry: entry[0])
    groups = []
    for _, key, kept, rows, why in chosen[: builder.length(MOST)]:
        builder.introduced.add(key)
        every = [s for s in view.statements if s.role is not None and speaker_of(view, s).key == key]
        shown = sorted(kept[:MOST_SENTENCES], key=lambda i: (order_key(view.articles[i.row.article]), i.passage))
        groups.append(Group(heading(builder, [*every, *rows], key), tuple(tell(builder, i) for i in shown), why))
    return section("experts", groups, [], builder)


def is_expert(view: View, statement: Statement) -> bool:
    """Whether the statement's own words give its speaker as an expert."""
    return statement.role is not None and _is_expert_role(view.words(statement.article, statement.role))


def _affiliated(view: View) -> frozenset[str]:
    """Keys of the named speakers whom a page gives an expert's role."""
    return frozenset(
        speaker.key
        for s in view.statements
        if s.naming == "named" and is_expert(view, s) and (speaker := speaker_of(view, s)).name is not None
    )


def _why(builder: Builder, settings: Settings, rows: list[Statement]) -> tuple[Reason, ...]:
    view, plan = builder.view, builder.plan
    counted: dict[str, Iterable[str]] = {
        "quoted": [s.id for s in rows if is_quotation(builder, s)],
        "assessed": [s.id for s in rows if _weighs(s)],
        "origins": [s.article for s in rows],
        "outlets": [o for s in rows for o in printed(view, s.article, s.content or s.cue)["outlets"]],
        "new": [s.article for s in rows if builder.memory.last is not None and s.article in plan.fresh],
        "beat": [b for s in rows for b in beat_at(view, settings.beat, s.article, s.content)],
        "story": [origin[0] for s in rows if s.article in plan.of for origin in plan.of[s.article].origins],
    }
    return reasons("expert", counted)


def _weighs(statement: Statement) -> bool:
    return statement.act == "assess" or statement.likelihood is not None or statement.condition is not None


def _is_expert_role(words: str) -> bool:
    expert, office = _role_words()
    return expert.search(words) is not None and office.search(words) is None


@lru_cache(maxsize=1)
def _role_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw = tomllib.loads((files("onrecord.brief") / "experts.toml").read_text(encoding="utf-8"))

    def any_of(words: list[str]) -> re.Pattern[str]:
        return re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE)

    return any_of(raw["expert"]), any_of(raw["office"])
