import pytest

from onrecord.record import Credit
from onrecord.reuse import from_article
from onrecord.reuse.documents import page_address
from origins.made import article


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.Quay.example/a/b/#top", "quay.example/a/b"),
        ("http://quay.example/?p=3", "quay.example?p=3"),
        ("https://quay.example/", None),
        ("https://[broken", None),
        (None, None),
    ],
)
def test_addresses_of_one_page_are_one(address, key):
    assert page_address(address) == key


def test_the_address_of_the_original_is_not_the_copys_own():
    from dataclasses import replace

    url = "https://quay.example/1"
    copy = replace(article("Words.", url=url), credits=(Credit("Quay Wire", url, "path:/html/head/link[1]/@href"),))
    assert from_article(copy).url is None
    assert from_article(article("Words.", url=url)).url == url
