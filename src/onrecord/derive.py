"""Making an article's words again from captured bytes: what both kinds of `verify` rest on.

Nothing here trusts a stored text. The words of every kept block are taken from the capture at the block's place, joined
again, and compared with the digest, the ids and the words that the record or a briefing claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.errors import OnrecordError, Unreadable
from onrecord.readers import texts_at
from onrecord.record import article_id, digest_text


class NotDerived(OnrecordError):
    """The words of an article cannot be made again from its capture as claimed; the message says why."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is claimed of an article: its id, its place in a capture, and (start, end, place) of every kept block."""

    article: str
    ordinal: int
    capture: str
    reader: str
    text_digest: str
    blocks: Sequence[tuple[int, int, str]]


def text_of(claimed: Claimed, data: bytes) -> str:
    """The article's text, made again from the capture's bytes. Raises NotDerived when it does not fit what is claimed."""
    places = [place for _, _, place in claimed.blocks]
    words = words_at(claimed.reader, data, places)
    pieces: list[str] = []
    reached = 0
    for n, ((start, end, place), block) in enumerate(zip(claimed.blocks, words, strict=True)):
        expected = reached if n == 0 else reached + 2
        if start != expected or end - start != len(block):
            raise NotDerived(
                f"{claimed.article}: the words at {place} are not the block that is claimed for {start}-{end}"
            )
        pieces.append(block)
        reached = end
    text = "\n\n".join(pieces)
    if digest_text(text) != claimed.text_digest:
        raise NotDerived(f"{claimed.article}: the text made from the capture has another digest than is claimed")
    if article_id(claimed.capture, claimed.ordinal, text) != claimed.article:
        raise NotDerived(f"{claimed.article}: the text made from the capture belongs to another article id")
    return text


def words_at(reader: str, data: bytes, places: Sequence[str]) -> list[str]:
    """The words at places of a capture. Raises NotDerived for a place or a reader that there is not."""
    try:
        return texts_at(reader, data, places)
    except (ValueError, LookupError, Unreadable) as error:
        raise NotDerived(f"the capture has no such place: {error}") from error
