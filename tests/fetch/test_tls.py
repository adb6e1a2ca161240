"""Pages over TLS: the connection goes to an address that was checked, the certificate is checked against the name."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from ipaddress import ip_network

import pytest
import trustme

import fetch_server
from fetch_server import Site, moved
from made_formats import PAGE
from onrecord.fetch.addresses import Resolve
from onrecord.fetch.client import Client, Manner, Page
from onrecord.fetch.transport import Limits, Transport, system_trust

LOOPBACK = (ip_network("127.0.0.0/8"),)
NAME = "herald.example"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


class Servers:
    """Sites over TLS, each with its certificate, and the names that were asked for in the handshakes (SNI)."""

    def __init__(self, authority: trustme.CA, stack: ExitStack) -> None:
        self.authority, self.stack, self.named = authority, stack, list[str | None]()

    def site(self, *names: str, authority: trustme.CA | None = None, until: dt.datetime | None = None) -> Site:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        (authority or self.authority).issue_cert(*names, not_after=until).configure_cert(context)
        context.sni_callback = lambda _socket, name, _context: self.named.append(name)
        return self.stack.enter_context(fetch_server.running(context))


@pytest.fixture
def servers(authority: trustme.CA) -> Iterator[Servers]:
    with ExitStack() as stack:
        yield Servers(authority, stack)


@pytest.fixture
def client(authority: trustme.CA) -> Client:
    return asking(authority)


def asking(authority: trustme.CA, resolve: Resolve = lambda *_: ["127.0.0.1"], allowed: object = LOOPBACK) -> Client:
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    limits = Limits(seconds=2.0, silence_seconds=1.0, most_bytes=1_000_000)
    transport = Transport("onrecord/0 (+test)", limits, allowed, resolve, lambda: trust)  # type: ignore[arg-type]
    return Client(transport, Manner(robots=False), sleep=lambda _: None)


def test_a_page_is_got_from_the_address_under_its_name(servers: Servers, client: Client) -> None:
    site = servers.site(NAME)
    site.serve("/a")
    page = client.page(site.url("/a", NAME))
    assert (page.outcome, page.body, page.arrived) == ("got", PAGE, site.url("/a", NAME))
    assert servers.named == [NAME]
    assert site.headers[-1]["host"] == f"{NAME}:{site.port}"


@pytest.mark.parametrize(("shown", "asked"), [("*.herald.example", "news.herald.example"), ("127.0.0.1", "127.0.0.1")])
def test_wildcards_and_addresses_are_names_too(servers: Servers, client: Client, shown: str, asked: str) -> None:
    site = servers.site(shown)
    site.serve("/a")
    assert client.page(site.url("/a", asked)).outcome == "got"


def untrusted(page: Page, site: Site) -> bool:
    """Whether a page was refused for its certificate, at once, before anything was asked."""
    told = "certificate" in (page.detail or "")
    return (page.outcome, page.tries, page.body, site.asked, told) == ("refused", 1, b"", [], True)


@pytest.mark.parametrize("shown", ["other.example", "*.herald.example", "herald.example.evil.example", "127.0.0.1"])
def test_a_certificate_of_another_name_is_refused(servers: Servers, client: Client, shown: str) -> None:
    site = servers.site(shown)
    assert untrusted(client.page(site.url("/a", NAME)), site)


def test_one_wrong_name_changes_nothing_for_the_next_request(servers: Servers, client: Client) -> None:
    right, wrong = servers.site(NAME), servers.site("other.example")
    right.serve("/a")
    outcomes = [client.page(site.url("/a", NAME)).outcome for site in (right, wrong, right, wrong)]
    assert outcomes == ["got", "refused", "got", "refused"]


def test_a_certificate_that_is_over_is_refused(servers: Servers, client: Client) -> None:
    site = servers.site(NAME, until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert untrusted(client.page(site.url("/a", NAME)), site)


def test_an_authority_that_nobody_trusts_is_refused(servers: Servers, client: Client) -> None:
    site = servers.site(NAME, authority=trustme.CA())
    assert untrusted(client.page(site.url("/a", NAME)), site)


def test_an_authority_of_our_own_is_none_of_the_system(servers: Servers) -> None:
    site = servers.site(NAME)
    transport = Transport("onrecord/0 (+test)", Limits(seconds=2.0), LOOPBACK, lambda *_: ["127.0.0.1"])
    assert untrusted(Client(transport, Manner(robots=False)).page(site.url("/a", NAME)), site)
    assert system_trust().check_hostname
    assert system_trust().verify_mode == ssl.CERT_REQUIRED


def test_a_bad_certificate_refuses_robots_too(servers: Servers, authority: trustme.CA) -> None:
    site = servers.site("other.example")
    asker = asking(authority)
    asker.manner = Manner()
    assert untrusted(asker.page(site.url("/a", NAME)), site)


def test_another_address_of_the_name_may_have_the_right_certificate(servers: Servers, authority: trustme.CA) -> None:
    site = servers.site(NAME)
    site.serve("/a")
    asker = asking(authority, lambda *_: ["127.9.9.9", "127.0.0.1"])
    assert asker.page(site.url("/a", NAME)).outcome == "got"


def test_a_redirect_from_https_to_http_is_refused_and_told(servers: Servers, client: Client) -> None:
    site = servers.site(NAME)
    with fetch_server.running() as plain:
        site.routes["/a"] = moved(plain.serve("/b"))
        page = client.page(site.url("/a", NAME))
        assert (page.outcome, page.detail, plain.asked) == ("refused", "it redirects from https to http", [])


def test_a_redirect_from_http_to_https_is_followed(servers: Servers, client: Client) -> None:
    site = servers.site(NAME)
    site.serve("/b")
    with fetch_server.running() as plain:
        plain.routes["/a"] = moved(site.url("/b", NAME))
        page = client.page(plain.url("/a"))
    assert (page.outcome, page.arrived) == ("got", site.url("/b", NAME))


def test_a_redirect_to_a_host_without_its_certificate_is_refused(servers: Servers, client: Client) -> None:
    site = servers.site(NAME)
    site.serve("/b")
    site.routes["/a"] = moved(site.url("/b", "other.example"))
    page = client.page(site.url("/a", NAME))
    assert (page.outcome, site.count("/b")) == ("refused", 0)


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_inside_is_refused_over_tls_too(
    servers: Servers, authority: trustme.CA, address: str
) -> None:
    site = servers.site(NAME)
    asker = asking(authority, lambda *_: [address], allowed=())
    page = asker.page(site.url("/a", NAME))
    assert (page.outcome, servers.named) == ("refused", [])
    assert "closed network" in (page.detail or "")


def test_a_port_without_tls_fails(client: Client) -> None:
    with fetch_server.running() as plain:
        plain.serve("/a")
        page = client.page(f"https://{NAME}:{plain.port}/a")
    assert (page.outcome, page.status) == ("failed", None)


@contextmanager
def never_done() -> Iterator[int]:
    """The port of a server that announces a long record of TLS and sends it byte by byte."""
    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    connection.sendall(b"\x16\x03\x03\x40\x00\x02")
                    for _ in range(200):
                        connection.sendall(b"\x00")
                        time.sleep(0.05)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=15)


def test_a_handshake_without_end_fails_in_time(authority: trustme.CA) -> None:
    asker = asking(authority)
    asker.manner = Manner(robots=False, tries=1)
    with never_done() as port:
        start = time.monotonic()
        page = asker.page(f"https://{NAME}:{port}/a")
        assert page.outcome == "failed"
        assert time.monotonic() - start < 10
