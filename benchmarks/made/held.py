"""Page templates kept for scoring: written before the reader was tuned, and not looked at page by page since."""

from __future__ import annotations

from html import escape as e
from random import Random
from typing import Final

from made import chrome, prose
from made.build import Template
from made.chrome import Made, Site, made
from made.prose import Story


def tabloid(rng: Random, story: Story, site: Site) -> Made:
    """Players and teasers between the paragraphs, every caption twice, a poll, a comment section."""
    video = "<div class='vjs-player'><p class='vjs-no-js'>To view this video please enable JavaScript</p><span>0:00 / 1:24</span><p class='video-title'>WATCH: {}</p></div>"
    more = "<p><strong>MORE: <a href='/m'>{}</a></strong></p>"
    image = "<div class='img-container'><img src='/i.jpg' alt='{0}'><div class='zoom'>{0}</div><figcaption>{0}</figcaption></div>"
    between = {
        1: image.format(e(story.captions[0])), 2: more.format(e(prose.headline(rng))), 4: video.format(e(prose.headline(rng))),
        5: image.format(e(story.captions[1])), 6: more.format(e(prose.headline(rng))), 9: "<div class='ad-slot'>Advertisement. Scroll to continue reading.</div>",
    }  # fmt: skip
    bullets = "".join(f"<li>{e(prose.sentence(rng))}</li>" for _ in range(3))
    poll = "<div class='poll'><h3>Do you agree with the council?</h3><label>Yes</label><label>No</label><p>4,211 people have voted so far</p></div>"
    html = f"""<!doctype html><html lang="en"><head>{chrome.head(rng, story, site, kb=24)}</head><body>{chrome.cookie_wall()}<div id="nav">{chrome.menu(rng)}</div><div id="wrapper"><div class="article-wide alpha">
<h1>{e(story.title)}</h1><ul class="mol-bullets-with-font">{bullets}</ul><p class="author-section byline-plain">By <a class="author" href="/a">{story.byline}</a> For {site.name}</p>
<p class="byline-section"><span>Published: {story.shown}</span> | <span>Updated: {story.shown}</span></p><div class="shareArticles">{chrome.share()}</div>
<div itemprop="articleBody">{chrome.marked(story, p="<p class='mol-para-with-font'><font>{}</font></p>", between=between)}</div>{poll}
<div id="reader-comments"><h3>Comments 231</h3><p>The comments below have not been moderated.</p>{chrome.comments(rng, 12, tag="div")}</div></div>
<div class="beta"><h3>Don't miss</h3>{chrome.teasers(rng, 24)}</div></div>{chrome.footer(rng, site, 2024)}</body></html>"""
    return made("tabloid", html, story, site, *_bullets(bullets))


def _bullets(markup: str) -> list[str]:
    return [part.split("</li>")[0] for part in markup.split("<li>")[1:]]


def magazine(rng: Random, story: Story, site: Site) -> Made:
    """Drop caps, section breaks, pull quotes that repeat the text, footnotes, a box on the author above and below."""
    parts = []
    for number, (kind, words) in enumerate(story.units):
        if kind == "p":
            text = f"<span class='dropcap'>{e(words[0])}</span>{e(words[1:])}" if number == 0 else e(words)
            parts.append(f"<p class='paywall-p'>{text}</p>")
            if number in (4, 8):
                first = words.split(". ")[0]
                parts.append(
                    f"<div class='pull-quote' aria-hidden='true'><blockquote>{e(first)}</blockquote></div><hr>"
                )
        elif kind == "h":
            parts.append(f"<h2 class='section-head'><em>{e(words)}</em></h2>")
        elif kind == "quote":
            parts.append(f"<blockquote class='block'>{e(words)}</blockquote>")
        else:
            parts.append(f"<p class='list-line'>• {e(words.replace(chr(9), ' '))}</p>")
    body = tuple(f"• {w}" if k in {"item", "row"} else w for k, w in story.units)
    about = prose.bio(rng, story.byline)
    html = f"""<!doctype html><html lang="en-GB"><head>{chrome.head(rng, story, site, kb=16)}</head><body><div class="masthead">{chrome.menu(rng, deep=False)}</div><div data-testid="ArticlePageContentWrapper">
<header class="hero"><div class="rubric">{story.section}</div><h1 data-testid="ContentHeaderHed">{e(story.title)}</h1><div class="dek">{e(story.standfirst)}</div><div class="bylines">By <span>{story.byline}</span></div><time>{story.shown}</time>
<figure class="lead"><img src="/l.jpg"><figcaption><span class="caption__text">{e(story.captions[0])}</span><span class="caption__credit">Photograph by {prose.name(rng)}</span></figcaption></figure></header>
<div class="body__inner-container">{"".join(parts)}</div><div class="footnotes"><p class="footnote">This article appears in the print edition of the {story.shown} issue.</p></div>
<div class="contributor-bio"><p>{e(about)}</p></div><div class="newsletter-inline">{chrome.sign_up(site)}</div></div>
<div class="recirc"><div class="recirc__hed">Read more</div>{chrome.teasers(rng, 8)}</div>{chrome.footer(rng, site, 2025)}</body></html>"""
    return made("magazine", html, story, site, body=body)


