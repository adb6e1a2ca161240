"""What the reuse stages read of an article: its text, its outlet, its times and its credit lines.

Takes articles of the record (`from_article`) or plain fields; gives `Document`s. A page article and a row of a corpus look
the same from here on. Nothing in this module needs numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from onrecord.record import Article, Credit, Dated, Span, Spans

#: Block labels that do not belong to the running text of a story: a reprint may drop or add them.
_ASIDE: Final = frozenset({"headline", "byline", "dateline", "caption", "credit", "note"})


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what tells when and where it stood.

    published   the chosen publication date; a guessed one (`Dated.guessed`) is not used as evidence
    fetched     ISO time with offset at which the text was seen, None where unknown: it stood there at that time at the latest
    credits     words that credit another origin, or its address (found by a reader; more are found in the text itself)
    asides      spans of captions, headlines, bylines and credit lines, where a reader has labelled them
    """

    id: str
    text: str
    outlet: str | None = None
    title: str | None = None
    published: Dated | None = None
    fetched: str | None = None
    credits: tuple[Credit, ...] = ()
    url: str | None = None
    asides: Spans = ()


def from_article(article: Article, *, fetched: str | None = None) -> Document:
    """The document of an article of the record; `fetched` is the time of its capture (ISO, with offset)."""
    asides = [block.span for block in article.blocks if block.span is not None and block.label in _ASIDE]
    if article.title_span is not None:
        asides.append(article.title_span)
    return Document(
        id=article.id,
        text=article.text,
        outlet=article.outlet,
        title=article.title,
        published=article.published,
        fetched=fetched,
        credits=article.credits,
        url=own_address(article),
        asides=tuple(sorted(set(asides), key=lambda span: Span(*span))),
    )


def own_address(article: Article) -> str | None:
    """The address of the article's page; None where the one it gives is that of another outlet's page it was taken from."""
    return None if any(credit.words == article.url for credit in article.credits) else article.url


def is_address(words: str) -> bool:
    """Whether the words of a credit are an address that the markup names, and no line of the page."""
    return words.startswith(("http://", "https://"))


def page_address(url: str | None) -> str | None:
    """The address without scheme, "www.", fragment and closing slash; None for a home page, which is no article's own."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return None
    return parts.netloc.lower().removeprefix("www.") + path + (f"?{parts.query}" if parts.query else "")
