"""Score the labels of plain-text lines: python tools/score_lines.py --gold quality/lines/held.jsonl --json REPORT [--show N].

Each page of the gold is read by the plain-text reader, its outlet given as the collection would know it; what repeats over the
pages of an outlet is then found over all pages of the file, as it is over a record. A line counts as body where it is labelled
body, quote or list and is not marked as repeated. Also scored: every label by itself, and the number of articles of a page.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.readers import read
from onrecord.record import Article, Span
from onrecord.store.repeats import bring_up_repeats, repeats
from onrecord.store.schema import SCRIPTS

BODY = frozenset({"body", "quote", "list"})


def main() -> None:
    """Read, score, write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print N wrong lines (of the building half only)")
    options = parser.parse_args()
    pages = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    report = score(pages, options.show)
    if options.json:
        options.json.write_text(json.dumps(report, indent=2), encoding="utf-8")
    else:
        print(json.dumps(report, indent=2))


def repeated(articles: list[Article]) -> Mapping[str, tuple[Span, ...]]:
    """Spans of the blocks that repeat over the pages of their outlets, by article."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    for script in SCRIPTS:
        db.executescript(script)
    by_id = {article.id: article for article in articles}
    bring_up_repeats(db, articles, article_of=by_id.__getitem__)
    return repeats(db)


def score(pages: list[dict[str, Any]], show: int) -> dict[str, Any]:
    """The figures of a file of pages."""
    readings = [read(page["text"].encode(), name=f"{page['id']}.txt") for page in pages]
    articles = [replace(a, outlet=page["outlet"]) for page, r in zip(pages, readings, strict=True) for a in r.articles]
    marks = {(ident, span.start) for ident, spans in repeated(articles).items() for span in spans}
    alone, counts, labels = Counter[str](), Counter[str](), defaultdict[str, Counter[str]](Counter)
    right = 0
    for page, reading in zip(pages, readings, strict=True):
        right += len(reading.articles) == len({article for _, article, _ in page["lines"]} - {None})
        found = predicted(reading.articles, reading.stray, marks)
        position = 0
        data = page["text"].encode()
        for label, _, words in page["lines"]:
            position = data.index(words.encode(), position)
            mine, first = found.get(position, ("boilerplate", "boilerplate"))
            position += len(words.encode())
            counts[outcome(label in BODY, mine in BODY)] += 1
            alone[outcome(label in BODY, first in BODY)] += 1
            labels[label]["right" if mine == label else "missed"] += 1
            labels[mine]["wrong"] += mine != label
            if show and mine != label and (label in BODY or mine in BODY):
                show -= 1
                print(f"{page['id']:<12} {label:<11} read as {mine:<11} {words[:110]}")
    return {
        "pages": len(pages),
        "body": figures(counts),
        "body_of_one_page_alone": figures(alone),
        "articles": right / len(pages),
        "labels": {
            label: figures(Counter(tp=c["right"], fp=c["wrong"], fn=c["missed"])) for label, c in sorted(labels.items())
        },
    }


def predicted(
    articles: tuple[Article, ...], stray: tuple[Any, ...], marks: set[tuple[str, int]]
) -> dict[int, tuple[str, str]]:
    """By the byte where a line begins: its label with and without what repeats. A block of several lines counts for each."""
    out: dict[int, tuple[str, str]] = {}
    for owner, block in [(a.id, b) for a in articles for b in a.blocks] + [("", b) for b in stray]:
        start = int(block.place.removeprefix("bytes:").split("-")[0])
        label = "boilerplate" if block.span is not None and (owner, block.span.start) in marks else block.label
        for line in block.text.split("\n"):
            out[start] = (label, block.label)
            start += len(line.encode()) + 1
    return out


def outcome(gold: bool, mine: bool) -> str:  # noqa: FBT001
    """What kind of hit or miss it is."""
    return "tp" if gold and mine else "fp" if mine else "fn" if gold else "tn"


def figures(counts: Counter[str]) -> dict[str, float]:
    """Precision, recall and F1."""
    precision = counts["tp"] / max(1, counts["tp"] + counts["fp"])
    recall = counts["tp"] / max(1, counts["tp"] + counts["fn"])
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
    }


if __name__ == "__main__":
    main()
