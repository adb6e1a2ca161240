"""Pages of `onrecord origins`: families as trees, versions with their differences, quotations that travel.

One file that was asked for, and beside it the pages that it leads to: pairs side by side, and articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from markupsafe import Markup

from onrecord import __version__
from onrecord.brief.builder import source_of
from onrecord.brief.html import environment, style
from onrecord.brief.model import Briefing, Source
from onrecord.brief.pages import article_page, evidence_words, reuse_page
from onrecord.brief.templates import outlet_words, published_words, quoted_title
from onrecord.brief.view import View
from onrecord.origins.families import Member, Tree, relation, tree
from onrecord.origins.moments import First
from onrecord.origins.paraphrases import Rendered
from onrecord.origins.quotations import Travelled, Variant
from onrecord.origins.reading import Around, Judged, Overview, PageVersions, Quotations
from onrecord.origins.rows import Rows
from onrecord.origins.same_text import joins
from onrecord.origins.wording import Use, Wording
from onrecord.record import Reuse, Span

_ORDER = {
    "updated": "The second is later by its time of update.",
    "published": "The second is later by its date.",
    "retrieved": "The second was captured later; the pages themselves do not tell.",
    None: "Which is later is not known.",
}
Answer = Overview | Around | Quotations | tuple[PageVersions, ...]


def write(file: Path, ident: str | None, answer: Answer, rows: Rows, view: View, *, captures: str) -> int:
    """Write the page of an answer to `file`, and those it leads to beside it. Gives the number of the latter.

    `ident`: the id that was asked for; `captures`: the folder of captures relative to the file's folder. Raises OSError.
    """
    if isinstance(answer, Around) and answer.pair is not None:
        page = reuse_page(view, answer.pair, back=f"{answer.pair.a}.html")
        pairs, articles = set[str](), {answer.pair.a, answer.pair.b}
    elif isinstance(answer, Overview):
        joined = joins(rows)
        families = {family.id: family for family in rows.families}
        trees = [tree(families[origin.id], rows, joined) for origin in answer.origins]
        page, pairs, articles = _families("Who copied whom", trees, (), view)
    elif isinstance(answer, Around):
        title = "One origin" if ident is not None and ident.startswith("family-") else "An article and its copies"
        page, pairs, articles = _families(title, answer.trees, answer.pairs, view, answer.versions, answer.judged)
    elif isinstance(answer, Quotations):
        page, pairs, articles = _quotations(answer, view)
    else:
        page, pairs, articles = _families("Pages that changed", (), (), view, answer)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page, encoding="utf-8")
    nothing = Briefing("", "", f"onrecord {__version__}", (), (), (), (), (), ())
    for reuse in rows.reuses:
        if reuse.id in pairs:
            articles |= {reuse.a, reuse.b}
            text = reuse_page(view, reuse, back=file.name)
            (file.parent / f"{reuse.id}.html").write_text(text, encoding="utf-8")
    for article in sorted(articles):
        text = article_page(view, view.articles[article], nothing, back=file.name, captures=captures)
        (file.parent / f"{article}.html").write_text(text, encoding="utf-8")
    return len(pairs) + len(articles)


def _families(
    title: str,
    trees: Sequence[Tree],
    loose: Sequence[Reuse],
    view: View,
    versions: Sequence[PageVersions] = (),
    judged: Sequence[Judged] = (),
) -> tuple[str, set[str], set[str]]:
    pairs = {m.reuse for t in trees for m in t.members if m.reuse is not None}
    pairs |= {p.reuse for t in trees for p in t.parts} | {reuse.id for reuse in loose}
    articles = {m.page.article for t in trees for m in t.members} | {a for v in versions for a in v.articles}
    page = environment().get_template("family.html").render(
        style=style(),
        title=title,
        trees=[_tree(t, view) for t in trees],
        pages=[_versions(v, view) for v in versions],
        loose=[_loose(reuse, view) for reuse in loose],
        judged=[_judged(pair, view) for pair in judged],
    )  # fmt: skip
    return page, pairs, articles


def _loose(reuse: Reuse, view: View) -> dict[str, object]:
    shares = ((reuse.a, reuse.share_a), (reuse.b, reuse.share_b))
    told = "; ".join(f"{quoted_title(_source(i, view))} ({_about(i, view)}, {share:.0%} of it)" for i, share in shares)
    first = "which was first is not known" if reuse.first is None else f"first: {_named(reuse.first, view)}"
    return {"text": f"{reuse.kind}: {told}; {first}", "pair": f"{reuse.id}.html"}


def _judged(pair: Judged, view: View) -> dict[str, object]:
    """What persons decided of a pair, and what was found of it."""
    told = []
    for judgement in pair.judgements:
        one, other = (_named(i, view) for i in (judgement.subject, judgement.object or judgement.subject))
        what = f"{one} and {other} are no copies" if judgement.kind == "reuse-not" else f"{one} was before {other}"
        told.append(f"{judgement.judge} judged on {judgement.made_at[:10]}: {what}. {judgement.reason}")
    evidence = [evidence_words(item, view) for item in pair.found.evidence]
    return {"told": told, "found": _loose(pair.found, view)["text"], "evidence": evidence}


def _tree(found: Tree, view: View) -> dict[str, object]:
    origin = found.origin
    held = None if origin.first is None else _named(origin.first, view)
    first = "Which was first is not known." if held is None else f"First: {held}."
    if origin.credited is not None:
        first = f"Credited to {origin.credited}, whose own text is not on record"
        first += "." if held is None else f"; of those on record {held} was first."
    return {
        "id": origin.id,
        "title": quoted_title(_source(origin.head.article, view)),
        "counts": f"{_counted(origin.articles, 'article')} of 1 origin, {_counted(len(origin.outlets), 'outlet')}",
        "first": first,
        "members": [_member(m, view) for m in found.members],
        "parts": [
            {
                "href": f"{p.page.article}.html",
                "title": quoted_title(_source(p.page.article, view)),
                "about": _about(p.page.article, view),
                "share": f"{p.share:.0%}",
                "with": _named(p.member, view),
                "pair": f"{p.reuse}.html",
            }
            for p in found.parts
        ],
    }


def _member(member: Member, view: View) -> dict[str, object]:
    told = None if member.parent is None else relation(member, _named(member.parent, view))
    return {
        "depth": min(member.depth, 4),
        "href": f"{member.page.article}.html",
        "title": quoted_title(_source(member.page.article, view)),
        "about": _about(member.page.article, view),
        "relation": told or "",
        "pair": None if member.reuse is None else f"{member.reuse}.html",
        "versions": len(member.versions),
        "evidence": [
            {"label": label, "text": evidence_words(e, view)}
            for label, items in (
                ("For", member.supports),
                ("Against", member.opposes),
                ("Tells nothing", member.silent),
            )
            for e in items
        ],
    }


def _versions(page: PageVersions, view: View) -> dict[str, object]:
    return {
        "address": page.address,
        "counts": f"{_counted(len(page.articles), 'version')} of one page, counted as 1 article",
        "steps": [
            {
                "older": {"href": f"{s.changes.older}.html", "about": _stated(s.changes.older, view)},
                "newer": {"href": f"{s.changes.newer}.html", "about": _stated(s.changes.newer, view)},
                "order": _ORDER[s.order],
                "changes": s.changes.changes,
                "numbers": s.changes.numbers,
                "quotations": s.changes.quotations,
                "gone": s.changes.gone,
                "old": _marked(view.articles[s.changes.older].text, [c.old for c in s.changes.changes], "del"),
                "new": _marked(view.articles[s.changes.newer].text, [c.new for c in s.changes.changes], "ins"),
            }
            for s in page.steps
        ],
    }


def _quotations(answer: Quotations, view: View) -> tuple[str, set[str], set[str]]:
    groups = [
        *(_travelled(found, view) for found in answer.quotations),
        *(_rendered(pair, view) for pair in answer.paraphrases),
        *(_wording(wording, view) for wording in answer.wording),
    ]
    articles = {v.page.article for q in answer.quotations for origin in q.origins for v in origin}
    articles |= {a for p in answer.paraphrases for a in (p.quotation.article, p.paraphrase.article)}
    articles |= {u.page.article for w in answer.wording for origin in w.origins for u in origin}
    page = environment().get_template("quotations.html").render(style=style(), groups=groups)
    return page, set(), articles


def _travelled(found: Travelled, view: View) -> dict[str, object]:
    def told(variant: Variant) -> str:
        by = "" if found.agreed else f", by {variant.speaker or 'a speaker not known'}"
        return f"{variant.kind}: “{variant.words}”{by}"

    note = found.speaker if found.agreed else "The articles are not read as agreeing on who said it."
    uses = [[(v.page.article, told(v)) for v in origin] for origin in found.origins]
    return _group("The same quotation in independent articles", f"“{found.fullest}”", note, uses, found.first, view)


def _rendered(pair: Rendered, view: View) -> dict[str, object]:
    uses = [[(pair.quotation.article, f"quoted: {pair.quoted}")], [(pair.paraphrase.article, f"told: {pair.told}")]]
    kind = "Quoted by one outlet, told in other words by another: alike, for you to judge"
    return _group(kind, pair.speaker or "", f"{pair.overlap:.0%} of the telling words in both.", uses, None, view)


def _wording(found: Wording, view: View) -> dict[str, object]:
    def told(use: Use) -> str:
        how = "quoted" if use.quoted else "not in quotation marks"
        return how if use.speaker is None else f"{how}, {use.speaker}"

    uses = [[(u.page.article, told(u)) for u in origin] for origin in found.origins]
    note = f"Groups: {', '.join(found.groups)}." if found.groups else ""
    return _group("The same words, whoever says them", f"“{found.words}”", note, uses, found.first, view)


def _group(
    kind: str,
    words: str,
    note: str | None,
    origins: Iterable[Iterable[tuple[str, str]]],
    first: First | None,
    view: View,
) -> dict[str, object]:
    shown = [
        [{"href": f"{a}.html", "about": _about(a, view), "text": text} for a, text in origin] for origin in origins
    ]
    order = ""
    if first is not None:
        order = "First: not known." if first.article is None else f"First: {_named(first.article, view)}."
    count = f"{_counted(len(shown), 'origin')}, {_counted(sum(map(len, shown)), 'article')}"
    return {"kind": kind, "words": words, "note": note or "", "count": count, "first": order, "origins": shown}


def _marked(text: str, spans: Iterable[Span | None], tag: str) -> Markup:
    """The text with the spans in `<ins>` or `<del>`."""
    out, reached = Markup(""), 0
    opening, closing = Markup("<" + tag + ">"), Markup("</" + tag + ">")  # noqa: S704 - "ins" or "del"
    for span in sorted(s for s in spans if s is not None):
        if span.start >= reached:
            out += Markup("{}{}{}{}").format(text[reached : span.start], opening, text[span.start : span.end], closing)
            reached = span.end
    return out + Markup("{}").format(text[reached:])


def _source(article: str, view: View) -> Source:
    found = view.articles[article]
    return source_of(found, view.addresses.get(found.capture, found.capture))


def _about(article: str, view: View) -> str:
    source = _source(article, view)
    found = view.articles[article].published
    clock = f", {found.value[11:16]} UTC" if found is not None and found.precision == "minute" else ""
    return f"{outlet_words(source)} · {published_words(source)}{clock}"


def _stated(article: str, view: View) -> str:
    updated = view.articles[article].updated
    return _about(article, view) + ("" if updated is None else f" · updated {updated.value[:16].replace('T', ' ')}")


def _named(article: str, view: View) -> str:
    return outlet_words(_source(article, view))


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
