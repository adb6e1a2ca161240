"""Two actors in time, and the arithmetic of their series."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from actors.made_desk import NOBODY
from onrecord.actors.lookup import Asked, Directory, find
from onrecord.actors.pair import Between, Pair, Side, pair, series, side_of
from onrecord.actors.plot import svg
from onrecord.actors.weights import Weights, weights
from onrecord.desk import Desk
from onrecord.errors import NotOnRecord, UsageError
from onrecord.resolve.decided import Decided
from onrecord.resolve.knowledge import build, parse
from onrecord.store.identities import decisions

STATES = """
[[actor]]
id = "ex"
kind = "state"
name = "Exland"

[[actor]]
id = "ex.mfa"
kind = "body"
name = "Exland's Foreign Ministry"
country = "ex"

[[actor]]
id = "ex.tarn"
kind = "person"
name = "Ola Tarn"
[[actor.role]]
title = "President"
of = "ex"
from = "2020-01-01"
to = "2024-05-01"
"""


def ask(desk: Desk, one: str = "Jane Roe", other: str = "Carl Dorn", **options: object) -> Pair:
    with desk.open_for_reading() as store:
        db = store.connection
        directory = Directory(NOBODY, decisions(db))
        first, second = (side_of(directory, find(db, directory, name), alone=False) for name in (one, other))
        return pair(db, directory, first, second, weights=weights(), **options)  # type: ignore[arg-type]


def told(found: Pair) -> list[tuple[str | None, str, str, float | None]]:
    return [(b.entry.day, b.entry.what, b.direction, b.weight) for b in found.entries]


def test_what_they_did_and_said_in_the_order_of_time(told_desk: Desk) -> None:
    assert told(ask(told_desk)) == [
        ("2026-03-02", "CONSULT meet", "both", 2.5),
        ("2026-03-05", "ACCUSE", "second to first", -3.0),
        ("2026-03-05", "accuse", "second to first", None),
    ]  # fmt: skip


def test_turned_round_the_directions_turn_round(told_desk: Desk) -> None:
    assert [b.direction for b in ask(told_desk, "Carl Dorn", "Jane Roe").entries] == [
        "both", "first to second", "first to second",
    ]  # fmt: skip


def test_an_event_told_by_a_copy_is_counted_once(told_desk: Desk) -> None:
    points = ask(told_desk).series
    assert [(p.day, p.sum, p.cooperation, p.conflict, len(p.rows)) for p in points] == [
        ("2026-03-02", 2.5, 2.5, 0, 1),
        ("2026-03-05", -3.0, 0, -3.0, 1),
    ]  # fmt: skip


def test_what_did_not_happen_is_listed_and_not_counted(told_desk: Desk) -> None:
    found = ask(told_desk)
    planned = [replace(b, weight=None) for b in found.entries]
    assert series(planned) == ()


def test_what_it_rests_on_is_told(told_desk: Desk) -> None:
    c = ask(told_desk).coverage
    assert (c.articles, c.outlets, c.first, c.last, c.days, c.empty) == (3, 3, "2026-03-03", "2026-03-05", 3, 0)
    assert c.named == ("2026-03-03", "2026-03-04", "2026-03-05")


def test_days_limit_what_is_shown(told_desk: Desk) -> None:
    assert [b.entry.day for b in ask(told_desk, since="2026-03-04").entries] == ["2026-03-05"] * 2
    assert [b.entry.day for b in ask(told_desk, until="2026-03-04").entries] == ["2026-03-02"]


def test_the_limit_says_what_it_leaves_out(told_desk: Desk) -> None:
    assert ask(told_desk, limit=1).left_out > 0


def test_one_actor_is_no_pair(told_desk: Desk) -> None:
    with pytest.raises(UsageError, match="one actor"):
        ask(told_desk, "Jane Roe", "jane roe")


def test_two_who_have_nothing_to_do_with_each_other(told_desk: Desk) -> None:
    with pytest.raises(NotOnRecord, match="nothing on record joins"):
        ask(told_desk, "Jane Roe", "Carl Dorn", since="2027-01-01")


def test_a_state_is_also_who_holds_office_in_it_on_the_day() -> None:
    directory = Directory(build({a.id: a for a in parse("w", STATES)}), Decided())
    state = Asked("ex", "Exland", ("ex",))
    side = side_of(directory, state, alone=False)
    assert side.counts("ex", None)
    assert side.counts("ex.mfa", "2025-01-01")
    assert side.counts("ex.tarn", "2021-01-01")
    assert not side.counts("ex.tarn", "2024-05-01")
    assert not side.counts("ex.tarn", None)
    assert side_of(directory, state, alone=True) == Side(state, {"ex": ()})


@pytest.mark.parametrize(
    ("kind", "mode", "weight"),
    [("CONSULT", "visit", 4.0), ("CONSULT", "meet", 2.5), ("ASSAULT", None, -9.0), ("X", None, None)],
)
def test_the_mode_counts_before_the_type(kind: str, mode: str | None, weight: float | None) -> None:
    assert weights().of(kind, mode) == weight


def test_every_weight_lies_on_the_scale() -> None:
    assert all(-10 <= value <= 10 for value in weights().table.values())
    assert len({kind for kind, mode in weights().table if mode is None}) == 16


def test_the_picture_has_a_block_for_each_counted_event(told_desk: Desk) -> None:
    found = ask(told_desk)
    picture = svg(found)
    blocks = re.findall(r"<rect[^>]*><title>[^<]*</title></rect>", picture)
    assert len(blocks) == sum(1 for b in found.entries if b.weight)
    assert all(b.entry.row in picture for b in found.entries)


def test_names_of_pages_are_no_markup_in_the_picture(told_desk: Desk) -> None:
    found = ask(told_desk)
    bad = replace(found.first.asked, name="<script>x</script>\x07")
    assert "<script" not in svg(replace(found, first=replace(found.first, asked=bad)))


def test_a_picture_without_any_day() -> None:
    from onrecord.actors.pair import PairCoverage

    side = Side(Asked("a", "A", ("a",)), {"a": ()})
    nothing = Pair(side, side, (), (), PairCoverage(0, 0, None, None, 0, (), 0, 0), 0, {})
    assert svg(nothing).startswith("<svg")


def test_a_zero_weight_is_a_point_and_no_block(told_desk: Desk) -> None:
    found = ask(told_desk)
    zero: list[Between] = [replace(b, weight=0.0) for b in found.entries if b.weight is not None]
    assert [p.sum for p in series(zero)] == [0.0, 0.0]


def test_own_weights_are_used() -> None:
    assert Weights({("CONSULT", None): 1.0}).of("CONSULT", "visit") == 1.0


def test_what_two_do_to_a_third_is_nothing_between_them(told_desk: Desk) -> None:
    from actors.made_desk import COPY, event, found_in, keep

    mentions, statements, events = found_in(COPY)
    joint = event(COPY, "SANCTION", "met", ("she", "Carl Dorn"), ("Tarn Herald",))
    keep(told_desk, {COPY.id: (mentions, statements, [*events, joint])}, extractor="made/2")
    by_what = {b.entry.what: b.weight for b in ask(told_desk).entries}
    assert by_what["SANCTION"] is None
    assert by_what["CONSULT meet"] == 2.5


def test_what_the_tellings_differ_in_is_kept(told_desk: Desk) -> None:
    from actors.made_desk import COPY, found_in, keep

    mentions, statements, events = found_in(COPY)
    later = replace(events[0], date="2026-03-03")
    keep(told_desk, {COPY.id: (mentions, statements, [later])}, extractor="made/2")
    met = next(b.entry for b in ask(told_desk).entries if b.entry.what == "CONSULT meet")
    assert [d.what for d in met.differences] == ["date"]
    assert len(met.tellings) == 2
