"""Articles of made prose that share stories, footers and whole texts, put into a record without reading pages."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from onrecord.record import Article, Block, Reading, Span
from onrecord.store.database import Store
from onrecord.store.write import RunRow, add_reading, add_retrieval, add_run, new_run
from origins.made import article
from reuse.made_prose import paragraph

RUN = new_run("2026-03-09T08:00:00Z", "test", "0", model=None, knowledge=None)


def articles(seed: int, count: int) -> list[Article]:
    """Articles with unordered dates, of few outlets."""
    chance = random.Random(seed)
    made: list[Article] = []
    for number in range(count):
        parts = [paragraph(chance.randrange(10)) for _ in range(chance.randrange(1, 5))]
        outlet = chance.randrange(4)
        if chance.random() < 0.6:
            parts.append(paragraph(900 + outlet, 70))
        if chance.random() < 0.3:
            parts.append(f"Originally published by Outlet {chance.randrange(4)}.")
        if made and chance.random() < 0.2:
            parts = [chance.choice(made).text]
        made.append(
            article(
                "\n\n".join(parts),
                outlet=f"Outlet {outlet}",
                published=f"2026-03-{chance.randrange(1, 29):02}" if chance.random() < 0.8 else None,
                page=f"page {seed} {number}",
            )
        )
    return made


def put(store: Store, found: Iterable[Article]) -> RunRow:
    """Store the articles as if they had been read."""
    with store.transaction() as db:
        add_run(db, RUN)
        for one in found:
            kept = replace(
                one, blocks=(Block("body", one.text, f"bytes:0-{len(one.text)}", 0, Span(0, len(one.text))),)
            )
            add_reading(db, kept.capture, len(one.text), Reading("text/1", "utf-8", (kept,)), RUN)
            add_retrieval(db, kept.capture, f"pages/{kept.id}.txt", "2026-03-09T08:00:00Z", RUN)
    return RUN
