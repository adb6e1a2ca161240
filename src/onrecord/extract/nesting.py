"""Statements inside statements: "the ministry said it hoped the neighbours would call on both sides to talk".

What the tagger tells of the inside of a content is nested in it, and so is what plain word order shows there (`chains`), up to
three deep.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.extract.acts import phrases_in
from onrecord.extract.chains import chained_in
from onrecord.extract.extents import Draft
from onrecord.extract.lexicon import BODY_NOUNS, GROUPS
from onrecord.extract.wordlists import WORD, cues, role_nouns
from onrecord.record import Span, Spans
from onrecord.text.spans import contains, hull, overlaps, trimmed

#: Outermost, nested, nested in the nested one.
DEEPEST: Final = 3
#: Score factor of what word order alone shows, by judgement: there is no gold for nested attributions in PolNeAR.
WORD_ORDER: Final = 0.7
#: A content of fewer words holds no statement with a source, a cue and a content of its own.
_FEWEST_WORDS: Final = 6
_FIRST_PERSON: Final = frozenset({"i", "we", "my", "our", "me", "us"})
_NO_CUE: Final = frozenset("of to for with by from in on at as about and or is are was were be been".split())
_DETERMINERS: Final = frozenset("the a an this that these those its".split())
_HEAD: Final = re.compile(r"[^\s,;]+(?:\s+(?!(?:of|to|in|for|on|by|at|from|with|between|about)\b)[^\s,;]+)*")
_MARKS: Final = frozenset("“„‟\"«‘‚‹'`")


class _Contents:
    """The content spans of drafts, to be asked which of them hold a stretch of text."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._spans = sorted(
            (span.start, span.end, place) for place, draft in enumerate(drafts) for span in draft.content
        )
        # for each span the one nearest before it that reaches further: those between cannot hold what it does not
        self._further: list[int] = []
        for at, (_, end, _) in enumerate(self._spans):
            before = at - 1
            while before >= 0 and self._spans[before][1] <= end:
                before = self._further[before]
            self._further.append(before)

    def holding(self, span: Span) -> list[int]:
        """Places of the drafts whose content holds the span, each once."""
        at = bisect_right(self._spans, (span.start, float("inf"), 0)) - 1
        found: dict[int, None] = {}
        while at >= 0:
            _, end, place = self._spans[at]
            if end >= span.end:
                found[place] = None
                at -= 1
            else:
                at = self._further[at]
        return list(found)


