"""The outlet of an address: the configured name of its domain, else its host."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit


def host_of(url: str | None) -> str | None:
    """The host of an http address in lower case without `www.`; None where it has none."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:  # an address that is none ("http://[")
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return host.removeprefix("www.").rstrip(".") or None


def configured_outlet(url: str | None, outlets: Mapping[str, str]) -> str | None:
    """The configured name of the address's domain or of a domain above it; None where none is configured."""
    host = host_of(url)
    while host:
        if host in outlets:
            return outlets[host]
        _, _, host = host.partition(".")
    return None


def outlet_of(url: str | None, outlets: Mapping[str, str]) -> str | None:
    """The configured name of the address's domain, else its host, else None."""
    name = configured_outlet(url, outlets)
    return host_of(url) if name is None else name
