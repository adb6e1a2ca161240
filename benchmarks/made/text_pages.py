"""Write the gold of plain-text lines: python benchmarks/made/text_pages.py OUT.

`OUT/build.jsonl` and `OUT/held.jsonl`, a page a line: {id, outlet, kind, text, lines: [[label, article, words], ...]}. The same seed
gives the same files; they are kept under quality/lines/, so that figures are tied to them and not to this program.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from made import text_build, text_held

SEED = 4711
PER_OUTLET = 6


def main(out: Path) -> None:
    """Write both halves."""
    for half, outlets in (("build", text_build.OUTLETS), ("held", text_held.OUTLETS)):
        with (out / f"{half}.jsonl").open("w", encoding="utf-8") as file:
            for name, outlet in outlets.items():
                for number in range(PER_OUTLET):
                    page = outlet(Random(f"{SEED}/{name}/{number}"), number)
                    row = {
                        "id": f"{name}-{number}",
                        "outlet": page.outlet,
                        "kind": page.kind,
                        "text": page.text,
                        "lines": page.lines,
                    }
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
