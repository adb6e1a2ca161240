from __future__ import annotations

from pathlib import Path

import pytest

from happenings.test_groups import met
from onrecord.config import WatchRule, settings_from
from onrecord.errors import UsageError
from onrecord.happenings.groups import happenings
from onrecord.happenings.schedule import Plan, coverage, plans
from onrecord.origins.rows import Rows
from onrecord.record import Article, Event
from origins.made import article

PLAN = article("Tarn will meet Vell on Tuesday.", published="2026-03-05", outlet="One")


Later = tuple[str, str, str | None, str]


def planned(*later: Later, today: str, day: str | None) -> tuple[tuple[Plan, ...], str]:
    """All plans of `PLAN` and its later tellings (text, day published, day told, status), and the id of the first event."""
    articles: list[Article] = [PLAN]
    events: list[Event] = [met(PLAN, "meet", day=day, status="planned")]
    for n, (text, published, told, status) in enumerate(later):
        page = article(text, published=published, outlet=f"Later {n}")
        articles.append(page)
        events.append(met(page, "meet" if "meet" in text else "met", day=told, status=status))
    rows = Rows({a.id: a for a in articles})
    by_id = {e.id: e for e in events}
    parties = {e: {"actor": {"tarn", "vell"}} for e in by_id}
    return plans(happenings(rows, events, parties), by_id, rows.articles, today=today), events[0].id


def state(*later: Later, today: str = "2026-03-20", day: str | None = "2026-03-10") -> Plan:
    found, first = planned(*later, today=today, day=day)
    return next(p for p in found if first in p.planned)


def listed(*later: Later, today: str) -> list[tuple[str | None, str]]:
    return [(p.day, p.state) for p in planned(*later, today=today, day="2026-03-10")[0]]


def test_a_day_to_come_is_due() -> None:
    assert state(today="2026-03-09").state == "due"


def test_on_its_day_it_is_still_due() -> None:
    assert state(today="2026-03-10").state == "due"


def test_a_day_that_is_over_without_a_word_has_lapsed() -> None:
    assert state().state == "lapsed"


def test_a_plan_without_a_day_never_lapses() -> None:
    assert state(day=None).state == "undated"


def test_a_later_telling_makes_it_come_true() -> None:
    plan = state(("Tarn met Vell on Tuesday.", "2026-03-11", "2026-03-10", "happened"))
    assert (plan.state, len(plan.others)) == ("came true", 1)


def test_another_day_moves_it() -> None:
    plan = state(
        ("Tarn will meet Vell on Thursday instead.", "2026-03-07", "2026-03-12", "planned"), today="2026-03-11"
    )
    assert (plan.state, plan.moved_to) == ("moved", "2026-03-12")


PUT_OFF = (
    ("Their talk, due to meet on Tuesday, was put off.", "2026-03-07", "2026-03-10", "cancelled"),
    ("Tarn will meet Vell on Thursday week.", "2026-03-07", "2026-03-19", "planned"),
)


def test_what_is_put_off_to_another_day_has_moved() -> None:
    plan = state(*PUT_OFF, today="2026-03-12")
    assert (plan.state, plan.moved_to, len(plan.others)) == ("moved", "2026-03-19", 2)


def test_the_new_day_is_not_cancelled_with_the_old_one() -> None:
    assert listed(*PUT_OFF, today="2026-03-12") == [("2026-03-10", "moved")]
    assert listed(*PUT_OFF, today="2026-03-25") == [("2026-03-19", "lapsed")]


def test_it_may_be_cancelled() -> None:
    assert state(("Tarn will not meet Vell.", "2026-03-09", "2026-03-10", "cancelled")).state == "cancelled"


def test_what_happened_before_the_plan_was_told_is_another_event() -> None:
    assert state(("Tarn met Vell.", "2026-03-01", "2026-02-28", "happened")).state == "lapsed"


def test_what_is_only_alleged_makes_nothing_come_true() -> None:
    assert state(("Tarn met Vell, rumours say.", "2026-03-11", "2026-03-10", "alleged")).state == "lapsed"


def test_coverage_says_what_was_captured() -> None:
    told = coverage([PLAN, article("No day.")])
    assert (told.articles, told.undated, told.first, told.last) == (2, 1, "2026-03-05", "2026-03-05")


def test_watch_rules_are_settings() -> None:
    raw = {"watch": [{"name": "talks", "types": ["CONSULT"], "words": ["talks"]}]}
    assert settings_from(raw, base=Path(), where="x").watch == (WatchRule("talks", (), ("talks",), ("CONSULT",)),)


@pytest.mark.parametrize("rule", [{"types": ["CONSULT"]}, {"name": "x", "day": "today"}, "talks"])
def test_a_wrong_watch_rule_is_refused(rule: object) -> None:
    with pytest.raises(UsageError, match="watch"):
        settings_from({"watch": [rule]}, base=Path(), where="x")
