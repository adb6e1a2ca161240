"""Page templates for building: these may be looked at while the reader is changed. See `made.held` for the others."""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e
from random import Random
from typing import Final

from made import chrome, prose
from made.chrome import Made, Site, made
from made.prose import Story

Template = Callable[[Random, Story, Site], Made]


def blog(rng: Random, story: Story, site: Site) -> Made:
    """A blog engine: entry-content, sharing links inside it, related posts and comments below."""
    body = chrome.marked(story, h="<h3>{}</h3>")
    html = f"""<!DOCTYPE html><html lang="en-US"><head>{chrome.head(rng, story, site)}</head>
<body class="post-template-default single single-post"><div id="page" class="hfeed site"><header id="masthead" class="site-header"><p class="site-title">
<a href="/">{site.name}</a></p><nav id="site-navigation">{chrome.menu(rng)}</nav></header><div id="content" class="site-content"><div id="primary"><main id="main">
<article id="post-{rng.randint(1, 9999)}" class="post hentry"><header class="entry-header"><h1 class="entry-title">{e(story.title)}</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{story.iso}T09:30:00+00:00">{story.shown}</time></span>
<span class="byline">by <a class="url fn n" href="/author/x">{story.byline}</a></span></div></header>
<div class="entry-content"><figure class="wp-caption alignnone"><img src="/a.jpg"><figcaption class="wp-caption-text">{e(story.captions[0])}</figcaption></figure>
{body}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3>{chrome.share()}</div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3>{chrome.teasers(rng, 3)}</div></div>
<footer class="entry-footer">Posted in <a href="/c">{story.section}</a> Tagged <a href="/t">{rng.choice(prose.NOUNS)}</a></footer></article>
<nav class="post-navigation"><a href="/p">Previous: {e(prose.headline(rng))}</a><a href="/n">Next: {e(prose.headline(rng))}</a></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">6 thoughts on “{e(story.title)}”</h2><ol class="commentlist">{chrome.comments(rng, 6)}</ol></div>
</main></div><aside id="secondary" class="widget-area">{chrome.sign_up(site)}<section class="widget"><h2>Recent Posts</h2>{chrome.teasers(rng, 8)}</section></aside></div>
{chrome.footer(rng, site, 2025)}</div></body></html>"""
    return made("blog", html, story, site)


def semantic(rng: Random, story: Story, site: Site) -> Made:
    """Modern markup, with asides, a pull quote and a sign-up between the paragraphs."""
    pull = f"<aside class='pullquote'><p>“{rng.choice(prose.QUOTES)}”</p></aside>"
    inset = f"<aside class='related-inset'><h4>Read more</h4>{chrome.teasers(rng, 2, summary=False)}</aside>"
    figure = f"<figure><img src='/b.jpg' alt='x'><figcaption>{e(story.captions[1])}</figcaption></figure>"
    body = chrome.marked(story, between={1: pull, 2: figure, 3: inset, 5: chrome.sign_up(site), 6: pull})
    html = f"""<!doctype html><html lang="en"><head>{chrome.head(rng, story, site, kb=20)}</head><body>{chrome.cookie_wall()}
<a href="#main">Skip to content</a><header><a href="/">{site.name}</a><nav>{chrome.menu(rng)}</nav></header><main id="main"><article>
<header><p class="kicker">{story.section}</p><h1>{e(story.title)}</h1><p class="standfirst">{e(story.standfirst)}</p>
<address>By <a rel="author" href="/x">{story.byline}</a></address><time datetime="{story.iso}">{story.shown}</time></header>
<figure><img src="/a.jpg" alt="y"><figcaption>{e(story.captions[0])}</figcaption></figure><div class="article-body">{body}</div>
<footer><h2>About the author</h2><p>{e(prose.bio(rng, story.byline))}</p>{chrome.share()}</footer></article>
<section class="more-on-this"><h2>More on this story</h2>{chrome.teasers(rng, 9, tag="article")}</section></main>{chrome.footer(rng, site, 2024)}</body></html>"""
    return made("semantic", html, story, site)


