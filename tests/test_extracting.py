"""Extraction in several processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import extracting
from onrecord.extracting import extracted, processes_for
from onrecord.extraction import Models, extract, load_models
from onrecord.readers import read
from onrecord.record import Article
from samples import OTHER, PAGE

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def models() -> Models:
    return load_models([])


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    texts = [(PAGE if n % 2 else OTHER).replace("March", f"March {n + 1},", 1) for n in range(7)]
    return [read(text.encode(), name="page.txt").articles[0] for text in texts]


def test_two_processes_find_what_one_finds_in_the_same_order(articles: list[Article], models: Models) -> None:
    one = list(extracted(articles, models, [], processes=1))
    assert [article.id for article, _ in one] == [article.id for article in articles]
    assert any(found.statements for _, found in one)
    assert list(extracted(articles, models, [], processes=2)) == one


def test_an_article_waits_for_no_more_than_are_on_their_way(articles: list[Article], models: Models) -> None:
    taken = 0

    def many() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield articles[taken % len(articles)]

    pairs = extracted(many(), models, [], processes=2)
    next(pairs)
    pairs.close()
    assert taken <= 10


def test_a_process_that_was_killed_loses_no_article(
    articles: list[Article], models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extracting.frames.exchange
    asked = 0

    def fatal(process: extracting.subprocess.Popen[bytes], request: bytes) -> bytes | None:
        nonlocal asked
        asked += 1
        if asked == 3:
            process.kill()
        return real(process, request)

    monkeypatch.setattr(extracting.frames, "exchange", fatal)
    found = list(extracted(articles, models, [], processes=2))
    assert found == [(article, extract(article, models)) for article in articles]


def test_a_process_with_other_actors_is_done_without(
    articles: list[Article], models: Models, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The actors file was changed between the loading here and the loading there."""
    other = tmp_path / "actors.toml"
    other.write_text("", encoding="utf-8")
    expected = replace(models, knowledge_digest="sha256:before")
    told: list[Article] = []

    def here(article: Article, models: Models) -> object:
        told.append(article)
        return extract(article, models)

    monkeypatch.setattr(extracting, "extract", here)
    assert len(list(extracted(articles[:3], expected, [other], processes=2))) == 3
    assert told == articles[:3]


@pytest.mark.parametrize(
    ("articles", "wanted", "processes"),
    [(0, None, 1), (47, None, 1), (48, None, 2), (10_000, None, 4), (3, 8, 3), (9, 2, 2)],
)
def test_how_many_processes(articles: int, wanted: int | None, processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "_cores", lambda: 16)
    assert processes_for(articles, wanted) == processes
