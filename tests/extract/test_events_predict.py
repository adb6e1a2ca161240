from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.extract.events.dyads import label_between
from onrecord.extract.events.lexicon import forms, load_lexicon
from onrecord.extract.events.predict import predict
from onrecord.resolve.knowledge import load

WORLD = load([Path(__file__).parents[1] / "resolve" / "world.toml"], starter=False)


@pytest.mark.model
def test_each_row_gets_one_line_in_order() -> None:
    rows = [{"id": "1", "sentence": "Exland accused Omoria of lying."}, {"id": "2", "sentence": "Rain fell."}]
    first, second = predict(rows, knowledge=WORLD)
    assert (first["id"], second["id"], second["events"]) == ("1", "2", [])


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("Exland accused Omoria of lying.", "ACCUSE"),
        ("Ola Tarn will meet Bruno Vell.", "AGREE"),
        ("Exland is preparing to impose sanctions on Omoria.", "THREATEN"),
    ],
)
def test_status_is_folded_into_the_label(sentence: str, root: str) -> None:
    (row,) = predict([{"id": "1", "sentence": sentence}], knowledge=WORLD)
    (event,) = row["events"]  # type: ignore[misc]
    assert event["root"] == root  # type: ignore[index]


def marked(sentence: str, source: str, target: str) -> dict[str, object]:
    at, to = sentence.index(source), sentence.index(target)
    return {
        "id": "1", "sentence": sentence, "source_span": [at, at + len(source)], "target_span": [to, to + len(target)],
    }  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "source", "target", "root"),
    [
        ("Exland shelled the capital of Omoria on Sunday.", "Exland", "Omoria", "ASSAULT"),
        ("Exland slapped an embargo on Omoria.", "Exland", "Omoria", "COERCE"),
        ("Exland gave its blessing to Omoria.", "Exland", "Omoria", "SUPPORT"),
        ("Exland will visit Omoria.", "Exland", "Omoria", "AGREE"),
        ("Omoria was denounced by Exland.", "Exland", "Omoria", "ACCUSE"),
    ],
)
def test_what_the_marked_source_does_to_the_target(sentence: str, source: str, target: str, root: str) -> None:
    (row,) = predict([marked(sentence, source, target)], knowledge=WORLD)
    assert row["root"] == root


@pytest.mark.model
@pytest.mark.parametrize(
    "sentence", ["Exland shelled Omoria on Sunday.", "Exland accused Omoria of lying.", "Exland gave rice to Omoria."]
)
def test_exchanged_parties_change_the_answer(sentence: str) -> None:
    (row,) = predict([marked(sentence, "Omoria", "Exland")], knowledge=WORLD)
    assert row["root"] is None


def test_a_sure_answer_goes_before_the_word_and_nothing_before_both() -> None:
    assert label_between({"": 0.05, "AID": 0.9, "ACCUSE": 0.05}, "ACCUSE") == "AID"
    assert label_between({"": 0.1, "AID": 0.6, "ACCUSE": 0.3}, "ACCUSE") == "ACCUSE"
    assert label_between({"": 0.1, "AID": 0.6, "ACCUSE": 0.3}, None) == "AID"
    assert label_between({"": 0.7, "AID": 0.3}, "AID") is None
    assert label_between({"": 0.0, "EMBARGO": 1.0}, None) == "COERCE"
    assert label_between(None, "AID") == "AID"


@pytest.mark.parametrize(
    ("lemma", "form", "tense"),
    [
        ("visit", "visited", "either"),
        ("carry", "carried", "either"),
        ("ban", "banning", "ing"),
        ("accuse", "accusing", "ing"),
        ("push", "pushes", "present"),
        ("go", "went", "past"),
        ("veto", "vetoes", "present"),
    ],
)
def test_verbs_are_inflected(lemma: str, form: str, tense: str) -> None:
    irregular = {"ban": ["banned", "banned"], "go": ["went", "gone"], "veto": ["vetoed", "vetoed"]}
    assert forms(lemma, irregular)[form] == tense


def test_word_list_knows_every_type() -> None:
    kinds = {pattern.act.type for rows in load_lexicon().verbs.values() for _, patterns in rows for pattern in patterns}
    # NONE: words that only look like an act
    assert kinds - {"NONE"} == {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
        "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }  # fmt: skip
