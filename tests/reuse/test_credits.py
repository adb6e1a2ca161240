import pytest

from onrecord.record import Credit
from onrecord.reuse import Document
from onrecord.reuse.credits import claims, same_name


def found(text):
    return [(claim.kind, claim.holder) for claim in claims(Document(id="d", text=text))]


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        (
            "Copyright (c) 2020. Reprinted with the permission of Harbour Radio/Free Quay, 1 Example St.",
            "Harbour Radio/Free Quay",
        ),
        ("Republished by permission of The Quay Post.", "Quay Post"),
        ("Source: Quay Wire", "Quay Wire"),
        ("This article was originally published by Quay Wire.", "Quay Wire"),
        ("This story first appeared in Quay Wire", "Quay Wire"),
        ("(Reposted from quay.example)", "quay"),
        ("Text courtesy of Quay Wire", "Quay Wire"),
        ("REPRINTED WITH PERMISSION OF QUAY WIRE", "QUAY WIRE"),
    ],
)
def test_credit_lines_name_their_holder(line, holder):
    assert found("Some text stands here.\n\n" + line) == [("credit", holder)]


@pytest.mark.parametrize(
    "head", ["QUAYTOWN, March 3 (Quay Wire) — It rained.", "(QW) - It rained.", "NEW PORT (QW) -- It rained."]
)
def test_a_wire_tag_at_the_head_names_its_agency(head):
    assert [kind for kind, _ in found("By Ann\n\n" + head)] == ["wire"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said (laughing) - and this is true - that it rained.",
        "The permission of the owner was not asked.",
        "He first published a book in 1990 about it.",
        "A source: nobody knows which one it was, and this line goes on.",
        "A party leader (Labour) — the second one — spoke.",
    ],
)
def test_running_text_is_no_credit(text):
    assert found(text) == []


def test_a_credit_that_a_reader_found_is_kept():
    document = Document(id="d", text="It rained.", credits=(Credit("Quay Wire", "via Quay Wire", "line:1"),))
    assert [claim.holder for claim in claims(document)] == ["Quay Wire"]


def test_very_many_credit_lines_are_bounded():
    assert len(claims(Document(id="d", text="Source: A b\n" * 100_000))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Quay Post", "quay post"),
        ("Quay Post", "quaypost.example"),
        ("HR/FQ", "Harbour Radio/Free Quay"),
        ("Harbour Radio/Free Quay", "www.hrfq.example"),
        ("QBC News", "news.qbc.co.example"),
        ("Quay Post", "The Quay Post Online"),
    ],
)
def test_names_of_one_outlet(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Quay Post", "Harbour Post"), ("Post", "Harbour Post"), ("A", "Quay Post"), ("QP", None), ("", "Quay Post")],
)
def test_names_of_two_outlets(one, other):
    assert not same_name(one, other)
