"""Article in, rows out: one module an extractor, all of them pure.

`statements` (who said what), `mentions` (who is named) and `events` (who did what) read an article's text and give rows of
`onrecord.record`; the trained model is loaded in `tagger` alone. Nothing is imported here, so that a command which reads
no article stays fast.
"""

from __future__ import annotations

from typing import Final

#: Extractor and version as they stand in a run: a change that can alter rows raises the number.
EXTRACTORS: Final[dict[str, str]] = {
    "statements": "statements/1",
    "mentions": "mentions/2",
    "events": "events/1",
}
