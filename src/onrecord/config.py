"""The settings of a desk: one frozen object, read from `onrecord.toml`, handed down.

    [desk]      title, actors (files, relative to this one)
    [limits]    file_mb, read_seconds, score (statements below it stay out of a briefing)
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

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from onrecord.errors import UsageError

FILE_NAME: Final = "onrecord.toml"

#: Kinds of section, each once; `brief.sections` has a module for each, docs/briefing.md says what it holds.
SECTIONS: Final = (
    "lead", "more", "experts", "stories", "countries", "disputed", "copied", "numbers", "scheduled", "watch",
    "corrections", "happened", "said", "coverage",
)  # fmt: skip
#: Shipped forms: which sections, in which order, how long. `brief/forms.toml` has them.
FORMS: Final = ("weekly", "daily", "full")

_SOURCE_KEYS: Final = ("name", "url", "file", "every", "again", "most", "outlet")
#: What a field of JSON lines or of a Parquet row may hold.
FIELD_ROLES: Final = ("text", "html", "title", "published", "updated", "byline", "outlet", "url", "language")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A medium: its name, its registrable domains, and the group it is compared in (None = no group)."""

    name: str
    domains: tuple[str, ...]
    group: str | None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a section (or the desk's beat) is about; an empty list asks for nothing.

    words      at least one stands in the article        actors      ids of actors, one of them is named
    groups     groups of outlets (`[[outlet]] group`)    countries   ids of states: they or one of theirs is named
    days       only the last so many days of the briefing's time
    """

    words: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    days: int | None = None


@dataclass(frozen=True, slots=True)
class WatchRule:
    """What `onrecord watch` looks out for. An empty list asks for nothing; of each other one at least one entry must fit.

    actors  ids of actors that take part      words  words of the sentence that tells it      types  PLOVER types
    """

    name: str
    actors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionSettings:
    """One section of a briefing. `title` and `length` (number of items) are those of its kind when None."""

    kind: str
    title: str | None = None
    length: int | None = None
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class Source:
    """What a desk follows: a feed, a site map, an OPML file, a list of addresses, or a page.

    url or file    its web address, or a file beside the settings that names addresses; one of them
    every_seconds  it is due so long after it was last asked; again_seconds: the same for each page that it names (None: a
                   page that was got is not asked again)
    most           pages asked for in one run; the others wait for the next
    outlet         name of the medium, for the host of its address
    """

    name: str
    url: str | None
    file: Path | None
    every_seconds: int
    again_seconds: int | None
    most: int
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Fetching:
    """How pages are fetched.

    contact   address of a page or a mailbox that a site's owner can turn to; it is sent with each request
    allow     networks inside that may be fetched from (CIDR); none by default
    """

    contact: str | None = None
    pace_seconds: float = 2.0
    timeout_seconds: float = 60.0
    tries: int = 3
    robots: bool = True
    allow: tuple[IPv4Network | IPv6Network, ...] = ()


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where briefings are mailed. The password stands in the environment (ONRECORD_SMTP_PASSWORD), never here.

    security   `starttls`, `tls` (from the first byte) or `none`
    """

    sender: str = "onrecord@localhost"
    to: tuple[str, ...] = ()
    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str | None = None


@dataclass(frozen=True, slots=True)
class DraftingSettings:
    """The language model that may draft, where one is asked for: an OpenAI-compatible endpoint. Off without an address.

    key_variable   environment variable that holds the key;  timeout_seconds: for one answer
    """

    address: str = ""
    model: str = ""
    key_variable: str = "ONRECORD_DRAFTING_KEY"
    timeout_seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a desk.

    file_bytes   larger inputs are refused. 64 MiB holds a year of a busy feed and reads in well under a GB of memory
    read_seconds processor time that reading one input may take; the slowest page of 86 KB takes half a second
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
    fields: tuple[tuple[str, str], ...] = ()
    score: float = 0.5
    outlets: tuple[Outlet, ...] = ()
    sources: tuple[Source, ...] = ()
    fetching: Fetching = Fetching()
    briefing_title: str | None = None
    form: str = "weekly"
    days: int | None = None
    beat: Scope = Scope()
    sections: tuple[SectionSettings, ...] = ()
    address: str = ""
    mail: MailSettings = MailSettings()
    drafting: DraftingSettings = DraftingSettings()
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
        "limits": {"file_mb", "read_seconds", "score"},
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
    file_mb = _number(limits, "file_mb", default.file_bytes / 1024 / 1024, where, low=0.001, high=100_000)
    actors = desk.get("actors", [])
    if isinstance(actors, str):
        actors = [actors]
    form = _string(briefing, "form", default.form, where)
    if form not in FORMS:
        raise UsageError(f"{where}: unknown form {form!r} of [briefing]; known are {', '.join(FORMS)}")
    return Settings(
        title=_string(desk, "title", default.title, where),
        actors=tuple(base / name for name in _strings({"actors": actors}, "actors", [], where)),
        file_bytes=int(file_mb * 1024 * 1024),
        read_seconds=_number(limits, "read_seconds", default.read_seconds, where, low=1, high=86_400),
        fields=tuple((role, _string(fields, role, "", where)) for role in FIELD_ROLES if role in fields),
        score=_number(limits, "score", default.score, where, low=0.0, high=1.0),
        outlets=tuple(_outlet(item, where) for item in _list(raw, "outlet", where)),
        sources=_sources(raw, base, where),
        fetching=_fetching(raw.get("fetch", {}), where),
        briefing_title=_string(briefing, "title", "", where) or None,
        form=form,
        days=_count(briefing, "days", where),
        address=_string(briefing, "address", "", where),
        mail=_mail(raw.get("mail", {}), where),
        drafting=_drafting(raw.get("drafting", {}), where),
        beat=_scope(briefing.get("beat", {}), f"{where}: [briefing] beat"),
        sections=sections_from(
            # `sections` is the short form: the kinds alone, with their own titles and lengths
            _list(briefing, "section", where) or [{"kind": kind} for kind in _strings(briefing, "sections", [], where)],
            where,
        ),
        watch=tuple(_watch(item, where) for item in _list(raw, "watch", where)),
    )


def _watch(item: object, where: str) -> WatchRule:
    if not isinstance(item, dict) or not isinstance(item.get("name"), str):
        raise UsageError(f"{where}: every [[watch]] needs a name")
    _known(item, {"name", "actors", "words", "types"}, f"{where}: [[watch]]")
    return WatchRule(item["name"], *(tuple(_strings(item, key, [], where)) for key in ("actors", "words", "types")))


def sections_from(items: Sequence[object], where: str) -> tuple[SectionSettings, ...]:
    """Sections from parsed [[briefing.section]] tables. Raises UsageError for unknown or wrong keys."""
    out = []
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("kind"), str):
            raise UsageError(f"{where}: every [[briefing.section]] needs a kind; known are {', '.join(SECTIONS)}")
        _known(item, {"kind", "title", "length", "scope"}, f"{where}: [[briefing.section]]")
        if item["kind"] not in SECTIONS:
            raise UsageError(
                f"{where}: unknown section {item['kind']!r} of [briefing]; known are {', '.join(SECTIONS)}"
            )
        out.append(
            SectionSettings(
                item["kind"],
                _string(item, "title", "", where) or None,
                _count(item, "length", where),
                _scope(item.get("scope", {}), f"{where}: scope of the section {item['kind']!r}"),
            )
        )
    return tuple(out)


