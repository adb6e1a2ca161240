"""Who copied whom: one group an origin, with each copy, how much of it is shared, and the evidence for the direction."""

from __future__ import annotations

from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.model import Group, Section, Sentence, Slot
from onrecord.brief.view import View, order_key
from onrecord.config import Settings
from onrecord.origins.same_text import COPYING, distinct_articles
from onrecord.record import Evidence, Reuse, Spans

MOST: Final = 20
_KIND: Final = {"reprint": "a reprint", "excerpt": "an excerpt", "partial": "a partial copy"}


def compose(builder: Builder, settings: Settings) -> Section:
    """Groups: families with the most articles first, then pairs that share a part only."""
    del settings
    view, most = builder.view, builder.length(MOST)
    groups: list[tuple[tuple[object, ...], Group]] = []
    told: set[str] = set()
    for family in view.families:
        first = family.first or min(family.members, key=lambda m: order_key(view.articles[m]))
        inside = [r for r in view.reuses if r.kind in {"reprint", "excerpt"} and {r.a, r.b} <= set(family.members)]
        pairs = _told(view, inside, first)
        told |= {r.id for r in inside}
        joined = view.ground.joined
        if distinct_articles(family.members, joined) == 1:
            # captures of one page are no copies of each other: told below, without a count
            groups.append(((2, first), Group(None, tuple(s for reuse in pairs for s in _pair(builder, reuse)))))
            continue
        members = tuple(sorted({joined.page.get(member, member) for member in family.members}))
        slots = {
            "title": builder.of("title", first), "outlet": builder.of("outlet", first),
            "published": builder.of("published", first), "articles": Slot("articles", ids=members),
        }  # fmt: skip
        heading = builder.sentence("family", slots, row=family.id)
        sentences = [s for reuse in pairs for s in _pair(builder, reuse)]
        groups.append(((0, -len(family.members), order_key(view.articles[first])), Group(heading, tuple(sentences))))
    for reuse in view.reuses:
        if reuse.kind in COPYING and reuse.id not in told:
            rank = (1, -max(reuse.share_a, reuse.share_b), reuse.id)
            groups.append((rank, Group(None, tuple(_pair(builder, reuse)))))
    groups.sort(key=lambda g: g[0])
    notes = []
    if len(groups) > most:
        ids = tuple(dict.fromkeys(s.row for _, g in groups[most:] for s in g.sentences if s.row is not None))
        notes.append(builder.sentence("left out", {"number": Slot("number", ids=ids)}, row="copied"))
    return section("copied", [g for _, g in groups[:most]], notes, builder)


def _told(view: View, inside: list[Reuse], first: str) -> list[Reuse]:
    """The pairs that explain a family: those with its first article, and for members without one the best other pair."""
    chosen = [r for r in inside if first in (r.a, r.b)]
    reached = {first} | {r.b if r.a == first else r.a for r in chosen}
    for reuse in sorted(inside, key=lambda r: (-max(r.share_a, r.share_b), r.id)):
        if not {reuse.a, reuse.b} <= reached:
            chosen.append(reuse)
            reached |= {reuse.a, reuse.b}
    return sorted(chosen, key=lambda r: (order_key(view.articles[_copy_of(view, r)[0]]), r.id))


def _copy_of(view: View, reuse: Reuse) -> tuple[str, str]:
    """(copy, original); where the order is not known, the later in the fixed order comes first."""
    first = reuse.first or min((reuse.a, reuse.b), key=lambda ident: order_key(view.articles[ident]))
    return (reuse.b, reuse.a) if first == reuse.a else (reuse.a, reuse.b)


def _pair(builder: Builder, reuse: Reuse) -> list[Sentence]:
    copy, original = _copy_of(builder.view, reuse)
    spans: Spans = tuple(sorted((a if copy == reuse.a else b) for a, b in reuse.passages))
    there: Spans = tuple(sorted((b if copy == reuse.a else a) for a, b in reuse.passages))
    pages = {
        "copy_outlet": builder.of("outlet", copy), "copy_published": builder.of("published", copy),
        "outlet": builder.of("outlet", original), "published": builder.of("published", original),
    }  # fmt: skip
    builder.receipt(original, there, "passage")
    slots = {
        **pages,
        "copy": builder.of("title", copy),
        "title": builder.of("title", original),
        "kind": builder.label(_KIND[reuse.kind] if reuse.first else reuse.kind),
        "share": Slot("share", receipt=builder.receipt(copy, spans, "passage"), article=copy),
    }
    if distinct_articles((copy, original), builder.view.ground.joined) == 1:
        del slots["kind"]
        return [builder.sentence("versions", slots, row=reuse.id)]
    out = [builder.sentence("copied" if reuse.first else "shared", slots, row=reuse.id)]
    for evidence in reuse.evidence:
        found = _evidence(builder, reuse, evidence, copy, pages)
        if found is not None:
            out.append(found)
    return out


def _evidence(builder: Builder, reuse: Reuse, evidence: Evidence, copy: str, pages: dict[str, Slot]) -> Sentence | None:
    """The sentence for one piece of evidence; None for one that says nothing of the order."""
    original = reuse.a if copy == reuse.b else reuse.b
    if evidence.first is None:
        return None
    if evidence.first == copy and reuse.first is not None:
        label = builder.label({"time": "earlier publication", "credit": "a credit line", "wire": "an agency mark",
                               "containment": "containment", "canonical": "the canonical address",
                               "judgement": "a person's judgement"}[evidence.kind])  # fmt: skip
        return builder.sentence("evidence against", {"evidence": label}, row=reuse.id)
    if evidence.kind in {"credit", "wire"}:
        # the page that carries the credit is not the one that it speaks for
        for carrier, outlet in (
            (copy, pages["copy_outlet"]),
            (original, pages["outlet"]),
        ):
            for credit in builder.view.articles[carrier].credits:
                if evidence.words is not None and credit.words == evidence.words:
                    words = Slot("quote", receipt=builder.placed(carrier, credit))
                    return builder.sentence(
                        f"evidence {evidence.kind}", {"words": words, "outlet": outlet}, row=reuse.id
                    )
        return None
    if evidence.kind == "time":
        times = {"published": original, "copy_published": copy}
        pages = {**pages, **{name: builder.of("moment", article) for name, article in times.items()}}
    both = ("copy_outlet", "outlet")
    names = {"time": tuple(pages), "containment": both, "canonical": both, "judgement": both}[evidence.kind]
    return builder.sentence(f"evidence {evidence.kind}", {name: pages[name] for name in names}, row=reuse.id)
