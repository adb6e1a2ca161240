"""Who speaks stands outside of what is said: the speaker of a statement takes no part in the acts that its content tells.

Kept are the speaker of an act that is itself the speaking ("accused"), and of an act without a subject of its own that hangs on
the words of saying ("promised to send", "denied shelling", "announced talks with"). A pronoun within the content stands for
the speaker where it means the same one ("Exland said it had ...").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import BOUNDARY, NEGATIONS, RELATIVE, TIME, Party, View, group_start
from onrecord.extract.events.drafts import Draft
from onrecord.extract.events.pairs import is_pair
from onrecord.extract.events.verbs import BEFALLEN_SCORE, BEFALLS
from onrecord.record import Span, Spans, Statement
from onrecord.text.spans import hull

#: Verbs after which a sentence follows, no thing ("said the attack ..."); one may "announce" or "deny" an attack.
_SAYS: Final = frozenset(
    "said says say saying told tells added adds according noted notes believes thinks argued".split()
)
#: The end of a sentence that says who tells it: ", the Exlandic ministry said on Monday".
_TRAILING: Final = re.compile(
    r",[”\"]? (?P<who>[^,;:“”\"]{2,80}?) (?:has |have )?(?:said|says|say|told|reported|reports|announced|added)"
    r"(?: (?:on|in) [^,;:“”\"]{2,30})?[.]?$"
)
_NO_NAME: Final = BOUNDARY | RELATIVE | {"and", "but", "or"}
#: What may stand between a verb of saying and an act without a subject.
_BEFORE_ACT: Final = TIME | NEGATIONS | {"on", "of", "for"}
#: Farther from its cue a source may stand in another clause.
_NEAR_CHARS: Final = 60


def speakers_of(view: View, draft: Draft, statements: Sequence[Statement]) -> Spans:
    """The words of those who only tell the act; `statements` are those that touch the sentence."""
    anchor = view.hull(draft.first, draft.last)
    out: list[Span] = []
    for statement in statements:
        content = next((c for c in statement.content if c.start <= anchor.start and anchor.end <= c.end), None)
        if content is None or any(c.start < anchor.end and anchor.start < c.end for c in statement.cue):
            continue
        leads = any(source.end <= content.start for source in statement.source)
        if leads and (_speaks_on(view, draft) or _hangs_on(view, draft, statement, content)):
            continue
        out += statement.source
        for source in statement.source:
            for cue in statement.cue:
                both = hull([source, cue])
                told = any(c.start < both.end and both.start < c.end for c in statement.content)
                if not told and both.end - both.start <= _NEAR_CHARS + source.end - source.start:
                    out.append(both)
    trailing = _TRAILING.search(view.text, anchor.end, view.span.end)
    if trailing is not None and not set(trailing["who"].lower().split()) & _NO_NAME:
        out.append(Span(*trailing.span("who")))
    return tuple(out)


def _speaks_on(view: View, draft: Draft) -> bool:
    """Whether the act is itself one of speaking, joined to the words of saying ("said that ..., and asked X to")."""
    start = group_start(view, draft.first)
    return not draft.noun and view.low(start - 1) in {"and", "but"} and view.low(draft.first) in lex.SPEAKING


def _hangs_on(view: View, draft: Draft, statement: Statement, content: Span) -> bool:
    """Whether the act has no subject of its own, so that the one who speaks may be who acts."""
    cue = {word.lower() for span in statement.cue for word in view.text[span.start : span.end].split()}
    for at, word in enumerate(view.words):
        if word.start < content.start:
            continue
        low = view.low(at)
        if low in _BEFORE_ACT or low.isdigit() or low.endswith("ly"):
            continue
        if low == "to" or (low.endswith("ing") and at not in view.at):
            return True
        return draft.noun and low != "that" and not cue & _SAYS
    return False


def without_speakers(view: View, draft: Draft, statements: Sequence[Statement]) -> Draft | None:
    """The draft without parties that only tell the act; None where nobody is left of whom it tells."""
    spans = speakers_of(view, draft, statements)
    if view.low(group_start(view, draft.first) - 1) in {"we", "i"}:
        # “We did not shell it,” the general said
        return draft
    actors, others = _kept(view, draft, draft.actors, spans), _kept(view, draft, draft.recipients, spans)
    if actors == draft.actors and others == draft.recipients:
        return draft
    if draft.act.reciprocal and len(actors) < 2 and not (actors and is_pair(_words(view, actors[0]))):
        return None
    if actors:
        return replace(draft, actors=actors, recipients=tuple(p for p in others if p not in actors))
    if not others or draft.act.type not in BEFALLS or draft.score <= BEFALLEN_SCORE:
        return None
    # "..., wounding five, the ministry said": whom it befell is on record, not who did it
    return replace(draft, actors=(), recipients=others, score=min(draft.score, BEFALLEN_SCORE))


def outside(party: Party, spans: Spans) -> bool:
    """Whether a party's words stand among those spans."""
    own = party.mention.span
    return any(span.start < own.end and own.start < span.end for span in spans)


def _kept(view: View, draft: Draft, parties: tuple[Party, ...], spans: Spans) -> tuple[Party, ...]:
    if not any(outside(party, spans) for party in parties):
        return parties
    out: list[Party] = []
    for party in parties:
        here = _pronoun(view, draft, party, spans) if outside(party, spans) else party
        if here is not None and here not in out:
            out.append(here)
    return tuple(out)


def _pronoun(view: View, draft: Draft, party: Party, spans: Spans) -> Party | None:
    """The nearest pronoun outside the speakers' words, before the act, that means the same one."""
    for at in range(draft.first - 1, -1, -1):
        other = view.at.get(at)
        if other is not None and other.mention.form == "pronoun" and other.mention.head == party.mention.head:
            return None if outside(other, spans) else other
    return None


def _words(view: View, party: Party) -> str:
    span = party.mention.span
    return " ".join(view.text[span.start : span.end].split())