def portal(rng: Random, story: Story, site: Site) -> Made:
    """An old portal: unclosed paragraphs in table cells, menus in tables, the day in the bar on top."""
    text = "".join(
        ("<P ALIGN=justify>{}" if kind != "h" else "<P><B>{}</B>").format(e(words.replace("\t", " ")))
        for kind, words in story.units
    )
    bar = "".join(f"<TD><A HREF='/{s.lower()}.asp'>{s}</A></TD>" for s in chrome.SECTIONS)
    news = "".join(
        f"<TR><TD CLASS=small>{rng.randint(1, 28)}.{rng.randint(1, 12):02}.2012</TD><TD><A HREF='/n{n}'>{e(prose.headline(rng))}</A></TD></TR>"
        for n in range(30)
    )
    html = f"""<html><head>{chrome.head(rng, story, site, linked_data=False, metas=False, kb=6)}</head><body><table><tr>{bar}</tr></table><table width=980><tr><td class=left><table>{news}</table></td>
<td class=content><span class=date>{story.shown}</span><p class=title>{e(story.title)}</p><p class=lead><b>{e(story.standfirst)}</b></p>{text}<p class=author>{story.byline}<p class=print><a href=/print>Print</a> | <a href=/mail>Send to a friend</a> | <a href=/f>Discuss in the forum (14)</a></td>
<td class=right><form action=/poll><p>How do you like the new tariff?<p><input type=radio>Well<p><input type=radio>Not at all</form><p>Weather today: {rng.randint(-9, 30)} degrees, wind from the north, {rng.randint(1, 9)} m/s.</td></tr></table>
<table><tr><td>© 2009-2013 {site.name}. Certificate of registration No {rng.randint(1000, 9999)}.</td></tr></table></body></html>"""
    return made("portal", html, story, site)


def release(rng: Random, story: Story, site: Site) -> Made:
    """An authority's notice: a table of facts, notes to editors, contacts, links to documents."""
    facts = "".join(
        f"<dt>{key}</dt><dd>{value}</dd>"
        for key, value in (("From", site.name), ("Published", story.shown), ("Topic", story.section))
    )
    html = f"""<!DOCTYPE html><html class="govuk-template" lang="en"><head>{chrome.head(rng, story, site, linked_data=False)}</head><body class="govuk-template__body"><div id="global-cookie-message" class="gem-c-cookie-banner"><h2>Cookies on this site</h2><p>We use some essential cookies to make this website work. We would like to set additional cookies to understand how you use it.</p></div>
<header class="gov-header">{chrome.menu(rng, deep=False)}</header><div class="wrapper"><main role="main" id="content"><span class="govuk-caption-xl">Press release</span><h1 class="gem-c-title__text">{e(story.title)}</h1><p class="gem-c-lead-paragraph">{e(story.standfirst)}</p>
<dl class="gem-c-metadata">{facts}</dl><div class="gem-c-govspeak govuk-govspeak">{chrome.marked(story)}</div>
<div class="app-c-published-dates"><p>Published {story.shown}</p></div><div class="gem-c-contextual-sidebar"><h2>Related content</h2>{chrome.teasers(rng, 5, summary=False)}</div></main></div>
<div class="gem-c-feedback"><h2>Is this page useful?</h2><p>Help us improve this site. To help us improve it, we would like to know more about your visit today. Please fill in this survey.</p></div>{chrome.footer(rng, site, 2022)}</body></html>"""
    return made("release", html, story, site)


