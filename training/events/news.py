"""Pairs of parties in real sentences, labelled where two readings agree: the words of the lexicon, and the finder so far.

The text of PolNeAR's training part is read; nothing of it is kept but what the weights learn. An agreed label teaches how wires
put what the made sentences say plainly; one on which the two do not agree is left out, unless the finder is sure of it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from onrecord.extract.events.clauses import view_of
from onrecord.extract.events.dyads import act_between
from onrecord.extract.events.finder import Finder, load_finder
from onrecord.extract.events.finder.shape import EMBARGO
from onrecord.extract.events.lexicon import load_lexicon
from onrecord.extract.events.participants import may_tell
from onrecord.extract.events.predict import folded
from onrecord.extract.mentions import find_mentions
from onrecord.record import Mention, Span
from onrecord.resolve.knowledge import load
from onrecord.text.sentences import sentences
from training.events.made import Pair, Sample

#: Least chance of the finder's label where the lexicon says the same; of "nothing", where the lexicon knows of nothing; of a label
#: that the finder alone gives.
_AGREED, _NOTHING, _SURE = 0.35, 0.9, 0.92
#: Pairs tried in a sentence: the first mentions of it in both directions.
_MENTIONS = 4


def pairs_in(text: str, finder: Finder) -> Iterator[Sample]:
    """Labelled pairs of an article."""
    knowledge, lexicon = load(), load_lexicon()
    mentions = find_mentions(text, article="article", day=None, knowledge=knowledge)
    for span in sentences(text, 0, len(text)):
        here = [m for m in mentions if span.start <= m.span.start and m.span.end <= span.end]
        named = [m for m in here if m.kind != "place"][:_MENTIONS]
        view = view_of(text, span, here)
        if len(named) < 2 or not may_tell(view, lexicon):
            continue
        reading = finder(text, span)
        if reading is None:
            continue
        for one, two in permutations(named, 2):
            if one.span.start < two.span.end and two.span.start < one.span.end:
                continue
            told = act_between(view, lexicon, reading, [one.span], [two.span])
            label = _agreed(finder, text, span, one, two, None if told is None else folded(*told))
            if label is not None:
                start = span.start
                yield Sample(
                    text[start : span.end], [], whole=False,
                    pair=Pair([(one.span.start - start, one.span.end - start)], [(two.span.start - start, two.span.end - start)], label),
                )  # fmt: skip


def _agreed(finder: Finder, text: str, span: Span, one: Mention, two: Mention, named: str | None) -> str | None:
    chances = finder.between(text, span, [one.span], [two.span])
    if chances is None:
        return None
    best = max(chances, key=lambda label: chances[label])
    if best == EMBARGO and named in {"SANCTION", "COERCE"} and chances[best] >= _AGREED:
        return best
    if best == (named or ""):
        return best if chances[best] >= (_AGREED if named else _NOTHING) else None
    return best if best and chances[best] >= _SURE else None


def read(path: Path) -> list[Sample]:
    """The pairs that `main` wrote."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Sample(row["text"], [], whole=False, pair=Pair([tuple(row["source"])], [tuple(row["target"])], row["label"]))
        for row in rows
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear/train.jsonl.gz"))
    parser.add_argument("--finder", type=Path, required=True, help="folder with finder.onnx and finder.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--part", type=int, default=1, help="every so many article")
    parser.add_argument("--first", type=int, default=0, help="the first article that is read")
    given = parser.parse_args()
    finder = load_finder(given.finder)
    seen: dict[str, int] = {}
    with gzip.open(given.data, "rt", encoding="utf-8") as lines, given.out.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines):
            if number < given.first or (number - given.first) % given.part:
                continue
            for sample in pairs_in(json.loads(line)["text"], finder):
                assert sample.pair is not None
                pair = sample.pair
                seen[pair.label] = seen.get(pair.label, 0) + 1
                row = {"text": sample.text, "source": pair.sources[0], "target": pair.targets[0], "label": pair.label}
                out.write(json.dumps(row) + "\n")
    print(dict(sorted(seen.items(), key=lambda item: -item[1])))


if __name__ == "__main__":
    main()
