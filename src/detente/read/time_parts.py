"""What the date rules share: parts of a match, edges, calendar units, the choice of a year."""

from __future__ import annotations

import re
from dataclasses import replace

from .time_context import Context, Tense
from .time_grammar import Hit
from .time_values import (
    GRANULARITY,
    Anchor,
    Day,
    Value,
    day,
    of_century,
    of_day,
    of_decade,
    of_month,
    of_quarter,
    of_week,
    of_weekend,
    of_year,
    third,
)
from .time_words import lexicon

MACROS = {
    "MON": "MONTH|MONTHABBR",
    "WDAY": "WEEKDAY|WEEKDAYABBR",
    "DAYNO": "DAYNUM|ORDDAY",
    "YEARWORDS": "(nineteen|eighteen|twenty) HY? CARD (HY CARD)?"
    " | two thousand (and? CARD (HY CARD)?)?",
    "YEARNO": "YEAR4|YEAR2|YEARWORDS",
    "OFYEAR": "(COMMA? {y:YEARNO})?",
    "EDGE": "the? (early HY?|late HY?|mid HY?|earlier|later|middle"
    "|very? (beginning|start|end|middle|close|outset|dawn|turn) of|early in|late in|earlier in"
    "|later in|midway through|(first|last|latter|second) (half|part) of)",
    "NTH": "ORD|ORDNUM",
}
"""Patterns that several rules use; the names of groups in them are part of the pattern."""


_EDGES = {
    "early": "START", "late": "END", "mid": "MID", "middle": "MID", "beginning": "START",
    "start": "START", "end": "END", "close": "END", "outset": "START", "dawn": "START",
    "midway": "MID", "turn": "START", "first": "START", "last": "END", "latter": "END",
    "second": "END", "earlier": "EARLIER", "later": "LATER",
}  # fmt: skip


def edge(value: Value, words: list[str], reference: Day = None) -> Value:
    """Narrow a stretch to the part that words like "early", "the end of", "later" name.

    "Earlier" and "later" reach to and from `reference` where it lies inside the stretch.
    """
    name = next((_EDGES[word] for word in words if word in _EDGES), None)
    if name is None:
        return value
    if name in ("EARLIER", "LATER"):
        early = name == "EARLIER"
        mod = "START" if early else "END"
        first, last = value.earliest, value.latest
        if reference is None or first is None or last is None or not first <= reference <= last:
            return replace(value, mod=mod)
        if early:
            return replace(value, latest=reference, mod=mod)
        return replace(value, earliest=reference, mod=mod)
    if value.granularity == "day":
        return replace(value, mod=name)
    return third(value, name)


def full_year(hit: Hit, name: str = "y") -> int | None:
    """The year of a group: four digits, or two after an apostrophe (pivot: 30)."""
    words = hit.words(name)
    if not words:
        return None
    digits = words[0].lstrip("'’‘")
    if not digits.isdigit():
        return spelled_year(words)
    number = int(digits)
    if len(digits) == 2:
        return number + (2000 if number < 30 else 1900)
    return number


def spelled_year(words: list[str]) -> int | None:
    """Nineteen ninety-six, twenty twenty-four, two thousand and three."""
    cards = lexicon().classes["CARD"]
    numbers = [int(cards[word]) for word in words if word in cards]
    if "thousand" in words:
        return 2000 + sum(numbers[1:])
    rest = sum(numbers[1:])
    return numbers[0] * 100 + rest if 10 <= rest <= 99 else None


COUNTED = frozenset(
    """percent per million billion thousand hundred people soldiers troops persons points years
    months days weeks hours minutes""".split()
)
"""Words that a number before them counts, so that it is no day and no year."""


def month_of(hit: Hit, ctx: Context, name: str = "m") -> int:
    """The number of the month in a group."""
    word = hit.word(name)
    table = ctx.lexicon.classes
    return int(table["MONTH"].get(word) or table["MONTHABBR"][word])


