"""Outlets whose text dumps may be looked at while the line reader is changed."""

from __future__ import annotations

from random import Random
from typing import Final

from made import prose
from made.text_held import Outlet
from made.text_page import TextPage, caption, day, titles


def gazette(rng: Random, number: int) -> TextPage:
    """A tabloid: capitals, a bullet summary, players, teasers in the text."""
    story = prose.story(rng, lists=False)
    page = TextPage("Brask Gazette", "report", blank=number % 2 == 0)
    page.add("boilerplate", "Jump to content", "Home", "News", "Showbiz", "Sport", "Horoscopes", "Puzzles", "Breaking")
    page.add("headline", story.title.upper() if number % 3 == 0 else story.title)
    page.add("list", *(f"- {prose.sentence(rng)}" for _ in range(3)))
    page.add("byline", f"By {story.byline}, Chief Reporter")
    page.add("dateline", f"Published: {story.shown} | Updated: {story.shown}")
    page.add("boilerplate", "Share", "e-mail", "12 shares", "48 View comments")
    page.story(
        story,
        between={
            1: [("caption", caption(rng)), ("boilerplate", "+4 View gallery")],
            3: [("boilerplate", f"READ MORE: {prose.headline(rng)}")],
            5: [
                ("boilerplate", f"WATCH: {prose.headline(rng)}"),
                ("boilerplate", "Loaded: 0%"),
                ("boilerplate", "0:00 / 1:12"),
            ],
        },
    )
    page.add(
        "footer",
        "Share or comment on this article",
        "Most watched News videos",
        *titles(rng, 4),
        "Comments 48",
        "Be the first to comment",
        "We are no longer accepting comments on this article.",
    )
    page.add("footer", f"Published by Brask Press Ltd. © {rng.randint(2018, 2025)} Brask Gazette")
    return page


def review(rng: Random, _: int) -> TextPage:
    """A magazine: a long text, pull quotes that repeat it, a word on the author."""
    story = prose.story(rng, least=12, most=18)
    page = TextPage("The Brook Review", "essay")
    page.add("boilerplate", "The Brook Review", "Issues", "Essays", "Fiction", "Shop", "Newsletter")
    page.add("boilerplate", story.section)
    page.add("headline", story.title)
    page.add("standfirst", story.standfirst)
    page.add("byline", f"By {story.byline}")
    page.add("dateline", day(story, "us"))
    page.add("caption", f"Illustration by {prose.name(rng)}")
    first = next(words for kind, words in story.units if kind == "p").split(". ")[0]
    page.story(
        story,
        between={
            4: [("boilerplate", f"“{first}”")],
            7: [
                ("boilerplate", "Sign up for the Brook Review newsletter"),
                ("boilerplate", "The best essays of the week, every Sunday."),
            ],
        },
    )
    page.add(
        "footer", prose.bio(rng, story.byline), "More from this issue", *titles(rng, 4), "Subscribe to The Brook Review"
    )
    page.add("footer", "© Brook Review Foundation. All rights reserved.")
    return page


def ministry(rng: Random, number: int) -> TextPage:
    """An authority: facts in front, notes and contacts behind."""
    story = prose.story(rng, least=4, most=8)
    page = TextPage("Ministry of Water", "release", blank=number % 2 == 1)
    page.add(
        "boilerplate", "Skip to main content", "Menu", "Search", "Home", "News and communications", "Press release"
    )
    page.add("headline", story.title)
    page.add("standfirst", story.standfirst)
    page.add("boilerplate", "From: Ministry of Water")
    page.add("dateline", f"Published {story.shown}")
    page.story(story)
    page.add("subheading", "Notes to editors")
    page.add("list", *(f"{n}. {prose.sentence(rng)}" for n in range(1, 4)))
    page.add(
        "footer",
        "Share this page",
        "Share on Facebook",
        "Share on Twitter",
        "Is this page useful?",
        "Yes",
        "No",
        "Report a problem with this page",
    )
    page.add(
        "footer",
        "Help and information",
        "Accessibility",
        "Privacy",
        "Cookies",
        "All content is available under the Open Licence, except where otherwise stated",
    )
    return page


