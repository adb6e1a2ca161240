"""The example week with its expectations."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.brief.model import Briefing
from onrecord.brief.view import View
from onrecord.desk import Desk
from onrecord.record import Article, Span

WEEK = Path(__file__).parent.parent.parent / "examples" / "week"
EXPECTED: dict[str, Any] = json.loads((WEEK / "expected.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Week:
    """The record of the example week and what was written from it."""

    folder: Path
    desk: Desk
    view: View
    briefing: Briefing
    exit_code: int
    output: str
    keys: dict[str, str]

    def article(self, key: str) -> Article:
        """The article of a key of expected.json: a path, with #ordinal or #id where a page holds several."""
        return self.view.articles[self.keys[key]]

    def find(self, key: str, words: str) -> Span:
        """Where words stand in an article; white space and quotation marks are compared loosely."""
        text = self.article(key).text
        start = loose(text).index(loose(words))
        return Span(start, start + len(words))


def loose(text: str) -> str:
    """The text, as long as before, with one form of quotation marks, dashes and white space."""
    return text.translate(str.maketrans("“”‘’«»\n\u00a0–—", '""\'\'""  --'))


def keys(view: View) -> dict[str, str]:
    found: dict[str, str] = {}
    by_page: dict[str, list[Article]] = {}
    for article in view.articles.values():
        by_page.setdefault(view.addresses[article.capture].removeprefix("pages/"), []).append(article)
    for page, articles in by_page.items():
        articles.sort(key=lambda a: a.ordinal)
        if page.endswith(".jsonl"):
            names = []
            for line in (WEEK / "pages" / page).read_text(encoding="utf-8").splitlines():
                try:
                    names.append(json.loads(line)["id"])
                except ValueError:
                    continue
            for name, article in zip(names, articles, strict=True):
                found[f"{page}#{name}"] = article.id
        else:
            found[page] = articles[0].id
            for article in articles:
                found[f"{page}#{article.ordinal}"] = article.id
    return found
