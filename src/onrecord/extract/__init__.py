"""Article in, rows out: one module an extractor, all of them pure.

`statements` (who said what), `mentions` (who is named) and `events` (who did what) read an article's text and give rows of
`onrecord.record`; the trained model is loaded in `tagger` alone. Nothing is imported here, so that a command which reads
no article stays fast.
"""

from __future__ import annotations

from typing import Final

#: Extractor and version as they stand in a run: a change that can alter rows raises the number.
EXTRACTORS: Final[dict[str, str]] = {
    "statements": "statements/2",
    "mentions": "mentions/4",
    "events": "events/4",
}
#: Languages that are read in full, each with its extractors. An article in any other is stored, searchable and said to be
#: unread; its extractors, once there are any, stand here under its code.
LANGUAGES: Final[dict[str, dict[str, str]]] = {"en": EXTRACTORS}


def is_read(language: str | None) -> bool:
    """Whether articles in this language are read. One whose language is not known is read as English."""
    return language is None or language in LANGUAGES
