"""In whose words a candidate stands: inside a quotation, or in what a verb of saying before it leads in.

Takes a sentence's candidates and the outermost quotations of the text, and marks the candidates; who they are is settled by
`cast`, which looks for a speaker among those who stand in nobody else's words first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.found import Found
from onrecord.extract.quotes import Quotation
from onrecord.extract.surroundings import Reader, is_title, told_by

#: After a comma they begin a clause of the writer's own.
_OWN_CLAUSE: Final = frozenset("and but while whereas though although who whose which".split())
_QUOTATION_MARKS: Final = frozenset('“”"«»„')
#: Words that may stand between the subject of a clause and its object pronoun: "had firmly assured her".
_NO_VERB_GROUP: Final = frozenset(
    "and or but that who which whom to for of with from by at in on about against as than if when while".split()
)
_CLAUSE_WORDS: Final = 4
#: Behind a name they begin no verb.
_GOES_ON: Final = (
    lex.PREPOSITIONS
    | lex.LOCATIVES
    | frozenset(
        "and or but nor who whom whose which that as than of in at for with from to by on about like if when while".split()
    )
)
#: A sentence that begins so has its own clause behind the comma.
_FRONTED: Final = frozenset("when while after although though as if because since before once even despite".split())
_TITLE_WORDS: Final = 6
#: Behind one of these a name may be the pronoun's own: "When he came, Lee said".
_ADVERBIAL: Final = frozenset(
    "after before when while as because since if until unless though although where once".split()
)
_CLAUSE_END: Final = frozenset(",;:.!?()—–")
_TURNED: Final = frozenset(",?!”\"’»'")
_APPOSED: Final = frozenset("a an the who whose former now then".split())
_ASKING: Final = frozenset({"asked", "asks"})
#: Between a quotation and who speaks it stand at most so many characters: a verb, a title.
_VOICE_CHARS: Final = 120
#: Between the end of a sentence that says who speaks and the quotation that goes on.
_BEHIND: Final = re.compile(r"[^.!?\n“”\"«»]*[.,:]?\s*")
_SENTENCE_END: Final = re.compile(r"[.!?][”\"’)]*\s|\n|[“„«]")
_FORMS: Final = frozenset({"name", "title", "description", "pronoun"})


def mark_voices(reader: Reader, candidates: Sequence[Found], quoted: Sequence[Quotation]) -> None:
    """Set `quotation`, `led_in`, `opens`, `and_at`, `asked`, `subject_of` of the sentence's candidates; `quoted` is sorted."""
    reported = _led_in(reader, candidates)
    for found in candidates:
        at = bisect_right(quoted, found.span.start, key=lambda q: q.span.start) - 1
        if at >= 0 and found.span.end <= quoted[at].span.end:
            found.quotation = quoted[at].span.start
        told = told_by(reader, found.first)
        found.led_in = found.first in reported and not told
        found.asked = told in _ASKING
        lead = _before_titles(reader, found.first)
        found.and_at = lead - 1 if reader.low(lead - 1) == "and" else None
        behind_comma = reader.gap(found.first).startswith(",")
        if (
            not found.possessive
            and found.preposition is None
            and (behind_comma or reader.initial(_before_titles(reader, found.first)))
        ):
            # who opens a sentence or a clause is its subject, also before a verb of no list
            found.opens = found.kind == "group" or _acts(reader, found)
        if found.form == "pronoun" and not found.subject:
            found.subject_of = _clause_subject(reader, found, candidates)
        elif found.form == "pronoun":
            found.behind = _behind(reader, found, candidates)


def _led_in(reader: Reader, candidates: Sequence[Found]) -> set[int]:
    """Words that stand in what a verb of saying leads in, up to where the writer's own words go on."""
    out: set[int] = set()
    if not any(word.low in lex.STRICT_SAYING for word in reader.sentence.words):
        return out
    firsts = {found.first for found in candidates}
    inside = until_comma = False
    for at in range(1, len(reader.sentence.words)):
        gap = reader.gap(at)
        own = gap.startswith(",") and reader.low(at) in _OWN_CLAUSE
        if inside and (own or ";" in gap or _QUOTATION_MARKS & set(gap) or (until_comma and "," in gap)):
            inside = until_comma = False
        if inside:
            out.add(at)
        elif reader.low(at - 1) in lex.STRICT_SAYING and reader.low(at - 1) != "according" and gap == " ":
            # "..., said Lee": turned round, it leads in nothing
            turned = at > 1 and bool(_TURNED & set(reader.gap(at - 1))) and _names(reader, at, firsts)
            inside, until_comma = not turned, at == 1 or reader.low(0) in _FRONTED
            if inside:
                out.add(at)
    return out


