"""What a briefing holds and where it goes: `[briefing]` with its sections and scopes, `[[watch]]`, `[mail]`, `[drafting]`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onrecord.config.values import check_keys, count, number, string, strings
from onrecord.errors import UsageError

#: Kinds of section, each once; `brief.sections` has a module for each, docs/briefing.md says what it holds.
SECTIONS: Final = (
    "lead", "more", "experts", "stories", "countries", "disputed", "copied", "numbers", "scheduled", "watch",
    "corrections", "happened", "said", "coverage",
)  # fmt: skip
#: Shipped forms: which sections, in which order, how long. `brief/forms.toml` has them.
FORMS: Final = ("weekly", "daily", "full")


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


def watch_from(item: object, where: str) -> WatchRule:
    """A rule of parsed TOML. Raises UsageError."""
    if not isinstance(item, dict) or not isinstance(item.get("name"), str):
        raise UsageError(f"{where}: every [[watch]] needs a name")
    check_keys(item, {"name", "actors", "words", "types"}, f"{where}: [[watch]]")
    return WatchRule(item["name"], *(tuple(strings(item, key, [], where)) for key in ("actors", "words", "types")))


def sections_from(items: Sequence[object], where: str) -> tuple[SectionSettings, ...]:
    """Sections from parsed [[briefing.section]] tables. Raises UsageError for unknown or wrong keys."""
    out = []
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("kind"), str):
            raise UsageError(f"{where}: every [[briefing.section]] needs a kind; known are {', '.join(SECTIONS)}")
        check_keys(item, {"kind", "title", "length", "scope"}, f"{where}: [[briefing.section]]")
        if item["kind"] not in SECTIONS:
            raise UsageError(
                f"{where}: unknown section {item['kind']!r} of [briefing]; known are {', '.join(SECTIONS)}"
            )
        out.append(
            SectionSettings(
                item["kind"],
                string(item, "title", "", where) or None,
                count(item, "length", where),
                scope_from(item.get("scope", {}), f"{where}: scope of the section {item['kind']!r}"),
            )
        )
    return tuple(out)


def mail_from(raw: Mapping[str, Any], where: str) -> MailSettings:
    """Where briefings are mailed. Raises UsageError."""
    default = MailSettings()
    security = string(raw, "security", default.security, where)
    if security not in {"starttls", "tls", "none"}:
        raise UsageError(f"{where}: security of [mail] must be starttls, tls or none")
    return MailSettings(
        sender=string(raw, "from", default.sender, where),
        to=tuple(strings(raw, "to", [], where)),
        host=string(raw, "host", "", where),
        port=int(number(raw, "port", default.port, where, low=1, high=65535)),
        security=security,
        user=string(raw, "user", "", where) or None,
    )


def drafting_from(raw: Mapping[str, Any], where: str) -> DraftingSettings:
    """The language model that may draft. Raises UsageError."""
    default = DraftingSettings()
    return DraftingSettings(
        address=string(raw, "address", "", where),
        model=string(raw, "model", "", where),
        key_variable=string(raw, "key_variable", default.key_variable, where),
        timeout_seconds=number(raw, "timeout_seconds", default.timeout_seconds, where, low=0.1, high=3600),
    )


def scope_from(item: object, where: str) -> Scope:
    """What a section is about. Raises UsageError."""
    if not isinstance(item, dict):
        raise UsageError(f"{where} must be a table")
    check_keys(item, {"words", "actors", "groups", "countries", "days"}, where)
    lists = {key: tuple(strings(item, key, [], where)) for key in ("words", "actors", "groups", "countries")}
    return Scope(**lists, days=count(item, "days", where))
