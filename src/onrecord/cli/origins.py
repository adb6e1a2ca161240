"""`onrecord origins`: stories and who copied whom, quotations that travel, pages that changed."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.output import print_json, say, talk
from onrecord.errors import NotOnRecord, UsageError

if TYPE_CHECKING:
    from onrecord.desk import Desk
    from onrecord.origins.families import Member, Origin, Tree
    from onrecord.origins.moments import First
    from onrecord.origins.quotations import Rendered, Travelled
    from onrecord.origins.reading import PageVersions
    from onrecord.origins.rows import Named, Rows
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
_EVIDENCE: dict[str, str] = {
    "time": "time",
    "credit": "credit line",
    "wire": "agency mark",
    "containment": "containment",
    "canonical": "canonical address",
}
_ORDER: dict[str | None, str] = {
    "updated": "later by the page's time of update",
    "published": "later by the page's date",
    "retrieved": "later by the time of capture",
    None: "which is later is not known",
}
_ID = re.compile(r"article-[0-9a-f]{20}")
#: Longest lines of lists; side by side the terminal's width counts.
_WIDTH = 110


def origins(
    ident: Annotated[
        str | None,
        typer.Argument(help="A family, an article or a pair (reuse), or the beginning of its id.", metavar="[ID]"),
    ] = None,
    desk: Annotated[Path, typer.Option("--desk", help="Folder of the desk.", envvar="ONRECORD_DESK")] = Path(),
    quotes: Annotated[bool, typer.Option("--quotes", help="Quotations, paraphrases and wording that travel.")] = False,
    versions: Annotated[
        bool, typer.Option("--versions", help="Pages that were captured more than once, and what changed.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", help="Write it as a page; the pages it leads to lie beside it.", metavar="FILE"),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show who printed what first and who copied whom; what travelled between outlets; which pages changed.

    Examples:

      onrecord origins --desk briefing/desk

      onrecord origins family-a29f --html story.html

      onrecord origins reuse-e038      two texts side by side

      onrecord origins --quotes --json

      onrecord origins --versions
    """
    if sum((ident is not None, quotes, versions)) > 1:
        raise UsageError("an ID, --quotes and --versions are three questions: ask them one by one")
    if html is not None and json_:
        raise UsageError("--html writes a page and --json prints data: choose one")
    from onrecord.desk import open_desk
    from onrecord.origins import reading
    from onrecord.origins.rows import load

    found = open_desk(desk)
    with found.open_for_reading() as store:
        rows = load(store.connection)
        if ident is not None:
            ident = _one_id(store.connection, ident)
    if quotes:
        answer: Any = reading.quotations(rows, groups={o.name: o.group for o in found.settings.outlets if o.group})
        lines = _quotation_lines(answer, rows)
    elif versions:
        answer = reading.all_versions(rows)
        lines = _version_lines(answer, rows)
    elif ident is None:
        answer = reading.overview(rows)
        lines = _overview_lines(answer, rows)
    else:
        answer = reading.around(rows, ident)
        lines = _around_lines(answer, rows)
    if html is not None:
        _write(found, html, ident, answer, rows)
    elif json_:
        print_json(answer)
    else:
        for line in lines:
            say(line)


def _one_id(db: Any, prefix: str) -> str:
    """The id that begins so. Raises NotOnRecord where there is none, UsageError where there are several or of other rows."""
    from onrecord.store.read import find_ids

    kinds = ("family-", "article-", "reuse-")
    idents = [i for i in find_ids(db, prefix) if i.startswith(kinds)]
    if prefix in idents:
        return prefix
    if not idents:
        raise NotOnRecord(f"no family, article or reuse on record begins with {prefix!r}")
    if len(idents) > 1:
        raise UsageError(f"{prefix!r} begins {len(idents)} or more ids: {', '.join(idents[:5])}")
    return idents[0]


def _write(desk: Desk, file: Path, ident: str | None, answer: Any, rows: Rows) -> None:
    import os

    from onrecord.brief import origin_pages
    from onrecord.brief.view import view_of
    from onrecord.resolve.knowledge import load

    with desk.open_for_reading() as store:
        view = view_of(store.connection, load(desk.settings.actors))
    captures = Path(os.path.relpath(desk.captures.resolve(), file.resolve().parent)).as_posix()
    try:
        written = origin_pages.write(file, ident, answer, rows, view, captures=captures)
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror}") from error
    talk(f"{written:,} pages written beside it" if written else "no other pages were needed")
    say(str(file))


# ---------------------------------------------------------------- the list and the tree


def _overview_lines(answer: Any, rows: Rows) -> Iterator[str]:
    tally = answer.tally
    if not answer.origins:
        raise NotOnRecord(f"no two of the {tally.articles:,} articles on record are of one origin")
    yield (
        f"{_counted(tally.origins, 'origin')}, {_counted(tally.articles, 'article')}: {tally.in_families:,} of them in"
        f" {_counted(tally.families, 'family', 'families')} of copies"
    )
    for origin in answer.origins:
        yield ""
        yield f"{_counts(origin)}  {origin.id}"
        yield f"    {_title(origin.head)}"
        yield f"    {_first_words(origin, rows)}"
        yield from textwrap.wrap(
            ", ".join(origin.outlets), _WIDTH, initial_indent="    in ", subsequent_indent="       "
        )
    if answer.versions:
        yield ""
        yield f"{_counted(answer.versions, 'page')} captured more than once: onrecord origins --versions"


def _counts(origin: Origin) -> str:
    outlets = _counted(len(origin.outlets), "outlet")
    return f"{_counted(origin.articles, 'article')} of 1 origin, {outlets}, {_days(origin.days)}"


def _first_words(origin: Origin, rows: Rows) -> str:
    if origin.first is not None:
        first = rows.articles[origin.first]
        return f"first: {_outlet(first)}, {_when(origin.head)}"
    if origin.credited is not None:
        return f"first: credited to {origin.credited}, whose own text is not on record"
    return "first: not known"


def _around_lines(answer: Any, rows: Rows) -> Iterator[str]:
    if answer.pair is not None:
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
    if member.reuse is None or member.parent is None or member.share is None:
        return
    parent = _outlet(rows.articles[member.parent])
    relation = {
        "copy": f"{member.kind} of {parent}",
        "unknown": f"{member.kind}, shared with {parent}; which was first is not known",
        "earlier": f"{member.kind}, shared with {parent}; by this pair it was earlier",
    }[member.direction]
    yield f"{pad}    {relation}: {member.share:.0%} of its text  {member.reuse}"
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
    from onrecord.origins.rows import named

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
    def outlet(match: re.Match[str]) -> str:
        article = rows.articles.get(match[0])
        return match[0] if article is None else _outlet(article)

    words = "" if evidence.words is None else f" “{' '.join(evidence.words.split())}”"
    return f"{_EVIDENCE[evidence.kind]}: {_ID.sub(outlet, evidence.note)}{words}"


# ---------------------------------------------------------------- quotations, versions


def _quotation_lines(answer: Any, rows: Rows) -> Iterator[str]:
    if not (answer.quotations or answer.paraphrases or answer.wording):
        raise NotOnRecord("no quotation on record stands in two articles that are no copies of each other")
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


def _version_lines(answer: Sequence[PageVersions], rows: Rows) -> Iterator[str]:
    if not answer:
        raise NotOnRecord("no page on record was captured more than once with different contents")
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
