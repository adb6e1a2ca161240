"""What stands around an article on made pages: heads, menus, scripts, teasers, comments, sign-ups, notices."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape as e
from random import Random
from typing import Final

from made import prose
from made.prose import Story


@dataclass(frozen=True, slots=True)
class Site:
    """An outlet of made pages."""

    name: str
    host: str


@dataclass(frozen=True, slots=True)
class Made:
    """A made page. `body`: its article text, a line a unit; `beside`: text that a reader may keep or leave (captions, heads)."""

    template: str
    html: str
    body: tuple[str, ...]
    beside: tuple[str, ...]
    story: Story
    site: Site


SECTIONS: Final = "Home World Politics Region Business Culture Sport Science Opinion Video Podcasts Weather Archive About Contact Donate".split()
SHARE: Final = ("Facebook", "Twitter", "WhatsApp", "Telegram", "E-mail", "Print", "Copy link")


def address(story: Story, site: Site) -> str:
    """Address of the article, the day in it on some sites."""
    slug = "-".join(word for word in story.title.lower().replace(",", "").split()[:7])
    day = f"/{story.day[0]}/{story.day[1]:02}/{story.day[2]:02}" if len(site.name) % 2 else ""
    return f"https://{site.host}{day}/{slug}"


def head(rng: Random, story: Story, site: Site, *, linked_data: bool = True, metas: bool = True, kb: int = 14) -> str:
    """The head element's content: title, facts for machines, styles and scripts of about `kb` thousand characters."""
    out = [f"<title>{e(story.title)} | {site.name}</title>", '<meta name="viewport" content="width=device-width">']
    if metas:
        out += [
            f'<meta property="og:title" content="{e(story.title)}">',
            f'<meta property="og:site_name" content="{site.name}">',
            f'<meta property="og:description" content="{e(story.standfirst)}">',
            f'<meta property="og:type" content="article"><meta property="og:url" content="{address(story, site)}">',
            f'<link rel="canonical" href="{address(story, site)}">',
        ]
    if linked_data:
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": f"{story.iso}T09:30:00+00:00",
            "author": {"@type": "Person", "name": story.byline},
            "publisher": {"@type": "Organization", "name": site.name},
            "articleSection": story.section,
        }
        out.append(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    out += [f"<style>{styles(rng, kb // 3)}</style>", f"<script>{script(rng, kb - kb // 3)}</script>"]
    return "\n".join(out)


def styles(rng: Random, kb: int) -> str:
    """Style rules."""
    rules = (
        f".c{rng.randint(1, 9999)} > .x{n}{{margin:0 {rng.randint(0, 40)}px;color:#{rng.randint(0, 999999):06}}}"
        for n in range(kb * 20)
    )
    return "\n".join(rules)


def script(rng: Random, kb: int) -> str:
    """A script with some prose in its strings, as pages have."""
    return "\n".join(
        f'window.q{n}=window.q{n}||[];q{n}.push(function(a,b){{return a<{rng.randint(1, 99)}&&b.k("{rng.choice(prose.QUOTES)}")}});'
        for n in range(kb * 9)
    )


def menu(rng: Random, *, deep: bool = True) -> str:
    """A list of links to sections."""
    items = []
    for name in SECTIONS:
        inner = ""
        if deep and rng.random() < 0.5:
            inner = (
                "<ul class='sub-menu'>"
                + "".join(
                    f"<li class='menu-item'><a class='menu__link' href='/{name.lower()}/{n}'>{rng.choice(prose.PLACES)}</a></li>"
                    for n in range(6)
                )
                + "</ul>"
            )
        items.append(
            f"<li class='menu-item menu-item--{name.lower()}'><a class='menu__link' href='/{name.lower()}'>{name}</a>{inner}</li>"
        )
    return f"<ul class='menu'>{''.join(items)}</ul>"


def share() -> str:
    """Share buttons."""
    return (
        "<ul class='share-list'>"
        + "".join(
            f"<li><a class='btn btn--share' href='#'><svg width=16><path d='M0 0h24v24H0z'/></svg><span>{name}</span></a></li>"
            for name in SHARE
        )
        + "</ul>"
    )


def teasers(rng: Random, count: int, *, summary: bool = True, tag: str = "div") -> str:
    """Cards that lead to other articles, most with a sentence or two of them."""
    out = []
    for n in range(count):
        text = f"<p class='card__text'>{e(prose.teaser(rng))}</p>" if summary and rng.random() < 0.8 else ""
        day = f"<time datetime='2023-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}'>{rng.randint(1, 28)} {rng.choice(prose.MONTHS)} 2023</time>"
        out.append(
            f"<{tag} class='card card--{n % 3}'><a href='/story/{rng.randint(1000, 99999)}'><img src='/i/{n}.jpg' alt='' loading='lazy'>"
            f"<h3 class='card__title'>{e(prose.headline(rng))}</h3></a>{text}{day}</{tag}>"
        )
    return "".join(out)


def comments(rng: Random, count: int, *, tag: str = "li") -> str:
    """What readers wrote."""
    return "".join(
        f"<{tag} class='comment' id='comment-{rng.randint(1, 9999)}'><div class='comment-author'>{rng.choice(prose.FIRST)}{rng.randint(1, 99)}</div>"
        f"<span class='comment-meta'>{rng.randint(1, 28)} {rng.choice(prose.MONTHS)} 2024 at {rng.randint(1, 23)}:{rng.randint(10, 59)}</span>"
        f"<div class='comment-content'><p>{e(prose.comment(rng))}</p></div><a href='#reply'>Reply</a></{tag}>"
        for _ in range(count)
    )


def cookie_wall() -> str:
    """A notice that asks for consent, at length."""
    return (
        "<div id='consent' class='cookie-banner' role='dialog'><h2>We value your privacy</h2><p>We and our partners store and read "
        "information on your device, such as cookies and identifiers, to show you advertising that fits your interests, to "
        "measure it, and to learn how our pages are used. You can agree to this or refuse it, and change your mind at any time.</p>"
        "<p>Some of our partners process your data on the ground of legitimate interest. You may object to that in the settings.</p>"
        "<button>Accept all</button><button>Settings</button></div>"
    )


def sign_up(site: Site) -> str:
    """An invitation to a newsletter."""
    return (
        f"<div class='newsletter-signup'><h4>The {site.name} letter</h4><p>Sign up for our weekly newsletter and get the stories that "
        "matter sent to your inbox every Friday.</p><form><input type='email' placeholder='Your e-mail'><button>Subscribe</button></form>"
        "<p class='small'>By signing up you agree to our terms of use and privacy policy.</p></div>"
    )


def footer(rng: Random, site: Site, year: int) -> str:
    """The foot of a page."""
    return (
        f"<footer class='site-footer'>{menu(rng, deep=False)}<p>{site.name} is published in {rng.choice(prose.PLACES)} by an "
        f"independent foundation. Letters to the editor are welcome and may be shortened.</p><p>© {year} {site.name}. "
        f"All rights reserved. Reproduction in whole or in part is prohibited.</p></footer><script>{script(rng, 8)}</script>"
    )


def body_of(story: Story) -> tuple[str, ...]:
    """The gold text: paragraphs, subheadings, quotations, items and table rows in order."""
    return tuple(words.replace("\t", " ") for _, words in story.units)


def beside_of(story: Story, *more: str) -> tuple[str, ...]:
    """Text around the body that a reader may keep: headline, standfirst, byline, day, captions."""
    return (story.title, story.standfirst, story.byline, f"By {story.byline}", story.shown, *story.captions, *more)


def made(template: str, html: str, story: Story, site: Site, *more: str, body: tuple[str, ...] | None = None) -> Made:
    """The page with its gold."""
    return Made(template, html, body_of(story) if body is None else body, beside_of(story, *more), story, site)


def marked(story: Story, *, p: str = "<p>{}</p>", h: str = "<h2>{}</h2>", between: dict[int, str] | None = None) -> str:
    """The units as ordinary markup; `between` puts something after the unit of a number."""
    out: list[str] = []
    last = ""
    for number, (kind, words) in enumerate(story.units):
        if last == "item" and kind != "item":
            out.append("</ul>")
        if last == "row" and kind != "row":
            out.append("</table>")
        if kind == "item":
            out.append(("<ul>" if last != "item" else "") + f"<li>{e(words)}</li>")
        elif kind == "row":
            cells = "".join(f"<td>{e(cell)}</td>" for cell in words.split("\t"))
            out.append(("<table>" if last != "row" else "") + f"<tr>{cells}</tr>")
        elif kind == "quote":
            out.append(f"<blockquote><p>{e(words)}</p></blockquote>")
        else:
            out.append((h if kind == "h" else p).format(e(words)))
        last = kind
        if between and number in between and kind == "p":
            out.append(between[number])
    if last in {"item", "row"}:
        out.append("</ul>" if last == "item" else "</table>")
    return "\n".join(out)