def interview(rng: Random, story: Story, site: Site) -> Made:
    """Questions in strong, answers in the same or the next paragraph; a long introduction; a player on top."""
    parts, gold = [], []
    for number, (kind, unit) in enumerate(story.units):
        words = unit.replace("\t", " ")
        if kind == "p" and number > 1:
            ask = f"{site.name}: {rng.choice(('Why', 'How is it that', 'Do you believe that'))} {rng.choice(prose.BODIES)} {rng.choice(prose.VERBS)} {rng.choice(prose.THINGS)}?"
            parts.append(
                f"<p><strong>{e(ask)}</strong></p><p><strong>{story.captions[0].split()[1]}:</strong> {e(words)}</p>"
            )
            gold += [ask, f"{story.captions[0].split()[1]}: {words}"]
        else:
            parts.append(f"<p>{e(words)}</p>")
            gold.append(words)
    html = f"""<!doctype html><html lang="en"><head>{chrome.head(rng, story, site, kb=18)}</head><body class="radio"><div class="hdr-20">{chrome.menu(rng)}</div><main class="container"><div class="hdr-container"><div class="category"><a href="/c">{story.section}</a></div><h1 class="title pg-title">{e(story.title)}</h1>
<div class="publishing-details"><div class="published"><span class="date"><time datetime="{story.iso}T09:30:00+00:00">{story.shown}</time></span></div><ul class="links__list"><li><a href="/a">{story.byline}</a></li></ul></div></div>
<div class="media-player"><p>No media source currently available</p><div>0:00</div><div>0:12:41</div><a href="/d">Direct link</a><ul><li>128 kbps | MP3</li><li>64 kbps | MP3</li></ul></div>
<div id="article-content" class="content-floated-wrap fb-quotable"><div class="wsw">{"".join(parts)}<div class="wsw__embed"><div class="infgraphicsAttach"><a class="image-link" href="/w"><h4>See also: {e(prose.headline(rng))}</h4></a></div></div></div>
<ul class="author-info"><li><div class="links__item"><h4>{story.byline}</h4><p class="wsw">{e(prose.bio(rng, story.byline))}</p></div></li></ul></div></main><div class="media-block-wrap"><h3>Recommended</h3>{chrome.teasers(rng, 12)}</div>{chrome.footer(rng, site, 2024)}</body></html>"""
    return made("interview", html, story, site, body=tuple(gold))


def results(rng: Random, story: Story, site: Site) -> Made:
    """A report with tables of figures and lists inside, in a content system of its own."""
    html = f"""<!doctype html><html lang="en"><head>{chrome.head(rng, story, site)}</head><body><div class="page-top">{chrome.menu(rng)}</div><div class="layout"><section class="layout__main"><div class="story"><div class="story__head"><h1 class="story__headline">{e(story.title)}</h1>
<div class="story__info">{story.byline}, {story.place} / {story.shown}</div></div><div class="story__intro">{e(story.standfirst)}</div><div class="story__text">{chrome.marked(story, p="<div class='par'>{}</div>", h="<h4>{}</h4>")}</div><div class="story__end">{chrome.share()}</div></div>
<div class="story__comments"><div class="cm-head">Discussion (8)</div>{chrome.comments(rng, 8, tag="div")}</div></section><section class="layout__side"><div class="rates"><table><tr><th>Currency</th><th>{rng.randint(1, 28)} {rng.choice(prose.MONTHS)}</th></tr><tr><td>Crown</td><td>{rng.randint(10, 90)}.{rng.randint(10, 99)}</td></tr></table></div>{chrome.teasers(rng, 14, tag="section")}</section></div>{chrome.footer(rng, site, 2021)}</body></html>"""
    return made("results", html, story, site)


