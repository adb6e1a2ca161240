"""Which addresses may be asked: no other scheme, no closed network, however it is written."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.fetch.addresses import Forbidden, is_open, permitted, target_of


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://a.example/x", "gopher://a.example/", "javascript:x", "data:text/html,x", "//a.example/x",
        "a.example", "", "http://", "http:///x", "http://user@a.example/", "http://u:p@a.example/", "http://a.example:99999/",
        "http://a.example/\r\nX: y", "http://a.exam ple/", "http://a.example\\@127.0.0.1/", "http://[::1", "http://[fe80::1%25eth0]/",
        "http://" + "a" * 300 + ".example/", "http://a.example/" + "x" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(Forbidden):
        target_of(address)


@pytest.mark.parametrize(
    ("address", "whole", "netloc"),
    [
        ("HTTP://A.Example", "http://a.example/", "a.example"),
        ("https://a.example:443/x?y=z#part", "https://a.example/x?y=z", "a.example"),
        ("http://a.example:8080/ü", "http://a.example:8080/%C3%BC", "a.example:8080"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("http://[2606:4700::1]/", "http://[2606:4700::1]/", "[2606:4700::1]"),
        ("http://a.example./x", "http://a.example/x", "a.example"),
    ],
)
def test_an_address_is_written_in_one_way(address: str, whole: str, netloc: str) -> None:
    target = target_of(address)
    assert (target.address, target.netloc) == (whole, netloc)


CLOSED = (
    "127.0.0.1 127.8.9.10 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 0.1.2.3 192.0.0.1 "
    "192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 ::1 :: ::ffff:127.0.0.1 "
    "::ffff:10.0.0.1 ::ffff:a9fe:a9fe 64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1:: ::127.0.0.1 "
    "fe80::1 fec0::1 fc00::1 fd12:3456::1 ff02::1 2001:db8::1 2001::1 100::1"
).split()


@pytest.mark.parametrize("address", CLOSED)
def test_closed_networks_are_refused(address: str) -> None:
    with pytest.raises(Forbidden):
        permitted([address], target_of("http://a.example/"), ())


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_the_open_web_is_allowed(address: str) -> None:
    assert permitted([address], target_of("http://a.example/"), ()) == [address]


@given(st.ip_addresses(network="10.0.0.0/8"))
def test_no_writing_of_a_private_address_passes(address: object) -> None:
    number = int(address)  # type: ignore[call-overload]
    assert not is_open(ip_address(number))
    assert not is_open(ip_address(f"::ffff:{address}"))
    assert not is_open(ip_address((0x64FF9B << 96) + number))
    assert not is_open(ip_address((0x2002 << 112) + (number << 80)))


def test_of_several_addresses_the_open_ones_are_left() -> None:
    assert permitted(["127.0.0.1", "8.8.8.8"], target_of("http://a.example/"), ()) == ["8.8.8.8"]


@pytest.mark.parametrize("port", [22, 25, 110, 445, 0])
def test_ports_of_other_services_are_refused(port: int) -> None:
    with pytest.raises(Forbidden):
        permitted(["8.8.8.8"], target_of(f"http://a.example:{port}/"), ())


def test_an_allowed_network_is_open_with_all_its_ports() -> None:
    assert permitted(["127.0.0.1"], target_of("http://a.example:25/"), (ip_network("127.0.0.0/8"),)) == ["127.0.0.1"]
