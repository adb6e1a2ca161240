"""An index that grows gives what one search over all gives."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_prose import paragraph, story

from onrecord.record import Dated
from onrecord.reuse import Document, candidates, find_reuse, pairs
from onrecord.reuse.index import Index, restored


class Record:
    """Documents with the rows that an index told of, kept as a user would keep them."""

    def __init__(self):
        self.documents = {}
        self.rows = {}
        self.index = Index()
        self.asked = []

    def document_of(self, name):
        self.asked.append(name)
        return self.documents[name]

    def add(self, documents):
        self.asked.clear()
        self.documents |= {document.id: document for document in documents}
        update = self.index.add(documents, document_of=self.document_of)
        stale = set(update.stale)
        assert {document.id for document in documents} <= stale
        self.rows = {key: row for key, row in self.rows.items() if not stale & set(key)}
        for row in update.rows:
            assert stale & {row.a, row.b}
            assert (row.a, row.b) not in self.rows
            self.rows[row.a, row.b] = row
        return update

    def sorted(self):
        return tuple(self.rows[key] for key in sorted(self.rows))


@pytest.fixture
def low_limits(monkeypatch):
    """Limits that a handful of documents reach."""
    monkeypatch.setattr(candidates, "MANY", 4)
    monkeypatch.setattr(candidates, "TEMPLATE_MANY", 4)
    monkeypatch.setattr(pairs, "TWINS", 3)


def made(seed, count):
    """Documents that share stories, paragraphs, footers and whole texts, of few outlets and with unordered dates."""
    chance = random.Random(seed)
    documents = []
    for number in range(count):
        parts = [paragraph(chance.randrange(12)) for _ in range(chance.randrange(1, 4))]
        outlet = chance.randrange(4)
        if chance.random() < 0.7:
            parts += [paragraph(900 + outlet, 70), paragraph(910, 30)]
        text = "\n\n".join(parts)
        if documents and chance.random() < 0.25:
            text = chance.choice(documents).text
            text = text.replace("\n\n", "\n" if chance.random() < 0.5 else " ")
        if chance.random() < 0.3:
            text += f"\n\n“{paragraph(930, 12)}” said the harbour master."
        day = f"2024-03-{chance.randrange(1, 29):02}"
        documents.append(
            Document(
                id=f"d{number:03}",
                text=text,
                outlet=chance.choice([f"outlet {outlet}", f"outlet {outlet}", None]),
                published=Dated(day, "day", "field", day) if chance.random() < 0.8 else None,
                url=chance.choice([None, None, f"https://one.example/{chance.randrange(6)}"]),
            )
        )
    return documents


@given(st.integers(0, 10**6), st.integers(2, 24), st.data())
@settings(max_examples=50, deadline=None)
def test_any_split_in_any_order_gives_the_rows_of_one_search(seed, count, data):
    documents = made(seed, count)
    order = data.draw(st.permutations(range(count)))
    splits = sorted(data.draw(st.sets(st.integers(1, count - 1), max_size=6)))
    record = Record()
    for low, high in zip([0, *splits], [*splits, count], strict=True):
        record.add([documents[number] for number in order[low:high]])
    assert record.sorted() == find_reuse(documents)


@pytest.mark.usefixtures("low_limits")
@pytest.mark.parametrize("seed", range(20))
def test_the_same_where_limits_are_reached(seed):
    documents = made(seed, 30)
    chance = random.Random(seed)
    expected = find_reuse(documents)
    chance.shuffle(documents)
    record = Record()
    while documents:
        size = chance.randrange(1, 8)
        record.add(documents[:size])
        del documents[:size]
    assert record.sorted() == expected


def test_only_relatives_are_read():
    record = Record()
    record.add([Document(id=f"d{n:03}", text=story(n), outlet=f"o{n}") for n in range(50)])
    update = record.add([Document(id="copy", text=story(7), outlet="other")])
    assert set(record.asked) == {"d007"}
    assert update.stale == ("copy", "d007")


def test_a_third_page_with_the_same_footer_makes_it_furniture_of_the_first_two():
    footer = paragraph(777, 80)
    pages = [Document(id=f"d{n}", text=story(n) + "\n\n" + footer, outlet="one") for n in range(3)]
    record = Record()
    record.add(pages[:2])
    assert [row.kind for row in record.sorted()] == ["partial"]
    update = record.add(pages[2:])
    assert update.stale == ("d0", "d1", "d2")
    assert {row.kind for row in record.sorted()} == {"boilerplate"}


def test_a_document_that_is_there_is_passed_over():
    record = Record()
    record.add([Document(id="a", text=story(1)), Document(id="b", text=story(1))])
    update = record.index.add([Document(id="a", text=story(2))], document_of=record.document_of)
    assert (update.stale, tuple(update.rows), len(record.index)) == ((), (), 2)


@given(st.integers(0, 10**6), st.integers(0, 12))
@settings(max_examples=12, deadline=None)
def test_an_index_that_was_kept_goes_on_where_it_was(seed, cut):
    documents = made(seed, 14)
    record = Record()
    record.add(documents[:cut])
    record.index = restored(record.index.columns(), record.index.slabs)
    record.add(documents[cut:])
    assert record.sorted() == find_reuse(documents)


@pytest.mark.parametrize(
    "harm", [{"version": np.array([0])}, {"low": np.zeros(1)}, {"ids": np.zeros(3, dtype=np.uint8)}]
)
def test_arrays_that_are_no_index_are_refused(harm):
    record = Record()
    record.add(made(1, 5))
    with pytest.raises(ValueError, match="reuse index"):
        restored(record.index.columns() | harm, record.index.slabs)
