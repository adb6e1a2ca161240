"""Whatever comes in whatever order, in one run or many, killed or not: the same rows and families."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_articles import RUN, articles, put
from onrecord import comparison
from onrecord.comparison import COMPARISON, compare
from onrecord.record import Article
from onrecord.store import read, reuse_index
from onrecord.store.database import Store, create
from origins.made import article


def silent(*_: object) -> None:
    pass


def add(store: Store, found: list[Article]) -> None:
    put(store, found)
    compare(store, RUN, progress=silent)


def rows_of(store: Store) -> tuple[object, ...]:
    db = store.connection
    return read.reuses(db), read.families(db), read.problems(db), read.unextracted(db, [COMPARISON])


def whole(folder: Path, found: list[Article]) -> tuple[object, ...]:
    with create(folder / "whole" / "record.db") as store:
        add(store, found)
        return rows_of(store)


@given(st.integers(0, 10**6), st.integers(2, 16), st.data())
@settings(max_examples=25, deadline=None)
def test_any_order_in_any_number_of_runs(seed: int, count: int, data: st.DataObject) -> None:
    found = articles(seed, count)
    order = data.draw(st.permutations(range(count)))
    splits = sorted(data.draw(st.sets(st.integers(1, count - 1), max_size=4)))
    with TemporaryDirectory() as name:
        folder = Path(name)
        expected = whole(folder, found)
        with create(folder / "parts" / "record.db") as store:
            for low, high in zip([0, *splits], [*splits, count], strict=True):
                add(store, [found[n] for n in order[low:high]])
            assert rows_of(store) == expected


def test_only_relatives_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = articles(1, 40)
    asked: list[str] = []
    one = next(a for a in found if sum(other.text == a.text for other in found) == 1)
    with create(tmp_path / "record.db") as store:
        add(store, [a for a in found if a is not one])
        was = read.articles
        monkeypatch.setattr(
            read, "articles", lambda db, idents=None: (asked.extend(idents or ["all"]), was(db, idents))[1]
        )
        add(store, [one])
        pairs = [(r.a, r.b) for r in read.reuses(store.connection)]
    near = {one.id}
    for _ in range(3):  # relatives, those whose furniture changed, and whom these stand in a family with
        near |= {end for pair in pairs for end in pair if near & set(pair)}
    assert set(asked) <= near
    assert len(set(asked)) < len(found)


def test_a_run_killed_before_the_index_is_kept_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = articles(2, 20)
    with create(tmp_path / "record.db") as store:
        add(store, found[:8])
        with monkeypatch.context() as patch:
            patch.setattr(reuse_index, "save", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                add(store, found[8:14])
        add(store, found[14:])
        assert rows_of(store) == whole(tmp_path, found)


def damage_nothing(folder: Path) -> None:
    assert any(folder.iterdir())


def damage_list(folder: Path) -> None:
    (folder / "index.json").write_text("{}", encoding="utf-8")


def damage_slab(folder: Path) -> None:
    path = next(folder.glob("*.slab"))
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)


def damage_documents(folder: Path) -> None:
    path = next(folder.glob("*.npz"))
    path.write_bytes(path.read_bytes()[:-9])


def delete_all(folder: Path) -> None:
    reuse_index.discard(folder)
    assert not any(folder.iterdir())


def older_version(folder: Path) -> None:
    path = folder / "index.json"
    path.write_text(path.read_text("utf-8").replace('"version": ', '"version": 9'), encoding="utf-8")


@pytest.mark.parametrize(
    "harm", [damage_nothing, damage_list, damage_slab, damage_documents, delete_all, older_version]
)
def test_a_damaged_index_is_made_again_and_said(tmp_path: Path, harm) -> None:
    found = articles(3, 20)
    told: list[str] = []
    with create(tmp_path / "record.db") as store:
        add(store, found[:15])
        harm(tmp_path / reuse_index.FOLDER)
        put(store, found[15:])
        compare(store, RUN, progress=lambda what, *_: told.append(what))
        assert rows_of(store) == whole(tmp_path, found)
    assert any("again" in what for what in told) == (harm is not damage_nothing)


def test_an_index_of_another_record_is_not_used(tmp_path: Path) -> None:
    found = articles(4, 12)
    with create(tmp_path / "record.db") as store:
        add(store, articles(5, 12))
    (tmp_path / "record.db").rename(tmp_path / "old.db")
    with create(tmp_path / "record.db") as store:
        add(store, found)
        assert rows_of(store) == whole(tmp_path, found)


def test_when_another_process_compared_meanwhile_it_is_done_again(tmp_path: Path, monkeypatch) -> None:
    found = articles(6, 18)
    put_by_other = found[9:]
    with create(tmp_path / "record.db") as store, create(tmp_path / "record.db") as other:
        was = comparison._index

        def slow(*args, **kwargs):
            index = was(*args, **kwargs)
            if put_by_other:
                mine = put_by_other[:]
                put_by_other.clear()
                add(other, mine)
            return index

        monkeypatch.setattr(comparison, "_index", slow)
        add(store, found[:9])
        assert rows_of(store) == whole(tmp_path, found)


def test_files_that_nothing_names_any_more_are_deleted(tmp_path: Path) -> None:
    found = articles(7, 30)
    with create(tmp_path / "record.db") as store:
        for one in found:
            add(store, [one])
    left = list((tmp_path / reuse_index.FOLDER).iterdir())
    assert len(left) < 12


def test_nothing_to_compare_touches_nothing(tmp_path: Path) -> None:
    with create(tmp_path / "record.db") as store:
        compare(store, RUN, progress=silent)
    assert not (tmp_path / reuse_index.FOLDER).exists()


@pytest.mark.slow
def test_kill_at_any_moment_then_run_again_gives_the_same_rows(tmp_path: Path) -> None:
    found = articles(8, 120)
    script = f"""
