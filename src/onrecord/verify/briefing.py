"""Checking a briefing against the captured bytes, in five steps, each without trust in the ones before.

1. the file is made again from the data inside it and compared: visible words that were altered are found; a Markdown file may
   be edited: what was changed must still rest on its receipts (`edits`, `brief.gate`), and so must what a model drafted
2. the captures have the digests that name them
3. the articles' texts are made again from the captures; every receipt's words stand at their places
4. outlet, title and date of each source, and every day in a sentence, are read again
5. where the record is at hand, each sentence's row says the same (`rows`)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final, Literal

from onrecord.brief.builder import source_of
from onrecord.brief.drafting import DRAFTED, draft_faults
from onrecord.brief.model import Briefing, BriefingError, Receipt, Sentence, Slot, Source
from onrecord.brief.templates import slot_day
from onrecord.derive import Claimed, NotDerived, text_of, words_at
from onrecord.errors import DamagedStore, Unreadable, UsageError
from onrecord.readers import read
from onrecord.record import Article
from onrecord.store import captures as capture_files
from onrecord.store.database import Store
from onrecord.text.dates import find_dates, resolve
from onrecord.verify.forms import opened
from onrecord.verify.report import Finding, Report, finding_of
from onrecord.verify.rows import against_record
from onrecord.walk import is_web

#: Larger files are no briefing of ours.
_LARGEST_BYTES: Final = 256 * 1024 * 1024
#: What a page says of itself, printed beside its words.
_SAID_BY_THE_PAGE: Final = ("title", "outlet", "published", "until", "precision", "evidence")
#: Text around a date's words that is read with them.
_AROUND_CHARS: Final = 40
_TENSES: Final[tuple[Literal["past", "future"] | None, ...]] = (None, "past", "future")


def verify_briefing(path: Path, *, captures: Path, store: Store | None, partial: bool = False) -> Report:
    """Check a briefing file. `captures` is the folder of captures; `store` the record, where it is at hand.

    `partial`: the record holds the rows of this briefing alone, as in a bundle.
    Raises UsageError when the file cannot be read; BriefingError when it is no briefing of this version.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise UsageError(f"{path} is too large to be a briefing")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    found = opened(path.name, content)
    briefing, findings = found.briefing, list(found.findings)
    texts, data, broken = _sources(briefing, captures)
    findings += broken
    findings += _receipts(briefing, texts, data)
    findings += _metadata(briefing, data)
    findings += _days(briefing, texts)
    findings += _lists(briefing)
    findings += _untemplated(briefing)
    checked = [
        ("sentences", len(briefing.sentences())),
        ("receipts", len(briefing.receipts)),
        ("articles", len(briefing.sources)),
        ("captures", len(data)),
    ]
    if store is not None:
        findings += against_record(briefing, store, partial=partial)
        checked.append(("rows of the record", sum(s.row is not None for s in briefing.sentences())))
    return Report(tuple(checked), tuple(dict.fromkeys(findings)), found.edits)


def _untemplated(briefing: Briefing) -> list[Finding]:
    """Sentences of a language model, and those that the writer changed, pass the gate again."""
    findings = []
    for sentence in briefing.sentences():
        if sentence.template not in {DRAFTED, "edited"}:
            continue
        said = dict(sentence.slots)["text"].value or ""
        findings += [
            finding_of(sentence, briefing, sentence.template, fault)
            for fault in draft_faults(said, sentence.receipts, briefing)
        ]
    return findings


def _shortened(line: str) -> str:
    return line if len(line) < 160 else line[:157] + "..."


def _sources(briefing: Briefing, captures: Path) -> tuple[dict[str, str], dict[str, bytes], list[Finding]]:
    """Steps 2 and 3: bytes by capture and text by article, both made again."""
    citing = _citing(briefing)
    data: dict[str, bytes] = {}
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for source in briefing.sources:
        try:
            if source.capture not in data:
                data[source.capture] = capture_files.load(captures, source.capture)
            text = text_of(claim_of(source), data[source.capture])
            if source.opening not in " ".join(text.split()):
                raise NotDerived(f"{source.article} does not open with {source.opening!r}")
            texts[source.article] = text
        except (DamagedStore, NotDerived) as error:
            findings += [finding_of(s, briefing, "capture", str(error)) for s in citing[source.article]] or [
                Finding(source.article, "capture", str(error))
            ]
    return texts, data, findings


def claim_of(source: Source) -> Claimed:
    """What a briefing claims of an article."""
    return Claimed(source.article, source.ordinal, source.capture, source.reader, source.text_digest, source.blocks)


def _citing(briefing: Briefing) -> dict[str, list[Sentence]]:
    """Sentences by the article that their receipts or slots name."""
    out: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in briefing.sentences():
        articles = {slot.article for _, slot in sentence.slots if slot.article is not None}
        articles |= {briefing.receipts[n - 1].article for n in _numbers(sentence) if 1 <= n <= len(briefing.receipts)}
        for article in articles:
            out[article].append(sentence)
    return out


def _numbers(sentence: Sentence) -> set[int]:
    return set(sentence.receipts) | {slot.receipt for _, slot in sentence.slots if slot.receipt is not None}


def _receipts(briefing: Briefing, texts: Mapping[str, str], data: Mapping[str, bytes]) -> list[Finding]:
    """Step 3, second half: every receipt's words stand where it says."""
    citing: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in briefing.sentences():
        for n in _numbers(sentence):
            citing[n].append(sentence)
    findings = []
    for receipt in briefing.receipts:
        fault = _receipt_fault(receipt, briefing, texts, data)
        if fault is not None:
            findings += [finding_of(s, briefing, "receipt", fault) for s in citing[receipt.n]] or [
                Finding(f"receipt {receipt.n}", "receipt", fault)
            ]
    return findings


