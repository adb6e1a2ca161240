"""From labelled pieces to articles: text and spans, title, byline, dates, credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.readers.datelines import date_lines, name_beside_date
from onrecord.readers.dating import Prose, choose_date, infer_date
from onrecord.readers.language import identify
from onrecord.readers.page import Facts, Labelled, Page, Piece
from onrecord.readers.phrases import BYLINE, line_key
from onrecord.readers.sources import copyright_holder, credits_in, is_credit_line, is_outlet_name
from onrecord.record import LEFT_OUT, PROSE, Article, Block, Credit, Dated, Problem, Span, article_id

_JOINT: Final = "\n\n"
#: Blocks of prose at the beginning in which an agency in brackets is a credit.
_OPENING: Final = 2
#: Words of a date line that say what the date is of.
_STATED: Final = re.compile(r"publish|posted|updated|modified|edited|revised|issued|released", re.IGNORECASE)
#: A weekday printed after a name ("By Ann Lee Thursday").
_DAY_AFTER: Final = re.compile(r"[ ,|·]+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_LONGEST_BYLINE: Final = 200  # characters
#: Articles of one page whose day is worked out from their text: a few milliseconds each.
_MOST_INFERRED: Final = 200
_MOST_LINKED: Final = 0.9  # share of a left-out line in links over which it credits nobody


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before its date is known to be its own: the pieces and what the page says of it."""

    pieces: tuple[Labelled, ...]
    facts: Facts


def assemble(
    page: Page, reader: str, drafts: Sequence[Draft], *, first_ordinal: int = 0
) -> tuple[tuple[Article, ...], tuple[Block, ...], tuple[Problem, ...]]:
    """Articles of the drafts in order, numbered from `first_ordinal`; blocks of drafts without prose; problems met."""
    articles: list[Article] = []
    stray: list[Block] = []
    problems: list[Problem] = []
    for draft in drafts:
        if not any(item.label in PROSE for item in draft.pieces):
            stray += [Block(item.label, item.piece.text, item.piece.place) for item in draft.pieces]
            continue
        article, faults = _article(page, reader, draft, first_ordinal + len(articles))
        articles.append(article)
        problems += faults
    return _with_inferred_dates(articles), tuple(stray), tuple(problems)


def _article(page: Page, reader: str, draft: Draft, ordinal: int) -> tuple[Article, list[Problem]]:
    facts = draft.facts
    items = _with_headline(draft)
    blocks, text = _blocks(items, ordinal)
    headline = next((block for block in blocks if block.label == "headline" and block.span), None)
    outlet = facts.outlet
    if outlet is None:
        outlet = _outlet_shown(page, blocks)
    if outlet is None:
        outlet = _outlet_owning(blocks)
    published, updated, problems = _dates(page, items, facts)
    byline = facts.byline if facts.byline is not None else _byline_shown(blocks)
    article = Article(
        id=article_id(page.capture, ordinal, text),
        capture=page.capture,
        ordinal=ordinal,
        reader=reader,
        text=text,
        title=headline.text if headline else facts.title,
        title_span=headline.span if headline else None,
        outlet=outlet,
        byline=byline,
        language=identify(text, declared=facts.language),
        url=facts.url if facts.url is not None else page.url,
        published=choose_date(published),
        updated=choose_date(updated),
        dates=tuple(dict.fromkeys((*published, *updated))),
        credits=_credits(page, items, blocks, facts, outlet),
        blocks=blocks,
        section=facts.section,
    )
    return article, problems


def _with_headline(draft: Draft) -> tuple[Labelled, ...]:
    """The pieces with a headline among them: the block that shows the declared title, or the title from its own place."""
    items, facts = draft.pieces, draft.facts
    if any(item.label == "headline" for item in items) or facts.title is None:
        return items
    key = line_key(facts.title)
    for index, item in enumerate(items):
        if line_key(item.piece.text) == key and item.repeats is None:
            return (*items[:index], replace(item, label="headline"), *items[index + 1 :])
        if item.label == "body":
            break
    if facts.title_place is None:
        return items
    shifted = (replace(i, repeats=None if i.repeats is None else i.repeats + 1) for i in items)
    return (Labelled(Piece(facts.title, facts.title_place), "headline"), *shifted)


def _blocks(items: Sequence[Labelled], ordinal: int) -> tuple[tuple[Block, ...], str]:
    """Blocks with their spans, and the text they stand in."""
    blocks: list[Block] = []
    parts: list[str] = []
    position = 0
    for item in items:
        span = None
        if item.label not in LEFT_OUT:
            if parts:
                position += len(_JOINT)
            span = Span(position, position + len(item.piece.text))
            parts.append(item.piece.text)
            position = span.end
        blocks.append(Block(item.label, item.piece.text, item.piece.place, ordinal, span, item.repeats))
    return tuple(blocks), _JOINT.join(parts)


