"""Who stands where around a verb: its subject to the left, its recipients to the right, the place.

Read by neighbourhood, no parse: to the left past adverbs, insertions and prepositional phrases, to the right up to the next
clause. Where the words between are not understood, nobody is given.
"""

from __future__ import annotations

from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.events.clauses import (
    ADVERBS,
    BE,
    BOUNDARY,
    HARD,
    HAVE,
    MODALS,
    RELATIVE,
    TIME,
    Party,
    View,
    coordinated,
    governed,
    parts,
    possessive,
    qualifies,
)
from onrecord.extract.events.things import begins_thing

#: Prepositions that tie a plain noun to the party before it ("officials in the region said").
_ATTACHES: Final = frozenset("in of at from near on outside inside within across around along".split())
#: Prepositions after which somebody stands whom the act touches.
_TOUCHING: Final = frozenset("of to for against on over with from toward towards into about".split())
_OWN_PARTS: Final = frozenset(
    "troops forces soldiers army military fighters units diplomats ambassador envoy personnel staff peacekeepers weapons".split()
)
#: Adjectives that tie a phrase to the noun before it ("rebels loyal to Bell").
_TYING: Final = frozenset("loyal close linked allied opposed belonging sympathetic hostile based backed led".split())
#: How far subjects and recipients are looked for, in words.
_LEFT: Final = 40
_RIGHT: Final = 16


def subject(view: View, start: int) -> list[Party]:
    """Those who do what the verb group that begins at word `start` tells; empty where that is not clear."""
    at = start - 1
    jumps = 0
    if view.gap(start).strip() == ",":
        return _past_insertion(view, start)
    while at >= 0 and start - at < _LEFT:
        if HARD.search(view.gap(at + 1)):
            return []
        party = view.at.get(at)
        low = view.low(at)
        if party is not None:
            preposition = governed(view, party)
            if preposition is None:
                return [] if possessive(view, party) else coordinated(view, party)
            if jumps >= 3:
                return []
            at = _before_phrase(view, party.first)
            jumps += 1
            continue
        if low in RELATIVE and at == start - 1:
            other = view.at.get(at - 1)
            return [other] if other is not None and not possessive(view, other) else []
        if low in {"and", "but", "or"}:
            return leftmost(view, at)
        if low == "to":
            return []
        if parts(view, at) or low in lex.STRICT_SAYING:
            return []
        if low in _TYING and jumps:
            at -= 1
            continue
        if view.gap(at + 1).strip() == ",":
            return _past_insertion(view, at + 1)
        if (
            low in ADVERBS
            or low.endswith("ly")
            or low in TIME
            or low.isdigit()
            or (low in {"on", "in", "at", "from", "by", "the"} and _timed(view, at + 1))
            or (low in MODALS and (_timed(view, at + 1) or _timed(view, at + 2)))
        ):
            at -= 1
            continue
        # a noun that is no party: passed over only where a preposition governs it
        place = view.places.get(at)
        first = place.first if place is not None else at
        head = _before_phrase(view, first)
        if head < first and view.low(head + 1) not in _ATTACHES:
            # "thanked X for the flour delivered to Y": the flour, not X
            return []
        if head == first or jumps >= 3 or head >= first:
            return []
        at = head
        jumps += 1
    return []


def _timed(view: View, at: int) -> bool:
    """Whether word `at` tells when."""
    return view.low(at) in TIME or view.low(at).isdigit() or (view.low(at) == "the" and view.low(at + 1) in TIME)


def _before_phrase(view: View, first: int) -> int:
    """The word before the preposition that governs the words at `first`; `first` itself where none does."""
    for back in range(first - 1, max(-1, first - 7), -1):
        if back in view.at or view.gap(back + 1).strip(" -."):
            return first
        low = view.low(back)
        if low in lex.PREPOSITIONS or low in lex.LOCATIVES:
            return back - 1
        if low in BOUNDARY or low in RELATIVE or low in BE or low in HAVE or low in MODALS or low in lex.STRICT_SAYING:
            return first
    return first


def _past_insertion(view: View, after: int) -> list[Party]:
    """The party before an insertion between commas that closes at word `after`; else the first party of the clause."""
    for back in range(after - 1, max(0, after - 26), -1):
        if HARD.search(view.gap(back + 1)) and back + 1 != after:
            return []
        if view.gap(back).strip() == ",":
            party = view.at.get(back - 1)
            if party is not None and governed(view, party) is None and not possessive(view, party):
                return coordinated(view, party)
            break
    return leftmost(view, after)


