from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.config import Settings, load_settings
from onrecord.errors import UsageError


def settings(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "onrecord.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings(tmp_path, "") == Settings()


def test_actors_count_from_the_file(tmp_path: Path) -> None:
    assert settings(tmp_path, '[desk]\nactors = "mine.toml"').actors == (tmp_path / "mine.toml",)


def test_outlets_map_their_domains(tmp_path: Path) -> None:
    found = settings(
        tmp_path, '[[outlet]]\nname = "The Herald"\ndomains = ["Herald.example", "h.example"]\ngroup = "private"'
    )
    assert found.domains == {"herald.example": "The Herald", "h.example": "The Herald"}
    assert found.outlets[0].group == "private"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("desk = 1", r"unknown section \[desk\]"),
        ("[dsek]", r"unknown section \[dsek\]"),
        ("[desk]\ntitel = 'x'", "unknown key 'titel'"),
        ("[desk]\ntitle = 1", "title must be a string"),
        ("[limits]\nscore = 2", "score must be a number from 0 to 1"),
        ("[limits]\nfile_mb = true", "file_mb must be a number"),
        ("[briefing]\nsections = ['news']", "unknown section 'news'"),
        ("[[outlet]]\ndomains = []", "needs a name"),
        ("[desk", "cannot be read"),
    ],
)
def test_wrong_settings_say_what_and_where(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        settings(tmp_path, text)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="cannot be read"):
        load_settings(tmp_path / "onrecord.toml")
