"""The documentation is fresh and complete."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
PAGES = sorted(p for p in [*(TOP / "docs").rglob("*.md"), TOP / "README.md", TOP / "CHANGELOG.md"])


def test_generated_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, TOP / "tools" / "docs.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(TOP)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not link.startswith(("http", "receipts/")):
            assert (page.parent / link).exists(), link


def test_the_changelog_is_that_of_this_version() -> None:
    from onrecord import __version__

    changelog = (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = [v for v in re.findall(r"^## (\S+)", changelog, re.MULTILINE) if v != "Unreleased"]
    assert versions[0] == __version__
    assert f'version = "{__version__}"' in (TOP / "pyproject.toml").read_text(encoding="utf-8")


def test_every_page_of_the_documentation_is_in_the_navigation() -> None:
    navigation = (TOP / "mkdocs.yml").read_text(encoding="utf-8")
    for page in (TOP / "docs").rglob("*.md"):
        assert str(page.relative_to(TOP / "docs")) in navigation


def test_every_column_has_a_comment() -> None:
    from onrecord.store.schema import SCRIPTS

    for line in "\n".join(SCRIPTS).splitlines():
        if re.match(r"  \w+ (TEXT|INTEGER|REAL)\b", line) and " -- " not in line:
            assert re.match(r"  (article|capture|run|statement|event|reuse|family|mention|a|b|n|end|title) ?", line), (
                line
            )
