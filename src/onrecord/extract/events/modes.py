"""How an act was done, or what it asks for: PLOVER's modes by the words of the act and right after it (`modes.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Final

from onrecord.extract.events.clauses import HARD, View, parts
from onrecord.extract.events.contexts import Phrases, phrase_at, phrases_of
from onrecord.extract.events.lexicon import Act

#: Words after the act that may tell its mode, in its clause.
_AFTER: Final = 9
#: Modes of the lexicon that what follows may narrow: "deployed missiles".
_BROAD: Final = frozenset((None, "troops"))
#: After one of these stands what is asked, refused or threatened.
_ASKS: Final = frozenset(("REQUEST", "REJECT", "THREATEN"))


def mode_of(view: View, act: Act, first: int, last: int) -> str | None:
    """The mode that the words of the act at words `first` to `last` tell, else the lexicon's, else what follows tells."""
    table = _table().get(act.type)
    if table is None:
        return act.mode
    own = (phrase_at(table, view.lows, at) for at in range(first, last))
    found = next((name for name in own if name is not None), None)
    if found is not None or act.mode not in _BROAD:
        return found or act.mode
    for at in range(last, min(last + _AFTER, len(view.words))):
        closed = HARD.search(view.gap(at)) or "," in view.gap(at)
        if closed or (parts(view, at) and not (act.type in _ASKS and view.low(at) == "that")):
            return act.mode
        party = view.at.get(at)
        named = party is not None and party.mention.form != "description"
        name = None if named else phrase_at(table, view.lows, at)
        if name is not None:
            return name
    return act.mode


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Phrases]:
    text = resources.files("onrecord.extract.events").joinpath("modes.toml").read_text("utf-8")
    return {kind: phrases_of(modes) for kind, modes in tomllib.loads(text).items()}
