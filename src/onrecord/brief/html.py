"""The briefing as one HTML file, readable offline, and the way back from such a file to its data.

The file is a pure function of the briefing: a verifier makes it again and compares.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from onrecord.brief.model import Briefing, BriefingError, Group, Receipt, Sentence, from_json, to_json
from onrecord.brief.selection import REASONS, points
from onrecord.brief.templates import Piece, day_words, outlet_words, published_words, quoted_title, render

if TYPE_CHECKING:
    from jinja2 import Environment

#: Folder of the pages that receipts lead to, beside the briefing.
PAGES: Final = "receipts"
#: A footnote shows so many characters of long words; the whole stands on the page it leads to.
_FOOTNOTE_CHARS: Final = 240
#: A word of over twice as many characters may be broken after each so many: it fits a phone.
_UNBROKEN_CHARS: Final = 16
_WORDS: Final = re.compile(r"\s+|\S+")
_DATA: Final = re.compile(r'<script type="application/json" id="onrecord-data">(.*?)</script>', re.DOTALL)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The Jinja environment: everything is escaped unless it is marked as markup."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("onrecord.brief", "layout"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["breakable"] = breakable
    return made


def breakable(text: str) -> Markup:
    """The text with places where a narrow page without styles may break a long word, such as a digest. Copied it is the same."""
    return Markup("").join(
        Markup("<wbr/>").join(word[at : at + _UNBROKEN_CHARS] for at in range(0, len(word), _UNBROKEN_CHARS))
        if len(word) > 2 * _UNBROKEN_CHARS
        else escape(word)
        for word in _WORDS.findall(text)
    )


@lru_cache(maxsize=1)
def style() -> Markup:
    """The style sheet."""
    return Markup((files("onrecord.brief") / "layout" / "style.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file


def to_html(briefing: Briefing) -> str:
    """The briefing as HTML. Raises BriefingError when a sentence does not fit its template."""
    data = Markup(to_json(briefing).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - cannot end the script
    return environment().get_template("briefing.html").render(
        briefing=briefing,
        made=briefing.made_at[:10],
        covers=covers(briefing),
        sections=shown_sections(briefing),
        receipts=shown_receipts(briefing),
        drafted=any(section.kind == "drafted" for section in briefing.sections),
        style=style(),
        data=data,
    )  # fmt: skip


def shown_sections(briefing: Briefing, *, linked: bool = True) -> list[dict[str, Any]]:
    """The sections as markup for a page; `linked`: the pages that receipts lead to lie beside it."""
    kinds = [section.kind for section in briefing.sections]
    return [
        {
            "anchor": section.kind if section.kind not in kinds[:at] else f"{section.kind}-{at + 1}",
            "kind": section.kind,
            "title": section.title,
            "groups": [
                {
                    "heading": None if group.heading is None else _shown(group.heading, briefing, linked=linked),
                    "sentences": [_shown(sentence, briefing, linked=linked) for sentence in group.sentences],
                    "why": _why(group),
                }
                for group in section.groups
            ],
            "notes": [_shown(note, briefing, linked=linked) for note in section.notes],
        }
        for at, section in enumerate(briefing.sections)
    ]


def shown_receipts(briefing: Briefing, *, linked: bool = True) -> list[dict[str, Any]]:
    """The footnotes as markup."""
    return [{"n": receipt.n, "html": _footnote(receipt, briefing, linked=linked)} for receipt in briefing.receipts]


def covers(briefing: Briefing) -> str:
    """What a briefing was made from, in words."""
    pages = f"{len(briefing.captures):,} captured page{'' if len(briefing.captures) == 1 else 's'}"
    if briefing.since is None or briefing.until is None or briefing.since > briefing.until:
        return pages
    return f"{pages} of {day_words(f'{briefing.since}/{briefing.until}')}"


def _why(group: Group) -> dict[str, object] | None:
    """The sum that put an item where it stands, for those who want to add it up again."""
    if not group.why:
        return None
    lines = []
    for reason in group.why:
        name, one, many = REASONS.get(reason.name, (reason.name, "", ""))
        number = len(set(reason.ids))
        counted = f"{number:,} {one if number == 1 else many}"
        capped = f" (at most {reason.most} count)" if number > reason.most else ""
        lines.append(f"{name}: {counted}{capped} × {reason.weight:g} = {reason.points:g}")
    return {"points": f"{points(group.why):g}", "lines": lines}


def from_html(text: str) -> Briefing:
    """The data inside an HTML briefing. Raises BriefingError when there is none or it is damaged."""
    found = _DATA.findall(text)
    if len(found) != 1:
        raise BriefingError("this is no onrecord briefing: the data that its sentences rest on is not in it")
    return from_json(found[0])


def sentence_texts(text: str) -> dict[str, str]:
    """The inner markup of every sentence of an HTML briefing by its id, as it stands."""
    return dict(re.findall(r'<(?:li|h3|p)[^>]* id="(sentence-[\w-]+)">(.*?)</(?:li|h3|p)>', text, re.DOTALL))


def href(receipt: Receipt) -> str:
    """Where the words of a receipt are highlighted, from the briefing's folder."""
    return f"{PAGES}/{receipt.article}.html#r{receipt.n}"


