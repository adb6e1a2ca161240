"""Leaving out receipts that no printed sentence rests on, and numbering the others in the order of reading."""

from __future__ import annotations

from dataclasses import replace

from onrecord.brief.model import Briefing, Group, Sentence

#: Sentences that stand for a pair of texts: the shared passages of both are kept, so that both pages can mark them.
_PAIRS = frozenset({"copied", "shared", "versions"})


def pruned(briefing: Briefing) -> Briefing:
    """The briefing with the receipts of its sentences alone, the first sentence's first; sources likewise."""
    order: dict[int, None] = {}
    named: set[str] = set()
    passages = {(r.article, r.part): r.n for r in briefing.receipts if r.part == "passage"}
    for sentence in briefing.sentences():
        order |= dict.fromkeys(sentence.receipts)
        slots = dict(sentence.slots)
        order |= dict.fromkeys(s.receipt for s in slots.values() if s.receipt is not None)
        named |= {s.article for s in slots.values() if s.article is not None}
        if sentence.template in _PAIRS and slots["title"].article is not None:
            original = passages.get((slots["title"].article, "passage"))
            order |= {} if original is None else {original: None}
    numbers = {old: new for new, old in enumerate(order, start=1)}
    receipts = tuple(replace(briefing.receipt(old), n=new) for old, new in numbers.items())
    named |= {receipt.article for receipt in receipts}

    def renumbered(sentence: Sentence) -> Sentence:
        slots = tuple(
            (name, slot if slot.receipt is None else replace(slot, receipt=numbers[slot.receipt]))
            for name, slot in sentence.slots
        )
        return replace(sentence, slots=slots, receipts=tuple(sorted(numbers[n] for n in sentence.receipts)))

    sections = tuple(
        replace(
            section,
            groups=tuple(
                Group(
                    None if group.heading is None else renumbered(group.heading),
                    tuple(renumbered(s) for s in group.sentences),
                    group.why,
                )
                for group in section.groups
            ),
            notes=tuple(renumbered(note) for note in section.notes),
        )
        for section in briefing.sections
    )
    sources = tuple(source for source in briefing.sources if source.article in named)
    return replace(briefing, sections=sections, receipts=receipts, sources=sources)
