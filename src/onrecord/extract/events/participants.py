"""Participants first: drafts of events with the parties that the trained finder gives, and drafts of its own.

Takes a sentence, the drafts that the word list made of it, and the finder's reading. A draft of the word list keeps its
type and status; its parties are the finder's where that is sure of them. A word that only the finder takes for an act becomes
a draft when its type is sure enough: else nothing is told. The status is always judged by the readable rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import (
    BE,
    HAVE,
    TIME,
    Party,
    View,
    coordinated,
    governed,
    group_start,
    possessive,
    qualifies,
)
from onrecord.extract.events.drafts import Draft
from onrecord.extract.events.finder import Participant, Reading
from onrecord.extract.events.lexicon import Act, Lexicon, Pattern, Tense
from onrecord.extract.events.noun_status import judge_noun
from onrecord.extract.events.parties import infinitive, place_after
from onrecord.extract.events.reported import inside_quotes, tells
from onrecord.extract.events.speech import is_speech, misread, tells_no_act
from onrecord.extract.events.status import Judged, judge_verb
from onrecord.record import Mention, Span, mention_id
from onrecord.text.spans import touched

#: A word that the finder alone takes for an act: least probability of being one, of its parties, and share of its type.
LEAST_ACT: Final = 0.35
#: The least for a verb of the word list: the finder gives little to what was refused or only thought of.
LEAST_LISTED: Final = 0.1
LEAST_PARTY: Final = 0.45
LEAST_TYPE: Final = 0.4
#: Parties at least this sure replace those of the word list.
SURE_PARTY: Final = 0.6
#: An act that the finder gives so little is left with the word list's parties.
LEAST_SHARED: Final = 0.1
#: Events of one sentence, at most, counting those of the word list first.
MOST: Final = 2
#: Most that an act scores whose type is the finder's alone: below what a briefing tells as done.
UNNAMED_SCORE: Final = 0.45
#: A participant that is not joined to the surest one must be as sure as this.
ALONE_PARTY: Final = 0.85
_JOINED: Final = re.compile(r"[ ,]*(?:(?:and|with|as well as|or) )?(?:the )?")
_PLAIN: Final = Act("", None, frozenset(), False, False, False, False, False, False)
_RECIPROCAL: Final = frozenset(("CONSULT",))
#: Words for one who was named before: after a verb of saying, mostly the speaker.
_ITSELF: Final = frozenset(("it", "he", "she", "they", "i", "we", "its", "his", "her", "their"))
#: With these no name of a participant ends.
_ENDS_NONE: Final = lex.PREPOSITIONS | lex.LOCATIVES | {"and", "the", "'s"}
#: Words of titles and qualities before a name.
_BEFORE_NAME: Final = lex.DETERMINERS | lex.MODIFIERS | lex.ROLES
#: Types that are done to somebody or not at all.
_NEED_RECIPIENT: Final = frozenset(
    ("COOPERATE", "AID", "SANCTION", "ASSAULT", "CONSULT", "ACCUSE", "REQUEST", "SUPPORT")
)
#: What stands behind one of these is no part of the act before it.
_OTHER_TIME: Final = frozenset(
    ("before", "after", "since", "until", "during", "following", "amid", "despite", "when", "while")
)
#: Nouns for people in the singular.
_SOMEBODY: Final = lex.ROLES | lex.GROUPS | lex.BODY_NOUNS | lex.BODY_WORDS
_FIRM: Final = frozenset(("ASSAULT", "COERCE", "ACCUSE", "SANCTION", "PROTEST"))


def with_participants(
    view: View, lexicon: Lexicon, drafts: Sequence[Draft], reading: Reading, article: str
) -> list[Draft]:
    """The drafts with the finder's parties, then those that it adds, likeliest first; at most `MOST` in all."""
    out = [_shared(view, draft, reading, article) for draft in drafts]
    used = {at for draft in drafts for at in range(draft.first, draft.last)}
    for word, _, chance in reading.acts(LEAST_LISTED):
        if len(out) >= max(MOST, len(drafts)):
            break
        at = next(iter(touched(view.words, reading.words[word])), None)
        if at is None or at in used or any(_governs(view, lexicon, at, other) for other in out):
            continue
        draft = _own(view, lexicon, reading, word, at, chance, article)
        if draft is not None and not any(_same(draft, other) for other in out):
            out.append(draft)
            used.update(range(draft.first, draft.last))
    return out


