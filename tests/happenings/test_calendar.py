from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.happenings.calendar import Entry, calendar, escaped, folded

icalendar = pytest.importorskip("icalendar")


def entry(summary: str = "Tarn meets Vell", **changes: str | None) -> Entry:
    given_: dict[str, str | None] = {
        "uid": "event-1", "day": "2026-03-10", "until": None, "precision": "day", "summary": summary,
        "description": "One\nTwo; three, four", "state": "due", "stamp": "2026-03-05T08:00:00Z",
    }  # fmt: skip
    return Entry(**{**given_, **changes})  # type: ignore[arg-type]


def read_back(*entries: Entry) -> list[dict[str, object]]:
    parsed = icalendar.Calendar.from_ical(calendar(entries, name="A desk, with; marks"))
    assert str(parsed["X-WR-CALNAME"]).startswith("A desk")
    return list(parsed.walk("VEVENT"))


def test_an_entry_is_read_back_as_it_was() -> None:
    (event,) = read_back(entry())
    assert str(event["UID"]) == "event-1@onrecord"
    assert str(event["SUMMARY"]) == "Tarn meets Vell"
    assert str(event["DESCRIPTION"]) == "One\nTwo; three, four"


@pytest.mark.parametrize(
    ("precision", "day", "until", "first", "after"),
    [
        ("day", "2026-03-10", None, date(2026, 3, 10), date(2026, 3, 11)),
        ("range", "2026-03-19", "2026-03-20", date(2026, 3, 19), date(2026, 3, 21)),
        ("month", "2026-02-01", None, date(2026, 2, 1), date(2026, 3, 1)),
        ("year", "2026-01-01", None, date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_days_follow_the_precision_and_no_time_is_invented(
    precision: str, day: str, until: str | None, first: date, after: date
) -> None:
    (event,) = read_back(entry(precision=precision, day=day, until=until))
    assert type(event["DTSTART"].dt) is date  # type: ignore[attr-defined]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (first, after)  # type: ignore[attr-defined]


def test_a_month_says_that_no_day_is_given() -> None:
    (event,) = read_back(entry(precision="month", day="2026-04-01"))
    assert str(event["SUMMARY"]) == "[2026-04, day not given] Tarn meets Vell"


def test_what_was_called_off_is_marked() -> None:
    (event,) = read_back(entry(state="cancelled"))
    assert str(event["STATUS"]) == "CANCELLED"


@given(st.text(max_size=300))
def test_no_text_breaks_a_line_or_grows_past_75_octets(text: str) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    lines = folded(f"SUMMARY:{escaped(clean)}").split("\r\n")
    assert all(len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=200))
def test_any_summary_is_read_back(text: str) -> None:
    (event,) = read_back(entry(summary=f"x{text}x"))
    assert str(event["SUMMARY"]) == f"x{text}x"
