"""Words of acts that are none: what is only said, refused to be said, done to oneself, or another sense of the verb.

Takes a sentence with a verb and the pattern that fits it; what is said is a statement and is found elsewhere.
"""

from __future__ import annotations

from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import TIME, Party, View
from onrecord.extract.events.lexicon import Act, Lexicon, Pattern
from onrecord.extract.events.parties import infinitive

#: Things that are said: to reject one is to answer, not to refuse.
_SAID_THINGS: Final = frozenset(
    (
        "charge charges claim claims allegation allegations accusation accusations criticism criticisms suggestion "
        "suggestions report reports rumor rumors rumour rumours assertion assertions idea notion speculation "
        "comparison comparisons concerns fears remarks statement account accounts version theory theories"
    ).split()
)
_REFLEXIVE: Final = frozenset("himself herself itself themselves myself ourselves yourself".split())
_OFFERS: Final = frozenset("decision attempt move offer call plan effort efforts announcement proposal pledge".split())
#: What a source asks for itself ("asked not to be named").
_NAMELESS: Final = frozenset("named identified quoted anonymous unnamed anonymity".split())
_RELATIONS: Final = frozenset(
    "dispute conflict war relations ties tensions border deal agreement treaty trade problems".split()
)
_PRESS: Final = frozenset("media press reporters journalists newspaper newspapers correspondents".split())


def misread(view: View, lexicon: Lexicon, pattern: Pattern, verb: int, end: int) -> bool:
    """Whether the words of a pattern stand together by chance."""
    last = view.low(end - 1)
    if end > verb + 1 and last in {"on", "in"} and (view.low(end) in TIME or view.low(end).isdigit()):
        # "agreed on Friday to" is not "agreed on"
        return True
    if pattern.act.mode == "host" and any(view.low(at) in _OFFERS for at in range(verb + 1, end)):
        # "welcomed Bell's decision to" receives nobody
        return True
    if pattern.lemma == "seek" and end > verb + 2 and view.low(verb + 1) == "to":
        # "sought to show its mediation": what is sought is to show it
        return True
    if pattern.lemma == "discuss" and view.low(end - 2) in _RELATIONS:
        # "discussed the dispute with X": the dispute is with X, not the talk
        return True
    if pattern.lemma == "dismiss" and any(view.low(at) in _SAID_THINGS for at in range(verb + 1, end)):
        # "dismissed the claims from" sends nobody away
        return True
    if pattern.lemma != "have":
        return False
    # "has sought a phone call": the auxiliary, not "has a phone call"
    ahead = next((at for at in range(verb + 1, end) if not view.low(at).endswith("ly")), end)
    forms = {tense for tense, _ in lexicon.verbs.get(view.low(ahead), ())}
    return view.low(ahead).endswith(("ed", "en")) or bool(forms & {"participle", "either"})


def tells_no_act(view: View, lexicon: Lexicon, verb: int, end: int, act: Act) -> bool:
    """Whether what follows shows that the words tell of no act: a refusal to speak, an act on oneself, "going to see"."""
    after = view.low(end)
    if after in _REFLEXIVE or (act.type == "REQUEST" and end == len(view.words) == verb + 1):
        return True
    if act.type == "REQUEST" and _NAMELESS & set(view.lows[end : end + 4]):
        return True
    if act.type == "REJECT":
        to = end if view.low(end - 1) == "to" else end + 1 if after == "to" else None
        return to is not None and view.low(to) in lexicon.status["hollow"]
    return act.mode == "visit" and view.low(end - 1) == "to" and infinitive(view, end)


def is_speech(view: View, start: int, verb: int, end: int, act: Act, actors: list[Party], others: list[Party]) -> bool:
    """Whether the act is only words: a report, an answer to what was said, an interview."""
    if act.type in {"AGREE", "THREATEN", "REJECT"}:
        single = len(actors) == 1 and actors[0].mention.kind == "person"
        if _reporting(view, start, verb, end, single=single):
            return True
    if act.type == "REJECT":
        return _of_words(view, verb + 1)
    return act.type == "CONSULT" and act.mode != "visit" and any(_of_press(view, p) for p in others)


def _of_press(view: View, party: Party) -> bool:
    return party.mention.kind == "outlet" or view.low(party.last - 1) in _PRESS


def _reporting(view: View, start: int, verb: int, end: int, *, single: bool) -> bool:
    """Whether the verb only reports words: "promised that ...", or at the end of what is reported ("..., Bell has promised")."""
    if view.low(verb)[:4] == "agre":
        # one person agrees with what was said; states and several agree with one another
        return single and end == verb + 1 and view.low(end) not in {"to", "with", "on"}
    if (view.low(end) == "that" and end == verb + 1) or (view.low(end - 1) == "that" and end - verb > 1):
        # "warned that it would ..." threatens; "warned that prices would rise" does not
        return view.low(verb)[:4] != "warn" or view.low(end) not in {"it", "he", "she", "they", "we"}
    if verb + 1 == end == len(view.words):
        return any("," in view.gap(at) for at in range(max(1, start - 8), start))
    return False


def _of_words(view: View, at: int) -> bool:
    """Whether what is rejected is something said ("rejected the charge", "dismissed claims that"): that is speech."""
    for ahead in range(at, min(at + 7, len(view.words))):
        low = view.low(ahead)
        if view.gap(ahead).strip(" -") and ahead > at:
            return False
        if low in _SAID_THINGS and view.low(ahead + 1) != "of":
            return True
        if low in lex.PREPOSITIONS and low != "as":
            return low == "of" and view.low(ahead - 1) in _SAID_THINGS
        if low in _SAID_THINGS:
            return True
    return False
