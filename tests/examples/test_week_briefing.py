"""The example week in the forms that ship: a regional weekly and a daily of one page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from examples.week import Week
from onrecord.brief.compose import write
from onrecord.brief.forms import sections_of
from onrecord.brief.html import to_html
from onrecord.brief.make import Made, make
from onrecord.brief.model import Group, Section
from onrecord.brief.selection import points
from onrecord.brief.tellings import by_event
from onrecord.brief.templates import plain
from onrecord.config import Scope, SectionSettings, Settings
from onrecord.record import Event
from onrecord.verify import verify_briefing

pytestmark = pytest.mark.model

STORIES = ("lead", "more", "stories", "countries")


def made(week: Week, **changes: object) -> Made:
    settings: Settings = replace(week.desk.settings, **changes)  # type: ignore[arg-type]
    with week.desk.open_for_reading() as store:
        return make(store.connection, settings, made_at="2026-03-09T08:00:00Z")


@pytest.fixture(scope="module")
def weekly(week: Week) -> Made:
    return made(week, form="weekly")


def section(found: Made, kind: str) -> Section:
    return next(s for s in found.briefing.sections if s.kind == kind)


def words(found: Made, group: Group) -> list[str]:
    return [plain(s, found.briefing) for s in group.sentences]


@pytest.mark.parametrize("form", ["weekly", "daily"])
def test_a_shipped_form_verifies(week: Week, tmp_path: Path, form: str) -> None:
    found = made(week, form=form)
    files = write(found.briefing, found.view, tmp_path, captures="captures")
    for file in files:
        assert verify_briefing(file, captures=week.desk.captures, store=None).findings == ()


def test_the_weekly_has_its_sections_in_order_and_something_in_each(week: Week, weekly: Made) -> None:
    wanted = [s.kind for s in sections_of(replace(week.desk.settings, form="weekly"))]
    assert [s.kind for s in weekly.briefing.sections] == wanted
    empty = [s.kind for s in weekly.briefing.sections if s.groups[0].sentences[0].template in {"nothing", "no issue"}]
    assert empty == ["corrections"]


def test_the_daily_fits_on_a_page(week: Week) -> None:
    found = made(week, form="daily").briefing
    assert len(found.sentences()) <= 45


def test_no_sentence_is_told_twice(weekly: Made) -> None:
    printed = [
        (*receipt.spans, receipt.article)
        for s in weekly.briefing.sections
        if s.kind in STORIES
        for g in s.groups
        for sentence in g.sentences
        for name, slot in sentence.slots
        if name in {"sentence", "content"} and slot.receipt
        for receipt in [weekly.briefing.receipt(slot.receipt)]
    ]
    assert len(printed) == len(set(printed))


def test_the_stories_are_all_different(weekly: Made) -> None:
    headings = [
        g.heading.row for kind in ("lead", "stories") for g in section(weekly, kind).groups
        if g.heading is not None and g.heading.template == "story"
    ]  # fmt: skip
    assert len(headings) == len(set(headings)) >= 4


def test_what_happened_in_the_lead_did_happen(weekly: Made) -> None:
    lead = section(weekly, "lead").groups[0]
    rows = [weekly.view.by_id[s.row or ""] for s in lead.sentences]
    assert any(isinstance(row, Event) for row in rows)
    assert all(row.status in {"happened", "ongoing", "cancelled"} for row in rows if isinstance(row, Event))


def test_what_is_to_come_is_told_once(weekly: Made) -> None:
    """What the main story and the one thing to watch tell, the schedule only leads to; the lines of the states leave it out."""
    told = [s for g in section(weekly, "watch").groups for s in g.sentences]
    told += [s for g in section(weekly, "lead").groups for s in g.sentences if s.template.startswith("scheduled")]
    assert len(told) >= 2
    listed = {s.row: s.template for g in section(weekly, "scheduled").groups for s in g.sentences}
    assert {listed[s.row] for s in told} == {"scheduled above"}
    receipts = {r for s in told for name, slot in s.slots if name == "sentence" and (r := slot.receipt)}
    lines = [s for g in section(weekly, "countries").groups for s in g.sentences]
    assert receipts.isdisjoint(slot.receipt for s in lines for name, slot in s.slots if name == "sentence")


def test_one_meeting_is_told_once_in_the_lead(weekly: Made) -> None:
    assert sum("Dalvek" in line and "Sammel" in line for line in words(weekly, section(weekly, "lead").groups[0])) == 1


def test_a_story_is_told_in_the_order_of_its_days(weekly: Made) -> None:
    told = [
        [weekly.view.articles[weekly.view.by_id[s.row or ""].article].day or "" for s in group.sentences]  # type: ignore[union-attr]
        for group in section(weekly, "stories").groups
        if group.heading is not None
    ]
    assert all(days == sorted(days) for days in told)
    assert any(len(set(days)) > 1 for days in told)


def test_an_expert_has_an_affiliation(weekly: Made) -> None:
    headings = [plain(g.heading, weekly.briefing) for g in section(weekly, "experts").groups if g.heading is not None]
    assert headings
    assert all(", " in heading for heading in headings)


def test_the_disputed_blast_has_both_sides_and_the_monitors(week: Week) -> None:
    full = made(week, form="full")
    groups = section(full, "disputed").groups
    labels = [{dict(s.slots)["position"].value for s in g.sentences} for g in groups]
    blast = labels.index({"Accusation", "Not confirmed"})
    assert "a charge that Halmora denied" in words(full, groups[blast])[0]  # claim and denial in one sentence
    assert {"Claim", "Denial"} in labels


def test_every_choice_can_be_added_up(weekly: Made) -> None:
    reasons = [g.why for s in weekly.briefing.sections for g in s.groups if g.why]
    assert len(reasons) > 10
    shown = to_html(weekly.briefing)
    for why in reasons:
        assert points(why) == sum(min(len(set(r.ids)), r.most) * r.weight for r in why)
        assert f"Why this is here: {points(why):g} points" in shown


def test_copies_do_not_raise_a_story(weekly: Made, week: Week) -> None:
    """Four papers print one agency report of the blast: in the sum they are one text."""
    copy, agency = week.keys["ostrel-ledger/arrel-explosion.html"], week.keys["tidewire/week.jsonl#tw-0303-1"]
    told = next(g for s in weekly.briefing.sections for g in s.groups for r in g.why
                if r.name == "origins" and agency in r.ids and len(g.sentences) > 1)  # fmt: skip
    assert copy not in next(r for r in told.why if r.name == "origins").ids


def test_a_section_keeps_to_its_scope(week: Week) -> None:
    own = (SectionSettings("happened", "Marenta", None, Scope(countries=("mj",))),)
    found = made(week, sections=own)
    assert found.briefing.form == "own"
    assert found.briefing.sections[0].title == "Marenta"
    for group in found.briefing.sections[0].groups:
        for sentence in group.sentences:
            row = found.view.by_id[sentence.row or ""]
            assert isinstance(row, Event)
            assert any(found.view.country.get(a) == "mj" for a in found.view.actors[row.article])


@pytest.mark.parametrize(
    "scope",
    [Scope(words=("pipeline",)), Scope(actors=("hl.fm-brandis",)), Scope(groups=("agency",)), Scope(days=2)],
    ids=["words", "actors", "groups", "days"],
)
def test_a_scope_makes_less(week: Week, weekly: Made, scope: Scope) -> None:
    own = (SectionSettings("said", None, 100, scope),)
    every = (SectionSettings("said", None, 100),)
    fewer = made(week, sections=own).briefing.sections[0].groups
    assert 0 < len(fewer) < len(made(week, sections=every).briefing.sections[0].groups)


def test_the_beat_comes_first(week: Week) -> None:
    beat = made(week, form="weekly", beat=Scope(words=("pipeline tariff", "consortium"), countries=("mj",)))
    lead = section(beat, "lead").groups[0]
    assert any(r.name == "beat" for r in lead.why)
    assert lead != section(made(week, form="weekly"), "lead").groups[0]


def test_a_window_leaves_out_what_lies_before(week: Week) -> None:
    with week.desk.open_for_reading() as store:
        found = make(store.connection, week.desk.settings, made_at="2026-03-09T08:00:00Z", since="2026-03-06")
    days = {found.view.articles[a].day for a in found.view.window}
    assert min(day for day in days if day is not None) >= "2026-03-06"
    assert found.briefing.since == "2026-03-06"
    assert found.briefing.until == "2026-03-08"
    assert set(found.briefing.captures) == {found.view.articles[a].capture for a in found.view.window}


def test_an_event_of_the_weekly_says_how_many_articles_tell_it(weekly: Made) -> None:
    view = weekly.view
    told = by_event(view)
    several = 0
    for part in weekly.briefing.sections:
        for sentence in (s for g in part.groups for s in g.sentences if part.kind in STORIES):
            happening = told.get(sentence.row or "")
            if happening is None:
                continue
            same = {
                view.ground.joined.page.get(e.article, e.article)
                for e in (view.by_id[ident] for ident in happening.events)
                if isinstance(e, Event) and e.status == "happened"
            }
            row = view.by_id[sentence.row or ""]
            if len(same) > 1 and sentence.template == "event" and isinstance(row, Event) and row.status == "happened":
                several += 1
                assert same <= set(dict(sentence.slots)["articles"].ids)
    assert several


def test_an_event_stands_once_among_the_items_of_a_section(weekly: Made) -> None:
    told = by_event(weekly.view)
    for kind in ("more", "countries"):
        rows = [s.row for g in section(weekly, kind).groups for s in g.sentences if s.row in told]
        happened = [told[row].id for row in rows if row is not None]
        assert len(happened) == len(set(happened))
