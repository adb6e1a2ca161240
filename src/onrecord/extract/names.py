"""Names in a sentence: aliases of the knowledge base first, then runs of capitalised words by their neighbourhood.

Takes the words of one sentence, gives candidate mentions in order (`Found`), not yet joined to one another. Linear in
the words. What may stand before and after a name is told by word lists; nothing is learnt.
"""

from __future__ import annotations

from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.found import Found
from onrecord.extract.runs import classify_run, run_end
from onrecord.extract.surroundings import (
    GIVEN,
    Reader,
    gender_of,
    is_place,
    mark_verbs,
    preposition_before,
    speaks_by_name,
)
from onrecord.record import MentionForm, MentionKind, Span
from onrecord.resolve.knowledge import Match

#: Sorts of aliases by which a city or a house stands for a government.
_SEATS: Final = frozenset(("capital", "metonym"))


def find_names(reader: Reader) -> list[Found]:
    """Candidates of one sentence that are names: known aliases and capitalised runs, in order, not overlapping."""
    out: list[Found] = []
    words = reader.sentence.words
    at = 0
    while at < len(words):
        match = reader.knowledge.match(words, at)
        run = at if not words[at].capital else run_end(reader, at)
        if match is not None and not _inside_name(reader, at, match, run, out):
            out.append(_alias(reader, at, match))
            at += match.length
            continue
        if run > at and not reader.sentence.heading:
            found = classify_run(reader, at, run)
            if found is not None:
                out.append(found)
            at = run
            continue
        at += 1
    return out


def _inside_name(reader: Reader, at: int, match: Match, run: int, before: list[Found]) -> bool:
    """Whether a one-word alias is only a part of a longer unknown name ("Jack Exville", "Exlandic Harbor Fund")."""
    del before
    end = at + match.length
    sort = match.aliases[0].sort
    kind = reader.knowledge.actors[match.aliases[0].actor].kind
    if reader.sentence.heading:
        return False
    if match.length == 1 and sort == "demonym" and speaks_by_name(reader, at):
        return True
    if run > end:
        # the run goes on after the alias: a body of that state keeps the whole name, a given name makes a person
        tail = [reader.low(i) for i in range(end, run)]
        if kind == "state" and match.length == 1 and tail[-1] in lex.PLACE_WORDS and sort != "demonym":
            return True
        if kind == "state" and any(word in lex.BODY_WORDS for word in tail) and tail[0] not in lex.OFFICES:
            return True
        if match.length == 1 and reader.low(at) in GIVEN and tail[0] not in lex.ROLES and kind != "outlet":
            after = reader.knowledge.match(reader.sentence.words, end)
            # "Sofia London": two seats side by side are a person's two names
            return after is None or (after.length == 1 and run == end + 1 and after.aliases[0].sort in _SEATS)
        if match.length == 1 and run == end + 1 and sort in _SEATS and not _titles(tail[0]):
            # "Paris Hollin", "Moscow Exchange": a person or a body that is named like a city
            return reader.knowledge.match(reader.sentence.words, end) is None
    return False


def _titles(low: str) -> bool:
    """Whether a word with a capital after a name begins something of its own: an office, a day."""
    return low in lex.ROLES or low in lex.OFFICES or low in lex.DAYS or low in lex.MONTHS or low in lex.MODIFIERS


def _alias(reader: Reader, at: int, match: Match) -> Found:
    words = reader.sentence.words
    end = at + match.length
    actors = tuple(dict.fromkeys(alias.actor for alias in match.aliases))
    sorts = {alias.sort for alias in match.aliases}
    actor = reader.knowledge.actors[actors[0]]
    kind: MentionKind = actor.kind
    form: MentionForm = "name"
    reason = "name on the list of actors"
    preposition = preposition_before(reader, at)
    stands = bool(sorts & {"capital", "metonym"})
    if stands and "name" in sorts and "capital" in sorts and is_place(reader, at, end, preposition):
        kind, actors, reason = "place", (), "a place by the words before it"
    elif stands and "name" not in sorts:
        if is_place(reader, at, end, preposition):
            kind, actors, reason = "place", (), "a place by the words before it"
        else:
            form, reason = "metonym", "seat or metonym that stands for " + actor.name
    elif sorts == {"demonym"}:
        form, reason = "description", "people or adjective of " + actor.name
    found = Found(
        span=Span(words[at].start, words[end - 1].end),
        first=at,
        last=end,
        sentence=reader.sentence.number,
        kind=kind,
        form=form,
        keys=tuple(w.key for w in words[at:end]),
        actors=actors,
        bare=sorts == {"bare"},
        sure=True,
        preposition=preposition,
        reason=reason,
    )
    if kind == "person":
        found.gender = gender_of(found.keys)
    mark_verbs(reader, found)
    return found