def _receipt_fault(
    receipt: Receipt, briefing: Briefing, texts: Mapping[str, str], data: Mapping[str, bytes]
) -> str | None:
    try:
        source = briefing.source(receipt.article)
    except BriefingError as error:
        return str(error)
    if receipt.place is not None:
        if source.capture not in data:
            return None
        try:
            found = words_at(source.reader, data[source.capture], [receipt.place])[0]
        except NotDerived as error:
            return str(error)
        return (
            None
            if receipt.words[0] in found
            else f"receipt {receipt.n}: {receipt.words[0]!r} does not stand at {receipt.place}"
        )
    text = texts.get(receipt.article)
    if text is None:
        return None  # told already: its capture or its text is not what is claimed
    for span, words in zip(receipt.spans, receipt.words, strict=True):
        found = text[span.start : span.end]
        if found != words:
            at = f"{span.start}-{span.end}"
            return f"receipt {receipt.n}: the page has {_shortened(found)!r} at {at}, not {_shortened(words)!r}"
    return None


def _metadata(briefing: Briefing, data: Mapping[str, bytes]) -> list[Finding]:
    """Step 4, first half: title, outlet and date of every source, read again from the capture."""
    citing = _citing(briefing)
    domains = dict(briefing.domains)
    read_again: dict[str, tuple[Article, ...]] = {}
    findings: list[Finding] = []
    for source in briefing.sources:
        if source.capture not in data:
            continue
        if source.capture not in read_again:
            try:
                url = source.address if is_web(source.address) else None
                read_again[source.capture] = read(
                    data[source.capture], name=source.address, url=url, outlets=domains, fields=dict(source.fields)
                ).articles
            except Unreadable:
                read_again[source.capture] = ()
        articles = read_again[source.capture]
        # a later version of the reader may keep other pieces of the page: its text is checked by places in any case,
        # and what the page says of itself is that of the article in the same position
        article = next((a for a in articles if a.id == source.article), None)
        article = article or next((a for a in articles if a.ordinal == source.ordinal), None)
        again = None if article is None else source_of(article, source.address)
        differing = [n for n in _SAID_BY_THE_PAGE if again is None or getattr(again, n) != getattr(source, n)]
        if differing:
            detail = f"{', '.join(differing)} of {source.article} cannot be read again from its capture"
            findings += [finding_of(s, briefing, "source", detail) for s in citing[source.article]] or [
                Finding(source.article, "source", detail)
            ]
    return findings


def _days(briefing: Briefing, texts: Mapping[str, str]) -> list[Finding]:
    """Step 4, second half: every day that a sentence gives is what its words say, counted from the article's day."""
    return [
        finding_of(sentence, briefing, "day", f"the words of receipt {slot.receipt} do not say {slot.value}")
        for sentence in briefing.sentences()
        for _, slot in sentence.slots
        if slot.kind == "day" and not _day_holds(slot, briefing, texts)
    ]


def _day_holds(slot: Slot, briefing: Briefing, texts: Mapping[str, str]) -> bool:
    if slot.receipt is None or slot.value is None:
        return False
    try:
        receipt = briefing.receipt(slot.receipt)
        published = briefing.source(receipt.article).published
    except BriefingError:
        return False
    if receipt.article not in texts:
        return True  # told already: its capture or its text is not what is claimed
    if len(receipt.spans) != 1:
        return False
    (start, end), text = receipt.spans[0], texts[receipt.article]
    anchor = None if published is None else date.fromisoformat(published[:10])
    # a little of the text around the words decides what they are: "March" alone is no date, "in March" is
    for expression in find_dates(text, start=max(0, start - _AROUND_CHARS), end=min(len(text), end + _AROUND_CHARS)):
        if (expression.span.start, expression.span.end) != (start, end):
            continue
        for tense in _TENSES:
            found = resolve(expression, anchor, tense=tense)
            if found is not None and slot_day(found.value, found.until, found.precision) == slot.value:
                return True
    return False


def _lists(briefing: Briefing) -> list[Finding]:
    """Entries of lists and counts: a problem that a sentence tells is among the problems, captures are those counted."""
    problems = set(briefing.problems)
    findings = []
    for sentence in briefing.sentences():
        slots = dict(sentence.slots)
        if sentence.template == "problem":
            pair = (
                (slots["address"].value or "", slots["reason"].value or "")
                if {"address", "reason"} <= slots.keys()
                else ("", "")
            )
            if pair not in problems:
                findings.append(
                    finding_of(sentence, briefing, "forged", "it is not among the problems that the briefing carries")
                )
        if sentence.template in {"source", "source silent"}:
            told = tuple(slots[name].value if name in slots else None for name in ("source", "counts"))
            if (*told, sentence.template) not in briefing.asked:
                findings.append(
                    finding_of(sentence, briefing, "forged", "it is not among the counts that the briefing carries")
                )
        if sentence.template == "coverage read" and slots["captures"].ids != briefing.captures:
            findings.append(
                finding_of(sentence, briefing, "forged", "the captures counted are not those of the record")
            )
        if sentence.template == "coverage refused" and len(slots["number"].ids) != len(problems):
            findings.append(finding_of(sentence, briefing, "forged", "the number is not that of the problems carried"))
    return findings
