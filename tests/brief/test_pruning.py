from __future__ import annotations

from dataclasses import replace

from brief.test_templates import QUOTED, briefing, sentence
from onrecord.brief.model import Receipt
from onrecord.brief.pruning import pruned
from onrecord.brief.templates import plain
from onrecord.record import Span


def test_receipts_that_nothing_rests_on_are_left_out_and_the_others_numbered_anew() -> None:
    found = sentence("quoted", **QUOTED)
    made = briefing(found, "Lena Marsh", "told reporters", "Not one soldier.")
    before = plain(found, made)
    spare = tuple(replace(r, n=r.n + 1) for r in made.receipts)
    slots = tuple((n, s if s.receipt is None else replace(s, receipt=s.receipt + 1)) for n, s in found.slots)
    moved = replace(found, slots=slots, receipts=(2, 3, 4))
    group = replace(made.sections[0].groups[0], sentences=(moved,))
    wide = replace(
        made,
        receipts=(Receipt(1, "article-1", (Span(50, 55),), ("spare",), "sentence"), *spare),
        sections=(replace(made.sections[0], groups=(group,)),),
    )
    again = pruned(wide)
    assert [r.n for r in again.receipts] == [1, 2, 3]
    assert "spare" not in {w for r in again.receipts for w in r.words}
    (one,) = again.sentences()
    assert plain(one, again) == before
    assert pruned(again) == again
