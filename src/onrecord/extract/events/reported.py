"""On whose word an event stands: the statement that holds it, or the words of saying in its sentence.

An act told by somebody else than its actor is alleged, whoever tells it; told by the actor itself it is that actor's own
account. A denial denies what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import BE, BOUNDARY, HAVE, MODALS, RELATIVE, Party, View
from onrecord.record import Mention, Span, Statement
from onrecord.resolve.knowledge import Knowledge

_QUOTES: Final = re.compile(r"[\"“”«»]")
#: What stands between the end of a reported clause and its verb of saying: a comma or a quotation mark, and a short name.
_TAIL: Final = re.compile(r"[,\"”](?!(?:(?! and ).)* and )[^,;\"”]{0,60}$")
_NOT_A_NAME: Final = BOUNDARY | RELATIVE | frozenset(("days", "hours", "weeks"))
_SAID_NOUNS: Final = frozenset(
    "claim claims allegation allegations report reports accusation accusations charge charges suggestion suggestions belief "
    "rumor rumour rumors rumours assertion assertions consensus conclusion view theory speculation suspicion suspicions "
    "evidence signs indications story stories hints proof word news".split()
)
_OPENERS: Final = frozenset("after when while since as before although though once".split())
_DENYING: Final = frozenset(("denied", "denies", "deny", "denying", "refuted", "rejected"))
#: To think it is not to know it: what follows is somebody's belief.
_BELIEVING: Final = frozenset(
    "believe believes believed think thinks thought suspect suspects suspected fear fears feared suggest suggests suggested "
    "assume assumes assumed reckon reckons insist insists insisted maintain maintains maintained argue argues argued "
    "complain complains complained testify testifies "
    "testified recall recalls recalled show shows showed indicate indicates indicated".split()
)
#: Of several who say it ("officials allege"); some are nouns too.
_TOLD_BY_SEVERAL: Final = frozenset(
    "allege claim report contend assert complain announce warn note write acknowledge admit confirm declare concede conclude "
    "predict stress recount add tell explain state swear concur estimate guess".split()
)
#: Verbs that tell what follows where "that" stands right after them.
_TELLING_THAT: Final = frozenset(
    "charge charges charged hold holds held rule rules ruled find finds found hear hears heard learn learns learned learnt know "
    "knows knew discover discovers discovered see sees saw swear swears swore vow vows vowed hint hints hinted imply implies "
    "implied reveal reveals revealed disclose discloses disclosed agree agrees agreed prove proves proved assure assures assured "
    "accept accepts accepted boast boasts boasted lament laments lamented protest protests protested decide decided guess "
    "guessed dispute disputes disputed understand understands understood imagine imagines imagined gather gathers pretend "
    "pretends pretended infer infers inferred judge judges judged describe describes described document "
    "documents documented".split()
)
#: Those of `_TELLING` that tell wherever they stand.
_ALWAYS_TELLING: Final = (lex.STRICT_SAYING | _BELIEVING) - _TOLD_BY_SEVERAL - {"according"}
_TELLING: Final = lex.STRICT_SAYING | _BELIEVING | _TOLD_BY_SEVERAL
#: What opens the words of others in the same sentence, and what may follow them.
_TELLING_BEFORE: Final = _TELLING | _DENYING | {"claiming", "alleging"}
_TELLING_AFTER: Final = _TELLING - _DENYING
#: A clause begins right after one of these.
_OPENING: Final = lex.STRICT_SAYING | _DENYING | {"that"}
_HELPING: Final = BE | HAVE | MODALS | {"to"}
_ASKED: Final = MODALS | {"to"}
#: Verbs of an insertion that tells on ("X, the letter goes on, attacked Y").
_GOING_ON: Final = frozenset(
    ("goes", "went", "continues", "continued", "runs", "reads", "adds", "has", "would", "tells")
)
#: Verbs after which "of", "with" or "for" and an "-ing" tell what somebody is blamed for.
_BLAMING: Final = frozenset(
    "accuse accuses accused accusing charge charges charged charging blame blames blamed blaming suspect suspects suspected "
    "indict indicted fault faults faulted responsible accountable trial tried prosecuted suspicion sued investigated".split()
)
_REFUTING: Final = frozenset(
    "reject rejects rejected deny denies denied dismiss dismisses dismissed refute refutes refuted".split()
)


@dataclass(frozen=True, slots=True)
class Reported:
    """Who tells an act.

    `statement`: the innermost that holds it; `others`: told by another than its actor; `denied`: the teller denies it;
    `void`: told by nobody ("no one says"); `words`: the cue.
    """

    statement: str | None = None
    others: bool = False
    denied: bool = False
    void: bool = False
    words: tuple[Span, ...] = ()


def told_by(
    view: View,
    first: int,
    last: int,
    actors: Sequence[Party],
    statements: Sequence[Statement],
    mentions: Mapping[str, Mention],
    knowledge: Knowledge | None,
) -> Reported:
    """Who tells the act at words `first` to `last`; `statements` are those that touch the sentence."""
    anchor = view.hull(first, last)
    holding = [s for s in statements if any(c.start <= anchor.start and anchor.end <= c.end for c in s.content)]
    # the statement whose own cue is the act ("accused", "called on") is not its teller
    holding = [s for s in holding if not any(c.start < anchor.end and anchor.start < c.end for c in s.cue)]
    if holding:
        inner = min(holding, key=lambda s: sum(c.end - c.start for c in s.content))
        speakers = [mentions[i] for i in inner.speakers if i in mentions]
        own = _own(actors, speakers, knowledge) and inner.act not in {"accuse", "deny"}
        denied = inner.act == "deny" or inner.negated
        if inner.standing in {"not said", "declined"}:
            return Reported(inner.id, void=True)
        return Reported(inner.id, others=not own or inner.standing != "made", denied=denied, words=inner.cue)
    return _by_words(view, first, last, actors, knowledge)


def _own(actors: Sequence[Party], speakers: Sequence[Mention], knowledge: Knowledge | None) -> bool:
    """Whether one of the speakers is one of the actors, or speaks for it: the same person, state, or an office of it."""
    heads = {m.head for m in speakers}
    known = {m.actor for m in speakers if m.actor is not None}
    for party in actors:
        actor = party.mention.actor
        if party.mention.head in heads or (actor is not None and actor in known):
            return True
        if (
            knowledge is not None
            and actor is not None
            and any(_one_side(knowledge, actor, speaker) for speaker in known)
        ):
            return True
    return False


def _one_side(knowledge: Knowledge, actor: str, speaker: str) -> bool:
    """Whether the speaker is of the actor's own state: its government, an office, a holder of one; never a medium."""
    one, two = knowledge.actors.get(actor), knowledge.actors.get(speaker)
    if one is None or two is None or "outlet" in {one.kind, two.kind}:
        return False
    if knowledge.belongs(speaker, actor) or knowledge.belongs(actor, speaker):
        return True
    officials = one.country is not None and one.country == two.country
    return officials and all(entry.kind == "body" or entry.roles for entry in (one, two))


