"""Exit codes, and which error gives which."""

from __future__ import annotations

from typing import Final

from onrecord.errors import DamagedStore, ModelError, NotOnRecord, OnrecordError, UsageError

DONE: Final = 0
FINDINGS: Final = 1
WRONG_USE: Final = 2
PARTLY: Final = 3
NOTHING: Final = 4
DAMAGED: Final = 5
INTERRUPTED: Final = 130
#: Whoever read our output went away (`| head`) before all of it was printed: as for a program that SIGPIPE ends, so that a
#: check whose findings nobody saw never looks passed.
CUT: Final = 141

#: The first class that fits gives the code. What is left (a broken briefing, say) is a finding.
EXIT_CODES: Final[tuple[tuple[type[OnrecordError], int], ...]] = (
    (UsageError, WRONG_USE),
    (NotOnRecord, NOTHING),
    (DamagedStore, DAMAGED),
    (ModelError, DAMAGED),
    (OnrecordError, FINDINGS),
)
