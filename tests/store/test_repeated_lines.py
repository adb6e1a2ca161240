"""What repeats over the pages of an outlet, found bit by bit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_articles import RUN
from onrecord.readers import read
from onrecord.record import Article, Reading, article_id, digest_text
from onrecord.store import read as rows
from onrecord.store import repeats as lines
from onrecord.store.database import Store
from onrecord.store.repeats import bring_up_repeats, repeats
from onrecord.store.schema import SCRIPTS
from onrecord.store.write import add_reading, add_run

APPEAL = "The paper lives on what its readers give, and every crown helps it to stay free."
NUMBERS = ("second", "third", "fourth", "fifth", "sixth")


def page(name: str, paragraphs: Sequence[str], *, outlet: str = "post.example") -> Article:
    (found,) = read("\n\n".join(paragraphs).encode(), name="page.txt", url=f"https://{outlet}/{name}").articles
    capture = digest_text(name + outlet)
    return replace(found, id=article_id(capture, 0, found.text), capture=capture)


def article(subject: str, *more: str, outlet: str = "post.example") -> Article:
    own = [
        f"The council met for the {n} time on the {subject}, and nobody in the room asked what it had cost."
        for n in NUMBERS
    ]
    return page(subject + str(len(more)), [*own[:3], *more, *own[3:]], outlet=outlet)


@contextmanager
def record(found: Sequence[Article]) -> Iterator[Store]:
    """A record in memory that holds the articles, none of them gone through."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    for script in SCRIPTS:
        db.executescript(script)
    with Store(db, Path("record.db")) as store:
        with store.transaction() as db:
            add_run(db, RUN)
            for one in found:
                add_reading(db, one.capture, len(one.text), Reading("text/1", "utf-8", (one,)), RUN)
        yield store


def take(store: Store, found: Sequence[Article]) -> None:
    db = store.connection
    with store.transaction():
        bring_up_repeats(db, found, article_of=lambda ident: next(rows.articles(db, [ident])))


def tables(db: sqlite3.Connection) -> tuple[list[tuple[object, ...]], ...]:
    return tuple(
        list(db.execute(f"SELECT * FROM {table} ORDER BY 1, 2"))
        for table in ("outlet_line", "repeated_block", "(SELECT line, 0 FROM repeated_line)")
    )


def marked(*found: Article) -> set[str]:
    texts = {a.id: a.text for a in found}
    with record(found) as store:
        take(store, found)
        return {texts[a][s.start : s.end] for a, spans in repeats(store.connection).items() for s in spans}


def test_a_line_of_two_different_texts_of_an_outlet_is_marked() -> None:
    assert marked(article("bridge", APPEAL), article("ferry", APPEAL)) == {APPEAL}


def test_the_same_line_of_two_outlets_is_not() -> None:
    assert marked(article("bridge", APPEAL), article("ferry", APPEAL, outlet="other.example")) == set()


def test_two_versions_of_one_text_repeat_nothing() -> None:
    more = "One more line was added in the evening."
    assert marked(article("bridge", APPEAL), article("bridge", APPEAL, more)) == set()


def test_a_long_paragraph_between_others_is_a_reminder_and_no_notice() -> None:
    reminder = (
        f"{APPEAL[:-1]}, as it said when the old king laid the first stone of the pier and promised to come back."
    )
    assert marked(article("bridge", reminder), article("ferry", reminder)) == set()


SENTENCES = [f"The {word} of the harbour was counted twice before the mayor signed." for word in "abcdefgh"]


@given(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=2, max_size=9), st.data())
@settings(max_examples=25, deadline=None)
def test_any_order_in_any_batches_gives_the_same_tables(texts: list[list[str]], data: st.DataObject) -> None:
    found = [page(str(n), lines, outlet=f"{n % 2}.example") for n, lines in enumerate(texts)]
    order = data.draw(st.permutations(found))
    splits = sorted(data.draw(st.sets(st.integers(1, len(found) - 1))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "MOST_PAIRED", 3)
        with record(found) as one, record(found) as other:
            take(one, found)
            for low, high in zip([0, *splits], [*splits, len(found)], strict=True):
                take(other, order[low:high])
            assert tables(one.connection) == tables(other.connection)


@given(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=2, max_size=8), st.data())
@settings(max_examples=15, deadline=None)
def test_an_article_that_has_another_outlet_now_leaves_no_trace(texts: list[list[str]], data: st.DataObject) -> None:
    found = [page(str(n), lines) for n, lines in enumerate(texts)]
    moved = data.draw(st.integers(0, len(found) - 1))
    now = [replace(one, outlet="other") if n == moved else one for n, one in enumerate(found)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "MOST_PAIRED", 3)
        with record(found) as one, record(now) as other:
            take(one, found)
            one.connection.execute("UPDATE article SET outlet = 'other' WHERE id = ?", (found[moved].id,))
            take(one, [now[moved]])
            take(other, now)
            assert tables(one.connection) == tables(other.connection)


def test_articles_without_the_line_are_not_read() -> None:
    found = [article(subject, APPEAL) for subject in ("bridge", "ferry", "school")]
    others = [article(f"case {n} of the court") for n in range(5)]
    with record([*found, *others]) as store:
        take(store, [*found[:2], *others])
        asked: list[str] = []
        with store.transaction() as db:
            bring_up_repeats(
                db, found[2:], article_of=lambda ident: (asked.append(ident), next(rows.articles(db, [ident])))[1]
            )
        assert asked == []
        assert found[2].id in repeats(store.connection)
