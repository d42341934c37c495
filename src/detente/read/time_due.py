"""Deadlines: from a time expression and the day it was said to the day something falls due.

The result is the interval in which the deadline day lies (contract, field `due`), given the
interval in which the words were said:

=====================================  =====================================================
words                                  deadline
=====================================  =====================================================
within two weeks, in 50 days, 48 hours  said + length, at both ends of the interval of speaking
two to three weeks                     said + 2 weeks to said + 3 weeks
less than two weeks                    half the length to the length
within days, in the coming weeks       the reach of the vague unit (`time_values.VAGUE`)
by Friday, on 3 May, tonight           that day, counted from when it was said
by May, next week, in 2030             that stretch: the day lies somewhere in it
by the end of the month                its last day; of a week, Friday to Sunday
before Friday, ahead of 3 May          the day before it
the near future                        open to the right
=====================================  =====================================================

Sets, the past, "now" and lengths that tell how long ("for two weeks") are no deadlines: None.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from ..model import Interval, Time
from .time_numbers import Quantity, modifier, quantity
from .time_values import UNIT_DAYS, VAGUE, Day, add, shift
from .time_words import lexicon

Again = Callable[[dt.date], Time | None]
"""Reads the same expression again as if it stood in an article of the given day."""

_LEAD = re.compile(
    r"\b(?P<lead>before|ahead of|prior to|earlier than|by|until|till|no later than|not later than"
    r"|for|within|inside|in|after|on|at|over|during)\s+(?:about|around|the|an?|some|another)?\s*$",
    re.IGNORECASE,
)
_BEFORE = frozenset(("before", "ahead of", "prior to", "earlier than"))
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[-–/]")
_PART = re.compile(r"(\d+(?:\.\d+)?|X)([A-Z])")
_ENDING = re.compile(r"\bend\b|\bclose\b|-end\b", re.IGNORECASE)


def due(text: str, time: Time, spoken: Interval | None, again: Again) -> Interval | None:
    """The interval in which the deadline day lies; see the table above."""
    match = _LEAD.search(text, max(0, time.start - 24), time.start)
    lead = " ".join(match["lead"].lower().split()) if match else ""
    value = time.timex3.value
    phrase = text[time.start : time.end]
    if time.timex3.type == "SET" or value in ("PAST_REF", "PRESENT_REF"):
        return None
    if time.timex3.type == "DURATION":
        return None if spoken is None or lead == "for" else _after_length(phrase, value, spoken)
    if value == "FUTURE_REF":
        return None if spoken is None else _vague(phrase, spoken)
    earliest, latest = _when(time, spoken, again)
    if earliest is None and latest is None:
        return None
    if lead in _BEFORE:
        earliest, latest = _day_before(time, earliest, latest)
    elif time.timex3.mod == "END" and _ENDING.search(phrase) and latest is not None:
        week = time.granularity in ("week", "weekend")
        earliest = shift(latest, -2) if week else latest
    return _interval(earliest, latest, time)


def _interval(earliest: Day, latest: Day, time: Time) -> Interval:
    one = earliest is not None and earliest == latest
    return Interval(earliest, latest, "day" if one else time.granularity)


def _when(time: Time, spoken: Interval | None, again: Again) -> tuple[Day, Day]:
    """The days of the expression itself, told from each end of the interval of speaking."""
    if time.anchor != "document" or spoken is None:
        return time.earliest, time.latest
    readings = [
        other
        for end in (spoken.earliest, spoken.latest)
        if end is not None and (other := again(end)) is not None
    ]
    starts = [other.earliest for other in readings if other.earliest is not None]
    ends = [other.latest for other in readings if other.latest is not None]
    if not starts or not ends:
        return time.earliest, time.latest
    return (
        min(starts) if spoken.earliest is not None else None,
        max(ends) if spoken.latest is not None else None,
    )


def _day_before(time: Time, earliest: Day, latest: Day) -> tuple[Day, Day]:
    """The last day on which "before ..." is kept; a stretch with a sharp start has one."""
    if time.granularity in ("hour", "day", "span") or time.timex3.mod is not None:
        return shift(earliest, -1), shift(latest, -1)
    return shift(earliest, -1), shift(earliest, -1)


def _after_length(phrase: str, value: str, spoken: Interval) -> Interval | None:
    """Said plus a length, the end of the interval of speaking included."""
    parts = _parts(value)
    if not parts:
        return None
    words = [word.lower() for word in _WORD.findall(phrase)]
    if parts[0][0] is None:
        near, far = VAGUE.get(parts[0][1], (0.0, 0.0))
        low = [(near, "D")]
        high = [(far, "D")]
    else:
        low = high = [(number or 0.0, unit) for number, unit in parts]
        if len(parts) == 1:
            low, high = _range(words, low[0])
    earliest, latest = _plus(spoken.earliest, low), _plus(spoken.latest, high)
    if earliest is None and latest is None:
        return None
    if earliest is not None and latest is not None and latest < earliest:
        earliest, latest = latest, earliest
    return Interval(earliest, latest, "day" if earliest == latest else "span")


def _range(
    words: list[str], part: tuple[float, str]
) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
    """From the lower to the upper bound of the length that the words give."""
    number, unit = part
    amount = quantity(words, lexicon())
    if amount.low != number or amount.high is None:
        amount = Quantity(number, number)
    mod = modifier(words)
    low, high = number, max(number, amount.high or number)
    if mod == "LESS_THAN":
        low = number * 0.5
    elif mod == "MORE_THAN":
        high = max(high, number * 1.5)
    return [(low, unit)], [(high, unit)]


def _parts(value: str) -> list[tuple[float | None, str]]:
    """`P1Y6M` as [(1, "Y"), (6, "M")]; hours and below as T-units; X as None."""
    out: list[tuple[float | None, str]] = []
    below = False
    for piece in re.split(r"(T)", value.removeprefix("P")):
        if piece == "T":
            below = True
            continue
        for number, letter in _PART.findall(piece):
            unit = f"T{letter}" if below else letter
            if unit in UNIT_DAYS:
                out.append((None if number == "X" else float(number), unit))
    return out


def _plus(start: Day, parts: list[tuple[float, str]]) -> Day:
    """`start` plus every part in turn; hours round to the day that they end in."""
    for number, unit in parts:
        if unit.startswith("T"):
            start = shift(start, -(-number * UNIT_DAYS[unit] // 1))
        else:
            start = add(start, number, unit)
    return start


def _vague(phrase: str, spoken: Interval) -> Interval:
    """In the coming weeks: as far as the unit reaches; the future: open."""
    table = lexicon().classes["UNITS"]
    unit = next((table[w.lower()] for w in _WORD.findall(phrase) if w.lower() in table), None)
    if unit is None:
        return Interval(spoken.earliest, None, "span")
    near, far = VAGUE[unit]
    return Interval(shift(spoken.earliest, near), shift(spoken.latest, far), "span")
