from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.happenings.groups import Telling, fits, grouped, happenings
from onrecord.origins.rows import Rows
from onrecord.record import Article, Event, Span, event_id
from origins.made import article, family


def telling(
    told: str | None = "2026-03-03",
    *,
    kind: str = "CONSULT",
    day: str | None = "2026-03-02",
    precision: str | None = "day",
    until: str | None = None,
    status: str = "happened",
    actors: tuple[str, ...] = ("ex", "om"),
    recipients: tuple[str, ...] = (),
    mode: str | None = None,
    place: str | None = None,
    name: str = "a",
) -> Telling:
    anchor = Span(0, 3)
    event = Event(
        event_id(name, kind, anchor, (), ()), name, kind, mode, anchor, (), (), None, day, until,
        None if day is None else precision, None, status, (), None, None, 0.8,  # type: ignore[arg-type]
    )  # fmt: skip
    return Telling(event, frozenset(actors), frozenset(recipients), place, (), told)


def test_the_same_meeting_of_two_pages_is_one() -> None:
    (group,) = grouped([telling(name="a"), telling(name="b")])
    assert len(group) == 2


def test_days_that_differ_by_one_are_still_one_event() -> None:
    assert fits(telling(), telling(day="2026-03-03", name="b"))
    assert not fits(telling(), telling(day="2026-03-05", name="b"))


def test_a_month_holds_its_days() -> None:
    assert fits(telling(), telling(day="2026-03-01", precision="month", name="b"))
    assert not fits(telling(day="2026-04-02"), telling(day="2026-03-01", precision="month", name="b"))


def test_other_parties_are_another_event() -> None:
    assert not fits(telling(), telling(actors=("ex", "zy"), name="b"))


def test_exchanged_parties_are_another_event() -> None:
    one = telling(kind="ACCUSE", actors=("ex",), recipients=("om",))
    assert not fits(one, telling(kind="ACCUSE", actors=("om",), recipients=("ex",), name="b"))


def test_what_is_only_supposed_is_no_telling_of_what_happened() -> None:
    assert not fits(telling(), telling(status="hypothetical", name="b"))


def test_undated_tellings_join_only_near_in_time() -> None:
    one = telling(day=None)
    assert fits(one, telling("2026-03-05", day=None, name="b"))
    assert not fits(one, telling("2026-03-20", day=None, name="b"))
    assert not fits(one, telling(None, day=None, name="b"))


def test_a_row_of_like_events_does_not_flow_together() -> None:
    days = ("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06")
    groups = grouped(telling(day=day, name=day) for day in days)
    assert max(len(group) for group in groups) == 2


@given(st.permutations(range(9)), st.randoms(use_true_random=False))
def test_order_changes_nothing(order: list[int], chance: object) -> None:
    del chance
    some = [
        telling(day=f"2026-03-0{1 + n % 4}", actors=("ex", ("om", "zy")[n % 2]), name=f"a{n}", told=f"2026-03-0{1 + n}")
        for n in range(9)
    ]
    assert grouped(some) == grouped(some[n] for n in order)


# ---------------------------------------------------------------- over articles


def met(where: Article, words: str, *, day: str | None, status: str = "happened") -> Event:
    start = where.text.index(words)
    anchor = Span(start, start + len(words))
    return Event(
        event_id(where.id, "CONSULT", anchor, (), ()), where.id, "CONSULT", "meet", anchor, (), (), None, day, None,
        None if day is None else "day", None, status, (), None, None, 0.8,  # type: ignore[arg-type]
    )  # fmt: skip


ONE = article("Tarn met Vell on Monday.", published="2026-03-03", outlet="One")
COPY = article("Tarn met Vell on Monday.", published="2026-03-04", outlet="Copy")
OTHER = article("Vell and Tarn met on Sunday, aides said.", published="2026-03-03", outlet="Other")
EVENTS = [met(ONE, "met", day="2026-03-02"), met(COPY, "met", day="2026-03-02"), met(OTHER, "met", day="2026-03-01")]
ROWS = Rows({a.id: a for a in (ONE, COPY, OTHER)}, families=(family(ONE, COPY, first=ONE),))
PARTIES = {event.id: {"actor": {"tarn", "vell"}} for event in EVENTS}


def test_copies_are_counted_as_one_origin() -> None:
    (one,) = happenings(ROWS, EVENTS, PARTIES)
    assert (one.origins, one.articles, len(one.events)) == (2, 3, 3)


def test_tellings_that_differ_are_kept_with_their_events() -> None:
    (one,) = happenings(ROWS, EVENTS, PARTIES)
    (difference,) = one.differences
    assert difference.what == "date"
    assert [(value, len(ids)) for value, ids in difference.values] == [("2026-03-01", 1), ("2026-03-02", 2)]


def test_what_a_person_rejected_is_left_out() -> None:
    (one,) = happenings(ROWS, EVENTS, PARTIES, left_out={EVENTS[2].id})
    assert (len(one.events), one.differences) == (2, ())


def test_a_status_that_differs_is_a_difference() -> None:
    changed = [*EVENTS[:2], replace(EVENTS[2], date="2026-03-02", status="denied")]
    (one,) = happenings(ROWS, changed, PARTIES)
    assert [d.what for d in one.differences] == ["status"]
    assert one.statuses == (("denied", 1), ("happened", 2))


def test_people_counted_differently_are_one_event_and_the_number_a_difference() -> None:
    pages = [
        article(f"Guards shot {n} on Monday.", published="2026-03-03", outlet=n)
        for n in ("nine men", "at least 12 men")
    ]
    shot = []
    for page in pages:
        event = met(page, "shot", day="2026-03-02")
        start = page.text.index("shot ") + 5
        shot.append(replace(event, type="ASSAULT", mode=None, recipients=(Span(start, page.text.index(" on")),)))
    (one,) = happenings(Rows({p.id: p for p in pages}), shot, {e.id: {"actor": {"guards"}} for e in shot})
    assert [(d.what, [value for value, _ in d.values]) for d in one.differences] == [("number", ["12", "nine"])]


def test_a_meeting_counted_differently_is_a_difference() -> None:
    pages = [article(f"It was their {n} meeting.", published="2026-03-03", outlet=n) for n in ("40th", "41st")]
    counted = [
        replace(met(page, "meeting", day="2026-03-02"), ordinal=Span(13, page.text.index("."))) for page in pages
    ]
    (one,) = happenings(Rows({p.id: p for p in pages}), counted, {e.id: {"actor": {"tarn", "vell"}} for e in counted})
    assert [(d.what, [value for value, _ in d.values]) for d in one.differences] == [("number", ["40", "41"])]


def test_words_of_two_days_are_two_events() -> None:
    one = telling(kind="ACCUSE", actors=("ex",), recipients=("om",))
    assert fits(one, telling(kind="ACCUSE", actors=("ex",), recipients=("om",), name="b"))
    assert not fits(one, telling(kind="ACCUSE", actors=("ex",), recipients=("om",), day="2026-03-03", name="b"))


def test_a_party_that_is_not_known_is_not_taken_for_another() -> None:
    page = article("Tarn met Vell. Tarn met Dorn.", published="2026-03-03")
    both = [
        replace(met(page, "met", day="2026-03-02"), actors=(Span(0, 4), Span(9, 13))),
        replace(met(page, "met Dorn", day="2026-03-02"), actors=(Span(15, 19), Span(24, 28))),
    ]
    found = happenings(Rows({page.id: page}), both, {event.id: {"actor": {"tarn"}} for event in both})
    assert len(found) == 2