def channel(rng: Random, number: int) -> TextPage:
    """A television station: a transcript of buttons, captions with their agency, a second report below."""
    story = prose.story(rng, lists=False)
    page = TextPage("Channel Eight", "two reports" if number % 2 else "report", blank=number % 3 == 0)
    page.add("boilerplate", "Live TV", "Weather 12°", "News", "Watch", "Sign up for alerts", "Close", "Menu")
    page.add("headline", story.title)
    page.add("byline", f"By {story.byline}")
    page.add("dateline", f"{day(story, 'us')} / 6:30 PM")
    page.add("caption", f"{caption(rng)} (Harbour Pictures)")
    page.add("boilerplate", "Up next", "Replay", "Autoplay")
    page.story(story, between={2: [("boilerplate", "Advertisement")], 4: [("caption", caption(rng))]})
    page.add("credit", "The Tidewire agency contributed to this report." if number == 2 else "")
    if number % 2:
        page.article = 1
        other = prose.story(rng, least=6, most=9, lists=False)
        page.add("headline", other.title)
        page.add("byline", f"By {other.byline}")
        page.add("dateline", f"{day(other, 'us')} / 9:15 AM")
        page.story(other)
    page.add("footer", "First published on " + day(story, "us"), "More from Channel Eight", *titles(rng, 5))
    page.add(
        "footer",
        f"Copyright {rng.randint(2015, 2025)} Channel Eight Media Inc. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
    )
    return page


def commons(rng: Random, number: int) -> TextPage:
    """A blog: an appeal for money in the text, comments behind it."""
    story = prose.story(rng)
    page = TextPage("Free Rivers", "blog", blank=number % 2 == 0)
    page.add("boilerplate", "Free Rivers", "About", "Archive", "Donate", "RSS")
    page.add("headline", story.title)
    page.add("dateline", f"Posted on {day(story, 'us')} by {story.byline}")
    page.story(
        story,
        dash="* ",
        between={
            3: [
                (
                    "boilerplate",
                    "If you like what you read here, please support our work with a small donation. Every crown helps us to stay independent.",
                )
            ]
        },
    )
    page.add(
        "footer",
        "Filed under: " + story.section,
        "Share this:",
        "Click to share on Twitter (Opens in new window)",
        "Like this:",
        "Loading...",
        "Related",
        *titles(rng, 3),
    )
    for _ in range(3):
        page.add(
            "footer", f"{rng.choice(prose.FIRST)} says:", f"{day(story, 'us')} at 11:04 pm", prose.comment(rng), "Reply"
        )
    page.add(
        "footer",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Proudly powered by a free blog engine",
    )
    return page


def standard(rng: Random, number: int) -> TextPage:
    """A national paper: an appeal, live updates on every third page, a questions-and-answers page."""
    story = prose.story(rng, lists=False)
    live = number % 3 == 2
    page = TextPage("The Sollen Standard", "live blog" if live else "interview" if number % 3 else "report")
    page.add(
        "boilerplate",
        "Skip to navigation",
        "Print subscriptions",
        "Sign in",
        "Search jobs",
        "News",
        "Opinion",
        "Lifestyle",
        "Show more",
    )
    page.add("headline", story.title)
    page.add("standfirst", story.standfirst)
    page.add("byline", f"{story.byline} in {story.place}")
    page.add("dateline", f"Tue {story.shown} 14.05 GMT")
    page.add("boilerplate", "Share", "Prefer the Standard on your phone")
    page.add("caption", f"{caption(rng)} Photograph: {prose.name(rng)}/Harbour Pictures")
    for count, (kind, words) in enumerate(story.units):
        if kind not in {"p", "h"}:
            continue
        if live and kind == "p":
            page.article = (page.article or 0) + 1
            hour, minute = 7 + count // 4, count % 4 * 15 + rng.randint(10, 59) % 15
            page.add("dateline", f"{(hour - 1) % 12 + 1}.{minute:02}{'am' if hour < 12 else 'pm'} GMT")
            page.add("headline", prose.headline(rng))
        if not live and number % 3 == 1 and count > 2 and kind == "p":
            page.add("body", f"Q: {rng.choice(('Why', 'When'))} did {rng.choice(prose.BODIES)} change its mind?")
            page.add("body", f"A: {words}")
        else:
            page.add("subheading" if kind == "h" else "body", words)
        if live:
            page.add("boilerplate", "Share")
    page.add(
        "note",
        f"This article was amended on {story.shown}. An earlier version gave a wrong name for the bridge."
        if number == 3
        else "",
    )
    page.add(
        "footer",
        "Explore more on these topics",
        story.section,
        "news",
        "Share",
        "Reuse this content",
        "More on this story",
        *titles(rng, 4, title_case=False),
    )
    page.add(
        "footer",
        "Most viewed",
        *titles(rng, 3, title_case=False),
        f"© {rng.randint(2020, 2025)} Sollen Standard Limited or its affiliated companies. All rights reserved.",
    )
    return page


OUTLETS: Final[dict[str, Outlet]] = {
    "gazette": gazette, "review": review, "ministry": ministry, "channel": channel, "commons": commons, "standard": standard,
}  # fmt: skip