def parted(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """The drafts that stand in no other's content, and those that do, each in the order given."""
    contents = _Contents(drafts)
    outer: list[Draft] = []
    inner: list[Draft] = []
    for place, draft in enumerate(drafts):
        hosts = [host for host in contents.holding(hull(draft.cue)) if host != place]
        inside = any(not _holds(draft, drafts[host]) for host in hosts)
        (inner if inside else outer).append(draft)
    return outer, inner


def _holds(outer: Draft, inner: Draft) -> bool:
    """Whether the inner cue stands in the outer content."""
    cue = hull(inner.cue)
    return any(contains(span, cue) for span in outer.content)


def with_nested(
    text: str, drafts: Sequence[Draft], told: Sequence[Draft], sentences: Spans, *, direct: Sequence[bool]
) -> tuple[Draft, ...]:
    """The drafts and, behind them, what stands inside their contents; `direct` says which are whole quotations.

    `told` are those that the tagger found inside others; each goes into the smallest content that holds it.
    """
    drafts, direct = _without_deeds(text, drafts, direct)
    drafts = [draft if draft.inside is None else _as_clause(text, draft, sentences) or draft for draft in drafts]
    clauses = (_as_clause(text, draft, sentences) for draft in told)
    own_words = [span for draft, whole in zip(drafts, direct, strict=True) if whole for span in draft.content]
    out = _with_told(drafts, [one for one in clauses if one is not None and not _is_own_view(text, one, own_words)])
    direct = [*direct, *(direct[_root(out, place)] for place in range(len(drafts), len(out)))]
    cued: dict[int | None, list[Span]] = {}
    for place, draft in enumerate(out):
        cued.setdefault(place, []).extend(draft.cue)
        cued.setdefault(draft.inside, []).extend(draft.cue)
    level = [place for place in range(len(out)) if _depth(out, place) < DEEPEST - 1]
    spoken = list(direct)
    while level:
        hosts = [(span, place) for place in level for span in _long_enough(text, out[place])]
        if not hosts:
            break
        hosts.sort()
        level = []
        for draft, place in _by_word_order(text, hosts):
            first = _first_word(text, draft.source)
            if first == "you" or (spoken[place] and first in _FIRST_PERSON):
                continue  # "I think" in one's own words is a hedge, not somebody else's view
            if any(overlaps(known, span) for known in cued.get(place, ()) for span in draft.cue):
                continue  # found at the first look, or the host itself again
            cued.setdefault(place, []).extend(draft.cue)
            cued.setdefault(len(out), []).extend(draft.cue)
            out.append(Draft(draft.source, draft.cue, draft.content, out[place].score * draft.score, inside=place))
            spoken.append(spoken[place])
            if _depth(out, len(out) - 1) < DEEPEST - 1:
                level.append(len(out) - 1)
    return tuple(out)


def _without_deeds(
    text: str, drafts: Sequence[Draft], direct: Sequence[bool]
) -> tuple[Sequence[Draft], Sequence[bool]]:
    """Both without those inside others whose cue tells no saying, thinking or wanting."""
    kept = [place for place, draft in enumerate(drafts) if draft.inside is None or _tells(text, draft)]
    if len(kept) == len(drafts):
        return drafts, direct
    moved = {old: new for new, old in enumerate(kept)}

    def host(place: int | None) -> int | None:
        while place is not None and place not in moved:
            place = drafts[place].inside
        return None if place is None else moved[place]

    return [replace(drafts[place], inside=host(drafts[place].inside)) for place in kept], [direct[at] for at in kept]


def _as_clause(text: str, draft: Draft, sentences: Spans) -> Draft | None:
    """The attribution with what its own sentence gives as content: what follows the cue, else what stands before it.

    Inside a content the tagger tends to take all the rest of it. None where no source, no verb or no content is left.
    """
    cue = draft.cue[-1]
    if not draft.source or _is_thing(text, draft) or not _tells(text, draft):
        return None
    at = max(bisect_right(sentences, cue.start, key=lambda s: s.start) - 1, 0)
    limit = sentences[at] if sentences else Span(0, len(text))
    behind = [span for span in draft.content if span.start >= cue.end]
    if behind and behind[0].start < limit.end:
        first = behind[0]
        quoted = text[first.start] in _MARKS
        content = first if quoted or first.end <= limit.end else _without_stop(text, Span(first.start, limit.end))
        content = _with_chained(text, cue, content)
    elif behind:
        return None
    else:
        last = draft.content[-1]
        content = last if last.start >= limit.start else Span(max(last.start, min(limit.start, last.end - 1)), last.end)
    if any(overlaps(content, span) for span in (*draft.source, *draft.cue)) or len(_words(text, (content,))) < 2:
        return None
    return replace(draft, content=(content,))


def _tells(text: str, draft: Draft) -> bool:
    """Whether the cue has a word of saying, thinking or wanting: without a gold for this the tagger takes deeds for words."""
    words = [word.lower() for word in _words(text, draft.cue)]
    if all(word in _NO_CUE for word in words):
        return False
    lexicon = cues()
    known = lexicon.inner | lexicon.refusing | lexicon.silent | lexicon.open | lexicon.attitudes | lexicon.signs
    return bool(phrases_in(words, lexicon)) or any(lexicon.bases(word) & known for word in words)


def _is_thing(text: str, draft: Draft) -> bool:
    """True of "the visit | reflects": neither a person nor a body nor what somebody wrote."""
    head = _HEAD.match(text, *draft.source[0])
    words = [] if head is None else WORD.findall(head.group())
    if not {base for word in _words(text, draft.cue) for base in cues().bases(word)} & cues().signs:
        return False
    if len(words) < 2 or words[0].lower() not in _DETERMINERS or any(word[0].isupper() for word in words[1:]):
        return False
    noun = words[-1].lower()
    return noun not in role_nouns() | BODY_NOUNS | GROUPS | cues().writings


def _with_chained(text: str, cue: Span, content: Span) -> Span:
    """The content from the cue on, where a speaker and a verb stand between: "hoped | the council would call on | both"."""
    gap = trimmed(text, Span(cue.end, content.start)) if cue.end < content.start else None
    chained = None if gap is None else next(chained_in(text, Span(gap.start, content.end)), None)
    skipped = chained is not None and gap is not None and chained.cue.end <= content.start
    return Span(gap.start, content.end) if skipped and gap is not None else content


def _without_stop(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start + 1 and text[end - 1] in ".!":
        end -= 1
    return Span(span.start, end)


def _is_own_view(text: str, draft: Draft, own_words: Sequence[Span]) -> bool:
    """True of "I think" inside the speaker's own words: a hedge, not somebody else's view."""
    if _first_word(text, draft.source) not in _FIRST_PERSON or len(_words(text, draft.source)) > 1:
        return False
    views = cues().attitudes
    bases = {base for word in _words(text, draft.cue) for base in cues().bases(word)}
    return bool(bases & views) and any(contains(span, draft.cue[0]) for span in own_words)


def _words(text: str, spans: Spans) -> list[str]:
    return [match.group() for span in spans for match in WORD.finditer(text, *span)]


def _with_told(drafts: Sequence[Draft], told: Sequence[Draft]) -> list[Draft]:
    """The drafts and, behind them, those of `told` that fit into one of them or of each other, up to `DEEPEST`."""
    candidates = [*drafts, *told]
    contents = _Contents(candidates)
    out = list(drafts)
    places = {place: place for place in range(len(drafts))}
    order = sorted(
        range(len(drafts), len(candidates)), key=lambda c: (-_extent(candidates[c].content), candidates[c].cue)
    )
    for candidate in order:
        draft = candidates[candidate]
        hosts = [
            places[host]
            for host in contents.holding(hull(draft.cue))
            if host in places
            and not _holds(draft, candidates[host])
            and candidates[host].cue != draft.cue
            and _depth(out, places[host]) < DEEPEST - 1
        ]
        if hosts:
            places[candidate] = len(out)
            host = min(hosts, key=lambda place: (_extent(out[place].content), place))
            out.append(replace(draft, content=_within(draft.content, hull(draft.cue), out[host].content), inside=host))
    return out


def _within(content: Spans, cue: Span, host: Spans) -> Spans:
    """The content without what lies behind the part of its host that holds the cue."""
    end = next((span.end for span in host if contains(span, cue)), content[-1].end)
    kept = tuple(Span(span.start, min(span.end, end)) for span in content if span.start < end)
    return kept or content


def _extent(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)


def _root(drafts: Sequence[Draft], place: int) -> int:
    """The place of the outermost draft that holds this one."""
    inside = drafts[place].inside
    return place if inside is None else _root(drafts, inside)


def _depth(drafts: Sequence[Draft], place: int) -> int:
    """How many statements a draft stands in (at most `DEEPEST`)."""
    depth, inside = 0, drafts[place].inside
    while inside is not None and depth < DEEPEST:
        depth, inside = depth + 1, drafts[inside].inside
    return depth


def _long_enough(text: str, draft: Draft) -> Spans:
    return tuple(span for span in draft.content if len(text[slice(*span)].split()) >= _FEWEST_WORDS)


def _by_word_order(text: str, hosts: Sequence[tuple[Span, int]]) -> list[tuple[Draft, int]]:
    """What plain word order shows in the hosts (`chains`), with the place of the host."""
    return [
        (Draft((found.source,), (found.cue,), (found.content,), WORD_ORDER), place)
        for span, place in hosts
        for found in chained_in(text, span)
    ]


def _first_word(text: str, source: Spans) -> str:
    match = WORD.search(text, *source[0])
    return "" if match is None else match.group().lower()
