"""The benchmark of one more article: it runs, and the index that it adds to finds copies."""

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "origins.py"


def test_it_tells_the_cost_and_finds_copies() -> None:
    command = [sys.executable, str(SCRIPT), "--one-more", "120"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert re.match(r" +120 articles in the index, [1-9]\d* pairs\n", told)
    assert re.findall(r"^\w+", told, flags=re.MULTILINE) == ["all", "load", "add", "keep", "pairs", "stale"]
    assert not re.search(r"^pairs .* most 0\.000", told, flags=re.MULTILINE)
