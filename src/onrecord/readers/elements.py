"""What the elements around a run, and the names of their classes, say that it is."""

from __future__ import annotations

import re
from typing import Final

from onrecord.readers import shape
from onrecord.readers.density import is_linked
from onrecord.readers.lines import Kind
from onrecord.readers.markup import HEADINGS, Run
from onrecord.readers.page import Piece
from onrecord.record import BlockLabel

_CAPTION: Final = re.compile(r"\b(?:caption|wp-caption-text|photo-?credit|image-?credit|picture-?text)\b|caption")
_STANDFIRST: Final = re.compile(
    r"\b(?:standfirst|dek|deck|subtitle|sub-?head(?:line|ing)?|lead|lede|intro|strap(?:line)?|summary|description|teaser-text|excerpt)\b"
)
_BYLINE: Final = re.compile(r"\b(?:by|byline|author\w*|contributors?|writer|reporter|who|name)\b|byline|author")
_NOTE: Final = re.compile(r"\b(?:correction|clarification|editors?-?note|erratum)\b")
_PULL: Final = re.compile(r"\bpull-?quote\b|pullquote")


def hint_of(run: Run) -> BlockLabel | None:
    """What the elements around a run say it is."""
    tags = [mark.tag for mark in run.marks[-4:]]
    names = f"{run.marks[-1].names} {run.marks[-2].names if len(run.marks) > 1 else ''}"
    if "figcaption" in tags or _CAPTION.search(names) or (tags[-1] == "caption"):
        return "caption"
    if "figure" in tags and "blockquote" not in tags:
        return "caption"
    if tags[-1] in HEADINGS or (len(tags) > 1 and tags[-2] in HEADINGS):
        return "subheading"
    if _NOTE.search(names):
        return "note"
    if "blockquote" in tags:
        return "quote"
    if _PULL.search(names):
        return "boilerplate"
    if tags[-1] in {"li", "dd", "dt"} or (len(tags) > 1 and tags[-2] == "li"):
        return "list"
    return None


def head_hint(piece: Piece, kind: Kind, run: Run, *, before: bool, after_head: bool) -> BlockLabel | None:
    """The label of a run near the headline that belongs to the article's head; None for all others."""
    names = " ".join((*(mark.names for mark in run.marks[-2:]), run.inner))
    if any(mark.tag in {"aside", "footer"} for mark in run.marks):
        return None
    if kind == "date" or (run.stamps and run.words <= 12):
        return "dateline"
    if kind == "byline":
        return "byline"
    if kind == "note":
        return "note"
    if (
        after_head
        and kind in {"prose", "short"}
        and run.words >= 4
        and not is_linked(run)
        and _STANDFIRST.search(run.marks[-1].names)
    ):
        return "standfirst"
    if not (before and after_head):
        return None
    if _BYLINE.search(names) and run.words <= 8 and not run.is_sentence and kind == "short" and shape.is_name(run.text):
        return "byline"
    if piece.hint == "caption" and run.words >= 3:
        return "caption"
    if (
        run.words >= 6
        and kind in {"prose", "short"}
        and not is_linked(run)
        and (_STANDFIRST.search(names) or run.marks[-1].tag == "h2")
    ):
        return "standfirst"
    return None
