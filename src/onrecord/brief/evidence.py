"""What a sentence with certain footnotes may say: the words of its receipts, and what is known of their pages."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.brief.gate import Evidence
from onrecord.brief.model import Briefing, Receipt, Sentence
from onrecord.brief.templates import outlet_words, passage, plain, published_words, quotation, title_words


def evidence_of(numbers: Iterable[int], briefing: Briefing, origin: Sentence | None = None) -> Evidence:
    """The evidence behind footnotes; `origin`: the sentence that an edited one was made from.

    Raises BriefingError for a number that there is not.
    """
    receipts: list[Receipt] = [briefing.receipt(n) for n in numbers]
    beside: list[str] = []
    for receipt in receipts:
        source = briefing.source(receipt.article)
        beside += [outlet_words(source), title_words(source), published_words(source)]
    if origin is not None:
        beside.append(plain(origin, briefing))
    naming = [" ".join(r.words) for r in receipts if r.part in {"speaker", "role"}]
    told = ["".join(passage(r, briefing)) for r in receipts if r.part not in {"speaker", "role"}]
    return Evidence(
        tuple(told or naming),
        tuple(quotation(r, briefing) for r in receipts if r.part == "content"),
        (*beside, *naming),
    )
