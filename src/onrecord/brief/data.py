"""The briefing as a JSON file: every sentence with its words, its receipts and its reasons, and the data to check them."""

from __future__ import annotations

import json
from typing import Any

from onrecord.brief.model import Briefing, BriefingError, Sentence, from_json, to_json
from onrecord.brief.selection import points
from onrecord.brief.templates import plain


def to_data(briefing: Briefing) -> str:
    """The JSON file, indented. Raises BriefingError when a sentence does not fit its template."""
    sections: list[dict[str, Any]] = [
        {
            "kind": section.kind,
            "title": section.title,
            "items": [
                {
                    "heading": None if group.heading is None else _told(group.heading, briefing),
                    "sentences": [_told(sentence, briefing) for sentence in group.sentences],
                    "points": points(group.why),
                    "why": [
                        {
                            "reason": r.name,
                            "counted": list(r.ids),
                            "weight": r.weight,
                            "most": r.most,
                            "points": r.points,
                        }
                        for r in group.why
                    ],
                }
                for group in section.groups
            ],
            "notes": [_told(note, briefing) for note in section.notes],
        }
        for section in briefing.sections
    ]
    whole = {
        "title": briefing.title,
        "made_at": briefing.made_at,
        "sections": sections,
        "onrecord-data": to_json(briefing),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def from_data(text: str) -> Briefing:
    """The briefing behind a JSON file. Raises BriefingError when there is none or it is damaged."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BriefingError(f"this is no JSON briefing: {error}") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("onrecord-data"), str):
        raise BriefingError("this is no onrecord briefing: the data that its sentences rest on is not in it")
    return from_json(raw["onrecord-data"])


def sentence_words(text: str) -> dict[str, str]:
    """The words of every sentence of a JSON briefing by its id, as they stand."""
    found: dict[str, str] = {}

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("id"), str) and isinstance(value.get("words"), str):
                found[value["id"]] = value["words"]
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(json.loads(text))
    return found


def _told(sentence: Sentence, briefing: Briefing) -> dict[str, Any]:
    return {
        "id": sentence.id,
        "words": plain(sentence, briefing),
        "row": sentence.row,
        "receipts": [
            {"n": r.n, "article": r.article, "capture": briefing.source(r.article).capture, "words": list(r.words),
             "spans": [list(s) for s in r.spans], "place": r.place, "part": r.part}
            for r in (briefing.receipt(n) for n in sentence.receipts)
        ],
    }  # fmt: skip
