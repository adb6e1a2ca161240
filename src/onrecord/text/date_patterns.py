"""What words that name a date look like, and what they say: the patterns that `date_expressions` searches with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from onrecord.record import Span

DateKind = Literal[
    "day",  # month and day, year or None: "March 20", "20 March 2023", "2023-03-20"
    "days",  # a run of days, to `end_month` and `end_day`: "March 6-8"
    "month",  # "February 2022", "in late February" (year None, part "late")
    "year",  # "in 2018", "early 2024"; to `end_year`: "2013-2015"
    "quarter",  # `count` 1 to 4 of a year
    "season",  # `season`, year or None, `count` -1, 0, 1 for last, this, next
    "weekday",  # `weekday` 0 (Monday) to 6, `count` -1, 0, 1 for last, this, next; None for a plain "on Monday"
    "unit",  # the day, week, month or year `count` units from now: "yesterday", "next week", "ten years ago", "later this month"
    "period",  # the `count` units before now (negative) or after it: "over the last year", "in the coming weeks" (count None)
    "elsewhere",  # counts from something else that is told, or is vague: "ten years later", "a few weeks before"
]
Unit = Literal["day", "week", "weekend", "month", "year"]
Part = Literal["early", "mid", "late", "end", "start", "earlier", "later"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words of a text that name a date, and what they say; a field is None where the words do not tell it."""

    span: Span
    kind: DateKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    weekday: int | None = None
    season: Literal["spring", "summer", "autumn", "winter"] | None = None
    unit: Unit | None = None
    count: int | None = None
    part: Part | None = None


MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_MONTHS: Final = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SHIFTS: Final = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
}

# Pieces of patterns. Every repetition is bounded and no repetition stands in another, so that the search stays linear.
_MONTH: Final = rf"(?P<m>{'|'.join(MONTHS)}|(?:{SHORT_MONTHS})\b\.?)"
_MONTH2: Final = rf"(?P<m2>{'|'.join(MONTHS)}|(?:{SHORT_MONTHS})\b\.?)"
_DAY: Final = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?"
_DAY2: Final = r"(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<y>1[5-9]\d\d|2[01]\d\d)"
_SPACE: Final = r"[ \t\u00a0\r\n]{1,3}"
_WEEKDAY: Final = rf"(?P<w>{'|'.join(WEEKDAYS)})"
_WEEKDAY_BEFORE: Final = rf"(?:(?:{'|'.join(WEEKDAYS)}),?{_SPACE})?"
_NOT_MORE: Final = r"(?![\d]|[-\u2010\u2011](?!\d)|[.,]\d|\w)"
#: "March 3, 12026": what follows is a year, and none that is read; "March 3, 4000 men" is a day and a count.
_NO_OTHER_YEAR: Final = rf"(?!,?{_SPACE}\d{{4,9}}(?!\d|,\d|{_SPACE}[a-z]))"
_PART: Final = r"(?P<p>[Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he )?[Ee]nd of|(?:[Tt]he )?(?:[Ss]tart|[Bb]eginning) of)"
_NUMBER: Final = rf"(?P<n>\d{{1,4}}|{'|'.join(_NUMBERS)}|several|a few|a couple of|many|dozens of|some)"
_UNIT: Final = r"(?P<u>day|week|month|year|decade|century)"
_SEASON: Final = r"(?P<s>spring|summer|autumn|fall|winter)"
_TO: Final = r"(?:[ ]?[-\u2010-\u2014][ ]?|[ ](?:to|through|until)[ ])"
_NOT_A_COUNT: Final = r"(?![ ]?(?:%|percent|per cent|million|billion|people|degrees|votes))"
_AGO: Final = r"(?:ago)"
_BEFORE_YEAR: Final = (
    r"(?:in|since|by|until|till|of|during|from|after|before|through|throughout|In|Since|By|Until|During|From|After"
    r"|Before)"
)


def _month(name: str) -> int:
    """Number of a month by its name or short form."""
    low = name[:3].lower()
    return next(i for i, month in enumerate(MONTHS, 1) if month[:3].lower() == low)


def _whole(text: str | None) -> int | None:
    return None if text is None else int(text)


def _part(words: str | None) -> Part | None:
    if words is None:
        return None
    low = words.lower()
    for part in ("early", "mid", "late", "earlier", "later"):
        if low == part:
            return part
    return "end" if "end" in low else "start"


def _number(words: str | None) -> int | None:
    """A count as a number; None for "several", "a few"."""
    if words is None:
        return 1
    low = words.lower()
    return int(low) if low.isdigit() else _NUMBERS.get(low)


