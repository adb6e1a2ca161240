"""Pairs of documents as a user has them: what is shared, of what kind, in any order."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_prose import paragraph, story, words

from onrecord.record import Span
from onrecord.reuse import Document, find_reuse
from onrecord.reuse.find import search
from onrecord.reuse.pairs import TWINS


def rows_of(*texts, outlets=True):
    documents = [
        Document(id=f"d{number}", text=text, outlet=f"outlet {number}" if outlets else None)
        for number, text in enumerate(texts)
    ]
    return find_reuse(documents)


def only(rows):
    assert len(rows) == 1
    return rows[0]


def test_the_same_story_in_two_outlets_is_a_reprint():
    row = only(rows_of(story(1), story(1)))
    assert (row.kind, row.share_a, row.share_b) == ("reprint", 1.0, 1.0)
    assert row.passages == ((Span(0, len(story(1))),) * 2,)


def test_two_stories_share_nothing():
    assert rows_of(story(1), story(2)) == ()


def test_the_head_of_a_story_is_an_excerpt_of_it():
    head = "\n\n".join(story(1).split("\n\n")[:3])
    row = only(rows_of(story(1), head + "\n\nRead on at the source »"))
    assert row.kind == "excerpt"
    assert row.passages == ((Span(0, len(head)), Span(0, len(head))),)


def test_a_paragraph_taken_into_another_story_is_partial_reuse():
    taken = story(1).split("\n\n")[4]
    other = story(2) + "\n\n" + taken + "\n\n" + story(3)
    row = only(rows_of(story(1), other))
    assert row.kind == "partial"
    assert [(story(1)[a.start : a.end], other[b.start : b.end]) for a, b in row.passages] == [(taken, taken)]


def test_captions_put_in_are_left_out_of_the_passages():
    parts = story(1).split("\n\n")
    caption = "Photo: Guests at the harbour fair wait in the rain for the ferry home. (A. Example/Handout)"
    with_captions = "\n\n".join([*parts[:3], caption, caption, *parts[3:]])
    row = only(rows_of(story(1), with_captions))
    assert row.kind == "reprint"
    assert len(row.passages) == 2
    assert all("Photo" not in with_captions[b.start : b.end] for _, b in row.passages)


def test_a_line_of_few_words_put_in_is_left_out_too():
    parts = story(1).split("\n\n")
    row = only(rows_of(story(1), "\n\n".join([*parts[:3], "Old boats in the harbour (file photo)", *parts[3:]])))
    assert len(row.passages) == 2


def test_a_changed_headline_and_typography_leave_a_reprint_in_one_passage():
    text = (
        story(1)
        + "\n\n“They don’t recognise our labour — not ‘yet’,” the minister’s neighbour said of the organisation."
    )
    other = text.translate(str.maketrans("“”‘’—", "\"\"''-")).replace("recognise", "recognize")
    other = other.replace("labour", "labor").replace("neighbour", "neighbor").replace("organisation", "organization")
    row = only(rows_of("An old headline\n\n" + text, "Quite another headline it is\n\n" + other))
    assert row.kind == "reprint"
    assert len(row.passages) == 1


def test_a_word_changed_here_and_there_does_not_break_the_passage():
    chance = random.Random(7)
    changed = [word if chance.random() > 0.02 else "changed" for word in story(1).split(" ")]
    row = only(rows_of(story(1), " ".join(changed)))
    assert row.kind == "reprint"
    assert row.share_a > 0.97


@given(st.integers(0, 10**6), st.integers(20, 80), st.integers(0, 200), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_a_planted_passage_is_found_and_its_spans_cover_it(seed, length, before, other):
    planted = " ".join(words(seed, length))
    one = "\n".join([" ".join(words(seed + 1, before)), planted, " ".join(words(seed + 2, other))])
    two = "\n".join([" ".join(words(seed + 3, other)), planted, " ".join(words(seed + 4, before))])
    row = only(rows_of(one, two))
    covered = "".join(one[a.start : a.end] for a, _ in row.passages)
    assert planted in covered
    assert planted in "".join(two[b.start : b.end] for _, b in row.passages)


@given(st.permutations(range(7)))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_documents_changes_nothing(order):
    texts = [story(1, 4), story(1, 4) + "\n\n" + story(2, 4), story(2, 4), story(3, 2), story(1, 2), "word", ""]
    documents = [Document(id=f"d{number}", text=text, outlet=f"o{number}") for number, text in enumerate(texts)]
    assert find_reuse([documents[number] for number in order]) == find_reuse(documents)


QUOTE = "“" + " ".join(words(99, 30)) + ",”"


def test_a_quotation_in_two_different_stories_is_a_quote():
    one = story(1, 4) + f"\n\n{QUOTE} said Ann Example, who leads the harbour board.\n\n" + story(2, 2)
    other = story(3, 3) + f"\n\nSpeaking on Friday, the board's head Ann Example said: {QUOTE[:-2]}.”\n\n" + story(4, 3)
    assert only(rows_of(one, other)).kind == "quote"


@pytest.mark.parametrize("length", [9, 11, 13])
def test_a_short_quotation_is_found_and_the_same_words_unquoted_are_chance(length):
    said = " ".join(words(99, length))
    one = story(1, 4) + f"\n\nAnn Example told the board that the “{said}”. It rained."
    assert only(rows_of(one, story(2, 4) + f"\n\n“{said},” Example wrote later.")).kind == "quote"
    assert rows_of(one, story(2, 4) + f"\n\nThe mayor thought {said} too.") == ()


def test_a_few_words_from_the_midst_of_two_speeches_are_chance():
    said = words(99, 11)
    one = f"“{' '.join(words(1, 20) + said + words(2, 20))},” she said."
    two = f"“{' '.join(words(3, 20) + said + words(4, 20))},” he said."
    assert rows_of(story(1) + "\n\n" + one, story(2) + "\n\n" + two) == ()


def test_the_same_words_unquoted_in_one_text_are_partial_reuse():
    one = story(1, 4) + f"\n\n{QUOTE} said Ann Example."
    other = story(3, 3) + "\n\n" + QUOTE.strip("“,”") + ".\n\n" + story(4, 3)
    assert only(rows_of(one, other)).kind == "partial"


def test_an_attribution_inside_the_quotation_in_both_is_the_writers_text():
    inside = f"“{' '.join(words(5, 14))},” she told us on the quay. “{' '.join(words(6, 14))}.”"
    assert only(rows_of(story(1) + "\n\n" + inside, story(2) + "\n\n" + inside)).kind == "partial"


@pytest.mark.parametrize(("left", "right"), [('"', '"'), ("''", "''"), ("«", "»"), ("„", "“"), ("‘", "’"), ("'", "'")])
def test_quotation_marks_of_all_kinds_make_a_quote(left, right):
    quote = " ".join(words(99, 30)).capitalize()
    one = story(1, 4) + f"\n\nShe said: {left}{quote}.{right} It rained."
    assert only(rows_of(one, story(2, 4) + f"\n\nShe said: “{quote}.” The sun shone.")).kind == "quote"


FOOTER = paragraph(777, 60) + "\n\n" + paragraph(778, 60)


def test_the_footer_of_an_outlet_joins_none_of_its_pages_as_a_story():
    documents = [Document(id=f"d{n}", text=story(n) + "\n\n" + FOOTER, outlet="The Outlet") for n in range(6)]
    assert {row.kind for row in find_reuse(documents)} == {"boilerplate"}


def test_a_template_is_boilerplate_of_its_outlet():
    fixed = [paragraph(n) for n in range(900, 903)]
    documents = [
        Document(id=f"d{n}", text="\n\n".join([*fixed, paragraph(n), paragraph(n + 50)]), outlet="The Outlet")
        for n in range(5)
    ]
    rows = find_reuse(documents)
    assert len(rows) == 10
    assert {(row.kind, row.first) for row in rows} == {("boilerplate", None)}


def test_a_banner_of_many_outlets_joins_no_two_pages():
    documents = [
        Document(id=f"d{n}-{k}", text=story(10 * n + k) + "\n\n" + FOOTER, outlet=f"outlet {n}")
        for n in range(4)
        for k in range(3)
    ]
    rows = find_reuse([*documents, Document(id="x", text=story(500) + "\n\n" + FOOTER, outlet="another")])
    assert {row.kind for row in rows} <= {"boilerplate"}
    assert all("x" not in {row.a, row.b} for row in rows)


def test_a_reprint_is_found_beneath_the_footers_of_two_outlets():
    pages = [Document(id=f"a{n}", text=story(n) + "\n\n" + FOOTER, outlet="one") for n in range(5)]
    pages += [Document(id=f"b{n}", text=story(n + 50) + "\n\n" + paragraph(999, 60), outlet="two") for n in range(5)]
    copy = Document(id="copy", text=story(3) + "\n\n" + paragraph(999, 60), outlet="two")
    rows = [row for row in find_reuse([*pages, copy]) if row.kind != "boilerplate"]
    assert [(row.a, row.b, row.kind) for row in rows] == [("a3", "copy", "reprint")]


def test_two_captures_of_one_address_make_no_furniture():
    documents = [
        Document(id=f"d{n}", text=story(1) + f"\n\n{paragraph(n)}", outlet="one", url="https://one.example/a")
        for n in range(4)
    ]
    assert {row.kind for row in find_reuse(documents)} == {"reprint"}


def test_one_word_and_empty_texts_are_no_reuse():
    assert rows_of("word", "word", "", "", " \n", "two words") == ()


def test_a_script_without_spaces_is_compared_by_character():
    chance = random.Random(3)
    signs = [chr(point) for point in range(0x4E00, 0x4F00)]
    shared = "".join(chance.choices(signs, k=120))
    one = "".join(chance.choices(signs, k=200)) + "。\n" + shared + "。\n"
    two = shared + "。\n" + "".join(chance.choices(signs, k=300)) + "。"
    row = only(rows_of(one, two))
    ((in_a, in_b),) = row.passages
    assert shared in one[in_a.start : in_a.end]
    assert shared in two[in_b.start : in_b.end]


def test_two_hundred_thousand_words_are_compared():
    long = " ".join(words(1, 200_000))
    middle = long[600_000:603_000]
    row = only(rows_of(long, story(9) + "\n" + middle))
    assert long[row.passages[0][0].start :].startswith(middle.split(" ", 1)[1][:200])


def test_the_same_text_very_often_gives_a_row_for_each_and_says_what_was_cut():
    documents = [Document(id=f"d{n:05}", text=story(1, 3), outlet=f"o{n}") for n in range(3000)]
    found = search(documents)
    assert len(found.rows) == 2999
    assert {row.a for row in found.rows} == {"d00000"}
    assert "over 64 texts have the same words" in found.cuts[0].note


def test_equal_texts_up_to_the_limit_are_compared_each_with_each():
    found = search([Document(id=f"d{n:02}", text=story(1, 2), outlet=f"o{n}") for n in range(TWINS)])
    assert len(found.rows) == TWINS * (TWINS - 1) // 2
    assert found.cuts == ()


def test_a_line_in_very_many_texts_is_followed_by_way_of_the_first():
    line = paragraph(5)
    found = search(
        [Document(id=f"d{n:04}", text=line + "\n\n" + paragraph(1000 + n), outlet=f"o{n}") for n in range(600)]
    )
    assert len(found.rows) <= 600 * 4
    assert {row.a for row in found.rows} | {row.b for row in found.rows} == {f"d{n:04}" for n in range(600)}
    assert "compared only by way of the first" in found.cuts[-1].note


def test_one_sentence_repeated_is_bounded():
    sentence = " ".join(words(1, 25)) + ". "
    row = only(rows_of(sentence * 20_000, sentence * 3 + story(4)))
    assert row.kind in {"partial", "excerpt"}
    assert len(row.passages) < 300


@given(st.lists(st.text(max_size=300), min_size=2, max_size=5), st.text(min_size=60, max_size=300))
@settings(max_examples=60, deadline=None)
def test_spans_lie_in_the_texts_and_shares_are_shares(texts, shared):
    texts = [text + " " + " ".join(words(8, 20)) + " " + shared for text in texts]
    for row in rows_of(*texts):
        a, b = texts[int(row.a[1:])], texts[int(row.b[1:])]
        assert row.a < row.b
        assert all(0 <= x.start < x.end <= len(a) and 0 <= y.start < y.end <= len(b) for x, y in row.passages)
        assert list(row.passages) == sorted(row.passages)
        assert 0 < row.share_a <= 1
        assert 0 < row.share_b <= 1


def told_again(number, outlet="one"):
    """A story that an outlet tells again, with another headline and a line of its own."""
    text = f"{paragraph(500 + number, 9)}\n\n{story(1, 12)}\n\n{paragraph(600 + number, 12)}\n\n{FOOTER}"
    return Document(id=f"t{number}", text=text, outlet=outlet)


@pytest.mark.parametrize("times", [2, 3, 4, 8])
def test_a_story_that_an_outlet_tells_again_is_no_furniture(times):
    pages = [told_again(number) for number in range(times)]
    pages += [Document(id=f"p{n}", text=story(40 + n) + "\n\n" + FOOTER, outlet="one") for n in range(4)]
    copy = Document(id="x", text=story(1, 12), outlet="another")
    rows = [row for row in find_reuse([*pages, copy]) if row.kind != "boilerplate"]
    assert {row.kind for row in rows} == {"reprint"}
    assert len(rows) == times * (times + 1) // 2
