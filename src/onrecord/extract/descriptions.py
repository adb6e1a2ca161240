"""Who is meant without a name: offices, roles, groups, bodies in small letters, pronouns.

Takes a sentence and the names found in it; attaches titles to the names they stand before, swallows the adjectives that
belong to a description ("U.S. officials" is one candidate), and gives all candidates of the sentence in order.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.found import Found, Gender
from onrecord.extract.surroundings import Reader, is_place, mark_verbs, singular, told_by
from onrecord.record import MentionForm, MentionKind, Span

#: The last words of descriptions that are no noun for people or bodies.
_OTHERS: Final = frozenset(("old", "west", "east", "south", "two", "both", "pair", "duo", "police", "military"))
_PRONOUNS: Final = frozenset(("he", "she", "they", "it", "him", "her", "them"))
#: What "her" stands before where it is an object and no possessive.
_AFTER_OBJECT: Final = (
    lex.PREPOSITIONS
    | lex.LOCATIVES
    | lex.AUXILIARIES
    | frozenset(
        "and or but that if when because while until whether how why what who out up down off away back".split()
    )
)
#: What "it" must stand before to be someone: a verb that needs an agent.
_AGENT_VERBS: Final = lex.STRICT_SAYING | frozenset(
    (
        "hopes hoped wants wanted plans planned decided refuses refused agreed accused condemned rejected "
        "welcomed called calls urged vowed pledged promised sent signed ordered launched imposed offered invited "
        "implemented denies condemns rejects demands demanded supports supported opposes opposed intends intended "
        "expects expected"
    ).split()
)
#: Verbs after "it has" and "it will" that need no agent.
_NO_AGENT: Final = frozenset(
    (
        "be been become to taken take seemed seem appeared appear come came cost rain rained snow snowed pour poured hail "
        "freeze frozen thaw thawed mattered matter happen happened a the no"
    ).split()
)
_NO_VERB: Final = _NO_AGENT | lex.AUXILIARIES
_AFTER_A_PEOPLE: Final = lex.SAYING | lex.AUXILIARIES | lex.PREPOSITIONS | {"and", "who", "'s"}
_AFTER_A_BODY: Final = _AFTER_A_PEOPLE | {"or", "but", "that", "which", "because", "if", "when", "while"}
_DOINGS_OF_TWO: Final = (
    lex.SAYING | lex.AUXILIARIES | {"met", "meet", "spoke", "talked", "drew", "left", "fought", "broke", "wrote"}
)
_NO_ACT: Final = frozenset("going being getting raining snowing becoming taking looking beginning seeming".split())
_COUNTED: Final = frozenset(
    ("hundreds thousands dozens scores millions tens majority number couple handful group groups").split()
)
_FORMER: Final = frozenset(("former", "ex", "erstwhile", "late", "then", "ousted", "onetime", "one-time", "outgoing"))
_NO_TITLE: Final = (
    _FORMER | lex.DETERMINERS | frozenset(("new", "current", "longtime", "veteran", "top", "acting", "incoming"))
)
#: Plurals that are as often verbs: right after a name they are.
_VERBLIKE: Final = frozenset(
    ("heads", "hosts", "chairs", "judges", "fathers", "mothers", "partners", "coaches", "guards", "nurses")
)
_FORCES: Final = frozenset(("troops", "forces", "police"))
#: Modifiers walked over to the left of a head noun, at most.
_REACH: Final = 9


def find_descriptions(reader: Reader, names: list[Found]) -> list[Found]:
    """All candidates of the sentence, names and descriptions and pronouns, in order of their place."""
    words = reader.sentence.words
    cover: dict[int, Found] = {at: found for found in names for at in range(found.first, found.last)}
    swallowed: set[int] = set()
    out: list[Found] = []
    if reader.sentence.heading:
        return names
    for at, word in enumerate(words):
        if at in cover or not _may_begin(word.low):
            continue
        found = _pronoun(reader, at) or _age(reader, at) or _west(reader, at) or _two(reader, at)
        if found is None:
            found = _described(reader, at, cover, swallowed)
        if found is not None:
            out.append(found)
    kept = [found for found in names if id(found) not in swallowed and not _adjective(reader, found)]
    return sorted(kept + out, key=lambda found: (found.span.start, -found.span.end))


@lru_cache(maxsize=16384)
def _may_begin(low: str) -> bool:
    """Whether a word can be a pronoun or the noun of a description: most are neither, and need no closer look."""
    return low in _PRONOUNS or low in _OTHERS or low in lex.BODY_NOUNS or singular(low) is not None


def _adjective(reader: Reader, found: Found) -> bool:
    """A people's name that only qualifies the next word ("Chinese drones") names no one."""
    if found.form != "description" or found.kind != "state":
        return False
    before = reader.low(found.first - 1)
    after = reader.low(found.last)
    if reader.gap(found.last).startswith(("-", "‑")):
        return True
    plural = found.keys[-1].endswith("s") and not found.keys[-1].endswith("ss")
    article = before == "the"
    ends = reader.gap(found.last).strip() != "" or not after or after in _AFTER_A_PEOPLE
    if plural or (article and ends):
        found.kind, found.plural, found.actors = "group", True, ()
        found.reason = "people of a state"
        return False
    return True


