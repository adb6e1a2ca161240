"""What a desk follows and how it fetches: `[[source]]` and `[fetch]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Final

from onrecord.config.values import items, number, seconds, string, strings
from onrecord.errors import UsageError

_SOURCE_KEYS: Final = ("name", "url", "file", "every", "again", "most", "outlet")


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


def sources_from(raw: Mapping[str, Any], base: Path, where: str) -> tuple[Source, ...]:
    """The sources of parsed TOML; files count from `base`. Raises UsageError."""
    found: list[Source] = []
    for item in items(raw, "source", where):
        if not isinstance(item, dict) or not item.get("name"):
            raise UsageError(f"{where}: every [[source]] needs a name")
        name = string(item, "name", "", where)
        for key in item:
            if key not in _SOURCE_KEYS:
                raise UsageError(
                    f"{where}: unknown key {key!r} in [[source]] {name}; known are {', '.join(_SOURCE_KEYS)}"
                )
        if ("url" in item) == ("file" in item):
            raise UsageError(f"{where}: [[source]] {name} needs a url or a file, one of them")
        if any(other.name == name for other in found):
            raise UsageError(f"{where}: two [[source]] have the name {name!r}")
        url = string(item, "url", "", where) or None
        if url is not None and not re.match(r"https?://[^\s/]", url, re.IGNORECASE):
            raise UsageError(f"{where}: [[source]] {name}: {url!r} is no address of the web")
        file = string(item, "file", "", where)
        again = string(item, "again", "1d", where)
        found.append(
            Source(
                name,
                url,
                base / file if file else None,
                seconds(string(item, "every", "6h", where), f"{where}: every of [[source]] {name}"),
                None if again == "never" else seconds(again, f"{where}: again of [[source]] {name}"),
                int(number(item, "most", 100, where, low=0, high=100_000)),
                string(item, "outlet", "", where) or None,
            )
        )
    return tuple(found)


def fetching_from(raw: Mapping[str, Any], where: str) -> Fetching:
    """How pages are fetched. Raises UsageError."""
    default = Fetching()
    robots = raw.get("robots", True)
    if not isinstance(robots, bool):
        raise UsageError(f"{where}: robots must be true or false")
    networks = []
    for text in strings(raw, "allow", [], where):
        try:
            networks.append(ip_network(text))
        except ValueError as error:
            raise UsageError(f"{where}: allow in [fetch]: {error}; write a network such as 192.168.7.0/24") from error
    contact = string(raw, "contact", "", where)
    if not contact.isprintable() or not contact.isascii():
        raise UsageError(f"{where}: contact in [fetch] must be plain ASCII")
    return Fetching(
        contact=contact or None,
        pace_seconds=number(raw, "pace_seconds", default.pace_seconds, where, low=0, high=3600),
        timeout_seconds=number(raw, "timeout_seconds", default.timeout_seconds, where, low=0.1, high=3600),
        tries=int(number(raw, "tries", default.tries, where, low=1, high=10)),
        robots=robots,
        allow=tuple(networks),
    )
