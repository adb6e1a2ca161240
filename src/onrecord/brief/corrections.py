"""Corrections due: what a published issue said and that proved changed since. Pure; issues and rows in, a list out.

A page that was captured again without the words (`gone`), with a notice of withdrawal or correction that it did not
carry before (`notice`), or with both (`amended`); a denial that came after the issue, of a statement that it gave (`denied`); a
judgement of the desk on a row that it told of (`judged`). Each names the sentence and what shows the change; nothing is said to
be false.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from onrecord.brief.memory import Correction, Issue, Memory
from onrecord.brief.model import Briefing, BriefingError, Sentence
from onrecord.brief.passages import statement_passage
from onrecord.brief.templates import without_aside
from onrecord.brief.view import View, order_key
from onrecord.claims import claims
from onrecord.record import Article, Judgement, Span, Spans, Statement
from onrecord.resolve.judgements import standing
from onrecord.text.sentences import sentences
from onrecord.text.spans import hull

#: Parts of a sentence whose words stand for what it says; a speaker's name alone does not.
_SAYING: Final = frozenset({"sentence", "content", "figure"})
#: A page says of itself that it was wrong.
_NOTICE: Final = re.compile(
    r"^\W*(?:correction|clarification|editor[’']s note|retraction)\b"
    r"|\b(?:this|the|an earlier version of this|a previous version of this) (?:article|story|report|version|text)\b.{0,80}"
    r"\b(?:has been|was|were|is)\b.{0,20}\b(?:corrected|withdrawn|retracted|removed|amended|incorrect|wrong)",
    re.IGNORECASE,
)
_LABELS: Final = {
    "statement-reject": "no such statement",
    "statement-speaker": "another speaker",
    "event-reject": "no such event",
    "reuse-not": "no copies of one another",
    "reuse-first": "another text was first",
}


def due(memory: Memory, view: View, judgements: Iterable[Judgement]) -> tuple[Correction, ...]:
    """What must be corrected, the latest issue first; one correction of a kind for a sentence."""
    if not memory.issues:
        return ()
    judged = standing(judgements)
    later = _later_versions(view)
    denials = _denials(view)
    out: list[Correction] = []
    for issue in reversed(memory.issues):
        for sentence in issue.briefing.sentences():
            if sentence.template.startswith("corrected"):
                continue
            out += [*_changed(issue, sentence, view, later), *_denied(issue, sentence, view, denials)]
            out += _judged(issue, sentence, judged)
    return tuple(dict.fromkeys(out))


def _correction(
    issue: Issue, sentence: Sentence, kind: str, article: str | None, spans: Spans, detail: str = ""
) -> Correction:
    try:
        said = without_aside(sentence, issue.briefing)
    except BriefingError:
        said = sentence.template
    return Correction(issue.id, issue.published_at, sentence.id, said, kind, sentence.row, article, spans, detail)  # type: ignore[arg-type]


def _later_versions(view: View) -> dict[str, tuple[Article, ...]]:
    """Captures of one page by each of its articles: those retrieved after it."""
    retrieved: dict[str, str] = {}
    for row in view.ground.rows.retrievals:
        retrieved[row.capture] = min(row.retrieved_at, retrieved.get(row.capture, row.retrieved_at))
    pages: dict[str, list[Article]] = defaultdict(list)
    for ident, page in view.ground.joined.page.items():
        if ident in view.articles:
            pages[page].append(view.articles[ident])
    out = {}
    for found in pages.values():
        found.sort(key=lambda a: (retrieved.get(a.capture, ""), a.ordinal, a.id))
        for n, article in enumerate(found):
            out[article.id] = tuple(a for a in found[n + 1 :] if a.capture != article.capture)
    return out


def _changed(issue: Issue, sentence: Sentence, view: View, later: dict[str, tuple[Article, ...]]) -> list[Correction]:
    """Words that a later version of the page has not, and notices that it carries: one correction for a version."""
    told: dict[str, list[str]] = defaultdict(list)
    for article, words in _said(sentence, issue.briefing):
        told[article] += words
    out = []
    for article, printed in told.items():
        versions = [v for v in later.get(article, ()) if v.capture not in issue.briefing.captures]
        if not versions:
            continue
        version = versions[-1]
        notice = _notice(version, view.articles.get(article))
        gone = any(_loose(words) not in _loose(version.text) for words in printed)
        if gone or notice is not None:
            kind = "gone" if notice is None else "amended" if gone else "notice"
            out.append(_correction(issue, sentence, kind, version.id, () if notice is None else (notice,)))
    return out


def _said(sentence: Sentence, briefing: Briefing) -> list[tuple[str, tuple[str, ...]]]:
    receipts = [briefing.receipts[n - 1] for n in sentence.receipts if 1 <= n <= len(briefing.receipts)]
    return [(r.article, r.words) for r in receipts if r.part in _SAYING]


def _loose(text: str) -> str:
    return " ".join("".join(c.casefold() if c.isalnum() else " " for c in text).split())


def _notice(article: Article, before: Article | None) -> Span | None:
    """A sentence by which the page corrects itself, and which it did not carry before."""
    for span in sentences(article.text):
        words = article.text[span.start : span.end]
        if _NOTICE.search(words) and (before is None or words not in before.text):
            return span
    return None


def _denials(view: View) -> dict[str, tuple[Statement, ...]]:
    """The statements that deny or doubt each statement, by its id."""
    found: dict[str, tuple[Statement, ...]] = {}
    for claim in claims(view.ground.rows):
        against = tuple(
            s for p in claim.positions if p.stance != "asserts" and isinstance(s := view.by_id.get(p.row), Statement)
        )
        for position in claim.positions:
            if position.stance == "asserts" and against:
                found[position.row] = against
    return found


def _denied(
    issue: Issue, sentence: Sentence, view: View, denials: dict[str, tuple[Statement, ...]]
) -> list[Correction]:
    """The first denial that came after the issue, of a statement that the sentence gives; in a dispute it is no news."""
    if sentence.template == "position":
        return []
    told = {sentence.row} | {
        row
        for row in denials
        if isinstance(found := view.by_id.get(row), Statement) and _gives(sentence, found, issue.briefing)
    }
    new = [
        s for row in sorted(r for r in told if r in denials) for s in denials[row]
        if s.article in view.articles and view.articles[s.article].capture not in issue.briefing.captures
    ]  # fmt: skip
    if not new:
        return []
    first = min(new, key=lambda s: (order_key(view.articles[s.article]), s.id))
    return [_correction(issue, sentence, "denied", first.article, statement_passage(view, first))]


def _gives(sentence: Sentence, statement: Statement, briefing: Briefing) -> bool:
    """Whether the words of the statement are printed by the sentence."""
    whole = hull((*statement.cue, *statement.content))
    return any(
        receipt.article == statement.article
        and receipt.part in _SAYING
        and any(span.start <= whole.start and whole.end <= span.end for span in receipt.spans)
        for n in sentence.receipts
        if 1 <= n <= len(briefing.receipts)
        for receipt in (briefing.receipts[n - 1],)
    )


def _judged(issue: Issue, sentence: Sentence, judged: tuple[Judgement, ...]) -> list[Correction]:
    """Judgements made after the issue on the row that the sentence tells of, or on the two texts that it joins."""
    articles = {slot.article for _, slot in sentence.slots if slot.article is not None}
    out = []
    for judgement in judged:
        label = _LABELS.get(judgement.kind)
        if label is None or judgement.made_at <= issue.published_at:
            continue
        pair = {judgement.subject, judgement.object}
        about_reuse = (
            judgement.kind.startswith("reuse") and sentence.template in {"copied", "shared"} and pair <= articles
        )
        turned = (
            about_reuse
            and judgement.kind == "reuse-first"
            and dict(sentence.slots)["title"].article == judgement.subject
        )
        if (judgement.subject == sentence.row or about_reuse) and not turned:
            out.append(_correction(issue, sentence, "judged", None, (), label))
    return out
