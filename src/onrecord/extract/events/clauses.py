"""A sentence with its parties: which words are one, which preposition governs it, who is joined to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.record import Mention, Span
from onrecord.resolve.words import Word, words

#: Words that part clauses: nothing is looked for beyond them.
BOUNDARY: Final = frozenset(
    (
        "that because if when while although though since unless whether whereas where before after as until once "
        "lest than"
    ).split()
)
RELATIVE: Final = frozenset(("who", "which", "that"))
BE: Final = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "'re", "got"))
HAVE: Final = frozenset(("has", "have", "had", "having", "'ve", "'d"))
MODALS: Final = frozenset(
    (
        "will",
        "would",
        "could",
        "may",
        "might",
        "should",
        "must",
        "can",
        "shall",
        "'ll",
        "won't",
        "wouldn't",
        "can't",
        "cannot",
        "couldn't",
    )
)
NEGATIONS: Final = frozenset(
    (
        "not never hasn't haven't hadn't isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't "
        "cannot couldn't neither nor without"
    ).split()
)
DO: Final = frozenset(("do", "does", "did", "don't", "doesn't", "didn't"))
ADVERBS: Final = frozenset(
    (
        "also then later earlier still already recently now once again previously just both even further soon "
        "often always only first finally jointly not never all once-again today yesterday back directly so far "
        "yet since ever themselves itself himself"
    ).split()
)
#: The month, in `View.lows`: "may" is the verb.
MAY: Final = "May"
#: Words that say when, between a subject and its verb.
TIME: Final = (
    lex.DAYS
    | lex.MONTHS
    | {MAY}
    | frozenset(
        (
            "today yesterday tonight earlier later last this next week month year night morning evening afternoon "
            "late early past recent weeks months years recently"
        ).split()
    )
)
#: "(UN)", "(45)", "— the largest of them —": an abbreviation, an aside of a few words, an apposition between dashes: read past.
_ASIDE: Final = re.compile(
    r" ?\([^()]{1,40}\)"
    r"|(?: (?:—|–|--) ?|—)(?P<dashed>(?:the|an?|its|his|her|their|our|one|which|who|whose|once|now|then|long)\b"
    r"[^—–\n;:\"“”()]{1,100}?)(?: (?:—|–|--)|—)(?= |[a-z])"
)
_ASIDE_MARKS: Final = ("(", "—", "–", "--")
_RELATIVE_ASIDE: Final = frozenset(("which", "who", "whose"))
#: No aside has fewer characters.
_SHORTEST_ASIDE: Final = 2
_OF_TIME: Final = frozenset(("until", "since", "before", "after"))
HARD: Final = re.compile(r"[;:()\[\]\"“”«»]| -- | — | – |\.\.\.")


@dataclass(frozen=True, slots=True)
class Party:
    """A mention in the sentence: words `first` to `last` (exclusive)."""

    mention: Mention
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class View:
    """A sentence: its words in small letters, and the outermost parties and places by the words they cover."""

    text: str
    span: Span
    words: Sequence[Word]
    lows: Sequence[str]
    at: dict[int, Party]
    places: dict[int, Party]

    def low(self, at: int) -> str:
        """Word `at` in small letters; empty outside the sentence."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def gap(self, at: int) -> str:
        """What stands between word `at - 1` and word `at`, asides left out."""
        if at <= 0 or at >= len(self.words):
            return ""
        gap = self.text[self.words[at - 1].end : self.words[at].start]
        return _ASIDE.sub("", gap) if len(gap) > _SHORTEST_ASIDE else gap

    def hull(self, first: int, last: int) -> Span:
        """The span of words `first` to `last` (exclusive)."""
        return Span(self.words[first].start, self.words[last - 1].end)


def without_asides(text: str, span: Span, found: Sequence[Word]) -> Sequence[Word]:
    """The words of the sentence at `span` that stand in no aside; `found` may begin before the span. Linear.

    An aside between dashes that tells who says it is kept ("— the ministry said —").
    """
    if found and found[0].start < span.start:
        found = [word for word in found if word.start >= span.start]
    piece = text[span.start : span.end]
    if not any(mark in piece for mark in _ASIDE_MARKS):
        return found
    aside: set[int] = set()
    for match in _ASIDE.finditer(text, span.start, span.end):
        dashed = (match["dashed"] or "").lower().split()
        if not dashed or dashed[0] in _RELATIVE_ASIDE or lex.SAYING.isdisjoint(dashed):
            aside.update(range(match.start() + 1, match.end()))
    return [word for word in found if word.start not in aside] if aside else found


def view_of(text: str, span: Span, mentions: Sequence[Mention], found: Sequence[Word] | None = None) -> View:
    """The sentence at `span`.

    `mentions` are those that lie in it, sorted by span; `found` are its words `without_asides`, where they are known.
    """
    found = without_asides(text, span, words(text, *span)) if found is None else found
    starts = {word.start: number for number, word in enumerate(found)}
    ends = {word.end: number + 1 for number, word in enumerate(found)}
    at: dict[int, Party] = {}
    places: dict[int, Party] = {}
    for mention in mentions:
        first, last = starts.get(mention.span.start), ends.get(mention.span.end)
        if first is None or last is None:
            continue
        if first not in at and first not in places:
            party = Party(mention, first, last)
            table = places if mention.kind == "place" or _placed(found, mention, first) else at
            table.update(dict.fromkeys(range(first, last), party))
    # "May" inside a sentence is the month, and not what may be
    lows = [MAY if word.key == MAY and number else word.low for number, word in enumerate(found)]
    return View(text, span, found, lows, at, places)


