"""robots.txt as RFC 9309 reads it."""

from __future__ import annotations

import time

import pytest

from onrecord.fetch.robots import parse_robots

TEXT = b"""
# all
User-agent: *
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Crawl-delay: 7

User-agent: other
User-agent: OnRecord/1.0
Disallow: /news/*/print
Disallow: /caf%C3%A9
Crawl-delay: 3
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        ("x", "/", True), ("x", "/private/a", False), ("x", "/private/open/a", True), ("x", "/a.pdf", False),
        ("x", "/a.pdf?x", True), ("onrecord", "/private/a", True), ("onrecord", "/news/1/print", False),
        ("onrecord", "/news/1", True), ("other", "/news/1/2/print?x=1", False), ("onrecord", "/café", False),
        ("onrecord", "/caf%c3%a9", False), ("recorder", "/news/1/print", True),
    ],
)  # fmt: skip
def test_the_longest_rule_of_our_group_decides(agent: str, path: str, allowed: bool) -> None:
    assert parse_robots(TEXT, agent).allows(path) is allowed


def test_the_delay_is_that_of_our_group() -> None:
    assert parse_robots(TEXT, "onrecord").delay == 3
    assert parse_robots(TEXT, "x").delay == 7


@pytest.mark.parametrize(
    "data", [b"", b"<html>not here</html>", b"\xff\xfe\x00", b"Disallow: /", b"User-agent: *\nDisallow:"]
)
def test_what_says_nothing_allows_everything(data: bytes) -> None:
    assert parse_robots(data, "onrecord").allows("/a")


def test_several_groups_for_us_count_together() -> None:
    text = b"User-agent: onrecord\nDisallow: /a\nUser-agent: *\nDisallow: /\nUser-agent: onrecord\nDisallow: /b"
    rules = parse_robots(text, "onrecord")
    assert [rules.allows(path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_equal_rules_allow() -> None:
    assert parse_robots(b"User-agent: *\nDisallow: /a\nAllow: /a", "x").allows("/a")


def test_hostile_rules_take_no_time() -> None:
    text = b"User-agent: *\n" + b"Disallow: /" + b"*a" * 2000 + b"b$\n" * 50
    rules = parse_robots(text, "x")
    start = time.process_time()
    assert rules.allows("/" + "a" * 4000)
    assert time.process_time() - start < 1
