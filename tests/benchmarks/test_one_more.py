"""The benchmark of one more article: it runs, and the record that it adds to has copies."""

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "origins.py"


def test_it_tells_the_cost_and_finds_copies() -> None:
    command = [sys.executable, str(SCRIPT), "--one-more", "120"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert re.match(r" +120 articles in the record, [1-9]\d* pairs", told)
    assert re.findall(r"^[a-z ]+?(?= +median)", told, flags=re.MULTILINE) == ["all", "repeated lines", "load", "keep"]
