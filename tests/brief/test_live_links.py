"""Links from receipts to the words on the live page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.brief.model import Receipt
from onrecord.brief.pages import live_links
from onrecord.record import Span
from origins.made import article

MADE = article(
    "The pier is closed until Monday, the harbour master said.", outlet="Outlet", published=None, page="page"
)
RECEIPTS = [
    Receipt(1, MADE.id, (Span(4, 8),), ("pier",), "sentence"),
    Receipt(2, MADE.id, (Span(4, 8),), ("pier",), "cue"),
    Receipt(3, MADE.id, (), ("© Outlet",), "credit", place="bytes:60-68"),
]


def test_every_passage_has_one_link_to_its_words() -> None:
    links = live_links(replace(MADE, url="https://ferry.example/a"), RECEIPTS)
    assert links == [{"numbers": [1, 2], "words": "pier", "href": "https://ferry.example/a#:~:text=pier"}]


@pytest.mark.parametrize(
    "url",
    [
        None,
        "javascript:alert(1)",
        "file:///etc/hosts",
        "data:text/html,x",
        "https://",
        "http://[x",
        "https://a.example/\nb",
    ],
)
def test_only_the_web_is_linked_to(url: str | None) -> None:
    assert live_links(replace(MADE, url=url), RECEIPTS) == []
