"""Who stands outside of what is told: place lines, speakers, adjectives; whatever the finder says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.extract.events import find_events
from onrecord.extract.events.finder import Reading
from onrecord.extract.events.finder.shape import KEY, OUTPUTS, QUERY, TYPES
from onrecord.extract.mentions import find_mentions
from onrecord.record import Event, Span, Spans, Statement, statement_id
from onrecord.resolve.knowledge import load
from onrecord.resolve.words import words

WORLD = load([Path(__file__).parents[1] / "resolve" / "world.toml"], starter=False)


class Insistent:
    """A finder that takes the words given for an act and its parties wherever they stand."""

    def __init__(self, act: str, kind: str, source: str, target: str = "") -> None:
        self.given = act, kind, source.split(), target.split()

    def __call__(self, text: str, span: Span) -> Reading:
        act, kind, source, target = self.given
        found = words(text, span.start, span.end)
        scores = np.zeros((len(found), OUTPUTS), np.float32)
        scores[:, 0] = 8.0
        for n, word in enumerate(found):
            if word.key == act:
                scores[n, 0], scores[n, TYPES.index(kind)] = 0.0, 8.0
            for tag in range(4):
                scores[n, QUERY + 32 * tag] = 1.0
                of = source if tag < 2 else target
                inside = word.key in of and (of.index(word.key) > 0) == bool(tag % 2)
                scores[n, KEY + 32 * tag] = 8.0 if inside else -8.0
        return Reading([Span(w.start, w.end) for w in found], scores)


def rows(text: str, finder: Insistent | None, *statements: Statement) -> tuple[Event, ...]:
    mentions = find_mentions(text, article="a", day=None, knowledge=WORLD)
    return find_events(
        text, article="a", day=None, mentions=mentions, knowledge=WORLD, statements=statements, finder=finder  # type: ignore[arg-type]
    )  # fmt: skip


def event(text: str, finder: Insistent | None = None) -> Event:
    """The one event of the text."""
    (one,) = rows(text, finder)
    return one


def told(text: str, finder: Insistent | None = None, *statements: Statement) -> list[tuple[str, list[str], list[str]]]:
    def of(spans: Spans) -> list[str]:
        return [text[s.start : s.end] for s in spans]

    return [(e.type, of(e.actors), of(e.recipients)) for e in rows(text, finder, *statements)]


def statement(text: str, source: str, cue: str, content: str) -> Statement:
    def span(part: str) -> Spans:
        return (Span(text.index(part), text.index(part) + len(part)),)

    return Statement(
        id=statement_id("a", span(source), span(cue), span(content)), article="a", kind="indirect", source=span(source),
        cue=span(cue), content=span(content), speakers=(), naming="named", role=None, addressee=None, act="claim", hedge=(),
        likelihood=None, negated=False, condition=None, standing="made", made_on=None, made_on_words=None, outer=None, score=1.0,
    )  # fmt: skip


@pytest.mark.parametrize("line", ["ZYRA -- ", "ZYRA, March 3 (Agency) -- "])
def test_the_place_line_takes_no_part(line: str) -> None:
    finder = Insistent("accused", "ACCUSE", "ZYRA", "Omoria")
    assert told(f"{line}Exland accused Omoria of lying.", finder) == [("ACCUSE", ["Exland"], ["Omoria"])]


def test_a_speaker_after_what_is_said_takes_no_part_in_it() -> None:
    text = "A blast hit the station, wounding five workers, the Exlandic Foreign Ministry said."
    finder = Insistent("wounding", "ASSAULT", "Exlandic Foreign Ministry", "five workers")
    content = "A blast hit the station, wounding five workers"
    for statements in ((), (statement(text, "the Exlandic Foreign Ministry", "said", content),)):
        assert all(actors == [] for _, actors, _ in told(text, finder, *statements))


def test_a_speaker_before_a_whole_sentence_takes_no_part_in_it() -> None:
    text = "Ola Tarn said a shell hit the station, wounding five workers."
    finder = Insistent("wounding", "ASSAULT", "Ola Tarn", "five workers")
    outer = statement(text, "Ola Tarn", "said", "a shell hit the station, wounding five workers")
    assert all(actors == [] for _, actors, _ in told(text, finder, outer))


@pytest.mark.parametrize(
    ("text", "cue", "content", "event"),
    [
        ("Exland said it had shelled Omoria.", "said", "it had shelled Omoria", ("ASSAULT", ["it"], ["Omoria"])),
        ("Exland promised to send food aid to Omoria.", "promised", "to send food aid to Omoria",
         ("AID", ["Exland"], ["Omoria"])),
        ("Exland accused Omoria of lying.", "accused", "Omoria of lying", ("ACCUSE", ["Exland"], ["Omoria"])),
        ("Exland called it a breach and urged Omoria to leave.", "called", "it a breach and urged Omoria to leave",
         ("REQUEST", ["Exland"], ["Omoria"])),
    ],
    ids=["by a pronoun", "without a subject of its own", "the speaking itself", "speaking on"],
)  # fmt: skip
def test_who_speaks_may_act(text: str, cue: str, content: str, event: tuple[str, list[str], list[str]]) -> None:
    assert event in told(text, None, statement(text, "Exland", cue, content))


def test_an_adjective_is_no_part_of_a_longer_name() -> None:
    finder = Insistent("accused", "ACCUSE", "Exlandic", "Omoria")
    for name in ("Exlandic Foreign Ministry", "Exlandic President Ola Tarn"):
        rows = told(f"The {name} accused Omoria of lying.", finder)
        assert rows
        assert all("Exlandic" not in actors for _, actors, _ in rows)


def test_an_address_is_no_act() -> None:
    finder = Insistent("welcome", "CONSULT", "readers", "Exland")
    assert told("Dear readers, welcome back to Exland.", finder) == []


def test_a_wish_not_to_be_named_is_no_request() -> None:
    text = "Two officials in Exville who asked not to be named said the talks with Omoria failed."
    assert told(text, Insistent("asked", "REQUEST", "Two officials", "Omoria")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Exland closed the Sorrel Ford border crossing.",
        "Exland closed the Sorrel Ford crossing, Ola Tarn left.",
    ],
)
def test_a_place_in_the_name_of_a_thing_is_no_recipient(text: str) -> None:
    finder = Insistent("closed", "COERCE", "Exland", "the Sorrel Ford border")
    assert told(text, finder)[:1] == [("COERCE", ["Exland"], [])]


def test_the_place_in_the_name_of_a_thing_is_where_it_was_done() -> None:
    text = "Exland closed the Sorrel Ford crossing with Omoria."
    found = event(text)
    assert found.location is not None
    assert text[found.location.start : found.location.end] == "Sorrel Ford"
    assert [text[s.start : s.end] for s in found.recipients] == ["Omoria"]


@pytest.mark.parametrize(
    "text",
    [
        "Exland — the largest of them — attacked Omoria.",
        "Exland -- once an ally -- attacked Omoria.",
        "Exland – which has denied it – attacked Omoria.",
        "EXLAND — the largest of them — attacked Omoria.",
    ],
)
def test_an_apposition_between_dashes_is_no_party(text: str) -> None:
    acting = next(word for word in text.split())
    assert told(text, Insistent("attacked", "ASSAULT", f"{acting} them", "Omoria")) == [
        ("ASSAULT", [acting], ["Omoria"])
    ]


def test_who_tells_it_between_dashes_is_not_lost() -> None:
    text = "Exland — the Omorian ministry said — attacked Omoria."
    assert event(text, Insistent("attacked", "ASSAULT", "Exland", "Omoria")).status == "alleged"


@pytest.mark.parametrize(
    ("text", "act", "parties", "row"),
    [
        # whose invasion it is acts in it, whoever shows the news of it
        (
            "A woman heard the news of Exland's invasion of Omoria.", "invasion", ("woman", "Exland"),
            ("ASSAULT", ["Exland"], ["Omoria"]),
        ),
        (
            "Ola Tarn met Bruno Vell days before Exland's invasion.", "met", ("Tarn", "Exland"),
            ("CONSULT", ["Ola Tarn", "Bruno Vell"], []),
        ),
        (
            "Ola Tarn praised Exland and accused Omoria of lying.", "accused", ("Tarn", "Exland Omoria"),
            ("ACCUSE", ["Ola Tarn"], ["Omoria"]),
        ),
        (
            "Ola Tarn travelled to Exville for a meeting with Bruno Vell on March 3.", "meeting", ("Tarn Exville", "Vell"),
            ("CONSULT", ["Ola Tarn", "Bruno Vell"], []),
        ),
    ],
)  # fmt: skip
def test_who_stands_near_an_act_takes_no_part_in_it(
    text: str, act: str, parties: tuple[str, str], row: tuple[str, list[str], list[str]]
) -> None:
    assert row in told(text, Insistent(act, row[0], *parties))
    assert all(actors in (row[1], ["Ola Tarn"]) for kind, actors, _ in told(text) if kind == row[0])


def test_what_is_sought_is_to_do_something() -> None:
    assert all(
        kind != "REQUEST" for kind, _, _ in told("Exland sought to show its mediation between Omoria and Zyrland.")
    )


def test_nobody_meets_a_thing() -> None:
    text = "The town council met to talk about the bridge."
    assert told(text, Insistent("met", "CONSULT", "council", "bridge")) == []
