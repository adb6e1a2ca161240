"""Checking a whole record: the database, every capture, every article's text, every span and id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from onrecord.derive import Claimed, NotDerived, text_of
from onrecord.errors import DamagedStore
from onrecord.record import Article, Span, digest_text, event_id, mention_id, statement_id
from onrecord.store import captures as capture_files
from onrecord.store import read as rows
from onrecord.store.check import damage, dangling
from onrecord.store.database import Store
from onrecord.verify.report import Finding, Report


def verify_record(store: Store, captures: Path) -> Report:
    """Check a whole record: the database, every capture, every article's text, every span and id."""
    db = store.connection
    findings = [Finding("record.db", "damaged", words) for words in damage(db)]
    findings += [
        Finding(f"{row[0]} row {row[1]}", "damaged", f"points to a row of {row[2]} that is not there")
        for row in dangling(db)
    ]
    articles = list(rows.articles(db))
    by_capture: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_capture[article.capture].append(article)
    held = rows.captures(db)
    for digest, _, size in held:
        try:
            data = capture_files.load(captures, digest)
        except DamagedStore as error:
            findings.append(Finding(digest, "capture", str(error)))
            continue
        if len(data) != size:
            findings.append(Finding(digest, "capture", f"it has {len(data)} bytes, the record says {size}"))
        for article in by_capture[digest]:
            findings += _article_findings(article, data)
    texts = {article.id: article.text for article in articles}
    statements, events, mentions = rows.statements(db), rows.events(db), rows.mentions(db)
    for s in statements:
        spans = [
            *s.source,
            *s.cue,
            *s.content,
            *s.hedge,
            *(x for x in (s.role, s.addressee, s.condition, s.made_on_words) if x),
        ]
        findings += _row_findings(
            s.id, statement_id(s.article, s.source, s.cue, s.content), spans, texts.get(s.article, "")
        )
    for e in events:
        spans = [
            e.anchor,
            *e.actors,
            *e.recipients,
            *e.status_words,
            *(x for x in (e.location, e.date_words, e.ordinal) if x),
        ]
        findings += _row_findings(
            e.id, event_id(e.article, e.type, e.anchor, e.actors, e.recipients), spans, texts.get(e.article, "")
        )
    for m in mentions:
        findings += _row_findings(m.id, mention_id(m.article, m.span), [m.span, m.head], texts.get(m.article, ""))
    for r in rows.found_reuses(db):
        outside = any(a.end > len(texts.get(r.a, "")) or b.end > len(texts.get(r.b, "")) for a, b in r.passages)
        findings += [Finding(r.id, "span", "a passage lies outside its article")] if outside else []
    checked = (
        ("captures", len(held)), ("articles", len(articles)), ("statements", len(statements)),
        ("events", len(events)), ("mentions", len(mentions)),
    )  # fmt: skip
    return Report(checked, tuple(findings))


def _article_findings(article: Article, data: bytes) -> list[Finding]:
    kept = [(*b.span, b.place) for b in article.blocks if b.span is not None]
    claimed = Claimed(article.id, article.ordinal, article.capture, article.reader, digest_text(article.text), kept)
    try:
        text_of(claimed, data)
    except NotDerived as error:
        return [Finding(article.id, "article", str(error))]
    return []


def _row_findings(ident: str, expected: str, spans: Iterable[Span], text: str) -> list[Finding]:
    findings = []
    if ident != expected:
        findings.append(Finding(ident, "id", f"its fields make the id {expected}"))
    if any(not 0 <= s.start < s.end <= len(text) for s in spans):
        findings.append(Finding(ident, "span", "a span lies outside its article"))
    return findings