def leftmost(view: View, before: int) -> list[Party]:
    """The first party without preposition of the clause that reaches to word `before`: the subject of joined verbs."""
    begin = 0
    for at in range(before - 1, max(-1, before - _LEFT), -1):
        if (
            parts(view, at)
            or HARD.search(view.gap(at + 1))
            or (view.low(at) in lex.STRICT_SAYING and not _early(view, at))
        ):
            begin = at + 1
            break
    at = begin
    while at < before:
        party = view.at.get(at)
        if party is not None and _owned(view, party) is not None:
            at = party.last
        elif party is not None:
            if (
                governed(view, party) is None
                and not possessive(view, party)
                and not (view.gap(party.first).strip() == "," and party.first > begin and _apposed(view, party))
            ):
                return coordinated(view, party)
            at = party.last
        else:
            at += 1
    return []


def _early(view: View, at: int) -> bool:
    """Whether a verb of saying is the first verb of its own subject, so that a joined verb may share it."""
    return view.at.get(at - 1) is not None and view.low(at + 1) != "that"


def _apposed(view: View, party: Party) -> bool:
    return view.gap(party.last).strip() == "," and party.mention.form in {"title", "description"}


def recipients(view: View, start: int, to: frozenset[str]) -> list[Party]:
    """Those acted on, looked for from word `start` to the right: the object, or after one of the prepositions in `to`.

    A name that only qualifies a noun ("the Exland defender Ann Bell") counts where nobody else is found.
    """
    return _recipients(view, start, to, whole=True) or _recipients(view, start, to, whole=False)


def _recipients(view: View, start: int, to: frozenset[str], *, whole: bool) -> list[Party]:
    preposition: str | None = None
    passed = False
    seen = False
    role: str | None = None
    at = start
    while at < len(view.words) and at < start + _RIGHT:
        gap = view.gap(at)
        party = view.at.get(at)
        apposed = party is not None and party.first == at and gap.strip() == "," and party.mention.kind == "person"
        if party is not None and apposed and (role in to or (role == "" and "object" in to)):
            # "with the president of Exland, Ann Bell"
            return coordinated_right(view, party)
        if HARD.search(gap) or gap.strip() == ",":
            return []
        low = view.low(at)
        if party is not None and (owned := _owned(view, party)) is not None:
            if view.gap(owned.first).strip() == "," and ((preposition is None and "object" in to) or preposition in to):
                return [owned]
            at = party.last
            continue
        if whole and party is not None and _qualifies_next(view, party):
            at = party.last
            continue
        if party is not None and own_part(view, party):
            passed, preposition, at = True, None, party.last
            continue
        if party is not None:
            if (preposition is None and "object" in to and not passed and not seen) or preposition in to:
                return coordinated_right(view, party)
            passed = passed or preposition is None
            seen = seen or preposition is not None
            preposition = None
            at = coordinated_right(view, party)[-1].last
            continue
        if low == "to" and infinitive(view, at + 1):
            return []
        if (low in lex.PREPOSITIONS or low in lex.LOCATIVES) and low not in BOUNDARY:
            preposition = low
        elif preposition is not None and low in TIME:
            preposition = None
        elif low in lex.ROLES:
            role = preposition or ""
        elif low == "since" and "with" in to:
            passed = True
        elif (
            low in BOUNDARY
            or low in RELATIVE
            or low in lex.STRICT_SAYING
            or low in MODALS
            or (low == "and" and preposition is None and passed)
        ):
            return []
        elif preposition is not None and low not in lex.DETERMINERS | lex.MODIFIERS:
            # the noun of a phrase: what follows is no direct object any more
            seen = True
        at += 1
    return []