def _by_words(view: View, first: int, last: int, actors: Sequence[Party], knowledge: Knowledge | None) -> Reported:
    """Words of saying in the sentence where no statement was found: "said that X ...", "..., X said", "according to X"."""
    subject = min((a.first for a in actors), default=first)
    blamed = _blamed(view, first)
    if blamed is not None:
        return Reported(others=True, words=(view.hull(blamed, blamed + 1),))
    inserted = _inserted(view, min(subject, first), first)
    if inserted is not None:
        return Reported(others=True, words=(view.hull(inserted, inserted + 1),))
    clause = _clause_start(view, min(subject, first), first)
    for at in range(clause - 1, max(0, clause - 4), -1):
        if view.low(at) == "that" and view.low(at - 1) in _SAID_NOUNS:
            # "the claim that ...": somebody's word, whoever's; "rejected the claim that": a denial by the one who rejects it
            refuting = next((n for n in range(at - 2, max(-1, at - 5), -1) if view.low(n) in _REFUTING), None)
            if refuting is not None and _same_speaker(view, refuting, actors, knowledge, trailing=False):
                return Reported(denied=True, words=(view.hull(refuting, at),))
            return Reported(others=True, words=(view.hull(at - 1, at + 1),))
    for at in range(clause - 1, -1, -1):
        low = view.low(at)
        telling = low in _TELLING_BEFORE
        if at in view.at or not (telling or (low in _TELLING_THAT and view.low(at + 1) in {"that", "how"})):
            continue
        if low in _BELIEVING and at + 1 not in view.at and not {"that", "the", "a"} & set(view.lows[at + 1 : at + 4]):
            continue
        if low in _TOLD_BY_SEVERAL and not tells_it(view, at):
            continue
        if low == "according" or (
            _QUOTES.search(view.text[view.words[at].end : view.words[first].start]) is None
            and _closed(view, at, clause)
        ):
            continue
        if low == "asked" or (low in {"told", "tells"} and view.low(at + 1) == "by"):
            continue
        if tuple(view.lows[max(0, at - 2) : at]) == ("no", "one") or view.low(at - 1) in {"nobody", "none"}:
            return Reported(void=True)
        return Reported(
            others=not _same_speaker(view, at, actors, knowledge, trailing=False),
            denied=low in _DENYING,
            words=(view.hull(at, at + 1),),
        )
    after = _after(view, last, actors, knowledge)
    if after is not None:
        return after
    aside = _aside(view)
    if aside is not None:
        return Reported(others=True, words=(view.hull(*aside),))
    if "according" in view.lows[:first]:
        at = view.lows.index("according")
        return Reported(others=True, words=(view.hull(at, at + 1),))
    if inside_quotes(view, first):
        return Reported(others=True)
    return Reported()


