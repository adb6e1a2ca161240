"""Chooses how the exported weights are decoded, fits their confidence, measures them on dev, and writes `model.json`.

Also a command: `python -m training.assess --data FOLDER --model FOLDER` does this again for the weights in a folder.

Six numbers are chosen on dev (five of `Decoding`, and the least score of an outer attribution), and the confidence is
fitted on dev's verdicts: dev's figures are a little too good by that. So two more stand beside them: the figures of
`START` without a least score, and strict F1 when all is chosen on one half of dev and measured on the other. The
calibration table is made of scores that were fitted on other articles. Inner attributions
have no gold: their confidence is fitted on nested sentences made of dev's own.
"""

import argparse
import dataclasses
import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagger.bounds import Bounds
from onrecord.extract.tagger.decode import Decoding, Found, decode, spans_of_tags
from onrecord.extract.tagger.network import Network
from onrecord.extract.tagger.pieces import Token, WordPieces, read_tokens
from onrecord.extract.tagger.quotations import tidy
from onrecord.extract.tagger.reading import joined
from onrecord.extract.tagger.shape import CUE, LAYERS
from onrecord.extract.tagger.windows import windows
from training.calibrate import Case, as_json, cross_fitted, fit_levelled, table
from training.data import Labels, read_articles, read_rows
from training.measure import measure
from training.nested import nested_windows
from training.scoring import Gold, Raw, figures, gold_of, load_scorer, right

START = Decoding(source=0.25, inner=1.5, least_link=-1.0)
CHOICES = {
    "least_link": (-2.0, -1.5, -1.0, -0.7, -0.5),
    "source": (0.0, 0.25, 0.5, 0.75),
    "content": (-0.25, 0.0, 0.25, 0.5, 0.75),
    "cue": (-0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25),
}
"""Tried one after the other from `START`, twice over; coarse steps, since dev's F1 cannot tell finer ones apart."""

LEAST_SCORES = (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
NESTED_CASES = 400
LEAST_INNER = 0.4
"""With START's `inner`, found best for F1 on the made-up nested sentences: 51.5, against 43.9 for no favour and 0.5."""

Window = tuple[list[Token], NDArray[np.float32]]


def read_windows(network: Network, word_pieces: WordPieces, text: str) -> list[Window]:
    """The windows of a text with the network's scores: one row for the first mark, one for each token."""
    return [(window, scores_of(network, word_pieces, window)) for window in windows(read_tokens(text, word_pieces))]


def scores_of(network: Network, word_pieces: WordPieces, window: Sequence[Token]) -> NDArray[np.float32]:
    sizes = [len(token.pieces) for token in window]
    at = [0, *(1 + np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int))]
    ids = [word_pieces.first, *(piece for token in window for piece in token.pieces), word_pieces.last]
    features = [0, *(token.feature for token in window for _ in token.pieces), 0]
    return network(ids, features)[at]


def found_in(read: Sequence[Window], decoding: Decoding) -> list[tuple[Found, Raw]]:
    """The outer attributions of an article, each as found and as the scorer reads it."""
    return [
        (found, _raw(bounds.moved(found), window))
        for window, scores in read
        for bounds in [Bounds(scores)]
        for found in decode(scores, decoding)
        if found.layer == 0
    ]


def _raw(found: Found, window: Sequence[Token]) -> Raw:
    content = joined([tidy(run, window) for run in found.content])
    parts = {"source": [found.source] if found.source else [], "cue": [found.cue], "content": content}
    return {role: [[window[a].start, window[b - 1].end] for a, b in runs] for role, runs in parts.items()}


@dataclass(frozen=True, slots=True)
class Choice:
    """A way of decoding with its least score: what it finds, the scores by fits on other articles, and its strict F1."""

    decoding: Decoding
    least: float
    cases: list[Case]
    scores: NDArray[np.float64]
    f1: float


