"""What a check gives: findings, and what was looked at."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.brief.model import Briefing, BriefingError, Sentence
from onrecord.brief.templates import plain
from onrecord.verify.edits import Edit


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold. `where` is the id of a sentence or row; `sentence` its words, for a sentence."""

    where: str
    what: str
    detail: str
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, by name and number, and what does not hold; `edits`: the sentences of an edited Markdown file."""

    checked: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...] = ()


def finding_of(sentence: Sentence, briefing: Briefing, what: str, detail: str) -> Finding:
    """A finding about a sentence, with its words as far as they can be made."""
    try:
        words = plain(sentence, briefing)
    except BriefingError:
        words = sentence.template
    return Finding(sentence.id, what, detail, words)