def div_soup(rng: Random, story: Story, site: Site) -> Made:
    """Hashed class names, paragraphs in div elements, no semantic element at all."""
    key = "".join(rng.choice("abcdefghijk") for _ in range(5))
    out = []
    for kind, words in story.units:
        inner = f"<span class='{key}-t'>{e(words)}</span>" if kind != "row" else e(words.replace("\t", " "))
        out.append(f"<div class='sc-{key} {kind}{rng.randint(1, 9)}'>{inner}</div>")
    links = "".join(
        f"<div class='sc-l{n}'><a href='/s/{n}'><div>{e(prose.headline(rng))}</div><div>{e(prose.teaser(rng))}</div></a></div>"
        for n in range(14)
    )
    html = f"""<!DOCTYPE html><html><head>{chrome.head(rng, story, site, kb=30)}</head><body><div id="root"><div class="sc-top"><div class="sc-a"><a href="/">{site.name}</a></div>
<div class="sc-b">{"".join(f"<a href='/{s}'><div>{s}</div></a>" for s in chrome.SECTIONS)}</div></div><div class="sc-wrap"><div class="sc-{key}-m">
<div class="sc-{key}-h" role="heading">{e(story.title)}</div><div class="sc-{key}-d">{e(story.standfirst)}</div><div class="sc-{key}-by"><div>{story.byline}</div><div>{story.shown}</div></div>
<div class="sc-{key}-img"><img src="/a.jpg"><div class="sc-{key}-cap">{e(story.captions[0])}</div></div><div class="sc-{key}-body">{"".join(out)}</div></div>
<div class="sc-{key}-r"><div>Most popular</div>{links}</div></div><div class="sc-foot"><div>© 2025 {site.name}</div><div>Terms</div><div>Privacy</div></div></div>
<script>{chrome.script(rng, 10)}</script></body></html>"""
    return made("div_soup", html, story, site)


def line_breaks(rng: Random, story: Story, site: Site) -> Made:
    """Paragraphs parted by two line breaks in one element; a layout of tables."""
    text = "<br><br>\n".join(
        ("<b>{}</b>" if kind == "h" else "{}").format(e(words.replace("\t", " "))) for kind, words in story.units
    )
    side = "".join(
        f"<tr><td><a href='/{n}'>{e(prose.headline(rng))}</a><br><font size=1>{e(prose.teaser(rng))}</font></td></tr>"
        for n in range(12)
    )
    html = f"""<HTML><HEAD>{chrome.head(rng, story, site, linked_data=False, metas=False, kb=8)}</HEAD><BODY bgcolor="#ffffff"><TABLE width="100%"><TR><TD colspan=3>
<A href="/"><IMG src="/logo.gif" alt="{site.name}"></A></TD></TR><TR><TD width=150 valign=top>{"<br>".join(f"<a href='/{s}'>{s}</a>" for s in chrome.SECTIONS)}</TD>
<TD valign=top><H1>{e(story.title)}</H1><I>{story.byline}</I><BR>{story.shown}<BR><BR><DIV class="txt">{text}</DIV><BR><A href="/print">Print version</A></TD>
<TD width=200 valign=top><TABLE>{side}</TABLE></TD></TR></TABLE><CENTER><FONT size=1>Copyright 2019 {site.name}. All rights reserved.</FONT></CENTER></BODY></HTML>"""
    return made("line_breaks", html, story, site)


