"""Calendar stretches and TIMEX3 values; nothing here knows about text.

All arithmetic is safe: a day before year 1 or after 9999 is `None`, never an exception.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from ..model import Granularity

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["document", "context", "absolute"]
Day = dt.date | None

SEASON_MONTHS = {"SP": (3, 1, 6, 20), "SU": (6, 1, 9, 22), "FA": (9, 1, 12, 21)}
"""First and last day (month, day) of a season: the union of the meteorological and the
astronomical one in the northern hemisphere. Winter runs from 1 December to 20 March."""

VAGUE: dict[str, tuple[float, float]] = {
    "TS": (0, 0), "TM": (0, 0), "TH": (0, 1), "D": (2, 14), "W": (14, 56), "F": (28, 112),
    "M": (60, 365), "Q": (180, 730), "Y": (730, 3650), "E": (7300, 18263), "C": (73050, 365250),
    "WE": (7, 56), "N": (2, 14), "K": (730500, 3652500),
}  # fmt: skip
"""How far "a few <unit>s" or "recent <unit>s" reach, in days: (nearest, farthest)."""

UNIT_DAYS: dict[str, float] = {
    "TS": 0, "TM": 0, "TH": 1 / 24, "D": 1, "N": 1, "WE": 7, "W": 7, "F": 14, "M": 30.437,
    "Q": 91.31, "Y": 365.2425, "E": 3652.425, "C": 36524.25, "K": 365242.5,
}  # fmt: skip
UNIT_MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "K": 12000}
GRANULARITY: dict[str, Granularity] = {
    "TS": "hour", "TM": "hour", "TH": "hour", "D": "day", "N": "day", "WE": "weekend", "W": "week",
    "F": "week", "M": "month", "Q": "quarter", "Y": "year", "E": "decade", "C": "century",
    "K": "span",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """What a time expression means: the TIMEX3 attributes and the days it covers."""

    type: TimexType
    value: str
    earliest: Day = None
    latest: Day = None
    granularity: Granularity = "span"
    anchor: Anchor = "document"
    mod: str | None = None
    deictic: bool = True
    """False where the text itself gives the year, so that later sentences may lean on it."""
    reported: bool = False
    """True for a quarter that the text names as the one it reports on."""
    loose: bool = False
    """True for a bare part of a day ("night"), which counts only beside a date."""
    skip: int = 0
    """Tokens to leave out at the start of the span."""


def day(year: int, month: int, number: int) -> Day:
    """The date, or None where there is none (30 February, year 0)."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    if not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None
    return dt.date(year, month, number)


def shift(start: Day, days: float) -> Day:
    """`start` plus a number of days; None on overflow."""
    if start is None:
        return None
    number = start.toordinal() + round(days)
    return dt.date.fromordinal(number) if 1 <= number <= dt.date.max.toordinal() else None


def shift_months(start: Day, months: int) -> Day:
    """The same day of the month, or its last day; None on overflow.

    >>> shift_months(dt.date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    """
    if start is None:
        return None
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def add(start: Day, number: float, unit: str) -> Day:
    """`start` plus `number` units; calendar arithmetic from months up where the number is whole."""
    if start is None or abs(number) > 1e7:
        return None
    if unit in UNIT_MONTHS:
        months = number * UNIT_MONTHS[unit]
        if float(months).is_integer():
            return shift_months(start, int(months))
    return shift(start, number * UNIT_DAYS[unit])


def of_day(date: Day) -> Value:
    """A day."""
    if date is None:
        return Value("DATE", "XXXX-XX-XX", granularity="day")
    return Value("DATE", date.isoformat(), date, date, "day")


def of_week(date: Day) -> Value:
    """The ISO week that holds `date`."""
    if date is None:
        return Value("DATE", "XXXX-WXX", granularity="week")
    year, week, weekday = date.isocalendar()
    start = shift(date, 1 - weekday)
    return Value("DATE", f"{year:04d}-W{week:02d}", start, shift(start, 6), "week")


def of_weekend(date: Day) -> Value:
    """Saturday and Sunday of the ISO week that holds `date`."""
    week = of_week(date)
    if week.earliest is None:
        return Value("DATE", "XXXX-WXX-WE", granularity="weekend")
    saturday = shift(week.earliest, 5)
    return Value("DATE", f"{week.value}-WE", saturday, shift(saturday, 1), "weekend")


def of_month(year: int, month: int) -> Value:
    """A calendar month."""
    return _months(f"{year:04d}-{month:02d}", year, month, 1, "month")


def _months(value: str, year: int, month: int, count: int, granularity: Granularity) -> Value:
    first = day(year, month, 1)
    last = shift(shift_months(first, count), -1) if first else None
    if first is not None and last is None and year == 9999:
        last = dt.date.max
    return Value("DATE", value, first, last, granularity)


