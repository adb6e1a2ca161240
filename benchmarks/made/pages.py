"""The set of made pages: templates times stories times sites, from one seed."""

from __future__ import annotations

from random import Random
from typing import Literal

from made import build, held, prose
from made.chrome import Made, Site

SEED = 20261122
PER_TEMPLATE = 8
SITES = (
    Site("The Ostrel Ledger", "ledger.example"), Site("Brask Gazette", "gazette.example"), Site("Harbour Post", "post.example"),
    Site("Vesmar Today", "today.example"), Site("Inland Forum", "forum.example"), Site("Coast Observer", "observer.example"),
    Site("Radio Halmora", "radio.example"),
)  # fmt: skip


def pages(half: Literal["build", "held"], *, seed: int = SEED, per_template: int = PER_TEMPLATE) -> list[Made]:
    """The pages of a half, template by template. The same seed gives the same pages everywhere."""
    templates = build.TEMPLATES if half == "build" else held.TEMPLATES
    out = []
    for name, template in templates.items():
        for number in range(per_template):
            rng = Random(f"{seed}/{name}/{number}")
            story = prose.story(rng, tables=number % 2 == 1)
            out.append(template(rng, story, SITES[rng.randrange(len(SITES))]))
    return out
