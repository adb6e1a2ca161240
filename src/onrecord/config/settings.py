"""All settings of a desk, put together from a file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from onrecord.config.briefing import (
    FORMS,
    DraftingSettings,
    MailSettings,
    Scope,
    SectionSettings,
    WatchRule,
    drafting_from,
    mail_from,
    scope_from,
    sections_from,
    watch_from,
)
from onrecord.config.fetching import Fetching, Source, fetching_from, sources_from
from onrecord.config.values import count, items, number, string, strings
from onrecord.errors import UsageError

FILE_NAME: Final = "onrecord.toml"
#: What a field of JSON lines or of a Parquet row may hold.
FIELD_ROLES: Final = ("text", "html", "title", "published", "updated", "byline", "outlet", "url", "language")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A medium: its name, its registrable domains, and the group it is compared in (None = no group)."""

    name: str
    domains: tuple[str, ...]
    group: str | None


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a desk.

    file_bytes   larger inputs are refused. 64 MiB holds a year of a busy feed and reads in well under a GB of memory
    read_seconds processor time that reading one input may take; the slowest page of 86 KB takes half a second
    page_seconds the time that a page of the desk may take with the record, before it is stopped and says so
    processes    processes that read articles at once; None: as many as the machine has cores, at most four
    fields       (role, name of a field) for JSON lines and Parquet rows; see `onrecord.readers.rows`
    score        statements scored lower stay out of a briefing; they stay in the record
    form         shipped form whose sections are used where `sections` is empty
    days         a briefing of the desk covers the last so many days of the record; None: all of it
    beat         what this desk follows: items about it come first
    address      where published issues will lie on the web: the feed's links begin with it
    """

    title: str = "The desk"
    actors: tuple[Path, ...] = ()
    file_bytes: int = 64 * 1024 * 1024
    read_seconds: float = 60.0
    page_seconds: float = 3.0
    processes: int | None = None
    fields: tuple[tuple[str, str], ...] = ()
    score: float = 0.5
    outlets: tuple[Outlet, ...] = ()
    sources: tuple[Source, ...] = ()
    fetching: Fetching = field(default_factory=Fetching)
    briefing_title: str | None = None
    form: str = "weekly"
    days: int | None = None
    beat: Scope = field(default_factory=Scope)
    sections: tuple[SectionSettings, ...] = ()
    address: str = ""
    mail: MailSettings = field(default_factory=MailSettings)
    drafting: DraftingSettings = field(default_factory=DraftingSettings)
    watch: tuple[WatchRule, ...] = ()

    @property
    def domains(self) -> dict[str, str]:
        """Outlet name by domain; a source's outlet holds for its host where no outlet has that domain."""
        named = {domain: outlet.name for outlet in self.outlets for domain in outlet.domains}
        for source in self.sources:
            host = urlsplit(source.url).hostname if source.url is not None else None
            if host is not None and source.outlet is not None:
                named.setdefault(host.removeprefix("www."), source.outlet)
        return named


def load_settings(path: Path) -> Settings:
    """Read a configuration file. Raises UsageError with file and key for what cannot be used."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"there is no configuration at {path}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    return settings_from(raw, base=path.parent, where=str(path))


def settings_from(raw: Mapping[str, Any], *, base: Path, where: str) -> Settings:
    """Settings from parsed TOML; relative file names count from `base`. Raises UsageError for unknown or wrong keys."""
    known = {
        "desk": {"title", "actors"},
        "limits": {"file_mb", "read_seconds", "page_seconds", "processes", "score"},
        "fields": set(FIELD_ROLES),
        "fetch": {"contact", "pace_seconds", "timeout_seconds", "tries", "robots", "allow"},
        "briefing": {"title", "form", "days", "beat", "sections", "section", "address"},
        "mail": {"from", "to", "host", "port", "security", "user"},
        "drafting": {"address", "model", "key_variable", "timeout_seconds"},
    }
    for section, value in raw.items():
        if section in {"outlet", "source", "watch"}:
            continue
        if section not in known or not isinstance(value, dict):
            raise UsageError(
                f"{where}: unknown section [{section}]; known are"
                f" {' '.join(f'[{n}]' for n in known)} [[outlet]] [[source]] [[watch]]"
            )
        for key in value:
            if key not in known[section]:
                raise UsageError(
                    f"{where}: unknown key {key!r} in [{section}]; known are {', '.join(sorted(known[section]))}"
                )
    desk, limits, fields, briefing = (raw.get(name, {}) for name in ("desk", "limits", "fields", "briefing"))
    default = Settings()
    file_mb = number(limits, "file_mb", default.file_bytes / 1024 / 1024, where, low=0.001, high=100_000)
    actors = desk.get("actors", [])
    if isinstance(actors, str):
        actors = [actors]
    form = string(briefing, "form", default.form, where)
    if form not in FORMS:
        raise UsageError(f"{where}: unknown form {form!r} of [briefing]; known are {', '.join(FORMS)}")
    return Settings(
        title=string(desk, "title", default.title, where),
        actors=tuple(base / name for name in strings({"actors": actors}, "actors", [], where)),
        file_bytes=int(file_mb * 1024 * 1024),
        read_seconds=number(limits, "read_seconds", default.read_seconds, where, low=1, high=86_400),
        page_seconds=number(limits, "page_seconds", default.page_seconds, where, low=0.001, high=3600),
        processes=count(limits, "processes", where),
        fields=tuple((role, string(fields, role, "", where)) for role in FIELD_ROLES if role in fields),
        score=number(limits, "score", default.score, where, low=0.0, high=1.0),
        outlets=tuple(_outlet(item, where) for item in items(raw, "outlet", where)),
        sources=sources_from(raw, base, where),
        fetching=fetching_from(raw.get("fetch", {}), where),
        briefing_title=string(briefing, "title", "", where) or None,
        form=form,
        days=count(briefing, "days", where),
        address=string(briefing, "address", "", where),
        mail=mail_from(raw.get("mail", {}), where),
        drafting=drafting_from(raw.get("drafting", {}), where),
        beat=scope_from(briefing.get("beat", {}), f"{where}: [briefing] beat"),
        sections=sections_from(
            # `sections` is the short form: the kinds alone, with their own titles and lengths
            items(briefing, "section", where) or [{"kind": kind} for kind in strings(briefing, "sections", [], where)],
            where,
        ),
        watch=tuple(watch_from(item, where) for item in items(raw, "watch", where)),
    )


def _outlet(item: object, where: str) -> Outlet:
    if not isinstance(item, dict) or "name" not in item:
        raise UsageError(f"{where}: every [[outlet]] needs a name")
    group = item.get("group")
    domains = tuple(d.lower() for d in strings(item, "domains", [], where))
    return Outlet(string(item, "name", "", where), domains, None if group is None else str(group))
