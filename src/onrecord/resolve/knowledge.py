"""The knowledge base: actors with their names, and who held which office when.

Takes TOML files (the starter list of the package, the desk's own), gives one frozen `Knowledge` with look-up by the words
of a text and by office and day. A later file extends an earlier one; an entry with a known id replaces that entry.
What a name means in its sentence is left to `onrecord.extract.mentions`.

A file:

    as_of = "2023-12-31"            # up to this day the offices are known; left out = no limit

    [[actor]]
    id = "xx"                       # letters, digits, dots, hyphens, underscores
    kind = "state"                  # state | person | body | outlet
    name = "Exland"                 # display name
    names = ["Republic of Exland"]  # more names
    demonyms = ["Exlandic"]         # adjective and people
    capital = "Exville"             # or a list; stands for the government where it says, decides or acts
    metonyms = ["Round House"]      # further words that stand for it
    bare = ["Ex"]                   # names that count only where a longer one stands in the same article
    country = "xx"                  # id of the state it belongs to
    head = "President"              # bodies: the office of the state whose holder is meant by "the Round House chief"
    control = "state-controlled"    # outlets
    domains = ["example.org"]       # outlets
    [[actor.role]]                  # persons: offices in time, days as YYYY, YYYY-MM or YYYY-MM-DD
    title = "Foreign Minister"
    of = "xx"                       # id of the state or body
    from = "2021-05-01"
    to = "2023-02-11"               # the first day out of office; left out = still in it
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final, Literal, NamedTuple, cast

from onrecord.errors import UsageError
from onrecord.resolve.words import Word, keys_of

ActorKind = Literal["state", "person", "body", "outlet"]
AliasSort = Literal["name", "bare", "demonym", "capital", "metonym"]

_KINDS: Final = ("state", "person", "body", "outlet")
_FIELDS: Final = frozenset(
    "id kind name names demonyms capital metonyms bare country part_of head control controller domains role foreign note".split()
)
_ROLE_FIELDS: Final = frozenset(("title", "of", "from", "to", "note"))
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_DAY: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_ENTRY: Final = re.compile(r"^[ \t]*\[\[[ \t]*actor[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Role:
    """An office held: `since` its first day, `until` the first day out of it (None: unknown, still held)."""

    title: str
    of: str | None
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. `known_until` is the `as_of` day of the file that describes it; `entry` says where it stands."""

    id: str
    kind: ActorKind
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    bare: tuple[str, ...]
    country: str | None
    part_of: str | None
    head: str | None
    roles: tuple[Role, ...]
    domains: tuple[str, ...]
    control: str | None
    controller: str | None
    foreign: Mapping[str, tuple[str, ...]]
    known_until: str | None
    entry: str


class Alias(NamedTuple):
    """One way to name an actor: its words, whose it is, and of what sort."""

    keys: tuple[str, ...]
    actor: str
    sort: AliasSort


