from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Span, article_id, digest_bytes, reuse_id, row_id, statement_id


def test_ids_say_their_kind_and_have_twenty_digits() -> None:
    assert row_id("article", "a", 1, None).startswith("article-")
    assert len(row_id("article", "a")) == len("article-") + 20


def test_ids_do_not_change_between_versions() -> None:
    """A record made yesterday must find its rows today: these values stand for ever."""
    assert digest_bytes(b"") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert article_id("sha256:x", 0, "text") == "article-e28773e93d3c3aba41e2"
    assert statement_id("article-x", (Span(0, 2),), (Span(3, 4),), (Span(5, 9),)) == "statement-cb3d91cec7f384211b8c"


@given(parts=st.lists(st.text(max_size=5), min_size=2, max_size=4))
def test_joining_parts_gives_another_id(parts: list[str]) -> None:
    assert row_id("x", *parts) != row_id("x", "".join(parts))


def test_a_reuse_is_the_same_from_both_sides() -> None:
    assert reuse_id("a", "b") == reuse_id("b", "a")
