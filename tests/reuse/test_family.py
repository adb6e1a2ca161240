import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_prose import paragraph, story

from onrecord.record import Dated
from onrecord.reuse import Document, families, find_reuse

HEAD_A = "\n\n".join(story(1).split("\n\n")[:4])


def page(name, text, day=None, outlet=None):
    published = None if day is None else Dated(f"2024-03-{day:02}", "day", "meta", "")
    return Document(id=name, text=text, outlet=outlet or f"outlet of {name}", published=published)


def joined(*documents):
    return families(find_reuse(documents), documents)


def members(*documents):
    return [family.members for family in joined(*documents)]


def test_reprints_and_excerpts_are_one_family_with_its_earliest_member():
    (family,) = joined(
        page("a", story(1), 9), page("b", story(1), 5), page("c", HEAD_A + "\n\nMore »", 20), page("d", story(2), 1)
    )
    assert family.members == ("a", "b", "c")
    assert family.first == "b"
    assert {item.kind for item in family.evidence} == {"time"}


def test_partial_reuse_joins_no_family():
    taken = story(1).split("\n\n")[4]
    assert members(page("a", story(1)), page("b", story(2) + "\n\n" + taken)) == []


@pytest.mark.parametrize("day", [None, 1, 28])
def test_a_page_with_two_stories_stands_in_two_families(day):
    page_of_two = page("m", "Roundup\n\n" + story(1) + "\n\n" + story(2), day)
    originals = [page("a", story(1), 10), page("a2", story(1), 12), page("b", story(2), 11), page("b2", story(2), 13)]
    assert members(page_of_two, *originals) == [("a", "a2", "m"), ("b", "b2", "m")]


def test_two_pages_that_share_two_stories_chain_neither():
    two = "Roundup\n\n" + story(1) + "\n\n" + story(2)
    documents = [page("m", two + "\n\n" + paragraph(1)), page("n", two + "\n\n" + paragraph(2))]
    documents += [page("a", story(1)), page("b", story(2))]
    assert members(*documents) == [("a", "m", "n"), ("b", "m", "n")]


def test_a_caption_in_one_copy_does_not_split_its_story():
    parts = story(1).split("\n\n")
    captioned = "\n\n".join(
        [*parts[:4], "Photo: Guests at the fair wait for the ferry. (A. Example/Handout)", *parts[4:]]
    )
    assert members(page("a", story(1)), page("b", captioned), page("c", HEAD_A)) == [("a", "b", "c")]


def test_the_first_member_is_unknown_where_two_may_be():
    (family,) = joined(page("a", story(1), 5), page("b", story(1), 5), page("c", story(1), 9))
    assert family.first is None


def test_an_agency_whose_text_is_not_captured_is_named():
    credit = "\n\nSource: Quay Wire"
    (family,) = joined(page("a", story(1) + credit, 5), page("b", story(1) + credit, 9))
    assert (family.first, family.credited) == ("a", "Quay Wire")


def test_an_agency_whose_text_is_captured_is_not_called_missing():
    documents = [page("a", story(1) + "\n\nSource: Quay Wire", 9), page("b", story(1), 5, outlet="Quay Wire")]
    (family,) = joined(*documents)
    assert (family.first, family.credited) == ("b", None)


@given(st.permutations(range(6)))
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_and_documents_changes_nothing(order):
    texts = [story(1), story(1) + "\n\n" + story(2), story(2), HEAD_A, story(3), story(3)]
    documents = [page(f"d{number}", text, number + 1) for number, text in enumerate(texts)]
    rows = find_reuse(documents)
    shuffled = [documents[number] for number in order]
    assert families(rows[::-1], shuffled) == families(rows, documents)