def amp(rng: Random, story: Story, site: Site) -> Made:
    """An AMP page: own elements, a sidebar, advertisements between the paragraphs."""
    ad = "<amp-ad width=300 height=250 type='x'><div placeholder>Advertisement</div></amp-ad>"
    figure = f"<figure><amp-img src='/b.jpg'></amp-img><figcaption>{e(story.captions[1])}</figcaption></figure>"
    html = f"""<!doctype html><html ⚡ lang="en"><head>{chrome.head(rng, story, site, kb=10)}</head><body><amp-sidebar id="s"><ul>{chrome.menu(rng)}</ul></amp-sidebar>
<header class="amp-wp-header"><a href="/">{site.name}</a></header><article class="amp-wp-article"><header><h1 class="amp-wp-title">{e(story.title)}</h1>
<div class="amp-wp-meta"><span>{story.byline}</span><time datetime="{story.iso}T09:30:00Z">{story.shown}</time></div></header><figure><amp-img src="/a.jpg"></amp-img>
<figcaption>{e(story.captions[0])}</figcaption></figure><div class="amp-wp-article-content">{chrome.marked(story, between={1: ad, 3: figure, 4: ad, 7: ad})}</div></article>
<section class="related"><h3>You may also like</h3>{chrome.teasers(rng, 6)}</section><footer><p>© {site.name}</p><a href="#top">Back to top</a></footer></body></html>"""
    return made("amp", html, story, site)


def live(rng: Random, story: Story, site: Site) -> Made:
    """A live blog: key points, then entries with times, names and share buttons."""
    entries, gold, heads = [], [], []
    for number, (kind, words) in enumerate(story.units):
        if kind in {"row", "item", "quote"}:
            continue
        title = prose.headline(rng)
        entries.append(
            f"<div class='live-entry' id='block-{number}'><p class='block-time'><time datetime='{story.iso}T{8 + number % 12:02}:{rng.randint(10, 59)}:00Z'>"
            f"{8 + number % 12}.{rng.randint(10, 59)}</time></p><h2 class='block-title'>{e(title)}</h2><div class='block-elements'><p>{e(words)}</p></div>"
            f"<div class='block-share'>{chrome.share()}</div></div>"
        )
        gold.append(words)
        heads.append(title)
    points = [prose.sentence(rng) for _ in range(4)]
    html = f"""<!doctype html><html lang="en"><head>{chrome.head(rng, story, site)}</head><body>{chrome.cookie_wall()}<header><nav>{chrome.menu(rng)}</nav></header><main>
<div class="content__head"><h1>{e(story.title)} – as it happened</h1><p class="standfirst">{e(story.standfirst)}</p><p class="byline">{story.byline}</p></div>
<div class="key-events"><h2>Key events</h2><ul>{"".join(f"<li>{e(point)}</li>" for point in points)}</ul></div>
<div class="live-blog js-live">{"".join(entries)}</div></main><aside class="most-viewed">{chrome.teasers(rng, 10)}</aside>{chrome.footer(rng, site, 2024)}</body></html>"""
    return made("live", html, story, site, *points, *heads, "Key events", body=tuple(gold))


def paywall(rng: Random, story: Story, site: Site) -> Made:
    """The first paragraphs, a fade-out and offers; the rest is not in the page."""
    units = tuple(unit for unit in story.units if unit[0] == "p")[: rng.randint(2, 4)]
    short = prose.Story(
        story.title, story.standfirst, story.byline, story.day, story.place, story.section, units, story.captions
    )
    offers = "".join(
        f"<div class='offer'><h3>{name}</h3><p>{cost} crowns a month. Cancel at any time. Unlimited reading on all your devices, with the evening edition.</p><button>Choose</button></div>"
        for name, cost in (("Digital", 19), ("Digital and print", 39), ("Students", 9))
    )
    html = f"""<!doctype html><html lang="en"><head>{chrome.head(rng, story, site)}</head><body><header>{chrome.menu(rng)}</header><main><article class="article article--locked">
<h1 class="headline">{e(story.title)}</h1><p class="lede">{e(story.standfirst)}</p><div class="meta"><span class="author">{story.byline}</span> <span class="date">{story.shown}</span></div>
<div class="article__content article__content--preview">{chrome.marked(short)}</div><div class="paywall"><h2>Subscribe to read the full story</h2>
<p>This article is for subscribers. Join {rng.randint(10, 90)},000 readers who support independent reporting from {rng.choice(prose.PLACES)}.</p>{offers}<p>Already a subscriber? <a href="/in">Sign in</a></p></div></article>
<section class="recommended"><h2>Recommended for you</h2>{chrome.teasers(rng, 8)}</section></main>{chrome.footer(rng, site, 2025)}</body></html>"""
    return made("paywall", html, short, site)