def _governs(view: View, lexicon: Lexicon, at: int, draft: Draft) -> bool:
    """Whether a word only tells the status of another act ("preparing to impose", "plan a summit"): no act of its own."""
    word = view.words[at]
    inside = any(span.start <= word.start < span.end for span in draft.judged.words)
    return inside and (not draft.noun or view.low(at) in lexicon.status["planning"])


def _same(one: Draft, other: Draft) -> bool:
    """Whether two drafts tell of one act: the same type between the same parties."""

    def heads(draft: Draft) -> tuple[set[Span], set[Span]]:
        return {p.mention.span for p in draft.actors}, {p.mention.span for p in draft.recipients}

    return one.act.type == other.act.type and heads(one) == heads(other)


def _shared(view: View, draft: Draft, reading: Reading, article: str) -> Draft:
    """A draft of the word list with the finder's parties where it is sure of them."""
    word = reading.word_at(view.hull(draft.first, draft.last))
    if word is None or reading.chance(word) < LEAST_SHARED or not draft.actors:
        return draft
    found = reading.participants(word)
    sources = _parties(view, _likely(found["source"], SURE_PARTY, view.text), article)
    targets = _parties(view, _likely(found["target"], SURE_PARTY, view.text), article)
    sources = [p for p in sources if not _is_seat(view, p) and not _of_other_time(view, p, draft.first)]
    targets = [p for p in targets if not _of_other_time(view, p, draft.first)]
    if draft.act.reciprocal or draft.recipients:
        targets = [p for p in targets if not _is_seat(view, p)]
    if draft.noun and any(possessive(view, actor) for actor in draft.actors):
        # "the news of Exland's invasion of Omoria": whose it is acts, and nobody else
        sources = []
        targets = [p for p in targets if all(p.mention.head != a.mention.head for a in draft.actors)]
    elif not draft.noun and draft.recipients and all(p.first > draft.first for p in draft.recipients):
        # "defending ties with Exland and accusing Omoria": who stands before the verb is another one's object
        targets = [p for p in targets if p.first > draft.first]
    if not sources and not targets:
        return draft
    actors = _told(view, draft.first, _nearer(view, draft.first, sources) or sources or list(draft.actors))
    others = targets or list(draft.recipients)
    if {a.mention.head for a in actors} < {a.mention.head for a in draft.actors}:
        # of a list the finder may see a part
        actors = list(draft.actors)
    if draft.act.reciprocal:
        targets, others = _people(view, targets), _people(view, others)
        merged = _distinct(view, [*actors, *others]) if len(sources) < 2 else _distinct(view, [*actors, *targets])
        return replace(
            draft, actors=tuple(merged if len(merged) > 1 else _distinct(view, [*draft.actors, *merged])), recipients=()
        )
    others = [p for p in others if all(p.mention.span != a.mention.span for a in actors)]
    return replace(draft, actors=tuple(actors), recipients=tuple(others))


def _distinct(view: View, parties: Sequence[Party]) -> list[Party]:
    out: list[Party] = []
    for party in parties:
        # "Vesmar's president, Ann Bell" and "Ann Bell" are one; so are "his counterpart" and ", Ann Bell" after it
        if not any(_named_by(view, party, o) for o in parties) and all(
            party.mention.head != o.mention.head and not _overlap(party, o) for o in out
        ):
            out.append(party)
    return out


def _named_by(view: View, title: Party, person: Party) -> bool:
    beside = person.first == title.last and view.gap(person.first).strip() == "," and person.mention.kind == "person"
    return beside and title.mention.kind != "person" and view.low(title.last - 1) in lex.ROLES


def _overlap(one: Party, other: Party) -> bool:
    return one.first < other.last and other.first < one.last


