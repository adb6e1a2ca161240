"""Sentences of an invented country's news, from a seeded generator: the words that made pages are filled with.

Everything is put together from the word lists below; names of people, places and papers are invented. The sentences read
like news in what matters to a reader of pages: length, quotation marks, numbers, names, stops.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Final

FIRST: Final = (
    "Maud Tomas Ilse Anton Berit Karel Lena Oskar Vera Jonas Petra Emil Hanna Ruben Sofia Milo Agnes Viktor".split()
)
LAST: Final = (
    "Tressel Brand Lesk Orlow Vanter Holm Kestrel Dorn Salvik Merrow Aldane Pruss Novak Tarn Eberly Quist".split()
)
PLACES: Final = (
    "Ostrel Ledrin Brask Halmora Vesmar Sollen Dalvek Ketra Arrel Norbeck Tilsund Maravel Corvane Ysmer".split()
)
BODIES: Final = (
    "the harbour board", "the water ministry", "the city council", "the central bank", "the rail union", "the coast guard",
    "the energy regulator", "the teachers' federation", "the supreme court", "the grain exchange", "the electoral commission",
    "the border service", "the health agency", "the opposition bloc", "the fishing cooperative", "the national museum",
)  # fmt: skip
OFFICES: Final = (
    "transport minister", "mayor", "chief engineer", "spokeswoman for the ministry", "deputy governor", "union leader",
    "professor of economics", "head of the clinic", "ambassador", "retired judge", "farm owner", "lawyer for the families",
)  # fmt: skip
THINGS: Final = (
    "the new bridge", "the ferry line", "a ban on night flights", "the water tariff", "the harbour dredging", "a pension reform",
    "the school calendar", "the grain quota", "the tunnel contract", "a ceasefire line", "the flood barrier", "the tax on diesel",
    "a prisoner exchange", "the power station", "the fishing agreement", "the old town's car-free zone", "the census",
)  # fmt: skip
VERBS: Final = (
    "approved", "rejected", "postponed", "defended", "criticised", "welcomed", "reopened talks on", "withdrew its plan for",
    "published a report on", "voted on", "cut the budget for", "agreed to review", "halted work on", "extended",
)  # fmt: skip
SAYS: Final = (
    "said",
    "told reporters",
    "said in an interview",
    "wrote in a letter",
    "argued",
    "warned",
    "added",
    "insisted",
)
TIMES: Final = (
    "on Monday", "on Tuesday", "late on Wednesday", "on Thursday morning", "on Friday", "over the weekend", "last month",
    "earlier this year", "after a night of talks", "for the second time in a year", "before the summer recess",
)  # fmt: skip
CLAUSES: Final = (
    "although the money has not been found", "which residents had asked for since the floods", "despite protests in the south",
    "because the contractor had missed three deadlines", "as prices rose for a sixth month", "according to two people at the meeting",
    "while opponents called it a gift to shipowners", "even though the survey was never finished", "after a court ordered a pause",
    "in a move that surprised its own members", "and nobody in the room objected", "with only four votes against",
)  # fmt: skip
QUOTES: Final = (
    "We have waited long enough", "Nobody asked the people who live there", "It is a good plan on bad paper",
    "There is no money, and everyone knows it", "I would rather have a slow answer than a wrong one", "The river does not vote",
    "They measured twice and cut nothing", "You cannot run a hospital on promises", "That is not what the treaty says",
    "My father crossed here every day for forty years", "We will not sign anything this week", "It was never about the tariff",
)  # fmt: skip
NOUNS: Final = "bridge ferry tariff harbour reform quota tunnel barrier strike budget verdict census drought election treaty".split()
DEEDS: Final = (
    "divides council", "wins support", "faces delay", "goes to court", "opens early", "draws protest", "stalls again",
    "costs twice as much", "brings neighbours to the table", "is put to a vote", "leaves farmers waiting", "splits coalition",
)  # fmt: skip
MONTHS: Final = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Story:
    """What one made article says: the units of its body in order, and what stands around them.

    units   (kind, words): `p`, `h`, `quote`, `item` (of a list; items in a row are one list), `row` (cells joined by tabs)
    """

    title: str
    standfirst: str
    byline: str
    day: tuple[int, int, int]
    place: str
    section: str
    units: tuple[tuple[str, str], ...]
    captions: tuple[str, ...] = field(default=())

    @property
    def iso(self) -> str:
        """The day as 2024-03-05."""
        return f"{self.day[0]}-{self.day[1]:02}-{self.day[2]:02}"

    @property
    def shown(self) -> str:
        """The day as 5 March 2024."""
        return f"{self.day[2]} {MONTHS[self.day[1] - 1]} {self.day[0]}"


def name(rng: Random) -> str:
    """A person."""
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def sentence(rng: Random) -> str:
    """A sentence of 8 to 35 words."""
    kind = rng.random()
    body, thing, verb, time, place = map(rng.choice, (BODIES, THINGS, VERBS, TIMES, PLACES))
    clause = f", {rng.choice(CLAUSES)}" if rng.random() < 0.5 else ""
    if kind < 0.35:
        words = f"{body} {verb} {thing} {time}{clause}."
    elif kind < 0.5:
        words = f"in {place}, {body} {verb} {thing} {time}{clause}."
    elif kind < 0.6:
        words = f"some {rng.randint(2, 90) * 100:,} households in {place} will pay {rng.randint(2, 40)} crowns more for {thing}{clause}."
    elif kind < 0.75:
        words = f"{name(rng)}, the {rng.choice(OFFICES)}, {rng.choice(SAYS)} that {body} had {verb} {thing}{clause}."
    elif kind < 0.9:
        end = rng.choice(
            (f",” {rng.choice(SAYS)} {name(rng)}", f",” {rng.choice(SAYS)} the {rng.choice(OFFICES)} of {place}")
        )
        more = f". “{rng.choice(QUOTES)}.”" if rng.random() < 0.4 else "."
        return f"“{rng.choice(QUOTES)}{end}{more}"
    else:
        words = f"the figures for {place} show a fall of {rng.randint(2, 30)} percent since {rng.randint(2009, 2021)}{clause}."
    return words[0].upper() + words[1:]


def paragraph(rng: Random, most: int = 4) -> str:
    """One to `most` sentences."""
    return " ".join(sentence(rng) for _ in range(rng.randint(1, most)))


def headline(rng: Random, *, title_case: bool = False) -> str:
    """A headline of 5 to 13 words without a stop."""
    words = f"{rng.choice(PLACES)} {rng.choice(NOUNS)} {rng.choice(DEEDS)}"
    words += rng.choice(
        ("", f" as {rng.choice(NOUNS)} {rng.choice(DEEDS)}", f", {rng.choice(OFFICES)} says", " after long night")
    )
    return words.title().replace("'S", "'s") if title_case else words


def caption(rng: Random) -> str:
    """A caption: a present-tense sentence, sometimes with a credit."""
    what = f"{name(rng)} {rng.choice(('looks at', 'walks past', 'visits', 'inspects'))} {rng.choice(THINGS)} in {rng.choice(PLACES)}"
    return what + rng.choice((".", ".", f" {rng.choice(TIMES)}.", " (file photo).", f". Photo: {name(rng)}"))


def teaser(rng: Random) -> str:
    """One or two sentences that stand below another article's headline."""
    return paragraph(rng, 2)


