from __future__ import annotations

from pathlib import Path

import pytest

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
