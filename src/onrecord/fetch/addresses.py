"""Which addresses may be asked for a page.

A name is resolved once, each of its addresses is checked, and the connection goes to one that passed: no second look-up can
lead elsewhere (DNS rebinding). All notations of an address (decimal, octal, IPv4 inside IPv6, NAT64) end as what they
stand for, since the check is made on the address that is connected to.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from onrecord.errors import OnrecordError

Network = IPv4Network | IPv6Network
#: Gives the addresses of a host and port, as text. Raises OSError where it has none.
Resolve = Callable[[str, int], Sequence[str]]

_LONGEST: Final = 4000
#: Ports under 1024 that speak HTTP. Others are those of mail, shells and files, which must not be made to act on a request.
_LOW_PORTS: Final = frozenset({80, 443, 591})
#: What stands for an address of IPv4 inside IPv6, and from which bit.
_EMBEDDED: Final = (
    (IPv6Network("::ffff:0:0/96"), 0),  # mapped
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (IPv6Network("2002::/16"), 80),  # 6to4
)
#: Networks that are not the open web, beyond those that the standard library calls so (its list differs by version).
_CLOSED: Final = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 "
        "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 ::/96 64:ff9b:1::/48 100::/64 "
        "2001::/23 2001:db8::/32 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8"
    ).split()
)  # fmt: skip


class Forbidden(OnrecordError):
    """An address that must not be asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart.

    host      in lower case, ASCII; path: with the query; address: the whole in one way of writing, without fragment
    """

    address: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt and one pace hold for."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        """Host and, where it is not the usual one, port, as in an address or a Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == {"http": 80, "https": 443}[self.scheme] else f"{host}:{self.port}"


def target_of(address: str) -> Target:
    """The parts of an address. Raises Forbidden for other schemes, user names, odd signs and addresses without a host."""
    text = address.strip()
    if len(text) > _LONGEST:
        raise Forbidden(f"an address of over {_LONGEST} characters")
    if any(ord(c) <= 32 or ord(c) == 127 or c == "\\" for c in text):
        raise Forbidden("it holds spaces, control characters or backslashes")
    try:
        parts = urlsplit(text)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise Forbidden(f"it is no address: {error}") from error
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"}:
        raise Forbidden(f"only http and https are fetched, not {scheme or 'an address without a scheme'}")
    if "@" in parts.netloc:
        raise Forbidden("it carries a user name")
    host = _ascii_host(host)
    usual = 443 if scheme == "https" else 80
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    target = Target("", scheme, host, usual if port is None else port, path + query)
    return Target(urlunsplit((scheme, target.netloc, path, query[1:], "")), scheme, host, target.port, target.path)


def _ascii_host(host: str) -> str:
    if not host or len(host) > 253 or "%" in host:
        raise Forbidden("it has no host" if not host else "its host is no name")
    if host.isascii():
        return host.lower().rstrip(".") or host
    try:
        return host.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError as error:
        raise Forbidden(f"its host is no name: {error}") from error


def check_port(target: Target) -> None:
    """Raises Forbidden for a port of another service."""
    if not 1 <= target.port <= 65535 or (target.port < 1024 and target.port not in _LOW_PORTS):
        raise Forbidden(f"port {target.port} is that of another service")


def permitted(addresses: Sequence[str], target: Target, allowed: Sequence[Network]) -> list[str]:
    """Those of a host's addresses that may be connected to, in order. Raises Forbidden where there are none.

    An address in one of the `allowed` networks may always be; there the port is free too.
    """
    out = []
    for text in addresses:
        address = meant(ip_address(text.partition("%")[0]))
        if any(address.version == network.version and address in network for network in allowed):
            out.append(text)
        elif is_open(address):
            check_port(target)
            out.append(text)
    if not out:
        found = ", ".join(addresses[:3]) or "no address"
        raise Forbidden(f"{found} is inside this machine or a closed network (allow in [fetch] of onrecord.toml)")
    return out


def meant(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The address of IPv4 that one of IPv6 stands for, where it does; else itself."""
    if isinstance(address, IPv6Address):
        for network, shift in _EMBEDDED:
            if address in network:
                return IPv4Address((int(address) >> shift) & 0xFFFFFFFF)
    return address


def is_open(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the open web."""
    address = meant(address)
    if any(address.version == network.version and address in network for network in _CLOSED):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def system_resolve(host: str, port: int) -> list[str]:
    """The addresses that the system gives for a host, each once, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
