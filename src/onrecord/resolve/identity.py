"""Which actor a mention stands for over all articles, and which parts of statements and events an actor has.

An actor of the actors files has its id there. Anybody else has an open id, made of nothing but kind and full name, so that
the same name has the same id in every article and on every machine:

    person:janeroe          a person named in full, by the spelling key of the name (`onrecord.resolve.spelling`)
    body:harborinstitute    a body or outlet
    name:exvillepact        a name of two words that nothing tells the kind of
    unnamed:us.official     people without names, by state and noun ("U.S. officials"); `unnamed:expert` without a state,
                            `unnamed:us+gb.official` of two

A short name without the longer one, a pronoun without a name, a place: no id. Two persons of one name share the open id
until a judgement parts them. Where one article tells two of them apart, each has an id of its own there,
`person:janeroe.81c2e9d4`: what follows the stop stands for the article and the place of the name. Takes rows of one article,
gives rows; pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.record import Event, Mention, Span, Spans, Statement, mention_id
from onrecord.resolve.knowledge import Knowledge
from onrecord.resolve.spelling import folded_words, spelling_key
from onrecord.resolve.words import words
from onrecord.text.spans import contains, placed

Part = Literal["speaker", "addressee", "content", "actor", "recipient"]

#: Kinds of mentions whose names make an open id, and how many words with a capital the name needs.
_OPEN: Final[Mapping[str, tuple[str, int]]] = {
    "person": ("person", 2),
    "body": ("body", 1),
    "outlet": ("body", 1),
    "unknown": ("name", 2),
}
#: A mention that scores less fits several, or nobody.
_TOLD: Final = 0.5
OPEN_PREFIXES: Final = ("person:", "body:", "name:", "unnamed:")
#: Words of people without names that tell nothing of who they are.
_EMPTY: Final = frozenset(
    "a an the both more some many several two three four five six seven eight nine ten few other most all these those top senior"
    " high ranking level junior current former unnamed unidentified anonymous its his her their our of and in from at for".split()
)


@dataclass(frozen=True, slots=True)
class Identity:
    """A mention and the actor it stands for; `name` as the article gives it in full."""

    mention: str
    actor: str
    name: str


@dataclass(frozen=True, slots=True)
class Involvement:
    """An actor's part in a statement or an event; `mention` are the words that name it there."""

    actor: str
    row: str
    part: Part
    mention: str


def open_id(kind: str, name: str) -> str | None:
    """The id of somebody who is in no actors file; None where the kind has none, or the name is too short to tell."""
    prefix, least = _OPEN.get(kind, ("", 0))
    capitals = sum(1 for word in words(name) if word.capital)
    key = spelling_key(name)
    return f"{prefix}:{key}" if prefix and key and capitals >= least else None


def unnamed_id(name: str, knowledge: Knowledge) -> str | None:
    """The id of people without names, by the state or body they belong to and their noun; None where no noun is left."""
    found = words(name)
    of: dict[str, None] = {}
    rest: list[str] = []
    at = 0
    while at < len(found):
        match = knowledge.match(found, at) if found[at].capital else None
        if match is not None:
            of[match.aliases[0].actor] = None
            at += match.length
            continue
        key = "".join(folded_words(found[at].key))
        if key and key not in _EMPTY and not key.isdigit() and found[at].key != "'s":
            rest.append(key)
        at += 1
    if not rest:
        return None
    noun = rest[-1]
    if len(noun) > 4 and not noun.endswith("ss"):
        noun = noun.removesuffix("ies") + "y" if noun.endswith("ies") else noun.removesuffix("s")
    return "unnamed:" + ".".join([*(["+".join(of)] if of else []), *rest[:-1], noun])


def identities(text: str, mentions: Sequence[Mention], knowledge: Knowledge) -> tuple[Identity, ...]:
    """The mentions of one article that stand for somebody, in their order."""
    names = {mention.span for mention in mentions if mention.form == "name"}
    bearers: dict[tuple[str, str], set[Span]] = {}
    for mention in mentions:
        if mention.form == "name" and mention.kind == "person" and mention.score >= _TOLD:
            bearers.setdefault((mention.kind, _words_at(text, mention.head)), set()).add(mention.head)
    ids: dict[tuple[str, str], str | None] = {}
    out = []
    for mention in mentions:
        name = _words_at(text, mention.head)
        if mention.kind == "place":
            continue
        actor = mention.actor
        unnamed = mention.kind == "group" and mention.form == "description"
        if actor is None and (unnamed or mention.head in names):
            asked = ("" if unnamed else mention.kind, name)
            if asked not in ids:
                ids[asked] = unnamed_id(name, knowledge) if unnamed else open_id(mention.kind, name)
            actor = ids[asked]
            if len(bearers.get((mention.kind, name), ())) > 1:
                actor = _one_of_several(mention, actor)
        if actor is not None:
            out.append(Identity(mention.id, actor, name))
    return tuple(out)


def _words_at(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _one_of_several(mention: Mention, actor: str | None) -> str | None:
    """The id of one of several persons whom one article names alike; None where it does not tell which of them is meant."""
    if actor is None or mention.score < _TOLD:
        return None
    return f"{actor}.{mention_id(mention.article, mention.head).rpartition('-')[2][:8]}"


def involvements(
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    events: Sequence[Event],
    named: Iterable[Identity],
    *,
    heads: Callable[[Spans], tuple[str, ...]],
) -> tuple[Involvement, ...]:
    """Who has which part in the statements and events of one article, sorted.

    `heads` gives the mentions that the words at spans stand for (`onrecord.extract.sources`). What is said of somebody
    belongs to the innermost statement that says it.
    """
    actors = {identity.mention: identity.actor for identity in named}
    out: set[tuple[str, str, Part, str]] = set()

    def put(row: str, part: Part, idents: Iterable[str]) -> None:
        out.update((actors[ident], row, part, ident) for ident in idents if ident in actors)

    for statement in statements:
        put(statement.id, "speaker", statement.speakers)
        if statement.addressee is not None:
            put(statement.id, "addressee", heads((statement.addressee,)))
    said = placed((span, (_length(s.content), s.id)) for s in statements for span in s.content)
    for mention in mentions:
        if mention.id in actors:
            holding = [row for span, row in said.touching(mention.span) if contains(span, mention.span)]
            if holding:
                put(min(holding)[1], "content", (mention.id,))
    for event in events:
        for span in event.actors:
            put(event.id, "actor", heads((span,)))
        for span in event.recipients:
            put(event.id, "recipient", heads((span,)))
    return tuple(Involvement(*row) for row in sorted(out))


def _length(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)