def _after(view: View, last: int, actors: Sequence[Party], knowledge: Knowledge | None) -> Reported | None:
    """Who tells the act by words after it ("..., the company said", "... according to X"); None without such words."""
    for at in range(last, len(view.words)):
        low = view.lows[at]
        if (low in _TOLD_BY_SEVERAL and not tells_it(view, at)) or view.low(at - 1) in lex.DETERMINERS:
            # "over those claims": a noun
            continue
        if at in view.at or low not in _TELLING_AFTER or (low == "saying" and view.gap(at).strip() == ","):
            continue
        before = view.text[view.words[last - 1].end : view.words[at].start][-70:]
        beside = at - 1 in view.at or at + 1 in view.at or at + 2 in view.at or view.gap(at).strip() == ","
        tail = _TAIL.search(before)
        # "..., the company said": nothing but a name between the comma and the verb
        helping = _HELPING if low not in {"told", "informed"} else _ASKED
        ends = tail is not None and not set(tail.group().lower().split()) & helping
        if low == "according" or (
            (beside or ends) and tail is not None and not set(tail.group().lower().split()) & _NOT_A_NAME
        ):
            return Reported(
                others=not _same_speaker(view, at, actors, knowledge, trailing=True), words=(view.hull(at, at + 1),)
            )
    return None


#: Words by which a whole sentence is put into somebody's mouth.
_ASIDES: Final = re.compile(
    r" (?:has it that|(?:tells?|told) it|it (?:is|was) (?:said|alleged|claimed|reported|believed)|so \S+ claims?"
    r"|(?:by|in) (?:\S+ ){1,4}(?:'s )?(?:account|version|telling)|in the (?:words|view|opinion|eyes) of)(?= )"
)


def _aside(view: View) -> tuple[int, int] | None:
    """The words of such an aside (the first of them in the sentence): number of the first, and after the last."""
    words = f" {' '.join(view.lows)} "
    match = _ASIDES.search(words)
    if match is None:
        return None
    first = words.count(" ", 0, match.start())
    return first, first + match[0].count(" ")


