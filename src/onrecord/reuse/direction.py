"""Which of two texts was first: times with their precision, credit lines, wire tags, containment; or unknown.

Takes two documents and what they share; gives the first one's id, or None, and every piece of evidence, also that which
speaks for the other side. A credit line outweighs the clock, since a page may be dated again whenever it is touched;
where credit lines contradict each other nothing is decided.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from onrecord.record import Evidence
from onrecord.reuse.credits import Claim, names_itself, same_name
from onrecord.reuse.documents import Document, page_address

#: A date without a zone is some day between UTC+14 and UTC-12.
_EARLIEST_ZONE: Final = timedelta(hours=14)
_LATEST_ZONE: Final = timedelta(hours=12)
#: Times of seeing two pages that are nearer than this say nothing: one run of a fetcher lasts so long.
_SAME_VISIT: Final = timedelta(minutes=15)
#: Words that stand between shared passages of one text only and make a caption of it.
_CAPTION_WORDS: Final = 6
_ZONE: Final = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")


@dataclass(frozen=True, slots=True)
class Times:
    """When a document may have been published and when it was seen.

    low, high   first and last moment at which it may have been published; None where nothing tells
    fetched     when it was seen
    said        the date or time as given, for notes
    """

    low: datetime | None
    high: datetime | None
    fetched: datetime | None
    said: str | None


def moment(value: str | None) -> datetime | None:
    """The time of an ISO string with an offset, in UTC; None where there is none or it names no zone."""
    if value is None or not _ZONE.search(value) or "T" not in value:
        return None
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def times(document: Document) -> Times:
    """The times of a document. A guessed date and a bare year (a copyright line) are not taken for the publication."""
    fetched = moment(document.fetched)
    published = document.published
    low = high = None
    if published is not None and not published.guessed:
        low, high = _bounds(published.value, published.precision, published.until)
    said = None if published is None or low is None else published.value
    if fetched is not None and high is not None and low is not None:
        if low > fetched:  # seen before it was out: a wrong clock or a date of something else
            low = high = said = None
        else:
            high = min(high, fetched)
    return Times(low, high, fetched, said)


@lru_cache(maxsize=1 << 12)
def _bounds(value: str, precision: str, until: str | None) -> tuple[datetime | None, datetime | None]:
    """First and last moment that the date may mean; a record has many articles of a day."""
    if precision == "year":
        return None, None
    if precision == "minute":
        time = moment(value)
        if time is not None:
            return time, time + timedelta(seconds=59 if time.second == 0 else 0)
    try:
        first = datetime.fromisoformat(value[:10]).replace(tzinfo=UTC)
        last = first
        if precision == "month":
            last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        elif precision == "range" and until is not None:
            last = datetime.fromisoformat(until[:10]).replace(tzinfo=UTC)
        return first - _EARLIEST_ZONE, last + timedelta(days=1) + _LATEST_ZONE
    except (ValueError, OverflowError):
        return None, None


def first_of(
    a: Document,
    b: Document,
    when: tuple[Times, Times],
    said: tuple[tuple[Claim, ...], tuple[Claim, ...]],
    *,
    captions: tuple[int, int] = (0, 0),
) -> tuple[str | None, tuple[Evidence, ...]]:
    """The id of the first of two documents, None where unknown, and the evidence in the order of its weight.

    `when` and `said` are the times and the credit lines of the two; `captions`: how many captions and other asides stand
    between shared passages of the one and not of the other.
    """
    strong = [*_credit(a, b, *said), *_credit(b, a, *reversed(said))]
    clock = _clock(a, b, *when)
    seen = () if clock else _seen(a, b, *when)
    rest = []
    if captions[0] != captions[1]:
        whole, lacking = (a, b) if captions[0] > captions[1] else (b, a)
        count = abs(captions[0] - captions[1])
        note = (
            f"{lacking.id} lacks {count} caption{'s' * (count > 1)} that stand{'s' * (count == 1)} between the passages"
        )
        rest.append(Evidence("containment", whole.id, note))
    everything = (*strong, *clock, *seen, *rest)
    # credit lines before the clock, the clock before the time of seeing; containment alone decides nothing
    for evidence in (strong, clock, seen):
        sides = {item.first for item in evidence if item.first is not None}
        if sides:
            return (sides.pop() if len(sides) == 1 else None), everything
    return None, everything


def _credit(
    copy: Document, other: Document, said: tuple[Claim, ...], said_by_other: tuple[Claim, ...]
) -> list[Evidence]:
    """What the credit lines and wire tags of `copy` say of the two."""
    out = []
    for claim in said:
        kind = claim.kind
        if kind == "canonical":
            out += _address(copy, other, claim)
        elif same_name(claim.holder, other.outlet) and not same_name(claim.holder, copy.outlet):
            note = f"{copy.id} credits {claim.holder}, the outlet of {other.id}"
            out.append(Evidence("wire" if kind == "byline" else kind, other.id, note, claim.words))
        elif kind == "byline":
            continue
        elif same_name(claim.holder, copy.outlet):
            if kind == "wire" and other.outlet is not None:
                out.append(Evidence("wire", copy.id, f"{copy.id} carries its own outlet's tag", claim.words))
        elif (
            kind == "credit"
            and not any(same_name(claim.holder, theirs.holder) for theirs in said_by_other)
            and names_itself(claim.holder, other)
        ):
            note = f"{copy.id} credits {claim.holder}, which {other.id} names as its own"
            out.append(Evidence("credit", other.id, note, claim.words))
        else:
            out.append(Evidence(kind, None, f"{copy.id} credits {claim.holder}", claim.words))
    return out


def _address(copy: Document, other: Document, claim: Claim) -> list[Evidence]:
    """What an address in the markup of `copy` says: it is that of `other`, of another page, or of the outlet of `other`."""
    address, own = page_address(claim.words), page_address(other.url)
    if address is not None and address == own:
        note = f"{copy.id} names the address of {other.id} as the original"
    elif own is None and same_name(claim.holder, other.outlet) and not same_name(claim.holder, copy.outlet):
        note = f"{copy.id} names an address of {claim.holder}, the outlet of {other.id}, as the original"
    else:
        return [
            Evidence("canonical", None, f"{copy.id} names an address of {claim.holder} as the original", claim.words)
        ]
    return [Evidence("canonical", other.id, note, claim.words)]


def _clock(a: Document, b: Document, times_a: Times, times_b: Times) -> tuple[Evidence, ...]:
    """Evidence of publication times, where one surely lies before the other."""
    for one, other, early, late in ((a, b, times_a, times_b), (b, a, times_b, times_a)):
        if early.high is not None and late.low is not None and early.high < late.low:
            return (Evidence("time", one.id, f"{one.id} is of {early.said}, {other.id} of {late.said}"),)
        # no date, but seen before the other came out
        if early.high is None and early.fetched is not None and late.low is not None and early.fetched < late.low:
            seen = early.fetched.isoformat(timespec="seconds")
            return (Evidence("time", one.id, f"{one.id} was seen at {seen}, {other.id} is of {late.said}"),)
    return ()


def _seen(a: Document, b: Document, times_a: Times, times_b: Times) -> tuple[Evidence, ...]:
    """Weak evidence: which was seen first."""
    if times_a.fetched is None or times_b.fetched is None or abs(times_a.fetched - times_b.fetched) < _SAME_VISIT:
        return ()
    early, late = (a, b) if times_a.fetched < times_b.fetched else (b, a)
    return (
        Evidence("time", early.id, f"{early.id} was seen before {late.id} (weak: when it was published is not surer)"),
    )


def captions_between(gaps: list[tuple[int, int]]) -> tuple[int, int]:
    """How often words stand between two passages of one text where the passages of the other follow on each other."""
    in_a = sum(1 for gap_a, gap_b in gaps if gap_a >= _CAPTION_WORDS and gap_b <= 1)
    in_b = sum(1 for gap_a, gap_b in gaps if gap_b >= _CAPTION_WORDS and gap_a <= 1)
    return in_a, in_b
