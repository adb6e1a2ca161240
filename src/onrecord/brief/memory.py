"""What earlier issues said: against it a briefing reckons what is new, what is an update, and what must be corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from onrecord.brief.model import Briefing
from onrecord.record import Spans

#: Sections whose articles count as told: a story of the last issue comes again only as an update.
_TELLING: Final = frozenset({"lead", "stories"})


@dataclass(frozen=True, slots=True)
class Issue:
    """A published issue: its id, its UTC time of publication, what it said."""

    id: str
    published_at: str
    briefing: Briefing


@dataclass(frozen=True, slots=True)
class Correction:
    """Something that an issue said and that proved changed since.

    kind      `gone` (a later version of the page lacks the words), `notice` (it carries a notice of withdrawal or
              correction), `amended` (both), `denied` (a later statement denies it), `judged` (a person decided otherwise)
    sentence  id of the issue's sentence;  said: its words;  row: the row of the record it told of
    article   the article that shows the change, with the words at `spans`; None for a judgement
    detail    for a judgement: which, as a label of the templates
    """

    issue: str
    issued_at: str
    sentence: str
    said: str
    kind: Literal["gone", "notice", "amended", "denied", "judged"]
    row: str | None
    article: str | None
    spans: Spans
    detail: str


@dataclass(frozen=True, slots=True)
class Memory:
    """The published issues, oldest first, and what of them must be corrected."""

    issues: tuple[Issue, ...] = ()
    due: tuple[Correction, ...] = ()

    @property
    def last(self) -> Issue | None:
        """The issue before this one."""
        return self.issues[-1] if self.issues else None

    @property
    def captures(self) -> frozenset[str]:
        """Captures that the last issue was made from: articles of others are new."""
        return frozenset(self.last.briefing.captures) if self.last is not None else frozenset()

    @property
    def rows(self) -> frozenset[str]:
        """Rows of the record that the last issue told of: they are not told again as news."""
        return (
            frozenset(s.row for s in self.last.briefing.sentences() if s.row) if self.last is not None else frozenset()
        )

    @property
    def told(self) -> frozenset[str]:
        """Ids of the articles behind the stories that the last issue told."""
        if self.last is None:
            return frozenset()
        briefing = self.last.briefing
        return frozenset(
            briefing.receipts[n - 1].article
            for section in briefing.sections
            if section.kind in _TELLING
            for group in section.groups
            for sentence in group.sentences
            for n in sentence.receipts
            if n <= len(briefing.receipts)
        )