def letter(rng: Random, story: Story, site: Site) -> Made:
    """A newsletter issue in nested tables, as mail programs want it."""
    rows = []
    for kind, words in story.units:
        tag = {"h": "h2", "item": "li"}.get(kind, "p")
        rows.append(
            f"<tr><td class='mcnTextContent' style='padding:9px 18px'><{tag}>{e(words.replace(chr(9), ' '))}</{tag}></td></tr>"
        )
    hello = f"Welcome back to the {site.name} briefing, a weekly newsletter on {rng.choice(prose.PLACES)} and its neighbours."
    html = f"""<!DOCTYPE html><html><head>{chrome.head(rng, story, site, linked_data=False, kb=6)}</head><body><center><table id="bodyTable"><tr><td id="bodyCell"><table class="templateContainer">
<tr><td class="preheader"><a href="/view">View this email in your browser</a></td></tr><tr><td><h1>{e(story.title)}</h1></td></tr><tr><td><p>{story.shown}</p></td></tr>
<tr><td><p>{e(hello)}</p></td></tr>{"".join(rows)}<tr><td><p>Until next time,</p><p>{story.byline}</p></td></tr>
<tr><td class="templateFooter"><p>You receive this message because you signed up on our website. <a href="/u">Unsubscribe</a> or <a href="/p">change your preferences</a>.</p><p>{site.name}, 1 Quay Street, {rng.choice(prose.PLACES)}</p></td></tr></table></td></tr></table></center></body></html>"""
    return made("letter", html, story, site, hello, "Until next time,")


def agency(rng: Random, story: Story, site: Site) -> Made:
    """A short agency report: place and agency before the first words, links to others in paragraphs of their own."""
    units = list(story.units)
    kind, first = units[0]
    units[0] = (kind, f"{story.place.upper()} ({rng.choice(('Tidewire', 'Coastal News'))}) — {first}")
    whole = prose.Story(
        story.title, story.standfirst, story.byline, story.day, story.place, story.section, tuple(units), story.captions
    )
    also = f"<p><strong>Read also: <a href='/x'>{e(prose.headline(rng))}</a></strong></p>"
    html = f"""<!doctype html><html lang="en"><head>{chrome.head(rng, story, site, linked_data=False)}</head><body><div class="header">{chrome.menu(rng)}</div><div class="container"><div class="row">
<div class="col-md-8"><div class="news-detail"><h1>{e(story.title)}</h1><div class="news-date">{story.shown}, 14:05</div><div class="news-text">{chrome.marked(whole, between={1: also, 4: also})}</div>
<div class="tags">Tags: <a href="/t1">{rng.choice(prose.NOUNS)}</a>, <a href="/t2">{rng.choice(prose.PLACES)}</a></div><div class="copy">When using materials of {site.name}, a hyperlink to the source is required.</div></div></div>
<div class="col-md-4"><div class="lenta"><h4>Latest news</h4>{"".join(f"<div class='lenta-item'><span>{rng.randint(10, 23)}:{rng.randint(10, 59)}</span> <a href='/{n}'>{e(prose.headline(rng))}</a></div>" for n in range(25))}</div></div></div></div>
{chrome.footer(rng, site, 2023)}</body></html>"""
    return made("agency", html, whole, site)


TEMPLATES: Final[dict[str, Template]] = {
    "blog": blog, "semantic": semantic, "div_soup": div_soup, "line_breaks": line_breaks, "amp": amp, "live": live,
    "paywall": paywall, "letter": letter, "agency": agency,
}  # fmt: skip
