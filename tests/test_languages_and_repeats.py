"""What is stored and not read, and what is read and not news: over a whole desk."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.brief.view import view_of
from onrecord.cli import app
from onrecord.comparison import REPEATS
from onrecord.desk import Desk
from onrecord.doctor import examine
from onrecord.errors import OlderRecord
from onrecord.store import read as rows
from onrecord.store.repeats import repeats, stands_in_repeat
from onrecord.store.schema import SCRIPTS, VERSION
from samples import PAGE, add, still_clock

pytestmark = pytest.mark.model
RUSSIAN = (
    "Министры встретились в Тарне\n\n"
    "Министр иностранных дел заявила в понедельник, что мост будет построен, а паром останется.\n\n"
    "Её коллега ответил, что правительство готово подписать соглашение о границе двенадцатого марта.\n"
)
APPEAL = "The editor said that the paper lives on what its readers give."


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def mixed(desk: Desk, tmp_path: Path) -> Desk:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "tarn.txt").write_text(PAGE, encoding="utf-8")
    (folder / "tarn-ru.txt").write_text(RUSSIAN, encoding="utf-8")
    add(desk, folder)
    return desk


def test_an_article_in_another_language_is_stored_and_nothing_is_read_from_it(mixed: Desk) -> None:
    with mixed.open_for_reading() as store:
        (unread,) = [a for a in rows.articles(store.connection) if a.language == "ru"]
        assert rows.statements(store.connection, unread.id) == []


def test_it_is_found_by_search_and_said_to_be_unread(mixed: Desk) -> None:
    assert "[ru: not read]" in run("search", "паром", "--articles", "--desk", str(mixed.folder))


def test_doctor_names_the_languages(mixed: Desk) -> None:
    (check,) = [check for check in examine(mixed.folder, now=still_clock()) if check.name == "languages"]
    assert check.detail == "en 1, ru 1 (stored, not read)"


def test_show_says_that_it_was_not_read(mixed: Desk) -> None:
    with mixed.open_for_reading() as store:
        (unread,) = [a.id for a in rows.articles(store.connection) if a.language == "ru"]
    assert "not read: no extractors for this language" in run("show", unread, "--desk", str(mixed.folder))


def test_the_briefing_lists_it_among_what_was_not_read(mixed: Desk) -> None:
    with mixed.open_for_reading() as store:
        reasons = [problem.reason for problem in view_of(store.connection).problems]
    assert reasons == ["other language"]


def appealing(desk: Desk, tmp_path: Path) -> Desk:
    """A desk with two pages of one outlet that print the same appeal."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for subject in ("bridge", "ferry"):
        lines = [
            f"The council met for the {n} time on the {subject}, and nobody asked what it cost."
            for n in ("second", "third", "fourth")
        ]
        text = "\n\n".join([*lines, APPEAL, "Copyright (c) 2026 The Tarn Herald. All rights reserved."])
        (folder / f"{subject}.txt").write_text(text, encoding="utf-8")
    add(desk, folder)
    return desk


def test_a_line_that_an_outlet_prints_on_all_its_pages_is_left_out_of_briefings(desk: Desk, tmp_path: Path) -> None:
    with appealing(desk, tmp_path).open_for_reading() as store:
        assert len(repeats(store.connection)) == 2
        spans = repeats(store.connection)
        every = [s for a in rows.article_ids(store.connection) for s in rows.statements(store.connection, a)]
        said = [s for s in every if stands_in_repeat(spans[s.article], s.content)]
        assert said
        assert set(view_of(store.connection).statements) == set(every) - set(said)
        told = run("show", said[0].id, "--desk", str(desk.folder))
    assert "briefings leave it out" in told


def test_a_desk_of_an_earlier_version_is_brought_up_to_date_before_anything_is_decided(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with appealing(desk, tmp_path).open_for_writing() as store, store.transaction() as db:
        kept = repeats(db)
        # as the migration to a version with these tables leaves it
        for table in ("repeated_block", "repeated_line", "outlet_line", "settled"):
            db.execute(f"DELETE FROM {table}")
        db.execute("DELETE FROM extraction WHERE extractor = ?", (REPEATS,))
    assert any(check.name == "comparison" and not check.ok for check in examine(desk.folder, now=still_clock()))
    monkeypatch.setattr("onrecord.store.database.VERSION", VERSION + 1)
    monkeypatch.setattr("onrecord.store.database.SCRIPTS", (*SCRIPTS, "CREATE TABLE later (number INTEGER) STRICT;"))
    at = ["--desk", str(desk.folder)]
    for command in (
        ["actor", "rename", "Marsh", "Lena Marsh", "--why", "so she is named", *at],
        ["brief", *at],
        ["publish", str(Path(__file__).parent.parent / "README.md"), *at],
        ["search", "council", *at],
    ):
        refused = CliRunner().invoke(app, command)
        assert isinstance(refused.exception, OlderRecord), command
    run("add", *at)
    with desk.open_for_reading() as store:
        assert repeats(store.connection) == kept
    assert all(check.ok for check in examine(desk.folder, now=still_clock()) if check.name == "comparison")
    run("brief", *at)