def _inserted(view: View, subject: int, first: int) -> int | None:
    """The verb of an insertion that says who tells it ("Soldiers, the mayor said, attacked ..."); None without one."""
    for at in range(first - 1, subject, -1):
        if at in view.at:
            continue
        told = view.low(at) in _TELLING or (view.low(at) in _GOING_ON and "," not in view.gap(at))
        if told and ("," in view.gap(at + 1) or (view.low(at + 1) in {"on", "it"} and "," in view.gap(at + 2))):
            opened = next((n for n in range(at, subject, -1) if "," in view.gap(n)), None)
            relative = opened is not None and view.low(opened) in RELATIVE
            return at if opened is not None and not relative else None
    return None


def _clause_start(view: View, subject: int, first: int) -> int:
    """The first word of the clause of an act: its subject, or what stands after a verb of saying between that and the act.

    In "X denied that it had attacked Y" the one who acts is X, but the clause begins after "denied".
    """
    for at in range(first - 1, subject, -1):
        if "," in view.gap(at + 1) or at + 1 >= len(view.words):
            return subject
        low = view.low(at)
        if at not in view.at and (low in _OPENING or (low in _TOLD_BY_SEVERAL and tells_it(view, at))):
            return at + 1
    return subject


def _blamed(view: View, first: int) -> int | None:
    """The verb of blame that an "-ing" or a noun depends on ("accused X of shelling Y", "charged with killing Z")."""
    before = first - 1
    while view.low(before).endswith("ly") or view.low(before) in {"having", "a", "an", "the"}:
        before -= 1
    if view.low(before) == "'s":
        # "for Tuesday's attack"
        before -= 2
    if view.low(before) not in {"of", "with", "for", "over"}:
        return None
    for at in range(before - 1, max(-1, before - 14), -1):
        if view.low(at) in _BLAMING and at not in view.at:
            of_it = view.low(before) in {"of", "with"} or view.low(at)[:5] == "blame" or view.low(first).endswith("ing")
            return at if of_it else None
        if any(mark in view.gap(at + 1) for mark in ';:"”“'):
            return None
    return None


def tells(view: View, at: int) -> bool:
    """Whether word `at` is a verb of saying or believing."""
    low = view.low(at)
    return low in _ALWAYS_TELLING or (low in _TOLD_BY_SEVERAL and tells_it(view, at))


def tells_it(view: View, at: int) -> bool:
    """Whether "claim", "report" and their like stand as a verb: after people in the plural or a name, not after "a" or "its"."""
    before = view.low(at - 1)
    if (
        at == 0
        or before in lex.DETERMINERS
        or before in lex.PREPOSITIONS
        or before in {"'s", "to"}
        or view.gap(at).strip()
    ):
        return False
    return (
        bool({at - 1, at + 1} & set(view.at))
        or at - 1 in view.places
        or before.endswith(("s", "people", "men", "women", "who", "they", "police"))
    )


def _closed(view: View, at: int, subject: int) -> bool:
    """Whether the clause of a word of saying ended before the subject (": ... said, and X attacked")."""
    between = view.text[view.words[at].end : view.words[subject].start]
    if re.search(r"[;]|, (?:and|but|as|while|after|when) (?!that)|, adding", between):
        return True
    # "After Bell announced that ..., troops attacked": the word of saying stands in an opening clause of its own
    opening = any(low in _OPENERS for low in view.lows[max(0, at - 8) : at])
    return opening and "," in between


def _same_speaker(view: View, at: int, actors: Sequence[Party], knowledge: Knowledge | None, *, trailing: bool) -> bool:
    """Whether the party that a word of saying belongs to is one of the actors: before it, or after it ("..., said Bell")."""
    for back in range(at - 1, max(-1, at - 4), -1):
        if back in view.at:
            return _own(actors, [view.at[back].mention], knowledge)
    if trailing and at + 1 in view.at:
        return _own(actors, [view.at[at + 1].mention], knowledge)
    return False


def inside_quotes(view: View, first: int) -> bool:
    """Whether the act stands between quotation marks of its sentence."""
    before = view.text[view.span.start : view.words[first].start]
    opened = before.rfind("“")
    if opened >= 0:
        return "”" not in before[opened:]
    return before.count('"') % 2 == 1
