"""Lets the tests import `training`, which stands at the top of the repository and is not installed."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
