"""Outlets whose text dumps are kept for scoring: written before the line reader was tuned, not looked at line by line since."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from made import prose
from made.text_page import TextPage, caption, day, titles

Outlet = Callable[[Random, int], TextPage]


def courier(rng: Random, number: int) -> TextPage:
    """A local paper: section bars, a reading time, advertisements, a plea for subscribers, how to reach the reporter."""
    story = prose.story(rng, lists=False)
    page = TextPage("Northgate Courier", "report")
    page.add(
        "boilerplate",
        "Skip to main content",
        "Sections",
        "Log In",
        "Subscribe",
        "E-edition",
        "Obituaries",
        "Home / News / Local",
    )
    page.add("headline", story.title)
    page.add("byline", f"By {story.byline}")
    page.add("boilerplate", "Staff writer")
    page.add("dateline", f"Updated {day(story, 'us')} 4:12 p.m.")
    page.add("boilerplate", "Facebook", "Twitter", "Email", "3 min to read", "Listen to this article now")
    if number % 2:
        page.add("caption", caption(rng))
        page.add("boilerplate", f"{prose.name(rng)}/Northgate Courier")
    page.story(
        story,
        between={
            1: [("boilerplate", "Story continues below advertisement"), ("boilerplate", "ADVERTISEMENT")],
            3: [
                ("boilerplate", "Get the morning's top stories in your inbox."),
                ("boilerplate", "Success! You're signed up. Check your inbox for a confirmation."),
            ],
            5: [("boilerplate", f"Related: {prose.headline(rng)}")],
        },
    )
    page.add(
        "note",
        f"Correction: An earlier version of this story gave a wrong age for {prose.name(rng)}." if number == 3 else "",
    )
    page.add("footer", f"Reach {story.byline} at {story.byline.split()[0].lower()}@courier.example or 555-0100.")
    page.add(
        "footer",
        "Support local journalism. The Courier depends on readers like you.",
        "More Local News",
        *titles(rng, 5),
    )
    page.add(
        "footer",
        "Around the Web",
        *titles(rng, 3),
        "Most Popular",
        "1",
        *titles(rng, 1),
        "2",
        *titles(rng, 1),
        "Load Comments (14)",
    )
    page.add(
        "footer",
        f"© {rng.randint(2019, 2025)} Northgate Courier, 12 Mill Lane. Terms of Use | Privacy Policy",
        "Powered by PressWorks",
    )
    return page


def radio(rng: Random, number: int) -> TextPage:
    """A broadcaster: captions twice, a player, on every second page a newsletter below the lead."""
    story = prose.story(rng, lists=False)
    page = TextPage("Radio Halmora", "letter below" if number % 2 else "report")
    page.add(
        "boilerplate",
        "Accessibility links",
        "Skip to main content",
        "To Main Navigation",
        "Breaking News",
        "Halmora Desk",
    )
    if number % 3 == 0:
        page.add("headline", story.title)
        page.add("dateline", day(story, "us"))
        page.add("byline", f"By {story.byline}")
    first = caption(rng)
    page.add("caption", first)
    page.add("boilerplate", first)
    second = caption(rng)
    page.story(
        story,
        between={
            2: [("caption", second), ("boilerplate", second)],
            4: [
                ("boilerplate", prose.headline(rng, title_case=True)),
                ("boilerplate", "please wait"),
                ("boilerplate", "No media source currently available"),
                ("boilerplate", "0:00 0:24:11 0:00"),
            ],
        },
    )
    if number % 2:
        page.article = 1
        third = caption(rng)
        page.add("caption", third)
        page.add("boilerplate", third)
        page.add(
            "body",
            "Welcome back to the Halmora Desk briefing, a newsletter on the river states and the people who run them.",
        )
        page.add("body", f"I'm correspondent {story.byline} and here is what I am following right now.")
        letter = prose.story(rng, least=5, most=8, lists=False)
        page.add("subheading", "What To Watch On The River")
        page.story(letter)
        page.add("subheading", "Read More")
        page.add("list", *(f"● {prose.sentence(rng)}" for _ in range(3)))
        page.add("subheading", "Across The Region")
        page.add("list", f"● {prose.paragraph(rng)}")
        page.add("body", "So much for this week. If you have a question, or saw what we missed, write to the desk.")
        page.add("body", "Until next time,")
        page.add("byline", story.byline)
    page.add("footer", "Load more", "About The Newsletter", "Halmora Desk")
    page.add(
        "footer",
        "A newsletter on the river states, on what their rulers plan and what it means for the people who live there.",
    )
    page.add(
        "footer", "The letter is sent every Wednesday. You can subscribe here.", "Subscribe", "XS", "SM", "MD", "LG"
    )
    page.add(
        "footer",
        "Radio Halmora has been put on a list of unwanted bodies by the authorities of Vesmar. Readers there should not quote it.",
    )
    return page


def tidemark(rng: Random, number: int) -> TextPage:
    """A live blog: key points, entries with times and headings, posts of others, an end."""
    story = prose.story(rng, least=9, most=14, lists=False)
    page = TextPage("The Tidemark", "live blog", blank=number % 2 == 0)
    page.add("boilerplate", "Navigation menu", "News", "Opinion", "Sport", "Culture", "Live")
    page.add("headline", f"{story.title} – as it happened")
    page.add("standfirst", story.standfirst)
    page.add("byline", f"By {story.byline} and {prose.name(rng)}")
    page.add("dateline", f"{story.shown}, 21:40 GMT")
    page.add("subheading", "Key events")
    page.add("list", *(f"• {prose.sentence(rng)}" for _ in range(3)))
    for count, (kind, words) in enumerate(story.units):
        if kind not in {"p", "quote"}:
            continue
        page.article = (page.article or 0) + 1
        page.add("dateline", f"{8 + count % 12:02}:{rng.randint(10, 59)} GMT")
        page.add("headline", prose.headline(rng))
        page.add("body", words)
        if count % 4 == 1:
            page.add("body", prose.sentence(rng))
            page.add(
                "boilerplate", f"— {prose.name(rng)} (@{rng.choice(prose.LAST).lower()}{count}) {day(story, 'us')}"
            )
        page.add("boilerplate", "Share" if count % 2 else "Share this")
    page.add("body", "That's it from us tonight. Thanks for following along.")
    page.add(
        "footer",
        "Explore more on these topics",
        rng.choice(prose.PLACES),
        "Most viewed",
        *titles(rng, 5, title_case=False),
    )
    page.add("footer", f"© {rng.randint(2020, 2025)} The Tidemark. All rights reserved.", "Back to top")
    return page


def agency(rng: Random, number: int) -> TextPage:
    """A news agency: place and day before the first words, other headlines between, a list of the latest at the end."""
    story = prose.story(rng, least=4, most=8, lists=False)
    page = TextPage("Corvane Agency", "wire", blank=False)
    page.add("boilerplate", "CA", "Top news", "Politics", "Economy", "Society", "World", "Search")
    page.add("dateline", f"{day(story, 'dots')} {rng.randint(8, 20):02}:{rng.randint(10, 59)}")
    page.add("headline", story.title)
    page.add("standfirst", story.standfirst)
    units = list(story.units)
    units[0] = ("p", f"{story.place.upper()}, {prose.MONTHS[story.day[1] - 1]} {story.day[2]}. /CA/. {units[0][1]}")
    page.story(
        prose.Story(story.title, story.standfirst, story.byline, story.day, story.place, story.section, tuple(units)),
        between={
            1: [("boilerplate", "Read also"), ("boilerplate", prose.headline(rng))],
            3: [("boilerplate", "Read also"), ("boilerplate", prose.headline(rng))],
        },
    )
    page.add("footer", f"Tags: {rng.choice(prose.PLACES)}, {rng.choice(prose.NOUNS)}")
    page.add("footer", "When quoting Corvane Agency an active link to the source is obligatory.")
    page.add("footer", "In other media", *titles(rng, 3, title_case=False), "Latest news")
    for _ in range(8):
        page.add("footer", f"{rng.randint(8, 20):02}:{rng.randint(10, 59)} {prose.headline(rng)}")
    page.add(
        "footer",
        "Corvane Agency. Certificate of registration No 77-100. Some publications may contain information not intended for users under 16 years of age.",
    )
    page.blank = number % 3 == 0
    return page


def letter(rng: Random, _: int) -> TextPage:
    """A newsletter by mail: sections with bullets, a word from a sponsor, a farewell."""
    story = prose.story(rng, least=6, most=9)
    page = TextPage("The Inland Letter", "newsletter")
    page.add("boilerplate", "View this email in your browser", "Forwarded this email? Subscribe here for more")
    page.add("headline", f"The Inland Letter: {story.title}")
    page.add("dateline", day(story, "us"))
    page.add("byline", f"By {story.byline}")
    page.add(
        "body",
        f"Good morning, and welcome to this week's edition of The Inland Letter. It is {rng.randint(600, 1200)} words long, a five-minute read.",
    )
    page.story(
        story,
        dash="• ",
        between={
            2: [
                ("boilerplate", "A message from our sponsor"),
                ("boilerplate", "Rivet Bank: loans for boats, barges and everything that floats. Learn more"),
            ]
        },
    )
    page.add("subheading", "Also on our desk")
    page.add("list", *(f"• {prose.sentence(rng)}" for _ in range(4)))
    page.add("subheading", "The number")
    page.add(
        "body",
        f"{rng.randint(2, 90)}. So many crossings were closed in {rng.choice(prose.PLACES)} this winter, twice as many as in the last.",
    )
    page.add("body", "Thanks for reading,")
    page.add("byline", story.byline)
    page.add(
        "footer",
        "Did a friend send you this letter? Sign up here to get it every Tuesday.",
        "Was this issue useful?",
        "Great | Good | Poor",
    )
    page.add(
        "footer",
        "You receive this letter because you asked for it at inland.example.",
        "Unsubscribe",
        "Update your preferences",
    )
    page.add("footer", "The Inland Letter, 4 Lock Street, Ledrin")
    return page


def ledger(rng: Random, number: int) -> TextPage:
    """A business daily: quotations of the day in the head, key points, a wall, comments of readers."""
    story = prose.story(rng)
    page = TextPage("The Ostrel Ledger", "comments" if number % 2 else "report", blank=number % 3 != 1)
    page.add(
        "boilerplate",
        f"OSX 7,{rng.randint(100, 999)}.3 +0.4%",
        f"Crown/euro 0.{rng.randint(10, 99)} -0.1%",
        "Markets",
        "Companies",
        "Opinion",
        "Subscribe for 1 crown",
    )
    page.add("boilerplate", story.section)
    page.add("headline", story.title)
    page.add("standfirst", story.standfirst)
    page.add("byline", f"{story.byline} in {story.place}")
    page.add("dateline", f"Published {story.shown}")
    page.add("boilerplate", "Save", "Share", "Listen to this article 6 min", "Unlock the Editor's Digest for free")
    page.add("caption", f"{caption(rng)} © {rng.choice(prose.LAST)}/Harbour Pictures")
    page.story(
        story,
        between={
            2: [("boilerplate", "Recommended"), ("boilerplate", prose.headline(rng))],
            4: [("boilerplate", "Some content could not load. Check your internet connection or browser settings.")],
        },
    )
    page.add("credit", f"Additional reporting by {prose.name(rng)} in {rng.choice(prose.PLACES)}")
    if number % 2:
        page.add("footer", f"Comments ({rng.randint(3, 90)})", "Sort by: Newest")
        for _ in range(4):
            page.add(
                "footer",
                f"{rng.choice(prose.FIRST)}{rng.randint(1, 99)}",
                f"{rng.randint(1, 23)} hours ago",
                prose.comment(rng),
                "Reply",
                "Recommend 3",
            )
    page.add(
        "footer",
        "Follow the topics in this article",
        story.section,
        rng.choice(prose.PLACES),
        "Copyright The Ostrel Ledger Limited 2025. All rights reserved.",
    )
    page.add(
        "footer",
        "Useful links",
        "Support",
        "Legal & Privacy",
        "Services",
        "Markets data delayed by at least 15 minutes.",
    )
    return page


OUTLETS: Final[dict[str, Outlet]] = {
    "courier": courier, "radio": radio, "tidemark": tidemark, "agency": agency, "letter": letter, "ledger": ledger,
}  # fmt: skip
