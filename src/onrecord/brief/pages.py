"""The pages that receipts lead to: each article with the cited words marked, and pairs of articles side by side."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from textwrap import shorten
from typing import Final

from markupsafe import Markup

from onrecord.brief.builder import source_of
from onrecord.brief.html import environment, style
from onrecord.brief.model import Briefing, Receipt, Source
from onrecord.brief.templates import day_words, outlet_words, published_words, title_words
from onrecord.brief.view import View
from onrecord.origins.families import EVIDENCE_WORDS, evidence_note
from onrecord.record import Article, Block, Evidence, Reuse, Span
from onrecord.text.fragments import live_link, web_address
from onrecord.text.spans import words_of

#: Marks the words that the address names; without script all cited words are marked alike.
_SCRIPT: Final = (
    "function f(){var r=location.hash.slice(1);document.querySelectorAll('mark').forEach(function(m){"
    "m.classList.toggle('here',(' '+m.dataset.r+' ').indexOf(' '+r+' ')>=0)})}"
    "f();addEventListener('hashchange',f)"
)
#: Characters of the words that a link to the live page shows.
_LINK_CHARS: Final = 100
#: Kinds of reuse as a sentence.
_KINDS: Final = {
    "reprint": "A reprint.",
    "excerpt": "An excerpt.",
    "partial": "A part is shared.",
    "quote": "The same quotation.",
    "boilerplate": "What the outlet prints on many pages.",
}
#: A time as evidence gives it.
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?Z")
_SCRIPT_DIGEST: Final = "sha256-" + base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()


def article_page(view: View, article: Article, briefing: Briefing, *, back: str, captures: str) -> str:
    """The page of one article. `back` and `captures` are addresses relative to the page."""
    receipts = [r for r in briefing.receipts if r.article == article.id]
    source = source_of(article, view.addresses.get(article.capture, article.capture))
    kept = [b for b in article.blocks if b.span is not None]
    headline = kept[0] if kept and kept[0].label == "headline" and kept[0].text == article.title else None
    digest = article.capture.removeprefix("sha256:")
    placed: dict[str, list[int]] = defaultdict(list)
    for receipt in receipts:
        if receipt.place is not None:
            placed[receipt.place].append(receipt.n)
    return environment().get_template("article.html").render(
        article=article,
        title=title_words(source),
        headline=title_words(source) if headline is None else _marked(article.text, headline.span, receipts),
        style=style(),
        script=Markup(_SCRIPT),  # noqa: S704 - our own, named by its digest in the page's policy
        script_digest=_SCRIPT_DIGEST,
        back=back,
        outlet=outlet_words(source),
        published=published_words(source),
        url=web_address(article.url),
        live=live_links(article, receipts),
        blocks=[
            {"label": b.label, "html": _anchors(placed.get(b.place, [])) + _marked(article.text, b.span, receipts)}
            for b in kept
            if b is not headline
        ],
        left_out=[
            {"label": b.label, "repeats": b.repeats, "text": _anchored(b, placed)} for b in article.blocks if b.span is None
        ],
        dates=_dates(article),
        statements=[
            {
                "id": s.id,
                "who": _who(view, article, s.speakers, words_of(article.text, s.source)),
                "cue": words_of(article.text, s.cue),
                "what": words_of(article.text, s.content),
                "kind": s.kind,
                "act": s.act,
                "likelihood": s.likelihood,
                "standing": s.standing,
                "depth": s.outer is not None,
                "score": f"{s.score:.2f}",
            }
            for s in view.statements
            if s.article == article.id
        ],
        events=[
            {
                "id": e.id,
                "type": e.type,
                "mode": e.mode,
                "actors": ", ".join(article.text[a.start : a.end] for a in e.actors),
                "recipients": ", ".join(article.text[a.start : a.end] for a in e.recipients),
                "anchor": article.text[e.anchor.start : e.anchor.end],
                "date": "" if e.date is None else day_words(e.date if e.until is None else f"{e.date}/{e.until}"),
                "status": e.status + (f" ({words_of(article.text, e.status_words)})" if e.status_words else ""),
            }
            for e in view.events
            if e.article == article.id
        ],
        address=source.address,
        capture_href=f"{captures}/{digest[:2]}/{digest[2:]}",
    )  # fmt: skip


def live_links(article: Article, receipts: Sequence[Receipt]) -> list[dict[str, object]]:
    """For each cited passage of an article with a web address: the receipts, its first words, the link to it on the live page."""
    url = web_address(article.url)
    if url is None:
        return []
    numbers: dict[Span, list[int]] = defaultdict(list)
    for receipt in receipts:
        for span in receipt.spans[:1]:
            numbers[span].append(receipt.n)
    return [
        {
            "numbers": sorted(set(found)),
            "words": shorten(article.text[span.start : span.end], _LINK_CHARS, placeholder=" …"),
            "href": live_link(url, article.text, span),
        }
        for span, found in sorted(numbers.items())
    ]


def _who(view: View, article: Article, speakers: Sequence[str], source: str) -> str:
    names = [article.text[h.start : h.end] for m in speakers if m in view.mentions for h in (view.mentions[m].head,)]
    shown = " and ".join(dict.fromkeys(names))
    if not source:
        return "not known"
    return source if not shown or shown == source else f"{source} = {shown}"


def _dates(article: Article) -> list[dict[str, str]]:
    rows = []
    for dated in dict.fromkeys((article.published, article.updated, *article.dates)):
        if dated is None:
            continue
        used = "published" if dated == article.published else "updated" if dated == article.updated else "not used"
        until = "" if dated.until is None else f" to {dated.until}"
        note = " (a guess)" if dated.guessed else ""
        rows.append(
            {"used": used, "value": dated.value + until, "evidence": dated.evidence + note, "words": dated.words}
        )
    return rows


def _anchored(block: Block, placed: Mapping[str, list[int]]) -> Markup:
    """The words of a left-out block; those that a receipt names by their place are marked."""
    numbers = placed.get(block.place, [])
    if not numbers:
        return Markup("{}").format(block.text)
    marks = " ".join(f"r{n}" for n in numbers)
    return _anchors(numbers) + Markup('<mark data-r="{}">{}</mark>').format(marks, block.text)


def _anchors(numbers: Sequence[int]) -> Markup:
    """What the addresses of receipts lead to."""
    return Markup("").join(Markup('<span id="r{}"></span>').format(n) for n in numbers)


def _marked(text: str, block: Span | None, receipts: list[Receipt]) -> Markup:
    """The words of a block; cited ones are marked, cut at every edge so that overlapping receipts can share them."""
    if block is None:
        return Markup("")
    # a shared passage is marked on the page of the pair; here it has an anchor only, or the whole page would be marked
    cited = [
        (max(s.start, block.start), min(s.end, block.end), r.n, n == 0 and s.start >= block.start)
        for r in receipts
        for n, s in enumerate(r.spans)
        if s.start < block.end and block.start < s.end
    ]
    passages = {r.n for r in receipts if r.part == "passage"}
    edges = sorted({block.start, block.end, *(c[0] for c in cited), *(c[1] for c in cited)})
    out = Markup("")
    for start, end in pairwise(edges):
        inside = sorted({n for a, b, n, _ in cited if a <= start and end <= b and n not in passages})
        anchors = _anchors(sorted({n for a, _, n, first in cited if first and a == start}))
        words = text[start:end]
        out += anchors
        if inside:
            out += Markup('<mark data-r="{}">{}</mark>').format(" ".join(f"r{n}" for n in inside), words)
        else:
            out += Markup("{}").format(words)
    return out


def reuse_page(view: View, reuse: Reuse, *, back: str) -> str:
    """Two articles side by side with their shared passages marked and numbered."""
    sides = []
    for ident, index, share in ((reuse.a, 0, reuse.share_a), (reuse.b, 1, reuse.share_b)):
        article = view.articles[ident]
        source = _source(view, article)
        spans = [(passage[index], n) for n, passage in enumerate(reuse.passages, start=1)]
        sides.append(
            {
                "title": title_words(source),
                "outlet": outlet_words(source),
                "published": published_words(source),
                "share": f"{share:.0%}",
                "href": f"{ident}.html",
                "html": _passages(article.text, spans),
            }
        )
    verdict = f"{_KINDS[reuse.kind]} Which was first is not known."
    if reuse.first is not None:
        source = _source(view, view.articles[reuse.first])
        verdict = f"{_KINDS[reuse.kind]} First: {outlet_words(source)}, “{title_words(source)}”."
    if reuse.first == reuse.b:
        sides.reverse()
    titles = view.articles[reuse.a].outlet == view.articles[reuse.b].outlet
    return environment().get_template("reuse.html").render(
        style=style(),
        back=back,
        verdict=verdict,
        evidence=[
            f"{_side(e, reuse.first, view)}: {evidence_words(e, view, titles=titles)}" for e in reuse.evidence
        ],
        sides=sides,
        id=reuse.id,
    )  # fmt: skip


def _source(view: View, article: Article) -> Source:
    return source_of(article, view.addresses.get(article.capture, article.capture))


def evidence_words(evidence: Evidence, view: View, *, titles: bool = False) -> str:
    """What the evidence is and says, its articles named by their outlets, or by their titles."""

    def named(ident: str) -> str:
        if ident not in view.articles:
            return ident
        source = _source(view, view.articles[ident])
        return f"“{title_words(source)}”" if titles else outlet_words(source)

    note = evidence_note(evidence, named)
    note = _TIME.sub(lambda m: f"{day_words(m[1])}, {m[2]} UTC", note)
    return f"{EVIDENCE_WORDS[evidence.kind]}: {note}" + ("" if evidence.words is None else f" “{evidence.words}”")


def _side(evidence: Evidence, first: str | None, view: View) -> str:
    """Whether the evidence is for the direction that is told, or against it; where none is told, for whom it is."""
    if evidence.first is None:
        return "Tells nothing"
    if first is None:
        return f"For {outlet_words(_source(view, view.articles[evidence.first]))}"
    return "For" if evidence.first == first else "Against"


def _passages(text: str, spans: list[tuple[Span, int]]) -> Markup:
    out, reached = Markup(""), 0
    for (start, end), n in sorted(spans):
        if start < reached:
            continue
        out += Markup("{}<mark><sup>{}</sup>{}</mark>").format(text[reached:start], n, text[start:end])
        reached = end
    return out + Markup("{}").format(text[reached:])