def _counted(match: re.Match[str], sign: int) -> DateExpression:
    """`unit` with a count, or `elsewhere` where the count is vague."""
    count, unit = _number(match["n"]), match["u"].lower()
    span = Span(*match.span())
    if count is None:
        return DateExpression(span, "elsewhere", unit=_unit(unit))
    scale = {"decade": 10, "century": 100}.get(unit, 1)
    return DateExpression(span, "unit", unit=_unit(unit), count=sign * count * scale)


def _unit(word: str) -> Unit:
    low = word.lower()
    if low in {"decade", "century"}:
        return "year"
    for unit in ("day", "weekend", "week", "month", "year"):
        if low.startswith(unit):
            return unit
    return "day"


def _iso(match: re.Match[str]) -> DateExpression:
    return DateExpression(Span(*match.span()), "day", int(match["y"]), int(match["mm"]), int(match["d"]))


def _day(match: re.Match[str]) -> DateExpression:
    return DateExpression(Span(*match.span()), "day", _whole(match["y"]), _month(match["m"]), int(match["d"]))


def _days(match: re.Match[str]) -> DateExpression:
    month = _month(match["m"])
    groups = match.groupdict()
    end_month = _month(groups["m2"]) if groups.get("m2") else month
    return DateExpression(
        Span(*match.span()),
        "days",
        _whole(match["y"]),
        month,
        int(match["d"]),
        end_month=end_month,
        end_day=int(match["d2"]),
    )


def _joined_days(match: re.Match[str]) -> DateExpression:
    """A run of days ("March 19 and 20"); of days that do not follow one another ("March 3 and 9") the first alone."""
    more = [int(number) for number in re.findall(r"\d+", match.groupdict().get("more") or "")]
    days = [int(match["d"]), *more, int(match["d2"])]
    if all(after == before + 1 for before, after in pairwise(days)):
        return _days(match)
    # "3 and 9 March" needs its month, which stands at the end
    end = match.end("d") if match.start("m") < match.start("d") else match.end()
    return DateExpression(Span(match.start(), end), "day", _whole(match["y"]), _month(match["m"]), days[0])


def _months(match: re.Match[str]) -> DateExpression:
    groups = match.groupdict()
    shift = groups.get("shift")
    return DateExpression(
        Span(match.start("from") if groups.get("from") else match.start(), match.end()),
        "month",
        _whole(groups.get("y")),
        _month(match["m"]),
        count=None if shift is None else _SHIFTS[shift.lower()],
        part=_part(groups.get("p")),
    )


def _bare_month(match: re.Match[str]) -> DateExpression:
    """A month name after a preposition: the span is the name with its part, without the preposition."""
    start = match.start("p") if match["p"] else match.start("m")
    return DateExpression(Span(start, match.end()), "month", None, _month(match["m"]), part=_part(match["p"]))


def _year(match: re.Match[str]) -> DateExpression:
    groups = match.groupdict()
    start = match.start("p") if groups.get("p") else match.start("y")
    first, last = int(match["y"]), _whole(groups.get("y2"))
    if last is not None and last < 100:
        last += first // 100 * 100
    if last is not None and last <= first:
        return DateExpression(Span(start, match.end("y")), "year", first)
    return DateExpression(Span(start, match.end()), "year", first, end_year=last, part=_part(groups.get("p")))


def _quarter(match: re.Match[str]) -> DateExpression:
    return DateExpression(Span(*match.span()), "quarter", _whole(match["y"]), count=_ORDINALS[match["q"].lower()])


def _season(match: re.Match[str]) -> DateExpression:
    groups = match.groupdict()
    name = groups["s"].lower()
    shift = groups.get("shift")
    for season in ("spring", "summer", "winter"):
        if name == season:
            return DateExpression(
                Span(*match.span()),
                "season",
                _whole(groups.get("y")),
                season=season,
                count=_shift(shift),
                part=_part(groups.get("p")),
            )
    return DateExpression(
        Span(*match.span()),
        "season",
        _whole(groups.get("y")),
        season="autumn",
        count=_shift(shift),
        part=_part(groups.get("p")),
    )


def _shift(word: str | None) -> int | None:
    return None if word is None else _SHIFTS[word.lower()]


def _weekday(match: re.Match[str]) -> DateExpression:
    return DateExpression(
        Span(match.start("shift") if match["shift"] else match.start("w"), match.end()),
        "weekday",
        weekday=WEEKDAYS.index(match["w"]),
        count=_shift(match["shift"]),
    )


def _named_day(match: re.Match[str]) -> DateExpression:
    low = match[0].lower()
    if low.startswith("the day"):
        count = -2 if "before" in low else 2
    else:
        count = -1 if low.startswith(("yesterday", "last")) else 1 if low.startswith("tomorrow") else 0
    return DateExpression(Span(*match.span()), "unit", unit="day", count=count)


