from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.extract.events import find_events
from onrecord.extract.events.clauses import view_of
from onrecord.extract.events.finder import Finder, Reading, load_finder
from onrecord.extract.events.finder.shape import KEY, OUTPUTS, QUERY, TYPES
from onrecord.extract.events.lexicon import load_lexicon
from onrecord.extract.events.participants import may_tell
from onrecord.extract.events.predict import predict
from onrecord.extract.mentions import find_mentions
from onrecord.record import Span
from onrecord.resolve.knowledge import load

WORLD = load([Path(__file__).parents[1] / "resolve" / "world.toml"], starter=False)


def reading(tags: list[int], *, told: int, kind: str = "AID") -> Reading:
    """One word a letter; word `told` tells an act of that kind; `tags` are the role tags of the words, -1 for none."""
    scores = np.zeros((len(tags), OUTPUTS), np.float32)
    scores[:, 0] = 8.0
    scores[told, 0] = 0.0
    scores[told, TYPES.index(kind)] = 8.0
    for tag in range(4):
        scores[told, QUERY + 32 * tag] = 1.0
        for word, given in enumerate(tags):
            scores[word, KEY + 32 * tag] = 8.0 if given == tag else -8.0
    return Reading([Span(2 * n, 2 * n + 1) for n in range(len(tags))], scores)


def test_word_of_an_act_comes_with_its_type() -> None:
    assert [(word, kind) for word, kind, _ in reading([0, -1, 2], told=1).acts(0.5)] == [(1, "AID")]


def test_participants_are_runs_of_words() -> None:
    found = reading([0, 1, -1, 2, 3, 3], told=2).participants(2)
    assert [p.span for p in found["source"]] == [Span(0, 3)]
    assert [p.span for p in found["target"]] == [Span(6, 11)]


def test_a_word_that_begins_anew_parts_two_participants() -> None:
    found = reading([0, 0, -1, 2], told=2).participants(2)
    assert [p.span for p in found["source"]] == [Span(0, 1), Span(2, 3)]


def test_scores_are_shares() -> None:
    (one,) = reading([0, -1, -1], told=1).participants(1)["source"]
    assert 0.9 < one.score <= 1


def test_a_description_that_is_missing_or_damaged_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load_finder(tmp_path)
    other = tmp_path / "damaged"
    other.mkdir()
    (other / "finder.json").write_text("[]", "utf-8")
    with pytest.raises(ModelError, match="not a description"):
        load_finder(other)


def test_weights_of_another_digest_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "finder.json").write_text(json.dumps({"digest": "sha256:0", "vocabulary": "sha256:0"}), "utf-8")
    (tmp_path / "finder.onnx").write_bytes(b"something else")
    with pytest.raises(ModelError, match="digest"):
        load_finder(tmp_path)


# ---------------------------------------------------------------- the packaged finder


def parties(text: str, finder: Finder) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    mentions = find_mentions(text, article="a", day=None, knowledge=WORLD)
    rows = find_events(text, article="a", day=None, mentions=mentions, knowledge=WORLD, finder=finder)

    def words(spans: tuple[Span, ...]) -> tuple[str, ...]:
        return tuple(text[s.start : s.end] for s in spans)

    return {(event.type, words(event.actors), words(event.recipients)) for event in rows}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Exland said on Monday that it had sent food to Omoria.", ("AID", ("Exland",), ("Omoria",))),
        ("Omoria was bombed by Exlandic jets after the talks.", ("ASSAULT", ("Exlandic jets",), ("Omoria",))),
        ("Exland, which borders Zyrland, attacked Omoria.", ("ASSAULT", ("Exland",), ("Omoria",))),
        ("Exland attacked Omoria, killing nine farmers.", ("ASSAULT", ("Exland",), ("nine farmers",))),
        # a place, a day and a count are nobody
        ("Exland and Omoria held talks in Exville on March 3.", ("CONSULT", ("Exland", "Omoria"), ())),
        (
            "Nine farmers were killed by Exlandic forces in Exville.",
            ("ASSAULT", ("Exlandic forces",), ("Nine farmers",)),
        ),
        ("Talks between Exland and Omoria set for April 10 were postponed.", ("CONSULT", ("Exland", "Omoria"), ())),
        # of a list the finder may see a part
        (
            "Exland, Omoria and Zyrland signed a pact with Ola Tarn.",
            ("SUPPORT", ("Exland", "Omoria", "Zyrland"), ("Ola Tarn",)),
        ),
    ],
)
def test_parties_are_found_where_the_words_part_them(
    text: str, event: tuple[str, tuple[str, ...], tuple[str, ...]]
) -> None:
    assert event in parties(text, load_finder())


@pytest.mark.model
def test_nothing_is_told_of_a_plain_statement() -> None:
    assert parties("Exland is a large country with many rivers, Ola Tarn said.", load_finder()) == set()


@pytest.mark.model
def test_a_sentence_past_the_limit_is_not_read() -> None:
    text = "Exland attacked Omoria and " * 100
    assert load_finder()(text, Span(0, len(text))) is None


@pytest.mark.model
def test_exchanged_parties_have_another_label() -> None:
    text = "Exland attacked Omoria at dawn."
    one, two = [0, 6], [16, 22]
    there, back = predict(
        [
            {"id": "there", "sentence": text, "source_span": one, "target_span": two},
            {"id": "back", "sentence": text, "source_span": two, "target_span": one},
        ],
        knowledge=WORLD,
    )
    assert (there["root"], back["root"]) == ("ASSAULT", None)


@pytest.mark.model
def test_an_act_that_is_sure_of_one_party_is_taken_where_none_has_both() -> None:
    text = "Exland arrested a man who had worked for the mission of Omoria."
    one, two = [0, 6], [56, 62]
    there, back = predict(
        [
            {"id": "there", "sentence": text, "source_span": one, "target_span": two},
            {"id": "back", "sentence": text, "source_span": two, "target_span": one},
        ],
        knowledge=WORLD,
    )
    assert (there["root"], back["root"]) == ("COERCE", None)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Exland supports the new bridge.", True),
        ("Exland has a new plan for the bridge.", False),
        ("Exland called the fight useless.", True),
        ('"We support the bridge," Ola Tarn said.', False),
        ("Exland is a large country.", False),
    ],
)
def test_the_finder_is_asked_where_a_listed_word_stands_as_a_verb(text: str, asked: bool) -> None:
    assert may_tell(view_of(text, Span(0, len(text)), ()), load_lexicon()) == asked