def _mail(raw: Mapping[str, Any], where: str) -> MailSettings:
    default = MailSettings()
    security = _string(raw, "security", default.security, where)
    if security not in {"starttls", "tls", "none"}:
        raise UsageError(f"{where}: security of [mail] must be starttls, tls or none")
    return MailSettings(
        sender=_string(raw, "from", default.sender, where),
        to=tuple(_strings(raw, "to", [], where)),
        host=_string(raw, "host", "", where),
        port=int(_number(raw, "port", default.port, where, low=1, high=65535)),
        security=security,
        user=_string(raw, "user", "", where) or None,
    )


def _drafting(raw: Mapping[str, Any], where: str) -> DraftingSettings:
    default = DraftingSettings()
    return DraftingSettings(
        address=_string(raw, "address", "", where),
        model=_string(raw, "model", "", where),
        key_variable=_string(raw, "key_variable", default.key_variable, where),
        timeout_seconds=_number(raw, "timeout_seconds", default.timeout_seconds, where, low=0.1, high=3600),
    )


def _scope(item: object, where: str) -> Scope:
    if not isinstance(item, dict):
        raise UsageError(f"{where} must be a table")
    _known(item, {"words", "actors", "groups", "countries", "days"}, where)
    lists = {key: tuple(_strings(item, key, [], where)) for key in ("words", "actors", "groups", "countries")}
    return Scope(**lists, days=_count(item, "days", where))


def _known(item: Mapping[str, Any], keys: set[str], where: str) -> None:
    for key in item:
        if key not in keys:
            raise UsageError(f"{where}: unknown key {key!r}; known are {', '.join(sorted(keys))}")


