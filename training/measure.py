"""Measures a tagger on dev as a user gets it: `python -m training.measure --data FOLDER [--model FOLDER]`. No torch.

Prints the scorer's headline figures in per cent, the speed and the peak memory of the process. Attributions inside others
are counted but not scored, since the corpus annotates one level only.
"""

import argparse
import json
import resource
import time
from collections.abc import Sequence
from pathlib import Path

from onrecord.extract.tagger import load_tagger
from training.data import read_rows
from training.scoring import figures, gold_of, load_scorer


def measure(folder: Path | None, data: Path, scorer_path: Path) -> dict[str, float]:
    """The figures of the tagger in `folder` (default: the packaged one) on dev."""
    tagger = load_tagger(folder)
    rows = list(read_rows(data / "dev.jsonl.gz"))
    began = time.process_time()
    texts = [str(row["text"]) for row in rows]
    found = [tagger(text) for text in texts]
    seconds = time.process_time() - began
    peak_kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    raws = [
        [
            {"source": _pairs(one.source), "cue": _pairs(one.cue), "content": _pairs(one.content)}
            for one in every
            if not any(_inside(one.cue[0], other.content) for other in every)
        ]
        for every in found
    ]
    scorer = load_scorer(scorer_path)
    result = figures(scorer, [gold_of(scorer, row) for row in rows], raws)
    result["attributions_inside_others"] = sum(map(len, found)) - sum(map(len, raws))
    result["articles_per_cpu_second"] = round(len(rows) / seconds, 1)
    result["peak_megabytes"] = round(peak_kilobytes / 1024)
    return result


def _pairs(spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    return [list(span) for span in spans]


def _inside(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear"))
    parser.add_argument("--scorer", type=Path, default=Path("../shared/eval/score_attribution.py"))
    parser.add_argument("--model", type=Path, default=None, help="a folder with the model's files; default: packaged")
    given = parser.parse_args()
    print(json.dumps(measure(given.model, given.data, given.scorer), indent=1))


if __name__ == "__main__":
    main()