def of_quarter(year: int, quarter: int) -> Value:
    """A calendar quarter, 1 to 4."""
    return _months(f"{year:04d}-Q{quarter}", year, 3 * quarter - 2, 3, "quarter")


def of_half(year: int, half: int) -> Value:
    """A half-year, 1 or 2."""
    return _months(f"{year:04d}-H{half}", year, 6 * half - 5, 6, "half-year")


def of_year(year: int) -> Value:
    """A calendar year."""
    return _months(f"{year:04d}", year, 1, 12, "year")


def of_decade(start: int) -> Value:
    """Ten years from `start`, a multiple of ten."""
    return _months(f"{start // 10:03d}", start, 1, 120, "decade")


def of_century(number: int) -> Value:
    """The `number`th century as news has it: the 19th is 1800 to 1899."""
    start = (number - 1) * 100
    return _months(f"{number - 1:02d}", max(start, 1), 1, 1200 - 12 * (start < 1), "century")


def of_season(year: int, season: str) -> Value:
    """A season. The winter "of 2018" may begin in December of 2017 or of 2018: both are covered."""
    if season == "WI":
        return Value("DATE", f"{year:04d}-WI", day(year - 1, 12, 1), day(year + 1, 3, 20), "season")
    month, first, until, last = SEASON_MONTHS[season]
    return Value(
        "DATE", f"{year:04d}-{season}", day(year, month, first), day(year, until, last), "season"
    )


def span(value: Value, other: Value) -> tuple[Day, Day]:
    """From the start of one to the end of the other."""
    return value.earliest, other.latest


_THIRDS = {"START": 0, "MID": 1, "END": 2}


def third(value: Value, mod: str) -> Value:
    """The early, middle or late third: 1–10, 11–20, 21–end of a month; four months of a year;
    years 0–3, 4–6, 7–9 of a decade; else thirds by days, rounded outwards."""
    first, last = value.earliest, value.latest
    value = replace(value, mod=mod)
    if first is None or last is None:
        return value
    at = _THIRDS[mod]
    if value.granularity == "month":
        bounds = ((1, 10), (11, 20), (21, last.day))[at]
        return replace(
            value, earliest=first.replace(day=bounds[0]), latest=last.replace(day=bounds[1])
        )
    if value.granularity == "year":
        month = 4 * at + 1
        end = day(first.year, month + 3, calendar.monthrange(first.year, month + 3)[1])
        return replace(value, earliest=day(first.year, month, 1), latest=end)
    if value.granularity == "decade":
        left, right = ((0, 3), (4, 6), (7, 9))[at]
        return replace(
            value, earliest=day(first.year + left, 1, 1), latest=day(first.year + right, 12, 31)
        )
    length = (last - first).days + 1
    left = length * at // 3
    right = -(-length * (at + 1) // 3) - 1
    return replace(value, earliest=shift(first, left), latest=shift(first, right))


def number_text(number: float) -> str:
    """A TIMEX3 number: whole where it is whole."""
    return str(int(number)) if float(number).is_integer() else f"{number:.3f}".rstrip("0")


def duration(number: float | None, unit: str) -> str:
    """The TIMEX3 value of a length of time; None is an unknown number.

    >>> duration(2, "W"), duration(None, "M"), duration(0.5, "TH")
    ('P2W', 'PXM', 'PT30M')
    """
    if number is not None and not float(number).is_integer() and unit in _FINER:
        return _composite(number, unit)
    text = "X" if number is None else number_text(number)
    if unit.startswith("T"):
        return f"PT{text}{unit[1:]}"
    if unit == "F":
        return f"P{'X' if number is None else number_text(2 * number)}W"
    if unit == "E" and number is not None:
        return f"P{number_text(10 * number)}Y"
    if unit == "C" and number is not None:
        return f"P{number_text(100 * number)}Y"
    if unit == "K":
        return f"P{'X' if number is None else number_text(1000 * number)}Y"
    return f"P{text}{'D' if unit == 'N' else unit}"


_FINER = {"TH": (60, "TM"), "TM": (60, "TS"), "Y": (12, "M"), "E": (10, "Y")}


def _composite(number: float, unit: str) -> str:
    """Half an hour is PT30M, two and a half years P2Y6M."""
    factor, finer = _FINER[unit]
    whole = int(number)
    rest = round((number - whole) * factor)
    if unit == "E":
        return duration(10 * whole + rest, "Y")
    tail = duration(rest, finer)
    if not whole:
        return tail
    return duration(whole, unit) + tail.removeprefix("PT" if unit.startswith("T") else "P")