def _own(
    view: View, lexicon: Lexicon, reading: Reading, word: int, at: int, chance: float, article: str
) -> Draft | None:
    """A draft for a word that only the finder takes for an act; None where parties, type or status are not clear."""
    matched = pattern_at(view, lexicon, at)
    if (matched is None and chance < LEAST_ACT) or (matched is not None and matched[0].act.type == "NONE"):
        return None
    if matched is not None:
        act, last = matched[0].act, matched[1]
        if tells_no_act(view, lexicon, at, last, act):
            return None
    else:
        named, share = reading.kind(word)
        if share < LEAST_TYPE or tells(view, at) or view.low(at) in lexicon.status["cancelled"]:
            return None
        act, last = replace(_PLAIN, type=named, reciprocal=named in _RECIPROCAL), at + 1
    found = reading.participants(word)
    sources = [p for p in _likely(found["source"], LEAST_PARTY, view.text) if _acts(view, p)]
    targets = _likely(found["target"], LEAST_PARTY, view.text)
    tense = tense_at(view, lexicon, at)
    if not sources or (tense in {"participle", "either", "past"} and _passive_alone(view, at, sources)):
        return None
    if not targets and (act.needs or act.type in _NEED_RECIPIENT) and not (act.reciprocal and len(sources) > 1):
        return None
    actors = [p for p in _parties(view, sources, article) if not _is_seat(view, p) and not _of_other_time(view, p, at)]
    others = [p for p in _parties(view, targets, article) if not _of_other_time(view, p, at)]
    actors = _told(view, at, _nearer(view, at, actors) or actors)
    if not actors:
        return None
    behind = [p for p in others if p.first > at]
    if tense is not None and behind and all(p.first < at for p in actors):
        others = behind
    if tense is None:
        judged = judge_noun(view, lexicon, at, last, firm=act.type in _FIRM)
        tense = "past"
        noun = True
    else:
        start = group_start(view, at)
        said = any(view.low(n) in lex.STRICT_SAYING for n in range(max(0, start - 12), start))
        judged = judge_verb(view, lexicon, start, at, tense, motion=act.motion, reported=said)
        noun = False
        if judged.skip or _unfit(view, at, start, tense, others):
            return None
        if matched is not None and is_speech(view, start, at, last, act, actors, others):
            return None
    if judged.skip:
        judged = Judged("planned", skip=True)
    if act.reciprocal:
        actors, others = _people(view, actors), _people(view, others)
        actors, others = _distinct(view, [*actors, *(p for p in others if not _is_seat(view, p))]), []
        if len(actors) < 2:
            return None
    # an act of which the word list knows nothing is kept, but is not sure enough to be told as done
    most = 0.75 if matched is not None else UNNAMED_SCORE
    score = min(most, chance * min(p.score for p in sources) * (min(p.score for p in targets) if targets else 0.7))
    return Draft(
        act, at, last, tuple(actors), tuple(others), place_after(view, at + 1), judged, tense, score, noun=noun
    )


def _unfit(view: View, at: int, start: int, tense: Tense, others: Sequence[Party]) -> bool:
    """Whether the form contradicts the parties: an address ("readers, welcome"), or whom it touches is its own subject."""
    if tense == "base" and start == at and (at == 0 or "," in view.gap(at)):
        return True
    passive = bool({view.low(n) for n in range(start, at)} & BE)
    return tense != "ing" and not passive and not view.gap(start).strip() and any(p.last == start for p in others)


def _acts(view: View, participant: Participant) -> bool:
    """Whether the words name somebody who can act: a mention, a name, people; "an explosion" is nobody."""
    inside = touched(view.words, participant.span)
    if not inside or any(n in view.at or n in view.places for n in inside):
        return bool(inside)
    head = _head(view, inside[0], inside[-1] + 1)
    return view.words[head].capital or (view.low(head).endswith("s") and view.low(inside[0]) not in {"a", "an"})


def _nearer(view: View, at: int, actors: Sequence[Party]) -> list[Party]:
    """The subject right before a verb, where the finder names who says so instead ("X said soldiers shot Y")."""
    start = group_start(view, at)
    party = view.at.get(start - 1)
    if not actors or party is None or view.gap(start).strip() or party.mention.form == "pronoun":
        return []
    between = range(max(actor.last for actor in actors), party.first)
    said = any((view.low(n) in lex.SAYING or tells(view, n)) and n not in view.at for n in between)
    if not said or possessive(view, party) or governed(view, party) is not None:
        return []
    return coordinated(view, party)


def _told(view: View, at: int, actors: Sequence[Party]) -> list[Party]:
    """The actors without those who only tell of the act ("residents claim soldiers shot Y"): a verb of saying parts them.

    None where somebody else stands as the subject, of whom nothing is known ("residents claim men shot Y").
    """
    group = {view.low(n) for n in range(group_start(view, at), at)}
    if group & BE and "by" in view.lows[at + 1 : at + 4] and any(party.first > at for party in actors):
        # "they said they were beaten by the police": whoever stands before a passive does not act in it
        return [party for party in actors if party.first > at]
    for said in range(at - 1, -1, -1):
        if said in view.at or not tells(view, said):
            continue
        after = [party for party in actors if said < party.first < at]
        if after or "," in view.text[view.words[said].end : view.words[at].start]:
            return after or list(actors)
        between = [view.low(n) for n in range(said + 1, group_start(view, at))]
        if "that" in between:
            between = between[len(between) - between[::-1].index("that") :]
        own = not between or bool({between[0], between[-1]} & (_ITSELF | {"to", "having"}))
        return list(actors) if own else []
    return list(actors)


