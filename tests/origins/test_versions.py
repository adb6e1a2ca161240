"""Captures of one page, their order, and what changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.origins.changes import changes_between
from onrecord.origins.same_text import distinct_articles, joins
from onrecord.origins.versions import pages, versions
from onrecord.origins.words import words_of_articles
from onrecord.record import Article
from onrecord.store.read import Retrieval
from origins.made import article, record, said

URL = "https://www.tarn.example/a/bridge.html"
OLD = (
    "Bridge closed\n\nThe mayor, Lena Marsh, said 12 lorries were stuck on the bridge on Monday.\n\n"
    "“They are stuck and they are not moving,” Marsh said.\n\nThe police did not answer."
)
NEW = (
    "Bridge closed\n\nThe mayor, Lena Marsh, said eight lorries were stuck on the bridge on Monday.\n\n"
    "“They are stuck,” Marsh said.\n\nThe police said they had been “asleep at the wheel.”"
)
OTHER = "Market opens\n\nThe new market hall opened its doors to a crowd from all over the county this morning."


def test_one_address_captured_twice_is_one_page() -> None:
    old, new = (
        article(OLD, url=URL, updated="2026-03-02T08:00:00Z"),
        article(NEW, url=URL, updated="2026-03-02T12:00:00Z"),
    )
    rows = record(new, old)
    (found,) = versions(rows)
    assert found.articles == (old.id, new.id)
    assert found.order == ("updated",)
    assert distinct_articles([old.id, new.id], joins(rows)) == 1


@pytest.mark.parametrize("other", ["http://tarn.example/a/bridge.html/", "https://tarn.example/a/bridge.html#top"])
def test_scheme_www_and_fragment_make_no_other_page(other: str) -> None:
    assert len(versions(record(article(OLD, url=URL), article(NEW, url=other)))) == 1


def test_two_stories_under_one_address_are_no_versions() -> None:
    """A site whose pages all name its front page as canonical must not fall into one article."""
    assert versions(record(article(OLD, url=URL), article(OTHER, url=URL))) == ()


def test_a_home_page_is_no_articles_address() -> None:
    home = "https://tarn.example/"
    assert versions(record(article(OLD, url=home), article(NEW, url=home))) == ()


def test_two_articles_of_one_capture_are_no_versions() -> None:
    assert versions(record(article(OLD, url=URL, page="p"), article(NEW, url=URL, page="p", ordinal=1))) == ()


def test_without_dates_the_time_of_capture_orders_them_and_says_so() -> None:
    old, new = article(OLD, url=URL), article(NEW, url=URL)
    times = (Retrieval(old.capture, "a", "2026-03-02T08:00:00Z"), Retrieval(new.capture, "b", "2026-03-04T08:00:00Z"))
    (found,) = versions(record(old, new, retrievals=times))
    assert (found.articles, found.order) == ((old.id, new.id), ("retrieved",))


def test_the_same_file_with_other_bytes_is_a_version() -> None:
    old, new = article(OLD), article(NEW)
    times = (
        Retrieval(old.capture, "x.txt", "2026-03-02T08:00:00Z"),
        Retrieval(new.capture, "x.txt", "2026-03-04T08:00:00Z"),
    )
    (found,) = versions(record(old, new, retrievals=times))
    assert (found.address, found.order) == ("x.txt", ("retrieved",))


def test_where_nothing_tells_the_order_is_unknown() -> None:
    (found,) = versions(
        record(article(OLD, url=URL, published="2026-03-02"), article(NEW, url=URL, published="2026-03-02"))
    )
    assert found.order == (None,)


def test_entries_of_a_feed_got_twice_pair_with_themselves() -> None:
    old = [article(text, page="monday", ordinal=n) for n, text in enumerate((OLD, OTHER))]
    new = [article(text, page="tuesday", ordinal=n) for n, text in enumerate((OTHER, NEW))]
    times = tuple(Retrieval(a.capture, "feed", f"2026-03-0{n}T08:00:00Z") for n, a in ((2, old[0]), (3, new[0])))
    found = {frozenset(v.articles) for v in versions(record(*old, *new, retrievals=times))}
    assert found == {frozenset({old[0].id, new[1].id}), frozenset({old[1].id, new[0].id})}


def test_the_pages_do_not_depend_on_the_order_of_the_articles() -> None:
    three = [
        article(text, url=URL, updated=f"2026-03-0{n}") for n, text in enumerate((OLD, NEW, NEW + " More."), start=1)
    ]
    assert pages(record(*three)) == pages(record(*reversed(three)))


def changes(old: Article, new: Article, *statements: object) -> object:
    rows = record(old, new, statements=tuple(statements))  # type: ignore[arg-type]
    return changes_between(old, new, rows, words_of_articles([old, new]))


def test_a_number_that_changed_is_told_with_its_word() -> None:
    found = changes(article(OLD), article(NEW))
    assert [(n.was, n.now) for n in found.numbers] == [("12 lorries", "eight lorries")]  # type: ignore[attr-defined]


def test_a_shortened_quotation_and_a_new_one() -> None:
    found = changes(article(OLD), article(NEW))
    assert [(q.kind, q.was, q.now) for q in found.quotations] == [  # type: ignore[attr-defined]
        ("altered", "They are stuck and they are not moving", "They are stuck"),
        ("added", None, "asleep at the wheel"),
    ]


def test_a_statement_whose_words_are_gone_is_told_with_what_stands_in_its_place() -> None:
    old, new = article(OLD), article(NEW)
    gone = said(old, "Lena Marsh", "12 lorries were stuck on the bridge", kind="indirect")
    kept = said(old, "Marsh", "They are stuck")
    place = said(new, "Lena Marsh", "eight lorries were stuck on the bridge", kind="indirect")
    (found,) = changes(old, new, gone, kept, place).gone  # type: ignore[attr-defined]
    assert (found.statement, found.now) == (gone[0].id, place[0].id)


def test_other_quotation_marks_are_no_change() -> None:
    assert changes(article(OLD), article(OLD.replace("“", '"').replace("”", '"'))).changes == ()  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["", "word", "word " * 30_000, "line\n\n" * 20_000])
def test_long_and_empty_texts_are_bounded(text: str) -> None:
    changes(article(text + "a", page="a"), article(text + "b", page="b"))


@given(
    st.lists(st.sampled_from(["Rain fell.", "He left.", "“No,” she said.", "12 men", "10 men"]), max_size=8), st.data()
)
def test_the_changes_make_the_new_text_of_the_old(paragraphs: list[str], data: st.DataObject) -> None:
    """Law: what is not in a change stands in both texts; spans lie inside the text and do not overlap."""
    others = data.draw(st.lists(st.sampled_from(["Rain fell.", "He stayed.", "“No,” he said.", "11 men"]), max_size=8))
    old, new = article("\n\n".join(paragraphs), page="a"), article("\n\n".join(others), page="b")
    found = changes(old, new).changes  # type: ignore[attr-defined]

    def rest(text: str, cut: list[object]) -> list[str]:
        out, reached = "", 0
        for start, end in (c for c in cut if c is not None):  # type: ignore[misc]
            assert reached <= start < end <= len(text)
            out += text[reached:start] + " "
            reached = end
        return (out + text[reached:]).split()

    assert rest(old.text, [c.old for c in found]) == rest(new.text, [c.new for c in found])