def _shifted_unit(match: re.Match[str]) -> DateExpression:
    return DateExpression(
        Span(*match.span()),
        "unit",
        unit=_unit(match["u"]),
        count=_SHIFTS[match["shift"].lower()],
        part=_part(match["p"]),
    )


def _the_unit(match: re.Match[str]) -> DateExpression:
    """A part of the current one: "the end of the year"."""
    return DateExpression(Span(*match.span()), "unit", unit=_unit(match["u"]), count=0, part=_part(match["p"]))


def _period(match: re.Match[str]) -> DateExpression:
    words = match["n"]
    count = _number(words) if words or not match["plural"] else None
    scale = {"decade": 10, "century": 100}.get(match["u"].lower(), 1)
    sign = -1 if match["way"].lower() in {"last", "past", "previous", "recent"} else 1
    if count is None or match["way"].lower() == "recent":
        return DateExpression(
            Span(*match.span()), "period", unit=_unit(match["u"]), count=None, part="earlier" if sign < 0 else "later"
        )
    return DateExpression(Span(*match.span()), "period", unit=_unit(match["u"]), count=sign * count * scale)


def _elsewhere(match: re.Match[str]) -> DateExpression:
    groups = match.groupdict()
    unit = groups.get("u")
    sign = -1 if match[0].lower().endswith(("before", "earlier")) else 1
    count = _number(groups["n"]) if groups.get("n") else None
    scale = {"decade": 10, "century": 100}.get((unit or "").lower(), 1)
    return DateExpression(
        Span(*match.span()),
        "elsewhere",
        unit=None if unit is None else _unit(unit),
        count=None if count is None else sign * count * scale,
    )


