"""Published issues: what was printed, and the rows behind it. Issues are added, never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IssueRow:
    """A published issue. `data` is the briefing's data as JSON, `text` its Markdown as published, with the writer's edits."""

    id: str
    briefing: str
    title: str
    published_at: str
    folder: str
    data: str
    text: str


@dataclass(frozen=True, slots=True)
class IssueSentence:
    """A sentence as printed. `sentence` and `row` are None for one of the writer's own; `state` as in the schema."""

    sentence: str | None
    row: str | None
    state: str
    words: str


def add_issue(db: sqlite3.Connection, issue: IssueRow, sentences: Sequence[IssueSentence]) -> None:
    """Keep a published issue. The same text published twice is one issue."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO issue (id, briefing, title, published_at, folder, data, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (issue.id, issue.briefing, issue.title, issue.published_at, issue.folder, issue.data, issue.text),
    )
    if cursor.rowcount:
        db.executemany(
            "INSERT INTO issue_sentence VALUES (?, ?, ?, ?, ?, ?)",
            [(issue.id, n, s.sentence, s.row, s.state, s.words) for n, s in enumerate(sentences)],
        )


def issues(db: sqlite3.Connection) -> list[IssueRow]:
    """Every published issue, the first first."""
    return [
        IssueRow(*row)
        for row in db.execute("SELECT id, briefing, title, published_at, folder, data, text FROM issue ORDER BY number")
    ]


def issue_sentences(db: sqlite3.Connection, issue: str) -> list[IssueSentence]:
    """The sentences of an issue, in order."""
    return [
        IssueSentence(*row)
        for row in db.execute(
            "SELECT sentence, row, state, words FROM issue_sentence WHERE issue = ? ORDER BY n", (issue,)
        )
    ]
