"""Words of one sentence that may name someone, before it is known whom they stand for: the working type of `mentions`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.record import MentionForm, MentionKind, Span
from onrecord.resolve.words import Word

Gender = Literal["m", "f"]


@dataclass(slots=True)
class Found:
    """A candidate mention. `first` and `last` are the numbers of its first word and of the one after its last.

    keys      words of the name, or of the description without determiner
    actors    ids in the knowledge base that the words may mean, best first; `bare` where a longer name must stand by
    noun      the head noun of a description, in the singular; `of` the state or body it belongs to (actor id)
    titles    offices that stand before the name ("president"), with what they belong to
    preposition  the preposition that governs it, or None
    subject   stands before a verb; `speaks`: that verb is one of saying
    weak      a single capitalised word where a capital tells nothing: kept only where it is a part of a name found elsewhere
    sure      the words themselves tell that it is a person (a title, a given name)
    quotation  where the quotation begins that it stands in, None outside of all
    led_in    stands in what a verb of saying before it in the sentence leads in
    opens     opens the sentence as its subject, also before a verb of no list
    and_at    number of the "and" right before it or its title, None where there is none
    subject_of  of an object pronoun: the subject of its verb, whom it cannot mean
    voice     who speaks the quotation that it stands in, where that is told beside the quotation
    behind    of a subject pronoun: the names further on in its clause, whom it cannot mean
    asked     stands right behind a verb of asking: whom the next answer comes from
    walk, age, other  what parts a name in full from another bearer of it: a walk of life, the age in years, "another"
    """

    span: Span
    first: int
    last: int
    sentence: int
    kind: MentionKind
    form: MentionForm
    keys: tuple[str, ...]
    actors: tuple[str, ...] = ()
    bare: bool = False
    noun: str | None = None
    of: str | None = None
    titles: list[tuple[str, str | None]] = field(default_factory=list)
    former: bool = False
    definite: bool = False
    plural: bool = False
    gender: Gender | None = None
    preposition: str | None = None
    possessive: bool = False
    subject: bool = False
    speaks: bool = False
    sure: bool = False
    weak: bool = False
    reason: str = ""
    quotation: int | None = None
    led_in: bool = False
    opens: bool = False
    and_at: int | None = None
    subject_of: Found | None = None
    voice: Found | None = None
    behind: tuple[tuple[str, ...], ...] = ()
    asked: bool = False
    walk: str | None = None
    age: int | None = None
    other: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words; `heading` where it is a line of title case, whose capitals tell nothing."""

    number: int
    span: Span
    words: Sequence[Word]
    heading: bool