def pair(rng: Random, story: Story, site: Site) -> Made:
    """Two whole articles on a page, each in its own element, with a bar of teasers between them."""
    other = prose.story(rng, least=5, most=8)

    def one(item: Story) -> str:
        return (
            f"<article class='story-card full'><h2 class='hd'><a href='/{item.iso}'>{e(item.title)}</a></h2><div class='meta'>{item.byline} · {item.shown}</div>"
            f"<div class='txt'>{chrome.marked(item, h='<h3>{}</h3>')}</div></article>"
        )

    html = f"""<!doctype html><html lang="en"><head>{chrome.head(rng, story, site)}</head><body><header>{chrome.menu(rng)}</header><main class="stream">{one(story)}<div class="teaser-bar">{chrome.teasers(rng, 4)}</div>{one(other)}</main>
<aside>{chrome.sign_up(site)}{chrome.teasers(rng, 6)}</aside>{chrome.footer(rng, site, 2025)}</body></html>"""
    return made("pair", html, story, site, *chrome.beside_of(other), body=chrome.body_of(story) + chrome.body_of(other))


def hydrated(rng: Random, story: Story, site: Site) -> Made:
    """A page of components: paragraphs as div elements with a role, the state of the page repeated in a script, a long consent dialog."""
    parts = []
    for kind, words in story.units:
        text = e(words.replace("\t", " "))
        block = {
            "p": "text-block",
            "h": "crosshead-block",
            "quote": "quote-block",
            "item": "list-block",
            "row": "text-block",
        }[kind]
        tag = {"h": "h2", "quote": "blockquote", "item": "li"}.get(kind, "div")
        parts.append(
            f"<div data-component='{block}' class='ssrcss-{rng.randint(1000, 9999)}'><{tag} class='ssrcss-{rng.randint(1000, 9999)}'>{text}</{tag}></div>"
        )
    links = f"<div data-component='links-block'><h2>Related topics</h2><ul>{''.join(f'<li><a href=/t>{p}</a></li>' for p in prose.PLACES[:5])}</ul></div>"
    parts.insert(len(parts) // 2, links)
    state = "".join(f'{{"type":"text","text":"{words.replace(chr(34), "")}"}},' for _, words in story.units)
    html = f"""<!doctype html><html lang="en-GB"><head>{chrome.head(rng, story, site, kb=20)}</head><body><div id="root"><div role="dialog" aria-modal="true" class="gdpr-modal">{chrome.cookie_wall()}</div><header role="banner">{chrome.menu(rng)}</header><main id="main-content"><article>
<header data-component="headline-block"><h1 id="main-heading">{e(story.title)}</h1></header><div data-component="byline-block"><div>{story.byline}</div><div>Correspondent, {story.place}</div></div><div data-component="image-block"><figure><img src="/x.jpg"><figcaption>{e(story.captions[0])}</figcaption></figure></div>{"".join(parts)}</article>
<div data-component="top-stories"><h2>Top stories</h2>{chrome.teasers(rng, 6)}</div><div data-component="features"><h2>Features</h2>{chrome.teasers(rng, 6)}</div></main></div><script>window.__STATE__={{"blocks":[{state}]}}</script>{chrome.footer(rng, site, 2024)}</body></html>"""
    return made("hydrated", html, story, site)


def plain_paragraphs(rng: Random, story: Story, site: Site) -> Made:
    """Hardly any markup: paragraphs straight in the body beside the menus, the comments as paragraphs too."""
    talk = "".join(
        f"<hr><p><b>{rng.choice(prose.FIRST)}</b> wrote at {rng.randint(0, 23)}:{rng.randint(10, 59)}:</p><p>{e(prose.comment(rng))}</p>"
        for _ in range(5)
    )
    html = f"""<html><head>{chrome.head(rng, story, site, linked_data=False, metas=False, kb=4)}</head><body>{chrome.menu(rng, deep=False)}<h1>{e(story.title)}</h1><p><i>{story.byline}, {story.shown}</i></p>{chrome.marked(story)}
<h3>Comments</h3>{talk}<p><a href="/">Back to the front page</a></p></body></html>"""
    return made("plain_paragraphs", html, story, site)


TEMPLATES: Final[dict[str, Template]] = {
    "tabloid": tabloid, "magazine": magazine, "portal": portal, "release": release, "interview": interview, "results": results,
    "pair": pair, "hydrated": hydrated, "plain_paragraphs": plain_paragraphs,
}  # fmt: skip
