"""The place line that opens a report ("TARN, March 3 (Agency) -- "): where it was written, no part of its first sentence."""

from __future__ import annotations

import re
from typing import Final

_JOIN: Final = r"[ ,.'’/-]+"
_CAPITALS: Final = rf"[^\W\d_a-z]{{2,}}(?:{_JOIN}[^\W\d_a-z]{{2,}}){{0,3}}"
_NAMES: Final = rf"[^\W\d_a-z][^\W\d_]+(?:{_JOIN}[^\W\d_a-z][^\W\d_]+){{0,3}}"
_DAY: Final = r",? [A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?"
_AGENCY: Final = r" ?\([^()\n]{2,40}\)"
#: A hyphen or a short dash right between two words is none of a place line ("UN-led", "US–Exland talks").
#: A sentence follows: a small letter goes on with the first words ("KARVIA — the largest of them — left").
_DASH: Final = r"(?: (?:—|–|--|-) ?|(?:(?<=\))(?:–|-)|—|--) ?)(?=[^\sa-zß-öø-ÿ])"
#: In capitals; in other letters only with the agency or the day after it.
_PLACE_LINE: Final = re.compile(
    rf"(?:{_CAPITALS}(?:{_DAY})?(?:{_AGENCY})?|{_NAMES}(?:(?:{_DAY})?{_AGENCY}|{_DAY})){_DASH}"
)


def after_place_line(text: str, start: int, end: int) -> int:
    """Where the sentence begins that opens the paragraph at `start`: after its place line; `start` where it has none."""
    found = _PLACE_LINE.match(text, start, end)
    return start if found is None else found.end()