class Dev:
    """The dev articles as the network scored them; remembers what each decoding finds."""

    def __init__(self, scorer: ModuleType, golds: Sequence[Gold], articles: Sequence[Sequence[Window]]) -> None:
        self.golds = golds
        self._scorer = scorer
        self._articles = articles
        self._known: dict[Decoding, list[list[Case]]] = {}

    def cases(self, decoding: Decoding) -> list[list[Case]]:
        """What is found in each article."""
        if decoding not in self._known:
            every = []
            for gold, read in zip(self.golds, self._articles, strict=True):
                found = found_in(read, decoding)
                verdicts = right(self._scorer, gold, [raw for _, raw in found])
                every.append([Case(gold.id, one.measures, ok) for (one, _), ok in zip(found, verdicts, strict=True)])
            self._known[decoding] = every
        return self._known[decoding]


def choose(dev: Dev, numbers: Sequence[int]) -> Choice:
    """The decoding and the least score with the best strict F1 on these articles."""
    best = _best_least(dev, numbers, START)
    for name, values in [*CHOICES.items()] * 2:
        for value in values:
            decoding = dataclasses.replace(best.decoding, **{name: value})
            if decoding != best.decoding:
                best = max(best, _best_least(dev, numbers, decoding), key=lambda choice: choice.f1)
    return best


def _best_least(dev: Dev, numbers: Sequence[int], decoding: Decoding) -> Choice:
    every = dev.cases(decoding)
    cases = [case for number in numbers for case in every[number]]
    scores = cross_fitted(cases)
    verdicts = np.array([case.right for case in cases])
    wanted = sum(len(dev.golds[number].attributions) for number in numbers)
    f1 = {
        least: _f1(int(verdicts[scores >= least].sum()), int((scores >= least).sum()), wanted) for least in LEAST_SCORES
    }
    least = max(f1, key=lambda value: f1[value])
    return Choice(decoding, least, cases, scores, f1[least])


def _f1(ok: int, found: int, wanted: int) -> float:
    return 2 * ok / max(1, found + wanted)


def halves(dev: Dev, decoding: Decoding | None = None) -> float:
    """Strict F1 in per cent when all but a given decoding is chosen on one half of the articles and measured on the other."""
    ok = found = 0
    for held_out in (0, 1):
        others = range(1 - held_out, len(dev.golds), 2)
        choice = choose(dev, others) if decoding is None else _best_least(dev, others, decoding)
        confidence = fit_levelled(choice.cases)
        for number in range(held_out, len(dev.golds), 2):
            kept = [one for one in dev.cases(choice.decoding)[number] if confidence(one.measures) >= choice.least]
            found += len(kept)
            ok += sum(case.right for case in kept)
    return round(100 * _f1(ok, found, sum(len(gold.attributions) for gold in dev.golds)), 1)


def inner_cases(network: Network, word_pieces: WordPieces, data: Path, decoding: Decoding) -> tuple[list[Case], int]:
    """What was found inside contents of made-up nested sentences, and how many there were to find."""
    articles = read_articles(data, "dev", word_pieces)
    cases, wanted = [], 0
    for number, item in enumerate(nested_windows(articles, word_pieces, NESTED_CASES, random.Random(0))):
        gold = {layer: _gold_sets(item.labels, layer) for layer in range(1, LAYERS)}
        wanted += sum(map(len, gold.values()))
        for found in decode(scores_of(network, word_pieces, item.tokens), decoding):
            if found.layer > 0:
                ok = any(_agree(_sets(found), other) for other in gold[found.layer])
                cases.append(Case(str(number), found.measures, ok))
    return cases, wanted


Sets = tuple[frozenset[int], frozenset[int], frozenset[int]]


def _gold_sets(labels: Labels, layer: int) -> list[Sets]:
    """Source, cue and content of each attribution of a layer, read back from its tags and links."""
    tags = labels.tags[layer].tolist()
    spans = {span[0]: frozenset(range(*span)) for _, span in spans_of_tags(tags)}
    starts = [number for number, tag in enumerate(tags) if tag == CUE]
    return [
        (
            spans.get(int(labels.source_links[start]), frozenset()),
            spans[start],
            frozenset(np.flatnonzero(labels.content_links[layer] == start).tolist()),
        )
        for start in starts
    ]