#: Patterns in order of preference where two begin at the same place and are equally long.
PATTERNS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], DateExpression]], ...]] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (r"(?<![\d/.-])(?P<y>\d{4})[-/](?P<mm>[01]?\d)[-/](?P<d>[0-3]?\d)(?![\d/-])", _iso),
        (
            rf"\b{_WEEKDAY_BEFORE}{_MONTH}{_SPACE}{_DAY}{_TO}{_DAY2}{_NOT_A_COUNT}(?:,?{_SPACE}{_YEAR})?{_NOT_MORE}",
            _days,
        ),
        (rf"\b{_MONTH}{_SPACE}{_DAY}{_TO}{_MONTH2}{_SPACE}{_DAY2}(?:,?{_SPACE}{_YEAR})?{_NOT_MORE}", _days),
        (
            rf"\b{_WEEKDAY_BEFORE}{_MONTH}{_SPACE}{_DAY}(?P<more>(?:,{_SPACE}[0-3]?\d){{0,3}}),?{_SPACE}and{_SPACE}{_DAY2}{_NOT_A_COUNT}"
            rf"(?:,?{_SPACE}{_YEAR})?{_NOT_MORE}(?!{_SPACE}[a-z]+s\b)",
            _joined_days,
        ),
        (rf"\b{_DAY}{_SPACE}and{_SPACE}{_DAY2}{_SPACE}{_MONTH}(?:,?{_SPACE}{_YEAR})?{_NOT_MORE}", _joined_days),
        (rf"\b{_DAY}{_TO}{_DAY2}{_SPACE}{_MONTH}(?:,?{_SPACE}{_YEAR})?{_NOT_MORE}", _days),
        (
            rf"\b{_WEEKDAY_BEFORE}{_MONTH}{_SPACE}{_DAY}(?:,?{_SPACE}{_YEAR})?(?![\d]|[-\u2010\u2011][A-Za-z]|[.,]\d|\w|:\d){_NO_OTHER_YEAR}",
            _day,
        ),
        (
            rf"\b{_WEEKDAY_BEFORE}(?:the{_SPACE})?{_DAY}{_SPACE}(?:of{_SPACE})?{_MONTH}(?:,?{_SPACE}{_YEAR})?{_NOT_MORE}{_NO_OTHER_YEAR}",
            _day,
        ),
        (rf"\b(?:{_PART}(?:{_SPACE}|-))?{_MONTH}(?:,|{_SPACE}of)?{_SPACE}{_YEAR}\b(?!-\w)", _months),
        (
            (
                rf"\b(?:in|since|by|until|till|from|of|during|after|before|through|for|to|In|Since|By|Until|From|During|After|Before)"
                rf"{_SPACE}(?:{_PART}(?:{_SPACE}|-))?(?P<m>{'|'.join(MONTHS)})\b(?![ ]?\d)"
            ),
            _bare_month,
        ),
        (rf"\b{_PART}(?:{_SPACE}|-)(?P<m>{'|'.join(MONTHS)})\b(?![ ]?\d)", _bare_month),
        (rf"\b(?P<shift>last|this|next|Last|This|Next){_SPACE}(?P<m>{'|'.join(MONTHS)})\b(?![ ]?\d)", _months),
        (rf"\b{_PART}(?:{_SPACE}|-){_YEAR}\b(?!-\w)", _year),
        (
            rf"\b(?:between{_SPACE}|Between{_SPACE}|from{_SPACE}|From{_SPACE}){_YEAR}{_SPACE}(?:and|to){_SPACE}(?P<y2>1[5-9]\d\d|2[01]\d\d)\b",
            _year,
        ),
        (rf"\b{_BEFORE_YEAR}{_SPACE}{_YEAR}[-\u2013/](?P<y2>\d\d(?:\d\d)?)\b", _year),
        (
            (
                rf"\b{_BEFORE_YEAR}{_SPACE}{_YEAR}\b(?![-\u2013][a-z\d]|[.,]\d|[ ](?:people|men|soldiers|troops|tons"
                rf"|miles|villages|percent)|%)"
            ),
            _year,
        ),
        (
            rf"\b(?:the|The|a|A){_SPACE}(?P<y>19\d\d|20\d\d){_SPACE}(?=[A-Za-z])(?!(?:people|men|soldiers|troops|tons|miles|villages|or)\b)",
            _year,
        ),
        (rf"\b(?P<q>first|second|third|fourth){_SPACE}quarter(?:{_SPACE}of{_SPACE}{_YEAR})?\b", _quarter),
        (rf"\b(?P<shift>[Ll]ast|[Tt]his|[Nn]ext){_SPACE}{_SEASON}\b", _season),
        (rf"\b(?:{_PART}{_SPACE})?(?:(?:the|The){_SPACE})?{_SEASON}(?:{_SPACE}of)?{_SPACE}{_YEAR}\b", _season),
        (
            (
                rf"\b(?:[Oo]n{_SPACE}|[Bb]y{_SPACE}|[Ss]ince{_SPACE}|[Uu]ntil{_SPACE}|[Bb]efore{_SPACE})?(?:(?P<shift>[Ll]ast|[Tt]his|[Nn]ext){_SPACE})?"
                rf"(?<!every )(?<!other ){_WEEKDAY}\b(?:{_SPACE}(?:morning|afternoon|evening|night)\b)?(?!'s [A-Z]"
                rf"|,?{_SPACE}(?:{'|'.join(MONTHS)}){_SPACE}\d)"
            ),
            _weekday,
        ),
        (
            (
                r"\b(?:[Tt]he day before yesterday|[Tt]he day after tomorrow|[Yy]esterday|[Tt]omorrow|[Tt]oday"
                r"|[Tt]onight|[Ll]ast night"
                r"|[Tt]his (?:morning|afternoon|evening))\b(?!'s [A-Z])"
            ),
            _named_day,
        ),
        (
            (
                rf"\b(?:(?P<p>[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate|[Tt]he end of|[Ee]nd of|[Tt]he (?:start"
                rf"|beginning) of){_SPACE})?"
                rf"(?P<shift>[Ll]ast|[Tt]his|[Nn]ext){_SPACE}(?P<u>weekend|week|month|year)\b(?![-'’]\w)"
            ),
            _shifted_unit,
        ),
        (
            (
                rf"\b(?P<p>[Tt]he end of|[Ee]nd of|[Tt]he (?:start|beginning) of|[Ll]ater in"
                rf"|[Ee]arlier in){_SPACE}the{_SPACE}(?P<u>week|month|year)\b"
            ),
            _the_unit,
        ),
        (rf"\b(?i:{_NUMBER}){_SPACE}{_UNIT}s?{_SPACE}{_AGO}\b", lambda match: _counted(match, -1)),
        (
            (
                rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or){_SPACE}(?:(?:the|his|her|their|its){_SPACE})?"
                rf"(?P<way>last|past|previous|recent|next|coming){_SPACE}(?:(?P<n>\d{{1,3}}|several|few|couple of"
                rf"|{'|'.join(_NUMBERS)}){_SPACE})?"
                rf"{_UNIT}(?P<plural>s)?\b(?![-'’]\w)"
            ),
            _period,
        ),
        (rf"\b(?i:{_NUMBER}{_SPACE})?{_UNIT}s?{_SPACE}(?:later|earlier|before|after)\b", _elsewhere),
        (
            rf"\b(?:[Tt]he|[Tt]hat){_SPACE}(?:next|following|same|previous){_SPACE}(?P<u>day|week|month|year)\b",
            _elsewhere,
        ),
    )
)
