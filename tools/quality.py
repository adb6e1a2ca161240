"""Score onrecord on the gold sets beside the repository, and hold the floors in `quality/floors.toml`.

    python tools/quality.py [--shared ../shared] [--only statements] [--out build/quality]

For each gold set: its digest is compared with the one the floor was measured on, predictions are made by
`onrecord quality predict` in a process of its own, scored by the set's own scorer, and compared with the floors. A set that
is not there is said to be absent and skipped. Exit 1 when a figure lies under its floor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent
FLOORS = TOP / "quality" / "floors.toml"


def main() -> int:
    """Measure all sets, or the one named. Gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=TOP.parent / "shared")
    parser.add_argument("--only", help="one set: its name in quality/floors.toml, or actors")
    parser.add_argument("--out", type=Path, default=TOP / "build" / "quality")
    options = parser.parse_args()
    sets = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    options.out.mkdir(parents=True, exist_ok=True)
    failed = False
    for name, gold in sets.items():
        if options.only in (None, name):
            failed |= not measure(name, gold, options.shared, options.out)
    if options.only in (None, "actors"):
        import actors

        failed |= not actors.measure(options.shared)
    return int(failed)


def measure(name: str, gold: dict[str, Any], shared: Path, out: Path) -> bool:
    """Measure one set. True when all floors hold, or the set is absent."""
    source = shared / gold["input"]
    scorer = shared / gold["scorer"]
    if not source.is_file() or not scorer.is_file():
        print(f"{name}: absent ({source} or its scorer is not there); nothing was measured")
        return True
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if digest != gold["sha256"]:
        print(
            f"{name}: {source} has the digest {digest[:16]}..., the floors belong to {gold['sha256'][:16]}...: measure anew"
        )
        return False
    predicted, report = out / f"{name}.jsonl", out / f"{name}.json"
    values = {
        "input": source,
        "shared": shared,
        "predicted": predicted,
        "report": report,
        "clusters": out / f"{name}-clusters.jsonl",
    }
    command = [
        sys.executable,
        "-c",
        "from onrecord.cli import main; main()",
        "quality",
        "predict",
        gold["kind"],
        str(source),
        str(predicted),
    ]
    command += [str(part).format(**values) for part in gold.get("predict_options", [])]
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    subprocess.run(
        [sys.executable, str(scorer), *(part.format(**values) for part in gold["score"])],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    scores = json.loads(report.read_text(encoding="utf-8"))
    holds = True
    print(f"{name}: {cpu:.1f} CPU seconds, {time.monotonic() - began:.1f} s, predictions in {predicted}")
    for figure, floor in gold["floors"].items():
        value = pick(scores, figure)
        good = value <= floor["most"] if "most" in floor else value >= floor["least"]
        bound = f"at most {floor['most']}" if "most" in floor else f"at least {floor['least']}"
        holds &= good
        print(f"  {'ok  ' if good else 'FAIL'} {figure:<44} {value:.4f}   {bound}")
    return holds


def pick(scores: Any, path: str) -> float:
    """The figure at a path of keys joined by slashes."""
    for key in path.split("/"):
        scores = scores[key]
    return float(scores)


if __name__ == "__main__":
    sys.exit(main())
