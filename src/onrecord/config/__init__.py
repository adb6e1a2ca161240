"""The settings of a desk: one frozen object, read from `onrecord.toml`, handed down.

    [desk]      title, actors (files, relative to this one)
    [limits]    file_mb, read_seconds, page_seconds, processes, score (statements below it stay out of a briefing)
    [fields]    names of fields of JSON lines and Parquet rows by what they hold: text, html, title, published ...
    [[outlet]]  name, domains, group
    [[source]]  name, url or file, every, again, most, outlet (see `Source`)
    [fetch]     contact, pace_seconds, timeout_seconds, tries, robots, allow (see `Fetching`)
    [briefing]  title, form, days, beat, address, and [[briefing.section]] with kind, title, length, scope
    [mail]      from, to, host, port, security, user
    [drafting]  address, model, key_variable, timeout_seconds: a language model, used only when asked for

Flags win over `ONRECORD_*` variables, those over the file, the file over the defaults here; `cli` does the overlaying.
"""

from __future__ import annotations

from onrecord.config.briefing import (
    FORMS,
    SECTIONS,
    DraftingSettings,
    MailSettings,
    Scope,
    SectionSettings,
    WatchRule,
    sections_from,
)
from onrecord.config.fetching import Fetching, Source
from onrecord.config.settings import FIELD_ROLES, FILE_NAME, Outlet, Settings, load_settings, settings_from

__all__ = [
    "FIELD_ROLES",
    "FILE_NAME",
    "FORMS",
    "SECTIONS",
    "DraftingSettings",
    "Fetching",
    "MailSettings",
    "Outlet",
    "Scope",
    "SectionSettings",
    "Settings",
    "Source",
    "WatchRule",
    "load_settings",
    "sections_from",
    "settings_from",
]