def _make(reader: Reader, first: int, last: int, *, kind: MentionKind, form: MentionForm, reason: str) -> Found:
    words = reader.sentence.words
    return Found(
        span=Span(words[first].start, words[last - 1].end),
        first=first,
        last=last,
        sentence=reader.sentence.number,
        kind=kind,
        form=form,
        keys=tuple(w.low for w in words[first:last]),
        reason=reason,
    )


def _pronoun(reader: Reader, at: int) -> Found | None:
    low = reader.low(at)
    if low not in _PRONOUNS or reader.sentence.words[at].shouted:
        return None
    if low == "it" and not _agent_it(reader, at):
        return None
    if low == "her" and not _object_her(reader, at):
        return None
    plural = low in {"they", "them"}
    kind: MentionKind = "group" if plural else "body" if low == "it" else "person"
    found = _make(reader, at, at + 1, kind=kind, form="pronoun", reason="pronoun")
    found.plural = plural
    gender: Gender | None = "m" if low in lex.MALE_PRONOUNS else "f" if low in lex.FEMALE_PRONOUNS else None
    found.gender = gender
    mark_verbs(reader, found)
    found.subject = low not in {"him", "her", "them"}
    before = reader.low(at - 1)
    found.speaks = (
        found.speaks or _speaks(reader, at + 1) or (before in lex.STRICT_SAYING and reader.gap(at + 1).strip() != "")
    )
    return found


def _speaks(reader: Reader, at: int) -> bool:
    """Whether a verb of speech stands at word `at`, past adverbs and auxiliaries."""
    for here in range(at, min(at + 5, len(reader.sentence.words))):
        if reader.gap(here) not in {" ", "\u00a0"}:
            return False
        if reader.low(here) in lex.SPEAKING or (reader.low(here) in {"went", "goes"} and reader.low(here + 1) == "on"):
            return True
        if reader.low(here) not in lex.AUXILIARIES:
            return False
    return False


def _object_her(reader: Reader, at: int) -> bool:
    """Whether "her" is an object: after a verb or preposition, before anything that is no noun."""
    if at == 0 or reader.gap(at + 1).strip() or at + 1 >= len(reader.sentence.words):
        return at > 0
    after = reader.low(at + 1)
    return after in _AFTER_OBJECT and not (after in {"back", "off", "own"} and singular(reader.low(at + 2)) is not None)


def _agent_it(reader: Reader, at: int) -> bool:
    for ahead in range(at + 1, min(at + 5, len(reader.sentence.words))):
        low = reader.low(ahead)
        if reader.gap(ahead).strip():
            return False
        if low in _AGENT_VERBS:
            return True
        if low in {"is", "was"} and reader.low(ahead + 1).endswith("ing") and reader.low(ahead + 1) not in _NO_ACT:
            return True
        if low in {"not", "never", "also"}:
            continue
        if low in {"has", "had", "will", "would"} and reader.low(ahead + 1) in {"not", "never", "also"}:
            ahead_of = reader.low(ahead + 2)
            return ahead_of not in _NO_VERB and not ahead_of.endswith("ly")
        if low in {"has", "had", "will", "would"} and reader.low(ahead + 1) not in _NO_VERB:
            return not reader.low(ahead + 1).endswith("ly")
        if low not in lex.AUXILIARIES or low in {"is", "was"}:
            return False
    return False


def _age(reader: Reader, at: int) -> Found | None:
    """The age of somebody as a description ("the 44-year-old") where no noun follows."""
    if reader.low(at) != "old" or reader.low(at - 1) != "year" or not reader.low(at - 2).isdigit():
        return None
    if singular(reader.low(at + 1)) is not None and not reader.gap(at + 1).strip():
        return None
    first = at - 3 if reader.low(at - 3) in {"the", "a", "an"} else at - 2
    if first == at - 2:
        return None
    found = _make(reader, first, at + 1, kind="person", form="description", reason="age")
    found.noun, found.definite = "year-old", reader.low(first) == "the"
    mark_verbs(reader, found)
    return found