def _names(reader: Reader, at: int, firsts: set[int]) -> bool:
    """Whether a candidate begins at word `at`, or behind the title that begins there."""
    while at not in firsts and is_title(reader, at):
        at += 1
    return at in firsts


def _acts(reader: Reader, found: Found) -> bool:
    """Whether a verb stands behind a candidate, or what is told of a subject before its verb: ", the younger brother of".

    Behind a person any word in small letters may be a verb or its adverb, but for those that go on with the name.
    """
    at = found.last
    if at >= len(reader.sentence.words):
        return False
    if reader.gap(at) == ", " and reader.low(at) in _APPOSED:
        return True
    if reader.gap(at) != " ":
        return False
    known = (found.kind == "person" and not found.weak) or found.keys[-1].lower() in reader.lasts
    person = known and found.form == "name" and not reader.sentence.words[at].capital
    return reader.low(at).endswith("ed") or (person and reader.low(at).isalpha() and reader.low(at) not in _GOES_ON)


def _before_titles(reader: Reader, at: int) -> int:
    """The first word of the titles right before word `at`; `at` itself where there is none."""
    first = at
    while first > max(at - _TITLE_WORDS, 0) and is_title(reader, first - 1):
        first -= 1
    return first


def _behind(reader: Reader, pronoun: Found, candidates: Sequence[Found]) -> tuple[tuple[str, ...], ...]:
    """The names between a subject pronoun and the end of its clause, which are others': "he seldom mentioned Lee"."""
    out = []
    at = pronoun.last
    for found in sorted(candidates, key=lambda found: found.first):
        if found.first < pronoun.last or found.form != "name":
            continue
        if any(
            _CLAUSE_END & set(reader.gap(word)) or reader.low(word) in _ADVERBIAL for word in range(at, found.first + 1)
        ):
            break
        out.append(found.keys)
        at = found.first + 1
    return tuple(out)


def _clause_subject(reader: Reader, pronoun: Found, candidates: Sequence[Found]) -> Found | None:
    """The subject of the verb that an object pronoun stands behind ("Lee had warned him"): another one than the pronoun's."""
    before = [found for found in candidates if found.last <= pronoun.first]
    nearest = max(before, key=lambda found: found.last, default=None)
    if nearest is None or nearest.possessive or pronoun.first - nearest.last > _CLAUSE_WORDS:
        return None
    between = {reader.low(at) for at in range(nearest.last, pronoun.first)}
    return None if between & _NO_VERB_GROUP else nearest


def mark_speakers(text: str, candidates: Sequence[Found], quoted: Sequence[Quotation]) -> None:
    """Set `voice` of the candidates in quotations; `candidates` and `quoted` are sorted.

    Who speaks stands behind the quotation in its sentence, else before it, with a verb of saying or a colon.
    """
    own = [found for found in candidates if found.quotation is None and found.form in _FORMS]
    starts = [found.span.start for found in own]
    voices: dict[int, Found] = {}
    last_end = 0
    for quotation in quoted:
        start, end = quotation.span
        behind = own[bisect_left(starts, end) : bisect_left(starts, end + _VOICE_CHARS)]
        before = own[bisect_left(starts, max(last_end, start - _VOICE_CHARS)) : bisect_left(starts, start)]
        voice = next((f for f in behind if f.speaks and _SENTENCE_END.search(text, end, f.span.start) is None), None)
        if voice is None:
            voice = next((f for f in reversed(before) if _leads_in(text, f, start)), None)
        if voice is not None:
            voices[start] = voice
        last_end = end
    for found in candidates:
        if found.quotation is not None:
            found.voice = voices.get(found.quotation)


def _leads_in(text: str, found: Found, start: int) -> bool:
    """Whether the quotation at `start` is led in by the candidate: "Lee said, ", "Lee: ", or goes on behind "..." Lee said."""
    between = text[found.span.end : start]
    return (found.speaks and _BEHIND.fullmatch(between) is not None) or between.strip() == ":"