def _dates(page: Page, items: Sequence[Labelled], facts: Facts) -> tuple[list[Dated], list[Dated], list[Problem]]:
    """Candidates for the day published and the day updated, and dates that cannot be."""
    published, updated = list(facts.published), list(facts.updated)
    problems = []
    prose = [index for index, item in enumerate(items) if item.label in {"body", "quote", "list"}]
    first, last = (prose[0], prose[-1]) if prose else (len(items), -1)
    for index, item in enumerate(items):
        if item.label != "dateline":
            continue
        if first < index < last and _STATED.search(item.piece.text) is None:
            continue  # a day between paragraphs heads a part of a chronicle
        for line in date_lines(item.piece.text):
            if line.value is None:
                detail = f"{line.words!r} does not exist or cannot be told for certain; it is not used"
                problems.append(Problem(page.name, "bad date", detail, item.piece.place, page.capture))
                continue
            dated = Dated(line.value, line.precision, "text", line.words, item.piece.place)
            (updated if line.kind == "updated" else published).append(dated)
    return published, updated, problems


def _byline_shown(blocks: Sequence[Block]) -> str | None:
    """The name in a visible byline, without "By"."""
    for block in blocks:
        if block.label == "byline" and block.repeats is None:
            match = BYLINE.match(block.text)
            name = match["name"] if match else block.text
            return _DAY_AFTER.sub("", name).strip(" ,|·")[:_LONGEST_BYLINE]
    for block in blocks:
        name = name_beside_date(block.text) if block.label == "dateline" else None
        if name is not None:
            match = BYLINE.match(name)
            return (match["name"] if match else name).strip(" ,|·")[:_LONGEST_BYLINE]
    return None


def _outlet_shown(page: Page, blocks: Sequence[Block]) -> str | None:
    """The known outlet whose name opens most site labels and notices of the page; None where none does."""
    counts: dict[str, int] = {}
    names = sorted(set(page.outlets.values()), key=lambda name: (-len(name), name))
    for block in blocks:
        if block.label in LEFT_OUT:
            text = block.text.lstrip("© ").casefold()
            name = next((name for name in names if text.startswith(name.casefold())), None)
            if name is not None:
                counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else None


def _outlet_owning(blocks: Sequence[Block]) -> str | None:
    """The holder of the page's own copyright notice; None where a line credits another origin: it may be that one's."""
    notices = [block.text for block in blocks if block.label in LEFT_OUT or block.label == "credit"]
    holder = next((holder for text in notices if (holder := copyright_holder(text)) is not None), None)
    if holder is None or any(is_credit_line(text) or "permission" in text.lower() for text in notices):
        return None
    return holder


def _credits(
    page: Page, items: Sequence[Labelled], blocks: Sequence[Block], facts: Facts, outlet: str | None
) -> tuple[Credit, ...]:
    """Credits of the article's blocks and of its markup, the outlet's own name left out; each holder once."""
    out: dict[str, Credit] = {}
    prose = 0
    for item, block in zip(items, blocks, strict=True):
        if item.piece.links > _MOST_LINKED and block.label in LEFT_OUT:
            continue  # a link to something else
        furniture = block.label in LEFT_OUT or block.label in {"credit", "note"}
        opening = block.label in {"body", "standfirst", "dateline"} and prose < _OPENING
        prose += block.label == "body"
        if furniture or opening:
            for holder, words in credits_in(block.text, furniture=furniture, opening=opening):
                out.setdefault(holder.casefold(), Credit(holder, words, block.place))
        if block.label == "byline":
            name = (BYLINE.match(block.text) or {"name": block.text})["name"].strip()
            if name in page.outlets.values() or is_outlet_name(name):
                out.setdefault(name.casefold(), Credit(name, block.text, block.place))
    for holder, words, place in facts.credits:
        out.setdefault(holder.casefold(), Credit(holder, words, place))
    if outlet is not None:
        out.pop(outlet.casefold(), None)
    return tuple(out.values())


def _with_inferred_dates(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles, those without a date given one worked out from their text where there are grounds for it."""
    bare = [index for index, article in enumerate(articles) if article.published is None][:_MOST_INFERRED]
    out = list(articles)
    for index in bare:
        out[index] = _inferred(out[index], ())
    dated = [article.published for article in out if article.published]
    for index in bare if dated else ():
        if out[index].published is None:
            out[index] = _inferred(out[index], dated)
    return tuple(out)


def _inferred(article: Article, mates: Sequence[Dated]) -> Article:
    prose = [
        Prose(block.span, block.label == "caption") for block in article.blocks if block.span and block.label in PROSE
    ]
    dated = infer_date(article.text, prose, mates=mates)
    return article if dated is None else replace(article, published=dated, dates=(*article.dates, dated))
