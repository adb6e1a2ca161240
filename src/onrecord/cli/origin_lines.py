"""The answers of `onrecord origins` as lines for a terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.origins.families import EVIDENCE_WORDS, Member, Origin, Tree, evidence_note, relation
from onrecord.origins.moments import First
from onrecord.origins.paraphrases import Rendered
from onrecord.origins.quotations import Travelled
from onrecord.origins.reading import Around, Judged, Overview, PageVersions, Quotations
from onrecord.origins.rows import Named, Rows, named
from onrecord.origins.wording import Wording
from onrecord.record import Article, Evidence, Reuse

#: What a date rests on, in words.
_RESTS: dict[str, str] = {
    "jsonld": "the page's data",
    "meta": "the page's data",
    "time": "the page's data",
    "url": "the address",
    "field": "a field of the input",
    "text": "visible text",
    "inferred": "days that the text names",
}
_ORDER: dict[str | None, str] = {
    "updated": "later by the page's time of update",
    "published": "later by the page's date",
    "retrieved": "later by the time of capture",
    None: "which is later is not known",
}
#: Longest lines of lists; side by side the terminal's width counts.
_WIDTH = 110
#: Outlets of a family that are named in the list; the tree has them all.
_MOST_OUTLETS = 12


# ---------------------------------------------------------------- the list and the tree


def overview_lines(answer: Overview, rows: Rows) -> Iterator[str]:
    """The list of families."""
    tally = answer.tally
    yield (
        f"{_counted(tally.origins, 'origin')}, {_counted(tally.articles, 'article')}: {tally.in_families:,} of them in"
        f" {_counted(tally.families, 'family', 'families')} of copies"
    )
    for origin in answer.origins:
        yield ""
        yield f"{_counts(origin)}  {origin.id}"
        yield f"    {_title(origin.head)}"
        yield f"    {_first_words(origin, rows)}"
        more = len(origin.outlets) - _MOST_OUTLETS
        named_ = [*origin.outlets[:_MOST_OUTLETS], *([f"and {more:,} more"] if more > 0 else [])]
        yield from textwrap.wrap(", ".join(named_), _WIDTH, initial_indent="    in ", subsequent_indent="       ")
    if answer.versions:
        yield ""
        yield f"{_counted(answer.versions, 'page')} captured more than once: onrecord origins --versions"


def _counts(origin: Origin) -> str:
    outlets = _counted(len(origin.outlets), "outlet")
    return f"{_counted(origin.articles, 'article')} of 1 origin, {outlets}, {_days(origin.days)}"


def _first_words(origin: Origin, rows: Rows) -> str:
    first = None if origin.first is None else f"{_outlet(rows.articles[origin.first])}, {_when(origin.head)}"
    if origin.credited is not None:
        held = "" if first is None else f"; of those on record {first}"
        return f"first: credited to {origin.credited}, whose own text is not on record{held}"
    if first is not None:
        return f"first: {first}"
    return "first: not known"


def around_lines(answer: Around, rows: Rows) -> Iterator[str]:
    """A family, an article or a pair."""
    if answer.pair is not None:
        yield from _judged_lines(answer.judged, rows)
        yield from _side_by_side(answer.pair, rows)
        return
    for number, tree in enumerate(answer.trees):
        if number:
            yield ""
        yield from _tree_lines(tree, rows)
    if answer.pairs:
        yield ""
        yield "Shares a part of its text:"
        for reuse in answer.pairs:
            yield from _pair_lines(reuse, rows)
    for page in answer.versions:
        yield ""
        yield from _page_lines(page, rows)
    if answer.judged:
        yield ""
        yield from _judged_lines(answer.judged, rows)


def _judged_lines(judged: Sequence[Judged], rows: Rows) -> Iterator[str]:
    """What persons decided, and below it what was found."""
    for pair in judged:
        for judgement in pair.judgements:
            one, other = (_outlet(rows.articles[i]) for i in (judgement.subject, judgement.object or judgement.subject))
            told = f"no copies: {one}, {other}" if judgement.kind == "reuse-not" else f"first: {one}, before {other}"
            yield f"Judged by {judgement.judge} on {judgement.made_at[:10]}: {told}  {judgement.id}"
            yield f"    {judgement.reason}"
        yield "    found was:"
        yield from _pair_lines(pair.found, rows)


def _tree_lines(tree: Tree, rows: Rows) -> Iterator[str]:
    origin = tree.origin
    versions = origin.captures - origin.articles
    also = f", {_counted(versions, 'more capture')} of the same pages" if versions else ""
    yield f"{_counts(origin)}{also}  {origin.id}"
    yield _first_words(origin, rows)
    for member in tree.members:
        yield ""
        yield from _member_lines(member, rows)
    for part in tree.parts:
        yield ""
        yield f"outside: {_title(part.page)}"
        order = "which was first is not known" if part.first is None else f"first: {_outlet(rows.articles[part.first])}"
        yield f"    {part.share:.0%} of it is shared with {_outlet(rows.articles[part.member])} ({part.kind}); {order}"
        yield f"    {_where(part.page)}  {part.page.article}  {part.reuse}"


def _member_lines(member: Member, rows: Rows) -> Iterator[str]:
    pad = "    " * member.depth
    yield f"{pad}{_title(member.page)}"
    yield f"{pad}    {_where(member.page)}  {member.page.article}"
    for version in member.versions:
        yield f"{pad}    another capture of this page: {version}"
    told = None if member.parent is None else relation(member, _outlet(rows.articles[member.parent]))
    if told is not None:
        yield f"{pad}    {told}  {member.reuse}"
    for label, items in (("for", member.supports), ("against", member.opposes), ("tells nothing", member.silent)):
        for evidence in items:
            yield f"{pad}    {label}: {_evidence(evidence, rows)}"


def _pair_lines(reuse: Reuse, rows: Rows) -> Iterator[str]:
    a, b = rows.articles[reuse.a], rows.articles[reuse.b]
    order = "which was first is not known" if reuse.first is None else f"first: {_outlet(rows.articles[reuse.first])}"
    sides = f"{_outlet(a)} ({reuse.share_a:.0%} of it), {_outlet(b)} ({reuse.share_b:.0%} of it)"
    yield f"    {reuse.kind}: {sides}; {order}  {reuse.id}"
    for evidence in reuse.evidence:
        yield f"        {_evidence(evidence, rows)}"


def _side_by_side(reuse: Reuse, rows: Rows) -> Iterator[str]:
    """The two texts in columns, each shared passage in numbered brackets, the first article on the left."""
    yield from _pair_lines(reuse, rows)
    yield ""
    width = max(24, (min(shutil.get_terminal_size((120, 24)).columns, 200) - 3) // 2)
    sides = [(reuse.a, 0), (reuse.b, 1)]
    if reuse.first == reuse.b:
        sides.reverse()
    columns = []
    for ident, index in sides:
        article = rows.articles[ident]
        lines = textwrap.wrap(_title(named(article)), width) + textwrap.wrap(_where(named(article)), width) + [""]
        for paragraph in _marked(article, [passage[index] for passage in reuse.passages]).split("\n"):
            lines += textwrap.wrap(paragraph, width) or [""]
        columns.append(lines)
    for n in range(max(map(len, columns))):
        left, right = (column[n] if n < len(column) else "" for column in columns)
        yield f"{left:<{width}} | {right}".rstrip()


def _marked(article: Article, spans: Sequence[Any]) -> str:
    out, reached = "", 0
    for n, (start, end) in sorted(enumerate(spans, start=1), key=lambda item: item[1]):
        if start >= reached:
            out += f"{article.text[reached:start]}[{n}> {article.text[start:end]} <{n}]"
            reached = end
    return out + article.text[reached:]


def _evidence(evidence: Evidence, rows: Rows) -> str:
    def outlet(ident: str) -> str:
        article = rows.articles.get(ident)
        return ident if article is None else _outlet(article)

    words = "" if evidence.words is None else f" “{' '.join(evidence.words.split())}”"
    return f"{EVIDENCE_WORDS[evidence.kind]}: {evidence_note(evidence, outlet)}{words}"


# ---------------------------------------------------------------- quotations, versions


def quotation_lines(answer: Quotations, rows: Rows) -> Iterator[str]:
    """What travelled."""
    if answer.quotations:
        yield "The same quotation in independent articles"
    for quotation in answer.quotations:
        yield ""
        yield from _travelled_lines(quotation, rows)
    if answer.paraphrases:
        yield from ("", "Quoted by one outlet, told in other words by another: alike, for you to judge")
    for pair in answer.paraphrases:
        yield ""
        yield from _rendered_lines(pair)
    if answer.wording:
        yield from ("", "The same words, whoever says them")
    for wording in answer.wording:
        yield ""
        yield from _wording_lines(wording, rows)


def _travelled_lines(found: Travelled, rows: Rows) -> Iterator[str]:
    who = found.speaker or "speaker not known"
    yield from _wrapped(f"{who}: “{found.fullest}”" if found.agreed else f"“{found.fullest}”")
    if not found.agreed:
        yield "    the articles are not read as agreeing on who said it"
    yield f"    {_counted(len(found.origins), 'origin')}, {_counted(found.articles, 'article')}; {_first(found.first, rows)}"
    for origin in found.origins:
        for n, variant in enumerate(origin):
            said = "" if found.agreed else f", by {variant.speaker or 'a speaker not known'}"
            yield f"    {'  copy: ' if n else ''}{_where(variant.page)}{said}: {variant.kind}  {variant.statement}"
            if variant.kind in {"shortened", "other words"}:
                lacks = "".join(f" [-{words}-]" for words in variant.missing)
                has = "".join(f" {{+{words}+}}" for words in variant.other)
                yield from _wrapped(f"“{variant.words}”{lacks}{has}", indent=8)


def _rendered_lines(pair: Rendered) -> Iterator[str]:
    yield f"{pair.speaker or 'speaker not known'} ({pair.overlap:.0%} of the telling words: {', '.join(pair.shared)})"
    yield from _wrapped(f"quoted: {pair.quoted}  ({_where(pair.quotation)}, {pair.quotation_statement})", indent=4)
    yield from _wrapped(f"told: {pair.told}  ({_where(pair.paraphrase)}, {pair.paraphrase_statement})", indent=4)


def _wording_lines(wording: Wording, rows: Rows) -> Iterator[str]:
    yield from _wrapped(f"“{wording.words}”")
    groups = f"; groups: {', '.join(wording.groups)}" if wording.groups else ""
    counts = f"{_counted(len(wording.origins), 'origin')}, {_counted(wording.articles, 'article')}"
    yield f"    {counts}{groups}; {_first(wording.first, rows)}"
    for origin in wording.origins:
        for n, use in enumerate(origin):
            how = "quoted" if use.quoted else "not in quotation marks"
            who = "" if use.speaker is None else f", {use.speaker}"
            yield f"    {'  copy: ' if n else ''}{_where(use.page)}: {how}{who}  {use.page.article}"


def version_lines(answer: Sequence[PageVersions], rows: Rows) -> Iterator[str]:
    """Pages that changed."""
    for number, page in enumerate(answer):
        if number:
            yield ""
        yield from _page_lines(page, rows)


def _page_lines(page: PageVersions, rows: Rows) -> Iterator[str]:
    yield f"{page.address}: {_counted(len(page.articles), 'version')} of one page, counted as 1 article"
    for step in page.steps:
        changes = step.changes
        yield f"  {changes.older}  {_outlet(rows.articles[changes.older])}"
        yield f"  {changes.newer}  {_ORDER[step.order]}"
        if not changes.changes:
            yield "    nothing in the text changed"
        for change in changes.changes:
            cut = "" if change.was is None else f"[-{change.was}-]"
            put = "" if change.now is None else f"{{+{change.now}+}}"
            shown = " ".join(part for part in (change.before, cut, put, change.after) if part)
            yield from _wrapped(shown, indent=4)
        for number in changes.numbers:
            yield f"    number: {number.was} became {number.now}"
        for quotation in changes.quotations:
            was, now = quotation.was, quotation.now
            told = f"“{was}” became “{now}”" if was and now else f"“{was or now}”"
            yield from _wrapped(f"quotation {quotation.kind}: {told}", indent=4)
        for gone in changes.gone:
            yield from _wrapped(
                f"words gone: {gone.speaker or 'speaker not known'}: {gone.words}  ({gone.statement})", indent=4
            )
            if gone.now is not None:
                yield from _wrapped(f"in its place: {gone.now_words}  ({gone.now})", indent=6)


# ---------------------------------------------------------------- words for dates and counts


def _wrapped(text: str, *, indent: int = 0) -> list[str]:
    pad = " " * indent
    return textwrap.wrap(" ".join(text.split()), _WIDTH, initial_indent=pad, subsequent_indent=pad + "  ")


def _counted(count: int, noun: str, plural: str | None = None) -> str:
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def _days(days: Sequence[str]) -> str:
    return " to ".join(days) if days else "no date"


def _title(page: Named) -> str:
    return " ".join((page.title or "(no headline)").split())


def _outlet(article: Article) -> str:
    return article.outlet or f"an unnamed outlet ({article.id})"


def _where(page: Named) -> str:
    return f"{page.outlet or 'unnamed outlet'}, {_when(page)}"


def _when(page: Named) -> str:
    """The time of publication to its precision, with what it rests on."""
    if page.published is None or page.evidence is None:
        return "no date"
    value = page.published
    if page.precision == "minute" and len(value) > 16:
        shown = f"{value[:10]} {value[11:16]} UTC"
    elif page.precision == "range":
        shown = f"{value[:10]} to {page.until}" if page.until else f"{value[:10]} or soon after"
    else:
        shown = value[: {"month": 7, "year": 4}.get(page.precision or "", 10)]
    about = "about " if page.evidence == "inferred" else ""
    return f"{about}{shown} ({_RESTS[page.evidence]})"


def _first(first: First, rows: Rows) -> str:
    if first.article is not None:
        return f"first: {_outlet(rows.articles[first.article])}"
    names = [_outlet(rows.articles[ident]) for ident in first.candidates]
    return "first: not known, may be " + " or ".join(dict.fromkeys(names))
