from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.spelling import folded_words, spelling_key, word_spelling


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskiy", "Zelenskyy", "Zelenskii", "ZELENSKIJ"),
        ("Marenka Lukashenka", "Marenka Lukashenko"),
        ("Yevgeny Obraztsov", "Evgenii Obraztsov", "Evgeniy Obraztsov"),
        ("Aleksandr Tokayev", "Alexander Tokaev"),
        ("Yuriy", "Iurii", "Yury"),
        ("Qasem Orr", "Kasem Orr"),
        ("Semyonov", "Semenov"),
        ("Kim Tae-wo", "Kim Tae Wo", "Kim Taewo"),
        ("the Harbor Institute", "Harbor Institute"),
        ("Işıl Brož", "Isil Broz"),
        ("O’Marra", "O'Marra"),
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({spelling_key(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Bell", "Anne Bell"),
        ("Jon Bell", "John Bell"),
        ("Novak", "Nowak"),
        ("Ian Bell", "Yan Bell"),
        ("Bush", "G. Bush"),
    ],
)
def test_names_of_two_people_keep_two_keys(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


def test_a_name_without_letters_has_no_key() -> None:
    assert spelling_key(" ’ — ") == ""


@given(st.text(max_size=40))
def test_a_key_is_words_without_case(name: str) -> None:
    assert spelling_key(name) == "".join(word_spelling(word) for word in folded_words(name))
    assert " " not in spelling_key(name)
