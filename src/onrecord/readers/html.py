"""A marked-up page: main text by region, labels by elements, facts by metadata.

Takes the bytes, gives articles whose blocks are runs of elements (see `onrecord.readers.markup` for how their words are
taken). Most pages hold one article; several article elements with a heading and prose of their own, or a newsletter below
the lead, are several.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from onrecord.errors import Unreadable
from onrecord.readers import shape
from onrecord.readers.assemble import Draft, assemble
from onrecord.readers.dating import choose_date
from onrecord.readers.decode import REPLACEMENT, choose_encoding
from onrecord.readers.density import is_linked, stands_in
from onrecord.readers.elements import head_hint, hint_of
from onrecord.readers.groups import Groups, groups_of, shows_time
from onrecord.readers.lines import PROSE_KINDS, Kind, kinds_of, label_marked
from onrecord.readers.live import clock_dates
from onrecord.readers.markup import (
    HEADINGS,
    MOST_ELEMENTS,
    MOST_RUNS,
    Run,
    collapse,
    element_at,
    parse,
    runs_of,
    walk,
)
from onrecord.readers.metadata import Declared, dated, read_metadata, without_site
from onrecord.readers.outlets import host_of
from onrecord.readers.page import Facts, Page, Piece
from onrecord.readers.phrases import AFTER, COMMENTS, line_key
from onrecord.readers.region import Region, find_region, is_outside
from onrecord.readers.split import seams
from onrecord.record import BlockLabel, Dated, Problem, Reading

READER: Final = "html/1"

_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN: Final = 4096  # bytes; browsers look at the first 1,024, content systems are less strict
#: Runs around the headline in which date lines, bylines and standfirsts are looked for.
_HEAD_REACH: Final = 8
#: Runs after the last main run in which notes and credits are looked for.
_TAIL_REACH: Final = 6
#: A box headed "Related topics" may stand inside the text: it ends it only after this many times as much prose as follows.
_BOX: Final = 4


#: Agreement of the two extractors under which a person should look. With trafilatura and readability 10% of 181 news pages lie
#: under it, among them six of the eight that were read badly.
_SURE: Final = 0.8


@dataclass(frozen=True, slots=True)
class _Marked:
    """The runs of a page with what was found about them."""

    runs: Sequence[Run]
    main: frozenset[int]
    groups: Groups
    heads: dict[int, int]
    holder: str


def read_html(page: Page) -> Reading:
    """The articles of a page. Raises Unreadable (`empty`, `binary`, `too deep`)."""
    encoding = choose_encoding(page.data, declared=_declared(page.data))
    text = encoding.text(page.data[encoding.begin :])
    problems: list[Problem] = []
    replaced = text.count(REPLACEMENT) - (page.data.count(REPLACEMENT.encode()) if encoding.name == "utf-8" else 0)
    if replaced > 0:
        detail = f"{replaced} characters that are no text in {encoding.name} were replaced"
        problems.append(Problem(page.name, "repaired", detail, None, page.capture))
    drafts, faults = drafts_of(text, page)
    articles, stray, more = assemble(page, READER, drafts)
    problems += [*faults, *more]
    if not articles:
        if any(fault.reason == "too deep" for fault in faults) and not stray:
            raise Unreadable("too deep", "its elements are nested over 256 deep, and no text stands above that")
        problems.append(Problem(page.name, "no text", "no article was found on the page", None, page.capture))
    return Reading(READER, encoding.name, articles, stray, tuple(problems))


def drafts_of(
    text: str, page: Page, *, prefix: str = "", facts: Facts | None = None
) -> tuple[list[Draft], list[Problem]]:
    """The articles of markup before they are put together, and problems.

    Places begin with `prefix`; `facts` known from elsewhere go before what the markup declares.
    """
    root, limit = parse(text)
    problems: list[Problem] = []
    if limit == "long":
        detail = "a script or text of over 10 MB stands in it, and nothing after that was read"
        problems.append(Problem(page.name, "cut", detail, prefix or None, page.capture))
    elif limit == "deep":
        problems.append(
            Problem(page.name, "too deep", "elements nested over 256 deep were not read", prefix or None, page.capture)
        )
    runs, cut = ([], False) if root is None else walk(root)
    if cut:
        detail = f"only its first {MOST_RUNS:,} paragraphs or {MOST_ELEMENTS:,} elements were read"
        problems.append(Problem(page.name, "cut", detail, prefix or None, page.capture))
    if root is None or not runs:
        return [], problems
    declared = read_metadata(root, page)
    for words, place in declared.faults:
        detail = f"{words!r} does not exist or cannot be told for certain; it is not used"
        problems.append(Problem(page.name, "bad date", detail, prefix + place, page.capture))
    region = find_region(root, runs)
    if region.agreement < _SURE:
        detail = f"two ways to find the main text agree on {region.agreement:.0%} of it"
        problems.append(Problem(page.name, "to review", detail, prefix or None, page.capture))
    marked = _mark(runs, region, declared)
    if region.parts > 1 and not marked.groups.several and region.agreement >= _SURE:
        detail = f"the main text stands in {region.parts} parts of the page: one may be another text"
        problems.append(Problem(page.name, "to review", detail, prefix or None, page.capture))
    drafts = _drafts(marked, declared)
    return [
        _placed(draft, prefix, facts if number == 0 else None) for number, draft in enumerate(drafts)
    ] if prefix else drafts, problems


def _placed(draft: Draft, prefix: str, known: Facts | None) -> Draft:
    """The draft with `prefix` before its places, and with the facts known from elsewhere before its own."""

    def put(dates: tuple[Dated, ...]) -> tuple[Dated, ...]:
        return tuple(replace(dated, place=None if dated.place is None else prefix + dated.place) for dated in dates)

    own = draft.facts
    facts = replace(
        own,
        title_place=None if own.title_place is None else prefix + own.title_place,
        published=put(own.published),
        updated=put(own.updated),
        credits=tuple((holder, words, prefix + place) for holder, words, place in own.credits),
    )
    if known is not None:
        facts = Facts(
            title=known.title or facts.title,
            title_place=known.title_place if known.title else facts.title_place,
            outlet=known.outlet or facts.outlet,
            byline=known.byline or facts.byline,
            language=known.language or facts.language,
            url=known.url or facts.url,
            published=(*known.published, *facts.published),
            updated=(*known.updated, *facts.updated),
            credits=facts.credits,
        )
    pieces = tuple(replace(item, piece=replace(item.piece, place=prefix + item.piece.place)) for item in draft.pieces)
    return Draft(pieces, facts)


def texts_at(data: bytes, places: Sequence[str]) -> list[str]:
    """The words at places of the form `path:...`. Raises ValueError for a place that the page does not have."""
    encoding = choose_encoding(data, declared=_declared(data))
    return texts_in(encoding.text(data[encoding.begin :]), places)


def texts_in(markup: str, places: Sequence[str]) -> list[str]:
    """The words at places in markup that is already text; see `texts_at`."""
    root, _ = parse(markup)
    runs = {} if root is None else {run.place: run.text for run in runs_of(root)}
    out = []
    for place in places:
        words = runs.get(place)
        if words is None and root is not None:
            path, attribute, name = place.removeprefix("path:").partition("/@")
            element = element_at(root, path)
            value = None if element is None else element.get(name) if attribute else element.text
            words = None if value is None else collapse(value)
        if words is None:
            raise ValueError(f"{place!r} is no place in this page")
        out.append(words)
    return out


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_DECLARED_WITHIN])
    return None if match is None else (match[1] or match[2]).decode("ascii", "replace")


def _mark(runs: Sequence[Run], region: Region, declared: Declared) -> _Marked:
    """Groups (article elements, entries of a live blog) and the headline of each."""
    main = set(region.main)
    groups = groups_of(runs, declared)
    if groups.several:
        main = {
            i
            for i, run in enumerate(runs)
            if groups.of[i] is not None
            and not groups.beside(run, i)
            and (i in main or (groups.of[i] in groups.tops and run.is_sentence and not is_linked(run)))
        }
    else:
        main = _before_tail(runs, main)
    heads: dict[int, int] = {}
    members_of: dict[int | None, list[int]] = {}
    for index, group_here in enumerate(groups.of):
        members_of.setdefault(group_here, []).append(index)
    if groups.live:
        main |= _live_main(runs, groups, members_of, main)
    for group in sorted({group or 0 for group in groups.of}):
        members = members_of.get(group) or (() if groups.live else range(len(runs)))
        entry = groups.live and group in groups.tops
        head = _entry_heading(runs, members) if entry else _headline(runs, members, main, declared)
        if head is not None:
            heads[group] = head
    return _Marked(runs, frozenset(main), groups, heads, region.holder)


def _entry_heading(runs: Sequence[Run], members: Sequence[int]) -> int | None:
    """The first heading of an entry, where no prose stands before it."""
    for index in members:
        if runs[index].marks[-1].tag in HEADINGS:
            return index
        if runs[index].is_sentence:
            return None
    return None


def _live_main(
    runs: Sequence[Run], groups: Groups, members_of: Mapping[int | None, Sequence[int]], main: set[int]
) -> set[int]:
    """More main runs: the sentences between headline and first entry, and the few words of an entry without a sentence."""
    lead = members_of.get(0, ())
    head = next((i for i in lead if any(mark.tag == "h1" for mark in runs[i].marks[-3:])), len(runs))
    more = {
        i for i in lead if i > head and runs[i].is_sentence and not is_linked(runs[i]) and not groups.beside(runs[i], i)
    }
    for group in groups.tops:
        members = members_of.get(group, ())
        if not any(i in main for i in members):
            more |= {
                i
                for i in members
                if runs[i].marks[-1].tag not in HEADINGS
                and not is_linked(runs[i])
                and not groups.beside(runs[i], i)
                and not shows_time(runs[i])
            }
    return more


def _before_tail(runs: Sequence[Run], main: set[int]) -> set[int]:
    """The main runs before a heading such as "Comments" or "Related stories", where most of the prose comes before it."""
    left = sum(runs[i].words for i in main)
    seen = 0
    for index in range(min(main, default=0), max(main, default=-1) + 1):
        run = runs[index]
        if run.marks[-1].tag in HEADINGS and seen > left:
            key = line_key(run.text)
            if COMMENTS.match(key) or (seen > _BOX * left and AFTER.match(key)):
                return {i for i in main if i < index}
        if index in main:
            words = run.words
            seen, left = seen + words, left - words
    return main


def _headline(runs: Sequence[Run], members: Sequence[int], main: set[int], declared: Declared) -> int | None:
    """The run that is the headline: the heading that shows the declared title, else the last h1 before the main text."""
    first = next((i for i in members if i in main and runs[i].is_sentence), None)
    if first is None:
        return None
    keys = {line_key(title) for title in declared.titles} | {
        line_key(without_site(title, {})) for title in declared.titles
    }
    headings = [
        i for i in members if runs[i].marks[-1].tag in HEADINGS or any(m.tag == "h1" for m in runs[i].marks[-3:])
    ]
    same = [i for i in headings if line_key(runs[i].text) in keys]
    if same:
        return same[0]
    tops = [i for i in headings if any(m.tag == "h1" for m in runs[i].marks[-3:])]
    before = [i for i in tops if i < first]
    if before or tops:
        return (before or tops[:1])[-1]
    near = [i for i in headings if first - _HEAD_REACH <= i < first and runs[i].marks[-1].tag in {"h2", "h3", "h4"}]
    return near[0] if near else None


def _drafts(marked: _Marked, declared: Declared) -> list[Draft]:
    """One draft for each article of the page; runs outside all article elements go with the first or the last."""
    pieces, kinds = _pieces(marked)
    pieces = _with_tail(_with_head(pieces, kinds, marked), kinds, marked)
    if marked.groups.live:
        return _live_drafts(_with_times(pieces, kinds, marked), kinds, marked, declared)
    kept = [i for i, piece in enumerate(pieces) if piece.kept]
    begin, end = (kept[0], kept[-1] + 1) if kept else (0, 0)
    inner = seams(pieces[begin:end], kinds[begin:end])
    bounds = [0, *(begin + seam for seam in inner), len(pieces)]
    out = []
    for number, (start, stop) in enumerate(pairwise(bounds)):
        shared = Facts(outlet=declared.facts.outlet, language=declared.facts.language, url=declared.facts.url)
        base = declared.facts if number == 0 else shared
        facts = replace(base, published=(*base.published, *_stamps(marked, pieces, start, stop)))
        out.append(Draft(tuple(label_marked(pieces[start:stop], kinds[start:stop])), facts))
    return out


def _live_drafts(pieces: list[Piece], kinds: Sequence[Kind], marked: _Marked, declared: Declared) -> list[Draft]:
    """What stands before the first entry, and every entry with its own time, byline and address."""
    groups, known = marked.groups, declared.facts
    begins: dict[int, int] = {}
    for index, group in enumerate(groups.of):
        if group is not None and group in groups.tops:
            begins.setdefault(group, index)
    order = sorted(begins, key=lambda group: begins[group])
    bounds = [*(begins[group] for group in order), len(pieces)]
    heads = [
        next(((p.text, p.place) for p in pieces[start:stop] if p.hint == "dateline" and p.kept), None)
        for start, stop in pairwise(bounds)
    ]
    clocks = clock_dates(heads, choose_date(known.published))
    lead = pieces[: bounds[0]]
    out = [Draft(tuple(label_marked(lead, kinds[: bounds[0]])), known)]
    for group, (start, stop), clock in zip(order, pairwise(bounds), clocks, strict=True):
        update = groups.updates.get(group)
        stamps = _stamps(marked, pieces, start, stop)
        dates = (*(() if update is None or update.published is None else (update.published,)), *stamps)
        facts = Facts(
            title=known.title,
            outlet=known.outlet,
            byline=None if update is None else update.byline,
            language=known.language,
            section=known.section,
            url=known.url if update is None or host_of(update.url) != host_of(known.url) else update.url,
            published=dates or (() if clock is None else (clock,)),
        )
        out.append(Draft(tuple(label_marked(pieces[start:stop], kinds[start:stop])), facts))
    return out


def _with_times(pieces: list[Piece], kinds: Sequence[Kind], marked: _Marked) -> list[Piece]:
    """The pieces with the time and the byline of each entry taken in."""
    out = list(pieces)
    timed: set[int] = set()
    told: set[int] = set()
    for index, piece in enumerate(pieces):
        group = marked.groups.of[index]
        if group is None or group not in marked.groups.tops:
            continue
        if group not in timed and shows_time(marked.runs[index]) and piece.hint != "headline":
            timed.add(group)
            out[index] = replace(piece, hint="dateline", kept=True)
        elif kinds[index] == "byline" and group not in told:
            out[index] = replace(piece, hint="byline", kept=True)
        elif index in marked.main and kinds[index] in PROSE_KINDS:
            told.add(group)
    return out


def _pieces(marked: _Marked) -> tuple[list[Piece], list[Kind]]:
    """The runs as pieces with hints from their elements, and their kinds; what stands between main runs is judged by its kind."""
    runs, main = marked.runs, marked.main
    heads = set(marked.heads.values())
    grouped = marked.groups.several
    order = sorted(main)
    first, last = (order[0], order[-1]) if order else (0, -1)
    containers = {runs[i].marks[-2].path for i in main if len(runs[i].marks) > 1 and runs[i].is_sentence}
    # kinds and hints are needed near the main text only; menus and teasers are most of many pages
    near = [*order[:1], *order[-1:], *heads]
    begin, end = (max(0, min(near) - _HEAD_REACH - 1), max(near) + _TAIL_REACH + 1) if near else (0, 0)
    raw = [
        Piece(
            run.text,
            run.place,
            "headline" if index in heads else hint_of(run) if begin <= index < end else None,
            kept=False,
            links=run.linked / len(run.text) if run.linked else 0.0,
            group=marked.groups.of[index],
        )
        for index, run in enumerate(runs)
    ]
    away: Kind = "button"
    kinds = [*(away for _ in raw[:begin]), *kinds_of(raw[begin:end]), *(away for _ in raw[end:])]
    out: list[Piece] = []
    for index, piece in enumerate(raw):
        run = runs[index]
        kept = index in heads
        if index in main:
            head = marked.heads.get(marked.groups.of[index] or 0)
            before_head = head is not None and index < head and kinds[index] not in PROSE_KINDS
            furniture = kinds[index] in {"legal", "button", "promo", "tail"} and is_outside(run)
            kept = kept or not (before_head or furniture)
        elif first <= index <= last and (marked.groups.of[index] is not None or not grouped):
            kept = kept or (
                not marked.groups.beside(run, index) and _belongs(marked, index, piece.hint, kinds[index], containers)
            )
        out.append(replace(piece, kept=True) if kept else piece)
    return out, kinds


def _belongs(marked: _Marked, index: int, hint: BlockLabel | None, kind: Kind, containers: set[str]) -> bool:
    """Whether a run between main runs, which the extractor passed over, belongs to the article."""
    run, main = marked.runs[index], marked.main
    if hint in {"caption", "note"} or kind in {"caption", "note"}:
        return True
    if is_linked(run):
        return False
    around = [mark.path for mark in run.marks[-3:-1]]
    beside = bool(around) and around[-1] in containers
    if hint == "subheading":
        return index + 1 in main or beside
    if hint in {"quote", "list"}:
        return stands_in(run, marked.holder) or any(path in containers for path in around)
    return beside and (kind in PROSE_KINDS or (index - 1 in main and shape.is_name(run.text)))


def _with_head(pieces: list[Piece], kinds: Sequence[Kind], marked: _Marked) -> list[Piece]:
    """The pieces with bylines, date lines, standfirsts and the first caption near each headline taken in."""
    out = list(pieces)
    grouped = marked.groups.several
    members_of: dict[int | None, list[int]] = {}
    for index in sorted(marked.main):
        members_of.setdefault(marked.groups.of[index] if grouped else 0, []).append(index)
    for group, head in marked.heads.items():
        members = members_of.get(group, [])
        first = next((i for i in members if i > head and shape.is_sentence(pieces[i].text)), None)
        if first is None:
            continue
        for index in range(max(0, head - _HEAD_REACH), min(len(pieces), max(first, head) + 3)):
            if pieces[index].group != pieces[head].group or index == head:
                continue
            label = head_hint(
                pieces[index], kinds[index], marked.runs[index], before=index < first, after_head=index > head
            )
            if label is not None:
                out[index] = replace(pieces[index], hint=label, kept=True)
    return out


def _with_tail(pieces: list[Piece], kinds: Sequence[Kind], marked: _Marked) -> list[Piece]:
    """The pieces with notes, credits and a signature right after the last main run taken in."""
    out = list(pieces)
    for end in _ends(marked):
        for index in range(end + 1, min(len(pieces), end + _TAIL_REACH)):
            run, kind = marked.runs[index], kinds[index]
            if (
                pieces[index].kept
                or pieces[index].group != pieces[end].group
                or any(mark.tag == "footer" for mark in run.marks)
            ):
                continue
            if kind == "note":
                out[index] = replace(pieces[index], hint="note", kept=True)
            elif kind == "credit" and not any(mark.tag == "aside" for mark in run.marks):
                out[index] = replace(pieces[index], hint="credit", kept=True)
            elif index == end + 1 and kinds[end] == "closing" and shape.is_name(run.text):
                out[index] = replace(pieces[index], hint="byline", kept=True)
    return out


def _ends(marked: _Marked) -> list[int]:
    """The last main run of each group."""
    last: dict[int | None, int] = {}
    for index in sorted(marked.main):
        last[marked.groups.of[index]] = index
    return list(last.values())


def _stamps(marked: _Marked, pieces: Sequence[Piece], start: int, stop: int) -> list[Dated]:
    """Machine dates of `<time>` elements in the kept head of an article, as candidates."""
    out = []
    for index in range(start, stop):
        if pieces[index].kept and pieces[index].hint in {"dateline", "byline", "headline"}:
            for path, words in marked.runs[index].stamps[:3]:
                found = dated(words, "time", f"path:{path}/@datetime")
                if found is not None and not re.search(r"updated|modified", marked.runs[index].text, re.IGNORECASE):
                    out.append(found)
    return out
