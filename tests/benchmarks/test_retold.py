"""The made-up utterances: most that are retold are found, and no other is taken for one."""

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "retold.py"


def test_what_is_retold_is_found_and_nothing_else() -> None:
    told = subprocess.run([sys.executable, str(SCRIPT)], check=True, capture_output=True, text=True).stdout
    halves = re.findall(r"(\d+) of 10 retold found, (\d+) of 10 others", told)
    assert [(int(found) >= 5, int(false)) for found, false in halves] == [(True, 0), (True, 0)]
