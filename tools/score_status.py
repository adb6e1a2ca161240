"""Score the status of events on sentences of our own: `quality/status/*.jsonl`.

    python tools/score_status.py --gold held.jsonl --pred predicted.jsonl [--json report.json] [--show]

A gold row has a sentence, its day, the words (`anchor`) of one event in it, and that event's status. A prediction counts as that
event when its anchor overlaps those words, and it has the same type or begins with them.

found          share of the gold events for which there is a prediction
accuracy       share of the found ones with the right status
told as done   share of the gold events that did not take place (planned, alleged, denied, conditional, hypothetical, cancelled)
               that are predicted as happened or ongoing; also where only another event in their sentence has those words
date           share of the found ones with a date in the gold row whose predicted date is that one
`--show` lists the misses: for the half that rules are built on, never for the held one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

DONE = {"happened", "ongoing"}


def main() -> None:
    """Score, print, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    gold = [json.loads(line) for line in given.gold.read_text("utf-8").splitlines()]
    predicted = {row["id"]: row["events"] for row in map(json.loads, given.pred.read_text("utf-8").splitlines())}
    report, misses = score(gold, predicted)
    for name, value in report.items():
        print(f"{name:<16}{value:.3f}")
    if given.show:
        print("\n".join(misses))
    if given.json is not None:
        given.json.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


def score(gold: list[dict[str, Any]], predicted: dict[str, list[dict[str, Any]]]) -> tuple[dict[str, float], list[str]]:
    """The figures, and a line for each miss."""
    tally, misses = Counter[str](), []
    for row in gold:
        start = row["sentence"].index(row["anchor"])
        end = start + len(row["anchor"])
        touching = [
            e for e in predicted.get(row["id"], []) if e["anchor_span"][0] < end and start < e["anchor_span"][1]
        ]
        # "proposed talks" is one act, the talks another: of another type only an event that begins with those words counts
        near = [e for e in touching if e["type"] == row["type"] or start <= e["anchor_span"][0] < end]
        best = next((e for e in near if e["type"] == row["type"]), near[0] if near else None)
        tally["all"] += 1
        if row["status"] not in DONE:
            tally["undone"] += 1
            if best is not None and best["status"] in DONE:
                tally["told as done"] += 1
        if best is None:
            misses.append(f"-    {row['status']:<13}{row['sentence']} [{row['anchor']}]")
            continue
        tally["found"] += 1
        tally["right"] += best["status"] == row["status"]
        tally["type"] += best["type"] == row["type"]
        if best["status"] != row["status"]:
            misses.append(f"{best['status']:<13} for {row['status']:<13}{row['sentence']} [{row['anchor']}]")
        if row["date"] is not None:
            tally["dated"] += 1
            tally["date"] += best["date"] == row["date"]
            if best["date"] != row["date"]:
                misses.append(f"date {best['date']} for {row['date']}  {row['sentence']}")

    def share(part: str, whole: str) -> float:
        return tally[part] / tally[whole] if tally[whole] else 0.0

    return {
        "rows": float(tally["all"]),
        "found": share("found", "all"),
        "accuracy": share("right", "found"),
        "told_as_done": share("told as done", "undone"),
        "type": share("type", "found"),
        "date": share("date", "dated"),
    }, misses


if __name__ == "__main__":
    main()
