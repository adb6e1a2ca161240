"""A briefing is read on a phone, also where its styles are off: no word of it is wider than the screen."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from onrecord.brief.html import breakable


def test_no_word_of_a_briefing_is_wider_than_a_phone(written: Path) -> None:
    page = (written / "briefing.html").read_text(encoding="utf-8")
    shown = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    words = re.split(r"\s|<wbr/>|<[^>]+>", shown)
    assert "sha256" in shown
    assert max(len(word) for word in words) <= 32


@given(st.text())
def test_what_is_copied_is_the_text_itself(text: str) -> None:
    assert Markup(breakable(text).replace("<wbr/>", "")).unescape() == text


def test_lines_of_a_text_stand_apart_without_styles(written: Path) -> None:
    found = next((written / "receipts").glob("reuse-*.html")).read_text(encoding="utf-8")
    assert "<br>" in found
    assert "<pre" not in found
