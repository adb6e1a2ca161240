"""A tagger whose answers stand in the test, and mentions by hand.

A case is written with marks: `{s1:the minister} {c1:said} {t1:the dam holds}` gives one attribution; the number joins the
spans of one, and a span may be left out or stand twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.extract.statements import find_statements
from onrecord.record import Mention, MentionForm, MentionKind, Span, Spans, Statement, mention_id

ARTICLE = "article-0"
_MARK = re.compile(r"\{([sct])(\d):([^{}]*)\}")


@dataclass(frozen=True)
class Given:
    source: Spans
    cue: Spans
    content: Spans
    score: float = 0.9


def marked(text: str) -> tuple[str, tuple[Given, ...]]:
    """The text without its marks, and the attributions that they tell."""
    plain: list[str] = []
    length = at = 0
    roles: dict[str, dict[str, list[Span]]] = {}
    for match in _MARK.finditer(text):
        plain.append(text[at : match.start()])
        length += match.start() - at
        role, number, words = match.groups()
        roles.setdefault(number, {}).setdefault(role, []).append(Span(length, length + len(words)))
        plain.append(words)
        length += len(words)
        at = match.end()
    plain.append(text[at:])
    found = tuple(
        Given(tuple(spans.get("s", ())), tuple(spans.get("c", ())), tuple(spans.get("t", ())))
        for _, spans in sorted(roles.items())
    )
    return "".join(plain), found


def tagger_for(text: str, found: tuple[Given, ...]):
    """A tagger that knows one text and finds nothing in any other."""
    return lambda asked: found if asked.rstrip() == text.rstrip() else ()


def mention(
    text: str,
    words: str,
    *,
    kind: MentionKind = "person",
    form: MentionForm = "name",
    head: str | None = None,
    nth: int = 0,
) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    span = Span(start, start + len(words))
    head_at = text.index(head) if head is not None else start
    return Mention(
        id=mention_id(ARTICLE, span),
        article=ARTICLE,
        span=span,
        kind=kind,
        form=form,
        head=Span(head_at, head_at + len(head or words)),
        actor=None,
        score=1.0,
        reason="by hand",
    )


def read(
    text: str, *, day: str | None = "2026-03-05", mentions: tuple[Mention, ...] = ()
) -> tuple[str, list[Statement]]:
    """The plain text of a marked one and its statements."""
    plain, found = marked(text)
    rows = find_statements(plain, article=ARTICLE, day=day, tagger=tagger_for(plain, found), mentions=mentions)
    return plain, list(rows)


def one(text: str, **options) -> tuple[str, Statement]:
    """As `read`, for a text of one statement."""
    plain, rows = read(text, **options)
    assert len(rows) == 1, [words(plain, row.cue) for row in rows]
    return plain, rows[0]


def words(text: str, spans: Spans | Span | None) -> str | None:
    if spans is None:
        return None
    if isinstance(spans, Span):
        return text[slice(*spans)]
    return " | ".join(text[slice(*span)] for span in spans)
