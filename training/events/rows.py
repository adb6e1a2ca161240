"""Gold rows of the event data as samples: the parts whose licence allows it (see `docs/decisions/0007-events.md`)."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

from training.events.made import Sample, Told

#: Types of WikiEvents that have one in PLOVER; the others teach the participants only.
_TYPES = {
    "Conflict.Attack": "ASSAULT", "Life.Die": "ASSAULT", "Life.Injure": "ASSAULT", "Justice.ArrestJailDetain": "COERCE",
    "Contact.Contact.Meet": "CONSULT", "Contact.Contact.Correspondence": "CONSULT", "Justice.InvestigateCrime": "ACCUSE",
    "Justice.ChargeIndict": "ACCUSE", "Justice.Sentence": "SANCTION", "Justice.Convict": "SANCTION",
    "Contact.RequestCommand": "REQUEST", "Contact.ThreatenCoerce": "THREATEN", "Conflict.Demonstrate": "PROTEST",
}  # fmt: skip


def held(sentence: str) -> bool:
    """Whether a sentence is kept for measuring: half of them, the same ones always."""
    return hashlib.sha256(sentence.encode()).digest()[0] % 2 == 0


def wikievents(path: Path) -> list[Sample]:
    """Rows of the WikiEvents part: spans of source, target and trigger. Its class labels are not read.

    One sentence may hold several events; the words of others may be coded ones too, so `whole` is False.
    """
    by_text: dict[str, Sample] = {}
    for row in _read(path):
        text = row["sentence"]
        hit = re.search(rf"\b{re.escape(row['trigger'])}\b", text)
        if hit is None or "source_span" not in row:
            continue
        kind = next((to for start, to in _TYPES.items() if row["event_type"].startswith(start)), None)
        sample = by_text.setdefault(text, Sample(text, [], whole=False))
        told = next((e for e in sample.events if e.trigger == hit.span()), None)
        if told is None:
            told = Told(kind, hit.span(), kind)
            sample.events.append(told)
        for name, spans in (("source", told.sources), ("target", told.targets)):
            for span in [row.get(name + "_span"), *row.get(name + "_more", [])]:
                if span is not None and tuple(span) not in spans:
                    spans.append((span[0], span[1]))
    return list(by_text.values())


def records(path: Path) -> list[Sample]:
    """Gold records of the Open Event Data Alliance (CC BY-SA 4.0): the texts of participants and coded words, looked up."""
    out = []
    for row in _read(path):
        text, found = row["sentence"], []
        for phrase in row["trigger"][:1]:
            at = text.find(phrase)
            words = [
                m
                for m in re.finditer(r"\w+", phrase)
                if m[0] not in {"will", "would", "has", "have", "had", "was", "were", "been", "to"}
            ]
            if at >= 0 and words:
                found.append((at + words[0].start(), at + words[0].end()))
        if not found:
            continue
        told = Told(row["plover_event"] if row["plover_event"] != "YIELD" else "RETREAT", found[0])
        if told.type not in {
            "ACCUSE",
            "AGREE",
            "AID",
            "ASSAULT",
            "COERCE",
            "CONCEDE",
            "CONSULT",
            "COOPERATE",
            "MOBILIZE",
            "PROTEST",
            "REJECT",
            "REQUEST",
            "RETREAT",
            "SANCTION",
            "SUPPORT",
            "THREATEN",
        }:
            told.type = None
        told.root = told.type
        for key, spans in (("actors", told.sources), ("recipients", told.targets)):
            for party in row[key]:
                at = text.find(party["text"])
                if party["text"] and at >= 0:
                    spans.append((at, at + len(party["text"])))
        out.append(Sample(text, [told], whole=False))
    return out


def _read(path: Path) -> list[dict]:  # type: ignore[type-arg]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
