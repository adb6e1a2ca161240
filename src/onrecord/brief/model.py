"""A briefing as data: sections, groups, sentences with slots, receipts, and the sources they rest on.

A sentence is a template's name and the values of its slots; its words are made by `templates.render` alone. So a sentence
cannot say what its slots do not hold, and whoever has this data and the captures can make every word again. The data
travels inside the briefing (`to_json`, `from_json`); a damaged or forged copy raises `BriefingError`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from onrecord.errors import OnrecordError
from onrecord.record import Span, Spans

#: Version of the data's form and of the templates: a verifier of another version says so.
FORM: Final = "onrecord-briefing/2"


class BriefingError(OnrecordError):
    """The data inside a briefing is missing, damaged, or of another version."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Words of an article that a sentence rests on.

    n       footnote number, from 1
    article id; spans: into its text; words: exactly what stands there, one string a span
    part    what of the row it is: speaker, role, cue, content, sentence, date, credit, passage
    place   instead of spans (which are then empty): where in the capture the one string of `words` stands, for words that
            are left out of the article's text, such as a credit line in a footer
    """

    n: int
    article: str
    spans: Spans
    words: tuple[str, ...]
    part: str
    place: str | None = None


SlotKind = Literal[
    "words",
    "quote",
    "day",
    "published",
    "moment",
    "outlet",
    "title",
    "label",
    "articles",
    "number",
    "share",
    "listed",
    "text",
]


@dataclass(frozen=True, slots=True)
class Slot:
    """The value of one place in a template.

    words      words of receipt `receipt`, as they stand          quote      the same as a quotation
    day        `value` (ISO day, month or year, or `first/last`), resolved from the words of receipt `receipt`
    published  day of `article`       moment     the same with the time       outlet  its outlet          title      its headline
    label      `value`, a word of `templates.LABELS`              listed     `value`, an entry of a list of the sources
    articles   how many ids are in `ids`, as "3 articles"         number     how many ids, as a number
    text       `value`, words that a language model drafted and that passed the gate
    share      percentage of `article` that lies in the spans of receipt `receipt`
    """

    kind: SlotKind
    receipt: int | None = None
    article: str | None = None
    value: str | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its template, its slots by name, the row of the record it tells of, and the receipts it rests on."""

    id: str
    template: str
    slots: tuple[tuple[str, Slot], ...]
    row: str | None
    receipts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why an item was chosen: `weight` for each of `ids`, of which at most `most` count.

    name   a key of `selection.REASONS`;  ids: what was counted: articles, rows, words of the beat
    """

    name: str
    ids: tuple[str, ...]
    weight: float
    most: int

    @property
    def points(self) -> float:
        """What it adds: the number of distinct ids, `most` at most, times the weight."""
        return min(len(set(self.ids)), self.most) * self.weight


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences under a common heading, which is a sentence too (a speaker's name); None where there is none.

    why   the reasons for choosing it; empty where a section shows all there is
    """

    heading: Sentence | None
    sentences: tuple[Sentence, ...]
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its kind, its title, its groups, and a note by the program on what it leaves out."""

    kind: str
    groups: tuple[Group, ...]
    notes: tuple[Sentence, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """An article that receipts point into, with all that is needed to make its text again from the capture.

    blocks     (start, end, place) of every kept block: the text is the blocks' words joined by blank lines
    text_digest  digest of that text; opening: its first words; published, until, precision, evidence: as in the record
    fields     (role, name of a field) under which the rows of the capture were read, where they were mapped
    """

    article: str
    capture: str
    ordinal: int
    reader: str
    text_digest: str
    blocks: tuple[tuple[int, int, str], ...]
    title: str | None
    opening: str
    outlet: str | None
    address: str
    published: str | None
    until: str | None
    precision: str | None
    evidence: str | None
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """A whole briefing.

    form       name of the shipped form, or "own"
    since, until  ISO days of the articles that it was made from, None where there was no limit
    last       id of the issue before, against which "new" was reckoned; None for a first one
    captures   all captures that it was made from;  problems: (address, reason) of all problems
    asked      for each of the desk's sources its name, what was counted, and the template that tells it
    """

    title: str
    made_at: str
    program: str
    sections: tuple[Section, ...]
    receipts: tuple[Receipt, ...]
    sources: tuple[Source, ...]
    captures: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    domains: tuple[tuple[str, str], ...]
    form: str = "own"
    since: str | None = None
    until: str | None = None
    last: str | None = None
    asked: tuple[tuple[str, str, str], ...] = ()

    def receipt(self, n: int) -> Receipt:
        """The receipt with this number. Raises BriefingError when there is none."""
        if not 1 <= n <= len(self.receipts):
            raise BriefingError(f"there is no receipt {n}")
        return self.receipts[n - 1]

    def source(self, article: str) -> Source:
        """The source of an article. Raises BriefingError when there is none."""
        for source in self.sources:
            if source.article == article:
                return source
        raise BriefingError(f"there is no source {article}")

    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in order: headings, sentences, notes."""
        out: list[Sentence] = []
        for section in self.sections:
            for group in section.groups:
                out += ([] if group.heading is None else [group.heading]) + list(group.sentences)
            out += section.notes
        return tuple(out)