def day_of(hit: Hit, ctx: Context, name: str = "d") -> int:
    """The number of the day in a group: 3, 3rd, third, twenty-first."""
    words = hit.words(name)
    digits = re.match(r"\d+", words[0])
    if digits:
        return int(digits.group())
    table = ctx.lexicon.classes
    return sum(int(table["ORD"].get(word) or table["CARD"].get(word) or 0) for word in words)


def unit_of(hit: Hit, ctx: Context, name: str = "unit") -> str:
    """The TIMEX3 letter of the unit in a group."""
    words = hit.words(name)
    word = words[-1]
    table = ctx.lexicon.classes
    return table["UNIT"].get(word) or table["UNITS"][word]


def cost(gap: float, tense: Tense, *, early: float = 8.0) -> float:
    """Distance of a candidate: twenty times as long where it lies ahead of a past tense, `early`
    times where it lies behind a future one; the past wins a draw."""
    if tense == "past" and gap > 0:
        return abs(gap) * 20.0
    if tense == "future" and gap < 0:
        return abs(gap) * early
    return abs(gap) * (1.5 if tense == "none" and gap > 0 else 1.0)


def choose_year(
    ctx: Context, hit: Hit, month: int, number: int | None
) -> tuple[int | None, Anchor]:
    """The year of a date that gives none, and its anchor.

    The year that the narrative has just named, where it is a past one; else the nearest such date,
    where one that goes against the tense counts as much farther (`cost`).
    """
    told = ctx.told_year(hit.tokens, hit.first, hit.last)
    pub = ctx.published
    if told is not None and (pub is None or told < pub.year):
        return told, "context"
    if pub is None:
        return None, "document"
    # before a noun ("a June 21 summit") the date is not that of the clause's verb
    attribute = hit.code_after() == "w" and hit.before() in ("a", "an", "the", "its", "'s", "their")
    tense = "none" if attribute else ctx.tense(hit.tokens, hit.first, hit.last)
    if hit.first == 0 and hit.after() == ":":
        tense = "past"  # a line of a chronology tells what was
    best: tuple[float, int] | None = None
    for year in (pub.year - 1, pub.year, pub.year + 1):
        date = day(year, month, number or 15) or (day(year, month, 28) if number else None)
        if date is None:
            continue
        months = (year - pub.year) * 12 + month - pub.month
        gap = months if number is None else (date - pub).days
        price = cost(gap, tense)
        if best is None or price < best[0]:
            best = (price, year)
    return (best[1] if best else None), "document"


PLACEHOLDER = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "F": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX",
    "Y": "XXXX", "E": "XXX", "C": "XX", "WE": "XXXX-WXX-WE", "N": "XXXX-XX-XXTNI", "K": "X",
    "TH": "XXXX-XX-XXTXX", "TM": "XXXX-XX-XXTXX", "TS": "XXXX-XX-XXTXX",
}  # fmt: skip


def stretch(unit: str, date: Day) -> Value:
    """The calendar unit that holds `date`; a placeholder where `date` is None."""
    if date is None:
        return Value("DATE", PLACEHOLDER[unit], granularity=GRANULARITY[unit])
    makers = {
        "D": lambda: of_day(date),
        "W": lambda: of_week(date),
        "F": lambda: of_week(date),
        "WE": lambda: of_weekend(date),
        "M": lambda: of_month(date.year, date.month),
        "Q": lambda: of_quarter(date.year, (date.month + 2) // 3),
        "Y": lambda: of_year(date.year),
        "E": lambda: of_decade(date.year // 10 * 10),
        "C": lambda: of_century(date.year // 100 + 1),
        "N": lambda: replace(of_day(date), type="TIME", value=f"{date.isoformat()}TNI"),
    }
    if unit in makers:
        return makers[unit]()
    if unit in ("TH", "TM", "TS"):
        return Value("TIME", f"{date.isoformat()}TXX", date, date, "hour")
    return Value("DATE", "XXXX", granularity="span")
