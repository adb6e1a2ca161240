"""The shipped forms of a briefing, and the sections that a desk's settings ask for."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Final

from onrecord.config import SectionSettings, Settings, sections_from

#: Title of a section that is given none.
TITLES: Final = {
    "lead": "The main story",
    "more": "Read more",
    "experts": "Expert corner",
    "stories": "More stories",
    "countries": "Across the region",
    "disputed": "Disputed",
    "copied": "Who copied whom",
    "numbers": "In numbers",
    "scheduled": "What is scheduled",
    "watch": "One thing to watch",
    "corrections": "Corrections to earlier issues",
    "happened": "What happened",
    "said": "Who said what",
    "coverage": "What was not read",
    "drafted": "Draft by a language model",
}


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[SectionSettings, ...]]:
    raw = tomllib.loads((files("onrecord.brief") / "forms.toml").read_text(encoding="utf-8"))
    return {name: sections_from(items, "brief/forms.toml") for name, items in raw.items()}


def sections_of(settings: Settings) -> tuple[SectionSettings, ...]:
    """The sections of a briefing, in order, each with a title: those of the settings, else those of the form."""
    chosen = settings.sections or _forms()[settings.form]
    return tuple(replace(s, title=s.title or TITLES[s.kind]) for s in chosen)


def form_name(settings: Settings) -> str:
    """What the briefing says of its form."""
    return "own" if settings.sections else settings.form
