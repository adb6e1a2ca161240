"""Two persons of one name in one article: what the words around a full name tell of its bearer.

Takes a sentence and its names, notes on each what parts it from others of that name: a walk of life that no other goes
with, the age, "another". Whoever only has several offices, or had another calling before, stays one person. Who is who is
left to `figures`.
"""

from __future__ import annotations

from typing import Final

from onrecord.extract import lexicon as lex
from onrecord.extract.found import Found
from onrecord.extract.surroundings import Reader

#: Callings of which one person follows one at a time, by walk of life. Those that go with many others ("lawyer", "general",
#: "professor", "chairman") are left out: one person is a lawyer, a candidate and a senator.
_WALKS: Final = {
    word: walk
    for walk, words in {
        "office": "mayor governor senator minister premier lawmaker congressman congresswoman ambassador chancellor",
        "sport": (
            "goalkeeper striker midfielder winger footballer quarterback pitcher jockey boxer swimmer cyclist sprinter "
            "skier wrestler"
        ),
        "stage": "singer actor actress dancer guitarist drummer comedian violinist pianist",
        "trade": (
            "baker butcher carpenter plumber electrician fisherman farmer miner waiter waitress cook shopkeeper cleaner "
            "driver bricklayer welder hairdresser"
        ),
        "childhood": "schoolboy schoolgirl toddler pupil infant",
    }.items()
    for word in words.split()
}
#: What was, or is no more, parts nobody.
_NO_LONGER: Final = frozenset("former ex retired onetime late then once turned ousted".split())
_ANOTHER: Final = frozenset(("another", "different", "second", "other", "unrelated"))
#: Right behind a name: somebody else bears it too.
_APART: Final = frozenset((("no", "relation"), ("a", "namesake"), ("his", "namesake"), ("her", "namesake")))
_CALLED: Final = frozenset(("named", "called"))
_OLDEST: Final = 120
#: Words of an apposition that are looked at for a calling.
_APPOSITION: Final = 8


def note_traits(reader: Reader, names: list[Found]) -> None:
    """Set `walk`, `age` and `other` of the names of persons in full."""
    for name in names:
        if name.form == "name" and len(name.keys) > 1 and name.kind in {"person", "unknown"}:
            name.other = _is_another(reader, name)
            before = reader.low(name.first - 1) if reader.gap(name.first) == " " else ""
            if before in _WALKS and reader.low(name.first - 2) not in _NO_LONGER:
                name.walk = _WALKS[before]
            if reader.gap(name.last).startswith((",", " (")):
                _read_apposition(reader, name)


def _is_another(reader: Reader, name: Found) -> bool:
    """Whether the words say that another one bears the name: "another Ann Bell, a baker", "a different woman named Ann Bell".

    "A different Ann Bell", or "another Ann Bell" who is not told more of, may be the same one in a new light.
    """
    beside = reader.gap(name.last).startswith(",")
    if beside and (reader.low(name.last), reader.low(name.last + 1)) in _APART:
        return True
    start = name.first - 1
    if reader.low(start) in _CALLED and reader.low(start - 1) in lex.ROLES:
        return reader.low(start - 2) in _ANOTHER
    while start > name.first - 4 and reader.low(start) in lex.ROLES:
        start -= 1
    return beside and reader.low(start) in _ANOTHER - {"different"}


def _read_apposition(reader: Reader, name: Found) -> None:
    """The age and the calling in ", 43, a baker from Exville", ", the goalkeeper of", "(43)"."""
    at = name.last
    low = reader.low(at)
    if low.isdigit() and len(low) <= 3 and int(low) <= _OLDEST and reader.gap(at + 1)[:1] in {",", ")", "-"}:
        name.age = int(low)
        at += 1
    for here in range(at, min(at + _APPOSITION, len(reader.sentence.words))):
        low = reader.low(here)
        if here > at and reader.gap(here) not in {" ", "-"}:
            return
        if low in _NO_LONGER or low in lex.PREPOSITIONS or low in lex.SAYING:
            return
        if low.isdigit() and len(low) <= 3 and int(low) <= _OLDEST and reader.low(here + 1) == "year":
            name.age = int(low)
        if low in _WALKS:
            name.walk = name.walk or _WALKS[low]
            return