def _count(raw: Mapping[str, Any], key: str, where: str) -> int | None:
    value = raw.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10_000):
        raise UsageError(f"{where}: {key} must be a whole number from 1 to 10000")
    return value


def _outlet(item: object, where: str) -> Outlet:
    if not isinstance(item, dict) or "name" not in item:
        raise UsageError(f"{where}: every [[outlet]] needs a name")
    group = item.get("group")
    domains = tuple(d.lower() for d in _strings(item, "domains", [], where))
    return Outlet(_string(item, "name", "", where), domains, None if group is None else str(group))


def _sources(raw: Mapping[str, Any], base: Path, where: str) -> tuple[Source, ...]:
    found: list[Source] = []
    for item in _list(raw, "source", where):
        if not isinstance(item, dict) or not item.get("name"):
            raise UsageError(f"{where}: every [[source]] needs a name")
        name = _string(item, "name", "", where)
        for key in item:
            if key not in _SOURCE_KEYS:
                raise UsageError(
                    f"{where}: unknown key {key!r} in [[source]] {name}; known are {', '.join(_SOURCE_KEYS)}"
                )
        if ("url" in item) == ("file" in item):
            raise UsageError(f"{where}: [[source]] {name} needs a url or a file, one of them")
        if any(other.name == name for other in found):
            raise UsageError(f"{where}: two [[source]] have the name {name!r}")
        url = _string(item, "url", "", where) or None
        if url is not None and not re.match(r"https?://[^\s/]", url, re.IGNORECASE):
            raise UsageError(f"{where}: [[source]] {name}: {url!r} is no address of the web")
        file = _string(item, "file", "", where)
        again = _string(item, "again", "1d", where)
        found.append(
            Source(
                name,
                url,
                base / file if file else None,
                _seconds(_string(item, "every", "6h", where), f"{where}: every of [[source]] {name}"),
                None if again == "never" else _seconds(again, f"{where}: again of [[source]] {name}"),
                int(_number(item, "most", 100, where, low=0, high=100_000)),
                _string(item, "outlet", "", where) or None,
            )
        )
    return tuple(found)


def _fetching(raw: Mapping[str, Any], where: str) -> Fetching:
    default = Fetching()
    robots = raw.get("robots", True)
    if not isinstance(robots, bool):
        raise UsageError(f"{where}: robots must be true or false")
    networks = []
    for text in _strings(raw, "allow", [], where):
        try:
            networks.append(ip_network(text))
        except ValueError as error:
            raise UsageError(f"{where}: allow in [fetch]: {error}; write a network such as 192.168.7.0/24") from error
    contact = _string(raw, "contact", "", where)
    if not contact.isprintable() or not contact.isascii():
        raise UsageError(f"{where}: contact in [fetch] must be plain ASCII")
    return Fetching(
        contact=contact or None,
        pace_seconds=_number(raw, "pace_seconds", default.pace_seconds, where, low=0, high=3600),
        timeout_seconds=_number(raw, "timeout_seconds", default.timeout_seconds, where, low=0.1, high=3600),
        tries=int(_number(raw, "tries", default.tries, where, low=1, high=10)),
        robots=robots,
        allow=tuple(networks),
    )


def _seconds(words: str, what: str) -> int:
    """Seconds of a span such as `30m`, `6h`, `2d`."""
    match = re.fullmatch(r"(\d{1,5})\s?([mhdw])", words)
    if match is None or int(match[1]) == 0:
        raise UsageError(f"{what}: {words!r} is no span of time; write 30m, 6h, 2d or 1w")
    return int(match[1]) * {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}[match[2]]


def _list(raw: Mapping[str, Any], key: str, where: str) -> list[Any]:
    value = raw.get(key, [])
    if not isinstance(value, list):
        raise UsageError(f"{where}: {key} must be a list")
    return value


def _strings(raw: Mapping[str, Any], key: str, default: list[str], where: str) -> list[str]:
    value = raw.get(key, default)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{where}: {key} must be a list of strings")
    return value


def _string(raw: Mapping[str, Any], key: str, default: str, where: str) -> str:
    value = raw.get(key, default)
    if not isinstance(value, str):
        raise UsageError(f"{where}: {key} must be a string")
    return value


def _number(raw: Mapping[str, Any], key: str, default: float, where: str, *, low: float, high: float) -> float:
    value = raw.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise UsageError(f"{where}: {key} must be a number from {low:g} to {high:g}")
    return float(value)