def _west(reader: Reader, at: int) -> Found | None:
    """A camp of states ("the West")."""
    word = reader.sentence.words[at]
    if not word.capital or word.key not in {"West", "East", "South"} or reader.low(at - 1) != "the":
        return None
    if (
        reader.sentence.words[at + 1 : at + 2]
        and reader.sentence.words[at + 1].capital
        and not reader.gap(at + 1).strip()
    ):
        return None
    if is_place(reader, at, at + 1, None):
        return None
    found = _make(reader, at - 1, at + 1, kind="group", form="description", reason="a camp of states")
    found.plural = True
    mark_verbs(reader, found)
    return found


def _two(reader: Reader, at: int) -> Found | None:
    """Two who were named before ("the two", "both", "the pair"), before a verb; who they are is found where it matters."""
    low = reader.low(at)
    first = at if low == "both" else at - 1
    if low not in {"two", "both", "pair", "duo"} or (low != "both" and reader.low(first) != "the"):
        return None
    after = reader.low(at + 1)
    if reader.gap(at + 1) not in {" ", "\u00a0"} or not (
        after in _DOINGS_OF_TWO or (after.endswith("ed") and len(after) > 4)
    ):
        return None
    found = _make(reader, first, at + 1, kind="group", form="description", reason="two who were named before")
    found.plural = found.definite = True
    mark_verbs(reader, found)
    return found


def _described(reader: Reader, at: int, cover: dict[int, Found], swallowed: set[int]) -> Found | None:
    low = reader.low(at)
    noun = singular(low)
    body = (low in lex.BODY_NOUNS and noun is None) or low in {"police", "military"}
    if noun is None and not body:
        return None
    words = reader.sentence.words
    if body and not _body_ends(reader, at):
        return None
    after = at + 1
    if (
        noun is not None
        and reader.low(after) == "of"
        and reader.low(after + 1) in lex.TITLE_TAILS
        and after + 1 not in cover
    ):
        after += 2 if reader.low(after + 2) not in lex.TITLE_TAILS else 3
    if (
        low in _VERBLIKE
        and cover.get(at - 1) is not None
        and not reader.gap(at).strip()
        and cover[at - 1].form != "description"
    ):
        return None
    if low == "party" and reader.low(at - 1) == "third":
        return None
    closing = after < len(words) and reader.gap(after) in {" ", "\u00a0", "-", ". "}
    if closing and after not in cover and _goes_on(reader, after):
        return None
    follower = cover.get(after) if closing and reader.gap(after) != "-" else None
    title = follower if follower is not None and noun is not None and not noun[1] and _can_be_titled(follower) else None
    first, absorbed, possessor, determiner, modifiers = _left(reader, at, cover, body=body)
    of = next((f.actors[0] for f in absorbed if f.actors), None)
    if possessor is not None:
        of = possessor.actors[0] if possessor.actors else of
    of = of or _complement(reader, at, cover, absorbed)
    phrase = [reader.low(i) for i in range(first, at + 1) if i not in cover and reader.low(i) != "'s"]
    former = bool(set(phrase) & (_FORMER - {"late", "then"})) or (phrase[:1] == ["then"])
    phrase += [reader.low(i) for i in range(at + 1, after)]
    name = " ".join(part for part in phrase if part not in _NO_TITLE)
    if title is not None:
        _give_title(title, name, of, former=former, gender=_gender(phrase))
        swallowed.update(id(f) for f in absorbed if f.form == "description")
        title.speaks |= first > 0 and reader.low(first - 1) in lex.STRICT_SAYING and not told_by(reader, first)
        return None
    plural = noun[1] if noun is not None else False
    strong = bool(absorbed or possessor or determiner or modifiers)
    if not plural and not (absorbed or possessor or determiner):
        return None
    if low in lex.WEAK_GROUPS and not strong:
        return None
    if determiner == "your" or (body and determiner in {"no", "any", "every", "each"}):
        return None
    swallowed.update(id(f) for f in absorbed)
    kind: MentionKind = "body" if body and low not in _FORCES else "group" if plural or low in _FORCES else "person"
    if low in {"newspaper", "magazine", "website", "network"}:
        kind = "outlet"
    form: MentionForm = "title" if noun is not None and not plural and noun[0] in lex.OFFICES else "description"
    found = _make(reader, first, after, kind=kind, form=form, reason="")
    found.noun = noun[0] if noun is not None else low
    found.keys = tuple(name.split())
    found.of = of
    found.former = former
    found.definite = (
        determiner in {"the", "both", "this", "that", "these", "those"}
        or possessor is not None
        or (determiner is None and of is not None)
    )
    found.plural = plural
    found.gender = _gender(phrase)
    back = first - 1
    before = reader.low(back)
    found.preposition = before if before in lex.PREPOSITIONS or before in lex.LOCATIVES else None
    mark_verbs(reader, found)
    return found


