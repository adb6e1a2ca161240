"""The project's scorer as a module: it is a script beside the data, not part of the package."""

import importlib.util
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

Raw = dict[str, list[list[int]]]
"""An attribution as the scorer reads it: lists of code-point pairs by role."""


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


@dataclass(frozen=True, slots=True)
class Gold:
    """One article with its annotated attributions, as the scorer holds them."""

    id: str
    article: Any
    attributions: list[Any]


def gold_of(scorer: ModuleType, row: dict[str, Any]) -> Gold:
    article = scorer.Article(row["id"], row["text"])
    return Gold(row["id"], article, [article.attribution(raw) for raw in row["attributions"]])


def right(scorer: ModuleType, gold: Gold, found: Sequence[Raw]) -> list[bool]:
    """Which of the found attributions are right under the strict criterion."""
    predicted = [gold.article.attribution(raw) for raw in found]
    verdicts = [False] * len(found)
    for number, (other, agreement) in scorer.align(gold.attributions, predicted).items():
        cue = gold.attributions[number]["cue"] & predicted[other]["cue"]
        verdicts[other] = bool(cue) and agreement["source"] >= 0.5 and agreement["content"] >= 0.5
    return verdicts


def figures(scorer: ModuleType, golds: Sequence[Gold], found: Sequence[Sequence[Raw]]) -> dict[str, float]:
    """The headline figures in per cent."""
    counts: Counter[Any] = Counter()
    for gold, raws in zip(golds, found, strict=True):
        counts += scorer.score_article(gold.attributions, [gold.article.attribution(raw) for raw in raws])

    def f(metric: str, role: str = "all", kind: str = "all", part: int = 2) -> float:
        return round(100 * scorer.prf(counts, kind, metric, role)[part], 1)

    linked = counts["all", "source_given_content", "", "gold_ok"]
    return {
        "strict_precision": f("strict", part=0),
        "strict_recall": f("strict", part=1),
        "strict": f("strict"),
        "direct": f("strict", kind="direct"),
        "mixed": f("strict", kind="mixed"),
        "indirect": f("strict", kind="indirect"),
        "exact": f("exact"),
        "content": f("content"),
        "source_given_content": round(100 * linked / max(1, counts["all", "source_given_content", "", "gold"]), 1),
        "span_source": f("span", "source"),
        "span_cue": f("span", "cue"),
        "span_content": f("span", "content"),
        "token_source": f("token", "source"),
        "token_cue": f("token", "cue"),
        "token_content": f("token", "content"),
    }