def doubtful(mention: Mention) -> bool:
    """Whether only a capital tells that the word is a name; at the beginning of a sentence ("Floods") that is little."""
    return mention.kind == "unknown" and mention.score < 0.5


def _placed(found: Sequence[Word], mention: Mention, first: int) -> bool:
    """Whether a name of which nothing is known stands where places stand ("in Tarnel")."""
    if not doubtful(mention):
        return False
    return first > 0 and found[first - 1].key.lower() in lex.LOCATIVES


def parts(view: View, at: int) -> bool:
    """Whether word `at` opens another clause; "until November" does not."""
    if view.low(at) not in BOUNDARY or at in view.at:
        return False
    return not (view.low(at) in _OF_TIME and (view.low(at + 1) in TIME or view.low(at + 1).isdigit()))


def group_start(view: View, verb: int) -> int:
    """The first word of the verb's group: auxiliaries, negations and adverbs before it."""
    start = verb
    while start > 0 and verb - start < 7:
        low = view.low(start - 1)
        if (start - 1) in view.at or view.gap(start).strip():
            break
        if (
            low in BE
            or low in HAVE
            or low in MODALS
            or low in NEGATIONS
            or low in DO
            or low in ADVERBS
            or (low.endswith("ly") and len(low) > 3)
        ):
            start -= 1
        else:
            break
    while (
        start < verb
        and view.low(start) in {"'s", "so", "far", "back", "today", "yesterday"}
        and view.low(start) != "'s"
    ):
        start += 1
    return start


def coordinated(view: View, party: Party) -> list[Party]:
    """The party and those joined to it by "and" or a list, in order of their place."""
    out = [party]
    here = party
    while True:
        back = here.first - 1
        while (
            back >= 0
            and back not in view.at
            and here.first - back < 6
            and (qualifies(view.low(back)) or _demonym(view, back))
            and not view.gap(back + 1).strip(" -")
        ):
            back -= 1
        joined = view.low(back) == "and" or (view.gap(back + 1).strip() == "," and len(out) > 1)
        other = view.at.get(back - 1 if view.low(back) == "and" else back)
        if (
            not joined
            or other is None
            or (other.mention.kind != party.mention.kind and "pronoun" in {other.mention.form, party.mention.form})
        ):
            break
        if view.low(back) == "and" and view.gap(back).strip() not in {"", ","}:
            break
        out.insert(0, other)
        here = other
    here = party
    while True:
        ahead = here.last
        gap = view.gap(ahead)
        if view.low(ahead) == "and" and not gap.strip(" ,"):
            if "," in gap and len(out) == 1:
                # ", and" after one party opens another clause
                break
            ahead += 1
        elif gap.strip() != "," or not _list_goes_on(view, ahead):
            break
        steps = 0
        while ahead not in view.at and steps < 5 and (qualifies(view.low(ahead)) or _demonym(view, ahead)):
            ahead += 1
            steps += 1
        other = view.at.get(ahead)
        if other is None or other.first != ahead or possessive(view, other):
            break
        out.append(other)
        here = other
    return out


def _demonym(view: View, at: int) -> bool:
    """Whether a word with a capital stands before a title, as "Exlandic" in "Exlandic President Ann Bell"."""
    return at < len(view.words) and view.words[at].capital and at not in view.places and view.low(at + 1) in lex.ROLES


def _list_goes_on(view: View, ahead: int) -> bool:
    """Whether a comma is one of a list: a party follows, and an "and" with another party soon after."""
    other = view.at.get(ahead)
    if other is None or other.first != ahead:
        return False
    return view.low(other.last) == "and" or (view.gap(other.last).strip() == "," and other.last in view.at)


def qualifies(low: str) -> bool:
    """Whether a word can stand between a determiner or title and the name it belongs to."""
    return (
        low in lex.MODIFIERS
        or low in lex.DIRECTIONS
        or low in lex.ROLES
        or low in lex.DETERMINERS
        or low in lex.HONORIFICS
    )


def governed(view: View, party: Party) -> str | None:
    """The preposition before the party, past titles and adjectives; None where none governs it."""
    back = party.first - 1
    steps = 0
    while (
        back >= 0
        and steps < 6
        and qualifies(view.low(back))
        and back not in view.at
        and not view.gap(back + 1).strip(" -.")
    ):
        back -= 1
        steps += 1
    if view.gap(back + 1).strip(" -.") or back < 0:
        return None
    low = view.low(back)
    if low == "of" and view.low(back - 1) in lex.ROLES and view.low(back + 1) in lex.TITLE_TAILS:
        # "Secretary of State Ann Bell"
        back -= 2
        while back >= 0 and (qualifies(view.low(back)) or back in view.at) and not view.gap(back + 1).strip(" -."):
            back -= 1
        low = view.low(back) if back >= 0 and not view.gap(back + 1).strip(" -.") else ""
    if low in BOUNDARY:
        return None
    if low in lex.PREPOSITIONS or low in lex.LOCATIVES:
        return low
    if low == "and":
        other = view.at.get(back - 1)
        return governed(view, other) if other is not None else None
    return None


def possessive(view: View, party: Party) -> bool:
    """Whether the party is an owner ("Bell's plan", "the officials' plan")."""
    return view.low(party.last) == "'s" or view.text[party.mention.span.end : party.mention.span.end + 2] in {
        "' ",
        "’ ",
    }