def _passive_alone(view: View, at: int, sources: Sequence[Participant]) -> bool:
    """Whether a passive tells of nobody who acts: no "by" after it, and who the finder names stands before it."""
    group = {view.low(n) for n in range(group_start(view, at), at)}
    if not group & (BE - {"'s"}) or view.low(at).endswith("ing"):
        return False
    return "by" not in view.lows[at + 1 :] and all(p.span.end <= view.words[at].start for p in sources)


def may_tell(view: View, lexicon: Lexicon) -> bool:
    """Whether a verb of the list stands as a verb in the sentence and tells an act, outside its quotations.

    The others are not worth the finder's time: what is told inside a quotation is somebody's word, and the list reads it too;
    in sentences whose only such word is a noun ("a debate", "the plan") what the finder took for an act was mostly none.
    """
    return any(
        low in lexicon.verbs and at not in view.at and at not in view.places and _tells_act(view, lexicon, at)
        for at, low in enumerate(view.lows)
    )


def _tells_act(view: View, lexicon: Lexicon, at: int) -> bool:
    matched = pattern_at(view, lexicon, at)
    if matched is None or matched[0].act.type == "NONE" or inside_quotes(view, at):
        return False
    return matched[0].act.type in _FIRM or tense_at(view, lexicon, at) is not None


def pattern_at(view: View, lexicon: Lexicon, at: int) -> tuple[Pattern, int] | None:
    """The first pattern of the word list that fits at the word, with the word after it."""
    for _, patterns in lexicon.verbs.get(view.low(at), ()):
        for pattern in patterns:
            end = pattern.fits(view.lows, at)
            if (
                end is not None
                and not any(view.gap(n).strip(" -$€£¥") for n in range(at + 1, end))
                and not misread(view, lexicon, pattern, at, end)
            ):
                return pattern, end
    return None


def tense_at(view: View, lexicon: Lexicon, at: int) -> Tense | None:
    """The tense of a verb form; None where the word stands as a noun."""
    low = view.low(at)
    before = view.low(at - 1)
    nominal = (
        before in lexicon.before_noun or before in lex.DETERMINERS or before == "'s" or before in lex.MODIFIERS
        or view.low(at + 1) in {"of", "between"}
    )  # fmt: skip
    if nominal and (not low.endswith("ing") or view.low(at + 1) == "of"):
        return None
    known = [tense for tense, _ in lexicon.verbs.get(low, ())]
    if known:
        return known[0]
    group = {view.low(n) for n in range(group_start(view, at), at)}
    if low.endswith("ing"):
        return "ing"
    if low.endswith(("ed", "en")):
        return "participle" if group & (BE | HAVE) else "past"
    if before == "to" and infinitive(view, at):
        return "base"
    if group:
        return "base"
    if low.endswith("s") and at - 1 in view.at:
        return "present"
    # "sank", right after who did it; any other unknown word is taken for a noun
    return "past" if at - 1 in view.at and view.low(at + 1) not in lex.PREPOSITIONS else None


def _parties(view: View, found: Sequence[Participant], article: str) -> list[Party]:
    """Participants as parties: a mention that is most of the words, else the words themselves."""
    out: list[Party] = []
    for participant in found:
        inside = list(touched(view.words, participant.span))
        said = next((n for n in inside[:-1] if n not in view.at and tells(view, n)), None)
        if said is not None:
            # "officials allege Exland": who tells it is no part of who did it
            inside = [n for n in inside if n > said]
        while inside and view.low(inside[0]) == "'s":
            del inside[0]
        if not inside or (len(inside) == 1 and view.low(inside[0]) in lex.DETERMINERS):
            continue
        while len(inside) > 1 and view.low(inside[-1]) in _ENDS_NONE:
            del inside[-1]
        if all(view.low(n) in TIME or view.low(n).isdigit() for n in inside):
            # "scheduled for April 10", "by 330 to 210": nobody
            continue
        inside = _whole_name(view, _without_place(view, inside))
        first, last = inside[0], inside[-1] + 1
        head = _head(view, first, last)
        party = view.at.get(head) or view.places.get(head)
        if party is None or not _is_most(view, party, first, last):
            whole = view.hull(first, last)
            mention = Mention(
                mention_id(article, whole), article, whole, "unknown", "description", whole, None, participant.score,
                "found as a participant",
            )  # fmt: skip
            party = Party(mention, first, last)
        out.append(party)
    return _distinct(view, out)