def beside(view: View, start: int) -> list[Party]:
    """Whom the act touches where no object is a party: the owner of the object, or who stands after any preposition.

    "Faulted Bell's decision" touches Bell; "lifted its blockade of Exland" touches Exland. Only up to the next clause.
    """
    preposition: str | None = None
    for at in range(start, min(start + _RIGHT, len(view.words))):
        gap, low, party = view.gap(at), view.low(at), view.at.get(at)
        if HARD.search(gap) or gap.strip() == ",":
            return []
        if party is not None:
            if party.first != at or party.mention.form == "pronoun" or own_part(view, party):
                continue
            if possessive(view, party) or (preposition in _TOUCHING and not _qualifies_next(view, party)):
                return coordinated_right(view, party)
            if preposition is None:
                return []
        elif low == "to" and infinitive(view, at + 1):
            return []
        elif low in lex.PREPOSITIONS and low not in BOUNDARY:
            preposition = low
        elif (
            low in BOUNDARY
            or low in RELATIVE
            or low in lex.STRICT_SAYING
            or low in MODALS
            or low in {"and", "but", "or"}
        ):
            return []
    return []


def own_part(view: View, party: Party) -> bool:
    """Whether the party is a part of whoever acts ("its troops", "their ambassador"), on whom nothing is done."""
    if view.low(party.last - 1) not in _OWN_PARTS:
        return False
    # "the withdrawal of troops": those of whoever acts
    alone = party.last - party.first == 1 and view.low(party.first - 1) == "of"
    return alone or view.low(party.first) in {"its", "their", "his", "her"}


def _qualifies_next(view: View, party: Party) -> bool:
    """Whether a name only qualifies the noun after it ("the Exville-Tarnel railway", "the Lodra crossing")."""
    if party.last >= len(view.words):
        return False
    gap, low = view.gap(party.last), view.low(party.last)
    if gap in {"-", "–", "/", "‑"}:
        return True
    if party.mention.form not in {"name", "metonym"}:
        return False
    if begins_thing(view, party):
        return True
    plain = gap == " " and party.last not in view.at and not view.words[party.last].capital and low.isalpha()
    known = BOUNDARY | RELATIVE | BE | HAVE | MODALS | ADVERBS | TIME | lex.PREPOSITIONS | lex.LOCATIVES | lex.SAYING
    verbal = low.endswith(("ly", "ed", "s", "ing"))
    return plain and low not in known and low not in {"and", "or", "but"} and not verbal


def infinitive(view: View, at: int) -> bool:
    """Whether the word after "to" is a verb as far as its neighbourhood tells: no party, place, name or determiner."""
    if at >= len(view.words) or at in view.at or at in view.places or view.words[at].capital:
        return False
    low = view.low(at)
    return not (
        low in lex.DETERMINERS
        or low in lex.MODIFIERS
        or low in lex.ROLES
        or low.isdigit()
        or low.endswith(("ing", "s"))
    )


def _owned(view: View, party: Party) -> Party | None:
    """The party that an owner or employer leads to past titles ("Exland's President Ann Bell", "Bell spokesman Carl Dorn")."""
    titled, role = possessive(view, party), False
    for at in range(party.last, min(party.last + 7, len(view.words))):
        gap = view.gap(at).strip(" -.")
        other = view.at.get(at)
        person = other is not None and other.mention.kind == "person"
        if gap:
            # "Exland's president, Ann Bell"
            return other if gap == "," and titled and role and person else None
        if other is not None:
            return other if (titled or role) and person else None
        role = role or view.low(at) in lex.ROLES
        if not (view.low(at) == "'s" or qualifies(view.low(at))):
            return None
    return None


def within(view: View, first: int, last: int) -> list[Party]:
    """Parties among words `first` to `last` (exclusive) that no preposition governs: an object inside a pattern."""
    for at in range(first, last):
        party = view.at.get(at)
        if party is None or party.first != at or governed(view, party) is not None or _qualifies_next(view, party):
            continue
        owned = _owned(view, party)
        if owned is not None and owned.last <= last:
            return [owned]
        if not possessive(view, party):
            return [party]
    return []


def coordinated_right(view: View, party: Party) -> list[Party]:
    """The party and those that follow it in the same breath."""
    out = coordinated(view, party)
    return [other for other in out if other.first >= party.first]


def place_after(view: View, start: int) -> Party | None:
    """The place named after word `start` in the same clause, past what "to", "in" and "at" govern."""
    for at in range(start, min(start + 16, len(view.words))):
        if HARD.search(view.gap(at)) and at > start:
            return None
        if at in view.places and view.places[at].mention.kind == "place":
            return view.places[at]
        party = view.at.get(at)
        if party is not None and party.first == at and party.mention.kind == "state" and governed(view, party) == "in":
            return party
        if view.low(at) in BOUNDARY:
            return None
    return None
