"""The modules of the folder benchmarks, which is no package: it stands on the path only while they are loaded."""

import sys
from pathlib import Path

_FOLDER = str(Path(__file__).parents[1] / "benchmarks")
sys.path.insert(0, _FOLDER)
try:
    import shingles
    from made.pages import pages
    from made.undated import undated
finally:
    sys.path.remove(_FOLDER)

__all__ = ["pages", "shingles", "undated"]
