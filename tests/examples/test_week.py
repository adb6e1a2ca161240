"""What is planted in the example week comes out. Each case is one planted thing; `examples/week/README.md` explains it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from examples.week import EXPECTED, Week, loose
from onrecord.brief.templates import plain
from onrecord.brief.view import speaker_of
from onrecord.record import Reuse, Span
from onrecord.resolve.knowledge import load
from onrecord.text.spans import hull, overlaps
from onrecord.verify import verify_briefing, verify_record

pytestmark = pytest.mark.model


def cases(name: str) -> list[Any]:
    value = EXPECTED[name]
    return list(value.items()) if isinstance(value, dict) else value


def name_of(case: Any) -> str:
    """A short name for a case."""
    if isinstance(case, dict):
        return " ".join(str(case.get(k, "")) for k in ("page", "a", "b", "words"))[:70]
    return str(case[0] if isinstance(case, list | tuple) else case)[:70]


# ---------------------------------------------------------------- the chain


def test_the_briefing_and_the_record_verify(week: Week) -> None:
    with week.desk.open_for_reading() as store:
        assert verify_record(store, week.desk.captures).findings == ()
        for name in ("briefing.html", "briefing.md"):
            assert verify_briefing(week.folder / name, captures=week.desk.captures, store=store).findings == ()


def test_every_section_has_something_to_say(week: Week) -> None:
    for section in week.briefing.sections:
        assert section.groups[0].sentences[0].template != "nothing", section.kind


def test_bad_input_is_listed_and_the_run_is_partly_done(week: Week) -> None:
    assert week.exit_code == 3
    found = {(p.address.removeprefix("pages/"), p.reason) for p in week.view.problems}
    assert {(p["page"], p["reason"]) for p in EXPECTED["problems"]} <= found


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize(("page", "number"), cases("articles_per_page"))
def test_articles_on_a_page(week: Week, page: str, number: int) -> None:
    found = [a for a in week.view.articles.values() if week.view.addresses[a.capture] == f"pages/{page}"]
    assert len(found) == number


@pytest.mark.parametrize(("page", "lines"), cases("boilerplate_lines"))
def test_boilerplate_is_left_out(week: Week, page: str, lines: list[str]) -> None:
    kept = [
        loose(b.text).strip()
        for a in week.view.articles.values()
        if week.view.addresses[a.capture] == f"pages/{page}"
        for b in a.blocks
        if b.span is not None
    ]
    for line in lines:
        wanted = loose(line).strip()
        # a short button ("S") may well be part of a sentence: it must not be a block of its own
        assert not any(text == wanted or (len(wanted) > 20 and wanted in text) for text in kept), line


@pytest.mark.parametrize(("page", "captions"), cases("captions"))
def test_captions_are_labelled_and_come_once(week: Week, page: str, captions: list[str]) -> None:
    blocks = [
        b
        for a in week.view.articles.values()
        if week.view.addresses[a.capture] == f"pages/{page}"
        for b in a.blocks
        if b.span
    ]
    for caption in captions:
        labels = [b.label for b in blocks if loose(b.text).strip() == loose(caption).strip()]
        assert labels == ["caption"], caption


@pytest.mark.parametrize(("key", "date"), cases("dates"))
def test_the_date_with_its_precision(week: Week, key: str, date: dict[str, Any]) -> None:
    published = week.article(key).published
    if date["published"] is None:
        assert published is None or published.guessed
    else:
        assert published is not None
        assert published.value[:10] == date["published"][:10]
        if date["precision"] == "minute":
            assert published.value == date["published"]


# ---------------------------------------------------------------- copies


def reuse_of(week: Week, a: str, b: str) -> Reuse | None:
    ids = {week.keys[a], week.keys[b]}
    return next((r for r in week.view.reuses if {r.a, r.b} == ids), None)


@pytest.mark.parametrize("case", cases("reuse"), ids=name_of)
def test_copies_have_their_kind_and_direction(week: Week, case: dict[str, Any]) -> None:
    found = reuse_of(week, case["a"], case["b"])
    assert found is not None
    if case.get("follows"):
        # two copies of one agency text: that they share it follows; which of the two printed it first is another matter
        assert found.kind in {"reprint", "excerpt", "partial"}
        return
    kinds = case["kind"] if isinstance(case["kind"], list) else [case["kind"]]
    assert found.kind in kinds
    first = None if case["first"] is None else week.keys[case[case["first"]]]
    assert found.first == first, [e.note for e in found.evidence]


@pytest.mark.parametrize("pair", cases("no_reuse"), ids=name_of)
def test_what_is_no_copy_is_not_called_one(week: Week, pair: list[str]) -> None:
    found = reuse_of(week, pair[0], pair[1])
    assert found is None or found.kind in {"quote", "boilerplate"}


@pytest.mark.parametrize("members", cases("origins"), ids=name_of)
def test_one_origin_however_many_print_it(week: Week, members: list[str]) -> None:
    ids = {week.keys[m] for m in members}
    assert any(ids <= set(f.members) for f in week.view.families)


# ---------------------------------------------------------------- statements


def test_most_planted_statements_come_out_with_their_speaker(week: Week) -> None:
    """Floors, not goals. An unknown speaker is a lack; a wrong one is a fault, and weighs more."""
    tally, misses = Counter[str](), []
    for case in EXPECTED["statements"]:
        if case["content"] is None:
            continue
        article = week.article(case["page"])
        span = week.find(case["page"], case["content"])
        here = [s for s in week.view.statements if s.article == article.id and s.content]
        best = max(here, key=lambda s: (_likeness(s.content, span), s.outer is None), default=None)
        tally["all"] += 1
        if best is None or _likeness(best.content, span) < 0.5:
            misses.append(f"not found: {case['page']}: {case['content']}")
            continue
        tally["found"] += 1
        speaker = speaker_of(week.view, best)
        heads = [week.view.mentions[m] for m in best.speakers]
        known = {m.actor for m in heads} | {article.text[m.head.start : m.head.end] for m in heads}
        known |= {article.text[s.start : s.end] for s in best.source}
        wanted = case["speaker"] if isinstance(case["speaker"], list) else [case["speaker"]]
        if set(wanted) & known or case.get("source") in known:
            tally["right"] += 1
        elif speaker.naming == "named":
            tally["wrong"] += 1
            misses.append(f"speaker {known} instead of {wanted}: {case['content']}")
    assert tally["found"] >= 0.92 * tally["all"], misses
    assert tally["right"] >= 0.9 * tally["found"], misses
    assert tally["wrong"] <= 0.04 * tally["found"], misses


def _likeness(spans: tuple[Span, ...], span: Span) -> float:
    """F1 of the shared characters, for the whole content or for the best of its pieces."""

    def alike(other: Span) -> float:
        shared = max(0, min(other.end, span.end) - max(other.start, span.start))
        return 2 * shared / (other.end - other.start + span.end - span.start)

    return max(alike(other) for other in (*spans, hull(spans)))


@pytest.mark.parametrize("case", cases("paraphrases_never_quoted"), ids=name_of)
def test_a_paraphrase_never_stands_in_quotation_marks(week: Week, case: dict[str, Any]) -> None:
    words = loose(case["words"])
    for sentence in week.briefing.sentences():
        for _, slot in sentence.slots:
            if slot.kind == "quote" and slot.receipt is not None:
                assert words not in loose(" ".join(week.briefing.receipt(slot.receipt).words))


@pytest.mark.parametrize("case", cases("former"), ids=name_of)
def test_a_former_minister_is_called_former(week: Week, case: dict[str, Any]) -> None:
    headings = [
        plain(s, week.briefing)
        for s in week.briefing.sentences()
        if s.template == "speaker" and s.row == f"actor:{case['actor']}"
    ]
    assert headings
    for heading in headings:
        assert any(word in heading for word in ("former", "until", "no longer")), heading


@pytest.mark.parametrize("pair", cases("same_surname"), ids=" ".join)
def test_two_persons_of_one_surname_stay_two(week: Week, pair: list[str]) -> None:
    """Each is found, and no mention of the one carries the other's given name."""
    knowledge = load(week.desk.settings.actors)
    given = {ident: knowledge.actors[ident].name.split()[0] for ident in pair}
    for ident, other in (pair, pair[::-1]):
        heads = [
            week.view.articles[m.article].text[m.head.start : m.head.end]
            for m in week.view.mentions.values()
            if m.actor == ident
        ]
        assert any(given[ident] in head for head in heads)
        assert not any(given[other] in head for head in heads)