def _without_place(view: View, inside: list[int]) -> list[int]:
    """The words of a participant without where it acted ("police in Tarnel"), which the event tells by its place."""
    for n, at in enumerate(inside[1:], 1):
        if view.low(at) in lex.LOCATIVES and at + 1 in view.places and at - 1 in view.at:
            return inside[:n]
    return inside


def _whole_name(view: View, inside: list[int]) -> list[int]:
    """The words of a participant with the rest of the name they belong to: "Exlandic" is none of "Exlandic Minister Ann Bell"."""
    at = inside[-1] + 1
    if any(n in view.at or n in view.places for n in inside) or not all(view.words[n].capital for n in inside):
        return inside
    while at < len(view.words) and at < inside[-1] + 6 and view.gap(at) == " " and at not in view.at:
        if not (view.words[at].capital or view.low(at) in lex.ROLES) or view.low(at) in TIME or at in view.places:
            break
        at += 1
    party = view.at.get(at) if view.gap(at) == " " else None
    if party is not None and party.first == at and party.mention.kind in {"person", "body"}:
        return list(range(party.first, party.last))
    return list(range(inside[0], at))


def _people(view: View, parties: Sequence[Party]) -> list[Party]:
    """The parties without things ("met to talk about the bridge"): one thing has no capital, and is no plural."""

    def is_thing(party: Party) -> bool:
        head = _head(view, party.first, party.last)
        told = party.mention.form != "description" or party.mention.kind != "unknown"
        return not (told or view.words[head].capital or view.low(head).endswith("s") or view.low(head) in _SOMEBODY)

    return [party for party in parties if not is_thing(party)]


def _of_other_time(view: View, party: Party, at: int) -> bool:
    """Whether a party behind the act at word `at` is one of what was before or after it ("met before Exland's invasion")."""
    back = party.first - 1
    while back > at and (qualifies(view.low(back)) or back in view.at) and not view.gap(back + 1).strip(" -"):
        back -= 1
    return back > at and view.low(back) in _OTHER_TIME and back not in view.at


def _is_seat(view: View, party: Party) -> bool:
    """Whether the party is only where something was done ("met in Tarnel")."""
    return view.places.get(party.first) == party and governed(view, party) in lex.LOCATIVES


def _head(view: View, first: int, last: int) -> int:
    """The word that names the phrase: the last one before a preposition, a relative clause or a comma."""
    for at in range(first + 1, last):
        low = view.low(at)
        ends = low in lex.PREPOSITIONS or low in lex.LOCATIVES or low in {"who", "which", "that"} or low.endswith("ing")
        if (at not in view.at and ends) or "," in view.gap(at):
            return at - 1
    return last - 1


def _is_most(view: View, party: Party, first: int, last: int) -> bool:
    """Whether a mention is what the phrase names: nothing but titles before it, and little or an apposition after it."""
    before = all(
        view.words[n].capital or not view.low(n).isalpha() or view.low(n) in _BEFORE_NAME
        for n in range(first, party.first)
    )
    apposed = party.last < last and "," in view.gap(party.last)
    return party.first < last and before and (apposed or party.last - min(first, party.first) >= 0.6 * (last - first))


def _likely(found: Sequence[Participant], least: float, text: str) -> list[Participant]:
    """The surest participant, and those joined to it or nearly as sure."""
    kept = [p for p in found if p.score >= least]
    if not kept:
        return []
    best = max(kept, key=lambda p: p.score)
    out = [best]
    at = kept.index(best)
    for step in (1, -1):
        here = best
        n = at + step
        while 0 <= n < len(kept):
            one, two = sorted((here.span, kept[n].span))
            if _JOINED.fullmatch(text, one.end, two.start) is None and kept[n].score < ALONE_PARTY:
                break
            out.append(kept[n])
            here = kept[n]
            n += step
    return sorted(out, key=lambda p: p.span)