def comment(rng: Random) -> str:
    """What a reader writes below an article."""
    openers = (
        "I live there and",
        "Typical.",
        "Well said!",
        "As a taxpayer I wonder why",
        "My cousin works for them and says",
    )
    return f"{rng.choice(openers)} {sentence(rng)} {rng.choice(('Shame on them.', 'Enough said.', 'Just my view.', 'Who pays?'))}"


def bio(rng: Random, who: str) -> str:
    """The lines about an author."""
    return (
        f"{who} has covered {rng.choice(NOUNS)} policy from {rng.choice(PLACES)} since {rng.randint(2008, 2020)}. "
        f"Before that {rng.choice(('she', 'he'))} was a teacher and wrote a book on {rng.choice(THINGS)}."
    )


def story(rng: Random, *, least: int = 7, most: int = 18, lists: bool = True, tables: bool = False) -> Story:
    """A made article with `least` to `most` paragraphs, subheadings, quotes and lists among them."""
    units: list[tuple[str, str]] = []
    count = rng.randint(least, most)
    for number in range(count):
        units.append(("p", paragraph(rng)))
        if number in (0, count - 1):
            continue
        chance = rng.random()
        if chance < 0.16:
            units.append(("h", headline(rng)))
        elif chance < 0.26:
            units.append(("quote", f"“{rng.choice(QUOTES)}. {sentence(rng)}”"))
        elif chance < 0.34 and lists:
            units += [
                ("item", sentence(rng) if rng.random() < 0.6 else headline(rng)) for _ in range(rng.randint(2, 5))
            ]
        elif chance < 0.4:
            units.append(("p", f"“{rng.choice(QUOTES)}.”"))
        elif chance < 0.46 and tables:
            units += [
                ("row", "\t".join((rng.choice(PLACES), str(rng.randint(10, 999)), f"{rng.randint(1, 90)} percent")))
                for _ in range(rng.randint(3, 7))
            ]
    return Story(
        title=headline(rng, title_case=rng.random() < 0.5),
        standfirst=sentence(rng),
        byline=name(rng),
        day=(rng.randint(2015, 2025), rng.randint(1, 12), rng.randint(1, 28)),
        place=rng.choice(PLACES),
        section=rng.choice(("Politics", "World", "Business", "Region", "Culture")),
        units=tuple(units),
        captions=tuple(caption(rng) for _ in range(3)),
    )
