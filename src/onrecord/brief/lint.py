"""Finding overreach in a briefing's own words: rules of `lint.toml`, and claims that are told without saying whose they are.

Words of the pages are not the writer's: quotations are left alone, and of a briefing of ours the sentences that are printed as
they were made. Gives findings with line, column, rule and reason. Linear in the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from importlib.resources import files
from typing import Final

from onrecord.brief.gate import quoted
from onrecord.text.sentences import sentences

_QUOTED: Final = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|`[^`]*`")
_MARKUP: Final = re.compile(
    r"\[\^\d+\]|\]\([^)]*\)|\\(?=[\\`*_\[\]<>#|~$])|[*_]{1,3}(?=\w)|(?<=\w)[*_]{1,3}|^\s*(?:[-*+]|\d+\.|>|#{1,6})\s+"
)
_ATTRIBUTED: Final = re.compile(
    r"\b(?:sa(?:y|ys|id)|t(?:ell|ells|old)|according to|alleg\w+|accus\w+|claim\w*|den(?:y|ies|ied)|argu\w+|report\w*|"
    r"warn\w*|call\w*|describ\w+|believ\w+|expect\w*|estimat\w+|announc\w+|insist\w*|stat(?:es|ed)|wr(?:ote|ites)|add(?:s|ed))\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]{4,}|\d+")
#: Share of a sentence's words of meaning that stand in one statement's content for it to tell that statement.
_TELLS: Final = 0.7
_FEWEST: Final = 4


@dataclass(frozen=True, slots=True)
class Overreach:
    """A finding. `line` and `column` count from 1; `words`: what was found; `sentence`: where."""

    line: int
    column: int
    rule: str
    words: str
    sentence: str
    why: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of `lint.toml`."""

    name: str
    pattern: re.Pattern[str]
    why: str
    unless: re.Pattern[str] | None = None
    beside: re.Pattern[str] | None = None


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules, in the order of the file."""
    raw = tomllib.loads((files("onrecord.brief") / "lint.toml").read_text(encoding="utf-8"))

    def maybe(pattern: str | None) -> re.Pattern[str] | None:
        return None if pattern is None else re.compile(pattern, re.IGNORECASE)

    return tuple(
        Rule(r["name"], re.compile(r["pattern"], re.IGNORECASE), r["why"], maybe(r.get("unless")), maybe(r.get("with")))
        for r in raw["rule"]
    )


def lint_lines(lines: Iterable[tuple[int, str]], *, claimed: Sequence[str] = ()) -> tuple[Overreach, ...]:
    """Findings in numbered lines of text. `claimed`: contents of statements, which must not be told as facts."""
    contents = [_words(content) for content in claimed]
    out: list[Overreach] = []
    for number, line in lines:
        bare = _MARKUP.sub(lambda m: " " * len(m.group()), line)
        bare = _QUOTED.sub(lambda m: " " * len(m.group()), bare)
        for start, end in sentences(bare):
            sentence = bare[start:end]
            shown = " ".join(line[start:end].split())
            for rule in rules():
                found = rule.pattern.search(sentence)
                if found is None or (rule.unless is not None and rule.unless.search(sentence)):
                    continue
                if rule.beside is not None and not rule.beside.search(sentence):
                    continue
                out.append(Overreach(number, start + found.start() + 1, rule.name, found.group(), shown, rule.why))
            if not quoted(shown) and _tells(sentence, contents):
                why = "this is somebody's claim, and the sentence does not say whose: say who says so"
                out.append(Overreach(number, start + 1, "claim as fact", shown[:60], shown, why))
    return tuple(out)


def _tells(sentence: str, contents: Sequence[frozenset[str]]) -> bool:
    if _ATTRIBUTED.search(sentence):
        return False
    words = _words(sentence)
    return len(words) >= _FEWEST and any(len(words & content) >= _TELLS * len(words) for content in contents)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:6] for word in _WORD.findall(text))


class _Text(HTMLParser):
    """The text of a page, line by line of its source, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[int, str]] = []
        self._hidden = 0
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._hidden += tag in {"script", "style", "sup", "title"}
        self._open &= tag in {"a", "em", "strong", "span", "i", "b", "code"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style", "sup", "title"} and self._hidden > 0
        self._open &= tag in {"a", "em", "strong", "span", "i", "b", "code"}

    def handle_data(self, data: str) -> None:
        if self._hidden or not data.strip():
            return
        if self._open and self.lines:
            number, text = self.lines[-1]
            self.lines[-1] = (number, text + data)
        else:
            self.lines.append((self.getpos()[0], data))
        self._open = True


def html_lines(text: str) -> list[tuple[int, str]]:
    """The blocks of an HTML page as numbered lines."""
    parser = _Text()
    parser.feed(text)
    parser.close()
    return [(number, " ".join(line.split())) for number, line in parser.lines]
