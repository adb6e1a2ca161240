"""Which of many things that a voice said may be another telling of a given one: a quick look at the words alone.

Takes the contents of statements, gives those that are worth reading with their articles; `origins.carried` decides. It asks for
what other tellings have: a few words in a row, and enough words in all. A quotation that is the same in pieces of fewer than
`SHORTEST_QUOTATION` words each, with other words between them, is not seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from onrecord.origins.carried import NEARLY, SHORTEST_NEARLY, SHORTEST_QUOTATION
from onrecord.origins.words import empty_keys
from onrecord.reuse.tokens import FACTOR, U32, U64, tokens

#: Words in a row that two tellings have in common at least: four in a quotation; where one word in five is another one,
#: three are left between two changes.
_RUN: Final = 3


def alike(asked: Sequence[str], said: Sequence[str], *, most: int) -> list[list[int]]:
    """For each text of `asked` the numbers of those in `said` that may tell the same, likeliest first, `most` at the most.

    Linear in the words, and in the pairs of texts that have three words in a row in common.
    """
    found = tokens([*asked, *said])
    words = [found.hashes[low:high].tolist() for low, high in zip(found.first, found.first[1:], strict=False)]
    runs = _runs(found.hashes)
    # a run that goes beyond its text is none
    ends = np.repeat(found.first[1:], np.diff(found.first))[: len(runs)]
    starts = np.flatnonzero(np.arange(len(runs)) + _RUN <= ends)
    texts = np.searchsorted(found.first, starts, side="right") - 1
    mine = starts[texts < len(asked)]
    # by sorting: the table of unsigned 64-bit numbers overflows in numpy 2.0
    wanted = starts[(texts >= len(asked)) & np.isin(runs[starts], runs[mine], kind="sort")]
    having: dict[int, set[int]] = defaultdict(set)
    for run, text in zip(runs[wanted].tolist(), texts[np.searchsorted(starts, wanted)].tolist(), strict=True):
        having[run].add(text)
    near: list[set[int]] = [set() for _ in asked]
    for run, text in zip(runs[mine].tolist(), texts[: len(mine)].tolist(), strict=True):
        near[text] |= having.get(run, set())
    out = []
    for number, others in enumerate(near):
        scored = [(-_common(words[number], words[other]), other - len(asked)) for other in others]
        out.append([other for score, other in sorted(scored) if score < 0][:most])
    return out


def _runs(hashes: U32) -> U64:
    """A number for each word and the next ones: equal where they are."""
    wide = hashes.astype(np.uint64)
    out = wide[: max(0, len(wide) - _RUN + 1)]
    for further in range(1, _RUN):
        out = out * FACTOR + wide[further : further + len(out)]
    return out


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    """Number of words in common, each once; 0 where they are too few for the same quotation or nearly the same words."""
    mine, theirs = set(one), set(other)
    shared = mine & theirs
    nearly = max(SHORTEST_NEARLY, NEARLY * max(len(one), len(other)))
    if min(sum(w in shared for w in one), sum(w in shared for w in other)) >= nearly:
        return len(shared)
    return len(shared) if len(shared - empty_keys()) > 1 and _have_run(one, other) else 0


def _have_run(one: Sequence[int], other: Sequence[int]) -> bool:
    size = SHORTEST_QUOTATION
    runs = {tuple(one[at : at + size]) for at in range(len(one) - size + 1)}
    return any(tuple(other[at : at + size]) in runs for at in range(len(other) - size + 1))