def _can_be_titled(name: Found) -> bool:
    """Whether a title may stand before this name: a person's, or one not known for a place or body."""
    return name.form == "name" and (name.kind in {"person", "unknown"} or (name.kind == "place" and len(name.keys) > 1))


def _give_title(name: Found, title: str, of: str | None, *, former: bool, gender: Gender | None) -> None:
    """Note a title on the name that it stands before, which thereby is a person's."""
    name.titles.append((f"former {title}" if former else title, of))
    name.former = former
    name.sure = True
    if name.kind in {"unknown", "place"}:
        name.kind, name.reason = "person", "name after a title"
    if name.gender is None:
        name.gender = gender


def _body_ends(reader: Reader, at: int) -> bool:
    """Whether a noun for a body stands for it, and does not qualify what follows ("military aid", "party congress")."""
    after = reader.low(at + 1)
    if not after or reader.gap(at + 1).strip() or singular(after) is not None or after in lex.BODY_NOUNS:
        return True
    if after.endswith(("ed", "ly")):
        return True
    return after in _AFTER_A_BODY


def _goes_on(reader: Reader, after: int) -> bool:
    """Whether the noun only qualifies a further noun of the same kind ("campaign manager", "police officer")."""
    low = reader.low(after)
    return (
        (singular(low) is not None or low in lex.BODY_NOUNS)
        and not reader.initial(after)
        and reader.gap(after) in {" ", "-", "\u00a0"}
    )


def _left(
    reader: Reader, at: int, cover: dict[int, Found], *, body: bool
) -> tuple[int, list[Found], Found | None, str | None, list[str]]:
    """The first word of the description whose noun is word `at`, and what was walked over."""
    first = at
    absorbed: list[Found] = []
    modifiers: list[str] = []
    quantity = False
    while first > 0 and at - first < _REACH:
        gap = reader.gap(first)
        if gap not in {" ", "-", "\u00a0", "‑"} and not (gap == ", " and reader.low(first - 1) in lex.MODIFIERS):
            break
        back = first - 1
        low = reader.low(back)
        other = cover.get(back)
        if other is not None:
            if body and other.form == "name" and other.kind in {"person", "unknown"} and not absorbed:
                # "the Bell campaign": the person stays a mention of its own
                modifiers.append("")
                first = other.first
                continue
            if other.kind == "person" or other.form == "pronoun" or len(absorbed) > 2:
                break
            absorbed.append(other)
            first = other.first
        elif low == "'s":
            owner = cover.get(back - 1)
            if owner is not None:
                return owner.first, absorbed, owner, None, modifiers
            return first, absorbed, None, "the", modifiers
        elif low == "and" and absorbed and cover.get(back - 1) is not None and cover[back - 1].form == "description":
            first = back
        elif low.replace(",", "").isdigit():
            first = back
            quantity = True
        elif low in {"that", "this"} and _plural(reader, at):
            # "said that officials": no determiner
            break
        elif low in lex.DETERMINERS and low != "no":
            return back, absorbed, None, low, modifiers
        elif (
            low in lex.MODIFIERS
            or low in lex.BODY_NOUNS
            or low in lex.ROLES
            or (low.endswith(lex.MODIFIER_ENDINGS) and len(low) > 5)
            or gap == "-"
        ):
            modifiers.append(low)
            first = back
        else:
            break
    if reader.low(first - 1) == "of" and reader.low(first - 2) in _COUNTED and not reader.gap(first).strip():
        return first - 2, absorbed, None, "some", modifiers
    return first, absorbed, None, "some" if quantity else None, modifiers


def _plural(reader: Reader, at: int) -> bool:
    noun = singular(reader.low(at))
    return noun is not None and noun[1]


def _complement(reader: Reader, at: int, cover: dict[int, Found], absorbed: list[Found]) -> str | None:
    """To whom the office belongs where it is told after it ("... of Exland", "for the Round House")."""
    if absorbed or reader.gap(at + 1).strip() or reader.low(at + 1) not in {"of", "for", "at", "to", "from", "with"}:
        return None
    other = cover.get(at + 3 if reader.low(at + 2) in {"the", "a", "an", "its"} else at + 2)
    return other.actors[0] if other is not None and other.kind != "person" and other.actors else None


def _gender(phrase: list[str]) -> Gender | None:
    if any(word in lex.FEMALE_TITLES or word in {"woman", "girl", "her"} for word in phrase):
        return "f"
    return "m" if any(word in lex.MALE_TITLES or word in {"man", "boy"} for word in phrase) else None