def to_json(briefing: Briefing) -> str:
    """The briefing as JSON (one line, ASCII, keys in a fixed order): equal briefings give equal text."""
    plain = _plain(briefing)
    return json.dumps({"form": FORM, "form_name": plain.pop("form"), **plain}, ensure_ascii=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__slots__") and not isinstance(value, str):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    return value


def from_json(text: str) -> Briefing:
    """The briefing from its JSON. Raises BriefingError for anything else."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BriefingError(f"the data inside the briefing is damaged: {error}") from error
    if not isinstance(raw, dict) or raw.get("form") != FORM:
        found = raw.get("form") if isinstance(raw, dict) else None
        raise BriefingError(f"the data inside the briefing has the form {found!r}; this program knows {FORM!r}")
    try:
        return Briefing(
            title=_text(raw["title"]),
            made_at=_text(raw["made_at"]),
            program=_text(raw["program"]),
            form=_text(raw["form_name"]),
            since=_maybe(raw["since"]),
            until=_maybe(raw["until"]),
            last=_maybe(raw["last"]),
            sections=tuple(_section(s) for s in raw["sections"]),
            receipts=tuple(_receipt(r, n) for n, r in enumerate(raw["receipts"], start=1)),
            sources=tuple(_source(s) for s in raw["sources"]),
            captures=tuple(_text(c) for c in raw["captures"]),
            problems=tuple((_text(a), _text(b)) for a, b in raw["problems"]),
            domains=tuple((_text(a), _text(b)) for a, b in raw["domains"]),
            asked=tuple((_text(a), _text(b), _text(c)) for a, b, c in raw.get("asked", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BriefingError(f"the data inside the briefing is damaged: {type(error).__name__}: {error}") from error


def _section(raw: Mapping[str, Any]) -> Section:
    groups = tuple(
        Group(
            None if g["heading"] is None else _sentence(g["heading"]),
            tuple(_sentence(s) for s in g["sentences"]),
            tuple(_reason(r) for r in g["why"]),
        )
        for g in raw["groups"]
    )
    return Section(_text(raw["kind"]), groups, tuple(_sentence(s) for s in raw["notes"]), _text(raw["title"]))


def _reason(raw: Mapping[str, Any]) -> Reason:
    return Reason(_text(raw["name"]), tuple(_text(i) for i in raw["ids"]), float(raw["weight"]), int(raw["most"]))


def _sentence(raw: Mapping[str, Any]) -> Sentence:
    slots = tuple((_text(name), _slot(slot)) for name, slot in raw["slots"])
    return Sentence(
        _text(raw["id"]), _text(raw["template"]), slots, _maybe(raw["row"]), tuple(int(n) for n in raw["receipts"])
    )


def _slot(raw: Mapping[str, Any]) -> Slot:
    receipt = raw["receipt"]
    return Slot(
        raw["kind"],
        None if receipt is None else int(receipt),
        _maybe(raw["article"]),
        _maybe(raw["value"]),
        tuple(_text(i) for i in raw["ids"]),
    )


def _receipt(raw: Mapping[str, Any], n: int) -> Receipt:
    if raw["n"] != n:
        raise ValueError(f"receipt {n} calls itself {raw['n']!r}")
    spans = tuple(Span(int(start), int(end)) for start, end in raw["spans"])
    words = tuple(_text(w) for w in raw["words"])
    place = _maybe(raw["place"])
    fits = len(words) == 1 and not spans if place is not None else len(spans) == len(words) and len(spans) > 0
    if not fits or any(not 0 <= s.start < s.end for s in spans):
        raise ValueError(f"receipt {n} has spans that cannot be")
    return Receipt(n, _text(raw["article"]), spans, words, _text(raw["part"]), place)


def _source(raw: Mapping[str, Any]) -> Source:
    return Source(
        article=_text(raw["article"]),
        capture=_text(raw["capture"]),
        ordinal=int(raw["ordinal"]),
        reader=_text(raw["reader"]),
        text_digest=_text(raw["text_digest"]),
        blocks=tuple((int(start), int(end), _text(place)) for start, end, place in raw["blocks"]),
        title=_maybe(raw["title"]),
        opening=_text(raw["opening"]),
        outlet=_maybe(raw["outlet"]),
        address=_text(raw["address"]),
        published=_maybe(raw["published"]),
        until=_maybe(raw["until"]),
        precision=_maybe(raw["precision"]),
        evidence=_maybe(raw["evidence"]),
        fields=tuple((_text(role), _text(name)) for role, name in raw.get("fields", ())),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, found {value!r:.40}")
    return value


def _maybe(value: object) -> str | None:
    return None if value is None else _text(value)
