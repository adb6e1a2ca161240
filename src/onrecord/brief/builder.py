"""Building sentences: footnote numbers for receipts, ids for sentences, sources for the articles they point into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from onrecord.brief.asked import Line
from onrecord.brief.memory import Memory
from onrecord.brief.model import Group, Receipt, Section, Sentence, Slot, Source
from onrecord.brief.selection import Plan
from onrecord.brief.templates import slot_day
from onrecord.brief.view import View
from onrecord.config import SectionSettings
from onrecord.happenings import Happening
from onrecord.record import Article, Credit, Dated, Span, Spans, digest_text, row_id

#: Sections that tell nothing again that one before them told.
TOLD_ONCE: Final = frozenset({"more", "experts", "stories", "countries", "numbers"})


class Builder:
    """Collects the receipts and sources of one briefing while its sections are composed.

    view   what the section that is composed now sees;  spec: its settings
    told   (article, passage) of the sentences that were told in the sections of stories: they are not told twice
    introduced  keys of the speakers whose office or affiliation was given
    ahead  ids of the events to come that the lead or `watch` tells, with the label that says where
    lead   id of the story that the lead tells
    asked  what became of the desk's sources
    happenings  the view whose happenings were made last, with them by event (`tellings.told_in`)
    """

    def __init__(self, view: View, plan: Plan | None = None, memory: Memory | None = None) -> None:
        self.view = view
        self.plan = plan or Plan((), {}, frozenset())
        self.memory = memory or Memory()
        self.spec = SectionSettings("")
        self.told: set[tuple[str, Spans]] = set()
        self.introduced: set[str] = set()
        self.ahead: dict[str, str] = {}
        self.lead: str | None = None
        self.asked: tuple[Line, ...] = ()
        self.happenings: tuple[View, Mapping[str, Happening]] | None = None
        self._receipts: dict[tuple[object, ...], Receipt] = {}
        self._sources: dict[str, Source] = {}
        self._sentences: dict[str, int] = {}

    def length(self, default: int) -> int:
        """How many items the section that is composed now may have."""
        return self.spec.length or default

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """All receipts, by number."""
        return tuple(self._receipts.values())

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, sorted by article id."""
        return tuple(self._sources[ident] for ident in sorted(self._sources))

    def receipt(self, article: str, spans: Spans, part: str) -> int:
        """Number of the receipt for these words; the same words of the same part share one."""
        key = (article, spans, part)
        if key not in self._receipts:
            text = self.view.articles[article].text
            words = tuple(text[s.start : s.end] for s in spans)
            self._receipts[key] = Receipt(len(self._receipts) + 1, article, spans, words, part)
            self.source(article)
        return self._receipts[key].n

    def placed(self, article: str, credit: Credit) -> int:
        """Number of the receipt for a credit line, which may stand outside the article's text."""
        key = (article, credit.place, credit.words)
        if key not in self._receipts:
            self._receipts[key] = Receipt(len(self._receipts) + 1, article, (), (credit.words,), "credit", credit.place)
            self.source(article)
        return self._receipts[key].n

    def source(self, article: str) -> str:
        """Make sure that the article is among the sources; gives its id back."""
        if article not in self._sources:
            found = self.view.articles[article]
            address = self.view.addresses.get(found.capture, found.capture)
            self._sources[article] = source_of(found, address, self.view.fields.get(found.capture, ()))
        return article

    def words(self, article: str, spans: Spans, part: str) -> Slot:
        """A slot with words of an article as they stand."""
        return Slot("words", receipt=self.receipt(article, spans, part))

    def quote(self, article: str, spans: Spans) -> Slot:
        """A slot with words of an article as a quotation."""
        return Slot("quote", receipt=self.receipt(article, spans, "content"))

    def day(self, article: str, value: str, until: str | None, precision: str | None, words: Span) -> Slot:
        """A slot with a day, month or year that the words at the span tell."""
        return Slot("day", receipt=self.receipt(article, (words,), "date"), value=slot_day(value, until, precision))

    def of(self, kind: str, article: str) -> Slot:
        """A slot with the outlet, title or day of publication of an article."""
        assert kind in {"outlet", "title", "published", "moment"}
        return Slot(kind, article=self.source(article))  # type: ignore[arg-type]

    def label(self, value: str) -> Slot:
        """A slot with one of the program's own words."""
        return Slot("label", value=value)

    def counts(self, articles: tuple[str, ...], origins: tuple[str, ...]) -> dict[str, Slot]:
        """Slots that say how many origins and articles carry something; empty when it is one article alone."""
        if len(articles) < 2:
            return {}
        return {"origins": Slot("articles", value="origin", ids=origins), "articles": Slot("articles", ids=articles)}

    def sentence(self, template: str, slots: dict[str, Slot], *, row: str | None = None) -> Sentence:
        """A sentence with its id: a content hash, made unique where the same sentence comes twice."""
        numbers = [s.receipt for s in slots.values() if s.receipt is not None]
        parts = sorted((name, s.kind, s.receipt, s.article, s.value, s.ids) for name, s in slots.items())
        ident = row_id("sentence", template, row, [[str(part) for part in p] for p in parts])
        seen = self._sentences.get(ident, 0)
        self._sentences[ident] = seen + 1
        if seen:
            ident = f"{ident}-{seen + 1}"
        return Sentence(ident, template, tuple(sorted(slots.items())), row, tuple(sorted(set(numbers))))


def source_of(article: Article, address: str, fields: tuple[tuple[str, str], ...] = ()) -> Source:
    """What a receipt needs to know of its article. `fields` are the names under which its row was read."""
    published: Dated | None = article.published
    return Source(
        article=article.id,
        capture=article.capture,
        ordinal=article.ordinal,
        reader=article.reader,
        text_digest=digest_text(article.text),
        blocks=tuple((*block.span, block.place) for block in article.blocks if block.span is not None),
        title=article.title,
        opening=_opening(article),
        outlet=article.outlet,
        address=address,
        published=None if published is None else published.value,
        until=None if published is None else published.until,
        precision=None if published is None else published.precision,
        evidence=None if published is None else published.evidence,
        fields=fields,
    )


def _opening(article: Article) -> str:
    """The first words of the running text, up to about 60 characters, on one line."""
    prose = (
        b.span for b in article.blocks if b.span is not None and b.label in {"standfirst", "body", "quote", "list"}
    )
    start = next(prose, Span(0, 0)).start
    words = article.text[start : start + 200].split()
    while len(words) > 1 and len(" ".join(words)) > 60:
        words.pop()
    return " ".join(words)[:60]


def section(kind: str, groups: list[Group], notes: list[Sentence], builder: Builder) -> Section:
    """A section; one without sentences says that nothing is on record, or nothing that was not told in the ones before."""
    kept = tuple(group for group in groups if group.sentences)
    if not kept:
        template = "nothing more" if kind in TOLD_ONCE and builder.told else "nothing"
        kept = (Group(None, (builder.sentence(template, {}, row=kind),)),)
    return Section(kind, kept, tuple(notes), builder.spec.title or "")
