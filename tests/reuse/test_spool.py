"""Documents that were put away are opened again as they were read, and what is found stays the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_prose import paragraph

from onrecord.record import Credit, Dated, Span
from onrecord.reuse import Document, find_reuse, shelf
from onrecord.reuse.index import Index
from onrecord.reuse.shelf import read_documents
from onrecord.reuse.spool import Spool


class Bytes:
    """A scratch in memory, with room for so many bytes."""

    def __init__(self, room=1 << 30):
        self.data, self.room = b"", room

    def put(self, data):
        if len(self.data) + len(data) > self.room:
            return None
        place = len(self.data)
        self.data += data
        return place

    def get(self, place, size):
        return self.data[place : place + size]


def kept(documents, scratch):
    spool = Spool(scratch)
    _, words, marked = read_documents(documents)
    columns = words.hashes, words.starts, words.ends, words.opens, marked
    spool.keep(range(len(documents)), documents, words.first, columns)
    return spool, words, marked


@given(st.lists(st.text("ab c\n “x” ’ 中é.-", max_size=80), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_words_come_back_as_they_were_read(texts):
    documents = [Document(id=f"d{n}", text=text) for n, text in enumerate(texts)]
    spool, words, marked = kept(documents, Bytes())
    found, again, quoted = spool.opened(range(len(documents)))
    assert found == documents
    for column in ("hashes", "starts", "ends", "opens", "first"):
        assert getattr(again, column).tolist() == getattr(words, column).tolist()
    assert quoted.tolist() == marked.tolist()


def test_a_document_comes_back_with_all_that_it_says():
    document = Document(
        id="d", text="Words.\ud800", outlet="The Gull", title="T", published=Dated("2031-05-04", "day", "meta", "4 May"),
        fetched="2031-05-05T00:00:00Z", credits=(Credit("Tern News", "Source: Tern News", "line 3"),),
        url="https://gull.example/1", asides=(Span(0, 5),),
    )  # fmt: skip
    assert kept([document], Bytes())[0].opened([0])[0] == [document]


@pytest.mark.parametrize("odd", ["a" + "-" * 300 + "b", "z" * 300])
def test_what_cannot_be_packed_is_left_to_be_read_again(odd):
    spool, _, _ = kept([Document(id="a", text="one two"), Document(id="b", text=odd)], Bytes())
    assert 0 in spool
    assert 1 not in spool


def test_a_full_disk_keeps_nothing():
    spool, _, _ = kept([Document(id="a", text="one two")], Bytes(room=3))
    assert 0 not in spool


@pytest.mark.parametrize("room", [0, 12_000, 1 << 30])
def test_rows_are_the_same_with_a_small_shelf(monkeypatch, room):
    documents = {
        f"d{n:02}": Document(
            id=f"d{n:02}", text="\n".join(paragraph((n + k) % 17) for k in range(4)), outlet=f"o{n % 3}"
        )
        for n in range(40)
    }
    expected = find_reuse(list(documents.values()))
    monkeypatch.setattr(shelf, "MOST_WORDS", 400)
    monkeypatch.setattr(shelf, "AT_ONCE", 2)
    monkeypatch.setattr("onrecord.reuse.index.AT_ONCE", 2)
    scratch = Bytes(room)
    update = Index().add(documents.values(), document_of=documents.__getitem__, scratch=scratch)
    assert tuple(sorted(update.rows, key=lambda row: (row.a, row.b))) == expected
    assert expected
    assert (len(scratch.data) > 0) == (room > 0)