def _sets(found: Found) -> Sets:
    source = frozenset(range(*found.source)) if found.source else frozenset[int]()
    content = frozenset(number for run in found.content for number in range(*run))
    return source, frozenset(range(*found.cue)), content


def _agree(one: Sets, other: Sets) -> bool:
    """The scorer's strict criterion, on token numbers."""

    def f1(a: frozenset[int], b: frozenset[int]) -> float:
        return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0

    return bool(one[1] & other[1]) and f1(one[0], other[0]) >= 0.5 and f1(one[2], other[2]) >= 0.5


def describe(
    folder: Path, data: Path, scorer_path: Path, runs: Sequence[dict[str, Any]], decoding: Decoding | None = None
) -> dict[str, Any]:
    """Writes `model.json` beside the weights in `folder`, and gives what it holds. Chooses the decoding unless one is given."""
    scorer = load_scorer(scorer_path)
    weights = folder / "statements.onnx"
    digest = "sha256:" + hashlib.sha256(weights.read_bytes()).hexdigest()
    network = Network(weights.read_bytes(), threads=1)
    vocabulary = (folder / "vocab.txt").read_bytes()
    word_pieces = WordPieces.parse(vocabulary)
    rows = list(read_rows(data / "dev.jsonl.gz"))
    golds = [gold_of(scorer, row) for row in rows]
    articles = [read_windows(network, word_pieces, str(row["text"])) for row in rows]
    dev = Dev(scorer, golds, articles)
    every = range(len(golds))
    chosen = choose(dev, every) if decoding is None else _best_least(dev, every, decoding)
    inner, inner_wanted = inner_cases(network, word_pieces, data, chosen.decoding)
    inner_scores = cross_fitted(inner)
    told = [case.right for case, score in zip(inner, inner_scores, strict=True) if score >= LEAST_INNER]
    described: dict[str, Any] = {
        "name": "onrecord statements 1",
        "digest": digest,
        "vocabulary": "sha256:" + hashlib.sha256(vocabulary).hexdigest(),
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0)",
        "data": {
            path.name: "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(data.glob("*.gz"))
        },
        "runs": list(runs),
        "decoding": dataclasses.asdict(chosen.decoding),
        "confidence": {"outer": as_json(fit_levelled(chosen.cases)), "inner": as_json(fit_levelled(inner))},
        "least_score": {"outer": chosen.least, "inner": LEAST_INNER},
        "calibration": {"outer": table(chosen.cases, chosen.scores), "inner_made_up": table(inner, inner_scores)},
        "inner_made_up": {"wanted": inner_wanted, "told": len(told), "right": sum(told)},
        "dev_unchosen": figures(scorer, golds, [[raw for _, raw in found_in(read, START)] for read in articles]),
        "dev_halves_strict": halves(dev, decoding),
    }
    path = folder / "model.json"
    path.write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")
    described["dev"] = {
        name: value
        for name, value in measure(folder, data, scorer_path).items()
        if name not in ("articles_per_cpu_second", "peak_megabytes")
    }
    path.write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")
    print(
        json.dumps(
            {
                name: described[name]
                for name in ("decoding", "least_score", "inner_made_up", "dev_unchosen", "dev_halves_strict", "dev")
            },
            indent=1,
        )
    )
    return described


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear"))
    parser.add_argument("--scorer", type=Path, default=Path("../shared/eval/score_attribution.py"))
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--keep", action="store_true", help="keep the decoding; fit the confidence and measure only")
    given = parser.parse_args()
    described = json.loads((given.model / "model.json").read_text(encoding="utf-8"))
    kept = Decoding(**described["decoding"]) if given.keep else None
    describe(given.model, given.data, given.scorer, described["runs"], kept)


if __name__ == "__main__":
    main()
