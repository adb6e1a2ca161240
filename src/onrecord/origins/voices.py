"""Whom a statement stands for: a key that is equal for the same speaker in all articles.

A speaker of the actors files has the actor's id; another has the fullest name of the article, if it is a name of two words
at least: "Petrov" in two articles may be two persons. An unnamed or unknown speaker is never the same as another.
"""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.origins.rows import Rows
from onrecord.record import Mention, Statement


def voices_of(statement: Statement, mentions: Mapping[str, Mention], text: str) -> tuple[str, ...]:
    """Keys of the named speakers, sorted; empty where none is named or known. Several for "both leaders"."""
    if statement.naming != "named":
        return ()
    found = (voice_of(mentions[ident], text) for ident in statement.speakers if ident in mentions)
    return tuple(sorted({key for key in found if key is not None}))


def voices(rows: Rows) -> dict[str, tuple[str, ...]]:
    """The keys of every statement, by its id."""
    return {s.id: voices_of(s, rows.mentions, rows.articles[s.article].text) for s in rows.statements}


def shown_voice(statement: Statement, mentions: Mapping[str, Mention], text: str) -> str | None:
    """The speakers' names as the article gives them in full, or the source's words; None where nothing tells."""
    heads = [text[m.head.start : m.head.end] for ident in statement.speakers if (m := mentions.get(ident)) is not None]
    shown = " and ".join(dict.fromkeys(heads)) or " … ".join(text[s.start : s.end] for s in statement.source)
    return " ".join(shown.split()) or None


def folded(name: str) -> str:
    """A name as a key: lower case, one space between words, no article and no possessive ending."""
    text = " ".join(name.replace("’", "'").casefold().split())
    for article in ("the ", "a ", "an "):
        text = text.removeprefix(article)
    return text.removesuffix("'s")


def voice_of(mention: Mention, text: str) -> str | None:
    """The key of whom a mention names; None for a single name that no actors file has."""
    if mention.actor is not None:
        return f"actor:{mention.actor}"
    words = text[mention.head.start : mention.head.end]
    if sum(1 for word in words.split() if word[:1].isupper()) < 2:
        return None
    return f"name:{folded(words)}"
