"""The briefing as Markdown with footnotes, and the way back from such a file to its data (kept in a comment at the end)."""

from __future__ import annotations

import re
from typing import Final

from onrecord.brief.html import covers, footnote_words, href, where
from onrecord.brief.model import Briefing, BriefingError, Sentence, from_json, to_json
from onrecord.brief.templates import outlet_words, plain, published_words, quoted_title

_DATA: Final = re.compile(r"^<!-- onrecord-data (.*) -->$", re.MULTILINE)
#: Sections whose groups stand apart: claim and denial belong together.
_APART: Final = frozenset({"disputed", "copied", "coverage"})
#: Characters that would be read as Markdown or HTML. Hostile text must come out as text.
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~$])")


def escaped(text: str) -> str:
    """Text that Markdown prints as it stands."""
    return _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;")


def to_markdown(briefing: Briefing) -> str:
    """The briefing as Markdown. Raises BriefingError when a sentence does not fit its template."""
    lines = [
        f"# {escaped(briefing.title)}",
        "",
        f"Made on {briefing.made_at[:10]} from {covers(briefing)} by {briefing.program}."
        " Check it with `onrecord verify`.",
    ]
    for section in briefing.sections:
        lines += ["", f"## {escaped(section.title)}"]
        for n, group in enumerate(section.groups):
            if n == 0 or group.heading is not None or section.kind in _APART:
                lines.append("")
            if group.heading is not None:
                lines += [f"### {_line(group.heading, briefing)}", ""]
            lines += [f"- {_line(sentence, briefing)}" for sentence in group.sentences]
        for note in section.notes:
            lines += ["", _line(note, briefing)]
    lines += ["", "## Receipts", ""]
    for receipt in briefing.receipts:
        source = briefing.source(receipt.article)
        lines.append(
            f"[^{receipt.n}]: [{escaped(footnote_words(receipt))}]({href(receipt)}) "
            f"{escaped(outlet_words(source))}, {escaped(quoted_title(source))}, "
            f"{published_words(source)}; `{source.capture}`, {where(receipt)}"
        )
    data = to_json(briefing).replace("--", "-\\u002d").replace("<", "\\u003c").replace(">", "\\u003e")
    lines += ["", f"<!-- onrecord-data {data} -->", ""]
    return "\n".join(lines)


def from_markdown(text: str) -> Briefing:
    """The data inside a Markdown briefing. Raises BriefingError when there is none or it is damaged."""
    found = _DATA.findall(text)
    if len(found) != 1:
        raise BriefingError("this is no onrecord briefing: the data that its sentences rest on is not in it")
    return from_json(found[0])


def body_lines(text: str) -> list[str]:
    """The lines of a Markdown briefing that say something: no headings of sections, no footnotes, no opening."""
    out: list[str] = []
    for line in text.splitlines():
        if line.strip() == "## Receipts" or line.startswith(("[^", "<!-- onrecord-data")):
            continue
        if (
            not line.strip()
            or line.startswith(("# ", "## "))
            or (line.startswith("Made on ") and "`onrecord verify`" in line)
        ):
            continue
        out.append(line)
    return out


def footnote_lines(text: str) -> list[str]:
    """The footnotes of a Markdown briefing, as they stand."""
    return [line for line in text.splitlines() if re.match(r"\[\^\d+\]: ", line)]


def sentence_lines(briefing: Briefing) -> list[tuple[str, str]]:
    """Every sentence's id with the line that prints it, in order."""
    return [(sentence.id, _line(sentence, briefing)) for sentence in briefing.sentences()]


def _line(sentence: Sentence, briefing: Briefing) -> str:
    notes = "".join(f"[^{n}]" for n in sentence.receipts)
    return escaped(plain(sentence, briefing)) + notes
