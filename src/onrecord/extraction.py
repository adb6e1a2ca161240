"""All extractors over one article, with the models and the knowledge they need loaded once.

The order is mentions, statements (which point to mentions), events (which point to both).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.extract import is_read
from onrecord.record import PROSE, Article, Event, Mention, Spans, Statement

if TYPE_CHECKING:
    from onrecord.extract.events.finder import Finder
    from onrecord.extract.tagger import Tagger
    from onrecord.resolve.identity import Identity, Involvement
    from onrecord.resolve.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Models:
    """What the extractors need, loaded. `knowledge_digest` is over the actors files, in their order."""

    tagger: Tagger
    finder: Finder
    knowledge: Knowledge
    knowledge_digest: str

    @property
    def tagger_digest(self) -> str:
        """Digest of the statement model's weights."""
        return self.tagger.digest

    @property
    def digests(self) -> dict[str, str]:
        """Digest of each model's weights, by what the model reads."""
        return {"statements": self.tagger.digest, "events": self.finder.digest}


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of one article, each list in the order of the text."""

    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    identities: tuple[Identity, ...]
    involvements: tuple[Involvement, ...]


def load_models(actors: Sequence[Path]) -> Models:
    """Load the statement model, the finder of participants and the actors: those that ship with onrecord, then the given files.

    Raises ModelError for missing or wrong weights, UsageError for an actors file that cannot be used.
    """
    from onrecord.extract.events.finder import load_finder
    from onrecord.extract.tagger import load_tagger
    from onrecord.resolve.knowledge import load

    knowledge = load(actors)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in actors)).hexdigest()
    return Models(load_tagger(), load_finder(), knowledge, f"sha256:{digest}")


def extract(article: Article, models: Models) -> Found:
    """Mentions, statements and events of the article; none where its language is not read.

    Deterministic; spans lie inside the text.
    """
    if not is_read(article.language):
        return Found((), (), (), (), ())
    from onrecord.extract.events import find_events
    from onrecord.extract.mentions import find_mentions, resolve_source
    from onrecord.extract.statements import find_statements
    from onrecord.resolve.identity import identities, involvements

    prose = spans_of(article, PROSE)
    captions = spans_of(article, frozenset({"caption"}))
    day = article.day
    mentions = find_mentions(article.text, article=article.id, day=day, knowledge=models.knowledge, prose=prose)
    statements = find_statements(
        article.text,
        article=article.id,
        day=day,
        tagger=models.tagger,
        mentions=mentions,
        prose=prose,
        captions=captions,
    )
    events = find_events(
        article.text,
        article=article.id,
        day=day,
        mentions=mentions,
        statements=statements,
        prose=prose,
        knowledge=models.knowledge,
        finder=models.finder,
    )
    named = identities(article.text, mentions, models.knowledge)
    parts = involvements(
        mentions,
        statements,
        events,
        named,
        heads=lambda spans: resolve_source(article.text, spans, mentions).speakers,
    )
    return Found(mentions, statements, events, named, parts)


def spans_of(article: Article, labels: frozenset[str]) -> Spans:
    """Spans of the article's blocks with one of these labels, in order."""
    return tuple(block.span for block in article.blocks if block.span is not None and block.label in labels)