def _shown(sentence: Sentence, briefing: Briefing, *, linked: bool) -> dict[str, Any]:
    pieces = render(sentence, briefing)
    body = Markup("").join(_piece(piece, briefing, linked=linked) for piece in pieces if not piece.aside)
    aside = Markup("").join(_piece(piece, briefing, linked=linked) for piece in pieces if piece.aside)
    marks = Markup(" ").join(Markup('<a href="#fn{0}">{0}</a>').format(n) for n in sentence.receipts)
    notes = Markup("<sup>{}</sup>").format(marks) if sentence.receipts else Markup("")
    if linked and sentence.template in {"copied", "shared", "versions"} and sentence.row is not None:
        notes += Markup(' <a class="side" href="{}/{}.html">side by side</a>').format(PAGES, sentence.row)
    if aside:
        notes += Markup(' <span class="side">({})</span>').format(aside)
    return {"id": sentence.id, "html": body.rstrip() + notes}


def _piece(piece: Piece, briefing: Briefing, *, linked: bool) -> Markup:
    if piece.receipt is None or piece.own or not linked:
        return escape(piece.text)
    return Markup('<a class="w" href="{}">{}</a>').format(href(briefing.receipt(piece.receipt)), piece.text)


def footnote_words(receipt: Receipt) -> str:
    """The words of a receipt for a footnote: on one line, shortened in the middle when they are long."""
    words = " ".join(" … ".join(receipt.words).split())
    if len(words) <= _FOOTNOTE_CHARS:
        return words
    half = _FOOTNOTE_CHARS // 2
    return f"{words[:half].rstrip()} […] {words[-half:].lstrip()}"


def where(receipt: Receipt) -> str:
    """Where a receipt's words stand: characters of the article's text, or a place in the capture."""
    if receipt.place is not None:
        return receipt.place
    spans = [f"{s.start}–{s.end}" for s in receipt.spans[:3]]
    return "characters " + ", ".join(spans) + (f" and {len(receipt.spans) - 3} more" if len(receipt.spans) > 3 else "")


def _footnote(receipt: Receipt, briefing: Briefing, *, linked: bool) -> Markup:
    source = briefing.source(receipt.article)
    shown = breakable(footnote_words(receipt))
    words = Markup('<a href="{}">{}</a>').format(href(receipt), shown)
    return Markup("{} {}, {}, {}; <code>{}</code>, {}").format(
        words if linked else shown,
        outlet_words(source),
        breakable(quoted_title(source)),
        published_words(source),
        breakable(source.capture),
        breakable(where(receipt)),
    )
