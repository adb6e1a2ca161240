"""The series of `onrecord pair` as a picture (SVG): what it counts, by day, over the days on which anything was read.

Each block is one event, its height its weight, with its words in the title that a browser shows under the pointer. Ticks
below are statements of one about the other; the grey line at the foot marks the days with an article that names both, so
that a day without a block can be told from a day that nobody wrote about. No script, no font, nothing from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Final

from onrecord.actors.pair import Between, Pair

_WIDTH: Final = 1000
_LEFT: Final = 64
_RIGHT: Final = 976
_TOP: Final = 92
_BOTTOM: Final = 372
#: Days around those with articles that are drawn: background of years ago is listed, not drawn.
_MARGIN_DAYS: Final = 14
_LONGEST_TITLE: Final = 220
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class Colours:
    """What the picture is drawn with: the sheet, words and axis on it, what is less, grid lines, and the two kinds of blocks."""

    sheet: str
    ink: str
    faint: str
    grid: str
    cooperation: str
    conflict: str


LIGHT: Final = Colours("#ffffff", "#22272e", "#6b7280", "#e5e7eb", "#1d7a85", "#c4512f")
DARK: Final = Colours("#211f1b", "#ebe6dc", "#aca598", "#3d3932", "#5fbcc6", "#ec8a69")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where days and weights lie on the picture, and its colours."""

    colours: Colours
    first: date
    last: date
    most: float

    @property
    def days(self) -> int:
        """Number of days drawn."""
        return (self.last - self.first).days + 1

    @property
    def step(self) -> float:
        """Pixels a day."""
        return (_RIGHT - _LEFT) / self.days

    def x(self, day: date) -> float:
        """Middle of a day."""
        return _LEFT + ((day - self.first).days + 0.5) * self.step

    def y(self, weight: float) -> float:
        """Height of a weight."""
        return (_TOP + _BOTTOM) / 2 - weight / self.most * (_BOTTOM - _TOP) / 2


def svg(answer: Pair, *, colours: Colours = LIGHT) -> str:
    """The picture of an answer, as a document of its own."""
    named = [date.fromisoformat(day) for day in answer.coverage.named]
    drawn = [b for b in answer.entries if b.entry.day is not None and len(b.entry.day) == 10]
    anchors = named or [date.fromisoformat(b.entry.day) for b in drawn if b.entry.day is not None]
    if not anchors:
        anchors = [date(2000, 1, 1)]
    low, high = min(anchors) - timedelta(_MARGIN_DAYS), max(anchors) + timedelta(_MARGIN_DAYS)
    inside = [b for b in drawn if b.entry.day is not None and low <= date.fromisoformat(b.entry.day) <= high]
    days = [*anchors, *(date.fromisoformat(b.entry.day) for b in inside if b.entry.day is not None)]
    heights = [max(point.cooperation, -point.conflict) for point in answer.series]
    frame = Frame(colours, min(days) - timedelta(1), max(days) + timedelta(1), max([10.0, *heights]) * 1.05)
    body = [*_axes(frame), *_blocks(frame, inside), *_statements(frame, inside, answer), *_read(frame, named)]
    return "\n".join([*_head(answer, len(answer.entries) - len(inside), colours), *body, "</svg>"]) + "\n"


def _head(answer: Pair, outside: int, colours: Colours) -> Iterator[str]:
    one, other = answer.first.asked.name, answer.second.asked.name
    c = answer.coverage
    counted = sum(1 for b in answer.entries if b.weight is not None)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} 470" width="{_WIDTH}" height="470" role="img"'
        f' font-family="system-ui, Helvetica, Arial, sans-serif" fill="{colours.ink}">'
    )
    yield f"<title>{_text(f'{one} and {other}: cooperation and conflict by day')}</title>"
    yield f'<rect width="{_WIDTH}" height="470" fill="{colours.sheet}"/>'
    yield f'<text x="{_LEFT}" y="32" font-size="20" font-weight="600">{_text(f"{one} and {other}")}</text>'
    told = (
        f"{counted:,} events that happened, each counted once, weighted as PLOVER's scale does. "
        f"Read: {c.articles:,} articles of {c.outlets:,} outlets that name both, on {len(c.named):,} of {c.days:,} days"
    )
    more = f"; {c.empty:,} days without any article on record" if c.empty else ""
    yield f'<text x="{_LEFT}" y="54" font-size="12.5" fill="{colours.faint}">{_text(told + more)}.</text>'
    if outside:
        note = f"{outside:,} entries without a day, or of another time, are listed but not drawn."
        yield f'<text x="{_LEFT}" y="72" font-size="12.5" fill="{colours.faint}">{_text(note)}</text>'