class Match(NamedTuple):
    """Words that are aliases: how many words, and every reading of them, names first."""

    length: int
    aliases: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All actors with their look-up tables.

    `first` leads from the first word of an alias to the aliases, longest first; `offices` from a title to who held it
    when; `family` from the last word of a person's name to the persons.
    """

    actors: Mapping[str, Actor]
    first: Mapping[str, tuple[tuple[tuple[str, ...], tuple[Alias, ...]], ...]]
    offices: Mapping[str, tuple[tuple[str, Role], ...]]
    family: Mapping[str, tuple[str, ...]]

    def match(self, words: Sequence[Word], at: int) -> Match | None:
        """The longest alias that begins at word `at`, or None. A word in capitals also matches its usual form."""
        word = words[at]
        for keys, aliases in self.first.get(word.key, ()):
            if len(keys) == 1 or tuple(w.key for w in words[at : at + len(keys)]) == keys:
                return Match(len(keys), aliases)
        if word.shouted and len(word.key) > 3:
            for keys, aliases in self.first.get(word.key.capitalize(), ()):
                if tuple(w.key.capitalize() if w.shouted else w.key for w in words[at : at + len(keys)]) == keys:
                    return Match(len(keys), aliases)
        return None

    def belongs(self, actor: str | None, to: str) -> bool:
        """Whether `actor` is `to`, or a part of it, or of its country."""
        seen = 0
        while actor is not None and seen < 8:
            if actor == to:
                return True
            entry = self.actors.get(actor)
            if entry is None:
                return False
            if entry.country == to:
                return True
            actor, seen = entry.part_of, seen + 1
        return False

    def holders(self, title: str, of: str, day: str | None) -> tuple[str, ...]:
        """Ids of those who held the office on that day; empty where the day is unknown or past what the file knows.

        `title` in any spelling; "leader" is whoever holds an office of the state itself. `of` is a state or a body.
        """
        if day is None:
            return ()
        wanted = title_key(title)
        out: list[str] = []
        for actor, role in self.offices.get(wanted, ()):
            limit = self.actors[actor].known_until
            if role.until is None and limit is not None and day > limit:
                continue
            own = role.of == of if wanted == LEADER else self.belongs(role.of, of)
            if own and _in_office(role, day) and actor not in out:
                out.append(actor)
        return tuple(out)

    def head_of(self, of: str, day: str | None) -> str | None:
        """Id of the one who led a state or a body on that day: of a body by the office that its entry names as its `head`."""
        body = self.actors[of]
        if body.head is None:
            return self.holder(LEADER, of, day)
        return self.holder(body.head, body.country or of, day)

    def holder(self, title: str, of: str, day: str | None) -> str | None:
        """Id of the one who held the office on that day; None where nobody or more than one is known."""
        found = self.holders(title, of, day)
        return found[0] if len(found) == 1 else None


LEADER: Final = "leader"
_SAME_TITLE: Final = {
    "defence": "defense", "adviser": "advisor", "premier": "prime minister", "pm": "prime minister",
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "chairman": "chair", "chairwoman": "chair",
    "chairperson": "chair", "sen": "senator", "gov": "governor", "rep": "representative", "congressman": "representative",
    "congresswoman": "representative", "gen": "general", "adm": "admiral", "col": "colonel", "capt": "captain",
    "organisation": "organization",
}  # fmt: skip


@lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """The form in which titles are compared: lower case, hyphens as spaces, one spelling, no gender."""
    parts = title.casefold().replace("-", " ").replace(".", "").split()
    return " ".join(_SAME_TITLE.get(part, part) for part in parts)


def _in_office(role: Role, day: str) -> bool:
    """Whether the day lies in the term; a term known by month or year counts from its first day."""
    return (role.since is None or role.since <= day) and (role.until is None or day < role.until)


def starter_text() -> str:
    """The starter list that ships with the package, as TOML."""
    return resources.files("onrecord.resolve").joinpath("data", "actors.toml").read_text("utf-8")


def load(paths: Sequence[Path] = (), *, starter: bool = True) -> Knowledge:
    """The starter list, extended and overridden by the files in order.

    Raises UsageError with file and line where a file cannot be read or an entry is wrong.
    """
    files = [("actors.toml (starter list)", starter_text())] if starter else []
    for path in paths:
        try:
            files.append((str(path), path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: the actors file cannot be read ({error})") from error
    actors: dict[str, Actor] = {}
    for name, text in files:
        for actor in parse(name, text):
            actors[actor.id] = actor
    for actor in actors.values():
        for other in (actor.country, actor.part_of, *(role.of for role in actor.roles)):
            if other is not None and other not in actors:
                raise UsageError(f"{actor.entry}: no actor has the id {other!r}; add it, or correct the id")
    return build(actors)


def parse(name: str, text: str) -> list[Actor]:
    """Actors of one file's text; `name` stands in the messages. Raises UsageError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name}: not a TOML file: {error}") from error
    known_until = data.get("as_of")
    if known_until is not None and not (isinstance(known_until, str) and _DAY.fullmatch(known_until)):
        raise UsageError(f'{name}: as_of must be a day in quotation marks, like "2023-12-31"')
    rows = data.get("actor", [])
    if not isinstance(rows, list):
        raise UsageError(f"{name}: write each actor under a heading [[actor]] with double brackets")
    if unknown := sorted(set(data) - {"as_of", "actor"}):
        raise UsageError(f"{name}: {unknown[0]!r} is not known at the top of an actors file (as_of, [[actor]])")
    lines = [text.count("\n", 0, match.start()) + 1 for match in _ENTRY.finditer(text)]
    out: list[Actor] = []
    seen: set[str] = set()
    for number, row in enumerate(rows):
        place = f"{name}, line {lines[number]}" if len(lines) == len(rows) else f"{name}, entry {number + 1}"
        actor = _actor(row, place, known_until)
        if actor.id in seen:
            raise UsageError(f"{place}: the id {actor.id!r} is used twice in this file")
        seen.add(actor.id)
        out.append(actor)
    return out


