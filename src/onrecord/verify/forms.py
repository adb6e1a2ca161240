"""The forms in which a briefing travels: reading each back, and comparing what it prints with what its data makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from onrecord.brief.book import from_book, members
from onrecord.brief.data import from_data, sentence_words, to_data
from onrecord.brief.html import from_html, sentence_texts, to_html
from onrecord.brief.mail import from_mail, html_part, text_part
from onrecord.brief.markdown import footnote_lines, from_markdown, to_markdown
from onrecord.brief.model import Briefing, BriefingError
from onrecord.brief.templates import plain
from onrecord.errors import UsageError
from onrecord.verify.edits import Edit, edits
from onrecord.verify.report import Finding, finding_of


@dataclass(frozen=True, slots=True)
class Opened:
    """A briefing with what its file prints otherwise than its data says; `edits` of a Markdown file that was edited."""

    briefing: Briefing
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...] = ()


def opened(name: str, data: bytes) -> Opened:
    """The briefing in a file, by the ending of its name. Raises BriefingError for what is no briefing, UsageError for no text."""
    ending = name.lower().rpartition(".")[2]
    if ending == "epub":
        return _book(data)
    if ending == "eml":
        return _mail(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is no text: {error}") from error
    if ending in {"md", "markdown"}:
        return _markdown(text)
    return _json(text) if ending == "json" else _html(text)


def _html(text: str) -> Opened:
    briefing = from_html(text)
    return Opened(briefing, _compared(briefing, text, to_html, sentence_texts))


def _json(text: str) -> Opened:
    briefing = from_data(text)
    return Opened(briefing, _compared(briefing, text, to_data, sentence_words))


def _markdown(text: str) -> Opened:
    """A Markdown file is the writer's: each sentence is unchanged, rests on its receipts still, or has lost them."""
    briefing = from_markdown(text)
    try:
        again = to_markdown(briefing)
    except BriefingError as error:
        return Opened(briefing, (_unmade(error),))
    if again == text:
        return Opened(briefing, ())
    found = edits(text, briefing)
    findings = [
        Finding(e.sentence or "briefing", "lost", "; ".join(e.reasons), e.words) for e in found if e.state == "lost"
    ]
    wanted = set(footnote_lines(again))
    findings += [
        Finding(
            f"receipt {line[2 : line.index(']')]}", "altered", "this footnote is not what the receipt says", line[:200]
        )
        for line in footnote_lines(text)
        if line not in wanted
    ]
    return Opened(briefing, tuple(findings), found)


def _book(data: bytes) -> Opened:
    briefing, found = from_book(data)
    try:
        wanted = members(briefing)
    except BriefingError as error:
        return Opened(briefing, (_unmade(error),))
    name = "EPUB/briefing.xhtml"
    findings = list(_differing(briefing, found.get(name, ""), wanted[name], sentence_texts))
    findings += [
        Finding("briefing", "altered", f"{other} is not what the data makes")
        for other in sorted(found.keys() | wanted.keys())
        if other != name and found.get(other) != wanted.get(other)
    ]
    return Opened(briefing, tuple(findings))


def _mail(data: bytes) -> Opened:
    parts = from_mail(data)
    try:
        html, text = html_part(parts.briefing), text_part(parts.briefing)
    except BriefingError as error:
        return Opened(parts.briefing, (_unmade(error),))
    findings = list(_differing(parts.briefing, parts.html.rstrip("\n"), html.rstrip("\n"), sentence_texts))
    if parts.text.rstrip("\n") != text.rstrip("\n"):
        findings += _text_findings(parts.briefing, parts.text)
    return Opened(parts.briefing, tuple(findings))


def _text_findings(briefing: Briefing, text: str) -> list[Finding]:
    lines = {line.strip().removeprefix("* ") for line in text.splitlines()}
    findings = [
        finding_of(s, briefing, "altered", "the text part prints something else")
        for s in briefing.sentences()
        if plain(s, briefing).strip() not in lines
    ]
    return findings or [Finding("briefing", "altered", "the text part is not what the data makes")]


def _unmade(error: BriefingError) -> Finding:
    return Finding("briefing", "forged", f"the data inside does not make a briefing: {error}")


def _compared(
    briefing: Briefing, text: str, make: Callable[[Briefing], str], sentences: Callable[[str], Mapping[str, str]]
) -> tuple[Finding, ...]:
    try:
        again = make(briefing)
    except BriefingError as error:
        return (_unmade(error),)
    return _differing(briefing, text, again, sentences)


_TAGS: Final = re.compile(r"<[^>]*>")


def _differing(
    briefing: Briefing, text: str, again: str, sentences: Callable[[str], Mapping[str, str]]
) -> tuple[Finding, ...]:
    """What a file prints otherwise than its data makes: sentences by name, else the first line that differs."""
    if again == text:
        return ()
    findings: list[Finding] = []
    shown, expected = sentences(text), sentences(again)
    for sentence in briefing.sentences():
        if shown.get(sentence.id) != expected.get(sentence.id):
            printed = _TAGS.sub("", shown.get(sentence.id, "(it is not there)"))
            findings.append(finding_of(sentence, briefing, "altered", f"the file prints: {printed}"))
    findings += [
        Finding(ident, "added", "this sentence has no data behind it", _TAGS.sub("", shown[ident]))
        for ident in sorted(shown.keys() - expected.keys())
    ]
    if findings:
        return tuple(findings)
    for n, (a, b) in enumerate(zip(text.splitlines(), again.splitlines(), strict=False), start=1):
        if a != b:
            shortened = a if len(a) < 160 else a[:157] + "..."
            return (Finding("briefing", "altered", f"line {n} is not what the data makes: {shortened!r}"),)
    return (Finding("briefing", "altered", "lines were added or taken away at the end"),)
