"""Small records made by hand: articles, statements with a speaker, pairs of articles that share text."""

from __future__ import annotations

from onrecord.origins.rows import Rows
from onrecord.record import (
    Article,
    Dated,
    Mention,
    Reuse,
    Span,
    Statement,
    article_id,
    digest_bytes,
    mention_id,
    reuse_id,
    row_id,
    statement_id,
)
from onrecord.store.read import Retrieval
from onrecord.store.write import FamilyRow


def dated(value: str) -> Dated:
    return Dated(value, "minute" if "T" in value else "day", "meta", value)


def article(
    text: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    updated: str | None = None,
    title: str | None = None,
    url: str | None = None,
    page: str | None = None,
    ordinal: int = 0,
) -> Article:
    """An article; `page` stands for the bytes of its capture, so that two articles of one page share it."""
    capture = digest_bytes((page or f"{text}{outlet}{published}{updated}").encode())
    return Article(
        article_id(capture, ordinal, text), capture, ordinal, "text/1", text, title, None, outlet, None, "en", url,
        None if published is None else dated(published), None if updated is None else dated(updated), (), (), (),
    )  # fmt: skip


def spans(where: Article, *words: str) -> tuple[Span, ...]:
    return tuple(Span(start, start + len(w)) for w in words for start in (where.text.index(w),))


def said(
    where: Article, speaker: str, *words: str, kind: str = "direct", actor: str | None = None
) -> tuple[Statement, Mention]:
    """A statement whose source is the speaker's name as it stands in the text."""
    (head,) = spans(where, speaker)
    mention = Mention(mention_id(where.id, head), where.id, head, "person", "name", head, actor, 1.0, "made")
    content = spans(where, *words)
    found = Statement(
        statement_id(where.id, (head,), (), content), where.id, kind, (head,), (), content, (mention.id,), "named",  # type: ignore[arg-type]
        None, None, "claim", (), None, False, None, "made", None, None, None, 1.0,
    )  # fmt: skip
    return found, mention


def shared(one: Article, other: Article, *words: str, kind: str = "reprint", first: Article | None = None) -> Reuse:
    """A pair with the given words as its passages."""
    a, b = sorted((one, other), key=lambda x: x.id)
    passages = tuple(zip(spans(a, *words), spans(b, *words), strict=True))
    size = sum(len(w) for w in words)
    return Reuse(
        reuse_id(a.id, b.id), a.id, b.id, kind, passages, size / len(a.text), size / len(b.text),  # type: ignore[arg-type]
        None if first is None else first.id,
    )  # fmt: skip


def family(*members: Article, first: Article | None = None, credited: str | None = None) -> FamilyRow:
    ids = tuple(sorted(m.id for m in members))
    return FamilyRow(row_id("family", *ids), ids, None if first is None else first.id, credited)


def record(
    *articles: Article,
    statements: tuple[tuple[Statement, Mention], ...] = (),
    reuses: tuple[Reuse, ...] = (),
    families: tuple[FamilyRow, ...] = (),
    retrievals: tuple[Retrieval, ...] = (),
) -> Rows:
    return Rows(
        {a.id: a for a in articles},
        {mention.id: mention for _, mention in statements},
        tuple(statement for statement, _ in statements),
        reuses,
        families,
        retrievals,
    )
