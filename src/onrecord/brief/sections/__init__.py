"""The kinds of section: one module with one function `compose` each.

To add one: a module here, an entry in `KINDS`, its templates in `templates`, its title in `html.TITLES`, its name in
`config.SECTIONS`, a case in the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from onrecord.brief.builder import Builder
from onrecord.brief.model import Section
from onrecord.brief.sections import copied, coverage, disputed, happened, said, scheduled
from onrecord.config import Settings

Compose = Callable[[Builder, Settings], Section]

KINDS: Final[dict[str, Compose]] = {
    "happened": happened.compose,
    "said": said.compose,
    "disputed": disputed.compose,
    "scheduled": scheduled.compose,
    "copied": copied.compose,
    "coverage": coverage.compose,
}
