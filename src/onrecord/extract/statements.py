"""Who said what to whom, how surely: from the tagger's spans to `Statement` rows.

Takes an article's text, the tagger and the article's mentions; gives statements sorted by where they begin. The tagger finds
source, cue and content; here quotations are made whole (`extents`), statements inside statements are found (`nesting`), and
what a reader must know is read off the words: act and standing (`acts`), hedge and condition (`hedges`), addressee
(`addressee`); speaker, role and day (`page`). Nothing here raises the tagger's score. Linear in the text, but for the
tagger's own cost.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from onrecord.extract.acts import read_act
from onrecord.extract.addressee import addressee_of
from onrecord.extract.clauses import read_clause, without
from onrecord.extract.drafts import is_seeming, only, read_drafts
from onrecord.extract.edges import with_clean_edges
from onrecord.extract.extents import Draft, Tag, with_whole_quotations
from onrecord.extract.hedges import condition_of, hedges_of
from onrecord.extract.nesting import parted, with_nested
from onrecord.extract.page import Naming, Page, made_on, role_beside, role_elsewhere, speakers_of
from onrecord.extract.parentheticals import with_parentheticals
from onrecord.extract.quotes import Quotation, kind_of, outermost, quotations
from onrecord.extract.signed import with_signed
from onrecord.extract.silences import with_silences
from onrecord.extract.stances import with_stances
from onrecord.extract.turns import with_turns
from onrecord.extract.wordlists import WORD, cues
from onrecord.record import Mention, Span, Spans, SpeechAct, Statement, StatementKind, statement_id
from onrecord.text.sentences import sentences
from onrecord.text.spans import hull, trimmed, words_of

#: Acts whose verbs say that somebody spoke, so that a caption with one holds a statement.
_SAYING: Final[frozenset[SpeechAct]] = frozenset(
    {"claim", "deny", "accuse", "promise", "threaten", "request", "propose"}
)
#: Names that begin before the end of a cue and may reach over it: a name and those nested in it.
_NAMES_AROUND: Final = 4
_THAT: Final = re.compile(r"\bthat\s+\Z")
_THAT_CHARS: Final = 12
_QUESTION: Final = re.compile(r"\?[\"'”’»)\]\s]*\Z")


def find_statements(
    text: str,
    *,
    article: str,
    day: str | None,
    tagger: Tag,
    mentions: Sequence[Mention],
    prose: Spans | None = None,
    captions: Spans = (),
) -> tuple[Statement, ...]:
    """The statements of an article, sorted by their first character; ids by `statement_id`, no two the same.

    `article` and `day` are the article's id and ISO day; `mentions` its mentions, sorted by span. `prose` are the blocks to be
    read (None: all of the text); `captions` those among them that stand between paragraphs: they are read apart, so that
    running text goes on across them.
    """
    whole = (Span(0, len(text)),) if text else ()
    kept = whole if prose is None else prose
    running = only(text, tuple(piece for block in kept for piece in without(text, block, captions)))
    found = quotations(running)
    parts = sentences(running)
    tagged, told = parted(read_drafts(running, tagger, parts))
    outer = outermost(found)
    quoted = tuple(quotation.span for quotation in outer)
    clean = with_clean_edges(running, [draft for draft in tagged if not is_seeming(running, draft)], parts)
    stances = with_stances(running, clean, parts, quoted)
    heard = with_silences(running, with_parentheticals(running, stances, parts, quoted), parts, quoted)
    drafts = tuple(with_turns(running, with_whole_quotations(running, with_signed(running, heard, found), found)))
    direct = [kind_of(running, draft.content, outer) == "direct" for draft in drafts]
    drafts = with_nested(running, drafts, told, parts, direct=direct)
    names = sorted(mention.span for mention in mentions if mention.form == "name")
    drafts = tuple(replace(draft, cue=_without_torn_names(running, draft.cue, names)) for draft in drafts)
    page = _page_of(text, running, parts, outer, article=article, day=day, mentions=mentions)
    rows = _rows(page, drafts)
    if captions:
        rows += _caption_rows(page, captions, tagger)
    unique = {row.id: row for row in rows}
    return tuple(sorted(unique.values(), key=lambda row: (_first(row), row.id)))


def _without_torn_names(text: str, cue: Spans, names: Sequence[Span]) -> Spans:
    """The cue without a name that it ends in the midst of: whom somebody told is no part of how they told it.

    `names` are sorted; one may hold another.
    """
    out = []
    for span in cue:
        at = bisect_left(names, span.end, key=lambda name: name.start)
        near = names[max(0, at - _NAMES_AROUND) : at]
        torn = next((name for name in near if span.end < name.end), None)
        kept = None if torn is None or torn.start <= span.start else trimmed(text, Span(span.start, torn.start))
        out.append(span if kept is None else kept)
    return tuple(out)


def _first(row: Statement) -> Span:
    return min((*row.source, *row.cue, *row.content))


def _page_of(
    whole: str,
    text: str,
    parts: Spans,
    outer: Sequence[Quotation],
    *,
    article: str,
    day: str | None,
    mentions: Sequence[Mention],
) -> Page:
    ordered = tuple(sorted(mentions, key=lambda m: m.span))
    namings: dict[Span, list[Mention]] = {}
    for mention in ordered:
        namings.setdefault(mention.head, []).append(mention)
    return Page(
        text=text,
        article=article,
        day=None if day is None else date.fromisoformat(day),
        whole=whole,
        sentences=parts,
        quotations=outer,
        mentions=ordered,
        by_id={mention.id: mention for mention in mentions},
        namings=namings,
    )


def _rows(page: Page, drafts: Sequence[Draft]) -> list[Statement]:
    ids = [statement_id(page.article, draft.source, draft.cue, draft.content) for draft in drafts]
    inner: dict[int, list[Span]] = {}
    for draft in drafts:
        if draft.inside is not None:
            inner.setdefault(draft.inside, []).append(hull((*draft.source, *draft.cue, *draft.content)))
    return [
        _statement(
            page,
            draft,
            row=ids[place],
            outer=None if draft.inside is None else (ids[draft.inside], drafts[draft.inside]),
            inner=tuple(inner.get(place, ())),
        )
        for place, draft in enumerate(drafts)
        if draft.inside is None or ids[draft.inside] != ids[place]
    ]


def _caption_rows(page: Page, captions: Spans, tagger: Tag) -> list[Statement]:
    """Statements of captions: they say what a picture shows, so that only verbs of saying count."""
    apart = only(page.whole, captions)
    found = quotations(apart)
    parts = sentences(apart)
    drafts = [draft for draft in read_drafts(apart, tagger, parts) if _is_saying(apart, draft)]
    shown = replace(page, text=apart, sentences=parts, quotations=outermost(found))
    return _rows(shown, with_whole_quotations(apart, drafts, found))


def _is_saying(text: str, draft: Draft) -> bool:
    lexicon = cues()
    acts = (
        lexicon.phrases.get((base,))
        for span in draft.cue
        for match in WORD.finditer(text, *span)
        for base in lexicon.bases(match.group())
    )
    return any(act is not None and act[1] and act[0] in _SAYING for act in acts)


def _statement(page: Page, draft: Draft, *, row: str, outer: tuple[str, Draft] | None, inner: Spans) -> Statement:
    text = page.text
    sentence = page.sentence(draft.cue)
    if outer is not None:
        # what stands around the outer cue tells of the outer statement
        host = next((s for s in outer[1].content if s.start <= draft.cue[0].start < s.end), sentence)
        start = max(sentence.start, min(host.start, draft.cue[0].start))
        sentence = Span(start, max(min(sentence.end, host.end), draft.cue[0].end))
    clause = read_clause(text, source=draft.source, cue=draft.cue, content=draft.content, sentence=sentence)
    kind = kind_of(text, draft.content, page.quotations)
    reading = read_act(
        clause,
        source=words_of(text, draft.source),
        content=words_of(text, draft.content),
        direct=kind == "direct" and outer is None,
    )
    beside = role_beside(page, draft, clause)
    named = tuple(piece for span in draft.source for piece in without(text, span, () if beside is None else (beside,)))
    speakers, naming = speakers_of(page, named or draft.source, sentence)
    if outer is not None and naming == "unknown" and _takes_up_host(text, draft, outer[1]):
        speakers, naming = _host_body(page, outer[1]) or (speakers, naming)
    own = tuple(piece for span in draft.content for piece in without(text, span, inner))
    standing = reading.standing
    if outer is not None and standing == "made" and _QUESTION.search(text, *sentence) is not None:
        standing = "hypothetical"  # what a question takes in, nobody says
    hedge, likelihood = hedges_of(text, _closed_up(text, (*draft.cue, *own)))
    said_on = made_on(page, draft, clause, reading)
    return Statement(
        id=row,
        article=page.article,
        kind=kind,
        source=draft.source,
        cue=draft.cue,
        content=draft.content,
        speakers=tuple(speaker.id for speaker in speakers),
        naming=naming,
        role=beside or role_elsewhere(page, speakers),
        addressee=addressee_of(text, clause, cue=draft.cue, taken=(*draft.source, *draft.content)),
        act=_act(reading.act, kind, likelihood, speakers),
        hedge=hedge,
        likelihood=likelihood,
        negated=reading.negated,
        condition=condition_of(text, own, within=draft.content),
        standing=standing,
        made_on=None if said_on is None else said_on[0],
        made_on_words=None if said_on is None else said_on[1],
        outer=None if outer is None else outer[0],
        score=draft.score,
    )


def _takes_up_host(text: str, draft: Draft, host: Draft) -> bool:
    """True of "it" that opens what a body said, or a clause of it with "that": "Karvia said it was late and that it hoped"."""
    at = draft.source[0].start if draft.source else -1
    if at < 0 or text[slice(*draft.source[0])].lower() != "it":
        return False
    return (
        any(span.start == at for span in host.content) or _THAT.search(text, max(0, at - _THAT_CHARS), at) is not None
    )


def _host_body(page: Page, host: Draft) -> tuple[tuple[Mention, ...], Naming] | None:
    """Who made the host, where that is one state, body or medium."""
    speakers, naming = speakers_of(page, host.source, page.sentence(host.cue))
    one = len(speakers) == 1 and speakers[0].kind in {"state", "body", "outlet"}
    return (speakers, naming) if one else None


def _act(act: SpeechAct, kind: StatementKind, likelihood: str | None, speakers: Sequence[Mention]) -> SpeechAct:
    """A plain claim of an outlet is a report; one that says how likely it is, an assessment."""
    if act == "claim" and kind != "direct" and any(speaker.kind == "outlet" for speaker in speakers):
        return "report"
    return "assess" if act == "claim" and likelihood is not None else act


def _closed_up(text: str, spans: Spans) -> Spans:
    """The spans in order, those with only white space between them as one ("appeared" + "to waver")."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start >= out[-1].end and not text[out[-1].end : span.start].strip():
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)
