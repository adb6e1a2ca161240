"""The desk's derived lists: always what the record's rows say, in any order of making, a page at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.desk import Desk
from onrecord.extract import EXTRACTORS
from onrecord.resolve.identity import Identity
from onrecord.store import read as rows
from onrecord.store.desk_lists import Asked, count_statements, find_statements
from onrecord.store.desk_rows import day_key, facet, refresh, stale
from onrecord.store.desk_stories import actor, outlet_sums, times
from onrecord.store.write import add_extraction, new_run
from web.made_desk import NOW, made_desk

Made = tuple[Desk, dict[str, str]]
LISTS = ("desk_article", "desk_statement", "desk_index", "desk_voice", "desk_actor", "desk_story", "desk_month")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return made_desk(tmp_path / "desk")


def listed(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    with desk.open_for_reading() as store:
        found = {name: store.connection.execute(f"SELECT * FROM {name}").fetchall() for name in LISTS}
    kept = {
        name: [row for row in listed if name not in {"desk_month", "desk_actor"} or any(row[-2:])]
        for name, listed in found.items()
    }
    return {name: sorted(listed, key=repr) for name, listed in kept.items()}


def test_a_second_refresh_changes_nothing(made: Made) -> None:
    before = listed(made[0])
    with made[0].open_for_writing() as store:
        assert not stale(store.connection)
        assert refresh(store) == 0
    assert listed(made[0]) == before


def test_what_an_older_extraction_listed_makes_way(made: Made) -> None:
    """The lists after an article was read anew are those of a record that was never read otherwise."""
    desk, ids = made
    before = listed(desk)
    newer = [f"{name}+1" for name in EXTRACTORS.values()]
    with desk.open_for_writing() as store:
        article = rows.article(store.connection, ids["first"])
        assert article is not None
        found = [read(store.connection, article.id) for read in (rows.mentions, rows.statements, rows.events)]
        who = [Identity(*row) for row in store.connection.execute("SELECT mention, actor, actor FROM identity")]
        who = [i for i in who if i.mention in {m.id for m in found[0]}]
        run = new_run(NOW, "made", "0", model=None, knowledge=None)
        with store.transaction() as db:
            add_extraction(db, article, found[0][:1], [], [], extractors=newer, run=run, identities=who[:1])
        refresh(store)
        assert (
            find_statements(store.connection, Asked(speaker="actor:person:lenamarsh"), limit=9)[0].article.id
            == ids["copy"]
        )
        assert actor(store.connection, "actor:person:pavelorr").articles == 1  # type: ignore[union-attr]
        with store.transaction() as db:
            newest = [f"{name}+2" for name in EXTRACTORS.values()]
            add_extraction(db, article, *found, extractors=newest, run=run, identities=who)
        assert stale(store.connection)
        refresh(store)
    after = listed(desk)
    for name in ("desk_article", "desk_voice", "desk_actor", "desk_story", "desk_month"):
        assert after[name] == before[name], name
    assert [row[1:] for row in after["desk_statement"]] == [row[1:] for row in before["desk_statement"]]


def test_lists_made_from_nothing_are_the_same(made: Made) -> None:
    before = listed(made[0])
    with made[0].open_for_writing() as store:
        for name in LISTS:
            store.connection.execute(f"DELETE FROM {name}")
        refresh(store)
    assert listed(made[0]) == before


def test_pages_of_a_list_join_to_the_whole(made: Made) -> None:
    with made[0].open_for_reading() as store:
        whole = [s.id for s in find_statements(store.connection, Asked(), limit=100)]
        parts: list[str] = []
        before: int | None = None
        while found := find_statements(store.connection, Asked(), before=before, limit=2):
            parts += [s.id for s in found]
            before = found[-1].key
    assert parts == whole
    assert len(whole) == 7


def test_months_and_outlets_add_up_to_the_articles(made: Made) -> None:
    with made[0].open_for_reading() as store:
        months, outlets = times(store.connection), outlet_sums(store.connection)
    assert [sum(found) for found in ([m.articles for m in months], [o.articles for o in outlets])] == [4, 4]
    assert [sum(found) for found in ([m.statements for m in months], [o.statements for o in outlets])] == [7, 7]


def test_days_between_are_told_though_nothing_was_printed(made: Made) -> None:
    with made[0].open_for_reading() as store:
        assert [(t.when, t.articles) for t in times(store.connection)] == [
            ("2026-03-03", 1),
            ("2026-03-04", 2),
            ("", 1),
        ]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One desk for all examples of a law."""
    return made_desk(tmp_path_factory.mktemp("kept") / "desk")[0]


@given(words=st.text(max_size=40), speaker=st.text(max_size=20))
def test_any_text_that_is_asked_for_gives_results_or_none(kept: Desk, words: str, speaker: str) -> None:
    with kept.open_for_reading() as store:
        asked = Asked(words=words, speaker=speaker, about=words, outlet=speaker)
        assert count_statements(store.connection, asked) >= len(find_statements(store.connection, asked, limit=5))


@given(st.dates(), st.dates())
def test_keys_are_in_the_order_of_days(a: object, b: object) -> None:
    assert (day_key(str(a)) < day_key(str(b))) == (str(a) < str(b))
    assert day_key(None) < day_key(str(a))


def test_a_filter_of_another_kind_is_another_word() -> None:
    assert facet("act", "claim") == facet("act", " Claim ")
    assert facet("act", "claim") != facet("kind", "claim")
