"""The kinds of section: one module with one function `compose` each.

To add one: a module here, an entry in `KINDS`, its templates in `templates`, its title in `forms.TITLES`, its name in
`config.SECTIONS`, a case in the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from onrecord.brief.builder import Builder
from onrecord.brief.model import Section
from onrecord.brief.sections import (
    copied,
    corrections,
    countries,
    coverage,
    disputed,
    experts,
    happened,
    lead,
    more,
    numbers,
    said,
    scheduled,
    stories,
    watch,
)
from onrecord.config import Settings

Compose = Callable[[Builder, Settings], Section]

KINDS: Final[dict[str, Compose]] = {
    "lead": lead.compose,
    "more": more.compose,
    "experts": experts.compose,
    "stories": stories.compose,
    "countries": countries.compose,
    "disputed": disputed.compose,
    "copied": copied.compose,
    "numbers": numbers.compose,
    "scheduled": scheduled.compose,
    "watch": watch.compose,
    "corrections": corrections.compose,
    "happened": happened.compose,
    "said": said.compose,
    "coverage": coverage.compose,
}
