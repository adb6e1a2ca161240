import pytest
from made_prose import story

from onrecord.record import Credit, Dated
from onrecord.reuse import Document, find_reuse
from onrecord.reuse.direction import moment

CREDIT = "\n\nReprinted with the permission of Quay Wire, 1 Example Street"


def dated(value, **more):
    precision = more.pop("precision", "minute" if "T" in value else "day")
    return Dated(value, precision, more.pop("evidence", "meta"), value, **more)


def page(name, published=None, *, tail="", **more):
    when = dated(published) if isinstance(published, str) else published
    return Document(id=name, text=story(1, 4) + tail, published=when, **more)


def row_of(*documents):
    (row,) = find_reuse(documents)
    return row


def first(*documents):
    return row_of(*documents).first


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2024-03-01T10:00:00Z", "2024-03-01T10:05:00Z"),
        ("2024-03-01T23:30:00-08:00", "2024-03-02T09:00:00+01:00"),
        ("2024-03-01T12:00:00+09:00", "2024-03-01T04:00:00Z"),
        ("2024-03-01", "2024-03-05"),
        ("2024-03-01", "2024-03-04T10:00:00Z"),
        ("2024-02-27T10:00:00Z", "2024-03-01"),
    ],
)
def test_the_earlier_time_is_first(earlier, later):
    assert first(page("x", earlier), page("y", later)) == "x"
    assert first(page("y", earlier), page("x", later)) == "y"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01", "2024-03-01T10:00:00Z"),
        ("2024-03-01", "2024-03-02T01:00:00Z"),
        ("2024-03-01T10:00:00Z", "2024-03-01T10:00:00Z"),
        ("2024-03-01", None),
        (None, None),
        ("2024-13-45", "2024-03-01"),
    ],
)
def test_dates_that_may_be_the_same_moment_tell_nothing(one, other):
    assert first(page("x", one), page("y", other)) is None


@pytest.mark.parametrize(
    "date",
    [
        dated("2015-01-01", precision="year"),
        dated("2024-01-01", evidence="inferred"),
    ],
)
def test_a_copyright_year_and_a_guess_are_no_publication_dates(date):
    assert first(page("x", date), page("y", "2024-03-05")) is None


def test_a_month_and_a_range_count_to_their_ends():
    month = dated("2024-02-01", precision="month")
    assert first(page("x", month), page("y", "2024-03-05")) == "x"
    assert first(page("x", month), page("y", "2024-02-20")) is None
    span = dated("2024-02-01", precision="range", until="2024-02-10")
    assert first(page("x", span), page("y", "2024-02-20")) == "x"
    assert first(page("x", span), page("y", "2024-02-05")) is None


def test_the_time_of_seeing_is_a_weak_last_resort():
    row = row_of(page("x", fetched="2024-03-01T10:00:00Z"), page("y", fetched="2024-03-01T12:00:00Z"))
    assert row.first == "x"
    assert "weak" in row.evidence[0].note


def test_pages_seen_on_one_visit_tell_nothing():
    assert first(page("x", fetched="2024-03-01T10:00:00Z"), page("y", fetched="2024-03-01T10:05:00Z")) is None


def test_a_page_seen_before_the_other_came_out_was_first():
    row = row_of(page("x", fetched="2024-03-01T10:00:00Z"), page("y", "2024-03-01T12:00:00Z"))
    assert (row.first, "weak" in row.evidence[0].note) == ("x", False)


def test_a_date_after_the_page_was_seen_is_not_believed():
    assert first(page("x", "2024-05-01", fetched="2024-03-01T10:00:00Z"), page("y", "2024-04-01T10:00:00Z")) == "x"