import sys
import time
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from made_articles import RUN, articles, put
from origins.made import article
from onrecord.comparison import compare
from onrecord.store.database import create
with create(Path({str(tmp_path / "record.db")!r})) as store:
    found = articles(8, 120)
    for low in range(0, 120, 3):
        put(store, found[low:low + 3])
        compare(store, RUN, progress=lambda *_: None)
"""
    chance = random.Random(7)
    kills = 0
    for attempt in range(60):
        process = subprocess.Popen([sys.executable, "-c", script], env={**os.environ})
        try:
            process.wait(chance.uniform(0.3, 0.8 + attempt * 0.2 * 1.1**attempt))  # a busy machine is given time
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            kills += 1
        if process.wait() == 0 and kills >= 3:
            break
    assert process.returncode == 0
    with create(tmp_path / "record.db") as store:
        assert rows_of(store) == whole(tmp_path, found)


# ---------------------------------------------------------------- bad input: bounded, and said where something was cut


def problems_of(tmp_path: Path, found: list[Article]) -> tuple[int, list[str]]:
    """The number of pairs, and the problems, of a record with these articles; within a bound of time."""
    with create(tmp_path / "record.db") as store:
        put(store, found)
        began = time.process_time()
        compare(store, RUN, progress=silent)
        assert time.process_time() - began < 30  # a second or two; the square of what came in would be hours
        return len(read.reuses(store.connection)), [p.detail for p in read.problems(store.connection)]


SENTENCE = "The ferry was late again this morning, said the harbour master of the old port. "


@pytest.mark.slow
def test_one_sentence_a_million_times_is_cut_and_said(tmp_path: Path) -> None:
    found = [article(SENTENCE * 1_000_000 + tail, outlet=f"o{tail}") for tail in ("", "The end.", "No end.")]
    pairs, said = problems_of(tmp_path, found)
    assert pairs == 3
    assert len([detail for detail in said if "words at its end were not compared" in detail]) == 3


@pytest.mark.slow
def test_the_same_text_ten_thousand_times(tmp_path: Path) -> None:
    found = [article(articles(1, 1)[0].text, outlet=f"o{n % 40}", page=f"p{n}") for n in range(10_000)]
    pairs, said = problems_of(tmp_path, found)
    assert pairs == 9_999
    assert said == ["over 64 texts have the same words: each was compared with the first only"]


def test_nearly_the_same_text_very_often_is_followed_by_way_of_the_first(tmp_path: Path) -> None:
    text = articles(1, 1)[0].text
    found = [article(f"{text}\n\nPage {n} of many ends here.", outlet=f"o{n}") for n in range(400)]
    pairs, said = problems_of(tmp_path, found)
    assert 399 <= pairs < 2_000
    assert any("compared only by way of the first" in detail for detail in said)


def test_one_word_and_scripts_without_spaces(tmp_path: Path) -> None:
    chance = random.Random(1)
    signs = "".join(chr(chance.randrange(0x4E00, 0x5E00)) for _ in range(20_000))
    found = [article("word", outlet=f"o{n}") for n in range(50)]
    found += [article(signs, outlet="a"), article(signs[5_000:9_000], outlet="b")]
    assert problems_of(tmp_path, found) == (1, [])


def test_two_hundred_thousand_words(tmp_path: Path) -> None:
    from reuse.made_prose import words

    text = " ".join(words(3, 200_000))
    found = [article(text, outlet="a"), article(text[: len(text) // 3] + " and no more of it.", outlet="b")]
    assert problems_of(tmp_path, found) == (1, [])
