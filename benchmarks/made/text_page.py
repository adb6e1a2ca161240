"""What made text dumps of pages are put together from: lines with their labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Final

from made import prose
from made.prose import Story

#: Captions that nothing but their place marks as such.
CAPTIONS: Final = (
    "{who} (left) greets {other} at the town hall in {place}.", "A ferry leaves the harbour of {place} at dawn.",
    "Protesters gather outside the ministry in {place} on Thursday.", "The site of {thing} in {place}, seen from the river.",
    "{who}, who leads the inquiry, speaks to reporters.", "Volunteers fill sandbags on the left bank of the river in {place}.",
    "{who} during a visit to {place} in March.", "Trucks wait at the border crossing near {place} (file photo).",
)  # fmt: skip


@dataclass(slots=True)
class TextPage:
    """A page as lines: (label, number of the article on the page or None, words). `blank`: lines are parted by blank ones."""

    outlet: str
    kind: str
    blank: bool = True
    article: int | None = 0
    lines: list[tuple[str, int | None, str]] = field(default_factory=list)

    def add(self, label: str, *texts: str) -> None:
        """Add lines with a label; furniture belongs to no article."""
        belongs = None if label in {"boilerplate", "footer"} else self.article
        self.lines += [(label, belongs, text) for text in texts if text]

    def story(self, story: Story, *, between: dict[int, list[tuple[str, str]]] | None = None, dash: str = "") -> None:
        """Add the units of a story, and after the paragraph of a number what `between` has for it."""
        number = 0
        for kind, words in story.units:
            if kind == "row":
                continue
            label = {"p": "body", "h": "subheading", "quote": "quote", "item": "list"}[kind]
            self.add("body" if label == "quote" else label, f"{dash}{words}" if label == "list" else words)
            if kind == "p":
                for extra, text in (between or {}).get(number, ()):
                    self.add(extra, text)
                number += 1

    @property
    def text(self) -> str:
        """The dump: a line a unit."""
        return ("\n\n" if self.blank else "\n").join(text for _, _, text in self.lines) + "\n"


def caption(rng: Random) -> str:
    """A caption."""
    return rng.choice(CAPTIONS).format(
        who=prose.name(rng), other=prose.name(rng), place=rng.choice(prose.PLACES), thing=rng.choice(prose.THINGS)
    )


def titles(rng: Random, count: int, *, title_case: bool = True) -> list[str]:
    """Headlines of other articles."""
    return [prose.headline(rng, title_case=title_case) for _ in range(count)]


def day(story: Story, form: str) -> str:
    """The story's day: `us` March 5, 2024, `eu` 5 March 2024, `dots` 05.03.2024."""
    year, month, number = story.day
    if form == "us":
        return f"{prose.MONTHS[month - 1]} {number}, {year}"
    return story.shown if form == "eu" else f"{number:02}.{month:02}.{year}"