def _axes(frame: Frame) -> Iterator[str]:
    paint = frame.colours
    step = 5 if frame.most <= 16 else 10 if frame.most <= 45 else 25 if frame.most <= 120 else 100
    level = step
    marks = [0]
    while level < frame.most:
        marks += [level, -level]
        level += step
    for mark in marks:
        y = frame.y(mark)
        colour, width = (paint.ink, 1) if mark == 0 else (paint.grid, 1)
        yield f'<line x1="{_LEFT}" x2="{_RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}" stroke-width="{width}"/>'
        sign = "+" if mark > 0 else "−" if mark < 0 else ""
        yield (
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" font-size="11"'
            f' text-anchor="end" fill="{paint.faint}">{sign}{abs(mark)}</text>'
        )
    yield _turned(frame.y(frame.most / 2), "cooperation", paint.cooperation)
    yield _turned(frame.y(-frame.most / 2), "conflict", paint.conflict)
    for day, label in _ticks(frame):
        x = frame.x(day)
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_BOTTOM}" y2="{_BOTTOM + 5}" stroke="{paint.faint}"/>'
        yield f'<text x="{x:.1f}" y="{_BOTTOM + 19}" font-size="11" text-anchor="middle" fill="{paint.faint}">{label}</text>'


def _turned(y: float, words: str, colour: str) -> str:
    place = f'transform="translate(20 {y:.1f}) rotate(-90)" font-size="12" text-anchor="middle"'
    return f'<text {place} fill="{colour}">{words}</text>'


def _ticks(frame: Frame) -> Iterator[tuple[date, str]]:
    """Days that are named below the axis: so many that they do not touch."""
    room = max(1, round(62 / frame.step))
    if room <= 20:
        at = frame.first
        while at <= frame.last:
            yield at, f"{at.day} {_MONTHS[at.month - 1]}" + (f" {at.year}" if at == frame.first else "")
            at += timedelta(room)
        return
    months = max(1, round(room / 30))
    at = date(frame.first.year, frame.first.month, 1)
    while at <= frame.last:
        number = at.year * 12 + at.month - 1
        if at >= frame.first and number % months == 0:
            yield at, f"{_MONTHS[at.month - 1]} {at.year}"
        at = date((number + 1) // 12, (number + 1) % 12 + 1, 1)


def _blocks(frame: Frame, found: Sequence[Between]) -> Iterator[str]:
    paint = frame.colours
    reached: dict[tuple[str, bool], float] = {}
    width = max(2.0, min(26.0, frame.step * 0.72))
    for between in found:
        weight, day = between.weight, between.entry.day
        if not weight or day is None:
            continue
        key = (day, weight > 0)
        low = reached.get(key, 0.0)
        reached[key] = low + weight
        top, bottom = sorted((frame.y(low), frame.y(low + weight)))
        x = frame.x(date.fromisoformat(day)) - width / 2
        colour = paint.cooperation if weight > 0 else paint.conflict
        yield (
            f'<rect x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" height="{max(1.0, bottom - top):.1f}" fill="{colour}"'
            f' stroke="{paint.sheet}" stroke-width="0.8"><title>{_text(_told(between))}</title></rect>'
        )


def _statements(frame: Frame, found: Sequence[Between], answer: Pair) -> Iterator[str]:
    paint = frame.colours
    one, other = answer.first.asked.name, answer.second.asked.name
    lanes = (("first to second", f"{one} of {other}"), ("second to first", f"{other} of {one}"))
    for n, (direction, words) in enumerate(lanes):
        y = _BOTTOM + 36 + n * 16
        for between in found:
            if between.entry.kind == "statement" and between.direction == direction and between.entry.day is not None:
                x = frame.x(date.fromisoformat(between.entry.day))
                yield (
                    f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6" fill="{paint.faint}" fill-opacity="0.55">'
                    f"<title>{_text(_told(between))}</title></circle>"
                )
        yield (
            f'<text x="{_RIGHT}" y="{y + 4:.1f}" font-size="11" text-anchor="end" fill="{paint.ink}" stroke="{paint.sheet}"'
            f' stroke-width="4" paint-order="stroke">said: {_text(words)}</text>'
        )


def _read(frame: Frame, named: Sequence[date]) -> Iterator[str]:
    paint = frame.colours
    y = _BOTTOM + 72
    for day in named:
        x = frame.x(day) - frame.step / 2
        yield f'<rect x="{x:.1f}" y="{y}" width="{max(1.5, frame.step - 0.5):.1f}" height="5" fill="{paint.faint}"/>'
    yield (
        f'<text x="{_RIGHT}" y="{y + 18}" font-size="11" text-anchor="end" fill="{paint.faint}">'
        "days with an article that names both</text>"
    )


def _told(between: Between) -> str:
    entry = between.entry
    words = " ".join(entry.words.split())
    words = words if len(words) <= _LONGEST_TITLE else words[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " ..."
    weight = "" if between.weight is None else f" {between.weight:+g}"
    return f"{entry.day}  {entry.what}{weight}: {words} ({entry.page.outlet or 'unnamed outlet'}, {entry.row})"


def _text(words: str) -> str:
    return escape("".join(c if c.isprintable() else " " for c in words), quote=True)