def _actor(row: object, place: str, known_until: str | None) -> Actor:
    if not isinstance(row, dict):
        raise UsageError(f"{place}: an actor is a table with id, kind and name")
    fields = cast("dict[str, object]", row)
    if unknown := sorted(set(fields) - _FIELDS):
        raise UsageError(f"{place}: the field {unknown[0]!r} is not known; known are {', '.join(sorted(_FIELDS))}")
    ident, kind, name = (_word(fields, field, place) for field in ("id", "kind", "name"))
    if ident is None or kind is None or name is None:
        raise UsageError(f"{place}: an actor needs id, kind and name")
    if not _ID.fullmatch(ident):
        raise UsageError(f"{place}: the id {ident!r} may hold letters, digits, dots, hyphens and underscores")
    if kind not in _KINDS:
        raise UsageError(f"{place}: kind is {kind!r}, but must be one of {', '.join(_KINDS)}")
    place = f"{place} ({ident})"
    foreign = fields.get("foreign", {})
    if not isinstance(foreign, dict):
        raise UsageError(f"{place}: foreign must be a table from language code to a list of names")
    return Actor(
        id=ident,
        kind=cast("ActorKind", kind),
        name=name,
        names=_list(fields, "names", place),
        demonyms=_list(fields, "demonyms", place),
        capitals=_list(fields, "capital", place),
        metonyms=_list(fields, "metonyms", place),
        bare=_list(fields, "bare", place),
        country=_word(fields, "country", place),
        part_of=_word(fields, "part_of", place),
        head=_word(fields, "head", place),
        roles=_roles(fields.get("role", []), place),
        domains=tuple(domain.lower() for domain in _list(fields, "domains", place)),
        control=_word(fields, "control", place),
        controller=_word(fields, "controller", place),
        foreign={str(code): _list(foreign, str(code), place) for code in foreign},
        known_until=known_until,
        entry=place,
    )


def _word(fields: Mapping[str, object], field: str, place: str) -> str | None:
    value = fields.get(field)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{place}: {field} must be words in quotation marks")
    return value.strip()


def _list(fields: Mapping[str, object], field: str, place: str) -> tuple[str, ...]:
    value = fields.get(field, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise UsageError(f"{place}: {field} must be a list of words in quotation marks")
    return tuple(dict.fromkeys(v.strip() for v in values))


def _roles(rows: object, place: str) -> tuple[Role, ...]:
    if not isinstance(rows, list):
        raise UsageError(f"{place}: write each office under a heading [[actor.role]] with double brackets")
    out: list[Role] = []
    for row in rows:
        if not isinstance(row, dict) or set(row) - _ROLE_FIELDS:
            raise UsageError(f"{place}: an office has title, of, from and to, nothing else")
        title = _word(row, "title", place)
        if title is None:
            raise UsageError(f"{place}: an office needs a title")
        since, until = _day(row, "from", place), _day(row, "to", place)
        if since is not None and until is not None and until < since:
            raise UsageError(f"{place}: the office {title!r} ends ({until}) before it begins ({since})")
        out.append(Role(title, _word(row, "of", place), since, until))
    return tuple(out)


def _day(row: Mapping[str, object], field: str, place: str) -> str | None:
    value = row.get(field)
    if value is None:
        return None
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise UsageError(f'{place}: {field} must be a day in quotation marks, like "2023-03-20", "2023-03" or "2023"')
    return value


def build(actors: Mapping[str, Actor]) -> Knowledge:
    """The look-up tables over the actors. Linear in the number of names."""
    table: dict[tuple[str, ...], list[Alias]] = {}
    offices: dict[str, list[tuple[str, Role]]] = {}
    family: dict[str, dict[str, None]] = {}
    for actor in actors.values():
        bare = set(actor.bare)
        sorts: list[tuple[str, AliasSort]] = [(n, "bare" if n in bare else "name") for n in (actor.name, *actor.names)]
        sorts += [(n, "bare") for n in actor.bare]
        sorts += [(n, "metonym") for n in actor.metonyms]
        sorts += [(n, "capital") for n in actor.capitals]
        sorts += [(n, "demonym") for n in actor.demonyms]
        for name, sort in sorts:
            # "the Round House": the article is not a part of the name
            keys = keys_of(name.removeprefix("the "))
            aliases = table.setdefault(keys, [])
            if keys and not any(a.actor == actor.id and a.sort == sort for a in aliases):
                aliases.append(Alias(keys, actor.id, sort))
        if actor.kind == "person":
            for name in (actor.name, *actor.names):
                family.setdefault(keys_of(name)[-1] if keys_of(name) else "", {})[actor.id] = None
        for role in actor.roles:
            offices.setdefault(title_key(role.title), []).append((actor.id, role))
            if role.of is not None and actors[role.of].kind == "state":
                offices.setdefault(LEADER, []).append((actor.id, role))
    order: dict[str, int] = {"name": 0, "bare": 1, "metonym": 2, "capital": 3, "demonym": 4}
    first: dict[str, list[tuple[tuple[str, ...], tuple[Alias, ...]]]] = {}
    for keys, aliases in sorted(table.items(), key=lambda item: -len(item[0])):
        if keys:
            ranked = tuple(sorted(aliases, key=lambda alias: order[alias.sort]))
            first.setdefault(keys[0], []).append((keys, ranked))
    return Knowledge(
        actors=dict(actors),
        first={key: tuple(rows) for key, rows in first.items()},
        offices={key: tuple(rows) for key, rows in offices.items()},
        family={key: tuple(ids) for key, ids in family.items() if key},
    )
