"""Which language a text is in."""

import pytest

from onrecord.extract import is_read
from onrecord.readers.language import identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour stays closed until the pilots and the board have met again.", "en"),
        ("Toll on the bridge to rise in May", "en"),
        ("Порт остаётся закрытым.", "ru"),
        ("Порт залишається закритим.", "uk"),
        ("Порт застаецца зачыненым.", "be"),
        ("Порт жабык бойдон калууда.", "ky"),
        ("港口仍然关闭。", "zh"),
        ("港は閉鎖されたままです。", "ja"),
        ("Der Hafen bleibt geschlossen.", "de"),
        ("Port pozostaje zamknięty.", "pl"),
        ("بندر همچنان بسته است.", "fa"),
    ],
)
def test_short_news_lines(text: str, language: str) -> None:
    assert identify(text, declared=None) == language


def test_the_text_goes_before_what_the_page_declares() -> None:
    """Content systems declare the language of their menus."""
    assert identify("Порт остаётся закрытым до понедельника.", declared="en") == "ru"


def test_what_is_declared_holds_where_the_text_is_too_short() -> None:
    assert identify("Ostrel 4:1", declared="cs") == "cs"


def test_nothing_is_claimed_without_grounds() -> None:
    assert identify("12:40", declared=None) is None


def test_english_and_unknown_are_read_others_are_not() -> None:
    assert [is_read(code) for code in ("en", None, "ru", "zh")] == [True, True, False, False]
