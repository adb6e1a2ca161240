"""Made pages that do not say when they were published, full of dates of other things.

A reader that takes one of them for the day of publication, without saying that it guessed, is wrong. Half of the traps stand in
the text, half around it.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e
from random import Random
from typing import Final

from made import chrome, prose
from made.chrome import Site

SEED: Final = 77


def _day(rng: Random) -> tuple[str, str]:
    """A day as 5 March 2019 and as 2019-03-05."""
    year, month, day = rng.randint(2001, 2025), rng.randint(1, 12), rng.randint(1, 28)
    return f"{day} {prose.MONTHS[month - 1]} {year}", f"{year}-{month:02}-{day:02}"


def event(rng: Random) -> str:
    """A paragraph on a day to come."""
    return (
        f"<p>The fair opens on {_day(rng)[0]} at noon and closes a week later, {prose.name(rng)} told the council.</p>"
    )


def timeline(rng: Random) -> str:
    """Days as subheadings, each with what happened."""
    return "".join(f"<h3>{_day(rng)[0]}</h3><p>{e(prose.sentence(rng))}</p>" for _ in range(4))


def listing(rng: Random) -> str:
    """When and where of an event."""
    return f"<ul><li>When: {_day(rng)[0]}, 19:00</li><li>Where: {rng.choice(prose.PLACES)} town hall</li></ul>"


def life(rng: Random) -> str:
    """The days of a life."""
    return f"<p>{prose.name(rng)}, born {_day(rng)[0]}, joined the service on {_day(rng)[0]} and left it ten years later.</p>"


def tweet(rng: Random) -> str:
    """An embedded post with its day."""
    return f"<blockquote class='twitter-tweet'><p>{rng.choice(prose.QUOTES)}</p>&mdash; {prose.name(rng)} (@x{rng.randint(1, 99)}) <a href='/s'>{_day(rng)[0]}</a></blockquote>"


def caption(rng: Random) -> str:
    """A picture with its day."""
    return f"<figure><img src='/p.jpg'><figcaption>{e(prose.name(rng))} at the harbour on {_day(rng)[0]}.</figcaption></figure>"


def table(rng: Random) -> str:
    """Prices by day."""
    rows = "".join(
        f"<tr><td>{_day(rng)[0]}</td><td>{rng.randint(10, 99)}.{rng.randint(10, 99)}</td></tr>" for _ in range(5)
    )
    return f"<table><tr><th>Day</th><th>Close</th></tr>{rows}</table>"


def quoted_law(rng: Random) -> str:
    """A law by its day."""
    return f"<p>Under the act of {_day(rng)[0]}, amended {_day(rng)[0]}, a permit lapses after five years.</p>"


def today(rng: Random) -> str:
    """The day of the visit in the masthead."""
    return f"<div class='top-date'>Sunday, {_day(rng)[0]}</div>"


def weather(rng: Random) -> str:
    """A forecast."""
    return f"<div class='weather'><p>{_day(rng)[0]}</p><p>{rng.randint(-5, 30)} degrees, light wind</p></div>"


def events_data(rng: Random) -> str:
    """Structured data of an event and a person."""
    return (
        f'<script type="application/ld+json">{{"@type":"Event","name":"Fair","startDate":"{_day(rng)[1]}"}}</script>'
        f'<script type="application/ld+json">{{"@type":"Person","name":"{prose.name(rng)}","birthDate":"{_day(rng)[1]}"}}</script>'
    )


def old_metas(rng: Random) -> str:
    """Metas that are about other things than the article."""
    return f'<meta name="copyright" content="{rng.randint(2001, 2024)} The publisher"><meta http-equiv="expires" content="{_day(rng)[0]}"><meta name="revisit-after" content="7 days">'


def talk(rng: Random) -> str:
    """Comments with their days."""
    items = "".join(
        f"<li class='comment'><b>{rng.choice(prose.FIRST)}</b> <time datetime='{_day(rng)[1]}'>{_day(rng)[0]}</time><p>{e(prose.comment(rng))}</p></li>"
        for _ in range(4)
    )
    return f"<section id='comments'><h2>Comments</h2><ol>{items}</ol></section>"


def related(rng: Random) -> str:
    """Teasers with the days of the articles they lead to."""
    return f"<section class='more'>{chrome.teasers(rng, 5)}</section>"


def archive(_: Random) -> str:
    """A list of months."""
    return (
        "<ul class='archive'>"
        + "".join(
            f"<li><a href='/{y}/{m:02}'>{prose.MONTHS[m - 1]} {y}</a></li>" for y in (2021, 2022) for m in range(1, 13)
        )
        + "</ul>"
    )


def rights(rng: Random) -> str:
    """Notices of ownership with years."""
    return f"<p class='rights'>Copyright © {rng.randint(1999, 2010)}-{rng.randint(2011, 2025)} The publisher. Registered on {_day(rng)[0]}.</p>"


INSIDE: Final[tuple[Callable[[Random], str], ...]] = (event, timeline, listing, life, tweet, caption, table, quoted_law)
AROUND: Final[tuple[Callable[[Random], str], ...]] = (
    today,
    weather,
    events_data,
    old_metas,
    talk,
    related,
    archive,
    rights,
)


def undated(*, count: int = 128, seed: int = SEED) -> list[tuple[str, str]]:
    """`count` pages as (names of the traps, markup). Each trap stands in an eighth of the pages at least."""
    out = []
    for number in range(count):
        rng = Random(f"{seed}/{number}")
        inside = [INSIDE[number % len(INSIDE)], *rng.sample(INSIDE, 1)]
        around = [AROUND[number // len(INSIDE) % len(AROUND)], *rng.sample(AROUND, 2)]
        made = prose.story(rng, least=5, most=9)
        site = Site("The Harbour Post", "post.example")
        paragraphs = [f"<p>{e(words)}</p>" for kind, words in made.units if kind == "p"]
        for trap in inside:
            paragraphs.insert(rng.randrange(1, len(paragraphs)), trap(rng))
        before = "".join(trap(rng) for trap in around if trap is today or trap is weather)
        inner = "".join(trap(rng) for trap in around if trap is events_data or trap is old_metas)
        after = "".join(trap(rng) for trap in around if trap in {talk, related, archive, rights})
        tag = rng.choice(("article", "div"))
        html = (
            f"<!doctype html><html lang='en'><head>{chrome.head(rng, made, site, linked_data=False, metas=rng.random() < 0.5, kb=4)}{inner}</head><body>"
            f"<header>{before}{chrome.menu(rng, deep=False)}</header><{tag}><h1>{e(made.title)}</h1><p class='byline'>By {made.byline}</p>{''.join(paragraphs)}</{tag}>"
            f"{after}{chrome.footer(rng, site, rng.randint(2015, 2025))}</body></html>"
        )
        names = " ".join(dict.fromkeys(trap.__name__ for trap in (*inside, *around)))
        out.append((names, html))
    return out