# ---------------------------------------------------------------- events


@pytest.mark.parametrize(
    "case", [c for c in cases("events") if "happened" not in c["status"] and "ongoing" not in c["status"]], ids=name_of
)
def test_what_did_not_happen_is_never_told_as_happened(week: Week, case: dict[str, Any]) -> None:
    article = week.article(case["page"])
    span = week.find(case["page"], case["words"])
    types = case["type"] if isinstance(case["type"], list) else [case["type"]]
    wrong = [
        e for e in week.view.events
        if e.article == article.id and overlaps(e.anchor, span) and e.status in {"happened", "ongoing"} and e.type in types
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("case", cases("not_events"), ids=name_of)
def test_what_is_no_event_is_none(week: Week, case: dict[str, Any]) -> None:
    article = week.article(case["page"])
    position = loose(article.text).find(loose(case["words"]))
    if position < 0:
        return  # left out with the boilerplate
    span = Span(position, position + len(case["words"]))
    told = [
        e
        for e in week.view.events
        if e.article == article.id and overlaps(e.anchor, span) and e.status in {"happened", "ongoing"}
    ]
    assert told == []


def test_most_planted_events_come_out(week: Week) -> None:
    """A floor, not a goal."""
    misses = []
    for case in EXPECTED["events"]:
        article = week.article(case["page"])
        span = week.find(case["page"], case["words"])
        types = case["type"] if isinstance(case["type"], list) else [case["type"]]
        near = [e for e in week.view.events if e.article == article.id and overlaps(e.anchor, span)]
        if not any(e.type in types for e in near):
            misses.append(f"{case['page']}: {case['words']} {types}, found {[(e.type, e.status) for e in near]}")
    assert len(misses) <= 0.25 * len(EXPECTED["events"]), misses


def test_most_scheduled_days_come_out(week: Week) -> None:
    """A floor, not a goal."""
    misses = []
    for case in EXPECTED["scheduled"]:
        article = week.article(case["page"])
        span = week.find(case["page"], case["words"])
        near = [
            e
            for e in week.view.events
            if e.article == article.id
            and e.status == "planned"
            and e.anchor.start < span.end + 80
            and span.start - 80 < e.anchor.end
        ]
        if case["date"] is not None and not any(e.date == case["date"] for e in near):
            misses.append(f"{case['page']}: {case['words']} {case['date']}, found {[(e.type, e.date) for e in near]}")
    assert len(misses) <= 0.25 * len(EXPECTED["scheduled"]), misses