def test_a_credit_line_outweighs_the_clock_and_both_are_shown():
    row = row_of(
        page("x", "2024-03-01T10:00:00Z", tail=CREDIT, outlet="Copy Post"),
        page("y", "2024-03-02T10:00:00Z", outlet="Quay Wire"),
    )
    assert row.first == "y"
    assert [(item.kind, item.first) for item in row.evidence] == [("credit", "y"), ("time", "x")]
    assert row.evidence[0].words == "Reprinted with the permission of Quay Wire"


def test_credit_lines_that_contradict_each_other_leave_it_unknown():
    row = row_of(
        page("x", "2024-03-01", tail="\n\nSource: Quay Wire", outlet="Copy Post"),
        page("y", "2024-03-09", tail="\n\nSource: Copy Post", outlet="Quay Wire"),
    )
    assert row.first is None
    assert {item.first for item in row.evidence} == {"x", "y"}


def test_a_credit_of_a_third_is_shown_and_decides_nothing():
    row = row_of(page("x", tail=CREDIT, outlet="Copy Post"), page("y", outlet="Other Post"))
    assert row.first is None
    assert [(item.kind, item.first) for item in row.evidence] == [("credit", None)]


def test_a_page_of_an_unknown_outlet_that_names_the_credited_one_is_it():
    original = page("y", tail="\n\nAll reporters of HR/FQ are listed here.")
    copy = page("x", tail="\n\nReprinted with the permission of Harbour Radio/Free Quay", outlet="Copy Post")
    assert first(copy, original) == "y"


def test_a_page_that_carries_the_same_credit_is_not_the_credited_one():
    assert first(page("x", tail=CREDIT, outlet="Copy Post"), page("y", tail=CREDIT)) is None


def test_a_wire_tag_of_the_other_outlet_makes_that_one_first():
    tagged = Document(id="x", text="QUAYTOWN, March 3 (Quay Wire) — " + story(1, 4), outlet="Copy Post")
    assert first(tagged, page("y", outlet="Quay Wire")) == "y"


def test_an_agency_that_carries_its_own_tag_is_first():
    tagged = Document(id="x", text="QUAYTOWN, March 3 (Quay Wire) — " + story(1, 4), outlet="Quay Wire")
    assert first(tagged, page("y", outlet="Copy Post")) == "x"


ORIGINAL = Credit("Quay Wire", "https://www.quay.example/1/", "path:/html/head/link[1]/@href")


def test_a_canonical_address_makes_that_page_first():
    copy = page("x", "2024-03-01", url="https://copy.example/1", credits=(ORIGINAL,))
    row = row_of(copy, page("y", "2024-03-05", outlet="Elsewhere", url="http://quay.example/1"))
    assert (row.first, row.evidence[0].kind) == ("y", "canonical")
    assert [e.first for e in row.evidence] == ["y", "x"]  # the clock against it is shown


def test_a_canonical_address_of_an_outlet_whose_page_has_no_address_known():
    assert first(page("x", credits=(ORIGINAL,), outlet="Copy"), page("y", outlet="Quay Wire")) == "y"


def test_a_canonical_address_of_another_page_of_the_outlet_tells_nothing():
    row = row_of(page("x", credits=(ORIGINAL,)), page("y", outlet="Quay Wire", url="https://quay.example/2"))
    assert row.first is None
    assert [(e.kind, e.first) for e in row.evidence] == [("canonical", None)]


def test_containment_is_shown_and_decides_nothing_alone():
    parts = story(1, 4).split("\n\n")
    caption = "Photo: Guests at the harbour fair wait in the rain. (A. Example/Handout)"
    whole = Document(id="x", text="\n\n".join([*parts[:2], caption, *parts[2:]]))
    row = row_of(whole, page("y"))
    assert row.first is None
    assert [(item.kind, item.first) for item in row.evidence] == [("containment", "x")]


@pytest.mark.parametrize(
    "value", ["2024-03-01", "2024-03-01T10:00:00", "T+01:00", "9999-12-31T23:59:59-12:00", "", None]
)
def test_what_names_no_moment_is_none(value):
    assert moment(value) is None
